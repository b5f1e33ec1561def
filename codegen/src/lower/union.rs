//! Unions: `oneOf` and `anyOf` with nothing beside them, and base schemas that others extend.

use super::Lowerer;
use super::compose::Choice;
use super::part::{Gathering, Member, Part, Place};
use super::said::said_by;
use super::view::View;
use super::{component_at, component_key};
use crate::case::letters;
use crate::ir::{Branch, Chosen, Docs, Origin, Role, Shape, TypeId, Union};
use crate::pointer::Pointer;
use crate::references;
use crate::report::Code;
use openapiv3::{Discriminator, Schema};
use std::collections::{HashMap, HashSet};

/// The component schemas that extend each other: those that have a schema in their `allOf`, by its key.
pub(super) type Heirs<'a> = HashMap<String, Vec<&'a str>>;

impl<'a> Lowerer<'a> {
    /// `oneOf` and `anyOf` with nothing beside them.
    pub(super) fn union<'v>(&mut self, id: TypeId, choice: &Choice<'v>) -> Shape
    where
        'a: 'v,
    {
        let places = Place::all(choice.members, &choice.at);
        let types = places.iter().enumerate().map(|(index, place)| {
            let origin = Origin::Part(id, self.branch_role(index, place));
            self.typed(place, origin)
        });
        let types = types.collect();
        self.union_of(id, choice, types)
    }

    /// The union of the types of a choice's members.
    pub(super) fn union_of(&mut self, id: TypeId, choice: &Choice<'_>, types: Vec<TypeId>) -> Shape {
        let mapping = choice.discriminator.map(mapping).unwrap_or_default();
        if let (Some(discriminator), Some((schema, _))) = (choice.discriminator, choice.at.split()) {
            self.report_mapping(discriminator, &schema);
        }
        let branches = types.into_iter().zip(choice.members).enumerate();
        let branches = branches.map(|(index, (ty, member))| {
            let key = member_key(Place::new(member, choice.at.clone()).member);
            let tags = key.as_ref().map(|key| self.tags_of(key, &mapping)).unwrap_or_default();
            let docs =
                member.as_item().map(|item| said_by(item, &choice.at.child(index))).unwrap_or_default();
            Branch { ty, tags, key, docs }
        });
        let branches = branches.collect();
        let tag = choice.discriminator.map(|discriminator| discriminator.property_name.clone());
        if choice.at.tokens().last().is_some_and(|keyword| keyword == "anyOf") {
            self.apart.inclusive.insert(id);
        }
        Shape::Union(Union { branches, chosen: chosen(tag) })
    }

    /// What a member of a choice is called by.
    pub(super) fn branch_role(&self, index: usize, place: &Place<'_>) -> Role {
        Role::Branch(index, member_key(place.member))
    }

    /// A component that others extend, and that has a discriminator to tell which: one of them.
    pub(super) fn base<'v>(&mut self, id: TypeId, view: &View<'v>) -> Option<Shape>
    where
        'a: 'v,
    {
        let (discriminator, at) = discriminator_of(view, &self.api.types[id].at)?;
        let key = self.component_key_of(id)?;
        let mapping = mapping(discriminator);
        self.report_mapping(discriminator, &at);
        let mut heirs = self.heirs_of(&key);
        for (_, target) in &mapping {
            if self.components.contains_key(target.as_str()) && !heirs.contains(target) {
                heirs.push(target.clone());
            }
        }
        if heirs.iter().all(|heir| *heir == key) || !view.one_of.is_empty() || !view.any_of.is_empty() {
            return None;
        }
        let property = &discriminator.property_name;
        let mut own = Gathering::default();
        self.gather(Part { view: view.clone(), at: self.api.types[id].at.clone() }, &mut own);
        if mapping.is_empty()
            && (self.stated_tag(&key).is_some() || self.is_left_a_tag(&own.parts, property, &heirs))
        {
            heirs.push(key.clone());
        }
        let branches = heirs.iter().filter_map(|heir| {
            let ty = if *heir == key {
                self.base_itself(id, own.parts.clone())
            } else {
                *self.components.get(heir.as_str())?
            };
            let tags = self.tags_of(heir, &mapping);
            Some(Branch { ty, tags, key: Some(heir.clone()), docs: Docs::default() })
        });
        let branches = branches.collect();
        self.apart.bases.insert(id);
        Some(Shape::Union(Union { branches, chosen: chosen(Some(property.clone())) }))
    }

    /// The values of a discriminator that stand for a component: those of the mapping, or else the one that it states
    /// itself.
    fn tags_of(&self, key: &str, mapping: &[(String, String)]) -> Vec<String> {
        let mapped = mapping.iter().filter(|(_, target)| target == key).map(|(value, _)| value.clone());
        let mut tags: Vec<String> = mapped.collect();
        if tags.is_empty() {
            let is_free = |tag: &String| mapping.iter().all(|(value, _)| value != tag);
            tags.extend(self.stated_tag(key).filter(is_free));
        }
        tags
    }

    /// The value of a discriminator that a component states with a customary extension: where Swagger 2.0 has no
    /// mapping.
    fn stated_tag(&self, key: &str) -> Option<String> {
        stated_tag(self.component_schema(key)?)
    }

    /// The schema of a component, or the one that it refers to.
    fn component_schema(&self, key: &str) -> Option<&'a Schema> {
        let spec: &'a openapiv3::OpenAPI = self.spec;
        let schema = spec.components.as_ref()?.schemas.get(key)?;
        Some(self.follow(&Place::new(schema, component_at(key)))?.0)
    }

    /// The component whose type this is, `null` apart.
    fn component_key_of(&self, id: TypeId) -> Option<String> {
        match &self.api.types[id].origin {
            Origin::Component(key) => Some(key.clone()),
            Origin::Part(outer, Role::NonNull) => match &self.api.types[*outer].origin {
                Origin::Component(key) => Some(key.clone()),
                _ => None,
            },
            _ => None,
        }
    }

    /// Tells of tags of a schema's discriminator that stand for a schema which does not exist.
    fn report_mapping(&mut self, discriminator: &Discriminator, schema: &Pointer) {
        for (value, target) in &discriminator.mapping {
            // What leads to no file is told where files are read.
            let is_file = !target.starts_with('#') && target.contains(['/', '.', '#']);
            let is_there = self.components.contains_key(target_key(target).as_str())
                || references::resolve(&self.document.value, target).is_some();
            if !is_there && !is_file {
                let at = schema.child("discriminator").child("mapping").child(value);
                let message = format!("the tag `{value}` stands for `{target}`, which does not exist");
                let help = "a value with this tag is kept as JSON; correct the mapping with an overlay";
                self.report(Code::DanglingReference, at, message, help);
            }
        }
    }

    /// Whether a base lists a value of its discriminator that stands for none of those that extend it, by their names or
    /// by what they state or list themselves: such values are of the base itself.
    fn is_left_a_tag<'v>(&self, base: &[Part<'v>], property: &str, heirs: &[String]) -> bool
    where
        'a: 'v,
    {
        let listed: Vec<String> = base.iter().flat_map(|part| self.listed(&part.view, property)).collect();
        let parts = heirs.iter().flat_map(|heir| {
            let schema =
                self.spec.components.as_ref().and_then(|components| components.schemas.get(heir.as_str()));
            schema.map(|schema| self.parts_of(&Place::new(schema, component_at(heir)))).unwrap_or_default()
        });
        let own: HashSet<String> = parts
            .filter(|part| base.iter().all(|known| known.at != part.at))
            .map(|part| self.listed(&part.view, property))
            .filter(|values| *values != listed)
            .flatten()
            .chain(heirs.iter().filter_map(|heir| self.stated_tag(heir)))
            .collect();
        let is_named = |value: &String| heirs.iter().any(|heir| is_spelled(value, heir));
        listed.iter().any(|value| !own.contains(value) && !is_named(value))
    }

    /// The values that a schema lists for a property.
    fn listed<'v>(&self, view: &View<'v>, property: &str) -> Vec<String>
    where
        'a: 'v,
    {
        let schema = view.properties.and_then(|properties| properties.get(property));
        let found = schema.and_then(|schema| self.follow(&Place::new(schema, Pointer::root())));
        let values = found.map(|(schema, _)| View::of(schema).enumeration).unwrap_or_default();
        values.iter().filter_map(|value| value.as_str().map(str::to_owned)).collect()
    }

    /// The base as a branch beside those that extend it, with all that it extends itself.
    fn base_itself<'v>(&mut self, id: TypeId, parts: Vec<Part<'v>>) -> TypeId
    where
        'a: 'v,
    {
        let at = self.api.types[id].at.clone();
        let itself = self.reserve(Origin::Part(id, Role::Base), at);
        self.api.types[itself].docs = self.api.types[id].docs.clone();
        let shape = match parts.as_slice() {
            [_] => self.object_of(itself, &parts),
            _ => self.whole(itself, parts),
        };
        self.api.types[itself].shape = shape;
        itself
    }

    /// The components that extend one, those that extend those included. What has a discriminator of its own stands for
    /// those that extend it.
    fn heirs_of(&self, key: &str) -> Vec<String> {
        let (mut found, mut waiting) = (Vec::new(), vec![key.to_owned()]);
        let mut seen = HashSet::from([key.to_owned()]);
        while let Some(next) = waiting.pop() {
            for heir in self.heirs.get(&next).into_iter().flatten() {
                if seen.insert((*heir).to_owned()) {
                    found.push((*heir).to_owned());
                    if !self.is_base(heir) {
                        waiting.push((*heir).to_owned());
                    }
                }
            }
        }
        found
    }

    /// Whether a component has a discriminator and others that extend it.
    fn is_base(&self, key: &str) -> bool {
        self.heirs.contains_key(key)
            && self
                .component_schema(key)
                .is_some_and(|schema| discriminator_of(&View::of(schema), &Pointer::root()).is_some())
    }

    /// Whether a type is a component that extends the base to which a reference leads, even if by nothing: the base has a
    /// discriminator, or lists it.
    pub(super) fn is_heir(&self, id: TypeId, reference: &str) -> bool {
        let (Some(own), Some(key)) = (self.component_key_of(id), component_key(reference)) else {
            return false;
        };
        let is_it = |member| member_key(Place::new(member, Pointer::root()).member).as_ref() == Some(&own);
        let lists = |schema| {
            let view = View::of(schema);
            view.one_of.iter().chain(view.any_of).any(is_it)
        };
        self.is_base(&key) || self.component_schema(&key).is_some_and(lists)
    }
}

