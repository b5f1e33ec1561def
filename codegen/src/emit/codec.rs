//! The module `models::codec`: what the runtime must know of each type to decode, encode and check it.

use super::Context;
use super::models::{StructField, additional_field, branch_type, parts, struct_fields};
use super::rules::{object_rules, rules};
use super::syntax::{
    Function, Receives, answer, argument_of, arm, assign, associated, boolean, borrowed, bytes, call,
    constant, count, count_pattern, dereferenced, field_value, generic_path, global, holding, implementation,
    local, macro_call, macro_member, match_on, method_call, mutable_reference, named, path, plain, reference,
    slice, some, structure_of, text, trait_object, tuple, tuple_type, wildcard,
};
use super::types::{Presence, ident, in_box, type_ident};
use crate::ir::{Branch, Chosen, Enum, EnumBase, JsonType, Object, Shape, TypeId, Union};
use proc_macro2::{Delimiter, Group, Literal, Punct, Spacing, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use std::collections::{BTreeSet, HashSet};
use syn::{Arm, Expr, Generics, Ident, ImplItem, Item, Stmt, Type, Visibility};

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
    let additional = additional_field(cx, id, object).map(|(field, _)| field);
    let places: Vec<&Ident> = fields.iter().map(|field| &field.name).chain(&additional).collect();
    let members = [blank(cx, id, object, &fields), shape(cx, id, object, &fields), accessors(&places)];
    let mut items = vec![
        runtime_impl("Model", &name, members),
        macro_call(path(&["runtime", "value"]), name.to_token_stream()),
    ];
    items.extend(in_boxes(cx, id, &name));
    items
}

/// What a type that contains itself needs for the `Box` in which it does.
fn in_boxes(cx: &Context<'_>, id: TypeId, name: &Ident) -> Option<Item> {
    let boxed = || macro_call(path(&["runtime", "boxed"]), name.to_token_stream());
    cx.facts.is_recursive(id).then(boxed)
}

/// `impl runtime::Trait for Name { members }`.
fn runtime_impl(trait_: &str, name: &Ident, members: impl IntoIterator<Item = ImplItem>) -> Item {
    let ty = named(name.clone().into());
    implementation(Generics::default(), Some(path(&["runtime", trait_])), ty, members)
}

/// A method of a runtime trait, without arguments.
fn method(name: &str, receives: Receives, returns: Type, body: Vec<Stmt>) -> ImplItem {
    Function { returns: Some(returns), body, ..Function::of_trait(name, receives) }.into()
}

/// `Slot::blank()`, whose type is inferred.
fn blank_slot() -> Expr {
    call(global(&["runtime", "Slot", "blank"]), [])
}

/// A value for the decoder to fill in.
fn blank(cx: &Context<'_>, id: TypeId, object: &Object, fields: &[StructField<'_>]) -> ImplItem {
    let values = fields.iter().map(|field| {
        let value = match field.ty.presence {
            Presence::Required => blank_slot(),
            Presence::Optional | Presence::Nullable => global(&["None"]),
        };
        field_value(&field.name, Some(value))
    });
    let additional = additional_field(cx, id, object)
        .map(|(name, _)| field_value(&name, Some(call(global(&["BTreeMap", "new"]), []))));
    let value = structure_of(path(&["Self"]), values.chain(additional), None);
    method("blank", Receives::Nothing, plain("Self"), vec![answer(value)])
}

fn shape(cx: &Context<'_>, id: TypeId, object: &Object, fields: &[StructField<'_>]) -> ImplItem {
    let name = type_ident(cx, id).to_string();
    let keys = fields.iter().map(|field| text(&field.property.name));
    let presence = fields.iter().map(|field| match field.ty.presence {
        Presence::Required => b'r',
        Presence::Optional => b'o',
        Presence::Nullable => b'n',
    });
    let presence: Vec<u8> = presence.chain(object.additional.map(|_| b'a')).collect();
    let values = [
        ("name", text(&name)),
        ("keys", slice(keys)),
        ("presence", bytes(&presence)),
        ("rules", slice(all_rules(cx, object, fields))),
    ];
    let ty = named(path(&["runtime", "Shape"]));
    let body = vec![answer(shape_of("Shape", values))];
    method("shape", Receives::Shared, reference(Some("'static"), ty), body)
}

/// The rules on an object, and after them those on each of its fields; nothing where there are none.
fn all_rules(cx: &Context<'_>, object: &Object, fields: &[StructField<'_>]) -> Vec<Expr> {
    let own = std::iter::once(object_rules(cx, object));
    let all: Vec<_> = own.chain(fields.iter().map(|field| rules(cx, field.property.ty))).collect();
    match all.iter().all(Vec::is_empty) {
        true => Vec::new(),
        false => all.into_iter().map(slice).collect(),
    }
}

/// `&runtime::Kind { values }`.
fn shape_of<const N: usize>(kind: &str, values: [(&str, Expr); N]) -> Expr {
    let values = values.map(|(name, value)| field_value(&ident(name), Some(value)));
    borrowed(structure_of(path(&["runtime", kind]), values, None), false)
}

