//! The imports of a module: those of a fixed list that its items use.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use std::collections::HashSet;
use syn::{Item, ItemUse, parse_quote};

/// The names that emitted code uses without a path, and the module each comes from.
const KNOWN: &[(&str, &str)] = &[
    ("BTreeMap", "std::collections"),
    ("Bytes", "bytes"),
    ("DateTime", "chrono"),
    ("NaiveDate", "chrono"),
    ("Utc", "chrono"),
    ("Value", "serde_json"),
    ("HeaderValue", "http"),
    ("Bound", "crate::runtime"),
    ("Branch", "crate::runtime"),
    ("Builder", "crate::runtime"),
    ("Call", "crate::runtime"),
    ("Client", "crate::runtime"),
    ("Credentials", "crate::runtime"),
    ("Error", "crate::runtime"),
    ("Kinds", "crate::runtime"),
    ("MapSlot", "crate::runtime"),
    ("Method", "crate::runtime"),
    ("Model", "crate::runtime"),
    ("OpenEnum", "crate::runtime"),
    ("Operation", "crate::runtime"),
    ("Route", "crate::runtime"),
    ("Rule", "crate::runtime"),
    ("Shape", "crate::runtime"),
    ("Slot", "crate::runtime"),
    ("Style", "crate::runtime"),
    ("Union", "crate::runtime"),
    ("UnionShape", "crate::runtime"),
    ("Violations", "crate::runtime"),
];

/// Modules that emitted code names in paths.
const MODULES: &[(&str, &str)] = &[("models", "crate"), ("operations", "crate"), ("runtime", "crate")];

/// The imports that some items need. `own` are names that the module declares itself.
pub(super) fn imports(items: &[Item], own: &HashSet<String>) -> Vec<Item> {
    let mut used = HashSet::new();
    for item in items {
        collect(item.to_token_stream(), &mut used);
    }
    let mut modules: Vec<&str> = KNOWN.iter().map(|(_, module)| *module).collect();
    modules.sort_unstable();
    modules.dedup();
    let is_used = |name: &str| used.contains(name) && !own.contains(name);
    let mut uses: Vec<Item> = Vec::new();
    let crates: Vec<&str> = MODULES.iter().filter(|(name, _)| is_used(name)).map(|(name, _)| *name).collect();
    uses.extend(use_of("crate", &crates));
    for module in modules {
        let names = KNOWN.iter().filter(|(name, from)| *from == module && is_used(name));
        let names: Vec<&str> = names.map(|(name, _)| *name).collect();
        uses.extend(use_of(module, &names));
    }
    uses
}

fn use_of(module: &str, names: &[&str]) -> Option<Item> {
    let names: Vec<syn::Ident> = names.iter().map(|name| super::types::ident(name)).collect();
    let mut path: syn::punctuated::Punctuated<syn::Ident, syn::Token![::]> = Default::default();
    path.extend(module.split("::").map(super::types::ident));
    let item: ItemUse = match names.as_slice() {
        [] => return None,
        [only] => parse_quote!(use #path::#only;),
        _ => parse_quote!(use #path::{#(#names),*};),
    };
    Some(Item::Use(item))
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
