//! What becomes of Swagger 2.0.

use super::run;
use crate::report::{Code, Severity};
use serde_json::{Value, json};

fn upgraded(extra: Value, operation: Value) -> Value {
    let mut document = json!({"swagger": "2.0", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"post": operation}}});
    document.as_object_mut().unwrap().append(&mut extra.as_object().unwrap().clone());
    let (document, told) = run(document);
    assert_eq!(told, []);
    document
}

#[test]
fn the_root() {
    let got = upgraded(
        json!({
            "host": "a.example", "basePath": "/v1/", "schemes": ["https", "http"],
            "definitions": {"A": {"properties": {"b": {"$ref": "#/definitions/A"}}, "discriminator": "b"}},
            "securityDefinitions": {"o": {"type": "oauth2", "flow": "application", "tokenUrl": "t", "scopes": {"a": "b"}}},
        }),
        json!({"responses": {}}),
    );
    assert_eq!(got["openapi"], "3.0.3");
    assert_eq!(got["servers"], json!([{"url": "https://a.example/v1"}, {"url": "http://a.example/v1"}]));
    assert_eq!(
        got["components"],
        json!({
            "schemas": {"A": {"properties": {"b": {"$ref": "#/components/schemas/A"}}, "discriminator": {"propertyName": "b"}}},
            "securitySchemes": {"o": {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "t", "scopes": {"a": "b"}}}}},
        })
    );
    for gone in ["swagger", "host", "basePath", "schemes", "definitions", "securityDefinitions"] {
        assert_eq!(got.get(gone), None);
    }
}

#[test]
fn bodies_and_responses() {
    let got = upgraded(
        json!({
            "consumes": ["application/xml"], "produces": ["application/json"],
            "parameters": {"shared": {"name": "s", "in": "body", "schema": {"$ref": "#/definitions/A"}}},
            "responses": {"r": {"description": "d", "schema": {"$ref": "#/definitions/A"}}},
            "definitions": {"A": {}},
        }),
        json!({
            "produces": ["text/csv"],
            "parameters": [{"$ref": "#/parameters/shared"}],
            "responses": {
                "200": {"description": "d", "schema": {"type": "string"}, "examples": {"text/csv": "a,b"}, "headers": {"X": {"type": "integer"}}},
                "400": {"$ref": "#/responses/r"},
            },
        }),
    );
    let schema = json!({"$ref": "#/components/schemas/A"});
    let operation = &got["paths"]["/a"]["post"];
    assert_eq!(operation.get("parameters"), None);
    assert_eq!(operation["requestBody"], json!({"$ref": "#/components/requestBodies/shared"}));
    assert_eq!(
        got["components"]["requestBodies"]["shared"],
        json!({"content": {"application/xml": {"schema": schema}}})
    );
    assert_eq!(
        operation["responses"]["200"],
        json!({
            "description": "d", "headers": {"X": {"schema": {"type": "integer"}}},
            "content": {"text/csv": {"schema": {"type": "string"}, "example": "a,b"}},
        })
    );
    assert_eq!(operation["responses"]["400"], json!({"$ref": "#/components/responses/r"}));
    assert_eq!(
        got["components"]["responses"]["r"]["content"],
        json!({"application/json": {"schema": schema}})
    );
}

#[test]
fn forms() {
    let got = upgraded(
        json!({}),
        json!({"responses": {}, "parameters": [
            {"name": "f", "in": "formData", "type": "file", "required": true, "description": "d"},
            {"name": "l", "in": "formData", "type": "array", "items": {"type": "string"}, "collectionFormat": "multi"},
        ]}),
    );
    assert_eq!(
        got["paths"]["/a"]["post"]["requestBody"],
        json!({
            "required": true,
            "content": {"multipart/form-data": {
                "schema": {
                    "type": "object", "required": ["f"],
                    "properties": {"f": {"type": "string", "format": "binary", "description": "d"}, "l": {"type": "array", "items": {"type": "string"}}},
                },
                "encoding": {"l": {"style": "form", "explode": true}},
            }},
        })
    );
    let got = upgraded(
        json!({}),
        json!({"responses": {}, "parameters": [{"name": "f", "in": "formData", "type": "string"}]}),
    );
    let content = &got["paths"]["/a"]["post"]["requestBody"]["content"];
    assert_eq!(
        content.as_object().unwrap().keys().collect::<Vec<_>>(),
        ["application/x-www-form-urlencoded"]
    );
}

#[test]
fn form_parameters_are_taken_in_each_form_that_is_consumed() {
    let (plain, parts) = ("application/x-www-form-urlencoded", "multipart/form-data");
    let all = json!(["application/json", parts, plain]);
    for (consumes, kind, wanted) in [
        (all.clone(), "string", vec![plain, parts]),
        (all, "file", vec![parts]),
        (json!([parts]), "string", vec![parts]),
        (json!(["application/json"]), "string", vec![plain]),
    ] {
        let got = upgraded(
            json!({"consumes": consumes}),
            json!({"responses": {}, "parameters": [
                {"name": "f", "in": "formData", "type": kind},
                {"name": "l", "in": "formData", "type": "array", "items": {"type": "string"}, "collectionFormat": "csv"},
            ]}),
        );
        let content = got["paths"]["/a"]["post"]["requestBody"]["content"].as_object().unwrap();
        assert_eq!(content.keys().collect::<Vec<_>>(), wanted);
        assert!(
            content.values().all(|media_type| media_type["encoding"]["l"]["explode"] == false),
            "{content:?}"
        );
    }
}

#[test]
fn lists_in_parameters() {
    let cases = [
        ("query", json!("multi"), json!({"style": "form", "explode": true})),
        ("query", json!("csv"), json!({"style": "form", "explode": false})),
        ("query", json!("pipes"), json!({"style": "pipeDelimited", "explode": false})),
        ("query", json!("ssv"), json!({"style": "spaceDelimited", "explode": false})),
        ("header", json!("csv"), json!({"style": "simple", "explode": false})),
    ];
    for (place, format, wanted) in cases {
        let parameter = json!({"name": "l", "in": place, "type": "array", "items": {"type": "string"}, "collectionFormat": format});
        let got = upgraded(json!({}), json!({"responses": {}, "parameters": [parameter]}));
        let got = &got["paths"]["/a"]["post"]["parameters"][0];
        assert_eq!(json!({"style": got["style"], "explode": got["explode"]}), wanted);
        assert_eq!(got["schema"], json!({"type": "array", "items": {"type": "string"}}));
    }
}

#[test]
fn lists_in_headers_of_responses() {
    let header = json!({"type": "array", "items": {"type": "integer"}, "collectionFormat": "csv"});
    let (got, told) = run(json!({
        "swagger": "2.0", "info": {"title": "T", "version": "1"}, "paths": {},
        "responses": {"R": {"description": "d", "headers": {"X": header}}},
    }));
    let got = &got["components"]["responses"]["R"]["headers"]["X"];
    assert_eq!(
        json!({"style": got["style"], "explode": got["explode"]}),
        json!({"style": "simple", "explode": false})
    );
    assert_eq!(told, []);
}

#[test]
fn a_diagnostic_names_the_place_in_the_published_document() {
    let (_, told) = run(json!({
        "swagger": "2.0", "info": {"title": "T", "version": "1"}, "paths": {},
        "definitions": {"A": {"type": "banana"}},
    }));
    assert_eq!(told, [(Severity::Lossy, Code::Malformed, "/definitions/A/type".into())]);
}