/// The discriminator of a schema that others extend, its own or that of a part of its `allOf` that stands in it, and where
/// that part stands.
fn discriminator_of<'v>(view: &View<'v>, at: &Pointer) -> Option<(&'v Discriminator, Pointer)> {
    if let Some(discriminator) = &view.data.discriminator {
        return Some((discriminator, at.clone()));
    }
    let parts = view.all_of.iter().enumerate();
    let mut parts = parts.filter_map(|(index, part)| Some((View::of(part.as_item()?), index)));
    parts.find_map(|(part, index)| {
        // That of a choice tells the alternatives of the choice apart.
        let is_choice = !part.one_of.is_empty() || !part.any_of.is_empty();
        discriminator_of(&part, &at.child("allOf").child(index)).filter(|_| !is_choice)
    })
}

/// The value of a discriminator that a schema, or a part that stands in it, says is its own.
fn stated_tag(schema: &Schema) -> Option<String> {
    let extensions = &schema.schema_data.extensions;
    let own = ["x-ms-discriminator-value", "x-discriminator-value"]
        .iter()
        .find_map(|key| extensions.get(*key)?.as_str().map(str::to_owned));
    let parts = || View::of(schema).all_of.iter().filter_map(|part| part.as_item());
    own.or_else(|| parts().find_map(stated_tag))
}

