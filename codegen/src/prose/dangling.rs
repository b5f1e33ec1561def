//! References to schemas that do not exist, and the sections that describe them.

use super::component::schema_key;
use super::lifter::Lifter;
use super::name;
use super::operation::Operation;
use super::page::{Content, Part};
use super::text::{self, Link};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// How deep a walk of a document goes.
const DEPTH: usize = 200;

/// The schemas under `components.schemas` that are referred to and do not exist.
pub fn find(document: &Value) -> HashSet<String> {
    let mut references = HashSet::new();
    collect(document, 0, &mut references);
    let schemas = document.pointer("/components/schemas").and_then(Value::as_object);
    let keys = references.into_iter().filter_map(schema_key);
    keys.filter(|key| schemas.is_none_or(|schemas| !schemas.contains_key(key))).collect()
}

fn collect<'v>(value: &'v Value, depth: usize, references: &mut HashSet<&'v str>) {
    if depth > DEPTH {
        return;
    }
    match value {
        Value::Object(map) => {
            if let Some(reference) = map.get("$ref").and_then(Value::as_str) {
                references.insert(reference);
            }
            map.values().for_each(|value| collect(value, depth + 1, references));
        }
        Value::Array(items) => items.iter().for_each(|value| collect(value, depth + 1, references)),
        _ => {}
    }
}

/// A use of a schema that does not exist: its key, and the description beside the reference.
struct Use<'d> {
    key: String,
    beside: Option<&'d str>,
}

/// A walk of everything an operation uses.
struct Walk<'l, 'd, 'r> {
    lifter: &'l Lifter<'d, 'r>,
    dangling: &'l HashSet<String>,
    seen: HashSet<&'d str>,
    uses: Vec<Use<'d>>,
}

impl<'d> Walk<'_, 'd, '_> {
    /// `beside` is the description of the schema around, where the reference stands for the same thing.
    fn visit(&mut self, value: &'d Value, beside: Option<&'d str>, depth: usize) {
        if depth > DEPTH {
            return;
        }
        match value {
            Value::Object(map) => {
                let own = map.get("description").and_then(Value::as_str).or(beside);
                if let Some(reference) = map.get("$ref").and_then(Value::as_str) {
                    self.reference(value, reference, own, depth);
                }
                for (key, value) in map {
                    let same = matches!(key.as_str(), "items" | "allOf" | "oneOf" | "anyOf" | "schema");
                    self.visit(value, own.filter(|_| same), depth + 1);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.visit(item, beside, depth + 1)),
            _ => {}
        }
    }

    fn reference(&mut self, value: &'d Value, reference: &'d str, beside: Option<&'d str>, depth: usize) {
        match schema_key(reference).filter(|key| self.dangling.contains(key)) {
            Some(key) => self.uses.push(Use { key, beside }),
            None if self.seen.insert(reference) => {
                if let Some(target) = self.lifter.resolve(value) {
                    self.visit(target, None, depth + 1);
                }
            }
            None => {}
        }
    }
}

impl<'d> Lifter<'d, '_> {
    /// Gives the sections of an operation's page the names of the schemas that the operation refers to in vain.
    pub fn dangling(
        &mut self,
        operation: &Operation<'d>,
        dangling: &HashSet<String>,
        done: &mut HashMap<String, Part>,
    ) {
        if self.pages.get(operation.page).is_none_or(|page| page.text.sections.len() < 2) {
            return;
        }
        let mut walk = Walk { lifter: self, dangling, seen: HashSet::new(), uses: Vec::new() };
        for key in ["parameters", "requestBody", "responses"] {
            if let Some(value) = operation.value.get(key) {
                walk.visit(value, None, 0);
            }
        }
        for found in walk.uses {
            if done.contains_key(&found.key) {
                continue;
            }
            let Some(part) = self.section_of(operation.page, &found) else { continue };
            done.insert(found.key.clone(), part);
            self.components.assign(&found.key, part, &self.pages, &operation.id);
        }
    }

    /// The section that describes a schema: the one that the description beside the reference links to, or the one
    /// of the schema's name.
    fn section_of(&mut self, page: usize, found: &Use<'_>) -> Option<Part> {
        for link in found.beside.map(links).unwrap_or_default() {
            let Some(part) = link.anchor().and_then(|anchor| self.follow(page, anchor)) else { continue };
            if !matches!(self.pages.get(part.page)?.object(part), Content::Nothing) {
                return Some(part);
            }
        }
        let text = &self.pages.get(page)?.text;
        let wanted = name::words(&found.key);
        let fits = |heading: &str| {
            let words = name::words(heading);
            let subject = name::subject(heading);
            let says_object =
                subject.len() < words.len() && words.last().is_some_and(|word| word.starts_with("object"));
            let wanted_subject = name::subject(&found.key);
            !subject.is_empty()
                && (subject == wanted_subject || (says_object && words.len() > 1 && wanted.ends_with(&words)))
        };
        let named = text.sections.iter().position(|section| section.heading.as_deref().is_some_and(fits))?;
        let part = Part { page, section: named, block: None };
        (!matches!(self.pages.get(page)?.object(part), Content::Nothing)).then_some(part)
    }
}

fn links(description: &str) -> Vec<Link> {
    if !description.contains("](#") {
        return Vec::new();
    }
    let sections = text::parse(description).sections.into_iter();
    let blocks = sections.flat_map(|section| section.blocks);
    blocks
        .flat_map(|block| if let text::Block::Paragraph(inline) = block { inline.links } else { Vec::new() })
        .collect()
}
