//! Single schemas: scalars, lists, objects, enums.

use super::pattern::char_pattern;
use super::view::View;
use super::{Lowerer, docs_of};
use crate::ir::{
    Array, Docs, Enum, EnumValue, Integer, Limits, Map, Object, Origin, Property, Role, Shape, Text, TypeId,
    Why, Width,
};
use crate::pointer::Pointer;
use crate::report::Code;
use openapiv3::{AdditionalProperties, ReferenceOr, Schema};
use serde_json::Value;
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
            Some("integer") => Shape::Integer(integer(view)),
            Some("number") => Shape::Number(limits(view, Some)),
            Some("boolean") => Shape::Boolean,
            Some("array") => self.array(id, view),
            Some("object") => self.object(id, view),
            None => Shape::Any(Why::FreeForm),
            Some(_) => Shape::Any(Why::NotBound),
        }
    }

    fn string(&mut self, id: TypeId, view: &View<'_>) -> Shape {
        match view.format.as_deref() {
            Some("date-time") => return Shape::DateTime,
            Some("date") => return Shape::Date,
            _ => {}
        }
        let mut text =
            Text { min_length: view.min_length, max_length: view.max_length, chars: None, pattern: None };
        if let Some(pattern) = view.pattern {
            self.pattern(id, pattern, &mut text);
        }
        Shape::String(text)
    }

    fn pattern(&mut self, id: TypeId, pattern: &str, text: &mut Text) {
        text.pattern = Some(pattern.to_owned());
        if let Some(read) = char_pattern(pattern) {
            text.chars = Some(read.chars);
            let min = (read.min > 0).then_some(read.min as usize);
            text.min_length = text.min_length.max(min);
            let max = read.max.map(|max| max as usize);
            text.max_length = [text.max_length, max].into_iter().flatten().min();
            return;
        }
        let at = self.api.types[id].at.child("pattern");
        let help = "the server decides; the pattern stands in the field's documentation";
        self.report(
            Code::Unchecked,
            at,
            format!("the pattern `{pattern}` is not checked before sending"),
            help,
        );
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
        Shape::Object(object)
    }

    fn map(&mut self, id: TypeId, values: Option<TypeId>, parts: &[(View<'_>, Pointer)]) -> Shape {
        let at = self.api.types[id].at.child("additionalProperties");
        let values = values.unwrap_or_else(|| self.any(Origin::Part(id, Role::Value), at, Why::OpenObject));
        let min_properties = parts.iter().filter_map(|(view, _)| view.min_properties).max();
        let max_properties = parts.iter().filter_map(|(view, _)| view.max_properties).min();
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
            let property = Property { name: name.clone(), ty, required: false, docs, default };
            match object.properties.iter_mut().find(|known| known.name == *name) {
                Some(known) => *known = property,
                None => object.properties.push(property),
            }
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
                let (name, docs) = (name.clone(), Docs::default());
                object.properties.push(Property { name, ty, required: true, docs, default: None });
            }
        }
    }
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

/// The texts that a schema lists, where it lists only texts.
pub(super) fn enumeration(view: &View<'_>) -> Option<Shape> {
    // Whether `null` is one of the values is a matter of `nullable`.
    let all = || view.enumeration.iter().filter(|value| !value.is_null());
    let values: Vec<&str> = all().filter_map(Value::as_str).collect();
    let is_text = matches!(view.typ, Some("string") | None);
    if values.is_empty() || values.len() < all().count() || !is_text {
        return None;
    }
    let mut seen = HashSet::new();
    let values = values.into_iter().enumerate().filter(|(_, value)| seen.insert(*value));
    let values = values.map(|(index, value)| EnumValue {
        value: value.to_owned(),
        description: enum_description(view, index, value),
    });
    Some(Shape::Enum(Enum { values: values.collect() }))
}

/// What the document says of a value of an enum, in the two customary extensions: a list beside `enum`, or an object
/// keyed by value.
fn enum_description(view: &View<'_>, index: usize, value: &str) -> Option<String> {
    let extensions = &view.data.extensions;
    let described =
        ["x-enum-descriptions", "x-enumDescriptions"].iter().find_map(|key| extensions.get(*key))?;
    let text = match described {
        Value::Array(list) => list.get(index)?,
        other => other.get(value)?,
    };
    text.as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned)
}

fn integer(view: &View<'_>) -> Integer {
    let width = match view.format.as_deref() {
        Some("int32") => Width::I32,
        Some("uint64" | "uint" | "unsigned") => Width::U64,
        _ => Width::I64,
    };
    Integer { width, limits: limits(view, whole) }
}

/// A bound of an integer. Bounds beyond 2^53 are not exact as `f64`, and bounds of that size are there to state the
/// type's own range: they are left out.
fn whole(bound: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    (bound.fract() == 0.0 && bound.abs() < EXACT).then_some(bound as i64)
}

fn limits<T>(view: &View<'_>, convert: impl Fn(f64) -> Option<T>) -> Limits<T> {
    Limits {
        minimum: view.minimum.and_then(&convert),
        maximum: view.maximum.and_then(&convert),
        above: view.above,
        below: view.below,
        multiple_of: view.multiple_of.filter(|divisor| *divisor > 0.0).and_then(&convert),
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
