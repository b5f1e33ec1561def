//! How a type is written where it is used.

use super::syntax::{self, boxed, generic, local, method_call, option, plain};
use super::{Context, Scope};
use crate::ir::{Access, Property, Shape, TypeId, Width};
use syn::{Expr, Ident, Type};

pub(super) use super::syntax::ident;

/// The Rust type of a value.
pub(super) fn value_type(cx: &Context<'_>, id: TypeId) -> Type {
    if let Some(ty) = super::foreign::configured(cx, id) {
        return ty;
    }
    match &cx.api.types[id].shape {
        // One that is replaced has the type of the configuration, above.
        Shape::Any(_) | Shape::Replaced(_) | Shape::Gone => json_value(cx),
        Shape::Boolean => plain("bool"),
        Shape::Integer(integer) => match integer.width {
            Width::I32 => plain("i32"),
            Width::I64 => plain("i64"),
            Width::U32 => plain("u32"),
            Width::U64 => plain("u64"),
        },
        Shape::Number(_) => plain("f64"),
        Shape::String(_) => plain("String"),
        Shape::DateTime => {
            cx.imports.add_all("chrono", &["DateTime", "Utc"]);
            generic("DateTime", [plain("Utc")])
        }
        Shape::Date => {
            cx.imports.add("chrono", "NaiveDate");
            plain("NaiveDate")
        }
        Shape::Blob => {
            cx.imports.add("crate::runtime", "Blob");
            plain("Blob")
        }
        Shape::Array(array) => generic("Vec", [value_type(cx, array.items)]),
        Shape::Tuple(items) => syntax::tuple_type(items.iter().map(|item| {
            let ty = value_type(cx, *item);
            if cx.facts.is_boxed(id, *item) { boxed(ty) } else { ty }
        })),
        Shape::Map(map) => dictionary(cx, map.values),
        Shape::Nullable(inner) => option(value_type(cx, *inner)),
        Shape::Same(target) => value_type(cx, *target),
        Shape::Object(_) | Shape::Enum(_) | Shape::Union(_) => declared_type(cx, id),
    }
}

/// Any JSON value.
pub(super) fn json_value(cx: &Context<'_>) -> Type {
    cx.imports.add("serde_json", "Value");
    plain("Value")
}

/// An object whose keys the document does not name.
pub(super) fn dictionary(cx: &Context<'_>, values: TypeId) -> Type {
    cx.imports.add("std::collections", "BTreeMap");
    generic("BTreeMap", [plain("String"), value_type(cx, values)])
}

fn declared_type(cx: &Context<'_>, id: TypeId) -> Type {
    let name = type_ident(cx, id);
    match cx.scope {
        Scope::Models(group) => {
            if cx.groups.of_type(id) != group {
                cx.imports.add("super", name.to_string());
            }
            syntax::named(name.into())
        }
        Scope::Operations(_) | Scope::Elsewhere => {
            cx.imports.add("crate", "models");
            syntax::within("models", name)
        }
    }
}

/// The identifier of a type that is declared.
pub(super) fn type_ident(cx: &Context<'_>, id: TypeId) -> Ident {
    // The name stage names every nominal type; the fallback keeps emission total.
    ident(cx.names.of(id).map_or("Unnamed", |names| names.name.as_str()))
}

/// When a field is there, and what it holds.
#[derive(Clone)]
pub(super) struct FieldType {
    /// Without `Option`s of absence, `Box` included.
    pub held: Type,
    /// As declared.
    pub declared: Type,
    /// How it is absent.
    pub presence: Presence,
    /// Whether the value is boxed.
    pub boxed: bool,
}

/// When the key of a property is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    /// Always.
    Required,
    /// Sometimes.
    Optional,
    /// Sometimes, and its value may be `null` as well.
    Nullable,
}

