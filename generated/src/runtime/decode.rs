//! Decodes into slots, from any self-describing format.

use super::integer::{self, Whole};
use super::model::{Model, Presence, Shape};
use super::slot::{ListSlot, MapSlot, OptionSlot, PlainMut, Slot, Target, Text};
use super::union;
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor,
};
use std::fmt;

/// Decodes a value: the body of a generated `Deserialize` impl.
///
/// # Errors
/// What is there is not what the type needs; the message says which.
pub fn decode<'de, T: Slot, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::blank();
    match value.target() {
        // Known here when this is compiled, and looked up there.
        Target::Model(model) => deserializer.deserialize_map(ModelVisitor(model))?,
        target => target.deserialize(deserializer)?,
    }
    Ok(value)
}

/// Reads a JSON text. All that the runtime reads itself is read here, so that this is compiled once, and not again in each
/// program for each type.
///
/// # Errors
/// It is not JSON, or not what is needed.
pub(super) fn from_json(target: Target<'_>, json: &[u8]) -> serde_json::Result<()> {
    let mut json = serde_json::Deserializer::from_slice(json);
    target.deserialize(&mut json)?;
    json.end()
}

#[cfg(feature = "server")]
/// A JSON text, or a text that is none as it stands.
pub(super) fn parsed(text: &str) -> serde_json::Value {
    // From bytes, as all else is: from a text, the reader would be compiled once more.
    serde_json::from_slice(text.as_bytes()).unwrap_or_else(|_| text.into())
}

impl<'de> DeserializeSeed<'de> for Target<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self {
            Self::Bool(value) => *value = Deserialize::deserialize(deserializer)?,
            Self::I32(value) => *value = integer::whole(deserializer)?,
            Self::I64(value) => *value = integer::whole(deserializer)?,
            Self::U32(value) => *value = integer::whole(deserializer)?,
            Self::U64(value) => *value = integer::whole(deserializer)?,
            Self::F32(value) => *value = Deserialize::deserialize(deserializer)?,
            Self::F64(value) => *value = Deserialize::deserialize(deserializer)?,
            Self::String(value) => *value = Deserialize::deserialize(deserializer)?,
            Self::Any(value) => *value = Deserialize::deserialize(deserializer)?,
            Self::Text(text) => TextVisitor(text).deserialize(deserializer)?,
            Self::Integer(integer) => integer.set(integer::whole(deserializer)?),
            Self::Foreign(foreign) => {
                let value = Deserialize::deserialize(deserializer)?;
                foreign.read(value).map_err(D::Error::custom)?;
            }
            Self::Option(option) => deserializer.deserialize_option(OptionVisitor(option))?,
            Self::OptionString(value) => *value = Deserialize::deserialize(deserializer)?,
            Self::OptionI64(value) => *value = integer::whole_or_null(deserializer)?,
            Self::OptionF64(value) => *value = Deserialize::deserialize(deserializer)?,
            Self::OptionBool(value) => *value = Deserialize::deserialize(deserializer)?,
            Self::List(list) => match list.plain_mut() {
                PlainMut::Strings(list) => *list = Deserialize::deserialize(deserializer)?,
                PlainMut::I64s(list) => *list = integer::wholes(deserializer)?,
                PlainMut::F64s(list) => *list = Deserialize::deserialize(deserializer)?,
                PlainMut::No => deserializer.deserialize_seq(ListVisitor(list))?,
            },
            Self::Map(map) => deserializer.deserialize_map(MapVisitor(map))?,
            Self::Model(model) => deserializer.deserialize_map(ModelVisitor(model))?,
            Self::Union(union) => deserializer.deserialize_any(union::UnionVisitor(union))?,
        }
        Ok(())
    }
}

pub(super) struct TextVisitor<'a>(pub(super) &'a mut dyn Text);

impl<'de> DeserializeSeed<'de> for TextVisitor<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.0.has_literals() {
            true => deserializer.deserialize_any(self),
            false => deserializer.deserialize_str(self),
        }
    }
}

