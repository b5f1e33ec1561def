//! The module `server::replies`: what a handler answers.

use crate::emit::Context;
use crate::emit::documentation::{code, doc};
use crate::emit::outcome::{held, variant_text};
use crate::emit::streams;
use crate::emit::syntax::{
    self, Function, Receives, answer, argument_of, arm, associated, borrowed, call, generic_path,
    generic_within, global, holding, implementation, local, match_on, method_call, named, number, path,
    path_pattern, plain, public_enum, text, within,
};
use crate::emit::types::ident;
use crate::ir::{Operation, Payload, Response, Status, Stream};
use crate::name::OperationNames;
use proc_macro2::Literal;
use quote::quote;
use syn::{Arm, Expr, Generics, Ident, Item, Type, Variant};

/// What stands above the items.
pub(in crate::emit) const HEADER: &str =
    "//! What handlers answer: what the document declares for each status, or any other response.\n";

/// The items of one operation.
pub(in crate::emit) fn items(cx: &Context<'_>, operation: &Operation, names: &OperationNames) -> Vec<Item> {
    cx.imports.add("crate::runtime", "self");
    cx.imports.add("crate::runtime", "Payload");
    let name = ident(&names.name);
    let response = || generic_within("http", "Response", [plain("Payload")]);
    let variants = variants(operation, names);
    let declared = variants.iter().map(|variant| declared(cx, variant));
    let raw = syntax::variant(doc("Any other response, as it is."), ident(RAW), [response()]);
    let docs = doc(&format!("What [`{0}`](crate::operations::{0}) answers.", names.name));
    let arms: Vec<Arm> = variants.iter().map(arm_of).chain([raw_arm()]).collect();
    let respond = Function {
        returns: Some(response()),
        body: vec![answer(match_on(global(&["self"]), arms))],
        ..Function::of_trait("respond", Receives::Owned)
    };
    let argument = ident("response");
    let from = Function::constructor(
        syn::Visibility::Inherited,
        "from",
        vec![argument_of(Some(&argument), response())],
        call(associated(&ident(RAW)), [local(&argument)]),
    );
    let implement = |of, member: Function| {
        implementation(Generics::default(), Some(of), named(name.clone().into()), [member.into()])
    };
    vec![
        public_enum(docs, quote!(Clone, Debug), name.clone(), declared.chain([raw])),
        implement(path(&["runtime", "Respond"]), respond),
        implement(generic_path("From", [response()]), from),
    ]
}

/// The variant for what is not declared. No status is called so.
const RAW: &str = "Raw";

/// A form of a declared response.
struct Declared<'a> {
    response: &'a Response,
    name: &'a str,
    /// How it comes piece by piece, where it does.
    stream: Option<&'a Stream>,
}

/// The forms of all responses: where one may come piece by piece or at once, both.
fn variants<'a>(operation: &'a Operation, names: &'a OperationNames) -> Vec<Declared<'a>> {
    let pairs = operation.responses.iter().zip(&names.replies);
    let both = pairs.flat_map(|(response, names)| {
        let own = response.stream.as_ref().filter(|_| response.is_streamed());
        let whole = Declared { response, name: &names.whole, stream: own };
        let events = names.events.as_deref();
        [Some(whole), events.map(|name| Declared { response, name, stream: response.other_stream() })]
    });
    both.flatten().collect()
}

/// A declared response: its status where the document leaves that open, and its body.
fn declared(cx: &Context<'_>, variant: &Declared<'_>) -> Variant {
    let response = variant.response;
    let status: Option<Type> = is_open(response).then(|| within("http", ident("StatusCode")));
    let body = match variant.stream {
        Some(stream) => Some(generic_within("runtime", "Streamed", [streams::piece(cx, stream)])),
        None if is_blob(response) => {
            cx.imports.add("crate::runtime", "Blob");
            Some(plain("Blob"))
        }
        None => held(cx, response.payload),
    };
    let mut docs = variant_text(cx, response);
    if let Some(stream) = response.other_stream().filter(|_| variant.stream.is_some()) {
        docs.push_str(&format!("\n\nPiece by piece, as {}.", code(&stream.media_type)));
    }
    syntax::variant(doc(&docs), ident(variant.name), status.into_iter().chain(body))
}

/// Whether a body may be read as it is sent.
fn is_blob(response: &Response) -> bool {
    matches!(response.payload, Payload::Bytes | Payload::Blob)
}

fn is_open(response: &Response) -> bool {
    !matches!(response.status, Status::Code(_))
}

fn arm_of(variant: &Declared<'_>) -> Arm {
    let response = variant.response;
    let (status, body) = (ident("status"), ident("body"));
    let has_body = response.payload != Payload::Nothing;
    let held: Vec<&Ident> =
        is_open(response).then_some(&status).into_iter().chain(has_body.then_some(&body)).collect();
    let name = ident(variant.name);
    let pattern = if held.is_empty() { path_pattern(&name) } else { holding(&name, held) };
    let code = match response.status {
        Status::Code(code) => number(Literal::u16_unsuffixed(code)),
        Status::Range(_) | Status::Default => method_call(local(&status), "as_u16", []),
    };
    arm(pattern, written(variant, code, local(&body)))
}

/// The call that makes a response.
fn written(variant: &Declared<'_>, code: Expr, body: Expr) -> Expr {
    let response = variant.response;
    if let Some(stream) = variant.stream {
        let arguments = [code, streams::framing(stream), borrowed(body, false)];
        return call(global(&["runtime", "streamed_reply"]), arguments);
    }
    let said = response.media_type.as_deref().map(str::trim);
    let reply =
        |media_type: &str, body| call(global(&["runtime", "reply"]), [code.clone(), text(media_type), body]);
    match response.payload {
        Payload::Bytes | Payload::Blob => {
            let media_type = text(said.unwrap_or("application/octet-stream"));
            call(global(&["runtime", "blob_reply"]), [code, media_type, borrowed(body, false)])
        }
        Payload::Nothing => reply("", text("")),
        Payload::Json(_) | Payload::Form(_) | Payload::Multipart(_) => {
            let is_json = |media_type: &&str| media_type.contains("json") && !media_type.contains('*');
            let media_type = said.filter(is_json).unwrap_or("application/json");
            call(global(&["runtime", "json_reply"]), [code, text(media_type), borrowed(body, false)])
        }
        Payload::Text => reply(said.unwrap_or("text/plain"), body),
    }
}

fn raw_arm() -> Arm {
    let response = ident("response");
    arm(holding(&ident(RAW), [&response]), local(&response))
}
