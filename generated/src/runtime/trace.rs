//! What an observer sees of a call, under the names that OpenTelemetry gives to HTTP clients. Nothing secret: no query, no
//! header, no body.

use super::exchange::Failure;
use super::operation::Route;
use http::{Request, Response};
#[cfg(any(feature = "client", feature = "tower"))]
use std::future::Future;

/// The span of a call; nothing without the feature `tracing`.
#[cfg(feature = "tracing")]
#[derive(Clone)]
pub struct Trace(tracing::Span);

#[cfg(not(feature = "tracing"))]
#[derive(Clone)]
pub struct Trace;

#[cfg(feature = "tracing")]
impl Trace {
    /// Begins with what is known before anything is sent.
    pub(super) fn begin<B>(route: &Route, request: &Request<B>) -> Self {
        let uri = request.uri();
        Self(tracing::info_span!(
            "HTTP request",
            otel.name = %format_args!("{} {}", route.method, route.path),
            otel.kind = "client",
            http.request.method = %request.method(),
            http.request.resend_count = tracing::field::Empty,
            http.response.status_code = tracing::field::Empty,
            url.template = route.path,
            url.scheme = uri.scheme_str(),
            server.address = uri.host(),
            server.port = uri.port_u16(),
            error.type = tracing::field::Empty,
            otel.status_code = tracing::field::Empty,
        ))
    }

    /// Adds what came of it.
    pub(super) fn end<B>(&self, resent: u32, outcome: &Result<Response<B>, Failure>) {
        if resent > 0 {
            self.0.record("http.request.resend_count", resent);
        }
        let error = match outcome {
            Ok(response) => {
                let status = response.status();
                self.0.record("http.response.status_code", status.as_u16());
                (!status.is_success()).then(|| status.as_u16().to_string())
            }
            Err(Failure::Transport(error)) => Some(format!("{:?}", error.kind)),
            Err(Failure::Request(_)) => Some("Request".to_owned()),
            Err(Failure::Token(_)) => Some("Token".to_owned()),
        };
        if let Some(error) = error {
            self.0.record("error.type", error);
            self.0.record("otel.status_code", "ERROR");
        }
    }

    /// A future that is within the span whenever it runs.
    #[cfg(any(feature = "client", feature = "tower"))]
    pub(super) fn around<F: Future>(&self, future: F) -> impl Future<Output = F::Output> + use<F> {
        tracing::Instrument::instrument(future, self.0.clone())
    }

    /// Runs something within the span.
    #[cfg(feature = "blocking")]
    pub(super) fn within<T>(&self, run: impl FnOnce() -> T) -> T {
        self.0.in_scope(run)
    }
}

#[cfg(not(feature = "tracing"))]
impl Trace {
    pub(super) fn begin<B>(_: &Route, _: &Request<B>) -> Self {
        Self
    }

    pub(super) fn end<B>(&self, _: u32, _: &Result<Response<B>, Failure>) {}

    #[cfg(any(feature = "client", feature = "tower"))]
    pub(super) fn around<F: Future>(&self, future: F) -> F {
        future
    }

    #[cfg(feature = "blocking")]
    pub(super) fn within<T>(&self, run: impl FnOnce() -> T) -> T {
        run()
    }
}
