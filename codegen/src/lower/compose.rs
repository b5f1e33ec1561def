//! Schemas that combine others: `allOf`, `oneOf`, `anyOf`.

use super::enumeration::enumeration;
use super::schema::json_type;
use super::view::View;
use super::{Lowerer, MAX_NESTING};
use crate::ir::{
    Branch, Chosen, Enum, EnumBase, EnumValue, JsonType, Origin, Role, Shape, Text, TypeId, Union, Why,
};
use crate::pointer::Pointer;
use crate::report::Code;
use openapiv3::{ReferenceOr, Schema};
use std::collections::HashSet;

impl<'a> Lowerer<'a> {
    /// `allOf`: one object of all parts, or the one part that says anything.
    pub(super) fn all_of<'v>(&mut self, id: TypeId, view: &View<'v>) -> Shape
    where
        'a: 'v,
    {
        if let [ReferenceOr::Reference { reference }] = view.all_of
            && !view.restricts()
        {
            return Shape::Same(self.referred(reference));
        }
        let at = self.api.types[id].at.clone();
        let mut parts = Vec::new();
        self.gather(view, &at, 0, &mut parts);
        parts.retain(|(part, _)| part.restricts() || part.has_object_keywords());
        if parts.iter().all(|(part, _)| is_object(part)) {
            return self.object_of(id, &parts);
        }
        match parts.as_slice() {
            [] => Shape::Any(Why::FreeForm),
            [(only, at)] => {
                self.api.types[id].at = at.clone();
                let mut only = only.clone();
                only.all_of = &[];
                self.shape_of(id, &only)
            }
            _ => self.composition(id, "allOf"),
        }
    }

    /// The parts of a schema: itself, and those of each member of its `allOf`.
    fn gather<'v>(&self, view: &View<'v>, at: &Pointer, depth: usize, parts: &mut Vec<(View<'v>, Pointer)>)
    where
        'a: 'v,
    {
        if depth > MAX_NESTING {
            return;
        }
        for (index, member) in view.all_of.iter().enumerate() {
            let at = at.child("allOf").child(index);
            if let Some((schema, at)) = self.follow(member, at) {
                self.gather(&View::of(schema), &at, depth + 1, parts);
            }
        }
        let mut own = view.clone();
        own.all_of = &[];
        parts.push((own, at.clone()));
    }

    /// The schema that a member leads to, and where it stands.
    fn follow<'v>(&self, member: &'v ReferenceOr<Schema>, at: Pointer) -> Option<(&'v Schema, Pointer)>
    where
        'a: 'v,
    {
        let (mut member, mut at) = (member, at);
        for _ in 0..MAX_NESTING {
            match member {
                ReferenceOr::Item(schema) => return Some((schema, at)),
                ReferenceOr::Reference { reference } => {
                    member = self.look_up(reference)?;
                    at = Pointer::parse(reference)?;
                }
            }
        }
        None
    }

    /// `oneOf` and `anyOf`.
    pub(super) fn union(&mut self, id: TypeId, view: &View<'_>) -> Shape {
        let (keyword, members) = match view.one_of {
            [] => ("anyOf", view.any_of),
            one_of => ("oneOf", one_of),
        };
        if members.iter().all(only_requires) {
            // Branches that only say which properties go together leave the object itself as it is.
            return self.plain(id, view);
        }
        if view.properties.is_some_and(|properties| !properties.is_empty())
            || !(view.one_of.is_empty() || view.any_of.is_empty())
        {
            return self.composition(id, keyword);
        }
        if let Some(shape) = self.text_union(members) {
            return shape;
        }
        if let [only] = members {
            let at = self.api.types[id].at.child(keyword).child(0);
            return Shape::Same(self.schema(only, Origin::Part(id, Role::NonNull), at));
        }
        let json: Vec<Option<JsonType>> = members.iter().map(|member| self.json_type_of(member)).collect();
        let at = self.api.types[id].at.child(keyword);
        let branches = members.iter().zip(&json).enumerate().map(|(index, (member, json))| {
            let origin = Origin::Part(id, Role::Branch(index));
            Branch { ty: self.schema(member, origin, at.child(index)), json: *json }
        });
        let branches = branches.collect();
        let kinds: HashSet<_> = json.iter().flatten().collect();
        let chosen = if kinds.len() == json.len() { Chosen::ByJsonType } else { Chosen::ByTrial };
        Shape::Union(Union { branches, chosen })
    }

    /// A list of texts, or any text: an enum, since every enum is open. Several plain texts: a text.
    fn text_union(&mut self, members: &[ReferenceOr<Schema>]) -> Option<Shape> {
        let mut values: Vec<EnumValue> = Vec::new();
        let mut seen = HashSet::new();
        for member in members {
            let (schema, _) = self.follow(member, Pointer::root())?;
            let view = View::of(schema);
            let plain = view.all_of.is_empty() && view.one_of.is_empty() && view.any_of.is_empty();
            if json_type(&view) != Some("string") || !plain || view.data.nullable {
                return None;
            }
            values.extend(texts_of(&view).into_iter().filter(|value| seen.insert(value.value.clone())));
        }
        Some(match values.as_slice() {
            [] => Shape::String(Text::default()),
            _ => Shape::Enum(Enum { base: EnumBase::Text, values }),
        })
    }

    /// The JSON type of a schema's values, where there is only one.
    fn json_type_of(&self, member: &ReferenceOr<Schema>) -> Option<JsonType> {
        let (schema, _) = self.follow(member, Pointer::root())?;
        let view = View::of(schema);
        if view.data.nullable {
            return None;
        }
        let named = match json_type(&view) {
            Some(named) => named,
            None => {
                let mut parts = Vec::new();
                self.gather(&view, &Pointer::root(), 0, &mut parts);
                parts.iter().find_map(|(part, _)| json_type(part))?
            }
        };
        match named {
            "boolean" => Some(JsonType::Boolean),
            "integer" => Some(JsonType::Integer),
            "number" => Some(JsonType::Number),
            "string" => Some(JsonType::String),
            "array" => Some(JsonType::Array),
            "object" => Some(JsonType::Object),
            _ => None,
        }
    }

    fn composition(&mut self, id: TypeId, keyword: &str) -> Shape {
        let at = self.api.types[id].at.child(keyword);
        let message = format!("this combination of `{keyword}` with other keywords has no type yet");
        self.report(
            Code::Unsupported,
            at,
            message,
            "it is bound as any JSON value; an overlay can simplify it",
        );
        Shape::Any(Why::Composition)
    }
}

/// The texts that a member of a union lists. What it says of itself, it says of the only one.
fn texts_of(view: &View<'_>) -> Vec<EnumValue> {
    let Some(Shape::Enum(Enum { mut values, .. })) = enumeration(view) else { return Vec::new() };
    if let [only] = values.as_mut_slice() {
        only.description = only.description.take().or_else(|| view.data.description.clone());
    }
    values
}

fn is_object(view: &View<'_>) -> bool {
    json_type(view).is_none_or(|typ| typ == "object")
        && view.enumeration.is_empty()
        && view.one_of.iter().chain(view.any_of).all(only_requires)
}

/// Whether a branch only names required properties, and so has no type of its own.
fn only_requires(member: &ReferenceOr<Schema>) -> bool {
    let ReferenceOr::Item(schema) = member else { return false };
    let view = View::of(schema);
    let describes = view.properties.is_some_and(|properties| !properties.is_empty());
    !view.required.is_empty()
        && !describes
        && view.all_of.is_empty()
        && view.one_of.is_empty()
        && view.any_of.is_empty()
}
