//! Sends operations: on the caller's thread, on ureq.

use super::answer::Answer;
use super::byte_reader::{ByteReader, interrupted};
use super::call::{Call, Options};
use super::client::{Blocking, Client};
use super::credentials::Credentials;
use super::error::{Error, TransportError, TransportKind};
use super::exchange::{Attempt, Exchange, Failure, Next};
use super::incoming::{Incoming, open, whole};
use super::operation::{Operation, Route};
use super::payload::Payload;
use super::setup::{ClientBuilder, SetupError};
#[cfg(any(feature = "server", feature = "tower"))]
use super::source::is_cause;
use super::tokens::Source;
use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::{Request, Response};
use std::io::{self, Read};
use std::thread;
use std::time::Duration;
use ureq::AsSendBody;
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
        let request = operation.outgoing(self.base_url())?;
        O::response(whole(exchange(self, O::ROUTE, request, Options::default())?))
    }
}

/// No method of the client, which has one for each operation of a document, whatever its name.
pub(super) fn exchange(
    client: &Client<Blocking>,
    route: Route,
    request: Request<Payload>,
    options: Options,
) -> Result<Received, Failure> {
    start(&client.transport.0, Exchange::new(&client.session, route, request, options)?)
}

impl ClientBuilder {
    /// The blocking client.
    ///
    /// # Errors
    /// The address or the credentials cannot be used.
    pub fn build_blocking(self) -> Result<Client<Blocking>, SetupError> {
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
        self.with(Blocking(config.new_agent()))
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
        let request = self.operation.outgoing(self.client.base_url())?;
        Ok(whole(exchange(self.client, O::ROUTE, request, self.options)?))
    }

    /// Sends it, and leaves the body of a successful response to its reader, who gets it as it comes and without a bound.
    ///
    /// The times of the client hold until the head of the response is there, each step of the way by itself, and so does
    /// the habit of sending again; after that, each read may take as long as an attempt. `within` bounds all of it.
    ///
    /// # Errors
    /// Whatever can go wrong with a call, but for the body.
    pub fn stream(mut self) -> Result<Answer<ByteReader>, Error<O::Error>> {
        self.options.is_streamed = true;
        let request = self.operation.outgoing(self.client.base_url())?;
        open::<O, ByteReader>(exchange(self.client, O::ROUTE, request, self.options)?)
    }
}

/// Sends what the exchange says, within its span.
pub(super) fn start(agent: &ureq::Agent, exchange: Exchange) -> Result<Received, Failure> {
    let trace = exchange.trace();
    trace.within(|| run(agent, exchange))
}

/// Sends what the exchange says, until it is over.
fn run(agent: &ureq::Agent, mut exchange: Exchange) -> Result<Received, Failure> {
    loop {
        if let Some(renewal) = exchange.renewal() {
            while let Some(turn) = renewal.turn_within(exchange.left())? {
                match turn.source() {
                    Source::Own(source) => turn.finish(source.token_blocking()),
                }
            }
        }
        let outcome = send(agent, exchange.attempt()?);
        match exchange.received(outcome) {
            Next::Attempt(wait) if wait.is_zero() => {}
            Next::Attempt(wait) => thread::sleep(wait),
            Next::Done(outcome) => return outcome,
        }
    }
}

/// A response, with its body or what reads that.
pub(super) type Received = Response<Incoming<ByteReader>>;

fn send(agent: &ureq::Agent, attempt: Attempt) -> Result<Received, TransportError> {
    let (head, body) = attempt.request.into_parts();
    let limits = Limits { whole: attempt.whole, timeout: attempt.timeout, is_streamed: attempt.is_streamed };
    let response = match body {
        // A request without a body has none, rather than one of no bytes, unless it says so.
        body if body.is_empty() && !head.headers.contains_key(CONTENT_LENGTH) => {
            agent.run(limits.of(agent, http::Request::from_parts(head, ())))
        }
        #[cfg(any(feature = "server", feature = "tower"))]
        body if body.is_read() => {
            let mut head = head;
            if let Some(length) = body.length() {
                head.headers.insert(CONTENT_LENGTH, length.into());
            }
            let body = ureq::SendBody::from_owned_reader(body.reader());
            agent.run(limits.of(agent, http::Request::from_parts(head, body)))
        }
        body => agent.run(limits.of(agent, http::Request::from_parts(head, &body.into_bytes()[..]))),
    };
    let response = response.map_err(transport)?;
    if attempt.is_streamed && response.status().is_success() {
        return Ok(response.map(|body| Incoming::Open(ByteReader::new(body.into_reader()))));
    }
    receive(response, attempt.most_bytes)
}

/// How long a request may take.
struct Limits {
    whole: Option<Duration>,
    timeout: Duration,
    is_streamed: bool,
}

impl Limits {
    /// A request with them: all of it may take so long, or each of its steps and each read of the body.
    fn of<B: AsSendBody>(&self, agent: &ureq::Agent, request: http::Request<B>) -> http::Request<B> {
        let (config, timeout) = (agent.configure_request(request), Some(self.timeout));
        if !self.is_streamed {
            return config.timeout_global(timeout).build();
        }
        let config = config.timeout_global(self.whole).timeout_per_read(timeout);
        config.timeout_send_request(timeout).timeout_send_body(timeout).timeout_recv_response(timeout).build()
    }
}

fn receive(response: Response<ureq::Body>, most: usize) -> Result<Received, TransportError> {
    let (head, body) = response.into_parts();
    if body.content_length().is_some_and(|length| length > most as u64) {
        return Err(TransportError::too_large(head.status, most));
    }
    let mut bytes = Vec::new();
    // One byte more than allowed tells that there are too many.
    let mut reader = body.into_reader().take((most as u64).saturating_add(1));
    reader.read_to_end(&mut bytes).map_err(|error| interrupted(error, head.status))?;
    match bytes.len() > most {
        true => Err(TransportError::too_large(head.status, most)),
        false => Ok(Response::from_parts(head, Incoming::Whole(bytes.into()))),
    }
}

fn transport(error: ureq::Error) -> TransportError {
    let kind = match &error {
        #[cfg(any(feature = "server", feature = "tower"))]
        ureq::Error::Io(error) if is_cause(error) => TransportKind::Other,
        ureq::Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve) => TransportKind::Connect,
        ureq::Error::Timeout(_) => TransportKind::Timeout,
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed => TransportKind::Connect,
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::ConnectionRefused => TransportKind::Connect,
        // What came was no HTTP, or had a head without end.
        ureq::Error::Protocol(_) | ureq::Error::LargeResponseHeader(..) => TransportKind::Interrupted,
        ureq::Error::Io(_) => TransportKind::Interrupted,
        _ => TransportKind::Other,
    };
    TransportError::new(kind, error)
}
