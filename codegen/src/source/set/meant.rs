//! References that lead to no file, and are plainly meant to lead into the document itself.

use super::files::Trouble;
use super::walk::Walk;
use crate::pointer::{Path, Pointer};
use crate::report::{Code, Diagnostic, Severity};
use crate::shape::Kind;
use serde_json::Value;

impl Walk<'_> {
    /// The reference to a part of the document that one which leads to nothing means: the document goes by another name there,
    /// or it once was one with the file that refers to it, or the `#` is missing, or a schema is called by its name.
    pub fn meant(&self, kind: Kind, reference: &str) -> Option<String> {
        if reference.contains("://") || reference.starts_with("//") {
            return None;
        }
        if !reference.contains(['#', '/']) {
            return self.schema_called(reference).filter(|_| kind == Kind::Schema);
        }
        let (_, fragment) = reference.split_once('#').unwrap_or(("", reference));
        let at = Pointer::parse(&format!("#/{}", fragment.trim_start_matches('/')))?;
        let is_there =
            || self.files.value(self.files.root).pointer(at.as_str()).is_some_and(Value::is_object);
        let is_part = at.tokens().count() > 1 && (self.components.opened.contains(&at) || is_there());
        is_part.then(|| at.to_reference())
    }

    /// Tells of a reference that is read as another.
    pub fn tell_meant(
        &mut self,
        trouble: Trouble,
        kind: Kind,
        reference: &str,
        meant: &str,
        path: &Path<'_>,
    ) {
        let is_name = !reference.contains(['#', '/']);
        // Swagger 1.2 named a model; some documents of 2.0 still do.
        if is_name && self.components.swagger {
            return;
        }
        let (severity, code, what) = match self.files.about(trouble) {
            _ if is_name => (Severity::Note, Code::Malformed, "is a name, not a reference"),
            _ if !reference.contains('#') => (Severity::Note, Code::Malformed, "has no `#`"),
            (code, ..) if trouble == Trouble::Elsewhere => {
                (Severity::Lossy, code, "leads out of the document")
            }
            (code, leads, _) => (Severity::Lossy, code, leads),
        };
        let place = self.origins.place(self.files.root, path.pointer());
        let message = format!("the {} `{reference}` {what}", kind.name());
        let help = format!("it is read as `{meant}` of the document; correct the reference");
        self.files.report.push(Diagnostic { severity, ..Diagnostic::new(code, place, message, help) });
    }
}