/// `described.rules(&[…])`, where there are rules.
fn with_rules(described: Expr, rules: Vec<Expr>) -> Expr {
    match rules.is_empty() {
        true => described,
        false => method_call(described, "rules", [slice(rules)]),
    }
}

/// The method `shape`, which answers a constant of a runtime type.
fn static_shape<const N: usize>(kind: &str, values: [(&str, Expr); N]) -> ImplItem {
    let ty = named(path(&["runtime", kind]));
    let value = shape_of(kind, values);
    let body = vec![constant("SHAPE", reference(None, ty.clone()), value), answer(global(&["SHAPE"]))];
    method("shape", Receives::Shared, reference(Some("'static"), ty), body)
}

/// `runtime::fields!(first, second(1), third(2));`: the functions that give out the fields by index.
fn accessors(fields: &[&Ident]) -> ImplItem {
    let mut tokens = TokenStream::new();
    for (index, field) in fields.iter().enumerate() {
        let name: TokenTree = (*field).clone().into();
        if index == 0 {
            tokens.extend([name]);
            continue;
        }
        let index: TokenTree = Literal::usize_unsuffixed(index).into();
        let index = Group::new(Delimiter::Parenthesis, index.into());
        tokens.extend([Punct::new(',', Spacing::Alone).into(), name, index.into()]);
    }
    macro_member(path(&["runtime", "fields"]), tokens)
}

/// A choice by an index, the last for all that are left; no `match` for only one.
fn by_index(index: &Ident, mut choices: Vec<Expr>) -> Option<Expr> {
    let last = choices.pop()?;
    if choices.is_empty() {
        return Some(last);
    }
    let arms = choices.into_iter().enumerate().map(|(index, choice)| arm(count_pattern(index), choice));
    Some(match_on(local(index), arms.chain([arm(wildcard(), last)]).collect()))
}

fn open_enum(cx: &Context<'_>, id: TypeId, values: &Enum) -> Vec<Item> {
    let values = values.values.iter().map(|value| value.value.as_str());
    enumeration(cx, id, "open_enum", values, Literal::string)
}

fn integer_enum(cx: &Context<'_>, id: TypeId, values: &Enum) -> Vec<Item> {
    let values = values.values.iter().map(|value| value.value.parse().unwrap_or_default());
    enumeration(cx, id, "integer_enum", values, Literal::i64_unsuffixed)
}

