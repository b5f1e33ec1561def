//! What the service sends by itself: webhooks and callbacks.

use super::media::{is_json, ranked};
use super::methods;
use crate::dialect::path_item;
use crate::ir::{Docs, Event, Method, Origin, Role};
use crate::lower::Lowerer;
use crate::lower::said::external;
use crate::pointer::Pointer;
use crate::report::{Code, Severity};
use openapiv3::PathItem;
use serde_json::Value;

type Object = serde_json::Map<String, Value>;

impl Lowerer<'_> {
    /// The webhooks, which OpenAPI 3.1 has and `openapiv3` has not.
    pub(in crate::lower) fn lower_webhooks(&mut self) {
        let document = self.document;
        let Some(webhooks) = document.value.get("x-bindery-webhooks").and_then(Value::as_object) else {
            return;
        };
        for name in webhooks.keys() {
            if !self.is_wanted_webhook(name) {
                continue;
            }
            let at = Pointer::root().child("x-bindery-webhooks").child(name);
            let end = self.end(at.clone());
            let Some(item) = self.look(&end).and_then(|item| path_item(item).ok()) else { continue };
            let at = if end == at { Pointer::root().child("webhooks").child(name) } else { end };
            self.events(None, name, &item, &at);
        }
    }

    /// The callbacks of the operation that is lowered.
    pub(super) fn callbacks(&mut self, operation: &openapiv3::Operation, at: &Pointer) {
        let index = self.api.operations.len();
        let own = operation.callbacks.keys().map(|name| (name, at.child("callbacks").child(name)));
        let shared = operation.extensions.get("x-bindery-callbacks").and_then(Value::as_object);
        let shared = shared.into_iter().flat_map(Object::keys);
        let shared = shared.map(|name| (name, self.end(at.child("x-bindery-callbacks").child(name))));
        let callbacks: Vec<_> = own.chain(shared).collect();
        for (name, at) in callbacks {
            let expressions = self.look(&at).and_then(Value::as_object).into_iter().flat_map(Object::keys);
            let items: Vec<_> = expressions.map(|expression| self.end(at.child(expression))).collect();
            for at in items {
                // One that cannot be read was told where it stands.
                let item = self.look(&at).and_then(|item| path_item(item).ok());
                if let Some(item) = item {
                    self.events(Some(index), name, &item, &at);
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
        let Some((body, body_at)) = self.found_at(body, at.child("requestBody")) else { return };
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
