//! What can go wrong with a call.

use super::asked;
use super::message;
use super::token_error::TokenError;
use super::violations::Violations;
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderMap, LOCATION};
use http::{StatusCode, Uri};
use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

/// Why a call has no result. `E` is what the document says an error response of the operation holds.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E = serde_json::Value> {
    /// The parameters or the body violate what the document states. Nothing was sent.
    Invalid(Violations),
    /// The request could not be made. Nothing was sent.
    Request(RequestError),
    /// The request could not be sent, or the response not be received.
    Transport(TransportError),
    /// The service answered with another status than 2xx.
    Status(Box<ErrorResponse<E>>),
    /// The service answered with a body that is not what the document says.
    Decode(Box<DecodeError>),
    /// There is no token to prove who calls. The request was not sent.
    Token(TokenError),
}

impl<E> Error<E> {
    /// The status of the response, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Status(response) => Some(response.status),
            Self::Decode(error) => Some(error.status),
            Self::Transport(error) => error.status,
            Self::Invalid(_) | Self::Request(_) | Self::Token(_) => None,
        }
    }

    /// What the document says an error response holds, if the response holds that.
    pub fn detail(&self) -> Option<&E> {
        if let Self::Status(response) = self { response.detail.as_ref() } else { None }
    }

    /// Whether the same call may succeed later: the service was busy or away, or could not be reached. Says nothing
    /// about whether a call that changes something may be repeated.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Transport(error) => {
                matches!(
                    error.kind,
                    TransportKind::Connect | TransportKind::Timeout | TransportKind::Interrupted
                )
            }
            Self::Status(response) => {
                matches!(response.status.as_u16(), 408 | 425 | 429 | 500 | 502 | 503 | 504)
            }
            Self::Token(error) => error.is_retryable(),
            _ => false,
        }
    }

    /// How long the service asks to wait, at most a day: see [`ErrorResponse::retry_after`].
    pub fn retry_after(&self) -> Option<Duration> {
        if let Self::Status(response) = self { response.retry_after() } else { None }
    }

    /// The service's name for this request, to tell its support.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Status(response) => request_id(&response.headers),
            Self::Decode(error) => request_id(&error.headers),
            _ => None,
        }
    }
}

impl<E: fmt::Debug> StdError for Error<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Invalid(violations) => Some(violations),
            Self::Request(error) => Some(error),
            Self::Transport(error) => Some(error),
            Self::Decode(error) => Some(&**error),
            Self::Token(error) => Some(error),
            Self::Status(_) => None,
        }
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(violations) => write!(f, "the request is invalid: {violations}"),
            Self::Request(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
            Self::Token(error) => error.fmt(f),
            Self::Status(response) => {
                write!(f, "the service answered {}", response.status)?;
                match response.redirect() {
                    Some(target) => write!(f, ": it redirects to {target}, where nothing was sent"),
                    None => response.message().map_or(Ok(()), |message| write!(f, ": {message}")),
                }
            }
        }
    }
}

impl<E> From<RequestError> for Error<E> {
    fn from(error: RequestError) -> Self {
        match error {
            RequestError::Invalid(violations) => Self::Invalid(violations),
            other => Self::Request(other),
        }
    }
}

impl<E> From<TransportError> for Error<E> {
    fn from(error: TransportError) -> Self {
        Self::Transport(error)
    }
}

/// Why a request could not be made.
#[derive(Debug)]
#[non_exhaustive]
pub enum RequestError {
    /// The parameters or the body violate what the document states.
    Invalid(Violations),
    /// The body could not be written as JSON.
    Encode(serde_json::Error),
    /// The name or the value of this header, which the call adds, cannot be one.
    Header(String),
    #[cfg(any(feature = "server", feature = "tower"))]
    /// The body is to be read as it is sent: see [`Operation::outgoing`](super::Operation::outgoing).
    Unread,
    /// The URL is too long, or cannot be one.
    Http(http::Error),
}

impl StdError for RequestError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Invalid(violations) => Some(violations),
            Self::Encode(error) => Some(error),
            Self::Header(_) => None,
            #[cfg(any(feature = "server", feature = "tower"))]
            Self::Unread => None,
            Self::Http(error) => Some(error),
        }
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(violations) => write!(f, "the request is invalid: {violations}"),
            Self::Encode(error) => write!(f, "the body cannot be written as JSON: {error}"),
            Self::Header(name) => {
                write!(f, "the header {name:?} has a name or a value that no header can have")
            }
            #[cfg(any(feature = "server", feature = "tower"))]
            Self::Unread => {
                f.write_str("the body is read as it is sent, and no bytes: a client has to send it")
            }
            Self::Http(error) => write!(f, "the request cannot be made: {error}"),
        }
    }
}

impl From<http::Error> for RequestError {
    fn from(error: http::Error) -> Self {
        Self::Http(error)
    }
}

/// Why a request could not be sent, or its response not be received.
#[derive(Debug)]
#[non_exhaustive]
pub struct TransportError {
    /// What kind of failure it is.
    pub kind: TransportKind,
    /// The status, when the response had begun.
    pub status: Option<StatusCode>,
    /// What the transport says. Holds no URL, which may hold a key.
    pub source: Box<dyn StdError + Send + Sync>,
}

