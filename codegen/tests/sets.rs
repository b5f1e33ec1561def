//! Documents of several files: `sets/<set>/**/openapi.*` becomes one document, and a crate.

use bindery::report::{Code, Color, Report, Severity};
use bindery::source::{self, Bounds, Sources};
use bindery::{Input, generate, lift};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The root of a set, relative to this package so that no snapshot knows where it is.
fn roots() -> Vec<PathBuf> {
    let mut roots = Vec::new();
    let mut open = vec![PathBuf::from("tests/sets")];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => open.push(path),
                false if path.file_stem().is_some_and(|stem| stem == "openapi") => roots.push(path),
                false => {}
            }
        }
    }
    roots.sort();
    assert!(roots.len() > 5, "{roots:?}");
    roots
}

#[test]
fn a_set_becomes_one_document_and_a_crate() {
    for root in roots() {
        let set = root.components().nth(2).unwrap().as_os_str().to_str().unwrap();
        let lifted = lift::lift(&Input::document(&root));
        let document = lifted.document.map(|document| lift::to_yaml(&document)).unwrap_or_default();
        let told = lifted.report.render(&lifted.sources, Color::Never);
        insta::assert_snapshot!(format!("set_{set}"), format!("{document}\n{told}"));

        let output = generate(&Input::document(&root));
        assert!(output.files.is_some(), "{set}: {}", output.report.render(&output.sources, Color::Never));
    }
}

/// What is told about one reference in a folder of other files.
fn told(files: &[(&str, &str)], reference: &str) -> Vec<(Code, Severity, String)> {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    told_in(&folder.path().join("api"), reference)
}

fn told_in(folder: &Path, reference: &str) -> Vec<(Code, Severity, String)> {
    fs::create_dir_all(folder).unwrap();
    let root = folder.join("openapi.yml");
    let document = format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    A: {{$ref: '{reference}'}}\n"
    );
    fs::write(&root, document).unwrap();
    let output = generate(&Input::document(root));
    assert!(output.files.is_some(), "a reference never loses the document");
    let told = output.report.to_json(&output.sources);
    let is_placed = |one: &serde_json::Value| one["line"].is_u64() || one["message"] == "the file is empty";
    assert!(told.as_array().unwrap().iter().all(is_placed), "{told:#}");
    output.report.diagnostics().iter().map(|d| (d.code, d.severity, d.message.clone())).collect()
}

#[test]
fn files_outside_the_folder_are_not_read() {
    let secret = [("secret.yml", "type: string\n"), ("api/inside.yml", "type: string\n")];
    for reference in
        ["../secret.yml", "%2e%2e/secret.yml", "x/../../secret.yml", "../missing.yml", "/etc/passwd"]
    {
        let told = told(&secret, reference);
        let message = format!("the schema `{reference}` leads outside the folder of the document's files");
        assert_eq!(told, [(Code::ForeignReference, Severity::Lossy, message)]);
    }
    assert_eq!(told(&secret, "../api/inside.yml"), []);
}

#[cfg(unix)]
#[test]
fn links_lead_where_they_lead() {
    let folder = TempDir::new().unwrap();
    let api = folder.path().join("api");
    fs::create_dir(&api).unwrap();
    fs::write(folder.path().join("secret.yml"), "type: string\n").unwrap();
    std::os::unix::fs::symlink("../secret.yml", api.join("link.yml")).unwrap();
    let told = told_in(&api, "link.yml");
    assert_eq!(told[0].0, Code::ForeignReference, "{told:?}");
}

