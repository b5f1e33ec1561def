//! Single schemas: what their keywords say they are.

use super::Lowerer;
use super::enumeration::enumeration;
use super::part::Part;
use super::scalar::{number, samples};
use super::view::View;
use crate::ir::{Branch, Chosen, Docs, Origin, Role, Shape, TypeId, Union, Why};
use crate::report::Code;
use openapiv3::{ReferenceOr, Schema};
use serde_json::Value;

impl<'a> Lowerer<'a> {
    /// The shape of a schema, whose type is `id`.
    pub(super) fn shape<'v>(&mut self, id: TypeId, schema: &'v Schema) -> Shape
    where
        'a: 'v,
    {
        let view = View::of(schema);
        if !view.data.nullable {
            return self.shape_of(id, &view);
        }
        let at = self.api.types[id].at.clone();
        let inner = self.reserve(Origin::Part(id, Role::NonNull), at);
        self.api.types[inner].docs = self.api.types[id].docs.clone();
        let shape = self.shape_of(inner, &view);
        self.api.types[inner].shape = shape;
        Shape::Nullable(inner)
    }

    /// The same for a schema whose `null` is dealt with.
    fn shape_of<'v>(&mut self, id: TypeId, view: &View<'v>) -> Shape
    where
        'a: 'v,
    {
        if let Some(shape) = self.base(id, view) {
            return shape;
        }
        if view.all_of.is_empty() && view.one_of.is_empty() && view.any_of.is_empty() {
            return self.plain(id, view);
        }
        self.combined(id, view)
    }

    /// The same for a schema that combines no others.
    pub(super) fn plain<'v>(&mut self, id: TypeId, view: &View<'v>) -> Shape
    where
        'a: 'v,
    {
        if let Some(shape) = enumeration(view) {
            return shape;
        }
        match json_type(view) {
            Some("string") => self.string(id, view),
            Some("integer") => Shape::Integer(self.integer(id, view)),
            Some("number") => Shape::Number(number(view)),
            Some("boolean") => Shape::Boolean,
            Some("array") if is_choice_of_items(view) => self.list_or_item(id, view),
            Some("array") => self.list_of(id, &[self.own_part(id, view)]),
            Some("object") => self.object_of(id, &[self.own_part(id, view)]),
            None => Shape::Any(Why::FreeForm),
            Some(_) => Shape::Any(Why::NotBound),
        }
    }

    /// A list without a type, whose items are one of several: everything that is no list is valid, too, and what is
    /// meant is often one of the items.
    fn list_or_item<'v>(&mut self, id: TypeId, view: &View<'v>) -> Shape
    where
        'a: 'v,
    {
        let part = self.own_part(id, view);
        let at = part.at.clone();
        let list = self.reserve(Origin::Part(id, Role::Branch(0, None)), at.clone());
        let shape = self.list_of(list, &[part]);
        let items = match &shape {
            Shape::Array(array) => array.items,
            _ => return shape,
        };
        self.api.types[list].shape = shape;
        if self.api.types[items].origin == Origin::Part(list, Role::Item) {
            self.api.types[items].origin = Origin::Part(id, Role::Item);
        }
        let message =
            "`items` without a `type` says nothing of what is no list, and may be meant as a choice";
        let help = "a value may be a list or one of its items; `type: array`, or `anyOf` in place of `items`, settles it";
        self.note(Code::Malformed, at, message, help);
        let branches =
            [list, items].map(|ty| Branch { ty, tags: Vec::new(), key: None, docs: Docs::default() });
        Shape::Union(Union { branches: branches.into(), chosen: Chosen::ByTrial })
    }

    /// A schema as the only part of its type.
    fn own_part<'v>(&self, id: TypeId, view: &View<'v>) -> Part<'v> {
        Part { view: view.clone(), at: self.api.types[id].at.clone() }
    }
}

/// Whether a schema has items of several kinds and nothing else that only lists have.
fn is_choice_of_items(view: &View<'_>) -> bool {
    let Some(ReferenceOr::Item(items)) = view.items else { return false };
    let items = View::of(items);
    view.typ.is_none()
        && items.one_of.len().max(items.any_of.len()) > 1
        && view.min_items.or(view.max_items).is_none()
        && !view.unique_items
        && view.prefix_items().is_empty()
}

/// The JSON type a schema states, or else the one that its keywords are about.
pub(super) fn json_type<'v>(view: &View<'v>) -> Option<&'v str> {
    if view.typ.is_some() {
        return view.typ;
    }
    if view.has_object_keywords() {
        return Some("object");
    }
    if view.items.is_some() || !view.prefix_items().is_empty() {
        return Some("array");
    }
    let is_text = view.pattern.is_some() || view.min_length.or(view.max_length).is_some();
    let is_number = view.minimum.or(view.maximum).or(view.multiple_of).is_some();
    match (is_text, is_number) {
        (true, false) => Some("string"),
        (false, true) if type_of_format(view) == Some("integer") => Some("integer"),
        (false, true) => Some("number"),
        (false, false) => type_of_format(view),
        _ => None,
    }
}

/// The JSON type that a format is about, where it is about one only and the values that the document itself gives are of
/// that type.
fn type_of_format(view: &View<'_>) -> Option<&'static str> {
    let typ = match view.format.as_deref()? {
        "date-time"
        | "date"
        | "time"
        | "duration"
        | "email"
        | "idn-email"
        | "hostname"
        | "idn-hostname"
        | "ipv4"
        | "ipv6"
        | "uri"
        | "uri-reference"
        | "uri-template"
        | "iri"
        | "iri-reference"
        | "uuid"
        | "json-pointer"
        | "relative-json-pointer"
        | "regex"
        | "byte"
        | "password" => "string",
        "int8" | "int16" | "int32" | "int64" | "uint8" | "uint16" | "uint32" | "uint64" => "integer",
        "float" | "double" => "number",
        _ => return None,
    };
    let is_of = |value: &Value| match typ {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        _ => value.is_number(),
    };
    samples(view).chain(&view.enumeration).all(is_of).then_some(typ)
}

/// The pairs that `not: {required: [a, b]}` forbids to stand together, also several of them in an `anyOf`.
pub(super) fn exclusive_pairs(not: &ReferenceOr<Schema>) -> Vec<(String, String)> {
    let ReferenceOr::Item(schema) = not else { return Vec::new() };
    let view = View::of(schema);
    if let [first, second] = view.required {
        return vec![(first.clone(), second.clone())];
    }
    view.any_of.iter().flat_map(exclusive_pairs).collect()
}
