//! What a value violates.

use std::fmt;

/// All constraints that a value violates. Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violations {
    list: Vec<Violation>,
    more: bool,
}

/// One violated constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The part of the request, or the body.
    pub part: Part,
    /// The value within that part, as a JSON pointer (RFC 6901); empty for the whole of it.
    pub pointer: String,
    /// What is wrong, without the value itself: "has 300 characters, at most 255 are allowed".
    pub message: String,
}

/// A part of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Part {
    /// The body, or a value that was checked by itself.
    Body,
    /// A path parameter.
    Path(&'static str),
    /// A query parameter.
    Query(&'static str),
    /// A header.
    Header(&'static str),
    /// A cookie.
    Cookie(&'static str),
}

impl Violation {
    /// One at a place, of whose pointer no more than the beginning is kept: who calls a server writes the keys in it.
    pub(super) fn new(part: &Part, pointer: &str, message: impl Into<String>) -> Self {
        let shown = beginning(pointer, MOST_POINTER);
        let more = if shown.len() < pointer.len() { "…" } else { "" };
        Self { part: part.clone(), pointer: format!("{shown}{more}"), message: message.into() }
    }
}

/// So many characters of a pointer are kept.
pub(super) const MOST_POINTER: usize = 200;

/// The first characters of a text.
pub(super) fn beginning(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

impl Violations {
    /// Only so many are kept.
    const MOST: usize = 1_000;

    /// The violations, in the order in which they were found; at most 1,000.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.list.iter()
    }

    /// How many there are.
    #[allow(clippy::len_without_is_empty)] // There is no empty one.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The violations that were collected, if there are any.
    pub(super) fn of(list: Vec<Violation>) -> Result<(), Self> {
        let more = list.len() >= Self::MOST;
        if list.is_empty() { Ok(()) } else { Err(Self { list, more }) }
    }

    /// Whether no more need to be collected.
    pub(super) fn enough(list: &[Violation]) -> bool {
        list.len() >= Self::MOST
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl std::error::Error for Violations {}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.list.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{violation}")?;
        }
        if self.more { f.write_str("; and more") } else { Ok(()) }
    }
}

impl std::error::Error for Violation {}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.part, self.pointer.as_str()) {
            (Part::Body, "") => f.write_str("the value ")?,
            (Part::Body, pointer) => write!(f, "{pointer} ")?,
            (part, pointer) => write!(f, "{part}{pointer} ")?,
        }
        f.write_str(&self.message)
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Body => f.write_str("the body"),
            Self::Path(name) => write!(f, "path parameter `{name}`"),
            Self::Query(name) => write!(f, "query parameter `{name}`"),
            Self::Header(name) => write!(f, "header `{name}`"),
            Self::Cookie(name) => write!(f, "cookie `{name}`"),
        }
    }
}
