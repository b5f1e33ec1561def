//! Who calls.

#[cfg(not(without = "oauth2"))]
use super::base_url::BaseUrl;
#[cfg(not(without = "oauth2"))]
use super::oauth2::OAuth2;
use super::operation::Scheme;
use super::query::parameter;
use super::scalar::encode;
use super::token::TokenSource;
use super::tokens::{Renewal, Source, Tokens};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, COOKIE, HeaderName, HeaderValue};
use http::{Request, Uri};
use std::fmt;
use std::sync::Arc;

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
    Tokens(Arc<Tokens>),
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

    /// A key, sent in a cookie as it is.
    pub fn api_key_cookie(name: impl Into<String>, key: impl Into<String>) -> Self {
        Self { parts: vec![Part::Cookie(name.into(), key.into())] }
    }

    /// Tokens that are good for a while, sent as `Authorization: Bearer`. Clones share the latest, also in different clients.
    pub fn token_source(source: impl TokenSource) -> Self {
        Self::tokens(Source::Own(Box::new(source)))
    }

    fn tokens(source: Source) -> Self {
        Self { parts: vec![Part::Tokens(Arc::new(Tokens::new(source)))] }
    }

    /// These and others: for services that ask for two keys.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.parts.extend(other.parts);
        self
    }

    /// The form in which they are sent to a service.
    pub(super) fn prepare(&self) -> Result<Prepared, CredentialsError> {
        self.parts.iter().map(PreparedPart::of).collect::<Result<_, _>>().map(Prepared)
    }
}

#[cfg(not(without = "oauth2"))]
/// Tokens of OAuth 2, sent as `Authorization: Bearer`. Clones share the latest, also in different clients.
impl From<OAuth2> for Credentials {
    #[inline]
    fn from(grant: OAuth2) -> Self {
        Self::tokens(Source::Endpoint(Box::new(grant)))
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
            Self::Tokens(_) => f.write_str("tokens"),
        }
    }
}

/// Why credentials cannot be sent. Does not repeat them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CredentialsError(&'static str);

impl CredentialsError {
    #[cfg(not(without = "oauth2"))]
    pub(super) const fn new(reason: &'static str) -> Self {
        Self(reason)
    }
}

impl std::error::Error for CredentialsError {}

impl fmt::Display for CredentialsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the credentials cannot be used: {}", self.0)
    }
}

/// Credentials in the form in which they are sent.
#[derive(Default)]
pub(super) struct Prepared(Vec<PreparedPart>);

struct PreparedPart {
    of: Part,
    sent: Sent,
}

enum Sent {
    Header(HeaderName, HeaderValue),
    /// The name of the parameter, and the pair that is sent.
    Query(String, String),
    Cookie(String),
    Token(Arc<Tokens>),
}

impl PreparedPart {
    fn of(part: &Part) -> Result<Self, CredentialsError> {
        let sent = match part {
            Part::Bearer(token) if token.trim().is_empty() => {
                return Err(CredentialsError("the token is empty"));
            }
            Part::Bearer(token) => header(AUTHORIZATION, &format!("Bearer {token}"))?,
            Part::Basic(name, _) if name.contains(':') => {
                return Err(CredentialsError("the user name contains a colon"));
            }
            Part::Basic(name, password) => {
                let text = STANDARD.encode(format!("{name}:{password}"));
                header(AUTHORIZATION, &format!("Basic {text}"))?
            }
            Part::Header(name, key) => {
                let name = HeaderName::from_bytes(name.as_bytes());
                header(name.map_err(|_| CredentialsError("the name of a header is none"))?, key)?
            }
            Part::Query(name, key) => Sent::Query(name.clone(), format!("{}={}", encode(name), encode(key))),
            Part::Tokens(tokens) => Sent::Token(Arc::clone(tokens)),
            Part::Cookie(_, key) if !is_cookie(key) => {
                return Err(CredentialsError("they contain a character that no cookie can hold"));
            }
            Part::Cookie(name, key) => Sent::Cookie(format!("{name}={key}")),
        };
        Ok(Self { of: part.clone(), sent })
    }

    fn proves(&self, scheme: Scheme) -> bool {
        match (&self.of, scheme) {
            (Part::Bearer(_) | Part::Tokens(_), Scheme::Bearer) | (Part::Basic(..), Scheme::Basic) => true,
            (Part::Header(name, _), Scheme::Header(wanted)) => name.eq_ignore_ascii_case(wanted),
            (Part::Query(name, _), Scheme::Query(wanted))
            | (Part::Cookie(name, _), Scheme::Cookie(wanted)) => name == wanted,
            _ => false,
        }
    }
}

