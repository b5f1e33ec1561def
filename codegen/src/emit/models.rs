//! The module `models`: a struct or enum for each type that has a name.

use super::Context;
use super::documentation::{branch_doc, doc, field_doc, type_doc, variant_doc};
use super::syntax::{
    Function, Receives, answer, argument_of, assign, boxed, call, field_value, generic, global,
    implementation, marker, marker_of, method_call, named, named_field, own, path, plain, public,
    public_enum, public_struct, some, structure_of, text, unit, variant,
};
use super::types::{
    Argument, FieldType, Presence, argument, dictionary, field_type, ident, type_ident, value_type,
};
use crate::ir::{Access, Enum, EnumBase, Object, Property, Shape, Text, TypeId, Union};
use crate::name::taken::setter_name;
use quote::quote;
use syn::{Attribute, Expr, Generics, Ident, ImplItem, Item};

/// The items of one type; none for a type without a name.
pub(super) fn items(cx: &Context<'_>, id: TypeId) -> Vec<Item> {
    match &cx.api.types[id].shape {
        Shape::Object(object) => {
            let fields = struct_fields(cx, id, object);
            vec![structure(cx, id, object, &fields), inherent(cx, id, object, &fields)]
        }
        Shape::Enum(values) => vec![enumeration(cx, id, values)],
        Shape::Union(union) => vec![union_enum(cx, id, union)],
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

    /// The value that nobody is asked for: the only one that the document allows, or the one that tells values of the
    /// struct from those of the other branches of a union.
    fn only_value(&self, cx: &Context<'_>, object: TypeId) -> Option<Expr> {
        let property = self.property;
        let tag = cx.facts.tag(object, &property.name).filter(|_| property.access == Access::Both);
        if tag.is_none() && self.ty.presence != Presence::Required {
            return None;
        }
        let value = match &cx.api.types[property.ty].shape {
            Shape::Enum(Enum { values, .. }) => {
                let (parts, _) = parts(cx, property.ty);
                let index = match values.len() {
                    1 => 0,
                    _ => values.iter().position(|value| Some(value.value.as_str()) == tag)?,
                };
                global(&[&type_ident(cx, property.ty).to_string(), parts.get(index)?])
            }
            Shape::String(Text { format: None, .. }) => method_call(text(tag?), "to_owned", []),
            _ => return None,
        };
        Some(if self.ty.presence == Presence::Required { value } else { some(value) })
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

fn structure(cx: &Context<'_>, id: TypeId, object: &Object, fields: &[StructField<'_>]) -> Item {
    let fields = fields.iter().map(|field| {
        named_field(field_doc(cx, id, field.property), field.name.clone(), field.ty.declared.clone())
    });
    let additional = additional_field(cx, id, object)
        .map(|(name, ty)| named_field(doc("Properties that the document does not name."), name, ty));
    let (docs, name) = (type_doc(cx, id), type_ident(cx, id));
    public_struct(docs, quote!(Clone), name, Generics::default(), fields.chain(additional))
}

fn inherent(cx: &Context<'_>, id: TypeId, object: &Object, fields: &[StructField<'_>]) -> Item {
    let mut members = vec![constructor(cx, id, object, fields)];
    members.extend(fields.iter().filter_map(|field| setter(cx, field)));
    members.extend(validator(cx, id));
    implementation(Generics::default(), None, named(type_ident(cx, id).into()), members)
}

fn constructor(cx: &Context<'_>, id: TypeId, object: &Object, fields: &[StructField<'_>]) -> ImplItem {
    let (mut arguments, mut values, mut required) = (Vec::new(), Vec::new(), 0);
    for field in fields {
        let is_required = field.ty.presence == Presence::Required;
        required += usize::from(is_required);
        if let Some(value) = field.only_value(cx, id) {
            values.push(field_value(&field.name, Some(value)));
        } else if is_required {
            let argument = field.argument(cx);
            values.push(argument.field_value(&field.name));
            arguments.push(argument_of(Some(&field.name), argument.ty));
        }
    }
    let attrs = doc(match (required, values.len()) {
        (0, 0) => "A value with nothing set.",
        (0, _) => "A value with nothing set but what tells its kind.",
        _ if required == fields.len() => "A value with everything it needs.",
        _ => "A value with everything that is required, and nothing that is optional.",
    });
    let blank = || {
        cx.imports.add("crate::runtime", "self");
        call(global(&["runtime", "Model", "blank"]), [])
    };
    let body = match values.len() {
        0 => blank(),
        count if count == fields.len() && object.additional.is_none() => {
            structure_of(path(&["Self"]), values, None)
        }
        _ => structure_of(path(&["Self"]), values, Some(blank())),
    };
    let attrs = attrs.into_iter().chain(super::operations::lints(arguments.len())).collect();
    Function { attrs, ..Function::constructor(public(), "new", arguments, body) }.into()
}

