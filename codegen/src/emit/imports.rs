//! The imports of a module: emission notes what it names without a path.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use syn::punctuated::Punctuated;
use syn::{Item, Token, parse_quote};

/// The names that a module uses, by the path before each.
#[derive(Clone, Debug, Default)]
pub struct Imports {
    names: RefCell<BTreeMap<&'static str, BTreeSet<Cow<'static, str>>>>,
}

impl Imports {
    /// Adds those of another part of the module.
    pub fn merge(&self, other: &Self) {
        for (path, names) in &*other.names.borrow() {
            self.names.borrow_mut().entry(path).or_default().extend(names.iter().cloned());
        }
    }

    /// Notes that a name is used.
    pub(super) fn add(&self, path: &'static str, name: impl Into<Cow<'static, str>>) {
        self.names.borrow_mut().entry(path).or_default().insert(name.into());
    }

    /// Notes that several names of one path are used.
    pub(super) fn add_all(&self, path: &'static str, names: &[&'static str]) {
        names.iter().for_each(|name| self.add(path, *name));
    }

    /// The imports, those of the crate itself first.
    pub(super) fn items(&self) -> Vec<Item> {
        let names = self.names.borrow();
        let (own, foreign): (Vec<_>, Vec<_>) = names.iter().partition(|(path, _)| is_own(path));
        own.into_iter().chain(foreign).map(|(path, names)| import(path, names)).collect()
    }
}

/// Whether a path is of the crate itself.
fn is_own(path: &str) -> bool {
    path.starts_with("crate") || path == "super"
}

fn import(path: &str, names: &BTreeSet<Cow<'static, str>>) -> Item {
    // `self` comes first wherever it stands.
    let (own, others): (Vec<_>, Vec<_>) = names.iter().partition(|name| *name == "self");
    let names: Vec<TokenStream> = own.into_iter().chain(others).map(|name| token(name)).collect();
    let mut segments: Punctuated<TokenStream, Token![::]> = Punctuated::new();
    segments.extend(path.split("::").map(token));
    match names.as_slice() {
        [only] if only.to_string() == "self" => parse_quote!(use #segments;),
        [only] => parse_quote!(use #segments::#only;),
        _ => parse_quote!(use #segments::{#(#names),*};),
    }
}

fn token(name: &str) -> TokenStream {
    match name {
        "crate" => quote!(crate),
        "self" => quote!(self),
        "super" => quote!(super),
        name => super::types::ident(name).into_token_stream(),
    }
}
