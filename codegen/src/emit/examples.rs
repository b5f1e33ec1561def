//! The tests of the examples that the document carries.

use super::imports::Imports;
use super::{Context, manifest, types};
use crate::ir::{Api, Example};
use quote::{ToTokens, quote};
use serde_json::json;
use std::collections::BTreeMap;
use syn::{Ident, Item, Type, UseTree, parse_quote};

/// The part that is the same for all crates.
const ROUND_TRIP: &str = include_str!("round_trip.rs");

/// The examples, for the tests to read: one on each line.
const DATA: &str = "examples.jsonl";

/// Whether there are examples to test.
pub(super) fn is_any(api: &Api) -> bool {
    !api.examples.is_empty()
}

/// What stands above the items of the test. What is deprecated has examples, too.
pub(super) const HEADER: &str = "//! Every valid example of the document survives being decoded and encoded again.\n\n\
                                 #![allow(deprecated)]\n";

/// The test, imports included.
pub(super) fn items(cx: &Context<'_>) -> Vec<Item> {
    let types = cx.api.examples.iter().map(|example| {
        let ty = types::value_type(cx, example.ty);
        (name(&ty), ty)
    });
    let rest = rest(&types.collect());
    let library = types::ident(&manifest::library_name(cx.config, cx.api));
    [uses(cx.imports, &library), rest].concat()
}

/// The texts that stand beside the test, each with its path.
pub(super) fn texts(cx: &Context<'_>) -> [(String, String); 2] {
    let lines =
        cx.api.examples.iter().map(|example| line(example, &name(&types::value_type(cx, example.ty))));
    [(path("round_trip.rs"), ROUND_TRIP.to_owned()), (path(DATA), lines.collect())]
}

/// The type as the examples name it.
fn name(ty: &Type) -> String {
    ty.to_token_stream().to_string().replace(' ', "")
}

fn path(name: &str) -> String {
    format!("tests/examples/{name}")
}

fn line(example: &Example, name: &str) -> String {
    let mut line = json!({ "at": example.at.as_str(), "type": name, "value": example.value });
    if !example.undescribed.is_empty() {
        let undescribed: Vec<&str> = example.undescribed.iter().map(|pointer| pointer.as_str()).collect();
        line["undescribed"] = json!(undescribed);
    }
    format!("{line}\n")
}

/// The imports, those of the crate by its name: a test is another crate.
fn uses(imports: &Imports, library: &Ident) -> Vec<Item> {
    let mut items = imports.items();
    for item in &mut items {
        if let Item::Use(import) = item
            && let UseTree::Path(path) = &mut import.tree
            && path.ident == "crate"
        {
            path.ident = library.clone();
        }
    }
    let own = parse_quote!(
        use round_trip::{RoundTrip, again};
    );
    let module = parse_quote!(
        mod round_trip;
    );
    let runtime = parse_quote!(
        use #library::runtime;
    );
    [vec![module, own, runtime], items].concat()
}

fn rest(types: &BTreeMap<String, Type>) -> Vec<Item> {
    let rows = types.iter().map(|(name, ty)| quote!((#name, again::<#ty>)));
    vec![
        parse_quote! {
            /// The types that there are examples of.
            const TYPES: &[(&str, RoundTrip)] = &[#(#rows),*];
        },
        parse_quote! {
            #[test]
            fn every_example_survives() {
                round_trip::run(TYPES, include_str!(#DATA));
            }
        },
    ]
}
