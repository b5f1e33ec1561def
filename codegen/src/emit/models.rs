//! The module `models`: a struct or enum for each type that has a name.

use super::Context;
use super::documentation::{doc, field_doc, type_doc, variant_doc};
use super::types::{
    Argument, FieldType, Presence, argument, dictionary, field_type, ident, type_ident, value_type,
};
use crate::ir::{Enum, EnumBase, Object, Property, Shape, TypeId, Union};
use crate::print::blank_line;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{
    Expr, Field, FieldValue, FnArg, Ident, ImplItem, Item, ItemEnum, ItemImpl, ItemStruct, parse_quote,
};

/// The items of one type; none for a type without a name.
pub(super) fn items(cx: &Context<'_>, id: TypeId) -> Vec<Item> {
    match &cx.api.types[id].shape {
        Shape::Object(object) => {
            vec![Item::Struct(structure(cx, id, object)), Item::Impl(inherent(cx, id, object))]
        }
        Shape::Enum(values) => vec![Item::Enum(enumeration(cx, id, values))],
        Shape::Union(union) => vec![Item::Enum(union_enum(cx, id, union))],
        _ => Vec::new(),
    }
}

/// A property of a struct, with everything that is said of it more than once.
pub(super) struct StructField<'a> {
    /// The property.
    pub property: &'a Property,
    /// The field.
    pub name: Ident,
    /// Its type.
    pub ty: FieldType,
}

impl StructField<'_> {
    /// How its value is taken as an argument.
    fn argument(&self, cx: &Context<'_>) -> Argument {
        argument(cx, self.property.ty, &self.ty.held, self.ty.boxed, &self.name)
    }
}

/// The fields of a struct, in the order of the properties.
pub(super) fn struct_fields<'a>(cx: &Context<'_>, id: TypeId, object: &'a Object) -> Vec<StructField<'a>> {
    let names = cx.names.of(id).map(|names| names.parts.as_slice()).unwrap_or_default();
    let pairs = object.properties.iter().zip(names);
    pairs
        .map(|(property, name)| StructField { property, name: ident(name), ty: field_type(cx, id, property) })
        .collect()
}

/// The field that keeps further properties, and the type of their values.
pub(super) fn additional_field(cx: &Context<'_>, id: TypeId, object: &Object) -> Option<(Ident, syn::Type)> {
    let ty = dictionary(cx, object.additional?);
    Some((ident(&cx.names.of(id)?.rest), ty))
}

