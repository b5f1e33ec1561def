//! Streams of events, on the caller's thread.

use super::answer::Answer;
use super::blocking::{Received, start};
use super::byte_reader::{ByteReader, interrupted};
use super::call::Call;
use super::client::{Blocking, Client};
use super::error::{Error, RequestError, TransportError};
use super::event::{FromFrame, Streaming};
use super::exchange::{Exchange, Failure};
use super::feed::{Feed, Step};
use super::incoming::open;
use bytes::Bytes;
use http::StatusCode;
use std::fmt;
use std::io::Read;
use std::marker::PhantomData;
use std::thread;

impl<O: Streaming> Call<&Client<Blocking>, O> {
    /// Asks for the answer piece by piece, as events or lines that are typed. It is sent when the first one is asked for, and
    /// borrows neither the operation nor the client.
    pub fn events(self) -> EventReader<O::Event, O::Error> {
        let request = self.operation.outgoing(self.client.base_url());
        let feed = request
            .map(|request| Feed::new(&self.client.session, O::ROUTE, request, self.options, O::FRAMING));
        let agent = self.client.transport.0.clone();
        EventReader::new(feed, move |exchange| start(&agent, exchange), open::<O, ByteReader>)
    }
}

/// What a call answers piece by piece, as it comes: the blocking form of `Events`, with the same rules. The call is sent when
/// the first event is asked for; dropping this cancels the rest.
///
/// An event that is not what the document says is an error, and the next one may be fine. After any other error there is
/// nothing more. When the connection breaks, the stream is taken up again where the service gave its last event an id and the
/// operation may be repeated: after the time that the service asks for, with `Last-Event-ID`, and as often without an event
/// between as the client sends other calls again. The client's `timeout` holds for each read, and `within` for all.
#[must_use = "nothing is sent until the first event is asked for"]
pub struct EventReader<V, E> {
    feed: Result<Box<Feed>, Option<Error<E>>>,
    body: Option<ByteReader>,
    start: Box<Start>,
    open: fn(Received) -> Result<Answer<ByteReader>, Error<E>>,
    event: PhantomData<fn() -> V>,
}

/// What sends a call.
type Start = dyn FnMut(Exchange) -> Result<Received, Failure> + Send;

impl<V: FromFrame, E> EventReader<V, E> {
    pub(super) fn new(
        feed: Result<Feed, RequestError>,
        start: impl FnMut(Exchange) -> Result<Received, Failure> + Send + 'static,
        open: fn(Received) -> Result<Answer<ByteReader>, Error<E>>,
    ) -> Self {
        let feed = feed.map(Box::new).map_err(|error| Some(error.into()));
        Self { feed, body: None, start: Box::new(start), open, event: PhantomData }
    }

    /// The error that ends it, if there is one.
    fn end(&mut self, error: Option<Error<E>>) -> Option<Result<V, Error<E>>> {
        (self.feed, self.body) = (Err(None), None);
        error.map(Err)
    }
}

impl<V: FromFrame, E> Iterator for EventReader<V, E> {
    type Item = Result<V, Error<E>>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let feed = match &mut self.feed {
                Ok(feed) => feed,
                Err(error) => return error.take().map(Err),
            };
            let body = match &mut self.body {
                Some(body) => body,
                none => match reopen(feed, &mut self.start, self.open) {
                    Ok(body) => none.insert(body),
                    Err(error) => return self.end(Some(error)),
                },
            };
            let step = match feed.next() {
                Step::Read => feed.received(read(body, feed.status())),
                step => step,
            };
            match step {
                Step::Event(event) => return Some(event),
                Step::Read => {}
                Step::Open(wait) => {
                    self.body = None;
                    thread::sleep(wait);
                }
                Step::End(error) => return self.end(error),
            }
        }
    }
}

/// Sends the call, or sends it again.
fn reopen<E>(
    feed: &mut Feed,
    start: &mut Start,
    open: fn(Received) -> Result<Answer<ByteReader>, Error<E>>,
) -> Result<ByteReader, Error<E>> {
    let answer = open(start(feed.exchange()?)?)?;
    feed.opened(answer.status, answer.headers);
    Ok(answer.value)
}

/// A piece of a body; nothing at its end.
#[inline]
fn read(body: &mut ByteReader, status: StatusCode) -> Result<Option<Bytes>, TransportError> {
    let mut buffer = [0; 8 << 10];
    let count = body.read(&mut buffer).map_err(|error| interrupted(error, status))?;
    let piece = buffer.get(..count).unwrap_or_default();
    Ok((count > 0).then(|| Bytes::copy_from_slice(piece)))
}

impl<V, E> fmt::Debug for EventReader<V, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventReader")
            .field("is_over", &matches!(self.feed, Err(None)))
            .finish_non_exhaustive()
    }
}
