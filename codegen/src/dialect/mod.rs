//! Stage `dialect`: Swagger 2.0 and OpenAPI 3.x become the one canonical dialect, which `openapiv3` can hold.
//!
//! The canonical dialect is OpenAPI 3.0.3. What 3.0 cannot say travels in keys of its own:
//!
//! | key | where | holds |
//! |---|---|---|
//! | `x-bindery-never` | schema | `true`: no value is valid (the schema `false`) |
//! | `x-bindery-minimum`, `x-bindery-maximum`, `x-bindery-multipleOf` | schema | a bound that `openapiv3` cannot hold exactly |
//! | `x-bindery-prefix-items` | schema | the schemas of the first items of an array (`prefixItems`) |
//! | `x-bindery-pattern-properties` | schema | schemas of properties by pattern (`patternProperties`) |
//! | `x-bindery-callbacks` | operation | the callbacks that are references |
//! | `x-bindery-whole` | query parameter | `true`: it is the whole query string (`in: querystring`), as JSON where it has `content` |
//! | `x-bindery-webhooks` | document | the `webhooks` of OpenAPI 3.1 |
//!
//! The operations of a path item that only OpenAPI 3.2 has stay where they are: `query` and `additionalOperations`.
//!
//! A schema that allows only null is `{nullable: true, enum: [null]}`. Alternatives that are null are taken out of
//! `anyOf` and `oneOf` and make the schema `nullable`; a single alternative that is left stays where it is, so that
//! pointers into the published document stay right. A reference with keywords beside it is the last item of
//! `allOf`. A `not` only says which pairs of properties may not stand together: it is `{required: [a, b]}`, or an
//! `anyOf` of such.

mod body;
mod content;
mod document;
mod fit;
mod operation;
mod parameter;
mod repair;
mod required;
mod schema;
mod security;
mod servers;
mod spelling;
mod swagger;
mod told;
mod typed;

pub use typed::typed;
pub(crate) use typed::{later_operations, path_item};

use crate::pointer::{Path, Pointer};
use crate::references;
use crate::report::{Code, Diagnostic, Report, Severity, kind_of};
use crate::shape::Kind;
use crate::source::Document;
use fit::{Fitter, Object};
use serde_json::Value;

/// The version that canonical documents say they are of.
const CANONICAL: &str = "3.0.3";

/// The document in the canonical dialect. A canonical document comes out as it went in.
///
/// What is malformed is repaired where it is plain what was meant, with a note, or cut out, with a `lossy`
/// diagnostic. Every place that is told is one of the published document, wherever its part stands in the canonical one.
/// A document that is not OpenAPI comes out as null, with an error.
pub fn canonical(mut document: Document, report: &mut Report) -> Document {
    let version = match version(&document) {
        Ok(version) => version,
        Err(diagnostic) => {
            // A document that could not be read is null, and an error has said so.
            if !(document.value.is_null() && report.worst() == Some(Severity::Error)) {
                report.push(*diagnostic);
            }
            document.value = Value::Null;
            return document;
        }
    };
    let outside = references::outside(&document.value);
    let Value::Object(root) = &mut document.value else { return document };
    let required = required::Required::in_version(&version);
    let mut fitter = Fitter::new(document.file, &document.origins, report);
    if matches!(version, Version::Swagger) {
        fitter.swagger = Some(swagger::upgrade(&mut fitter, root));
    }
    fitter.required = required;
    let start = Pointer::root();
    let path = Path::start(&start);
    fitter.has_moved = fitter.swagger.is_some() || swagger::adopt(&mut fitter, root, &path);
    match version {
        Version::Later => {
            let message = "this version of OpenAPI is newer than 3.2";
            fitter.note(&path.key("openapi"), message, "it is read as 3.2");
        }
        Version::Assumed => {
            let help = "it is read as OpenAPI 3.0; add `openapi: 3.0.3` with an overlay";
            fitter.note(&path, "there is no `openapi` with the version", help);
        }
        Version::Swagger | Version::Three(_) => {}
    }
    if !is_canonical_version(root) {
        root.insert("openapi".into(), CANONICAL.into());
    }
    document::outside(&mut fitter, root, outside);
    fitter.object(root, Kind::Document, &path);
    let moves = fitter.into_moves();
    document.origins.moved(moves);
    document
}

fn is_canonical_version(root: &Object) -> bool {
    root.get("openapi").and_then(Value::as_str).is_some_and(|version| version.starts_with("3.0"))
}

enum Version {
    Swagger,
    /// With the minor version.
    Three(u32),
    /// A minor version that did not exist when this was written.
    Later,
    /// There is no version, and the rest looks like OpenAPI 3.
    Assumed,
}

fn version(document: &Document) -> Result<Version, Box<Diagnostic>> {
    let help = "a document starts with `openapi: 3.x` or `swagger: \"2.0\"`";
    let refuse = |pointer: Pointer, message: String| {
        Err(Box::new(Diagnostic::new(Code::NotOpenApi, document.place(pointer), message, help)))
    };
    let Some(root) = document.value.as_object() else {
        let found = kind_of(&document.value);
        return refuse(Pointer::root(), format!("the document is {found}, not an object"));
    };
    let found = ["openapi", "swagger"].into_iter().find_map(|key| Some((key, root.get(key)?)));
    let Some((key, version)) = found else {
        if root.get("paths").is_some_and(Value::is_object) {
            return Ok(if root.contains_key("definitions") { Version::Swagger } else { Version::Assumed });
        }
        return refuse(Pointer::root(), "there is neither `openapi` nor `swagger` with the version".into());
    };
    let version = match version {
        Value::String(version) => version.trim().to_owned(),
        // `openapi: 3.1` without quotes.
        Value::Number(version) => version.to_string(),
        other => {
            return refuse(
                Pointer::root().child(key),
                format!("`{key}` is {}, not a version", kind_of(other)),
            );
        }
    };
    let mut parts = version.split('.');
    match (parts.next(), parts.next().unwrap_or("0").parse::<u32>()) {
        (Some("2"), Ok(0)) => Ok(Version::Swagger),
        (Some("3"), Ok(minor @ 0..=2)) => Ok(Version::Three(minor)),
        (Some("3"), Ok(_)) => Ok(Version::Later),
        _ => refuse(
            Pointer::root().child(key),
            format!("version `{version}` is not one of OpenAPI 2.0 to 3.2"),
        ),
    }
}

impl Fitter<'_> {
    /// Replaces a key of the object at a path by another, with the same value: what is told of it is told where it stood.
    fn rename(&mut self, object: &mut Object, from: &str, to: &str, path: &Path<'_>) {
        let Some(value) = object.get_mut(from).map(Value::take) else { return };
        rename(object, from, to, value);
        self.moves.part(path.key(to).pointer(), path.key(from).pointer());
    }
}

/// Replaces a key by another with a new value, in the same place. If the other exists already, its value goes.
fn rename(object: &mut Object, from: &str, to: &str, value: Value) {
    let index = object.keys().position(|key| key == from);
    object.shift_remove(from);
    object.shift_remove(to);
    match index {
        Some(index) if index < object.len() => drop(object.shift_insert(index, to.to_owned(), value)),
        _ => drop(object.insert(to.to_owned(), value)),
    }
}

#[cfg(test)]
mod tests;
