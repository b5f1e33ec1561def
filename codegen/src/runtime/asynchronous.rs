//! Sends operations: asynchronous, on reqwest.

use super::answer::Answer;
use super::call::{Call, Options};
use super::client::{Async, Client};
use super::credentials::Credentials;
use super::error::{Error, RequestError, TransportError, TransportKind};
use super::exchange::{Attempt, Exchange, Failure, Next};
use super::operation::{Operation, Route};
use super::setup::{ClientBuilder, SetupError};
use bytes::{Bytes, BytesMut};
use http::{Request, Response};
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

impl Client {
    /// An asynchronous client for the service at an address such as `https://api.example.com`, with the default limits.
    ///
    /// # Errors
    /// The address or the credentials cannot be used, or TLS cannot be set up.
    pub fn new(base_url: &str, credentials: Credentials) -> Result<Self, SetupError> {
        Self::builder(base_url, credentials).build()
    }

    /// Sends an operation.
    ///
    /// The request is made at once, so the future borrows neither the operation nor this client.
    pub fn send<O: Operation>(&self, operation: &O) -> Sending<O::Output, O::Error> {
        self.start(operation, Options::default(), O::response)
    }

    fn start<O: Operation, T>(
        &self,
        operation: &O,
        options: Options,
        read: Read<T, O::Error>,
    ) -> Sending<T, O::Error> {
        let running = self.begin(O::ROUTE, operation.request(self.base_url()), options);
        Sending { state: running.map_err(Some), read }
    }

    fn begin(
        &self,
        route: Route,
        request: Result<Request<Bytes>, RequestError>,
        options: Options,
    ) -> Result<Running, RequestError> {
        let exchange = Exchange::new(&self.session, route, request?, options)?;
        let trace = exchange.trace();
        Ok(Box::pin(trace.around(run(self.transport.0.clone(), exchange))))
    }
}

impl ClientBuilder {
    /// The asynchronous client.
    ///
    /// # Errors
    /// The address or the credentials cannot be used, or TLS cannot be set up.
    pub fn build(self) -> Result<Client, SetupError> {
        let session = self.session()?;
        let http = reqwest::Client::builder()
            .connect_timeout(self.connect_timeout)
            .user_agent(self.user_agent)
            // It is the exchange that knows what the credentials are for.
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|error| SetupError::Transport(Box::new(error)))?;
        Ok(Client { transport: Async(http), session })
    }
}

/// What makes a value of a response.
type Read<T, E> = fn(Response<Bytes>) -> Result<T, Error<E>>;

type Running = Pin<Box<dyn Future<Output = Result<Response<Bytes>, Failure>> + Send>>;

/// A call on its way. Dropping it cancels the call.
#[must_use = "a call is not sent until its future is awaited"]
pub struct Sending<T, E> {
    state: Result<Running, Option<RequestError>>,
    read: Read<T, E>,
}

impl<T, E> Future for Sending<T, E> {
    type Output = Result<T, Error<E>>;

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

impl<O: Operation> Call<&Client, O> {
    /// Sends it, and keeps the status and the headers of the response.
    pub fn answer(self) -> Sending<Answer<O::Output>, O::Error> {
        self.client.start(&self.operation, self.options, O::answer)
    }

    /// Sends it, and takes the response as it comes, whatever its status.
    pub fn raw(self) -> Sending<Response<Bytes>, O::Error> {
        self.client.start(&self.operation, self.options, Ok)
    }
}

impl<O: Operation> IntoFuture for Call<&Client, O> {
    type Output = Result<O::Output, Error<O::Error>>;
    type IntoFuture = Sending<O::Output, O::Error>;

    fn into_future(self) -> Self::IntoFuture {
        self.client.start(&self.operation, self.options, O::response)
    }
}

/// Sends what the exchange says, until it is over. Written once for all operations.
async fn run(http: reqwest::Client, mut exchange: Exchange) -> Result<Response<Bytes>, Failure> {
    loop {
        let outcome = send(&http, exchange.attempt()?).await;
        match exchange.received(outcome) {
            Next::Attempt(wait) if wait.is_zero() => {}
            Next::Attempt(wait) => tokio::time::sleep(wait).await,
            Next::Done(outcome) => return outcome,
        }
    }
}

async fn send(http: &reqwest::Client, attempt: Attempt) -> Result<Response<Bytes>, TransportError> {
    let mut request = reqwest::Request::try_from(attempt.request).map_err(transport)?;
    *request.timeout_mut() = Some(attempt.timeout);
    receive(http.execute(request).await.map_err(transport)?, attempt.most_bytes).await
}

async fn receive(mut response: reqwest::Response, most: usize) -> Result<Response<Bytes>, TransportError> {
    let status = response.status();
    let too_large = || TransportError::too_large(status, most);
    if response.content_length().is_some_and(|length| length > most as u64) {
        return Err(too_large());
    }
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| interrupted(error, status))? {
        if body.len().saturating_add(chunk.len()) > most {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    let mut received = Response::new(body.freeze());
    *received.status_mut() = status;
    *received.headers_mut() = std::mem::take(response.headers_mut());
    Ok(received)
}

/// What reqwest says, without the URL, which may hold a key.
fn transport(error: reqwest::Error) -> TransportError {
    let kind = match &error {
        error if error.is_connect() => TransportKind::Connect,
        error if error.is_timeout() => TransportKind::Timeout,
        error if error.is_request() || error.is_body() => TransportKind::Interrupted,
        _ => TransportKind::Other,
    };
    TransportError::new(kind, error.without_url())
}

fn interrupted(error: reqwest::Error, status: http::StatusCode) -> TransportError {
    let kind = if error.is_timeout() { TransportKind::Timeout } else { TransportKind::Interrupted };
    TransportError { status: Some(status), ..TransportError::new(kind, error.without_url()) }
}
