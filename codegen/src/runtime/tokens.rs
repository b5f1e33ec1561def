//! The token that calls share: how long it is kept, and who asks for the next.

#[cfg(not(without = "oauth2"))]
use super::base_url::BaseUrl;
#[cfg(not(without = "oauth2"))]
use super::credentials::CredentialsError;
use super::error::{TransportError, TransportKind};
use super::exchange::Failure;
use super::token::{Token, TokenSource};
use super::token_error::TokenError;
#[cfg(not(without = "oauth2"))]
use bytes::Bytes;
use http::HeaderValue;
#[cfg(not(without = "oauth2"))]
use http::{Request, Response};
#[cfg(any(feature = "client", feature = "tower"))]
use std::future::poll_fn;
#[cfg(feature = "blocking")]
use std::sync::Condvar;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
#[cfg(any(feature = "client", feature = "tower"))]
use std::task::Waker;
#[cfg(feature = "blocking")]
use std::time::Duration;
use std::time::Instant;

/// A source of tokens with its latest.
pub struct Tokens {
    /// Who is asked.
    source: Source,
    state: Mutex<State>,
    /// Tells the threads that wait that nobody asks any more.
    #[cfg(feature = "blocking")]
    changed: Condvar,
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
    /// The latest token, unless it is over or was refused.
    latest: Option<Held>,
    /// Why the last round gave none.
    error: Option<TokenError>,
    /// Whether somebody asks.
    is_asked: bool,
    /// The tasks that wait until nobody does.
    #[cfg(any(feature = "client", feature = "tower"))]
    waiting: Vec<Waker>,
}

#[derive(Clone)]
struct Held {
    header: HeaderValue,
    renew: Option<Instant>,
    end: Option<Instant>,
    /// The round in which it came.
    number: u64,
}

/// A token that has to be obtained before a call can be sent.
pub struct Renewal {
    tokens: Arc<Tokens>,
    /// How often the source had answered when the need was seen.
    rounds: u64,
    is_refused: bool,
}

/// The turn to ask the source, which one has at a time. Dropped without an answer, it is that of whoever waits.
pub struct Turn {
    tokens: Arc<Tokens>,
    is_refused: bool,
}

