//! Constructors of `OAuth2`: the ways to tokens that the security schemes name, and those of the configuration.

use super::Context;
use super::credentials::value;
use super::documentation::{doc, markdown};
use super::syntax::{ident, implementation, plain};
use crate::config::{Config, CredentialsEntry, Template, TokenEndpoint};
use crate::ir::{Api, Docs, Flow, FlowKind, SchemeKind, SecurityScheme};
use crate::name::{Names, scheme_name};
use syn::{Expr, FnArg, Generics, ImplItem, Item, parse_quote};

/// What a client can do by itself, under the name that a scheme gives it.
struct Grant<'a> {
    name: String,
    flow: &'a Flow,
    /// Whether it renews what a person has granted; else it gets tokens for itself.
    is_refresh: bool,
}

/// Whether the client can obtain the tokens of any scheme.
pub(super) fn is_any(api: &Api, names: &Names) -> bool {
    all_grants(api, names).next().is_some()
}

/// Whether the configuration says how the client obtains any.
pub(super) fn is_any_configured(config: &Config) -> bool {
    config.credentials.values().any(|entry| matches!(entry.get_ref(), CredentialsEntry::OAuth2(_)))
}

/// An `impl` with a constructor for each grant of each scheme, if there is any.
pub(super) fn item(cx: &Context<'_>) -> Option<Item> {
    // Schemes without a constructor of their own may have names that differ in case only: the first has it.
    let mut grants: Vec<Grant<'_>> = Vec::new();
    for grant in all_grants(cx.api, cx.names) {
        if grants.iter().all(|known| known.method() != grant.method()) {
            grants.push(grant);
        }
    }
    let constructors: Vec<ImplItem> = grants.iter().map(|grant| grant.constructor(cx)).collect();
    let is_any = !constructors.is_empty();
    is_any.then(|| implementation(Generics::default(), None, plain("OAuth2"), constructors))
}

/// A sentence about what obtains the tokens of a scheme of this name; nothing where the client cannot.
pub(super) fn obtained_by(scheme: &SecurityScheme, name: &str) -> String {
    let links: Vec<String> =
        grants(scheme, name).map(|grant| format!("[`OAuth2::{}`]", grant.method())).collect();
    match links.is_empty() {
        true => String::new(),
        false => format!(" The client obtains it by {}.", links.join(" or ")),
    }
}

fn all_grants<'a>(api: &'a Api, names: &'a Names) -> impl Iterator<Item = Grant<'a>> {
    let schemes = api.security_schemes.iter().zip(names.credentials());
    schemes.flat_map(|(scheme, name)| grants(scheme, &name.clone().unwrap_or_else(|| scheme_name(scheme))))
}

/// The flow of a scheme that needs nobody but the client, and that which a refresh token goes on with.
fn grants<'a>(scheme: &'a SecurityScheme, name: &str) -> impl Iterator<Item = Grant<'a>> + use<'a> {
    let flows: &[Flow] = if let SchemeKind::OAuth2(flows) = &scheme.kind { flows } else { &[] };
    let own = flows.iter().find(|flow| flow.kind == FlowKind::ClientCredentials);
    let granted =
        flows.iter().find(|flow| matches!(flow.kind, FlowKind::AuthorizationCode | FlowKind::Password));
    let name = name.to_owned();
    let pairs = own.map(|flow| (flow, false)).into_iter().chain(granted.map(|flow| (flow, true)));
    pairs.map(move |(flow, is_refresh)| Grant { name: name.clone(), flow, is_refresh })
}

impl Grant<'_> {
    fn method(&self) -> String {
        let grant = if self.is_refresh { "refresh_token" } else { "client_credentials" };
        format!("{}_{grant}", self.name)
    }

    /// The address of the token endpoint. What is empty or a template is for the caller to give.
    fn url(&self) -> Option<&str> {
        let refresh = self.flow.refresh_url.as_deref().filter(|_| self.is_refresh).map(str::trim);
        let url = refresh.filter(|url| !url.is_empty()).or(self.flow.token_url.as_deref())?.trim();
        (!url.is_empty() && !url.contains('{')).then_some(url)
    }

    fn constructor(&self, cx: &Context<'_>) -> ImplItem {
        let mut arguments: Vec<FnArg> = Vec::new();
        let url: Expr = match self.url() {
            Some(url) => parse_quote!(#url),
            None => {
                arguments.push(parse_quote!(token_url: impl Into<String>));
                parse_quote!(token_url)
            }
        };
        let (grant, last) = match self.is_refresh {
            true => (ident("refresh_token"), ident("refresh_token")),
            false => (ident("client_credentials"), ident("client_secret")),
        };
        arguments.push(parse_quote!(client_id: impl Into<String>));
        arguments.push(parse_quote!(#last: impl Into<String>));
        let (method, docs) = (ident(&self.method()), doc(&self.documentation(cx)));
        parse_quote! {
            #(#docs)*
            pub fn #method(#(#arguments),*) -> Self {
                Self::#grant(#url, client_id, #last)
            }
        }
    }

    fn documentation(&self, cx: &Context<'_>) -> String {
        let from = self.url().map_or_else(|| "the token endpoint".to_owned(), |url| format!("`{url}`"));
        let mut text = match self.is_refresh {
            true => format!(
                "Tokens for a person who has granted them, from {from}, by a refresh token (RFC 6749, section \
                 6). The secret of a client that has one is added by `.secret(…)`."
            ),
            false => {
                format!("Tokens for the client itself, from {from}, by its secret (RFC 6749, section 4.4).")
            }
        };
        if !self.flow.scopes.is_empty() {
            text.push_str("\n\nThe scopes that there are:\n");
        }
        for (scope, description) in &self.flow.scopes {
            let words = description.split_whitespace().collect::<Vec<_>>().join(" ");
            let colon = if words.is_empty() { "" } else { ": " };
            text.push_str(&format!("\n- `{scope}`{colon}{words}"));
        }
        markdown(cx, &Docs { text: Some(text), ..Docs::default() })
    }
}

/// The `OAuth2` of an entry of the configuration.
pub(super) fn configured(endpoint: &TokenEndpoint) -> Expr {
    let (url, client) = (value(&endpoint.token_url), value(&endpoint.client_id));
    let secret = endpoint.secret().as_ref().map(value);
    let mut made: Expr = match (endpoint.refresh_token.as_ref().map(value), secret) {
        (Some(token), None) => parse_quote!(OAuth2::refresh_token(#url, #client, #token)),
        (Some(token), Some(secret)) => {
            parse_quote!(OAuth2::refresh_token(#url, #client, #token).secret(#secret))
        }
        (None, secret) => parse_quote!(OAuth2::client_credentials(#url, #client, #secret)),
    };
    if !endpoint.scopes.is_empty() {
        let scopes = &endpoint.scopes;
        made = parse_quote!(#made.scopes([#(#scopes),*]));
    }
    for (name, text) in &endpoint.parameters {
        let text = value(text);
        made = parse_quote!(#made.parameter(#name, #text));
    }
    if endpoint.secret_in_body {
        made = parse_quote!(#made.secret_in_body());
    }
    made
}

/// The templates of an entry, in the order in which their placeholders become arguments.
pub(super) fn templates(endpoint: &TokenEndpoint) -> Vec<Template> {
    let first = [endpoint.token_url.clone(), endpoint.client_id.clone()].into_iter();
    let secrets = endpoint.secret().into_iter().chain(endpoint.refresh_token.clone());
    first.chain(secrets).chain(endpoint.parameters.values().cloned()).collect()
}
