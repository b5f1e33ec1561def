use crate::report::Code;
use crate::{Input, Output, generate};
use serde_json::{Value, json};

fn run(text: &str) -> Output {
    generate(
        &Input::text("zoo.yml", format!("openapi: 3.1.0\ninfo: {{title: Zoo, version: '1'}}\n{text}"))
            .with_tests(),
    )
}

/// Where the examples that are tested stand, and their values.
fn tested(output: &Output) -> Vec<(&str, &Value)> {
    let examples = output.api.iter().flat_map(|api| &api.examples);
    examples.map(|example| (example.at.as_str(), &example.value)).collect()
}

fn rejected(output: &Output) -> Vec<(&str, &str)> {
    let all = output.report.diagnostics().iter().filter(|found| found.code == Code::InvalidExample);
    all.map(|found| (found.place.pointer.as_str(), found.message.as_str())).collect()
}

const OPERATION: &str = r#"
paths:
  /animals:
    post:
      requestBody:
        content:
          application/json:
            schema: { $ref: '#/components/schemas/Animal' }
            examples:
              cat: { value: { name: Tom, legs: 4 } }
              dog: { $ref: '#/components/examples/Dog' }
              far: { externalValue: 'https://example.com/far.json' }
      responses:
        '200':
          description: All
          content:
            application/json:
              schema: { type: array, items: { $ref: '#/components/schemas/Animal' } }
              example: [{ name: Tom }]
            text/csv:
              schema: { $ref: '#/components/schemas/Animal' }
              example: name
components:
  examples: { Dog: { value: { name: Rex, legs: four } } }
  schemas:
    Animal:
      type: object
      required: [name]
      properties: { name: { type: string }, legs: { type: integer }, tail: {} }
      example: { name: Dodo }
"#;

#[test]
fn examples_of_schemas_requests_and_responses_are_found() {
    let output = run(OPERATION);
    let media = "/paths/~1animals/post/requestBody/content/application~1json";
    let answer = "/paths/~1animals/post/responses/200/content/application~1json/example";
    assert_eq!(
        tested(&output),
        [
            ("/components/schemas/Animal/example", &json!({ "name": "Dodo" })),
            (&*format!("{media}/examples/cat/value"), &json!({ "name": "Tom", "legs": 4 })),
            (answer, &json!([{ "name": "Tom" }])),
        ]
    );
}

#[test]
fn an_example_that_its_schema_rejects_is_told_apart() {
    let output = run(OPERATION);
    let [(at, message)] = rejected(&output)[..] else { panic!("{:?}", rejected(&output)) };
    assert_eq!(at, "/components/examples/Dog/value");
    assert!(message.contains("at `/legs`"), "{message}");
    assert!(output.files.is_some());
}

#[test]
fn what_the_canonical_dialect_says_in_words_of_its_own_counts() {
    let schema = |schema: &str, example: &str| {
        let output =
            run(&format!("components: {{ schemas: {{ A: {{ {schema}, example: {example} }} }} }}\n"));
        rejected(&output).is_empty()
    };
    assert!(schema("type: [string, 'null']", "null"));
    assert!(!schema("type: string", "null"));
    assert!(schema("anyOf: [{ type: integer }, { type: 'null' }]", "null"));
    assert!(schema("enum: [a, null]", "null"));
    assert!(!schema("type: integer, exclusiveMinimum: 3", "3"));
    assert!(schema("type: array, prefixItems: [{ type: integer }], items: { type: string }", "[1, a]"));
    assert!(!schema("type: array, prefixItems: [{ type: integer }], items: { type: string }", "[1, 2]"));
    assert!(!schema("type: object, patternProperties: { '^x': { type: integer } }", "{ xy: a }"));
    assert!(!schema("type: integer, format: int32", "3000000000"));
    assert!(!schema("type: string, format: date-time", "yesterday"));
    assert!(schema("type: string, format: email", "nobody"), "a text all the same");
    assert!(schema("type: string, pattern: '(?=a)b'", "c"), "a pattern that cannot be read");
    assert!(schema(
        "type: object, properties: { id: { type: string }, $ref: { type: string } }",
        "{ id: a }"
    ));
}

