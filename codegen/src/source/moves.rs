//! Where the parts of a document stood before a stage moved them.

use crate::pointer::Pointer;
use std::collections::HashMap;
use std::sync::Arc;

/// What a stage has moved or cut out, so that whoever is told of a place is told where it stands in the file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Moves {
    /// What had moved before a walk of a part of the document began, which others begin with as well.
    around: Option<Arc<Moves>>,
    /// Where parts came from, by where they are now. All but the last token of a key are those of the place before.
    parts: HashMap<String, String>,
    /// The indices of what was cut out of lists, in order, by the place of the list before.
    cuts: HashMap<String, Vec<usize>>,
}

impl Moves {
    /// Nothing but what has moved before, for the walk of a part of the document; [`merge`](Self::merge) adds what comes
    /// of it.
    pub(crate) fn after(before: &Arc<Self>) -> Self {
        let around = (!before.is_empty()).then(|| Arc::clone(before));
        Self { around, ..Self::default() }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.cuts.is_empty() && self.around.is_none()
    }

    fn moved(&self, now: &str) -> Option<&String> {
        self.parts.get(now).or_else(|| self.around.as_ref()?.moved(now))
    }

    fn cut_out(&self, list: &str) -> Option<&Vec<usize>> {
        self.cuts.get(list).or_else(|| self.around.as_ref()?.cut_out(list))
    }

    /// Where what stands at a place now stood before.
    pub(crate) fn before(&self, now: Pointer) -> Pointer {
        if self.is_empty() {
            return now;
        }
        let mut before = String::new();
        for token in now.as_str().split('/').skip(1) {
            self.push(&mut before, token);
            if let Some(from) = self.moved(&before) {
                before.clone_from(from);
            }
        }
        Pointer::parse(&before).unwrap_or(now)
    }

    /// What stands at a place now stood at another: both are places as of now.
    pub(crate) fn part(&mut self, now: Pointer, from: Pointer) {
        if let Some(key) = self.key(&now) {
            self.parts.insert(key, self.before(from).as_str().to_owned());
        }
    }

    /// Items are no longer in their lists: the places are those of a time when all of them were there.
    pub(crate) fn cut(&mut self, items: impl IntoIterator<Item = Pointer>) {
        let keys: Vec<_> = items.into_iter().filter_map(|item| self.key(&item)).collect();
        for key in keys {
            let Some((list, index)) = key.rsplit_once('/') else { continue };
            if let Ok(index) = index.parse() {
                self.add_cut(list.to_owned(), index);
            }
        }
    }

    /// A place within what was around it before.
    fn key(&self, now: &Pointer) -> Option<String> {
        let (parent, token) = now.as_str().rsplit_once('/')?;
        let mut key = self.before(Pointer::parse(parent)?).as_str().to_owned();
        self.push(&mut key, token);
        Some(key)
    }

    /// Adds a token to a place before, an index as it was before.
    fn push(&self, before: &mut String, token: &str) {
        let index = self.cut_out(before.as_str()).and_then(|cut| index_before(token, cut));
        before.push('/');
        match index {
            Some(index) => before.push_str(&index.to_string()),
            None => before.push_str(token),
        }
    }

    fn add_cut(&mut self, list: String, index: usize) {
        let around = self.around.as_deref();
        let known = self.cuts.entry(list);
        let known = known.or_insert_with_key(|list| {
            around.and_then(|around| around.cut_out(list)).cloned().unwrap_or_default()
        });
        if let Err(place) = known.binary_search(&index) {
            known.insert(place, index);
        }
    }

    /// Adds what was moved within a part of the document, by a walk that began [`after`](Self::after) these.
    pub(crate) fn merge(&mut self, inner: Self) {
        self.parts.extend(inner.parts);
        for (list, indices) in inner.cuts {
            indices.into_iter().for_each(|index| self.add_cut(list.clone(), index));
        }
    }
}

/// The index that an item had before others were cut out, which are in order.
fn index_before(token: &str, cut: &[usize]) -> Option<usize> {
    let index: usize = token.parse().ok()?;
    Some(cut.iter().fold(index, |index, cut| index + usize::from(*cut <= index)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Pointer {
        Pointer::parse(text).unwrap()
    }

    fn assert_before(moves: &Moves, pairs: &[(&str, &str)]) {
        for (now, before) in pairs {
            assert_eq!(moves.before(at(now)).as_str(), *before, "{now}");
        }
    }

    #[test]
    fn items_keep_the_index_that_they_had() {
        let mut moves = Moves::default();
        moves.cut(["/l/1", "/l/3", "/l/0/m/0"].map(at));
        // Of what is left: the one that was 5.
        moves.cut([at("/l/3")]);
        assert_before(
            &moves,
            &[
                ("/l/0", "/l/0"),
                ("/l/0/m/0/x", "/l/0/m/1/x"),
                ("/l/1", "/l/2"),
                ("/l/2/m/0", "/l/4/m/0"),
                ("/l/3", "/l/6"),
                ("/l", "/l"),
                ("/k/1", "/k/1"),
                ("", ""),
            ],
        );
    }

    #[test]
    fn parts_are_where_they_came_from() {
        let mut moves = Moves::default();
        moves.part(at("/components/schemas"), at("/definitions"));
        moves.part(at("/o/body"), at("/o/parameters/1"));
        moves.part(at("/o/body/content/json/schema"), at("/o/parameters/1/schema"));
        moves.cut([at("/o/parameters/1")]);
        moves.part(at("/o/parameters/1/schema"), at("/o/parameters/1"));
        assert_before(
            &moves,
            &[
                ("/components/schemas/a/type", "/definitions/a/type"),
                ("/o/body", "/o/parameters/1"),
                ("/o/body/content/json/schema/type", "/o/parameters/1/schema/type"),
                ("/o/parameters/0/schema/type", "/o/parameters/0/schema/type"),
                ("/o/parameters/1/schema/type", "/o/parameters/2/type"),
            ],
        );
    }

    #[test]
    fn what_was_moved_within_a_part_is_added() {
        let mut outer = Moves::default();
        outer.part(at("/components/schemas"), at("/definitions"));
        let mut inner = Moves::after(&Arc::new(outer.clone()));
        inner.part(at("/components/schemas/a/b"), at("/components/schemas/a/c"));
        inner.cut([at("/components/schemas/a/l/0")]);
        outer.merge(inner);
        assert_before(
            &outer,
            &[
                ("/components/schemas/a/b/d", "/definitions/a/c/d"),
                ("/components/schemas/a/l/0", "/definitions/a/l/1"),
            ],
        );
    }
}
