//! Writes a value as JSON: what a client sends, which is checked in the same walk, and what a server answers.
//!
//! Objects, arrays and most texts are written here, where that takes half as long as by a serializer of any format; all else
//! by that of `serde_json`.

use super::check::{Checker, DEEPEST, ItemRules, Path, is_fine};
use super::model::{Model, Presence, Shape};
use super::rules::Rule;
use super::slot::{MapSlot, Plain, Sequence, View};
use super::violations::{Part, Violation};
use serde::ser::Error;

/// Writes a part of a request as JSON, and adds what it violates.
///
/// # Errors
/// It cannot be written. It may well have been written where it violates something.
pub(super) fn to_checked_json(
    part: &Part,
    view: View<'_>,
    rules: &[Rule],
    found: &mut Vec<Violation>,
) -> serde_json::Result<Vec<u8>> {
    Writer::new(Some(Checker { part, found })).whole(view, rules)
}

/// Writes a value as JSON, whatever rules there are on it.
///
/// # Errors
/// It cannot be written.
#[cfg(feature = "server")]
pub(super) fn to_json(view: View<'_>) -> serde_json::Result<Vec<u8>> {
    Writer::new(None).whole(view, &[])
}

/// JSON that is being written, without blanks.
struct Writer<'a> {
    out: Vec<u8>,
    checker: Option<Checker<'a>>,
}

impl<'a> Writer<'a> {
    fn new(checker: Option<Checker<'a>>) -> Self {
        // As much as most bodies have.
        Self { out: Vec::with_capacity(512), checker }
    }

    fn whole(mut self, view: View<'_>, rules: &[Rule]) -> serde_json::Result<Vec<u8>> {
        self.value(&view, rules, &Path::Whole)?;
        Ok(self.out)
    }

    // By reference: a view that was just written is slow to copy, in two halves.
    fn value(&mut self, view: &View<'_>, rules: &[Rule], path: &Path<'_>) -> serde_json::Result<()> {
        match *view {
            View::Str(text) => {
                if !is_fine(text, rules) {
                    self.check(view, rules, path);
                }
                self.text(text)
            }
            // Most numbers have no rules.
            View::I64(value) if rules.is_empty() => serde_json::to_writer(&mut self.out, &value),
            View::F64(value) if rules.is_empty() && value.is_finite() => {
                serde_json::to_writer(&mut self.out, &value)
            }
            View::Model(_) | View::List(_) | View::Map(_)
                if self.checker.is_some() && path.depth() > DEEPEST =>
            {
                self.check(view, rules, path);
                Err(serde_json::Error::custom("a value is nested too deep"))
            }
            View::Model(model) => self.model(model, rules, path),
            View::List(list) if matches!(list.plain(), Plain::No) => self.list(list, rules, path),
            View::Map(map) => self.map(map, rules, path),
            #[cfg(not(without = "unions"))]
            View::Union(union) => {
                let (index, active) = union.active();
                let rules = union.shape().branches.get(index).map_or(rules, |branch| branch.rules);
                self.value(&active.view(), rules, path)
            }
            _ => {
                self.check(view, rules, path);
                self.any(view)
            }
        }
    }

    fn check(&mut self, view: &View<'_>, rules: &[Rule], path: &Path<'_>) {
        if let Some(checker) = &mut self.checker {
            checker.value(*view, rules, path);
        }
    }

    fn model(&mut self, model: &dyn Model, rules: &[Rule], path: &Path<'_>) -> serde_json::Result<()> {
        let shape = model.shape();
        self.out.push(b'{');
        for (index, key) in shape.keys.iter().enumerate() {
            match &model.view(index) {
                View::Absent => {}
                View::Null if shape.presence_of(index) == Presence::Optional => {}
                // Most values, by a shorter way.
                View::Str(text) if is_fine(text, shape.rules_of(index)) => {
                    self.key(key)?;
                    self.text(text)?;
                }
                view => {
                    self.key(key)?;
                    self.value(view, shape.rules_of(index), &Path::Key(path, key))?;
                }
            }
        }
        if let Some((map, own)) = self.rest(model, shape, rules, path) {
            self.entries(map, own, path)?;
        }
        self.out.push(b'}');
        Ok(())
    }

    /// The keys of a model that have no field, and the rules on their values.
    fn rest<'m>(
        &mut self,
        model: &'m dyn Model,
        shape: &Shape,
        rules: &[Rule],
        path: &Path<'_>,
    ) -> Option<(&'m dyn MapSlot, &'static [Rule])> {
        match &mut self.checker {
            Some(checker) => checker.rest(model, shape, rules, path),
            None => model.additional().map(|map| (map, &[][..])),
        }
    }

    fn map(&mut self, map: &dyn MapSlot, rules: &[Rule], path: &Path<'_>) -> serde_json::Result<()> {
        let own = match &mut self.checker {
            Some(checker) => checker.map_itself(map, rules, path),
            None => &[],
        };
        self.out.push(b'{');
        self.entries(map, own, path)?;
        self.out.push(b'}');
        Ok(())
    }

    fn entries(&mut self, map: &dyn MapSlot, rules: &[Rule], path: &Path<'_>) -> serde_json::Result<()> {
        let mut result = Ok(());
        map.each(&mut |key, value| {
            result = self.key(key).and_then(|()| self.value(&value, rules, &Path::Key(path, key)));
            result.is_ok()
        });
        result
    }

    fn list(&mut self, list: &dyn Sequence, rules: &[Rule], path: &Path<'_>) -> serde_json::Result<()> {
        let own = match &mut self.checker {
            Some(checker) => checker.list_itself(list, rules, path),
            None => ItemRules::NONE,
        };
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
        if is_plain(key) {
            self.out.push(b'"');
            self.out.extend_from_slice(key.as_bytes());
            self.out.extend_from_slice(b"\":");
            return Ok(());
        }
        self.any(&View::Str(key))?;
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

/// Whether JSON has a text as it stands (RFC 8259, section 7). Eight bytes are looked at together, and some of
/// the last ones twice.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    if let Some(last) = bytes.last_chunk::<8>() {
        let mut rest = bytes;
        while let Some((eight, after)) = rest.split_first_chunk::<8>() {
            if !are_plain(u64::from_ne_bytes(*eight)) {
                return false;
            }
            rest = after;
        }
        return are_plain(u64::from_ne_bytes(*last));
    }
    match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        (Some(first), Some(last)) => {
            let [first, last] = [first, last].map(|four| u64::from(u32::from_ne_bytes(*four)));
            are_plain(first << 32 | last)
        }
        _ => bytes.iter().all(|byte| *byte >= b' ' && *byte != b'"' && *byte != b'\\'),
    }
}

/// Whether eight bytes are neither control characters nor `"` nor `\`.
///
/// A byte below 128 is less than `n` if and only if taking `n` from it sets its highest bit, as long as nothing is borrowed
/// from it; and the lowest byte that is less borrows from none (H. S. Warren, "Hacker's Delight", section 6-1).
fn are_plain(bytes: u64) -> bool {
    const EACH: u64 = u64::MAX / 255;
    let less = |bytes: u64, n: u8| bytes.wrapping_sub(EACH * u64::from(n)) & !bytes;
    let is = |byte: u8| less(bytes ^ (EACH * u64::from(byte)), 1);
    (less(bytes, b' ') | is(b'"') | is(b'\\')) & (EACH * 128) == 0
}