impl TransportError {
    /// A failure, as the transport describes it.
    pub fn new(kind: TransportKind, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { kind, status: None, source: source.into() }
    }

    /// A response body over the limit, in bytes.
    pub fn too_large(status: StatusCode, limit: usize) -> Self {
        let message =
            format!("the body of the response has more than {limit} bytes, the limit of this client");
        Self { kind: TransportKind::TooLarge, status: Some(status), source: message.into() }
    }
}

/// A kind of transport failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportKind {
    /// No connection was made, so nothing was sent.
    Connect,
    /// It took too long.
    Timeout,
    /// The connection broke, or what came was no HTTP.
    Interrupted,
    /// The response is larger than the client takes.
    TooLarge,
    /// The transport refuses the request.
    Other,
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportKind::Connect => "the service could not be reached",
            TransportKind::Timeout => "the service took too long",
            TransportKind::Interrupted => "the connection broke",
            TransportKind::TooLarge => "the response is too large",
            TransportKind::Other => "the request could not be sent",
        })?;
        // The innermost cause says most: "connection refused" and not "error sending request".
        let mut cause: &dyn StdError = &*self.source;
        while let Some(inner) = cause.source() {
            cause = inner;
        }
        write!(f, ": {cause}")
    }
}

/// A response of another status than 2xx.
#[non_exhaustive]
pub struct ErrorResponse<E = serde_json::Value> {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as it came.
    pub body: Bytes,
    /// The body as the document describes it, if it is that.
    pub detail: Option<E>,
}

impl<E> ErrorResponse<E> {
    /// What the body says to a person, in the usual shapes of error bodies; at most 500 characters. `None` for HTML,
    /// for nothing, and for JSON without a known shape.
    pub fn message(&self) -> Option<String> {
        message::of(&self.headers, &self.body)
    }

    /// How long the service asks to wait, at most a day: `Retry-After` (RFC 9110, section 10.2.3), or with 429 the reset of
    /// its limit of requests.
    pub fn retry_after(&self) -> Option<Duration> {
        asked::wait(self.status, &self.headers)
    }

    /// The service's name for this request, to tell its support.
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }
}

impl<E> ErrorResponse<E> {
    /// The origin that it redirects to. Not all of the address, which may hold a key.
    fn redirect(&self) -> Option<String> {
        let location = self.headers.get(LOCATION).filter(|_| self.status.is_redirection())?.to_str().ok()?;
        let target = location.parse::<Uri>().ok();
        let target = target.as_ref().and_then(|uri| Some((uri.scheme_str()?, uri.host()?, uri.port())));
        Some(match target {
            Some((scheme, host, Some(port))) => format!("{scheme}://{host}:{port}"),
            Some((scheme, host, None)) => format!("{scheme}://{host}"),
            None => "another address".to_owned(),
        })
    }
}

impl<E: fmt::Debug> fmt::Debug for ErrorResponse<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorResponse")
            .field("status", &self.status)
            .field("headers", &Headers(&self.headers))
            .field("body", &message::excerpt(&self.body))
            .field("detail", &self.detail)
            .finish()
    }
}

/// A response whose body is not what the document says.
#[non_exhaustive]
pub struct DecodeError {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as it came.
    pub body: Bytes,
    /// Where in the body, as a JSON pointer (RFC 6901); empty for the whole of it.
    pub pointer: String,
    /// What is wrong there.
    pub source: serde_json::Error,
}

impl StdError for DecodeError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&self.source)
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.pointer.is_empty() { "the body" } else { self.pointer.as_str() };
        write!(f, "the service answered {}, but {place} is not as documented: {}", self.status, self.source)?;
        match self.headers.get(CONTENT_TYPE) {
            Some(media_type) if !message::is_json(&self.headers) => {
                write!(f, " (it is of type {media_type:?})")?
            }
            _ => {}
        }
        write!(f, "; it begins with {:?}", message::excerpt(&self.body))
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("status", &self.status)
            .field("headers", &Headers(&self.headers))
            .field("body", &message::excerpt(&self.body))
            .field("pointer", &self.pointer)
            .field("source", &self.source)
            .finish()
    }
}

/// Headers without the values that may be secret.
struct Headers<'a>(&'a HeaderMap);

impl fmt::Debug for Headers<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SECRET: [&str; 6] = ["auth", "cookie", "token", "key", "secret", "session"];
        let mut out = f.debug_map();
        for (name, value) in self.0 {
            if value.is_sensitive() || SECRET.iter().any(|word| name.as_str().contains(word)) {
                out.entry(name, &format_args!("(not shown)"));
            } else {
                out.entry(name, value);
            }
        }
        out.finish()
    }
}

fn request_id(headers: &HeaderMap) -> Option<&str> {
    const NAMES: [&str; 5] = ["x-request-id", "request-id", "x-amzn-requestid", "x-correlation-id", "cf-ray"];
    NAMES.iter().find_map(|name| headers.get(*name)?.to_str().ok())
}
