//! The module `server::requests`: what a handler is given.

use crate::emit::Context;
use crate::emit::body::{encodings, style};
use crate::emit::documentation::{doc, link_here};
use crate::emit::operations::{Emitted, Input, Kind};
use crate::emit::rules::{rules, text_rules};
use crate::emit::syntax::{
    self, Function, Receives, answer, argument_of, arm, associated_constant, call, count_pattern,
    field_value, global, implementation, local, match_on, method_call, mutable_reference, named, named_field,
    option, path, plain, public_enum, public_struct, slice, structure_of, text, value, wildcard,
};
use crate::emit::types::{ident, value_type};
use crate::ir::{Body, Content, Location, Parameter, Payload, Shape, Style};
use crate::name::Variants;
use quote::quote;
use syn::{Expr, Generics, ImplItem, Item, PathSegment, Type};

/// What stands above the items.
pub(in crate::emit) const HEADER: &str =
    "//! What handlers are given: the parameters and the body of a request, checked.\n";

/// The items of one operation.
pub(in crate::emit) fn items(cx: &Context<'_>, emitted: &Emitted<'_>) -> Vec<Item> {
    cx.imports.add_all("crate::runtime", &["self", "Operation"]);
    cx.imports.add("crate", "operations");
    let choices = emitted.operation.body.as_ref().zip(emitted.names.choices.as_ref());
    let choices = choices.map(|(body, names)| choices_of(cx, emitted, body, names));
    [structure(cx, emitted), receive(cx, emitted)].into_iter().chain(choices).collect()
}

fn structure(cx: &Context<'_>, emitted: &Emitted<'_>) -> Item {
    let name = &emitted.names.name;
    let attrs = doc(&format!("A request of [`{name}`](crate::operations::{name})."));
    let inputs = emitted.inputs.iter().map(|input| {
        let held = held(cx, emitted, input);
        let ty = if input.required { held } else { option(held) };
        named_field(doc(input.docs), input.name.clone(), ty)
    });
    let head = doc("The method, the URI, the headers, and what layers before have put into the extensions.");
    let head = named_field(head, ident(&emitted.names.head), named(path(&["runtime", "RequestHead"])));
    let fields = inputs.chain([head]);
    public_struct(attrs, quote!(Clone, Debug), emitted.ident(), Generics::default(), fields)
}

/// What an input is, owned.
fn held(cx: &Context<'_>, emitted: &Emitted<'_>, input: &Input<'_>) -> Type {
    match (input.kind, &emitted.names.choices) {
        (Kind::Parameter(_), _) => input.held.clone(),
        (Kind::Body(_), Some(choices)) => named(ident(&choices.name).into()),
        (Kind::Body(body), None) => {
            body.choices.first().map_or_else(syntax::unit, |content| owned(cx, content))
        }
    }
}

/// A body in one media type, owned.
fn owned(cx: &Context<'_>, content: &Content) -> Type {
    match content.payload {
        Payload::Json(ty) | Payload::Form(ty) | Payload::Multipart(ty) => value_type(cx, ty),
        Payload::Text => plain("String"),
        Payload::Bytes | Payload::Nothing => {
            cx.imports.add("bytes", "Bytes");
            plain("Bytes")
        }
        Payload::Blob => {
            cx.imports.add("crate::runtime", "Blob");
            plain("Blob")
        }
    }
}

/// The enum of bodies to choose from.
fn choices_of(cx: &Context<'_>, emitted: &Emitted<'_>, body: &Body, names: &Variants) -> Item {
    let docs = doc(&format!("The bodies that {} takes.", link_here(&emitted.names.name)));
    let variants = body.choices.iter().zip(&names.variants).map(|(content, variant)| {
        let types: Vec<String> = content.read().map(|it| format!("`{}`", it.media_type)).collect();
        let docs = doc(&format!("As {}.", types.join(" or ")));
        syntax::variant(docs, ident(variant), [owned(cx, content)])
    });
    public_enum(docs, quote!(Clone, Debug), ident(&names.name), variants)
}

fn receive(cx: &Context<'_>, emitted: &Emitted<'_>) -> Item {
    let request = ident("request");
    // An object that takes every key of the query takes those that nothing before it has.
    let (last, first): (Vec<_>, Vec<_>) = emitted.inputs.iter().partition(|input| takes_all(cx, input));
    let inputs =
        first.into_iter().chain(last).map(|input| field_value(&input.name, Some(read(cx, emitted, input))));
    let head = field_value(&ident(&emitted.names.head), Some(method_call(local(&request), "head", [])));
    let value = structure_of(path(&["Self"]), inputs.chain([head]), None);
    let function = Function {
        arguments: vec![argument_of(
            Some(&request),
            mutable_reference(named(path(&["runtime", "Received"]))),
        )],
        returns: Some(plain("Self")),
        body: vec![answer(value)],
        ..Function::of_trait("receive", Receives::Nothing)
    };
    let members: [ImplItem; 2] = [
        associated_constant("ENDPOINT", named(path(&["runtime", "Endpoint"])), endpoint(emitted)),
        function.into(),
    ];
    implementation(
        Generics::default(),
        Some(path(&["runtime", "Receive"])),
        named(emitted.ident().into()),
        members,
    )
}

