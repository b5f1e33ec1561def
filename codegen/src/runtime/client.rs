//! Sends operations: asynchronous, on reqwest.

use super::answer::Answer;
use super::base_url::{BaseUrl, BaseUrlError};
use super::call::Call;
use super::credentials::{Credentials, CredentialsError, Prepared};
use super::error::{Error, RequestError, TransportError, TransportKind};
use super::operation::Operation;
use super::redirect::{MOST_REDIRECTS, follow};
use bytes::{Bytes, BytesMut};
use http::{Request, Response};
use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

/// A connection to the service. Cheap to clone; all clones share one pool of connections.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
}

struct Shared {
    http: reqwest::Client,
    base: BaseUrl,
    credentials: Prepared,
    most_bytes: usize,
}

impl Client {
    /// A client for the service at an address such as `https://api.example.com`, with the default limits.
    ///
    /// # Errors
    /// The address or the credentials cannot be used, or TLS cannot be set up.
    pub fn new(base_url: &str, credentials: Credentials) -> Result<Self, SetupError> {
        Self::builder(base_url, credentials).build()
    }

    /// A client whose limits can be set.
    pub fn builder(base_url: &str, credentials: Credentials) -> ClientBuilder {
        ClientBuilder {
            base_url: base_url.to_owned(),
            credentials,
            connect_timeout: Duration::from_secs(10),
            timeout: Duration::from_secs(60),
            most_bytes: 64 << 20,
            user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")).to_owned(),
        }
    }

    /// The address of the service.
    pub fn base_url(&self) -> &BaseUrl {
        &self.shared.base
    }

    /// Sends an operation.
    ///
    /// The request is made at once, so the future borrows neither the operation nor this client.
    pub fn send<O: Operation>(&self, operation: &O) -> Sending<O::Output, O::Error> {
        Sending { state: self.start(operation.request(&self.shared.base)), read: O::response }
    }

    /// Sends an operation, and keeps the status and the headers of its response.
    pub fn send_for_answer<O: Operation>(&self, operation: &O) -> Sending<Answer<O::Output>, O::Error> {
        Sending { state: self.start(operation.request(&self.shared.base)), read: O::answer }
    }

    fn start(&self, request: Result<Request<Bytes>, RequestError>) -> Result<Exchange, Option<RequestError>> {
        match request {
            Ok(request) => Ok(Box::pin(exchange(Arc::clone(&self.shared), request))),
            Err(error) => Err(Some(error)),
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base_url", &self.shared.base.as_str()).finish_non_exhaustive()
    }
}

/// The limits of a [`Client`] that is being made.
#[derive(Clone, Debug)]
pub struct ClientBuilder {
    base_url: String,
    credentials: Credentials,
    connect_timeout: Duration,
    timeout: Duration,
    most_bytes: usize,
    user_agent: String,
}

impl ClientBuilder {
    /// How long a connection may take to be made: 10 seconds by default.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// How long a call may take, from its start to the last byte of the response: 60 seconds by default.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How many bytes the body of a response may have: 64 MiB by default.
    #[must_use]
    pub fn most_bytes(mut self, most: usize) -> Self {
        self.most_bytes = most;
        self
    }

    /// What the client calls itself: the name and version of this crate by default.
    #[must_use]
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = name.into();
        self
    }

    /// The client.
    ///
    /// # Errors
    /// The address or the credentials cannot be used, or TLS cannot be set up.
    pub fn build(self) -> Result<Client, SetupError> {
        let base = BaseUrl::parse(&self.base_url).map_err(SetupError::BaseUrl)?;
        let credentials = self.credentials.prepare().map_err(SetupError::Credentials)?;
        let http = reqwest::Client::builder()
            .connect_timeout(self.connect_timeout)
            .timeout(self.timeout)
            .user_agent(self.user_agent)
            // Redirects are followed here, where it is known what the credentials are for.
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|error| SetupError::Transport(Box::new(error)))?;
        Ok(Client { shared: Arc::new(Shared { http, base, credentials, most_bytes: self.most_bytes }) })
    }
}

