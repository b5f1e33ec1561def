//! Pieces of syntax, built without a parser: `parse_quote!` reads every piece anew at each level it is put into, and
//! that was most of the time of a run. What is emitted once per field, per type or per operation is built here; what is
//! emitted once per crate may be quoted.

mod expr;
mod ident;
mod item;
mod ty;

pub(in crate::emit) use expr::*;
pub(in crate::emit) use ident::ident;
pub(in crate::emit) use item::*;
pub(in crate::emit) use ty::*;

use proc_macro2::TokenStream;
use syn::punctuated::{Pair, Punctuated};
use syn::{AttrStyle, Attribute, Ident, MetaList, MetaNameValue, Path, PathSegment};
use syn::{MacroDelimiter, Meta, PathArguments};

/// A path of plain segments: `a::b`.
pub(in crate::emit) fn path(segments: &[&str]) -> Path {
    match segments {
        // Most are no more than a name, which needs no list to be put together.
        [name] => Path::from(ident(name)),
        _ => path_of(segments.iter().map(|segment| ident(segment))),
    }
}

/// A path of identifiers.
pub(in crate::emit) fn path_of(segments: impl IntoIterator<Item = Ident>) -> Path {
    let segments = segments.into_iter().map(|ident| PathSegment { ident, arguments: PathArguments::None });
    Path { leading_colon: None, segments: list(segments) }
}

/// A doc comment, by the mark of its text (see [`comments`](crate::print::comments)).
pub(in crate::emit) fn doc_comment(mark: &str) -> Attribute {
    let value = text(mark);
    attribute(Meta::NameValue(MetaNameValue { path: path(&["doc"]), eq_token: Default::default(), value }))
}

/// `#[name]`.
pub(in crate::emit) fn marker(name: &str) -> Attribute {
    attribute(Meta::Path(path(&[name])))
}

/// `#[name(tokens)]`.
pub(in crate::emit) fn marker_of(name: &str, tokens: TokenStream) -> Attribute {
    let delimiter = MacroDelimiter::Paren(Default::default());
    attribute(Meta::List(MetaList { path: path(&[name]), delimiter, tokens }))
}

fn attribute(meta: Meta) -> Attribute {
    let (pound_token, bracket_token) = Default::default();
    Attribute { pound_token, style: AttrStyle::Outer, bracket_token, meta }
}

/// A list with a separator after each but the last.
fn list<T, P: Default>(items: impl IntoIterator<Item = T>) -> Punctuated<T, P> {
    let items = items.into_iter();
    if items.size_hint() == (1, Some(1)) {
        // Most lists are of one, which needs no room for others.
        let mut list = Punctuated::new();
        items.for_each(|only| list.push_value(only));
        return list;
    }
    let mut list = trailing(items);
    list.pop_punct();
    list
}

/// A list with a separator after each. In pairs: an item by itself would be put into a box, and out of it for the next one.
fn trailing<T, P: Default>(items: impl IntoIterator<Item = T>) -> Punctuated<T, P> {
    items.into_iter().map(|item| Pair::Punctuated(item, P::default())).collect()
}
