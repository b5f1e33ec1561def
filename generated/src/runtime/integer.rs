//! Decodes whole numbers.

use serde::de::{DeserializeSeed, Deserializer, Error, SeqAccess, Unexpected, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// Decodes a whole number. `5.0` is one in JSON Schema (2020-12, core, section 4.2.1), and some services write it.
pub(super) fn whole<'de, T: Width, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    Whole::new().deserialize(deserializer)
}

/// The same, or `null`.
pub(super) fn whole_or_null<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    deserializer.deserialize_option(WholeOrNull)
}

/// A list of them.
pub(super) fn wholes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<i64>, D::Error> {
    deserializer.deserialize_seq(List)
}

/// An integer of a width.
pub(super) trait Width: TryFrom<i64> + TryFrom<u64> + TryFrom<i128> {}

impl<T: TryFrom<i64> + TryFrom<u64> + TryFrom<i128>> Width for T {}

/// That a number is beyond a width in bytes.
#[cold]
fn beyond<E: Error>(number: i128, width: usize) -> E {
    let expected = format!("an integer of {} bits", 8 * width);
    E::invalid_value(Unexpected::Other(&format!("integer `{number}`")), &expected.as_str())
}

/// Reads a whole number.
pub(super) struct Whole<T>(PhantomData<T>);

impl<T> Whole<T> {
    pub(super) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'de, T: Width> DeserializeSeed<'de> for Whole<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        // Not all formats have numbers for both.
        let is_signed = T::try_from(-1_i64).is_ok();
        if is_signed { deserializer.deserialize_i64(self) } else { deserializer.deserialize_u64(self) }
    }
}

impl<T: Width> Visitor<'_> for Whole<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        T::try_from(number).map_err(|_| beyond(number.into(), size_of::<T>()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        T::try_from(number).map_err(|_| beyond(number.into(), size_of::<T>()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<T, E> {
        /// 2^64, above which no width of ours holds anything.
        const LIMIT: f64 = 18_446_744_073_709_551_616.0;
        if number.fract() == 0.0 && number.abs() < LIMIT {
            // Exact: a whole `f64` of this size is an integer.
            #[allow(clippy::cast_possible_truncation)]
            let number = number as i128;
            return T::try_from(number).map_err(|_| beyond(number, size_of::<T>()));
        }
        Err(E::invalid_type(Unexpected::Float(number), &self))
    }
}

struct WholeOrNull;

impl<'de> Visitor<'de> for WholeOrNull {
    type Value = Option<i64>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer or null")
    }

    fn visit_none<E>(self) -> Result<Option<i64>, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Option<i64>, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<i64>, D::Error> {
        whole(deserializer).map(Some)
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
        while let Some(item) = items.next_element_seed(Whole::new())? {
            list.push(item);
        }
        Ok(list)
    }
}
