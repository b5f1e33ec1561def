//! Keywords of objects and lists where there is none.

use super::super::fit::{Fitter, Object};
use crate::pointer::Path;
use crate::shape::is_open_text;
use serde_json::{Value, json};

/// Makes sense of `properties` and `items` at another `type` than theirs, or tells that they are left out.
pub(super) fn find(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    let Some(Value::String(name)) = object.get("type") else { return };
    let (is_object, is_array) = (name == "object", name == "array");
    if !is_object && object.get("properties").is_some_and(|it| !is_empty(it)) {
        if is_array {
            of_a_list(fitter, object, path)
        } else {
            of_a_scalar(fitter, object, path)
        }
        object.shift_remove("properties");
    }
    if !is_array && object.contains_key("items") {
        items(fitter, object, path);
    }
}

/// A list has no properties: where it has no `items`, which it must have, they are theirs.
fn of_a_list(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    let at = path.key("properties");
    if object.contains_key("items") {
        return told(fitter, &at);
    }
    fitter.note(&at, "a list has no properties", "they are read as those of its items: move them there");
    let mut items = json!({"type": "object"});
    for key in ["properties", "required"] {
        if let Some(value) = object.shift_remove(key) {
            fitter.moves.part(path.key("items").key(key).pointer(), path.key(key).pointer());
            // It is an object, so that this cannot panic.
            items[key] = value;
        }
    }
    object.insert("items".into(), items);
}

/// A text has no properties, and yet some documents list under them the values that it may have, each with what it means.
fn of_a_scalar(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    let at = path.key("properties");
    let properties = object
        .get("properties")
        .and_then(Value::as_object)
        .filter(|_| is_open_text(object) && !object.contains_key("not"));
    let Some((properties, meanings)) = properties.and_then(|it| Some((it, meanings(it)?))) else {
        return told(fitter, &at);
    };
    let values = properties.keys().map(|key| Value::from(key.as_str())).collect();
    fitter.note(&at, "a text has no properties", "they are read as its values: write them as an `enum`");
    object.insert("enum".into(), Value::Array(values));
    object.insert("x-enum-descriptions".into(), Value::Array(meanings));
}

fn told(fitter: &mut Fitter<'_>, at: &Path<'_>) {
    let help = "they are left out; correct the `type` with an overlay if it is an object";
    fitter.lossy(at, "only an object has properties", help);
}

/// Only a list has items. That it is one, its own example may say.
fn items(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    let at = path.key("items");
    let is_list = ["example", "default"].iter().any(|key| object.get(*key).is_some_and(Value::is_array));
    if is_list && !object.contains_key("properties") {
        fitter.note(
            &at,
            "only a list has `items`",
            "it is read as a list, as its example is: correct the `type`",
        );
        object.insert("type".into(), "array".into());
        return;
    }
    object.shift_remove("items");
    fitter.lossy(&at, "only a list has `items`", "they are left out; correct the `type` with an overlay");
}

fn is_empty(value: &Value) -> bool {
    value.as_object().is_none_or(Object::is_empty)
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
