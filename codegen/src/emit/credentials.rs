//! The module `credentials`: the constructors that the configuration and the security schemes name.

use super::Context;
use super::documentation::{code, doc, markdown};
use super::oauth2;
use super::syntax::{call, global, ident, implementation, plain, slice, text};
use crate::config::{CredentialsEntry, Template};
use crate::ir::{Operation, Requirement, SchemeKind, SecurityScheme};
use crate::name::configured_name;
use crate::name::words::snake;
use syn::{Expr, FnArg, Generics, ImplItem, Item, Stmt, parse_quote};

/// Whether there are constructors beside those that every crate has.
pub(super) fn is_any(cx: &Context<'_>) -> bool {
    !cx.config.credentials.is_empty() || schemes(cx).next().is_some() || oauth2::is_any(cx.api, cx.names)
}

/// An `impl` with a constructor for each entry of the configuration, and for each security scheme of the document that it
/// does not name.
pub(super) fn items(cx: &Context<'_>) -> Vec<Item> {
    let entries = &cx.config.credentials;
    let mut constructors: Vec<ImplItem> =
        entries.iter().map(|(name, entry)| constructor(name, entry.get_ref())).collect();
    constructors.extend(schemes(cx).map(|(scheme, method)| of_scheme(cx, scheme, method)));
    let is_any = !constructors.is_empty();
    let own = is_any.then(|| implementation(Generics::default(), None, plain("Credentials"), constructors));
    let tokens = oauth2::item(cx);
    let imports: Option<Item> = match (is_any, cx.needs.has("oauth2")) {
        (true, true) => Some(parse_quote!(
            use crate::runtime::{Credentials, OAuth2};
        )),
        (true, false) => Some(parse_quote!(
            use crate::runtime::Credentials;
        )),
        (false, true) => Some(parse_quote!(
            use crate::runtime::OAuth2;
        )),
        (false, false) => None,
    };
    imports.into_iter().chain(own).chain(tokens).collect()
}

/// The schemes that have a constructor of their own, with its name.
fn schemes<'a>(cx: &Context<'a>) -> impl Iterator<Item = (&'a SecurityScheme, &'a str)> {
    let entries = &cx.config.credentials;
    let is_configured = move |method: &str| entries.keys().any(|name| configured_name(name) == method);
    let names = cx.names.credentials().iter().map(Option::as_deref);
    let pairs = cx.api.security_schemes.iter().zip(names);
    pairs
        .filter_map(|(scheme, method)| Some((scheme, method?)))
        .filter(move |(_, method)| !is_configured(method))
}

/// The schemes that an operation asks for, as an expression; `None` where the document does not say, or where it names one
/// that it does not describe.
pub(super) fn required(cx: &Context<'_>, operation: &Operation) -> Option<Expr> {
    let way = |requirement: &Requirement| {
        let schemes = requirement.schemes.iter();
        let schemes: Option<Vec<Expr>> = schemes.map(|(name, _)| scheme(cx, name)).collect();
        schemes.map(slice)
    };
    let ways: Option<Vec<Expr>> = operation.security.as_ref()?.iter().map(way).collect();
    ways.map(slice)
}

fn scheme(cx: &Context<'_>, name: &str) -> Option<Expr> {
    let named = cx.api.security_schemes.iter().find(|scheme| scheme.name == name)?;
    let of = |variant: &str, argument: &str| call(global(&["runtime", "Scheme", variant]), [text(argument)]);
    Some(match &named.kind {
        SchemeKind::Basic => global(&["runtime", "Scheme", "Basic"]),
        SchemeKind::Bearer | SchemeKind::OAuth2(_) | SchemeKind::OpenIdConnect(_) => {
            global(&["runtime", "Scheme", "Bearer"])
        }
        SchemeKind::Http(_) => of("Header", "Authorization"),
        SchemeKind::HeaderKey(name) => of("Header", name),
        SchemeKind::QueryKey(name) => of("Query", name),
        SchemeKind::CookieKey(name) => of("Cookie", name),
    })
}

/// The constructor to show in an example, with its arguments.
pub(super) fn example(cx: &Context<'_>) -> String {
    let is_simple = |kind: &SchemeKind| matches!(kind, SchemeKind::Basic);
    let found = match cx.config.credentials.is_empty() {
        true => schemes(cx).next(),
        false => None,
    };
    match found {
        Some((scheme, method)) if is_simple(&scheme.kind) => {
            format!("Credentials::{method}(\"a name\", \"a password\")")
        }
        Some((scheme, method)) if is_key(&scheme.kind) => format!("Credentials::{method}(\"a key\")"),
        Some((_, method)) => format!("Credentials::{method}(\"a token\")"),
        None => "Credentials::bearer(\"a token\")".to_owned(),
    }
}

