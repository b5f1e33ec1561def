//! References in examples. An example is data, and the standard has none there; many documents have them all the same, for
//! a shared example or a part of one, since tools that resolve every `$ref` show what they lead to.

use crate::pointer::{self, Pointer};
use serde_json::{Map, Value};

/// So many values an example may be made of: references can double it again and again.
const MOST_VALUES: usize = 10_000;

/// How many references may lead from one to the next, and how deep they may nest.
const DEEPEST: usize = 64;

/// Whether a value has an object in it that is nothing but a reference.
pub(super) fn has_reference(value: &Value) -> bool {
    match value {
        Value::Object(object) => reference(object).is_some() || object.values().any(has_reference),
        Value::Array(items) => items.iter().any(has_reference),
        _ => false,
    }
}

/// The value with what its references lead to in their place; `None` where one of them leads to nothing in the document.
pub(super) fn followed(root: &Value, value: &Value) -> Option<Value> {
    Follower { root, left: MOST_VALUES }.follow(value, 0)
}

struct Follower<'a> {
    root: &'a Value,
    left: usize,
}

impl<'a> Follower<'a> {
    fn follow(&mut self, value: &Value, depth: usize) -> Option<Value> {
        self.left = self.left.checked_sub(1)?;
        if depth > DEEPEST {
            return None;
        }
        match value {
            Value::Object(object) => match reference(object) {
                Some(reference) => self.follow(self.target(reference)?, depth + 1),
                None => {
                    let members = object.iter();
                    let members =
                        members.map(|(key, value)| Some((key.clone(), self.follow(value, depth + 1)?)));
                    members.collect::<Option<Map<_, _>>>().map(Value::Object)
                }
            },
            Value::Array(items) => {
                let items = items.iter().map(|item| self.follow(item, depth + 1));
                items.collect::<Option<Vec<_>>>().map(Value::Array)
            }
            _ => Some(value.clone()),
        }
    }

    /// What a reference leads to: of a shared example, its value.
    fn target(&self, reference: &str) -> Option<&'a Value> {
        let at = Pointer::parse(reference.starts_with('#').then_some(reference)?)?;
        let target = pointer::find(self.root, at.as_str())?;
        let is_shared = at.split().is_some_and(|(parent, _)| parent.as_str() == "/components/examples");
        if is_shared { target.get("value").or(Some(target)) } else { Some(target) }
    }
}

fn reference(object: &Map<String, Value>) -> Option<&str> {
    object.get("$ref").filter(|_| object.len() == 1).and_then(Value::as_str)
}
