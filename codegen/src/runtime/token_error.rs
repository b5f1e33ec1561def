//! Why there is no token.

#[cfg(not(without = "oauth2"))]
use super::error::{TransportError, TransportKind};
#[cfg(not(without = "oauth2"))]
use http::StatusCode;
use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

/// Why there is no token to prove who calls. Holds no secret, and is cheap to clone: all calls that waited for one token get
/// the same error.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum TokenError {
    #[cfg(not(without = "oauth2"))]
    /// The token endpoint said no, in the words of the standard (RFC 6749, section 5.2).
    #[non_exhaustive]
    Refused {
        /// Its code, such as `invalid_client`.
        code: String,
        /// What it says to a person.
        description: Option<String>,
    },
    #[cfg(not(without = "oauth2"))]
    /// The token endpoint answered with another status than 2xx, and not in the words of the standard.
    #[non_exhaustive]
    Status {
        /// The status.
        status: StatusCode,
        /// What the body says to a person.
        message: Option<String>,
    },
    /// The token endpoint answered with something that holds no token which can be sent.
    Malformed(Cow<'static, str>),
    #[cfg(not(without = "oauth2"))]
    /// The token endpoint could not be reached, or its answer not be received.
    Transport(Arc<TransportError>),
    /// Another source of tokens failed.
    Source(Arc<dyn StdError + Send + Sync>),
}

impl TokenError {
    /// What a source of tokens says that has none.
    pub fn new(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::Source(source.into().into())
    }

    #[cfg(any(feature = "blocking", feature = "client", feature = "tower"))]
    pub(super) const fn malformed(reason: &'static str) -> Self {
        Self::Malformed(Cow::Borrowed(reason))
    }

    /// Whether the same may succeed later: the token endpoint was busy or away.
    pub fn is_retryable(&self) -> bool {
        match self {
            #[cfg(not(without = "oauth2"))]
            Self::Transport(error) => !matches!(error.kind, TransportKind::TooLarge | TransportKind::Other),
            #[cfg(not(without = "oauth2"))]
            Self::Status { status, .. } => {
                matches!(status.as_u16(), 408 | 425 | 429 | 500 | 502 | 503 | 504)
            }
            #[cfg(not(without = "oauth2"))]
            Self::Refused { code, .. } => {
                matches!(code.as_str(), "temporarily_unavailable" | "server_error")
            }
            Self::Malformed(_) | Self::Source(_) => false,
        }
    }
}

impl StdError for TokenError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            #[cfg(not(without = "oauth2"))]
            Self::Transport(error) => Some(&**error),
            Self::Source(error) => Some(&**error),
            _ => None,
        }
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("there is no token: ")?;
        match self {
            #[cfg(not(without = "oauth2"))]
            Self::Refused { code, description } => {
                write!(f, "the token endpoint answered `{code}`")?;
                description.as_ref().map_or(Ok(()), |text| write!(f, " ({text})"))?;
                advice(code).map_or(Ok(()), |text| write!(f, ": {text}"))
            }
            #[cfg(not(without = "oauth2"))]
            Self::Status { status, message } => {
                write!(f, "the token endpoint answered {status}")?;
                message.as_ref().map_or(Ok(()), |text| write!(f, ": {text}"))
            }
            Self::Malformed(reason) => write!(f, "the answer of the token endpoint {reason}"),
            #[cfg(not(without = "oauth2"))]
            Self::Transport(error) => write!(f, "of the token endpoint, {error}"),
            Self::Source(error) => error.fmt(f),
        }
    }
}

#[cfg(not(without = "oauth2"))]
/// What to do about a code of the standard.
fn advice(code: &str) -> Option<&'static str> {
    Some(match code {
        "invalid_client" => {
            "check the client's name and secret, and whether it wants them in the body (`OAuth2::secret_in_body`)"
        }
        "invalid_grant" => "the refresh token is over or was withdrawn; a person has to grant a new one",
        "invalid_scope" => "ask for other scopes (`OAuth2::scopes`)",
        "unauthorized_client" => "this client may not get tokens in this way; register it for that",
        "unsupported_grant_type" => "the service hands out tokens in other ways alone",
        "invalid_request" => "it may want a parameter of its own (`OAuth2::parameter`)",
        _ => return None,
    })
}
