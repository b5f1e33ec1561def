//! Parameters and headers.

use super::fit::{Fitter, Object};
use super::{repair, swagger};
use crate::ir::essence;
use crate::pointer::Path;
use crate::report::Severity;
use crate::shape::Kind;
use serde_json::{Value, json};

/// The styles of a query parameter and of a part of a form.
pub(super) const QUERY_STYLES: [&str; 4] = ["form", "spaceDelimited", "pipeDelimited", "deepObject"];

/// Keywords of a schema that Swagger 2.0 writes on the parameter or header itself.
const SCHEMA_KEYWORDS: [&str; 18] = [
    "type",
    "format",
    "items",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
    "x-nullable",
    "nullable",
];

/// What a parameter says in another dialect's way. `false` for a parameter that nothing can be made of.
pub(super) fn prepare(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) -> bool {
    if let Some(Value::String(place)) = object.get_mut("in") {
        place.make_ascii_lowercase();
        if place == "querystring" && !query_string(fitter, object, path) {
            return false;
        }
    }
    schema_inside(fitter, object, Kind::Parameter, path);
    schema_required(fitter, object, path);
    super::content::examples(fitter, object, path);
    true
}

/// A parameter that is the whole query string (OpenAPI 3.2, section 4.12.4): a form is an object whose properties are query
/// parameters; JSON is `x-bindery-whole`. `false` for any other media type.
fn query_string(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) -> bool {
    let content = object.get("content").and_then(Value::as_object);
    let Some((name, media)) = content.and_then(|content| content.iter().next()) else {
        return fitter.cut(path, "this query string has no `content`".into());
    };
    let essence = essence(name);
    if essence == "application/x-www-form-urlencoded" {
        if media.get("encoding").is_some() {
            let message = "`encoding` of a query string is not bound: lists are written item by item";
            fitter.unsupported(&path.key("content").key(name).key("encoding"), Severity::Lossy, message);
        }
        let schema = media.get("schema").cloned().unwrap_or_else(|| json!({ "type": "object" }));
        let from = path.key("content").key(name).key("schema").pointer();
        fitter.moves.part(path.key("schema").pointer(), from);
        super::rename(object, "content", "schema", schema);
        object.insert("style".into(), "form".into());
        object.insert("explode".into(), true.into());
    } else if essence != "application/json" && !essence.ends_with("+json") {
        let message = format!("a query string of `{name}` is not bound");
        fitter.unsupported(path, Severity::Lossy, message);
        return false;
    }
    object.insert("in".into(), "query".into());
    object.insert("x-bindery-whole".into(), true.into());
    true
}

/// What a header says in another dialect's way.
pub(super) fn header(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    schema_inside(fitter, object, Kind::Header, path);
    super::content::examples(fitter, object, path);
}

/// `{in: query, type: string}` has the schema's keywords where the schema belongs.
fn schema_inside(fitter: &mut Fitter<'_>, object: &mut Object, kind: Kind, path: &Path<'_>) {
    if object.contains_key("schema") && !object.contains_key("content") {
        return schema_beside(fitter, object, kind, path);
    }
    if object.contains_key("content") || !object.keys().any(|key| is_of_schema(key)) {
        return;
    }
    if fitter.swagger.is_none() {
        let message = format!("this {} has the type where its `schema` belongs", kind.name());
        fitter.note(path, message, "move `type` and its constraints into `schema`");
    }
    swagger::collection_format(fitter, object, path);
    let schema = take_schema(object);
    object.insert("schema".into(), schema.into());
    fitter.moves.part(path.key("schema").pointer(), path.pointer());
}

/// Whether a key says of a parameter what its schema should say.
fn is_of_schema(key: &str) -> bool {
    SCHEMA_KEYWORDS.contains(&key) && !key.ends_with("nullable")
}

