//! The walk that puts the tree together.

use super::components::Components;
use super::files::{Files, Trouble};
use super::resolve::Target;
use super::scan::{is_local, leads_to_a_file, reference_in};
use crate::pointer::{Path, Pointer};
use crate::report::{Code, Diagnostic, Place, Severity};
use crate::shape::{Kind, Shape, size};
use crate::source::{FileId, MAX_DEPTH, Origins};
use serde_json::{Map, Value};

/// How many objects and lists the walk may be inside of. Components start anew, so that only parts of the document that
/// are written out in each other come near.
const DEEPEST: usize = MAX_DEPTH;

/// How many values of other files may be written out in place of references, however often they are used.
const MOST_WRITTEN_OUT: usize = 1_000_000;

/// Puts a document together.
pub(super) struct Walk<'a> {
    pub files: Files<'a>,
    pub origins: Origins,
    pub components: Components,
    /// The parts of other files that are being written out.
    inside: Vec<Target>,
    /// How many values may still be written out; `None` after more were asked for, which was told.
    budget: Option<usize>,
}

impl<'a> Walk<'a> {
    pub fn new(files: Files<'a>, root: &Value) -> Self {
        let components = Components::new(root.get("openapi").is_none() && root.get("swagger").is_some());
        Self {
            files,
            origins: Origins::default(),
            components,
            inside: Vec::new(),
            budget: Some(MOST_WRITTEN_OUT),
        }
    }

    /// Puts the whole document together.
    pub fn document(&mut self, mut root: Value) -> Value {
        let start = Pointer::root();
        let path = Path::start(&start);
        let sections = self.open_sections(&mut root);
        self.visit(&mut root, Shape::Node(Kind::Document), self.files.root, &path, 0);
        self.close_sections(&mut root, sections);
        root
    }

    /// Follows every reference in a value that comes from a file.
    pub fn visit(&mut self, value: &mut Value, shape: Shape, base: FileId, path: &Path<'_>, depth: usize) {
        if !value.is_object() && !value.is_array() {
            return;
        }
        if depth > DEEPEST {
            *value = Value::Null;
            return self
                .too_large(format!("references nest what they lead to deeper than {DEEPEST} levels"), path);
        }
        if reference_in(value).is_none() {
            return self.below(value, shape, base, path, depth);
        }
        match shape {
            Shape::Any => self.data(value, base, path, depth),
            Shape::Refer(kind) => self.reference(value, kind, base, path, depth),
            Shape::FlagOrSchema => self.reference(value, Kind::Schema, base, path, depth),
            _ => self.write_out(value, shape, base, path, depth),
        }
    }

    fn below(&mut self, value: &mut Value, shape: Shape, base: FileId, path: &Path<'_>, depth: usize) {
        match (shape, value) {
            (Shape::Refer(kind) | Shape::Node(kind), Value::Object(object)) => {
                self.fields(object, kind, base, path, depth);
            }
            (Shape::FlagOrSchema, Value::Object(object)) => {
                self.fields(object, Kind::Schema, base, path, depth);
            }
            (Shape::Map(item), Value::Object(object)) => {
                object.retain(|key, value| self.keep(value, *item, base, &path.key(key), depth + 1));
            }
            (Shape::List(item), Value::Array(items)) => {
                self.splice(items, base);
                let mut indices = 0..;
                items.retain_mut(|value| {
                    let index = indices.next().unwrap_or_default();
                    self.keep(value, *item, base, &path.index(index), depth + 1)
                });
            }
            (Shape::Any, value) => self.data(value, base, path, depth),
            _ => {}
        }
    }

    fn fields(
        &mut self,
        object: &mut Map<String, Value>,
        kind: Kind,
        base: FileId,
        path: &Path<'_>,
        depth: usize,
    ) {
        match kind {
            Kind::Schema => self.dynamic_reference(object, base, path, depth),
            Kind::Discriminator => self.mapping(object, base, path),
            _ => {}
        }
        object.retain(|key, value| match kind.published_field(key) {
            Some(shape) => self.keep(value, shape, base, &path.key(key), depth + 1),
            None => true,
        });
    }

    /// Visits a value. `false` when it was a reference to nothing and its parent must do without it.
    fn keep(&mut self, value: &mut Value, shape: Shape, base: FileId, path: &Path<'_>, depth: usize) -> bool {
        let was_null = value.is_null();
        self.visit(value, shape, base, path, depth);
        was_null || !value.is_null()
    }

