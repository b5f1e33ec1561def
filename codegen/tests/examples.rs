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
    let input = Input::text("ferries.yml", DOCUMENT).with_name(name).with_tests();
    let output = generate(&input);
    assert_eq!(output.report.summary(), "1 note", "one example is invalid");
    workspace(name, &output)
}

/// A workspace of one crate.
fn workspace(name: &str, output: &bindery::Output) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("examples").join(name);
    write::sync(&folder.join(name), output.files.as_ref().unwrap()).unwrap();
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
        // Shares the compiled dependencies with the crates of `tests/cases.rs`.
        .arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join("cases-target"))
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

const RENAMED: &str = r##"openapi: 3.1.0
info: { title: Jobs, version: '1' }
paths: {}
components:
  schemas:
    Job:
      type: object
      required: [took-long]
      properties:
        took-long: { $ref: '#/components/schemas/Span' }
        waits: { type: array, items: { $ref: '#/components/schemas/Span' } }
        state: { type: string, enum: [in-progress, done] }
        either: { oneOf: [{ $ref: '#/components/schemas/Span' }, { type: string }] }
      example: { took-long: { secs: 1, nanos: 5 }, waits: [{ secs: 2, nanos: 0 }], state: in-progress, either: { secs: 3, nanos: 1 } }
    Span:
      type: object
      required: [secs, nanos]
      properties: { secs: { type: integer }, nanos: { type: integer } }
"##;

const RENAMES: &str = "
[replace]
Span = { type = 'std::time::Duration' }
[rename.schemas]
Job = 'Task'
[rename.properties]
'Job.took-long' = 'long'
[rename.values]
'Job.state.in-progress' = 'Running'
";

/// What is renamed or replaced is on the wire what the document says.
#[test]
fn renamed_and_replaced_types_keep_the_examples() {
    let source = tempfile::TempDir::new().unwrap();
    let config = source.path().join("bindery.toml");
    fs::write(&config, RENAMES).unwrap();
    let output =
        generate(&Input::text("jobs.yml", RENAMED).with_config(config).with_name("jobs").with_tests());
    assert_eq!(output.report.summary(), "");
    let folder = workspace("jobs", &output);
    // One more test, of what a user writes.
    let test_of_names = "use jobs::models::*;\n#[test]\nfn names() {\n    \
        let task = Task::new(std::time::Duration::new(1, 5)).state(TaskState::Running);\n    \
        assert_eq!(serde_json::to_string(&task).unwrap(), \
        r#\"{\"took-long\":{\"nanos\":5,\"secs\":1},\"state\":\"in-progress\"}\"#);\n    \
        assert_eq!(task.long.as_secs(), 1);\n}\n";
    let main = folder.join("jobs/tests/examples/main.rs");
    let text = fs::read_to_string(&main).unwrap();
    fs::write(&main, format!("{text}\nmod names {{\n{test_of_names}}}\n")).unwrap();
    let output = test(&folder);
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && err.is_empty(), "{out}{err}");
    assert!(out.contains("1 of 1 examples are the same") && out.contains("2 passed"), "{out}");
}

const SHAPES: &str = r##"openapi: 3.1.0
info: { title: Shapes, version: '1' }
paths: {}
components:
  schemas:
    Stop:
      type: object
      required: [kind, at]
      properties:
        kind: { const: stop }
        at: { type: array, prefixItems: [{ type: number, minimum: -180 }, { type: number }], items: false, minItems: 2 }
        line: { type: array, prefixItems: [{ type: string }, { type: integer }, { $ref: '#/components/schemas/Tone' }], minItems: 3, maxItems: 3 }
        next: { type: array, prefixItems: [{ $ref: '#/components/schemas/Stop' }, { type: string }], minItems: 2, maxItems: 2 }
        either: { oneOf: [{ type: array, prefixItems: [{ type: string }, { type: string }], minItems: 2, maxItems: 2 }, { type: array, items: { type: string } }] }
      example: { kind: stop, at: [-1.5, 2], line: [a, 5, { hertz: 440 }], next: [{ kind: stop, at: [0, 0] }, tomorrow], either: [a, b, c] }
    # Two kinds that are alike but for their tags.
    Signal:
      anyOf: [{ $ref: '#/components/schemas/Horn' }, { $ref: '#/components/schemas/Bell' }]
      discriminator: { propertyName: made, mapping: { air: '#/components/schemas/Horn', metal: '#/components/schemas/Bell' } }
      example: { made: metal, tone: { hertz: 440 } }
    Horn: { type: object, properties: { made: { type: string }, tone: { $ref: '#/components/schemas/Tone' } } }
    Bell: { type: object, properties: { made: { type: string }, tone: { $ref: '#/components/schemas/Tone' } } }
    Tone: { type: object, properties: { hertz: { type: number } } }
"##;

/// What a user of the crate of [`SHAPES`] writes.
const USE_OF_SHAPES: &str = r##"
mod shapes_in_use {
    use shapes::models::*;

    #[test]
    fn tuples() {
        let stop = Stop::new((-200.0, 2.5)).line(("a".to_owned(), 5, Tone::new().hertz(440.0)));
        let text = r#"{"kind":"stop","at":[-200.0,2.5],"line":["a",5,{"hertz":440.0}]}"#;
        assert_eq!(serde_json::to_string(&stop).unwrap(), text);
        assert_eq!(format!("{:?}", stop.at), "(-200.0, 2.5)");
        assert_eq!(stop.validate().unwrap_err().to_string(), "/at/0 must be at least -180");
        for (at, fault) in [("[1]", "invalid length 1, expected 2 items"), ("[1,2,3]", "invalid length 3")] {
            let read = serde_json::from_str::<Stop>(&format!("{{\"kind\":\"stop\",\"at\":{at}}}"));
            let said = read.unwrap_err().to_string();
            assert!(said.contains(fault), "{said}");
        }
    }

    #[test]
    fn kinds_that_are_alike() {
        let bell: Signal = serde_json::from_str(r#"{"made":"metal"}"#).unwrap();
        assert!(matches!(bell, Signal::Metal(_)), "{bell:?}");
    }
}
"##;

#[test]
fn tuples_and_kinds_that_are_alike_keep_the_examples() {
    let output = generate(&Input::text("shapes.yml", SHAPES).with_name("shapes").with_tests());
    assert_eq!(output.report.summary(), "");
    let folder = workspace("shapes", &output);
    let main = folder.join("shapes/tests/examples/main.rs");
    let text = fs::read_to_string(&main).unwrap();
    fs::write(&main, format!("{text}{USE_OF_SHAPES}")).unwrap();
    let output = test(&folder);
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && err.is_empty(), "{out}{err}");
    assert!(out.contains("2 of 2 examples are the same") && out.contains("3 passed"), "{out}");
}
