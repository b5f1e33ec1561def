//! Responses that come piece by piece: server-sent events, and lines of JSON.

use crate::ir::{Framing, Origin, Role, Status, Stream, TypeId, essence};
use crate::lower::Lowerer;
use crate::pointer::Pointer;
use openapiv3::{Content, MediaType, ReferenceOr, Schema};
use serde_json::Value;

/// What an event can have (OpenAPI 3.2, section 4.14.4).
const EVENT: [&str; 5] = ["data", "event", "id", "retry", "comment"];

/// Unions of events lie no deeper in each other.
const DEEPEST: usize = 8;

impl Lowerer<'_> {
    /// The form of a response that comes piece by piece, if it has one. `at` is where its content stands.
    pub(super) fn stream(&mut self, content: &Content, status: Status, at: &Pointer) -> Option<Stream> {
        if !status.may_be_success() {
            return None;
        }
        let (media_type, media, framing) = content
            .iter()
            .find_map(|(media_type, media)| Some((media_type, media, Framing::of(&essence(media_type))?)))?;
        let at = at.child(media_type).child("schema");
        let end = self.end(at.clone());
        let is_whole = framing == Framing::Events && self.look(&end).is_some_and(|it| self.is_event(it, 0));
        let framing = if is_whole { Framing::WholeEvents } else { framing };
        let item = self.stream_item(media, at, end);
        Some(Stream { framing, media_type: media_type.trim().to_owned(), item })
    }

    /// The type of a piece: that of the items where the schema is the list of all of them.
    fn stream_item(&mut self, media: &MediaType, at: Pointer, end: Pointer) -> TypeId {
        let origin = Origin::Operation(self.api.operations.len(), Role::Item);
        let items = self.look(&end).filter(|schema| is_list(schema)).and_then(|schema| schema.get("items"));
        let items = items.map(|items| serde_json::from_value::<ReferenceOr<Schema>>(items.clone()));
        match (items, &media.schema) {
            (Some(Ok(items)), _) => self.schema(&items, origin, end.child("items")),
            (_, Some(schema)) => self.schema(schema, origin, at),
            (_, None) => self.reserve(origin, at),
        }
    }

    /// Whether a schema describes an event, and not just the data of one.
    fn is_event(&self, schema: &Value, depth: usize) -> bool {
        let schema = self.end_of(schema);
        if is_list(schema) {
            return schema
                .get("items")
                .is_some_and(|items| depth < DEEPEST && self.is_event(items, depth + 1));
        }
        let properties = schema.get("properties").and_then(Value::as_object);
        let is_own = |properties: &serde_json::Map<String, Value>| {
            properties.contains_key("data") && properties.keys().all(|key| EVENT.contains(&key.as_str()))
        };
        let branches = ["oneOf", "anyOf"].iter().filter_map(|key| schema.get(key)?.as_array());
        let mut branches = branches.flatten().peekable();
        let has_branches = branches.peek().is_some();
        properties.is_some_and(is_own)
            || (has_branches && depth < DEEPEST && branches.all(|branch| self.is_event(branch, depth + 1)))
    }
}

fn is_list(schema: &Value) -> bool {
    schema.get("type").and_then(Value::as_str) == Some("array")
}
