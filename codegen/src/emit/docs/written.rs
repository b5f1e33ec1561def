//! The descriptions of a document, written once each before anything asks for them.
//!
//! They need no names, so that they are written while the model is made and named, and many are in a document more than once.

use super::{Links, item, summary};
use crate::source::may_hold;
use foldhash::{HashMap, HashMapExt};
use serde_json::{Map, Value};

/// The documentation texts of descriptions from which no type was read.
#[derive(Clone, Debug, Default)]
pub struct Written<'d> {
    /// By the description: each of its summaries, and the text.
    texts: HashMap<&'d str, Vec<(Option<&'d str>, String)>>,
    /// The first sentence of each that a schema of the document has, for the fields of that type.
    sentences: HashMap<&'d str, String>,
}

impl<'d> Written<'d> {
    /// Writes every description of a canonical document. `base` is what [`Links::base`] is.
    pub fn of(document: &'d Value, base: Option<&str>) -> Self {
        let links = Links { base, ..Links::default() };
        let mut texts = HashMap::with_capacity(1024);
        let mut waiting = vec![document];
        while let Some(value) = waiting.pop() {
            match value {
                Value::Object(map) => {
                    write(&mut texts, map, &links);
                    waiting.extend(map.values().filter(|inner| may_hold(inner)));
                }
                Value::Array(items) => waiting.extend(items.iter().filter(|inner| may_hold(inner))),
                _ => {}
            }
        }
        Self { texts, sentences: sentences(document, &links) }
    }

    /// The text for an item with a summary and a description, if it was in the document.
    pub(in crate::emit) fn get(&self, summary: Option<&str>, description: Option<&str>) -> Option<&str> {
        let texts = self.texts.get(description?)?;
        texts.iter().find(|(known, _)| *known == summary).map(|(_, text)| text.as_str())
    }

    /// The first sentence of what a schema says, if it was in the document.
    pub(in crate::emit) fn sentence(&self, description: &str) -> Option<&str> {
        self.sentences.get(description).map(String::as_str)
    }
}

/// The first sentences of what the schemas of a document say.
fn sentences<'d>(document: &'d Value, links: &Links<'_>) -> HashMap<&'d str, String> {
    let schemas = document.pointer("/components/schemas").and_then(Value::as_object);
    let texts = schemas.into_iter().flatten().filter_map(|(_, schema)| {
        schema.get("description").or_else(|| schema.get("title")).and_then(Value::as_str)
    });
    // Where a link within the page leads is known when everything has its name.
    let texts = texts.filter(|text| !text.contains("](#"));
    texts.map(|text| (text, item(None, Some(&summary(text)), links))).collect()
}

/// Writes the description of an object, with the summary of an operation or the title of a schema.
fn write<'d>(
    texts: &mut HashMap<&'d str, Vec<(Option<&'d str>, String)>>,
    map: &'d Map<String, Value>,
    links: &Links<'_>,
) {
    let text = |key: &str| map.get(key).and_then(Value::as_str);
    let Some(description) = text("description") else { return };
    let summary = text("summary").or_else(|| text("title"));
    let known = texts.entry(description).or_default();
    if known.iter().all(|(known, _)| *known != summary) {
        known.push((summary, item(summary, Some(description), links)));
    }
}
