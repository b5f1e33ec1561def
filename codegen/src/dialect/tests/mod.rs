//! Tests of the dialect as a whole.

mod corpus;
mod junk;
mod repairs;
mod schemas;
mod swagger;
mod typing;

use super::{canonical, typed};
use crate::report::{Code, Report, Severity};
use crate::source::{Document, FileId};
use serde_json::{Value, json};

/// What was told: severity, code and place.
type Told = Vec<(Severity, Code, String)>;

fn told(report: &Report) -> Told {
    report.diagnostics().iter().map(|d| (d.severity, d.code, d.place.pointer.to_string())).collect()
}

/// The canonical form of a document. It is canonical: it does not change, and it has types.
fn run(value: Value) -> (Value, Told) {
    let mut report = Report::new();
    let document = canonical(Document::single(value, FileId(0)), &mut report);
    let mut quiet = Report::new();
    let again = canonical(document.clone(), &mut quiet);
    if let Some((at, one, two)) = difference(&document.value, &again.value, String::new()) {
        panic!("it changes when it is canonical already, at {at}: {one} becomes {two}");
    }
    assert_eq!(told(&quiet), [], "something is told of a canonical document: {}", document.value);
    let api = typed(&document, &mut quiet).unwrap();
    assert_eq!(quiet.diagnostics(), [], "{}", document.value);
    assert_eq!(api, typing::by_the_library(&document), "{}", document.value);
    (document.value, told(&report))
}

/// The first place where two values differ.
fn difference(a: &Value, b: &Value, at: String) -> Option<(String, Value, Value)> {
    if a == b {
        return None;
    }
    let inner = match (a, b) {
        (Value::Object(a), Value::Object(b)) if a.keys().eq(b.keys()) => {
            a.iter().find_map(|(key, a)| difference(a, &b[key], format!("{at}/{key}")))
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            a.iter().zip(b).enumerate().find_map(|(i, (a, b))| difference(a, b, format!("{at}/{i}")))
        }
        _ => None,
    };
    inner.or_else(|| Some((at, a.clone(), b.clone())))
}

/// The canonical form of a schema, and what was told, with places below the schema.
fn schema(schema: Value) -> (Value, Told) {
    let (document, told) = run(json!({
        "openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {},
        "components": {"schemas": {"S": schema}},
    }));
    let below =
        |place: String| place.strip_prefix("/components/schemas/S").map(str::to_owned).unwrap_or(place);
    let told = told.into_iter().map(|(severity, code, place)| (severity, code, below(place))).collect();
    (document["components"]["schemas"]["S"].clone(), told)
}

/// A document with one operation.
fn with_operation(operation: Value) -> Value {
    json!({"openapi": "3.0.0", "info": {"title": "T", "version": "1"}, "paths": {"/a/{id}": {"get": operation}}})
}

/// The canonical form of an operation, and what was told, with places below it.
fn operation(value: Value) -> (Value, Told) {
    let (document, told) = run(with_operation(value));
    let below =
        |place: String| place.strip_prefix("/paths/~1a~1{id}/get").map(str::to_owned).unwrap_or(place);
    let told = told.into_iter().map(|(severity, code, place)| (severity, code, below(place))).collect();
    (document["paths"]["/a/{id}"]["get"].clone(), told)
}

fn note(place: &str) -> (Severity, Code, String) {
    (Severity::Note, Code::Malformed, place.to_owned())
}

fn lossy(place: &str) -> (Severity, Code, String) {
    (Severity::Lossy, Code::Malformed, place.to_owned())
}

#[test]
fn what_is_no_openapi_document_is_an_error() {
    for (value, place) in [
        (json!([]), ""),
        (json!("text"), ""),
        (json!({}), ""),
        (json!({"openapi": "4.0.0"}), "/openapi"),
        (json!({"openapi": []}), "/openapi"),
        (json!({"swagger": "1.2"}), "/swagger"),
    ] {
        let mut report = Report::new();
        let document = canonical(Document::single(value, FileId(0)), &mut report);
        assert_eq!(told(&report), [(Severity::Error, Code::NotOpenApi, place.to_owned())]);
        assert!(typed(&document, &mut report).is_none());
    }
}

#[test]
fn versions_are_read_as_they_are_meant() {
    for version in [json!("3.0.3"), json!("3.1.0"), json!("3.2.0"), json!(3.1), json!("3"), json!(" 3.1.0 ")]
    {
        let (document, told) =
            run(json!({"openapi": version, "info": {"title": "T", "version": "1"}, "components": {}}));
        assert_eq!(told, []);
        assert!(document["openapi"].as_str().unwrap().starts_with("3.0"));
    }
    let (_, told) = run(json!({"openapi": "3.7.0", "info": {"title": "T", "version": "1"}, "webhooks": {}}));
    assert_eq!(told, [note("/openapi")]);
    let (_, told) = run(json!({"openapi": "3.1.0", "info": {"title": "T", "version": "1"}}));
    assert_eq!(told, [note("")]);
    let (_, told) = run(json!({"paths": {}, "info": {"title": "T", "version": "1"}}));
    assert_eq!(told, [note("")]);
}

#[test]
fn schemas_that_nest_without_end_are_cut_and_keep_the_rest() {
    let mut deep = json!({"type": "string"});
    for _ in 0..400 {
        deep = json!({"type": "array", "items": deep});
    }
    let (canonical, told) = schema(json!({"properties": {"deep": deep, "good": {"type": "string"}}}));
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].0, Severity::Lossy);
    assert_eq!(canonical["properties"]["good"], json!({"type": "string"}));
}
