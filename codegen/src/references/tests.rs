//! What becomes of references to nothing.

use super::*;
use crate::overlay::{Effect, apply};
use crate::report::Severity;
use crate::report::{Code, Report};
use crate::source::FileId;
use serde_json::json;

fn document(mut value: Value) -> Document {
    let object = value.as_object_mut().unwrap();
    object.entry("openapi").or_insert("3.0.3".into());
    object.entry("info").or_insert(json!({"title": "T", "version": "1"}));
    object.entry("paths").or_insert(json!({}));
    Document::single(value, FileId(0))
}

fn repaired(value: Value) -> (Value, Vec<(Code, String)>) {
    let mut document = document(value);
    let mut report = Report::new();
    let overlay = repair(&document, &mut report);
    assert!(apply(&mut document, &overlay, &mut report).is_empty());
    assert!(report.worst() < Some(Severity::Error));
    assert_eq!(dangling(&document), []);
    let told = report.diagnostics().iter().map(|d| (d.code, d.place.pointer.to_string())).collect();
    (document.value, told)
}

#[test]
fn a_reference_is_unescaped() {
    let root = json!({"paths": {"/a b/{c}~": {"get": 1}}});
    assert_eq!(resolve(&root, "#/paths/~1a%20b~1%7Bc%7D~0/get"), Some(&json!(1)));
    assert_eq!(resolve(&root, "#"), Some(&root));
    for nothing in ["#/paths/x", "paths", "other.yml#/paths", "#paths", "", "#/%zz"] {
        assert_eq!(resolve(&root, nothing), None, "{nothing}");
    }
}

#[test]
fn a_missing_component_is_added_once() {
    let schema = json!({"$ref": "#/components/schemas/Gone"});
    for components in [json!({"schemas": {}}), json!({}), Value::Null] {
        let mut value = json!({"paths": {"/a": {"parameters": [
            {"name": "a", "in": "query", "schema": schema}, {"name": "b", "in": "query", "schema": {"type": "array", "items": schema}},
        ]}}});
        if !components.is_null() {
            value["components"] = components;
        }
        let (value, told) = repaired(value);
        let added = &value["components"]["schemas"]["Gone"];
        assert_eq!(added.as_object().unwrap().keys().collect::<Vec<_>>(), ["description"]);
        assert_eq!(
            told,
            [
                (Code::DanglingReference, "/paths/~1a/parameters/0/schema".into()),
                (Code::DanglingReference, "/paths/~1a/parameters/1/schema/items".into()),
            ]
        );
    }
}

#[test]
fn what_is_no_schema_is_removed_from_its_parent() {
    let (value, told) = repaired(json!({
        "paths": {"/a": {
            "parameters": [{"$ref": "#/components/parameters/A"}, {"$ref": "#/components/parameters/B"}, {"name": "q", "in": "query", "schema": {"$ref": "#/x"}}],
            "get": {"responses": {
                "200": {"description": "d", "links": {"l": {"$ref": "#/components/links/L"}}, "headers": {"H": {"$ref": "#/components/headers/H"}},
                    "content": {"a/b": {"examples": {"e": {"$ref": "#/components/examples/E"}}}}},
                "400": {"$ref": "#/components/responses/R"},
            }},
        }},
        "components": {"parameters": {"A": {"$ref": "#/components/parameters/A"}}},
    }));
    assert_eq!(
        value["paths"]["/a"],
        json!({
            "parameters": [{"name": "q", "in": "query", "schema": {"description": "Any value: the document does not say more."}}],
            "get": {"responses": {"200": {"description": "d", "links": {}, "headers": {}, "content": {"a/b": {"examples": {}}}}}},
        })
    );
    assert_eq!(value["components"], json!({"parameters": {}}));
    assert_eq!(told.len(), 8);
}

#[test]
fn circles_and_other_files_are_any_value() {
    let (value, told) = repaired(json!({"components": {"schemas": {
        "A": {"$ref": "#/components/schemas/B"}, "B": {"$ref": "#/components/schemas/A"},
        "C": {"properties": {"c": {"$ref": "#/components/schemas/C"}, "file": {"$ref": "models.yml#/A"}, "text": {"$ref": "#/info/title"}}},
    }}}));
    assert_eq!(value["components"]["schemas"]["A"].get("$ref"), None);
    assert_eq!(
        value["components"]["schemas"]["C"]["properties"]["c"],
        json!({"$ref": "#/components/schemas/C"})
    );
    let codes: Vec<_> = told.iter().map(|(code, _)| *code).collect();
    let dangling = Code::DanglingReference;
    assert_eq!(codes, [dangling, dangling, Code::ForeignReference, dangling]);
}

