//! Streams of events, asynchronous.

use super::answer::Answer;
use super::asynchronous::{Read, Running, Sending, Transport};
use super::byte_stream::ByteStream;
use super::call::Call;
use super::client::Client;
use super::error::{Error, RequestError};
use super::event::{FromFrame, Streaming};
use super::exchange::Exchange;
use super::feed::{Feed, Step};
use super::incoming::open;
use futures_core::Stream;
use std::fmt;
use std::future::{Future, poll_fn};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::time::{Sleep, sleep};

impl<T: Transport + Clone + Send + 'static, O: Streaming> Call<&Client<T>, O> {
    /// Asks for the answer piece by piece, as events or lines that are typed. It is sent when the first one is asked for, and
    /// borrows neither the operation nor the client.
    pub fn events(self) -> Events<O::Event, O::Error> {
        let request = self.operation.outgoing(self.client.base_url());
        let feed = request
            .map(|request| Feed::new(&self.client.session, O::ROUTE, request, self.options, O::FRAMING));
        let transport = self.client.transport.clone();
        Events::new(feed, move |exchange| transport.start(exchange), open::<O, ByteStream>)
    }
}

/// What a call answers piece by piece, as it comes. The call is sent when the first event is asked for; dropping this cancels
/// the rest.
///
/// An event that is not what the document says is an error, and the next one may be fine. After any other error there is
/// nothing more. When the connection breaks, the stream is taken up again where the service gave its last event an id and the
/// operation may be repeated: after the time that the service asks for, with `Last-Event-ID`, and as often without an event
/// between as the client sends other calls again. The client's `timeout` holds for each event to come, and `within` for all.
#[must_use = "nothing is sent until the first event is asked for"]
pub struct Events<V, E> {
    feed: Result<Box<Feed>, Option<Error<E>>>,
    state: State<E>,
    start: Box<dyn FnMut(Exchange) -> Running + Send>,
    open: Read<Answer<ByteStream>, E>,
    event: PhantomData<fn() -> V>,
}

enum State<E> {
    Closed,
    Waiting(Pin<Box<Sleep>>),
    Opening(Sending<Answer<ByteStream>, E>),
    Open(ByteStream),
}

impl<V: FromFrame, E> Events<V, E> {
    pub(super) fn new(
        feed: Result<Feed, RequestError>,
        start: impl FnMut(Exchange) -> Running + Send + 'static,
        open: Read<Answer<ByteStream>, E>,
    ) -> Self {
        let feed = feed.map(Box::new).map_err(|error| Some(error.into()));
        Self { feed, state: State::Closed, start: Box::new(start), open, event: PhantomData }
    }

    /// The next event; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<V, Error<E>>> {
        poll_fn(|context| self.poll_event(context)).await
    }

    fn poll_event(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<V, Error<E>>>> {
        loop {
            let feed = match &mut self.feed {
                Ok(feed) => feed,
                Err(error) => return Poll::Ready(error.take().map(Err)),
            };
            match &mut self.state {
                State::Closed => match feed.exchange() {
                    Ok(exchange) => {
                        let running = (self.start)(exchange);
                        self.state = State::Opening(Sending::new(running, self.open));
                    }
                    Err(error) => return self.end(Some(error.into())),
                },
                State::Waiting(sleep) => {
                    ready!(sleep.as_mut().poll(context));
                    self.state = State::Closed;
                }
                State::Opening(sending) => match ready!(Pin::new(sending).poll(context)) {
                    Ok(answer) => {
                        feed.opened(answer.status, answer.headers);
                        self.state = State::Open(answer.value);
                    }
                    Err(error) => return self.end(Some(error)),
                },
                State::Open(body) => {
                    let step = match feed.next() {
                        Step::Read => {
                            let piece = ready!(Pin::new(body).poll_next(context)).transpose();
                            feed.received(piece)
                        }
                        step => step,
                    };
                    match step {
                        Step::Event(event) => return Poll::Ready(Some(event)),
                        Step::Read => {}
                        Step::Open(wait) => self.state = State::Waiting(Box::pin(sleep(wait))),
                        Step::End(error) => return self.end(error),
                    }
                }
            }
        }
    }

    /// The error that ends it, if there is one.
    fn end(&mut self, error: Option<Error<E>>) -> Poll<Option<Result<V, Error<E>>>> {
        (self.feed, self.state) = (Err(None), State::Closed);
        Poll::Ready(error.map(Err))
    }
}

impl<V: FromFrame, E> Stream for Events<V, E> {
    type Item = Result<V, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_event(context)
    }
}

impl<V, E> fmt::Debug for Events<V, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").field("is_over", &matches!(self.feed, Err(None))).finish_non_exhaustive()
    }
}
