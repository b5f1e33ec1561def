//! What references lead to in places that the standard does not have: below an extension, as bundlers put it there, or
//! in a section of somebody's own.

use super::Walk;
use crate::pointer::{self, Path, Pointer};
use crate::shape::{Kind, Shape};
use serde_json::Value;
use std::collections::BTreeMap;

/// The places outside the standard that references lead to, each with the kind of thing that is wanted there, an outer one
/// before those in it. What such places refer to counts as well.
pub(crate) fn outside(root: &Value) -> Vec<(Pointer, Kind)> {
    if !refers_outside(root) {
        return Vec::new();
    }
    let (mut found, start) = (BTreeMap::new(), Pointer::root());
    let mut waiting = vec![(root, Shape::Node(Kind::Document), start)];
    while let Some((value, shape, at)) = waiting.pop() {
        let mut see = |_: &Path<'_>, target: &str, kind: Kind| {
            let Some((at, value)) = target_outside(root, target) else { return };
            if !found.contains_key(&at) {
                found.insert(at.clone(), kind);
                waiting.push((value, Shape::Refer(kind), at));
            }
        };
        Walk { raw: true, see: &mut see }.visit(value, shape, &Path::start(&at), 0);
    }
    found.into_iter().collect()
}

/// Whether any `$ref`, or what looks like one, leads to such a place: most documents have none.
fn refers_outside(root: &Value) -> bool {
    let mut open = vec![root];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(object) => {
                let target = object.get("$ref").and_then(Value::as_str).filter(|target| !is_plain(target));
                if target.is_some_and(|target| target_outside(root, target).is_some()) {
                    return true;
                }
                open.extend(object.values());
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    false
}

/// Whether a reference is to a component, as nearly all are.
fn is_plain(target: &str) -> bool {
    let name = target.strip_prefix("#/components/schemas/").or_else(|| target.strip_prefix("#/definitions/"));
    name.is_some_and(|name| !name.contains('/'))
}

/// The object outside the standard that a reference leads to.
fn target_outside<'a>(root: &'a Value, target: &str) -> Option<(Pointer, &'a Value)> {
    let at = Pointer::parse(target).filter(|at| target.starts_with('#') && is_outside(at))?;
    let value = pointer::find(root, at.as_str()).filter(|value| value.is_object())?;
    Some((at, value))
}

/// Whether the standard has nothing at a place, not even data such as an example.
fn is_outside(at: &Pointer) -> bool {
    let mut shape = Shape::Node(Kind::Document);
    for token in at.tokens() {
        let next = match shape {
            Shape::Node(kind) | Shape::Refer(kind) => kind.published_field(&token),
            Shape::FlagOrSchema => Kind::Schema.published_field(&token),
            Shape::Map(item) | Shape::List(item) => Some(*item),
            _ => return false,
        };
        match next {
            Some(next) => shape = next,
            None => return true,
        }
    }
    false
}
