//! Responses without a body.

use super::lifter::Lifter;
use super::operation::Operation;
use super::page::paragraph;
use super::sentence;
use super::text::Block;
use crate::overlay::Provenance;
use crate::report::Code;
use serde_json::Value;

impl<'d> Lifter<'d, '_> {
    /// Takes the content of responses out that the description calls empty.
    pub fn silence(&mut self, operation: &Operation<'d>) {
        let Some((section, sentence)) = self.empty_sentence(operation.page) else { return };
        let Some(responses) = operation.value.get("responses").and_then(Value::as_object) else { return };
        for (status, response) in responses.iter().filter(|(status, _)| status.starts_with('2')) {
            let Some(content) =
                response.get("content").and_then(Value::as_object).filter(|it| !it.is_empty())
            else {
                continue;
            };
            if describes_nothing(response) {
                continue;
            }
            if content.values().all(says_nothing) {
                let from = Provenance {
                    section: section.clone(),
                    sentence: Some(sentence.clone()),
                    ..Provenance::default()
                };
                let at = operation.at.child("responses").child(status).child("content");
                let place = self.document.place(operation.at.child("description"));
                self.facts.remove(&at, format!("{} returns nothing", operation.id), &place, from);
            } else {
                let message = format!(
                    "the text says that the response has no body, the document declares one for {status}, which counts"
                );
                let help = "remove the response's content in an overlay if the text is right";
                self.desk(operation.page).say(Code::ProseContradicts, &sentence, message, help);
            }
        }
    }

    fn empty_sentence(&self, page: usize) -> Option<(Option<String>, String)> {
        self.pages.get(page)?.text.sections.iter().find_map(|section| {
            let texts = section.blocks.iter().filter_map(paragraph);
            let lists = section
                .blocks
                .iter()
                .filter_map(|block| if let Block::List(items) = block { Some(items) } else { None });
            let items = lists.flatten().flatten().map(|item| item.text.as_str());
            let mut sentences = texts.chain(items).flat_map(sentence::sentences);
            sentences.find(|it| sentence::says_no_body(it)).map(|it| (section.heading.clone(), it.to_owned()))
        })
    }

    /// Takes the content of a response out whose own schema is a string that is described as empty.
    pub fn empty_content(&mut self, at: &crate::pointer::Pointer, response: &Value) {
        if !describes_nothing(response) {
            return;
        }
        let Some((media, content)) =
            response.get("content").and_then(Value::as_object).and_then(|it| it.iter().next())
        else {
            return;
        };
        let text = content.pointer("/schema/description").and_then(Value::as_str).unwrap_or_default();
        let place = at.child("content").child(media).child("schema").child("description");
        let from = Provenance { sentence: Some(text.to_owned()), ..Provenance::default() };
        let what = "the response has no body".to_owned();
        self.facts.remove(&at.child("content"), what, &self.document.place(place), from);
    }
}

/// Whether all that a response declares is a string described as empty, with no example or an empty one.
fn describes_nothing(response: &Value) -> bool {
    let Some(content) = response.get("content").and_then(Value::as_object) else { return false };
    let empty = |media: &Value| {
        let Some(schema) = media.get("schema") else { return false };
        let text = schema.get("description").and_then(Value::as_str).unwrap_or_default().to_lowercase();
        let text = text.trim_end_matches('.').trim();
        let said = matches!(
            text,
            "empty"
                | "empty response"
                | "empty body"
                | "empty response body"
                | "no content"
                | "no body"
                | "an empty response"
                | "empty string"
                | "an empty body"
                | "response body is empty"
                | "the response body is empty"
        );
        let string = schema.get("type").and_then(Value::as_str).is_none_or(|it| it == "string");
        let shown = [schema.get("example"), media.get("example")];
        let example = |it: &Value| it.as_str() == Some("") || it.is_null();
        let bare = shown.iter().flatten().all(|it| example(it)) && shown.iter().any(Option::is_some);
        said && string && bare && says_nothing(media)
    };
    !content.is_empty() && content.values().all(empty)
}

/// Whether a media type declares no shape: no schema, an empty one, or a string without content.
fn says_nothing(media: &Value) -> bool {
    let nothing = |example: &Value| {
        example.is_null()
            || example.as_str() == Some("")
            || example.as_object().is_some_and(serde_json::Map::is_empty)
    };
    let examples = media.get("examples").and_then(Value::as_object).is_none_or(serde_json::Map::is_empty);
    let shown = media.get("example").is_none_or(nothing) && examples;
    let Some(schema) = media.get("schema").and_then(Value::as_object) else { return shown };
    let shape = [
        "$ref",
        "properties",
        "items",
        "enum",
        "allOf",
        "oneOf",
        "anyOf",
        "additionalProperties",
        "format",
        "pattern",
    ];
    let bare = !shape.iter().any(|key| schema.contains_key(*key));
    let kind = schema.get("type").and_then(Value::as_str).is_none_or(|it| it == "string" || it == "object");
    shown && bare && kind && schema.get("example").is_none_or(nothing)
}
