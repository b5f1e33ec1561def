//! Headers of a response, as the type that the document describes them with.

use super::answer::Answer;
use super::decode::{TextVisitor, parsed};
use super::error::ErrorResponse;
use super::slot::{OptionSlot, Slot, Target};
use http::HeaderMap;
use serde::de::{DeserializeSeed, Visitor};
use std::fmt;

impl<T> Answer<T> {
    /// The headers that the document describes, as the type that it describes them with. One that is missing is `None`.
    ///
    /// # Errors
    /// A header is not what the document says.
    pub fn typed_headers<H: Slot>(&self) -> Result<H, HeaderError> {
        typed(&self.headers)
    }
}

impl<E> ErrorResponse<E> {
    /// The headers that the document describes, as the type that it describes them with. One that is missing is `None`.
    ///
    /// # Errors
    /// A header is not what the document says.
    pub fn typed_headers<H: Slot>(&self) -> Result<H, HeaderError> {
        typed(&self.headers)
    }
}

/// Headers as an object with a field for each.
fn typed<H: Slot>(headers: &HeaderMap) -> Result<H, HeaderError> {
    let mut value = H::blank();
    let Target::Model(model) = value.target() else { return Ok(value) };
    for (index, field) in model.shape().fields().iter().enumerate() {
        let all: Vec<&str> =
            headers.get_all(field.name).iter().filter_map(|value| value.to_str().ok()).collect();
        if all.is_empty() {
            continue;
        }
        // Several headers of a name are one with commas (RFC 9110, section 5.3).
        read(model.target(index), all.join(", ").trim())
            .map_err(|source| HeaderError { name: field.name, source })?;
    }
    Ok(value)
}

/// Reads the text of a header as what is expected: text as it stands, a list by its commas, the rest as JSON.
#[inline]
fn read(target: Target<'_>, text: &str) -> serde_json::Result<()> {
    match target {
        Target::OptionString(value) => *value = Some(text.to_owned()),
        Target::String(value) => text.clone_into(value),
        Target::Any(value) => *value = parsed(text),
        Target::Option(option) => return read_option(option, text),
        Target::List(list) => {
            list.start(0);
            for item in text.split(',').map(str::trim).filter(|item| !item.is_empty()) {
                read(list.push(), item)?;
            }
        }
        #[cfg(not(without = "tuples"))]
        Target::Tuple(places) => {
            for (place, item) in places.places().into_iter().zip(text.split(',').map(str::trim)) {
                read(place, item)?;
            }
        }
        Target::Text(value) => return TextVisitor(value).visit_str(text),
        other => return other.deserialize(&mut serde_json::Deserializer::from_slice(text.as_bytes())),
    }
    Ok(())
}

#[inline]
fn read_option(option: &mut dyn OptionSlot, text: &str) -> serde_json::Result<()> {
    let read = read(option.fill(), text);
    if read.is_err() {
        option.clear();
    }
    read
}

/// A header that is not what the document says. Does not repeat its value, which may be secret.
#[derive(Debug)]
#[non_exhaustive]
pub struct HeaderError {
    /// The name of the header.
    pub name: &'static str,
    /// What is wrong with it.
    pub source: serde_json::Error,
}

impl std::error::Error for HeaderError {}

impl fmt::Display for HeaderError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the header `{}` is not as documented: {}", self.name, self.source)
    }
}
