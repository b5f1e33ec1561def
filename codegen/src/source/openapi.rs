//! Whether a document is an OpenAPI document at all.

use super::Document;
use crate::pointer::Pointer;
use crate::report::{Code, Diagnostic, Report};
use serde_json::{Map, Value};

/// Whether the root of a document is an object that says which version of OpenAPI or Swagger it follows
/// (OpenAPI 3.1, section 4.8.1; Swagger 2.0, "Swagger Object"), or at least has paths.
pub(crate) fn is_openapi(value: &Value) -> bool {
    let has = |key: &str| value.get(key).is_some();
    has("openapi") || has("swagger") || value.get("paths").is_some_and(Value::is_object)
}

/// Whether a document is one of OpenAPI or Swagger. When it is not, the report says what was found instead.
pub fn expect_openapi(document: &Document, report: &mut Report) -> bool {
    if is_openapi(&document.value) {
        return true;
    }
    let (message, help) = match &document.value {
        Value::Object(root) => match other_format(root) {
            Some((format, help)) => (format!("this is {format}, not an OpenAPI document"), help),
            None => (
                format!("the document has no `openapi` or `swagger` key{}", keys_found(root)),
                "add `openapi: 3.1.0` (or the version it is written for) at the top, or name the right file",
            ),
        },
        // A document that could not be read was reported when it was read.
        Value::Null if report.worst() == Some(crate::report::Severity::Error) => return false,
        other => (
            format!("the document is {}, not an object", kind(other)),
            "an OpenAPI document is an object with the keys `openapi`, `info` and `paths`",
        ),
    };
    report.push(Diagnostic::new(Code::NotOpenApi, document.place(Pointer::root()), message, help));
    false
}

/// What a document without a version of OpenAPI is, by the key that gives it away, and what to do about it.
const OTHER_FORMATS: &[(&str, &str, &str)] = &[
    (
        "overlay",
        "an OpenAPI Overlay",
        "give the document it corrects here, and this file as an overlay (`--overlay`)",
    ),
    ("asyncapi", "an AsyncAPI document", "only HTTP interfaces described by OpenAPI or Swagger are bound"),
    ("arazzo", "an Arazzo document", "name the OpenAPI document it refers to under `sourceDescriptions`"),
    ("openrpc", "an OpenRPC document", "only HTTP interfaces described by OpenAPI or Swagger are bound"),
    ("swaggerVersion", "a Swagger 1.x document", "convert it to OpenAPI 3 first"),
    ("smithy", "a Smithy model", "convert it to OpenAPI first"),
    ("apiVersion", "a Kubernetes manifest", "name the OpenAPI document itself"),
    ("discoveryVersion", "a Google API discovery document", "convert it to OpenAPI first"),
    ("$schema", "a JSON Schema", SCHEMA_HELP),
    ("$defs", "a JSON Schema", SCHEMA_HELP),
    ("properties", "a JSON Schema", SCHEMA_HELP),
];

const SCHEMA_HELP: &str = "put the schema under `components.schemas` of an OpenAPI document";

fn other_format(root: &Map<String, Value>) -> Option<(&'static str, &'static str)> {
    if is_postman(root) {
        return Some(("a Postman collection", "export it as OpenAPI"));
    }
    let found = OTHER_FORMATS.iter().find(|(key, ..)| root.contains_key(*key))?;
    Some((found.1, found.2))
}

fn is_postman(root: &Map<String, Value>) -> bool {
    root.contains_key("item")
        && root
            .get("info")
            .is_some_and(|info| info.get("_postman_id").is_some() || info.get("schema").is_some())
}

/// The first keys of an object, for a person who wonders which file was read.
fn keys_found(root: &Map<String, Value>) -> String {
    let keys: Vec<String> = root.keys().take(5).map(|key| format!("`{key}`")).collect();
    match (keys.len(), root.len()) {
        (0, _) => "; it is an empty object".to_owned(),
        (shown, all) => format!(", only {}{}", keys.join(", "), if all > shown { ", …" } else { "" }),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "empty",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
