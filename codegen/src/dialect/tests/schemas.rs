//! What becomes of the words of JSON Schema.

use super::{lossy, note, schema};
use crate::report::{Code, Severity};
use serde_json::{Value, json};

/// Schemas that say in 3.0 what they say in 3.1, so that nothing is told.
fn becomes(published: Value, canonical: Value) {
    let (got, told) = schema(published.clone());
    assert_eq!(got, canonical, "{published}");
    assert_eq!(told, [], "{published}");
}

#[test]
fn types_in_a_list() {
    becomes(json!({"type": ["string", "null"]}), json!({"type": "string", "nullable": true}));
    becomes(json!({"type": ["string"]}), json!({"type": "string"}));
    becomes(json!({"type": ["string", null]}), json!({"type": "string", "nullable": true}));
    becomes(json!({"type": ["integer", "number"]}), json!({"type": "number"}));
    becomes(
        json!({"type": ["string", "number", "boolean", "object", "array", "null"]}),
        json!({"nullable": true}),
    );
    becomes(
        json!({
            "description": "d", "type": ["string", "integer", "object", "null"], "maxLength": 5, "minimum": 1,
            "format": "date", "properties": {"a": {"type": ["string", "null"]}}, "required": ["a"],
        }),
        json!({
            "description": "d", "nullable": true,
            "anyOf": [
                {"type": "string", "format": "date", "maxLength": 5},
                {"type": "integer", "minimum": 1},
                {"type": "object", "properties": {"a": {"type": "string", "nullable": true}}, "required": ["a"]},
            ],
        }),
    );
    becomes(
        json!({"type": ["string", "integer", "boolean"], "enum": ["a", 1, null]}),
        json!({"nullable": true, "anyOf": [{"type": "string", "enum": ["a"]}, {"type": "integer", "enum": [1]}]}),
    );
    becomes(json!({"type": ["string", "integer"], "enum": ["a"]}), json!({"type": "string", "enum": ["a"]}));
}

#[test]
fn null_is_nullable() {
    let only_null = json!({"enum": [null], "nullable": true});
    becomes(json!({"type": "null"}), only_null.clone());
    becomes(json!({"const": null}), only_null.clone());
    becomes(json!({"anyOf": [{"type": "null"}]}), only_null);
    becomes(
        json!({"anyOf": [{"type": "string"}, {"type": "null"}]}),
        json!({"anyOf": [{"type": "string"}], "nullable": true}),
    );
    becomes(
        json!({"oneOf": [{"$ref": "#/components/schemas/S"}, {"type": "integer"}, {"enum": [null]}]}),
        json!({"oneOf": [{"$ref": "#/components/schemas/S"}, {"type": "integer"}], "nullable": true}),
    );
    // `type: null` in YAML, without quotes.
    becomes(
        json!({"anyOf": [{"type": "string"}, {"type": null}]}),
        json!({"anyOf": [{"type": "string"}], "nullable": true}),
    );
    becomes(
        json!({"type": "string", "enum": ["a", null]}),
        json!({"type": "string", "enum": ["a"], "nullable": true}),
    );
    becomes(json!({"type": "string", "x-nullable": true}), json!({"type": "string", "nullable": true}));
}

#[test]
fn a_reference_with_keywords_beside_it() {
    let reference = json!({"$ref": "#/components/schemas/S"});
    becomes(
        json!({"$ref": "#/components/schemas/S", "description": "d", "nullable": true}),
        json!({"description": "d", "nullable": true, "allOf": [reference]}),
    );
    becomes(
        json!({"allOf": [{"type": "object"}], "$ref": "#/components/schemas/S"}),
        json!({"allOf": [{"type": "object"}, reference]}),
    );
    for plain in [reference.clone(), json!({"$ref": "#/components/schemas/S", "x-order": 1, "summary": "s"})]
    {
        becomes(plain.clone(), plain);
    }
}

