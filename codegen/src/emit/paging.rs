//! How the pages of an operation follow each other: data for the runtime, and the way from a page to its items.

use super::Context;
use super::operations::Emitted;
use super::syntax::{
    Function, Receives, answer, argument_of, associated_constant, associated_type, call, closure_of, field,
    generic, global, ident, implementation, local, method_call, named, number, path, plain, slice, text,
};
use super::types::{Presence, presence, value_type};
use crate::ir::{More, NextPage, Outcome, Paging, Payload, Shape, TypeId};
use crate::pointer::Pointer;
use proc_macro2::Literal;
use syn::{Expr, Generics, ImplItem, Item};

/// The impl of `Paged`, for an operation that answers in pages.
pub(super) fn item(cx: &Context<'_>, emitted: &Emitted<'_>) -> Option<Item> {
    let paging = emitted.operation.paging.as_ref()?;
    let (items, item) = items(cx, emitted, &paging.items)?;
    cx.imports.add_all("crate::runtime", &["Paged", "Paging"]);
    let members = [
        associated_type("Item", value_type(cx, item)),
        associated_constant("PAGING", plain("Paging"), data(paging)),
        taker(items),
    ];
    Some(implementation(Generics::default(), Some(path(&["Paged"])), emitted.ty("'_"), members))
}

/// `fn items(page: Self::Output) -> Vec<Self::Item>`.
fn taker(items: Expr) -> ImplItem {
    let function = Function {
        arguments: vec![argument_of(Some(&ident("page")), named(path(&["Self", "Output"])))],
        returns: Some(generic("Vec", [named(path(&["Self", "Item"]))])),
        body: vec![answer(items)],
        ..Function::of_trait("items", Receives::Nothing)
    };
    function.into()
}

/// How pages follow each other, as a constant.
fn data(paging: &Paging) -> Expr {
    let by = |name: &str, arguments: Vec<Expr>| call(global(&["Paging", name]), arguments);
    let at = |at: &Pointer| text(at.as_str());
    let count = |first: &u64| number(Literal::u64_unsuffixed(*first));
    let mut data = match &paging.next {
        NextPage::Cursor { parameter, at: cursor } => by("cursor", vec![text(parameter), at(cursor)]),
        NextPage::BodyCursor { property, at: cursor } => by("body_cursor", vec![text(property), at(cursor)]),
        NextPage::LastItem { parameter, at: id } => by("last_item", vec![text(parameter), at(id)]),
        NextPage::Url(places) => by("url", vec![slice(places.iter().map(at))]),
        NextPage::LinkHeader => by("link_header", Vec::new()),
        NextPage::Offset { parameter, first } => by("offset", vec![text(parameter), count(first)]),
        NextPage::Page { parameter, first } => by("page", vec![text(parameter), count(first)]),
    };
    if paging.items != Pointer::root() {
        data = method_call(data, "items", [at(&paging.items)]);
    }
    match &paging.more {
        None => data,
        Some(More::While(flag)) => method_call(data, "more", [at(flag)]),
        Some(More::Until(flag)) => method_call(data, "last", [at(flag)]),
        Some(More::Items(total)) => method_call(data, "total", [at(total)]),
        Some(More::Pages(total)) => method_call(data, "pages", [at(total)]),
    }
}

/// A value on the way from a page to its items.
struct Reached {
    value: Expr,
    /// Whether it is in an `Option`.
    is_option: bool,
    ty: TypeId,
}

/// The items of `page`, and their type.
fn items(cx: &Context<'_>, emitted: &Emitted<'_>, at: &Pointer) -> Option<(Expr, TypeId)> {
    let (ty, is_option) = match emitted.operation.success() {
        Outcome::One(Payload::Json(ty)) => (ty, false),
        Outcome::Maybe(Payload::Json(ty)) => (ty, true),
        _ => return None,
    };
    let page = Reached { value: local(&ident("page")), is_option, ty };
    let list = at.tokens().try_fold(page.not_null(cx), |reached, token| reached.field(cx, &token))?;
    let Shape::Array(array) = &cx.api.types[list.ty].shape else { return None };
    let items = if list.is_option { method_call(list.value, "unwrap_or_default", []) } else { list.value };
    Some((items, array.items))
}

impl Reached {
    /// The same with the `Option` of a nullable type in sight.
    fn not_null(self, cx: &Context<'_>) -> Self {
        match cx.api.types[self.ty].shape {
            Shape::Nullable(inner) => Self { is_option: true, ty: inner, ..self },
            _ => self,
        }
    }

    /// The field of a property.
    fn field(self, cx: &Context<'_>, name: &str) -> Option<Self> {
        let Shape::Object(object) = &cx.api.types[self.ty].shape else { return None };
        // Not by the types of the fields, which would be imported and are not written here.
        let mut fields = object.properties.iter().zip(&cx.names.of(self.ty)?.parts);
        let (property, field_name) = fields.find(|(property, _)| property.name == name)?;
        let (nullable, ty) = match cx.api.types[property.ty].shape {
            Shape::Nullable(inner) => (true, inner),
            _ => (false, property.ty),
        };
        let presence = presence(cx, self.ty, property);
        let is_optional = nullable || presence != Presence::Required;
        let field_name = ident(field_name);
        let value = if self.is_option {
            let it = ident("it");
            let step = closure_of([&it], field(local(&it), &field_name));
            method_call(self.value, if is_optional { "and_then" } else { "map" }, [step])
        } else {
            field(self.value, &field_name)
        };
        let value = if presence == Presence::Nullable { method_call(value, "flatten", []) } else { value };
        Some(Self { value, is_option: self.is_option || is_optional, ty })
    }
}
