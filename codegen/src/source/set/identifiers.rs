//! Schemas by the names they give themselves: `$id`, `$anchor` and `$dynamicAnchor` (JSON Schema 2020-12, section 8.2), and
//! documents by theirs: `$self` (OpenAPI 3.2, section 4.1).

use crate::pointer::{Path, Pointer};
use serde_json::Value;
use std::collections::HashMap;

/// The named schemas of a file.
#[derive(Default)]
pub(super) struct Identifiers {
    anchors: HashMap<String, Pointer>,
    ids: HashMap<String, Pointer>,
    /// What the file calls itself without the folders before it, which references in it that are relative begin with.
    own: Option<String>,
}

impl Identifiers {
    pub fn of(value: &Value) -> Self {
        let mut identifiers = Self::default();
        let itself = value.get("$self").and_then(Value::as_str);
        identifiers.own =
            itself.and_then(|address| address.trim_end_matches('#').rsplit('/').next()).map(str::to_owned);
        identifiers.collect(value, &Path::start(&Pointer::root()));
        identifiers
    }

    /// What an anchor names.
    pub fn anchor(&self, name: &str) -> Option<&Pointer> {
        self.anchors.get(name)
    }

    /// What has an `$id`: as it is written, or by its path alone where the reference starts with a slash. The file itself, also
    /// by its name alone.
    pub fn id(&self, reference: &str) -> Option<Pointer> {
        let name = reference.strip_prefix("./").unwrap_or(reference);
        if self.own.as_deref().is_some_and(|own| !own.is_empty() && own == name) {
            return Some(Pointer::root());
        }
        let exact = self.ids.get(reference);
        let found = exact.or_else(|| {
            let path = reference.starts_with('/').then_some(reference)?;
            self.ids.iter().filter(|(id, _)| path_of(id) == Some(path)).map(|(_, at)| at).min()
        });
        found.cloned()
    }

    fn collect(&mut self, value: &Value, path: &Path<'_>) {
        match value {
            Value::Object(object) => {
                let text = |key: &str| object.get(key).and_then(Value::as_str);
                for name in [text("$anchor"), text("$dynamicAnchor")].into_iter().flatten() {
                    self.anchors.entry(name.to_owned()).or_insert_with(|| path.pointer());
                }
                if let Some(id) = text("$id").or_else(|| text("$self")) {
                    let id = id.trim_end_matches('#');
                    self.ids.entry(id.to_owned()).or_insert_with(|| path.pointer());
                }
                object.iter().for_each(|(key, value)| self.collect(value, &path.key(key)));
            }
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(index, item)| self.collect(item, &path.index(index)));
            }
            _ => {}
        }
    }
}

/// The path of an address: `/schemas/a` of `https://example.com/schemas/a`.
fn path_of(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("://")?;
    rest.get(rest.find('/')?..)
}
