//! The modules `webhooks` and `callbacks`: what the service sends by itself.

use super::Context;
use super::documentation::{code, doc, markdown};
use super::types::{ident, value_type};
use crate::ir::{Api, Event};
use syn::Item;

/// What stands above the items of `webhooks`.
pub(super) const WEBHOOKS: &str = "//! What the service sends by itself, to an address that was agreed on. Decode the body \
                                   of the request as JSON.\n";

/// What stands above the items of `callbacks`.
pub(super) const CALLBACKS: &str = "//! What the service sends after a call, to an address that the call names. Decode the \
                                    body of the request as JSON.\n";

/// Whether there are any: callbacks, or else webhooks.
pub(super) fn is_any(api: &Api, callbacks: bool) -> bool {
    api.events.iter().any(|event| event.operation.is_some() == callbacks)
}

/// A type for the payload of each: of callbacks, or else of webhooks.
pub(super) fn items(cx: &Context<'_>, callbacks: bool) -> Vec<Item> {
    let events = cx.api.events.iter().zip(cx.names.events());
    let events = events.filter(|(event, _)| event.operation.is_some() == callbacks);
    events.map(|(event, name)| alias(cx, event, name)).collect()
}

fn alias(cx: &Context<'_>, event: &Event, name: &str) -> Item {
    let text = markdown(cx, &event.docs);
    let asked = event.operation.and_then(|index| cx.names.operations().get(index));
    let asked = asked.map_or_else(String::new, |names| {
        format!(" Asked for by [`{0}`](crate::operations::{0}).", names.name)
    });
    let route = format!("The body of {} {}.{asked}", code(event.method.as_str()), code(&event.name));
    let docs = doc(&if text.is_empty() { route } else { format!("{text}\n\n{route}") });
    let (name, ty) = (ident(name), value_type(cx, event.payload));
    syn::parse_quote!(#(#docs)* pub type #name = #ty;)
}
