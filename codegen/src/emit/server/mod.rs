//! The module `server`: a trait for each tag, and what answers its operations.

pub(super) mod replies;
pub(super) mod requests;

use super::Context;
use super::documentation::{self, doc};
use super::needs::Needs;
use super::syntax::{
    Function, Receives, answer, argument_of, bound, call, future_of, global, local, macro_call, outliving,
    path, public_trait, within,
};
use super::tags::{FULL, Group};
use super::types::ident;
use crate::ir::Api;
use crate::name::ServiceNames;
use quote::quote;
use syn::{Attribute, Ident, ImplItem, Item, Path, Stmt, TraitItem, parse_quote};

/// Whether there is anything to serve.
pub(super) fn is_any(api: &Api) -> bool {
    !api.operations.is_empty()
}

/// What stands above the items, with an example of the first operation.
pub(super) fn header(cx: &Context<'_>, group: &Group) -> String {
    if let Some(tag) = &group.tag {
        return format!("//! The trait of the tag {}.\n", documentation::code(tag));
    }
    let text = cx.names.services().first().and_then(|service| {
        let operation = cx.names.operations().get(*service.operations.first()?)?;
        // Where tags are features, it is an example of one of them.
        let feature = service.feature.as_deref().filter(|_| cx.groups.is_divided());
        let [before, after] = feature.map_or_else(Default::default, |feature| {
            let without = format!("# #[cfg(not(feature = {feature:?}))]\n# fn main() {{}}\n");
            [format!("# #[cfg(feature = {feature:?})]\n# fn main() {{\n"), format!("# }}\n{without}")]
        });
        let text = include_str!("module.md")
            .replace("{before}", &before)
            .replace("{after}", &after)
            .replace("{mine}", if service.name == "Mine" { "Ours" } else { "Mine" })
            .replace("{library}", &super::manifest::library_name(cx.config, cx.api))
            .replace("{service}", &service.name)
            .replace("{add}", &service.method)
            .replace("{method}", &operation.method)
            .replace("{operation}", &operation.name)
            .replace("{head}", &operation.head)
            .replace("{streamed}", if cx.needs.has("events") { STREAMED } else { "" });
        Some(text)
    });
    // There is a service wherever there is an operation, and no module where there is none.
    let lines = text.unwrap_or_default();
    lines.lines().map(|line| format!("//! {line}").trim_end().to_owned() + "\n").collect()
}

/// What is true where something is answered piece by piece.
const STREAMED: &str = " What comes\npiece by piece, as events or lines, is [`Streamed`], of an iterator or of a stream; where an \
                        answer may also come at once,\nit has a variant of its own, whose name ends with `Events`.";

/// The items of the module: the traits of a group, and for what is always there what they have in common.
pub(super) fn items(cx: &Context<'_>, group: &Group) -> Vec<Item> {
    let is_of_group = |service: &&ServiceNames| {
        service.operations.first().is_some_and(|first| group.operations.contains(first))
    };
    let services: Vec<&ServiceNames> = cx.names.services().iter().filter(is_of_group).collect();
    let traits = services.iter().map(|service| service_trait(cx, service));
    let own = traits.chain(routes(cx, &services));
    match group.feature {
        None => exports(cx.needs).into_iter().chain(own).chain([router(cx)]).collect(),
        Some(_) => {
            cx.imports.add("super", "Routes");
            cx.imports.add("super", "requests");
            cx.imports.add("super", "replies");
            own.collect()
        }
    }
}

/// What the traits have in common.
fn exports(needs: &Needs) -> [Item; 3] {
    [
        parse_quote!(
            pub mod replies;
        ),
        parse_quote!(
            pub mod requests;
        ),
        match needs.has("events") {
            true => parse_quote!(
                pub use crate::runtime::{IntoFrame, RequestHead, Respond, Routes, Streamed, problem};
            ),
            false => parse_quote!(
                pub use crate::runtime::{RequestHead, Respond, Routes, problem};
            ),
        },
    ]
}

fn service_trait(cx: &Context<'_>, service: &ServiceNames) -> Item {
    let text = match &service.tag {
        Some(tag) => documentation::tag_doc(cx, tag),
        None => "The operations without a tag.".to_owned(),
    };
    let bounds = [bound(path(&["Send"])), bound(path(&["Sync"])), outliving("'static")];
    let members = service.operations.iter().filter_map(|index| method(cx, *index));
    public_trait(doc(&text), ident(&service.name), bounds, members)
}

fn method(cx: &Context<'_>, index: usize) -> Option<TraitItem> {
    let names = cx.names.operations().get(index)?;
    let request = ident("request");
    let name = ident(&names.name);
    let function = Function {
        attrs: doc(&cx.said(index)?.operation),
        name: ident(&names.method),
        arguments: vec![argument_of(Some(&request), within("requests", name.clone()))],
        returns: Some(future_of(within("replies", name))),
        body: vec![answer(call(global(&["runtime", "not_implemented"]), [local(&request)]))],
        ..Function::of_trait("method", Receives::Shared)
    };
    Some(function.into())
}

/// The methods that add the operations of each service.
fn routes(cx: &Context<'_>, services: &[&ServiceNames]) -> Option<Item> {
    if services.is_empty() {
        return None;
    }
    cx.imports.add_all("crate::runtime", &["self"]);
    cx.imports.add("std::sync", "Arc");
    let methods = services.iter().map(|service| -> ImplItem {
        let (name, method) = (ident(&service.name), ident(&service.method));
        let docs = doc(&format!("Adds the operations of [`{}`].", service.name));
        let handlers = service.operations.iter().filter_map(|index| handler(cx, &name, *index));
        parse_quote! {
            #(#docs)*
            pub fn #method<S: #name>(mut self, service: Arc<S>) -> Self {
                #(#handlers)*
                self
            }
        }
    });
    Some(super::syntax::implementation(Default::default(), None, super::syntax::plain("Routes"), methods))
}

fn handler(cx: &Context<'_>, service: &Ident, index: usize) -> Option<Stmt> {
    let names = cx.names.operations().get(index)?;
    let (name, method) = (ident(&names.name), ident(&names.method));
    let tokens = quote!(self, service, requests::#name, S, #service, #method);
    Some(Stmt::Item(macro_call(path(&["runtime", "handle"]), tokens)))
}

/// The function for a service that is all of them.
fn router(cx: &Context<'_>) -> Item {
    let services = cx.names.services();
    let condition: Option<Attribute> = cx.groups.is_divided().then(|| parse_quote!(#[cfg(feature = #FULL)]));
    // Not every crate has a service that is always there, and only these import it.
    let arc: Path = match cx.groups.is_divided() {
        true => parse_quote!(std::sync::Arc),
        false => parse_quote!(Arc),
    };
    let docs = doc(
        "A router of one service that has all operations. Those of several services are put together in [`Routes`].",
    );
    let names = services.iter().map(|service| ident(&service.name));
    let methods = services.iter().map(|service| ident(&service.method));
    parse_quote! {
        #(#docs)*
        #condition
        pub fn router<S: #(#names)+*>(service: S) -> axum::Router {
            let service = #arc::new(service);
            Routes::new() #(.#methods(#arc::clone(&service)))* .into_router()
        }
    }
}
