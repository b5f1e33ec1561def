//! What stands in other files and has a section among the components.

use super::names::Names;
use super::resolve::Target;
use super::scan::reference_in;
use super::walk::Walk;
use crate::pointer::{Path, Pointer};
use crate::report::Place;
use crate::shape::{Kind, SECTIONS, Shape};
use crate::source::FileId;
use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet, VecDeque};

/// The sections of Swagger 2.0, all at the root; those of OpenAPI 3.x are below `/components`.
const SWAGGER_SECTIONS: [(Kind, &str); 4] = [
    (Kind::Schema, "definitions"),
    (Kind::Response, "responses"),
    (Kind::Parameter, "parameters"),
    (Kind::SecurityScheme, "securityDefinitions"),
];

/// How many references may lead from one section to the next.
const LONGEST_CHAIN: usize = 8;

/// The components that parts of other files become.
#[derive(Default)]
pub(super) struct Components {
    pub swagger: bool,
    names: Names,
    /// The component of each part of a file.
    known: HashMap<(&'static str, Target), Pointer>,
    /// Those of whole sections that stand in other files.
    pub opened: HashSet<Pointer>,
    /// Those that are still to be put together.
    waiting: VecDeque<(Kind, Target, Pointer)>,
}

impl Components {
    pub fn new(swagger: bool) -> Self {
        Self { swagger, ..Self::default() }
    }

    pub fn has_section(&self, kind: Kind) -> bool {
        self.section(kind).is_some()
    }

    /// The reference to the component of a part of a file.
    pub fn of(&mut self, kind: Kind, target: Target, file: &std::path::Path) -> String {
        // Whoever asks knows that there is a section.
        let section = self.section(kind).unwrap_or("schemas");
        let key = (section, target);
        if let Some(pointer) = self.known.get(&key) {
            return pointer.to_reference();
        }
        let name = self.names.name(section, file, &key.1.pointer);
        let pointer = self.container().child(section).child(name);
        self.waiting.push_back((kind, key.1.clone(), pointer.clone()));
        self.known.insert(key, pointer.clone());
        pointer.to_reference()
    }

    /// Where a thing of a kind stands that has a name.
    pub fn place(&self, kind: Kind, name: &str) -> Option<Pointer> {
        Some(self.container().child(self.section(kind)?).child(name))
    }

    fn sections(&self) -> &'static [(Kind, &'static str)] {
        if self.swagger { &SWAGGER_SECTIONS } else { &SECTIONS }
    }

    fn section(&self, kind: Kind) -> Option<&'static str> {
        self.sections().iter().find(|(of, _)| *of == kind).map(|(_, section)| *section)
    }

    fn container(&self) -> Pointer {
        if self.swagger { Pointer::root() } else { Pointer::root().child("components") }
    }
}

/// A section of the document itself, taken out of it while its references are followed.
pub(super) struct Section {
    kind: Kind,
    at: Pointer,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    value: Value,
    /// The file that its references are relative to.
    base: FileId,
}

