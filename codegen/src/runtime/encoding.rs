//! How the properties of a form are written.

use super::style::Style;

/// How a property of a form is written, where not as usual (OpenAPI 3.0, section 4.7.15).
#[derive(Clone, Copy, Debug)]
pub struct Encoding {
    /// The property.
    pub name: &'static str,
    /// How it is written in a form.
    pub style: Style,
    /// The media type of its part; empty for the usual one.
    pub media_type: &'static str,
}

impl Encoding {
    /// A property in a style.
    pub const fn new(name: &'static str, style: Style, media_type: &'static str) -> Self {
        Self { name, style, media_type }
    }
}
