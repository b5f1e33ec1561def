//! Stage `examples`: the values that a document shows for its named schemas, requests and responses, for the tests of
//! the crate.
//!
//! An example that its own schema rejects is the document's fault: it is left out, with a note. Examples are read from
//! `example` and `examples`, also through a `$ref`, and also where JSON is written as text; `externalValue` is not
//! fetched.

mod described;
mod followed;
mod tagged;
mod validity;

use crate::ir::{Api, Example, Origin, Role, Shape, Type, TypeId};
use crate::lower::is_json;
use crate::pointer::Pointer;
use crate::references;
use crate::report::{Code, Diagnostic, Report};
use crate::shape::operations;
use crate::source::Document;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use validity::Schemas;

/// The API with every example of the complete canonical document that one of its types has, and that is valid.
pub fn collect(mut api: Api, document: &Document, report: &mut Report) -> Api {
    let found = Finder::new(document).find();
    let places = places(&api);
    let mut schemas = Schemas::new(document);
    for Found { at, schema, value } in found {
        let Some(&ty) = places.get(&schema) else { continue };
        if matches!(api.types[ty].shape, Shape::Any(_)) {
            continue;
        }
        match valid(&document.value, &mut schemas, &schema, value) {
            Err(why) => report.push(invalid(document, at, &why)),
            Ok(None) => {}
            Ok(Some(value)) => {
                let undescribed = described::undescribed(&document.value, &mut schemas, &schema, &value);
                api.examples.push(Example { at, ty, value: value.into_owned(), undescribed });
            }
        }
    }
    api
}

/// The value that its schema accepts: with what its references lead to, as it is, or what it says where it is JSON that is
/// written as text (OpenAPI 3.0, section 4.7.19: "use a string value to contain the example"). `Err` says why it accepts
/// none, `None` that nobody can say what the value is: references in it lead out of the document.
fn valid<'v>(
    root: &Value,
    schemas: &mut Schemas,
    schema: &Pointer,
    value: &'v Value,
) -> Result<Option<Cow<'v, Value>>, String> {
    let mut refused = None;
    let has_reference = followed::has_reference(value);
    if has_reference && let Some(whole) = followed::followed(root, value) {
        refused = schemas.reject(schema, &whole);
        if refused.is_none() {
            return Ok(Some(Cow::Owned(whole)));
        }
    }
    let Some(why) = schemas.reject(schema, value) else { return Ok(Some(Cow::Borrowed(value))) };
    if has_reference {
        return refused.map_or(Ok(None), Err);
    }
    let written = value.as_str().and_then(|text| serde_json::from_str(text).ok());
    match written.filter(|written: &Value| written.is_object() || written.is_array()) {
        Some(written) => match schemas.reject(schema, &written) {
            Some(why) => Err(why),
            None => Ok(Some(Cow::Owned(written))),
        },
        None => Err(why),
    }
}

fn invalid(document: &Document, at: Pointer, why: &str) -> Diagnostic {
    let message = format!("the example is not valid by its own schema: {why}");
    let help = "it is left out of the tests; correct the example or the schema with an overlay";
    Diagnostic::new(Code::InvalidExample, document.place(at), message, help)
}

/// The type of each schema, by its place.
fn places(api: &Api) -> HashMap<Pointer, TypeId> {
    let target = |id, ty: &Type| match ty.shape {
        Shape::Same(target) => target,
        _ => id,
    };
    // The same type without `null` stands at the place of the whole, as do its branches: the whole counts.
    let (inner, whole): (Vec<_>, Vec<_>) = api.types.iter().partition(|(_, ty)| is_inner(ty));
    let all = inner.into_iter().chain(whole);
    let mut places: HashMap<Pointer, TypeId> = all.map(|(id, ty)| (ty.at.clone(), target(id, ty))).collect();
    // One that only repeats another schema says that it stands there; the schema itself counts.
    places.extend(api.types.iter().filter_map(|(id, ty)| match &ty.origin {
        Origin::Component(key) => {
            let at = Pointer::root().child("components").child("schemas").child(key);
            Some((at, target(id, ty)))
        }
        _ => None,
    }));
    places
}

/// Whether a type can be another one that stands at the same place, without `null`, without those that extend it, or as one
/// of several.
fn is_inner(ty: &Type) -> bool {
    matches!(ty.origin, Origin::Part(_, Role::NonNull | Role::Base | Role::Branch(..)))
}

/// A value, and the place of the schema that it is an example of.
struct Found<'a> {
    at: Pointer,
    schema: Pointer,
    value: &'a Value,
}

/// Looks where the standard has examples of a whole schema, request or response.
struct Finder<'a> {
    root: &'a Value,
    found: Vec<Found<'a>>,
    /// The places that were looked at: several operations may refer to one.
    seen: HashSet<Pointer>,
}

impl<'a> Finder<'a> {
    fn new(document: &'a Document) -> Self {
        Self { root: &document.value, found: Vec::new(), seen: HashSet::new() }
    }

    fn find(mut self) -> Vec<Found<'a>> {
        let schemas = Pointer::root().child("components").child("schemas");
        for key in keys(self.root.pointer(schemas.as_str())) {
            let schema = schemas.child(key);
            self.single(&schema, &schema);
        }
        let paths = Pointer::root().child("paths");
        let items = self.root.pointer(paths.as_str()).and_then(Value::as_object);
        for (path, item) in items.into_iter().flatten() {
            for (fields, _) in item.as_object().into_iter().flat_map(operations) {
                self.operation(&fields.iter().fold(paths.child(path), |at, field| at.child(field)));
            }
        }
        self.found
    }

    fn operation(&mut self, at: &Pointer) {
        self.body(&at.child("requestBody"));
        let responses = at.child("responses");
        for status in keys(self.at(&responses)) {
            self.body(&responses.child(status));
        }
    }

    /// A request body or a response, or a reference to one.
    fn body(&mut self, at: &Pointer) {
        let Some(at) = self.end(at).filter(|at| self.seen.insert(at.clone())) else { return };
        let content = at.child("content");
        for media_type in keys(self.at(&content)).filter(|media_type| is_json(media_type)) {
            let media = content.child(media_type);
            let Some(schema) = self.end(&media.child("schema")) else { continue };
            self.single(&media, &schema);
            let examples = media.child("examples");
            for name in keys(self.at(&examples)) {
                self.named(&examples.child(name), &schema);
            }
        }
    }

    /// The `example` of a schema or media type.
    fn single(&mut self, parent: &Pointer, schema: &Pointer) {
        let at = parent.child("example");
        if let Some(value) = self.at(&at) {
            self.found.push(Found { at, schema: schema.clone(), value });
        }
    }

    /// An Example Object (OpenAPI 3.0, section 4.7.19), or a reference to one.
    fn named(&mut self, at: &Pointer, schema: &Pointer) {
        let Some(at) = self.end(at).map(|at| at.child("value")) else { return };
        if let Some(value) = self.at(&at) {
            self.found.push(Found { at, schema: schema.clone(), value });
        }
    }

    fn at(&self, at: &Pointer) -> Option<&'a Value> {
        self.root.pointer(at.as_str())
    }

    /// Where the references that start at a place lead.
    fn end(&self, at: &Pointer) -> Option<Pointer> {
        Pointer::parse(&references::end_of_chain(self.root, at.as_str())?)
    }
}

fn keys(value: Option<&Value>) -> impl Iterator<Item = &String> {
    value.and_then(Value::as_object).into_iter().flat_map(Map::keys)
}

#[cfg(test)]
mod tests;
