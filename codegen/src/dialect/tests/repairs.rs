//! What becomes of malformed operations, parameters, bodies and the rest.

use super::{canonical, lossy, note, operation, run, schema, with_operation};
use crate::report::{Code, Report, Severity};
use crate::source::{Document, FileId};
use serde_json::{Value, json};

/// The canonical form of one parameter.
fn parameter(value: Value) -> (Value, super::Told) {
    let (operation, told) = operation(json!({"parameters": [value], "responses": {}}));
    (operation["parameters"].get(0).cloned().unwrap_or_default(), told)
}

#[test]
fn an_operation_without_responses_has_none() {
    assert_eq!(operation(json!({})), (json!({"responses": {}}), vec![]));
    let (got, told) =
        operation(json!({"responses": [], "deprecated": "true", "tags": "a", "operationId": 5}));
    assert_eq!(got, json!({"responses": {}, "deprecated": true, "tags": ["a"], "operationId": "5"}));
    assert_eq!(told, [lossy("/responses"), note("/deprecated"), note("/tags"), note("/operationId")]);
}

#[test]
fn a_missing_info_is_told_once() {
    let (document, told) = run(json!({"openapi": "3.0.0", "paths": {}}));
    assert_eq!(document["info"], json!({"title": "", "version": ""}));
    assert_eq!(told, [note("")]);
    let (_, told) = run(json!({"openapi": "3.0.0", "info": {"title": "T"}, "paths": {}}));
    assert_eq!(told, [note("/info")]);
}

#[test]
fn parameters_are_repaired() {
    let cases = [
        (
            json!({"name": "id", "in": "path", "schema": {}}),
            json!({"name": "id", "in": "path", "schema": {}, "required": true}),
        ),
        (
            json!({"name": "q", "in": "Query", "type": "integer", "enum": [1]}),
            json!({"name": "q", "in": "query", "schema": {"type": "integer", "enum": [1]}}),
        ),
        (json!({"name": "q", "in": "query"}), json!({"name": "q", "in": "query", "schema": {}})),
        (
            json!({"name": "q", "in": "query", "schema": {"type": "string", "required": true}}),
            json!({"name": "q", "in": "query", "schema": {"type": "string"}, "required": true}),
        ),
        (
            json!({"name": "q", "in": "query", "schema": {}, "examples": ["a"]}),
            json!({"name": "q", "in": "query", "schema": {}, "example": "a"}),
        ),
        (json!({"name": 1, "in": "query", "schema": {}}), json!({"name": "1", "in": "query", "schema": {}})),
    ];
    for (published, canonical) in cases {
        let (got, told) = parameter(published.clone());
        assert_eq!(got, canonical, "{published}");
        assert_eq!(told.len(), 1, "{published}");
        assert_eq!((told[0].0, told[0].1), (Severity::Note, Code::Malformed));
    }
}

#[test]
fn what_is_no_parameter_is_cut() {
    for (published, place) in [
        (json!({"in": "query", "schema": {}}), "/parameters/0"),
        (json!({"name": "a", "schema": {}}), "/parameters/0"),
        (json!({"name": "a", "in": "space", "schema": {}}), "/parameters/0/in"),
        (json!(5), "/parameters/0"),
    ] {
        assert_eq!(parameter(published), (Value::Null, vec![lossy(place)]));
    }
    let (got, told) = parameter(json!({"name": "a", "in": "query", "style": "round", "schema": {}}));
    assert_eq!(
        (got, told),
        (json!({"name": "a", "in": "query", "schema": {}}), vec![lossy("/parameters/0/style")])
    );
}

#[test]
fn parameters_by_name_become_a_list() {
    let (got, told) = operation(json!({"parameters": {"q": {"in": "query", "schema": {}}}, "responses": {}}));
    assert_eq!(got["parameters"], json!([{"in": "query", "schema": {}, "name": "q"}]));
    assert_eq!(told, [note("/parameters")]);
}

#[test]
fn schemas_find_their_media_type() {
    let schema = json!({"type": "object"});
    let content = json!({"application/json": {"schema": schema}});
    for (response, place) in [
        (json!({"description": "d", "schema": schema}), "/responses/200/schema"),
        (json!({"description": "d", "content": {"schema": schema}}), "/responses/200/content"),
        (
            json!({"description": "d", "content": {"application/json": schema}}),
            "/responses/200/content/application~1json",
        ),
    ] {
        let (got, told) = operation(json!({"responses": {"200": response}}));
        assert_eq!(got["responses"]["200"], json!({"description": "d", "content": content}));
        assert_eq!(told, [note(place)]);
    }
    let media_type = json!({"schema": schema, "example": {}, "x-more": 1});
    let (got, told) = operation(json!({"responses": {"200": {"description": "d", "content": media_type}}}));
    assert_eq!(got["responses"]["200"]["content"], json!({"application/json": media_type}));
    assert_eq!(told, [note("/responses/200/content")]);
    let reference = json!({"$ref": "#/components/schemas/A"});
    let (got, _) =
        operation(json!({"responses": {}, "requestBody": {"content": {"application/json": reference}}}));
    assert_eq!(got["requestBody"]["content"]["application/json"], json!({"schema": reference}));
}

