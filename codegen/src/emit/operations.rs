//! The module `operations`: a struct for each operation, that makes its request and reads its response.

use super::answers::answers;
use super::documentation::{code, deprecated, doc, leads_to, link, served_from};
use super::needs::is_scalar;
use super::rules::rules;
use super::said::Said;
use super::syntax::{
    Function, Receives, answer, argument_of, associated_constant, associated_type, borrowed, borrowing, call,
    field_value, generic, generic_within, global, implementation, lifetime_generics, marker_of, method_call,
    mutable_reference, named, named_field, option, own, path, plain, public, public_struct, slice, statement,
    structure_of, text, within,
};
use super::types::{Argument, argument, ident, not_null, value_type};
use super::{Context, body, outcome, paging, streams};
use crate::ir::{Body, Location, Operation, Parameter};
use crate::name::OperationNames;
use quote::quote;
use syn::{Attribute, Expr, FnArg, Generics, Ident, ImplItem, Item, Stmt, Type};

/// An operation with everything that is said of it more than once.
pub(super) struct Emitted<'a> {
    /// Its index.
    pub index: usize,
    /// The operation.
    pub operation: &'a Operation,
    /// Its names.
    pub names: &'a OperationNames,
    /// What it says of itself and of them.
    said: &'a Said,
    /// Its inputs: parameters first, then the body.
    pub inputs: Vec<Input<'a>>,
}

/// Something an operation sends.
pub(super) struct Input<'a> {
    /// The field.
    pub name: Ident,
    /// Its type without the `Option` of absence.
    pub held: Type,
    /// Whether that borrows something.
    pub borrows: bool,
    /// Whether it must be given.
    pub required: bool,
    /// How it is taken as an argument.
    pub argument: Argument,
    /// Its documentation.
    pub docs: &'a str,
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
    pub fn new(
        cx: &Context<'_>,
        (index, operation): (usize, &'a Operation),
        names: &'a OperationNames,
        said: &'a Said,
    ) -> Self {
        let parameters = operation.parameters.iter().zip(&names.parameters).zip(&said.parameters);
        let parameters =
            parameters.map(|((parameter, name), docs)| parameter_input(cx, parameter, name, docs));
        let body = operation.body.as_ref().and_then(|body| body::input(cx, body, names, &said.body));
        Self { index, operation, names, said, inputs: parameters.chain(body).collect() }
    }

    /// The struct's name.
    pub fn ident(&self) -> Ident {
        ident(&self.names.name)
    }

    /// Whether the struct borrows something.
    pub fn borrows(&self) -> bool {
        self.inputs.iter().any(|input| input.borrows)
    }

    /// The generics of the struct: the lifetime of what it borrows.
    pub fn generics(&self) -> Generics {
        if self.borrows() { lifetime_generics("'a") } else { Generics::default() }
    }

    /// The struct as a type that borrows for a lifetime, if it borrows.
    pub fn ty(&self, lifetime: &str) -> Type {
        let ty = named(self.ident().into());
        if self.borrows() { borrowing(ty, lifetime) } else { ty }
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
        self.required().map(|input| argument_of(Some(&input.name), input.argument.ty.clone())).collect()
    }
}

/// The items of one operation.
pub(super) fn items(cx: &Context<'_>, emitted: &Emitted<'_>) -> Vec<Item> {
    cx.imports.add("bytes", "Bytes");
    cx.imports.add_all("crate::runtime", &["self", "Builder", "Error", "Operation", "Route"]);
    body::import_input(cx, emitted);
    let mut items = vec![structure(cx, emitted), inherent(emitted), operation_impl(cx, emitted)];
    items.extend(streaming(cx, emitted));
    items.extend(paging::item(cx, emitted));
    items.extend(body::choices(cx, emitted));
    items.extend(outcome::items(cx, emitted));
    items
}

fn parameter_input<'a>(cx: &Context<'_>, parameter: &'a Parameter, name: &str, docs: &'a str) -> Input<'a> {
    // A parameter is absent rather than `null`.
    let id = not_null(cx, parameter.ty);
    let name = ident(name);
    let held = value_type(cx, id);
    Input {
        argument: argument(cx, id, &held, false, &name),
        held,
        borrows: false,
        required: parameter.required,
        docs,
        deprecated: deprecated(&parameter.docs),
        name,
        kind: Kind::Parameter(parameter),
    }
}

fn structure(cx: &Context<'_>, emitted: &Emitted<'_>) -> Item {
    let mut docs = emitted.said.operation.clone();
    if let Some(headers) = emitted.operation.headers {
        let link = link(cx, headers);
        docs.push_str(&format!(
            "\n\nThe headers of its responses are {link}: see [`Answer`](crate::Answer)."
        ));
    }
    if let Some(stream) = emitted.operation.stream() {
        let media_type = code(&stream.media_type);
        docs.push_str(&format!("\n\nAs {media_type} it answers piece by piece: send it with `events()`."));
    }
    if emitted.operation.paging.is_some() {
        docs.push_str("\n\nAnswers [in pages](crate::Paged).");
    }
    docs.extend(answers(cx, emitted.operation));
    docs.extend(served_from(cx, emitted.operation));
    docs.extend(leads_to(cx, emitted.operation));
    let mut attrs = doc(&docs);
    attrs.extend(deprecated(&emitted.operation.docs));
    let fields = emitted.inputs.iter().map(|input| {
        let ty = if input.required { input.held.clone() } else { option(input.held.clone()) };
        named_field(doc(input.docs), input.name.clone(), ty)
    });
    public_struct(attrs, quote!(Clone, Debug), emitted.ident(), emitted.generics(), fields)
}

