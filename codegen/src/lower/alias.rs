//! Types that are only another name for a type, and types that contain themselves with nothing in between.

use super::said::is_said;
use crate::ir::{Api, Docs, Shape, TypeId, TypeMap, TypeSet, Types, Why};
use std::collections::HashSet;

/// Makes every reference to an alias one to its target, and cuts endless types.
pub(super) fn resolve(api: &mut Api) {
    let ids: Vec<TypeId> = api.types.iter().map(|(id, _)| id).collect();
    let targets: Vec<Option<TypeId>> = ids.iter().map(|&id| target(&api.types, id)).collect();
    for (&id, target) in ids.iter().zip(&targets) {
        if target.is_none() {
            api.types[id].shape = Shape::Any(Why::EndlessAlias);
        }
    }
    for &id in &ids {
        // Aliases have no parts, so what is taken out is none of them and nobody misses it.
        let mut shape = std::mem::replace(&mut api.types[id].shape, Shape::Boolean);
        if let Shape::Object(object) = &mut shape {
            object.properties.iter_mut().for_each(|it| keep_words(&api.types, it.ty, &mut it.docs));
        }
        shape.for_each_part(&mut |part| *part = target(&api.types, *part).unwrap_or(*part));
        api.types[id].shape = shape;
    }
    let parameters = api.operations.iter_mut().flat_map(|operation| &mut operation.parameters);
    parameters.for_each(|it| keep_words(&api.types, it.ty, &mut it.docs));
    resolve_operations(api);
    join_nullable(&mut api.types, &ids);
    cut_endless_tuples(&mut api.types, &ids);
    cut_endless(&mut api.types, &ids);
}

pub(super) fn resolve_operations(api: &mut Api) {
    let types = &api.types;
    let follow = |id: &mut TypeId| *id = target(types, *id).unwrap_or(*id);
    api.operations.iter_mut().for_each(|operation| operation.for_each_type(&mut |id| follow(id)));
    api.events.iter_mut().for_each(|event| follow(&mut event.payload));
    let variables = api.servers.iter_mut().filter_map(|server| server.variables.as_mut());
    variables.for_each(follow);
}

/// What another name for a type says of itself is lost with it, unless what has it for its type says so.
fn keep_words(types: &Types, mut id: TypeId, docs: &mut Docs) {
    // Most types are no aliases.
    if is_said(docs) || aliased(&types[id].shape).is_none() {
        return;
    }
    let mut seen = HashSet::new();
    while let Some(next) = aliased(&types[id].shape)
        && seen.insert(id)
    {
        let alias = &types[id];
        if is_said(&alias.docs) {
            *docs = Docs { deprecated: docs.deprecated, ..alias.docs.clone() };
            return;
        }
        id = next;
    }
}

/// What is nullable twice is nullable.
fn join_nullable(types: &mut Types, ids: &[TypeId]) {
    for &id in ids {
        let mut seen = vec![id];
        while let Shape::Nullable(inner) = types[id].shape
            && let Shape::Nullable(innermost) = types[inner].shape
            && !seen.contains(&inner)
        {
            seen.push(inner);
            types[id].shape = Shape::Nullable(innermost);
        }
    }
}

/// What a type stands for in the end; `None` where aliases go round in a circle.
fn target(types: &Types, mut id: TypeId) -> Option<TypeId> {
    // Most types are no aliases, and most aliases are of what is none.
    match aliased(&types[id].shape) {
        None => return Some(id),
        Some(next) if aliased(&types[next].shape).is_none() => return Some(next),
        Some(_) => {}
    }
    let mut seen = HashSet::new();
    while let Some(next) = aliased(&types[id].shape) {
        if !seen.insert(id) {
            return None;
        }
        id = next;
    }
    Some(id)
}

fn aliased(shape: &Shape) -> Option<TypeId> {
    match shape {
        Shape::Same(target) => Some(*target),
        _ => None,
    }
}

/// A list of lists of lists … of itself has no Rust type without a name: the innermost becomes any value.
fn cut_endless(types: &mut Types, ids: &[TypeId]) {
    // Each type by the start of the walk that came by first; what another walk came by has an end.
    let mut walks: TypeMap<TypeId> = TypeMap::default();
    for &start in ids {
        let mut id = start;
        while walks.get(id).is_none() {
            *walks.entry(id) = Some(start);
            let Some(next) = unnamed_part(&types[id].shape) else { break };
            if walks.get(next) == Some(&start) {
                types[id].shape = Shape::Any(Why::EndlessAlias);
                break;
            }
            id = next;
        }
    }
}

/// A tuple that contains itself, with nothing that has a name in between, becomes any value, too.
fn cut_endless_tuples(types: &mut Types, ids: &[TypeId]) {
    for &tuple in ids.iter().filter(|id| matches!(types[**id].shape, Shape::Tuple(_))).collect::<Vec<_>>() {
        let (mut seen, mut waiting) = (TypeSet::default(), types[tuple].shape.parts());
        while let Some(part) = waiting.pop() {
            if part == tuple {
                types[tuple].shape = Shape::Any(Why::EndlessAlias);
                break;
            }
            if seen.insert(part) && !types[part].shape.is_nominal() {
                waiting.extend(types[part].shape.parts());
            }
        }
    }
}

fn unnamed_part(shape: &Shape) -> Option<TypeId> {
    match shape {
        Shape::Nullable(inner) => Some(*inner),
        Shape::Array(array) => Some(array.items),
        Shape::Map(map) => Some(map.values),
        _ => None,
    }
}
