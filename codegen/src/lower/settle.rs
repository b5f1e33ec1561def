//! Unions as simple as their branches allow: nothing is a union that has a simpler type.

use super::intern::post_order;
use super::overlap::Apart;
use super::tag;
use crate::ir::{
    Api, Branch, Chosen, EnumBase, Object, Origin, Role, Shape, Type, TypeId, TypeMap, Types, Union, Why,
};
use crate::pointer::Pointer;
use std::collections::HashSet;

/// So deep are types compared that are not the same.
pub(super) const COMPARED_DEPTH: usize = 8;

/// Simplifies all unions, those within others first, and finds how the branches of the rest are told apart. Answers where
/// unions stand whose branches have rules that the type which is made of them has not.
pub(super) fn settle(api: &mut Api, apart: &Apart) -> Vec<Pointer> {
    let (mut dropped, mut lost) = (Vec::new(), Vec::new());
    for id in post_order(&api.types) {
        if let Shape::Union(union) = &api.types[id].shape {
            let union = union.clone();
            Settler { types: &mut api.types, id, apart, lost: &mut lost }.settle(union, &mut dropped);
        }
    }
    prune(&mut api.types, dropped);
    lost
}

/// Takes the shape of inline types that nothing uses any more, and of what only they used.
fn prune(types: &mut Types, mut dropped: Vec<TypeId>) {
    let mut uses: TypeMap<usize> = TypeMap::default();
    for (_, ty) in types.iter() {
        for part in ty.shape.parts() {
            *uses.entry(part).get_or_insert_default() += 1;
        }
    }
    while let Some(id) = dropped.pop() {
        let is_inline = matches!(types[id].origin, Origin::Part(..));
        if !is_inline || uses.get(id).is_some_and(|uses| *uses > 0) {
            continue;
        }
        let shape = std::mem::replace(&mut types[id].shape, Shape::Any(Why::FreeForm));
        for part in shape.parts() {
            let uses = uses.entry(part).get_or_insert_default();
            *uses = uses.saturating_sub(1);
            dropped.push(part);
        }
    }
}

pub(super) struct Settler<'t> {
    pub types: &'t mut Types,
    pub id: TypeId,
    pub apart: &'t Apart,
    pub lost: &'t mut Vec<Pointer>,
}

