//! Fields of objects that are not spelt as the standard spells them.

use super::fit::{Fitter, Object};
use crate::case::{letters, nearest};
use crate::pointer::Path;
use crate::shape::{Kind, Shape};
use serde_json::Value;

/// Words of the standard that are often misspelt: fields of the objects that say something of the API.
const WORDS: &[&str] = &[
    "additionalProperties",
    "allOf",
    "allowReserved",
    "anyOf",
    "bearerFormat",
    "callbacks",
    "components",
    "content",
    "contentType",
    "default",
    "delete",
    "deprecated",
    "description",
    "discriminator",
    "encoding",
    "enum",
    "example",
    "examples",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "explode",
    "externalDocs",
    "flows",
    "format",
    "get",
    "head",
    "headers",
    "items",
    "mapping",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "nullable",
    "oneOf",
    "operationId",
    "options",
    "parameters",
    "patch",
    "paths",
    "pattern",
    "post",
    "properties",
    "propertyName",
    "put",
    "readOnly",
    "requestBodies",
    "requestBody",
    "required",
    "responses",
    "schema",
    "schemas",
    "scopes",
    "security",
    "securitySchemes",
    "servers",
    "style",
    "summary",
    "tags",
    "tokenUrl",
    "type",
    "uniqueItems",
    "variables",
    "writeOnly",
];

/// What a key that is no field of an object was meant to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// The field, but for capitals, dashes and a plural.
    Surely(&'static str),
    /// Perhaps the field: a letter or two are others.
    Perhaps(&'static str),
}

/// The field that a key which is none was meant to be. `None` of what is something else.
pub(super) fn meant(kind: Kind, key: &str) -> Option<Meant> {
    // Their keys are names; and what begins so is an extension, a word of JSON Schema's own, or `xml`.
    let is_free = matches!(kind, Kind::Paths | Kind::Responses | Kind::Callback);
    // Of the examples of a schema, OpenAPI 3.0 has one.
    if is_free || key.starts_with(['x', '$']) || (kind == Kind::Schema && key == "examples") {
        return None;
    }
    let own = letters(key);
    let words = || WORDS.iter().copied().filter(|word| kind.field(word).is_some());
    if let Some(word) = words().find(|word| singular(&own) == singular(&letters(word))) {
        return Some(Meant::Surely(word));
    }
    let (distance, word) = nearest(key, words())?;
    let most = match word.len() {
        0..6 => 0,
        6..9 => 1,
        _ => 2,
    };
    (distance <= most).then_some(Meant::Perhaps(word))
}

/// Reads a field under its own name where it is surely meant, and tells of it.
pub(super) fn correct(
    fitter: &mut Fitter<'_>,
    object: &mut Object,
    kind: Kind,
    key: &str,
    meant: Meant,
    path: &Path<'_>,
) {
    let (Meant::Surely(word) | Meant::Perhaps(word)) = meant;
    let Some(shape) = kind.field(word).filter(|shape| may_be(*shape, object.get(key))) else { return };
    let (at, message) = (path.key(key), format!("`{key}` is no field of {}", Kind::any(kind.name())));
    let Some(mut value) = object.shift_remove(key) else { return };
    if object.contains_key(word) {
        fitter.lossy(&at, message, format!("it is left out, since there is `{word}`, too; join the two"));
    } else if meant == Meant::Perhaps(word) {
        let help = format!("it is left out; if `{word}` is meant, correct it with an overlay");
        fitter.lossy(&at, message, help);
    } else {
        fitter.note(&at, message, format!("it is read as `{word}`"));
        if fitter.fit(&mut value, shape, &at) {
            object.insert(word.into(), value);
        }
    }
}

/// Whether a value may be that of a field. A key of somebody's own seldom holds the same.
fn may_be(shape: Shape, value: Option<&Value>) -> bool {
    value.is_some_and(|value| match shape {
        Shape::Any => true,
        Shape::Text => value.is_string(),
        Shape::Flag => value.is_boolean(),
        Shape::Number | Shape::Count => value.is_number(),
        Shape::Node(_) | Shape::Refer(_) | Shape::Map(_) => value.is_object(),
        Shape::FlagOrSchema => value.is_boolean() || value.is_object(),
        Shape::List(_) => value.is_array() || value.is_string(),
    })
}

fn singular(word: &str) -> &str {
    word.strip_suffix('s').unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_meant() {
        let surely = |word| Some(Meant::Surely(word));
        let perhaps = |word| Some(Meant::Perhaps(word));
        for (kind, key, wanted) in [
            (Kind::Schema, "min_items", surely("minItems")),
            (Kind::Schema, "maxlength", surely("maxLength")),
            (Kind::Schema, "enums", surely("enum")),
            (Kind::Schema, "ReadOnly", surely("readOnly")),
            (Kind::Operation, "parameter", surely("parameters")),
            (Kind::PathItem, "GET", surely("get")),
            (Kind::MediaType, "schemas", surely("schema")),
            (Kind::Schema, "require", perhaps("required")),
            (Kind::Schema, "propertys", perhaps("properties")),
            (Kind::Schema, "minimun", perhaps("minimum")),
            (Kind::Schema, "xml", None),
            (Kind::Schema, "examples", None),
            (Kind::Schema, "id", None),
            (Kind::Schema, "optional", None),
            (Kind::Schema, "name", None),
            (Kind::Operation, "type", None),
            (Kind::Paths, "path", None),
            (Kind::Responses, "Default", None),
        ] {
            assert_eq!(meant(kind, key), wanted, "{key}");
        }
    }
}
