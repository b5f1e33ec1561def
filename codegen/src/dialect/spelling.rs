//! Fields of objects that are not spelt as the standard spells them.

use super::fit::{Fitter, Object};
use crate::case::{letters, nearest};
use crate::pointer::Path;
use crate::shape::{Kind, METHODS, Shape};
use serde_json::Value;
use std::collections::HashMap;
use std::sync::LazyLock;

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

/// The words by what is the same of all that is surely meant by each: see [`essence`].
static ESSENCES: LazyLock<HashMap<String, Vec<&str>>> = LazyLock::new(|| {
    let mut essences = HashMap::<_, Vec<_>>::new();
    for word in WORDS {
        essences.entry(essence(word)).or_default().push(*word);
    }
    essences
});

/// Reads the fields that are written with other capitals, dashes or a plural under their own names, before anything else is
/// made of them, and tells of it.
pub(super) fn read_as_meant(fitter: &mut Fitter<'_>, object: &mut Object, kind: Kind, path: &Path<'_>) {
    let meant = object.iter().filter_map(|(key, value)| {
        let word = surely(kind, key)?;
        may_be(kind, word, value).then(|| (key.clone(), word))
    });
    let meant: Vec<_> = meant.collect();
    for (key, word) in meant {
        let (at, message) = (path.key(&key), format!("`{key}` is no field of {}", Kind::any(kind.name())));
        if object.contains_key(word) {
            object.shift_remove(&key);
            fitter.lossy(&at, message, format!("it is left out, since there is `{word}`, too; join the two"));
        } else {
            fitter.note(&at, message, format!("it is read as `{word}`"));
            fitter.rename(object, &key, word, path);
        }
    }
}

/// Reads a `$Ref` as the reference that it is.
pub(super) fn reference(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    let is_meant = |(key, value): &(&String, &Value)| key.eq_ignore_ascii_case("$ref") && value.is_string();
    if object.contains_key("$ref") {
        return;
    }
    if let Some(key) = object.iter().find(is_meant).map(|(key, _)| key.clone()) {
        fitter.note(&path.key(&key), format!("`{key}` is no field"), "it is read as `$ref`");
        fitter.rename(object, &key, "$ref", path);
    }
}

/// Leaves out what is perhaps a field, and tells of it.
pub(super) fn leave_out(
    fitter: &mut Fitter<'_>,
    object: &mut Object,
    kind: Kind,
    key: &str,
    word: &str,
    path: &Path<'_>,
) {
    if !object.get(key).is_some_and(|value| may_be(kind, word, value)) {
        return;
    }
    let message = format!("`{key}` is no field of {}", Kind::any(kind.name()));
    let help = match object.contains_key(word) {
        true => format!("it is left out, since there is `{word}`, too; join the two"),
        false => format!("it is left out; if `{word}` is meant, correct it with an overlay"),
    };
    fitter.lossy(&path.key(key), message, help);
    object.shift_remove(key);
}

/// The field that a key which is none surely is, but for capitals, dashes and a plural.
fn surely(kind: Kind, key: &str) -> Option<&'static str> {
    let is_other = is_free(kind, key) || kind.published_field(key).is_some();
    // Methods in capitals are told as such.
    if is_other || METHODS.iter().any(|method| key.eq_ignore_ascii_case(method)) {
        return None;
    }
    let words = ESSENCES.get(&essence(key))?;
    words.iter().copied().find(|word| kind.field(word).is_some())
}

/// The field that a key which is none perhaps is: a letter or two are others.
pub(super) fn perhaps(kind: Kind, key: &str) -> Option<&'static str> {
    if is_free(kind, key) {
        return None;
    }
    let words = WORDS.iter().copied().filter(|word| kind.field(word).is_some());
    let (distance, word) = nearest(key, words)?;
    let most = match word.len() {
        0..6 => 0,
        6..9 => 1,
        _ => 2,
    };
    (distance <= most || singular(&letters(key)) == singular(&letters(word))).then_some(word)
}

/// Whether a key is a name, or not one of this standard: what begins so is an extension, a word of JSON Schema's own, or
/// `xml`. Of the examples of a schema, OpenAPI 3.0 has one.
fn is_free(kind: Kind, key: &str) -> bool {
    matches!(kind, Kind::Paths | Kind::Responses | Kind::Callback)
        || key.starts_with(['x', '$'])
        || (kind == Kind::Schema && key == "examples")
}

/// Whether a value may be that of a field, in any dialect. A key of somebody's own seldom holds the same.
fn may_be(kind: Kind, word: &str, value: &Value) -> bool {
    let Some(shape) = kind.field(word) else { return false };
    let is_of_another_dialect = match word {
        "type" => value.is_array(),
        "required" => value.is_boolean(),
        "exclusiveMinimum" | "exclusiveMaximum" => value.is_number(),
        _ => false,
    };
    (kind == Kind::Schema && is_of_another_dialect)
        || match shape {
            Shape::Any => true,
            Shape::Text => value.is_string(),
            Shape::Flag => value.is_boolean(),
            Shape::Number | Shape::Count => value.is_number(),
            Shape::Node(_) | Shape::Refer(_) | Shape::Map(_) => value.is_object(),
            Shape::FlagOrSchema => value.is_boolean() || value.is_object(),
            Shape::List(_) => value.is_array() || value.is_string(),
        }
}

/// What a word is apart from capitals, dashes and a plural.
fn essence(word: &str) -> String {
    singular(&letters(word)).to_owned()
}

fn singular(word: &str) -> &str {
    word.strip_suffix('s').unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_meant() {
        let sure = |word| (Some(word), Some(word));
        let unsure = |word| (None, Some(word));
        for (kind, key, wanted) in [
            (Kind::Schema, "min_items", sure("minItems")),
            (Kind::Schema, "maxlength", sure("maxLength")),
            (Kind::Schema, "enums", sure("enum")),
            (Kind::Schema, "ReadOnly", sure("readOnly")),
            (Kind::Operation, "parameter", sure("parameters")),
            (Kind::PathItem, "GET", unsure("get")),
            (Kind::MediaType, "schemas", sure("schema")),
            (Kind::Schema, "require", unsure("required")),
            (Kind::Schema, "propertys", unsure("properties")),
            (Kind::Schema, "minimun", unsure("minimum")),
            (Kind::Schema, "xml", (None, None)),
            (Kind::Schema, "examples", (None, None)),
            (Kind::Schema, "id", (None, None)),
            (Kind::Schema, "optional", (None, None)),
            (Kind::Schema, "name", (None, None)),
            (Kind::Operation, "type", (None, None)),
            (Kind::Paths, "path", (None, None)),
            (Kind::Responses, "Default", (None, None)),
        ] {
            assert_eq!((surely(kind, key), perhaps(kind, key)), wanted, "{key}");
        }
    }
}