#[test]
fn responses_are_named_by_status() {
    let response = json!({"description": "d"});
    let (got, told) = operation(json!({"responses": {
        "200 OK": response, "4xx": response, "Default": response, "success": response, "x-a": 1, "204": null,
    }}));
    let empty = json!({"description": ""});
    assert_eq!(
        got["responses"],
        json!({"200": response, "4xx": response, "default": response, "x-a": 1, "204": empty})
    );
    assert_eq!(
        told,
        [
            note("/responses/200 OK"),
            note("/responses/Default"),
            lossy("/responses/success"),
            note("/responses/204")
        ]
    );
}

#[test]
fn responses_without_a_description_are_told_once() {
    let responses = json!({"responses": {"200": {}, "204": {"description": "d"}, "404": {}}});
    assert_eq!(operation(responses.clone()).1, [note("/responses/200")]);
    let mut document = with_operation(responses);
    document["openapi"] = "3.2.0".into();
    assert_eq!(run(document).1, []);
}

#[test]
fn a_body_parameter_becomes_the_request_body() {
    let (got, told) = operation(
        json!({"responses": {}, "parameters": [{"name": "b", "in": "body", "required": true, "schema": {"type": "string"}}]}),
    );
    assert_eq!(
        got["requestBody"],
        json!({"required": true, "content": {"application/json": {"schema": {"type": "string"}}}})
    );
    assert_eq!(told, [note("/parameters")]);
}

#[test]
fn examples_are_told_from_values() {
    let examples = |examples: Value| {
        let media_type = json!({"schema": {}, "examples": examples});
        let (got, told) =
            operation(json!({"requestBody": {"content": {"a/b": media_type}}, "responses": {}}));
        (got["requestBody"]["content"]["a/b"].clone(), told.len())
    };
    assert_eq!(
        examples(
            json!({"a": {"id": 1}, "b": 5, "c": {"value": 1}, "d": {"$ref": "#/x"}, "e": {"summary": "s"}})
        ),
        (
            json!({"schema": {}, "examples": {"a": {"value": {"id": 1}}, "b": {"value": 5}, "c": {"value": 1}, "d": {"$ref": "#/x"}, "e": {"summary": "s"}}}),
            2
        )
    );
    assert_eq!(examples(json!([{"id": 1}])), (json!({"schema": {}, "example": {"id": 1}}), 1));
}

#[test]
fn a_callback_by_reference_is_kept_beside_the_others() {
    let (got, told) = operation(
        json!({"responses": {}, "callbacks": {"a": {"$ref": "#/components/callbacks/A"}, "b": {"x-y": 1}}}),
    );
    assert_eq!(
        got,
        json!({"responses": {}, "callbacks": {"b": {}}, "x-bindery-callbacks": {"a": {"$ref": "#/components/callbacks/A"}}})
    );
    assert_eq!(told, []);
}

#[test]
fn the_root_is_repaired() {
    let (got, told) = run(json!({
        "openapi": "3.0.0", "servers": "https://a.example", "tags": ["pets", {"description": "d"}],
        "externalDocs": "https://b.example", "security": {"key": null},
        "paths": {"pets": {"GET": {"responses": {}}}},
        "components": {"schemas": null, "securitySchemes": {
            "a": {"type": "apiKey", "in": "Header", "name": "X"}, "b": {"type": "http"}, "c": {"type": "magic"}, "d": {"type": "basic"},
            "e": {"type": "mutualTLS"}, "f": {"type": "oauth2", "flows": {"implicit": {"scopes": {"s": null}}}},
        }},
    }));
    assert_eq!(
        got,
        json!({
            "openapi": "3.0.0", "servers": [{"url": "https://a.example"}], "tags": [{"name": "pets"}],
            "externalDocs": {"url": "https://b.example"}, "security": [{}],
            "paths": {"/pets": {"get": {"responses": {}}}},
            "components": {"securitySchemes": {
                "a": {"type": "apiKey", "in": "header", "name": "X"}, "d": {"type": "http", "scheme": "basic"},
                "f": {"type": "oauth2", "flows": {"implicit": {"scopes": {"s": ""}, "authorizationUrl": ""}}},
            }},
            "info": {"title": "", "version": ""},
        })
    );
    let lost: Vec<_> = told
        .iter()
        .filter(|(severity, ..)| *severity == Severity::Lossy)
        .map(|(.., place)| place.as_str())
        .collect();
    assert_eq!(
        lost,
        [
            "/tags/1",
            "/components/securitySchemes/b",
            "/components/securitySchemes/c/type",
            "/components/securitySchemes/e"
        ]
    );
}

