//! A part of a document: only some operations, and what they need.

use bindery::config::Config;
use bindery::{Input, Output, generate};
use std::fs;

const ZOO: &str = r#"
openapi: 3.0.3
info: {title: Zoo, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      tags: [all, pets]
      responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Pets'}}}}}
    post:
      operationId: addPet
      tags: [pets]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/NewPet'}}}}
      responses: {'204': {description: d}}
  /shops/{id}:
    get:
      operationId: getShop
      parameters: [{name: id, in: path, required: true, schema: {type: string, format: shop-id}}]
      responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Shop'}}}}}
components:
  schemas:
    Pets: {type: array, items: {$ref: '#/components/schemas/Pet'}}
    Pet:
      type: object
      required: [kind]
      properties: {kind: {type: string}}
      discriminator: {propertyName: kind}
    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {lives: {type: integer}}}]}
    Dog: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {tricks: {type: integer}}}]}
    NewPet: {type: object, properties: {name: {type: string}}}
    Shop: {type: object, properties: {name: {type: string}}}
    Unused: {type: object, properties: {name: {type: string}}}
"#;

fn zoo() -> Input {
    Input::text("zoo.yml", ZOO)
}

/// The types and the client's methods of the crate.
fn declared(output: &Output) -> (Vec<String>, Vec<String>) {
    let files = output.files.as_ref().unwrap();
    let names = |path: &str, before: &str| -> Vec<String> {
        let text = files.get(path).map(String::as_str).unwrap_or_default();
        let found = text.lines().filter_map(|line| line.trim_start().strip_prefix(before));
        found.map(|rest| rest.split(['<', '(', ' ']).next().unwrap_or_default().to_owned()).collect()
    };
    let types = [names("src/models.rs", "pub struct "), names("src/models.rs", "pub enum ")].concat();
    // After the client's methods stand the setters of the calls.
    let client = files["src/client.rs"].split(" Call<C, ").next().unwrap_or_default();
    let methods = client.lines().filter_map(|line| line.trim_start().strip_prefix("pub fn "));
    let methods = methods.map(|rest| rest.split(['<', '(']).next().unwrap_or_default().to_owned());
    (types, methods.collect())
}

#[test]
fn only_what_is_asked_for_is_bound_with_what_it_needs() {
    for (only, types, methods) in [
        ("getShop", vec!["Shop"], vec!["get_shop"]),
        ("/shops/{id}", vec!["Shop"], vec!["get_shop"]),
        ("POST /pets", vec!["NewPet"], vec!["add_pet"]),
        // Also what extends a type by its tag.
        ("all", vec!["Cat", "Dog", "Pet"], vec!["list_pets"]),
        ("/pets*", vec!["Cat", "Dog", "NewPet", "Pet"], vec!["list_pets", "add_pet"]),
    ] {
        let (mut found, called) = declared(&generate(&zoo().with_only(only)));
        let mut types: Vec<&str> = types;
        found.sort();
        types.sort();
        assert_eq!(
            (found, called),
            (
                types.iter().map(|ty| ty.to_string()).collect(),
                methods.iter().map(|method| method.to_string()).collect()
            ),
            "{only}"
        );
    }
    let (_, called) = declared(&generate(&zoo().with_only("addPet").with_only("getShop")));
    assert_eq!(called, ["add_pet", "get_shop"]);
}

