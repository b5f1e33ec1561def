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

/// A body as its pieces come, up to a bound. Most bodies come in one piece, which is not copied.
#[cfg(any(feature = "client", feature = "tower"))]
pub(super) struct Gathered {
    only: Bytes,
    all: bytes::BytesMut,
    most: usize,
}

#[cfg(any(feature = "client", feature = "tower"))]
impl Gathered {
    /// Nothing yet, and no more than so many bytes.
    pub(super) fn new(most: usize) -> Self {
        Self { only: Bytes::new(), all: bytes::BytesMut::new(), most }
    }

    /// Adds a piece; `false` when that is too much.
    pub(super) fn add(&mut self, piece: Bytes) -> bool {
        let length = self.only.len() + self.all.len();
        if length.saturating_add(piece.len()) > self.most {
            return false;
        }
        if length == 0 {
            self.only = piece;
        } else {
            self.all.extend_from_slice(&std::mem::take(&mut self.only));
            self.all.extend_from_slice(&piece);
        }
        true
    }

    /// The whole body.
    pub(super) fn finish(self) -> Bytes {
        if self.all.is_empty() { self.only } else { self.all.freeze() }
    }
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