#[test]
fn later_versions_are_told() {
    let mut document = with_operation(
        json!({"responses": {"200": {"description": "d", "content": {"a/b": {"itemSchema": {}}}}}}),
    );
    document["openapi"] = "3.2.0".into();
    document["$self"] = "https://a.example".into();
    document["webhooks"] = json!({"w": {"post": {"responses": {}}}});
    document["paths"]["/a/{id}"]["query"] = json!({"responses": {}});
    document["paths"]["/a/{id}"]["additionalOperations"] = json!({"COPY": {}});
    let (got, told) = run(document);
    assert!(told.iter().all(|(_, code, _)| *code == Code::Unsupported));
    assert_eq!(told.len(), 1);
    assert_eq!(got["x-bindery-webhooks"], json!({"w": {"post": {"responses": {}}}}));
    let item = got["paths"]["/a/{id}"].as_object().unwrap();
    assert_eq!(item.keys().collect::<Vec<_>>(), ["get", "query", "additionalOperations"]);
}

#[test]
fn additional_operations_are_those_that_no_field_is_for() {
    let mut document = with_operation(json!({"responses": {}}));
    let other = json!({"responses": {}});
    document["paths"]["/a/{id}"]["additionalOperations"] =
        json!({"COPY": other, "GET": other, "Post": other, "a b": other, "": other, "m-search": other});
    let (got, told) = run(document);
    let item = got["paths"]["/a/{id}"].as_object().unwrap();
    assert_eq!(item.keys().collect::<Vec<_>>(), ["get", "additionalOperations", "post"]);
    let kept = item["additionalOperations"].as_object().unwrap();
    assert_eq!(kept.keys().collect::<Vec<_>>(), ["COPY", "m-search"]);
    let told: Vec<_> =
        told.iter().map(|(severity, _, at)| (*severity, at.rsplit('/').next().unwrap())).collect();
    let lost = Severity::Lossy;
    assert_eq!(told, [(lost, "GET"), (Severity::Note, "Post"), (lost, "a b"), (lost, "")]);
}

#[test]
fn a_shared_path_item_is_written_out() {
    let (got, told) = run(json!({
        "openapi": "3.1.0", "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"$ref": "#/components/pathItems/i", "summary": "own"}, "/b": {"$ref": "#/paths/~1a"}, "/c": {"$ref": "#/paths/~1d"}},
        "components": {"pathItems": {"i": {"summary": "s", "get": {}}}},
    }));
    assert_eq!(got["paths"]["/a"], json!({"summary": "own", "get": {"responses": {}}}));
    assert_eq!(got["paths"]["/b"], json!({"summary": "own", "get": {"responses": {}}}));
    assert_eq!(got["paths"]["/c"], json!({"$ref": "#/paths/~1d"}));
    assert_eq!(told, []);
}

#[test]
fn the_summary_of_a_tag_starts_its_description() {
    let (got, told) = run(json!({
        "openapi": "3.2.0", "info": {"title": "T", "version": "1"}, "paths": {},
        "tags": [
            {"name": "a", "summary": "s", "parent": "b", "kind": "nav"},
            {"name": "b", "summary": "s", "description": "d"},
            {"name": "c", "description": "d"},
        ],
    }));
    let described: Vec<_> = (0..3).map(|index| got["tags"][index]["description"].as_str().unwrap()).collect();
    assert_eq!(described, ["s", "s\n\nd", "d"]);
    assert_eq!(told, []);
}

