//! By what a branch without a title is known among the branches of its union: its properties or values. Its number would
//! change with each branch that comes before it.

use crate::ir::{Api, Shape, TypeId};
use crate::pointer::escape;
use std::collections::HashMap;

/// How deep a branch is looked into.
const DEEPEST: usize = 2;

/// A longer text is cut, and a number stands for all of it.
const LONGEST: usize = 60;

/// How many branches of each union look alike.
#[derive(Default)]
pub(super) struct Looks(HashMap<TypeId, HashMap<String, usize>>);

impl Looks {
    /// The way from a union to a branch; `None` where another branch looks the same, or nothing is known of it.
    pub(super) fn step(&mut self, api: &Api, union: TypeId, branch: TypeId) -> Option<String> {
        let own = look(api, branch, 0)?;
        let counts = self.0.entry(union).or_insert_with(|| count(api, union));
        let is_alone = counts.get(&own).is_none_or(|count| *count < 2);
        is_alone.then(|| format!("/branches/{}", escape(&short(own))))
    }
}

fn count(api: &Api, union: TypeId) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    if let Shape::Union(union) = &api.types[union].shape {
        for look in union.branches.iter().filter_map(|branch| look(api, branch.ty, 0)) {
            *counts.entry(look).or_default() += 1;
        }
    }
    counts
}

/// What a type looks like.
fn look(api: &Api, id: TypeId, depth: usize) -> Option<String> {
    if depth > DEEPEST {
        return None;
    }
    match &api.types[id].shape {
        Shape::Object(object) => {
            let name = |property: &crate::ir::Property| match constant(api, property.ty) {
                Some(value) => format!("{}={value}", property.name),
                None => property.name.clone(),
            };
            Some(format!("{{{}}}", sorted(object.properties.iter().map(name).collect())))
        }
        Shape::Enum(list) => {
            Some(format!("[{}]", sorted(list.values.iter().map(|value| value.value.clone()).collect())))
        }
        Shape::Union(union) => {
            let all: Option<Vec<String>> =
                union.branches.iter().map(|branch| look(api, branch.ty, depth + 1)).collect();
            all.map(|all| format!("({})", sorted(all)))
        }
        Shape::Array(array) => look(api, array.items, depth + 1).map(|items| format!("list of {items}")),
        Shape::Tuple(items) => {
            let all: Option<Vec<String>> = items.iter().map(|item| look(api, *item, depth + 1)).collect();
            all.map(|all| format!("tuple of {}", all.join(",")))
        }
        Shape::Map(map) => look(api, map.values, depth + 1).map(|values| format!("map of {values}")),
        Shape::Nullable(inner) | Shape::Same(inner) => look(api, *inner, depth + 1),
        shape => shape.json_type().map(|json| format!("{json:?}").to_lowercase()),
    }
}

/// The only value that a type has.
fn constant(api: &Api, id: TypeId) -> Option<&str> {
    match &api.types[id].shape {
        Shape::Enum(list) => match list.values.as_slice() {
            [only] => Some(&only.value),
            _ => None,
        },
        _ => None,
    }
}

fn sorted(mut all: Vec<String>) -> String {
    all.sort_unstable();
    all.join(",")
}

fn short(text: String) -> String {
    if text.len() <= LONGEST {
        return text;
    }
    // FNV-1a: the same in every run and version.
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325, step);
    format!("{}… {hash:016x}", text.get(..text.floor_char_boundary(LONGEST)).unwrap_or_default())
}
