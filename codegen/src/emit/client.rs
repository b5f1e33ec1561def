//! The module `client`: a method for each operation, and setters for what may be left out.

use super::Context;
use super::documentation::{deprecated, doc, markdown};
use super::operations::{Emitted, Input, lints};
use super::types::{Argument, ident};
use crate::ir::Docs;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{FnArg, ImplItem, Item, Type, parse_quote};

/// The client's methods in one `impl`, then the setters of each operation that has some.
pub(super) fn items(cx: &Context<'_>, operations: &[Emitted<'_>]) -> Vec<Item> {
    if operations.is_empty() {
        return Vec::new();
    }
    cx.imports.add_all("crate::runtime", &["Call", "Client"]);
    cx.imports.add("crate", "operations");
    let methods: Vec<ImplItem> = operations.iter().map(|emitted| method(cx, emitted)).collect();
    let methods = super::models::spaced(&methods);
    let client: Item = parse_quote!(impl Client { #methods });
    std::iter::once(client).chain(operations.iter().filter_map(setters)).collect()
}

fn method(cx: &Context<'_>, emitted: &Emitted<'_>) -> ImplItem {
    let docs = doc(&summary(cx, emitted));
    let deprecated = deprecated(&emitted.operation.docs);
    let method = ident(&emitted.names.method);
    let operation = emitted.ident();
    let arguments = emitted.arguments();
    let names = emitted.required().map(|input| &input.name);
    let allows = if arguments.is_empty() { Vec::new() } else { lints(arguments.len() + 1) };
    let (generics, receiver): (TokenStream, FnArg) = match emitted.borrows() {
        true => (quote!(<'a>), parse_quote!(&'a self)),
        false => (TokenStream::new(), parse_quote!(&self)),
    };
    let answer: Type = match emitted.borrows() {
        true => parse_quote!(Call<&'a Self, operations::#operation<'a>>),
        false => parse_quote!(Call<&Self, operations::#operation>),
    };
    parse_quote! {
        #(#docs)*
        #deprecated
        #(#allows)*
        pub fn #method #generics (#receiver, #(#arguments),*) -> #answer {
            Call::new(self, operations::#operation::new(#(#names),*))
        }
    }
}

/// The first sentence of the operation's documentation, and where the rest stands.
fn summary(cx: &Context<'_>, emitted: &Emitted<'_>) -> String {
    let docs = &emitted.operation.docs;
    let line = match &docs.summary {
        Some(summary) => summary.clone(),
        None => docs.text.as_deref().map(super::docs::summary).unwrap_or_default(),
    };
    let line = markdown(cx, &Docs { text: Some(line), ..Docs::default() });
    let name = &emitted.names.name;
    let link = format!("See [`{name}`](crate::operations::{name}).");
    if line.is_empty() { link } else { format!("{line}\n\n{link}") }
}

fn setters(emitted: &Emitted<'_>) -> Option<Item> {
    let members: Vec<ImplItem> = emitted.optional().map(setter).collect();
    if members.is_empty() {
        return None;
    }
    let operation = emitted.ident();
    let members = super::models::spaced(&members);
    Some(match emitted.borrows() {
        true => parse_quote!(impl<'a, C> Call<C, operations::#operation<'a>> { #members }),
        false => parse_quote!(impl<C> Call<C, operations::#operation> { #members }),
    })
}

fn setter(input: &Input<'_>) -> ImplItem {
    let (docs, name) = (&input.docs, &input.name);
    let Argument { ty, value, .. } = &input.argument;
    let deprecated = &input.deprecated;
    parse_quote! {
        #(#docs)*
        #deprecated
        pub fn #name(mut self, #name: #ty) -> Self {
            self.operation.#name = Some(#value);
            self
        }
    }
}
