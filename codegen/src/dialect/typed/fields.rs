//! What stands in an object of a canonical document.

use indexmap::IndexMap;
use openapiv3::ReferenceOr;
use serde::Deserialize;
use serde::de::Error as _;
use serde_json::{Error, Map, Value};

/// A part that was read, or why it could not be.
pub(super) type Read<T> = Result<T, Error>;

/// An object. A field that is null is not there.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a>(pub &'a Map<String, Value>);

impl<'a> Fields<'a> {
    /// The fields of an object; an error for any other value.
    pub fn of(value: &'a Value) -> Read<Self> {
        value.as_object().map(Self).ok_or_else(|| Error::custom("it is not an object"))
    }

    /// All of them, in the document's order.
    pub fn iter(self) -> impl Iterator<Item = (&'a String, &'a Value)> + Clone {
        self.0.iter().filter(|(_, value)| !value.is_null())
    }

    /// The value of a field.
    pub fn get(self, key: &str) -> Option<&'a Value> {
        self.0.get(key).filter(|value| !value.is_null())
    }

    /// A field that holds no schema, which `openapiv3` reads itself.
    pub fn leaf<T: Deserialize<'a>>(self, key: &str) -> Read<Option<T>> {
        self.part(key, T::deserialize)
    }

    /// A field that is read so.
    pub fn part<T>(self, key: &str, read: impl Fn(&'a Value) -> Read<T>) -> Read<Option<T>> {
        self.get(key).map(read).transpose()
    }

    /// A list whose items are read so; empty where there is none.
    pub fn list<T>(self, key: &str, read: impl Fn(&'a Value) -> Read<T>) -> Read<Vec<T>> {
        self.part(key, |value| list(value, &read)).map(Option::unwrap_or_default)
    }

    /// An object of chosen names whose values are read so; empty where there is none.
    pub fn named<T>(self, key: &str, read: impl Fn(&'a Value) -> Read<T>) -> Read<IndexMap<String, T>> {
        self.part(key, |value| named(value, &read)).map(Option::unwrap_or_default)
    }

    /// The fields that no standard has.
    pub fn extensions(self) -> IndexMap<String, Value> {
        let extensions = self.0.iter().filter(|(key, _)| key.starts_with("x-"));
        extensions.map(|(key, value)| (key.clone(), value.clone())).collect()
    }
}

/// A list whose items are read so.
pub(super) fn list<'a, T>(value: &'a Value, read: impl Fn(&'a Value) -> Read<T>) -> Read<Vec<T>> {
    value.as_array().ok_or_else(|| Error::custom("it is not a list"))?.iter().map(read).collect()
}

/// An object of chosen names whose values are read so.
pub(super) fn named<'a, T>(
    value: &'a Value,
    read: impl Fn(&'a Value) -> Read<T>,
) -> Read<IndexMap<String, T>> {
    let Fields(object) = Fields::of(value)?;
    // A fallible `collect` makes room bit by bit.
    let mut named = IndexMap::with_capacity(object.len());
    for (key, value) in object {
        named.insert(key.clone(), read(value)?);
    }
    Ok(named)
}

/// Reads a reference, or else an item so.
pub(super) fn or_reference<'a, T>(
    read: impl Fn(&'a Value) -> Read<T>,
) -> impl Fn(&'a Value) -> Read<ReferenceOr<T>> {
    move |value| match value.get("$ref") {
        Some(Value::String(reference)) => Ok(ReferenceOr::Reference { reference: reference.clone() }),
        _ => read(value).map(ReferenceOr::Item),
    }
}

/// A text.
pub(super) fn text(value: &Value) -> Read<String> {
    value.as_str().map(str::to_owned).ok_or_else(|| Error::custom("it is not a text"))
}

/// A boolean.
pub(super) fn flag(value: &Value) -> Read<bool> {
    value.as_bool().ok_or_else(|| Error::custom("it is not a boolean"))
}

/// A number.
pub(super) fn number(value: &Value) -> Read<f64> {
    value.as_f64().ok_or_else(|| Error::custom("it is not a number"))
}

/// A number of things.
pub(super) fn count(value: &Value) -> Read<usize> {
    let count = value.as_u64().and_then(|count| usize::try_from(count).ok());
    count.ok_or_else(|| Error::custom("it is not a whole number from 0"))
}
