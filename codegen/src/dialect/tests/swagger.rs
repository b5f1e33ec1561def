//! What becomes of Swagger 2.0.

use super::{note, run};
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
fn what_is_shared_is_written_out_where_the_media_types_of_an_operation_are_others() {
    let got = |own: Value| {
        let mut operation = json!({
            "parameters": [{"$ref": "#/parameters/Loaf"}],
            "responses": {"200": {"$ref": "#/responses/List"}, "404": {"$ref": "#/responses/List"}},
        });
        operation.as_object_mut().unwrap().append(&mut own.as_object().unwrap().clone());
        let shared = json!({
            "consumes": ["application/json"], "produces": ["application/json"],
            "parameters": {"Loaf": {"name": "l", "in": "body", "required": true, "schema": {"type": "object"}}},
            "responses": {"List": {"description": "d", "schema": {"type": "string"}}},
        });
        upgraded(shared, operation)["paths"]["/a"]["post"].clone()
    };
    let own = got(json!({"consumes": ["application/merge-patch+json"], "produces": ["text/csv"]}));
    assert_eq!(
        own["requestBody"],
        json!({"required": true, "content": {"application/merge-patch+json": {"schema": {"type": "object"}}}})
    );
    assert_eq!(
        own["responses"],
        json!({
            "200": {"description": "d", "content": {"text/csv": {"schema": {"type": "string"}}}},
            "404": {"$ref": "#/components/responses/List"},
        })
    );
    for same in [json!({}), json!({"consumes": ["application/json"], "produces": ["application/json"]})] {
        let own = got(same);
        assert_eq!(own["requestBody"], json!({"$ref": "#/components/requestBodies/Loaf"}));
        assert_eq!(own["responses"]["200"], json!({"$ref": "#/components/responses/List"}));
    }
}

/// The content of a response by its status and media types.
fn content(produces: Value, status: &str, response: Value) -> Value {
    let mut response = response;
    response["description"] = "d".into();
    let operation = json!({"produces": produces, "responses": {status: response}});
    let got = upgraded(json!({"produces": ["application/json"], "definitions": {"A": {}}}), operation);
    got["paths"]["/a"]["post"]["responses"][status]["content"].clone()
}

#[test]
fn a_file_is_not_called_json() {
    let file = json!({"schema": {"type": "file"}});
    let binary = json!({"schema": {"type": "string", "format": "binary"}});
    let (json, pdf) = ("application/json", "application/pdf");
    for produces in [json!([json]), json!([]), json!(["text/json; charset=utf-8"])] {
        assert_eq!(content(produces, "200", file.clone()), json!({"application/octet-stream": binary}));
    }
    assert_eq!(content(json!([json, pdf]), "200", file), json!({pdf: binary}));
}

#[test]
fn an_error_that_is_an_object_is_no_text() {
    let error = json!({"schema": {"$ref": "#/definitions/A"}});
    let schema = json!({"schema": {"$ref": "#/components/schemas/A"}});
    assert_eq!(content(json!(["text/csv"]), "404", error.clone()), json!({"application/json": schema}));
    assert_eq!(content(json!(["text/csv"]), "200", error.clone()), json!({"text/csv": schema}));
    assert_eq!(content(json!(["application/xml"]), "404", error), json!({"application/xml": schema}));
    let text = json!({"schema": {"type": "string"}});
    assert_eq!(content(json!(["text/csv"]), "404", text.clone()), json!({"text/csv": text}));
}

#[test]
fn a_response_of_which_there_is_an_example_has_a_body() {
    let examples =
        json!({"examples": {"application/json": {"a": 1}, "text/csv": "a,b", "note": "x", "text/html": ""}});
    assert_eq!(
        content(json!([]), "200", examples),
        json!({"application/json": {"example": {"a": 1}}, "text/csv": {"example": "a,b"}})
    );
    assert_eq!(content(json!([]), "200", json!({"examples": {}})), Value::Null);
}

#[test]
fn an_address_in_place_of_a_host() {
    for (root, url, places) in [
        (
            json!({"host": "https://a.example", "basePath": "v1"}),
            "https://a.example/v1",
            vec!["/host", "/basePath"],
        ),
        (json!({"host": "HTTP://a.example/"}), "http://a.example", vec!["/host"]),
        (json!({"host": "http://a.example", "schemes": ["https"]}), "https://a.example", vec!["/host"]),
        (json!({"host": "a.example:80", "basePath": "api/"}), "https://a.example:80/api", vec!["/basePath"]),
        (json!({"basePath": "api"}), "/api", vec!["/basePath"]),
        (json!({"host": "a.example", "basePath": "/"}), "https://a.example", vec![]),
    ] {
        let mut document = json!({"swagger": "2.0", "info": {"title": "T", "version": "1"}, "paths": {}});
        document.as_object_mut().unwrap().append(&mut root.as_object().unwrap().clone());
        let (got, told) = run(document);
        assert_eq!(got["servers"], json!([{"url": url}]), "{root}");
        assert_eq!(told, places.into_iter().map(note).collect::<Vec<_>>(), "{root}");
    }
}

#[test]
fn form_parameters_of_a_path_are_those_of_its_operations_that_have_none_of_that_name() {
    let field = |name: &str, kind: &str| json!({"name": name, "in": "formData", "type": kind});
    let (got, told) = run(json!({
        "swagger": "2.0", "info": {"title": "T", "version": "1"},
        "parameters": {"Note": field("note", "string")},
        "paths": {"/a": {
            "parameters": [field("token", "string"), field("size", "string"), {"$ref": "#/parameters/Note"}],
            "post": {"responses": {}, "parameters": [field("size", "integer"), field("note", "integer")]},
            "put": {"responses": {}, "parameters": [{"name": "b", "in": "body", "schema": {"type": "object"}}]},
            "patch": {"responses": {}},
        }},
    }));
    assert_eq!(told, []);
    let body = |method: &str| got["paths"]["/a"][method]["requestBody"]["content"].clone();
    let fields = |method| body(method)["application/x-www-form-urlencoded"]["schema"]["properties"].clone();
    let (text, number) = (json!({"type": "string"}), json!({"type": "integer"}));
    assert_eq!(fields("post"), json!({"size": number, "note": number, "token": text}));
    assert_eq!(fields("patch"), json!({"token": text, "size": text, "note": text}));
    assert_eq!(body("put"), json!({"application/json": {"schema": {"type": "object"}}}));
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
