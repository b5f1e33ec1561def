//! A value that is kept until its branch is known. Its texts are those of the input where the format lends them, and its keys
//! stay in their order: keeping it allocates once for each list and each object.

#[cfg(not(without = "unions"))]
use super::decode::same;
#[cfg(any(feature = "server", not(without = "events")))]
use super::slot::Target;
#[cfg(not(without = "unions"))]
use super::union::{FRACTION, Kinds};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde_json::Value;
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

/// A value.
pub(super) enum Kept<'de> {
    Null,
    Bool(bool),
    I64(i64),
    U64(u64),
    F64(f64),
    Text(Cow<'de, str>),
    List(Vec<Self>),
    Object(Vec<Entry<'de>>),
}

/// An entry of an object.
pub(super) type Entry<'de> = (Cow<'de, str>, Kept<'de>);

/// As what `serde_json` gives a number of which it keeps all digits: an object with this key, and the digits as a text. It does
/// so in each program in which some crate switches its feature `arbitrary_precision` on.
const NUMBER: &str = "$serde_json::private::Number";

/// Most objects have no more entries than this; room for them is made at once.
const ENTRIES: usize = 16;

impl<'de> Kept<'de> {
    #[cfg(any(feature = "server", not(without = "events")))]
    /// A JSON value, whose texts it borrows.
    fn of(value: &'de Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(*value),
            Value::String(text) => Self::Text(Cow::Borrowed(text)),
            Value::Array(items) => {
                let mut list = Vec::with_capacity(items.len());
                items.iter().for_each(|item| list.push(Self::of(item)));
                Self::List(list)
            }
            Value::Object(entries) => {
                let mut object = Vec::with_capacity(entries.len());
                entries
                    .iter()
                    .for_each(|(key, value)| object.push((Cow::Borrowed(key.as_str()), Self::of(value))));
                Self::Object(object)
            }
            Value::Number(number) => match (number.as_u64(), number.as_i64()) {
                (Some(value), _) => Self::U64(value),
                (_, Some(value)) => Self::I64(value),
                _ => Self::F64(number.as_f64().unwrap_or(f64::NAN)),
            },
        }
    }

    /// An object, or the number that it is in disguise.
    pub(super) fn of_entries(entries: Vec<Entry<'de>>) -> Self {
        match entries.as_slice() {
            [(key, Self::Text(digits))] if key == NUMBER => match digits.parse() {
                Ok(number) => Self::F64(number),
                Err(_) => Self::Object(entries),
            },
            _ => Self::Object(entries),
        }
    }

    #[cfg(not(without = "unions"))]
    /// Its JSON type.
    pub(super) fn kind(&self) -> Kinds {
        match self {
            Self::Null => Kinds::NULL,
            Self::Bool(_) => Kinds::BOOLEAN,
            Self::I64(_) | Self::U64(_) => Kinds::INTEGER,
            Self::F64(_) => FRACTION,
            Self::Text(_) => Kinds::STRING,
            Self::List(_) => Kinds::ARRAY,
            Self::Object(_) => Kinds::OBJECT,
        }
    }

    #[cfg(not(without = "unions"))]
    /// The number of values within it, itself included.
    pub(super) fn nodes(&self) -> u64 {
        1 + match self {
            Self::List(items) => items.iter().map(Self::nodes).sum(),
            Self::Object(entries) => entries.iter().map(|(_, value)| value.nodes()).sum(),
            _ => 0,
        }
    }

    #[cfg(not(without = "unions"))]
    /// The same without properties that are `null`, which often means that they are absent.
    pub(super) fn stated(&self) -> usize {
        1 + match self {
            Self::List(items) => items.iter().map(Self::stated).sum(),
            Self::Object(entries) => {
                let stated = entries.iter().filter(|(_, value)| !matches!(value, Self::Null));
                stated.map(|(_, value)| value.stated()).sum()
            }
            _ => 0,
        }
    }

    #[cfg(not(without = "unions"))]
    /// The same as a JSON value.
    pub(super) fn into_value(self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => value.into(),
            Self::I64(value) => value.into(),
            Self::U64(value) => value.into(),
            Self::F64(value) => value.into(),
            Self::Text(text) => Value::String(text.into_owned()),
            Self::List(items) => {
                let mut list = Vec::with_capacity(items.len());
                items.into_iter().for_each(|item| list.push(item.into_value()));
                Value::Array(list)
            }
            Self::Object(entries) => {
                let mut object = serde_json::Map::new();
                for (key, value) in entries {
                    object.insert(key.into_owned(), value.into_value());
                }
                Value::Object(object)
            }
        }
    }
}

#[cfg(any(feature = "server", not(without = "events")))]
/// Reads a JSON value. Nothing else is read from one: what reads targets would be compiled once more.
///
/// # Errors
/// It is not what is needed.
pub(super) fn read(target: Target<'_>, value: &Value) -> serde_json::Result<()> {
    target.deserialize(Given::new(&Kept::of(value)))
}

#[cfg(not(without = "unions"))]
/// Finds entries by their keys: first the one after the last, then any.
pub(super) struct Finder<'k, 'de> {
    entries: &'k [Entry<'de>],
    guess: usize,
}

