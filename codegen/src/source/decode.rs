//! Bytes become text: UTF-8, or UTF-16 with a byte order mark (RFC 8259, section 8.1; YAML 1.2, section 5.2).

/// The text of a file.
pub(super) struct Decoded {
    /// Without a byte order mark; U+FFFD where it is not Unicode.
    pub text: String,
    /// The offset in `text` of the first place that is not Unicode.
    pub invalid_at: Option<usize>,
}

pub(super) fn text(bytes: Vec<u8>) -> Decoded {
    match bytes.as_slice() {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest.to_vec()),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => utf8(bytes),
    }
}

fn utf8(bytes: Vec<u8>) -> Decoded {
    match String::from_utf8(bytes) {
        Ok(text) => Decoded { text, invalid_at: None },
        Err(error) => Decoded {
            invalid_at: Some(error.utf8_error().valid_up_to()),
            text: String::from_utf8_lossy(error.as_bytes()).into_owned(),
        },
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Decoded {
    let (units, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    let mut invalid_at = None;
    for c in char::decode_utf16(units.iter().copied().map(unit)) {
        let at = text.len();
        text.push(c.unwrap_or_else(|_| {
            invalid_at.get_or_insert(at);
            char::REPLACEMENT_CHARACTER
        }));
    }
    if !rest.is_empty() {
        invalid_at.get_or_insert(text.len());
        text.push(char::REPLACEMENT_CHARACTER);
    }
    Decoded { text, invalid_at }
}
