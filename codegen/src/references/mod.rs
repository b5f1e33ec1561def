//! References between parts of a document.

mod inner;
mod outside;
mod repair;

pub(crate) use outside::outside;
pub use repair::repair;
pub(crate) use repair::repair_raw;

use crate::pointer::{self, Path, Pointer};
use crate::shape::{Kind, Shape};
use crate::source::Document;
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use serde_json::Value;

/// How many references may lead from one to the next.
const LONGEST_CHAIN: usize = 32;

/// How deep parts of the standard may lie inside each other.
const DEEPEST: usize = 256;

/// The value that a local reference (`#/components/schemas/Pet`) leads to: percent-encoding and the escapes of
/// JSON pointers are undone. `None` for a reference to nothing, or to another file.
pub fn resolve<'a>(root: &'a Value, reference: &str) -> Option<&'a Value> {
    let pointer = Pointer::parse(reference.starts_with('#').then_some(reference)?)?;
    pointer::find(root, pointer.as_str())
}

/// A reference that leads to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dangling {
    /// The object that holds the `$ref`.
    pub at: Pointer,
    /// The `$ref` as written.
    pub target: String,
    /// What the standard has at that place: `schema`, `example`, `response`, …
    pub kind: &'static str,
    /// Where it leads instead.
    pub leads: Leads,
}

/// Where a reference leads that does not lead to what it should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leads {
    /// To a place that does not exist, or holds no object.
    Nowhere,
    /// Round in a circle of references.
    InACircle,
    /// To something else: the name of what the standard has there, such as `parameter`.
    To(&'static str),
    /// To another file or to the network, not to this document.
    Elsewhere,
}

/// The references of a canonical document that do not lead to what they should, in the document's order.
///
/// Only places where the standard has a reference count: an example, a default or an extension is data.
pub fn dangling(document: &Document) -> Vec<Dangling> {
    find(document, false)
}

/// `raw`: the document is one of any 3.x dialect, not the canonical one.
fn find(document: &Document, raw: bool) -> Vec<Dangling> {
    let mut found = Vec::new();
    let start = Pointer::root();
    // Most references are to what others refer to, too.
    let mut known: HashMap<(String, &str), Option<Leads>> = HashMap::new();
    let mut see = |path: &Path<'_>, target: &str, kind: Kind| {
        // What an `$anchor` or `$id` names is not looked up.
        let is_left = raw && !matches!(target.get(..2), None | Some("#/"));
        let leads = known.entry((target.to_owned(), kind.name()));
        let leads = leads.or_insert_with(|| astray(&document.value, target, kind, raw));
        if let Some(leads) = leads.filter(|_| !is_left) {
            let at = path.pointer();
            found.push(Dangling { at, target: target.to_owned(), kind: kind.name(), leads });
        }
    };
    let mut walk = Walk { raw, see: &mut see };
    walk.visit(&document.value, Shape::Node(Kind::Document), &Path::start(&start), 0);
    for (at, kind) in outside(&document.value) {
        if let Some(value) = pointer::find(&document.value, at.as_str()) {
            walk.visit(value, Shape::Refer(kind), &Path::start(&at), 0);
        }
    }
    // What is outside may be part of what is outside, too.
    let mut seen = HashSet::new();
    found.retain(|dangling: &Dangling| seen.insert(dangling.at.clone()));
    found
}

/// Where a chain of references that starts at a place ends: the pointer of the first value that is no reference.
/// `None` when it leads to nothing or never ends.
pub(crate) fn end_of_chain(root: &Value, pointer: &str) -> Option<String> {
    follow(root, pointer).ok()
}

fn follow(root: &Value, pointer: &str) -> Result<String, Leads> {
    let mut at = pointer.to_owned();
    for _ in 0..LONGEST_CHAIN {
        match pointer::find(root, &at).ok_or(Leads::Nowhere)?.get("$ref") {
            Some(Value::String(next)) if next.starts_with('#') => {
                at = Pointer::parse(next).ok_or(Leads::Nowhere)?.as_str().to_owned()
            }
            Some(Value::String(_)) => return Err(Leads::Elsewhere),
            _ => return Ok(at),
        }
    }
    Err(Leads::InACircle)
}

/// Where a reference leads, unless it is to a thing of its kind.
fn astray(root: &Value, target: &str, kind: Kind, raw: bool) -> Option<Leads> {
    if !target.starts_with('#') {
        return Some(if target.is_empty() { Leads::Nowhere } else { Leads::Elsewhere });
    }
    let end = Pointer::parse(target).ok_or(Leads::Nowhere).and_then(|at| follow(root, at.as_str()));
    let end = match end {
        Ok(end) => end,
        // The reference that it leads to is told itself.
        Err(Leads::Elsewhere) => return Some(Leads::Nowhere),
        Err(leads) => return Some(leads),
    };
    // In a published document a schema may be `true` or `false`.
    let may_be_flag = raw && kind == Kind::Schema;
    let is_there = pointer::find(root, &end)
        .is_some_and(|value| value.is_object() || (may_be_flag && value.is_boolean()));
    if !is_there {
        return Some(Leads::Nowhere);
    }
    kind_at(&end).filter(|found| *found != kind).map(|found| Leads::To(found.name()))
}

/// What the standard has at a place; `None` where it has data, a list or names.
fn kind_at(pointer: &str) -> Option<Kind> {
    let mut shape = Shape::Node(Kind::Document);
    for token in Pointer::parse(pointer)?.tokens() {
        shape = match shape {
            Shape::Node(kind) | Shape::Refer(kind) => kind.published_field(&token)?,
            Shape::FlagOrSchema => Kind::Schema.published_field(&token)?,
            Shape::Map(item) | Shape::List(item) => *item,
            _ => return None,
        };
    }
    match shape {
        Shape::Node(kind) | Shape::Refer(kind) => Some(kind),
        Shape::FlagOrSchema => Some(Kind::Schema),
        _ => None,
    }
}

/// A walk of the places where the standard has a reference.
struct Walk<'a> {
    raw: bool,
    see: &'a mut dyn FnMut(&Path<'_>, &str, Kind),
}

impl Walk<'_> {
    fn visit(&mut self, value: &Value, shape: Shape, path: &Path<'_>, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        match (shape, value) {
            (Shape::Refer(kind), Value::Object(object)) => {
                let target = object.get("$ref").and_then(Value::as_str);
                if let Some(target) = target {
                    (self.see)(path, target, kind);
                }
                // Since OpenAPI 3.1 other keywords may stand beside the reference.
                if target.is_none() || self.raw {
                    self.visit(value, Shape::Node(kind), path, depth);
                }
            }
            (Shape::FlagOrSchema, Value::Object(_)) => {
                self.visit(value, Shape::Refer(Kind::Schema), path, depth)
            }
            (Shape::Node(kind), Value::Object(object)) => {
                for (key, value) in object {
                    let shape = if self.raw { kind.published_field(key) } else { kind.field(key) };
                    if let Some(shape) = shape {
                        self.visit(value, shape, &path.key(key), depth + 1);
                    }
                }
            }
            (Shape::Map(item), Value::Object(object)) => {
                for (key, value) in object {
                    self.visit(value, *item, &path.key(key), depth + 1);
                }
            }
            (Shape::List(item), Value::Array(items)) => {
                for (index, value) in items.iter().enumerate() {
                    self.visit(value, *item, &path.index(index), depth + 1);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;