fn takes_all(cx: &Context<'_>, input: &Input<'_>) -> bool {
    let Kind::Parameter(parameter) = input.kind else { return false };
    let shape = &cx.api.types[crate::emit::types::not_null(cx, parameter.ty)].shape;
    let is_open = matches!(shape, Shape::Map(_) | Shape::Object(_) | Shape::Union(_));
    parameter.location == Location::Query && parameter.style == Style::Form && parameter.explode && is_open
}

fn endpoint(emitted: &Emitted<'_>) -> Expr {
    let operation = emitted.operation;
    let mut route = path(&["operations"]);
    route.segments.extend([emitted.ident(), ident("ROUTE")].map(PathSegment::from));
    let bodies = operation.body.iter().flat_map(|body| &body.choices).flat_map(Content::read);
    let bodies: Vec<String> = bodies.map(|content| content.listed.join(", ")).collect();
    let mut answers: Vec<&str> = Vec::new();
    for response in operation.successes().iter().filter(|response| response.payload != Payload::Nothing) {
        let media_type = response.media_type.as_deref().unwrap_or("*/*");
        let stream = response.stream.as_ref().map(|stream| stream.media_type.as_str());
        for media_type in std::iter::once(media_type).chain(stream) {
            if !answers.contains(&media_type) {
                answers.push(media_type);
            }
        }
    }
    let texts = |all: Vec<&str>| slice(all.into_iter().map(text));
    call(
        global(&["runtime", "Endpoint", "new"]),
        [value(route), texts(bodies.iter().map(String::as_str).collect()), texts(answers)],
    )
}

fn read(cx: &Context<'_>, emitted: &Emitted<'_>, input: &Input<'_>) -> Expr {
    match input.kind {
        Kind::Parameter(parameter) => read_parameter(cx, parameter),
        Kind::Body(body) => {
            let read = by_choice(cx, body, emitted.names.choices.as_ref());
            if input.required { read } else { if_there(read) }
        }
    }
}

fn read_parameter(cx: &Context<'_>, parameter: &Parameter) -> Expr {
    let method = match parameter.location {
        Location::Path => "path",
        Location::Query if parameter.or_empty => "query_or_empty",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    };
    let arguments = [text(&parameter.name), style(cx, parameter), slice(rules(cx, parameter.ty))];
    method_call(global(&["request"]), method, arguments)
}

fn read_body(cx: &Context<'_>, content: &Content) -> Expr {
    let rules = |ty| slice(rules(cx, ty));
    let (method, arguments) = match content.payload {
        Payload::Json(ty) => ("json", vec![rules(ty)]),
        Payload::Form(ty) => ("form", vec![encodings(cx, content), rules(ty)]),
        Payload::Multipart(ty) => ("multipart", vec![rules(ty)]),
        Payload::Text => ("text", vec![slice(text_rules(&content.text))]),
        Payload::Blob => ("blob", Vec::new()),
        Payload::Bytes | Payload::Nothing => ("bytes", Vec::new()),
    };
    method_call(global(&["request"]), method, arguments)
}

/// `request.has_body().then(|| read)`.
fn if_there(read: Expr) -> Expr {
    let closure = syntax::closure(read);
    let has_body = method_call(global(&["request"]), "has_body", []);
    method_call(has_body, "then", [closure])
}

/// The body in the media type that it is of.
fn by_choice(cx: &Context<'_>, body: &Body, names: Option<&Variants>) -> Expr {
    let read = body.choices.iter().enumerate().flat_map(|(index, content)| {
        let variant = names.and_then(|names| Some([&names.name, names.variants.get(index)?]));
        content.read().map(move |content| {
            let read = read_body(cx, content);
            match variant {
                Some([name, variant]) => call(global(&[name, variant]), [read]),
                None => read,
            }
        })
    });
    let mut read: Vec<Expr> = read.collect();
    let Some(last) = read.pop() else { return syntax::tuple([]) };
    if read.is_empty() {
        return last;
    }
    let arms = read.into_iter().enumerate().map(|(index, read)| arm(count_pattern(index), read));
    let arms = arms.chain([arm(wildcard(), last)]).collect();
    match_on(method_call(global(&["request"]), "choice", []), arms)
}
