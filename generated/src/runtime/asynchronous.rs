//! Sends operations asynchronously, whatever with.

use super::answer::Answer;
use super::byte_stream::ByteStream;
use super::call::{Call, Options};
use super::client::Client;
use super::error::{Error, RequestError, TransportError};
use super::exchange::{Attempt, Exchange, Failure, Next};
use super::incoming::{Incoming, open, whole};
use super::operation::{Operation, Route};
use super::payload::Payload;
use super::tokens::{Source, late};
use bytes::Bytes;
use http::{Request, Response};
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::time::timeout;

/// What a client sends with, when it sends asynchronously.
pub trait Transport: Sized {
    /// Sends one request, and receives its response, or its head where the body is left to a reader.
    fn send(
        &self,
        attempt: Attempt,
    ) -> impl Future<Output = Result<Received, TransportError>> + Send + use<'_, Self>;

    /// [`run`] by this transport. It is named where the transport is known, so that it is compiled there and not again for
    /// each operation.
    fn start(&self, exchange: Exchange) -> Running;
}

/// A call on its way, to its last response.
pub type Running = Pin<Box<dyn Future<Output = Result<Received, Failure>> + Send>>;

/// A response, with its body or what reads that.
pub type Received = Response<Incoming<ByteStream>>;

impl<T: Transport> Client<T> {
    /// Sends an operation.
    ///
    /// The request is made at once, so the future borrows neither the operation nor this client.
    pub fn send<O: Operation>(&self, operation: &O) -> Sending<O::Output, O::Error> {
        start(self, operation, Options::default(), |response| O::response(whole(response)))
    }
}

// No methods of the client, which has one for each operation of a document, whatever its name.

fn start<T: Transport, O: Operation, V>(
    client: &Client<T>,
    operation: &O,
    options: Options,
    read: Read<V, O::Error>,
) -> Sending<V, O::Error> {
    let running = begin(client, O::ROUTE, operation.outgoing(client.base_url()), options);
    Sending { state: running.map_err(Some), read }
}

pub(super) fn begin<T: Transport>(
    client: &Client<T>,
    route: Route,
    request: Result<Request<Payload>, RequestError>,
    options: Options,
) -> Result<Running, RequestError> {
    Ok(client.transport.start(Exchange::new(&client.session, route, request?, options)?))
}

/// What makes a value of a response.
pub(super) type Read<V, E> = fn(Received) -> Result<V, Error<E>>;

/// A call on its way. Dropping it cancels the call.
#[must_use = "a call is not sent until its future is awaited"]
pub struct Sending<V, E> {
    state: Result<Running, Option<RequestError>>,
    read: Read<V, E>,
}

impl<V, E> Sending<V, E> {
}

impl<V, E> Future for Sending<V, E> {
    type Output = Result<V, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let running = match &mut self.state {
            Ok(running) => running,
            Err(error) => return error.take().map_or(Poll::Pending, |error| Poll::Ready(Err(error.into()))),
        };
        Poll::Ready(match ready!(running.as_mut().poll(context)) {
            Ok(response) => (self.read)(response),
            Err(failure) => Err(failure.into()),
        })
    }
}

impl<T: Transport, O: Operation> Call<&Client<T>, O> {
    /// Sends it, and keeps the status and the headers of the response.
    pub fn answer(self) -> Sending<Answer<O::Output>, O::Error> {
        start(self.client, &self.operation, self.options, |response| O::answer(whole(response)))
    }

    /// Sends it, and takes the response as it comes, whatever its status.
    pub fn raw(self) -> Sending<Response<Bytes>, O::Error> {
        start(self.client, &self.operation, self.options, |response| Ok(whole(response)))
    }

    /// Sends it, and leaves the body of a successful response to its reader, who gets it as it comes and without a bound.
    ///
    /// The times of the client hold until the head of the response is there, and so does the habit of sending again; after
    /// that, each piece of the body may take as long as an attempt. `within` bounds all of it.
    pub fn stream(mut self) -> Sending<Answer<ByteStream>, O::Error> {
        self.options.is_streamed = true;
        start(self.client, &self.operation, self.options, open::<O, ByteStream>)
    }
}

impl<T: Transport, O: Operation> IntoFuture for Call<&Client<T>, O> {
    type Output = Result<O::Output, Error<O::Error>>;
    type IntoFuture = Sending<O::Output, O::Error>;

    fn into_future(self) -> Self::IntoFuture {
        start(self.client, &self.operation, self.options, |response| O::response(whole(response)))
    }
}

/// Sends what the exchange says, until it is over. Written once for all operations.
#[allow(clippy::manual_async_fn)] // One has room for its arguments twice.
pub fn run<T: Transport + Send + Sync>(
    transport: T,
    mut exchange: Exchange,
) -> impl Future<Output = Result<Received, Failure>> + Send {
    async move {
        loop {
            if let Some(renewal) = exchange.renewal() {
                let renew = timeout(exchange.left(), async {
                    while let Some(turn) = renewal.turn().await? {
                        match turn.source() {
                            Source::Own(source) => turn.finish(source.token().await),
                        }
                    }
                    Ok::<_, Failure>(())
                });
                // Boxed, since a call seldom needs the room.
                Box::pin(renew).await.unwrap_or_else(|_| Err(late()))?;
            }
            let outcome = transport.send(exchange.attempt()?).await;
            match exchange.received(outcome) {
                Next::Attempt(wait) if wait.is_zero() => {}
                Next::Attempt(wait) => tokio::time::sleep(wait).await,
                Next::Done(outcome) => return outcome,
            }
        }
    }
}
