//! Stage `overlay`: OpenAPI Overlay 1.x, the one way anything edits a document.

use crate::report::{Place, Report};
use crate::source::Document;
use serde_json::Value;

/// A list of edits to a document (OpenAPI Overlay 1.1, section 4.4.1).
#[derive(Clone, Debug, Default)]
pub struct Overlay {
    /// `info.title`.
    pub title: String,
    /// The edits, in the order in which they apply.
    pub actions: Vec<Action>,
}

/// One edit (section 4.4.3).
#[derive(Clone, Debug)]
pub struct Action {
    /// JSONPath (RFC 9535) of the values to edit.
    pub target: String,
    /// What the edit is for.
    pub description: Option<String>,
    /// What is done to each of them.
    pub effect: Effect,
    /// Where the action stands, or, for a lifted fact, where the fact stands.
    pub place: Place,
    /// For a lifted fact: the table, row, column or sentence it was read from.
    pub provenance: Option<Provenance>,
}

/// What an action does to each value its target selects.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Merges a value into an object, or appends it to an array.
    Update(Value),
    /// Removes the value from its parent.
    Remove,
}

/// Where in prose a fact was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// The heading the fact stands under, as written; `None` before the first heading.
    pub section: Option<String>,
    /// Which table of the description, counted from 1.
    pub table: Option<usize>,
    /// Which row of the table below its header, counted from 1.
    pub row: Option<usize>,
    /// The header of the column, as written.
    pub column: Option<String>,
    /// The sentence, where the fact is not a whole table or row.
    pub sentence: Option<String>,
}

/// Reads an overlay from its value tree.
pub fn parse(document: &Document, report: &mut Report) -> Overlay {
    let _ = (document, report);
    todo!("overlay")
}

/// Applies the actions in order. Returns those that matched nothing.
pub fn apply(document: &mut Document, overlay: &Overlay, report: &mut Report) -> Vec<Action> {
    let _ = (document, overlay, report);
    todo!("overlay")
}
