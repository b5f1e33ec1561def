//! The body of a request that was received: JSON, text or bytes.

use super::blob::Blob;
use super::check::check;
use super::decode::from_json;
use super::lenient::{self, add_checked};
use super::locate::pointer_at;
use super::received::{Received, is_optional};
use super::rules::Rule;
use super::slot::{Slot, Target, View};
use super::violations::{Part, Violation};
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use serde_json::Value;
use serde_json::error::Category;

impl Received {
    /// Whether there is a body.
    pub fn has_body(&self) -> bool {
        !self.body.is_empty()
    }

    /// Which of the media types that the operation takes the body is of.
    pub fn choice(&self) -> usize {
        self.choice
    }

    /// A body of JSON.
    pub fn json<T: Slot>(&mut self, rules: &[Rule]) -> T {
        let mut value = T::blank();
        if self.is_there(&value.target()) {
            self.read_json(&mut value, rules);
        }
        value
    }

    /// A body of text.
    pub fn text(&mut self, rules: &[Rule]) -> String {
        match std::str::from_utf8(&self.body) {
            Ok(text) => {
                check(&Part::Body, View::Str(text), rules, &mut self.found);
                text.to_owned()
            }
            Err(_) => {
                self.broken(Part::Body, "is not UTF-8");
                String::new()
            }
        }
    }

    /// A body of any media type.
    pub fn bytes(&mut self) -> Bytes {
        self.body.clone()
    }

    /// A body of any media type, with that.
    pub fn blob(&mut self) -> Blob {
        let blob = Blob::new(self.body.clone());
        match self.content_type() {
            Some(media_type) => blob.media_type(media_type),
            None => blob,
        }
    }

    pub(super) fn content_type(&self) -> Option<&str> {
        self.head.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok())
    }

    /// Whether there is a body; tells when one is missing that must be there.
    pub(super) fn is_there(&mut self, target: &Target<'_>) -> bool {
        if !self.has_body() && !is_optional(target) {
            self.found.push(lenient::missing(&Part::Body, ""));
        }
        self.has_body()
    }

    /// Reads JSON at once, and only when it is not what is needed a second time, for all that is wrong with it.
    fn read_json(&mut self, slot: &mut dyn Slot, rules: &[Rule]) {
        let Err(error) = from_json(slot.target(), &self.body) else {
            return add_checked(Vec::new(), &Part::Body, slot, rules, &mut self.found);
        };
        let value: Option<Value> = match error.classify() {
            Category::Data => serde_json::from_slice(&self.body).ok(),
            Category::Syntax | Category::Eof | Category::Io => None,
        };
        let Some(value) = value else {
            let error = serde_json::from_slice::<serde::de::IgnoredAny>(&self.body).err().unwrap_or(error);
            return self.broken(Part::Body, format!("is not JSON: {error}"));
        };
        let known = self.found.len();
        lenient::read(&Part::Body, slot, &value, rules, &mut self.found);
        if self.found.len() == known {
            // A key that is there twice: of a value that was read, the last one counts.
            let pointer = pointer_at(&self.body, error.line(), error.column());
            let message = "has a key twice, or cannot be read";
            self.found.push(Violation::new(&Part::Body, &pointer, message));
        }
    }
}
