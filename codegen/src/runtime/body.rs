//! Bodies other than JSON and forms: text and bytes.

#[cfg(any(feature = "server", feature = "tower", not(without = "blobs")))]
use super::blob::Blob;
use super::check::check;
use super::operation::Builder;
use super::payload::Payload;
use super::rules::Rule;
use super::slot::View;
use super::violations::Part;
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};

impl Builder {
    #[cfg(any(feature = "server", feature = "tower", not(without = "blobs")))]
    /// Sets a body of bytes whose media type the caller may name. It must be one that a header can hold.
    #[inline]
    pub fn blob(&mut self, media_type: HeaderValue, body: &Blob) {
        match body.named_media_type().map_or(Ok(media_type), HeaderValue::from_str) {
            Ok(media_type) => self.payload(media_type, body.payload()),
            Err(_) => self.refuse(Part::Body, "has a media type that no header can hold"),
        }
    }

    /// Sets a body of text.
    #[inline]
    pub fn text(&mut self, media_type: HeaderValue, body: &str, rules: &[Rule]) {
        check(&Part::Body, View::Str(body), rules, &mut self.found);
        self.bytes(media_type, Bytes::copy_from_slice(body.as_bytes()));
    }

    /// Sets a body of any media type.
    #[inline]
    pub fn bytes(&mut self, media_type: HeaderValue, body: Bytes) {
        self.payload(media_type, body.into());
    }

    #[inline]
    pub(super) fn payload(&mut self, media_type: HeaderValue, body: Payload) {
        self.headers.insert(CONTENT_TYPE, media_type);
        self.body = body;
    }
}
