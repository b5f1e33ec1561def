//! Operations: values that make a request and read its response, without IO.

use super::answer::Answer;
use super::base_url::{BaseUrl, is_dots};
use super::check::check;
use super::error::{Error, RequestError};
use super::payload::Payload;
use super::rules::Rule;
use super::scalar::{self, encode, scalar};
use super::slot::{Slot, View};
use super::to_json::to_checked_json;
use super::violations::{Part, Violation, Violations};
use bytes::Bytes;
use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use http::{Method, Request, Response};
use std::borrow::Cow;
use std::fmt;

/// One operation of the document, with its parameters and body.
///
/// It does no IO: send what [`request`](Self::request) makes by any means, and give the answer to
/// [`response`](Self::response). That is a request of bytes, since every transport takes those; where a body may be read as
/// it is sent, [`outgoing`](Self::outgoing) makes a request of a [`Payload`], which is what the clients of this crate send.
pub trait Operation {
    /// What a successful response holds.
    type Output: fmt::Debug + Send + 'static;
    /// What the document says an error response holds; any JSON value when it says nothing.
    type Error: fmt::Debug + Send + Sync + 'static;
    /// The name, method and path.
    const ROUTE: Route;

    /// Writes the parameters and the body.
    fn write(&self, request: &mut Builder);

    /// Makes the request, after checking every constraint of the document.
    ///
    /// # Errors
    /// A parameter or the body violates a constraint, or cannot be sent; or the body is to be read as it is sent.
    fn request(&self, base: &BaseUrl) -> Result<Request<Bytes>, RequestError> {
        let (head, payload) = self.outgoing(base)?.into_parts();
        #[cfg(any(feature = "server", feature = "tower"))]
        if payload.is_read() {
            return Err(RequestError::Unread);
        }
        Ok(Request::from_parts(head, payload.into_bytes()))
    }

    /// Makes the request, whose body may be one that is read as it is sent.
    ///
    /// # Errors
    /// A parameter or the body violates a constraint, or cannot be sent.
    fn outgoing(&self, base: &BaseUrl) -> Result<Request<Payload>, RequestError> {
        let mut builder = Builder::new(&Self::ROUTE);
        self.write(&mut builder);
        builder.finish(base)
    }

    /// Reads the response.
    ///
    /// # Errors
    /// The status is not 2xx, or the body is not what the document says.
    fn response(response: Response<Bytes>) -> Result<Self::Output, Error<Self::Error>>;

    /// Reads the response, and keeps its status and headers.
    ///
    /// # Errors
    /// As [`response`](Self::response).
    fn answer(response: Response<Bytes>) -> Result<Answer<Self::Output>, Error<Self::Error>>
    where
        Self: Sized,
    {
        super::answer::answer::<Self>(response)
    }
}

/// The name, method and path of an operation, and what a client has to know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Route {
    /// The document's `operationId`, or a name in its place.
    pub id: &'static str,
    /// The method, as HTTP writes it: any, also one that no version of HTTP has.
    pub method: &'static str,
    /// The path as in the document, with `{name}` for its parameters.
    pub path: &'static str,
    /// The schemes that prove who calls: all those of any one of the lists. No list at all says that nobody needs to, an empty
    /// one that nobody has to; `None`, that the document does not say.
    pub security: Option<&'static [&'static [Scheme]]>,
    /// Whether the same request may be sent twice, whatever its method says.
    pub is_repeatable: bool,
    /// Whether a redirect to another origin is what it answers: then it is not followed.
    pub is_redirect: bool,
}

impl Route {
    /// The route of an operation.
    pub const fn new(id: &'static str, method: &'static str, path: &'static str) -> Self {
        Self { id, method, path, security: None, is_repeatable: false, is_redirect: false }
    }

    /// One that asks for these schemes.
    #[must_use]
    pub const fn secured(mut self, security: &'static [&'static [Scheme]]) -> Self {
        self.security = Some(security);
        self
    }

    /// One that may be sent twice.
    #[must_use]
    pub const fn repeatable(mut self) -> Self {
        self.is_repeatable = true;
        self
    }

    /// One that answers with a redirect.
    #[must_use]
    pub const fn redirect(mut self) -> Self {
        self.is_redirect = true;
        self
    }
}