#[test]
fn what_is_no_file_of_values_is_told_at_the_reference() {
    let files =
        [("api/folder/a.yml", "type: string\n"), ("api/page.yml", "<html>: {{\n"), ("api/empty.yml", "")];
    for (reference, end) in [
        ("folder", "leads to a folder, not to a file"),
        ("missing.yml", "leads to a file that does not exist"),
        ("page.yml", "leads to a file that holds no value"),
        ("empty.yml", "leads to a file that holds no value"),
        ("folder/a.yml#/b", "leads to nothing"),
        ("folder/a.yml#b", "leads to nothing"),
    ] {
        let told = told(&files, reference);
        let (code, severity, message) = told.last().unwrap();
        assert_eq!((*code, *severity), (Code::DanglingReference, Severity::Lossy));
        assert!(message.ends_with(end), "{reference}: {message}");
    }
}

#[test]
fn what_plainly_means_the_document_itself_leads_into_it() {
    let folder = TempDir::new().unwrap();
    let jar = "{type: object, properties: {lid: {type: string}}}";
    for (root, name, reference, severity) in [
        ("openapi: 3.0.3", "Jar", "api.yaml#/components/schemas/Jar", Some(Severity::Lossy)),
        ("openapi: 3.0.3", "Jar", "/components/schemas/Jar", Some(Severity::Note)),
        ("openapi: 3.0.3", "Jar", "components/schemas/Jar", Some(Severity::Note)),
        ("openapi: 3.0.3", "Jar", "Jar", Some(Severity::Note)),
        ("openapi: 3.0.3", "50%", "#/components/schemas/50%", None),
        ("swagger: '2.0'", "Jar", "Jar", None),
    ] {
        let schemas = format!("{{'{name}': {jar}, Shelf: {{type: array, items: {{$ref: '{reference}'}}}}}}");
        let schemas = match root.starts_with("swagger") {
            true => format!("definitions: {schemas}"),
            false => format!("components: {{schemas: {schemas}}}"),
        };
        let text = format!("{root}\ninfo: {{title: Jars, version: '1'}}\npaths: {{}}\n{schemas}\n");
        let file = folder.path().join("openapi.yml");
        fs::write(&file, &text).unwrap();
        for input in [Input::document(&file), Input::text("openapi.yml", text)] {
            let output = generate(&input);
            let told: Vec<_> = output.report.diagnostics().iter().map(|told| told.severity).collect();
            assert_eq!(told, severity.into_iter().collect::<Vec<_>>(), "{reference}");
            let models = &output.files.unwrap()["src/models.rs"];
            assert!(models.contains("pub lid") && !models.contains("Value"), "{reference}: {models}");
        }
    }
}

