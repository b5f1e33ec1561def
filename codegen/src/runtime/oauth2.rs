//! The token endpoint of OAuth 2: what it is asked, and what it answers. Does no IO.

use super::base_url::BaseUrl;
use super::exchange::Failure;
use super::message;
use super::scalar::encode;
use super::token::Token;
use super::token_error::TokenError;
use super::tokens::Endpoint;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use http::{Request, Response, Uri};
use serde_json::{Map, Value};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How tokens are obtained from the token endpoint of OAuth 2 (RFC 6749): by client credentials (section 4.4) or by a refresh
/// token (section 6). `Debug` shows no secret.
///
/// Make [`Credentials`](super::Credentials) from it: the client sends the requests with its own connections,
/// times and retries, keeps the token until it comes to its end, and asks once however many calls wait for it, also when these
/// end before there is an answer. It does no IO itself, so that it serves any other transport, too.
///
/// A service that does not say how long its token is good, or in no way that can be understood, is asked for another when it
/// refuses that one with 401.
#[derive(Clone)]
pub struct OAuth2 {
    token_url: String,
    grant: Grant,
    client: String,
    secret: Option<String>,
    is_in_body: bool,
    scopes: String,
    parameters: Vec<(String, String)>,
}

#[derive(Clone)]
enum Grant {
    ClientCredentials,
    RefreshToken(Arc<Refresh>),
}

/// The latest refresh token. Clones share it: most services take each only once.
struct Refresh {
    latest: Mutex<String>,
    keep: Box<dyn Fn(&str) + Send + Sync>,
}

impl OAuth2 {
    /// A client that acts for itself (RFC 6749, section 4.4). The address of the token endpoint may be relative to that of the
    /// service.
    pub fn client_credentials(
        token_url: impl Into<String>,
        client_id: impl Into<String>,
        client_secret: impl Into<String>,
    ) -> Self {
        Self::new(token_url.into(), Grant::ClientCredentials, client_id.into()).secret(client_secret)
    }

    /// A client that acts for a person who has granted that (RFC 6749, section 6). Where the service replaces the refresh token
    /// with each use, the latest is used, and told to [`on_refresh_token`](Self::on_refresh_token).
    pub fn refresh_token(
        token_url: impl Into<String>,
        client_id: impl Into<String>,
        refresh_token: impl Into<String>,
    ) -> Self {
        let refresh = Refresh { latest: Mutex::new(refresh_token.into()), keep: Box::new(|_| {}) };
        Self::new(token_url.into(), Grant::RefreshToken(Arc::new(refresh)), client_id.into())
    }

    #[inline]
    fn new(token_url: String, grant: Grant, client: String) -> Self {
        Self {
            token_url,
            grant,
            client,
            secret: None,
            is_in_body: false,
            scopes: String::new(),
            parameters: Vec::new(),
        }
    }

    /// The client's secret, when it has one.
    #[must_use]
    pub fn secret(mut self, secret: impl Into<String>) -> Self {
        self.secret = Some(secret.into());
        self
    }

    /// Sends the client's name and secret in the body, for services that do not take them as `Authorization: Basic` (RFC 6749,
    /// section 2.3.1).
    #[must_use]
    #[inline]
    pub fn secret_in_body(mut self) -> Self {
        self.is_in_body = true;
        self
    }

