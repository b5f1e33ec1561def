//! Encodes a value and checks it in one walk: what a request sends is looked at once.

use super::check::{Checker, DEEPEST, Path, is_short};
use super::encode::write_entries;
use super::model::{Model, Presence};
use super::rules::Rule;
use super::slot::{Plain, Sequence, View};
use super::violations::{Part, Violation};
use serde::ser::{Error, Serialize, SerializeMap, SerializeSeq, Serializer};
use std::cell::RefCell;

/// Writes a part of a request as JSON, and adds what it violates.
///
/// # Errors
/// It cannot be written. It may well have been written where it violates something.
pub(super) fn to_json(
    part: &Part,
    view: View<'_>,
    rules: &[Rule],
    found: &mut Vec<Violation>,
) -> serde_json::Result<Vec<u8>> {
    // As much as most bodies have.
    let mut out = Vec::with_capacity(512);
    let checker = RefCell::new(Checker { part, found });
    let checked = Checked { view, rules, path: &Path::Whole, checker: &checker };
    checked.serialize(&mut serde_json::Serializer::new(&mut out))?;
    Ok(out)
}

/// A value that is checked while it is written.
struct Checked<'v, 'c, 'f> {
    view: View<'v>,
    rules: &'c [Rule],
    path: &'c Path<'c>,
    checker: &'c RefCell<Checker<'f>>,
}

impl Serialize for Checked<'_, '_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.view {
            View::Model(_) | View::List(_) | View::Union(_) if self.path.depth() > DEEPEST => {
                self.check();
                Err(S::Error::custom("a value is nested too deep"))
            }
            View::Model(model) => self.model(model, serializer),
            View::List(list) if matches!(list.plain(), Plain::No) => self.list(list, serializer),
            View::Union(union) => {
                let (index, active) = union.active();
                let rules = union.shape().branches.get(index).map_or(self.rules, |branch| branch.rules);
                Checked { view: active.view(), rules, ..*self }.serialize(serializer)
            }
            view => {
                self.check();
                view.serialize(serializer)
            }
        }
    }
}

impl Checked<'_, '_, '_> {
    /// Checks all of the value at once.
    fn check(&self) {
        self.checker.borrow_mut().value(self.view, self.rules, self.path);
    }

    fn model<S: Serializer>(&self, model: &dyn Model, serializer: S) -> Result<S::Ok, S::Error> {
        let shape = model.shape();
        let mut out = serializer.serialize_map(None)?;
        for (index, name) in shape.keys.iter().enumerate() {
            let path = || Path::Key(self.path, name);
            // By reference, and the most frequent ones first, as where nothing is checked.
            match &model.view(index) {
                View::Str(text) => {
                    let rules = shape.rules_of(index);
                    if !is_short(text, rules) {
                        self.checker.borrow_mut().text(text, rules, &path());
                    }
                    out.serialize_entry(name, *text)?;
                }
                View::Bool(value) => out.serialize_entry(name, value)?,
                View::Absent => {}
                View::Null if shape.presence_of(index) == Presence::Optional => {}
                view => {
                    let (rules, checker) = (shape.rules_of(index), self.checker);
                    out.serialize_entry(name, &Checked { view: *view, rules, path: &path(), checker })?;
                }
            }
        }
        if let Some(map) = self.checker.borrow_mut().rest(model, self.rules, self.path) {
            write_entries(map, &mut out)?;
        }
        out.end()
    }

    fn list<S: Serializer>(&self, list: &dyn Sequence, serializer: S) -> Result<S::Ok, S::Error> {
        let own = self.checker.borrow_mut().list_itself(list, self.rules, self.path);
        let mut out = serializer.serialize_seq(Some(list.len()))?;
        for index in 0..list.len() {
            // Cannot be missing: the index is below the length. By reference, as above.
            if let Some(view) = &list.item(index) {
                let (rules, path) = (own.of(index), &Path::Index(self.path, index));
                out.serialize_element(&Checked { view: *view, rules, path, checker: self.checker })?;
            }
        }
        out.end()
    }
}
