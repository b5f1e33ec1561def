//! Responses: what an operation answers, by status where that matters.

use super::documentation::{doc, link_here, markdown, operation_link};
use super::operations::Emitted;
use super::syntax::{
    Function, Receives, answer, argument_of, arm, associated, borrowing, call, count_pattern, generic_within,
    global, implementation, marker_of, match_on, method_call, named, option, path, plain, public_enum,
    reference, unit, wildcard,
};
use super::types::{ident, json_value, not_null, value_type};
use super::{Context, Scope};
use crate::ir::{Operation, Outcome, Payload, Response, Status};
use crate::name::{ErrorEnum, ErrorNames, Variants};
use quote::quote;
use syn::{Arm, Attribute, Expr, Generics, Item, Pat, Type, Variant, parse_quote};

/// What a success is read as: the type, and what reads it from `response`.
pub(super) fn success(cx: &Context<'_>, emitted: &Emitted<'_>) -> (Type, Expr) {
    match (emitted.operation.success(), &emitted.names.success) {
        (Outcome::One(payload), _) => (held(cx, payload).unwrap_or_else(unit), read(reader_of(payload))),
        (Outcome::Maybe(payload), _) => match payload.ty() {
            Some(ty) => (option(value_type(cx, not_null(cx, ty))), read("json_or_empty")),
            None => {
                let responses = emitted.operation.successes();
                (option(held(cx, payload).unwrap_or_else(unit)), read_if_there(&responses, payload))
            }
        },
        (Outcome::ByStatus(_), Some(names)) => (named(ident(&names.name).into()), read("by_status")),
        // The name stage names every outcome by status.
        (Outcome::ByStatus(_), None) => (plain("Bytes"), read("raw")),
    }
}

/// The function of the runtime that reads a body.
fn reader_of(payload: Payload) -> &'static str {
    match payload {
        Payload::Nothing => "empty",
        Payload::Json(_) | Payload::Form(_) | Payload::Multipart(_) => "json",
        Payload::Text => "text",
        Payload::Bytes | Payload::Blob => "raw",
    }
}

/// `runtime::reader(response)`.
fn read(reader: &str) -> Expr {
    call(global(&["runtime", reader]), [global(&["response"])])
}

