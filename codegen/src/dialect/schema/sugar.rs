//! Keywords that 3.0 does not have.

use super::super::fit::{Fitter, Object};
use crate::pointer::Path;
use crate::report::{Severity, kind_of};
use serde_json::{Value, json};

/// Keywords that narrow what is valid and that no type is made of, each with those that only say more of it.
const UNCHECKED: [(&str, &[&str]); 10] = [
    ("if", &["then", "else"]),
    ("contains", &["minContains", "maxContains"]),
    ("propertyNames", &[]),
    ("dependentSchemas", &[]),
    ("dependentRequired", &[]),
    ("dependencies", &[]),
    ("unevaluatedProperties", &[]),
    ("unevaluatedItems", &[]),
    ("additionalItems", &[]),
    ("contentSchema", &[]),
];

/// References that depend on how their place was reached.
const DYNAMIC: [&str; 2] = ["$dynamicRef", "$dynamicAnchor"];

/// Whether a keyword needs [`desugar`].
pub(super) fn is_sugar(key: &str) -> bool {
    matches!(
        key,
        "const"
            | "examples"
            | "exclusiveMinimum"
            | "exclusiveMaximum"
            | "contentEncoding"
            | "contentMediaType"
            | "prefixItems"
            | "patternProperties"
            | "x-nullable"
            | "x-deprecated"
            | "x-example"
            | "items"
    ) || DYNAMIC.contains(&key)
        || UNCHECKED.iter().any(|(keyword, more)| *keyword == key || more.contains(&key))
}

/// Says what the keywords of OpenAPI 3.1 say in the words of 3.0.
pub(super) fn desugar(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    constant(fitter, object, path);
    examples(object);
    exclusive(object, "exclusiveMinimum", "minimum", |bound, old| old <= bound);
    exclusive(object, "exclusiveMaximum", "maximum", |bound, old| old >= bound);
    content_encoding(object);
    for (key, flag) in [("x-nullable", "nullable"), ("x-deprecated", "deprecated")] {
        if object.shift_remove(key) == Some(Value::Bool(true)) {
            object.insert(flag.into(), true.into());
        }
    }
    if let Some(example) = object.shift_remove("x-example") {
        object.entry("example").or_insert(example);
    }
    tuple(fitter, object, path);
    for (from, to) in
        [("prefixItems", "x-bindery-prefix-items"), ("patternProperties", "x-bindery-pattern-properties")]
    {
        fitter.rename(object, from, to, path);
    }
    only_first_items(object);
    drop_unchecked(fitter, object, path);
    for key in DYNAMIC {
        if object.shift_remove(key).is_some() {
            fitter.unsupported(&path.key(key), Severity::Note, format!("`{key}` is not followed"));
        }
    }
}

/// Drops what narrows which values are valid, each with a note if it can reject any.
fn drop_unchecked(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    for (key, more) in UNCHECKED {
        let value = object.shift_remove(key);
        // Of all of them, to drop them all.
        let has_more = more.iter().filter(|more| object.shift_remove(**more).is_some()).count() > 0;
        let Some(value) = value else { continue };
        let rejects = match key {
            "if" => has_more,
            "contains" => true,
            _ => value != json!({}) && value != json!(true),
        };
        if rejects {
            fitter.unchecked(&path.key(key), format!("`{key}` is not checked"));
        }
    }
}

/// After the last of the first items (`items: false`), a list ends.
fn only_first_items(object: &mut Object) {
    if object.get("items") != Some(&Value::Bool(false)) {
        return;
    }
    object.shift_remove("items");
    let first = object.get("x-bindery-prefix-items").and_then(Value::as_array).map_or(0, Vec::len) as u64;
    let most = object.get("maxItems").and_then(Value::as_u64).map_or(first, |most| most.min(first));
    object.insert("maxItems".into(), most.into());
}