#[test]
fn constants_bounds_and_examples() {
    becomes(json!({"const": "a"}), json!({"type": "string", "enum": ["a"]}));
    becomes(json!({"const": 1, "type": "integer"}), json!({"enum": [1], "type": "integer"}));
    becomes(json!({"const": {"a": 1}}), json!({"enum": [{"a": 1}]}));
    becomes(
        json!({"type": "integer", "exclusiveMinimum": 0, "exclusiveMaximum": 10, "maximum": 5}),
        json!({"type": "integer", "exclusiveMinimum": true, "minimum": 0, "maximum": 5}),
    );
    becomes(
        json!({"type": "number", "minimum": 1, "exclusiveMinimum": 1}),
        json!({"type": "number", "minimum": 1, "exclusiveMinimum": true}),
    );
    becomes(json!({"type": "integer", "minimum": 1.0}), json!({"type": "integer", "minimum": 1}));
    becomes(json!({"examples": ["a", "b"]}), json!({"examples": ["a", "b"], "example": "a"}));
}

#[test]
fn bytes() {
    for (published, format) in [
        (json!({"type": "string", "contentEncoding": "base64"}), "byte"),
        (json!({"type": "string", "contentEncoding": "base64", "contentMediaType": "image/png"}), "byte"),
        (json!({"type": "string", "contentMediaType": "application/octet-stream"}), "binary"),
        (json!({"type": "string", "contentMediaType": "image/png"}), "binary"),
    ] {
        let (canonical, told) = schema(published);
        assert_eq!((canonical["format"].as_str(), told), (Some(format), vec![]));
    }
    let (canonical, _) = schema(json!({"type": "string", "contentMediaType": "application/json"}));
    assert_eq!(canonical.get("format"), None);
}

#[test]
fn boolean_schemas() {
    let (canonical, told) =
        schema(json!({"properties": {"a": true, "b": false}, "additionalProperties": false}));
    let expected =
        json!({"properties": {"a": {}, "b": {"x-bindery-never": true}}, "additionalProperties": false});
    assert_eq!(canonical, expected);
    assert_eq!(told, [(Severity::Note, Code::Unchecked, "/properties/b".to_owned())]);
    becomes(json!({"type": "array", "items": true}), json!({"type": "array", "items": {}}));
}

#[test]
fn what_3_0_cannot_say_travels_in_keys_of_its_own() {
    becomes(
        json!({"type": "array", "prefixItems": [{"type": ["string", "null"]}], "items": false}),
        json!({"type": "array", "x-bindery-prefix-items": [{"type": "string", "nullable": true}], "maxItems": 1}),
    );
    becomes(
        json!({"type": "object", "patternProperties": {"^a": {"const": 1}}}),
        json!({"type": "object", "x-bindery-pattern-properties": {"^a": {"type": "integer", "enum": [1]}}}),
    );
    let (canonical, told) = schema(
        json!({"type": "object", "propertyNames": {"pattern": "a"}, "if": {}, "unevaluatedProperties": false}),
    );
    assert_eq!(canonical, json!({"type": "object"}));
    let places: Vec<_> =
        told.iter().map(|(severity, code, place)| (*severity, *code, place.as_str())).collect();
    assert_eq!(
        places,
        [
            (Severity::Note, Code::Unchecked, "/propertyNames"),
            (Severity::Note, Code::Unchecked, "/unevaluatedProperties")
        ]
    );
}

#[test]
fn of_a_negation_only_pairs_stay() {
    let pair = json!({"required": ["a", "b"]});
    becomes(json!({"not": pair}), json!({"not": pair}));
    becomes(json!({"not": {"anyOf": [pair, pair]}}), json!({"not": {"anyOf": [pair, pair]}}));
    let told_at = [(Severity::Note, Code::Unchecked, "/not".to_owned())];
    for (published, canonical) in [
        (json!({"not": {"type": "array"}}), json!({})),
        (json!({"not": {"required": ["a", "b"], "minProperties": 3}}), json!({})),
        (json!({"not": {"anyOf": [pair, {"required": ["c"]}]}}), json!({"not": {"anyOf": [pair]}})),
        (json!({"not": {"$ref": "#/components/schemas/S"}}), json!({})),
    ] {
        let (got, told) = schema(published.clone());
        assert_eq!(got, canonical, "{published}");
        assert_eq!(told, told_at, "{published}");
    }
}

