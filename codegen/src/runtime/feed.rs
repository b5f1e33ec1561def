//! A stream of events from its request to its end, over all the connections that this takes. Does no IO and does not wait.

use super::call::Options;
use super::error::{Error, RequestError, TransportError, TransportKind};
use super::event::FromFrame;
use super::exchange::{Exchange, Session};
use super::framing::{Frame, Framer, Framing, TooLong};
use super::message;
use super::operation::Route;
use super::payload::Payload;
use super::response::undecodable;
use super::retry::{Attempts, Budget};
use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use http::{Request, Response, StatusCode};
use serde::de::Error as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// What is known of a stream of events between two pieces of it.
pub struct Feed {
    session: Arc<Session>,
    route: Route,
    request: Request<Payload>,
    options: Options,
    framing: Framing,
    framer: Framer,
    attempts: Attempts,
    started: Instant,
    status: StatusCode,
    headers: HeaderMap,
}

/// What comes next.
pub enum Step<V, E> {
    /// This event.
    Event(Result<V, Error<E>>),
    /// What is read of the body.
    Read,
    /// Another call of [`Feed::exchange`], after a wait.
    Open(Duration),
    /// Nothing, but for the error that ended it.
    End(Option<Error<E>>),
}

impl Feed {
    /// The stream that a request asks for.
    #[inline]
    pub fn new(
        session: &Arc<Session>,
        route: Route,
        mut request: Request<Payload>,
        mut options: Options,
        framing: Framing,
    ) -> Self {
        if let Ok(media_type) = HeaderValue::from_str(framing.media_type) {
            request.headers_mut().insert(ACCEPT, media_type);
        }
        options.is_streamed = true;
        let attempts = Attempts::new(options.retry.unwrap_or(session.retry), &request, route.is_repeatable);
        Self {
            framer: Framer::new(framing, session.limits.most_bytes),
            session: Arc::clone(session),
            route,
            request,
            options,
            framing,
            attempts,
            started: Instant::now(),
            status: StatusCode::OK,
            headers: HeaderMap::new(),
        }
    }

    /// The call that opens the stream, or takes it up after the last event that came.
    ///
    /// # Errors
    /// A header that the caller adds cannot be sent.
    #[inline]
    pub fn exchange(&self) -> Result<Exchange, RequestError> {
        let (mut request, mut options) = (self.request.clone(), self.options.clone());
        if let Some(id) = self.last_id() {
            request.headers_mut().insert(LAST_EVENT_ID, id);
        }
        options.timeout = self.left();
        Exchange::new(&self.session, self.route.clone(), request, options)
    }

    /// Takes the head of the response that is to be read from now on.
    #[inline]
    pub fn opened(&mut self, status: StatusCode, headers: HeaderMap) {
        (self.status, self.headers) = (status, headers);
        self.framer.restart();
    }

    /// The status of the response that is being read.
    #[cfg(feature = "blocking")]
    #[inline]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// What comes of what was received so far.
    pub fn next<V: FromFrame, E>(&mut self) -> Step<V, E> {
        match self.framer.next() {
            Ok(None) => Step::Read,
            Ok(Some(frame)) => {
                self.attempts.restart();
                self.event(&frame).map_or(Step::End(None), Step::Event)
            }
            Err(TooLong(most)) => {
                let said = format!("an event has more than {most} bytes, the limit of this client");
                let error = TransportError::new(TransportKind::TooLarge, said);
                Step::End(Some(TransportError { status: Some(self.status), ..error }.into()))
            }
        }
    }

    /// Takes what was read: a piece of the body, its end, or that its connection broke.
    pub fn received<V: FromFrame, E>(&mut self, read: Result<Option<Bytes>, TransportError>) -> Step<V, E> {
        match read {
            Ok(Some(piece)) if self.is_foreign() => {
                let (wanted, label) = (self.framing.media_type, self.label());
                let said = format!("`{label}` came, and not `{wanted}`: does the request ask for that?");
                let error = serde_json::Error::custom(said);
                Step::End(Some(self.undecodable(piece, error)))
            }
            Ok(Some(piece)) => {
                self.framer.push(&piece);
                self.next()
            }
            Ok(None) => {
                let last = self.framer.finish().and_then(|frame| self.event(&frame));
                last.map_or(Step::End(None), Step::Event)
            }
            Err(error) => self.broken(error).map_or_else(|error| Step::End(Some(error.into())), Step::Open),
        }
    }

    /// How long to wait before the stream is taken up again after its connection broke; the error where it is not: the service
    /// named no event to go on from, or the operation may not be repeated, or not once more.
    #[inline]
    fn broken(&mut self, error: TransportError) -> Result<Duration, TransportError> {
        let can_be_sent = self.request.body().can_be_sent();
        if !can_be_sent || !self.framing.is_events() || self.last_id().is_none() {
            return Err(error);
        }
        let left = self.left().unwrap_or(self.session.limits.call);
        let outcome: Result<Response<()>, _> = Err(error);
        // What broke after an event is no sign of trouble, and takes nothing from other calls.
        let own = Budget::default();
        let budget = if self.attempts.is_fresh() { &own } else { &self.session.budget };
        let wait = self.attempts.again(&outcome, || left, budget);
        let wait = wait.map(|wait| self.framer.retry().unwrap_or(wait)).filter(|wait| *wait < left);
        wait.map_or_else(|| outcome.map(|_| Duration::ZERO), Ok)
    }

    /// What the caller gave the whole call, and was not used yet.
    #[inline]
    fn left(&self) -> Option<Duration> {
        self.options.timeout.map(|whole| whole.saturating_sub(self.started.elapsed()))
    }

    /// An event, typed; `None` where it is the word by which services end their streams, and the type has no place for it.
    fn event<V: FromFrame, E>(&self, frame: &Frame) -> Option<Result<V, Error<E>>> {
        match V::read(frame) {
            Ok(event) => Some(Ok(event)),
            Err(_) if is_terminator(&frame.data) => None,
            Err(error) => Some(Err(self.undecodable(Bytes::copy_from_slice(frame.data.as_bytes()), error))),
        }
    }

    fn undecodable<E>(&self, body: Bytes, error: serde_json::Error) -> Error<E> {
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers.clone();
        undecodable(response, error)
    }

    #[inline]
    fn last_id(&self) -> Option<HeaderValue> {
        // An empty id says that there is none (HTML, section 9.2.6).
        self.framer.last_id().filter(|id| !id.is_empty()).and_then(|id| HeaderValue::from_str(id).ok())
    }

    /// Whether the response says that it is one answer, or a page. Other labels are often wrong.
    #[inline]
    fn is_foreign(&self) -> bool {
        let is_page = self.label().trim_start().to_ascii_lowercase().starts_with("text/html");
        is_page || (self.framing.is_events() && message::is_json(&self.headers))
    }

    #[inline]
    fn label(&self) -> &str {
        self.headers.get(CONTENT_TYPE).and_then(|label| label.to_str().ok()).unwrap_or_default()
    }
}

/// Whether it is the word in brackets by which services say that a stream is over, and which is no JSON.
#[inline]
fn is_terminator(text: &str) -> bool {
    let word = text.trim().strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    word.is_some_and(|word| {
        !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_')
    })
}
