//! Stage `analyze`: facts about the graph of types, in side tables by [`TypeId`].

use crate::ir::{Api, Chosen, Shape, TypeId, TypeMap, TypeSet, Types};
use std::collections::HashMap;

/// What emission needs to know and the types do not say one by one.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The group of types that contain each other by value, for each type that is in one.
    groups: TypeMap<usize>,
    /// How many types there are in the largest group of those that contain each other in any way, also in lists.
    entangled: usize,
    /// Types of which no finite value exists.
    endless: TypeSet,
    /// Types of which a value can break a constraint.
    checked: TypeSet,
    /// Types that stand in a request, and in a response.
    sent: TypeSet,
    received: TypeSet,
    /// What the unions that a type is a branch of are told apart by, and the value that stands for it, where that is one.
    tags: TypeMap<Vec<(String, Option<String>)>>,
}

impl Facts {
    /// Whether a field of type `inner`, in a value of type `outer`, needs a `Box` to have a size.
    pub fn is_boxed(&self, outer: TypeId, inner: TypeId) -> bool {
        self.groups.get(outer).is_some_and(|group| self.groups.get(inner) == Some(group))
    }

    /// Whether a type contains itself by value, and so stands in a `Box` somewhere.
    pub fn is_recursive(&self, id: TypeId) -> bool {
        self.groups.get(id).is_some()
    }

    /// The most types that contain each other, one in the next: so deep the compiler may have to look.
    pub fn entangled(&self) -> usize {
        self.entangled
    }

    /// Whether no finite value of a type exists: it requires itself. A required property of such a type is treated as
    /// optional, for otherwise nothing could ever be made.
    pub fn is_endless(&self, id: TypeId) -> bool {
        self.endless.contains(id)
    }

    /// Whether a value of the type can break a constraint.
    pub fn is_checked(&self, id: TypeId) -> bool {
        self.checked.contains(id)
    }

    /// Whether a request can contain the type.
    pub fn is_sent(&self, id: TypeId) -> bool {
        self.sent.contains(id)
    }

    /// Whether a response can contain the type.
    pub fn is_received(&self, id: TypeId) -> bool {
        self.received.contains(id)
    }

    /// The value of a property that says, in every union the type is a branch of, that a value is of this type.
    pub fn tag(&self, id: TypeId, property: &str) -> Option<&str> {
        let tags = self.tags.get(id).into_iter().flatten();
        let mut values = tags.filter(|(name, _)| name == property).map(|(_, value)| value.as_deref());
        let first = values.next()??;
        values.all(|value| value == Some(first)).then_some(first)
    }
}

/// Collects the facts.
pub fn analyze(api: &Api) -> Facts {
    let parameters = api.operations.iter().flat_map(|operation| &operation.parameters);
    let bodies = api.operations.iter().flat_map(|operation| operation.sent());
    let sent = bodies.chain(parameters.map(|parameter| parameter.ty));
    let responses = api.operations.iter().flat_map(|operation| &operation.responses);
    let headers = api.operations.iter().filter_map(|operation| operation.headers);
    let received = responses.flat_map(|response| response.types()).chain(headers);
    let received = received.chain(api.events.iter().map(|event| event.payload));
    Facts {
        groups: groups(&api.types, held_parts),
        entangled: largest(&groups(&api.types, Shape::parts)),
        endless: endless(&api.types),
        checked: checked(&api.types),
        sent: api.types.reachable(sent),
        received: api.types.reachable(received),
        tags: tags(&api.types),
    }
}

/// The tags of the branches of unions. One that is no more than the name of a schema, where the document does not say
/// all tags, is a guess, and none.
fn tags(types: &Types) -> TypeMap<Vec<(String, Option<String>)>> {
    let mut tags: TypeMap<Vec<_>> = TypeMap::default();
    for (_, ty) in types.iter() {
        let Shape::Union(union) = &ty.shape else { continue };
        let Chosen::ByTag { property, is_certain } = &union.chosen else { continue };
        for branch in &union.branches {
            let only = match branch.tags.as_slice() {
                [only] if *is_certain || branch.key.as_ref() != Some(only) => Some(only.clone()),
                _ => None,
            };
            tags.entry(branch.ty).get_or_insert_default().push((property.clone(), only));
        }
    }
    tags
}

/// The types that a value of the shape contains without a heap allocation in between.
fn held_parts(shape: &Shape) -> Vec<TypeId> {
    match shape {
        Shape::Array(_) | Shape::Map(_) => Vec::new(),
        Shape::Object(object) => object.properties.iter().map(|property| property.ty).collect(),
        other => other.parts(),
    }
}

