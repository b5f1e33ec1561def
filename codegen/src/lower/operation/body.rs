//! Request bodies.

use super::media::{self, is_form, is_json, is_multipart, is_patch, is_range, is_text, is_xml, ranked};
use crate::ir::{Body, Content, Docs, Encoding, Origin, Payload, Role, Shape, Style, Text, essence};
use crate::lower::Lowerer;
use crate::lower::said::said_by;
use crate::pointer::{self, Pointer};
use crate::references;
use crate::report::{Code, Severity};
use openapiv3::{MediaType, QueryStyle, ReferenceOr, RequestBody, Schema};
use serde_json::Value;

impl Lowerer<'_> {
    pub(super) fn body(&mut self, body: &ReferenceOr<RequestBody>, at: &Pointer) -> Option<Body> {
        let (body, at) = self.found_at(body, at.child("requestBody"))?;
        let all_at = at.child("content");
        let mut choices: Vec<(&MediaType, Content)> = Vec::new();
        for (name, media) in ranked(&body.content) {
            let at = all_at.child(name);
            let is_data =
                is_data(name) && !self.is_file_at(&at) || media::is_vague(name) && self.is_typed(&at);
            // Files are parts of this form, and nothing else can hold them.
            let has_files = is_multipart(name)
                && self.look(&at.child("schema")).is_some_and(|schema| self.has_files(schema));
            let known = choices.iter_mut().find(|(known, content)| {
                let can_be = is_data && (!has_files || is_multipart(&content.media_type));
                can_be && says_the_same((&content.media_type, known), (name, media))
            });
            if let Some((_, known)) = known {
                let schema = all_at.child(&known.media_type).child("schema");
                self.read_also(known, &schema, (name, media, &at));
                continue;
            }
            // A form beside JSON is a type of its own; the first body is the request.
            let is_other = !choices.is_empty() && (is_form(name) || is_multipart(name));
            let role = if is_other { Role::Form } else { Role::Request };
            let content = self.content(name, media, role, &at);
            match choices.iter_mut().find(|(_, known)| is_raw(known) && is_raw(&content)) {
                // Which of several kinds of bytes it is, the caller has to say.
                Some((_, known)) => {
                    known.payload = Payload::Blob;
                    known.listed.extend(content.listed);
                }
                None => choices.push((media, content)),
            }
        }
        let mut choices: Vec<Content> = choices.into_iter().map(|(_, content)| content).collect();
        choices.iter_mut().for_each(|content| content.media_type = media::sent(&content.media_type));
        let docs = body_docs(&body, &at);
        (!choices.is_empty()).then_some(Body { choices, required: body.required, docs })
    }

    fn content(&mut self, media_type: &str, media: &MediaType, role: Role, at: &Pointer) -> Content {
        let origin = Origin::Operation(self.api.operations.len(), role);
        let is_file = self.is_file_at(at);
        let payload = if is_json(media_type) && !is_file && !self.is_any(at, media_type) {
            Payload::Json(self.media_schema(media, origin, at))
        } else if is_form(media_type) {
            Payload::Form(self.media_schema(media, origin, at))
        } else if is_multipart(media_type) {
            Payload::Multipart(self.multipart(media, origin, at))
        } else if is_text(media_type) && !is_file {
            self.report_untyped(media_type, at, "it is bound as text that the caller writes");
            Payload::Text
        } else if is_range(media_type) {
            Payload::Blob
        } else {
            self.report_untyped(media_type, at, "it is bound as bytes that the caller writes");
            Payload::Bytes
        };
        self.report_part_headers(media, at, "the part is sent without them");
        let text = match payload {
            Payload::Text => self.text_of(media, at),
            _ => Text::default(),
        };
        Content { text, ..self.content_of(payload, media_type, media, at) }
    }

    /// A body with what its media type says of how its properties are written.
    pub(super) fn content_of(
        &self,
        payload: Payload,
        media_type: &str,
        media: &MediaType,
        at: &Pointer,
    ) -> Content {
        let encoding = media.encoding.iter().map(|(name, encoding)| {
            // The library cannot tell whether `explode` is there.
            let explode = self.look(&at.child("encoding").child(name).child("explode"));
            encoding_of(name, encoding, explode.and_then(Value::as_bool))
        });
        Content {
            payload,
            media_type: media_type.to_owned(),
            listed: vec![media_type.to_owned()],
            encoding: encoding.collect(),
            text: Text::default(),
            others: Vec::new(),
        }
    }

    /// What the schema of a body of text asks of it.
    fn text_of(&mut self, media: &MediaType, at: &Pointer) -> Text {
        let schema = self.look(&at.child("schema")).map(|schema| self.end_of(schema));
        let says = |key: &str| schema.is_some_and(|schema| schema.get(key).is_some());
        if !["minLength", "maxLength", "pattern"].into_iter().any(says) {
            return Text::default();
        }
        let origin = Origin::Operation(self.api.operations.len(), Role::Request);
        let id = self.media_schema(media, origin, at);
        match &self.api.types[id].shape {
            Shape::String(text) => text.clone(),
            _ => Text::default(),
        }
    }

    /// Whether `*/*` is meant: nothing that has a schema.
    fn is_any(&self, at: &Pointer, media_type: &str) -> bool {
        essence(media_type) == "*/*" && self.look(&at.child("schema")).is_none()
    }

    /// Whether the schema of a body is that of more than a text.
    fn is_typed(&self, at: &Pointer) -> bool {
        let is_one = |schema: &&Value| ["properties", "items"].iter().any(|key| schema.get(key).is_some());
        self.look(&at.child("schema")).is_some_and(|schema| self.made_of(schema).iter().any(is_one))
    }

    /// What has parts and is written in a way of which nothing is known, nobody writes or reads.
    pub(super) fn report_untyped(&mut self, media_type: &str, at: &Pointer, help: &str) {
        if self.is_typed(at) {
            let message = format!("a body of `{media_type}` is not typed");
            self.report(Code::Unsupported, at.clone(), message, help);
        }
    }

    pub(super) fn report_part_headers(&mut self, media: &MediaType, at: &Pointer, help: &str) {
        for (name, _) in media.encoding.iter().filter(|(_, encoding)| !encoding.headers.is_empty()) {
            let at = at.child("encoding").child(name).child("headers");
            self.tell(Severity::Lossy, Code::Unsupported, at, "headers of a part are not bound", help);
        }
    }

    /// What stands at a place of the document.
    pub(super) fn look(&self, at: &Pointer) -> Option<&Value> {
        pointer::find(&self.document.value, at.as_str())
    }

    /// Where the schema is that a place refers to.
    pub(super) fn end(&self, at: Pointer) -> Pointer {
        let end = references::end_of_chain(&self.document.value, at.as_str());
        end.and_then(|end| Pointer::parse(&end)).unwrap_or(at)
    }

    /// A schema and all that it is put together of, or a choice of, each once.
    pub(super) fn made_of<'s>(&'s self, schema: &'s Value) -> Vec<&'s Value> {
        let (mut all, mut next) = (vec![self.end_of(schema)], 0);
        while let Some(schema) = all.get(next).copied() {
            let lists = ["allOf", "oneOf", "anyOf"].iter().filter_map(|key| schema.get(*key)?.as_array());
            for part in lists.flatten().map(|part| self.end_of(part)) {
                if !all.iter().any(|known| std::ptr::eq(*known, part)) {
                    all.push(part);
                }
            }
            next += 1;
        }
        all
    }

    /// What a schema refers to, or itself.
    pub(super) fn end_of<'s>(&'s self, schema: &'s Value) -> &'s Value {
        let reference = schema.get("$ref").and_then(Value::as_str);
        reference.and_then(|reference| references::resolve(&self.document.value, reference)).unwrap_or(schema)
    }
}

