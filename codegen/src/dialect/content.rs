//! Request bodies, responses, media types, encodings and examples.

use super::fit::{Fitter, Object};
use super::schema;
use crate::ir::{Framing, essence};
use crate::pointer::Path;
use crate::report::Severity;
use crate::shape::Kind;
use serde_json::{Value, json};

/// A schema that stands directly in a body moves into its content.
pub(super) fn prepare(fitter: &mut Fitter<'_>, object: &mut Object, kind: Kind, path: &Path<'_>) {
    if let Some(swagger) = &fitter.swagger {
        swagger.response_content(object, &mut fitter.moves, path);
    }
    if let Some(schema) = object.get_mut("schema").map(Value::take) {
        let message = format!("the schema of this {} stands outside `content`", kind.name());
        if object.contains_key("content") {
            fitter.cut(&path.key("schema"), message);
        } else {
            fitter.note(&path.key("schema"), message, "it is read as that of `application/json`");
            let now = path.key("content").key("application/json").key("schema").pointer();
            fitter.moves.part(now, path.key("schema").pointer());
            object.insert("content".into(), json!({"application/json": {"schema": schema}}));
        }
        object.shift_remove("schema");
    }
    let Some(Value::Object(content)) = object.get_mut("content") else { return };
    if is_media_type(content) {
        let message = "this `content` names no media type";
        fitter.note(&path.key("content"), message, "it is read as `application/json`");
        let media_type = std::mem::take(content);
        content.insert("application/json".into(), media_type.into());
        let content = path.key("content");
        fitter.moves.part(content.key("application/json").pointer(), content.pointer());
    }
}

/// Whether what should name media types is one itself.
fn is_media_type(content: &Object) -> bool {
    let is_field = |key: &String| key.starts_with("x-") || Kind::MediaType.field(key).is_some();
    content.keys().all(is_field)
        && ["schema", "example", "examples"].iter().any(|key| content.contains_key(*key))
}

/// A schema where a media type belongs moves into it; what OpenAPI 3.2 adds is told.
pub(super) fn media_type(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    sequential(object, path);
    for key in ["itemSchema", "prefixEncoding", "itemEncoding"] {
        if object.contains_key(key) {
            fitter.unsupported(
                &path.key(key),
                Severity::Lossy,
                format!("`{key}` (OpenAPI 3.2) is not bound"),
            );
            object.shift_remove(key);
        }
    }
    let known = object.keys().any(|key| Kind::MediaType.field(key).is_some() && key != "example");
    if !known && object.keys().any(|key| schema::is_structural(key)) {
        fitter.note(path, "this is a schema where a media type belongs", "move it below `schema`");
        let schema = std::mem::take(object);
        object.insert("schema".into(), schema.into());
        fitter.moves.part(path.key("schema").pointer(), path.pointer());
    }
    examples(fitter, object, path);
}

/// `itemSchema` (OpenAPI 3.2, section 4.14.3) is the schema of each piece of a body that comes piece by piece. The schema
/// of all of it is a list of them, or says no more than that.
fn sequential(object: &mut Object, path: &Path<'_>) {
    let media_type = path.pointer().tokens().last().unwrap_or_default();
    if Framing::of(&essence(&media_type)).is_none() {
        return;
    }
    if let Some(items) = object.shift_remove("itemSchema") {
        object.insert("schema".into(), json!({ "type": "array", "items": items }));
    }
}

/// `contentType: [image/png, image/jpeg]` is a list where a text with commas belongs.
pub(super) fn encoding(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    let Some(Value::Array(types)) = object.get("contentType") else { return };
    let types: Vec<&str> = types.iter().filter_map(Value::as_str).collect();
    let joined = types.join(", ");
    fitter.note(
        &path.key("contentType"),
        "this is a list where a text belongs",
        format!("it is read as `{joined}`"),
    );
    object.insert("contentType".into(), joined.into());
}

/// `examples: [1, 2]` is a list of values, as in a schema, where named examples belong.
pub(super) fn examples(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    let list = match object.get_mut("examples") {
        None | Some(Value::Object(_)) => return,
        Some(Value::Array(list)) => std::mem::take(list),
        Some(other) => vec![other.take()],
    };
    let message = "these examples are not an object of named examples";
    fitter.note(&path.key("examples"), message, "the first is read as `example`");
    object.shift_remove("examples");
    if let Some(first) = list.into_iter().find(|value| !value.is_null()) {
        object.entry("example").or_insert(first);
    }
}

/// A value that stands where its example belongs moves below `value`.
pub(super) fn example(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    // What OpenAPI 3.2 calls them.
    if let Some(value) = object.get_mut("dataValue").map(Value::take) {
        object.shift_remove("dataValue");
        object.entry("value").or_insert(value);
    }
    let known = ["summary", "description", "value", "externalValue", "serializedValue"];
    let is_example = object.keys().any(|key| known.contains(&key.as_str()) || key.starts_with("x-"));
    // `summary` and `description` are common names of properties, too.
    let odd = ["value", "externalValue"].iter().all(|key| !object.contains_key(*key))
        && known
            .iter()
            .any(|key| object.get(*key).is_some_and(|value| !value.is_string() && !value.is_null()));
    if object.is_empty() || (is_example && !odd) {
        return;
    }
    let value = std::mem::take(object);
    fitter.note(path, "this example is a bare value", "move it below `value`");
    object.insert("value".into(), value.into());
}
