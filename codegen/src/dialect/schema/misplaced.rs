//! Properties where there is no object.

use super::super::fit::{Fitter, Object};
use crate::pointer::Path;
use serde_json::Value;

/// A text has no properties, and yet some documents list under them the values that it may have, each with what it means.
/// Properties of any other kind are left out, with a word.
pub(super) fn properties(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    let Some("string" | "integer" | "number" | "boolean") = object.get("type").and_then(Value::as_str) else {
        return;
    };
    let Some(Value::Object(properties)) = object.get("properties").filter(|it| !is_empty(it)) else { return };
    let at = path.key("properties");
    match meanings(properties).filter(|_| is_open_text(object)) {
        Some(meanings) => {
            let values = properties.keys().map(|key| Value::from(key.as_str())).collect();
            fitter.note(
                &at,
                "a text has no properties",
                "they are read as its values: write them as an `enum`",
            );
            object.insert("enum".into(), Value::Array(values));
            object.insert("x-enum-descriptions".into(), Value::Array(meanings));
        }
        None => {
            let help = "they are left out; correct the `type` with an overlay if it is an object";
            fitter.lossy(&at, "only an object has properties", help);
        }
    }
    object.shift_remove("properties");
}

fn is_empty(properties: &Value) -> bool {
    properties.as_object().is_none_or(Object::is_empty)
}

/// What each of several properties means, where nothing else is said of any.
fn meanings(properties: &Object) -> Option<Vec<Value>> {
    let meaning = |property: &Value| {
        let property = property.as_object()?;
        let is_plain = property.iter().all(|(key, value)| match key.as_str() {
            "description" => value.as_str().is_some_and(|text| !text.trim().is_empty()),
            "type" => value == "string",
            _ => false,
        });
        property.get("description").filter(|_| is_plain).cloned()
    };
    (properties.len() > 1).then(|| properties.values().map(meaning).collect())?
}

/// Whether all that is known of a text is that it is one.
fn is_open_text(object: &Object) -> bool {
    let more = ["enum", "format", "pattern", "const", "allOf", "oneOf", "anyOf", "not"];
    object.get("type").is_some_and(|name| name == "string")
        && !more.iter().any(|key| object.contains_key(*key))
}
