//! The module `models::codec`: what the runtime must know of each type to decode, encode and check it.

use super::Context;
use super::models::{StructField, additional_field, branch_type, parts, struct_fields};
use super::rules::{integer, object_rules, rules};
use super::types::{Presence, ident, type_ident};
use crate::ir::{Array, Branch, Chosen, Enum, EnumBase, JsonType, Map, Object, Shape, TypeId, Union};
use crate::print::blank_line;
use quote::{ToTokens, quote};
use std::collections::HashSet;
use syn::{Arm, Expr, ImplItem, Item, parse_quote};

/// The impls of one type; none for a type without a name.
pub(super) fn items(cx: &Context<'_>, id: TypeId) -> Vec<Item> {
    match &cx.api.types[id].shape {
        Shape::Object(object) => model(cx, id, object),
        Shape::Enum(values) => match values.base {
            EnumBase::Text => open_enum(cx, id, values),
            EnumBase::Integer => integer_enum(cx, id, values),
        },
        Shape::Union(union) => self::union(cx, id, union),
        _ => Vec::new(),
    }
}

fn model(cx: &Context<'_>, id: TypeId, object: &Object) -> Vec<Item> {
    let name = type_ident(cx, id);
    let fields = struct_fields(cx, id, object);
    let blank = blank(cx, id, object, &fields);
    let shape = shape(cx, id, object, &fields);
    let (field, field_mut) = (accessor(&fields, false), accessor(&fields, true));
    let additional = additional_field(cx, id, object).map(|(field, _)| {
        let blank = blank_line();
        quote! {
                #blank
            fn additional(&self) -> Option<&dyn runtime::MapSlot> { Some(&self.#field) }
            #blank
            fn additional_mut(&mut self) -> Option<&mut dyn runtime::MapSlot> { Some(&mut self.#field) }
        }
    });
    let line = blank_line();
    vec![
        parse_quote!(impl #name { #blank }),
        parse_quote!(impl runtime::Model for #name { #shape #line #field #line #field_mut #additional }),
        parse_quote!(runtime::model!(#name);),
    ]
}

/// A value for the decoder to fill in.
fn blank(cx: &Context<'_>, id: TypeId, object: &Object, fields: &[StructField<'_>]) -> ImplItem {
    let values = fields.iter().map(|field| -> syn::FieldValue {
        let name = &field.name;
        match field.ty.presence {
            Presence::Required => parse_quote!(#name: runtime::Slot::blank()),
            Presence::Optional | Presence::Nullable => parse_quote!(#name: None),
        }
    });
    let additional = additional_field(cx, id, object)
        .map(|(name, _)| -> syn::FieldValue { parse_quote!(#name: BTreeMap::new()) });
    parse_quote! {
        pub(super) fn blank() -> Self {
            Self { #(#values,)* #additional }
        }
    }
}

fn shape(cx: &Context<'_>, id: TypeId, object: &Object, fields: &[StructField<'_>]) -> ImplItem {
    let name = type_ident(cx, id).to_string();
    let fields = fields.iter().map(|field| -> Expr {
        let key = &field.property.name;
        let rules = rules(cx, field.property.ty);
        let field: Expr = match field.ty.presence {
            Presence::Required => parse_quote!(runtime::required(#key)),
            Presence::Optional => parse_quote!(runtime::optional(#key)),
            Presence::Nullable => parse_quote!(runtime::nullable(#key)),
        };
        if rules.is_empty() { field } else { parse_quote!(#field.rules(&[#(#rules),*])) }
    });
    let rules = object_rules(cx, object);
    parse_quote! {
        fn shape(&self) -> &'static runtime::Shape {
            const SHAPE: &runtime::Shape = &runtime::Shape { name: #name, fields: &[#(#fields),*], rules: &[#(#rules),*] };
            SHAPE
        }
    }
}

/// The function that gives out the fields by index. The runtime asks for none beyond the last.
fn accessor(fields: &[StructField<'_>], mutable: bool) -> ImplItem {
    let last = fields.len().saturating_sub(1);
    let reference = |field: &StructField<'_>| -> Expr {
        let name = &field.name;
        if mutable { parse_quote!(&mut self.#name) } else { parse_quote!(&self.#name) }
    };
    let arms = fields.iter().enumerate().map(|(index, field)| -> Arm {
        let value = reference(field);
        if index == last { parse_quote!(_ => #value,) } else { parse_quote!(#index => #value,) }
    });
    let body: Expr = match fields {
        // Nobody asks for a field of none, and the value itself is a slot, too.
        [] => parse_quote!(self),
        [only] => reference(only),
        _ => {
            let arms = arms.map(unsuffixed);
            parse_quote!(match index { #(#arms)* })
        }
    };
    let index = if fields.len() > 1 { ident("index") } else { ident("_") };
    let index: syn::Pat = if index == "_" { parse_quote!(_) } else { parse_quote!(#index) };
    if mutable {
        parse_quote!(fn field_mut(&mut self, #index: usize) -> &mut dyn runtime::Slot { #body })
    } else {
        parse_quote!(fn field(&self, #index: usize) -> &dyn runtime::Slot { #body })
    }
}

/// `0usize` is how an index is quoted; `0` is how it is written.
fn unsuffixed(mut arm: Arm) -> Arm {
    if let syn::Pat::Lit(literal) = &mut arm.pat
        && let syn::Lit::Int(number) = &literal.lit
    {
        let digits = syn::LitInt::new(number.base10_digits(), number.span());
        literal.lit = syn::Lit::Int(digits);
    }
    arm
}

fn open_enum(cx: &Context<'_>, id: TypeId, values: &Enum) -> Vec<Item> {
    let name = type_ident(cx, id);
    let (parts, rest) = parts(cx, id);
    let mut pairs: Vec<(&str, syn::Ident)> =
        values.values.iter().zip(parts).map(|(value, part)| (value.value.as_str(), ident(part))).collect();
    let arms = pairs.iter().map(|(value, part)| -> Arm { parse_quote!(Self::#part => #value,) });
    let implementation = {
        let arms: Vec<Arm> = arms.collect();
        // The runtime finds values by binary search.
        pairs.sort_by_key(|(value, _)| *value);
        let values = pairs.iter().map(|(value, part)| -> Expr { parse_quote!((#value, Self::#part)) });
        let line = blank_line();
        parse_quote! {
            impl runtime::OpenEnum for #name {
                const VALUES: &'static [(&'static str, Self)] = &[#(#values),*];
                #line
                fn value(&self) -> &str {
                    match self { #(#arms)* Self::#rest(value) => value, }
                }
                #line
                fn other(value: String) -> Self { Self::#rest(value) }
            }
        }
    };
    vec![implementation, parse_quote!(runtime::open_enum!(#name);)]
}

fn integer_enum(cx: &Context<'_>, id: TypeId, values: &Enum) -> Vec<Item> {
    let name = type_ident(cx, id);
    let (parts, rest) = parts(cx, id);
    let numbers = values.values.iter().map(|value| value.value.parse::<i64>().unwrap_or_default());
    let mut pairs: Vec<(i64, syn::Ident)> = numbers.zip(parts.iter().map(|part| ident(part))).collect();
    let arms = pairs.iter().map(|(value, part)| -> Arm {
        let value = integer(*value);
        parse_quote!(Self::#part => #value,)
    });
    let arms: Vec<Arm> = arms.collect();
    // The runtime finds values by binary search.
    pairs.sort_by_key(|(value, _)| *value);
    let values = pairs.iter().map(|(value, part)| -> Expr {
        let value = integer(*value);
        parse_quote!((#value, Self::#part))
    });
    let line = blank_line();
    let implementation = parse_quote! {
        impl runtime::IntegerEnum for #name {
            const VALUES: &'static [(i64, Self)] = &[#(#values),*];
            #line
            fn value(&self) -> i64 {
                match self { #(#arms)* Self::#rest(value) => *value, }
            }
            #line
            fn other(value: i64) -> Self { Self::#rest(value) }
        }
    };
    vec![implementation, parse_quote!(runtime::integer_enum!(#name);)]
}

fn union(cx: &Context<'_>, id: TypeId, union: &Union) -> Vec<Item> {
    let name = type_ident(cx, id);
    let names = cx.names.of(id).map(|names| names.parts.as_slice()).unwrap_or_default();
    let variants: Vec<syn::Ident> = names.iter().map(|name| ident(name)).collect();
    let mut items = vec![union_impl(cx, id, union, &variants), parse_quote!(runtime::union!(#name);)];
    let mut seen = HashSet::new();
    for (branch, variant) in union.branches.iter().zip(&variants) {
        items.extend(conversions(cx, id, branch, variant, &mut seen));
    }
    items
}

fn union_impl(cx: &Context<'_>, id: TypeId, union: &Union, variants: &[syn::Ident]) -> Item {
    let name = type_ident(cx, id);
    let label = name.to_string();
    let last = variants.len().saturating_sub(1);
    let branches = union.branches.iter().zip(variants).map(|(branch, variant)| -> Expr {
        let label = variant.to_string();
        let kinds = kinds(cx, branch, union.chosen);
        let rules = rules(cx, branch.ty);
        let branch: Expr = parse_quote!(runtime::Branch::new(#label, #kinds));
        if rules.is_empty() { branch } else { parse_quote!(#branch.rules(&[#(#rules),*])) }
    });
    let active = variants.iter().enumerate().map(|(index, variant)| -> Arm {
        let index = proc_macro2::Literal::usize_unsuffixed(index);
        parse_quote!(Self::#variant(value) => (#index, value),)
    });
    let switch = variants.iter().enumerate().map(|(index, variant)| -> Arm {
        let number = proc_macro2::Literal::usize_unsuffixed(index);
        if index == last {
            parse_quote!(_ => Self::#variant(runtime::Slot::blank()),)
        } else {
            parse_quote!(#number => Self::#variant(runtime::Slot::blank()),)
        }
    });
    // A branch that contains the union itself has no finite blank value.
    let finite = union.branches.iter().position(|branch| !cx.facts.is_boxed(id, branch.ty));
    let blank = finite.and_then(|index| variants.get(index)).or(variants.first());
    let line = blank_line();
    parse_quote! {
        impl runtime::Union for #name {
            fn shape(&self) -> &'static runtime::UnionShape {
                const SHAPE: &runtime::UnionShape =
                    &runtime::UnionShape { name: #label, branches: &[#(#branches),*], tag: None };
                SHAPE
            }
            #line
            fn active(&self) -> (usize, &dyn runtime::Slot) { match self { #(#active)* } }
            #line
            fn active_mut(&mut self) -> &mut dyn runtime::Slot { match self { #(Self::#variants(value) => value,)* } }
            #line
            fn switch(&mut self, branch: usize) { *self = match branch { #(#switch)* }; }
            #line
            fn blank() -> Self { Self::#blank(runtime::Slot::blank()) }
        }
    }
}

/// The JSON types that a branch's values have.
fn kinds(cx: &Context<'_>, branch: &Branch, chosen: Chosen) -> Expr {
    let kind = branch.json.or_else(|| json_of(&cx.api.types[branch.ty].shape));
    match (kind, chosen) {
        (Some(JsonType::Boolean), _) => parse_quote!(runtime::Kinds::BOOLEAN),
        (Some(JsonType::Integer), _) => parse_quote!(runtime::Kinds::INTEGER),
        (Some(JsonType::Number), _) => parse_quote!(runtime::Kinds::NUMBER),
        (Some(JsonType::String), _) => parse_quote!(runtime::Kinds::STRING),
        (Some(JsonType::Array), _) => parse_quote!(runtime::Kinds::ARRAY),
        (Some(JsonType::Object), _) => parse_quote!(runtime::Kinds::OBJECT),
        (None, _) => parse_quote!(runtime::Kinds::ANY),
    }
}

fn json_of(shape: &Shape) -> Option<JsonType> {
    match shape {
        Shape::Boolean => Some(JsonType::Boolean),
        Shape::Integer(_) => Some(JsonType::Integer),
        Shape::Number(_) => Some(JsonType::Number),
        Shape::String(_) | Shape::DateTime | Shape::Date => Some(JsonType::String),
        Shape::Enum(values) => Some(match values.base {
            EnumBase::Text => JsonType::String,
            EnumBase::Integer => JsonType::Integer,
        }),
        Shape::Array(Array { .. }) => Some(JsonType::Array),
        Shape::Map(Map { .. }) | Shape::Object(_) => Some(JsonType::Object),
        Shape::Any(_) | Shape::Union(_) | Shape::Nullable(_) | Shape::Same(_) => None,
    }
}

/// `From` for a branch whose Rust type no earlier branch has.
fn conversions(
    cx: &Context<'_>,
    id: TypeId,
    branch: &Branch,
    variant: &syn::Ident,
    seen: &mut HashSet<String>,
) -> Vec<Item> {
    let name = type_ident(cx, id);
    let held = branch_type(cx, id, branch.ty);
    if !seen.insert(held.to_token_stream().to_string()) {
        return Vec::new();
    }
    let conversion = |from: syn::Type, value: Expr| -> Item {
        parse_quote! {
            impl From<#from> for #name {
                fn from(value: #from) -> Self { Self::#variant(#value) }
            }
        }
    };
    let mut items = vec![conversion(held, parse_quote!(value))];
    if matches!(cx.api.types[branch.ty].shape, Shape::String(_)) {
        items.push(conversion(parse_quote!(&str), parse_quote!(value.to_owned())));
    }
    if cx.facts.is_boxed(id, branch.ty) {
        let plain = super::types::value_type(cx, branch.ty);
        items.push(conversion(plain, parse_quote!(Box::new(value))));
    }
    items
}
