//! The asynchronous client on reqwest.

use super::asynchronous::{Received, Running, Transport, run};
use super::byte_stream::ByteStream;
use super::client::{Async, Client};
use super::credentials::Credentials;
use super::error::{TransportError, TransportKind};
use super::exchange::{Attempt, Exchange};
use super::incoming::{Gathered, Incoming};
use super::payload::Payload;
#[cfg(any(feature = "server", feature = "tower"))]
use super::payload_body::PayloadBody;
use super::setup::{ClientBuilder, SetupError};
#[cfg(any(feature = "server", feature = "tower"))]
use super::source::is_cause;
use http::uri::PathAndQuery;
use http::{Request, Response, Uri};
use std::time::Duration;
use tokio::time::timeout;

impl Client {
    /// An asynchronous client for the service at an address such as `https://api.example.com`, with the default limits.
    ///
    /// # Errors
    /// The address or the credentials cannot be used, or TLS cannot be set up.
    pub fn new(base_url: &str, credentials: Credentials) -> Result<Self, SetupError> {
        Self::builder(base_url, credentials).build()
    }
}

impl ClientBuilder {
    /// The asynchronous client.
    ///
    /// # Errors
    /// The address or the credentials cannot be used, or TLS cannot be set up.
    pub fn build(self) -> Result<Client, SetupError> {
        let http = reqwest::Client::builder()
            .connect_timeout(self.connect_timeout)
            // It is the exchange that knows what the credentials are for.
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|error| SetupError::Transport(Box::new(error)))?;
        self.with(Async(http))
    }
}

impl Transport for Async {
    async fn send(&self, attempt: Attempt) -> Result<Received, TransportError> {
        let request = outgoing(attempt.request)?;
        if attempt.is_streamed {
            let opened = open(&self.0, request, attempt.timeout, attempt.whole, attempt.most_bytes);
            let late = |_| TransportError::new(TransportKind::Timeout, "the response did not begin in time");
            // Boxed, since most calls have no use for the room.
            return Box::pin(timeout(attempt.timeout, opened)).await.map_err(late)?;
        }
        // Not by reqwest, which needs room in the request for the time.
        let mut status = None;
        let received = async {
            let response = self.0.execute(request).await.map_err(transport)?;
            status = Some(response.status());
            receive(response, attempt.most_bytes).await
        };
        let outcome = timeout(attempt.timeout, received).await;
        outcome.unwrap_or_else(|_| {
            let late = TransportError::new(TransportKind::Timeout, "the time of this attempt is over");
            Err(TransportError { status, ..late })
        })
    }

    fn start(&self, exchange: Exchange) -> Running {
        let trace = exchange.trace();
        Box::pin(trace.around(run(self.clone(), exchange)))
    }
}

/// The request as reqwest has it. Its own conversion looks for room for the address several times.
fn outgoing(request: Request<Payload>) -> Result<reqwest::Request, TransportError> {
    let (head, payload) = request.into_parts();
    let url = reqwest::Url::parse(&address(&head.uri));
    let url = url.map_err(|error| TransportError::new(TransportKind::Other, error))?;
    let mut request = reqwest::Request::new(head.method, url);
    *request.headers_mut() = head.headers;
    *request.body_mut() = Some(body(payload));
    Ok(request)
}

/// The text of an address, without what it takes to print one.
fn address(uri: &Uri) -> String {
    let mut text = String::with_capacity(256);
    if let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) {
        text.extend([scheme, "://", authority.as_str()]);
    }
    text.push_str(uri.path_and_query().map_or("/", PathAndQuery::as_str));
    text
}

/// Bytes as they are, and the rest as it is read.
fn body(payload: Payload) -> reqwest::Body {
    #[cfg(any(feature = "server", feature = "tower"))]
    if payload.is_read() {
        return reqwest::Body::wrap(PayloadBody::new(&payload));
    }
    payload.into_bytes().into()
}

/// Leaves the body to its reader, unless it is that of an error.
async fn open(
    http: &reqwest::Client,
    request: reqwest::Request,
    piece: Duration,
    whole: Option<Duration>,
    most: usize,
) -> Result<Received, TransportError> {
    let response = http.execute(request).await.map_err(transport)?;
    let status = response.status();
    if !status.is_success() {
        return receive(response, most).await;
    }
    let stream = |body| ByteStream::new(body, piece, whole, move |error| interrupted(error, status));
    Ok(Response::from(response).map(|body| Incoming::Open(stream(body))))
}

async fn receive(mut response: reqwest::Response, most: usize) -> Result<Received, TransportError> {
    let status = response.status();
    let too_large = || TransportError::too_large(status, most);
    if response.content_length().is_some_and(|length| length > most as u64) {
        return Err(too_large());
    }
    let mut gathered = Gathered::new(most);
    while let Some(chunk) = response.chunk().await.map_err(|error| interrupted(error, status))? {
        if !gathered.add(chunk) {
            return Err(too_large());
        }
    }
    let mut received = Response::new(Incoming::Whole(gathered.finish()));
    *received.status_mut() = status;
    *received.headers_mut() = std::mem::take(response.headers_mut());
    Ok(received)
}

/// What reqwest says, without the URL, which may hold a key.
fn transport(error: reqwest::Error) -> TransportError {
    let kind = match &error {
        #[cfg(any(feature = "server", feature = "tower"))]
        error if is_cause(error) => TransportKind::Other,
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
