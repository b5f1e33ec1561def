//! YAML texts (YAML 1.2 with the merge key of 1.1), through `serde_yaml`.

use super::tree::{KEY_EXPECTED, Keys, Reading};
use super::{FileId, Refusal, guard, too_deep, too_many};
use crate::pointer::Pointer;
use crate::report::{Code, Diagnostic, Place, Position, Report};
use serde_json::Value;

/// Why a text is not read.
pub(super) enum Failure {
    /// It is beyond a limit.
    Refused(Refusal, Option<Position>),
    /// It is neither YAML nor JSON; in the words of the parser.
    Syntax(String, Option<Position>),
}

/// The value tree of the first document of a YAML text.
pub(super) fn parse(text: &str, file: FileId, report: &mut Report) -> Result<Value, Failure> {
    guard::check(text)?;
    match attempt(text, file, Keys::AsWritten, report) {
        Err(Failure::Syntax(message, _)) if message.contains(KEY_EXPECTED) => {
            attempt(text, file, Keys::AsValues, report)
        }
        result => result,
    }
}

fn attempt(text: &str, file: FileId, keys: Keys, report: &mut Report) -> Result<Value, Failure> {
    let mut documents = serde_yaml::Deserializer::from_str(text);
    let Some(document) = documents.next() else { return Ok(Value::Null) };
    let mut reading = Reading::new(file, keys, true);
    match reading.read(document) {
        Ok(value) => {
            report.append(reading.report);
            if documents.next().is_some() {
                report.push(more_documents(text, file));
            }
            Ok(value)
        }
        Err(error) => Err(failure(&error, reading.refusal, text)),
    }
}

fn failure(error: &serde_yaml::Error, refusal: Option<Refusal>, text: &str) -> Failure {
    let message = error.to_string();
    let at = position(error, &message, text);
    let refusal = match () {
        () if message.contains("repetition limit exceeded") => Some(Refusal::Many),
        () if message.contains("recursion limit exceeded") => Some(Refusal::Deep),
        () => refusal,
    };
    match refusal {
        Some(refusal) => Failure::Refused(refusal, at),
        None => Failure::Syntax(without_position(&message), at),
    }
}

fn position(error: &serde_yaml::Error, message: &str, text: &str) -> Option<Position> {
    // An error of the reader (a control character) has no line, only a byte offset in its message.
    let offset = message.split_once(" at position ").and_then(|(_, rest)| {
        rest.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default().parse::<usize>().ok()
    });
    match offset {
        Some(offset) => Some(Position::of(text, offset)),
        None => error.location().map(|at| Position { line: at.line(), column: at.column() }),
    }
}

/// The parser's message without its first position, which is shown beside it.
fn without_position(message: &str) -> String {
    let starts = [" at line ", " at position "].into_iter().filter_map(|start| message.find(start));
    let Some(start) = starts.min() else { return message.to_owned() };
    let (before, rest) = message.split_at(start);
    let rest = rest.find(',').and_then(|comma| rest.get(comma..)).unwrap_or_default();
    format!("{before}{rest}")
}

/// The diagnostic for a text that is not read.
pub(super) fn diagnostic(failure: Failure, text: &str, file: FileId) -> Box<Diagnostic> {
    let place = Place { file, pointer: Pointer::root() };
    let (diagnostic, at) = match failure {
        Failure::Refused(refusal, at) => {
            let (message, help) = match refusal {
                Refusal::Deep => too_deep(),
                Refusal::Many => too_many(),
            };
            (Diagnostic::new(Code::TooLarge, place, message, help), at)
        }
        Failure::Syntax(message, at) => {
            let help = syntax_help(text, &message, at);
            let message = format!("the file is neither YAML nor JSON: {message}");
            (Diagnostic::new(Code::Syntax, place, message, help), at)
        }
    };
    Box::new(match at {
        Some(at) => diagnostic.at(at),
        None => diagnostic,
    })
}

/// What to do about an error of syntax, by what most often leads to it.
fn syntax_help(text: &str, message: &str, at: Option<Position>) -> &'static str {
    let line = at.and_then(|at| text.lines().nth(at.line.saturating_sub(1))).unwrap_or_default();
    let indentation = line.split(|c| c != ' ' && c != '\t').next().unwrap_or_default();
    let says = |words: &str| message.contains(words);
    if text.trim_start().starts_with('<') {
        "this looks like HTML or XML; download the raw document instead of the page that shows it"
    } else if says("control characters") {
        "remove the character; if there are many, this is not a text file"
    } else if indentation.contains('\t') {
        "indent with spaces: YAML allows no tabs there"
    } else if says("mapping values are not allowed") {
        "put quotes around text that contains `: `, and indent the keys of one object alike"
    } else if says("alias") || says("anchor") || says("cannot start any token") {
        "put quotes around text that starts with `*`, `&`, `@`, `%` or a backtick"
    } else {
        "correct the syntax here or just above"
    }
}

fn more_documents(text: &str, file: FileId) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        Code::Malformed,
        Place { file, pointer: Pointer::root() },
        "the file goes on after its first document; the rest is ignored",
        "keep one document in one file: remove what follows, or the `---` before it",
    );
    match second_document(text) {
        Some(line) => diagnostic.at(Position { line, column: 1 }),
        None => diagnostic,
    }
}

/// The line, counted from 1, of the `---` that ends the first document.
fn second_document(text: &str) -> Option<usize> {
    let mut content = false;
    for (index, line) in text.lines().enumerate() {
        let marker = line.starts_with("---");
        if marker && content {
            return Some(index + 1);
        }
        content |= marker || !(line.trim().is_empty() || line.starts_with(['#', '%']));
    }
    None
}