/// Keeps of a `not` that pairs of properties may not stand together; the rest goes, with a note.
pub(super) fn negation(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    let Some(not) = object.get_mut("not").filter(|not| !forbids_pairs(not)) else { return };
    fitter.unchecked(&path.key("not"), "`not` is not checked");
    // Each alternative that `not` lists is forbidden by itself.
    if let Some(Value::Array(pairs)) = not.get_mut("anyOf") {
        pairs.retain(forbids_pairs);
    }
    if !forbids_pairs(not) {
        object.shift_remove("not");
    }
}

/// Whether a schema is `{required: [a, b]}` or an `anyOf` of such, and no more: one that says more, if negated,
/// forbids less.
fn forbids_pairs(schema: &Value) -> bool {
    let Some(schema) = schema.as_object() else { return false };
    let mut keys = schema.iter().filter(|(key, value)| !(*key == "type" && *value == "object"));
    match (keys.next(), keys.next()) {
        (Some((key, Value::Array(names))), None) if key == "required" => names.len() == 2,
        (Some((key, Value::Array(pairs))), None) if key == "anyOf" => {
            !pairs.is_empty() && pairs.iter().all(forbids_pairs)
        }
        _ => false,
    }
}

fn constant(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    if let Some(value) = object.get_mut("const") {
        *value = json!([value.take()]);
        fitter.rename(object, "const", "enum", path);
    }
}

fn examples(object: &mut Object) {
    let Some(Value::Array(examples)) = object.get("examples") else { return };
    if let (Some(first), false) = (examples.first().cloned(), object.contains_key("example")) {
        object.insert("example".into(), first);
    }
}

/// A bound that is excluded is a number in 3.1, and a flag beside the bound in 3.0.
fn exclusive(object: &mut Object, flag: &str, bound: &str, replaces: fn(f64, f64) -> bool) {
    let Some(excluded) = object.get(flag).filter(|value| value.is_number()).cloned() else { return };
    let old = object.get(bound).and_then(Value::as_f64);
    match (old, excluded.as_f64()) {
        (Some(old), Some(new)) if !replaces(new, old) => drop(object.shift_remove(flag)),
        _ => {
            object.insert(flag.into(), true.into());
            object.insert(bound.into(), excluded);
        }
    }
}

fn content_encoding(object: &mut Object) {
    if object.contains_key("format") {
        return;
    }
    let text = |key: &str| object.get(key).and_then(Value::as_str);
    let format = match (text("contentEncoding"), text("contentMediaType")) {
        (Some("base64" | "base64url"), _) => "byte",
        (None | Some("binary"), Some("application/octet-stream")) | (Some("binary"), None) => "binary",
        (None, Some(media_type))
            if ["image/", "audio/", "video/"].iter().any(|p| media_type.starts_with(p)) =>
        {
            "binary"
        }
        _ => return,
    };
    object.insert("format".into(), format.into());
}

/// `items: [A, B]` is a tuple in older drafts; with one schema it is a list in the wrong place.
fn tuple(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    let Some(Value::Array(items)) = object.get_mut("items") else { return };
    let mut items = std::mem::take(items);
    fitter.note(
        &path.key("items"),
        format!("`items` is {}", kind_of(&Value::Array(Vec::new()))),
        match items.len() {
            0 => "it is read as if it were not there",
            1 => "its only schema is read as that of every item",
            _ => "it is read as the schemas of the first items, one by one",
        },
    );
    match items.len() {
        0 => drop(object.shift_remove("items")),
        1 => {
            object.insert("items".into(), items.pop().unwrap_or_default());
            fitter.moves.part(path.key("items").pointer(), path.key("items").index(0).pointer());
        }
        _ => {
            if !object.contains_key("x-bindery-prefix-items") {
                object.insert("x-bindery-prefix-items".into(), items.into());
                let now = path.key("x-bindery-prefix-items").pointer();
                fitter.moves.part(now, path.key("items").pointer());
            }
            object.shift_remove("items");
            if object.get("additionalItems").is_some_and(Value::is_object) {
                fitter.rename(object, "additionalItems", "items", path);
            }
        }
    }
}
