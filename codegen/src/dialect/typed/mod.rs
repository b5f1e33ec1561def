//! The canonical document as `openapiv3` types.
//!
//! Whatever may hold a schema is read here. The library's own implementations of `Deserialize` copy all that lies in a
//! schema once for each level of it, because they look at it several times (`flatten`, `untagged`). They read what
//! holds none, and the tests hold both ways to the same outcome.

mod fields;
pub(super) mod operation;
mod schema;

use crate::pointer::Pointer;
use crate::report::{Code, Diagnostic, Report, Severity};
use crate::source::Document;
use fields::{Fields, Read, or_reference};
use openapiv3::{Components, OpenAPI, Paths, ReferenceOr, Schema};
pub(crate) use operation::{later_operations, path_item};
use serde::Deserialize;
use serde_json::Value;

type Object = serde_json::Map<String, Value>;
type Named<T> = indexmap::IndexMap<String, T>;

/// How much stack a thread may use, in bytes: a level of schemas takes some kilobytes of it.
const STACK: usize = 64 << 20;

/// The canonical document as types; `None` for what is not a canonical document.
///
/// A canonical document has types by construction. Should a part not do so all the same, that path item or
/// component alone is left out, with a diagnostic.
pub fn typed(document: &Document, report: &mut Report) -> Option<OpenAPI> {
    let root = document.value.as_object()?;
    root.get("openapi")?;
    let components = root.get("components").and_then(Value::as_object);
    let schemas = components.and_then(|components| components.get("schemas")?.as_object());
    let half = schemas.map_or(0, |schemas| schemas.len() / 2);
    let (api, components, schemas) = std::thread::scope(|scope| {
        let api = spawn(scope, document, move |parts| parts.api(root));
        // The schemas are half of many a document.
        let schemas = [(0, half), (half, usize::MAX)]
            .map(|(first, count)| spawn(scope, document, move |parts| parts.schemas(schemas, first, count)));
        let components = spawn(scope, document, move |parts| Some(parts.components(components?)));
        let api = finish(api, report, document);
        let schemas = schemas.map(|schemas| finish(schemas, report, document));
        (api, finish(components, report, document), schemas)
    });
    let [first, rest] = schemas;
    let schemas = first?.into_iter().chain(rest?).collect();
    let components = components?.map(|components| Components { schemas, ..components });
    Some(OpenAPI { components, ..api? })
}

type Work<'s, T> = std::io::Result<std::thread::ScopedJoinHandle<'s, (T, Vec<Diagnostic>)>>;

/// Reads a part of the document on a thread of its own: nested schemas nest calls, and the caller's thread
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
        OpenAPI {
            openapi: root.get("openapi").and_then(Value::as_str).unwrap_or(super::CANONICAL).to_owned(),
            info: self.leaf(root, "info").unwrap_or_default(),
            servers: self.leaf(root, "servers").unwrap_or_default(),
            paths: self.paths(root),
            components: None,
            security: self.leaf(root, "security"),
            tags: self.leaf(root, "tags").unwrap_or_default(),
            external_docs: self.leaf(root, "externalDocs"),
            extensions: Fields(root).extensions(),
        }
    }

    fn one<'v, T>(
        &mut self,
        object: &'v Object,
        key: &str,
        at: &Pointer,
        read: impl Fn(&'v Value) -> Read<T>,
    ) -> Option<T> {
        match read(object.get(key)?) {
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

    /// A part without schemas.
    fn leaf<'v, T: Deserialize<'v>>(&mut self, object: &'v Object, key: &str) -> Option<T> {
        self.one(object, key, &Pointer::root(), T::deserialize)
    }

    fn named<'v, T>(
        &mut self,
        parent: &'v Object,
        key: &str,
        at: &Pointer,
        read: impl Fn(&'v Value) -> Read<T>,
    ) -> Named<T> {
        let Some(object) = parent.get(key).and_then(Value::as_object) else { return Named::new() };
        let at = at.child(key);
        let part = |name: &String| Some((name.clone(), self.one(object, name, &at, &read)?));
        object.keys().filter_map(part).collect()
    }

    /// So many schemas from one on, as far as there are as many.
    fn schemas(
        &mut self,
        schemas: Option<&Object>,
        first: usize,
        count: usize,
    ) -> Named<ReferenceOr<Schema>> {
        let Some(schemas) = schemas else { return Named::new() };
        let at = Pointer::root().child("components").child("schemas");
        let schema = |name: &String| Some((name.clone(), self.one(schemas, name, &at, schema::schema)?));
        schemas.keys().skip(first).take(count).filter_map(schema).collect()
    }

    fn paths(&mut self, root: &Object) -> Paths {
        let mut paths = Paths::default();
        let Some(object) = root.get("paths").and_then(Value::as_object) else { return paths };
        let at = Pointer::root().child("paths");
        for name in object.keys().filter(|name| name.starts_with('/')) {
            let item = self.one(object, name, &at, or_reference(operation::path_item));
            if let Some(item) = item {
                paths.paths.insert(name.clone(), item);
            }
        }
        paths.extensions = Fields(object).extensions();
        paths
    }

    /// The components without their schemas.
    fn components(&mut self, object: &Object) -> Components {
        let at = Pointer::root().child("components");
        Components {
            schemas: Named::new(),
            responses: self.named(object, "responses", &at, or_reference(operation::response)),
            parameters: self.named(object, "parameters", &at, or_reference(operation::parameter)),
            examples: Named::new(),
            request_bodies: self.named(object, "requestBodies", &at, or_reference(operation::request_body)),
            headers: self.named(object, "headers", &at, or_reference(operation::header)),
            security_schemes: self.named(object, "securitySchemes", &at, Deserialize::deserialize),
            links: self.named(object, "links", &at, Deserialize::deserialize),
            callbacks: self.named(object, "callbacks", &at, or_reference(operation::callback)),
            extensions: Fields(object).extensions(),
        }
    }
}
