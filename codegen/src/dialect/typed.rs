//! The canonical document as `openapiv3` types.

use crate::pointer::Pointer;
use crate::report::{Code, Diagnostic, Report, Severity};
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
    let (api, components) = std::thread::scope(|scope| {
        let api = spawn(scope, document, move |parts| parts.api(root));
        let components = spawn(scope, document, move |parts| parts.components(root));
        (finish(api, report, document), finish(components, report, document))
    });
    Some(OpenAPI { components: components?, ..api? })
}

type Work<'s, T> = std::io::Result<std::thread::ScopedJoinHandle<'s, (T, Vec<Diagnostic>)>>;

/// Reads a part of the document on a thread of its own: nested schemas nest deserializers, and the caller's thread
/// may have little room.
fn spawn<'s, T: Send + 's>(
    scope: &'s std::thread::Scope<'s, '_>,
    document: &'s Document,
    read: impl FnOnce(&mut Parts<'s>) -> T + Send + 's,
) -> Work<'s, T> {
    std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, move || {
        let mut parts = Parts { document, diagnostics: Vec::new() };
        let part = read(&mut parts);
        (part, parts.diagnostics)
    })
}

/// What a thread has read. A thread that cannot start, or panics in a dependency, is an error, not a crash.
fn finish<T>(work: Work<'_, T>, report: &mut Report, document: &Document) -> Option<T> {
    let why = match work.map(std::thread::ScopedJoinHandle::join) {
        Ok(Ok((part, diagnostics))) => {
            diagnostics.into_iter().for_each(|diagnostic| report.push(diagnostic));
            return Some(part);
        }
        Ok(Err(_)) => "the OpenAPI library gave up on it".to_owned(),
        Err(error) => format!("no thread could be started: {error}"),
    };
    let diagnostic = Diagnostic::new(
        Code::Malformed,
        document.place(Pointer::root()),
        format!("the document cannot be read: {why}"),
        "please report this with the document",
    );
    report.push(Diagnostic { severity: Severity::Error, ..diagnostic });
    None
}

struct Parts<'a> {
    document: &'a Document,
    diagnostics: Vec<Diagnostic>,
}

impl Parts<'_> {
    /// Everything but the components.
    fn api(&mut self, root: &Object) -> OpenAPI {
        let at = Pointer::root();
        OpenAPI {
            openapi: root.get("openapi").and_then(Value::as_str).unwrap_or(super::CANONICAL).to_owned(),
            info: self.one(root, "info", &at).unwrap_or_default(),
            servers: self.one(root, "servers", &at).unwrap_or_default(),
            paths: self.paths(root),
            components: None,
            security: self.one(root, "security", &at),
            tags: self.one(root, "tags", &at).unwrap_or_default(),
            external_docs: self.one(root, "externalDocs", &at),
            extensions: extensions(root),
        }
    }

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
