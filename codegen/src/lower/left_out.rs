//! What is told where not all is bound: nothing about what is left out.

use crate::ir::{Api, Origin, Shape};
use crate::pointer::Pointer;
use crate::report::{Report, Severity};
use crate::source::{Document, FileId};
use serde_json::Value;
use std::collections::HashSet;

/// The keys of a path item that are operations.
const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// The sections of components whose parts are only there for those who refer to them.
const SECTIONS: &[&str] =
    &["schemas", "responses", "parameters", "requestBodies", "headers", "callbacks", "examples", "links"];

/// Takes away what is told of operations that are not bound, and of components that only these refer to. Errors stay.
pub(super) fn quieten(document: &Document, api: &Api, report: &mut Report) {
    let bound: HashSet<&str> = api.operations.iter().map(|operation| operation.at.as_str()).collect();
    let mut parts = Parts::of(document);
    parts.paths(&bound);
    parts.components(api);
    report.retain(|told| {
        let place = (told.place.file, told.place.pointer.as_str());
        told.severity == Severity::Error || !parts.is_left_out(place)
    });
}

/// The parts of a document that are bound or left out, by their places in its files.
struct Parts<'d> {
    document: &'d Document,
    kept: HashSet<(FileId, String)>,
    left_out: HashSet<(FileId, String)>,
    /// What is referred to by what is bound.
    reached: HashSet<&'d str>,
}

impl<'d> Parts<'d> {
    fn of(document: &'d Document) -> Self {
        Self { document, kept: HashSet::new(), left_out: HashSet::new(), reached: HashSet::new() }
    }

    fn add(&mut self, at: Pointer, is_kept: bool) {
        let place = self.document.place(at);
        let parts = if is_kept { &mut self.kept } else { &mut self.left_out };
        parts.insert((place.file, place.pointer.as_str().to_owned()));
    }

    /// The operations below `/paths`, and everything that the bound ones refer to.
    fn paths(&mut self, bound: &HashSet<&str>) {
        let paths = Pointer::root().child("paths");
        let items = self.document.value.get("paths").and_then(Value::as_object);
        for (path, item) in items.into_iter().flatten() {
            let at = paths.child(path.as_str());
            let fields = item.as_object().into_iter().flatten();
            let (methods, others): (Vec<_>, Vec<_>) =
                fields.partition(|(key, _)| METHODS.contains(&key.as_str()));
            let is_bound = |key: &str| bound.contains(at.child(key).as_str());
            let is_any = methods.iter().any(|(key, _)| is_bound(key));
            self.add(at.clone(), is_any);
            for (key, operation) in methods {
                let is_bound = is_bound(key);
                self.add(at.child(key.as_str()), is_bound);
                if is_bound {
                    self.reach(operation);
                }
            }
            others.iter().filter(|_| is_any).for_each(|(_, value)| self.reach(value));
        }
        // What stands elsewhere is bound whoever asks for what.
        let others = self.document.value.as_object().into_iter().flatten();
        let others = others.filter(|(key, _)| !["paths", "components"].contains(&key.as_str()));
        others.for_each(|(_, value)| self.reach(value));
    }

    /// Follows all references of a value, and those of what they lead to.
    fn reach(&mut self, value: &'d Value) {
        let mut waiting = vec![value];
        while let Some(value) = waiting.pop() {
            match value {
                Value::Array(items) => waiting.extend(items),
                Value::Object(object) => waiting.extend(object.values()),
                Value::String(text) => {
                    let Some(pointer) = text.strip_prefix('#').filter(|text| text.starts_with('/')) else {
                        continue;
                    };
                    if self.reached.insert(pointer) {
                        waiting.extend(self.document.value.pointer(pointer));
                    }
                }
                _ => {}
            }
        }
    }

    /// The components: those that are referred to, and those of which types are left, are bound.
    fn components(&mut self, api: &Api) {
        let types = api.types.iter().filter_map(|(_, ty)| match &ty.origin {
            Origin::Component(key) if ty.shape != Shape::Gone => Some(key.as_str()),
            _ => None,
        });
        let types: HashSet<&str> = types.collect();
        let components = Pointer::root().child("components");
        let reached: Vec<Pointer> = self.reached.iter().filter_map(|at| Pointer::parse(at)).collect();
        let reached: HashSet<String> = reached.iter().filter_map(component_of).collect();
        for section in SECTIONS {
            let at = components.child(*section);
            let entries = self.document.value.pointer(at.as_str()).and_then(Value::as_object);
            for key in entries.into_iter().flat_map(|entries| entries.keys()) {
                let at = at.child(key.as_str());
                let is_type = *section == "schemas" && types.contains(key.as_str());
                let is_kept = is_type || reached.contains(at.as_str());
                self.add(at, is_kept);
            }
        }
    }

    /// Whether the nearest part around a place is left out. What is both is bound.
    fn is_left_out(&self, (file, pointer): (FileId, &str)) -> bool {
        let ends = std::iter::once(pointer.len()).chain(pointer.rmatch_indices('/').map(|(at, _)| at));
        let around = ends.filter_map(|end| Some((file, pointer.get(..end)?.to_owned())));
        let known = around.map(|part| (self.kept.contains(&part), self.left_out.contains(&part)));
        known.into_iter().find(|(kept, left_out)| *kept || *left_out).is_some_and(|(kept, _)| !kept)
    }
}

/// The component that a pointer leads to or into.
fn component_of(pointer: &Pointer) -> Option<String> {
    let ends = pointer.as_str().match_indices('/').nth(3).map_or(pointer.as_str().len(), |(at, _)| at);
    pointer.as_str().starts_with("/components/").then(|| pointer.as_str().get(..ends).map(str::to_owned))?
}
