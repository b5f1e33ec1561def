//! Where the reading of one description writes what it could not understand.

use crate::report::{Code, Diagnostic, Place, Report, Severity};

/// One description being read.
pub struct Desk<'r> {
    report: &'r mut Report,
    place: Place,
}

impl<'r> Desk<'r> {
    /// A desk for the description at a place.
    pub fn new(report: &'r mut Report, place: Place) -> Self {
        Self { report, place }
    }

    /// Something about shape that was not understood, near a fragment of the description.
    pub fn unclear(&mut self, near: &str, message: impl Into<String>, help: &str) {
        self.say(Code::ProseUnclear, near, message, help);
    }

    /// Something that was understood, but that a schema cannot say.
    pub fn note(&mut self, near: &str, message: impl Into<String>, help: &str) {
        let mut diagnostic = self.diagnostic(Code::ProseUnclear, near, message, help);
        diagnostic.severity = Severity::Note;
        self.report.push(diagnostic);
    }

    /// A diagnostic of a code, near a fragment of the description.
    pub fn say(&mut self, code: Code, near: &str, message: impl Into<String>, help: &str) {
        let diagnostic = self.diagnostic(code, near, message, help);
        self.report.push(diagnostic);
    }

    fn diagnostic(&self, code: Code, near: &str, message: impl Into<String>, help: &str) -> Diagnostic {
        let diagnostic = Diagnostic::new(code, self.place.clone(), message, help);
        let near = near.trim();
        if near.is_empty() { diagnostic } else { diagnostic.near(near) }
    }
}
