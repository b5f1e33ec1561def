//! Reads responses.

use super::error::{DecodeError, Error, ErrorResponse};
use super::locate::pointer_at;
use super::slot::Slot;
use bytes::Bytes;
use http::Response;
use serde::de::DeserializeSeed;

/// Reads a JSON body. Whether the response is labelled as JSON makes no difference.
///
/// # Errors
/// The status is not 2xx, or the body is not what the type needs.
pub fn json<T: Slot, E: Slot>(response: Response<Bytes>) -> Result<T, Error<E>> {
    let response = success(response)?;
    let mut value = T::blank();
    match decode(&mut value, response.body()) {
        Ok(()) => Ok(value),
        Err(error) => Err(undecodable(response, error)),
    }
}

/// Reads a JSON body that need not be there: `None` when it is empty or `null`.
///
/// # Errors
/// The status is not 2xx, or the body is neither empty nor what the type needs.
pub fn json_or_empty<T: Slot, E: Slot>(response: Response<Bytes>) -> Result<Option<T>, Error<E>> {
    let response = success(response)?;
    if response.body().trim_ascii().is_empty() {
        return Ok(None);
    }
    let mut value = None;
    match decode::<Option<T>>(&mut value, response.body()) {
        Ok(()) => Ok(value),
        Err(error) => Err(undecodable(response, error)),
    }
}

/// Accepts any 2xx response, whatever its body.
///
/// # Errors
/// The status is not 2xx.
pub fn empty<E: Slot>(response: Response<Bytes>) -> Result<(), Error<E>> {
    success(response).map(drop)
}

/// Takes the body as it is.
///
/// # Errors
/// The status is not 2xx.
pub fn raw<E: Slot>(response: Response<Bytes>) -> Result<Bytes, Error<E>> {
    success(response).map(Response::into_body)
}

/// Takes the body as text; bytes that are not UTF-8 are replaced.
///
/// # Errors
/// The status is not 2xx.
pub fn text<E: Slot>(response: Response<Bytes>) -> Result<String, Error<E>> {
    success(response).map(|response| String::from_utf8_lossy(response.body()).into_owned())
}

/// A 2xx response as it is, any other as an error that keeps all of it.
fn success<E: Slot>(response: Response<Bytes>) -> Result<Response<Bytes>, Error<E>> {
    if response.status().is_success() {
        return Ok(response);
    }
    let mut detail = E::blank();
    let detail = decode(&mut detail, response.body()).ok().map(|()| detail);
    let (head, body) = response.into_parts();
    Err(Error::Status(Box::new(ErrorResponse { status: head.status, headers: head.headers, body, detail })))
}

fn decode<T: Slot>(value: &mut T, body: &[u8]) -> serde_json::Result<()> {
    let mut json = serde_json::Deserializer::from_slice(unmarked(body));
    value.target().deserialize(&mut json)?;
    json.end()
}

/// A body without the byte order mark that RFC 8259, section 8.1, lets a reader ignore.
fn unmarked(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)
}

fn undecodable<E>(response: Response<Bytes>, source: serde_json::Error) -> Error<E> {
    let (head, body) = response.into_parts();
    let pointer = pointer_at(unmarked(&body), source.line(), source.column());
    Error::Decode(Box::new(DecodeError { status: head.status, headers: head.headers, body, pointer, source }))
}
