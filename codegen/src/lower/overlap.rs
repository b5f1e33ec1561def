//! Branches of an `anyOf` that a value can be of at once: as one object nothing of it is lost.

use super::settle::{COMPARED_DEPTH, Settler, equal, replace};
use crate::ir::{Access, Branch, Chosen, Docs, Kind, Object, Origin, Property, Role, Shape, TypeId, TypeSet};

/// What tells branches apart that are no more than objects.
#[derive(Debug, Default)]
pub(super) struct Apart {
    /// The unions a value of which may be of several branches at once: `anyOf` (JSON Schema core, section 10.2.1.2).
    pub inclusive: TypeSet,
    /// The objects that have no other keys than those of their properties.
    pub closed: TypeSet,
    /// The schemas that others extend: a value with another tag can be of one that the document does not have.
    pub bases: TypeSet,
}

impl Settler<'_> {
    /// Makes one object of those branches of an `anyOf` that a value can be of at once; answers its shape where nothing
    /// else is left.
    ///
    /// Schemas with names of their own stay branches, for who reads them wants to know which it is, and so do those with much
    /// that could be missing: the one object is one more branch. Where each of them requires something else they are
    /// alternatives, and there is no such branch.
    pub(super) fn overlapping(&mut self, branches: &mut Vec<Branch>, chosen: &Chosen) -> Option<Shape> {
        if *chosen != Chosen::ByTrial || !self.apart.inclusive.contains(self.id) {
            return None;
        }
        let ids = self.of(branches, |shape| matches!(shape, Shape::Object(_)));
        let objects: Vec<Object> = ids.iter().filter_map(|&id| self.object(id).cloned()).collect();
        let is_inline = ids.iter().all(|&id| self.is_inline(id)) && self.are_readable(&objects);
        if objects.len() < 2
            || !is_inline && !objects.iter().any(|object| is_loosest(object, &objects))
            || ids.iter().any(|&id| self.apart.closed.contains(id))
            || !self.agree(&objects)
            || objects.iter().any(|object| has_all(object, &objects))
        {
            return None;
        }
        let whole = Shape::Object(self.together(&ids, &objects));
        if !is_inline {
            let name = Some("several".to_owned());
            let ty = self.add(Role::Branch(branches.len(), name.clone()), whole);
            self.types[ty].docs = Docs::default();
            branches.push(Branch { ty, tags: Vec::new(), key: name, docs: Docs::default() });
            return None;
        }
        if ids.len() == branches.len() {
            return Some(whole);
        }
        // What it says changes with each branch that comes, and is no name for it.
        let joined = self.add(Role::Branch(0, Some("object".to_owned())), whole);
        replace(branches, &ids, joined);
        match branches.as_slice() {
            [only] => Some(Shape::Same(only.ty)),
            _ => None,
        }
    }

    fn object(&self, id: TypeId) -> Option<&Object> {
        match &self.types[id].shape {
            Shape::Object(object) => Some(object),
            _ => None,
        }
    }

    /// Whether properties of the same name are of the same type, and further keys are, too.
    fn agree(&self, objects: &[Object]) -> bool {
        let same = |a: TypeId, b: TypeId| equal(self.types, a, b, COMPARED_DEPTH);
        let Some((first, others)) = objects.split_first() else { return false };
        let mut known: Vec<&Property> = first.properties.iter().collect();
        for object in others {
            let is_same = match (first.additional, object.additional) {
                (Some(a), Some(b)) => same(a, b),
                (a, b) => a == b,
            };
            if !is_same {
                return false;
            }
            for property in &object.properties {
                match known.iter().find(|known| known.name == property.name) {
                    Some(known) if !same(known.ty, property.ty) => return false,
                    Some(_) => {}
                    None => known.push(property),
                }
            }
        }
        true
    }

    /// Whether what only some objects describe can hardly stand in a value of the others and be of another type. What nests
    /// deeper has much that can be missing: as one object, such a value could not be read at all.
    fn are_readable(&self, objects: &[Object]) -> bool {
        let is_common = |name: &str| objects.iter().all(|object| find(object, name).is_some());
        let mut own = objects.iter().flat_map(|object| &object.properties);
        own.all(|property| is_common(&property.name) || self.is_readable(property.ty, 0))
    }

    fn is_readable(&self, id: TypeId, depth: usize) -> bool {
        if depth > COMPARED_DEPTH {
            return false;
        }
        let all = |ty: TypeId| self.is_readable(ty, depth + 1);
        match &self.types[id].shape {
            Shape::Union(_) | Shape::Tuple(_) => false,
            Shape::Object(object) => {
                object.properties.iter().all(|property| !property.required && all(property.ty))
            }
            Shape::Array(array) => all(array.items),
            Shape::Map(map) => all(map.values),
            Shape::Nullable(inner) | Shape::Same(inner) => all(*inner),
            _ => true,
        }
    }

    /// All properties of some objects. Required are those that each of them requires.
    fn together(&mut self, ids: &[TypeId], objects: &[Object]) -> Object {
        let mut whole = Object::default();
        for (&id, object) in ids.iter().zip(objects) {
            for property in &object.properties {
                match whole.properties.iter_mut().find(|known| known.name == property.name) {
                    Some(known) => add_to(known, property),
                    None => whole.properties.push(self.taken_over(id, property)),
                }
            }
        }
        for property in &mut whole.properties {
            let name = property.name.as_str();
            property.required = objects.iter().all(|object| required(object).any(|other| other == name));
        }
        whole.needed = needed(objects, &whole).into_iter().collect();
        if let Some((first, others)) = objects.split_first() {
            whole.additional = first.additional;
            whole.exclusive.clone_from(&first.exclusive);
            let all = |list: &Vec<String>| others.iter().all(|other| other.needed.contains(list));
            whole.needed.extend(first.needed.iter().filter(|list| all(list)).cloned());
            whole.exclusive.retain(|pair| others.iter().all(|other| other.exclusive.contains(pair)));
            let all = |of: fn(&Object) -> Option<usize>| others.iter().all(|other| of(other) == of(first));
            whole.min_properties = first.min_properties.filter(|_| all(|object| object.min_properties));
            whole.max_properties = first.max_properties.filter(|_| all(|object| object.max_properties));
        }
        whole.kinds = self.kinds(ids, objects, &whole);
        whole
    }

    /// A property of a branch. Its type is called after the whole, where the branch has no name that it keeps.
    fn taken_over(&mut self, branch: TypeId, property: &Property) -> Property {
        let role = Role::Property(property.name.clone());
        if self.is_inline(branch) && self.types[property.ty].origin == Origin::Part(branch, role.clone()) {
            self.types[property.ty].origin = Origin::Part(self.id, role);
        }
        property.clone()
    }

    /// The kinds of objects that are put together.
    fn kinds(&self, ids: &[TypeId], objects: &[Object], whole: &Object) -> Vec<Kind> {
        let kinds = ids.iter().zip(objects).map(|(&id, object)| {
            let branch = &self.types[id];
            let name = match &branch.origin {
                Origin::Component(key) => Some(key.clone()),
                _ => branch.docs.summary.clone(),
            };
            let is_told = |property: &&Property| {
                let is_required = find(whole, &property.name).is_some_and(|whole| whole.required);
                !is_required
                    && (property.required
                        || !objects.iter().all(|other| find(other, &property.name).is_some()))
            };
            let properties = object.properties.iter().filter(is_told);
            let properties = properties.map(|property| (property.name.clone(), property.required));
            Kind { name, properties: properties.collect() }
        });
        kinds.collect()
    }
}

