//! What a request carries.

use super::payload_reader::PayloadReader;
use super::source::Source;
use bytes::Bytes;
use std::fmt;
use std::io::Read;
use std::sync::Arc;

/// The body of a request: bytes, or pieces of which some are read as they are sent.
///
/// It is a value as any other: cheap to clone, sent by a client, and looked at without being read.
#[derive(Clone)]
pub struct Payload(Content);

#[derive(Clone)]
enum Content {
    Bytes(Bytes),
    Pieces(Arc<[Piece]>),
}

/// A part of a body.
#[derive(Clone)]
pub(super) enum Piece {
    Bytes(Bytes),
    Source(Source),
}

impl Payload {
    /// Pieces one after the other; bytes, when none of them has to be read.
    pub(super) fn of(pieces: Vec<Piece>) -> Self {
        let mut whole = Vec::new();
        for piece in &pieces {
            match piece {
                Piece::Bytes(bytes) => whole.extend_from_slice(bytes),
                Piece::Source(_) => return Self(Content::Pieces(pieces.into())),
            }
        }
        Self::from(whole)
    }

    /// The bytes, unless some of them are to be read as they are sent.
    pub fn bytes(&self) -> Option<&Bytes> {
        if let Content::Bytes(bytes) = &self.0 { Some(bytes) } else { None }
    }

    /// How many bytes it has, where that is known.
    pub fn length(&self) -> Option<u64> {
        self.pieces().iter().map(Piece::length).sum()
    }

    /// Whether it has no bytes for sure.
    pub fn is_empty(&self) -> bool {
        self.bytes().is_some_and(Bytes::is_empty)
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
        match &self.0 {
            Content::Bytes(bytes) => vec![Piece::Bytes(bytes.clone())],
            Content::Pieces(pieces) => pieces.to_vec(),
        }
    }
}

impl Piece {
    fn length(&self) -> Option<u64> {
        match self {
            Self::Bytes(bytes) => Some(bytes.len() as u64),
            Self::Source(source) => source.length(),
        }
    }
}

impl Default for Payload {
    fn default() -> Self {
        Self(Content::Bytes(Bytes::new()))
    }
}

impl<B: Into<Bytes>> From<B> for Payload {
    fn from(bytes: B) -> Self {
        Self(Content::Bytes(bytes.into()))
    }
}

impl fmt::Debug for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Payload").field("length", &self.length()).finish_non_exhaustive()
    }
}
