//! Stage `overlay`: OpenAPI Overlay 1.x, the one way anything edits a document.

mod apply;
mod parse;
mod target;
mod write;

pub use apply::apply;
pub use parse::parse;
pub(crate) use target::literal_pointer;
pub use target::{target, target_in};

use crate::report::{Code, Diagnostic, Place, Report};
use serde_json::Value;
use std::fmt;

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

impl Action {
    /// Whether it stands in an overlay that a person wrote, and does not come of a stage.
    pub(crate) fn is_written(&self) -> bool {
        self.provenance.is_none() && self.place.pointer.tokens().next().as_deref() == Some("actions")
    }
}

/// What an action does to each value its target selects.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Merges an object into an object, concatenates an array to an array, appends any other value to an
    /// array, and replaces a primitive with a primitive, as Overlay 1.1 has it.
    Update(Value),
    /// Appends a value to an array as one item, whatever it is: what Overlay 1.0 does with an `update` that is
    /// no object.
    Append(Value),
    /// Updates with the one value that a JSONPath selects in the same document (Overlay 1.1).
    Copy(String),
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

/// A sentence of more bytes is not repeated where provenance is put in words.
const LONGEST_QUOTED: usize = 100;

impl fmt::Display for Provenance {
    /// As a person would say it: row 3 of table 1 under “Parameters”. Empty where nothing is known.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut from = match (self.row, self.table, &self.sentence) {
            (Some(row), Some(table), _) => format!("row {row} of table {table}"),
            (_, Some(table), _) => format!("table {table}"),
            (_, None, Some(sentence)) if sentence.len() <= LONGEST_QUOTED => format!("“{sentence}”"),
            (_, None, Some(_)) => "a sentence".to_owned(),
            (_, None, None) => String::new(),
        };
        if let Some(column) = &self.column {
            from = format!("{from}, column “{column}”,");
        }
        match &self.section {
            Some(section) if from.is_empty() => write!(f, "the section “{section}”"),
            Some(section) => write!(f, "{from} under “{section}”"),
            None => f.write_str(&from),
        }
    }
}

/// Reports the actions that matched nothing anywhere: a correction that corrects nothing is an error.
pub fn report_unmatched(actions: &[Action], report: &mut Report) {
    for action in actions {
        let message = format!("the target `{}` of this action matches nothing", action.target);
        let help = "correct the JSONPath, or remove the action if the document no longer needs it";
        report.push(Diagnostic::new(Code::UnmatchedAction, action.place.clone(), message, help));
    }
}
