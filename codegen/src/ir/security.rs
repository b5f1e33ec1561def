//! Where a service is, and who may call it.

use super::{Docs, TypeId};
use crate::pointer::Pointer;

/// A base URL (OpenAPI 3.0, section 4.7.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// The URL as written: a template keeps its braces.
    pub url: String,
    /// What the document says of it.
    pub description: Option<String>,
    /// The variables of a template, as an object with a property for each.
    pub variables: Option<TypeId>,
    /// Where it stands.
    pub at: Pointer,
}

/// A way to prove who calls (OpenAPI 3.0, section 4.7.27).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityScheme {
    /// Its key in the document.
    pub name: String,
    /// What it is.
    pub kind: SchemeKind,
    /// What the document says of it.
    pub docs: Docs,
}

/// What a security scheme asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// A name and a password (RFC 7617).
    Basic,
    /// A token (RFC 6750).
    Bearer,
    /// Another scheme of the `Authorization` header.
    Http(String),
    /// A key in a header.
    HeaderKey(String),
    /// A key in the query.
    QueryKey(String),
    /// A key in a cookie.
    CookieKey(String),
    /// A token that OAuth 2 hands out.
    OAuth2(Vec<Flow>),
    /// A token that an OpenID provider hands out, discovered at an address.
    OpenIdConnect(String),
}

/// A way to get a token (OpenAPI 3.0, section 4.7.29).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// Which way.
    pub kind: FlowKind,
    /// Where a person grants it.
    pub authorization_url: Option<String>,
    /// Where the token is handed out.
    pub token_url: Option<String>,
    /// Where it is renewed.
    pub refresh_url: Option<String>,
    /// What it can allow, each with its description.
    pub scopes: Vec<(String, String)>,
}

/// The flows of OAuth 2 (OpenAPI 3.0, section 4.7.28).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum FlowKind {
    Implicit,
    Password,
    ClientCredentials,
    AuthorizationCode,
}

/// Schemes that are all needed together (OpenAPI 3.0, section 4.7.30).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// The name of each scheme, and the scopes that it must allow.
    pub schemes: Vec<(String, Vec<String>)>,
}

/// A request that the service makes, to an address of the caller's (OpenAPI 3.0, section 4.7.18; 3.1, `webhooks`).
#[derive(Clone, Debug)]
pub struct Event {
    /// The operation that asks for it; `None` for a webhook.
    pub operation: Option<usize>,
    /// Its name in the document.
    pub name: String,
    /// The method.
    pub method: super::Method,
    /// What the body is made of.
    pub payload: TypeId,
    /// What the document says of it.
    pub docs: Docs,
    /// Where it stands.
    pub at: Pointer,
}
