//! Responses and their headers.

use super::media::{is_json, is_text, is_xml, ranked};
use crate::ir::{
    Access, Docs, Framing, Method, Object, Origin, Payload, Property, Response, Role, Shape, Status, TypeId,
    essence,
};
use crate::lower::Lowerer;
use crate::lower::said::also_said;
use crate::pointer::Pointer;
use crate::report::{Code, Severity};
use openapiv3::{MediaType, ParameterSchemaOrContent, ReferenceOr, StatusCode};

impl Lowerer<'_> {
    /// All responses, by status, with the type of their headers.
    pub(super) fn responses(
        &mut self,
        method: &Method,
        operation: &openapiv3::Operation,
        at: &Pointer,
    ) -> (Vec<Response>, Option<TypeId>) {
        let declared = operation.responses.responses.iter().map(|(status, response)| {
            let parsed = match status {
                StatusCode::Code(code) => Status::Code(*code),
                StatusCode::Range(class) => Status::Range(*class),
            };
            (parsed, status.to_string(), response)
        });
        let default = operation.responses.default.iter();
        let default = default.map(|response| (Status::Default, "default".to_owned(), response));
        let mut declared: Vec<_> = declared.chain(default).collect();
        declared.sort_by_key(|(status, ..)| *status);
        if declared.is_empty() {
            let help =
                "every status from 200 to 299 is a success without a body; add `responses` with an overlay";
            self.tell(Severity::Note, Code::Malformed, at.clone(), "this operation has no response", help);
        }
        let (mut responses, mut headers) = (Vec::new(), Vec::new());
        for (status, key, response) in declared {
            let at = at.child("responses").child(&key);
            let Some((response, at)) = self.found_at(response, at) else { continue };
            self.headers(&response, &at, &mut headers);
            responses.push(self.response(method, status, &response, &at));
        }
        (responses, self.headers_type(headers, at))
    }

    fn response(
        &mut self,
        method: &Method,
        status: Status,
        response: &openapiv3::Response,
        at: &Pointer,
    ) -> Response {
        let docs =
            Docs { text: Some(response.description.clone()), at: at.child("description"), ..Docs::default() };
        let links = self.links(response, at);
        let ranked = match bodiless(method, status) {
            None => ranked(&response.content),
            Some(reason) => {
                self.report_body(response, reason, at);
                Vec::new()
            }
        };
        let content = at.child("content");
        let is_error = status == Status::Default && is_called_error(response, at);
        let Some((media_type, media)) = self.best(&ranked, &content) else {
            let payload = Payload::Nothing;
            return Response { status, is_error, payload, media_type: None, stream: None, links, docs };
        };
        let place = content.child(media_type);
        let payload = self.received(media_type, media, status, &place);
        // An error is kept whole, whatever it is.
        if status.may_be_success() && !is_error {
            self.report_unread(payload, media_type, &place);
        }
        let stream = self.stream(&response.content, status, &content);
        let is_stream = |name: &str| stream.as_ref().is_some_and(|stream| stream.media_type == name.trim());
        let others = ranked.iter().filter(|(_, other)| other.schema != media.schema);
        for (other, _) in others.filter(|(name, _)| !is_stream(name)) {
            let message = format!("the response is read as `{media_type}`, and never asked for as `{other}`");
            let help = "make the request by hand if you need it: `Operation::request` gives it to you";
            self.tell(Severity::Note, Code::Unsupported, content.child(other), message, help);
        }
        let media_type = Some(media_type.clone());
        Response { status, is_error, payload, media_type, stream, links, docs }
    }

    /// The media type that a response is read as: the best one, but a file is called JSON only where it is called nothing
    /// else.
    fn best<'c>(
        &self,
        ranked: &[(&'c String, &'c MediaType)],
        content: &Pointer,
    ) -> Option<(&'c String, &'c MediaType)> {
        let first = *ranked.first()?;
        let is_other =
            |(name, media): &&(&String, &MediaType)| !is_json(name) && media.schema == first.1.schema;
        match is_json(first.0) && self.is_file_at(&content.child(first.0)) {
            true => Some(ranked.iter().find(is_other).copied().unwrap_or(first)),
            false => Some(first),
        }
    }

    /// Tells of a body that can never come.
    fn report_body(&mut self, response: &openapiv3::Response, reason: &str, at: &Pointer) {
        if !response.content.is_empty() {
            let help = "it is bound as a response without a body; if the service sends one with another status, declare it \
                        there with an overlay";
            self.tell(Severity::Note, Code::Malformed, at.child("content"), reason, help);
        }
    }

    fn received(&mut self, media_type: &str, media: &MediaType, status: Status, at: &Pointer) -> Payload {
        if self.is_file_at(at) {
            return Payload::Bytes;
        }
        if is_json(media_type) {
            let origin = Origin::Operation(self.api.operations.len(), Role::Response(status));
            return Payload::Json(self.media_schema(media, origin, at));
        }
        let is_text = is_text(media_type) || is_xml(media_type);
        if is_text { Payload::Text } else { Payload::Bytes }
    }

    /// Tells of what has parts and is read as a text or bytes. What comes piece by piece has the types of its pieces.
    fn report_unread(&mut self, payload: Payload, media_type: &str, at: &Pointer) {
        let kind = match payload {
            Payload::Text if Framing::of(&essence(media_type)).is_none() => "text",
            Payload::Bytes if Framing::of(&essence(media_type)).is_none() => "bytes",
            _ => return,
        };
        self.report_untyped(media_type, at, &format!("it is bound as {kind} that the caller reads"));
    }

    /// Adds the headers of a response to those that are known. Names are equal whatever their case (RFC 9110, section
    /// 5.1), and a content type is none (OpenAPI 3.0, section 4.7.17.1).
    fn headers(&mut self, response: &openapiv3::Response, at: &Pointer, known: &mut Vec<Property>) {
        for (name, header) in &response.headers {
            let is_known = known.iter().any(|property| property.name.eq_ignore_ascii_case(name));
            if is_known || name.eq_ignore_ascii_case("content-type") {
                continue;
            }
            let Some((header, at)) = self.found_at(header, at.child("headers").child(name)) else { continue };
            let origin = Origin::Operation(self.api.operations.len(), Role::Parameter(name.clone()));
            let ty = match &header.format {
                ParameterSchemaOrContent::Schema(schema) => self.schema(schema, origin, at.child("schema")),
                ParameterSchemaOrContent::Content(_) => self.reserve(origin, at.child("content")),
            };
            let docs = Docs {
                text: header.description.clone(),
                at: at.child("description"),
                deprecated: header.deprecated.unwrap_or(false),
                ..Docs::default()
            };
            let docs = also_said(name, docs, &header.format, &at);
            // A header that is missing must not hide the rest of the response.
            let (name, access) = (name.clone(), Access::default());
            known.push(Property { name, ty, required: false, access, docs, default: None });
        }
    }

    fn headers_type(&mut self, properties: Vec<Property>, at: &Pointer) -> Option<TypeId> {
        if properties.is_empty() {
            return None;
        }
        let origin = Origin::Operation(self.api.operations.len(), Role::Headers);
        let id = self.reserve(origin, at.child("responses"));
        self.api.types[id].shape = Shape::Object(Object { properties, ..Object::default() });
        Some(id)
    }
}

