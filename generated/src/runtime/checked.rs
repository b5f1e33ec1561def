//! Writes a value as JSON and checks it in one walk: what a request sends is looked at once.

use super::check::{Checker, DEEPEST, Path, is_fine};
use super::model::{Model, Presence};
use super::rules::Rule;
use super::slot::{Plain, Sequence, View};
use super::violations::{Part, Violation};
use serde::ser::Error;

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
    let mut writer = Writer { out: Vec::with_capacity(512), checker: Checker { part, found } };
    writer.value(&view, rules, &Path::Whole)?;
    Ok(writer.out)
}

/// JSON that is being written, without blanks. Objects, arrays and most texts are written here, where that takes half as long
/// as by a serializer of any format; all else by that of `serde_json`.
struct Writer<'a> {
    out: Vec<u8>,
    checker: Checker<'a>,
}

impl Writer<'_> {
    // By reference: a view that was just written is slow to copy, in two halves.
    fn value(&mut self, view: &View<'_>, rules: &[Rule], path: &Path<'_>) -> serde_json::Result<()> {
        match *view {
            View::Str(text) => {
                if !is_fine(text, rules) {
                    self.checker.text(text, rules, path);
                }
                self.text(text)
            }
            View::Model(_) | View::List(_) | View::Union(_) if path.depth() > DEEPEST => {
                self.checker.value(*view, rules, path);
                Err(serde_json::Error::custom("a value is nested too deep"))
            }
            View::Model(model) => self.model(model, rules, path),
            View::List(list) if matches!(list.plain(), Plain::No) => self.list(list, rules, path),
            View::Union(union) => {
                let (index, active) = union.active();
                let rules = union.shape().branches.get(index).map_or(rules, |branch| branch.rules);
                self.value(&active.view(), rules, path)
            }
            _ => {
                self.checker.value(*view, rules, path);
                self.any(view)
            }
        }
    }

    fn model(&mut self, model: &dyn Model, rules: &[Rule], path: &Path<'_>) -> serde_json::Result<()> {
        let shape = model.shape();
        self.out.push(b'{');
        for (index, key) in shape.keys.iter().enumerate() {
            match &model.view(index) {
                View::Absent => {}
                View::Null if shape.presence_of(index) == Presence::Optional => {}
                view => {
                    self.key(key)?;
                    self.value(view, shape.rules_of(index), &Path::Key(path, key))?;
                }
            }
        }
        let mut result = Ok(());
        if let Some(map) = self.checker.rest(model, shape, rules, path) {
            map.each(&mut |key, value| {
                result = self.key(key).and_then(|()| self.any(&value));
                result.is_ok()
            });
        }
        self.out.push(b'}');
        result
    }

    fn list(&mut self, list: &dyn Sequence, rules: &[Rule], path: &Path<'_>) -> serde_json::Result<()> {
        let own = self.checker.list_itself(list, rules, path);
        self.out.push(b'[');
        for index in 0..list.len() {
            // Cannot be missing: the index is below the length.
            if let Some(view) = &list.item(index) {
                self.separate(b'[');
                self.value(view, own.of(index), &Path::Index(path, index))?;
            }
        }
        self.out.push(b']');
        Ok(())
    }

    /// The key of an entry, and what stands around it.
    fn key(&mut self, key: &str) -> serde_json::Result<()> {
        self.separate(b'{');
        self.text(key)?;
        self.out.push(b':');
        Ok(())
    }

    /// A comma, unless what was opened has just begun. No value ends as it does.
    fn separate(&mut self, opened: u8) {
        if self.out.last() != Some(&opened) {
            self.out.push(b',');
        }
    }

    fn text(&mut self, text: &str) -> serde_json::Result<()> {
        if !is_plain(text) {
            return self.any(&View::Str(text));
        }
        self.out.push(b'"');
        self.out.extend_from_slice(text.as_bytes());
        self.out.push(b'"');
        Ok(())
    }

    fn any(&mut self, view: &View<'_>) -> serde_json::Result<()> {
        serde_json::to_writer(&mut self.out, view)
    }
}

/// Whether JSON has a text as it stands (RFC 8259, section 7). Eight bytes are looked at together, some of the last ones twice.
fn is_plain(text: &str) -> bool {
    let may_stand = |byte: &u8| (*byte >= b' ') & (*byte != b'"') & (*byte != b'\\');
    let may_all = |bytes: &[u8]| bytes.iter().fold(true, |all, byte| all & may_stand(byte));
    match text.as_bytes().last_chunk::<8>() {
        Some(last) => may_all(last) && text.as_bytes().chunks_exact(8).all(may_all),
        None => text.bytes().all(|byte| may_stand(&byte)),
    }
}
