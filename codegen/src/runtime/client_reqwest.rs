//! The asynchronous client on reqwest.

use super::asynchronous::{Running, Transport, run};
use super::client::{Async, Client};
use super::credentials::Credentials;
use super::error::{TransportError, TransportKind};
use super::exchange::{Attempt, Exchange};
use super::setup::{ClientBuilder, SetupError};
use bytes::{Bytes, BytesMut};
use http::Response;

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
        let session = self.session()?;
        let http = reqwest::Client::builder()
            .connect_timeout(self.connect_timeout)
            // It is the exchange that knows what the credentials are for.
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|error| SetupError::Transport(Box::new(error)))?;
        Ok(Client { transport: Async(http), session })
    }
}

impl Transport for Async {
    async fn send(&self, attempt: Attempt) -> Result<Response<Bytes>, TransportError> {
        let mut request = reqwest::Request::try_from(attempt.request).map_err(transport)?;
        *request.timeout_mut() = Some(attempt.timeout);
        receive(self.0.execute(request).await.map_err(transport)?, attempt.most_bytes).await
    }

    fn start(&self, exchange: Exchange) -> Running {
        let trace = exchange.trace();
        Box::pin(trace.around(run(self.clone(), exchange)))
    }
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
