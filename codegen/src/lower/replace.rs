//! Schemas that a type of another crate stands for.

use crate::config::ForeignType;
use crate::ir::{Api, JsonType, Origin, Replaced, Shape, TypeId};
use std::collections::BTreeMap;

/// Puts the types of the configuration in the place of schemas, and takes away what only those schemas were made of.
pub(super) fn replace(api: &mut Api, types: &BTreeMap<String, ForeignType>) {
    if types.is_empty() {
        return;
    }
    let found: Vec<(TypeId, &String)> = types.keys().filter_map(|key| Some((find(api, key)?, key))).collect();
    let parts: Vec<TypeId> = found.iter().flat_map(|(id, _)| api.types[*id].shape.parts()).collect();
    for (id, key) in &found {
        let json = json_type(api, *id);
        api.types[*id].shape = Shape::Replaced(Replaced { key: (*key).clone(), json });
    }
    take_parts_away(api, parts);
}

/// The type of a schema: that of its values other than `null`.
fn find(api: &Api, key: &str) -> Option<TypeId> {
    let is_it = |id: &TypeId| api.is_called(*id, key) && !matches!(api.types[*id].shape, Shape::Nullable(_));
    let ids = || api.types.iter().map(|(id, _)| id);
    // A key with a dot is a component's own before it is the way to a property.
    let is_component = |id: &TypeId| matches!(&api.types[*id].origin, Origin::Component(own) if own == key);
    match ids().find(is_component) {
        Some(id) => Some(match api.types[id].shape {
            Shape::Nullable(inner) => inner,
            _ => id,
        }),
        None => ids().find(is_it),
    }
}

fn json_type(api: &Api, mut id: TypeId) -> Option<JsonType> {
    // Aliases may go round in a circle; that is cut later.
    for _ in 0..64 {
        match api.types[id].shape {
            Shape::Same(target) => id = target,
            _ => break,
        }
    }
    api.types[id].shape.json_type()
}

/// Takes away the parts of what was replaced that nothing else is made of.
fn take_parts_away(api: &mut Api, parts: Vec<TypeId>) {
    let inside = api.types.reachable(parts);
    let components = api.types.iter().filter_map(|(id, ty)| {
        let is_root = matches!(ty.origin, Origin::Component(_)) && !inside.contains(id);
        is_root.then_some(id)
    });
    let components: Vec<TypeId> = components.collect();
    let roots = [components, roots(api)].concat();
    let needed = api.types.reachable(roots);
    take_away(api, |id, shape| {
        inside.contains(id) && !needed.contains(id) && !matches!(shape, Shape::Replaced(_))
    });
}

/// Leaves nothing of some types.
pub(super) fn take_away(api: &mut Api, is_gone: impl Fn(TypeId, &Shape) -> bool) {
    let gone = api.types.iter().filter(|(id, ty)| is_gone(*id, &ty.shape));
    let gone: Vec<TypeId> = gone.map(|(id, _)| id).collect();
    gone.into_iter().for_each(|id| api.types[id].shape = Shape::Gone);
}

/// The types that the API has beside its components: those of operations, events and servers.
pub(super) fn roots(api: &mut Api) -> Vec<TypeId> {
    let mut roots = Vec::new();
    for operation in &mut api.operations {
        operation.for_each_type(&mut |id| roots.push(*id));
    }
    roots.extend(api.events.iter().map(|event| event.payload));
    roots.extend(api.servers.iter().filter_map(|server| server.variables));
    roots
}
