//! What could not be understood, and where: diagnostics with a stable code, a severity and a place.

mod codes;

pub use codes::Code;

use crate::pointer::Pointer;
use crate::source::FileId;
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of thing it is.
    pub code: Code,
    /// How much it matters; the code's own severity unless a stage knows better.
    pub severity: Severity,
    /// The value it is about.
    pub place: Place,
    /// A fragment of the text at that place (a table cell, a sentence) that narrows the excerpt to a line.
    pub near: Option<String>,
    /// What was found, in one sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl Diagnostic {
    /// A diagnostic of the code's own severity. `message` says what was found, `help` what to do.
    pub fn new(code: Code, place: Place, message: impl Into<String>, help: impl Into<String>) -> Self {
        let (message, help) = (message.into(), help.into());
        Self { code, severity: code.severity(), place, near: None, message, help }
    }

    /// Narrows the excerpt to the line of a fragment of the text at the place.
    #[must_use]
    pub fn near(mut self, fragment: impl Into<String>) -> Self {
        self.near = Some(fragment.into());
        self
    }
}

/// All diagnostics of one run, in the order in which the stages found them.
#[derive(Clone, Debug, Default)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// An empty report.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a diagnostic. The same one twice is kept once.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if !self.diagnostics.contains(&diagnostic) {
            self.diagnostics.push(diagnostic);
        }
    }

    /// The diagnostics, in the order in which they were found.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The gravest severity, `None` when there is nothing to tell.
    pub fn worst(&self) -> Option<Severity> {
        self.diagnostics.iter().map(|diagnostic| diagnostic.severity).max()
    }
}
