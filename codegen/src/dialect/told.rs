//! What the walk tells of.

use super::fit::Fitter;
use crate::pointer::Path;
use crate::report::{Code, Diagnostic, Severity};
use serde_json::Value;

impl Fitter<'_> {
    /// Something of the document is lost. Always `false`, which is what a value that is cut out returns.
    pub(super) fn cut(&mut self, path: &Path<'_>, message: String) -> bool {
        self.lossy(path, message, "it is left out; correct it with an overlay");
        false
    }

    /// Something was malformed and read as it was plainly meant.
    pub(super) fn note(&mut self, path: &Path<'_>, message: impl Into<String>, help: impl Into<String>) {
        self.tell(Code::Malformed, Severity::Note, path, message.into(), help.into());
    }

    pub(super) fn lossy(&mut self, path: &Path<'_>, message: impl Into<String>, help: impl Into<String>) {
        self.tell(Code::Malformed, Severity::Lossy, path, message.into(), help.into());
    }

    /// Something of the standard that nothing is made of.
    pub(super) fn unsupported(&mut self, path: &Path<'_>, severity: Severity, message: impl Into<String>) {
        let help = "it is left out of what is generated".to_owned();
        self.tell(Code::Unsupported, severity, path, message.into(), help);
    }

    /// A constraint that generated code does not hold values against.
    pub(super) fn unchecked(&mut self, path: &Path<'_>, message: impl Into<String>) {
        let help = "every value that the type has is sent and read; the server decides".to_owned();
        self.tell(Code::Unchecked, Severity::Note, path, message.into(), help);
    }

    fn tell(&mut self, code: Code, severity: Severity, path: &Path<'_>, message: String, help: String) {
        let place = self.origins.place(self.file, self.moves.before(path.pointer()));
        self.report.push(Diagnostic { severity, ..Diagnostic::new(code, place, message, help) });
    }
}

/// The start of a value.
pub(super) fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
