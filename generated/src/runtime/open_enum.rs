//! Enums that keep values they do not know.

use super::decode::same;
use super::slot::Text;
use std::fmt;

/// A generated enum of texts with a variant `Other` for values newer than the crate.
pub trait OpenEnum: Clone + Sized + 'static {
    /// The known values and their variants, sorted by the bytes of the value.
    const VALUES: &'static [(&'static str, Self)];
    /// The value in JSON.
    fn value(&self) -> &str;
    /// The variant for an unknown value.
    fn other(value: String) -> Self;
}

// One impl for all such enums: each of its own would be checked by the compiler once more.
impl<T: OpenEnum> Text for T {
    fn expected(&self) -> &'static str {
        "a string"
    }
    fn parse(&mut self, text: &str) -> bool {
        *self = open(text);
        true
    }
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.value())
    }
    fn is_unknown(&self) -> bool {
        known::<Self>(self.value()).is_none()
    }
}

/// The variant of a value.
pub fn open<T: OpenEnum>(value: &str) -> T {
    known(value).unwrap_or_else(|| T::other(value.to_owned()))
}

/// The variant of a value, which is kept where it is unknown.
pub fn open_owned<T: OpenEnum>(value: String) -> T {
    known(&value).unwrap_or_else(|| T::other(value))
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

/// The impls every open enum has in common, in terms of its `OpenEnum` impl.
#[allow(unused_macros)]
macro_rules! open_enum {
    ($type:ty) => {
        impl $type {
            /// The value in JSON.
            #[inline]
            pub fn as_str(&self) -> &str {
                $crate::runtime::OpenEnum::value(self)
            }

            /// All values this crate knows, sorted.
            #[inline]
            pub fn known() -> impl ExactSizeIterator<Item = &'static Self> {
                $crate::runtime::variants(<Self as $crate::runtime::OpenEnum>::VALUES)
            }
        }
        impl $crate::runtime::Slot for $type {
            #[inline]
            fn blank() -> Self {
                $crate::runtime::OpenEnum::other(::std::string::String::new())
            }
            #[inline]
            fn target(&mut self) -> $crate::runtime::Target<'_> {
                $crate::runtime::Target::Text(self)
            }
            #[inline]
            fn view(&self) -> $crate::runtime::View<'_> {
                $crate::runtime::View::Str(self.as_str())
            }
        }
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