    /// Asks for these scopes; without any, the service decides.
    #[must_use]
    pub fn scopes<S: AsRef<str>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        for scope in scopes {
            let separator = if self.scopes.is_empty() { "" } else { " " };
            self.scopes = format!("{}{separator}{}", self.scopes, scope.as_ref());
        }
        self
    }

    /// Sends a parameter beside those of the standard, such as `audience` or `resource`.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Tells every new refresh token, to keep it where the next run of the program finds it.
    #[must_use]
    pub fn on_refresh_token(mut self, keep: impl Fn(&str) + Send + Sync + 'static) -> Self {
        if let Grant::RefreshToken(refresh) = &self.grant {
            let latest = Mutex::new(refresh.latest());
            self.grant = Grant::RefreshToken(Arc::new(Refresh { latest, keep: Box::new(keep) }));
        }
        self
    }

    /// What the token endpoint is asked.
    ///
    /// # Errors
    /// The address of the endpoint or the name of the client cannot be sent.
    #[inline]
    pub fn request(&self, base: &BaseUrl) -> Result<Request<Bytes>, TokenError> {
        let mut request = Request::new(Bytes::from(self.form()));
        *request.method_mut() = http::Method::POST;
        *request.uri_mut() = self.address(base)?;
        let headers = request.headers_mut();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
        if let Some(secret) = self.secret.as_ref().filter(|_| !self.is_in_body) {
            let text = STANDARD.encode(format!("{}:{}", encode(&self.client), encode(secret)));
            let value = HeaderValue::try_from(format!("Basic {text}"));
            let mut value = value.map_err(|error| TokenError::new(error.to_string()))?;
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        Ok(request)
    }

    #[inline]
    fn address(&self, base: &BaseUrl) -> Result<Uri, TokenError> {
        let refuse = || TokenError::new("the address of the token endpoint cannot be used");
        let url = self.token_url.trim();
        let relative = url.trim_start_matches('/');
        let url = match (url.contains("://"), url.starts_with('/')) {
            (true, _) => url.to_owned(),
            (false, true) if url.starts_with("//") => return Err(refuse()),
            (false, true) => format!("{}/{relative}", base.origin()),
            (false, false) => format!("{base}/{relative}"),
        };
        let uri: Uri = url.parse().map_err(|_| refuse())?;
        let is_http = matches!(uri.scheme_str(), Some("https" | "http"));
        let has_user = uri.authority().is_none_or(|authority| authority.as_str().contains('@'));
        if is_http && !has_user { Ok(uri) } else { Err(refuse()) }
    }

    #[inline]
    fn form(&self) -> String {
        let mut pairs: Vec<(&str, &str)> = Vec::new();
        let latest;
        match &self.grant {
            Grant::ClientCredentials => pairs.push(("grant_type", "client_credentials")),
            Grant::RefreshToken(refresh) => {
                latest = refresh.latest();
                pairs.extend([("grant_type", "refresh_token"), ("refresh_token", latest.as_str())]);
            }
        }
        if !self.scopes.is_empty() {
            pairs.push(("scope", &self.scopes));
        }
        match &self.secret {
            Some(secret) if self.is_in_body => {
                pairs.extend([("client_id", self.client.as_str()), ("client_secret", secret)]);
            }
            Some(_) => {}
            None => pairs.push(("client_id", &self.client)),
        }
        pairs.extend(self.parameters.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let pairs = pairs.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value)));
        pairs.collect::<Vec<_>>().join("&")
    }

    /// What the token endpoint answered.
    ///
    /// # Errors
    /// It holds no token that can be sent.
    #[inline]
    pub fn response(&self, response: &Response<Bytes>) -> Result<Token, TokenError> {
        let said = serde_json::from_slice::<Map<String, Value>>(response.body()).ok();
        // Some say no with the status 200.
        let code = said.as_ref().and_then(|said| said.get("error")?.as_str());
        if let Some(code) = code.filter(|code| !code.is_empty()) {
            let description = said.as_ref().and_then(|said| said.get("error_description")?.as_str());
            let description = description.map(|text| self.without_secrets(text));
            return Err(TokenError::Refused { code: self.without_secrets(code), description });
        }
        if !response.status().is_success() {
            let message = message::of(response.headers(), response.body());
            let message = message.map(|text| self.without_secrets(&text));
            return Err(TokenError::Status { status: response.status(), message });
        }
        let said = said.ok_or(TokenError::malformed("is not a JSON object"))?;
        let (token, refresh) = granted(&said)?;
        if let (Grant::RefreshToken(latest), Some(new)) = (&self.grant, refresh) {
            latest.replace(new);
        }
        Ok(token)
    }

    /// A text of the service, which may repeat what it was sent.
    #[inline]
    fn without_secrets(&self, text: &str) -> String {
        let refresh = match &self.grant {
            Grant::ClientCredentials => None,
            Grant::RefreshToken(refresh) => Some(refresh.latest()),
        };
        let secrets = self.secret.iter().chain(&refresh).filter(|secret| !secret.is_empty());
        let text = secrets.fold(text.to_owned(), |text, secret| text.replace(secret, "(not shown)"));
        message::shortened(&text, 500)
    }
}

impl Endpoint for OAuth2 {
    /// A refresh token used twice may count as stolen (RFC 9700, section 4.14.2).
    #[inline]
    fn is_repeatable(&self) -> bool {
        matches!(self.grant, Grant::ClientCredentials)
    }

    #[inline]
    fn request(&self, base: &BaseUrl) -> Result<Request<Bytes>, TokenError> {
        self.request(base)
    }

    #[inline]
    fn token(&self, answer: Result<Response<Bytes>, Failure>) -> Result<Token, TokenError> {
        match answer {
            Ok(response) => self.response(&response),
            Err(Failure::Token(error)) => Err(error),
            Err(Failure::Transport(error)) => Err(TokenError::Transport(Arc::new(error))),
            Err(Failure::Request(error)) => Err(TokenError::new(error)),
        }
    }
}

/// The token of a successful answer (RFC 6749, section 5.1), and the refresh token beside it.
#[inline]
fn granted(said: &Map<String, Value>) -> Result<(Token, Option<&str>), TokenError> {
    let kind = said.get("token_type").and_then(Value::as_str).unwrap_or("bearer");
    // Some services call it by the name of their class.
    if !["bearer", "bearertoken"].iter().any(|bearer| kind.eq_ignore_ascii_case(bearer)) {
        let kind = message::shortened(kind, 40);
        return Err(TokenError::Malformed(
            format!("holds a token of the type `{kind}`, and no bearer token").into(),
        ));
    }
    let text = said.get("access_token").and_then(Value::as_str).unwrap_or_default();
    if text.trim().is_empty() {
        return Err(TokenError::malformed("has no text `access_token`"));
    }
    let refresh = said.get("refresh_token").and_then(Value::as_str).filter(|text| !text.is_empty());
    let token = Token::new(text);
    Ok((said.get("expires_in").and_then(life).into_iter().fold(token, Token::expires_in), refresh))
}

/// A number of seconds, also one in quotes. A negative one is none; one that is too large, or no number, is not known.
#[inline]
fn life(value: &Value) -> Option<Duration> {
    let seconds = value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())?;
    Duration::try_from_secs_f64(seconds.max(0.0)).ok()
}

impl Refresh {
    #[inline]
    fn latest(&self) -> String {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    #[inline]
    fn replace(&self, new: &str) {
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        if *latest != new {
            new.clone_into(&mut latest);
            drop(latest);
            (self.keep)(new);
        }
    }
}

impl fmt::Debug for OAuth2 {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let grant = match self.grant {
            Grant::ClientCredentials => "client credentials",
            Grant::RefreshToken(_) => "refresh token",
        };
        f.debug_struct("OAuth2").field("grant", &grant).field("scopes", &self.scopes).finish_non_exhaustive()
    }
}
