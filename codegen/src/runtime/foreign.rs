//! Types of other crates, which stand for texts of a format or for whole schemas.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fmt;

/// A value that serde reads and writes as a whole, by way of a JSON value.
pub trait Foreign: fmt::Debug {
    /// Takes a value; says what is wrong with one that is none of this type.
    ///
    /// # Errors
    /// What the type says against the value.
    fn read(&mut self, value: Value) -> Result<(), String>;
    /// Writes the value.
    ///
    /// # Errors
    /// What the type says against writing it.
    fn written(&self) -> Result<Value, String>;
}

impl<T: Serialize + DeserializeOwned + fmt::Debug> Foreign for T {
    fn read(&mut self, value: Value) -> Result<(), String> {
        *self = serde_json::from_value(value).map_err(|error| error.to_string())?;
        Ok(())
    }
    fn written(&self) -> Result<Value, String> {
        serde_json::to_value(self).map_err(|error| error.to_string())
    }
}

/// The impl that makes a type which is serde's own the type of a schema.
#[allow(unused_macros)]
macro_rules! foreign {
    ($type:ty, $blank:expr) => {
        impl $crate::runtime::Slot for $type {
            fn blank() -> Self {
                $blank()
            }
            fn target(&mut self) -> $crate::runtime::Target<'_> {
                $crate::runtime::Target::Foreign(self)
            }
            fn view(&self) -> $crate::runtime::View<'_> {
                $crate::runtime::View::Foreign(self)
            }
        }
    };
}

/// The impls that make a type, which is read by `FromStr` and written by `Display`, a text of a format.
#[allow(unused_macros)]
macro_rules! foreign_text {
    ($type:ty, $blank:expr, $expected:expr) => {
        impl $crate::runtime::Slot for $type {
            fn blank() -> Self {
                $blank()
            }
            fn target(&mut self) -> $crate::runtime::Target<'_> {
                $crate::runtime::Target::Text(self)
            }
            fn view(&self) -> $crate::runtime::View<'_> {
                $crate::runtime::View::Text(self)
            }
        }
        impl $crate::runtime::Text for $type {
            fn expected(&self) -> &'static str {
                $expected
            }
            fn parse(&mut self, text: &str) -> bool {
                ::core::str::FromStr::from_str(text).map(|value| *self = value).is_ok()
            }
            fn write(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(self, f)
            }
        }
    };
}
#[allow(unused_imports)]
pub(crate) use {foreign, foreign_text};
