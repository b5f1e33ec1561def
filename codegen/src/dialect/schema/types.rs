//! `type`: names that are not of the standard, lists of types, null.

use super::super::fit::{Fitter, Object};
use super::make_null;
use crate::pointer::Path;
use crate::report::kind_of;
use serde_json::{Value, json};

/// What OpenAPI calls a type that somebody calls `name`, and the format that comes with it.
pub(super) fn known(name: &str) -> Option<(&'static str, Option<&'static str>)> {
    Some(match name.to_ascii_lowercase().as_str() {
        "string" | "str" | "text" | "char" => ("string", None),
        "integer" | "int" => ("integer", None),
        "int32" => ("integer", Some("int32")),
        "int64" | "long" => ("integer", Some("int64")),
        "number" | "decimal" => ("number", None),
        "float" => ("number", Some("float")),
        "double" => ("number", Some("double")),
        "boolean" | "bool" => ("boolean", None),
        "object" | "map" | "dict" | "hash" => ("object", None),
        "array" | "list" => ("array", None),
        "null" => ("null", None),
        "date" => ("string", Some("date")),
        "datetime" | "date-time" | "timestamp" => ("string", Some("date-time")),
        "uuid" => ("string", Some("uuid")),
        "uri" | "url" => ("string", Some("uri")),
        "email" => ("string", Some("email")),
        "byte" => ("string", Some("byte")),
        "file" | "binary" => ("string", Some("binary")),
        _ => return None,
    })
}

/// Makes `type` one of the six of 3.0, or takes it out.
pub(super) fn desugar(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    let alone = stands_alone(object);
    match object.get_mut("type") {
        None => {}
        Some(Value::String(name)) if is_canonical(name) => {}
        Some(Value::String(name)) => {
            let name = std::mem::take(name);
            named(fitter, object, &name, path);
        }
        Some(Value::Array(types)) => {
            let types = std::mem::take(types);
            listed(fitter, object, types, path);
        }
        Some(Value::Null) if alone => make_null(object),
        Some(other) => {
            let message = format!("`type` is {}", kind_of(other));
            fitter.cut(&path.key("type"), message);
            object.shift_remove("type");
        }
    }
}

fn is_canonical(name: &str) -> bool {
    matches!(name, "string" | "object" | "array" | "integer" | "boolean" | "number")
}

/// `type: null` without quotes is the type null where nothing else is said, and a forgotten type elsewhere.
fn stands_alone(object: &Object) -> bool {
    object.keys().all(|key| matches!(key.as_str(), "type" | "title" | "description" | "nullable"))
}

fn named(fitter: &mut Fitter<'_>, object: &mut Object, name: &str, path: &Path<'_>) {
    match known(name) {
        Some(("null", _)) => make_null(object),
        Some((canonical, format)) => {
            // The file of Swagger 2.0 is no mistake.
            if name != "file" {
                let help = format!("it is read as `{canonical}`");
                fitter.note(&path.key("type"), format!("`{name}` is not a type"), help);
            }
            object.insert("type".into(), canonical.into());
            if let Some(format) = format {
                object.entry("format").or_insert(format.into());
            }
        }
        None => {
            object.shift_remove("type");
            if matches!(name.to_ascii_lowercase().as_str(), "any" | "mixed" | "") {
                fitter.note(&path.key("type"), format!("`{name}` is not a type"), "it is read as any value");
            } else {
                fitter.cut(&path.key("type"), format!("`{name}` is not a type"));
            }
        }
    }
}

