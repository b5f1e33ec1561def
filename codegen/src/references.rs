//! References between parts of a document.

use crate::overlay::Overlay;
use crate::report::Report;
use crate::source::Document;

/// The edits that take every reference to nothing out of the document, each with a diagnostic.
pub fn repair(document: &Document, report: &mut Report) -> Overlay {
    let _ = (document, report);
    Overlay::default()
}

/// temp
pub fn resolve<'a>(root: &'a serde_json::Value, reference: &str) -> Option<&'a serde_json::Value> {
    root.pointer(crate::pointer::Pointer::parse(reference)?.as_str())
}
