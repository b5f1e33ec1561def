//! Finds the value at an offset of a JSON text: costs nothing until a decode has failed.

use super::check::push_token;
use std::fmt::Write;

/// The JSON pointer (RFC 6901) of the value that a decoder had before it, or had just read, when it gave up at a
/// `line` and `column` as `serde_json` counts them: the first line is 1, the column is the number of bytes of the
/// line that were read.
pub fn pointer_at(json: &[u8], line: usize, column: usize) -> String {
    let start: usize =
        json.split_inclusive(|&byte| byte == b'\n').take(line.saturating_sub(1)).map(<[u8]>::len).sum();
    let end = start.saturating_add(column).min(json.len());
    pointer_after(json.get(..end).unwrap_or(json))
}

/// An open array or object.
enum Level {
    /// The index of the item before us or just read.
    Array(usize),
    /// The key of the value before us or just read, and whether a key comes next.
    Object { key: Option<String>, expects_key: bool },
}

/// The pointer of the value after, or at the end of, the beginning of a JSON text.
fn pointer_after(read: &[u8]) -> String {
    let mut levels: Vec<Level> = Vec::new();
    let mut rest = read;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            b'{' => levels.push(Level::Object { key: None, expects_key: true }),
            b'[' => levels.push(Level::Array(0)),
            b'}' | b']' => drop(levels.pop()),
            b',' => next(levels.last_mut()),
            b'"' => {
                let (text, after) = string(rest);
                rest = after;
                if let Some(Level::Object { key, expects_key: expects @ true }) = levels.last_mut() {
                    (*key, *expects) = (text, false);
                }
            }
            _ => {}
        }
    }
    let mut pointer = String::new();
    for level in &levels {
        match level {
            // Writing to a string cannot fail.
            Level::Array(index) => drop(write!(pointer, "/{index}")),
            Level::Object { key: Some(key), .. } => push_token(&mut pointer, key),
            Level::Object { key: None, .. } => {}
        }
    }
    pointer
}

fn next(level: Option<&mut Level>) {
    match level {
        Some(Level::Array(index)) => *index += 1,
        Some(Level::Object { key, expects_key }) => (*key, *expects_key) = (None, true),
        None => {}
    }
}

/// The text of a string whose opening quote was read, unless it is cut off, and what follows it.
fn string(rest: &[u8]) -> (Option<String>, &[u8]) {
    let mut escaped = false;
    for (index, &byte) in rest.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => {
                let (text, after) = rest.split_at(index);
                let quoted = [b"\"", text, b"\""].concat();
                return (serde_json::from_slice(&quoted).ok(), after.get(1..).unwrap_or_default());
            }
            _ => {}
        }
    }
    (None, &[])
}
