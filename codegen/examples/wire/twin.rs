//! The types of a generated crate once more, with serde's derives, as one would write them by hand.

use crate::emitted::{Emitted, Tag, Told, types};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use std::collections::BTreeSet;
use syn::visit::Visit;
use syn::{Field, Item, ItemEnum, ItemStruct, Type};

/// The source of the twins of some types, and of all that they are made of.
pub fn twins(emitted: &Emitted, roots: &[&str], is_open: bool) -> String {
    let twins = reachable(emitted, roots).into_iter().filter_map(|name| {
        Some(match (emitted.items.get(&name)?, emitted.told.get(&name)) {
            (Item::Struct(item), Some(Told::Model { keys, presence })) => {
                model(&item.ident, item, keys, presence, None)
            }
            (Item::Enum(item), Some(Told::Texts(values))) => texts(&item.ident, values, is_open),
            (Item::Enum(item), Some(Told::Integers)) => integers(&item.ident),
            (Item::Enum(item), Some(Told::Union(tag))) => union(emitted, item, tag.as_ref()),
            (Item::Type(item), _) => quote!(#item),
            _ => return None,
        })
    });
    let tokens: TokenStream = twins.collect();
    let imports = "#![allow(dead_code, unused_imports)]\nuse chrono::{DateTime, NaiveDate, NaiveTime, Utc};\n\
                   use serde::{Deserialize, Serialize};\nuse serde_json::Value;\nuse std::collections::BTreeMap;\n";
    format!(
        "{imports}{SOME}{}",
        syn::parse2(tokens).map_or_else(|error| error.to_string(), |file| prettyplease::unparse(&file))
    )
}

/// Where `null` is something else than nothing.
const SOME: &str = "
fn some<'de, T: Deserialize<'de>, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}
";

/// The types that some are made of, and those themselves.
fn reachable(emitted: &Emitted, roots: &[&str]) -> BTreeSet<String> {
    struct Names(Vec<String>);
    impl<'ast> Visit<'ast> for Names {
        fn visit_ident(&mut self, ident: &'ast Ident) {
            self.0.push(ident.to_string());
        }
    }
    let mut waiting = Names(roots.iter().map(|&root| root.to_owned()).collect());
    let mut seen = BTreeSet::new();
    while let Some(name) = waiting.0.pop() {
        if let Some(item) = emitted.items.get(&name).filter(|_| !seen.contains(&name)) {
            types(item).into_iter().for_each(|ty| waiting.visit_type(ty));
            seen.insert(name);
        }
    }
    seen
}

/// A struct, without the field of one key where it is a branch that a tag tells.
fn model(
    name: &Ident,
    item: &ItemStruct,
    keys: &[String],
    presence: &[u8],
    without: Option<&str>,
) -> TokenStream {
    let letters = presence.iter().copied().map(Some).chain(std::iter::repeat(None));
    let keys = keys.iter().map(Some).chain(std::iter::repeat(None));
    let fields = item.fields.iter().zip(keys.zip(letters));
    let fields = fields.filter(|(_, (key, _))| without.is_none() || key.map(String::as_str) != without);
    let fields = fields.map(|(field, (key, letter))| model_field(field, key, letter));
    quote! {
        #[derive(Deserialize, Serialize)]
        pub struct #name { #(#fields),* }
    }
}

fn model_field(field: &Field, key: Option<&String>, letter: Option<u8>) -> TokenStream {
    let Field { ident, ty, .. } = field;
    let serde = match (key, letter) {
        (None, _) => quote!(flatten),
        (Some(key), Some(b'o')) => quote!(rename = #key, skip_serializing_if = "Option::is_none"),
        (Some(key), Some(b'n')) => {
            quote!(rename = #key, default, deserialize_with = "some", skip_serializing_if = "Option::is_none")
        }
        (Some(key), _) => quote!(rename = #key),
    };
    quote!(#[serde(#serde)] #ident: #ty)
}

fn texts(name: &Ident, values: &[(String, String)], is_open: bool) -> TokenStream {
    let variants = values.iter().map(|(value, variant)| {
        let variant = format_ident!("{variant}");
        quote!(#[serde(rename = #value)] #variant)
    });
    let other = is_open.then(|| {
        quote!(
            #[serde(untagged)]
            Other(String)
        )
    });
    quote! {
        #[derive(Deserialize, Serialize)]
        pub enum #name { #(#variants,)* #other }
    }
}

fn integers(name: &Ident) -> TokenStream {
    quote! {
        #[derive(Deserialize, Serialize)]
        pub struct #name(i64);
    }
}

/// One of several types: by its tag where all branches are objects, and in turn otherwise.
fn union(emitted: &Emitted, item: &ItemEnum, tag: Option<&Tag>) -> TokenStream {
    if let Some(twin) = tag.and_then(|tag| tagged(emitted, item, tag)) {
        return twin;
    }
    let name = &item.ident;
    let variants = item.variants.iter().map(|variant| {
        let (name, fields) = (&variant.ident, &variant.fields);
        quote!(#name #fields)
    });
    quote! {
        #[derive(Deserialize, Serialize)]
        #[serde(untagged)]
        pub enum #name { #(#variants),* }
    }
}

/// A tag is no field of its branches, for serde takes it out of them.
fn tagged(emitted: &Emitted, item: &ItemEnum, tag: &Tag) -> Option<TokenStream> {
    let (name, property) = (&item.ident, &tag.property);
    let (mut variants, mut structs) = (Vec::new(), Vec::new());
    for (index, variant) in item.variants.iter().enumerate() {
        let mut values = tag.values.iter().filter(|(_, branch)| *branch == index).map(|(value, _)| value);
        // The one for values of unknown tags has none.
        let Some(first) = values.next() else { continue };
        let branch = of_struct(variant.fields.iter().next().map(|field| &field.ty)?)?;
        let (Some(Item::Struct(of)), Some(Told::Model { keys, presence })) =
            (emitted.items.get(&branch), emitted.told.get(&branch))
        else {
            return None;
        };
        let (variant, ty) = (&variant.ident, format_ident!("{}Of{}", variant.ident, name));
        structs.push(model(&ty, of, keys, presence, Some(property)));
        variants.push(quote!(#[serde(rename = #first, #(alias = #values),*)] #variant(#ty)));
    }
    Some(quote! {
        #(#structs)*
        #[derive(Deserialize, Serialize)]
        #[serde(tag = #property)]
        pub enum #name { #(#variants),* }
    })
}

/// The name of a type that is no more than one.
fn of_struct(ty: &Type) -> Option<String> {
    match ty {
        Type::Path(path) => path.path.get_ident().map(ToString::to_string),
        _ => None,
    }
}
