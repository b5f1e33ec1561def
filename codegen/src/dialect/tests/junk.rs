//! Whatever stands wherever in a document: it becomes canonical, has types, and nothing panics.

use super::run;
use crate::dialect::canonical;
use crate::overlay;
use crate::references;
use crate::report::{Code, Report};
use crate::source::{Document, FileId};
use serde_json::{Value, json};

/// A document with every object and field of the standard.
fn rich() -> Value {
    let text = r##"{
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1", "description": "d", "termsOfService": "t",
            "contact": {"name": "n", "url": "u", "email": "e"}, "license": {"name": "n", "url": "u"}, "x-a": 1},
        "servers": [{"url": "https://{h}", "description": "d", "variables": {"h": {"default": "a", "enum": ["a"], "description": "d"}}}],
        "security": [{"key": ["scope"]}, {}],
        "tags": [{"name": "t", "description": "d", "externalDocs": {"url": "u", "description": "d"}}],
        "externalDocs": {"url": "u"},
        "webhooks": {"hook": {"post": {"responses": {"200": {"description": "d"}}}}},
        "paths": {
            "/a/{id}": {
                "summary": "s", "description": "d", "servers": [{"url": "/"}],
                "parameters": [{"name": "id", "in": "path", "required": true, "style": "simple", "schema": {"type": "string"}}],
                "get": {
                    "tags": ["t"], "summary": "s", "description": "d", "operationId": "o", "deprecated": false,
                    "externalDocs": {"url": "u"}, "servers": [{"url": "/"}], "security": [{"key": []}],
                    "parameters": [
                        {"name": "q", "in": "query", "description": "d", "required": false, "deprecated": true, "explode": true,
                            "allowReserved": true, "allowEmptyValue": false, "style": "form", "schema": {"type": "array", "items": {"type": "integer"}},
                            "example": [1], "examples": {"e": {"summary": "s", "description": "d", "value": 1}, "f": {"externalValue": "u"}}},
                        {"name": "c", "in": "cookie", "content": {"application/json": {"schema": {}}}},
                        {"name": "h", "in": "header", "schema": {"type": "string"}},
                        {"$ref": "#/components/parameters/p"}
                    ],
                    "requestBody": {"description": "d", "required": true, "content": {"multipart/form-data": {
                        "schema": {"type": "object", "properties": {"f": {"type": "string", "format": "binary"}}},
                        "encoding": {"f": {"contentType": "image/png", "headers": {"X": {"schema": {"type": "string"}}}, "style": "form", "explode": true, "allowReserved": false}}
                    }}},
                    "responses": {
                        "200": {"description": "d",
                            "headers": {"X-A": {"description": "d", "required": true, "deprecated": false, "style": "simple", "schema": {"type": "string"}, "example": "x"}, "X-R": {"$ref": "#/components/headers/h"}},
                            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Object"}, "example": {"$ref": 1}, "examples": {"e": {"$ref": "#/components/examples/e"}}}},
                            "links": {"l": {"operationId": "o", "description": "d", "parameters": {"id": "$response.body#/id"}, "requestBody": 1, "server": {"url": "/"}}, "m": {"$ref": "#/components/links/l"}}},
                        "4XX": {"$ref": "#/components/responses/r"},
                        "default": {"description": "d"}
                    },
                    "callbacks": {"on": {"{$request.body#/url}": {"post": {"responses": {"200": {"description": "d"}}}}}, "shared": {"$ref": "#/components/callbacks/c"}}
                }
            },
            "/shared": {"$ref": "#/components/pathItems/item"},
            "x-paths": 1
        },
        "components": {
            "schemas": {
                "Object": {"type": ["object", "null"], "title": "t", "description": "d", "required": ["a"], "minProperties": 0, "maxProperties": 9,
                    "properties": {
                        "a": {"type": "string", "format": "date", "pattern": "a", "minLength": 1, "maxLength": 2, "enum": ["a", null], "default": "a"},
                        "b": {"type": "integer", "minimum": 0, "maximum": 9, "exclusiveMinimum": 1, "exclusiveMaximum": true, "multipleOf": 1},
                        "c": {"type": "array", "items": {"type": "number"}, "minItems": 0, "maxItems": 1, "uniqueItems": true},
                        "d": {"$ref": "#/components/schemas/Union", "description": "d", "nullable": true},
                        "e": {"const": 1, "readOnly": true, "writeOnly": false, "deprecated": true, "examples": [1]},
                        "$ref": {"type": "boolean"}
                    },
                    "patternProperties": {"^x-": {"type": "string"}},
                    "additionalProperties": {"type": "string"}, "externalDocs": {"url": "u"}, "example": {"a": "x"}},
                "Union": {"oneOf": [{"$ref": "#/components/schemas/Object"}, {"type": "null"}], "discriminator": {"propertyName": "t", "mapping": {"o": "#/components/schemas/Object"}}},
                "All": {"allOf": [{"$ref": "#/components/schemas/Object"}, {"anyOf": [{"type": "string"}, {"type": "number"}]}], "not": {"type": "array"}},
                "Tuple": {"type": "array", "prefixItems": [{"type": "string"}, true], "items": false},
                "Many": {"type": ["string", "integer", "array", "null"], "maxLength": 3, "minimum": 1, "items": {}, "format": "int32", "enum": ["a", 1, [1], null]},
                "Local": {"$defs": {"In": {"type": "string"}}, "properties": {"x": {"$ref": "#/components/schemas/Local/$defs/In"}}},
                "Bytes": {"type": "string", "contentEncoding": "base64", "contentMediaType": "image/png", "if": {}, "then": {}, "propertyNames": {"pattern": "a"}},
                "Missing": {"$ref": "#/components/schemas/Nowhere"}
            },
            "responses": {"r": {"description": "d"}},
            "parameters": {"p": {"name": "p", "in": "query", "schema": {"type": "string"}}},
            "examples": {"e": {"value": {"a": 1}}},
            "requestBodies": {"b": {"content": {"text/plain": {"schema": {"type": "string"}}}}},
            "headers": {"h": {"schema": {"type": "string"}}},
            "securitySchemes": {
                "key": {"type": "apiKey", "in": "header", "name": "X", "description": "d"},
                "http": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
                "oauth": {"type": "oauth2", "flows": {"implicit": {"authorizationUrl": "u", "refreshUrl": "u", "scopes": {"a": "b"}}, "authorizationCode": {"authorizationUrl": "u", "tokenUrl": "u", "scopes": {}}, "password": {"tokenUrl": "u", "scopes": {}}, "clientCredentials": {"tokenUrl": "u", "scopes": {}}}},
                "oidc": {"type": "openIdConnect", "openIdConnectUrl": "u"}
            },
            "links": {"l": {"operationRef": "#/paths/~1a~1{id}/get"}},
            "callbacks": {"c": {"{$url}": {"get": {"responses": {}}}}},
            "pathItems": {"item": {"get": {"responses": {"200": {"description": "d"}}}}}
        }
    }"##;
    serde_json::from_str(text).unwrap()
}

