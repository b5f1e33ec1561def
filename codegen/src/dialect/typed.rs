//! The canonical document as `openapiv3` types.

use crate::pointer::Pointer;
use crate::report::{Code, Diagnostic, Report};
use crate::source::Document;
use openapiv3::{Components, OpenAPI, Paths};
use serde::Deserialize;
use serde_json::Value;

type Object = serde_json::Map<String, Value>;
type Named<T> = indexmap::IndexMap<String, T>;

/// How much stack the deserialization may use, in bytes: a level of schemas takes some kilobytes of it.
const STACK: usize = 64 << 20;

/// The canonical document as types; `None` for what is not a canonical document.
///
/// A canonical document deserializes by construction. Should a part not do so all the same, that path item or
/// component alone is left out, with a diagnostic.
pub fn typed(document: &Document, report: &mut Report) -> Option<OpenAPI> {
    let root = document.value.as_object()?;
    root.get("openapi")?;
    // Nested schemas nest deserializers; the thread of a caller may have little room.
    let (api, diagnostics) = std::thread::scope(|scope| {
        let work = || assemble(document, root);
        match std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work) {
            Ok(thread) => thread.join().ok(),
            Err(_) => Some(assemble(document, root)),
        }
    })?;
    for diagnostic in diagnostics {
        report.push(diagnostic);
    }
    Some(api)
}

/// Reads the parts one by one, so that one that fails does not take the others with it.
fn assemble(document: &Document, root: &Object) -> (OpenAPI, Vec<Diagnostic>) {
    let mut parts = Parts { document, diagnostics: Vec::new() };
    let at = Pointer::root();
    let api = OpenAPI {
        openapi: root.get("openapi").and_then(Value::as_str).unwrap_or(super::CANONICAL).to_owned(),
        info: parts.one(root, "info", &at).unwrap_or_default(),
        servers: parts.one(root, "servers", &at).unwrap_or_default(),
        paths: parts.paths(root),
        components: parts.components(root),
        security: parts.one(root, "security", &at),
        tags: parts.one(root, "tags", &at).unwrap_or_default(),
        external_docs: parts.one(root, "externalDocs", &at),
        extensions: extensions(root),
    };
    (api, parts.diagnostics)
}

struct Parts<'a> {
    document: &'a Document,
    diagnostics: Vec<Diagnostic>,
}

impl Parts<'_> {
    fn one<'v, T: Deserialize<'v>>(&mut self, object: &'v Object, key: &str, at: &Pointer) -> Option<T> {
        let value = object.get(key)?;
        match T::deserialize(value) {
            Ok(part) => Some(part),
            Err(error) => {
                let message = format!("this part cannot be read: {error}");
                let help = "it is left out; correct it with an overlay";
                let place = self.document.place(at.child(key));
                self.diagnostics.push(Diagnostic::new(Code::Malformed, place, message, help));
                None
            }
        }
    }

    fn named<'v, T: Deserialize<'v>>(&mut self, parent: &'v Object, key: &str, at: &Pointer) -> Named<T> {
        let Some(object) = parent.get(key).and_then(Value::as_object) else { return Named::new() };
        let at = at.child(key);
        let mut named = Named::with_capacity(object.len());
        for name in object.keys() {
            if let Some(part) = self.one(object, name, &at) {
                named.insert(name.clone(), part);
            }
        }
        named
    }

    fn paths(&mut self, root: &Object) -> Paths {
        let mut paths = Paths::default();
        let Some(object) = root.get("paths").and_then(Value::as_object) else { return paths };
        let at = Pointer::root().child("paths");
        for name in object.keys().filter(|name| name.starts_with('/')) {
            if let Some(item) = self.one(object, name, &at) {
                paths.paths.insert(name.clone(), item);
            }
        }
        paths.extensions = extensions(object);
        paths
    }

    fn components(&mut self, root: &Object) -> Option<Components> {
        let object = root.get("components")?.as_object()?;
        let at = Pointer::root().child("components");
        Some(Components {
            schemas: self.named(object, "schemas", &at),
            responses: self.named(object, "responses", &at),
            parameters: self.named(object, "parameters", &at),
            examples: self.named(object, "examples", &at),
            request_bodies: self.named(object, "requestBodies", &at),
            headers: self.named(object, "headers", &at),
            security_schemes: self.named(object, "securitySchemes", &at),
            links: self.named(object, "links", &at),
            callbacks: self.named(object, "callbacks", &at),
            extensions: extensions(object),
        })
    }
}

fn extensions(object: &Object) -> Named<Value> {
    object
        .iter()
        .filter(|(key, _)| key.starts_with("x-"))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}
