//! Operations: what is sent, and what comes back.

mod body;
mod component;
mod event;
mod file;
mod link;
mod media;
mod offered;
mod parameter;
mod path;
mod response;
mod security;
mod stream;
mod twins;

#[cfg(feature = "examples")]
pub(crate) use media::is_json;

use super::Lowerer;
use super::said::external;
use crate::dialect::later_operations;
use crate::ir::{Docs, Method, Operation, Origin, Tag, TypeId};
use crate::pointer::Pointer;
use crate::report::{Code, Diagnostic, Severity};
use openapiv3::{MediaType, PathItem};
use std::borrow::Cow;

impl<'a> Lowerer<'a> {
    /// What the document says of its tags.
    pub(super) fn lower_tags(&mut self) {
        let tags = self.spec.tags.iter().enumerate().map(|(index, tag)| {
            let at = Pointer::root().child("tags").child(index).child("description");
            let external = external(tag.external_docs.as_ref());
            Tag {
                name: tag.name.clone(),
                docs: Docs { text: tag.description.clone(), at, external, ..Docs::default() },
            }
        });
        self.api.tags = tags.collect();
    }

    /// Lowers every operation, in the document's order.
    pub(super) fn lower_operations(&mut self) {
        let spec: &'a openapiv3::OpenAPI = self.spec;
        for (path, item) in &spec.paths.paths {
            let at = Pointer::root().child("paths").child(path);
            if let Some(item) = self.found(item) {
                self.lower_path_item(path, &item, &at);
            }
        }
    }

    fn lower_path_item(&mut self, path: &str, item: &PathItem, at: &Pointer) {
        for (method, operation, at) in methods(item, at) {
            if !self.is_wanted(path, &method, &operation) {
                continue;
            }
            let operation = self.operation(path, method, &operation, item, at);
            self.api.operations.push(operation);
        }
    }

    fn operation(
        &mut self,
        path: &str,
        method: Method,
        operation: &openapiv3::Operation,
        item: &PathItem,
        at: Pointer,
    ) -> Operation {
        let (path, in_query) = path::plain(path);
        let segments = path::segments(&path, |name| self.is_in_path(name, operation, item));
        let parameters = self.parameters(&segments, &in_query, operation, item, &at);
        let body = operation.request_body.as_ref().and_then(|body| self.body(body, &at));
        let (responses, headers) = self.responses(&method, operation, &at);
        self.callbacks(operation, &at);
        let docs = Docs {
            summary: operation.summary.clone().or_else(|| item.summary.clone()),
            text: operation.description.clone().or_else(|| item.description.clone()),
            at: at.child("description"),
            deprecated: operation.deprecated,
            external: external(operation.external_docs.as_ref()),
        };
        Operation {
            id: operation.operation_id.clone().filter(|id| !id.trim().is_empty()),
            method,
            path: segments,
            tag: operation.tags.first().cloned(),
            docs,
            parameters,
            body,
            responses,
            headers,
            security: self.requirements(operation),
            servers: self.own_servers(operation, item, &at),
            paging: None,
            at,
        }
    }

    fn media_schema(&mut self, media: &MediaType, origin: Origin, at: &Pointer) -> TypeId {
        let at = at.child("schema");
        match &media.schema {
            Some(schema) => self.schema(schema, origin, at),
            None => self.reserve(origin, at),
        }
    }

    /// Reports with another severity than the code's usual one.
    fn tell(&mut self, severity: Severity, code: Code, at: Pointer, message: impl Into<String>, help: &str) {
        let diagnostic = Diagnostic::new(code, self.document.place(at), message, help);
        self.report.push(Diagnostic { severity, ..diagnostic });
    }
}

/// The operations of a path item at a place, each with its method and its own place.
fn methods<'i>(item: &'i PathItem, at: &Pointer) -> Vec<(Method, Cow<'i, openapiv3::Operation>, Pointer)> {
    let own = [
        (Method::Get, &item.get),
        (Method::Put, &item.put),
        (Method::Post, &item.post),
        (Method::Delete, &item.delete),
        (Method::Options, &item.options),
        (Method::Head, &item.head),
        (Method::Patch, &item.patch),
        (Method::Trace, &item.trace),
    ];
    let own = own.into_iter().filter_map(|(method, operation)| {
        let at = at.child(method.as_str().to_lowercase());
        Some((method, Cow::Borrowed(operation.as_ref()?), at))
    });
    // One that cannot be read was told where the item was.
    let later = later_operations(&item.extensions).unwrap_or_default().into_iter();
    let later = later.map(|(method, operation)| match method {
        None => (Method::Query, Cow::Owned(operation), at.child("query")),
        Some(name) => {
            let at = at.child("additionalOperations").child(name);
            (Method::Other(name.to_owned()), Cow::Owned(operation), at)
        }
    });
    own.chain(later).collect()
}
