//! Stage `paging`: which operations answer a list page by page, and how one page leads to the next.
//!
//! What a document says of that, it says in names and prose. So the rules here are about names that many services share,
//! and about pairs of them: a parameter that asks for a page, and a place in the response that leads to the next. In doubt
//! an answer is no page: a walk that ends too early, and nobody told, costs a user more than one that has to be
//! configured.

mod configured;
mod page;
mod request;
mod rules;
mod words;

use crate::config::{Config, PagingEntry, Problem};
use crate::ir::{Api, Operation, Outcome, Payload, TypeId};
use toml::Spanned;

/// The key of the configuration that stands for all operations that have no entry.
const ALL: &str = "*";

/// Finds how the pages of each operation follow each other. Returns what is wrong with the configuration's entries.
pub fn find(api: &mut Api, config: &Config) -> Vec<Problem> {
    let mut problems = Vec::new();
    for index in 0..api.operations.len() {
        let operation = &api.operations[index];
        let paging = match entry(config, operation) {
            None => rules::recognise(&api.types, operation),
            Some((_, PagingEntry::Off)) => None,
            Some((key, PagingEntry::By(table))) => {
                let paging = configured::paging(&api.types, operation, table);
                paging.map_err(|message| problems.push(problem(config, key, message, false))).ok()
            }
        };
        api.operations[index].paging = paging;
    }
    let is_operation = |key: &str| api.operations.iter().any(|operation| operation.is_called(key));
    let unmatched = config.paging.keys().filter(|key| *key != ALL && !is_operation(key));
    problems
        .extend(unmatched.map(|key| {
            problem(config, key, format!("no operation is called `{key}` in the document"), true)
        }));
    problems.extend(described_all(config));
    problems
}

/// The entry of an operation, with its key.
fn entry<'c>(config: &'c Config, operation: &Operation) -> Option<(&'c str, &'c PagingEntry)> {
    if config.paging.is_empty() {
        return None;
    }
    let keys = operation.called().chain([ALL.to_owned()]);
    let found = keys.filter_map(|key| config.paging.get_key_value(&key)).next();
    found.map(|(key, entry)| (key.as_str(), entry.get_ref()))
}

/// All operations can only be switched off.
fn described_all(config: &Config) -> Option<Problem> {
    let entry = config.paging.get(ALL)?;
    let message = format!("`{ALL}` stands for all operations, which cannot all be described at once");
    matches!(entry.get_ref(), PagingEntry::By(_)).then(|| problem(config, ALL, message, false))
}

fn problem(config: &Config, key: &str, message: String, is_unmatched: bool) -> Problem {
    Problem {
        keys: vec!["paging".to_owned(), key.to_owned()],
        span: config.paging.get(key).map(Spanned::span).unwrap_or_default(),
        is_unmatched,
        message,
        help: "correct or remove the entry; the README says what it may hold".to_owned(),
    }
}

/// The type of the body of each page, where there is only one.
fn body(operation: &Operation) -> Option<TypeId> {
    match operation.success() {
        Outcome::One(Payload::Json(ty)) | Outcome::Maybe(Payload::Json(ty)) => Some(ty),
        _ => None,
    }
}