/// Numbers the groups of types that hold each other: the strongly connected components (Kosaraju) in which there is a
/// cycle.
fn groups(types: &Types, parts: impl Fn(&Shape) -> Vec<TypeId>) -> TypeMap<usize> {
    let forward = |id: TypeId| parts(&types[id].shape);
    let mut backward: TypeMap<Vec<TypeId>> = TypeMap::default();
    for (id, ty) in types.iter() {
        for part in parts(&ty.shape) {
            backward.entry(part).get_or_insert_default().push(id);
        }
    }
    let mut finished = Vec::new();
    let mut seen = TypeSet::default();
    for (id, _) in types.iter() {
        post_order(id, &forward, &mut seen, &mut finished);
    }
    let mut groups = TypeMap::default();
    let mut seen = TypeSet::default();
    for (number, &id) in finished.iter().rev().enumerate() {
        let mut members = Vec::new();
        post_order(id, &|id| backward.get(id).cloned().unwrap_or_default(), &mut seen, &mut members);
        let is_cycle =
            members.len() > 1 || members.first().is_some_and(|&only| forward(only).contains(&only));
        if is_cycle {
            members.into_iter().for_each(|member| *groups.entry(member) = Some(number));
        }
    }
    groups
}

/// The size of the largest group.
fn largest(groups: &TypeMap<usize>) -> usize {
    let mut sizes: HashMap<usize, usize> = HashMap::new();
    groups.iter().for_each(|(_, group)| *sizes.entry(*group).or_default() += 1);
    sizes.into_values().max().unwrap_or_default()
}

/// Depth-first post-order without recursion, for a document may chain thousands of schemas.
fn post_order(
    start: TypeId,
    next: &dyn Fn(TypeId) -> Vec<TypeId>,
    seen: &mut TypeSet,
    finished: &mut Vec<TypeId>,
) {
    if !seen.insert(start) {
        return;
    }
    let mut stack = vec![(start, next(start))];
    while let Some((id, rest)) = stack.last_mut() {
        match rest.pop() {
            Some(part) if seen.insert(part) => stack.push((part, next(part))),
            Some(_) => {}
            None => {
                finished.push(*id);
                stack.pop();
            }
        }
    }
}

/// The types that have no finite value: what is left when all types with one are found.
fn endless(types: &Types) -> TypeSet {
    grow(types, |shape, finite| match shape {
        Shape::Object(object) => {
            object.properties.iter().filter(|property| property.required).all(|property| finite(property.ty))
        }
        Shape::Tuple(items) => items.iter().all(|item| finite(*item)),
        Shape::Union(union) => union.branches.iter().any(|branch| finite(branch.ty)),
        _ => true,
    })
    .1
}

/// The types with a constraint in them.
fn checked(types: &Types) -> TypeSet {
    grow(types, |shape, checked| is_constrained(shape) || shape.parts().into_iter().any(checked)).0
}

fn is_constrained(shape: &Shape) -> bool {
    match shape {
        Shape::String(text) => {
            let is_patterned = text.chars.is_some() || text.regex.is_some();
            text.min_length.or(text.max_length).is_some() || is_patterned
        }
        Shape::Integer(integer) => !integer.limits.is_empty(),
        Shape::Number(number) => !number.limits.is_empty(),
        Shape::Array(array) => array.min_items.or(array.max_items).is_some() || array.unique,
        Shape::Map(map) => map.min_properties.or(map.max_properties).is_some() || !map.exclusive.is_empty(),
        Shape::Object(object) => {
            !object.exclusive.is_empty()
                || !object.needed.is_empty()
                || object.min_properties.or(object.max_properties).is_some()
        }
        _ => false,
    }
}

/// Grows a set of types until nothing more holds; returns the set and its complement.
fn grow(types: &Types, holds: impl Fn(&Shape, &dyn Fn(TypeId) -> bool) -> bool) -> (TypeSet, TypeSet) {
    let mut users: TypeMap<Vec<TypeId>> = TypeMap::default();
    for (id, ty) in types.iter() {
        for part in ty.shape.parts() {
            users.entry(part).get_or_insert_default().push(id);
        }
    }
    let mut set = TypeSet::default();
    let mut waiting: Vec<TypeId> = types.iter().map(|(id, _)| id).collect();
    while let Some(id) = waiting.pop() {
        if !set.contains(id) && holds(&types[id].shape, &|part| set.contains(part)) {
            set.insert(id);
            waiting.extend(users.get(id).into_iter().flatten());
        }
    }
    let mut rest = TypeSet::default();
    for (id, _) in types.iter().filter(|(id, _)| !set.contains(*id)) {
        rest.insert(id);
    }
    (set, rest)
}