/// A Swagger 2.0 document with what it has that OpenAPI 3 has not.
fn old() -> Value {
    let text = r##"{
        "swagger": "2.0", "info": {"title": "T", "version": "1"},
        "host": "a.example", "basePath": "/v1", "schemes": ["https", "http"],
        "consumes": ["application/json"], "produces": ["application/json", "text/csv"],
        "securityDefinitions": {"basic": {"type": "basic"}, "oauth": {"type": "oauth2", "flow": "accessCode", "authorizationUrl": "u", "tokenUrl": "u", "scopes": {"a": "b"}}},
        "parameters": {
            "body": {"name": "body", "in": "body", "required": true, "schema": {"$ref": "#/definitions/A"}},
            "field": {"name": "field", "in": "formData", "type": "string"},
            "limit": {"name": "limit", "in": "query", "type": "integer", "format": "int32", "default": 5}
        },
        "responses": {"bad": {"description": "d", "schema": {"$ref": "#/definitions/A"}}},
        "definitions": {
            "A": {"type": "object", "discriminator": "kind", "required": ["kind"], "properties": {"kind": {"type": "string", "x-nullable": true}, "b": {"$ref": "#/definitions/B"}}},
            "B": {"allOf": [{"$ref": "#/definitions/A"}, {"type": "object", "properties": {"f": {"type": "file"}}}]}
        },
        "paths": {"/a": {
            "parameters": [{"name": "shared", "in": "body", "schema": {"type": "string"}}],
            "get": {
                "produces": ["text/plain"],
                "parameters": [{"$ref": "#/parameters/limit"}, {"name": "ids", "in": "query", "type": "array", "items": {"type": "string"}, "collectionFormat": "multi"}],
                "responses": {"200": {"description": "d", "schema": {"type": "file"}, "headers": {"X": {"type": "integer"}}, "examples": {"text/plain": "x"}}, "400": {"$ref": "#/responses/bad"}}
            },
            "post": {"consumes": ["application/xml"], "parameters": [{"$ref": "#/parameters/body"}], "responses": {"204": {"description": "d"}}},
            "put": {"parameters": [{"name": "f", "in": "formData", "type": "file", "required": true}, {"$ref": "#/parameters/field"}, {"name": "l", "in": "formData", "type": "array", "items": {"type": "string"}, "collectionFormat": "csv"}], "responses": {"200": {"description": "d", "schema": {"$ref": "#/definitions/B"}}}}
        }}
    }"##;
    serde_json::from_str(text).unwrap()
}