#[test]
fn local_definitions_stay_where_references_find_them() {
    let published = json!({"$defs": {"In": {"type": ["string", "null"]}}, "properties": {"x": {"$ref": "#/components/schemas/S/$defs/In"}}});
    let (canonical, told) = schema(published);
    assert_eq!(canonical["$defs"]["In"], json!({"type": "string", "nullable": true}));
    assert_eq!(told, []);
}

#[test]
fn data_is_left_alone() {
    let data = json!({"$ref": 5, "type": ["a"], "const": null, "required": true, "properties": {"a": null}});
    for key in ["example", "default", "x-data"] {
        becomes(json!({key: data}), json!({key: data}));
    }
    becomes(json!({"type": "object", "enum": [data]}), json!({"type": "object", "enum": [data]}));
    // Properties that are called like keywords.
    let named = json!({"properties": {"type": {"type": "string"}, "$ref": {"type": "string"}, "required": {"type": "boolean"}, "enum": {}}});
    becomes(named.clone(), named);
}

#[test]
fn what_is_plainly_meant_is_read_so() {
    let cases = [
        (json!({"type": "String"}), json!({"type": "string"}), "/type"),
        (json!({"type": "datetime"}), json!({"type": "string", "format": "date-time"}), "/type"),
        (json!({"type": "float"}), json!({"type": "number", "format": "float"}), "/type"),
        (json!({"type": "any"}), json!({}), "/type"),
        (
            json!({"type": "string", "maxLength": "255"}),
            json!({"type": "string", "maxLength": 255}),
            "/maxLength",
        ),
        (
            json!({"type": "string", "maxLength": 255.0}),
            json!({"type": "string", "maxLength": 255}),
            "/maxLength",
        ),
        (
            json!({"type": "string", "nullable": "true"}),
            json!({"type": "string", "nullable": true}),
            "/nullable",
        ),
        (
            json!({"type": "string", "description": 5}),
            json!({"type": "string", "description": "5"}),
            "/description",
        ),
        (
            json!({"type": "string", "enum": [1, true]}),
            json!({"type": "string", "enum": ["1", "true"]}),
            "/enum",
        ),
        (json!({"type": "integer", "enum": ["1", 2.0]}), json!({"type": "integer", "enum": [1, 2]}), "/enum"),
        (json!({"type": "string", "enum": "a"}), json!({"type": "string", "enum": ["a"]}), "/enum"),
        (json!({"type": "string", "enum": []}), json!({"type": "string"}), "/enum"),
        (
            json!({"type": "array", "enum": ["a"]}),
            json!({"type": "array", "items": {"enum": ["a"], "type": "string"}}),
            "/enum",
        ),
        (json!({"allOf": {"type": "string"}}), json!({"allOf": [{"type": "string"}]}), "/allOf"),
        (json!({"items": [{"type": "string"}]}), json!({"items": {"type": "string"}}), "/items"),
        (json!({"type": "object", "required": true}), json!({"type": "object"}), "/required"),
        (
            json!({"type": "object", "required": "a"}),
            json!({"type": "object", "required": ["a"]}),
            "/required",
        ),
        (json!({"type": "object", "properties": null}), json!({"type": "object"}), "/properties"),
        (
            json!({"properties": {"a": "string"}}),
            json!({"properties": {"a": {"type": "string"}}}),
            "/properties/a",
        ),
        (json!({"properties": {"a": null}}), json!({"properties": {"a": {}}}), "/properties/a"),
        (
            json!({"discriminator": "kind"}),
            json!({"discriminator": {"propertyName": "kind"}}),
            "/discriminator",
        ),
        (
            json!({"additionalProperties": "false"}),
            json!({"additionalProperties": false}),
            "/additionalProperties",
        ),
    ];
    for (published, canonical, place) in cases {
        let (got, told) = schema(published.clone());
        assert_eq!(got, canonical, "{published}");
        assert_eq!(told, [note(place)], "{published}");
    }
}

