//! The tests of the examples that the document carries.

use super::{Context, Input, Module, Scope, manifest, types};
use crate::emit::imports::Imports;
use crate::ir::Example;
use quote::{ToTokens, quote};
use serde_json::json;
use std::collections::BTreeMap;
use syn::{Ident, Item, Type, UseTree, parse_quote};

/// The part that is the same for all crates.
const ROUND_TRIP: &str = include_str!("round_trip.rs");

/// The examples, for the tests to read: one on each line.
const DATA: &str = "examples.jsonl";

/// The test and the texts that stand beside it, each with its path; nothing where there are no examples.
pub(super) fn test(cx: &Context<'_>, input: &Input<'_>) -> Option<(Module, [(String, String); 2])> {
    if input.api.examples.is_empty() {
        return None;
    }
    let imports = Imports::default();
    let cx = Context { scope: Scope::Elsewhere, imports: &imports, ..*cx };
    let mut types = BTreeMap::new();
    let mut lines = String::new();
    for example in &input.api.examples {
        let ty = types::value_type(&cx, example.ty);
        let name = ty.to_token_stream().to_string().replace(' ', "");
        lines.push_str(&line(example, &name));
        types.insert(name, ty);
    }
    let library = types::ident(&manifest::library_name(input.config, input.api));
    let items = [uses(&imports, &library), rest(&types)].concat();
    let header = "//! Every valid example of the document survives being decoded and encoded again.\n";
    let module = Module { path: path("main.rs"), header: header.to_owned(), items };
    Some((module, [(path("round_trip.rs"), ROUND_TRIP.to_owned()), (path(DATA), lines)]))
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
    [vec![module, own], items].concat()
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
