//! What a handler answers, as a response.

use super::blob::Blob;
use super::payload::Payload;
use super::problem::problem;
use super::routes::Receive;
use super::slot::Slot;
use super::to_json::to_json;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{Response, StatusCode};
use std::future::{Ready, ready};

/// An answer of an operation: one of those that the document declares, or any other response.
pub trait Respond: From<Response<Payload>> {
    /// The answer as a response.
    fn respond(self) -> Response<Payload>;

    /// The same answer with a header.
    #[must_use]
    fn with_header(self, name: HeaderName, value: HeaderValue) -> Self {
        let mut response = self.respond();
        response.headers_mut().insert(name, value);
        response.into()
    }
}

/// A response with a body of a media type; of a range of them, it is of the one that is most likely.
pub fn reply(status: u16, media_type: &'static str, body: impl Into<Payload>) -> Response<Payload> {
    let mut response = Response::new(body.into());
    // The statuses of a document are valid, and so are those of type `StatusCode`.
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let named = Some(media_type).filter(|media_type| !media_type.contains('*'));
    let value = named.and_then(|media_type| HeaderValue::from_str(media_type).ok());
    let usual = HeaderValue::from_static("application/octet-stream");
    if !media_type.is_empty() {
        response.headers_mut().insert(CONTENT_TYPE, value.unwrap_or(usual));
    }
    response
}

/// A response of bytes, which may be read as they are sent. The media type that they name goes before that of the document.
pub fn blob_reply(status: u16, media_type: &'static str, body: &Blob) -> Response<Payload> {
    let mut response = reply(status, media_type, body.payload());
    if let Some(Ok(named)) = body.named_media_type().map(HeaderValue::from_str) {
        response.headers_mut().insert(CONTENT_TYPE, named);
    }
    response
}

/// A response of JSON.
pub fn json_reply(status: u16, media_type: &'static str, body: &dyn Slot) -> Response<Payload> {
    match to_json(body.view()) {
        Ok(body) => reply(status, media_type, body),
        // Of all values, only those of types of other crates can fail to be written.
        Err(_) => problem(StatusCode::INTERNAL_SERVER_ERROR, "The answer cannot be written."),
    }
}

/// What an operation answers that nobody has written a handler for.
pub fn not_implemented<I: Receive, R: Respond>(request: I) -> Ready<R> {
    drop(request);
    let detail = format!("The operation `{}` is not implemented.", I::ENDPOINT.route.id);
    ready(problem(StatusCode::NOT_IMPLEMENTED, &detail).into())
}
