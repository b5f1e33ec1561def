//! Bodies that come piece by piece.

use super::{Operation, TypeId};

/// A form of a response that comes piece by piece (OpenAPI 3.2, section 4.14.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream {
    /// How the pieces are written.
    pub framing: Framing,
    /// The media type.
    pub media_type: String,
    /// What each piece holds.
    pub item: TypeId,
}

/// How the pieces of a body are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// Server-sent events whose data is described (HTML, section 9.2).
    Events,
    /// Server-sent events that are described whole, as objects with `data`, `event`, `id` and `retry`.
    WholeEvents,
    /// Lines of JSON.
    Lines,
    /// JSON texts after record separators (RFC 7464).
    Sequence,
}

/// A media type without its parameters, in lower case.
pub(crate) fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

impl Framing {
    /// How a media type writes its pieces, if it has some; the media type without parameters, in lower case.
    pub fn of(media_type: &str) -> Option<Self> {
        match media_type {
            "text/event-stream" => Some(Self::Events),
            "application/json-seq" => Some(Self::Sequence),
            "application/jsonl" | "application/x-jsonl" | "application/ndjson" | "application/x-ndjson" => {
                Some(Self::Lines)
            }
            "application/json-lines" | "application/jsonlines" | "application/x-jsonlines" => {
                Some(Self::Lines)
            }
            other => other.ends_with("+json-seq").then_some(Self::Sequence),
        }
    }
}

impl Operation {
    /// The form of its successful response that comes piece by piece, if it has one.
    pub fn stream(&self) -> Option<&Stream> {
        self.successes().into_iter().find_map(|response| response.stream.as_ref())
    }
}
