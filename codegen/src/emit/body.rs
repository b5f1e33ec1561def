//! Request bodies: what an operation holds, and how it writes that.

use super::Context;
use super::documentation::{doc, link_here};
use super::operations::{Emitted, Input, Kind};
use super::rules::{rules, text_rules};
use super::syntax::{
    self, boolean, borrowed, field_value, global, impl_into, local, method_call, own, path, plain, reference,
    slice, statement, structure_of, text,
};
use super::types::{Argument, ident, value_type};
use crate::ir::{Body, Content, Encoding, Parameter, Payload, Style};
use crate::name::{OperationNames, Variants};
use quote::{ToTokens, quote};
use std::collections::HashSet;
use syn::{Arm, Expr, Item, Stmt, Type, Variant, parse_quote};

/// The body among the inputs of an operation.
pub(super) fn input<'a>(
    cx: &Context<'_>,
    body: &'a Body,
    names: &'a OperationNames,
    docs: &'a str,
) -> Option<Input<'a>> {
    let name = ident(&names.body);
    let first = body.choices.first()?;
    let held = match &names.choices {
        Some(choices) => enum_type(body, choices),
        None => held_type(cx, first),
    };
    let argument = match (&names.choices, first.payload) {
        (None, Payload::Json(_) | Payload::Form(_) | Payload::Multipart(_) | Payload::Text) => {
            Argument::plain(held.clone(), &name)
        }
        _ => Argument::converted(impl_into(held.clone()), method_call(local(&name), "into", [])),
    };
    let borrows = body.choices.iter().any(borrows);
    let (required, deprecated, kind) = (body.required, None, Kind::Body(body));
    Some(Input { name, held, borrows, required, argument, docs, deprecated, kind })
}

fn borrows(content: &Content) -> bool {
    !matches!(content.payload, Payload::Bytes | Payload::Blob | Payload::Nothing)
}

/// Notes what the body among the inputs is called, where it is written as one: a server holds others.
pub(super) fn import_input(cx: &Context<'_>, emitted: &Emitted<'_>) {
    let only = emitted.operation.body.as_ref().filter(|_| emitted.names.choices.is_none());
    if let Some(content) = only.and_then(|body| body.choices.first()) {
        held(cx, content);
    }
}

fn held(cx: &Context<'_>, content: &Content) -> Type {
    if !borrows(content) {
        cx.imports.add("crate::runtime", "Blob");
    }
    held_type(cx, content)
}

fn held_type(cx: &Context<'_>, content: &Content) -> Type {
    match content.payload {
        Payload::Json(ty) | Payload::Form(ty) | Payload::Multipart(ty) => {
            reference(Some("'a"), value_type(cx, ty))
        }
        Payload::Text => reference(Some("'a"), plain("str")),
        Payload::Bytes | Payload::Blob | Payload::Nothing => plain("Blob"),
    }
}

