//! Features of tags: what each has, and that every choice of them compiles.

use crate::support::compiled;
use bindery::write::{self, Files};
use bindery::{Input, generate};
use std::path::{Path, PathBuf};
use std::{env, fs};

const SHOP: &str = r#"
openapi: 3.1.0
info: {title: Shop, version: '1'}
paths:
  /orders:
    post:
      operationId: placeOrder
      tags: [Sales Orders]
      servers: [{url: 'https://{region}.orders.example', variables: {region: {default: north, enum: [north, south]}}}]
      parameters: [{name: sort, in: query, schema: {type: string, enum: [up, down]}}]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
      responses:
        '200': {description: d, headers: {X-Left: {schema: {type: integer}}}, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
        '4XX': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}
  /goods:
    get:
      operationId: listGoods
      tags: [models]
      responses:
        '200': {description: d, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Good'}}}}}
        default: {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}
  /goods/{id}/picture:
    put:
      operationId: showGood
      tags: [type]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      requestBody: {content: {image/png: {schema: {type: string, format: binary}}, text/plain: {schema: {type: string}}}}
      responses: {'204': {description: d}}
  /ping:
    get:
      operationId: ping
      responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Pong'}}}}}
  # Most fail alike, in all tags and in none; of the others two in different tags, and two in one.
  /alike/1: {get: {operationId: one, tags: [models], responses: {'403': {$ref: '#/components/responses/Denied'}, '404': {$ref: '#/components/responses/Gone'}}}}
  /alike/2: {get: {operationId: two, tags: [type], responses: {'403': {$ref: '#/components/responses/Denied'}, '404': {$ref: '#/components/responses/Gone'}}}}
  /alike/3: {get: {operationId: three, responses: {'403': {$ref: '#/components/responses/Denied'}, '404': {$ref: '#/components/responses/Gone'}}}}
  /alike/4: {get: {operationId: four, tags: [type], responses: {'403': {$ref: '#/components/responses/Denied'}, '404': {$ref: '#/components/responses/Gone'}}}}
  /alike/5: {get: {operationId: five, tags: [type], responses: {'403': {$ref: '#/components/responses/Denied'}, '404': {$ref: '#/components/responses/Gone'}}}}
  /alike/10: {get: {operationId: ten, tags: [type], responses: {'403': {$ref: '#/components/responses/Denied'}, '404': {$ref: '#/components/responses/Gone'}}}}
  /alike/11: {get: {operationId: eleven, tags: [type], responses: {'403': {$ref: '#/components/responses/Denied'}, '404': {$ref: '#/components/responses/Gone'}}}}
  /alike/6: {get: {operationId: six, tags: [models], responses: {'409': {$ref: '#/components/responses/Denied'}, '410': {$ref: '#/components/responses/Gone'}}}}
  /alike/7: {get: {operationId: seven, tags: [type], responses: {'409': {$ref: '#/components/responses/Denied'}, '410': {$ref: '#/components/responses/Gone'}}}}
  /alike/8: {get: {operationId: eight, tags: [type], responses: {'423': {$ref: '#/components/responses/Denied'}, '424': {$ref: '#/components/responses/Gone'}}}}
  /alike/9: {get: {operationId: nine, tags: [type], responses: {'423': {$ref: '#/components/responses/Denied'}, '424': {$ref: '#/components/responses/Gone'}}}}
  /goods/watch:
    get:
      operationId: watchGoods
      tags: [models]
      responses: {'200': {description: d, content: {text/event-stream: {schema: {$ref: '#/components/schemas/News'}}}}}
  # Tags called as what modules name by a path.
  /probe: {get: {operationId: probe, tags: [http], responses: {'204': {description: d}}}}
  /trace: {get: {operationId: trace, tags: [runtime], responses: {'204': {description: d}}}}
webhooks:
  closed: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Closed'}}}}, responses: {'200': {description: d}}}}
components:
  responses:
    Denied: {description: d, content: {application/json: {schema: {type: object, properties: {owner: {type: string}}}}}}
    Gone: {description: d, content: {application/json: {schema: {type: object, properties: {since: {type: string}}}}}}
  schemas:
    Order:
      type: object
      required: [lines]
      properties:
        lines: {type: array, items: {$ref: '#/components/schemas/Line'}}
        note: {anyOf: [{type: string}, {$ref: '#/components/schemas/Line'}]}
        money: {$ref: '#/components/schemas/Money'}
        placed: {type: string, format: date-time}
    Line: {type: object, properties: {count: {type: integer}, within: {$ref: '#/components/schemas/Line'}}}
    Good:
      description: Costs [money](#/components/schemas/Money).
      oneOf: [{$ref: '#/components/schemas/Book'}, {$ref: '#/components/schemas/Bread'}]
      discriminator: {propertyName: kind}
    Book: {type: object, required: [kind, title], properties: {kind: {type: string}, title: {type: string}, price: {$ref: '#/components/schemas/Money'}}}
    Bread: {type: object, required: [kind], properties: {kind: {type: string}, baked: {type: string, format: date}}, additionalProperties: {type: string}}
    Money: {type: object, properties: {cents: {type: integer}}}
    News: {type: object, properties: {what: {type: string}}}
    Problem: {type: object, properties: {title: {type: string}}}
    Pong: {type: object, properties: {at: {type: string, format: date-time}}}
    Closed: {type: object, properties: {why: {type: string}}}
    Old: {type: object, properties: {order: {$ref: '#/components/schemas/Order'}, money: {$ref: '#/components/schemas/Money'}}}
"#;

fn shop(config: &str) -> Files {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("shop.yml"), SHOP).unwrap();
    let config = format!("document = 'shop.yml'\n{config}\n[package]\nname = 'shop'\n");
    fs::write(folder.path().join("bindery.toml"), config).unwrap();
    generate(&Input::config(folder.path().join("bindery.toml"))).files.unwrap()
}

/// The files that declare a type.
fn places(files: &Files, name: &str) -> Vec<String> {
    let declares =
        |text: &String| ["struct", "enum"].iter().any(|kind| text.contains(&format!("pub {kind} {name} {{")));
    files
        .iter()
        .filter(|(path, text)| path.starts_with("src/models") && declares(text))
        .map(|(path, _)| path.clone())
        .collect()
}

#[test]
fn a_type_stands_where_the_only_tag_that_needs_it_does() {
    let files = shop("tag-features = true");
    for (name, place) in [
        ("Order", "src/models/sales_orders.rs"),
        ("Line", "src/models/sales_orders.rs"),
        ("Good", "src/models/models_tag.rs"),
        ("Bread", "src/models/models_tag.rs"),
        // What comes piece by piece.
        ("News", "src/models/models_tag.rs"),
        // What two tags need, an operation without a tag or a webhook is always there.
        ("Money", "src/models.rs"),
        ("Problem", "src/models.rs"),
        ("Pong", "src/models.rs"),
        ("Closed", "src/models.rs"),
        ("Old", "src/models/unused_schemas.rs"),
    ] {
        assert_eq!(places(&files, name), [place], "{name}");
    }
    let manifest = &files["Cargo.toml"];
    assert!(manifest.contains("default = [\"client\", \"full\"]\n"), "{manifest}");
    // A schema that no operation uses may be made of what a tag has.
    for line in [
        "sales-orders = []",
        "models-tag = []",
        "type = []",
        "http-tag = []",
        "runtime-tag = []",
        "unused-schemas = [\"sales-orders\"]",
    ] {
        assert!(manifest.contains(&format!("\n{line}\n")), "{line}:\n{manifest}");
    }
}

#[test]
fn an_enum_of_errors_stands_where_all_that_have_it_see_it() {
    let files = shop("tag-features = true");
    for (file, line) in [
        ("src/operations.rs", "pub enum ApiError {"),
        ("src/operations.rs", "pub enum SixError {"),
        ("src/operations/type_.rs", "use super::{ApiError, SixError};"),
        ("src/operations/type_.rs", "    type Error = ApiError;"),
        ("src/operations/type_.rs", "pub type SevenError = SixError;"),
        ("src/operations/type_.rs", "pub enum EightError {"),
        ("src/operations/type_.rs", "pub type NineError = EightError;"),
        ("src/operations/type_.rs", "    type Error = NineError;"),
        ("src/operations/models_tag.rs", "    type Error = SixError;"),
    ] {
        assert!(files[file].lines().any(|is| is == line), "{line}\n{}", files[file]);
    }
    assert!(!files["src/operations/models_tag.rs"].contains("SixError ="));
}

#[test]
fn small_crates_have_no_features_of_tags_unless_they_are_asked_for() {
    for config in ["", "tag-features = false"] {
        let files = shop(config);
        assert!(
            files["Cargo.toml"].contains("default = [\"client\"]\n") && !files["Cargo.toml"].contains("full")
        );
        assert_eq!(places(&files, "Order"), ["src/models.rs"]);
    }
}

/// Every feature alone, with the server and without, none and all.
#[test]
fn every_choice_of_features_compiles_and_all_are_documented_without_a_warning() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("tag-features");
    let mut files = shop("tag-features = true");
    files
        .entry("Cargo.toml".to_owned())
        .or_default()
        .push_str("\n[workspace]\n[profile.dev]\ndebug = false\n");
    write::sync(&root, &files).unwrap();
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    fs::copy(repository.join("Cargo.lock"), root.join("Cargo.lock")).unwrap();
    for features in [
        "",
        "server",
        "full",
        "full,server",
        "sales-orders",
        "sales-orders,server",
        "models-tag,server",
        "type,server",
        "unused-schemas",
    ] {
        assert_eq!(said(&root, &["check"], features), "", "{features}");
    }
    assert!(files["src/models.rs"].contains("/// What `money` of [`Order`] holds."));
    assert_eq!(said(&root, &["doc", "--no-deps"], "full,server"), "");
}

/// What Cargo says of the crate with some features.
fn said(root: &Path, command: &[&str], features: &str) -> String {
    let output = compiled::cargo()
        .args(command)
        .args(["--quiet", "--offline", "--color=never", "--no-default-features", "--features", features])
        // That of the other throw-away crates, where their dependencies are built.
        .arg("--target-dir")
        .arg(PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("cases-target"))
        .current_dir(root)
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    String::from_utf8_lossy(&output.stderr).into_owned()
}
