//! Single schemas: lists, objects, and what their keywords say they are.

use super::enumeration::enumeration;
use super::scalar::number;
use super::view::View;
use super::{Lowerer, docs_of};
use crate::ir::{Access, Array, Docs, Map, Object, Origin, Property, Role, Shape, TypeId, Why};
use crate::pointer::Pointer;
use openapiv3::{AdditionalProperties, ReferenceOr, Schema};
use std::collections::HashSet;

impl Lowerer<'_> {
    /// The shape of a schema, whose type is `id`.
    pub(super) fn shape(&mut self, id: TypeId, schema: &Schema) -> Shape {
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
    pub(super) fn shape_of(&mut self, id: TypeId, view: &View<'_>) -> Shape {
        if !view.all_of.is_empty() {
            return self.all_of(id, view);
        }
        if !view.one_of.is_empty() || !view.any_of.is_empty() {
            return self.union(id, view);
        }
        self.plain(id, view)
    }

    /// The same for a schema that combines no others.
    pub(super) fn plain(&mut self, id: TypeId, view: &View<'_>) -> Shape {
        if let Some(shape) = enumeration(view) {
            return shape;
        }
        match json_type(view) {
            Some("string") => self.string(id, view),
            Some("integer") => Shape::Integer(self.integer(id, view)),
            Some("number") => Shape::Number(number(view)),
            Some("boolean") => Shape::Boolean,
            Some("array") => self.array(id, view),
            Some("object") => self.object(id, view),
            None => Shape::Any(Why::FreeForm),
            Some(_) => Shape::Any(Why::NotBound),
        }
    }

    fn array(&mut self, id: TypeId, view: &View<'_>) -> Shape {
        let at = self.api.types[id].at.child("items");
        let origin = Origin::Part(id, Role::Item);
        let items = match view.items {
            Some(items) => self.boxed_schema(items, origin, at),
            None => self.any(origin, at, Why::OpenArray),
        };
        let (min_items, max_items) = (view.min_items, view.max_items);
        Shape::Array(Array { items, min_items, max_items, unique: view.unique_items })
    }

    fn object(&mut self, id: TypeId, view: &View<'_>) -> Shape {
        let at = self.api.types[id].at.clone();
        self.object_of(id, &[(view.clone(), at)])
    }

    /// An object that has everything that several object schemas say.
    pub(super) fn object_of(&mut self, id: TypeId, parts: &[(View<'_>, Pointer)]) -> Shape {
        let mut object = Object::default();
        for (view, at) in parts {
            self.add_properties(id, view, at, &mut object);
            object.exclusive.extend(view.not.into_iter().flat_map(exclusive_pairs));
        }
        self.add_required(id, parts, &mut object);
        let open = parts.iter().rev().find_map(|(view, at)| Some((view.additional?, at)));
        let additional = open.and_then(|(additional, at)| self.additional(id, additional, at));
        let closed = matches!(open, Some((AdditionalProperties::Any(false), _)));
        if object.properties.is_empty() && !closed {
            return self.map(id, additional, parts);
        }
        object.additional = additional;
        (object.min_properties, object.max_properties) = property_counts(parts);
        Shape::Object(object)
    }

    fn map(&mut self, id: TypeId, values: Option<TypeId>, parts: &[(View<'_>, Pointer)]) -> Shape {
        let at = self.api.types[id].at.child("additionalProperties");
        let values = values.unwrap_or_else(|| self.any(Origin::Part(id, Role::Value), at, Why::OpenObject));
        let (min_properties, max_properties) = property_counts(parts);
        Shape::Map(Map { values, min_properties, max_properties })
    }

    fn additional(&mut self, id: TypeId, additional: &AdditionalProperties, at: &Pointer) -> Option<TypeId> {
        let at = at.child("additionalProperties");
        let origin = Origin::Part(id, Role::Value);
        match additional {
            AdditionalProperties::Any(false) => None,
            AdditionalProperties::Any(true) => Some(self.reserve(origin, at)),
            AdditionalProperties::Schema(schema) => Some(self.schema(schema, origin, at)),
        }
    }

    fn add_properties(&mut self, id: TypeId, view: &View<'_>, at: &Pointer, object: &mut Object) {
        for (name, schema) in view.properties.into_iter().flatten() {
            let at = at.child("properties").child(name);
            let ty = self.boxed_schema(schema, Origin::Part(id, Role::Property(name.clone())), at.clone());
            let (docs, default) = match schema {
                ReferenceOr::Reference { .. } => (Docs::default(), None),
                ReferenceOr::Item(item) => {
                    (docs_of(&item.schema_data, &at), item.schema_data.default.clone())
                }
            };
            let access = self.access(schema);
            let property = Property { name: name.clone(), ty, required: false, access, docs, default };
            match object.properties.iter_mut().find(|known| known.name == *name) {
                Some(known) => *known = property,
                None => object.properties.push(property),
            }
        }
    }

    /// Which messages have a property, as its schema or the one that this refers to says.
    fn access(&self, schema: &ReferenceOr<Box<Schema>>) -> Access {
        let data = match schema {
            ReferenceOr::Item(item) => &item.schema_data,
            ReferenceOr::Reference { reference } => match self.look_up(reference) {
                Some(ReferenceOr::Item(item)) => &item.schema_data,
                _ => return Access::Both,
            },
        };
        match (data.read_only, data.write_only) {
            (true, false) => Access::ReadOnly,
            (false, true) => Access::WriteOnly,
            // Both at once would be a property that nothing has.
            _ => Access::Both,
        }
    }

    /// Marks the required properties; one that no part describes can be anything.
    fn add_required(&mut self, id: TypeId, parts: &[(View<'_>, Pointer)], object: &mut Object) {
        let required: HashSet<&str> =
            parts.iter().flat_map(|(view, _)| view.required).map(String::as_str).collect();
        for property in &mut object.properties {
            property.required = required.contains(property.name.as_str());
        }
        for (view, at) in parts {
            for (index, name) in view.required.iter().enumerate() {
                if object.properties.iter().any(|property| property.name == *name) {
                    continue;
                }
                let at = at.child("required").child(index);
                let ty = self.any(Origin::Part(id, Role::Property(name.clone())), at, Why::Undescribed);
                object.properties.push(Property {
                    name: name.clone(),
                    ty,
                    required: true,
                    access: Access::Both,
                    docs: Docs::default(),
                    default: None,
                });
            }
        }
    }
}

/// The tightest `minProperties` and `maxProperties` of all parts.
fn property_counts(parts: &[(View<'_>, Pointer)]) -> (Option<usize>, Option<usize>) {
    let min = parts.iter().filter_map(|(view, _)| view.min_properties).max();
    let max = parts.iter().filter_map(|(view, _)| view.max_properties).min();
    (min, max)
}

/// The JSON type a schema states, or else the one that its keywords are about.
pub(super) fn json_type<'v>(view: &View<'v>) -> Option<&'v str> {
    if view.typ.is_some() {
        return view.typ;
    }
    if view.has_object_keywords() {
        return Some("object");
    }
    if view.items.is_some() {
        return Some("array");
    }
    let is_text = view.pattern.is_some() || view.min_length.or(view.max_length).is_some();
    let is_number = view.minimum.or(view.maximum).or(view.multiple_of).is_some();
    match (is_text, is_number) {
        (true, false) => Some("string"),
        (false, true) => Some("number"),
        _ => None,
    }
}

/// The pairs that `not: {required: [a, b]}` forbids to stand together, also several of them in an `anyOf`.
fn exclusive_pairs(not: &ReferenceOr<Schema>) -> Vec<(String, String)> {
    let ReferenceOr::Item(schema) = not else { return Vec::new() };
    let view = View::of(schema);
    if let [first, second] = view.required {
        return vec![(first.clone(), second.clone())];
    }
    view.any_of.iter().flat_map(exclusive_pairs).collect()
}
