//! The module `servers`: addresses with variables.

use super::Context;
use super::documentation::{code, doc};
use super::types::type_ident;
use crate::ir::{Api, Server, Shape, TypeId};
use std::collections::HashSet;
use syn::{Expr, Item, parse_quote};

/// Whether there are such addresses.
pub(super) fn is_any(api: &Api) -> bool {
    api.all_servers().any(|server| server.variables.is_some())
}

/// A method for each address that is a template.
pub(super) fn items(cx: &Context<'_>) -> Vec<Item> {
    let mut seen = HashSet::new();
    let servers = cx.api.all_servers().filter_map(|server| Some((server, server.variables?)));
    let addresses = servers.filter(|(_, id)| seen.insert(*id)).map(|(server, id)| address(cx, server, id));
    let uses = parse_quote!(
        use crate::runtime::{self, BaseUrl, BaseUrlError};
    );
    std::iter::once(uses).chain(addresses).collect()
}

fn address(cx: &Context<'_>, server: &Server, id: TypeId) -> Item {
    let name = type_ident(cx, id);
    let url = &server.url;
    let defaults = match &cx.api.types[id].shape {
        Shape::Object(object) => object.properties.as_slice(),
        _ => &[],
    };
    let defaults = defaults.iter().map(|property| -> Expr {
        let (name, default) = (&property.name, property.default.as_ref());
        let default = default.and_then(|default| default.as_str()).unwrap_or_default();
        parse_quote!((#name, #default))
    });
    let shown = code(url);
    let is_relative = !url.contains("://") && !url.starts_with("//");
    let (docs, argument, origin): (String, Option<syn::FnArg>, Expr) = match is_relative {
        true => (
            format!(
                "The address {shown} on an origin such as `https://api.example.com`, with these variables."
            ),
            Some(parse_quote!(origin: &str)),
            parse_quote!(origin),
        ),
        false => (format!("The address {shown} with these variables."), None, parse_quote!("")),
    };
    let docs = doc(&format!("{docs}\n\n# Errors\nWhat comes out is no address."));
    parse_quote! {
        impl crate::models::#name {
            #(#docs)*
            pub fn url(&self, #argument) -> Result<BaseUrl, BaseUrlError> {
                runtime::address(#origin, #url, self, &[#(#defaults),*])
            }
        }
    }
}
