//! What the client on a service of tower has of its own, without a network.

use super::harness::{TOKEN, clear};
use crate::runtime::{
    Bytes, Client, Credentials, Error, PayloadBody, Retry, SetupError, Tower, TransportKind,
};
use axum::body::Body;
use axum::{Router, http::Request, http::Response, http::StatusCode, routing::delete};
use http_body_util::Empty;
use std::cell::Cell;
use std::future::{Future, Ready, pending, ready};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tower_service::Service;

fn over<S: Service<Request<PayloadBody>>>(service: S) -> S {
    service
}

#[tokio::test]
async fn a_router_is_a_service() {
    let router = Router::new().route(
        "/v1/rooms/{room}/volumes",
        delete(async |request: Request<Body>| {
            let token = request.headers()["authorization"].to_str().unwrap().to_owned();
            if token == format!("Bearer {TOKEN}") { StatusCode::NO_CONTENT } else { StatusCode::FORBIDDEN }
        }),
    );
    let client = Client::tower(router, "http://a.b", Credentials::bearer(TOKEN)).unwrap();
    clear().by(&client).await.unwrap();
}

/// Cannot be shared by threads, is ready once in its life, and answers from then on only where it is a clone of that.
#[derive(Clone, Default)]
struct Once {
    is_ready: Cell<bool>,
}

impl Service<Request<PayloadBody>> for Once {
    type Response = Response<Empty<Bytes>>;
    type Error = std::io::Error;
    type Future = Ready<Result<Self::Response, Self::Error>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        if self.is_ready.replace(true) {
            return Poll::Ready(Ok(()));
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }

    fn call(&mut self, request: Request<PayloadBody>) -> Self::Future {
        assert!(self.is_ready.get() && request.uri().host() == Some("a.b"));
        ready(Ok(Response::new(Empty::new())))
    }
}

#[tokio::test]
async fn a_service_is_asked_whether_it_is_ready() {
    let client: Client<Tower> =
        Client::tower(over(Once::default()), "http://a.b", Credentials::none()).unwrap();
    clear().by(&client).await.unwrap();
    clear().by(&client.clone()).await.unwrap();
}

/// Is never ready, or never answers.
#[derive(Clone)]
enum Broken {
    Unready,
    Silent,
}

impl Service<Request<PayloadBody>> for Broken {
    type Response = Response<Empty<Bytes>>;
    type Error = &'static str;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(if matches!(self, Self::Unready) { Err("closed") } else { Ok(()) })
    }

    fn call(&mut self, _: Request<PayloadBody>) -> Self::Future {
        Box::pin(pending())
    }
}

#[tokio::test]
async fn a_service_that_fails_is_a_transport_error() {
    for (service, kind, said) in [
        (Broken::Unready, TransportKind::Connect, "the service could not be reached: closed"),
        (
            Broken::Silent,
            TransportKind::Timeout,
            "the service took too long: the time of this attempt is over",
        ),
    ] {
        let builder = Client::builder("http://a.b", Credentials::bearer(TOKEN)).retry(Retry::never());
        let client = builder.timeout(Duration::from_millis(50)).build_tower(service).unwrap();
        let error = clear().by(&client).await.unwrap_err();
        assert_eq!(error.to_string(), said);
        assert!(matches!(error, Error::Transport(error) if error.kind == kind));
    }
}

#[test]
fn what_cannot_be_used_is_told_at_once() {
    let client = Client::tower(Broken::Silent, "a.b", Credentials::none());
    assert!(matches!(client, Err(SetupError::BaseUrl(_))));
    let client =
        Client::builder("http://a.b", Credentials::none()).user_agent("a\nb").build_tower(Broken::Silent);
    assert!(matches!(client, Err(SetupError::Transport(_))));
}