fn junk() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!("text"),
        json!(""),
        json!("12"),
        json!("true"),
        json!(-1),
        json!(1.5),
        json!(3.0),
        json!(1e300),
        json!(u64::MAX),
        json!([]),
        json!(["text"]),
        json!([null, 1, {}, [[]], "a"]),
        json!({}),
        json!({"$ref": 5}),
        json!({"$ref": "nowhere.yml#/a"}),
        json!({"$ref": "#/paths/~1shared", "description": 5}),
        json!({"type": "object", "required": true, "properties": {"a": null, "b": {"required": "yes"}}}),
        json!({"a": {"type": ["null"]}, "": [], "x-y": null, "200": null, "/p": {"get": null}}),
        json!({"enum": [], "const": null, "type": [null, "string", 7, "any"], "anyOf": [null, {"type": null}], "items": [{}, {}]}),
        json!({"name": "n", "in": "path", "schema": 1, "content": 1, "style": "matrix", "examples": [1]}),
        json!({"value": 1, "summary": {}, "content": {"schema": {"type": "string"}}, "description": null}),
    ]
}

fn pointers(value: &Value, at: String, found: &mut Vec<String>) {
    found.push(at.clone());
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                pointers(value, format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), found);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                pointers(value, format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// Puts junk in every place; all of it if `BINDERY_ALL_JUNK` is set, which takes minutes.
fn everywhere(document: &Value) {
    let mut places = Vec::new();
    pointers(document, String::new(), &mut places);
    let mut failures = Vec::new();
    let stride = if std::env::var_os("BINDERY_ALL_JUNK").is_some() { 1 } else { 29 };
    let mut turn = 0;
    for place in places.iter().skip(1).filter(|place| !["/openapi", "/swagger"].contains(&place.as_str())) {
        for junk in junk() {
            turn += 1;
            if turn % stride != 0 {
                continue;
            }
            let mut broken = document.clone();
            *broken.pointer_mut(place).unwrap() = junk.clone();
            if std::panic::catch_unwind(|| whole(broken)).is_err() {
                failures.push(format!("{junk} at {place}"));
            }
        }
    }
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}

/// Through the dialect, and the repair of references, after which the document is canonical still.
fn whole(value: Value) {
    let (value, _) = run(value);
    let mut document = Document::single(value, FileId(0));
    let edits = references::repair(&document, &mut Report::new());
    let mut report = Report::new();
    assert!(overlay::apply(&mut document, &edits, &mut report).is_empty());
    assert_eq!(report.diagnostics(), []);
    assert_eq!(references::dangling(&document), []);
    let again = canonical(document.clone(), &mut report);
    assert_eq!(again.value, document.value);
    assert_eq!(report.diagnostics(), []);
}

#[test]
fn the_good_documents_are_good() {
    let (_, told) = run(rich());
    let is_known = |code: Code| matches!(code, Code::Unsupported | Code::Unchecked);
    assert!(told.iter().all(|(_, code, _)| is_known(*code)), "{told:?}");
    assert_eq!(run(old()).1, []);
}

#[test]
fn junk_anywhere_in_a_3_1_document() {
    everywhere(&rich());
}

#[test]
fn junk_anywhere_in_a_2_0_document() {
    everywhere(&old());
}
