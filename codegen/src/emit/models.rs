//! The module `models`: a struct or enum for each type that has a name.

use super::Context;
use super::documentation::{doc, field_doc, type_doc, variant_doc};
use super::syntax::{
    Function, Receives, answer, argument_of, assign, boxed, call, field_value, generic, global,
    implementation, marker, named, named_field, own, path, plain, public, public_enum, public_struct, some,
    structure_of, unit, variant,
};
use super::types::{
    Argument, FieldType, Presence, argument, dictionary, field_type, ident, type_ident, value_type,
};
use crate::ir::{Enum, EnumBase, Object, Property, Shape, TypeId, Union};
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

    /// The value of a property that the document allows only one value: nobody is asked for it.
    fn only_value(&self, cx: &Context<'_>) -> Option<Expr> {
        let Shape::Enum(Enum { values, .. }) = &cx.api.types[self.property.ty].shape else { return None };
        let (parts, _) = parts(cx, self.property.ty);
        let ([_], [only]) = (values.as_slice(), parts) else { return None };
        let name = type_ident(cx, self.property.ty);
        Some(global(&[&name.to_string(), only]))
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
    let mut members = vec![constructor(cx, fields, object.additional.is_some())];
    members.extend(fields.iter().filter_map(|field| setter(cx, field)));
    members.extend(validator(cx, id));
    implementation(Generics::default(), None, named(type_ident(cx, id).into()), members)
}

fn constructor(cx: &Context<'_>, fields: &[StructField<'_>], is_open: bool) -> ImplItem {
    let required: Vec<&StructField<'_>> =
        fields.iter().filter(|field| field.ty.presence == Presence::Required).collect();
    let (mut arguments, mut values) = (Vec::new(), Vec::new());
    for field in &required {
        if let Some(value) = field.only_value(cx) {
            values.push(field_value(&field.name, Some(value)));
            continue;
        }
        let argument = field.argument(cx);
        values.push(argument.field_value(&field.name));
        arguments.push(argument_of(Some(&field.name), argument.ty));
    }
    let blank = || call(global(&["Self", "blank"]), []);
    let body = match required.len() {
        0 => blank(),
        count if count == fields.len() && !is_open => structure_of(path(&["Self"]), values, None),
        _ => structure_of(path(&["Self"]), values, Some(blank())),
    };
    let mut attrs = doc(match required.len() {
        0 => "A value with nothing set.",
        count if count == fields.len() => "A value with everything it needs.",
        _ => "A value with everything that is required, and nothing that is optional.",
    });
    attrs.extend(super::operations::lints(arguments.len()));
    Function { attrs, ..Function::constructor(public(), "new", arguments, body) }.into()
}

fn setter(cx: &Context<'_>, field: &StructField<'_>) -> Option<ImplItem> {
    if field.ty.presence == Presence::Required {
        return None;
    }
    let name = &field.name;
    let link = format!("Sets [`{name}`](Self::{name})");
    let mut attrs = doc(&match field.ty.presence {
        Presence::Nullable => format!("{link}; `None` sends `null`."),
        _ => format!("{link}."),
    });
    attrs.extend(super::documentation::deprecated(&field.property.docs));
    attrs.push(marker("must_use"));
    Some(setting(attrs, own(name), name, field.argument(cx)))
}

/// A function that takes a value for a place within `self`, and gives `self` back.
pub(super) fn setting(attrs: Vec<Attribute>, place: Expr, name: &Ident, argument: Argument) -> ImplItem {
    let function = Function {
        attrs,
        vis: public(),
        name: name.clone(),
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
    let docs = doc("Checks what the document demands of the value and of everything in it.\n\n\
         # Errors\n\n\
         All the demands that are not met, each with the place of the value.");
    let function = Function {
        attrs: docs,
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
    public_enum(type_doc(cx, id), quote!(Clone, Debug), type_ident(cx, id), variants.chain([rest]))
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
        let docs = doc(&super::documentation::kind(cx, branch.ty));
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
