//! A call from its request to its last response: what is sent, when it is sent again, and how long it may take. Does no IO
//! and does not wait: the clients do, each in its way.

use super::call::Options;
use super::credentials::Prepared;
use super::error::{Error, RequestError, TransportError, TransportKind};
use super::operation::Route;
use super::payload::Payload;
use super::redirect::{MOST_REDIRECTS, follow, same_origin};
use super::retry::{Attempts, Budget, Retry};
use super::token_error::TokenError;
use super::tokens::Renewal;
use super::trace::Trace;
use http::header::{CONTENT_LENGTH, HeaderName, HeaderValue, USER_AGENT};
use http::{Method, Request, Response, StatusCode};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What all calls of a client share, but the connections.
pub struct Session {
    pub(super) credentials: Prepared,
    pub(super) limits: Limits,
    pub(super) retry: Retry,
    pub(super) budget: Budget,
    pub(super) user_agent: HeaderValue,
    /// What goes with every call.
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
}

/// The limits of each call.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How long one attempt may take, from its start to the last byte of the response.
    pub attempt: Duration,
    /// How long the call may take, with all attempts and the waits between them.
    pub call: Duration,
    /// How many bytes the body of a response may have.
    pub most_bytes: usize,
}

/// Longer than any call takes, and short enough that clocks can add it.
pub const LONGEST: Duration = Duration::from_secs(365 * 24 * 60 * 60);

impl Limits {
    /// How long a call that started then may still take.
    fn left(&self, started: Instant) -> Duration {
        self.call.saturating_sub(started.elapsed())
    }
}

/// Why a request has no response.
pub enum Failure {
    /// The request could not be made.
    Request(RequestError),
    /// It could not be sent, or the response not be received.
    Transport(TransportError),
    /// There is no token to prove who calls.
    Token(TokenError),
}

impl From<TokenError> for Failure {
    fn from(error: TokenError) -> Self {
        Self::Token(error)
    }
}

impl From<RequestError> for Failure {
    fn from(error: RequestError) -> Self {
        Self::Request(error)
    }
}

impl From<TransportError> for Failure {
    fn from(error: TransportError) -> Self {
        Self::Transport(error)
    }
}

impl From<http::Error> for Failure {
    fn from(error: http::Error) -> Self {
        Self::Request(error.into())
    }
}

impl<E> From<Failure> for Error<E> {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Request(error) => error.into(),
            Failure::Transport(error) => error.into(),
            Failure::Token(error) => Self::Token(error),
        }
    }
}

/// A call on its way.
pub struct Exchange {
    session: Arc<Session>,
    request: Request<Payload>,
    route: Route,
    limits: Limits,
    is_bounded: bool,
    is_streamed: bool,
    attempts: Attempts,
    redirects: usize,
    /// Whether a redirect has led to another origin, which the credentials are not for.
    is_elsewhere: bool,
    token: SentToken,
    started: Instant,
    trace: Trace,
}

/// What became of the token that was sent, if one was.
#[derive(Clone, Copy, Default)]
struct SentToken {
    number: Option<u64>,
    /// One that the service did not take. There is one such in a call: the next is no better.
    refused: Option<u64>,
}

/// What comes next.
pub enum Next<B> {
    /// Sending the request of [`Exchange::attempt`], after a wait.
    Attempt(Duration),
    /// Nothing: this came of the call.
    Done(Result<Response<B>, Failure>),
}

/// A request to send.
pub struct Attempt {
    /// The request, with the credentials.
    pub request: Request<Payload>,
    /// How long it may take, to the last byte of the response. Where the body is left to its reader: to the head of the
    /// response, and then for each piece of the body to come.
    pub timeout: Duration,
    /// How long the call still has for all of that, where its caller says so.
    pub whole: Option<Duration>,
    /// Whether the body of a successful response is left to its reader.
    pub is_streamed: bool,
    /// How many bytes the body of the response may have.
    pub most_bytes: usize,
}

