//! What a body that comes piece by piece is made of, typed.

use super::decode::{from_json, parsed};
use super::framing::{Frame, Framing};
use super::kept;
use super::operation::Operation;
use super::slot::{Slot, Target, View};
use serde_json::Value;
use std::fmt;

/// An operation whose answer may come piece by piece: as server-sent events, or as lines of JSON.
pub trait Streaming: Operation {
    /// What it is made of: [`Event`] with the type of the data, or the type that the document gives to the whole.
    type Event: FromFrame + fmt::Debug + Send + 'static;
    /// How it is written.
    const FRAMING: Framing;
}

/// A server-sent event (HTML, section 9.2).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// The type; empty where the service names none, which means `message`.
    pub event: String,
    /// The id of the last event that had one: where the stream can be taken up again.
    pub id: Option<String>,
    /// The data.
    pub data: T,
}

impl<T> Event<T> {
    /// An event with neither type nor id.
    pub fn new(data: T) -> Self {
        Self { event: String::new(), id: None, data }
    }

    /// Sets the type.
    #[must_use]
    pub fn event(mut self, event: impl Into<String>) -> Self {
        self.event = event.into();
        self
    }

    /// Sets the id.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }
}

impl<T: Slot> Event<T> {
    /// The event as a service sends it (HTML, section 9.2.5): the data as JSON, or as it stands where it is text. Of a type or an
    /// id of several lines, the first one counts.
    ///
    /// # Errors
    /// The data cannot be written as JSON.
    pub fn encode(&self) -> serde_json::Result<String> {
        let mut out = String::new();
        if !self.event.is_empty() {
            field(&mut out, "event", &self.event);
        }
        if let Some(id) = &self.id {
            field(&mut out, "id", id);
        }
        data(&mut out, self.data.view())?;
        out.push('\n');
        Ok(out)
    }
}

/// Adds a field of an event. Of several lines the first one counts.
pub(super) fn field(out: &mut String, name: &str, value: &str) {
    let first = value.split(['\n', '\r']).next().unwrap_or_default();
    out.extend([name, ": ", first, "\n"]);
}

/// Adds the data of an event: as JSON, or as it stands where it is text.
pub(super) fn data(out: &mut String, view: View<'_>) -> serde_json::Result<()> {
    match view.opened() {
        View::Str(text) => data_lines(out, text),
        view => data_lines(out, &serde_json::to_string(&view)?),
    }
    Ok(())
}

/// Adds the data of an event as it stands.
pub(super) fn data_lines(out: &mut String, text: &str) {
    text.replace("\r\n", "\n").split(['\n', '\r']).for_each(|line| field(out, "data", line));
}

/// What one piece of a body is read as.
pub trait FromFrame: Sized {
    /// Reads it.
    ///
    /// # Errors
    /// It is not what the document says.
    fn read(frame: &Frame) -> serde_json::Result<Self>;
}

/// A line, a JSON text, or an event that the document describes whole.
impl<T: Slot> FromFrame for T {
    fn read(frame: &Frame) -> serde_json::Result<Self> {
        let mut value = T::blank();
        if !frame.is_whole {
            return fill(frame, value.target()).map(|()| value);
        }
        let is_text = has_text(value.target());
        match kept::read(value.target(), &object(frame, is_text)) {
            Ok(()) => Ok(value),
            Err(error) => {
                // Which of its forms has JSON in its data, a union cannot say before one of them was read.
                let mut value = T::blank();
                kept::read(value.target(), &object(frame, true)).map(|()| value).map_err(|_| error)
            }
        }
    }
}

impl<T: Slot> FromFrame for Event<T> {
    fn read(frame: &Frame) -> serde_json::Result<Self> {
        let mut data = T::blank();
        fill(frame, data.target())?;
        Ok(Self { event: frame.event.clone(), id: frame.id.clone(), data })
    }
}

/// Reads the data: as it stands where it is to be text, else as JSON.
#[inline]
fn fill(frame: &Frame, target: Target<'_>) -> serde_json::Result<()> {
    match target {
        target if is_text(&target) => kept::read(target, &Value::String(frame.data.clone())),
        Target::Any(value) => {
            *value = parsed(&frame.data);
            Ok(())
        }
        // Such as an open enum: services write it as JSON or as it stands.
        target @ Target::Text(_) => {
            let text = Some(parsed(&frame.data)).filter(Value::is_string);
            kept::read(target, &text.unwrap_or_else(|| frame.data.clone().into()))
        }
        target => from_json(target, frame.data.as_bytes()),
    }
}

/// An event as an object (OpenAPI 3.2, section 4.14.4), with what it has; its data as text, or as JSON where it is that.
#[inline]
fn object(frame: &Frame, is_text: bool) -> Value {
    let data = if is_text { frame.data.clone().into() } else { parsed(&frame.data) };
    let named = (!frame.event.is_empty()).then_some(("event", &frame.event));
    let rest = named.into_iter().chain(frame.id.iter().map(|id| ("id", id)));
    let rest = rest.map(|(key, text)| (key.to_owned(), Value::String(text.clone())));
    Value::Object([("data".to_owned(), data)].into_iter().chain(rest).collect())
}

#[inline]
fn is_text(target: &Target<'_>) -> bool {
    matches!(target, Target::String(_) | Target::OptionString(_))
}

/// Whether the `data` of an object is text.
#[inline]
fn has_text(target: Target<'_>) -> bool {
    let Target::Model(model) = target else { return false };
    let index = model.shape().fields().position("data");
    index.is_some_and(|index| is_text(&model.target(index)))
}
