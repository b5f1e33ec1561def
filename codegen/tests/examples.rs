//! The tests that come with a crate find what decoding or encoding would lose.

use bindery::write;
use bindery::{Input, generate};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

const DOCUMENT: &str = r#"openapi: 3.1.0
info: { title: Ferries, version: "1" }
paths:
  /crossings:
    get:
      responses:
        "200":
          description: All
          content:
            application/json:
              schema: { type: array, items: { $ref: '#/components/schemas/Crossing' } }
              examples:
                whole: { value: [{ at: '2006-01-31T13:59:30+01:00', price: 3, seats: { '1': [null, a] }, extra: 1 }] }
                null: { value: [{ at: '2006-01-31T13:59:30.500Z', note: null }] }
  # Its items are of a type that serde does not know.
  /days:
    get:
      responses:
        "200": { description: All, content: { application/json: { schema: { type: array, items: { type: string, format: date } }, example: ['2006-01-31'] } } }
components:
  schemas:
    Crossing:
      type: object
      required: [at]
      properties:
        at: { type: string, format: date-time }
        price: { type: number }
        note: { type: [string, 'null'] }
        seats: { type: object, additionalProperties: { type: array, items: { type: [string, 'null'] } } }
      example: { at: soon }
"#;

/// The crate of the document, in a workspace of its own.
fn crate_of(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("examples");
    let input = Input::text("ferries.yml", DOCUMENT).with_name(name).with_tests();
    let output = generate(&input);
    assert_eq!(output.report.summary(), "1 note", "one example is invalid");
    let folder = root.join(name);
    write::sync(&folder.join(name), &output.files.unwrap()).unwrap();
    let workspace =
        format!("[workspace]\nresolver = \"3\"\nmembers = [\"{name}\"]\n[profile.dev]\ndebug = false\n");
    fs::write(folder.join("Cargo.toml"), workspace).unwrap();
    // The versions that the rest of the repository is built with, so that nothing is fetched.
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("Cargo.lock");
    fs::copy(lock, folder.join("Cargo.lock")).unwrap();
    folder
}

fn test(folder: &Path) -> Output {
    Command::new(env!("CARGO"))
        .args(["test", "--quiet", "--offline", "--no-default-features", "--test", "examples", "--target-dir"])
        .arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join("examples-target"))
        .args(["--", "--show-output"])
        .current_dir(folder)
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap()
}

#[test]
fn valid_examples_survive_and_a_lost_field_is_found() {
    let folder = crate_of("ferries");
    let output = test(&folder);
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && err.is_empty(), "{out}{err}");
    assert!(out.contains("3 of 3 examples are the same"), "{out}");

    let data = folder.join("ferries/tests/examples/examples.jsonl");
    let text = fs::read_to_string(&data).unwrap();
    let with = |from: &str, to: &str| {
        assert!(text.contains(from), "{text}");
        fs::write(&data, text.replacen(from, to, 1)).unwrap();
        let output = test(&folder);
        assert!(!output.status.success());
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let said = with("/0/extra", "/0/other");
    assert!(
        said.contains("2 of 3 examples are the same") && said.contains("`/0/extra` is lost: 1"),
        "{said}"
    );
    let said = with("\"price\":3", "\"price\":\"dear\"");
    assert!(said.contains("invalid type: string \"dear\""), "{said}");
    write::sync(
        &folder.join("ferries"),
        &generate(&Input::text("ferries.yml", DOCUMENT).with_name("ferries").with_tests()).files.unwrap(),
    )
    .unwrap();
}
