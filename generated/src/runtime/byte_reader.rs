//! The body of a response as it comes, for readers that wait.

use super::error::{TransportError, TransportKind};
use bytes::Bytes;
use http::StatusCode;
use std::fmt;
use std::io::{self, Cursor, Read};

/// The body of a response as it comes. Dropping it closes the connection, and so cancels the rest.
///
/// A read that takes longer than the `timeout` of the client is an error of the kind `TimedOut`, and so is one beyond the
/// time that `Call::within` gives to the whole call; a connection that broke is another error.
pub struct ByteReader {
    body: Box<dyn Read + Send>,
}

impl ByteReader {
    /// What reads a body.
    pub(super) fn new(body: impl Read + Send + 'static) -> Self {
        Self { body: Box::new(body) }
    }
}

impl Read for ByteReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.body.read(buffer).map_err(|error| match is_late(&error) {
            true => io::Error::new(io::ErrorKind::TimedOut, error),
            false => error,
        })
    }
}

impl From<Bytes> for ByteReader {
    fn from(bytes: Bytes) -> Self {
        Self::new(Cursor::new(bytes))
    }
}

impl fmt::Debug for ByteReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteReader").finish_non_exhaustive()
    }
}

/// Why the body of a response was not received.
pub(super) fn interrupted(error: io::Error, status: StatusCode) -> TransportError {
    let kind = if is_late(&error) { TransportKind::Timeout } else { TransportKind::Interrupted };
    TransportError { status: Some(status), ..TransportError::new(kind, error) }
}

/// Whether it is time that was over: ureq says that in an error of its own.
fn is_late(error: &io::Error) -> bool {
    let own = error.get_ref().and_then(|source| source.downcast_ref::<ureq::Error>());
    error.kind() == io::ErrorKind::TimedOut || matches!(own, Some(ureq::Error::Timeout(_)))
}
