//! The asynchronous client on any service of tower.

use super::asynchronous::{Received, Running, Transport, run};
use super::byte_stream::ByteStream;
use super::client::{Client, Tower};
use super::credentials::Credentials;
use super::error::{TransportError, TransportKind};
use super::exchange::{Attempt, Exchange};
use super::incoming::{Gathered, Incoming};
use super::payload_body::PayloadBody;
use super::setup::{ClientBuilder, SetupError};
use super::source::is_cause;
use bytes::Buf;
use http::{Request, Response, StatusCode};
use http_body::Body;
use std::error::Error as StdError;
use std::future::{Future, poll_fn};
use std::io::{self, ErrorKind};
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};
use tower_service::Service;

type BoxError = Box<dyn StdError + Send + Sync>;

impl Client<Tower> {
    /// A client that sends by a service of tower, for what is at an address such as `https://api.example.com`, with the
    /// default limits: see [`ClientBuilder::build_tower`].
    ///
    /// # Errors
    /// The address or the credentials cannot be used.
    pub fn tower<S, R>(service: S, base_url: &str, credentials: Credentials) -> Result<Self, SetupError>
    where
        S: Service<Request<PayloadBody>, Response = Response<R>, Future: Send, Error: Into<BoxError>>,
        S: Clone + Send + 'static,
        R: Body<Data: Send, Error: Into<BoxError>> + Send + 'static,
    {
        Client::builder(base_url, credentials).build_tower(service)
    }
}

impl ClientBuilder {
    /// The asynchronous client that sends by a service of tower: hyper's client, layers around one, or a router in a test.
    ///
    /// The service gets requests with absolute URLs, and a clone of it sends each of them. Its errors count as broken
    /// connections, unless no connection was made or it was not ready. This client follows redirects and repeats requests by
    /// itself, so that no layer has to; waits and timeouts are tokio's, so that calls are made within its runtime with the
    /// time enabled. How long a connection may take to be made is the service's own business.
    ///
    /// # Errors
    /// The address or the credentials cannot be used.
    pub fn build_tower<S, R>(self, service: S) -> Result<Client<Tower>, SetupError>
    where
        S: Service<Request<PayloadBody>, Response = Response<R>, Future: Send, Error: Into<BoxError>>,
        S: Clone + Send + 'static,
        R: Body<Data: Send, Error: Into<BoxError>> + Send + 'static,
    {
        let sender = ByService(Mutex::new(service));
        self.with(Tower(Arc::new(sender)))
    }
}

impl Transport for Tower {
    async fn send(&self, attempt: Attempt) -> Result<Received, TransportError> {
        let late = |_| TransportError::new(TransportKind::Timeout, "the time of this attempt is over");
        tokio::time::timeout(attempt.timeout, self.0.send(attempt)).await.map_err(late)?
    }

    fn start(&self, exchange: Exchange) -> Running {
        let trace = exchange.trace();
        Box::pin(trace.around(run(self.clone(), exchange)))
    }
}

/// A service without its type.
pub(super) trait Sender: Send + Sync {
    fn send(&self, attempt: Attempt) -> Receiving;
}

type Receiving = Pin<Box<dyn Future<Output = Result<Received, TransportError>> + Send>>;

/// Not every service can be shared by threads, but every one can be cloned in turn.
struct ByService<S>(Mutex<S>);

impl<S, R> Sender for ByService<S>
where
    S: Service<Request<PayloadBody>, Response = Response<R>, Future: Send, Error: Into<BoxError>>,
    S: Clone + Send + 'static,
    R: Body<Data: Send, Error: Into<BoxError>> + Send + 'static,
{
    fn send(&self, attempt: Attempt) -> Receiving {
        let mut service = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let Attempt { request, timeout, whole, is_streamed, most_bytes } = attempt;
        let request = request.map(PayloadBody::from);
        Box::pin(async move {
            // Nothing was sent by a service that is not ready.
            let unready = |error: S::Error| TransportError::new(TransportKind::Connect, error);
            poll_fn(|context| service.poll_ready(context)).await.map_err(unready)?;
            let response = service.call(request).await.map_err(|error| failed(error.into()))?;
            let status = response.status();
            if !is_streamed || !status.is_success() {
                return receive(response, most_bytes).await;
            }
            let error = move |error: R::Error| interrupted(error.into(), status);
            Ok(response.map(|body| Incoming::Open(ByteStream::new(body, timeout, whole, error))))
        })
    }
}

async fn receive<R>(response: Response<R>, most: usize) -> Result<Received, TransportError>
where
    R: Body<Error: Into<BoxError>>,
{
    let (head, body) = response.into_parts();
    let too_large = || TransportError::too_large(head.status, most);
    if body.size_hint().lower() > most as u64 {
        return Err(too_large());
    }
    let (mut body, mut gathered) = (pin!(body), Gathered::new(most));
    while let Some(frame) = poll_fn(|context| body.as_mut().poll_frame(context)).await {
        let frame = frame.map_err(|error| interrupted(error.into(), head.status))?;
        let Ok(mut data) = frame.into_data() else { continue };
        if !gathered.add(data.copy_to_bytes(data.remaining())) {
            return Err(too_large());
        }
    }
    Ok(Response::from_parts(head, Incoming::Whole(gathered.finish())))
}

fn failed(error: BoxError) -> TransportError {
    let kind = match &*error {
        error if is_cause(error) => TransportKind::Other,
        error if is_connect(error) => TransportKind::Connect,
        _ => TransportKind::Interrupted,
    };
    TransportError::new(kind, error)
}

/// Whether the cause is that nobody listens.
fn is_connect(error: &(dyn StdError + 'static)) -> bool {
    let mut causes =
        std::iter::successors(Some(error), |error: &&'_ (dyn StdError + 'static)| (*error).source());
    causes.any(|cause| {
        let cause = cause.downcast_ref::<io::Error>();
        cause.is_some_and(|error| error.kind() == ErrorKind::ConnectionRefused)
    })
}

fn interrupted(error: BoxError, status: StatusCode) -> TransportError {
    TransportError { status: Some(status), ..TransportError::new(TransportKind::Interrupted, error) }
}
