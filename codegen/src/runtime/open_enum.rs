//! Enums that keep values they do not know.

use super::decode::same;
use super::model::{Model, Shape};
use super::slot::{Target, Text, View};
use std::fmt;

/// A generated enum of texts with a variant for values newer than the crate.
pub trait OpenEnum: AsRef<str> + Clone + Sized + 'static {
    /// The known values and their variants, sorted by the bytes of the value.
    const VALUES: &'static [(&'static str, Self)];
    /// The variant for an unknown value.
    const OTHER: fn(String) -> Self;
}

// One impl for all such enums, here and below: each of its own would be checked by the compiler once more. A slot of one is
// that of a model (see there) which shows its text in place of fields: nobody sees it as a model.
impl<T: OpenEnum> Model for T {
    fn blank() -> Self {
        (T::OTHER)(String::new())
    }
    fn shape(&self) -> &'static Shape {
        &Shape { name: "", keys: &[], presence: &[], rules: &[] }
    }
    fn view(&self, _: usize) -> View<'_> {
        self.whole()
    }
    fn target(&mut self, _: usize) -> Target<'_> {
        self.whole_mut()
    }
    fn whole(&self) -> View<'_> {
        View::Str(self.as_ref())
    }
    fn whole_mut(&mut self) -> Target<'_> {
        Target::Text(self)
    }
}

impl<T: OpenEnum> Text for T {
    fn expected(&self) -> &'static str {
        "a string"
    }
    fn parse(&mut self, text: &str) -> bool {
        *self = open(text);
        true
    }
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_ref())
    }
    fn has_literals(&self) -> bool {
        // They are sorted, and what begins with a digit stands before all words.
        let is_number = |value: &str| matches!(value.as_bytes(), [b'0'..=b'9', ..] | [b'-', b'0'..=b'9', ..]);
        T::VALUES.first().is_some_and(|(first, _)| is_number(first))
            || T::VALUES.last().is_some_and(|(last, _)| *last == "true")
    }
    fn is_unknown(&self) -> bool {
        known::<Self>(self.as_ref()).is_none()
    }
}

/// The variant of a value.
pub fn open<T: OpenEnum>(value: &str) -> T {
    known(value).unwrap_or_else(|| (T::OTHER)(value.to_owned()))
}

/// The variant of a value, which is kept where it is unknown.
pub fn open_owned<T: OpenEnum>(value: String) -> T {
    known(&value).unwrap_or_else(|| (T::OTHER)(value))
}

/// The variants of values, in the same order.
pub fn variants<V, T>(values: &'static [(V, T)]) -> impl ExactSizeIterator<Item = &'static T> {
    values.iter().map(|(_, variant)| variant)
}

/// The variant of a value, if it is a known one.
fn known<T: OpenEnum>(value: &str) -> Option<T> {
    /// Up to so many values, looking at the length and the end of each is faster than comparing some.
    const FEW: usize = 16;
    let found = match T::VALUES.len() <= FEW {
        true => T::VALUES.iter().position(|(known, _)| same(known, value))?,
        false => T::VALUES.binary_search_by(|(known, _)| (*known).cmp(value)).ok()?,
    };
    T::VALUES.get(found).map(|(_, variant)| variant.clone())
}

/// Prints a variant that holds a value which is unknown.
pub fn debug_other(name: &str, value: &dyn fmt::Debug, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.debug_tuple(name).field(value).finish()
}

/// `Debug` of an enum whose other variants hold nothing: with a name for each it is one call, where a derive has one for each.
#[allow(unused_macros)]
macro_rules! debug_variants {
    ($type:ident, $other:ident $(, $variant:ident)*) => {
        impl ::core::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(match self {
                    $(Self::$variant => stringify!($variant),)*
                    Self::$other(value) => return $crate::runtime::debug_other(stringify!($other), value, f),
                })
            }
        }
    };
}
#[allow(unused_imports)]
pub(crate) use debug_variants;

/// The impls of an open enum, by its variant for unknown values and its other ones with their values, sorted by the bytes of
/// the value.
#[allow(unused_macros)]
macro_rules! open_enum {
    ($type:ident, $other:ident $(, $variant:ident($value:literal))*) => {
        impl $type {
            /// The value in JSON.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::$other(value) => value,
                }
            }

            /// All values this crate knows, sorted.
            #[inline]
            pub fn known() -> impl ExactSizeIterator<Item = &'static Self> {
                $crate::runtime::variants(<Self as $crate::runtime::OpenEnum>::VALUES)
            }
        }
        impl $crate::runtime::OpenEnum for $type {
            const VALUES: &'static [(&'static str, Self)] = &[$(($value, Self::$variant)),*];
            const OTHER: fn(::std::string::String) -> Self = Self::$other;
        }
        $crate::runtime::debug_variants!($type, $other $(, $variant)*);
        impl ::core::convert::From<&str> for $type {
            #[inline]
            fn from(value: &str) -> Self {
                $crate::runtime::open(value)
            }
        }
        impl ::core::convert::From<::std::string::String> for $type {
            #[inline]
            fn from(value: ::std::string::String) -> Self {
                $crate::runtime::open_owned(value)
            }
        }
        impl ::core::str::FromStr for $type {
            type Err = ::core::convert::Infallible;
            #[inline]
            fn from_str(value: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                Ok(Self::from(value))
            }
        }
        impl ::core::fmt::Display for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }
        impl ::core::convert::AsRef<str> for $type {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
        impl ::core::cmp::PartialEq for $type {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }
        impl ::core::cmp::Eq for $type {}
        impl ::core::hash::Hash for $type {
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                ::core::hash::Hash::hash(self.as_str(), state);
            }
        }
        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::decode(deserializer)
            }
        }
    };
}
#[allow(unused_imports)]
pub(crate) use open_enum;
