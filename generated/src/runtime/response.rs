//! Reads responses.

use super::decode::from_json;
use super::error::{DecodeError, Error, ErrorResponse};
use super::locate::pointer_at;
use super::slot::Slot;
use bytes::Bytes;
use http::Response;
use serde::de::Error as _;

/// What a response holds, read from its status and body.
pub trait FromResponse: Sized {
    /// Reads it.
    ///
    /// # Errors
    /// The body is not what the document says for this status.
    fn read(reply: &Reply<'_>) -> serde_json::Result<Self>;
}

impl<T: Slot> FromResponse for T {
    fn read(reply: &Reply<'_>) -> serde_json::Result<Self> {
        reply.json()
    }
}

/// A response to read from.
pub struct Reply<'a>(&'a Response<Bytes>);

impl Reply<'_> {
    /// The status.
    pub fn status(&self) -> u16 {
        self.0.status().as_u16()
    }

    /// The body as JSON. Whether the response is labelled as JSON makes no difference.
    ///
    /// # Errors
    /// The body is not what the type needs.
    pub fn json<T: Slot>(&self) -> serde_json::Result<T> {
        let mut value = T::blank();
        from_json(value.target(), unmarked(self.0.body()))?;
        Ok(value)
    }

    /// The body as text; bytes that are not UTF-8 are replaced.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(self.0.body()).into_owned()
    }

    /// The body as it is.
    pub fn bytes(&self) -> Bytes {
        self.0.body().clone()
    }

    /// The error for a status of which the document says nothing.
    ///
    /// # Errors
    /// Always.
    pub fn unknown<T>(&self) -> serde_json::Result<T> {
        let message = format!("the document does not say what a response of status {} holds", self.status());
        Err(serde_json::Error::custom(message))
    }
}

/// Reads a JSON body. Whether the response is labelled as JSON makes no difference.
///
/// # Errors
/// The status is not 2xx, or the body is not what the type needs.
pub fn json<T: Slot, E: FromResponse>(response: Response<Bytes>) -> Result<T, Error<E>> {
    by_status(response)
}

/// Reads a body that the status says the type of.
///
/// # Errors
/// The status is not 2xx, or the body is not what the document says for it.
pub fn by_status<T: FromResponse, E: FromResponse>(response: Response<Bytes>) -> Result<T, Error<E>> {
    let response = success(response)?;
    let value = T::read(&Reply(&response));
    value.map_err(|error| undecodable(response, error))
}

/// Reads a JSON body that need not be there: `None` when it is empty or `null`.
///
/// # Errors
/// The status is not 2xx, or the body is neither empty nor what the type needs.
pub fn json_or_empty<T: Slot, E: FromResponse>(response: Response<Bytes>) -> Result<Option<T>, Error<E>> {
    let response = success(response)?;
    if response.body().trim_ascii().is_empty() {
        return Ok(None);
    }
    let mut value: Option<T> = None;
    match from_json(value.target(), unmarked(response.body())) {
        Ok(()) => Ok(value),
        Err(error) => Err(undecodable(response, error)),
    }
}

/// Accepts any 2xx response, whatever its body.
///
/// # Errors
/// The status is not 2xx.
pub fn empty<E: FromResponse>(response: Response<Bytes>) -> Result<(), Error<E>> {
    success(response).map(drop)
}

/// Takes the body as it is.
///
/// # Errors
/// The status is not 2xx.
pub fn raw<E: FromResponse>(response: Response<Bytes>) -> Result<Bytes, Error<E>> {
    success(response).map(Response::into_body)
}

/// Takes the body as text; bytes that are not UTF-8 are replaced.
///
/// # Errors
/// The status is not 2xx.
pub fn text<E: FromResponse>(response: Response<Bytes>) -> Result<String, Error<E>> {
    success(response).map(|response| Reply(&response).text())
}

/// A 2xx response as it is, any other as an error that keeps all of it.
fn success<E: FromResponse>(response: Response<Bytes>) -> Result<Response<Bytes>, Error<E>> {
    if response.status().is_success() {
        return Ok(response);
    }
    // A body that is not as documented never hides the status.
    let detail = E::read(&Reply(&response)).ok();
    let (head, body) = response.into_parts();
    Err(Error::Status(Box::new(ErrorResponse { status: head.status, headers: head.headers, body, detail })))
}

/// A body without the byte order mark that RFC 8259, section 8.1, lets a reader ignore.
fn unmarked(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)
}

/// The error for a body that is not what the document says.
pub(super) fn undecodable<E>(response: Response<Bytes>, source: serde_json::Error) -> Error<E> {
    let (head, body) = response.into_parts();
    let pointer = pointer_at(unmarked(&body), source.line(), source.column());
    Error::Decode(Box::new(DecodeError { status: head.status, headers: head.headers, body, pointer, source }))
}
