//! Names of errors that depend on the status. Operations that fail alike have one enum, each by a name of its own; where most
//! do, that is `ApiError` for all of them.

use super::Namer;
use super::outcome::{Variants, statuses};
use super::scope::Scope;
use crate::ir::{Outcome, Payload, Response, Status};
use std::collections::{HashMap, HashSet};

/// What most operations answer when they fail.
pub(super) const API_ERROR: &str = "ApiError";

/// An enum of errors.
#[derive(Clone, Debug)]
pub struct ErrorEnum {
    /// The enum and its variants.
    pub names: Variants,
    /// The operations whose errors it holds, as indices of [`Api::operations`](crate::ir::Api::operations); never none.
    pub operations: Vec<usize>,
}

/// What the errors of an operation are called.
#[derive(Clone, Debug)]
pub struct ErrorNames {
    /// The name that the operation has for them: that of the enum, or another one for it.
    pub name: String,
    /// The enum, as an index of [`Names::errors`](super::Names::errors).
    pub of: usize,
}

/// Operations that fail alike.
struct Alike<'a> {
    responses: Vec<&'a Response>,
    operations: Vec<usize>,
}

impl<'a> Namer<'a> {
    /// Names the enums of errors, after all operations have their names.
    pub(super) fn name_errors(&mut self, types: &mut Scope) {
        let alike = self.alike();
        let all = self.api.operations.iter().filter(|operation| operation.error().is_some()).count();
        // What operations had together that fail alike no more is the name of the first ones.
        let mut used: HashSet<&str> = HashSet::new();
        for Alike { responses, operations } in alike {
            let kept = operations.iter().map(|index| self.kept_error(*index).filter(|it| !used.contains(it)));
            let kept: Vec<Option<&str>> = kept.collect();
            used.extend(kept.iter().flatten());
            let is_usual = operations.len() > 1 && operations.len() * 2 > all;
            let common = twice(&kept).map(str::to_owned);
            let common = common.or_else(|| is_usual.then(|| types.take(&[API_ERROR.to_owned()])));
            let mut taken = HashSet::new();
            let own = operations.iter().zip(&kept).map(|(index, kept)| match (kept, &common) {
                // One other name is enough for those that had it together.
                (Some(kept), common) if common.is_none() || taken.insert(*kept) => (*kept).to_owned(),
                (_, Some(common)) => common.clone(),
                (_, None) => {
                    let of = self.names.operations.get(*index).map_or("", |names| &names.name);
                    types.take(&[format!("{of}Error")])
                }
            });
            let own: Vec<String> = own.collect();
            let name = common.or_else(|| own.first().cloned()).unwrap_or_default();
            let of = self.names.errors.len();
            for (index, name) in operations.iter().zip(own) {
                if let Some(operation) = self.names.operations.get_mut(*index) {
                    operation.error = Some(ErrorNames { name, of });
                }
            }
            let names = Variants::new(name, statuses(&responses));
            self.names.errors.push(ErrorEnum { names, operations });
        }
    }

    /// The operations whose errors depend on the status, those that fail alike together, in the order of the first of each.
    fn alike(&self) -> Vec<Alike<'a>> {
        let mut all: Vec<Alike<'a>> = Vec::new();
        let mut places: HashMap<Vec<_>, usize> = HashMap::new();
        for (index, operation) in self.api.operations.iter().enumerate() {
            let Some(Outcome::ByStatus(responses)) = operation.error() else { continue };
            let place = *places.entry(responses.iter().copied().map(failure).collect()).or_insert(all.len());
            match all.get_mut(place) {
                Some(alike) => alike.operations.push(index),
                None => all.push(Alike { responses, operations: vec![index] }),
            }
        }
        all
    }

    /// The name that the errors of an operation have in the lock, unless the operation has got another one.
    fn kept_error(&self, index: usize) -> Option<&'a str> {
        let (kept, names) = (*self.kept.operations.get(&index)?, self.names.operations.get(index)?);
        let kept = kept.enums.get("error").filter(|_| kept.name() == names.name).map(String::as_str);
        kept.filter(|name| !self.lost.contains(name))
    }
}

/// What makes responses alike: status, body, and what the document says of it, which is the documentation of a variant.
fn failure(response: &Response) -> (Status, Payload, Option<&str>, Option<&str>) {
    let docs = &response.docs;
    (response.status, response.payload, docs.summary.as_deref(), docs.text.as_deref())
}

/// The first name that two have.
fn twice<'n>(names: &[Option<&'n str>]) -> Option<&'n str> {
    let mut seen = HashSet::new();
    names.iter().copied().flatten().find(|name| !seen.insert(*name))
}
