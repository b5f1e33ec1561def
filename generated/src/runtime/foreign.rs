//! Types of other crates that stand for texts of a format.

/// The impls that make a type, which is read by `FromStr` and written by `Display`, a text of a format.
#[allow(unused_macros)]
macro_rules! foreign {
    ($type:ty, $expected:expr) => {
        impl $crate::runtime::Slot for $type {
            fn blank() -> Self {
                ::core::default::Default::default()
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
pub(crate) use foreign;