/// A way to prove who calls, as it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scheme {
    /// `Authorization: Bearer`.
    Bearer,
    /// `Authorization: Basic`.
    Basic,
    /// A header of this name.
    Header(&'static str),
    /// A query parameter of this name.
    Query(&'static str),
    /// A cookie of this name.
    Cookie(&'static str),
}

/// A request that is being written. Collects all that is wrong with it.
pub struct Builder {
    method: &'static str,
    path: Cow<'static, str>,
    query: Vec<(String, String)>,
    pub(super) headers: HeaderMap,
    pub(super) body: Payload,
    pub(super) found: Vec<Violation>,
    failure: Option<RequestError>,
}

impl Builder {
    pub(super) fn new(route: &Route) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        Self {
            method: route.method,
            path: Cow::Borrowed(route.path),
            query: Vec::new(),
            headers,
            body: Payload::default(),
            found: Vec::new(),
            failure: None,
        }
    }

    pub(super) fn refuse(&mut self, part: Part, message: &str) {
        self.found.push(Violation::new(&part, "", message));
    }

    /// Fills a place of the path with a single value.
    pub fn path_scalar(&mut self, name: &'static str, value: &dyn Slot, rules: &[Rule]) {
        self.fill(name, value, &encode(&scalar(value.view())), rules);
    }

    /// Fills a place of the path. It can be neither empty nor `.` nor `..`, which would change the path, and holds
    /// no NUL; everything else is percent-encoded.
    fn fill(&mut self, name: &'static str, value: &dyn Slot, text: &str, rules: &[Rule]) {
        let part = Part::Path(name);
        check(&part, value.view(), rules, &mut self.found);
        let problem = match text {
            "" | "." | ";" => Some("must not be empty"),
            text if text.contains("%00") => Some("must not contain NUL"),
            text if is_dots(text) => Some("must not be `.` or `..`"),
            _ => None,
        };
        match problem {
            Some(problem) => self.refuse(part, problem),
            None => self.path = self.path.replace(&format!("{{{name}}}"), text).into(),
        }
    }

    /// Adds a query parameter of a single value, unless it is `None`.
    pub fn query_scalar(&mut self, name: &'static str, value: &dyn Slot, rules: &[Rule]) {
        check(&Part::Query(name), value.view(), rules, &mut self.found);
        if !matches!(value.view(), View::Null | View::Absent) {
            self.query.push((encode(name), encode(&scalar(value.view()))));
        }
    }

    /// Adds a header of a single value, unless it is `None`.
    pub fn header_scalar(&mut self, name: &'static str, value: &dyn Slot, rules: &[Rule]) {
        self.add_header(name, value, &scalar(value.view()), rules);
    }

    /// Adds a header, unless it is `None`. Line breaks and other control characters are refused.
    fn add_header(&mut self, name: &'static str, value: &dyn Slot, text: &str, rules: &[Rule]) {
        let part = Part::Header(name);
        if matches!(value.view().opened(), View::Null | View::Absent) {
            return;
        }
        check(&part, value.view(), rules, &mut self.found);
        match (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(text)) {
            (Ok(name), Ok(value)) => drop(self.headers.append(name, value)),
            (Err(_), _) => self.refuse(part, "has a name that no header can have"),
            (_, Err(_)) => {
                self.refuse(part, "contains a line break or another character that no header can hold")
            }
        }
    }

    /// Sets a JSON body. `None` of an optional body sets none.
    pub fn json(&mut self, body: &dyn Slot, rules: &[Rule]) {
        self.json_as(HeaderValue::from_static("application/json"), body, rules);
    }

    /// Sets a JSON body of another media type, such as `application/merge-patch+json`.
    pub fn json_as(&mut self, media_type: HeaderValue, body: &dyn Slot, rules: &[Rule]) {
        let view = body.view();
        if matches!(view, View::Null | View::Absent) {
            return;
        }
        match to_checked_json(&Part::Body, view, rules, &mut self.found) {
            Ok(bytes) => self.bytes(media_type, bytes.into()),
            Err(error) => self.failure = Some(RequestError::Encode(error)),
        }
    }

    /// Asks for another media type than JSON.
    pub fn accept(&mut self, media_types: HeaderValue) {
        self.headers.insert(header::ACCEPT, media_types);
    }

    /// The request.
    pub(super) fn finish(mut self, base: &BaseUrl) -> Result<Request<Payload>, RequestError> {
        let is_plain = is_plain(&self.path);
        if self.found.is_empty() && !is_plain && self.path.split(['/', '?']).any(is_dots) {
            self.refuse(Part::Path("path"), "must not have a `.` or `..` segment");
        }
        Violations::of(self.found).map_err(RequestError::Invalid)?;
        if let Some(failure) = self.failure {
            return Err(failure);
        }
        let mut path = if is_plain { self.path } else { literal(self.path) };
        if !self.query.is_empty() {
            let separator = if path.contains('?') { '&' } else { '?' };
            path = format!("{path}{separator}{}", scalar::query(&self.query)).into();
        }
        let mut request = Request::new(self.body);
        *request.method_mut() = Method::from_bytes(self.method.as_bytes()).map_err(http::Error::from)?;
        *request.uri_mut() = base.join(path)?;
        *request.headers_mut() = self.headers;
        Ok(request)
    }
}

/// The fixed text of a path with what no URL can hold percent-encoded; what is encoded already stays.
pub(super) fn literal(path: Cow<'_, str>) -> Cow<'_, str> {
    let keep = |byte: u8| {
        byte.is_ascii_graphic()
            && !matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' | b'#')
    };
    if path.bytes().all(keep) {
        return path;
    }
    let kept = |c: char| u8::try_from(c).is_ok_and(keep);
    path.chars().map(|c| if kept(c) { c.to_string() } else { encode(c.encode_utf8(&mut [0; 4])) }).collect()
}

/// Whether a path is made of letters, digits, `/`, `_` and `-` alone, as most are: nothing of it is to be encoded, and no
/// segment has a dot.
fn is_plain(path: &str) -> bool {
    /// Whether it is one of those, of each byte: each request asks for all of its path.
    const PLAIN: [bool; 256] = {
        let mut plain = [false; 256];
        let mut byte = 0_u8;
        while byte < 128 {
            plain[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'_' | b'-');
            byte += 1;
        }
        plain
    };
    // Cannot be missing: there is one for each byte.
    path.bytes().all(|byte| PLAIN[usize::from(byte)])
}
