//! Decodes whole numbers.

use serde::de::{Deserializer, Error, SeqAccess, Unexpected, Visitor};
use std::fmt;

/// Decodes a whole number. `5.0` is one in JSON Schema (2020-12, core, section 4.2.1), and some services write it.
pub(super) fn whole<'de, T: TryFrom<i128>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    narrow(deserializer.deserialize_i64(Whole)?)
}

/// The same, or `null`.
pub(super) fn whole_or_null<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    deserializer.deserialize_option(Nullable)?.map(narrow).transpose()
}

/// A list of them.
pub(super) fn wholes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<i64>, D::Error> {
    deserializer.deserialize_seq(List)
}

fn narrow<T: TryFrom<i128>, E: Error>(number: i128) -> Result<T, E> {
    T::try_from(number).map_err(|_| {
        let expected = format!("an integer of {} bits", 8 * size_of::<T>());
        E::invalid_value(Unexpected::Other(&format!("integer `{number}`")), &expected.as_str())
    })
}

struct Whole;

impl Visitor<'_> for Whole {
    type Value = i128;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer")
    }

    fn visit_i64<E>(self, number: i64) -> Result<i128, E> {
        Ok(number.into())
    }

    fn visit_u64<E>(self, number: u64) -> Result<i128, E> {
        Ok(number.into())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<i128, E> {
        /// 2^64, above which no width of ours holds anything.
        const LIMIT: f64 = 18_446_744_073_709_551_616.0;
        if number.fract() == 0.0 && number.abs() < LIMIT {
            // Exact: a whole `f64` of this size is an integer.
            #[allow(clippy::cast_possible_truncation)]
            return Ok(number as i128);
        }
        Err(E::invalid_type(Unexpected::Float(number), &self))
    }
}

struct Nullable;

impl<'de> Visitor<'de> for Nullable {
    type Value = Option<i128>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer or null")
    }

    fn visit_none<E>(self) -> Result<Option<i128>, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Option<i128>, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<i128>, D::Error> {
        deserializer.deserialize_i64(Whole).map(Some)
    }
}

struct List;

impl<'de> Visitor<'de> for List {
    type Value = Vec<i64>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<i64>, A::Error> {
        /// A lying length must not reserve more than this.
        const MOST: usize = 1 << 17;
        let mut list = Vec::with_capacity(items.size_hint().unwrap_or(0).min(MOST));
        while let Some(Item(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(list)
    }
}

struct Item(i64);

impl<'de> serde::Deserialize<'de> for Item {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        whole(deserializer).map(Self)
    }
}
