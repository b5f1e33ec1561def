//! The module `client`: a method for each operation, and setters for what may be left out.

use super::Context;
use super::body::import_input;
use super::documentation::{deprecated, doc, markdown, served_from};
use super::models::setting;
use super::operations::{Emitted, Input, lints};
use super::syntax::{
    Function, Receives, answer, borrowing, call, field, generic, global, ident, implementation, local, own,
    path, plain, public, reference, value, within,
};
use crate::ir::Docs;
use crate::name::taken::setter_name;
use syn::{ImplItem, Item, PathSegment, Type, parse_quote};

/// The client's methods in one `impl`, then the setters of each operation that has some.
pub(super) fn items(cx: &Context<'_>, operations: &[Emitted<'_>]) -> Vec<Item> {
    if operations.is_empty() {
        return Vec::new();
    }
    cx.imports.add_all("crate::runtime", &["Call", "Client"]);
    cx.imports.add("crate", "operations");
    operations.iter().for_each(|emitted| import_input(cx, emitted));
    let methods: Vec<ImplItem> = operations.iter().map(|emitted| method(cx, emitted)).collect();
    // Whatever it sends with.
    let client = implementation(parse_quote!(<T>), None, generic("Client", [plain("T")]), methods);
    std::iter::once(client).chain(operations.iter().filter_map(setters)).collect()
}

fn method(cx: &Context<'_>, emitted: &Emitted<'_>) -> ImplItem {
    let mut attrs = doc(&summary(cx, emitted));
    attrs.extend(deprecated(&emitted.operation.docs));
    let arguments = emitted.arguments();
    if !arguments.is_empty() {
        attrs.extend(lints(arguments.len() + 1));
    }
    let names = emitted.required().map(|input| local(&input.name));
    let mut constructor = path(&["operations"]);
    constructor.segments.extend([emitted.ident(), ident("new")].map(PathSegment::from));
    let call = call(global(&["Call", "new"]), [global(&["self"]), call(value(constructor), names)]);
    let (lifetime, operation) = (emitted.borrows().then_some("'a"), operation_type(emitted));
    let function = Function {
        attrs,
        vis: public(),
        name: ident(&emitted.names.method),
        receives: lifetime.map_or(Receives::Shared, Receives::SharedFor),
        arguments,
        returns: Some(generic("Call", [reference(lifetime, plain("Self")), operation])),
        body: vec![answer(call)],
    };
    function.into()
}

/// An operation as the client names it: `operations::Name<'a>`.
fn operation_type(emitted: &Emitted<'_>) -> Type {
    let ty = within("operations", emitted.ident());
    if emitted.borrows() { borrowing(ty, "'a") } else { ty }
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
    let link = match emitted.operation.paging {
        Some(_) => format!("{link} `items()` and `pages()` walk through all pages."),
        None => link,
    };
    let link = link + &served_from(cx, emitted.operation).unwrap_or_default();
    if line.is_empty() { link } else { format!("{line}\n\n{link}") }
}

fn setters(emitted: &Emitted<'_>) -> Option<Item> {
    let members: Vec<ImplItem> = emitted.optional().map(setter).collect();
    if members.is_empty() {
        return None;
    }
    // The client is whatever a call was made by.
    let generics = match emitted.borrows() {
        true => parse_quote!(<'a, C>),
        false => parse_quote!(<C>),
    };
    let ty = generic("Call", [plain("C"), operation_type(emitted)]);
    Some(implementation(generics, None, ty, members))
}

fn setter(input: &Input<'_>) -> ImplItem {
    let attrs = doc(input.docs).into_iter().chain(input.deprecated.clone()).collect();
    let place = field(own(&ident("operation")), &input.name);
    let method = ident(&setter_name(&input.name.to_string(), true));
    setting(attrs, place, (&method, &input.name), input.argument.clone())
}
