//! A request that was received, while its parameters are read.

use super::lenient;
use super::payload::Payload;
use super::percent;
use super::problem::refusal;
use super::rules::Rule;
use super::slot::{Slot, Target};
use super::style::Style;
use super::style_read::{self, Source};
use super::template::PathValues;
use super::violations::{Part, Violation};
use bytes::Bytes;
use http::header::COOKIE;
use http::request::Parts;
use http::{Request, Response, StatusCode};
use std::fmt;
use std::ops::Deref;

/// A request that is being read: the counterpart of `Builder`. Collects all that is wrong with it.
pub struct Received {
    pub(super) head: Parts,
    pub(super) body: Bytes,
    /// The media type of the body, as an index of those that the operation takes.
    pub(super) choice: usize,
    pub(super) found: Vec<Violation>,
    /// Whether something could not be read at all.
    pub(super) is_malformed: bool,
    path: PathValues,
    query: Vec<(String, String)>,
    cookies: Vec<(String, String)>,
    /// The query parameters that were read so far.
    read: Vec<&'static str>,
}

impl Received {
    /// A request with the values of its path parameters as they came, and the index of the media type of its body.
    pub fn new(head: Parts, body: Bytes, path: PathValues, choice: usize) -> Self {
        let query = percent::pairs(head.uri.query().unwrap_or_default());
        let cookies = head.headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
        let cookies = cookies.flat_map(percent::cookies).collect();
        let (found, read, is_malformed) = (Vec::new(), Vec::new(), false);
        let mut received =
            Self { head, body, choice, found, is_malformed, path, query: Vec::new(), cookies, read };
        match query {
            Some(query) => received.query = query,
            None => received.broken(Part::Query(""), "has a name that is not percent-encoded UTF-8"),
        }
        received
    }

    /// Tells of something that cannot be read at all.
    pub(super) fn broken(&mut self, part: Part, message: impl Into<String>) {
        self.is_malformed = true;
        self.found.push(Violation::new(&part, "", message));
    }

    /// What is wrong with it, as an answer: 400 where something cannot be read, 422 where all of it can and the document
    /// does not allow it.
    pub fn refusal(&self) -> Option<Response<Payload>> {
        let status = match (self.found.is_empty(), self.is_malformed) {
            (true, _) => return None,
            (_, true) => StatusCode::BAD_REQUEST,
            (_, false) => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Some(refusal(status, "The request is not what the API's document says.", &self.found))
    }

    /// A path parameter.
    pub fn path<T: Slot>(&mut self, name: &'static str, style: Style, rules: &[Rule]) -> T {
        let raw = self.path.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone());
        let source = raw.as_deref().map(Source::Path);
        parameter(Part::Path(name), name, source, style, rules, &mut self.found, &mut self.is_malformed)
    }

    /// A query parameter. One that is an object with keys of its own takes those that no parameter before it has.
    pub fn query<T: Slot>(&mut self, name: &'static str, style: Style, rules: &[Rule]) -> T {
        self.read.push(name);
        let (source, style) = match style {
            Style::Whole => (self.head.uri.query().map(Source::Path), Style::Json),
            style => (Some(Source::Pairs(&self.query, &self.read)), style),
        };
        parameter(Part::Query(name), name, source, style, rules, &mut self.found, &mut self.is_malformed)
    }

    /// A query parameter that may be there without a value (`allowEmptyValue`). Where none can be read of that, a flag is set
    /// by it, and anything else is left out.
    pub fn query_or_empty<T: Slot>(&mut self, name: &'static str, style: Style, rules: &[Rule]) -> T {
        let known = self.found.len();
        let mut value: T = self.query(name, style, rules);
        let mut own = self.query.iter().filter(|(key, _)| key == name);
        let is_empty = own.next().is_some_and(|(_, value)| value.is_empty()) && own.next().is_none();
        if self.found.len() == known || !is_empty {
            return value;
        }
        match value.target() {
            Target::Bool(flag) => *flag = true,
            Target::OptionBool(flag) => *flag = Some(true),
            target if is_optional(&target) => value = T::blank(),
            _ => return value,
        }
        self.found.truncate(known);
        value
    }

    /// A header.
    pub fn header<T: Slot>(&mut self, name: &'static str, style: Style, rules: &[Rule]) -> T {
        let values = self.head.headers.get_all(name).iter();
        let values: Result<Vec<&str>, _> =
            values.map(|value| std::str::from_utf8(value.as_bytes())).collect();
        let part = Part::Header(name);
        let Ok(values) = values else {
            self.broken(part, "is not UTF-8");
            return T::blank();
        };
        // Several headers of a name are one with commas (RFC 9110, section 5.3).
        let text = values.join(",");
        let source = (!values.is_empty()).then_some(Source::Header(&text));
        parameter(part, name, source, style, rules, &mut self.found, &mut self.is_malformed)
    }

    /// A cookie.
    pub fn cookie<T: Slot>(&mut self, name: &'static str, style: Style, rules: &[Rule]) -> T {
        let source = Some(Source::Pairs(&self.cookies, &[]));
        parameter(Part::Cookie(name), name, source, style, rules, &mut self.found, &mut self.is_malformed)
    }

    /// The request without its body. To be taken last: what is read after it is read of nothing.
    pub fn head(&mut self) -> RequestHead {
        let nothing = Request::new(()).into_parts().0;
        RequestHead(std::mem::replace(&mut self.head, nothing))
    }
}

/// Reads a parameter, and adds what is wrong with it.
fn parameter<T: Slot>(
    part: Part,
    name: &str,
    source: Option<Source<'_>>,
    style: Style,
    rules: &[Rule],
    found: &mut Vec<Violation>,
    is_malformed: &mut bool,
) -> T {
    let mut value = T::blank();
    *is_malformed |= !read_parameter(&mut value, &part, name, source, style, rules, found);
    value
}

/// The same for any type; `false` when the parameter cannot be read at all.
fn read_parameter(
    slot: &mut dyn Slot,
    part: &Part,
    name: &str,
    source: Option<Source<'_>>,
    style: Style,
    rules: &[Rule],
    found: &mut Vec<Violation>,
) -> bool {
    let value = source.map(|source| style_read::value(slot.target(), name, source, style)).transpose();
    match value.map(Option::flatten) {
        Ok(Some(value)) => lenient::read(part, slot, &value, rules, found),
        Ok(None) if is_optional(&slot.target()) => {}
        Ok(None) => found.push(lenient::missing(part, "")),
        Err(_) => {
            let message = "is not percent-encoded UTF-8".to_owned();
            found.push(Violation::new(part, "", message));
            return false;
        }
    }
    true
}

/// Whether a place can do without a value.
pub(super) fn is_optional(target: &Target<'_>) -> bool {
    matches!(
        target,
        Target::Option(_)
            | Target::OptionString(_)
            | Target::OptionI64(_)
            | Target::OptionF64(_)
            | Target::OptionBool(_)
    )
}

/// A request without its body: method, URI, headers, and what layers before the service have put into its extensions.
///
/// Prints no headers, which may be secret.
#[derive(Clone)]
pub struct RequestHead(Parts);

impl RequestHead {
    /// The parts themselves.
    pub fn into_parts(self) -> Parts {
        self.0
    }
}

impl Deref for RequestHead {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl fmt::Debug for RequestHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("RequestHead");
        out.field("method", &self.0.method).field("path", &self.0.uri.path()).finish_non_exhaustive()
    }
}
