//! JSON texts (RFC 8259), through `serde_json`; what is nearly JSON is read as YAML, which forgives more.

use super::tree::{Keys, Reading};
use super::yaml::{self, Failure};
use super::{FileId, Refusal};
use crate::report::{Diagnostic, Position, Report, written};
use serde_json::Value;

/// The value tree of a text that looks like JSON. The error is the parser's, with its place.
pub(super) fn parse(text: &str, file: FileId, report: &mut Report) -> Result<Value, Box<Diagnostic>> {
    let mut reading = Reading::new(file, Keys::AsWritten, false);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let read = reading.read(&mut deserializer).and_then(|value| deserializer.end().map(|()| value));
    let error = match read {
        Ok(value) => {
            report_rounded(&mut reading, text);
            report.append(reading.report);
            return Ok(value);
        }
        Err(error) => error,
    };
    let failure = failure(&error, reading.refusal, text);
    let failure = match failure {
        Failure::Refused(..) => failure,
        Failure::Syntax(..) => match yaml::parse(text, file, report) {
            Ok(value) => return Ok(value),
            Err(refused @ Failure::Refused(..)) => refused,
            Err(Failure::Syntax(..)) => failure,
        },
    };
    Err(yaml::diagnostic(failure, text, file))
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
