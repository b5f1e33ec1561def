//! The schemas that sections become: their names, and which sections share one.

use super::content::Contents;
use super::name;
use super::page::{Page, Part};
use crate::pointer::Pointer;
use serde_json::Value;
use std::collections::{HashMap, HashSet, VecDeque};

/// What a section is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Want {
    /// The properties of an object.
    Object,
    /// The values of a string.
    Values,
}

/// A section that becomes a schema.
#[derive(Clone, Debug)]
pub struct Job {
    /// The key of the schema.
    pub name: String,
    /// The section.
    pub part: Part,
    /// What it is read as.
    pub want: Want,
    /// The operation on whose behalf.
    pub operation: String,
}

/// The names of schemas, and the sections that wait to become one.
#[derive(Debug, Default)]
pub struct Components {
    taken: HashSet<String>,
    parts: HashMap<(Part, Want), String>,
    contents: Contents,
    named: HashMap<(Vec<usize>, Want), String>,
    queue: VecDeque<Job>,
}

impl Components {
    /// The schemas a document has, and those it only refers to.
    pub fn new(document: &Value, dangling: impl IntoIterator<Item = String>) -> Self {
        let schemas = document.pointer("/components/schemas").and_then(Value::as_object);
        let mut taken: HashSet<String> =
            schemas.into_iter().flat_map(|schemas| schemas.keys().cloned()).collect();
        taken.extend(dangling);
        Self { taken, ..Self::default() }
    }

    /// A key that no schema has yet, taken now.
    pub fn unique(&mut self, candidates: &[String]) -> String {
        let mut free =
            candidates.iter().filter(|name| !name.is_empty() && !self.taken.contains(*name)).cloned();
        let name = free.next().unwrap_or_else(|| {
            let base = candidates.last().map_or("Schema", String::as_str);
            (2..)
                .map(|number| format!("{base}{number}"))
                .find(|name| !self.taken.contains(name))
                .unwrap_or_default()
        });
        self.taken.insert(name.clone());
        name
    }

    /// Gives a section the name of a schema that others refer to already.
    pub fn assign(&mut self, name: &str, part: Part, pages: &[Page], operation: &str) {
        let content = self.contents.of(part, pages);
        self.parts.insert((part, Want::Object), name.to_owned());
        self.named.insert((content, Want::Object), name.to_owned());
        self.enqueue(name, part, Want::Object, operation);
    }

    /// The key of the schema that a section becomes. Sections of equal content share one.
    pub fn reference(
        &mut self,
        part: Part,
        want: Want,
        names: &[String],
        pages: &[Page],
        operation: &str,
    ) -> String {
        if let Some(name) = self.parts.get(&(part, want)) {
            return name.clone();
        }
        let content = self.contents.of(part, pages);
        if let Some(name) = self.named.get(&(content.clone(), want)).cloned() {
            self.parts.insert((part, want), name.clone());
            return name;
        }
        let name = self.unique(names);
        self.parts.insert((part, want), name.clone());
        self.named.insert((content, want), name.clone());
        self.enqueue(&name, part, want, operation);
        name
    }

    /// Whether a section, or the section around a table, became a schema.
    pub fn has(&self, page: usize, section: usize) -> bool {
        let wants = [Want::Object, Want::Values];
        wants.iter().any(|want| self.parts.contains_key(&(Part { page, section, block: None }, *want)))
    }

    /// The sections that became schemas, in the order of the pages, each with the key of its schema.
    pub fn sections(&self) -> Vec<(Part, Want, String)> {
        let all = self.parts.iter().map(|((part, want), name)| (*part, *want, name.clone()));
        let mut all: Vec<_> = all.collect();
        all.sort();
        all
    }

    /// The next section to become a schema.
    pub fn take(&mut self) -> Option<Job> {
        self.queue.pop_front()
    }

    fn enqueue(&mut self, name: &str, part: Part, want: Want, operation: &str) {
        self.queue.push_back(Job { name: name.to_owned(), part, want, operation: operation.to_owned() });
    }
}

/// The keys a section may have, the best first: its heading's, or qualified by the operation.
pub fn candidates(subject: &str, many: bool, field: &str, operation: &str) -> Vec<String> {
    let own = match name::component(subject, many) {
        empty if empty.is_empty() => name::key(&format!("{operation} {field}")),
        own => own,
    };
    vec![own.clone(), format!("{operation}{own}")]
}

/// The key under `components.schemas` that a `$ref` names; `None` when it leads elsewhere.
pub fn schema_key(reference: &str) -> Option<String> {
    let at = Pointer::parse(reference)?;
    let mut tokens = at.tokens();
    let prefix = (tokens.next()?, tokens.next()?);
    let key = tokens.next()?;
    (prefix.0 == "components" && prefix.1 == "schemas" && tokens.next().is_none()).then_some(key)
}