fn enum_type(body: &Body, choices: &Variants) -> Type {
    let name = ident(&choices.name);
    match body.choices.iter().any(borrows) {
        true => parse_quote!(crate::operations::#name<'a>),
        false => parse_quote!(crate::operations::#name),
    }
}

/// The enum of bodies to choose from, and what becomes one of them by itself.
pub(super) fn choices(cx: &Context<'_>, emitted: &Emitted<'_>) -> Vec<Item> {
    let (Some(body), Some(names)) = (&emitted.operation.body, &emitted.names.choices) else {
        return Vec::new();
    };
    let name = ident(&names.name);
    let generics = if body.choices.iter().any(borrows) { quote!(<'a>) } else { quote!() };
    let pairs = || body.choices.iter().zip(&names.variants);
    let variants = pairs().map(|(content, variant)| -> Variant {
        let (docs, variant, held) =
            (doc(&format!("As `{}`.", content.media_type)), ident(variant), held(cx, content));
        parse_quote!(#(#docs)* #variant(#held))
    });
    let link = link_here(&emitted.names.name);
    let docs = doc(&format!("The bodies that {link} takes; the first is the usual one."));
    let mut items = vec![parse_quote! {
        #(#docs)*
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum #name #generics { #(#variants,)* }
    }];
    let mut seen = HashSet::new();
    for (content, variant) in pairs() {
        let (variant, held) = (ident(variant), held(cx, content));
        if seen.insert(held.to_token_stream().to_string()) {
            items.push(parse_quote! {
                impl #generics From<#held> for #name #generics {
                    fn from(body: #held) -> Self { Self::#variant(body) }
                }
            });
        }
    }
    items
}

/// The statement that writes the body into the request.
pub(super) fn write(cx: &Context<'_>, body: &Body, names: &OperationNames, input: &Input<'_>) -> Stmt {
    let name = &input.name;
    if let Some(choices) = &names.choices {
        return match input.required {
            true => by_choice(cx, body, choices, &parse_quote!(&self.#name)),
            false => {
                let write = by_choice(cx, body, choices, &parse_quote!(body));
                parse_quote!(if let Some(body) = &self.#name { #write })
            }
        };
    }
    let Some(content) = body.choices.first() else { return parse_quote!({}) };
    match (input.required, borrows(content)) {
        (true, _) => statement(call(cx, content, &own(name))),
        (false, true) => {
            let call = call(cx, content, &parse_quote!(body));
            parse_quote!(if let Some(body) = self.#name { #call; })
        }
        (false, false) => {
            let call = call(cx, content, &parse_quote!(body));
            parse_quote!(if let Some(body) = &self.#name { #call; })
        }
    }
}

fn by_choice(cx: &Context<'_>, body: &Body, choices: &Variants, value: &Expr) -> Stmt {
    let name = ident(&choices.name);
    let arms = body.choices.iter().zip(&choices.variants).map(|(content, variant)| -> Arm {
        let variant = ident(variant);
        // A text is what it should be by itself.
        let is_model = borrows(content) && content.payload != Payload::Text;
        let held: Expr = if is_model { parse_quote!(*body) } else { parse_quote!(body) };
        let call = call(cx, content, &held);
        parse_quote!(#name::#variant(body) => #call,)
    });
    parse_quote!(match #value { #(#arms)* })
}

/// The call that writes a value as one media type.
fn call(cx: &Context<'_>, content: &Content, value: &Expr) -> Expr {
    let media_type = &content.media_type;
    let header = || -> Expr {
        cx.imports.add("http", "HeaderValue");
        syntax::call(global(&["HeaderValue", "from_static"]), [text(media_type)])
    };
    let encodings = || encodings(cx, content);
    let rules = |ty| slice(rules(cx, ty));
    let value = value.clone();
    let (method, arguments) = match content.payload {
        Payload::Json(ty) if media_type == "application/json" => ("json", vec![value, rules(ty)]),
        Payload::Json(ty) => ("json_as", vec![header(), value, rules(ty)]),
        Payload::Form(ty) => ("form", vec![value, encodings(), rules(ty)]),
        Payload::Multipart(ty) => ("multipart", vec![value, encodings(), rules(ty)]),
        Payload::Text => ("text", vec![header(), value, slice(text_rules(&content.text))]),
        Payload::Bytes | Payload::Blob | Payload::Nothing => ("blob", vec![header(), by_reference(value)]),
    };
    method_call(global(&["request"]), method, arguments)
}

/// How the properties of a form are written, where not as usual.
pub(super) fn encodings(cx: &Context<'_>, content: &Content) -> Expr {
    slice(content.encoding.iter().map(|it| encoding(cx, it)))
}

/// A field by reference; what is bound to `body` is one already.
fn by_reference(value: Expr) -> Expr {
    if matches!(value, Expr::Field(_)) { borrowed(value, false) } else { value }
}

fn encoding(cx: &Context<'_>, encoding: &Encoding) -> Expr {
    cx.imports.add_all("crate::runtime", &["Encoding", "Style"]);
    let name = &encoding.name;
    let said = encoding.content_type.as_deref().unwrap_or_default();
    let style = match said.contains("json") && encoding.style == Style::Form {
        true => global(&["Style", "Json"]),
        false => style_of(encoding.style, encoding.explode),
    };
    syntax::call(global(&["Encoding", "new"]), [text(name), style, text(said)])
}

/// How a parameter is written.
pub(super) fn style(cx: &Context<'_>, parameter: &Parameter) -> Expr {
    cx.imports.add("crate::runtime", "Style");
    style_of(parameter.style, parameter.explode)
}

fn style_of(style: Style, explode: bool) -> Expr {
    match style {
        Style::Simple if explode => global(&["Style", "SimpleExploded"]),
        Style::Simple => global(&["Style", "Simple"]),
        Style::Label => exploding("Label", explode),
        Style::Matrix => exploding("Matrix", explode),
        Style::Form => exploding("Form", explode),
        // Exploded, these are written as forms are (OpenAPI 3.0, section 4.7.12.4).
        Style::SpaceDelimited | Style::PipeDelimited if explode => exploding("Form", true),
        Style::SpaceDelimited => global(&["Style", "Space"]),
        Style::PipeDelimited => global(&["Style", "Pipe"]),
        Style::DeepObject => global(&["Style", "Deep"]),
        Style::Rest => global(&["Style", "Rest"]),
        Style::Json => global(&["Style", "Json"]),
        Style::Whole => global(&["Style", "Whole"]),
    }
}

fn exploding(style: &str, explode: bool) -> Expr {
    let explode = field_value(&ident("explode"), Some(boolean(explode)));
    structure_of(path(&["Style", style]), [explode], None)
}
