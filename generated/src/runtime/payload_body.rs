//! Sends what a request carries, asynchronously.

use super::payload::{Payload, Piece};
use super::source::{Open, SourceError};
use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body, Frame, SizeHint};
use std::fmt;
use std::future::Future;
use std::io::{self, Read};
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use tokio::task::{JoinHandle, spawn_blocking};

/// So many bytes of a file or reader are sent at once.
const CHUNK: usize = 64 << 10;

/// The body of a request as a transport sends it. What has to be read is read on tokio's threads for that.
///
/// Dropping it ends the reading; a read that has begun may go on for a while, and nobody sees what comes of it.
pub struct PayloadBody {
    length: Option<u64>,
    /// Not for sharing, but because bodies have to be shareable, and readers need not be.
    state: Mutex<State>,
}

struct State {
    /// What was not begun yet, the next one last.
    left: Vec<Piece>,
    current: Current,
}

enum Current {
    /// Nothing.
    Between,
    /// A reader that is to be read.
    Reader(Box<dyn Read + Send>),
    /// A reader that is being read.
    Reading(JoinHandle<io::Result<(Box<dyn Read + Send>, Bytes)>>),
    /// A stream.
    Stream(Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>),
}

impl PayloadBody {
    /// What sends it from its first byte to its last.
    pub(super) fn new(payload: &Payload) -> Self {
        let left = payload.pieces().into_iter().rev().collect();
        Self { length: payload.length(), state: Mutex::new(State { left, current: Current::Between }) }
    }
}

impl From<Payload> for PayloadBody {
    fn from(payload: Payload) -> Self {
        Self::new(&payload)
    }
}

impl From<Bytes> for PayloadBody {
    fn from(bytes: Bytes) -> Self {
        Self::new(&bytes.into())
    }
}

impl State {
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        loop {
            match std::mem::replace(&mut self.current, Current::Between) {
                Current::Between => match self.left.pop() {
                    None => return Poll::Ready(None),
                    Some(Piece::Bytes(bytes)) if bytes.is_empty() => {}
                    Some(Piece::Bytes(bytes)) => return Poll::Ready(Some(Ok(bytes))),
                    Some(Piece::Source(source)) => match source.open() {
                        Ok(Open::Reader(reader)) => self.current = Current::Reader(reader),
                        Ok(Open::Stream(stream)) => self.current = Current::Stream(stream),
                        Err(error) => return Poll::Ready(Some(Err(error))),
                    },
                },
                Current::Reader(reader) => {
                    self.current = Current::Reading(spawn_blocking(move || read(reader)));
                }
                Current::Reading(mut reading) => {
                    let Poll::Ready(read) = Pin::new(&mut reading).poll(context) else {
                        self.current = Current::Reading(reading);
                        return Poll::Pending;
                    };
                    // A reader that panics has no more bytes to send.
                    let (reader, bytes) = match read.map_err(io::Error::other).and_then(|read| read) {
                        Ok(read) => read,
                        Err(error) => return Poll::Ready(Some(Err(error))),
                    };
                    if !bytes.is_empty() {
                        self.current = Current::Reader(reader);
                        return Poll::Ready(Some(Ok(bytes)));
                    }
                }
                Current::Stream(mut stream) => {
                    let polled = stream.as_mut().poll_next(context);
                    if !matches!(polled, Poll::Ready(None | Some(Err(_)))) {
                        self.current = Current::Stream(stream);
                    }
                    if let Some(piece) = ready!(polled) {
                        return Poll::Ready(Some(piece));
                    }
                }
            }
        }
    }
}

/// The next bytes of a reader; none at its end.
fn read(mut reader: Box<dyn Read + Send>) -> io::Result<(Box<dyn Read + Send>, Bytes)> {
    let mut buffer = vec![0; CHUNK];
    loop {
        match reader.read(&mut buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
            Ok(count) => {
                buffer.truncate(count);
                return Ok((reader, buffer.into()));
            }
        }
    }
}

impl Body for PayloadBody {
    type Data = Bytes;
    type Error = SourceError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, SourceError>>> {
        let state = self.state.get_mut().unwrap_or_else(PoisonError::into_inner);
        let piece = ready!(state.poll_piece(context));
        Poll::Ready(piece.map(|piece| piece.map(Frame::data).map_err(SourceError)))
    }

    // A request without a body has none, rather than one of no bytes.
    fn is_end_stream(&self) -> bool {
        self.length == Some(0)
    }

    fn size_hint(&self) -> SizeHint {
        self.length.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

impl fmt::Debug for PayloadBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PayloadBody").field("length", &self.length).finish_non_exhaustive()
    }
}
