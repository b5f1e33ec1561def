//! JSON texts (RFC 8259), through `serde_json`; what is nearly JSON is read as YAML, which forgives more.

use super::tree::{Keys, Reading};
use super::yaml::{self, Failure};
use super::{FileId, Refusal, halves};
use crate::pointer::Pointer;
use crate::report::{Code, Diagnostic, Place, Position, Report, Severity, written};
use serde_json::Value;

/// The value tree of a text that looks like JSON. The error is the parser's, with its place.
pub(super) fn parse(text: &str, file: FileId, report: &mut Report) -> Result<Value, Box<Diagnostic>> {
    let failure = match attempt(text, file, report) {
        // To YAML, what starts with a comment of other languages is a text.
        Ok(Value::String(_)) if text.trim_start().starts_with('/') => {
            Failure::Syntax("expected value".into(), None)
        }
        Ok(value) => return Ok(value),
        Err(failure) => failure,
    };
    if let (Failure::Syntax(..), Some((plain, first))) = (&failure, without_comments(text))
        && let Ok(value) = attempt(&plain, file, report)
    {
        let place = Place { file, pointer: Pointer::root() };
        let help = "it is read as if they were not there; remove them, or write YAML";
        let told = Diagnostic::new(Code::Malformed, place, "JSON has no comments", help);
        let told = told.at(Position::of(text, first));
        report.push(Diagnostic { severity: Severity::Note, ..told });
        return Ok(value);
    }
    Err(yaml::diagnostic(failure, text, file))
}

/// Reads a text as JSON, or else as the JSON that YAML is.
fn attempt(text: &str, file: FileId, report: &mut Report) -> Result<Value, Failure> {
    let (read, mut reading) = match halves::read(text, file) {
        Some((value, reading)) => (Ok(value), reading),
        None => whole(text, file),
    };
    let error = match read {
        Ok(value) => {
            report_rounded(&mut reading, text);
            report.append(reading.report);
            return Ok(value);
        }
        Err(error) => error,
    };
    match failure(&error, reading.refusal, text) {
        refused @ Failure::Refused(..) => Err(refused),
        failure => match yaml::parse(text, file, report) {
            Err(Failure::Syntax(..)) => Err(failure),
            other => other,
        },
    }
}

/// Reads a text as JSON.
pub(super) fn whole(text: &str, file: FileId) -> (Result<Value, serde_json::Error>, Reading) {
    let mut reading = Reading::new(file, Keys::AsWritten, false);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let read = reading.read(&mut deserializer).and_then(|value| deserializer.end().map(|()| value));
    (read, reading)
}

/// A text with spaces in place of comments (`// …`, `/* … */`), and the offset of the first of them; `None` for a text
/// without any.
pub(crate) fn without_comments(text: &str) -> Option<(String, usize)> {
    let mut plain = String::with_capacity(text.len());
    let (mut rest, mut first) = (text, None);
    while let Some(start) = rest.find(['"', '/']) {
        let (before, found) = rest.split_at(start);
        plain.push_str(before);
        let end = match found.as_bytes() {
            [b'"', ..] => end_of_string(found),
            [b'/', b'/', ..] => found.find('\n').unwrap_or(found.len()),
            [b'/', b'*', ..] => found.find("*/").map_or(found.len(), |end| end + 2),
            _ => 1,
        };
        let (token, after) = found.split_at_checked(end).unwrap_or((found, ""));
        if token.starts_with("//") || token.starts_with("/*") {
            first.get_or_insert(plain.len());
            plain.extend(token.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        } else {
            plain.push_str(token);
        }
        rest = after;
    }
    plain.push_str(rest);
    first.map(|first| (plain, first))
}

/// Where a string that starts a text ends.
fn end_of_string(text: &str) -> usize {
    let mut bytes = text.bytes().enumerate().skip(1);
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' => drop(bytes.next()),
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Reports the integers that were rounded. The parser does not tell them from `1e30`; their text does.
fn report_rounded(reading: &mut Reading, text: &str) {
    let large = std::mem::take(&mut reading.large);
    if large.is_empty() {
        return;
    }
    let written = written(text, &large);
    for (pointer, written) in large.into_iter().zip(written) {
        let Some(written) = written.filter(|text| text.bytes().all(|b| b.is_ascii_digit() || b == b'-'))
        else {
            continue;
        };
        if let Ok(value) = written.parse() {
            reading.report_rounded(pointer, written, value);
        }
    }
}

fn failure(error: &serde_json::Error, refusal: Option<Refusal>, text: &str) -> Failure {
    let at = Position::of_byte_column(text, error.line(), error.column());
    match refusal {
        Some(refusal) => Failure::Refused(refusal, Some(at)),
        None => {
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or_default().to_owned();
            Failure::Syntax(message, Some(at))
        }
    }
}