#[test]
fn required_on_a_property_moves_to_its_object() {
    let (got, told) = schema(json!({
        "required": ["c"],
        "properties": {"a": {"type": "string", "required": true}, "b": {"required": "no"}, "c": {"required": true}},
    }));
    assert_eq!(
        got,
        json!({"required": ["c", "a"], "properties": {"a": {"type": "string"}, "b": {}, "c": {}}})
    );
    assert_eq!(told, [note("/properties/a"), note("/properties/b"), note("/properties/c")]);
}

#[test]
fn what_cannot_be_read_is_cut_and_the_rest_stays() {
    let cases = [
        (json!({"type": "banana", "title": "t"}), json!({"title": "t"}), "/type"),
        (json!({"type": 5, "title": "t"}), json!({"title": "t"}), "/type"),
        (json!({"type": "string", "maxLength": -1}), json!({"type": "string"}), "/maxLength"),
        (json!({"type": "string", "minimum": {}}), json!({"type": "string"}), "/minimum"),
        (json!({"properties": [1]}), json!({}), "/properties"),
        (
            json!({"properties": {"a": 5, "b": {"type": "string"}}}),
            json!({"properties": {"a": {}, "b": {"type": "string"}}}),
            "/properties/a",
        ),
        (json!({"required": ["a", {}]}), json!({"required": ["a"]}), "/required/1"),
        (json!({"$ref": 5, "type": "string"}), json!({"type": "string"}), "/$ref"),
        (json!({"discriminator": {"mapping": {}}}), json!({}), "/discriminator"),
        (
            json!({"type": "integer", "enum": [1, "many"]}),
            json!({"anyOf": [{"type": "string", "enum": ["many"]}, {"type": "integer", "enum": [1]}]}),
            "/enum",
        ),
    ];
    for (published, canonical, place) in cases {
        let (got, told) = schema(published.clone());
        assert_eq!(got, canonical, "{published}");
        assert_eq!(told, [lossy(place)], "{published}");
    }
}

#[test]
fn bounds_that_the_typed_form_would_round_stand_beside() {
    let beside = |published: Value| schema(published).0;
    assert_eq!(
        beside(json!({"type": "integer", "minimum": 0.5, "maximum": u64::MAX, "multipleOf": 2.0})),
        json!({"type": "integer", "x-bindery-minimum": 0.5, "x-bindery-maximum": u64::MAX, "multipleOf": 2})
    );
    assert_eq!(
        beside(json!({"type": "number", "minimum": 0.5, "maximum": 9_007_199_254_740_993_u64})),
        json!({"type": "number", "minimum": 0.5, "x-bindery-maximum": 9_007_199_254_740_993_u64})
    );
    assert_eq!(
        beside(json!({"type": "integer", "exclusiveMaximum": 1e26})),
        json!({"type": "integer", "exclusiveMaximum": true, "x-bindery-maximum": 1e26})
    );
}

#[test]
fn bounds_that_leave_nothing_are_told_and_left_out() {
    for (given, kept, at) in [
        (json!({"type": "integer", "minimum": 5, "maximum": 3}), json!({"type": "integer"}), Some("minimum")),
        (
            json!({"type": "number", "minimum": 5, "exclusiveMaximum": 5}),
            json!({"type": "number"}),
            Some("minimum"),
        ),
        (
            json!({"type": "string", "minLength": 36, "maxLength": 32, "pattern": "a"}),
            json!({"type": "string", "pattern": "a"}),
            Some("minLength"),
        ),
        (
            json!({"type": "array", "items": {}, "minItems": 1, "maxItems": 0}),
            json!({"type": "array", "items": {}}),
            Some("minItems"),
        ),
        (
            json!({"type": "object", "minProperties": 2, "maxProperties": 1}),
            json!({"type": "object"}),
            Some("minProperties"),
        ),
        (
            json!({"type": "integer", "minimum": 3, "maximum": 3}),
            json!({"type": "integer", "minimum": 3, "maximum": 3}),
            None,
        ),
    ] {
        let (got, told) = schema(given);
        assert_eq!(got, kept);
        let told: Vec<_> =
            told.iter().map(|(severity, _, at)| (*severity, at.trim_start_matches('/'))).collect();
        assert_eq!(told, at.map(|at| (Severity::Lossy, at)).into_iter().collect::<Vec<_>>());
    }
}
