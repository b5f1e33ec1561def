//! `enum`: null, values of another type, and the type that the values imply.

use super::super::fit::{Fitter, Object};
use super::super::repair;
use super::make_null;
use crate::pointer::Path;
use serde_json::Value;

/// How many values of an enumeration are shown.
const SHOWN: usize = 4;

/// Makes the values of an enumeration fit its type.
pub(super) fn finish(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    let Some(Value::Array(values)) = object.get_mut("enum") else { return };
    if values.is_empty() {
        fitter.note(&path.key("enum"), "this `enum` has no values", "it is read as if it were not there");
        object.shift_remove("enum");
        return;
    }
    if values.iter().any(Value::is_null) {
        if values.iter().all(Value::is_null) {
            return make_null(object);
        }
        let is_null: Vec<bool> = values.iter().map(Value::is_null).collect();
        fitter.without_nulls(values, Value::is_null, &path.key("enum"));
        without_words(object, &is_null);
        object.insert("nullable".into(), true.into());
    }
    match object.get("type").and_then(Value::as_str) {
        Some("string") => convert(fitter, object, path, Value::is_string, to_string),
        Some("integer") => convert(fitter, object, path, is_whole, to_integer),
        Some("number") => convert(fitter, object, path, Value::is_number, repair::to_number),
        Some("boolean") => convert(fitter, object, path, Value::is_boolean, repair::to_flag),
        Some("array") => of_items(fitter, object, path),
        Some(_) => {}
        None => infer(fitter, object, path),
    }
}

/// What is said of values beside `enum`, for each of them in turn.
const BESIDE: [&str; 5] =
    ["x-enum-varnames", "x-enumNames", "x-enum-names", "x-enum-descriptions", "x-enumDescriptions"];

/// Takes out of the lists beside `enum` what is said of values that were taken out.
fn without_words(object: &mut Object, is_out: &[bool]) {
    for key in BESIDE {
        if let Some(Value::Array(said)) =
            object.get_mut(key).filter(|said| said.as_array().is_some_and(|said| said.len() == is_out.len()))
        {
            let mut is_out = is_out.iter();
            said.retain(|_| is_out.next() != Some(&true));
        }
    }
}

/// Converts the values of another type than the schema's. If one cannot be, the type is what is wrong.
fn convert(
    fitter: &mut Fitter<'_>,
    object: &mut Object,
    path: &Path<'_>,
    fits: fn(&Value) -> bool,
    convert: fn(&Value) -> Option<Value>,
) {
    let Some(Value::Array(values)) = object.get_mut("enum") else { return };
    if values.iter().all(fits) {
        return;
    }
    let at = path.key("enum");
    let message = "values of this `enum` are not of the schema's type";
    let converted: Option<Vec<Value>> =
        values.iter().map(|value| if fits(value) { Some(value.clone()) } else { convert(value) }).collect();
    if let Some(converted) = converted {
        // What YAML takes for a number is not written as it stood: 1.10 is 1.1.
        let more = if converted.iter().any(Value::is_string) { "; put others in quotes" } else { "" };
        fitter.note(&at, message, format!("they are read as {}{more}", shown(&converted)));
        *values = converted;
    } else {
        fitter.lossy(&at, message, "the type is left out; correct the type or the values with an overlay");
        object.shift_remove("type");
        infer(fitter, object, path);
    }
}

/// The first of the values, as they are sent.
fn shown(values: &[Value]) -> String {
    let first = values.iter().take(SHOWN).map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", ");
    if values.len() > SHOWN { format!("{first}, …") } else { first }
}

fn is_whole(value: &Value) -> bool {
    value.is_i64() || value.is_u64()
}

fn to_string(value: &Value) -> Option<Value> {
    (value.is_number() || value.is_boolean()).then(|| value.to_string().into())
}

fn to_integer(value: &Value) -> Option<Value> {
    let number = if value.is_number() { value.clone() } else { repair::to_number(value)? };
    repair::whole(&number).map(Value::from)
}

/// The values of an array are those of its items, where no value is an array.
fn of_items(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    let Some(Value::Array(values)) = object.get("enum") else { return };
    if values.iter().any(Value::is_array) {
        return;
    }
    let Some(values) = object.shift_remove("enum") else { return };
    let message = "the values of this `enum` are those of the items";
    let items = object.entry("items").or_insert_with(|| Value::Object(Object::new()));
    match items.as_object_mut() {
        Some(items) if !items.contains_key("enum") && !items.contains_key("$ref") => {
            fitter.note(&path.key("enum"), message, "move it into `items`");
            items.insert("enum".into(), values);
            let at = path.key("items");
            fitter.moves.part(at.key("enum").pointer(), path.key("enum").pointer());
            finish(fitter, items, &at);
        }
        _ => drop(fitter.cut(&path.key("enum"), message.into())),
    }
}

/// Values of one type imply the type, values of several types the alternatives.
fn infer(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    if ["allOf", "anyOf", "oneOf", "not"].iter().any(|key| object.contains_key(*key)) {
        return;
    }
    let Some(Value::Array(values)) = object.get("enum") else { return };
    let all = |is: fn(&Value) -> bool| values.iter().all(is);
    let name = match () {
        () if all(Value::is_string) => "string",
        () if all(is_whole) => "integer",
        () if all(Value::is_number) => "number",
        () if all(Value::is_boolean) => "boolean",
        () if values.iter().any(|value| value.is_array() || value.is_object()) => return,
        () => {
            let is_whole = values.iter().filter(|value| value.is_number()).all(is_whole);
            let number = if is_whole { "integer" } else { "number" };
            return super::types::split(fitter, object, &["string", number, "boolean"], path);
        }
    };
    object.insert("type".into(), name.into());
}
