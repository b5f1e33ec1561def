//! The events of a JSON text. A scanner of our own, because the YAML parser takes ten times as long, and
//! JSON documents are the large ones.

use super::walk::{Kind, Style, Walker, Wanted};
use std::borrow::Cow;

/// Finds the wanted values; `None` when the text is not JSON.
pub(super) fn find(text: &str, wanted: &mut Wanted) -> Option<()> {
    let bytes = text.as_bytes();
    let mut walker = Walker::new(wanted);
    let mut open = 0_usize;
    let mut at = text.len() - text.trim_start().len();
    if !matches!(bytes.get(at), Some(b'{' | b'[')) {
        return None;
    }
    while let Some(byte) = bytes.get(at) {
        let start = at;
        at += 1;
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' | b',' | b':' => {}
            b'{' | b'[' => {
                open += 1;
                walker.open(if *byte == b'{' { Kind::Object } else { Kind::Array }, start, true);
            }
            b'}' | b']' => {
                open = open.checked_sub(1)?;
                walker.close(at);
            }
            b'"' => {
                at = string_end(bytes, at)?;
                walker.scalar(start..at, Style::DoubleQuoted, || string(text, start, at));
            }
            _ => {
                at += bytes.iter().skip(at).take_while(|byte| is_bare(byte)).count();
                let bare = text.get(start..at)?;
                let number = bare.starts_with(|c: char| c.is_ascii_digit() || c == '-');
                if !number && !matches!(bare, "true" | "false" | "null") {
                    return None;
                }
                walker.scalar(start..at, Style::Plain, || Cow::Borrowed(bare));
            }
        }
    }
    (open == 0).then_some(())
}

fn is_bare(byte: &u8) -> bool {
    !matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b',' | b':' | b'{' | b'}' | b'[' | b']' | b'"')
}

/// The offset after the closing quote of a string whose opening quote stands before `at`.
fn string_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

/// What a string says; as it stands where it is not a string.
fn string(text: &str, start: usize, end: usize) -> Cow<'_, str> {
    let quoted = text.get(start..end).unwrap_or_default();
    let inner = quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default();
    if !inner.contains('\\') {
        return Cow::Borrowed(inner);
    }
    serde_json::from_str(quoted).map_or(Cow::Borrowed(inner), Cow::Owned)
}
