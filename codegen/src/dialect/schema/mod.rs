//! Schemas: JSON Schema as OpenAPI 3.1 has it becomes the subset of 3.0.

mod enumeration;
mod misplaced;
mod sugar;
mod types;

use super::fit::{Fitter, Object};
use super::repair;
use crate::pointer::Path;
use crate::report::{Severity, kind_of};
use serde_json::{Value, json};

/// A value that is no object, where a schema belongs.
pub(super) fn from_other(fitter: &mut Fitter<'_>, value: &mut Value, path: &Path<'_>) -> bool {
    let schema = match &mut *value {
        // A schema of OpenAPI 3.1 that everything, or nothing, conforms to.
        Value::Bool(true) => json!({}),
        Value::Bool(false) => {
            fitter.unchecked(path, "that no value is valid here is not checked");
            json!({"x-bindery-never": true})
        }
        Value::Null => {
            fitter.note(path, "this schema is empty", "it is read as any value; write `{}` or a `type`");
            json!({})
        }
        Value::String(name) if types::known(name).is_some() => {
            fitter.note(
                path,
                "this is a text where a schema belongs",
                format!("it is read as `type: {name}`"),
            );
            json!({"type": name})
        }
        Value::Array(items) if items.len() == 1 => {
            fitter.note(path, "this is a list where a schema belongs", "its only item is read as the schema");
            let schema = items.pop().unwrap_or_default();
            fitter.moves.part(path.pointer(), path.index(0).pointer());
            if schema.is_object() { schema } else { json!({}) }
        }
        other => {
            let message = format!("this is {} where a schema belongs", kind_of(other));
            fitter.lossy(path, message, "it is read as any value; correct it with an overlay");
            json!({})
        }
    };
    *value = schema;
    true
}

/// Before the fields of a schema are walked: everything 3.0 says in another way.
pub(super) fn desugar(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) -> bool {
    if object.contains_key("$ref") && !reference(fitter, object, path) {
        // Beside the reference there is nothing that the walk should see.
        return true;
    }
    if object.keys().any(|key| sugar::is_sugar(key)) {
        sugar::desugar(fitter, object, path);
    }
    required(fitter, object, path);
    types::desugar(fitter, object, path);
    misplaced::find(fitter, object, path);
    true
}

/// After the fields of a schema: alternatives that are null, and values that do not fit the type.
pub(super) fn finish(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    for key in ["anyOf", "oneOf", "allOf"] {
        alternatives(fitter, object, key, path);
    }
    sugar::negation(fitter, object, path);
    if object.contains_key("enum") {
        enumeration::finish(fitter, object, path);
    }
    contradictions(fitter, object, path);
    bounds(fitter, object, path);
}

/// `defaultMapping` (OpenAPI 3.2, section 4.25) says of which schema a value without a known tag is.
pub(super) fn discriminator(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    if object.shift_remove("defaultMapping").is_some() {
        let message = "`defaultMapping` is not bound: a value without a known tag is of the branch that keeps all of it";
        fitter.unsupported(&path.key("defaultMapping"), Severity::Note, message);
    }
}

/// Bounds between which nothing is: which of them is wrong nobody knows, and holding values against both would refuse all.
fn contradictions(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    let bound = |object: &Object, key: &str| object.get(key).and_then(Value::as_f64);
    let excludes = |object: &Object, key: &str| object.get(key) == Some(&Value::Bool(true));
    for (least, most) in [
        ("minimum", "maximum"),
        ("minLength", "maxLength"),
        ("minItems", "maxItems"),
        ("minProperties", "maxProperties"),
    ] {
        let (Some(from), Some(to)) = (bound(object, least), bound(object, most)) else { continue };
        let is_number = least == "minimum";
        let is_open =
            is_number && (excludes(object, "exclusiveMinimum") || excludes(object, "exclusiveMaximum"));
        if from < to || (from == to && !is_open) {
            continue;
        }
        let message = format!("there is nothing from the `{least}` {from} to the `{most}` {to}");
        let help = "neither is checked; correct them with an overlay";
        fitter.lossy(&path.key(least), message, help);
        let exclusive: &[&str] = if is_number { &["exclusiveMinimum", "exclusiveMaximum"] } else { &[] };
        for key in [least, most].iter().chain(exclusive) {
            object.shift_remove(*key);
        }
    }
}