/// Whether a cookie can hold this (RFC 6265, section 4.1.1), which may stand in quotes.
fn is_cookie(value: &str) -> bool {
    let quoted = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
    quoted.unwrap_or(value).bytes().all(|b| b.is_ascii_graphic() && !matches!(b, b'"' | b',' | b';' | b'\\'))
}

fn header(name: HeaderName, value: &str) -> Result<Sent, CredentialsError> {
    let refuse =
        |_| CredentialsError("they contain a line break or another character that no header can hold");
    let mut value = HeaderValue::from_str(value).map_err(refuse)?;
    value.set_sensitive(true);
    Ok(Sent::Header(name, value))
}

impl Prepared {
    #[cfg(not(without = "oauth2"))]
    /// Whether the sources of tokens among them can be asked at all.
    pub(super) fn check(&self, base: &BaseUrl) -> Result<(), CredentialsError> {
        let mut tokens = self.0.iter().filter_map(|part| match &part.sent {
            Sent::Token(tokens) => Some(tokens),
            _ => None,
        });
        tokens.try_for_each(|tokens| tokens.check(base))
    }

    /// Adds to a request what proves who calls. A header or a parameter of the query that the request has stays as it is.
    /// Returns the number of the token among it that may have come to its end.
    pub(super) fn apply<B>(
        &self,
        request: &mut Request<B>,
        security: Option<&'static [&'static [Scheme]]>,
    ) -> Result<Option<u64>, http::Error> {
        let mut number = None;
        for sent in self.wanted(security) {
            match sent {
                Sent::Token(tokens) if !request.headers().contains_key(AUTHORIZATION) => {
                    let Some((header, round)) = tokens.header() else { continue };
                    request.headers_mut().insert(AUTHORIZATION, header);
                    number = Some(round);
                }
                sent => sent.add(request)?,
            }
        }
        Ok(number)
    }

    /// The token that has to be obtained before a request can be sent. `refused` is the number of one that the service did not
    /// take.
    pub(super) fn renewal<B>(
        &self,
        request: &Request<B>,
        security: Option<&'static [&'static [Scheme]]>,
        refused: Option<u64>,
    ) -> Option<Renewal> {
        let has_other = || request.headers().contains_key(AUTHORIZATION);
        self.wanted(security).find_map(|sent| match sent {
            Sent::Token(tokens) if !has_other() => tokens.renewal(refused),
            _ => None,
        })
    }

    /// What proves who calls, in one of the ways that an operation asks for. When none of them can be met, nothing where the
    /// caller may stay unknown, and all of it elsewhere: documents are often wrong about this.
    fn wanted(&self, security: Option<&'static [&'static [Scheme]]>) -> impl Iterator<Item = &Sent> {
        let ways = security.unwrap_or_default();
        let way = ways.iter().find(|way| !way.is_empty() && way.iter().all(|scheme| self.has(*scheme)));
        let is_open = security.is_some_and(|ways| ways.is_empty() || ways.iter().any(|way| way.is_empty()));
        let is_wanted = move |part: &&PreparedPart| {
            way.map_or(!is_open, |way| way.iter().any(|scheme| part.proves(*scheme)))
        };
        self.0.iter().filter(is_wanted).map(|part| &part.sent)
    }

    fn has(&self, scheme: Scheme) -> bool {
        self.0.iter().any(|part| part.proves(scheme))
    }
}

impl Sent {
    fn add<B>(&self, request: &mut Request<B>) -> Result<(), http::Error> {
        match self {
            Self::Header(name, value) => {
                request.headers_mut().entry(name).or_insert_with(|| value.clone());
            }
            // The address of a next page often has it already.
            Self::Query(name, _) if parameter(request.uri(), name).is_some() => {}
            Self::Query(_, pair) => {
                let separator = if request.uri().query().is_some() { '&' } else { '?' };
                *request.uri_mut() = format!("{}{separator}{pair}", request.uri()).parse::<Uri>()?;
            }
            Self::Cookie(pair) => {
                let known = request.headers().get(COOKIE).and_then(|known| known.to_str().ok());
                let all = known.map_or_else(|| pair.clone(), |known| format!("{known}; {pair}"));
                let mut value = HeaderValue::try_from(all)?;
                value.set_sensitive(true);
                request.headers_mut().insert(COOKIE, value);
            }
            // What has not been obtained cannot be sent.
            Self::Token(_) => {}
        }
        Ok(())
    }
}
