//! Real documents go through `dialect`, `references` and `overlay` whole. Skipped where the corpus is absent.

use crate::dialect::{canonical, typed};
use crate::overlay::{self, Overlay};
use crate::parallel::{self, TWO};
use crate::references;
use crate::report::{Code, Report, Severity};
use crate::source::{Document, FileId};
use serde_json::Value;
use std::path::{Path, PathBuf};

fn corpus() -> Vec<PathBuf> {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpus"));
    let mut found = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/any-channel.yml")];
    if !root.is_dir() {
        eprintln!("skipped: there is no corpus at {}", root.display());
    }
    for folder in ["vendor", "zendesk", "fixtures"] {
        files(&root.join(folder), &mut found);
    }
    found.sort();
    found
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let known = path.extension().is_some_and(|e| ["json", "yml", "yaml"].iter().any(|known| e == *known));
        if path.is_dir() {
            files(&path, found);
        } else if known {
            found.push(path);
        }
    }
}

/// `None` for a file that is no document at all.
fn read(path: &Path) -> Option<Document> {
    let text = std::fs::read_to_string(path).ok()?;
    let value: Value = if path.extension().is_some_and(|e| e == "json") {
        serde_json::from_str(&text).ok()?
    } else {
        serde_yaml::from_str(&text).ok()?
    };
    Some(Document::single(value, FileId(0)))
}

fn keys(value: &Value, pointer: &str) -> Vec<String> {
    value.pointer(pointer).and_then(Value::as_object).map(|o| o.keys().cloned().collect()).unwrap_or_default()
}

#[test]
fn every_document_keeps_its_paths_and_schemas() {
    let only = std::env::var("BINDERY_CORPUS").unwrap_or_default();
    let verbose = !only.is_empty();
    let paths: Vec<PathBuf> =
        corpus().into_iter().filter(|path| path.to_string_lossy().contains(&only)).collect();
    let seen = parallel::each(paths.len(), TWO, |index| {
        let path = &paths[index];
        let published = read(path);
        if published.is_none() {
            eprintln!("not read: {}", path.display());
        }
        let is_document = |published: &Document| {
            ["openapi", "swagger"].iter().any(|version| published.value.get(version).is_some())
        };
        let published = published.filter(is_document);
        published.inspect(|published| one(path, published, verbose)).is_some()
    });
    assert!(seen.contains(&true));
}

fn one(path: &Path, published: &Document, verbose: bool) {
    let name = path.display();
    let mut report = Report::new();
    let copy = published.clone();
    let started = std::time::Instant::now();
    let document = canonical(copy, &mut report);
    let took = started.elapsed();
    if verbose {
        for d in report.diagnostics() {
            eprintln!("{} {} {}: {} ({})", d.severity, d.code, d.place.pointer, d.message, d.help);
        }
    }
    let lossy = report.diagnostics().iter().filter(|d| d.severity == Severity::Lossy).count();
    let told = report.diagnostics().len();
    assert_ne!(report.worst(), Some(Severity::Error), "{name}");

    let mut again = Report::new();
    let twice = canonical(document.clone(), &mut again);
    assert!(twice.value == document.value, "{name} changes when it is canonical already");
    let text = |document: &Document| serde_json::to_string(&document.value).unwrap();
    assert!(text(&twice) == text(&document), "{name}: the order of keys changes");
    let new = again.diagnostics().iter().filter(|d| !report.diagnostics().contains(d));
    let new: Vec<_> = new.map(|d| (d.place.pointer.as_str(), &d.message)).collect();
    assert!(new.is_empty(), "{name}: {new:?}");

    let swagger = published.value.get("swagger").is_some();
    let schemas = if swagger { "/definitions" } else { "/components/schemas" };
    assert_eq!(keys(&published.value, schemas), keys(&document.value, "/components/schemas"), "{name}");
    assert_eq!(keys(&published.value, "/paths"), keys(&document.value, "/paths"), "{name}");

    let mut report = Report::new();
    let started = std::time::Instant::now();
    let api = typed(&document, &mut report).expect("an API");
    let typing = started.elapsed();
    assert_eq!(report.diagnostics(), [], "{name}");
    assert!(api == super::typing::by_the_library(&document), "{name}: not as the library reads it");
    let paths = keys(&document.value, "/paths").into_iter().filter(|key| key.starts_with('/')).count();
    assert_eq!(api.paths.paths.len(), paths, "{name}");
    let components = api.components.unwrap_or_default();
    assert_eq!(components.schemas.len(), keys(&document.value, "/components/schemas").len(), "{name}");
    let dangling = repaired(path, document, published);
    eprintln!("{name}: {told} told, {lossy} lossy, {dangling} dangling, {took:?} + {typing:?}");
}

/// After the repairs nothing dangles; they apply to the published document, too.
fn repaired(path: &Path, mut document: Document, published: &Document) -> usize {
    let mut report = Report::new();
    let edits: Overlay = references::repair(&document, &mut report);
    let told = report.diagnostics().len();
    for d in report.diagnostics().iter().take(3) {
        assert!(matches!(d.code, Code::DanglingReference | Code::ForeignReference));
    }
    let mut report = Report::new();
    let unmatched = overlay::apply(&mut document, &edits, &mut report);
    assert!(unmatched.is_empty() && report.diagnostics().is_empty(), "{}", path.display());
    assert_eq!(references::dangling(&document), [], "{}", path.display());
    let again = canonical(document.clone(), &mut Report::new());
    assert!(again.value == document.value, "{}", path.display());
    if published.value.get("swagger").is_none() {
        let mut published = published.clone();
        for action in overlay::apply(&mut published, &edits, &mut Report::new()) {
            eprintln!("{}: {} does not match the published document", path.display(), action.target);
        }
    }
    told
}