    /// A reference where the standard has one.
    fn reference(&mut self, value: &mut Value, kind: Kind, base: FileId, path: &Path<'_>, depth: usize) {
        let Some(reference) = reference_in(value).map(str::to_owned) else { return };
        if base == self.files.root && is_local(&reference) {
            return self.below(value, Shape::Node(kind), base, path, depth);
        }
        let target = match self.files.follow(base, &reference) {
            Ok(target) => target,
            Err(trouble) => {
                if let Some(meant) = self.meant(kind, &reference) {
                    self.tell_meant(trouble, kind, &reference, &meant, path);
                    refer_to(value, meant);
                    return self.below(value, Shape::Node(kind), base, path, depth);
                }
                if trouble != Trouble::Elsewhere {
                    self.tell(trouble, kind.name(), &reference, path);
                }
                let shown = self.files.shown(base, &reference);
                return refer_to(value, shown);
            }
        };
        if target.file != self.files.root && !self.components.has_section(kind) {
            return self.write_out(value, Shape::Refer(kind), base, path, depth);
        }
        let local = self.component(kind, target);
        refer_to(value, local);
        self.below(value, Shape::Node(kind), base, path, depth);
    }

    /// The local reference to a target: to itself in the root, to the component that it becomes from another file.
    fn component(&mut self, kind: Kind, target: Target) -> String {
        if target.file == self.files.root {
            return target.pointer.to_reference();
        }
        let file = self.files.path(target.file);
        self.components.of(kind, target, file)
    }

    /// A reference in a place where the standard has none: what it leads to takes its place.
    fn write_out(&mut self, value: &mut Value, shape: Shape, base: FileId, path: &Path<'_>, depth: usize) {
        let Some(reference) = reference_in(value).map(str::to_owned) else { return };
        let target = self.files.follow(base, &reference);
        // It is looked at before it is copied: it may be the whole document.
        let file = target.as_ref().map(|target| self.files.value(target.file)).unwrap_or_default();
        let found = target.and_then(|target| match file.pointer(target.pointer.as_str()) {
            _ if self.inside.contains(&target) => Err(Trouble::Circle),
            Some(found) => Ok((target, found)),
            None => Err(Trouble::Nowhere),
        });
        let (target, found) = match found {
            Ok(found) => found,
            Err(trouble) => {
                self.tell(trouble, "reference", &reference, path);
                *value = Value::Null;
                return;
            }
        };
        if let (Shape::List(item), false) = (shape, found.is_array()) {
            // A list of one.
            return self.visit(value, *item, base, path, depth);
        }
        if !self.spend(found, path) {
            *value = Value::Null;
            return;
        }
        let mut found = found.clone();
        let mut own = value.as_object_mut().map(std::mem::take).unwrap_or_default();
        own.shift_remove("$ref");
        self.visit_own(&mut own, shape, base, path, depth);
        let pointer = path.pointer();
        let before = self.origins.place(self.files.root, pointer.clone());
        self.origins.graft(&pointer, Place { file: target.file, pointer: target.pointer.clone() });
        self.inside.push(target.clone());
        self.visit(&mut found, shape, target.file, path, depth + 1);
        self.inside.pop();
        *value = found;
        self.add_own(value, own, &pointer, &before);
    }

    /// Whether a value may be written out. The first that may not is told.
    fn spend(&mut self, value: &Value, path: &Path<'_>) -> bool {
        let Some(budget) = self.budget else { return false };
        self.budget = budget.checked_sub(size(value, budget));
        if self.budget.is_none() {
            let message = format!("references write out more than {MOST_WRITTEN_OUT} values; they end here");
            self.too_large(message, path);
        }
        self.budget.is_some()
    }

    /// The keys beside a reference, which are of the file that the reference stands in.
    fn visit_own(
        &mut self,
        own: &mut Map<String, Value>,
        shape: Shape,
        base: FileId,
        path: &Path<'_>,
        depth: usize,
    ) {
        let mut value = Value::Object(std::mem::take(own));
        self.below(&mut value, shape, base, path, depth);
        if let Value::Object(object) = value {
            *own = object;
        }
    }

    /// What stands beside a reference is more special than what it leads to.
    fn add_own(&mut self, value: &mut Value, own: Map<String, Value>, at: &Pointer, before: &Place) {
        let Value::Object(object) = value else { return };
        for (key, value) in own {
            let from = Place { file: before.file, pointer: before.pointer.child(&key) };
            self.origins.graft(&at.child(&key), from);
            object.insert(key, value);
        }
    }

    /// A reference in a list to a list stands for its items.
    fn splice(&mut self, items: &mut Vec<Value>, base: FileId) {
        if !items
            .iter()
            .any(|item| reference_in(item).is_some_and(|to| base != self.files.root || !is_local(to)))
        {
            return;
        }
        for item in std::mem::take(items) {
            let list = reference_in(&item).and_then(|reference| {
                let target = self.files.follow(base, reference).ok()?;
                let file = self.files.value(target.file);
                let list = file.pointer(target.pointer.as_str())?.as_array()?;
                Some((target.file, list.clone()))
            });
            match list {
                // References in it would be relative to its own file.
                Some((file, list)) if file == base || !list.iter().any(Value::is_object) => {
                    items.extend(list);
                }
                Some((file, list)) => items.extend(list.into_iter().map(|mut one| {
                    self.rebase(&mut one, file, base);
                    one
                })),
                _ => items.push(item),
            }
        }
    }

