//! The imports of a module: those of a fixed list that its items use.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use syn::punctuated::Punctuated;
use syn::{Item, Token, parse_quote};

/// The names that emitted code uses, and the path before each.
const KNOWN: &[(&str, &str)] = &[
    ("models", "crate"),
    ("operations", "crate"),
    ("runtime", "crate"),
    ("BTreeMap", "std::collections"),
    ("Bytes", "bytes"),
    ("DateTime", "chrono"),
    ("NaiveDate", "chrono"),
    ("Utc", "chrono"),
    ("Value", "serde_json"),
    ("HeaderValue", "http"),
    ("Builder", "crate::runtime"),
    ("Call", "crate::runtime"),
    ("Client", "crate::runtime"),
    ("Credentials", "crate::runtime"),
    ("Error", "crate::runtime"),
    ("Method", "crate::runtime"),
    ("Operation", "crate::runtime"),
    ("Route", "crate::runtime"),
    ("Style", "crate::runtime"),
    ("Violations", "crate::runtime"),
];

/// The imports that some items need, in order. `own` are names that the module declares itself.
pub(super) fn imports(items: &[Item], own: &HashSet<String>) -> Vec<Item> {
    let mut used = HashSet::new();
    for item in items {
        collect(item.to_token_stream(), &mut used);
    }
    let mut paths: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (name, path) in KNOWN {
        if used.contains(*name) && !own.contains(*name) {
            paths.entry(path).or_default().insert(name);
        }
    }
    merge_runtime(&mut paths);
    let (own, foreign): (Vec<_>, Vec<_>) = paths.into_iter().partition(|(path, _)| path.starts_with("crate"));
    own.into_iter().chain(foreign).map(|(path, names)| use_of(path, &names)).collect()
}

/// `use crate::runtime;` and `use crate::runtime::X;` are one import.
fn merge_runtime(paths: &mut BTreeMap<&str, BTreeSet<&str>>) {
    let Some(inner) = paths.get_mut("crate::runtime") else { return };
    inner.insert("self");
    let Some(outer) = paths.get_mut("crate") else {
        paths.entry("crate::runtime").or_default().remove("self");
        return;
    };
    if !outer.remove("runtime") {
        paths.entry("crate::runtime").or_default().remove("self");
    } else if outer.is_empty() {
        paths.remove("crate");
    }
}

fn use_of(path: &str, names: &BTreeSet<&str>) -> Item {
    // In this order, as `self` comes first.
    let (own, others): (Vec<&&str>, Vec<&&str>) = names.iter().partition(|name| **name == "self");
    let names: Vec<TokenStream> = own.iter().chain(&others).map(|name| token(name)).collect();
    let mut segments: Punctuated<TokenStream, Token![::]> = Punctuated::new();
    segments.extend(path.split("::").map(token));
    match names.as_slice() {
        [only] => parse_quote!(use #segments::#only;),
        _ => parse_quote!(use #segments::{#(#names),*};),
    }
}

fn token(name: &str) -> TokenStream {
    match name {
        "crate" => quote!(crate),
        "self" => quote!(self),
        name => super::types::ident(name).into_token_stream(),
    }
}

/// Every identifier in a stream. Documentation is literals, so it does not count.
fn collect(tokens: TokenStream, used: &mut HashSet<String>) {
    for tree in tokens {
        match tree {
            TokenTree::Ident(ident) => {
                used.insert(ident.to_string());
            }
            TokenTree::Group(group) => collect(group.stream(), used),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}
