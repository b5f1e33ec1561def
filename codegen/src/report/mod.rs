//! What could not be understood, and where: diagnostics with a stable code, a severity and a place.

mod codes;
mod json;
mod locate;
mod position;
mod render;

pub use codes::Code;
pub(crate) use locate::written;
pub use position::Position;
pub use render::Color;

use crate::pointer::Pointer;
use crate::source::{FileId, Sources};
use serde_json::Value;
use std::collections::HashSet;
use std::fmt;

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something was noticed; nothing the document says was lost.
    Note,
    /// Something the document says did not reach the output.
    Lossy,
    /// Nothing is written.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Note => "note",
            Self::Lossy => "lossy",
            Self::Error => "error",
        })
    }
}

/// A place in one of the files that were read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Which file.
    pub file: FileId,
    /// Which value of it.
    pub pointer: Pointer,
}

/// One thing to tell the user.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// What kind of thing it is.
    pub code: Code,
    /// How much it matters; the code's own severity unless a stage knows better.
    pub severity: Severity,
    /// The value it is about.
    pub place: Place,
    /// A fragment of the text at that place (a table cell, a sentence) that narrows the excerpt to a line.
    pub near: Option<String>,
    /// Where exactly, when it is known better than the place tells, such as for an error of syntax.
    pub at: Option<Position>,
    /// What was found, in one sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl Diagnostic {
    /// A diagnostic of the code's own severity. `message` says what was found, `help` what to do.
    pub fn new(code: Code, place: Place, message: impl Into<String>, help: impl Into<String>) -> Self {
        let (message, help) = (message.into(), help.into());
        Self { code, severity: code.severity(), place, near: None, at: None, message, help }
    }

    /// Narrows the excerpt to the line of a fragment of the text at the place.
    #[must_use]
    pub fn near(mut self, fragment: impl Into<String>) -> Self {
        self.near = Some(fragment.into());
        self
    }

    /// Says exactly where, for what has no pointer of its own.
    #[must_use]
    pub fn at(mut self, position: Position) -> Self {
        self.at = Some(position);
        self
    }
}

/// All diagnostics of one run, in the order in which the stages found them.
#[derive(Clone, Debug, Default)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
    seen: HashSet<Diagnostic>,
}

impl Report {
    /// An empty report.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a diagnostic. The same one twice is kept once.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if self.seen.insert(diagnostic.clone()) {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Adds the diagnostics of another report.
    pub fn append(&mut self, other: Report) {
        other.diagnostics.into_iter().for_each(|diagnostic| self.push(diagnostic));
    }

    /// Takes away the diagnostics that are not to be told after all.
    pub(crate) fn retain(&mut self, is_told: impl FnMut(&Diagnostic) -> bool) {
        self.diagnostics.retain(is_told);
    }

    /// The same diagnostics, none graver than a severity.
    pub(crate) fn no_worse_than(self, most: Severity) -> Self {
        let lessened =
            |diagnostic: Diagnostic| Diagnostic { severity: diagnostic.severity.min(most), ..diagnostic };
        let mut report = Self::new();
        self.diagnostics.into_iter().for_each(|diagnostic| report.push(lessened(diagnostic)));
        report
    }

    /// The diagnostics, in the order in which they were found.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The gravest severity, `None` when there is nothing to tell.
    pub fn worst(&self) -> Option<Severity> {
        self.diagnostics.iter().map(|diagnostic| diagnostic.severity).max()
    }

    /// How many diagnostics there are of each severity, such as `1 error, 3 lossy, 2 notes`; empty when
    /// there are none.
    pub fn summary(&self) -> String {
        let count = |severity| self.diagnostics.iter().filter(|found| found.severity == severity).count();
        let counts =
            [Severity::Error, Severity::Lossy, Severity::Note].map(|severity| (severity, count(severity)));
        let parts: Vec<String> = counts
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(severity, count)| match (severity, count) {
                (Severity::Lossy, _) | (_, 1) => format!("{count} {severity}"),
                _ => format!("{count} {severity}s"),
            })
            .collect();
        parts.join(", ")
    }

    /// All diagnostics for people: code, message, `file:line:column`, the line itself, the JSON pointer and
    /// what to do. Empty when there are none.
    ///
    /// `sources` must be the one that the diagnostics' files were read into. This is where places are looked
    /// up in the files, so it takes about as long as reading them did.
    pub fn render(&self, sources: &Sources, color: Color) -> String {
        render::render(&self.diagnostics, sources, color)
    }

    /// All diagnostics for programs: an array of objects with the keys `code`, `severity`, `message`,
    /// `help`, `pointer`, `file`, `line` and `column` (both from 1, columns in characters, null when not
    /// known) and `near` (null unless the diagnostic is about a fragment of a longer text).
    pub fn to_json(&self, sources: &Sources) -> serde_json::Value {
        json::render(&self.diagnostics, sources)
    }
}

/// What a person calls the JSON type of a value.
pub(crate) fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