/// Why there is no client.
#[derive(Debug)]
#[non_exhaustive]
pub enum SetupError {
    /// The address cannot be used.
    BaseUrl(BaseUrlError),
    /// The credentials cannot be used.
    Credentials(CredentialsError),
    /// The transport cannot be set up.
    Transport(Box<dyn std::error::Error + Send + Sync>),
}

impl std::error::Error for SetupError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::BaseUrl(error) => Some(error),
            Self::Credentials(error) => Some(error),
            Self::Transport(error) => Some(&**error),
        }
    }
}

impl fmt::Display for SetupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BaseUrl(error) => error.fmt(f),
            Self::Credentials(error) => error.fmt(f),
            Self::Transport(error) => write!(f, "the client cannot be set up: {error}"),
        }
    }
}

type Exchange = Pin<Box<dyn Future<Output = Result<Response<Bytes>, Failure>> + Send>>;

/// Why a request has no response.
enum Failure {
    Request(RequestError),
    Transport(TransportError),
}

impl From<TransportError> for Failure {
    fn from(error: TransportError) -> Self {
        Self::Transport(error)
    }
}

/// A call on its way. Dropping it cancels the call.
#[must_use = "a call is not sent until its future is awaited"]
pub struct Sending<T, E> {
    state: Result<Exchange, Option<RequestError>>,
    read: fn(Response<Bytes>) -> Result<T, Error<E>>,
}

impl<T, E> Future for Sending<T, E> {
    type Output = Result<T, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let exchange = match &mut self.state {
            Ok(exchange) => exchange,
            Err(error) => return error.take().map_or(Poll::Pending, |error| Poll::Ready(Err(error.into()))),
        };
        Poll::Ready(match ready!(exchange.as_mut().poll(context)) {
            Ok(response) => (self.read)(response),
            Err(Failure::Request(error)) => Err(error.into()),
            Err(Failure::Transport(error)) => Err(error.into()),
        })
    }
}

impl<O: Operation> Call<&Client, O> {
    /// Sends it, and keeps the status and the headers of the response.
    pub fn answer(self) -> Sending<Answer<O::Output>, O::Error> {
        self.client.send_for_answer(&self.operation)
    }
}

impl<O: Operation> IntoFuture for Call<&Client, O> {
    type Output = Result<O::Output, Error<O::Error>>;
    type IntoFuture = Sending<O::Output, O::Error>;

    fn into_future(self) -> Self::IntoFuture {
        self.client.send(&self.operation)
    }
}

/// Sends a request, follows the redirects that may be followed, and receives the response. Written once for all
/// operations.
async fn exchange(shared: Arc<Shared>, mut request: Request<Bytes>) -> Result<Response<Bytes>, Failure> {
    for _ in 0..=MOST_REDIRECTS {
        let mut signed = request.clone();
        shared.credentials.apply(&mut signed).map_err(|error| Failure::Request(error.into()))?;
        let signed = reqwest::Request::try_from(signed).map_err(transport)?;
        let response = shared.http.execute(signed).await.map_err(transport)?;
        match follow(&request, response.status(), response.headers()) {
            Some(next) => request = next,
            None => return receive(response, shared.most_bytes).await,
        }
    }
    Err(TransportError::new(TransportKind::Other, "the service redirects without end").into())
}

async fn receive(mut response: reqwest::Response, most: usize) -> Result<Response<Bytes>, Failure> {
    let status = response.status();
    let too_large = || TransportError::too_large(status, most);
    if response.content_length().is_some_and(|length| length > most as u64) {
        return Err(too_large().into());
    }
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| interrupted(error, status))? {
        if body.len().saturating_add(chunk.len()) > most {
            return Err(too_large().into());
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