/// Reads texts or bytes where the status says that there are some. They themselves do not say it: a file may be empty.
fn read_if_there(responses: &[&Response], payload: Payload) -> Expr {
    let statuses = |is_empty: bool| {
        let some = responses.iter().filter(move |it| (it.payload == Payload::Nothing) == is_empty);
        some.map(|response| response.status)
    };
    let nothing: Expr = method_call(read("empty"), "map", [parse_quote!(|()| None)]);
    let some = method_call(read(reader_of(payload)), "map", [global(&["Some"])]);
    // All but the statuses that are named, whichever these are; no error is read as either.
    let is_named = statuses(true).all(|status| matches!(status, Status::Code(_)));
    let patterns = statuses(is_named).map(status_pattern);
    let (then, otherwise) = if is_named { (nothing, some) } else { (some, nothing) };
    let status = method_call(method_call(global(&["response"]), "status", []), "as_u16", []);
    match_on(status, vec![arm(parse_quote!(#(#patterns)|*), then), arm(wildcard(), otherwise)])
}

/// What a body is read as; `None` when nothing is.
pub(super) fn held(cx: &Context<'_>, payload: Payload) -> Option<Type> {
    match payload {
        Payload::Nothing => None,
        Payload::Json(ty) | Payload::Form(ty) | Payload::Multipart(ty) => Some(value_type(cx, ty)),
        Payload::Text => Some(plain("String")),
        Payload::Bytes | Payload::Blob => Some(plain("Bytes")),
    }
}

/// What a failure is read as.
pub(super) fn error(cx: &Context<'_>, emitted: &Emitted<'_>) -> Type {
    match (emitted.operation.error(), &emitted.names.error) {
        (Some(Outcome::One(payload)), _) => {
            payload.ty().map_or_else(|| json_value(cx), |ty| value_type(cx, ty))
        }
        (Some(Outcome::ByStatus(_)), Some(names)) => error_type(cx, &names.name, names.of),
        _ => json_value(cx),
    }
}

/// What the operation asks for, where that is not just JSON.
pub(super) fn accept(operation: &Operation) -> Option<String> {
    let mut types: Vec<&str> = Vec::new();
    let mut is_more_than_json = false;
    for response in operation.successes() {
        is_more_than_json |= !matches!(response.payload, Payload::Json(_) | Payload::Nothing);
        let Some(media_type) =
            response.media_type.as_deref().filter(|_| response.payload != Payload::Nothing)
        else {
            continue;
        };
        let is_plain = media_type.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
        let is_named = is_plain && matches!(response.payload, Payload::Json(_)) && !media_type.contains('*');
        if is_named && !types.contains(&media_type.trim()) {
            types.push(media_type.trim());
        }
    }
    match (types.as_slice(), is_more_than_json) {
        ([], true) => Some("*/*".to_owned()),
        ([], false) | (["application/json"], false) => None,
        (types, false) => Some(types.join(", ")),
        (types, true) => Some(format!("{}, */*;q=0.5", types.join(", "))),
    }
}

/// The enums of what the operation answers by status.
pub(super) fn items(cx: &Context<'_>, emitted: &Emitted<'_>) -> Vec<Item> {
    let name = &emitted.names.name;
    let mut items = Vec::new();
    if let (Outcome::ByStatus(responses), Some(names)) = (emitted.operation.success(), &emitted.names.success)
    {
        items.extend(by_status(
            cx,
            &responses,
            names,
            &format!("What {} answers, by status.", link_here(name)),
        ));
    }
    items.extend(emitted.names.error.iter().flat_map(|error| own_error(cx, emitted, error)));
    items
}

/// The enum of an operation's errors where that stands beside it, and its own name for one that is called otherwise.
fn own_error(cx: &Context<'_>, emitted: &Emitted<'_>, error: &ErrorNames) -> Vec<Item> {
    let Some(all) = cx.names.errors().get(error.of) else { return Vec::new() };
    let is_owner = all.operations.first() == Some(&emitted.index);
    let beside = is_owner && is_here(cx, error.of);
    let mut items = if beside { error_enum(cx, all) } else { Vec::new() };
    if error.name != all.names.name {
        let (name, of) = (&emitted.names.name, &all.names.name);
        let link = link_here(name);
        let docs = doc(&format!("What {link} answers when it fails, by status: what [`{of}`] holds."));
        let (alias, of) = (ident(&error.name), error_type(cx, of, error.of));
        items.push(parse_quote! { #(#docs)* pub type #alias = #of; });
    }
    items
}

/// The enums of errors that operations of several groups have.
pub(super) fn common_errors(cx: &Context<'_>) -> Vec<Item> {
    let is_beside_one = |index: usize, error: &ErrorEnum| {
        let owner = error.operations.first();
        owner.is_some_and(|owner| cx.groups.of_operation(*owner) == cx.groups.of_error(index))
    };
    let all = cx.names.errors().iter().enumerate();
    let all = all.filter(|(index, error)| is_here(cx, *index) && !is_beside_one(*index, error));
    all.flat_map(|(_, error)| error_enum(cx, error)).collect()
}

/// Whether an enum of errors stands in the module that is emitted.
fn is_here(cx: &Context<'_>, error: usize) -> bool {
    cx.scope == Scope::Operations(cx.groups.of_error(error))
}

/// The enum of an index by its own name, wherever it stands, or by that of an operation, which stands beside that.
fn error_type(cx: &Context<'_>, name: &str, index: usize) -> Type {
    let is_own = cx.names.errors().get(index).is_some_and(|error| error.names.name == name);
    if is_own && !is_here(cx, index) {
        cx.imports.add("super", name.to_owned());
    }
    named(ident(name).into())
}

fn error_enum(cx: &Context<'_>, error: &ErrorEnum) -> Vec<Item> {
    let Some((first, others)) = error.operations.split_first() else { return Vec::new() };
    let failing = cx.api.operations.get(*first).and_then(Operation::error);
    let Some(Outcome::ByStatus(responses)) = failing else { return Vec::new() };
    let link = operation_link(cx, *first);
    let text = match others.len() {
        0 => format!("What {link} answers when it fails, by status."),
        1 => format!("What {link} and another operation answer when they fail, by status."),
        count => format!("What {link} and {count} other operations answer when they fail, by status."),
    };
    by_status(cx, &responses, &error.names, &text).into()
}

fn by_status(cx: &Context<'_>, responses: &[&Response], names: &Variants, text: &str) -> [Item; 2] {
    cx.imports.add_all("crate::runtime", &["self", "Reply"]);
    let (docs, name) = (doc(text), ident(&names.name));
    let pairs = || responses.iter().zip(&names.variants);
    let variants = pairs().map(|(response, variant)| variant_of(cx, response, variant));
    let arms = pairs().map(|(response, variant)| read_arm(response, variant));
    let has_default = responses.iter().any(|response| response.status == Status::Default);
    let rest = (!has_default).then(|| arm(wildcard(), of_reply("unknown")));
    let read = read_reply(lints(responses), arms.chain(rest).collect());
    let (trait_, of) = (path(&["runtime", "FromResponse"]), named(name.clone().into()));
    [
        public_enum(docs, quote!(Clone, Debug), name, variants),
        implementation(Generics::default(), Some(trait_), of, [read.into()]),
    ]
}

/// The lint that a status beside all of its class would set off.
fn lints(responses: &[&Response]) -> Vec<Attribute> {
    let statuses = || responses.iter().map(|response| response.status);
    let has_class = |code: u16| statuses().any(|status| status == Status::Range(code / 100));
    let is_within = |status| matches!(status, Status::Code(code) if has_class(code));
    match statuses().any(is_within) {
        true => vec![marker_of("allow", quote!(clippy::match_overlapping_arm))],
        false => Vec::new(),
    }
}

/// `fn read(reply: &Reply<'_>) -> serde_json::Result<Self> { match reply.status() { arms } }`.
fn read_reply(attrs: Vec<Attribute>, arms: Vec<Arm>) -> Function {
    let taken = reference(None, borrowing(plain("Reply"), "'_"));
    Function {
        attrs,
        arguments: vec![argument_of(Some(&ident("reply")), taken)],
        returns: Some(generic_within("serde_json", "Result", [plain("Self")])),
        body: vec![answer(match_on(of_reply("status"), arms))],
        ..Function::of_trait("read", Receives::Nothing)
    }
}

/// `reply.method()`.
fn of_reply(method: &str) -> Expr {
    method_call(global(&["reply"]), method, [])
}

fn variant_of(cx: &Context<'_>, response: &Response, variant: &str) -> Variant {
    super::syntax::variant(doc(&variant_text(cx, response)), ident(variant), held(cx, response.payload))
}

/// What is said of a response among others.
pub(super) fn variant_text(cx: &Context<'_>, response: &Response) -> String {
    let status = match response.status {
        Status::Code(code) => code.to_string(),
        Status::Range(class) => format!("{class}XX"),
        Status::Default => "Any other status".to_owned(),
    };
    let text = markdown(cx, &response.docs);
    match () {
        () if text.is_empty() => format!("{status}."),
        () if super::docs::begins_with_block(&text) => format!("{status}.\n\n{text}"),
        () => format!("{status}: {text}"),
    }
}

/// What a response of some status is read as: `200 => reply.json().map(Self::Ok),`.
fn read_arm(response: &Response, variant: &str) -> Arm {
    let pattern = status_pattern(response.status);
    let variant = associated(&ident(variant));
    let ok = |value| call(global(&["Ok"]), [value]);
    let value = match response.payload {
        Payload::Nothing => ok(variant),
        Payload::Json(_) | Payload::Form(_) | Payload::Multipart(_) => {
            method_call(of_reply("json"), "map", [variant])
        }
        Payload::Text => ok(call(variant, [of_reply("text")])),
        Payload::Bytes | Payload::Blob => ok(call(variant, [of_reply("bytes")])),
    };
    arm(pattern, value)
}

/// The statuses that a response is declared for.
fn status_pattern(status: Status) -> Pat {
    match status {
        Status::Code(code) => count_pattern(code.into()),
        Status::Range(class) => {
            let (first, last) = (class.saturating_mul(100), class.saturating_mul(100).saturating_add(99));
            let first = proc_macro2::Literal::u16_unsuffixed(first);
            let last = proc_macro2::Literal::u16_unsuffixed(last);
            parse_quote!(#first..=#last)
        }
        Status::Default => wildcard(),
    }
}
