//! Reads an object into the branch that its tag names, as soon as the tag is read: texts and numbers before it are kept, what
//! comes after it is read straight into the branch. An object with more than that before its tag is kept whole.

use super::decode::{MapVisitor, ModelVisitor};
use super::kept::{self, Entry, GivenEntries, Kept};
use super::slot::Target;
use super::union::{Tag, Union};
use serde::de::{DeserializeSeed, Error, MapAccess, Visitor};
use std::slice;

/// Reads the entries of an object that more than one branch takes. `Some` are those of an object without a tag that is
/// known, all of them.
///
/// # Errors
/// The object is not of the branch that its tag names, or cannot be read at all.
pub(super) fn read<'de, A: MapAccess<'de>>(
    union: &mut dyn Union,
    tag: &Tag,
    mut entries: A,
) -> Result<Option<Kept<'de>>, A::Error> {
    let (mut before, mut is_plain) = (Vec::new(), true);
    while let Some(kept::Key(key)) = entries.next_key()? {
        let value: Kept<'de> = entries.next_value()?;
        let named = match &value {
            Kept::Text(said) if key == tag.property => tag.branch(said),
            _ => None,
        };
        is_plain = is_plain && !matches!(value, Kept::List(_) | Kept::Object(_));
        let entry = (key, value);
        let Some(branch) = named.filter(|_| is_plain) else {
            kept::push(&mut before, entry);
            continue;
        };
        // Most often the tag is first, and nothing needs to be allocated for it.
        let is_first = before.is_empty();
        if is_first && into_branch(union, branch, slice::from_ref(&entry), &mut entries)? {
            return Ok(None);
        }
        kept::push(&mut before, entry);
        if !is_first && into_branch(union, branch, &before, &mut entries)? {
            return Ok(None);
        }
        // A union within this one reads a value that is kept.
        before.append(&mut kept::object(entries)?);
        break;
    }
    Ok(Some(Kept::Object(before)))
}

/// Whether the branch has been read: not what holds objects in another way than a model or a map.
fn into_branch<'de, A: MapAccess<'de>>(
    union: &mut dyn Union,
    branch: usize,
    before: &[Entry<'de>],
    entries: &mut A,
) -> Result<bool, A::Error> {
    let name = union.shape().branches.get(branch).map_or("", |branch| branch.name);
    union.switch(branch);
    let both = Both { before: GivenEntries::new(before), is_before: false, entries };
    let read = match union.active_mut().target() {
        Target::Model(model) => ModelVisitor(model).visit_map(both),
        Target::Map(map) => MapVisitor(map).visit_map(both),
        _ => return Ok(false),
    };
    // The message ends with the place, which is read from there again.
    read.map_err(|error| A::Error::custom(format!("as {name}: {error}")))?;
    Ok(true)
}

/// The entries that were kept, then those that are still to be read.
struct Both<'k, 'de, 'a, A: MapAccess<'de>> {
    before: GivenEntries<'k, 'de, A::Error>,
    /// Whether the last key was one of those before.
    is_before: bool,
    entries: &'a mut A,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Both<'_, 'de, '_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        self.is_before = self.before.size_hint() != Some(0);
        if self.is_before { self.before.next_key_seed(seed) } else { self.entries.next_key_seed(seed) }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        if self.is_before { self.before.next_value_seed(seed) } else { self.entries.next_value_seed(seed) }
    }
}
