//! Reads parameters of the style `deepObject`: `name[k]=v`, and what services make of it for lists.

use super::decode::place;
use super::slot::Target;
use super::style_read::{Broken, Source, decoded, of_text};
use serde_json::Value;
use std::collections::BTreeMap;

/// Keys nested deeper than this are refused.
const DEEPEST: usize = 32;

/// What stands under a key.
#[derive(Default)]
struct Node {
    text: Option<String>,
    within: BTreeMap<String, Node>,
    /// How many items without a key of their own were added.
    added: usize,
}

/// The value of a parameter; `None` when it is absent.
pub(super) fn value(target: Target<'_>, name: &str, source: Source<'_>) -> Result<Option<Value>, Broken> {
    let Source::Pairs(pairs, _) = source else { return Ok(None) };
    let mut root = Node::default();
    let mut is_any = false;
    for (key, raw) in pairs {
        let Some(keys) = key.strip_prefix(name).and_then(keys) else { continue };
        if keys.len() > DEEPEST {
            return Err(Broken);
        }
        root.insert(&keys, decoded(raw)?);
        is_any = true;
    }
    Ok(is_any.then(|| root.value(target)))
}

/// `a`, `b` and nothing of `[a][b][]`; `None` when it is none of these.
fn keys(text: &str) -> Option<Vec<&str>> {
    let mut keys = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (key, after) = rest.strip_prefix('[')?.split_once(']')?;
        keys.push(key);
        rest = after;
    }
    Some(keys)
}

impl Node {
    fn insert(&mut self, keys: &[&str], text: String) {
        match keys {
            [] => self.text = Some(text),
            ["", rest @ ..] => {
                let key = self.added.to_string();
                self.added += 1;
                self.within.entry(key).or_default().insert(rest, text);
            }
            [key, rest @ ..] => self.within.entry((*key).to_owned()).or_default().insert(rest, text),
        }
    }

    /// As what a place takes.
    fn value(self, target: Target<'_>) -> Value {
        match (target, self.text) {
            (Target::Option(option), text) => Self { text, ..self }.value(option.fill()),
            (target, Some(text)) if self.within.is_empty() => of_text(target, &text),
            (Target::List(list), _) => {
                list.start(0);
                in_order(self.within).map(|item| item.value(list.push())).collect()
            }
            (Target::Model(model), _) => {
                let mut out = serde_json::Map::new();
                let fields = model.shape().fields();
                for (key, node) in self.within {
                    let place = match fields.iter().enumerate().find(|(_, field)| field.name == key) {
                        Some((index, field)) => Some(place(model, index, field.presence)),
                        None => model.additional_mut().map(|map| map.insert(key.clone())),
                    };
                    if let Some(place) = place {
                        out.insert(key, node.value(place));
                    }
                }
                Value::Object(out)
            }
            (Target::Map(map), _) => {
                let entries = self.within.into_iter();
                let entries = entries.map(|(key, node)| (key.clone(), node.value(map.insert(key))));
                Value::Object(entries.collect())
            }
            _ => Value::Object(self.within.into_iter().map(|(key, node)| (key, node.untyped())).collect()),
        }
    }

    /// Where any value may stand.
    fn untyped(self) -> Value {
        let mut any = Value::Null;
        self.value(Target::Any(&mut any))
    }
}

/// The items of a list by their keys, which are indices: 10 comes after 9.
fn in_order(within: BTreeMap<String, Node>) -> impl Iterator<Item = Node> {
    let mut items: Vec<(String, Node)> = within.into_iter().collect();
    items.sort_by(|(a, _), (b, _)| (a.len(), a).cmp(&(b.len(), b)));
    items.into_iter().map(|(_, item)| item)
}