/// Whether a response is called an error: by itself, by the name under which it is shared, or by those of its schemas.
fn is_called_error(response: &openapiv3::Response, at: &Pointer) -> bool {
    let schemas = response.content.values().filter_map(|media| media.schema.as_ref());
    let mut names = schemas.filter_map(|schema| match schema {
        ReferenceOr::Reference { reference } => Some(reference.as_str()),
        ReferenceOr::Item(schema) => schema.schema_data.title.as_deref(),
    });
    let is_shared_as_one = at.tokens().last().is_some_and(|name| is_of_errors(&name));
    is_shared_as_one || is_of_errors(&response.description) || names.any(is_of_errors)
}

fn is_of_errors(text: &str) -> bool {
    let text = text.to_lowercase();
    ["error", "fail", "problem", "exception", "unexpected", "invalid"].iter().any(|word| text.contains(word))
}

/// Why no response to the method with this status has a body, where none has.
fn bodiless(method: &Method, status: Status) -> Option<&'static str> {
    match (method, status) {
        (Method::Head, _) => Some("a response to `HEAD` has no body (RFC 9110, section 9.3.2)"),
        (_, Status::Code(100..=199) | Status::Range(1)) => {
            Some("an interim response has no body (RFC 9110, section 15.2)")
        }
        (_, Status::Code(204)) => {
            Some("a response with the status 204 has no body (RFC 9110, section 15.3.5)")
        }
        (_, Status::Code(205)) => {
            Some("a response with the status 205 has no body (RFC 9110, section 15.3.6)")
        }
        (_, Status::Code(304)) => {
            Some("a response with the status 304 has no body (RFC 9110, section 15.4.5)")
        }
        _ => None,
    }
}