impl Exchange {
    /// A call with what its operation asks for, and what the caller does.
    ///
    /// # Errors
    /// A header that the caller adds cannot be sent.
    pub fn new(
        session: &Arc<Session>,
        route: Route,
        mut request: Request<Payload>,
        options: Options,
    ) -> Result<Self, RequestError> {
        let timeout = options.timeout;
        let limits = Limits {
            attempt: timeout.unwrap_or(session.limits.attempt).min(LONGEST),
            call: timeout.unwrap_or(session.limits.call).min(LONGEST),
            ..session.limits
        };
        let (is_bounded, is_streamed) = (timeout.is_some(), options.is_streamed);
        let retry = options.retry.unwrap_or(session.retry);
        let headers = request.headers_mut();
        for (name, value) in options.headers.checked().map_err(RequestError::Header)? {
            headers.insert(name, value);
        }
        // The last of one name counts, and none that the call has.
        for (name, value) in session.headers.iter().rev() {
            headers.entry(name).or_insert_with(|| value.clone());
        }
        headers.entry(USER_AGENT).or_insert_with(|| session.user_agent.clone());
        let attempts = Attempts::new(retry, &request, route.is_repeatable);
        let trace = Trace::begin(&route, &request);
        let (session, started, redirects) = (Arc::clone(session), Instant::now(), 0);
        Ok(Self {
            session,
            request,
            route,
            limits,
            is_bounded,
            is_streamed,
            attempts,
            redirects,
            is_elsewhere: false,
            token: SentToken::default(),
            started,
            trace,
        })
    }

    /// What an observer sees of it.
    pub fn trace(&self) -> Trace {
        self.trace.clone()
    }

    /// The token that has to be obtained before the next attempt, if any.
    pub fn renewal(&self) -> Option<Renewal> {
        if self.is_elsewhere {
            return None;
        }
        self.session.credentials.renewal(&self.request, self.route.security, self.token.refused)
    }

    /// What is to be sent now.
    ///
    /// # Errors
    /// The credentials do not fit into the request, or the time is over.
    pub fn attempt(&mut self) -> Result<Attempt, Failure> {
        let left = self.left();
        if left.is_zero() {
            let said = "there was no time left for another attempt";
            return Err(TransportError::new(TransportKind::Timeout, said).into());
        }
        let mut request = copy(&self.request);
        let has_body = matches!(*request.method(), Method::POST | Method::PUT | Method::PATCH);
        if has_body && request.body().is_empty() {
            // They say how long it is, also where it is not there (RFC 9110, section 8.6).
            request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        self.token.number = match self.is_elsewhere {
            true => None,
            false => self.session.credentials.apply(&mut request, self.route.security)?,
        };
        Ok(Attempt {
            request,
            timeout: self.limits.attempt.min(left),
            whole: self.is_bounded.then_some(left),
            is_streamed: self.is_streamed,
            most_bytes: self.limits.most_bytes,
        })
    }

    /// Takes what came of the attempt. Of a response it looks at the head alone, so that the body may still be on its way.
    pub fn received<B>(&mut self, outcome: Result<Response<B>, TransportError>) -> Next<B> {
        let next = self.after(outcome);
        if let Next::Done(outcome) = &next {
            self.trace.end(self.attempts.resent(), outcome);
        }
        next
    }

    fn after<B>(&mut self, outcome: Result<Response<B>, TransportError>) -> Next<B> {
        #[cfg(any(feature = "server", feature = "tower"))]
        // What was read as it was sent is gone: whatever came of it stands.
        if !self.request.body().can_be_sent() {
            return Next::Done(outcome.map_err(Failure::Transport));
        }
        let target = outcome.as_ref().ok();
        let target = target.and_then(|response| follow(&self.request, response.status(), response.headers()));
        let is_near = |target: &Request<_>| same_origin(self.request.uri(), target.uri());
        if let Some(target) = target.filter(|target| is_near(target) || !self.route.is_redirect) {
            if self.redirects == MOST_REDIRECTS {
                let error = TransportError::new(TransportKind::Other, "the service redirects without end");
                return Next::Done(Err(error.into()));
            }
            self.redirects += 1;
            self.is_elsewhere |= !is_near(&target);
            self.request = target;
            return Next::Attempt(Duration::ZERO);
        }
        let status = outcome.as_ref().ok().map(Response::status);
        if status == Some(StatusCode::UNAUTHORIZED)
            && self.token.number.is_some()
            && self.token.refused.is_none()
        {
            self.token.refused = self.token.number;
            return Next::Attempt(Duration::ZERO);
        }
        let (limits, started) = (self.limits, self.started);
        let left = || limits.left(started);
        match self.attempts.again(&outcome, left, &self.session.budget) {
            Some(wait) => Next::Attempt(wait),
            None => Next::Done(outcome.map_err(Failure::Transport)),
        }
    }

    /// How long it may still take.
    pub fn left(&self) -> Duration {
        self.limits.left(self.started)
    }
}

/// The same request, with room for the headers of credentials.
fn copy(request: &Request<Payload>) -> Request<Payload> {
    let mut copy = Request::new(request.body().clone());
    *copy.method_mut() = request.method().clone();
    *copy.uri_mut() = request.uri().clone();
    let headers = copy.headers_mut();
    headers.reserve(request.headers().len() + 2);
    headers.extend(request.headers().iter().map(|(name, value)| (name.clone(), value.clone())));
    copy
}