/// What is said of a body: by itself, or else by the schema of the form of it that is sent first.
fn body_docs(body: &RequestBody, at: &Pointer) -> Docs {
    let own = Docs { text: body.description.clone(), at: at.child("description"), ..Docs::default() };
    let first = ranked(&body.content).into_iter().next();
    let schema = first.and_then(|(name, media)| Some((name, media.schema.as_ref()?.as_item()?)));
    match schema {
        Some((name, schema)) if own.text.is_none() => {
            let docs = said_by(schema, &at.child("content").child(name).child("schema"));
            Docs { summary: None, ..docs }
        }
        _ => own,
    }
}

fn is_data(media_type: &str) -> bool {
    is_json(media_type) || is_form(media_type) || is_multipart(media_type) || is_xml(media_type)
}

/// Whether data of the second media type would say nothing that one of the first cannot.
fn says_the_same(known: (&str, &MediaType), other: (&str, &MediaType)) -> bool {
    let is_same_way = !(is_patch(known.0) || is_patch(other.0)) || essence(known.0) == essence(other.0);
    is_data(known.0)
        && is_same_way
        && (known.1.schema == other.1.schema || other.1.schema.is_none() || is_any(other.1))
}

fn is_any(media: &MediaType) -> bool {
    matches!(&media.schema, Some(ReferenceOr::Item(schema)) if *schema == empty_schema())
}

fn empty_schema() -> Schema {
    let schema_kind = openapiv3::SchemaKind::Any(openapiv3::AnySchema::default());
    Schema { schema_data: openapiv3::SchemaData::default(), schema_kind }
}

fn is_raw(content: &Content) -> bool {
    matches!(content.payload, Payload::Bytes | Payload::Blob)
}

fn encoding_of(name: &str, encoding: &openapiv3::Encoding, explode: Option<bool>) -> Encoding {
    let style = match encoding.style {
        None | Some(QueryStyle::Form) => Style::Form,
        Some(QueryStyle::SpaceDelimited) => Style::SpaceDelimited,
        Some(QueryStyle::PipeDelimited) => Style::PipeDelimited,
        Some(QueryStyle::DeepObject) => Style::DeepObject,
    };
    Encoding {
        name: name.to_owned(),
        content_type: encoding.content_type.clone(),
        style,
        explode: explode.unwrap_or(style == Style::Form),
    }
}