/// One property of each branch that the branch requires, and not all do: without any of them, none of the branches holds.
fn needed(objects: &[Object], whole: &Object) -> Option<Vec<String>> {
    let is_own = |name: &str| find(whole, name).is_some_and(|property| !property.required);
    let needed = one_of_each(objects.iter().map(required), is_own)?;
    let is_sent = |name: &String| find(whole, name).is_some_and(|property| property.access == Access::Both);
    needed.iter().all(is_sent).then_some(needed)
}

/// The first name of each list that is its own; `None` when a list has none.
pub(super) fn one_of_each<'n, N: Iterator<Item = &'n str>>(
    lists: impl Iterator<Item = N>,
    is_own: impl Fn(&str) -> bool,
) -> Option<Vec<String>> {
    let mut names: Vec<String> = Vec::new();
    for mut list in lists {
        let name = list.find(|name| is_own(name))?;
        if names.iter().all(|known| known != name) {
            names.push(name.to_owned());
        }
    }
    Some(names)
}

/// Adds what another branch says of a property.
fn add_to(known: &mut Property, other: &Property) {
    if known.docs.text.is_none() && known.docs.summary.is_none() {
        known.docs = other.docs.clone();
    }
    known.docs.deprecated &= other.docs.deprecated;
    if known.access != other.access {
        known.access = Access::Both;
    }
    if known.default != other.default {
        known.default = None;
    }
}

/// Whether an object requires nothing that not all require.
fn is_loosest(object: &Object, objects: &[Object]) -> bool {
    required(object).all(|name| objects.iter().all(|other| required(other).any(|other| other == name)))
}

/// Whether an object has the properties of all, and so takes a value of several whole.
fn has_all(object: &Object, objects: &[Object]) -> bool {
    let mut all = objects.iter().flat_map(|other| &other.properties);
    all.all(|property| find(object, &property.name).is_some())
}

fn required(object: &Object) -> impl Iterator<Item = &str> {
    object.properties.iter().filter(|property| property.required).map(|property| property.name.as_str())
}

fn find<'o>(object: &'o Object, name: &str) -> Option<&'o Property> {
    object.properties.iter().find(|property| property.name == name)
}
