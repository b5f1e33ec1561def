//! The token that calls share: how long it is kept, and who asks for the next.

#[cfg(not(without = "oauth2"))]
use super::base_url::BaseUrl;
#[cfg(not(without = "oauth2"))]
use super::credentials::CredentialsError;
#[cfg(not(without = "oauth2"))]
use super::exchange::Failure;
use super::token::{Token, TokenSource};
use super::token_error::TokenError;
#[cfg(not(without = "oauth2"))]
use bytes::Bytes;
use http::HeaderValue;
#[cfg(not(without = "oauth2"))]
use http::{Request, Response};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// A source of tokens with its latest.
pub struct Tokens {
    /// Who is asked.
    pub(super) source: Source,
    state: Mutex<State>,
    /// Held by whoever asks, so that the others wait.
    #[cfg(any(feature = "client", feature = "tower"))]
    pub(super) flight: tokio::sync::Mutex<()>,
    #[cfg(feature = "blocking")]
    pub(super) blocking_flight: Mutex<()>,
}

/// Who is asked for tokens.
pub enum Source {
    #[cfg(not(without = "oauth2"))]
    /// A token endpoint, by the client.
    Endpoint(Box<dyn Endpoint>),
    /// What the caller provides.
    Own(Box<dyn TokenSource>),
}

#[cfg(not(without = "oauth2"))]
/// What a token endpoint is asked and what it answered. A trait, so that the ways to ask one become machine code only in
/// programs that name one.
pub trait Endpoint: Send + Sync {
    /// Whether it makes no difference when the endpoint gets the same request twice.
    fn is_repeatable(&self) -> bool;
    /// What it is asked.
    ///
    /// # Errors
    /// The address of the endpoint or the name of the client cannot be sent.
    fn request(&self, base: &BaseUrl) -> Result<Request<Bytes>, TokenError>;
    /// The token of an answer, if there was one.
    ///
    /// # Errors
    /// There is no token in it, or no answer.
    fn token(&self, answer: Result<Response<Bytes>, Failure>) -> Result<Token, TokenError>;
}

#[derive(Default)]
struct State {
    /// How often the source has answered.
    rounds: u64,
    /// The answer of the last round.
    latest: Option<Result<Held, TokenError>>,
}

#[derive(Clone)]
struct Held {
    header: HeaderValue,
    renew: Option<Instant>,
}

/// A token that has to be obtained before a call can be sent.
pub struct Renewal {
    /// Where from.
    pub tokens: Arc<Tokens>,
    /// How often the source had answered when the need was seen.
    rounds: u64,
}

impl Tokens {
    /// Those of a source that was not asked yet.
    pub(super) fn new(source: Source) -> Self {
        Self {
            source,
            state: Mutex::default(),
            #[cfg(any(feature = "client", feature = "tower"))]
            flight: tokio::sync::Mutex::default(),
            #[cfg(feature = "blocking")]
            blocking_flight: Mutex::default(),
        }
    }

    #[cfg(not(without = "oauth2"))]
    /// Whether the source can be asked at all.
    pub(super) fn check(&self, base: &BaseUrl) -> Result<(), CredentialsError> {
        let Source::Endpoint(endpoint) = &self.source else { return Ok(()) };
        let refuse = |_| CredentialsError::new("the address of the token endpoint is none");
        endpoint.request(base).map(drop).map_err(refuse)
    }

    /// The latest token as it is sent, and its number.
    pub(super) fn header(&self) -> Option<(HeaderValue, u64)> {
        let state = self.state();
        let Some(Ok(held)) = &state.latest else { return None };
        Some((held.header.clone(), state.rounds))
    }

    /// What has to be done before a call; nothing while there is a token that was not refused. `refused` is the number of
    /// one that was.
    pub(super) fn renewal(self: &Arc<Self>, refused: Option<u64>) -> Option<Renewal> {
        let state = self.state();
        let is_good = match &state.latest {
            Some(Ok(held)) => {
                held.renew.is_none_or(|at| Instant::now() < at) && refused != Some(state.rounds)
            }
            _ => false,
        };
        (!is_good).then(|| Renewal { tokens: Arc::clone(self), rounds: state.rounds })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Renewal {
    /// Whether the source is still to be asked, when it is one's turn to do so: another may have done so meanwhile.
    ///
    /// # Errors
    /// Another has, and there is no token.
    pub(super) fn is_due(&self) -> Result<bool, TokenError> {
        let state = self.tokens.state();
        match &state.latest {
            _ if state.rounds == self.rounds => Ok(true),
            Some(Err(error)) => Err(error.clone()),
            _ => Ok(false),
        }
    }

    /// Takes the answer of the source.
    ///
    /// # Errors
    /// There is no token, or it cannot be sent.
    pub(super) fn finish(&self, answer: Result<Token, TokenError>) -> Result<(), TokenError> {
        let answer = answer.and_then(held);
        let mut state = self.tokens.state();
        state.rounds += 1;
        state.latest = Some(answer.clone());
        answer.map(drop)
    }
}

fn held(token: Token) -> Result<Held, TokenError> {
    let refuse = |_| TokenError::Malformed("holds a token with characters that no header can hold");
    let mut header = HeaderValue::try_from(format!("Bearer {}", token.text)).map_err(refuse)?;
    header.set_sensitive(true);
    Ok(Held { header, renew: token.renew })
}
