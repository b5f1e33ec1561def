//! Who calls.

use super::style::encode;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, COOKIE, HeaderName, HeaderValue};
use http::{Request, Uri};
use std::fmt;

/// Who calls, and how that is proved. `Debug` shows no secret.
#[derive(Clone, Default)]
pub struct Credentials {
    parts: Vec<Part>,
}

#[derive(Clone)]
enum Part {
    Bearer(String),
    Basic(String, String),
    Header(String, String),
    Query(String, String),
    Cookie(String, String),
}

impl Credentials {
    /// Nobody in particular.
    pub fn none() -> Self {
        Self::default()
    }

    /// A token, sent as `Authorization: Bearer` (RFC 6750, section 2.1).
    pub fn bearer(token: impl Into<String>) -> Self {
        Self { parts: vec![Part::Bearer(token.into())] }
    }

    /// A name and a password, sent as `Authorization: Basic` (RFC 7617). The name cannot hold a colon.
    pub fn basic(username: impl Into<String>, password: impl Into<String>) -> Self {
        Self { parts: vec![Part::Basic(username.into(), password.into())] }
    }

    /// A key, sent in a header.
    pub fn api_key_header(name: impl Into<String>, key: impl Into<String>) -> Self {
        Self { parts: vec![Part::Header(name.into(), key.into())] }
    }

    /// A key, sent in the query. Prefer any other way: URLs are logged everywhere.
    pub fn api_key_query(name: impl Into<String>, key: impl Into<String>) -> Self {
        Self { parts: vec![Part::Query(name.into(), key.into())] }
    }

    /// A key, sent in a cookie.
    pub fn api_key_cookie(name: impl Into<String>, key: impl Into<String>) -> Self {
        Self { parts: vec![Part::Cookie(name.into(), key.into())] }
    }

    /// These and others: for services that ask for two keys.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.parts.extend(other.parts);
        self
    }

    /// The form in which they are sent.
    pub(super) fn prepare(&self) -> Result<Prepared, CredentialsError> {
        let mut prepared = Prepared::default();
        for part in &self.parts {
            match part {
                Part::Bearer(token) if token.trim().is_empty() => {
                    return Err(CredentialsError("the token is empty"));
                }
                Part::Bearer(token) => prepared.header(AUTHORIZATION, &format!("Bearer {token}"))?,
                Part::Basic(name, _) if name.contains(':') => {
                    return Err(CredentialsError("the user name contains a colon"));
                }
                Part::Basic(name, password) => {
                    let text = STANDARD.encode(format!("{name}:{password}"));
                    prepared.header(AUTHORIZATION, &format!("Basic {text}"))?;
                }
                Part::Header(name, key) => {
                    let name = HeaderName::from_bytes(name.as_bytes());
                    prepared
                        .header(name.map_err(|_| CredentialsError("the name of a header is none"))?, key)?;
                }
                Part::Query(name, key) => prepared.query.push((encode(name), encode(key))),
                Part::Cookie(name, key) => prepared.cookies.push(format!("{name}={}", encode(key))),
            }
        }
        Ok(prepared)
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials")?;
        f.debug_list().entries(&self.parts).finish()
    }
}

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bearer(_) => f.write_str("bearer"),
            Self::Basic(..) => f.write_str("basic"),
            Self::Header(name, _) => write!(f, "header {name}"),
            Self::Query(name, _) => write!(f, "query {name}"),
            Self::Cookie(name, _) => write!(f, "cookie {name}"),
        }
    }
}

/// Why credentials cannot be sent. Does not repeat them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CredentialsError(&'static str);

impl std::error::Error for CredentialsError {}

impl fmt::Display for CredentialsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the credentials cannot be used: {}", self.0)
    }
}

/// Credentials in the form in which they are sent.
#[derive(Clone, Default)]
pub(super) struct Prepared {
    headers: Vec<(HeaderName, HeaderValue)>,
    query: Vec<(String, String)>,
    cookies: Vec<String>,
}

impl Prepared {
    fn header(&mut self, name: HeaderName, value: &str) -> Result<(), CredentialsError> {
        let refuse =
            |_| CredentialsError("they contain a line break or another character that no header can hold");
        let mut value = HeaderValue::from_str(value).map_err(refuse)?;
        value.set_sensitive(true);
        self.headers.push((name, value));
        Ok(())
    }

    /// Adds the credentials to a request.
    pub(super) fn apply<B>(&self, request: &mut Request<B>) -> Result<(), http::Error> {
        for (name, value) in &self.headers {
            request.headers_mut().insert(name.clone(), value.clone());
        }
        if !self.cookies.is_empty() {
            let known = request.headers().get(COOKIE).and_then(|known| known.to_str().ok());
            let all: Vec<&str> = known.into_iter().chain(self.cookies.iter().map(String::as_str)).collect();
            let mut value = HeaderValue::try_from(all.join("; "))?;
            value.set_sensitive(true);
            request.headers_mut().insert(COOKIE, value);
        }
        if !self.query.is_empty() {
            let mut uri = request.uri().to_string();
            for (name, key) in &self.query {
                let separator = if uri.contains('?') { '&' } else { '?' };
                uri = format!("{uri}{separator}{name}={key}");
            }
            *request.uri_mut() = uri.parse::<Uri>()?;
        }
        Ok(())
    }
}
