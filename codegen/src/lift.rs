//! Documents made whole: what prose says, written as OpenAPI.

use crate::overlay::{self, Overlay};
use crate::report::{Report, Severity};
use crate::source::Sources;
use crate::{Input, correct, dialect, prose, references};
use serde_json::Value;

/// What came of lifting a document.
#[derive(Clone, Debug)]
pub struct Lift {
    /// The document in its own dialect with everything in it that its prose says; Swagger 2.0 becomes OpenAPI 3.0.
    /// `None` when there is an error.
    pub document: Option<Value>,
    /// The same facts alone, as an OpenAPI Overlay 1.0 document for the published document.
    pub overlay: Option<Value>,
    /// What could not be understood, and where.
    pub report: Report,
    /// The files that were read, for the report's excerpts.
    pub sources: Sources,
}

/// Lifts what prose says into a document.
pub fn lift(input: &Input) -> Lift {
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let lifted = lifted(input, &mut sources, &mut report);
    let (document, overlay) = lifted.filter(|_| report.worst() != Some(Severity::Error)).unzip();
    Lift { document, overlay, report, sources }
}

fn lifted(input: &Input, sources: &mut Sources, report: &mut Report) -> Option<(Value, Value)> {
    let loaded = input.load(sources, report)?;
    let mut published = loaded.document;
    let waiting = correct(&mut published, &loaded.overlays, report);
    let canonical = dialect::canonical(published.clone(), report);
    let prose = prose::lift(&canonical, report);
    let mut complete = canonical.clone();
    overlay::apply(&mut complete, &prose.overlay, report);
    let waiting = Overlay { actions: waiting, ..Overlay::default() };
    let unmatched = overlay::apply(&mut complete, &waiting, report);
    overlay::report_unmatched(&unmatched, report);
    let repairs = references::repair(&complete, report);
    let facts = Overlay {
        title: format!("What the prose of {} says", title(&published.value)),
        actions: [prose.overlay.actions, waiting.actions, repairs.actions].concat(),
    };
    // Swagger 2.0 has no request bodies to add the facts to.
    let mut document = if published.value.get("openapi").is_some() { published } else { canonical };
    overlay::apply(&mut document, &facts, report);
    Some((document.value, facts.to_value()))
}

fn title(document: &Value) -> &str {
    document.pointer("/info/title").and_then(Value::as_str).unwrap_or("the document")
}
