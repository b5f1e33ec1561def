//! Stage `prose`: a pure function from the text of descriptions to facts.
//!
//! A description is parsed into sections (`text`). Tables are read row by row (`table`) with the words of
//! `vocabulary` and `types`, single sentences by `sentence`. `operation` says which table is a request body, a
//! query or a response, `object` and `component` follow the links between sections, `dangling` gives sections the
//! names that references use, and `values` reads lists of values everywhere else.

use crate::overlay::Overlay;
use crate::parallel;
use crate::pointer::Pointer;
use crate::report::{Code, Place, Report};
use crate::shape;
use crate::source::Document;
use lifter::Lifter;
use operation::Operation;
use serde_json::Value;
use std::collections::HashMap;

mod columns;
mod component;
mod constraint;
mod content;
mod dangling;
mod describe;
mod desk;
mod facts;
mod lifter;
mod name;
mod named;
mod numbers;
mod object;
mod operation;
mod page;
mod parameter;
mod request;
mod response;
mod sections;
mod sentence;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod types;
mod values;
mod vocabulary;
mod wrapper;

/// What the descriptions of a document say about its shape.
#[derive(Clone, Debug, Default)]
pub struct Lifted {
    /// The facts, as edits of the document.
    pub overlay: Overlay,
    /// The sections and tables that became schemas, so that documentation can link to the type instead of repeating it.
    pub tables: Vec<LiftedTable>,
    /// The properties whose type was not understood.
    pub doubts: Vec<Doubt>,
}

/// A property that is kept without a type, because its cell was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// Where its schema stands once the facts apply.
    pub at: Pointer,
    /// The description that the diagnostic is about.
    pub told_at: Place,
    /// The diagnostic's message.
    pub message: String,
}

/// Takes out what was told of properties that a person's correction has given a type.
pub fn settle(doubts: &[Doubt], document: &Value, report: &mut Report) {
    let typed = |at: &Pointer| {
        let schema = document.pointer(at.as_str());
        let has = |schema: &Value| {
            ["type", "$ref", "allOf", "anyOf", "oneOf"].iter().any(|key| schema.get(key).is_some())
        };
        schema.is_some_and(|schema| schema.get("items").map_or(has(schema), has))
    };
    let settled: Vec<_> = doubts.iter().filter(|doubt| typed(&doubt.at)).collect();
    if settled.is_empty() {
        return;
    }
    report.retain(|it| {
        let is_of = |doubt: &&&Doubt| it.place == doubt.told_at && it.message == doubt.message;
        it.code != Code::ProseUnclear || !settled.iter().any(|doubt| is_of(&doubt))
    });
}

/// A section of a description, or a table of one, that is a schema now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiftedTable {
    /// The description it stands in: the pointer of the string itself.
    pub at: Pointer,
    /// The anchor of the section, without the `#`, as links of the same description name it. `None` for a table before
    /// the first heading, and for one that is not what its section is about.
    pub anchor: Option<String>,
    /// The Markdown of the table, exactly as it stands in that description. Empty for a section without a table, whose
    /// sentences say more than the schema.
    pub text: String,
    /// The key of the schema under `components.schemas`.
    pub schema: String,
}

/// The facts that the descriptions of a canonical document state and the document itself does not.
pub fn lift(document: &Document, report: &mut Report) -> Lifted {
    let (mut lifter, described) =
        parallel::both(|| read_sections(document, report), || values::described(&document.value));
    lifter.all_values(described);
    lifter.sections();
    lifter.facts.finish()
}

/// Lifts what the sections of descriptions say.
fn read_sections<'d, 'r>(document: &'d Document, report: &'r mut Report) -> Lifter<'d, 'r> {
    let dangling = dangling::find(&document.value);
    let mut lifter = Lifter::new(document, dangling.iter().cloned().collect(), report);
    let operations = operations(&mut lifter, document);
    if !dangling.is_empty() {
        let mut done = HashMap::new();
        for operation in &operations {
            lifter.dangling(operation, &dangling, &mut done);
        }
    }
    for operation in &operations {
        lifter.operation(operation);
    }
    lifter.drain();
    empty_responses(&mut lifter, document);
    lifter
}

/// The operations whose descriptions may say something about shape.
fn operations<'d>(lifter: &mut Lifter<'d, '_>, document: &'d Document) -> Vec<Operation<'d>> {
    let mut operations = Vec::new();
    let paths = Pointer::root().child("paths");
    for (path, item) in entries(document.value.get("paths")) {
        for (fields, value) in item.as_object().into_iter().flat_map(shape::operations) {
            let Some(text) = value.get("description").and_then(Value::as_str) else { continue };
            if !is_worth_reading(text) {
                continue;
            }
            let at = fields.iter().fold(paths.child(path), |at, field| at.child(field));
            let method = fields.last().copied().unwrap_or_default();
            let id = Operation::id(value, path, method);
            let page = lifter.open(at.child("description"), text);
            operations.push(Operation { at, value, item, path, method, id, page });
        }
    }
    operations
}

fn entries(value: Option<&Value>) -> impl Iterator<Item = (&str, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten().map(|(key, value)| (key.as_str(), value))
}

/// Whether the description of an operation may say something about shape: a cheap look before Markdown is parsed.
fn is_worth_reading(description: &str) -> bool {
    let has = |words: &[&str]| words.iter().any(|word| description.contains(word));
    let table = description.contains('|') && has(&["-|", "|-", "- |", "| -", "|:", "| :", ":|"]);
    let silent = has(&["empty", "o content is", "any content"])
        || (description.contains(" body") && has(&["not ", "n't ", "no ", "No "]));
    table || silent || (has(&["onsist", "ontain"]) && has(&["(`", "('", "(\""]))
}

/// The responses whose own schema is a string that is described as empty.
fn empty_responses(lifter: &mut Lifter<'_, '_>, document: &Document) {
    let paths = Pointer::root().child("paths");
    for (path, item) in entries(document.value.get("paths")) {
        for (fields, value) in item.as_object().into_iter().flat_map(shape::operations) {
            let at = fields.iter().fold(paths.child(path), |at, field| at.child(field));
            for (status, response) in
                entries(value.get("responses")).filter(|(status, _)| status.starts_with('2'))
            {
                if response.pointer("/content").is_some() {
                    let at = at.child("responses").child(status);
                    lifter.empty_content(&at, response);
                }
            }
        }
    }
}
