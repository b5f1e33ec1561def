//! Reads what a request carries, on the caller's thread.

use super::payload::{Payload, Piece};
use super::source::{Open, SourceError};
use bytes::{Buf, Bytes};
use std::io::{self, Read};

/// A body, read from its first byte to its last.
pub(super) struct PayloadReader {
    /// What was not begun yet, the next one last.
    left: Vec<Piece>,
    reader: Option<Box<dyn Read + Send>>,
}

impl PayloadReader {
    pub fn new(payload: &Payload) -> Self {
        let left = payload.pieces().into_iter().rev().collect();
        Self { left, reader: None }
    }
}

impl Read for PayloadReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.read_on(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::Interrupted => error,
            _ => io::Error::other(SourceError(error)),
        })
    }
}

impl PayloadReader {
    fn read_on(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(reader) = &mut self.reader {
                let count = reader.read(buffer)?;
                if count > 0 || buffer.is_empty() {
                    return Ok(count);
                }
            }
            self.reader = match self.left.pop() {
                Some(piece) => Some(open(piece)?),
                None => return Ok(0),
            };
        }
    }
}

fn open(piece: Piece) -> io::Result<Box<dyn Read + Send>> {
    match piece {
        Piece::Bytes(bytes) => Ok(Box::new(Bytes::reader(bytes))),
        Piece::Source(source) => match source.open()? {
            Open::Reader(reader) => Ok(reader),
            #[cfg(any(feature = "client", feature = "server", feature = "tower"))]
            Open::Stream(_) => {
                Err(io::Error::other("an asynchronous stream cannot be sent by a blocking client"))
            }
        },
    }
}