#[test]
fn a_reference_finds_its_namesake() {
    let (value, told) = repaired(json!({"components": {"schemas": {
        "Pet": {"$defs": {"Paw": {"type": "string"}}, "properties": {"paw": {"$ref": "#/$defs/Paw"}, "mate": {"$ref": "#/definitions/Pet"}}},
    }}}));
    let properties = &value["components"]["schemas"]["Pet"]["properties"];
    assert_eq!(properties["paw"], json!({"$ref": "#/components/schemas/Pet/$defs/Paw"}));
    assert_eq!(properties["mate"], json!({"$ref": "#/components/schemas/Pet"}));
    assert_eq!(told.len(), 2);
}

#[test]
fn data_has_no_references() {
    let data = json!({"$ref": "#/nowhere"});
    let document = document(json!({"x-a": data, "components": {"schemas": {
        "A": {"example": data, "default": data, "enum": [data], "x-b": data, "properties": {"$ref": {"type": "string"}}},
    }, "examples": {"e": {"value": data}}}}));
    assert_eq!(dangling(&document), []);
}

#[test]
fn a_reference_to_another_kind_of_thing_is_told_and_finds_its_namesake() {
    let mut report = Report::new();
    let document = document(json!({"components": {
        "schemas": {"Pet": {"properties": {"a": {"$ref": "#/components/parameters/Pet"}, "b": {"$ref": "#/components/responses/Gone"}}}},
        "parameters": {"Pet": {"name": "p", "in": "query"}},
        "responses": {"Gone": {"description": "d"}},
    }}));
    let repairs = repair(&document, &mut report);
    let told: Vec<_> = report.diagnostics().iter().map(|d| d.message.as_str()).collect();
    assert_eq!(
        told,
        [
            "the schema `#/components/parameters/Pet` leads to a parameter",
            "the schema `#/components/responses/Gone` leads to a response",
        ]
    );
    assert_eq!(repairs.actions[0].effect, Effect::Update(json!({"$ref": "#/components/schemas/Pet"})));
}

#[test]
fn a_reference_for_a_schema_to_what_has_one_is_read_as_that() {
    let refer = |to: &str| json!({"$ref": to});
    let (value, told) = repaired(json!({"components": {
        "schemas": {"Pet": {"properties": {
            "pets": refer("#/components/responses/Pets"), "gone": refer("#/components/responses/Gone"),
            "id": refer("#/components/parameters/Id"), "limit": refer("#/components/headers/Limit"),
            "body": refer("#/components/requestBodies/Pet"), "round": refer("#/components/responses/Round"),
            "media": refer("#/components/responses/Pets/content/text~1plain"),
        }}},
        "parameters": {"Id": {"name": "p", "in": "query", "schema": {"type": "string"}}},
        "headers": {"Limit": {"content": {"a/b": {"schema": {"type": "integer"}}}}},
        "requestBodies": {"Pet": {"content": {"application/json": {"schema": refer("#/components/schemas/Pet")}}}},
        "responses": {
            "Pets": {"description": "d", "content": {
                "text/plain": {"schema": {"type": "string"}}, "application/json; a=%": {"schema": {"type": "array", "items": {}}},
            }},
            "Gone": {"description": "d", "content": {"a/b": {"schema": refer("#/components/requestBodies/Pet")}}},
            "Round": {"description": "d", "content": {"a/b": {"schema": refer("#/components/responses/Round")}}},
        },
    }}));
    let properties = &value["components"]["schemas"]["Pet"]["properties"];
    let pets = refer("#/components/responses/Pets/content/application~1json; a=%25/schema");
    assert_eq!(properties["pets"], pets);
    assert_eq!(properties["gone"], refer("#/components/schemas/Pet"));
    assert_eq!(properties["id"], refer("#/components/parameters/Id/schema"));
    assert_eq!(properties["limit"], refer("#/components/headers/Limit/content/a~1b/schema"));
    assert_eq!(properties["body"], refer("#/components/schemas/Pet"));
    assert_eq!(properties["media"], refer("#/components/responses/Pets/content/text~1plain/schema"));
    assert_eq!(properties["round"].get("$ref"), None);
    assert_eq!(told.len(), 9);
}

#[test]
fn a_misspelt_reference_is_told_what_is_perhaps_meant() {
    let schemas = json!({"Error": {}, "Pet": {}, "ShipmentOfGoods": {}});
    for (name, meant) in [
        ("Eror", Some("Error")),
        ("error", Some("Error")),
        ("ShipmentsOfGood", Some("ShipmentOfGoods")),
        ("Bet", None),
        ("Mirror", None),
    ] {
        let schema = json!({"$ref": format!("#/components/schemas/{name}")});
        let document =
            document(json!({"components": {"schemas": schemas, "headers": {"h": {"schema": schema}}}}));
        let mut report = Report::new();
        repair(&document, &mut report);
        let [told] = report.diagnostics() else { panic!("{:?}", report.diagnostics()) };
        let hint = meant.map(|meant| format!("if `{meant}` is meant, correct the reference"));
        assert_eq!(told.help.contains(" is meant"), hint.is_some(), "{name}: {}", told.help);
        assert!(told.help.contains(&hint.unwrap_or_default()), "{}", told.help);
    }
}