fn setter(cx: &Context<'_>, field: &StructField<'_>) -> Option<ImplItem> {
    if field.ty.presence == Presence::Required {
        return None;
    }
    let name = &field.name;
    let method = ident(&setter_name(&name.to_string(), false));
    // A method of the field's name is another one where the setter is not called so.
    let link = match method == *name {
        true => format!("Sets [`{name}`](Self::{name})"),
        false => format!("Sets `{name}`"),
    };
    let mut attrs = doc(&match field.ty.presence {
        Presence::Nullable => format!("{link}; `None` sends `null`."),
        _ => format!("{link}."),
    });
    attrs.extend(super::documentation::deprecated(&field.property.docs));
    attrs.push(marker("must_use"));
    Some(setting(attrs, own(name), (&method, name), field.argument(cx)))
}

/// Names of binary operators: a method of such a name looks as if it should be an impl of `std::ops`.
const OPERATORS: &[&str] = &["add", "bitand", "bitor", "bitxor", "div", "mul", "rem", "shl", "shr", "sub"];

/// A function that takes a value for a place within `self`, and gives `self` back.
pub(super) fn setting(
    mut attrs: Vec<Attribute>,
    place: Expr,
    (method, name): (&Ident, &Ident),
    argument: Argument,
) -> ImplItem {
    if OPERATORS.iter().any(|operator| method == operator) {
        attrs.push(marker_of("allow", quote!(clippy::should_implement_trait)));
    }
    let function = Function {
        attrs,
        vis: public(),
        name: method.clone(),
        receives: Receives::Value,
        arguments: vec![argument_of(Some(name), argument.ty)],
        returns: Some(plain("Self")),
        body: vec![assign(place, some(argument.value)), answer(global(&["self"]))],
    };
    function.into()
}

fn validator(cx: &Context<'_>, id: TypeId) -> Option<ImplItem> {
    if !cx.facts.is_checked(id) && !cx.facts.is_sent(id) {
        return None;
    }
    cx.imports.add_all("crate::runtime", &["self", "Violations"]);
    let mut attrs = doc("Checks what the document demands of the value and of everything in it.\n\n\
         # Errors\n\n\
         All the demands that are not met, each with the place of the value.");
    // Or every model that has one would be compiled to machine code, used or not.
    attrs.push(marker("inline"));
    let function = Function {
        attrs,
        vis: public(),
        returns: Some(generic("Result", [unit(), plain("Violations")])),
        body: vec![answer(call(global(&["runtime", "validate"]), [global(&["self"])]))],
        ..Function::of_trait("validate", Receives::Shared)
    };
    Some(function.into())
}

fn enumeration(cx: &Context<'_>, id: TypeId, values: &Enum) -> Item {
    let (parts, rest) = parts(cx, id);
    let variants = values.values.iter().zip(parts);
    let variants = variants.map(|(value, part)| variant(variant_doc(cx, id, value), ident(part), None));
    let docs = doc("A value that is not in the document, kept as it is.");
    let unknown = plain(match values.base {
        EnumBase::Text => "String",
        EnumBase::Integer => "i64",
    });
    let rest = variant(docs, rest, Some(unknown));
    public_enum(type_doc(cx, id), quote!(Clone), type_ident(cx, id), variants.chain([rest]))
}

/// The variants of an enum, and the one for unknown values.
pub(super) fn parts<'a>(cx: &Context<'a>, id: TypeId) -> (&'a [String], Ident) {
    match cx.names.of(id) {
        Some(names) => (&names.parts, ident(&names.rest)),
        None => (&[], ident("Other")),
    }
}

fn union_enum(cx: &Context<'_>, id: TypeId, union: &Union) -> Item {
    let (names, rest) = parts(cx, id);
    let variants = union.branches.iter().zip(names).map(|(branch, name)| {
        let docs = doc(&branch_doc(cx, branch));
        variant(docs, ident(name), Some(branch_type(cx, id, branch.ty)))
    });
    let rest = union.is_open().then(|| {
        let docs = doc("A value of a kind that is not in the document, kept as it is.");
        variant(docs, rest, Some(super::types::json_value(cx)))
    });
    public_enum(type_doc(cx, id), quote!(Clone), type_ident(cx, id), variants.chain(rest))
}

/// What a variant holds.
pub(super) fn branch_type(cx: &Context<'_>, union: TypeId, branch: TypeId) -> syn::Type {
    let ty = value_type(cx, branch);
    if cx.facts.is_boxed(union, branch) { boxed(ty) } else { ty }
}