/// `runtime::macro!(Name, Other, First(…), Second(…));`, sorted by the values.
fn enumeration<V: Ord + Copy>(
    cx: &Context<'_>,
    id: TypeId,
    name: &str,
    values: impl Iterator<Item = V>,
    literal: impl Fn(V) -> Literal,
) -> Vec<Item> {
    let (parts, rest) = parts(cx, id);
    let mut pairs: Vec<(V, &String)> = values.zip(parts).collect();
    // The runtime finds values by binary search.
    pairs.sort_by_key(|(value, _)| *value);
    let ty = type_ident(cx, id);
    let mut tokens = quote!(#ty, #rest);
    for (value, part) in pairs {
        let (value, part) = (literal(value), ident(part));
        tokens.extend(quote!(, #part(#value)));
    }
    vec![macro_call(path(&["runtime", name]), tokens)]
}

fn union(cx: &Context<'_>, id: TypeId, union: &Union) -> Vec<Item> {
    let name = type_ident(cx, id);
    let (names, rest) = parts(cx, id);
    let variants: Vec<Ident> = names.iter().map(|name| ident(name)).collect();
    let all: Vec<Ident> = variants.iter().cloned().chain(union.is_open().then_some(rest)).collect();
    let members = union_members(cx, id, union, &all);
    let mut items = vec![
        runtime_impl("Union", &name, members),
        macro_call(path(&["runtime", "union"]), name.to_token_stream()),
    ];
    items.extend(in_boxes(cx, id, &name));
    let mut seen = HashSet::new();
    for (branch, variant) in union.branches.iter().zip(&variants) {
        items.extend(conversions(cx, id, branch, variant, &mut seen));
    }
    items
}

fn union_members(cx: &Context<'_>, id: TypeId, union: &Union, variants: &[Ident]) -> Vec<ImplItem> {
    let name = type_ident(cx, id).to_string();
    let branches = union.branches.iter().zip(variants).map(|(branch, variant)| {
        let arguments = [text(&variant.to_string()), kinds(cx, branch.ty)];
        with_rules(call(global(&["runtime", "Branch", "new"]), arguments), rules(cx, branch.ty))
    });
    let rest = variants.get(union.branches.len());
    let rest = rest.map(|rest| call(global(&["runtime", "Branch", "rest"]), [text(&rest.to_string())]));
    let branches = branches.chain(rest);
    let values = [("name", text(&name)), ("branches", slice(branches)), ("tag", tag(union))];
    let (value, branch) = (ident("value"), ident("branch"));
    let active = variants
        .iter()
        .enumerate()
        .map(|(index, variant)| arm(holding(variant, [&value]), tuple([count(index), local(&value)])));
    let active_mut = variants.iter().map(|variant| arm(holding(variant, [&value]), local(&value)));
    let blank = |variant: &Ident| call(associated(variant), [blank_slot()]);
    // A branch that contains the union itself has no finite blank value.
    let finite = union.branches.iter().position(|branch| !cx.facts.is_boxed(id, branch.ty));
    let first = finite.and_then(|index| variants.get(index)).or(variants.first());
    let slot = || trait_object(&["runtime", "Slot"]);
    let this = dereferenced(global(&["self"]));
    let on_self = |arms: Vec<Arm>| vec![answer(match_on(global(&["self"]), arms))];
    let switched = by_index(&branch, variants.iter().map(blank).collect());
    vec![
        static_shape("UnionShape", values),
        method(
            "active",
            Receives::Shared,
            tuple_type([plain("usize"), reference(None, slot())]),
            on_self(active.collect()),
        ),
        method("active_mut", Receives::Mutable, mutable_reference(slot()), on_self(active_mut.collect())),
        Function {
            arguments: vec![argument_of((variants.len() > 1).then_some(&branch), plain("usize"))],
            body: switched.map(|value| assign(this, value)).into_iter().collect(),
            ..Function::of_trait("switch", Receives::Mutable)
        }
        .into(),
        method(
            "blank",
            Receives::Nothing,
            plain("Self"),
            first.map(|first| answer(blank(first))).into_iter().collect(),
        ),
    ]
}

/// The JSON types that a branch's values have.
fn kinds(cx: &Context<'_>, id: TypeId) -> Expr {
    let kind_of = |name: &str| global(&["runtime", "Kinds", name]);
    let mut kinds = BTreeSet::new();
    if !add_kinds(cx, id, &mut kinds, &mut HashSet::new()) {
        return kind_of("ANY");
    }
    let mut kinds = kinds.into_iter().map(|kind| match kind {
        JsonType::Boolean => kind_of("BOOLEAN"),
        JsonType::Integer => kind_of("INTEGER"),
        JsonType::Number => kind_of("NUMBER"),
        JsonType::String => kind_of("STRING"),
        JsonType::Array => kind_of("ARRAY"),
        JsonType::Object => kind_of("OBJECT"),
    });
    let first = kinds.next().unwrap_or_else(|| kind_of("ANY"));
    kinds.fold(first, |all, kind| method_call(all, "or", [kind]))
}

/// Adds the JSON types of a type's values; `false` when they may be of any.
fn add_kinds(
    cx: &Context<'_>,
    id: TypeId,
    kinds: &mut BTreeSet<JsonType>,
    seen: &mut HashSet<TypeId>,
) -> bool {
    let shape = &cx.api.types[id].shape;
    match shape {
        Shape::Union(union) => {
            !seen.insert(id) || union.branches.iter().all(|branch| add_kinds(cx, branch.ty, kinds, seen))
        }
        _ => shape.json_type().map(|kind| kinds.insert(kind)).is_some(),
    }
}

/// The property that tells the branch of an object.
fn tag(union: &Union) -> Expr {
    let Chosen::ByTag { property, is_certain } = &union.chosen else { return global(&["None"]) };
    let values =
        union.branches.iter().enumerate().flat_map(|(index, branch)| {
            branch.tags.iter().map(move |value| tuple([text(value), count(index)]))
        });
    let values =
        [("property", text(property)), ("values", slice(values)), ("is_certain", boolean(*is_certain))];
    let values = values.map(|(name, value)| field_value(&ident(name), Some(value)));
    some(structure_of(path(&["runtime", "Tag"]), values, None))
}

/// `From` for a branch whose Rust type no earlier branch has.
fn conversions(
    cx: &Context<'_>,
    id: TypeId,
    branch: &Branch,
    variant: &Ident,
    seen: &mut HashSet<String>,
) -> Vec<Item> {
    let name = type_ident(cx, id);
    let held = branch_type(cx, id, branch.ty);
    if !seen.insert(held.to_token_stream().to_string()) {
        return Vec::new();
    }
    let conversion = |from: Type, value: Expr| -> Item {
        let argument = argument_of(Some(&ident("value")), from.clone());
        let value = call(associated(variant), [value]);
        let function = Function::constructor(Visibility::Inherited, "from", vec![argument], value);
        let from = generic_path("From", [from]);
        implementation(Generics::default(), Some(from), named(name.clone().into()), [function.into()])
    };
    let value = || global(&["value"]);
    let mut items = vec![conversion(held, value())];
    let is_configured = super::foreign::configured(cx, branch.ty).is_some();
    if matches!(cx.api.types[branch.ty].shape, Shape::String(_)) && !is_configured {
        let owned = method_call(value(), "to_owned", []);
        items.push(conversion(reference(None, plain("str")), owned));
    }
    if cx.facts.is_boxed(id, branch.ty) {
        items.push(conversion(super::types::value_type(cx, branch.ty), in_box(value())));
    }
    items
}
