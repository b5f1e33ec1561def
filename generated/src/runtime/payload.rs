//! What a request carries.

#[cfg(any(feature = "server", feature = "tower"))]
use super::payload_reader::PayloadReader;
#[cfg(any(feature = "server", feature = "tower"))]
use super::source::Source;
use bytes::Bytes;
use std::fmt;
#[cfg(any(feature = "server", feature = "tower"))]
use std::io::Read;
#[cfg(any(feature = "server", feature = "tower"))]
use std::sync::Arc;

/// The body of a request, as it is sent.
///
/// It is a value as any other: cheap to clone, sent by a client, and looked at without being read.
#[derive(Clone, Default)]
pub struct Payload {
    bytes: Bytes,
    #[cfg(any(feature = "server", feature = "tower"))]
    /// Pieces of which some are read as they are sent, in place of the bytes.
    pieces: Option<Arc<[Piece]>>,
}

#[cfg(any(feature = "server", feature = "tower"))]
/// A part of a body.
#[derive(Clone)]
pub(super) enum Piece {
    Bytes(Bytes),
    Source(Source),
}

impl Payload {
    /// The bytes, unless some of them are to be read as they are sent.
    pub fn bytes(&self) -> Option<&Bytes> {
        #[cfg(any(feature = "server", feature = "tower"))]
        if self.is_read() {
            return None;
        }
        Some(&self.bytes)
    }

    /// The bytes that are here.
    pub(super) fn into_bytes(self) -> Bytes {
        self.bytes
    }

    /// How many bytes it has, where that is known.
    pub fn length(&self) -> Option<u64> {
        #[cfg(any(feature = "server", feature = "tower"))]
        if let Some(pieces) = &self.pieces {
            return pieces.iter().map(Piece::length).sum();
        }
        Some(self.bytes.len() as u64)
    }

    /// Whether it has no bytes for sure.
    pub fn is_empty(&self) -> bool {
        self.bytes().is_some_and(Bytes::is_empty)
    }
}

#[cfg(any(feature = "server", feature = "tower"))]
/// Bodies that are read as they are sent.
impl Payload {
    /// Pieces one after the other; bytes, when none of them has to be read.
    pub(super) fn of(pieces: Vec<Piece>) -> Self {
        let mut whole = Vec::new();
        for piece in &pieces {
            match piece {
                Piece::Bytes(bytes) => whole.extend_from_slice(bytes),
                Piece::Source(_) => return Self { pieces: Some(pieces.into()), ..Self::default() },
            }
        }
        Self::from(whole)
    }

    /// Whether some of it is to be read as it is sent.
    pub(super) fn is_read(&self) -> bool {
        self.pieces.is_some()
    }

    /// Whether it can be sent, once more or at all: a reader or a stream that somebody has begun to read cannot.
    pub fn can_be_sent(&self) -> bool {
        self.pieces().iter().all(|piece| match piece {
            Piece::Bytes(_) => true,
            Piece::Source(source) => source.is_there(),
        })
    }

    /// Its bytes, for transports that block. What has to be read is opened when it is its turn; an asynchronous stream is an
    /// error then.
    pub fn reader(&self) -> impl Read + Send + 'static {
        PayloadReader::new(self)
    }

    /// Its parts.
    pub(super) fn pieces(&self) -> Vec<Piece> {
        match &self.pieces {
            None => vec![Piece::Bytes(self.bytes.clone())],
            Some(pieces) => pieces.to_vec(),
        }
    }
}

#[cfg(any(feature = "server", feature = "tower"))]
impl Piece {
    fn length(&self) -> Option<u64> {
        match self {
            Self::Bytes(bytes) => Some(bytes.len() as u64),
            Self::Source(source) => source.length(),
        }
    }
}

impl<B: Into<Bytes>> From<B> for Payload {
    fn from(bytes: B) -> Self {
        Self {
            bytes: bytes.into(),
            #[cfg(any(feature = "server", feature = "tower"))]
            pieces: None,
        }
    }
}

impl fmt::Debug for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Payload").field("length", &self.length()).finish_non_exhaustive()
    }
}