/// `{schema: {type: string}, enum: [asc, desc]}` says beside the schema what belongs in it: what it lacks moves there.
fn schema_beside(fitter: &mut Fitter<'_>, object: &mut Object, kind: Kind, path: &Path<'_>) {
    let is_beside = |key: &&String| is_of_schema(key) || *key == "collectionFormat";
    let keys: Vec<String> = object.keys().filter(is_beside).cloned().collect();
    if keys.is_empty() || !object.get("schema").is_some_and(Value::is_object) {
        return;
    }
    let Some(Value::Object(mut schema)) = object.get_mut("schema").map(Value::take) else { return };
    let (mut moved, mut left) = (Vec::new(), Vec::new());
    for key in keys.into_iter().filter(|key| is_of_schema(key)) {
        let Some(value) = object.shift_remove(&key) else { continue };
        match schema.get(&key) {
            Some(own) if *own == value => {}
            None if !schema.contains_key("$ref") => {
                fitter.moves.part(path.key("schema").key(&key).pointer(), path.key(&key).pointer());
                schema.insert(key.clone(), value);
                moved.push(key);
            }
            _ => left.push(key),
        }
    }
    let said =
        |keys: &[String]| format!("this {} has `{}` beside its `schema`", kind.name(), keys.join("`, `"));
    if !moved.is_empty() {
        fitter.note(path, said(&moved), "it is read as part of the `schema`: move it there");
    }
    if !left.is_empty() {
        fitter.note(path, said(&left), "the `schema` counts; if it is wrong, correct it with an overlay");
    }
    if object.contains_key("collectionFormat") && schema.get("type").is_some_and(|name| name == "array") {
        object.insert("type".into(), "array".into());
        swagger::collection_format(fitter, object, path);
        object.shift_remove("type");
    }
    object.insert("schema".into(), schema.into());
}

/// Takes the keywords of a schema out of a parameter.
pub(super) fn take_schema(object: &mut Object) -> Object {
    SCHEMA_KEYWORDS.iter().filter_map(|key| Some(((*key).into(), object.shift_remove(*key)?))).collect()
}

/// `schema: {required: true}` says on the schema what belongs on the parameter.
fn schema_required(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    let Some(schema) = object.get_mut("schema").and_then(Value::as_object_mut) else { return };
    let Some(required) = schema.get("required").and_then(repair::to_flag) else { return };
    schema.shift_remove("required");
    fitter.note(path, "`required` stands in this parameter's schema", "move it to the parameter");
    object.entry("required").or_insert(required);
}

/// What a parameter must have (OpenAPI 3.0.3, section 4.7.12).
pub(super) fn finish(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) -> bool {
    if !fitter.require(object, "name", Kind::Parameter, path)
        || !fitter.require(object, "in", Kind::Parameter, path)
    {
        return false;
    }
    let styles: &[&str] = match object.get("in").and_then(Value::as_str) {
        Some("query") => &QUERY_STYLES,
        Some("header") => &["simple"],
        Some("cookie") => &["form"],
        Some("path") => {
            if object.get("required") != Some(&Value::Bool(true)) {
                let help = "it is read as required, as every path parameter is; write `required: true`";
                fitter.note(path, "this path parameter is not `required: true`", help);
                object.insert("required".into(), true.into());
            }
            &["simple", "label", "matrix"]
        }
        place => {
            let message = format!("`{}` is not a place for a parameter", place.unwrap_or_default());
            return fitter.cut(&path.key("in"), message);
        }
    };
    style(fitter, object, styles, path);
    schema_or_content(fitter, object, Kind::Parameter, path);
    true
}

/// What a header must have (OpenAPI 3.0.3, section 4.7.21).
pub(super) fn finish_header(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    style(fitter, object, &["simple"], path);
    schema_or_content(fitter, object, Kind::Header, path);
}

/// Takes out a style that the place does not have.
pub(super) fn style(fitter: &mut Fitter<'_>, object: &mut Object, styles: &[&str], path: &Path<'_>) {
    let Some(style) = object.get("style").and_then(Value::as_str) else { return };
    if !styles.contains(&style) {
        let message = format!("the style `{style}` is not one of {} here", styles.join(", "));
        fitter.cut(&path.key("style"), message);
        object.shift_remove("style");
    }
}

/// Exactly one of `schema` and `content`.
fn schema_or_content(fitter: &mut Fitter<'_>, object: &mut Object, kind: Kind, path: &Path<'_>) {
    let content = object.get("content").and_then(Value::as_object).is_some_and(|content| !content.is_empty());
    let schema = object.contains_key("schema");
    if content && schema {
        fitter.cut(&path.key("content"), format!("this {} has both `schema` and `content`", kind.name()));
    }
    if schema || !content {
        object.shift_remove("content");
    }
    if !schema && !content {
        let help = "it is read as any value; add a `schema` with an overlay";
        fitter.note(path, format!("this {} has no `schema`", kind.name()), help);
        object.insert("schema".into(), json!({}));
    }
}
