//! Responses: the table that describes the body, and those without one.

use super::component::schema_key;
use super::describe::about;
use super::facts;
use super::lifter::Lifter;
use super::object::{Source, Target};
use super::operation::{Operation, Stated, near};
use super::page::paragraph;
use super::sentence::{self, NoBody};
use super::table::Field;
use super::text::Block;
use super::wrapper::{self, Side};
use crate::overlay::Provenance;
use crate::report::Code;
use serde_json::{Value, json};

impl<'d> Lifter<'d, '_> {
    /// Lifts the body of a response from the table that describes it.
    pub fn response(&mut self, operation: &Operation<'d>, source: Source) {
        let responses = operation.value.get("responses").and_then(Value::as_object);
        let mut success = responses.into_iter().flatten().filter(|(status, _)| status.starts_with('2'));
        let Some((status, stated)) = success.next() else { return };
        let name = match self.media(stated) {
            Stated::Schema(schema) => {
                let fields = self.read(source, false);
                self.describe(stated, schema, source, &fields);
                return self.compare(schema, source, &fields);
            }
            Stated::Elsewhere => return,
            Stated::Dangling(name) => Some(name),
            Stated::Nothing => None,
        };
        let text = self.section_text(source);
        let fields = self.read(source, false);
        if fields.is_empty() || status == "204" || stated.get("$ref").is_some() {
            return;
        }
        let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
        let wrapped =
            wrapper::find(&text, &names, &[], Side::Response).map_or(true, |wrapper| wrapper.is_some());
        if wrapped || wrapper::tells_of_many(&text) || wrapper::is_no_json_object(&text).is_some() {
            let message =
                "the body of the response is described, but not as one object with these properties";
            return self.desk(source.page).unclear(&near(&[text]), message, "add the response in an overlay");
        }
        let is_new = name.is_none();
        let name = name.unwrap_or_else(|| self.components.unique(&[format!("{}Response", operation.id)]));
        self.create(&name, source);
        let at = facts::schemas().child(&name);
        let target = Target { at, label: format!("`{name}`"), operation: &operation.id };
        self.properties(&target, source, fields);
        self.remember(source, &name);
        if is_new {
            let schema = json!({"$ref": format!("#/components/schemas/{name}")});
            let at = operation.at.child("responses").child(status);
            let (place, mut from) = self.row(source, 1);
            from.row = None;
            let value = json!({"content": {"application/json": {"schema": schema}}});
            self.facts.update(
                &at,
                value,
                format!("the body of the response of {}", operation.id),
                &place,
                from,
            );
        }
    }

    /// Gives the schema of a response that has no description what the text above its table says.
    fn describe(&mut self, response: &'d Value, schema: &'d Value, source: Source, fields: &[Field]) {
        let Some(page) = self.pages.get(source.page) else { return };
        let content = self.resolve(response).and_then(|it| it.get("content")?.as_object());
        let reference =
            content.into_iter().flatten().find_map(|(_, it)| it.pointer("/schema/$ref")?.as_str());
        let Some(name) = reference.and_then(schema_key) else { return };
        let properties = schema.get("properties").and_then(Value::as_object);
        let about = about(&page.intro(source.section, source.block));
        let fits = fields.iter().any(|field| properties.is_some_and(|it| it.contains_key(&field.name)));
        let at = facts::schemas().child(&name);
        let is_silent = schema.get("description").is_none()
            && self.document.value.pointer(at.as_str()) == Some(schema)
            && self.described.insert(name.clone());
        if let Some(about) = about.filter(|_| fits && is_silent) {
            let what = format!("the description of `{name}`");
            let from = Provenance { sentence: Some(about.clone()), ..page.provenance(source.section) };
            let place = page.place.clone();
            self.facts.update(&at, json!({"description": about}), what, &place, from);
        }
    }

    /// Takes the content of responses out that the description calls empty.
    pub fn silence(&mut self, operation: &Operation<'d>) {
        let Some((section, sentence, silent)) = self.empty_sentence(operation.page) else { return };
        let Some(responses) = operation.value.get("responses").and_then(Value::as_object) else { return };
        let successes = responses.keys().filter(|status| status.starts_with('2')).count();
        // Where the document knows only another success than the sentence, both mean the same one.
        let other = |told: &str| {
            silent.alone && successes == 1 && told.starts_with('2') && !responses.contains_key(told)
        };
        let meant = |status: &str| {
            let told = silent.status.as_deref();
            status.starts_with('2') && told.is_none_or(|told| told == status || other(told))
        };
        for (status, response) in responses.iter().filter(|(status, _)| meant(status)) {
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
                self.facts.remove(&at, format!("the response of {} has no body", operation.id), &place, from);
            } else {
                let message = format!(
                    "the text says that the response has no body, the document declares one for {status}, which counts"
                );
                let help = "remove the response's content in an overlay if the text is right";
                self.desk(operation.page).say(Code::ProseContradicts, &sentence, message, help);
            }
        }
    }

    fn empty_sentence(&self, page: usize) -> Option<(Option<String>, String, NoBody)> {
        self.pages.get(page)?.text.sections.iter().find_map(|section| {
            let texts = section.blocks.iter().filter_map(paragraph);
            let lists = section
                .blocks
                .iter()
                .filter_map(|block| if let Block::List(items) = block { Some(items) } else { None });
            let items = lists.flatten().flatten().map(|item| item.text.as_str());
            let mut sentences = texts.chain(items).flat_map(sentence::sentences);
            sentences
                .find_map(|it| Some((section.heading.clone(), it.to_owned(), sentence::says_no_body(it)?)))
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
        let status = at.tokens().last().unwrap_or_default();
        let what = format!("the response {status} has no body");
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
