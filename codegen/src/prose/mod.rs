//! Stage `prose`: a pure function from the text of descriptions to facts.

use crate::overlay::Overlay;
use crate::pointer::Pointer;
use crate::report::Report;
use crate::source::Document;

/// What the descriptions of a document say about its shape.
#[derive(Clone, Debug, Default)]
pub struct Lifted {
    /// The facts, as edits of the document.
    pub overlay: Overlay,
    /// The tables that became schemas, so that documentation can link to the type instead of repeating it.
    pub tables: Vec<LiftedTable>,
}

/// A table of a description whose rows are a schema now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiftedTable {
    /// The description it stands in: the pointer of the string itself.
    pub at: Pointer,
    /// The Markdown of the table, exactly as it stands in that description.
    pub text: String,
    /// The key of the schema under `components.schemas`.
    pub schema: String,
}

/// The facts that the descriptions of a canonical document state and the document itself does not.
pub fn lift(document: &Document, report: &mut Report) -> Lifted {
    let _ = (document, report);
    Lifted::default()
}
mod columns;
mod constraint;
mod desk;
mod name;
mod sentence;
mod table;
mod text;
mod types;
mod vocabulary;
