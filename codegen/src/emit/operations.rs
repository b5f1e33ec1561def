//! The module `operations`: a struct for each operation, that makes its request and reads its response.

use super::Context;
use super::documentation::{deprecated, doc, operation_doc, parameter_doc};
use super::models::spaced;
use super::rules::rules;
use super::types::{Argument, argument, ident, json_value, value_type};
use crate::ir::{Body, Location, Operation, Parameter, Payload, Segment, Shape, Style, TypeId};
use crate::name::OperationNames;
use crate::print::blank_line;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Expr, Field, FnArg, Ident, ImplItem, Item, Stmt, Type, parse_quote};

/// An operation with everything that is said of it more than once.
pub(super) struct Emitted<'a> {
    /// The operation.
    pub operation: &'a Operation,
    /// Its names.
    pub names: &'a OperationNames,
    /// Its inputs: parameters first, then the body.
    pub inputs: Vec<Input<'a>>,
}

/// Something an operation sends.
pub(super) struct Input<'a> {
    /// The field.
    pub name: Ident,
    /// Its type without the `Option` of absence.
    pub held: Type,
    /// Whether it must be given.
    pub required: bool,
    /// How it is taken as an argument.
    pub argument: Argument,
    /// Its documentation.
    pub docs: Vec<Attribute>,
    /// Whether the document says that it should no longer be used.
    pub deprecated: Option<Attribute>,
    /// What it is.
    pub kind: Kind<'a>,
}

