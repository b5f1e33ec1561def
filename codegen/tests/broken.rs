//! A broken document gives a crate or an error, never a panic and never a hang.

use crate::support::broken;
use crate::support::compiled;
use crate::support::{Fragment, fragments};
use bindery::report::Report;
use bindery::source::{self, Sources};
use bindery::write::Files;
use bindery::{Input, generate};
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long one copy may take, on a busy machine and without optimisation.
const ALLOWED: Duration = Duration::from_secs(20);

/// The cases that are broken, too: those about the document rather than about one type.
const FEATURES: &[&str] = &["dialects", "operations", "prose"];

/// The cases whose broken copies are compiled, too.
const COMPILED: &[&str] = &["operations/bodies", "unions/by_tag"];

/// Real documents are tried until this has passed.
const LONG_ENOUGH: Duration = Duration::from_secs(6);

fn documents(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let is_one =
            path.extension().is_some_and(|end| ["yml", "yaml", "json"].iter().any(|known| end == *known));
        match path.is_dir() {
            true => documents(&path, found),
            false if is_one => found.push(path),
            false => {}
        }
    }
    found.sort();
}

/// What is wrong with the copies of a document.
fn faults(path: &Path) -> Vec<String> {
    let Ok(text) = fs::read_to_string(path) else { return Vec::new() };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let document = source::from_text(&name, &text, &mut Sources::new(), &mut Report::new());
    let copies = broken::copies(&text, &document.value).into_iter();
    copies
        .filter_map(|(what, copy)| {
            Some(format!("{}, {what}: {}", path.display(), broken::fault(&name, copy, ALLOWED)?))
        })
        .collect()
}

#[test]
fn a_broken_document_gives_a_crate_or_an_error() {
    let mut own = Vec::new();
    documents(Path::new("tests/sets"), &mut own);
    let made_whole: Vec<_> = fragments("cases")
        .into_iter()
        .filter(|fragment| FEATURES.contains(&fragment.feature.as_str()))
        .collect();
    made_whole.iter().for_each(|fragment| documents(fragment.folder.path(), &mut own));
    assert!(own.len() > 20, "{own:?}");
    let faults: Vec<String> = own.iter().flat_map(|path| faults(path)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The crates of the broken copies of a document, of those that are alike one.
fn crates(fragment: &Fragment) -> Vec<(String, Files)> {
    let file = format!("{}.yml", fragment.name);
    let text = fs::read_to_string(fragment.folder.path().join(&file)).unwrap();
    let document = source::from_text(&file, &text, &mut Sources::new(), &mut Report::new());
    let (mut crates, mut seen) = (Vec::new(), HashSet::new());
    for (_, copy) in broken::copies(&text, &document.value) {
        let input = Input::text(&*file, copy);
        let is_new = generate(&input.clone().with_name("api")).files.is_some_and(|files| seen.insert(files));
        let name = format!("{}-{}", fragment.name, crates.len()).replace('_', "-");
        crates.extend(generate(&input.with_name(&*name)).files.filter(|_| is_new).map(|files| (name, files)));
    }
    crates
}

#[test]
fn the_crate_of_a_broken_document_compiles() {
    let fragments = fragments("cases").into_iter();
    let chosen =
        fragments.filter(|fragment| COMPILED.contains(&&*format!("{}/{}", fragment.feature, fragment.name)));
    let crates: Vec<_> = chosen.flat_map(|fragment| crates(&fragment)).collect();
    assert!(crates.len() > 10, "{} crates", crates.len());
    let said = compiled::complaints("broken", crates, &[]);
    assert!(said.is_empty(), "{said}");
}

#[test]
fn references_to_the_whole_document_do_not_copy_it() {
    let parameters = vec![r#"{"$ref": ""}"#; 6_000].join(",");
    let schemas: Vec<String> = (0..6_000).map(|n| format!(r#""S{n}": {{"type": "string"}}"#)).collect();
    let text = format!(
        r#"{{"openapi": "3.1.0", "info": {{"title": "T", "version": "1"}}, "paths": {{"/a": {{"get": {{
            "parameters": [{parameters}], "responses": {{}} }} }} }},
            "components": {{"schemas": {{ {} }} }} }}"#,
        schemas.join(",")
    );
    assert_eq!(broken::fault("whole.json", text, ALLOWED), None);
}

#[test]
fn a_broken_real_document_gives_a_crate_or_an_error() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/fixtures");
    let mut real = Vec::new();
    documents(&corpus, &mut real);
    if real.is_empty() {
        eprintln!("skipped: {} is not there", corpus.display());
    }
    let start = Instant::now();
    let in_time = real.iter().take_while(|_| start.elapsed() < LONG_ENOUGH);
    let faults: Vec<String> = in_time.flat_map(|path| faults(path)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
