//! What a handler answers piece by piece.

use super::event::{Event, data, data_lines, field};
use super::framing::{Framing, Kind};
use super::payload::{Payload, Piece};
use super::problem::problem;
use super::respond::reply;
use super::scalar::scalar;
use super::slot::{Slot, View};
use super::source::Source;
use super::style_write::entries;
use bytes::Bytes;
use futures_core::Stream;
use http::{Response, StatusCode};
use std::error::Error as StdError;
use std::fmt;
use std::io::{self, Cursor, Read};
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

/// What a handler answers piece by piece: events, or values that are written as lines of JSON or whatever the document says.
///
/// Each is asked for when the one before was sent, so there may be no end of them; a client that goes away ends them. They are
/// sent once: clones share them.
///
/// ```text
/// Streamed::new(["a", "b"].map(|text| Event::new(Piece::new(text))))
/// ```
pub struct Streamed<V> {
    open: Arc<Mutex<Option<Open>>>,
    last: Option<String>,
    of: PhantomData<fn() -> V>,
}

/// What writes the pieces, when it is known how.
type Open = Box<dyn FnOnce(Framing) -> Source + Send>;

type BoxError = Box<dyn StdError + Send + Sync>;

impl<V: IntoFrame + Send + 'static> Streamed<V> {
    /// Those of an iterator, which may keep its thread waiting.
    pub fn new<I>(pieces: I) -> Self
    where
        I: IntoIterator<Item = V, IntoIter: Send + 'static>,
    {
        let pieces = pieces.into_iter();
        let left = Cursor::default();
        Self::of(move |framing| Source::reader(ByIterator { pieces, framing, left }, None))
    }

    /// Those of an asynchronous stream.
    pub fn stream<S>(stream: S) -> Self
    where
        S: Stream<Item = V> + Send + 'static,
    {
        Self::by_stream(stream, |piece, framing| Ok(piece.write(framing)?.into()))
    }

    /// Those of an asynchronous stream that may fail: the response is broken off then, so that no client takes that for its
    /// end.
    pub fn try_stream<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<V, E>> + Send + 'static,
        E: Into<BoxError> + 'static,
    {
        Self::by_stream(stream, |piece, framing| Ok(piece.map_err(Into::into)?.write(framing)?.into()))
    }

    fn by_stream<S: Stream + Send + 'static>(stream: S, write: Write<S::Item>) -> Self {
        let stream = Box::pin(stream);
        Self::of(move |framing| Source::stream(ByStream { stream, framing, write }, None))
    }

    fn of(open: impl FnOnce(Framing) -> Source + Send + 'static) -> Self {
        Self { open: Arc::new(Mutex::new(Some(Box::new(open)))), last: None, of: PhantomData }
    }

    /// Sends a text as the data of the last event, such as the `[DONE]` that the clients of some services wait for.
    #[must_use]
    pub fn ending(mut self, text: impl Into<String>) -> Self {
        self.last = Some(text.into());
        self
    }
}

impl<V> Streamed<V> {
    /// What is sent; `None` when that has begun before.
    fn payload(&self, framing: Framing) -> Option<Payload> {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        let last = self.last.iter().map(|text| Piece::Bytes(framed(framing, text).into()));
        Some(Payload::of([Piece::Source(open(framing))].into_iter().chain(last).collect()))
    }
}

impl<V> Clone for Streamed<V> {
    fn clone(&self) -> Self {
        Self { open: Arc::clone(&self.open), last: self.last.clone(), of: PhantomData }
    }
}

impl<V> fmt::Debug for Streamed<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Streamed").finish_non_exhaustive()
    }
}

/// A response that comes piece by piece.
pub fn streamed_reply<V>(status: u16, framing: Framing, body: &Streamed<V>) -> Response<Payload> {
    match body.payload(framing) {
        Some(payload) => reply(status, framing.media_type, payload),
        None => problem(StatusCode::INTERNAL_SERVER_ERROR, "The answer was sent before."),
    }
}

/// A reader of what an iterator gives.
struct ByIterator<I> {
    pieces: I,
    framing: Framing,
    left: Cursor<String>,
}

impl<I: Iterator<Item: IntoFrame>> Read for ByIterator<I> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.left.read(buffer)?;
            if count > 0 || buffer.is_empty() {
                return Ok(count);
            }
            let Some(piece) = self.pieces.next() else { return Ok(0) };
            self.left = Cursor::new(piece.write(self.framing)?);
        }
    }
}

/// A stream of what another one gives.
struct ByStream<S: Stream> {
    stream: Pin<Box<S>>,
    framing: Framing,
    write: Write<S::Item>,
}

/// What writes a piece.
type Write<P> = fn(P, Framing) -> Result<Bytes, BoxError>;

impl<S: Stream> Stream for ByStream<S> {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let piece = self.stream.as_mut().poll_next(context);
        piece.map(|piece| piece.map(|piece| (self.write)(piece, self.framing)))
    }
}

/// What one piece of a body is written as.
pub trait IntoFrame {
    /// Writes it.
    ///
    /// # Errors
    /// It cannot be written as JSON.
    fn write(&self, framing: Framing) -> serde_json::Result<String>;
}

/// A line, a JSON text, or an event that the document describes whole.
impl<T: Slot> IntoFrame for T {
    fn write(&self, framing: Framing) -> serde_json::Result<String> {
        match framing.kind {
            Kind::Events | Kind::WholeEvents => whole(self.view()),
            Kind::Lines | Kind::Sequence => Ok(framed(framing, &serde_json::to_string(&self.view())?)),
        }
    }
}

impl<T: Slot> IntoFrame for Event<T> {
    fn write(&self, _: Framing) -> serde_json::Result<String> {
        self.encode()
    }
}

/// An event that is described as an object (OpenAPI 3.2, section 4.14.4).
fn whole(view: View<'_>) -> serde_json::Result<String> {
    let mut out = String::new();
    for (key, value) in entries(view.opened()) {
        match key.as_str() {
            "data" => data(&mut out, value)?,
            // A line without the name of a field is one.
            "comment" => scalar(value).split(['\n', '\r']).for_each(|line| field(&mut out, "", line)),
            name => field(&mut out, name, &scalar(value)),
        }
    }
    out.push('\n');
    Ok(out)
}

/// A text as a piece of a body.
fn framed(framing: Framing, text: &str) -> String {
    match framing.kind {
        Kind::Events | Kind::WholeEvents => {
            let mut out = String::new();
            data_lines(&mut out, text);
            out + "\n"
        }
        Kind::Lines => format!("{text}\n"),
        Kind::Sequence => format!("\u{1e}{text}\n"),
    }
}
