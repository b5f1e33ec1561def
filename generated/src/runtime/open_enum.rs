//! Enums that keep values they do not know.

use super::decode::same;

/// A generated enum of texts with a variant `Other` for values newer than the crate.
pub trait OpenEnum: Clone + Sized + 'static {
    /// The known values and their variants, sorted by the bytes of the value.
    const VALUES: &'static [(&'static str, Self)];
    /// The value in JSON.
    fn value(&self) -> &str;
    /// The variant for an unknown value.
    fn other(value: String) -> Self;
}

/// The variant of a value, if it is a known one.
pub fn known<T: OpenEnum>(value: &str) -> Option<T> {
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
                <Self as $crate::runtime::OpenEnum>::VALUES.iter().map(|(_, variant)| variant)
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
        impl $crate::runtime::Text for $type {
            #[inline]
            fn expected(&self) -> &'static str {
                "a string"
            }
            #[inline]
            fn parse(&mut self, text: &str) -> bool {
                *self = Self::from(text);
                true
            }
            #[inline]
            fn write(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
            #[inline]
            fn is_unknown(&self) -> bool {
                $crate::runtime::known::<Self>(self.as_str()).is_none()
            }
        }
        impl ::core::convert::From<&str> for $type {
            #[inline]
            fn from(value: &str) -> Self {
                $crate::runtime::known(value)
                    .unwrap_or_else(|| $crate::runtime::OpenEnum::other(value.to_owned()))
            }
        }
        impl ::core::convert::From<::std::string::String> for $type {
            #[inline]
            fn from(value: ::std::string::String) -> Self {
                $crate::runtime::known(&value).unwrap_or_else(|| $crate::runtime::OpenEnum::other(value))
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
