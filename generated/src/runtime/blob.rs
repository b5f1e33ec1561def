//! Bytes with what is known of them.

use super::slot::{Slot, Target, Text, View};
use bytes::Bytes;
use std::fmt;

/// Bytes to send, with their media type and, for a file, its name.
///
/// ```text
/// Blob::new(bytes).media_type("image/png").file_name("owl.png")
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Blob {
    bytes: Bytes,
    media_type: Option<String>,
    file_name: Option<String>,
}

impl Blob {
    /// Bytes of which nothing is known: they are sent as what the document says, or as `application/octet-stream`.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self { bytes: bytes.into(), ..Self::default() }
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

    /// The bytes.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
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
        out.field("bytes", &self.bytes.len());
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

/// Bytes only stand in forms. Where a form is written as JSON all the same, as for a log, they are text.
impl Text for Blob {
    fn expected(&self) -> &'static str {
        "a text"
    }
    fn parse(&mut self, text: &str) -> bool {
        self.bytes = Bytes::copy_from_slice(text.as_bytes());
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