#[test]
fn a_file_of_paths_may_refer_as_if_it_were_the_document() {
    let folder = TempDir::new().unwrap();
    let root = "openapi: 3.0.3\ninfo: {title: Jars, version: '1'}\npaths: {/jars: {$ref: jars.yml}}\n\
                components: {responses: {$ref: responses.yml}}\n";
    let item = "get: {operationId: jars, responses: {'200': {$ref: '#/components/responses/Jars'}}}\n";
    for (name, text) in
        [("openapi.yml", root), ("jars.yml", item), ("responses.yml", "Jars: {description: All jars}\n")]
    {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let output = generate(&Input::document(folder.path().join("openapi.yml")));
    let told = output.report.diagnostics();
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!((told[0].code, told[0].severity), (Code::DanglingReference, Severity::Lossy));
    assert_eq!(output.api.unwrap().operations[0].responses.len(), 1);
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let folder = TempDir::new().unwrap();
    fs::File::create(folder.path().join("large.yml")).unwrap().set_len(100 << 20).unwrap();
    let told = told_in(folder.path(), "large.yml");
    assert_eq!(told[0].0, Code::TooLarge);
    assert!(told[0].2.ends_with("leads to a file that is too large"), "{told:?}");
}

#[test]
fn what_is_written_out_in_itself_comes_to_an_end() {
    // Each file uses the next twice, where the standard has no reference: 2^20 texts.
    let folder = TempDir::new().unwrap();
    for level in 0..20 {
        let next = format!("{{$ref: {}.yml}}", level + 1);
        let text = format!("a: {{properties: {next}}}\nb: {{properties: {next}}}\n");
        fs::write(folder.path().join(format!("{level}.yml")), text).unwrap();
    }
    fs::write(folder.path().join("20.yml"), "a: {type: string}\n").unwrap();
    let root = folder.path().join("openapi.yml");
    fs::write(&root, "components: {schemas: {A: {$ref: '0.yml#/a'}}}\n").unwrap();
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let document = source::read(&root, &mut sources, &mut report);
    source::join(document, &Bounds::around(&root, []), &mut sources, &mut report);
    let codes: Vec<Code> = report.diagnostics().iter().map(|d| d.code).collect();
    assert_eq!(codes, [Code::TooLarge]);
}

#[test]
fn a_document_in_memory_has_no_other_files() {
    let text = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents: {schemas: {A: {$ref: Cargo.toml}}}\n";
    let output = generate(&Input::text("openapi.yml", text));
    let told: Vec<Code> = output.report.diagnostics().iter().map(|d| d.code).collect();
    assert_eq!(told, [Code::ForeignReference]);
}

#[test]
fn a_document_is_found_by_its_own_address() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("openapi.yml");
    let schemas: String = ["https://shop.example/v1/api", "/v1/api", "api", "./api"]
        .iter()
        .enumerate()
        .map(|(index, address)| format!("    A{index}: {{ $ref: '{address}#/components/schemas/B' }}\n"))
        .collect();
    let document = format!(
        "openapi: 3.2.0\n$self: https://shop.example/v1/api\ninfo: {{title: T, version: '1'}}\npaths: {{}}\n\
         components:\n  schemas:\n{schemas}    B: {{ type: string, maxLength: 5 }}\n"
    );
    for input in [Input::text("openapi.yml", document.as_str()), {
        fs::write(&root, &document).unwrap();
        Input::document(&root)
    }] {
        let output = generate(&input);
        assert_eq!(output.report.summary(), "", "{}", output.report.render(&output.sources, Color::Never));
    }
}

/// What a tag is mapped to beside a schema `Square`, and what is told of it.
fn mapped(target: &str, has_file: bool) -> (String, Vec<Code>) {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("openapi.yml");
    let document = format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    \
         Square: {{ type: object, properties: {{ kind: {{ type: string }}, side: {{ type: number }} }} }}\n    \
         Circle: {{ type: object, properties: {{ kind: {{ type: string }}, radius: {{ type: number }} }} }}\n    \
         Shape:\n      oneOf: [{{ $ref: '#/components/schemas/Square' }}, {{ $ref: '#/components/schemas/Circle' }}]\n      \
         discriminator: {{ propertyName: kind, mapping: {{ sq: {target}, ci: Circle }} }}\n"
    );
    fs::write(&root, document).unwrap();
    if has_file {
        fs::write(folder.path().join("Square.json"), "{\"type\": \"object\"}").unwrap();
    }
    let lifted = lift::lift(&Input::document(&root));
    let target = lifted.document.unwrap();
    let target = target.pointer("/components/schemas/Shape/discriminator/mapping/sq").unwrap();
    let codes = lifted.report.diagnostics().iter().map(|diagnostic| diagnostic.code);
    (target.as_str().unwrap().to_owned(), codes.collect())
}

#[test]
fn a_tag_may_name_a_schema_as_if_it_were_a_file() {
    let square = "#/components/schemas/Square".to_owned();
    for target in ["Square.json", "./Square.yaml", "schemas/Square.json"] {
        assert_eq!(mapped(target, false), (square.clone(), Vec::new()), "{target}");
    }
    let (file, told) = mapped("Square.json", true);
    assert!(file != square && file.ends_with("_Square") && told.is_empty(), "{file} {told:?}");
    let missing = mapped("Oval.json", false);
    assert_eq!(missing, ("Oval.json".to_owned(), vec![Code::DanglingReference]));
}