#[cfg(not(without = "unions"))]
impl<'k, 'de> Finder<'k, 'de> {
    /// Of these.
    pub(super) fn new(entries: &'k [Entry<'de>]) -> Self {
        Self { entries, guess: 0 }
    }

    /// The value of a key.
    pub(super) fn find(&mut self, name: &str) -> Option<&'k Kept<'de>> {
        let is_it = |entry: &&Entry<'de>| same(&entry.0, name);
        if let Some((_, value)) = self.entries.get(self.guess).filter(is_it) {
            self.guess += 1;
            return Some(value);
        }
        let found = self.entries.iter().position(|entry| is_it(&entry))?;
        self.guess = found + 1;
        self.entries.get(found).map(|(_, value)| value)
    }
}

impl<'de> Deserialize<'de> for Kept<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Keep)
    }
}

struct Keep;

impl<'de> Visitor<'de> for Keep {
    type Value = Kept<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<Kept<'de>, E> {
        Ok(Kept::Null)
    }

    fn visit_none<E>(self) -> Result<Kept<'de>, E> {
        Ok(Kept::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Kept<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Kept<'de>, E> {
        Ok(Kept::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Kept<'de>, E> {
        Ok(Kept::I64(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Kept<'de>, E> {
        Ok(Kept::U64(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Kept<'de>, E> {
        Ok(Kept::F64(value))
    }

    fn visit_str<E>(self, text: &str) -> Result<Kept<'de>, E> {
        Ok(Kept::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Kept<'de>, E> {
        Ok(Kept::Text(Cow::Borrowed(text)))
    }

    fn visit_string<E>(self, text: String) -> Result<Kept<'de>, E> {
        Ok(Kept::Text(Cow::Owned(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Kept<'de>, A::Error> {
        list(items)
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Kept<'de>, A::Error> {
        object(entries).map(Kept::of_entries)
    }
}

/// Keeps the items of an array.
pub(super) fn list<'de, A: SeqAccess<'de>>(mut items: A) -> Result<Kept<'de>, A::Error> {
    let mut list = Vec::new();
    while let Some(item) = items.next_element()? {
        list.push(item);
    }
    Ok(Kept::List(list))
}

/// Keeps the entries of an object.
pub(super) fn object<'de, A: MapAccess<'de>>(mut entries: A) -> Result<Vec<Entry<'de>>, A::Error> {
    let mut object = Vec::new();
    while let Some(Key(key)) = entries.next_key()? {
        let value = entries.next_value()?;
        push(&mut object, (key, value));
    }
    Ok(object)
}

/// Adds an entry to an object.
pub(super) fn push<'de>(object: &mut Vec<Entry<'de>>, entry: Entry<'de>) {
    if object.is_empty() {
        object.reserve(ENTRIES);
    }
    object.push(entry);
}

/// A key.
pub(super) struct Key<'de>(pub(super) Cow<'de, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match deserializer.deserialize_str(Keep)? {
            Kept::Text(text) => Ok(Self(text)),
            _ => Err(D::Error::custom("a key is a text")),
        }
    }
}

/// Gives a value that was kept, to be read in earnest.
pub(super) struct Given<'k, 'de, E> {
    value: &'k Kept<'de>,
    error: PhantomData<E>,
}

impl<'k, 'de, E> Given<'k, 'de, E> {
    /// This value.
    pub(super) fn new(value: &'k Kept<'de>) -> Self {
        Self { value, error: PhantomData }
    }
}

impl<'de, E: Error> Deserializer<'de> for Given<'_, 'de, E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.value {
            Kept::Null => visitor.visit_unit(),
            Kept::Bool(value) => visitor.visit_bool(*value),
            Kept::I64(value) => visitor.visit_i64(*value),
            Kept::U64(value) => visitor.visit_u64(*value),
            Kept::F64(value) => visitor.visit_f64(*value),
            Kept::Text(Cow::Borrowed(text)) => visitor.visit_borrowed_str(text),
            Kept::Text(Cow::Owned(text)) => visitor.visit_str(text),
            Kept::List(items) => visitor.visit_seq(GivenItems { items: items.iter(), error: PhantomData }),
            Kept::Object(entries) => visitor.visit_map(GivenEntries::new(entries)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        if matches!(self.value, Kept::Null) { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct newtype_struct
        seq tuple tuple_struct map struct enum identifier
    }
}

struct GivenItems<'k, 'de, E> {
    items: std::slice::Iter<'k, Kept<'de>>,
    error: PhantomData<E>,
}

impl<'de, E: Error> SeqAccess<'de> for GivenItems<'_, 'de, E> {
    type Error = E;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, E> {
        self.items.next().map(|item| seed.deserialize(Given::new(item))).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

/// Gives the entries of an object.
pub(super) struct GivenEntries<'k, 'de, E> {
    entries: std::slice::Iter<'k, Entry<'de>>,
    value: Option<&'k Kept<'de>>,
    error: PhantomData<E>,
}

impl<'k, 'de, E> GivenEntries<'k, 'de, E> {
    /// These.
    pub(super) fn new(entries: &'k [Entry<'de>]) -> Self {
        Self { entries: entries.iter(), value: None, error: PhantomData }
    }
}

impl<'de, E: Error> MapAccess<'de> for GivenEntries<'_, 'de, E> {
    type Error = E;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, E> {
        let Some((key, value)) = self.entries.next() else { return Ok(None) };
        self.value = Some(value);
        seed.deserialize(key.as_ref().into_deserializer()).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, E> {
        // Cannot be missing: a value is asked for after its key.
        seed.deserialize(Given::new(self.value.take().unwrap_or(&Kept::Null)))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.entries.len())
    }
}
