//! Enums of whole numbers that keep values they do not know.

/// A generated enum of whole numbers with a variant for values newer than the crate.
pub trait IntegerEnum: Clone + Sized + 'static {
    /// The known values and their variants, sorted by value.
    const VALUES: &'static [(i64, Self)];
    /// The variant for an unknown value.
    const OTHER: fn(i64) -> Self;
}

/// A value that is written as a whole number, to decode into.
pub trait IntegerSlot {
    /// Takes a value.
    fn set(&mut self, value: i64);
}

impl<T: IntegerEnum> IntegerSlot for T {
    fn set(&mut self, value: i64) {
        *self = variant(value);
    }
}

/// The variant of a value.
pub fn variant<T: IntegerEnum>(value: i64) -> T {
    let found = T::VALUES.binary_search_by_key(&value, |(known, _)| *known).ok();
    let known = found.and_then(|index| T::VALUES.get(index));
    known.map_or_else(|| (T::OTHER)(value), |(_, variant)| variant.clone())
}

/// The impls of an enum of whole numbers, by its variant for unknown values and its other ones with their values, sorted.
#[allow(unused_macros)]
macro_rules! integer_enum {
    ($type:ident, $other:ident $(, $variant:ident($value:literal))*) => {
        impl $type {
            /// The value in JSON.
            #[inline]
            pub fn as_i64(&self) -> i64 {
                match self {
                    $(Self::$variant => $value,)*
                    Self::$other(value) => *value,
                }
            }

            /// All values this crate knows, sorted.
            #[inline]
            pub fn known() -> impl ExactSizeIterator<Item = &'static Self> {
                $crate::runtime::variants(<Self as $crate::runtime::IntegerEnum>::VALUES)
            }
        }
        impl $crate::runtime::IntegerEnum for $type {
            const VALUES: &'static [(i64, Self)] = &[$(($value, Self::$variant)),*];
            const OTHER: fn(i64) -> Self = Self::$other;
        }
        $crate::runtime::debug_variants!($type, $other $(, $variant)*);
        impl $crate::runtime::Slot for $type {
            #[inline]
            fn blank() -> Self {
                Self::$other(0)
            }
            #[inline]
            fn target(&mut self) -> $crate::runtime::Target<'_> {
                $crate::runtime::Target::Integer(self)
            }
            #[inline]
            fn view(&self) -> $crate::runtime::View<'_> {
                $crate::runtime::View::I64(self.as_i64())
            }
        }
        impl ::core::convert::From<i64> for $type {
            #[inline]
            fn from(value: i64) -> Self {
                $crate::runtime::variant(value)
            }
        }
        impl ::core::convert::From<$type> for i64 {
            #[inline]
            fn from(value: $type) -> Self {
                value.as_i64()
            }
        }
        impl ::core::fmt::Display for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.as_i64(), f)
            }
        }
        impl ::core::cmp::PartialEq for $type {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.as_i64() == other.as_i64()
            }
        }
        impl ::core::cmp::Eq for $type {}
        impl ::core::hash::Hash for $type {
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                ::core::hash::Hash::hash(&self.as_i64(), state);
            }
        }
        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.as_i64())
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
pub(crate) use integer_enum;
