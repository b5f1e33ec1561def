//! What the service sends by itself: webhooks and callbacks.

use super::media::{is_json, ranked};
use super::methods;
use crate::dialect::path_item;
use crate::ir::{Docs, Event, Method, Origin, Role};
use crate::lower::Lowerer;
use crate::lower::said::external;
use crate::pointer::Pointer;
use crate::references;
use crate::report::{Code, Severity};
use openapiv3::{PathItem, ReferenceOr};
use serde_json::Value;

impl Lowerer<'_> {
    /// The webhooks, which OpenAPI 3.1 has and `openapiv3` has not.
    pub(in crate::lower) fn lower_webhooks(&mut self) {
        let document = self.document;
        let Some(webhooks) = document.value.get("x-bindery-webhooks").and_then(Value::as_object) else {
            return;
        };
        for (name, item) in webhooks {
            if !self.is_wanted_webhook(name) {
                continue;
            }
            let target = match item.get("$ref").and_then(Value::as_str) {
                Some(reference) => references::resolve(&document.value, reference),
                None => Some(item),
            };
            let Some(item) = target.and_then(|item| path_item(item).ok()) else { continue };
            self.events(None, name, &item, &Pointer::root().child("webhooks").child(name));
        }
    }

    /// The callbacks of the operation that is lowered.
    pub(super) fn callbacks(&mut self, operation: &openapiv3::Operation, at: &Pointer) {
        let index = self.api.operations.len();
        for (name, callback) in &operation.callbacks {
            for (expression, item) in callback {
                let at = at.child("callbacks").child(name).child(expression);
                self.events(Some(index), name, item, &at);
            }
        }
        let shared = operation.extensions.get("x-bindery-callbacks").and_then(Value::as_object);
        for (name, reference) in shared.into_iter().flatten() {
            let Some(reference) = reference.as_str() else { continue };
            let at = Pointer::parse(reference).unwrap_or_default();
            let document = self.document;
            let callback = references::resolve(&document.value, reference).and_then(Value::as_object);
            for (expression, item) in callback.into_iter().flatten() {
                if let Ok(item) = path_item(item) {
                    self.events(Some(index), name, &item, &at.child(expression));
                }
            }
        }
    }

    fn events(&mut self, operation: Option<usize>, name: &str, item: &PathItem, at: &Pointer) {
        for (method, request, at) in methods(item, at) {
            self.event(operation, (name, method), &request, &at);
        }
    }

    fn event(
        &mut self,
        operation: Option<usize>,
        (name, method): (&str, Method),
        request: &openapiv3::Operation,
        at: &Pointer,
    ) {
        let Some(body) = &request.request_body else { return };
        let body_at = match body {
            ReferenceOr::Reference { reference } => Pointer::parse(reference).unwrap_or_default(),
            ReferenceOr::Item(_) => at.child("requestBody"),
        };
        let Some(body) = self.found(body) else { return };
        let best = ranked(&body.content).into_iter().next();
        let Some((media_type, media)) = best.filter(|(name, _)| is_json(name)) else {
            let message = format!("what `{name}` sends is not JSON, and has no type");
            let help = "read it by hand";
            self.tell(Severity::Note, Code::Unsupported, body_at, message, help);
            return;
        };
        let origin = match operation {
            Some(index) => Origin::Operation(index, Role::Event(name.to_owned())),
            None => Origin::Api(Role::Event(name.to_owned())),
        };
        let payload = self.media_schema(media, origin, &body_at.child("content").child(media_type));
        let docs = Docs {
            summary: request.summary.clone(),
            text: request.description.clone().or_else(|| body.description.clone()),
            at: at.child("description"),
            deprecated: request.deprecated,
            external: external(request.external_docs.as_ref()),
        };
        let (name, at) = (name.to_owned(), at.clone());
        self.api.events.push(Event { operation, name, method, payload, docs, at });
    }
}
