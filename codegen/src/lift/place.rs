//! Where in a published document the places of its canonical form are.
//!
//! Canonical pointers are those of the published document, but for a few forms that 3.0 does not have: a reference with
//! keywords beside it (there in `allOf`), alternatives that are null (there taken out of the list), path items shared
//! by reference (there written out), and paths without a slash.

use crate::overlay::{Action, literal_pointer, target_in};
use crate::pointer::Pointer;
use crate::references::end_of_chain;
use serde_json::Value;

/// Makes the target of an action that of the same place in a published document. A target that is not literal stays.
pub(super) fn move_into(published: &Value, action: &mut Action) {
    if let Some(pointer) = literal_pointer(&action.target) {
        action.target = target_in(published, &published_place(published, &pointer));
    }
}

/// Moves a fact into a published document, with the place where it was read.
pub(super) fn move_fact_into(published: &Value, fact: &mut Action) {
    move_into(published, fact);
    fact.place.pointer = published_place(published, &fact.place.pointer);
}

/// The place in a published document of a place in its canonical form. Where the published document does not go on,
/// the rest stays as it is.
fn published_place(published: &Value, canonical: &Pointer) -> Pointer {
    let tokens: Vec<String> = canonical.tokens().collect();
    let mut way = Way { published, at: Pointer::root(), value: Some(published) };
    let mut rest = tokens.as_slice();
    while let Some((token, after)) = rest.split_first() {
        let index = after.first().and_then(|token| token.parse::<usize>().ok());
        rest = match (token.as_str(), index) {
            ("allOf", Some(index)) if way.is_reference(index) => after.get(1..).unwrap_or_default(),
            ("anyOf" | "oneOf", Some(index)) => {
                way.step(token);
                way.step(&way.alternative(index).to_string());
                after.get(1..).unwrap_or_default()
            }
            _ => {
                way.step_or_follow(token);
                after
            }
        };
    }
    way.at
}

struct Way<'a> {
    published: &'a Value,
    at: Pointer,
    /// The value so far; `None` where the document does not go on.
    value: Option<&'a Value>,
}

impl Way<'_> {
    fn step(&mut self, token: &str) {
        self.at = self.at.child(token);
        self.value = match self.value {
            Some(Value::Object(object)) => object.get(token),
            Some(Value::Array(items)) => token.parse::<usize>().ok().and_then(|index| items.get(index)),
            _ => None,
        };
    }

    fn step_or_follow(&mut self, token: &str) {
        let has = |token: &str| self.value.is_some_and(|value| value.get(token).is_some());
        if let Some(bare) = token.strip_prefix('/')
            && self.at.as_str() == "/paths"
            && !has(token)
            && has(bare)
        {
            return self.step(bare);
        }
        let is_path_item = self.at.tokens().count() == 2 && self.at.as_str().starts_with("/paths/");
        if is_path_item
            && !has(token)
            && has("$ref")
            && let Some(at) = end_of_chain(self.published, self.at.as_str())
        {
            self.value = self.published.pointer(&at);
            self.at = Pointer::parse(&at).unwrap_or_default();
        }
        self.step(token);
    }

    /// Whether an item of a canonical `allOf` is the reference that has keywords beside it.
    fn is_reference(&self, index: usize) -> bool {
        let Some(object) = self.value.and_then(Value::as_object) else { return false };
        let own = object.get("allOf").and_then(Value::as_array).map_or(0, Vec::len);
        object.contains_key("$ref") && index == own
    }

    /// The index in the published list, at which the way stands, of an alternative that is not null.
    fn alternative(&self, index: usize) -> usize {
        let Some(Value::Array(items)) = self.value else { return index };
        let kept = items.iter().enumerate().filter(|(_, item)| !is_null(item));
        kept.map(|(at, _)| at).nth(index).unwrap_or(index)
    }
}

/// Whether an alternative allows null and nothing else.
fn is_null(schema: &Value) -> bool {
    let null = |value: &Value| value.is_null() || value.as_str() == Some("null");
    let only = |value: &Value, one: fn(&Value) -> bool| matches!(value.as_array().map(Vec::as_slice), Some([value]) if one(value));
    match schema.get("type") {
        Some(ty) => null(ty) || only(ty, |ty| ty.is_null() || ty.as_str() == Some("null")),
        None => {
            schema.get("const").is_some_and(Value::is_null)
                || schema.get("enum").is_some_and(|values| only(values, Value::is_null))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn canonical_places_are_found() {
        let published = json!({
            "paths": {
                "bare": {"get": {}},
                "/shared": {"$ref": "#/components/pathItems/P"},
            },
            "components": {
                "pathItems": {"P": {"get": {"parameters": [{"name": "a"}]}}},
                "schemas": {
                    "Beside": {"$ref": "#/x", "description": "d"},
                    "Both": {"allOf": [{}], "$ref": "#/x", "type": "object"},
                    "Null": {"anyOf": [{"type": "null"}, {"type": "string"}, {"enum": [null]}, {"type": "integer"}]},
                },
            },
        });
        let cases = [
            ("/paths/~1bare/get", "/paths/bare/get"),
            ("/paths/~1shared/get/parameters/0/schema", "/components/pathItems/P/get/parameters/0/schema"),
            ("/components/schemas/Beside/allOf/0", "/components/schemas/Beside"),
            ("/components/schemas/Both/allOf/0/type", "/components/schemas/Both/allOf/0/type"),
            ("/components/schemas/Both/allOf/1/type", "/components/schemas/Both/type"),
            ("/components/schemas/Null/anyOf/0", "/components/schemas/Null/anyOf/1"),
            ("/components/schemas/Null/anyOf/1", "/components/schemas/Null/anyOf/3"),
            ("/components/schemas/New/properties/a", "/components/schemas/New/properties/a"),
        ];
        for (canonical, own) in cases {
            let place = published_place(&published, &Pointer::parse(canonical).unwrap());
            assert_eq!(place.as_str(), own);
        }
    }
}