/// The bounds that `openapiv3` cannot hold exactly, those of an integer beyond `i64` or with a fraction and those of a
/// number beyond 2^53, move beside.
fn bounds(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    let fits: fn(&Value) -> bool = match object.get("type").and_then(Value::as_str) {
        Some("integer") => Value::is_i64,
        _ => |value| value.is_f64() || repair::whole_f64(value),
    };
    for key in ["minimum", "maximum", "multipleOf"] {
        let Some(mut value) = object.get(key).filter(|value| value.is_number()).cloned() else { continue };
        object.shift_remove(&format!("x-bindery-{key}"));
        if !fits(&value)
            && let Some(whole) = repair::whole(&value).filter(|_| value.is_f64())
        {
            value = whole.into();
        }
        if !fits(&value) {
            object.insert(key.into(), value);
            fitter.rename(object, key, &format!("x-bindery-{key}"), path);
        } else if object.get(key) != Some(&value) {
            object.insert(key.into(), value);
        }
    }
}

/// Whether a key says about an object that it is a schema.
pub(super) fn is_structural(key: &str) -> bool {
    matches!(
        key,
        "type"
            | "properties"
            | "items"
            | "allOf"
            | "oneOf"
            | "anyOf"
            | "$ref"
            | "enum"
            | "additionalProperties"
    )
}

/// A reference with keywords beside it moves into `allOf`. `false` when it stays a plain reference.
///
/// OpenAPI 3.0 ignores the keywords, 3.1 does not; whoever writes them means them. Extensions and what is no
/// keyword stay beside the reference, where nothing reads them.
fn reference(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) -> bool {
    let is_keyword = |key: &String| {
        key != "$ref"
            && !matches!(key.as_str(), "$defs" | "definitions" | "example")
            && (key == "x-nullable"
                || sugar::is_sugar(key)
                || crate::shape::Kind::Schema.field(key).is_some())
    };
    if !object.keys().any(is_keyword) {
        return false;
    }
    let Some(reference) = object.shift_remove("$ref") else { return false };
    let target = json!({"$ref": reference});
    if !object.get("allOf").is_some_and(Value::is_array) {
        object.insert("allOf".into(), json!([]));
    }
    if let Some(Value::Array(all)) = object.get_mut("allOf") {
        fitter.moves.part(path.key("allOf").index(all.len()).pointer(), path.pointer());
        all.push(target);
    }
    true
}

/// `required: true` on a property belongs in the list of its object; anywhere else it says nothing.
fn required(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    if object.get("required").is_some_and(|required| repair::to_flag(required).is_some()) {
        object.shift_remove("required");
        fitter.note(&path.key("required"), "`required` of a schema is a list of property names", "remove it");
    }
    let mut names = Vec::new();
    if let Some(Value::Object(properties)) = object.get_mut("properties") {
        for (name, property) in properties {
            let Some(property) = property.as_object_mut() else { continue };
            let Some(flag) = property.get("required").and_then(repair::to_flag) else { continue };
            property.shift_remove("required");
            let at = path.key("properties");
            let help = "list the name in the `required` of the object that has the property";
            fitter.note(&at.key(name), "`required` stands on the property itself", help);
            if flag == Value::Bool(true) {
                names.push(Value::from(name.clone()));
            }
        }
    }
    if names.is_empty() {
        return;
    }
    match object.entry("required").or_insert_with(|| json!([])) {
        Value::Array(required) => {
            names.retain(|name| !required.contains(name));
            required.append(&mut names);
        }
        // One name where a list belongs.
        other => {
            names.push(other.take());
            *other = names.into();
        }
    }
}

/// An alternative that is only null makes the schema nullable.
fn alternatives(fitter: &mut Fitter<'_>, object: &mut Object, key: &str, path: &Path<'_>) {
    let Some(Value::Array(schemas)) = object.get_mut(key) else { return };
    if key != "allOf" && schemas.iter().any(is_null) {
        fitter.without_nulls(schemas, is_null, &path.key(key));
        if schemas.is_empty() {
            object.shift_remove(key);
            make_null(object);
        } else {
            object.insert("nullable".into(), true.into());
        }
    } else if schemas.is_empty() {
        object.shift_remove(key);
    }
}

/// Whether a schema, already canonical, allows null and nothing else.
fn is_null(schema: &Value) -> bool {
    schema.get("type").is_none()
        && schema.get("enum").and_then(Value::as_array).is_some_and(|v| v == &[Value::Null])
}

/// Makes a schema allow null and nothing else. 3.0 has no other way to say it.
fn make_null(object: &mut Object) {
    object.shift_remove("type");
    object.insert("enum".into(), json!([null]));
    object.insert("nullable".into(), true.into());
}
