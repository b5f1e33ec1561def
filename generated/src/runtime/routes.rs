//! The operations of a service, and which of them a request is for. Without IO.

use super::media_type;
use super::operation::Route;
use super::payload::Payload;
use super::problem::problem;
use super::received::Received;
use super::template::{PathValues, Template};
use bytes::Bytes;
use http::header::{ACCEPT, ALLOW, CONTENT_TYPE, HeaderName, HeaderValue};
use http::request::Parts;
use http::{HeaderMap, Method, Request, Response, StatusCode};
use std::collections::BTreeSet;
use std::fmt;
use std::future::ready;
use std::pin::Pin;
use std::sync::Arc;

/// An answer that is being made.
pub type Answering = Pin<Box<dyn Future<Output = Response<Payload>> + Send>>;

/// What is known of an operation before a request for it is read.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// The name, method and path.
    pub route: Route,
    /// The media types of the body, and ranges of them, those that are read alike with commas between them; none where the
    /// operation takes no body.
    pub bodies: &'static [&'static str],
    /// The media types of what it answers when it succeeds; none where that has no body.
    pub answers: &'static [&'static str],
}

impl Endpoint {
    /// An operation.
    pub const fn new(
        route: Route,
        bodies: &'static [&'static str],
        answers: &'static [&'static str],
    ) -> Self {
        Self { route, bodies, answers }
    }
}

/// A request of an operation, typed.
pub trait Receive: Sized + Send + 'static {
    /// The operation.
    const ENDPOINT: Endpoint;

    /// Reads it; what is wrong with it is collected there, and then nobody sees the value.
    fn receive(request: &mut Received) -> Self;
}

/// The operations of one or several services, and how requests for them are answered.
///
/// A request is refused before a handler sees it, with a problem (RFC 9457) that repeats nothing of what was sent:
///
/// | status | |
/// |---|---|
/// | 404 | there is no operation of this path |
/// | 405 | there is none of this method; `Allow` says of which there are |
/// | 406 | the operation answers in none of the media types that `Accept` names |
/// | 413 | the body is larger than [`body_limit`](Self::body_limit) |
/// | 415 | the operation takes no body of this `Content-Type`; `Accept` says of which it does |
/// | 400 | something cannot be read at all: JSON, a form or percent-encoding that is broken |
/// | 422 | it can be read, and is not what the document says |
/// | 501 | nobody has written a handler for the operation |
///
/// With 400 and 422, `errors` lists all that is wrong: the part of the request, the parameter, the place as a JSON pointer.
#[must_use]
pub struct Routes {
    all: Vec<Handler>,
    most_bytes: usize,
}

/// An operation, and what answers it.
struct Handler {
    template: Template,
    endpoint: Endpoint,
    answer: Box<dyn Fn(Received) -> Answering + Send + Sync>,
}

impl Default for Routes {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Routes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.all.iter().map(|handler| &handler.endpoint.route)).finish()
    }
}

impl Routes {
    /// No operations yet.
    pub fn new() -> Self {
        Self { all: Vec::new(), most_bytes: 2 << 20 }
    }

    /// How many bytes the body of a request may have: 2 MiB by default.
    pub fn body_limit(mut self, most: usize) -> Self {
        self.most_bytes = most;
        self
    }

    /// Adds an operation, before the less concrete ones.
    pub fn add<S, I>(&mut self, service: &Arc<S>, call: fn(Arc<S>, I) -> Answering)
    where
        S: Send + Sync + 'static,
        I: Receive,
    {
        let service = Arc::clone(service);
        let answer = move |mut received: Received| {
            let request = I::receive(&mut received);
            match received.refusal() {
                Some(refusal) => Box::pin(ready(refusal)),
                None => call(Arc::clone(&service), request),
            }
        };
        self.insert(I::ENDPOINT, Box::new(answer));
    }

    fn insert(&mut self, endpoint: Endpoint, answer: Box<dyn Fn(Received) -> Answering + Send + Sync>) {
        let template = Template::parse(endpoint.route.path);
        let rank = template.rank();
        let at = self.all.partition_point(|handler| handler.template.rank() <= rank);
        self.all.insert(at, Handler { template, endpoint, answer });
    }

    /// Answers a request whose body was received.
    pub fn answer(&self, request: Request<Bytes>) -> Answering {
        let (head, body) = request.into_parts();
        match self.find(&head) {
            Ok(_) if body.len() > self.most_bytes => Box::pin(ready(self.too_large())),
            Ok(found) => found.answer(head, body),
            Err(refusal) => Box::pin(ready(*refusal)),
        }
    }