fn is_key(kind: &SchemeKind) -> bool {
    matches!(kind, SchemeKind::HeaderKey(_) | SchemeKind::QueryKey(_) | SchemeKind::CookieKey(_))
}

fn of_scheme(cx: &Context<'_>, scheme: &SecurityScheme, method: &str) -> ImplItem {
    let (call, arguments, how): (Expr, Vec<FnArg>, String) = match &scheme.kind {
        SchemeKind::Basic => (
            parse_quote!(Self::basic(username, password)),
            vec![parse_quote!(username: impl Into<String>), parse_quote!(password: impl Into<String>)],
            "A name and a password, sent as `Authorization: Basic`.".to_owned(),
        ),
        SchemeKind::HeaderKey(name) => key(parse_quote!(api_key_header), name, "header"),
        SchemeKind::QueryKey(name) => key(parse_quote!(api_key_query), name, "query parameter"),
        SchemeKind::CookieKey(name) => key(parse_quote!(api_key_cookie), name, "cookie"),
        SchemeKind::Bearer | SchemeKind::OAuth2(_) | SchemeKind::OpenIdConnect(_) | SchemeKind::Http(_) => (
            parse_quote!(Self::bearer(token)),
            vec![parse_quote!(token: impl Into<String>)],
            format!(
                "{}, sent as `Authorization: Bearer`.{}",
                token_of(&scheme.kind),
                oauth2::obtained_by(scheme, method)
            ),
        ),
    };
    let text = markdown(cx, &scheme.docs);
    let docs = doc(&if text.is_empty() { how } else { format!("{text}\n\n{how}") });
    let method = ident(method);
    parse_quote! {
        #(#docs)*
        pub fn #method(#(#arguments),*) -> Self {
            #call
        }
    }
}

fn key(constructor: syn::Ident, name: &str, place: &str) -> (Expr, Vec<FnArg>, String) {
    let call = parse_quote!(Self::#constructor(#name, key));
    let how = format!("A key, sent in the {place} {}.", code(name));
    (call, vec![parse_quote!(key: impl Into<String>)], how)
}

fn token_of(kind: &SchemeKind) -> String {
    match kind {
        SchemeKind::OAuth2(flows) => {
            let urls: Vec<String> = flows
                .iter()
                .filter_map(|flow| flow.token_url.as_deref().map(str::trim))
                .filter(|url| !url.is_empty())
                .map(code)
                .collect();
            match urls.is_empty() {
                true => "An access token of OAuth 2".to_owned(),
                false => format!("An access token of OAuth 2, from {}", urls.join(" or ")),
            }
        }
        SchemeKind::OpenIdConnect(url) => {
            format!("An access token of the OpenID provider at {}", code(url))
        }
        _ => "A token".to_owned(),
    }
}

fn constructor(name: &str, entry: &CredentialsEntry) -> ImplItem {
    let (description, templates, call): (_, Vec<Template>, Expr) = match entry {
        CredentialsEntry::Basic { description, username, password } => {
            let (user, pass) = (value(username), value(password));
            (description, vec![username.clone(), password.clone()], parse_quote!(Self::basic(#user, #pass)))
        }
        CredentialsEntry::Bearer { description, token } => {
            let token_value = value(token);
            (description, vec![token.clone()], parse_quote!(Self::bearer(#token_value)))
        }
        CredentialsEntry::Header { description, name, value: template } => {
            let header_value = value(template);
            (description, vec![template.clone()], parse_quote!(Self::api_key_header(#name, #header_value)))
        }
        CredentialsEntry::OAuth2(endpoint) => {
            let made = oauth2::configured(endpoint);
            (&endpoint.description, oauth2::templates(endpoint), parse_quote!(Self::from(#made)))
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
    let method = ident(&configured_name(name));
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
pub(super) fn value(template: &Template) -> Expr {
    if let Some(name) = template.lone_argument() {
        let name = argument(name);
        return parse_quote!(#name);
    }
    if let Some(text) = template.fixed() {
        return parse_quote!(#text);
    }
    let format = template.format_string(|name| argument(name).to_string());
    parse_quote!(format!(#format))
}