impl Walk<'_> {
    /// Takes the components of the document out. Their names are in use, and the parts of other files that they are mere
    /// references to are theirs.
    pub fn open_sections(&mut self, root: &mut Value) -> Vec<Section> {
        let container = self.components.container();
        let root_file = self.files.root;
        let mut base = root_file;
        if let Some(value) = root.pointer_mut(container.as_str()).filter(|_| container.as_str() != "") {
            base = self.open(value, root_file, &container);
        }
        let mut sections = Vec::new();
        for (kind, section) in self.components.sections() {
            let at = container.child(section);
            let Some(value) = root.pointer_mut(at.as_str()) else { continue };
            let mut own = value.as_object().cloned().unwrap_or_default();
            own.shift_remove("$ref");
            let below = self.open(value, base, &at);
            let Value::Object(object) = value else { continue };
            let entries = std::mem::take(object);
            if below != root_file {
                self.components.opened.extend(entries.keys().map(|name| at.child(name)));
            }
            let mut taken = Section { kind: *kind, at, entries: Vec::with_capacity(entries.len()) };
            for (name, value) in entries {
                let base = if own.contains_key(&name) { base } else { below };
                self.components.names.take(section, &name);
                let entry = self.claim(Entry { name, value, base }, *kind, section, &taken.at);
                taken.entries.push(entry);
            }
            sections.push(taken);
        }
        sections
    }

    /// Puts what a whole section is a reference to in its place. Returns the file that its references are relative to.
    fn open(&mut self, value: &mut Value, mut base: FileId, at: &Pointer) -> FileId {
        for _ in 0..LONGEST_CHAIN {
            let Some(reference) = reference_in(value) else { break };
            let Ok(target) = self.files.follow(base, reference) else { break };
            let Some(found) = self.files.at(&target).filter(Value::is_object) else { break };
            let mut own = value.as_object_mut().map(std::mem::take).unwrap_or_default();
            own.shift_remove("$ref");
            for key in own.keys() {
                let from = self.origins.place(self.files.root, at.child(key));
                self.origins.graft(&at.child(key), from);
            }
            base = target.file;
            self.origins.graft(at, Place { file: target.file, pointer: target.pointer });
            *value = found;
            if let Value::Object(object) = value {
                object.extend(own);
            }
        }
        base
    }

    /// A component that is a mere reference to a part of another file is that part.
    fn claim(&mut self, entry: Entry, kind: Kind, section: &'static str, at: &Pointer) -> Entry {
        let is_mere = entry.value.as_object().is_some_and(|object| object.len() == 1);
        let Some(reference) = reference_in(&entry.value).filter(|_| is_mere) else { return entry };
        let Ok(target) = self.files.follow(entry.base, reference) else { return entry };
        if target.file == self.files.root || !self.components.has_section(kind) {
            return entry;
        }
        let key = (section, target.clone());
        let pointer = at.child(&entry.name);
        if self.components.known.contains_key(&key) {
            return entry;
        }
        let Some(value) = self.files.at(&target) else { return entry };
        self.components.known.insert(key, pointer.clone());
        let base = target.file;
        self.origins.graft(&pointer, Place { file: base, pointer: target.pointer });
        Entry { value, base, ..entry }
    }

    /// Puts the components back, and adds those that came of references.
    pub fn close_sections(&mut self, root: &mut Value, sections: Vec<Section>) {
        for Section { kind, at, entries } in sections {
            let mut object = Map::with_capacity(entries.len());
            for Entry { name, mut value, base } in entries {
                let pointer = at.child(&name);
                self.visit(&mut value, Shape::Refer(kind), base, &Path::start(&pointer), 0);
                object.insert(name, value);
            }
            if let Some(section) = root.pointer_mut(at.as_str()) {
                *section = object.into();
            }
        }
        while let Some((kind, target, pointer)) = self.components.waiting.pop_front() {
            let mut value = self.files.at(&target).unwrap_or_default();
            self.origins.graft(&pointer, Place { file: target.file, pointer: target.pointer });
            self.visit(&mut value, Shape::Refer(kind), target.file, &Path::start(&pointer), 0);
            insert(root, &pointer, value);
        }
    }
}

/// Adds a component, and its section where there is none.
fn insert(root: &mut Value, pointer: &Pointer, value: Value) {
    let mut at = root;
    let tokens: Vec<String> = pointer.tokens().collect();
    let Some((name, sections)) = tokens.split_last() else { return };
    for section in sections {
        if !at.is_object() {
            *at = Value::Object(Map::new());
        }
        let Value::Object(object) = at else { return };
        at = object.entry(section.clone()).or_insert(Value::Null);
    }
    match at {
        Value::Object(object) => drop(object.insert(name.clone(), value)),
        at => *at = Value::Object(Map::from_iter([(name.clone(), value)])),
    }
}