impl TextVisitor<'_> {
    /// Takes a literal whose text is a known value.
    fn literal<E: Error>(self, literal: impl fmt::Display, unexpected: Unexpected<'_>) -> Result<(), E> {
        match self.0.parse(&literal.to_string()) && !self.0.is_unknown() {
            true => Ok(()),
            false => Err(E::invalid_type(unexpected, &self)),
        }
    }
}

impl Visitor<'_> for TextVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.expected())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        if self.0.parse(text) { Ok(()) } else { Err(E::invalid_value(Unexpected::Str(text), &self)) }
    }

    fn visit_bool<E: Error>(self, literal: bool) -> Result<(), E> {
        self.literal(literal, Unexpected::Bool(literal))
    }

    fn visit_u64<E: Error>(self, literal: u64) -> Result<(), E> {
        self.literal(literal, Unexpected::Unsigned(literal))
    }

    fn visit_i64<E: Error>(self, literal: i64) -> Result<(), E> {
        self.literal(literal, Unexpected::Signed(literal))
    }

    fn visit_f64<E: Error>(self, literal: f64) -> Result<(), E> {
        // As JSON has it: with a decimal point in any case.
        let text = serde_json::Number::from_f64(literal).map(|number| number.to_string()).unwrap_or_default();
        self.literal(text, Unexpected::Float(literal))
    }
}

struct OptionVisitor<'a>(&'a mut dyn OptionSlot);

impl<'de> Visitor<'de> for OptionVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E>(self) -> Result<(), E> {
        self.0.clear();
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.0.clear();
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.0.fill().deserialize(deserializer)
    }
}

pub(super) struct ListVisitor<'a>(pub(super) &'a mut dyn ListSlot);

impl<'de> Visitor<'de> for ListVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        self.0.start(items.size_hint().unwrap_or(0));
        while items.next_element_seed(Item(self.0))?.is_some() {}
        Ok(())
    }
}

/// Pushes an item only when there is one to decode.
struct Item<'a>(&'a mut dyn ListSlot);

impl<'de> DeserializeSeed<'de> for Item<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.0.push().deserialize(deserializer)
    }
}

pub(super) struct MapVisitor<'a>(pub(super) &'a mut dyn MapSlot);

impl<'de> Visitor<'de> for MapVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        self.0.start();
        while let Some(key) = entries.next_key::<String>()? {
            entries.next_value_seed(self.0.insert(key))?;
        }
        Ok(())
    }
}

pub(super) struct ModelVisitor<'a>(pub(super) &'a mut dyn Model);

impl<'de> Visitor<'de> for ModelVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object for {}", self.0.shape().name)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let model = self.0;
        let shape = model.shape();
        let mut seen = Seen::new(shape.keys.len());
        let mut key = Key::new(shape);
        while let Some(index) = entries.next_key_seed(&mut key)? {
            if let Some(name) = shape.keys.get(index) {
                if seen.mark(index) {
                    return Err(A::Error::duplicate_field(name));
                }
                let mut target = model.target(index);
                // By reference: what was just written is slow to copy, in two halves.
                match &mut target {
                    // The most frequent ones by themselves: this is where decoding spends its time.
                    Target::String(text) => **text = entries.next_value()?,
                    Target::OptionString(text) => **text = entries.next_value()?,
                    Target::I64(value) => **value = entries.next_value_seed(Whole::new())?,
                    Target::F64(value) => **value = entries.next_value()?,
                    Target::Bool(value) => **value = entries.next_value()?,
                    Target::Text(text) => entries.next_value_seed(TextVisitor(&mut **text))?,
                    Target::Model(model) => entries.next_value_seed(ModelSeed(&mut **model))?,
                    _ => entries.next_value_seed(filled(target, shape.presence_of(index)))?,
                }
            } else if let Some(map) = model.additional_mut() {
                entries.next_value_seed(map.insert(std::mem::take(&mut key.other)))?;
            } else {
                entries.next_value::<IgnoredAny>()?;
            }
        }
        seen.missing(shape).map_or(Ok(()), |name| Err(A::Error::missing_field(name)))
    }
}

/// A model to decode into.
struct ModelSeed<'a>(&'a mut dyn Model);

impl<'de> DeserializeSeed<'de> for ModelSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(ModelVisitor(self.0))
    }
}