fn structure(cx: &Context<'_>, id: TypeId, object: &Object) -> ItemStruct {
    let docs = type_doc(cx, id);
    let name = type_ident(cx, id);
    let fields: Vec<Field> =
        struct_fields(cx, id, object).iter().map(|field| field_item(cx, id, field)).collect();
    let additional = additional_field(cx, id, object).map(|(name, ty)| -> Field {
        parse_quote!(#[doc = " Properties that the document does not name."] pub #name: #ty)
    });
    let fields = fields.into_iter().chain(additional);
    parse_quote! {
        #(#docs)*
        #[derive(Clone)]
        #[non_exhaustive]
        pub struct #name { #(#fields,)* }
    }
}

fn field_item(cx: &Context<'_>, id: TypeId, field: &StructField<'_>) -> Field {
    let docs = field_doc(cx, id, field.property);
    let (name, ty) = (&field.name, &field.ty.declared);
    parse_quote!(#(#docs)* pub #name: #ty)
}

fn inherent(cx: &Context<'_>, id: TypeId, object: &Object) -> ItemImpl {
    let name = type_ident(cx, id);
    let fields = struct_fields(cx, id, object);
    let mut members = vec![constructor(cx, &fields, object.additional.is_some())];
    members.extend(fields.iter().filter_map(|field| setter(cx, field)));
    members.extend(validator(cx, id));
    let members = spaced(&members);
    parse_quote!(impl #name { #members })
}

/// Members with a blank line between them.
pub(super) fn spaced(members: &[ImplItem]) -> TokenStream {
    let blank = blank_line();
    let mut members = members.iter();
    let first = members.next();
    quote!(#first #(#blank #members)*)
}

fn constructor(cx: &Context<'_>, fields: &[StructField<'_>], is_open: bool) -> ImplItem {
    let required: Vec<&StructField<'_>> =
        fields.iter().filter(|field| field.ty.presence == Presence::Required).collect();
    let (mut arguments, mut values): (Vec<FnArg>, Vec<FieldValue>) = (Vec::new(), Vec::new());
    for field in &required {
        let (name, argument) = (&field.name, field.argument(cx));
        let ty = &argument.ty;
        arguments.push(parse_quote!(#name: #ty));
        values.push(argument.field_value(name));
    }
    let body: Expr = match required.len() {
        0 => parse_quote!(Self::blank()),
        count if count == fields.len() && !is_open => parse_quote!(Self { #(#values),* }),
        _ => parse_quote!(Self { #(#values,)* ..Self::blank() }),
    };
    let docs = doc(match required.len() {
        0 => "A value with nothing set.",
        count if count == fields.len() => "A value with everything it needs.",
        _ => "A value with everything that is required, and nothing that is optional.",
    });
    let allows = super::operations::lints(required.len());
    parse_quote! {
        #(#docs)*
        #(#allows)*
        pub fn new(#(#arguments),*) -> Self { #body }
    }
}

fn setter(cx: &Context<'_>, field: &StructField<'_>) -> Option<ImplItem> {
    if field.ty.presence == Presence::Required {
        return None;
    }
    let name = &field.name;
    let Argument { ty, value, .. } = field.argument(cx);
    let link = format!("Sets [`{name}`](Self::{name})");
    let docs = doc(&match field.ty.presence {
        Presence::Nullable => format!("{link}; `None` sends `null`."),
        _ => format!("{link}."),
    });
    let deprecated = super::documentation::deprecated(&field.property.docs);
    Some(parse_quote! {
        #(#docs)*
        #deprecated
        #[must_use]
        pub fn #name(mut self, #name: #ty) -> Self {
            self.#name = Some(#value);
            self
        }
    })
}

fn validator(cx: &Context<'_>, id: TypeId) -> Option<ImplItem> {
    if !cx.facts.is_checked(id) && !cx.facts.is_sent(id) {
        return None;
    }
    cx.imports.add_all("crate::runtime", &["self", "Violations"]);
    let docs = doc("Checks what the document demands of the value and of everything in it.\n\n\
         # Errors\n\n\
         All the demands that are not met, each with the place of the value.");
    Some(parse_quote! {
        #(#docs)*
        pub fn validate(&self) -> Result<(), Violations> {
            runtime::validate(self)
        }
    })
}

fn enumeration(cx: &Context<'_>, id: TypeId, values: &Enum) -> ItemEnum {
    let docs = type_doc(cx, id);
    let name = type_ident(cx, id);
    let (parts, rest) = parts(cx, id);
    let variants = values.values.iter().zip(parts).map(|(value, part)| -> syn::Variant {
        let docs = variant_doc(cx, id, value);
        let part = ident(part);
        parse_quote!(#(#docs)* #part)
    });
    let unknown: syn::Type = match values.base {
        EnumBase::Text => parse_quote!(String),
        EnumBase::Integer => parse_quote!(i64),
    };
    parse_quote! {
        #(#docs)*
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #[doc = " A value that is not in the document, kept as it is."]
            #rest(#unknown),
        }
    }
}

/// The variants of an enum, and the one for unknown values.
pub(super) fn parts<'a>(cx: &Context<'a>, id: TypeId) -> (&'a [String], Ident) {
    match cx.names.of(id) {
        Some(names) => (&names.parts, ident(&names.rest)),
        None => (&[], ident("Other")),
    }
}

fn union_enum(cx: &Context<'_>, id: TypeId, union: &Union) -> ItemEnum {
    let docs = type_doc(cx, id);
    let name = type_ident(cx, id);
    let names = cx.names.of(id).map(|names| names.parts.as_slice()).unwrap_or_default();
    let variants = union.branches.iter().zip(names).map(|(branch, name)| -> syn::Variant {
        let name = ident(name);
        let ty = branch_type(cx, id, branch.ty);
        let docs = doc(&super::documentation::kind(cx, branch.ty));
        parse_quote!(#(#docs)* #name(#ty))
    });
    parse_quote! {
        #(#docs)*
        #[derive(Clone)]
        #[non_exhaustive]
        pub enum #name { #(#variants,)* }
    }
}

/// What a variant holds.
pub(super) fn branch_type(cx: &Context<'_>, union: TypeId, branch: TypeId) -> syn::Type {
    let ty = value_type(cx, branch);
    if cx.facts.is_boxed(union, branch) { parse_quote!(Box<#ty>) } else { ty }
}