#[test]
fn what_is_left_out_is_not_told_of() {
    let odd =
        |name: &str| format!("{{type: object, properties: {{{name}: {{type: string, pattern: '('}}}}}}");
    let operation = |id: &str, component: &str| {
        format!(
            "{{operationId: {id}, parameters: [{{$ref: '#/components/parameters/{component}'}}], requestBody: {{content: {{application/json: {{schema: {{allOf: [{{$ref: '#/components/schemas/{component}'}}, {}]}}}}}}}}, responses: {{'204': {{description: d}}}}}}",
            odd(&format!("{id}_own"))
        )
    };
    let parameter =
        |name: &str| format!("{{name: {name}, in: query, schema: {{type: string, pattern: '('}}}}");
    let document = format!(
        "openapi: 3.0.3\ninfo: {{title: Zoo, version: '1'}}\npaths:\n  /a: {{put: {}, post: {}}}\n  /b: {{put: {}}}\ncomponents:\n  parameters:\n    A: {}\n    B: {}\n  schemas:\n    A: {{allOf: [{{$ref: '#/components/schemas/Base'}}]}}\n    B: {}\n    Base: {}\n    Unused: {}\n",
        operation("putA", "A"),
        operation("postA", "B"),
        operation("putB", "B"),
        parameter("a"),
        parameter("b"),
        odd("b"),
        odd("base"),
        odd("unused"),
    );
    let told = |input: Input| {
        let output = generate(&input);
        let told = output.report.to_json(&output.sources);
        let places = told.as_array().unwrap().iter().map(|one| one["pointer"].as_str().unwrap().to_owned());
        places.collect::<std::collections::BTreeSet<_>>()
    };
    let input = || Input::text("zoo.yml", document.as_str());
    let all = told(input());
    let only = told(input().with_only("putA"));
    let is_of = |at: &&String| {
        ["/paths/~1a/put", "/components/parameters/A", "/components/schemas/Base"]
            .iter()
            .any(|part| at.starts_with(part))
    };
    assert_eq!(only, all.iter().filter(is_of).cloned().collect());
    assert!(only.len() > 2 && all.len() >= 2 * only.len(), "{all:#?}");
}

#[test]
fn what_is_not_there_is_an_error_at_its_entry_or_at_the_document() {
    let output = generate(&zoo().with_only("getShop").with_only("shops"));
    assert!(output.files.is_none());
    let told = output.report.to_json(&output.sources);
    assert_eq!(
        (told[0]["code"].as_str(), told[0]["line"].as_u64()),
        (Some("configuration"), Some(4)),
        "{told}"
    );
    assert!(told[0]["message"].as_str().unwrap().contains("`shops`"));

    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("zoo.yml"), ZOO).unwrap();
    let config = folder.path().join("bindery.toml");
    // An entry about what is left out is no error, but one of `only` is.
    let entries =
        "document = 'zoo.yml'\nonly = [\n  'getShop',\n  'nobody*',\n]\n[rename.schemas]\nPet = 'Animal'\n";
    fs::write(&config, entries).unwrap();
    let output = generate(&Input::config(&config));
    let told = output.report.to_json(&output.sources);
    let errors: Vec<_> = told.as_array().unwrap().iter().filter(|one| one["severity"] == "error").collect();
    assert_eq!(errors.len(), 1, "{told}");
    assert_eq!(errors[0]["line"].as_u64(), Some(4));
    assert!(errors[0]["message"].as_str().unwrap().contains("`nobody*`"));
    assert!(Config::parse("only = 'x'").is_err());
}

#[test]
fn what_is_left_out_once_keeps_its_names() {
    let folder = tempfile::tempdir().unwrap();
    let lock = folder.path().join("names.lock");
    let run = |input: Input| {
        let output = generate(&input.with_lock(&lock));
        let text = output.lock.unwrap().text;
        fs::write(&lock, &text).unwrap();
        text
    };
    let whole = run(zoo());
    assert!(whole.contains("type NewPet\n") && whole.contains("operation GetShop get_shop\n"), "{whole}");
    for only in ["getShop", "all", "addPet"] {
        assert_eq!(run(zoo().with_only(only)), whole, "{only}");
    }
    // What is new comes into it.
    fs::write(&lock, "").unwrap();
    run(zoo().with_only("getShop"));
    run(zoo().with_only("addPet"));
    let parts = run(zoo().with_only("listPets"));
    let left = |text: &str| text.lines().filter(|line| !line.is_empty()).count();
    assert!(parts.contains("type Shop\n") && parts.contains("type Cat\n"), "{parts}");
    assert!(left(&parts) <= left(&whole), "{parts}\n{whole}");
}
