//! A successful response with everything that came with it.

use super::error::Error;
use super::operation::Operation;
use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode};

/// What a call answered, with the status and the headers.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Answer<T> {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// What the body holds.
    pub value: T,
}

/// Reads a response, and keeps what came with it.
pub(super) fn answer<O: Operation>(response: Response<Bytes>) -> Result<Answer<O::Output>, Error<O::Error>> {
    let (status, headers) = (response.status(), response.headers().clone());
    Ok(Answer { status, headers, value: O::response(response)? })
}