/// The field of a property of an object.
pub(super) fn field_type(cx: &Context<'_>, object: TypeId, property: &Property) -> FieldType {
    let (nullable, inner) = match cx.api.types[property.ty].shape {
        Shape::Nullable(inner) => (true, inner),
        _ => (false, property.ty),
    };
    let boxed = cx.facts.is_boxed(object, inner);
    let value = value_type(cx, inner);
    let value: Type = if boxed { self::boxed(value) } else { value };
    let held: Type = if nullable { option(value) } else { value };
    let presence = presence(cx, object, property);
    let declared = if presence == Presence::Required { held.clone() } else { option(held.clone()) };
    FieldType { held, declared, presence, boxed }
}

/// When the key of a property of an object is there.
pub(super) fn presence(cx: &Context<'_>, object: TypeId, property: &Property) -> Presence {
    match (is_required(cx, object, property), &cx.api.types[property.ty].shape) {
        (true, _) => Presence::Required,
        (false, Shape::Nullable(_)) => Presence::Nullable,
        (false, _) => Presence::Optional,
    }
}

/// Whether a property is there in every message that has its object. One that only responses have is not in requests.
fn is_required(cx: &Context<'_>, object: TypeId, property: &Property) -> bool {
    let may_lack = match property.access {
        Access::Both => false,
        Access::ReadOnly => cx.facts.is_sent(object),
        Access::WriteOnly => cx.facts.is_received(object),
    };
    property.required && !may_lack && !cx.facts.is_endless(property.ty)
}

/// How a value is taken as an argument.
#[derive(Clone)]
pub(super) struct Argument {
    /// The argument's type.
    pub ty: Type,
    /// What makes the field's value of the argument.
    pub value: Expr,
    /// Whether that is the argument itself.
    pub is_plain: bool,
}

impl Argument {
    /// An argument of the field's own type.
    pub fn plain(ty: Type, name: &Ident) -> Self {
        Self { ty, value: local(name), is_plain: true }
    }

    /// An argument that is converted.
    pub fn converted(ty: Type, value: Expr) -> Self {
        Self { ty, value, is_plain: false }
    }

    /// The field's value in a struct expression.
    pub fn field_value(&self, name: &Ident) -> syn::FieldValue {
        syntax::field_value(name, (!self.is_plain).then(|| self.value.clone()))
    }
}

/// How the value of a field is taken as an argument of that name.
pub(super) fn argument(cx: &Context<'_>, id: TypeId, held: &Type, boxed: bool, name: &Ident) -> Argument {
    if boxed {
        return boxed_argument(cx, id, name);
    }
    if super::foreign::configured(cx, id).is_some() {
        return Argument::plain(held.clone(), name);
    }
    match &cx.api.types[id].shape {
        // An `Option` is converted, too: `None` says null, and a bare value says itself. A point in time is not, or the
        // compiler could not tell what `"2006-01-31T13:59:30Z".parse()?` is meant to be.
        Shape::Any(_)
        | Shape::String(_)
        | Shape::Blob
        | Shape::Enum(_)
        | Shape::Union(_)
        | Shape::Nullable(_) => {
            Argument::converted(syntax::impl_into(held.clone()), method_call(local(name), "into", []))
        }
        _ => Argument::plain(held.clone(), name),
    }
}

fn boxed_argument(cx: &Context<'_>, id: TypeId, name: &Ident) -> Argument {
    match cx.api.types[id].shape {
        Shape::Nullable(inner) => {
            let value = value_type(cx, inner);
            let converted = method_call(local(name), "map", [syntax::global(&["Box", "new"])]);
            Argument::converted(option(value), converted)
        }
        _ => Argument::converted(value_type(cx, id), in_box(local(name))),
    }
}

/// `Box::new(value)`.
pub(super) fn in_box(value: Expr) -> Expr {
    syntax::call(syntax::global(&["Box", "new"]), [value])
}

/// The type without its `null`.
pub(super) fn not_null(cx: &Context<'_>, id: TypeId) -> TypeId {
    match cx.api.types[id].shape {
        Shape::Nullable(inner) => inner,
        _ => id,
    }
}