impl Settler<'_> {
    fn settle(&mut self, union: Union, dropped: &mut Vec<TypeId>) {
        dropped.extend(union.branches.iter().map(|branch| branch.ty));
        let (mut branches, mut is_nullable) = (Vec::new(), false);
        self.flatten(union.branches, &union.chosen, &mut branches, &mut is_nullable);
        dropped.extend(branches.iter().map(|branch| branch.ty));
        self.join_equal(&mut branches);
        self.join_lists(&mut branches, EnumBase::Text);
        self.join_lists(&mut branches, EnumBase::Integer);
        self.join_numbers(&mut branches);
        // A discriminator says that they are kinds apart, however alike they are.
        if union.chosen == Chosen::ByTrial {
            self.join_objects(&mut branches);
        }
        let shape = match branches.as_slice() {
            [] => Shape::Any(Why::EndlessAlias),
            [only] if !self.apart.bases.contains(self.id) => self.only(only.ty),
            _ => {
                let chosen = tag::choose(self.types, &mut branches, union.chosen);
                self.overlapping(&mut branches, &chosen).unwrap_or(Shape::Union(Union { branches, chosen }))
            }
        };
        self.types[self.id].shape = match is_nullable {
            true => Shape::Nullable(self.add(Role::NonNull, shape)),
            false => shape,
        };
    }

    /// A type within the union.
    pub(super) fn add(&mut self, role: Role, shape: Shape) -> TypeId {
        let own = &self.types[self.id];
        let (docs, at) = (own.docs.clone(), own.at.clone());
        self.types.add(Type { origin: Origin::Part(self.id, role), docs, at, shape })
    }

    pub(super) fn add_branch(&mut self, shape: Shape) -> TypeId {
        self.add(Role::Branch(0, None), shape)
    }

    /// A union of one is its member, which is called after the union if it has no name of its own.
    fn only(&mut self, ty: TypeId) -> Shape {
        let (own, member) = (self.types[self.id].docs.clone(), &mut self.types[ty]);
        if matches!(member.origin, Origin::Part(_, Role::Branch(..))) {
            member.origin = Origin::Part(self.id, Role::NonNull);
            if own.text.is_some() || own.summary.is_some() {
                member.docs = own;
            }
        }
        Shape::Same(ty)
    }

    /// The branches with those of unions among them, without `null` and without the union itself.
    fn flatten(&self, from: Vec<Branch>, chosen: &Chosen, flat: &mut Vec<Branch>, is_nullable: &mut bool) {
        let mut seen = HashSet::from([self.id]);
        let mut waiting: Vec<Branch> = from.into_iter().rev().collect();
        while let Some(mut branch) = waiting.pop() {
            match &self.types[branch.ty].shape {
                Shape::Same(target) | Shape::Nullable(target) => {
                    *is_nullable |= matches!(self.types[branch.ty].shape, Shape::Nullable(_));
                    if seen.insert(branch.ty) {
                        branch.ty = *target;
                        waiting.push(branch);
                    }
                }
                Shape::Union(inner) if self.is_inline(branch.ty) && is_joinable(&inner.chosen, chosen) => {
                    if seen.insert(branch.ty) {
                        waiting.extend(inner.branches.iter().rev().cloned());
                    }
                }
                _ if branch.ty == self.id => {}
                _ => flat.push(branch),
            }
        }
    }

    pub(super) fn is_inline(&self, id: TypeId) -> bool {
        matches!(self.types[id].origin, Origin::Part(..))
    }

    /// Keeps the first of equal types.
    fn join_equal(&self, branches: &mut Vec<Branch>) {
        let mut kept: Vec<Branch> = Vec::new();
        for branch in branches.drain(..) {
            match kept.iter_mut().find(|known| equal(self.types, known.ty, branch.ty, COMPARED_DEPTH)) {
                Some(known) => known.tags.extend(branch.tags),
                None => kept.push(branch),
            }
        }
        *branches = kept;
    }

    /// Objects that only differ in what is required are one object.
    fn join_objects(&mut self, branches: &mut Vec<Branch>) {
        let objects = self.of(branches, |shape| matches!(shape, Shape::Object(_)));
        let Some((&first, rest)) = objects.split_first() else { return };
        let Shape::Object(object) = &self.types[first].shape else { return };
        let mut loosest = object.clone();
        let mut same = vec![first];
        for &other in rest {
            let Shape::Object(other_object) = &self.types[other].shape else { continue };
            if differ_in_required(self.types, &loosest, other_object) {
                for (property, other) in loosest.properties.iter_mut().zip(&other_object.properties) {
                    property.required &= other.required;
                }
                loosest.needed.retain(|list| other_object.needed.contains(list));
                same.push(other);
            }
        }
        if same.len() < 2 {
            return;
        }
        let is_loosest = |id: &&TypeId| match &self.types[**id].shape {
            Shape::Object(object) => {
                required(object).eq(required(&loosest)) && object.needed == loosest.needed
            }
            _ => false,
        };
        let joined = match same.iter().find(is_loosest) {
            Some(loosest) => *loosest,
            None => self.add_branch(Shape::Object(loosest)),
        };
        replace(branches, &same, joined);
    }

    pub(super) fn of(&self, branches: &[Branch], is: impl Fn(&Shape) -> bool) -> Vec<TypeId> {
        branches.iter().map(|branch| branch.ty).filter(|&ty| is(&self.types[ty].shape)).collect()
    }
}

