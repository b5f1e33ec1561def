//! Single values as text, and how text stands in an address.

use super::encode::{Written, with_opened};
use super::slot::View;

/// A single value as text; what is none is written as JSON.
pub(super) fn scalar(view: View<'_>) -> String {
    match view.opened() {
        View::Null | View::Absent => String::new(),
        View::Bool(value) => value.to_string(),
        View::I64(value) => value.to_string(),
        View::U64(value) => value.to_string(),
        View::F32(value) => value.to_string(),
        View::F64(value) => value.to_string(),
        View::Str(text) => text.to_owned(),
        View::Text(text) => Written(text).to_string(),
        #[cfg(any(feature = "server", feature = "tower", not(without = "blobs")))]
        View::Blob(blob) => Written(blob).to_string(),
        View::Foreign(_) => with_opened(view, scalar),
        view => json(view),
    }
}

pub(super) fn json(view: View<'_>) -> String {
    // Nothing within a slot fails to encode as JSON text.
    serde_json::to_string(&view).unwrap_or_default()
}

/// Percent-encodes everything but the unreserved characters of RFC 3986, section 2.3.
pub(super) fn encode(text: &str) -> String {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            // Both indices are below 16.
            out.push(char::from(DIGITS[usize::from(byte >> 4)]));
            out.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
    }
    out
}

/// In place of the name of a value that is a query by itself: no name is this, since it would be encoded.
pub(super) const NAMELESS: &str = "?";

/// Pairs as they stand in a query.
pub(super) fn query(pairs: &[(String, String)]) -> String {
    let pair = |(name, value): &(String, String)| match name.as_str() {
        NAMELESS => value.clone(),
        name => format!("{name}={value}"),
    };
    pairs.iter().map(pair).collect::<Vec<_>>().join("&")
}