/// A list of types (OpenAPI 3.1): null makes the schema nullable, several others become alternatives.
fn listed(fitter: &mut Fitter<'_>, object: &mut Object, list: Vec<Value>, path: &Path<'_>) {
    let (mut types, mut null) = (Vec::new(), false);
    for item in &list {
        match item.as_str().map(known) {
            _ if item.is_null() => null = true,
            Some(Some(("null", _))) => null = true,
            Some(Some((name, _))) if !types.contains(&name) => types.push(name),
            Some(Some(_)) => {}
            _ => drop(fitter.cut(&path.key("type"), format!("`{item}` is not a type"))),
        }
    }
    if types.contains(&"number") {
        types.retain(|name| *name != "integer");
    }
    if null && types.is_empty() {
        return make_null(object);
    }
    if null {
        object.insert("nullable".into(), true.into());
    }
    match types.as_slice() {
        [] => drop(object.shift_remove("type")),
        [one] => drop(object.insert("type".into(), (*one).into())),
        ["string" | "number" | "boolean" | "object" | "array", ..] if types.len() == 5 => {
            object.shift_remove("type");
        }
        _ if ["anyOf", "oneOf"].iter().any(|key| object.contains_key(*key)) => {
            let help = "the alternatives beside it say more";
            fitter.note(&path.key("type"), "several types stand beside alternatives", help);
            object.shift_remove("type");
        }
        _ => split(fitter, object, &types, path),
    }
}

/// Several types become alternatives, each with the keywords that are about it.
pub(super) fn split(fitter: &mut Fitter<'_>, object: &mut Object, types: &[&'static str], path: &Path<'_>) {
    object.shift_remove("type");
    let values = object.shift_remove("enum");
    let format = object.shift_remove("format");
    let formatted = format.as_ref().and_then(Value::as_str).map(|format| type_of_format(format, types));
    let mut alternatives = Vec::new();
    for name in types {
        let mut one = Object::new();
        one.insert("type".into(), (*name).into());
        if let (true, Some(format)) = (formatted == Some(name), &format) {
            one.insert("format".into(), format.clone());
        }
        if let Some(Value::Array(values)) = &values {
            let own: Vec<Value> = values.iter().filter(|value| is_of(value, name)).cloned().collect();
            if own.is_empty() {
                continue;
            }
            one.insert("enum".into(), own.into());
        }
        let keys = keywords(name).iter();
        one.extend(keys.filter_map(|key| Some(((*key).to_owned(), object.shift_remove(*key)?))));
        alternatives.push(Value::Object(one));
    }
    if values.as_ref().and_then(Value::as_array).is_some_and(|values| values.contains(&Value::Null)) {
        object.insert("nullable".into(), true.into());
    }
    match alternatives.pop() {
        Some(Value::Object(mut only)) if alternatives.is_empty() => object.append(&mut only),
        Some(last) => {
            alternatives.push(last);
            for index in 0..alternatives.len() {
                fitter.moves.part(path.key("anyOf").index(index).pointer(), path.pointer());
            }
            object.insert("anyOf".into(), alternatives.into());
        }
        // None of the values is of any of the types.
        None => drop(object.insert("enum".into(), values.unwrap_or_else(|| json!([])))),
    }
}

/// The type among several that a format is about.
fn type_of_format<'a>(format: &str, types: &'a [&'static str]) -> &'a &'static str {
    let wanted = match format {
        "int32" | "int64" | "uint32" | "uint64" => ["integer", "number"],
        "float" | "double" | "decimal" => ["number", "integer"],
        _ => ["string", "number"],
    };
    let mut found = wanted.iter().filter_map(|name| types.iter().find(|other| *other == name));
    found.next().unwrap_or(&"")
}

fn is_of(value: &Value, name: &str) -> bool {
    match name {
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "array" => value.is_array(),
        _ => value.is_object(),
    }
}

/// The keywords that are about one type.
fn keywords(name: &str) -> &'static [&'static str] {
    match name {
        "string" => &["pattern", "minLength", "maxLength", "contentEncoding", "contentMediaType"],
        "integer" | "number" => &["multipleOf", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
        "array" => &["items", "minItems", "maxItems", "uniqueItems", "x-bindery-prefix-items"],
        "object" => &[
            "properties",
            "required",
            "additionalProperties",
            "minProperties",
            "maxProperties",
            "x-bindery-pattern-properties",
            "discriminator",
        ],
        _ => &[],
    }
}