#[test]
fn what_is_told_stands_in_the_published_document() {
    let wrong = json!({"type": "strnig"});
    let of_json =
        |schema: &Value| json!({"description": "", "content": {"application/json": {"schema": schema}}});
    let published = json!({
        "openapi": "3.1.0", "info": {"title": "T", "version": "1"},
        "webhooks": {"w": {"post": {
            "requestBody": of_json(&json!({"properties": {
                "a": {"type": "array", "prefixItems": [wrong]}, "b": {"type": "object", "patternProperties": {"^a": wrong}},
            }})),
            "responses": {},
        }}},
        "paths": {
            "ferries": {"get": {"responses": {"200": of_json(&json!({
                "type": ["object", "string"], "properties": {"a": wrong},
            }))}}},
            "/jars": {"GET": {
                "Parameters": [{"name": "q", "in": "query", "schema": wrong}],
                "responses": {"200 OK": of_json(&json!({"$ref": "#/components/schemas/A", "properties": {"a": wrong}}))},
            }},
            "/lids": {"additionalOperations": {"put": {
                "parameters": {"name": "q", "in": "query", "Schema": {"items": [wrong, {}], "additionalItems": wrong}},
                "responses": {},
                "callbacks": {"c": {"$ref": "#/components/callbacks/C"}},
            }}},
        },
        "components": {"schemas": {"A": [{"type": "array", "properties": {"a": wrong}}], "B": {"items": [wrong]}}},
    });
    let mut report = Report::new();
    canonical(Document::single(published.clone(), FileId(0)), &mut report);
    let lossy = report.diagnostics().iter().filter(|told| told.severity == Severity::Lossy);
    let lossy: Vec<_> = lossy.map(|told| told.place.pointer.as_str()).collect();
    for at in &lossy {
        assert!(published.pointer(at).is_some(), "{at}");
    }
    assert_eq!(lossy.iter().filter(|at| at.ends_with("/type")).count(), 9, "{lossy:#?}");
}

#[test]
fn a_name_that_is_repaired_leaves_one_that_is_right() {
    let jar = |id: &str| json!({"get": {"operationId": id, "responses": {"200 OK": {"description": id}, "200": {"description": "right"}}}});
    let (document, told) = run(json!({
        "openapi": "3.0.0", "info": {"title": "T", "version": "1"},
        "paths": {"jars": jar("wrong"), "/jars": jar("right")},
    }));
    assert_eq!(document["paths"]["/jars"]["get"]["operationId"], "right");
    assert_eq!(document["paths"]["/jars"]["get"]["responses"]["200"]["description"], "right");
    assert_eq!(told, [lossy("/paths/jars"), lossy("/paths/~1jars/get/responses/200 OK")]);
}

#[test]
fn keywords_beside_a_schema_move_into_it() {
    let (found, told) = parameter(json!({
        "name": "sort", "in": "query", "schema": {"type": "string", "maxLength": 4}, "enum": ["up", "down"], "default": "up",
        "type": "string", "maxLength": 5, "nullable": true,
    }));
    assert_eq!(
        found["schema"],
        json!({"type": "string", "maxLength": 4, "enum": ["up", "down"], "default": "up"})
    );
    assert_eq!(told, [note("/parameters/0"), note("/parameters/0")]);
    let (found, _) = parameter(json!({
        "name": "ids", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}, "collectionFormat": "pipes",
    }));
    assert_eq!((&found["style"], &found["explode"]), (&json!("pipeDelimited"), &json!(false)));
    let (found, told) = parameter(json!({"name": "n", "in": "query", "minimum": 1, "maximum": 5}));
    assert_eq!(found["schema"], json!({"minimum": 1, "maximum": 5}));
    assert_eq!(told, [note("/parameters/0")]);
}

#[test]
fn fields_in_other_capitals_are_read_before_anything_is_made_of_them() {
    let (found, told) = schema(json!({"Type": "Object", "Properties": {
        "a": {"Type": ["string", "null"]},
        "b": {"$Ref": "#/components/schemas/S"},
        "c": {"$ref": "#/components/schemas/S", "ReadOnly": true},
        "d": {"type": "string", "Required": true},
    }}));
    assert_eq!(
        found,
        json!({"type": "object", "properties": {
            "a": {"type": "string", "nullable": true},
            "b": {"$ref": "#/components/schemas/S"},
            "c": {"readOnly": true, "allOf": [{"$ref": "#/components/schemas/S"}]},
            "d": {"type": "string"},
        }})
    );
    let places: Vec<_> = told.iter().map(|(_, _, place)| place.as_str()).collect();
    assert_eq!(
        places,
        [
            "/Type",
            "/Properties",
            "/Type",
            "/Properties/a/Type",
            "/Properties/b/$Ref",
            "/Properties/c/ReadOnly",
            "/Properties/d/Required",
            "/Properties/d/Required",
        ]
    );
}

#[test]
fn types_of_security_schemes_are_read_whatever_their_case() {
    let (document, told) = run(json!({
        "openapi": "3.0.0", "info": {"title": "T", "version": "1"}, "paths": {},
        "components": {"securitySchemes": {
            "a": {"type": "apikey", "in": "Header", "name": "X-Key"}, "b": {"type": "HTTP", "scheme": "bearer"},
        }},
    }));
    assert_eq!(document["components"]["securitySchemes"]["a"]["type"], "apiKey");
    assert_eq!(document["components"]["securitySchemes"]["b"]["type"], "http");
    assert_eq!(told, []);
}
