//! The body of a response: received by the client, or left to its reader.

use super::answer::Answer;
use super::error::Error;
use super::operation::Operation;
use bytes::Bytes;
use http::Response;

/// The body of a response. `S` is what reads one that is still on its way.
pub enum Incoming<S> {
    /// All of it.
    Whole(Bytes),
    /// What reads it.
    Open(S),
}

/// A response whose body nobody was to read but the client.
pub fn whole<S>(response: Response<Incoming<S>>) -> Response<Bytes> {
    response.map(|body| match body {
        Incoming::Whole(bytes) => bytes,
        Incoming::Open(_) => Bytes::new(),
    })
}

/// A successful response, with what reads its body. Any other one was received whole, and is the error that it always is.
///
/// # Errors
/// The status is not 2xx.
pub fn open<O: Operation, S: From<Bytes>>(
    response: Response<Incoming<S>>,
) -> Result<Answer<S>, Error<O::Error>> {
    let (head, body) = response.into_parts();
    let value = match body {
        Incoming::Open(reader) => reader,
        Incoming::Whole(bytes) => {
            let response = Response::from_parts(head.clone(), bytes.clone());
            O::response(response).map(|_| S::from(bytes))?
        }
    };
    Ok(Answer { status: head.status, headers: head.headers, value })
}