/// Where the value of a field goes. `null` is a value where it is not the same as absence.
#[cfg(feature = "server")]
pub(super) fn place<'a>(model: &'a mut dyn Model, index: usize, presence: Presence) -> Target<'a> {
    filled(model.target(index), presence)
}

fn filled(target: Target<'_>, presence: Presence) -> Target<'_> {
    match target {
        Target::Option(outer) if presence == Presence::Nullable => outer.fill(),
        target => target,
    }
}

/// Finds the index of the field of each key: first the one after the last, then any. A key without a field has an index
/// that is none, and is kept in `other` where the model keeps such.
struct Key {
    keys: &'static [&'static str],
    guess: usize,
    other: String,
    keep: bool,
}

impl Key {
    fn new(shape: &'static Shape) -> Self {
        Self { keys: shape.keys, guess: 0, other: String::new(), keep: shape.has_additional() }
    }
}

impl<'de> DeserializeSeed<'de> for &mut Key {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for &mut Key {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    #[inline]
    fn visit_str<E>(self, key: &str) -> Result<usize, E> {
        let index = match self.keys.get(self.guess) {
            Some(name) if same(name, key) => self.guess,
            _ => self.find(key),
        };
        self.guess = index.wrapping_add(1);
        Ok(index)
    }
}

impl Key {
    /// By itself, so that the usual way needs no more than a few registers.
    #[inline(never)]
    fn find(&mut self, key: &str) -> usize {
        if let Some(index) = self.keys.iter().position(|name| same(name, key)) {
            return index;
        }
        if self.keep {
            key.clone_into(&mut self.other);
        }
        usize::MAX
    }
}

/// Compares texts, most often without a call: keys of one length seldom end alike, and few have more than 16 bytes.
#[inline]
pub(super) fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    a.len() == b.len()
        && a.last() == b.last()
        && match a.len() {
            0..4 => a.first() == b.first() && a.get(1) == b.get(1),
            4..8 => a.first_chunk::<4>() == b.first_chunk() && a.last_chunk::<4>() == b.last_chunk(),
            8..=16 => a.first_chunk::<8>() == b.first_chunk() && a.last_chunk::<8>() == b.last_chunk(),
            _ => a == b,
        }
}

/// Which fields were seen, without an allocation for up to 128 of them.
struct Seen {
    first: u64,
    second: u64,
    rest: Vec<bool>,
}

impl Seen {
    fn new(fields: usize) -> Self {
        let rest = if fields > 128 { vec![false; fields - 128] } else { Vec::new() };
        Self { first: 0, second: 0, rest }
    }

    /// Marks a field, and says whether it was marked before.
    fn mark(&mut self, index: usize) -> bool {
        let bits = match index {
            0..64 => &mut self.first,
            64..128 => &mut self.second,
            _ => {
                let seen = self.rest.get_mut(index - 128);
                return seen.is_some_and(|seen| std::mem::replace(seen, true));
            }
        };
        let bit = 1 << (index % 64);
        let before = *bits & bit != 0;
        *bits |= bit;
        before
    }

    /// The first required field that was not seen.
    fn missing(&self, shape: &Shape) -> Option<&'static str> {
        let first = missing(self.first, 0, shape);
        if first.is_some() || shape.keys.len() <= 64 {
            return first;
        }
        missing(self.second, 64, shape).or_else(|| {
            let rest = shape.fields().iter().skip(128).zip(&self.rest);
            let mut rest = rest.filter(|(field, seen)| !**seen && field.presence == Presence::Required);
            rest.next().map(|(field, _)| field.name)
        })
    }
}

/// The first required one of 64 fields, of which these bits say which were seen.
fn missing(seen: u64, from: usize, shape: &Shape) -> Option<&'static str> {
    let mut unseen = !seen;
    // Most often there is none, or it is beyond the last field.
    while unseen != 0 {
        let index = from + unseen.trailing_zeros() as usize;
        let name = shape.keys.get(index)?;
        if shape.presence_of(index) == Presence::Required {
            return Some(name);
        }
        unseen &= unseen - 1;
    }
    None
}
