//! Documents made whole: what prose says, written as OpenAPI.

mod dialect;
mod parameters;
mod place;
mod yaml;

pub use yaml::to_yaml;

use crate::overlay::{self, Action, Overlay};
use crate::report::{Code, Diagnostic, Report, Severity};
use crate::source::{self, Document, Sources};
use crate::{Input, correct, prose, references};
use serde_json::Value;

/// What came of lifting a document.
#[derive(Clone, Debug)]
pub struct Lift {
    /// The document in its own dialect with everything in it that its prose says, and without references to nothing;
    /// Swagger 2.0 becomes OpenAPI 3.0. `None` when there is an error.
    pub document: Option<Value>,
    /// The same facts and repairs alone, as an OpenAPI Overlay 1.0 document. It applies to the published document, to
    /// one that was corrected after its corrections, and to one of Swagger 2.0 after it became OpenAPI 3.0.
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
    if !source::expect_openapi(&published, report) {
        return None;
    }
    let canonical = crate::dialect::canonical(published.clone(), report);
    let said = prose::lift(&canonical, report);
    let document = if published.value.get("openapi").is_some() {
        published
    } else {
        // Swagger 2.0 has no request bodies to add the facts to.
        dialect::without_own_keys(canonical)
    };
    let mut whole = Whole { document, actions: Vec::new() };
    whole.lift(said.overlay.actions, report);
    whole.correct(waiting, report);
    prose::settle(&said.doubts, &whole.document.value, report);
    whole.repair(report);
    let title = format!("What the prose of {} says", title(&whole.document.value));
    let facts = Overlay { title, actions: whole.actions };
    Some((whole.document.value, facts.to_value()))
}

fn title(document: &Value) -> &str {
    document.pointer("/info/title").and_then(Value::as_str).unwrap_or("the document")
}

/// A document that becomes whole, and the actions that make it so.
struct Whole {
    document: Document,
    actions: Vec<Action>,
}

impl Whole {
    /// Adds the facts of prose, which are about the canonical form, in the document's own dialect.
    fn lift(&mut self, said: Vec<Action>, report: &mut Report) {
        let has_types_of_null = !is_3_0(&self.document.value);
        for mut action in said {
            if has_types_of_null {
                dialect::spell_null(&mut action.effect);
            }
            place::move_fact_into(&self.document.value, &mut action);
            if let Some(action) = self.apply(action, report) {
                let message = format!("`{}` is not in the document as published", action.target);
                let help = "a fact about it is left out; add it with an overlay";
                report.push(Diagnostic::new(Code::ProseUnclear, action.place, message, help));
            }
        }
    }

    /// Applies the corrections of what prose says.
    fn correct(&mut self, waiting: Vec<Action>, report: &mut Report) {
        let mut unmatched = Vec::new();
        for action in waiting {
            let Some(mut action) = self.apply(action, report) else { continue };
            // Its target may be one of the canonical form.
            let target = action.target.clone();
            place::move_into(&self.document.value, &mut action);
            let failed = if action.target == target { Some(action) } else { self.apply(action, report) };
            unmatched.extend(failed.map(|action| Action { target, ..action }));
        }
        overlay::report_unmatched(&unmatched, report);
    }

    /// Takes references to nothing out, and declares the path parameters that nothing declares, now that nothing is
    /// left that could.
    fn repair(&mut self, report: &mut Report) {
        let repairs = references::repair_raw(&self.document, report);
        self.apply_all(repairs, report);
        let declarations = parameters::declare(&self.document, report);
        self.apply_all(declarations, report);
    }

    fn apply_all(&mut self, overlay: Overlay, report: &mut Report) {
        for action in overlay.actions {
            self.apply(action, report);
        }
    }

    /// Applies an action and keeps it; hands it back when it matches nothing.
    fn apply(&mut self, action: Action, report: &mut Report) -> Option<Action> {
        let overlay = Overlay { title: String::new(), actions: vec![action] };
        let unmatched = overlay::apply(&mut self.document, &overlay, report).pop();
        if unmatched.is_none() {
            self.actions.extend(overlay.actions);
        }
        unmatched
    }
}

/// Whether a document is of OpenAPI 3.0, where null is `nullable` and no type.
fn is_3_0(document: &Value) -> bool {
    match document.get("openapi") {
        Some(Value::String(version)) => version.trim().starts_with("3.0"),
        Some(Value::Number(version)) => version.as_f64() == Some(3.0),
        _ => true,
    }
}
