//! The module `credentials`: the constructors that the configuration names.

use super::documentation::doc;
use super::syntax::{ident, implementation, plain};
use crate::config::{Config, CredentialsEntry, Template};
use crate::name::words::snake;
use syn::{Expr, FnArg, Generics, ImplItem, Item, Stmt, parse_quote};

/// An `impl` with a constructor for each entry of the configuration; nothing when there is none.
pub(super) fn items(config: &Config) -> Vec<Item> {
    let constructors: Vec<ImplItem> =
        config.credentials.iter().map(|(name, entry)| constructor(name, entry)).collect();
    if constructors.is_empty() {
        return Vec::new();
    }
    let constructors = implementation(Generics::default(), None, plain("Credentials"), constructors);
    vec![
        parse_quote!(
            use crate::runtime::Credentials;
        ),
        constructors,
    ]
}

fn constructor(name: &str, entry: &CredentialsEntry) -> ImplItem {
    let (description, templates, call): (_, Vec<&Template>, Expr) = match entry {
        CredentialsEntry::Basic { description, username, password } => {
            let (user, pass) = (value(username), value(password));
            (description, vec![username, password], parse_quote!(Self::basic(#user, #pass)))
        }
        CredentialsEntry::Bearer { description, token } => {
            let token_value = value(token);
            (description, vec![token], parse_quote!(Self::bearer(#token_value)))
        }
        CredentialsEntry::Header { description, name, value: template } => {
            let header_value = value(template);
            (description, vec![template], parse_quote!(Self::api_key_header(#name, #header_value)))
        }
    };
    let mut names: Vec<String> = Vec::new();
    for argument in templates.iter().flat_map(|template| template.arguments()) {
        if !names.iter().any(|known| known == argument) {
            names.push(argument.to_owned());
        }
    }
    let arguments = names.iter().map(|name| -> FnArg {
        let name = argument(name);
        parse_quote!(#name: impl AsRef<str>)
    });
    let bindings = names.iter().map(|name| -> Stmt {
        let name = argument(name);
        parse_quote!(let #name = #name.as_ref();)
    });
    let fallback = format!("The credentials called `{name}`.");
    let docs = doc(description.as_deref().unwrap_or(&fallback));
    let method = ident(&snake(name).unwrap_or_else(|| "configured".to_owned()));
    parse_quote! {
        #(#docs)*
        pub fn #method(#(#arguments),*) -> Self {
            #(#bindings)*
            #call
        }
    }
}

fn argument(name: &str) -> syn::Ident {
    ident(&snake(name).unwrap_or_else(|| "value".to_owned()))
}

/// The text that a template makes of the arguments.
fn value(template: &Template) -> Expr {
    if let Some(name) = template.lone_argument() {
        let name = argument(name);
        return parse_quote!(#name);
    }
    let format = template.format_string(|name| argument(name).to_string());
    parse_quote!(format!(#format))
}
