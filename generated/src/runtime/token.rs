//! Tokens that are good for a while, and where they come from.

use super::token_error::TokenError;
use std::fmt;
use std::future::{Future, ready};
use std::pin::Pin;
use std::time::{Duration, Instant};

/// A token, sent as `Authorization: Bearer`, and how long it is good. `Debug` does not show it.
#[derive(Clone)]
pub struct Token {
    pub(super) text: String,
    /// When it should be replaced, unless the service refuses it before.
    pub(super) renew: Option<Instant>,
    /// When it is over.
    pub(super) end: Option<Instant>,
}

impl Token {
    /// A token that is good until the service refuses it.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), renew: None, end: None }
    }

    /// It is good for so long from now. It is replaced a little before: after nine tenths of the time, or half a minute
    /// before its end if that is later. Where no other comes, it is used until its end.
    #[must_use]
    pub fn expires_in(mut self, life: Duration) -> Self {
        const MARGIN: Duration = Duration::from_secs(30);
        let margin = MARGIN.min(life / 10);
        // What is longer than the clock can say has no end.
        let now = Instant::now();
        (self.renew, self.end) = (now.checked_add(life.saturating_sub(margin)), now.checked_add(life));
        self
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token").finish_non_exhaustive()
    }
}

/// A token on its way.
pub type TokenFuture<'a> = Pin<Box<dyn Future<Output = Result<Token, TokenError>> + Send + 'a>>;

/// Where tokens come from that are good for a while, such as a vault or a metadata service.
///
/// It is asked when there is no token, when the one there is has come to its end, and once more when the service refuses it
/// with 401; then the call is sent again with the new one. However many calls wait for a token, it is asked once. An error
/// is the error of each of them, and the next call asks again.
///
/// Implement [`token`](Self::token) for the asynchronous clients, [`token_blocking`](Self::token_blocking) for the blocking
/// one. One that has its tokens at hand implements the latter alone.
pub trait TokenSource: Send + Sync + 'static {
    /// A new token. What takes longer than the call that asks for it is cancelled.
    fn token(&self) -> TokenFuture<'_> {
        Box::pin(ready(self.token_blocking()))
    }

    /// A new token, on the caller's thread.
    ///
    /// # Errors
    /// There is none.
    fn token_blocking(&self) -> Result<Token, TokenError> {
        Err(TokenError::new("this source of tokens is for asynchronous clients alone"))
    }
}