/// Whether a union within another one can be told apart with it.
fn is_joinable(inner: &Chosen, outer: &Chosen) -> bool {
    *inner == Chosen::ByTrial
        || matches!((inner, outer), (Chosen::ByTag { property: a, .. }, Chosen::ByTag { property: b, .. }) if a == b)
}

/// Puts one type in place of several, where the first of them stands.
pub(super) fn replace(branches: &mut Vec<Branch>, old: &[TypeId], new: TypeId) {
    let mut found = false;
    branches.retain_mut(|branch| {
        let is_old = old.contains(&branch.ty);
        let is_first = is_old && !found;
        found |= is_old;
        if is_first {
            branch.ty = new;
        }
        !is_old || is_first
    });
}

fn required(object: &Object) -> impl Iterator<Item = bool> + '_ {
    object.properties.iter().map(|property| property.required)
}

fn differ_in_required(types: &Types, one: &Object, other: &Object) -> bool {
    one.properties.len() == other.properties.len()
        && one.additional.is_some() == other.additional.is_some()
        && one
            .properties
            .iter()
            .zip(&other.properties)
            .all(|(a, b)| a.name == b.name && equal(types, a.ty, b.ty, COMPARED_DEPTH))
        && one.additional.zip(other.additional).is_none_or(|(a, b)| equal(types, a, b, COMPARED_DEPTH))
}

/// Whether two types have the same values, as far as that can be told without looking deep. Named schemas are types of
/// their own.
pub(super) fn equal(types: &Types, one: TypeId, other: TypeId, depth: usize) -> bool {
    if one == other {
        return true;
    }
    let (a, b) = (&types[one], &types[other]);
    let is_named = |ty: &Type| ty.shape.is_nominal() && matches!(ty.origin, Origin::Component(_));
    if depth == 0
        || is_named(a)
        || is_named(b)
        || std::mem::discriminant(&a.shape) != std::mem::discriminant(&b.shape)
    {
        return false;
    }
    if !is_same_apart_from_parts(&a.shape, &b.shape, one) {
        return false;
    }
    let (parts, others) = (a.shape.parts(), b.shape.parts());
    parts.len() == others.len() && parts.into_iter().zip(others).all(|(a, b)| equal(types, a, b, depth - 1))
}

/// Whether two shapes are the same apart from their parts and from what is said of them. Most are told apart by their
/// first names, so nothing is copied for it.
fn is_same_apart_from_parts(one: &Shape, other: &Shape, filler: TypeId) -> bool {
    match (one, other) {
        (Shape::Object(a), Shape::Object(b)) => is_same_object(a, b),
        (Shape::Union(a), Shape::Union(b)) => {
            let mut branches = a.branches.iter().zip(&b.branches);
            a.chosen == b.chosen
                && a.branches.len() == b.branches.len()
                && branches.all(|(a, b)| a.tags == b.tags && a.docs == b.docs)
        }
        (Shape::Array(_) | Shape::Map(_) | Shape::Tuple(_) | Shape::Nullable(_), _) => {
            bare(one, filler) == bare(other, filler)
        }
        _ => one == other,
    }
}

fn is_same_object(one: &Object, other: &Object) -> bool {
    let Object { properties, min_properties, max_properties, exclusive, needed, additional, kinds } = one;
    properties.len() == other.properties.len()
        && properties.iter().zip(&other.properties).all(|(a, b)| {
            a.name == b.name && a.required == b.required && a.access == b.access && a.default == b.default
        })
        && *min_properties == other.min_properties
        && *max_properties == other.max_properties
        && *exclusive == other.exclusive
        && *needed == other.needed
        && additional.is_some() == other.additional.is_some()
        && *kinds == other.kinds
}

/// A shape with one and the same part in place of each.
fn bare(shape: &Shape, filler: TypeId) -> Shape {
    let mut shape = shape.clone();
    shape.for_each_part(&mut |part| *part = filler);
    shape
}
