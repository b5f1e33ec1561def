//! Which operations are bound, where not all are.

use super::{Lowerer, replace};
use crate::ir::{Api, Method};
use openapiv3::Operation;
use std::collections::HashSet;

/// What was asked for and not found, in the end.
#[derive(Clone, Debug, Default)]
pub(super) struct Selection {
    /// Tags, `operationId`s, paths, methods with paths, names of webhooks; with a `*` at the end, what begins so.
    wanted: Vec<String>,
    found: HashSet<usize>,
}

impl Selection {
    pub fn of<'a>(wanted: impl Iterator<Item = &'a str>) -> Self {
        Self { wanted: wanted.map(str::to_owned).collect(), found: HashSet::new() }
    }

    /// Whether there is any.
    pub fn is_any(&self) -> bool {
        !self.wanted.is_empty()
    }

    /// What was asked for and is not in the document.
    pub fn missing(&self) -> Vec<String> {
        let wanted = self.wanted.iter().enumerate();
        wanted.filter(|(index, _)| !self.found.contains(index)).map(|(_, wanted)| wanted.clone()).collect()
    }

    /// Whether something that is called so is wanted.
    fn takes(&mut self, called: &[&str]) -> bool {
        let mut is_taken = self.wanted.is_empty();
        for (index, wanted) in self.wanted.iter().enumerate() {
            let is_it = |called: &&str| match wanted.strip_suffix('*') {
                Some(start) => called.starts_with(start),
                None => *called == wanted,
            };
            if called.iter().any(is_it) {
                is_taken = true;
                self.found.insert(index);
            }
        }
        is_taken
    }
}

impl Lowerer<'_> {
    /// Whether an operation is to be bound.
    pub(super) fn is_wanted(&mut self, path: &str, method: &Method, operation: &Operation) -> bool {
        let by_path = format!("{} {path}", method.as_str());
        let mut called = vec![path, by_path.as_str()];
        called.extend(operation.operation_id.as_deref());
        called.extend(operation.tags.iter().map(String::as_str));
        self.selection.takes(&called)
    }

    /// Whether a webhook is to be bound.
    pub(super) fn is_wanted_webhook(&mut self, name: &str) -> bool {
        self.selection.takes(&[name])
    }
}

/// Takes away the types that nothing is made of which was asked for.
pub(super) fn prune(api: &mut Api) {
    let roots = replace::roots(api);
    let needed = api.types.reachable(roots);
    replace::take_away(api, |id, _| !needed.contains(id));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wanted_is_told_by_any_of_its_names() {
        let mut selection = Selection::of(["pets", "GET /stores", "/shops/*", "nobody"].into_iter());
        assert!(selection.takes(&["/pets", "GET /pets", "listPets", "pets"]));
        assert!(selection.takes(&["/stores", "GET /stores"]));
        assert!(!selection.takes(&["/stores", "POST /stores"]));
        assert!(selection.takes(&["/shops/{id}", "GET /shops/{id}"]));
        assert!(!selection.takes(&["/shops", "GET /shops"]));
        assert_eq!(selection.missing(), ["nobody"]);
        assert!(Selection::default().takes(&["anything"]));
    }
}
