//! Bytes with what is known of them.

use super::payload::{Payload, Piece};
use super::slot::{Slot, Target, Text, View};
use super::source::Source;
use bytes::Bytes;
#[cfg(any(feature = "client", feature = "server", feature = "tower"))]
use futures_core::Stream;
use std::fmt;
use std::io::{self, Read};
use std::path::Path;

/// Bytes to send, with their media type and, for a file, its name. They are here, or they are read as they are sent: from a
/// [`file`](Self::file), a [`reader`](Self::reader) or a stream.
///
/// ```text
/// Blob::new(bytes).media_type("image/png").file_name("owl.png")
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Blob {
    bytes: Bytes,
    /// Where the bytes are, when they are not here.
    source: Option<Source>,
    media_type: Option<String>,
    file_name: Option<String>,
}

impl Blob {
    /// Bytes of which nothing is known: they are sent as what the document says, or as `application/octet-stream`.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self { bytes: bytes.into(), ..Self::default() }
    }

    /// A file, under its name. It is opened for each attempt to send it, and has to be as long then as it is now.
    ///
    /// # Errors
    /// There is no such file, or it cannot be opened.
    pub fn file(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        Ok(Self { source: Some(Source::file(path)?), file_name: name, ..Self::default() })
    }

    /// What a reader has to say, and how many bytes that is, where it is known. It can be read once, so that nothing is sent
    /// again after somebody has begun to; clones share it.
    pub fn reader(reader: impl Read + Send + 'static, length: Option<u64>) -> Self {
        Self { source: Some(Source::reader(reader, length)), ..Self::default() }
    }

    /// What an asynchronous stream brings, and how many bytes that is, where it is known. As with a reader, it can be read once.
    /// Only asynchronous clients send it.
    #[cfg(any(feature = "client", feature = "server", feature = "tower"))]
    pub fn stream<S, E>(stream: S, length: Option<u64>) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        Self { source: Some(Source::stream(stream, length)), ..Self::default() }
    }

    /// Names the media type, such as `image/png`.
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// Names the file. A part of a multipart body without a name is sent as a file called like its field.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// The bytes that are here: none when they are to be read as they are sent.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// How many bytes they are, where that is known.
    pub fn length(&self) -> Option<u64> {
        self.source.as_ref().map_or(Some(self.bytes.len() as u64), Source::length)
    }

    /// What is sent.
    pub fn payload(&self) -> Payload {
        Payload::of(vec![self.piece()])
    }

    pub(super) fn piece(&self) -> Piece {
        match &self.source {
            Some(source) => Piece::Source(source.clone()),
            None => Piece::Bytes(self.bytes.clone()),
        }
    }

    /// The media type, where it was named.
    pub fn named_media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }

    /// The name of the file, where it was named.
    pub fn named_file(&self) -> Option<&str> {
        self.file_name.as_deref()
    }
}

impl fmt::Debug for Blob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Blob");
        out.field("length", &self.length());
        out.field("media_type", &self.media_type).field("file_name", &self.file_name).finish()
    }
}

impl From<Bytes> for Blob {
    fn from(bytes: Bytes) -> Self {
        Self::new(bytes)
    }
}

impl From<Vec<u8>> for Blob {
    fn from(bytes: Vec<u8>) -> Self {
        Self::new(bytes)
    }
}

impl From<String> for Blob {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&'static [u8]> for Blob {
    fn from(bytes: &'static [u8]) -> Self {
        Self::new(bytes)
    }
}

impl From<&'static str> for Blob {
    fn from(text: &'static str) -> Self {
        Self::new(text)
    }
}

impl Slot for Blob {
    fn blank() -> Self {
        Self::default()
    }
    fn target(&mut self) -> Target<'_> {
        Target::Text(self)
    }
    fn view(&self) -> View<'_> {
        View::Blob(self)
    }
}

/// Bytes only stand in forms. Where a form is written as JSON all the same, as for a log, they are text, and those that are
/// read as they are sent are none.
impl Text for Blob {
    fn expected(&self) -> &'static str {
        "a text"
    }
    fn parse(&mut self, text: &str) -> bool {
        *self = Self::new(Bytes::copy_from_slice(text.as_bytes()));
        true
    }
    fn take_blob(&mut self, file: &dyn Fn() -> Self) -> bool {
        *self = file();
        true
    }
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(&self.bytes))
    }
}