impl Tokens {
    /// Those of a source that was not asked yet.
    pub(super) fn new(source: Source) -> Self {
        Self {
            source,
            state: Mutex::default(),
            #[cfg(feature = "blocking")]
            changed: Condvar::new(),
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
        let held = self.state().latest.clone()?;
        Some((held.header, held.number))
    }

    /// What has to be done before a call; nothing while there is a token that was not refused. `refused` is the number of
    /// one that was.
    pub(super) fn renewal(self: &Arc<Self>, refused: Option<u64>) -> Option<Renewal> {
        let state = self.state();
        let is_refused = state.latest.as_ref().is_some_and(|held| refused == Some(held.number));
        let is_new = |held: &Held| held.renew.is_none_or(|at| Instant::now() < at);
        let is_good = !is_refused && state.latest.as_ref().is_some_and(is_new);
        (!is_good).then(|| Renewal { tokens: Arc::clone(self), rounds: state.rounds, is_refused })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Renewal {
    /// The turn to ask the source, once nobody else does; none when somebody has obtained a token meanwhile.
    ///
    /// # Errors
    /// Somebody has asked, and there is no token.
    #[cfg(any(feature = "client", feature = "tower"))]
    pub(super) async fn turn(&self) -> Result<Option<Turn>, TokenError> {
        poll_fn(|context| {
            let mut state = self.tokens.state();
            let turn = self.take(&mut state);
            let is_known = || state.waiting.iter().any(|waker| waker.will_wake(context.waker()));
            if turn.is_pending() && !is_known() {
                state.waiting.push(context.waker().clone());
            }
            turn
        })
        .await
    }

    /// The same for a thread, which waits no longer than that.
    #[cfg(feature = "blocking")]
    pub(super) fn turn_within(&self, time: Duration) -> Result<Option<Turn>, Failure> {
        let mut state = self.tokens.state();
        let start = Instant::now();
        loop {
            if let Poll::Ready(turn) = self.take(&mut state) {
                return turn.map_err(Failure::Token);
            }
            let left = time.saturating_sub(start.elapsed());
            if left.is_zero() {
                return Err(late());
            }
            let waited = self.tokens.changed.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn take(&self, state: &mut State) -> Poll<Result<Option<Turn>, TokenError>> {
        if state.rounds != self.rounds {
            let error = state.error.clone().filter(|_| state.latest.is_none());
            return Poll::Ready(error.map_or(Ok(None), Err));
        }
        if std::mem::replace(&mut state.is_asked, true) {
            return Poll::Pending;
        }
        Poll::Ready(Ok(Some(Turn { tokens: Arc::clone(&self.tokens), is_refused: self.is_refused })))
    }
}

/// That no token came in time.
pub(super) fn late() -> Failure {
    TransportError::new(TransportKind::Timeout, "no token came in time").into()
}

impl Turn {
    /// Who is asked.
    pub(super) fn source(&self) -> &Source {
        &self.tokens.source
    }

    #[cfg(not(without = "oauth2"))]
    /// Takes what the token endpoint answered.
    pub(super) fn answered(self, answer: Result<Response<Bytes>, Failure>) {
        if let Source::Endpoint(endpoint) = &self.tokens.source {
            self.finish(endpoint.token(answer));
        }
    }

    /// Takes the answer of the source. Without a token, the latest one is good until its end, unless the service refused it.
    pub(super) fn finish(&self, answer: Result<Token, TokenError>) {
        let mut state = self.tokens.state();
        state.rounds += 1;
        let number = state.rounds;
        match answer.and_then(|token| held(token, number)) {
            Ok(held) => (state.latest, state.error) = (Some(held), None),
            Err(error) => {
                let latest = state.latest.take().filter(|_| !self.is_refused);
                (state.latest, state.error) = (latest.and_then(put_off), Some(error));
            }
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.finish(Err(TokenError::new("what asked for it panicked")));
        }
        let mut state = self.tokens.state();
        state.is_asked = false;
        #[cfg(any(feature = "client", feature = "tower"))]
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        #[cfg(any(feature = "client", feature = "tower"))]
        waiting.into_iter().for_each(Waker::wake);
        #[cfg(feature = "blocking")]
        self.tokens.changed.notify_all();
    }
}

fn held(token: Token, number: u64) -> Result<Held, TokenError> {
    let refuse = |_| TokenError::malformed("holds a token with characters that no header can hold");
    let mut header = HeaderValue::try_from(format!("Bearer {}", token.text)).map_err(refuse)?;
    header.set_sensitive(true);
    Ok(Held { header, renew: token.renew, end: token.end, number })
}

/// A token that could not be replaced, if it is not over. The source is asked again after half the time that is left.
fn put_off(held: Held) -> Option<Held> {
    let now = Instant::now();
    let left = held.end?.checked_duration_since(now).filter(|left| !left.is_zero())?;
    Some(Held { renew: Some(now + left / 2), ..held })
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Nobody;

    impl TokenSource for Nobody {}

    #[test]
    fn a_token_that_cannot_be_replaced_is_used_to_its_end() {
        let tokens = Arc::new(Tokens::new(Source::Own(Box::new(Nobody))));
        let sent = || tokens.header().map(|(_, number)| number);
        let ask = |refused, answer| {
            let turn = tokens.renewal(refused).unwrap().turn_within(Duration::ZERO);
            turn.unwrap_or_else(|_| panic!()).unwrap().finish(answer);
        };
        let no = || Err(TokenError::new("the vault is locked"));
        let now = Instant::now();
        let token = |end| Ok(Token { renew: Some(now), end: Some(now + end), ..Token::new("t") });
        ask(None, token(Duration::from_secs(3_600)));
        ask(None, no());
        assert_eq!(sent(), Some(1));
        // The source is asked again later, or when the service refuses the token, which is over then.
        assert!(tokens.renewal(None).is_none());
        ask(Some(1), no());
        assert_eq!(sent(), None);
        ask(None, token(Duration::ZERO));
        ask(None, no());
        assert_eq!(sent(), None);
    }
}