    /// How many bytes a body may have.
    pub(super) fn most_bytes(&self) -> usize {
        self.most_bytes
    }

    /// The answer to a body that is larger than that.
    pub(super) fn too_large(&self) -> Response<Payload> {
        let detail = format!("The body has more than {} bytes.", self.most_bytes);
        problem(StatusCode::PAYLOAD_TOO_LARGE, &detail)
    }

    /// The operation that a request is for, or what to answer when there is none.
    pub(super) fn find(&self, head: &Parts) -> Result<Found<'_>, Box<Response<Payload>>> {
        let fitting = self.all.iter().filter_map(|handler| {
            let path = handler.template.matches(head.uri.path())?;
            Some(Found { handler, path })
        });
        let fitting: Vec<Found<'_>> = fitting.collect();
        if fitting.is_empty() {
            return Err(Box::new(problem(StatusCode::NOT_FOUND, "There is nothing at this path.")));
        }
        let is_read = head.method == Method::HEAD;
        let has =
            |method: &Method| fitting.iter().position(|found| *method == found.handler.endpoint.route.method);
        // What answers GET answers HEAD: the transport leaves out the body.
        let index = has(&head.method).or_else(|| has(&Method::GET).filter(|_| is_read));
        let Some(found) = index.and_then(|index| fitting.into_iter().nth(index)) else {
            return Err(Box::new(self.other_methods(head)));
        };
        match found.is_accepted(&head.headers) {
            true => Ok(found),
            false => {
                let detail = format!("This is answered as {}.", found.handler.endpoint.answers.join(", "));
                Err(Box::new(problem(StatusCode::NOT_ACCEPTABLE, &detail)))
            }
        }
    }

    fn other_methods(&self, head: &Parts) -> Response<Payload> {
        let fitting = self.all.iter().filter(|handler| handler.template.matches(head.uri.path()).is_some());
        let methods: BTreeSet<&str> = fitting.map(|handler| handler.endpoint.route.method).collect();
        let head = (methods.contains("GET") && !methods.contains("HEAD")).then_some("HEAD");
        let allowed = methods.into_iter().chain(head).collect::<Vec<_>>().join(", ");
        let detail = format!("This path has {allowed}.");
        problem_with(StatusCode::METHOD_NOT_ALLOWED, &detail, ALLOW, &allowed)
    }
}

/// A problem whose header says what would be none.
fn problem_with(status: StatusCode, detail: &str, name: HeaderName, value: &str) -> Response<Payload> {
    let mut response = problem(status, detail);
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
    response
}

/// The operation that a request is for.
pub(super) struct Found<'a> {
    handler: &'a Handler,
    path: PathValues,
}

impl Found<'_> {
    /// Answers the request.
    pub(super) fn answer(self, head: Parts, body: Bytes) -> Answering {
        let bodies = self.handler.endpoint.bodies;
        match self.choice(&head.headers, &body) {
            Some(choice) => (self.handler.answer)(Received::new(head, body, self.path, choice)),
            None => {
                let taken = bodies.join(", ");
                let detail = format!("This takes a body of {taken}.");
                Box::pin(ready(problem_with(StatusCode::UNSUPPORTED_MEDIA_TYPE, &detail, ACCEPT, &taken)))
            }
        }
    }

    /// Which of the declared media types the body is of; the first one where there is none, or none is declared. What has no
    /// bytes may still be a form without entries.
    fn choice(&self, headers: &HeaderMap, body: &Bytes) -> Option<usize> {
        let bodies = self.handler.endpoint.bodies;
        let named =
            headers.get(CONTENT_TYPE).and_then(|named| media_type::choice(bodies, named.to_str().ok()?));
        named.or_else(|| (body.is_empty() || bodies.is_empty()).then_some(0))
    }

    fn is_accepted(&self, headers: &HeaderMap) -> bool {
        let answers = self.handler.endpoint.answers;
        let accepted = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok());
        let accepted = accepted.collect::<Vec<_>>().join(",");
        accepted.trim().is_empty() || answers.is_empty() || media_type::is_accepted(&accepted, answers)
    }
}

/// Adds an operation of a service whose trait has a method for it.
#[allow(unused_macros)]
macro_rules! handle {
    ($routes:expr, $service:ident, $request:ty, $type:ident, $trait:ident, $method:ident) => {
        $routes.add(&$service, |service: ::std::sync::Arc<$type>, request: $request| {
            ::std::boxed::Box::pin(async move {
                $crate::runtime::Respond::respond($trait::$method(&*service, request).await)
            })
        });
    };
}
#[allow(unused_imports)]
pub(crate) use handle;