    /// Makes a reference of one file one of another.
    fn rebase(&self, value: &mut Value, from: FileId, to: FileId) {
        let Some(reference) = reference_in(value) else { return };
        let shown = self.files.shown(from, reference);
        let folder = self.files.path(to).parent().unwrap_or(std::path::Path::new("")).to_path_buf();
        if let Ok(relative) = std::path::Path::new(&shown).strip_prefix(folder) {
            refer_to(value, relative.display().to_string());
        }
    }

    /// `{$ref: file}` as an example or a default stands for the file.
    fn data(&mut self, value: &mut Value, base: FileId, path: &Path<'_>, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        match value {
            Value::Object(object) if object.len() == 1 => {
                let Some(reference) = reference_in(value).filter(|reference| !reference.starts_with('#'))
                else {
                    return;
                };
                let Ok(target) = self.files.follow(base, reference) else { return };
                let file = self.files.value(target.file);
                let found = file.pointer(target.pointer.as_str());
                if let Some(found) = found.filter(|found| self.spend(found, path)) {
                    *value = found.clone();
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.data(item, base, path, depth + 1)),
            _ => {}
        }
    }

    /// A `$dynamicRef` is read as a `$ref`: nothing replaces the anchor that it names (JSON Schema 2020-12, section
    /// 8.2.3.2).
    fn dynamic_reference(
        &mut self,
        object: &mut Map<String, Value>,
        base: FileId,
        path: &Path<'_>,
        depth: usize,
    ) {
        let Some(Value::String(reference)) = object.get("$dynamicRef") else { return };
        let message = format!("`$dynamicRef: {reference}` is read as a `$ref`");
        let help = "what a schema around it puts in its place does not reach the output";
        let place = self.origins.place(self.files.root, path.key("$dynamicRef").pointer());
        let told = Diagnostic::new(Code::Unsupported, place, message, help);
        self.files.report.push(Diagnostic { severity: Severity::Note, ..told });
        let mut target =
            Value::Object(Map::from_iter([("$ref".to_owned(), Value::from(reference.as_str()))]));
        object.shift_remove("$dynamicRef");
        self.reference(&mut target, Kind::Schema, base, path, depth);
        if let (Value::Object(target), false) = (target, object.contains_key("$ref")) {
            object.extend(target);
        }
    }

    /// `discriminator.mapping` may name files (OpenAPI 3.0.3, section 4.7.25.2).
    fn mapping(&mut self, discriminator: &mut Map<String, Value>, base: FileId, path: &Path<'_>) {
        let Some(Value::Object(mapping)) = discriminator.get_mut("mapping") else { return };
        for (name, value) in mapping {
            let Some(reference) = value.as_str().map(str::to_owned) else { continue };
            let is_of_another_file = base != self.files.root && reference.starts_with('#');
            if !is_of_another_file && !leads_to_a_file(&reference) {
                continue;
            }
            // A name counts before a file where it may be either (OpenAPI 3.2, section 4.25.4).
            if let Some(schema) = self.schema_called(&reference) {
                *value = schema.into();
                continue;
            }
            match self.files.follow(base, &reference) {
                Ok(target) => *value = self.component(Kind::Schema, target).into(),
                Err(trouble) => {
                    // Documents that once were several files, whose schemas were called after them.
                    if let Some(schema) = stem(&reference).and_then(|stem| self.schema_called(stem)) {
                        *value = schema.into();
                        continue;
                    }
                    let below = path.key("mapping");
                    self.tell(trouble, "schema", &reference, &below.key(name));
                }
            }
        }
    }

    /// The reference to a schema of the document itself, by its name.
    pub fn schema_called(&self, name: &str) -> Option<String> {
        let at = self.components.place(Kind::Schema, name)?;
        self.files.value(self.files.root).pointer(at.as_str()).map(|_| at.to_reference())
    }

    fn tell(&mut self, trouble: Trouble, what: &str, reference: &str, path: &Path<'_>) {
        let (code, leads, help) = self.files.about(trouble);
        let place = self.origins.place(self.files.root, path.pointer());
        let told = Diagnostic::new(code, place, format!("the {what} `{reference}` {leads}"), help);
        self.files.report.push(Diagnostic { severity: Severity::Lossy, ..told });
    }

    fn too_large(&mut self, message: String, path: &Path<'_>) {
        let place = self.origins.place(self.files.root, path.pointer());
        let help = "it is left out; refer to it where the standard has a reference, which needs no copy";
        let told = Diagnostic::new(Code::TooLarge, place, message, help);
        self.files.report.push(Diagnostic { severity: Severity::Lossy, ..told });
    }
}

/// The name of a file without its ending.
fn stem(reference: &str) -> Option<&str> {
    let name = reference.rsplit('/').next()?;
    let (stem, _) = name.rsplit_once('.')?;
    (!reference.contains([':', '#'])).then_some(stem)
}

fn refer_to(value: &mut Value, reference: String) {
    if let Some(slot) = value.get_mut("$ref") {
        *slot = reference.into();
    }
}
