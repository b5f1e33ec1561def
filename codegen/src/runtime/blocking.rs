//! Sends operations: on the caller's thread, on ureq.

use super::answer::Answer;
use super::call::{Call, Options};
use super::client::{Blocking, Client};
use super::credentials::Credentials;
use super::error::{Error, TransportError, TransportKind};
use super::exchange::{Attempt, Exchange, Failure, Next};
use super::operation::Operation;
use super::setup::{ClientBuilder, SetupError};
use bytes::Bytes;
use http::{Response, StatusCode};
use std::io::{self, Read};
use std::thread;
use ureq::tls::{RootCerts, TlsConfig};

impl Client<Blocking> {
    /// A blocking client for the service at an address such as `https://api.example.com`, with the default limits.
    ///
    /// # Errors
    /// The address or the credentials cannot be used.
    pub fn blocking(base_url: &str, credentials: Credentials) -> Result<Self, SetupError> {
        Client::builder(base_url, credentials).build_blocking()
    }

    /// Sends an operation, and waits for the response.
    ///
    /// # Errors
    /// Whatever can go wrong with a call.
    pub fn send<O: Operation>(&self, operation: &O) -> Result<O::Output, Error<O::Error>> {
        O::response(self.exchange(operation, Options::default())?)
    }

    fn exchange<O: Operation>(
        &self,
        operation: &O,
        options: Options,
    ) -> Result<Response<Bytes>, Error<O::Error>> {
        let request = operation.request(self.base_url())?;
        let exchange = Exchange::new(&self.session, O::ROUTE, request, options)?;
        let trace = exchange.trace();
        Ok(trace.within(|| run(&self.transport.0, exchange))?)
    }
}

impl ClientBuilder {
    /// The blocking client.
    ///
    /// # Errors
    /// The address or the credentials cannot be used.
    pub fn build_blocking(self) -> Result<Client<Blocking>, SetupError> {
        let session = self.session()?;
        let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
        let config = ureq::Agent::config_builder()
            .timeout_connect(Some(self.connect_timeout))
            // It is the exchange that knows what the credentials are for.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .tls_config(tls)
            .build();
        Ok(Client { transport: Blocking(config.new_agent()), session })
    }
}

impl<O: Operation> Call<&Client<Blocking>, O> {
    /// Sends it, and waits for the response.
    ///
    /// # Errors
    /// Whatever can go wrong with a call.
    pub fn send(self) -> Result<O::Output, Error<O::Error>> {
        O::response(self.raw()?)
    }

    /// Sends it, and keeps the status and the headers of the response.
    ///
    /// # Errors
    /// Whatever can go wrong with a call.
    pub fn answer(self) -> Result<Answer<O::Output>, Error<O::Error>> {
        O::answer(self.raw()?)
    }

    /// Sends it, and takes the response as it comes, whatever its status.
    ///
    /// # Errors
    /// There is no response.
    pub fn raw(self) -> Result<Response<Bytes>, Error<O::Error>> {
        self.client.exchange(&self.operation, self.options)
    }
}

/// Sends what the exchange says, until it is over.
fn run(agent: &ureq::Agent, mut exchange: Exchange) -> Result<Response<Bytes>, Failure> {
    loop {
        let outcome = send(agent, exchange.attempt()?);
        match exchange.received(outcome) {
            Next::Attempt(wait) if wait.is_zero() => {}
            Next::Attempt(wait) => thread::sleep(wait),
            Next::Done(outcome) => return outcome,
        }
    }
}

fn send(agent: &ureq::Agent, attempt: Attempt) -> Result<Response<Bytes>, TransportError> {
    let (head, body) = attempt.request.into_parts();
    let timeout = Some(attempt.timeout);
    // A request without a body has none, rather than one of no bytes.
    let response = match body.is_empty() {
        true => {
            let request = http::Request::from_parts(head, ());
            agent.run(agent.configure_request(request).timeout_global(timeout).build())
        }
        false => {
            let request = http::Request::from_parts(head, &body[..]);
            agent.run(agent.configure_request(request).timeout_global(timeout).build())
        }
    };
    receive(response.map_err(transport)?, attempt.most_bytes)
}

fn receive(response: Response<ureq::Body>, most: usize) -> Result<Response<Bytes>, TransportError> {
    let (head, body) = response.into_parts();
    let mut bytes = Vec::new();
    // One byte more than allowed tells that there are too many.
    let mut reader = body.into_reader().take((most as u64).saturating_add(1));
    reader.read_to_end(&mut bytes).map_err(|error| interrupted(error, head.status))?;
    match bytes.len() > most {
        true => Err(TransportError::too_large(head.status, most)),
        false => Ok(Response::from_parts(head, bytes.into())),
    }
}

fn transport(error: ureq::Error) -> TransportError {
    let kind = match &error {
        ureq::Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve) => TransportKind::Connect,
        ureq::Error::Timeout(_) => TransportKind::Timeout,
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed => TransportKind::Connect,
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::ConnectionRefused => TransportKind::Connect,
        ureq::Error::Io(_) => TransportKind::Interrupted,
        _ => TransportKind::Other,
    };
    TransportError::new(kind, error)
}

fn interrupted(error: io::Error, status: StatusCode) -> TransportError {
    let kind = match error.kind() {
        io::ErrorKind::TimedOut => TransportKind::Timeout,
        _ => TransportKind::Interrupted,
    };
    TransportError { status: Some(status), ..TransportError::new(kind, error) }
}
