//! Facts in the words of a document's own dialect.

use crate::overlay::Effect;
use crate::source::Document;
use serde_json::{Map, Value, json};

/// How deep a walk of a document goes.
const DEEPEST: usize = 256;

/// Says in a fact that null is allowed as JSON Schema does since OpenAPI 3.1: by the type null.
pub(super) fn spell_null(effect: &mut Effect) {
    if let Effect::Update(value) = effect {
        walk(value, 0, &mut null_type);
    }
}

fn null_type(schema: &mut Map<String, Value>) {
    if schema.get("nullable") != Some(&Value::Bool(true)) {
        return;
    }
    schema.shift_remove("nullable");
    let null = json!({"type": "null"});
    if let Some(ty) = schema.get_mut("type") {
        *ty = json!([ty.take(), "null"]);
    } else if let Some(Value::Array(any)) = schema.get_mut("anyOf") {
        any.push(null);
    } else if let Some(Value::Array(mut all)) = schema.shift_remove("allOf") {
        let other = if all.len() == 1 { all.remove(0) } else { json!({"allOf": all}) };
        // What a property is comes before what is said of it.
        schema.shift_insert(0, "anyOf".into(), Value::Array(vec![other, null]));
    }
}

/// The document without the keys that only the canonical dialect has.
pub(super) fn without_own_keys(mut document: Document) -> Document {
    walk(&mut document.value, 0, &mut |object| {
        if object.shift_remove("x-bindery-never") == Some(Value::Bool(true)) {
            object.insert("not".into(), json!({}));
        }
        object.retain(|key, _| !key.starts_with("x-bindery-"));
    });
    document
}

/// Edits every object of a value, the outer before the inner.
fn walk(value: &mut Value, depth: usize, edit: &mut impl FnMut(&mut Map<String, Value>)) {
    if depth > DEEPEST {
        return;
    }
    match value {
        Value::Object(object) => {
            edit(object);
            object.values_mut().for_each(|value| walk(value, depth + 1, edit));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| walk(item, depth + 1, edit)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_is_a_type() {
        let cases = [
            (
                json!({"type": "string", "nullable": true, "enum": ["a", null]}),
                json!({"type": ["string", "null"], "enum": ["a", null]}),
            ),
            (
                json!({"anyOf": [{"type": "string"}, {"type": "integer"}], "nullable": true}),
                json!({"anyOf": [{"type": "string"}, {"type": "integer"}, {"type": "null"}]}),
            ),
            (
                json!({"properties": {"nullable": {"allOf": [{"$ref": "#/a"}], "nullable": true, "description": "d"}}}),
                json!({"properties": {"nullable": {"anyOf": [{"$ref": "#/a"}, {"type": "null"}], "description": "d"}}}),
            ),
            (json!({"nullable": true, "description": "anything"}), json!({"description": "anything"})),
        ];
        for (canonical, own) in cases {
            let mut effect = Effect::Update(canonical);
            spell_null(&mut effect);
            assert_eq!(effect, Effect::Update(own));
        }
    }
}
