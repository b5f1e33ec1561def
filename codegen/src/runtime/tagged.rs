//! Reads an object into the branch that its tag names, as soon as the tag is read: texts and numbers before it are kept, what
//! comes after it is read straight into the branch. An object with more than that before its tag is kept whole.

use super::decode::{MapVisitor, ModelVisitor};
use super::slot::{Target, View};
use super::union::{Tag, Union};
use serde::de::{DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, Visitor};
use serde_json::{Map, Value};
use std::marker::PhantomData;

/// Reads the entries of an object that more than one branch takes. `Some` are those of an object without a tag that is
/// known, all of them.
///
/// # Errors
/// The object is not of the branch that its tag names, or cannot be read at all.
pub(super) fn read<'de, A: MapAccess<'de>>(
    union: &mut dyn Union,
    tag: &Tag,
    mut entries: A,
) -> Result<Option<Value>, A::Error> {
    let (mut before, mut is_plain) = (Map::new(), true);
    while let Some(key) = entries.next_key::<String>()? {
        let value: Value = entries.next_value()?;
        let named = value.as_str().filter(|_| key == tag.property).and_then(|value| tag.branch(value));
        is_plain = is_plain && !(value.is_array() || value.is_object());
        before.insert(key, value);
        if let Some(branch) = named.filter(|_| is_plain) {
            return into_branch(union, branch, before, entries);
        }
    }
    Ok(Some(Value::Object(before)))
}

fn into_branch<'de, A: MapAccess<'de>>(
    union: &mut dyn Union,
    branch: usize,
    before: Map<String, Value>,
    mut entries: A,
) -> Result<Option<Value>, A::Error> {
    let name = union.shape().branches.get(branch).map_or("", |branch| branch.name);
    union.switch(branch);
    let both = Both { before: before.iter(), value: None, entries: &mut entries };
    let read = match union.active_mut().target() {
        Target::Model(model) => ModelVisitor(model).visit_map(both),
        Target::Map(map) => MapVisitor(map).visit_map(both),
        // A union within this one reads a value that is kept.
        _ => {
            let mut all = before;
            while let Some((key, value)) = entries.next_entry()? {
                all.insert(key, value);
            }
            return Ok(Some(Value::Object(all)));
        }
    };
    // The message ends with the place, which is read from there again.
    read.map_err(|error| A::Error::custom(format!("as {name}: {error}")))?;
    Ok(None)
}

/// The entries that were kept, then those that are still to be read.
struct Both<'m, 'a, A> {
    before: serde_json::map::Iter<'m>,
    value: Option<&'m Value>,
    entries: &'a mut A,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Both<'_, '_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        let Some((key, value)) = self.before.next() else { return self.entries.next_key_seed(seed) };
        self.value = Some(value);
        seed.deserialize(key.as_str().into_deserializer()).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        match self.value.take() {
            Some(value) => seed.deserialize(Plain::new(View::Any(value).opened())),
            None => self.entries.next_value_seed(seed),
        }
    }
}

/// A value that is neither an array nor an object, to be read.
pub(super) struct Plain<'m, E> {
    value: View<'m>,
    error: PhantomData<E>,
}

impl<'m, E> Plain<'m, E> {
    pub(super) fn new(value: View<'m>) -> Self {
        Self { value, error: PhantomData }
    }
}

impl<'de, E: Error> Deserializer<'de> for Plain<'_, E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.value {
            View::Str(text) => visitor.visit_str(text),
            View::Bool(value) => visitor.visit_bool(value),
            View::I64(value) => visitor.visit_i64(value),
            View::U64(value) => visitor.visit_u64(value),
            View::F64(value) => visitor.visit_f64(value),
            _ => visitor.visit_unit(),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        if let View::Null = self.value { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct newtype_struct
        seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