/// Whether a value is a name in another spelling: `weekly_limit` is `WeeklyLimit`.
pub(super) fn is_spelled(value: &str, name: &str) -> bool {
    letters(value) == letters(name)
}

fn chosen(tag: Option<String>) -> Chosen {
    tag.map_or(Chosen::ByTrial, |property| Chosen::ByTag { property, is_certain: false })
}

/// The values of a discriminator, and the key of the component that each stands for.
fn mapping(discriminator: &Discriminator) -> Vec<(String, String)> {
    let pairs = discriminator.mapping.iter();
    pairs.map(|(value, target)| (value.clone(), target_key(target))).collect()
}

/// A target is a reference, or the bare name of a component, which may look like a file.
fn target_key(target: &str) -> String {
    component_key(target).unwrap_or_else(|| {
        let name = target.rsplit(['/', '#']).next().unwrap_or(target);
        let extensions = [".json", ".yaml", ".yml"];
        extensions.iter().find_map(|extension| name.strip_suffix(extension)).unwrap_or(name).to_owned()
    })
}

/// The key of the component that a member of a choice stands for: by a reference, perhaps with words beside it.
fn member_key(member: Member<'_>) -> Option<String> {
    match member {
        Member::Reference(reference) => component_key(reference),
        Member::Item(item) => {
            let view = View::of(item);
            match view.all_of {
                [only] if !view.says_more() => member_key(Place::new(only, Pointer::root()).member),
                _ => None,
            }
        }
    }
}

/// Finds the components that have another one in their `allOf`.
pub(super) fn heirs(spec: &openapiv3::OpenAPI) -> Heirs<'_> {
    let mut heirs = Heirs::new();
    for (key, schema) in spec.components.iter().flat_map(|components| &components.schemas) {
        if let Some(schema) = schema.as_item() {
            add_bases(key, schema, &mut heirs);
        }
    }
    heirs
}

fn add_bases<'a>(key: &'a str, schema: &'a Schema, heirs: &mut Heirs<'a>) {
    for member in View::of(schema).all_of {
        match Place::new(member, Pointer::root()).member {
            Member::Reference(reference) => {
                if let Some(base) = component_key(reference).filter(|base| base != key) {
                    heirs.entry(base).or_default().push(key);
                }
            }
            Member::Item(item) => add_bases(key, item, heirs),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::report::Code;
    use crate::{Input, generate};

    #[test]
    fn a_tag_that_stands_for_nothing_is_told_once() {
        let text = "openapi: 3.1.0
info: { title: Zoo, version: '1' }
paths: {}
components:
  schemas:
    Cat: { type: object, properties: { kind: { type: string } } }
    Dog: { type: object, properties: { kind: { type: string }, name: { type: string } } }
    Pet:
      oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }]
      discriminator: { propertyName: kind, mapping: { cat: Cat, dog: '#/components/schemas/Dog', ox: Ox, cow: 'cow.yml#/Cow' } }
";
        let output = generate(&Input::text("zoo.yml", text));
        let told = output.report.diagnostics().iter().filter(|found| found.code != Code::NameCollision);
        let told: Vec<_> = told.filter_map(|found| found.place.pointer.split()).map(|(_, tag)| tag).collect();
        assert_eq!(told, ["cow", "ox"]);
    }
}
