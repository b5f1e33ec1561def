//! The corpus runner on a folder of made-up documents.

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

const FINE: &str = r#"openapi: "3.0.3" # of 2021
info: { title: Fine, version: "1" }
paths:
  /boats/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        "200":
          description: A boat
          content: { application/json: { schema: { $ref: '#/components/schemas/Boat' } } }
components:
  schemas:
    Boat: { type: object, properties: { name: { type: string }, cargo: {} } }
"#;

/// JSON on one line, with its version at the end.
const OLD: &str = r#"{"paths": {}, "info": {"title": "Old", "version": "1"}, "swagger": "2.0"}"#;

const BROKEN: &str = "{\n  \"openapi\": \"3.1.0\",\n  \"paths\": {\n";

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (path, text) in files {
        let path = folder.path().join("docs").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    // What an example is called when it is compiled, only Cargo knows.
    Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--offline", "--example", "corpus", "--"])
        .arg(folder.join("docs"))
        .args(arguments)
        .arg("--json")
        .arg(folder.join("table.json"))
        .arg("--out")
        .arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap()
}

fn table(folder: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(folder.join("table.json")).unwrap()).unwrap()
}

#[test]
fn every_document_of_a_folder_compiles() {
    let folder = folder(&[
        ("fine.yml", FINE),
        ("fine/yml.json", OLD),
        // The same once more: one of the two is compiled.
        ("more/fine.yaml", FINE),
        ("fine/part.yml", "type: object\nproperties: { openapi: { type: string } }\n"),
        ("notes.txt", "openapi: 3.0.0"),
        ("data.json", "[1, 2]"),
    ]);
    let output = run(folder.path(), &["--no-default-features"]);
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{shown}{}", String::from_utf8_lossy(&output.stderr));
    let last = shown.lines().last().unwrap();
    assert!(last.starts_with("3 documents, 0 failed: 2 operations"), "{shown}");
    assert!(last.contains("; 2 compiled, for 1 more of the same, in "), "{shown}");
    assert!(last.contains(" with 0 errors and 0 warnings; ") && last.ends_with(" in all"), "{shown}");
    let table = table(folder.path());
    let [old, fine, twin] = table["documents"].as_array().unwrap().as_slice() else { panic!("{table:#}") };
    assert_eq!((&old["document"], &old["dialect"]), (&"docs/fine/yml.json".into(), &"2.0".into()));
    assert_eq!((&fine["document"], &fine["dialect"]), (&"docs/fine.yml".into(), &"3.0.3".into()));
    assert_eq!(fine["generated"]["untyped"]["free-form"], 1);
    assert_eq!((&twin["twin"], &twin["checked"]), (&"docs/fine.yml".into(), &Value::Null));
    assert!(fine["twin"].is_null() && old["twin"].is_null(), "{table:#}");
    for measured in [&fine["generated"], &fine["checked"]] {
        assert!(measured["peak"].as_u64().unwrap() > 1_000_000, "{measured:#}");
        assert!(measured["seconds"].as_f64().unwrap() > 0.0, "{measured:#}");
    }
}

#[test]
fn a_document_that_fails_is_told() {
    let folder = folder(&[("fine.yml", FINE), ("broken.json", BROKEN)]);
    let output = run(folder.path(), &["--no-check"]);
    let shown = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{shown}");
    assert!(shown.lines().last().unwrap().starts_with("2 documents, 1 failed"), "{shown}");
    assert!(table(folder.path())["documents"][0]["failure"].is_string());
    assert!(run(folder.path(), &["--no-check", "--only", "fine"]).status.success());
    assert_eq!(table(folder.path())["totals"]["documents"], 1);
    assert!(run(folder.path(), &["--no-check", "--only", "fine", "--in-process"]).status.success());
    let here = &table(folder.path())["documents"][0];
    assert_eq!((&here["generated"]["operations"], &here["generated"]["peak"]), (&1.into(), &0.into()));
    assert_eq!(run(folder.path(), &["--no-check", "--only", "nothing"]).status.code(), Some(1));
}