#[test]
fn what_no_schema_describes_is_known() {
    let output = run("
components:
  schemas:
    Base: { type: object, properties: { id: { type: integer }, free: {}, open: { type: object } } }
    Pet:
      allOf: [{ $ref: '#/components/schemas/Base' }, { properties: { tag: { type: [string, 'null'] } } }]
      example: { id: 1, more: 2, tag: null, free: null, open: { any: 1 } }
    Tree:
      type: object
      properties: { leaves: { type: array, items: { $ref: '#/components/schemas/Tree' } } }
      additionalProperties: { type: object, properties: { a/b: { type: string } } }
      example: { leaves: [{ leaves: [] }], x: { a/b: c, c/d: e } }
");
    let examples = &output.api.unwrap().examples;
    let undescribed: Vec<Vec<&str>> = examples
        .iter()
        .map(|example| example.undescribed.iter().map(|pointer| pointer.as_str()).collect())
        .collect();
    assert_eq!(undescribed, [vec!["/more", "/free"], vec!["/x/c~1d"]]);
}

#[test]
fn json_that_is_written_as_text_is_read_where_the_schema_has_no_text() {
    let output = run(r#"
components:
  schemas:
    Pet: { type: object, properties: { id: { type: integer } }, example: '{"id": 1}' }
    Bad: { type: object, properties: { id: { type: integer } }, example: '{"id": "one"}' }
    Csv: { type: object, properties: { id: { type: integer } }, example: 'id;1' }
    Text: { type: object, properties: { id: { type: string } }, example: { id: '{"id": 1}' } }
"#);
    assert_eq!(
        tested(&output),
        [
            ("/components/schemas/Pet/example", &json!({ "id": 1 })),
            ("/components/schemas/Text/example", &json!({ "id": "{\"id\": 1}" })),
        ]
    );
    let [(bad, why), (csv, _)] = rejected(&output)[..] else { panic!("{:?}", rejected(&output)) };
    assert_eq!((bad, csv), ("/components/schemas/Bad/example", "/components/schemas/Csv/example"));
    assert!(why.contains("at `/id`"), "what is wrong in the text: {why}");
}

#[test]
fn a_value_is_of_the_schema_that_its_tag_names() {
    let output = run("
components:
  schemas:
    Pet:
      type: object
      required: [kind]
      properties: { kind: { type: string } }
      discriminator: { propertyName: kind, mapping: { cat: '#/components/schemas/Cat', dog: Dog } }
      example: { kind: cat, lives: nine }
    Cat:
      allOf: [{ $ref: '#/components/schemas/Pet' }, { properties: { lives: { type: integer } } }]
      example: { kind: cat, lives: 9, tricks: [sit] }
    Dog:
      allOf: [{ $ref: '#/components/schemas/Pet' }, { properties: { tricks: { type: array } } }]
    Either:
      oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }]
      discriminator: { propertyName: kind }
      example: { kind: Dog, tricks: none }
    Any:
      anyOf: [{ $ref: '#/components/schemas/One' }, { $ref: '#/components/schemas/Two' }]
      example: { one: 1, two: 2 }
    One: { type: object, required: [one], properties: { one: { type: integer } } }
    Two: { type: object, required: [two], properties: { two: { type: string } } }
");
    let rejected: Vec<&str> = rejected(&output).into_iter().map(|(at, _)| at).collect();
    assert_eq!(rejected, ["/components/schemas/Pet/example", "/components/schemas/Either/example"]);
    let api = output.api.unwrap();
    let undescribed = api.examples.iter().map(|example| {
        let undescribed: Vec<&str> = example.undescribed.iter().map(|pointer| pointer.as_str()).collect();
        (example.at.as_str(), undescribed)
    });
    let expected = [
        ("/components/schemas/Cat/example", vec!["/tricks"]),
        ("/components/schemas/Any/example", vec!["/two"]),
    ];
    assert_eq!(undescribed.collect::<Vec<_>>(), expected);
}

#[test]
fn an_example_of_null_is_of_the_type_that_allows_it() {
    let output = run("
paths:
  /jobs:
    post:
      requestBody:
        content:
          application/json:
            schema: { type: [object, 'null'], properties: { debug: { type: boolean } } }
            example: null
      responses:
        '200':
          description: The same type as that of a component's property, and so one with it
          content:
            application/json:
              schema: { type: [string, 'null'] }
              example: null
components:
  schemas:
    Job: { type: object, required: [name], properties: { name: { type: [string, 'null'] } } }
");
    let api = output.api.unwrap();
    let shapes: Vec<_> = api.examples.iter().map(|example| &api.types[example.ty].shape).collect();
    assert!(
        matches!(shapes[..], [crate::ir::Shape::Nullable(_), crate::ir::Shape::Nullable(_)]),
        "{shapes:?}"
    );
}

#[test]
fn an_example_of_a_base_is_of_those_that_extend_it_too() {
    let output = run("
components:
  schemas:
    Pet:
      type: object
      properties: { kind: { type: string } }
      discriminator: { propertyName: kind, mapping: { pet: '#/components/schemas/Pet', cat: '#/components/schemas/Cat' } }
      example: { kind: cat, lives: 9 }
    Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { properties: { lives: { type: integer } } }] }
    Same: { allOf: [{ $ref: '#/components/schemas/Pet' }] }
");
    let api = output.api.unwrap();
    let shapes: Vec<_> = api.examples.iter().map(|example| &api.types[example.ty].shape).collect();
    assert!(matches!(shapes[..], [crate::ir::Shape::Union(_)]), "{shapes:?}");
}

#[test]
fn references_in_examples_are_followed() {
    let output = run(r##"
paths: {}
components:
  examples:
    Paw: { value: { toes: 4 } }
    Round: { value: [{ $ref: '#/components/examples/Round' }] }
  schemas:
    Paw: { type: object, required: [toes], properties: { toes: { type: integer } }, example: { $ref: '#/components/examples/Paw' } }
    Paws: { type: array, items: { $ref: '#/components/schemas/Paw' }, example: [{ toes: 5 }, { $ref: '#/components/examples/Paw/value' }] }
    Wrong: { type: object, required: [claws], properties: { claws: { type: integer } }, example: { $ref: '#/components/examples/Paw' } }
    Far: { type: object, required: [claws], properties: { claws: { type: integer } }, example: { $ref: 'https://example.com/far.json' } }
    Endless: { type: array, items: { type: integer }, example: { $ref: '#/components/examples/Round' } }
    Link: { type: object, required: [$ref], properties: { $ref: { type: string } }, example: { $ref: 'https://example.com/1' } }
"##);
    let at = |name: &str| format!("/components/schemas/{name}/example");
    assert_eq!(
        tested(&output),
        [
            (&*at("Paw"), &json!({ "toes": 4 })),
            (&*at("Paws"), &json!([{ "toes": 5 }, { "toes": 4 }])),
            (&*at("Link"), &json!({ "$ref": "https://example.com/1" })),
        ]
    );
    let [(place, _)] = rejected(&output)[..] else { panic!("{:?}", rejected(&output)) };
    assert_eq!(place, at("Wrong"));
}
