//! Headers that a caller adds, to one call or to all.

use http::header::{HeaderName, HeaderValue};

/// Headers beside those of the operation. `Debug` does not show their values.
#[derive(Clone, Debug, Default)]
pub struct AddedHeaders {
    known: Vec<(HeaderName, HeaderValue)>,
    /// The name of a header that cannot be sent.
    bad: Option<String>,
}

impl AddedHeaders {
    /// Adds one.
    pub fn add(&mut self, name: &str, value: &str) {
        match (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
            (Ok(name), Ok(mut value)) => {
                value.set_sensitive(true);
                self.known.push((name, value));
            }
            _ => self.bad = Some(name.to_owned()),
        }
    }

    /// All of them, in turn.
    ///
    /// # Errors
    /// The name of a header with a name or a value that no header can have.
    pub fn checked(self) -> Result<Vec<(HeaderName, HeaderValue)>, String> {
        self.bad.map_or(Ok(self.known), Err)
    }
}
