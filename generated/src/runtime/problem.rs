//! Problem answers (RFC 9457). They name places, and never repeat what was received there.

use super::payload::Payload;
use super::violations::{Part, Violation};
use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Response, StatusCode};
use serde_json::{Value, json};

/// An answer that says what is wrong (RFC 9457).
pub fn problem(status: StatusCode, detail: &str) -> Response<Payload> {
    refusal(status, detail, &[])
}

/// The same with all that a request violates.
pub(super) fn refusal(status: StatusCode, detail: &str, violations: &[Violation]) -> Response<Payload> {
    let title = status.canonical_reason().unwrap_or("Error");
    let mut body =
        json!({ "type": "about:blank", "title": title, "status": status.as_u16(), "detail": detail });
    if !violations.is_empty() {
        body["errors"] = violations.iter().map(error).collect();
    }
    let mut response = Response::new(body.to_string().into());
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    response
}

/// A violation: the part of the request, the parameter, the place in its value as a JSON pointer, and what is wrong there.
fn error(violation: &Violation) -> Value {
    let Violation { part, pointer, message } = violation;
    let (part, name) = match part {
        Part::Body => ("body", None),
        Part::Path(name) => ("path", Some(*name)),
        Part::Query(name) => ("query", Some(*name)),
        Part::Header(name) => ("header", Some(*name)),
        Part::Cookie(name) => ("cookie", Some(*name)),
    };
    let mut error = json!({ "in": part, "pointer": pointer, "detail": message });
    if let Some(name) = name {
        error["parameter"] = name.into();
    }
    error
}