/// What an input is.
#[derive(Clone, Copy)]
pub(super) enum Kind<'a> {
    /// A parameter.
    Parameter(&'a Parameter),
    /// The body.
    Body(&'a Body),
}

impl<'a> Emitted<'a> {
    /// Prepares an operation.
    pub fn new(cx: &Context<'_>, operation: &'a Operation, names: &'a OperationNames) -> Self {
        let parameters = operation.parameters.iter().zip(&names.parameters);
        let parameters = parameters.map(|(parameter, name)| parameter_input(cx, parameter, name));
        let body = operation.body.as_ref().and_then(|body| body_input(cx, body, &names.body));
        Self { operation, names, inputs: parameters.chain(body).collect() }
    }

    /// The struct's name.
    pub fn ident(&self) -> Ident {
        ident(&self.names.name)
    }

    /// Whether the struct borrows something.
    pub fn borrows(&self) -> bool {
        self.inputs.iter().any(|input| matches!(input.held, Type::Reference(_)))
    }

    /// The generics of the struct: the lifetime of what it borrows.
    pub fn generics(&self) -> TokenStream {
        if self.borrows() { quote!(<'a>) } else { TokenStream::new() }
    }

    /// The inputs that must be given.
    pub fn required(&self) -> impl Iterator<Item = &Input<'a>> {
        self.inputs.iter().filter(|input| input.required)
    }

    /// The inputs that may be left out.
    pub fn optional(&self) -> impl Iterator<Item = &Input<'a>> {
        self.inputs.iter().filter(|input| !input.required)
    }

    /// The arguments for the inputs that must be given.
    pub fn arguments(&self) -> Vec<FnArg> {
        let arguments = self.required().map(|input| {
            let (name, ty) = (&input.name, &input.argument.ty);
            parse_quote!(#name: #ty)
        });
        arguments.collect()
    }
}

/// The path template as the document writes it.
pub(super) fn path_template(operation: &Operation) -> String {
    let segments = operation.path.iter().map(|segment| match segment {
        Segment::Literal(text) => text.clone(),
        Segment::Parameter(name) => format!("{{{name}}}"),
    });
    segments.collect()
}

/// The items of one operation.
pub(super) fn items(cx: &Context<'_>, emitted: &Emitted<'_>) -> Vec<Item> {
    cx.imports.add("bytes", "Bytes");
    cx.imports.add_all("crate::runtime", &["self", "Builder", "Error", "Method", "Operation", "Route"]);
    vec![structure(cx, emitted), inherent(emitted), implementation(cx, emitted)]
}

fn parameter_input<'a>(cx: &Context<'_>, parameter: &'a Parameter, name: &str) -> Input<'a> {
    // A parameter is absent rather than `null`.
    let id = not_null(cx, parameter.ty);
    let name = ident(name);
    let held = value_type(cx, id);
    Input {
        argument: argument(cx, id, &held, false, &name),
        held,
        required: parameter.required,
        docs: parameter_doc(cx, &parameter.name, &parameter.docs, id),
        deprecated: deprecated(&parameter.docs),
        name,
        kind: Kind::Parameter(parameter),
    }
}

fn not_null(cx: &Context<'_>, id: TypeId) -> TypeId {
    match cx.api.types[id].shape {
        Shape::Nullable(inner) => inner,
        _ => id,
    }
}

fn body_input<'a>(cx: &Context<'_>, body: &'a Body, name: &str) -> Option<Input<'a>> {
    let name = ident(name);
    let held: Type = match body.payload {
        Payload::Nothing => return None,
        Payload::Json(ty) | Payload::Form(ty) => {
            let ty = value_type(cx, ty);
            parse_quote!(&'a #ty)
        }
        Payload::Text => parse_quote!(&'a str),
        Payload::Bytes => {
            cx.imports.add("bytes", "Bytes");
            parse_quote!(Bytes)
        }
    };
    let argument = match body.payload {
        Payload::Bytes => Argument::converted(parse_quote!(impl Into<Bytes>), parse_quote!(#name.into())),
        _ => Argument::plain(held.clone(), &name),
    };
    let text = super::documentation::markdown(cx, &body.docs);
    let fallback = format!("The request body, `{}`.", body.media_type);
    let docs = doc(if text.is_empty() { &fallback } else { &text });
    Some(Input {
        name,
        held,
        required: body.required,
        argument,
        docs,
        deprecated: None,
        kind: Kind::Body(body),
    })
}

fn structure(cx: &Context<'_>, emitted: &Emitted<'_>) -> Item {
    let docs = doc(&operation_doc(cx, emitted.operation));
    let deprecated = deprecated(&emitted.operation.docs);
    let (name, generics) = (emitted.ident(), emitted.generics());
    let fields = emitted.inputs.iter().map(|input| -> Field {
        let (docs, name, held) = (&input.docs, &input.name, &input.held);
        let ty: Type = if input.required { held.clone() } else { parse_quote!(Option<#held>) };
        parse_quote!(#(#docs)* pub #name: #ty)
    });
    parse_quote! {
        #(#docs)*
        #deprecated
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub struct #name #generics { #(#fields,)* }
    }
}

fn inherent(emitted: &Emitted<'_>) -> Item {
    let (name, generics) = (emitted.ident(), emitted.generics());
    let arguments = emitted.arguments();
    let values = emitted.inputs.iter().map(|input| -> syn::FieldValue {
        let name = &input.name;
        if input.required { input.argument.field_value(name) } else { parse_quote!(#name: None) }
    });
    let docs = doc("The operation with everything that it needs, and nothing that is optional.");
    let allows = lints(arguments.len());
    let new: ImplItem = parse_quote! {
        #(#docs)*
        #(#allows)*
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#values),* }
        }
    };
    let members = spaced(&[new]);
    parse_quote!(impl #generics #name #generics { #members })
}

/// The lints that a function of so many arguments would set off.
pub(super) fn lints(arguments: usize) -> Vec<Attribute> {
    match arguments {
        0 => vec![parse_quote!(#[allow(clippy::new_without_default)])],
        8.. => vec![parse_quote!(#[allow(clippy::too_many_arguments)])],
        _ => Vec::new(),
    }
}

fn implementation(cx: &Context<'_>, emitted: &Emitted<'_>) -> Item {
    let operation = emitted.operation;
    let name = emitted.ident();
    let generics: TokenStream = if emitted.borrows() { quote!(<'_>) } else { TokenStream::new() };
    let output: Type = match operation.success {
        Payload::Nothing => parse_quote!(()),
        Payload::Json(ty) | Payload::Form(ty) => value_type(cx, ty),
        Payload::Text => parse_quote!(String),
        Payload::Bytes => parse_quote!(Bytes),
    };
    let read = ident(match operation.success {
        Payload::Nothing => "empty",
        Payload::Json(_) | Payload::Form(_) => "json",
        Payload::Text => "text",
        Payload::Bytes => "raw",
    });
    let error = operation.error.map_or_else(|| json_value(cx), |ty| value_type(cx, ty));
    let id = operation.id.as_ref().unwrap_or(&emitted.names.method);
    let (method, path) = (ident(operation.method.as_str()), path_template(operation));
    let is_json = !matches!(operation.success, Payload::Text | Payload::Bytes);
    if !is_json {
        cx.imports.add("http", "HeaderValue");
    }
    let accept: Option<Stmt> =
        (!is_json).then(|| parse_quote!(request.accept(HeaderValue::from_static("*/*"));));
    let writes: Vec<Stmt> =
        accept.into_iter().chain(emitted.inputs.iter().map(|input| write(cx, input))).collect();
    let request = if writes.is_empty() { ident("_request") } else { ident("request") };
    let line = blank_line();
    parse_quote! {
        impl Operation for #name #generics {
            type Output = #output;
            type Error = #error;
            const ROUTE: Route = Route::new(#id, Method::#method, #path);
            #line
            fn write(&self, #request: &mut Builder) { #(#writes)* }
            #line
            fn response(response: http::Response<Bytes>) -> Result<Self::Output, Error<Self::Error>> {
                runtime::#read(response)
            }
        }
    }
}

/// The statement that writes an input into the request.
fn write(cx: &Context<'_>, input: &Input<'_>) -> Stmt {
    let name = &input.name;
    match input.kind {
        Kind::Parameter(parameter) => {
            let method = ident(match parameter.location {
                Location::Path => "path",
                Location::Query => "query",
                Location::Header => "header",
                Location::Cookie => "cookie",
            });
            cx.imports.add("crate::runtime", "Style");
            let key = &parameter.name;
            let style = style(parameter);
            let rules = rules(cx, parameter.ty);
            parse_quote!(request.#method(#key, &self.#name, #style, &[#(#rules),*]);)
        }
        Kind::Body(body) => write_body(cx, body, input),
    }
}

fn write_body(cx: &Context<'_>, body: &Body, input: &Input<'_>) -> Stmt {
    if !matches!(body.payload, Payload::Form(_)) && body.media_type != "application/json" {
        cx.imports.add("http", "HeaderValue");
    }
    let name = &input.name;
    let media_type = &body.media_type;
    let value: Expr = if input.required { parse_quote!(self.#name) } else { parse_quote!(body) };
    let call: Stmt = match body.payload {
        Payload::Json(ty) if body.media_type == "application/json" => {
            let rules = rules(cx, ty);
            parse_quote!(request.json(#value, &[#(#rules),*]);)
        }
        Payload::Json(ty) => {
            let rules = rules(cx, ty);
            parse_quote!(request.json_as(HeaderValue::from_static(#media_type), #value, &[#(#rules),*]);)
        }
        Payload::Form(ty) => {
            let rules = rules(cx, ty);
            parse_quote!(request.form(#value, &[#(#rules),*]);)
        }
        Payload::Text => {
            let bytes: Expr = parse_quote!(Bytes::copy_from_slice(#value.as_bytes()));
            parse_quote!(request.bytes(HeaderValue::from_static(#media_type), #bytes);)
        }
        Payload::Bytes | Payload::Nothing => {
            parse_quote!(request.bytes(HeaderValue::from_static(#media_type), #value.clone());)
        }
    };
    if input.required {
        return call;
    }
    let reference: Expr = match body.payload {
        Payload::Bytes | Payload::Nothing => parse_quote!(&self.#name),
        Payload::Json(_) | Payload::Form(_) | Payload::Text => parse_quote!(self.#name),
    };
    parse_quote!(if let Some(body) = #reference { #call })
}

fn style(parameter: &Parameter) -> Expr {
    let explode = parameter.explode;
    match parameter.style {
        Style::Simple if explode => parse_quote!(Style::SimpleExploded),
        Style::Simple => parse_quote!(Style::Simple),
        Style::Label => parse_quote!(Style::Label { explode: #explode }),
        Style::Matrix => parse_quote!(Style::Matrix { explode: #explode }),
        Style::Form => parse_quote!(Style::Form { explode: #explode }),
        // Exploded, these are written as forms are (OpenAPI 3.0, section 4.7.12.4).
        Style::SpaceDelimited | Style::PipeDelimited if explode => {
            parse_quote!(Style::Form { explode: true })
        }
        Style::SpaceDelimited => parse_quote!(Style::Space),
        Style::PipeDelimited => parse_quote!(Style::Pipe),
        Style::DeepObject => parse_quote!(Style::Deep),
        Style::Json => parse_quote!(Style::Json),
    }
}