fn inherent(emitted: &Emitted<'_>) -> Item {
    let values = emitted.inputs.iter().map(|input| match input.required {
        true => input.argument.field_value(&input.name),
        false => field_value(&input.name, Some(global(&["None"]))),
    });
    let arguments = emitted.arguments();
    let mut attrs = doc("The operation with everything that it needs, and nothing that is optional.");
    attrs.extend(lints(arguments.len()));
    let value = structure_of(path(&["Self"]), values, None);
    let new = Function { attrs, ..Function::constructor(public(), "new", arguments, value) };
    implementation(emitted.generics(), None, emitted.ty("'a"), [new.into()])
}

/// The lints that a function of so many arguments would set off.
pub(super) fn lints(arguments: usize) -> Vec<Attribute> {
    match arguments {
        0 => vec![marker_of("allow", quote!(clippy::new_without_default))],
        8.. => vec![marker_of("allow", quote!(clippy::too_many_arguments))],
        _ => Vec::new(),
    }
}

fn operation_impl(cx: &Context<'_>, emitted: &Emitted<'_>) -> Item {
    let (output, read) = outcome::success(cx, emitted);
    let error = outcome::error(cx, emitted);
    let ty = emitted.ty("'_");
    let members = [
        associated_type("Output", output),
        associated_type("Error", error),
        associated_constant("ROUTE", plain("Route"), route(cx, emitted)),
        writer(cx, emitted),
        reader(read),
    ];
    implementation(Generics::default(), Some(path(&["Operation"])), ty, members)
}

/// What the operation answers piece by piece.
fn streaming(cx: &Context<'_>, emitted: &Emitted<'_>) -> Option<Item> {
    let stream = emitted.operation.stream()?;
    let members = [
        associated_type("Event", streams::piece(cx, stream)),
        associated_constant("FRAMING", within("runtime", ident("Framing")), streams::framing(stream)),
    ];
    let of = path(&["runtime", "Streaming"]);
    Some(implementation(Generics::default(), Some(of), emitted.ty("'_"), members))
}

fn route(cx: &Context<'_>, emitted: &Emitted<'_>) -> Expr {
    let operation = emitted.operation;
    let id = operation.id.as_ref().unwrap_or(&emitted.names.method);
    let method = operation.method.as_str();
    let mut route = call(global(&["Route", "new"]), [text(id), text(method), text(&operation.template())]);
    if let Some(schemes) = super::credentials::required(cx, operation) {
        route = method_call(route, "secured", [schemes]);
    }
    if cx.config.repeatable.iter().any(|key| operation.is_called(key.get_ref())) {
        route = method_call(route, "repeatable", []);
    }
    if operation.is_redirect() {
        route = method_call(route, "redirect", []);
    }
    route
}

/// The method that writes the operation into a request.
fn writer(cx: &Context<'_>, emitted: &Emitted<'_>) -> ImplItem {
    let accept = outcome::accept(emitted.operation).map(|types| {
        cx.imports.add("http", "HeaderValue");
        let types = call(global(&["HeaderValue", "from_static"]), [text(&types)]);
        statement(method_call(global(&["request"]), "accept", [types]))
    });
    let inputs = emitted.inputs.iter().map(|input| write(cx, emitted, input));
    let body: Vec<Stmt> = accept.into_iter().chain(inputs).collect();
    let request = ident(if body.is_empty() { "_request" } else { "request" });
    let arguments = vec![argument_of(Some(&request), mutable_reference(plain("Builder")))];
    Function { arguments, body, ..Function::of_trait("write", Receives::Shared) }.into()
}

/// The method that reads the operation's response.
fn reader(read: Expr) -> ImplItem {
    let response = ident("response");
    let output = named(path(&["Self", "Output"]));
    let error = generic("Error", [named(path(&["Self", "Error"]))]);
    let function = Function {
        arguments: vec![argument_of(Some(&response), generic_within("http", "Response", [plain("Bytes")]))],
        returns: Some(generic("Result", [output, error])),
        body: vec![answer(read)],
        ..Function::of_trait("response", Receives::Nothing)
    };
    function.into()
}

/// The statement that writes an input into the request.
fn write(cx: &Context<'_>, emitted: &Emitted<'_>, input: &Input<'_>) -> Stmt {
    let name = &input.name;
    match input.kind {
        Kind::Parameter(parameter) => {
            let method = match parameter.location {
                Location::Path => "path",
                Location::Query if parameter.reserved => "query_reserved",
                Location::Query => "query",
                Location::Header => "header",
                Location::Cookie => "cookie",
            };
            let (key, value) = (text(&parameter.name), borrowed(own(name), false));
            let rules = slice(rules(cx, parameter.ty));
            let request = global(&["request"]);
            statement(match is_scalar(cx.api, parameter) {
                true => method_call(request, &format!("{method}_scalar"), [key, value, rules]),
                false => method_call(request, method, [key, value, body::style(cx, parameter), rules]),
            })
        }
        Kind::Body(body) => body::write(cx, body, emitted.names, input),
    }
}
