//! Why there is no token.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

/// Why there is no token to prove who calls. Holds no secret, and is cheap to clone: all calls that waited for one token get
/// the same error.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum TokenError {
    /// The token endpoint answered with something that holds no token which can be sent.
    Malformed(Cow<'static, str>),
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
            Self::Malformed(_) | Self::Source(_) => false,
        }
    }
}

impl StdError for TokenError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Source(error) => Some(&**error),
            _ => None,
        }
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("there is no token: ")?;
        match self {
            Self::Malformed(reason) => write!(f, "the answer of the token endpoint {reason}"),
            Self::Source(error) => error.fmt(f),
        }
    }
}
