//! The types of a document, and of one that is not quite canonical.

use crate::dialect::typed;
use crate::dialect::typed::operation::LATER;
use crate::report::{Code, Report};
use crate::shape::{Kind, Shape};
use crate::source::{Document, FileId};
use openapiv3::OpenAPI;
use serde_json::{Value, json};

/// What the library itself makes of a canonical document, without the examples that are left in the document.
pub(super) fn by_the_library(document: &Document) -> OpenAPI {
    let mut value = document.value.clone();
    take_examples(&mut value, Shape::Node(Kind::Document));
    // Its deserializers nest deeply.
    let read = std::thread::Builder::new().stack_size(256 << 20).spawn(|| serde_json::from_value(value));
    read.unwrap().join().unwrap().unwrap()
}

fn take_examples(value: &mut Value, shape: Shape) {
    match (shape, value) {
        (Shape::Map(item), Value::Object(entries)) => {
            entries.values_mut().for_each(|value| take_examples(value, *item));
        }
        (Shape::List(item), Value::Array(items)) => {
            items.iter_mut().for_each(|value| take_examples(value, *item));
        }
        (Shape::FlagOrSchema, value) => take_examples(value, Shape::Node(Kind::Schema)),
        (Shape::Node(kind) | Shape::Refer(kind), Value::Object(object)) => {
            let has_examples = matches!(kind, Kind::MediaType | Kind::Parameter | Kind::Header);
            let is_example = |key: &str| match key {
                "example" => has_examples,
                "examples" => has_examples || kind == Kind::Components,
                _ => false,
            };
            object.retain(|key, _| !is_example(key));
            for (key, own) in LATER.iter().filter(|_| kind == Kind::PathItem) {
                if let Some(value) = object.shift_remove(*key) {
                    object.insert((*own).to_owned(), value);
                }
            }
            // What is in a key of our own stays as it is.
            for (key, value) in object.iter_mut().filter(|(key, _)| !key.starts_with("x-")) {
                if let Some(shape) = kind.field(key) {
                    take_examples(value, shape);
                }
            }
        }
        _ => {}
    }
}

#[test]
fn every_form_of_a_schema_is_the_one_that_the_library_chooses() {
    let forms = [
        json!({}),
        json!({"type": "string", "pattern": "a", "minLength": 1, "enum": ["a", null], "format": "date"}),
        json!({"type": "string", "required": []}),
        json!({"type": "string", "enum": [1]}),
        json!({"type": "number", "minimum": 1, "maximum": 2.5, "multipleOf": 0.5, "enum": [1, 1.5]}),
        json!({"type": "number", "maxLength": 1}),
        json!({"type": "integer", "minimum": -9223372036854775808_i64, "exclusiveMinimum": true}),
        json!({"type": "integer", "minimum": 9223372036854775808_u64}),
        json!({"type": "integer", "enum": [1, null], "format": "int64"}),
        json!({"type": "boolean", "enum": [true]}),
        json!({"type": "boolean", "format": "x"}),
        json!({"type": "object", "properties": {"$ref": {"type": "string"}}, "additionalProperties": false}),
        json!({"type": "object", "additionalProperties": {"$ref": "#/components/schemas/0"}, "oneOf": []}),
        json!({"type": "array", "items": {"type": "array", "items": {}}, "uniqueItems": true}),
        json!({"oneOf": [{"type": "null"}], "description": "D", "x-a": null, "default": 1, "example": 2}),
        json!({"allOf": []}),
        json!({"anyOf": [{}, {"$ref": "#/components/schemas/0", "description": "D"}]}),
        json!({"not": {"required": ["a"]}, "nullable": true}),
        json!({"not": {}, "type": "object"}),
        json!({"type": "file", "title": "T", "discriminator": {"propertyName": "p", "mapping": {"a": "b"}}}),
    ];
    let schemas: serde_json::Map<String, Value> =
        forms.into_iter().enumerate().map(|(index, form)| (index.to_string(), form)).collect();
    let value = json!({
        "openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {},
        "components": {"schemas": schemas},
    });
    let (document, mut report) = (Document::single(value, FileId(0)), Report::new());
    assert_eq!(typed(&document, &mut report).unwrap(), by_the_library(&document));
    assert_eq!(report.diagnostics(), []);
}

#[test]
fn a_part_that_fails_does_not_take_the_others_with_it() {
    let good = json!({"get": {"responses": {}}});
    let value = json!({
        "openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "tags": [5],
        "paths": {"/good": good, "/bad": {"get": {"responses": 5}}, "x-a": 1},
        "components": {"schemas": {"Good": {"type": "string"}, "Bad": {"properties": []}}},
    });
    let mut report = Report::new();
    let api = typed(&Document::single(value, FileId(0)), &mut report).unwrap();
    assert_eq!(api.paths.paths.keys().collect::<Vec<_>>(), ["/good"]);
    assert_eq!(api.components.unwrap().schemas.keys().collect::<Vec<_>>(), ["Good"]);
    let told: Vec<_> = report.diagnostics().iter().map(|d| (d.code, d.place.pointer.as_str())).collect();
    assert_eq!(
        told,
        [
            (Code::Malformed, "/paths/~1bad"),
            (Code::Malformed, "/tags"),
            (Code::Malformed, "/components/schemas/Bad")
        ]
    );
}

#[test]
fn what_is_no_document_has_no_types() {
    for value in [json!(null), json!([]), json!({})] {
        assert!(typed(&Document::single(value, FileId(0)), &mut Report::new()).is_none());
    }
}
