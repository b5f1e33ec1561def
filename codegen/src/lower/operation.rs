//! Operations: what is sent, and what comes back.

use super::{Lowerer, component_key};
use crate::ir::{
    Body, Docs, Location, Method, Operation, Origin, Parameter, Payload, Role, Segment, Shape, Style, Text,
    Type, TypeId,
};
use crate::pointer::Pointer;
use crate::references;
use crate::report::Code;
use openapiv3::{
    MediaType, ParameterData, ParameterSchemaOrContent, PathItem, ReferenceOr, RequestBody, Response,
    StatusCode,
};
use serde::de::DeserializeOwned;

impl<'a> Lowerer<'a> {
    /// Lowers every operation, in the document's order.
    pub(super) fn lower_operations(&mut self) {
        let spec: &'a openapiv3::OpenAPI = self.spec;
        for (path, item) in &spec.paths.paths {
            let at = Pointer::root().child("paths").child(path);
            if let Some(item) = self.owned(item) {
                self.lower_path_item(path, &item, &at);
            }
        }
    }

    fn lower_path_item(&mut self, path: &str, item: &PathItem, at: &Pointer) {
        for (method, operation) in methods(item) {
            let at = at.child(method.as_str().to_lowercase());
            let operation = self.operation(path, method, operation, item, at);
            self.api.operations.push(operation);
        }
    }

    fn operation(
        &mut self,
        path: &str,
        method: Method,
        operation: &openapiv3::Operation,
        item: &PathItem,
        at: Pointer,
    ) -> Operation {
        let segments = segments(path);
        let parameters = self.parameters(&segments, operation, item, &at);
        let body = operation.request_body.as_ref().and_then(|body| self.body(body, &at));
        let docs = Docs {
            summary: operation.summary.clone(),
            text: operation.description.clone(),
            at: at.child("description"),
            deprecated: operation.deprecated,
        };
        Operation {
            id: operation.operation_id.clone().filter(|id| !id.trim().is_empty()),
            method,
            path: segments,
            tag: operation.tags.first().cloned(),
            docs,
            parameters,
            body,
            success: self.success(operation, &at),
            error: self.error(operation, &at),
            at,
        }
    }

    /// The parameters of an operation and of its path item, which the operation's own override.
    fn parameters(
        &mut self,
        segments: &[Segment],
        operation: &openapiv3::Operation,
        item: &PathItem,
        at: &Pointer,
    ) -> Vec<Parameter> {
        let item_at = at.split().map_or_else(Pointer::root, |(parent, _)| parent);
        let lists = [(&item.parameters, item_at), (&operation.parameters, at.clone())];
        let mut parameters: Vec<Parameter> = Vec::new();
        for (list, at) in lists {
            for (index, parameter) in list.iter().enumerate() {
                let at = at.child("parameters").child(index);
                let Some(parameter) = self.owned(parameter) else { continue };
                let parameter = self.parameter(&parameter, at);
                parameters
                    .retain(|known| (known.location, &known.name) != (parameter.location, &parameter.name));
                parameters.push(parameter);
            }
        }
        self.match_path(segments, parameters, at)
    }

    /// Path parameters in the order of the path; those that only one of path and list knows are made up or left out.
    fn match_path(&mut self, segments: &[Segment], all: Vec<Parameter>, at: &Pointer) -> Vec<Parameter> {
        let (mut declared, others): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|parameter| parameter.location == Location::Path);
        let mut parameters: Vec<Parameter> = Vec::new();
        for segment in segments {
            let Segment::Parameter(name) = segment else { continue };
            if parameters.iter().any(|known| known.name == *name) {
                continue;
            }
            let parameter = match declared.iter().position(|parameter| parameter.name == *name) {
                Some(index) => declared.remove(index),
                None => self.undeclared(name, at),
            };
            parameters.push(parameter);
        }
        for unused in declared {
            let message = format!("the path has no `{{{}}}`", unused.name);
            let help = "the parameter is left out; add it to the path, or remove it, with an overlay";
            self.report(Code::Malformed, unused.docs.at, message, help);
        }
        parameters.extend(others);
        parameters
    }

    fn undeclared(&mut self, name: &str, at: &Pointer) -> Parameter {
        let message = format!("the path parameter `{name}` is not declared");
        let help = "it is bound as a required text; declare it under `parameters` with an overlay";
        self.report(Code::Malformed, at.clone(), message, help);
        let origin = Origin::Operation(self.api.operations.len(), Role::Parameter(name.to_owned()));
        let (docs, shape) = (Docs::default(), Shape::String(Text::default()));
        let ty = self.api.types.add(Type { origin, docs, at: at.clone(), shape });
        Parameter {
            name: name.to_owned(),
            location: Location::Path,
            required: true,
            ty,
            style: Style::Simple,
            explode: false,
            docs: Docs { at: at.clone(), ..Docs::default() },
        }
    }

    fn parameter(&mut self, parameter: &openapiv3::Parameter, at: Pointer) -> Parameter {
        let data = parameter.parameter_data_ref();
        let (location, mut style) = location_and_style(parameter);
        let origin = Origin::Operation(self.api.operations.len(), Role::Parameter(data.name.clone()));
        let ty = match &data.format {
            ParameterSchemaOrContent::Schema(schema) => self.schema(schema, origin, at.child("schema")),
            ParameterSchemaOrContent::Content(content) => {
                style = Style::Json;
                let at = at.child("content");
                match content.iter().next() {
                    Some((name, media)) => self.media_schema(media, origin, at.child(name)),
                    None => self.reserve(origin, at),
                }
            }
        };
        Parameter {
            name: data.name.clone(),
            location,
            required: data.required || location == Location::Path,
            ty,
            style,
            explode: data.explode.unwrap_or(style == Style::Form),
            docs: parameter_docs(data, &at),
        }
    }

    fn body(&mut self, body: &ReferenceOr<RequestBody>, at: &Pointer) -> Option<Body> {
        let at = match body {
            ReferenceOr::Reference { reference } => Pointer::parse(reference)?,
            ReferenceOr::Item(_) => at.child("requestBody"),
        };
        let body = self.owned(body)?;
        let (media_type, media) = choose(&body.content)?;
        let at_media = at.child("content").child(media_type);
        if !is_json(media_type) && !is_form(media_type) && !is_raw(media_type) {
            let message = format!("a body of `{media_type}` is not typed yet");
            self.report(
                Code::Unsupported,
                at_media.clone(),
                message,
                "it is bound as bytes that the caller encodes",
            );
        }
        let docs = Docs { text: body.description.clone(), at: at.child("description"), ..Docs::default() };
        let payload = self.payload(media_type, media, Role::Request, at_media);
        Some(Body { payload, media_type: sent_media_type(media_type), required: body.required, docs })
    }

    /// What the first success response with a body carries.
    fn success(&mut self, operation: &openapiv3::Operation, at: &Pointer) -> Payload {
        let mut responses: Vec<_> = operation.responses.responses.iter().collect();
        responses.sort_by_key(|(status, _)| status.to_string());
        let mut successes: Vec<_> = responses
            .into_iter()
            .filter(|(status, _)| is_success(status))
            .map(|(status, response)| (status.to_string(), response))
            .collect();
        if successes.is_empty() {
            successes
                .extend(operation.responses.default.iter().map(|response| ("default".to_owned(), response)));
        }
        for (status, response) in successes {
            let at = at.child("responses").child(&status);
            let payload = self.response(response, Role::Response, at);
            if payload != Payload::Nothing {
                return payload;
            }
        }
        Payload::Nothing
    }

    /// The schema of error responses: that of `default`, or the one that all of them share.
    fn error(&mut self, operation: &openapiv3::Operation, at: &Pointer) -> Option<TypeId> {
        let responses = &operation.responses.responses;
        let has_success = responses.keys().any(is_success);
        let default = operation.responses.default.as_ref().filter(|_| has_success);
        if let Some(default) = default {
            let at = at.child("responses").child("default");
            if let Some(ty) = self.response(default, Role::Error, at).ty() {
                return Some(ty);
            }
        }
        let mut shared = None;
        for (_, response) in responses.iter().filter(|(status, _)| !is_success(status)) {
            let reference = self.response_reference(response);
            if reference.is_none() || (shared.is_some() && shared != reference) {
                return None;
            }
            shared = reference;
        }
        shared.map(|reference| self.referred(&reference))
    }

    /// The `$ref` of a response's JSON schema.
    fn response_reference(&self, response: &ReferenceOr<Response>) -> Option<String> {
        let response = self.owned(response)?;
        let (media_type, media) = choose(&response.content)?;
        match (is_json(media_type), &media.schema) {
            (true, Some(ReferenceOr::Reference { reference })) if component_key(reference).is_some() => {
                Some(reference.clone())
            }
            _ => None,
        }
    }

    fn response(&mut self, response: &ReferenceOr<Response>, role: Role, at: Pointer) -> Payload {
        let at = match response {
            ReferenceOr::Reference { reference } => Pointer::parse(reference).unwrap_or(at),
            ReferenceOr::Item(_) => at,
        };
        let Some(response) = self.owned(response) else { return Payload::Nothing };
        match choose(&response.content) {
            Some((media_type, media)) => {
                let at = at.child("content").child(media_type);
                self.payload(media_type, media, role, at)
            }
            None => Payload::Nothing,
        }
    }

    fn payload(&mut self, media_type: &str, media: &MediaType, role: Role, at: Pointer) -> Payload {
        let origin = Origin::Operation(self.api.operations.len(), role.clone());
        if is_json(media_type) {
            return Payload::Json(self.media_schema(media, origin, at));
        }
        if is_form(media_type) && role == Role::Request {
            return Payload::Form(self.media_schema(media, origin, at));
        }
        if media_type.starts_with("text/") { Payload::Text } else { Payload::Bytes }
    }

    fn media_schema(&mut self, media: &MediaType, origin: Origin, at: Pointer) -> TypeId {
        let at = at.child("schema");
        match &media.schema {
            Some(schema) => self.schema(schema, origin, at),
            None => self.reserve(origin, at),
        }
    }

    /// The value itself, or a copy of what its reference leads to.
    fn owned<T: Clone + DeserializeOwned>(&self, item: &ReferenceOr<T>) -> Option<T> {
        match item {
            ReferenceOr::Item(item) => Some(item.clone()),
            ReferenceOr::Reference { reference } => {
                let value = references::resolve(&self.document.value, reference)?;
                serde_json::from_value(value.clone()).ok()
            }
        }
    }
}

fn methods(item: &PathItem) -> impl Iterator<Item = (Method, &openapiv3::Operation)> {
    let all = [
        (Method::Get, &item.get),
        (Method::Put, &item.put),
        (Method::Post, &item.post),
        (Method::Delete, &item.delete),
        (Method::Options, &item.options),
        (Method::Head, &item.head),
        (Method::Patch, &item.patch),
        (Method::Trace, &item.trace),
    ];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_ref()?)))
}

/// A path template in pieces. A brace without its partner is text; a fragment is nothing that is sent.
fn segments(path: &str) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut literal = String::new();
    let mut rest = path.split('#').next().unwrap_or_default();
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        literal.push_str(before);
        if !literal.is_empty() {
            segments.push(Segment::Literal(std::mem::take(&mut literal)));
        }
        segments.push(Segment::Parameter(name.to_owned()));
        rest = after;
    }
    literal.push_str(rest);
    if !literal.is_empty() {
        segments.push(Segment::Literal(literal));
    }
    segments
}

fn location_and_style(parameter: &openapiv3::Parameter) -> (Location, Style) {
    use openapiv3::{PathStyle, QueryStyle};
    match parameter {
        openapiv3::Parameter::Path { style, .. } => {
            let style = match style {
                PathStyle::Simple => Style::Simple,
                PathStyle::Label => Style::Label,
                PathStyle::Matrix => Style::Matrix,
            };
            (Location::Path, style)
        }
        openapiv3::Parameter::Query { style, .. } => {
            let style = match style {
                QueryStyle::Form => Style::Form,
                QueryStyle::SpaceDelimited => Style::SpaceDelimited,
                QueryStyle::PipeDelimited => Style::PipeDelimited,
                QueryStyle::DeepObject => Style::DeepObject,
            };
            (Location::Query, style)
        }
        openapiv3::Parameter::Header { .. } => (Location::Header, Style::Simple),
        openapiv3::Parameter::Cookie { .. } => (Location::Cookie, Style::Form),
    }
}

fn parameter_docs(data: &ParameterData, at: &Pointer) -> Docs {
    Docs {
        summary: None,
        text: data.description.clone(),
        at: at.child("description"),
        deprecated: data.deprecated.unwrap_or(false),
    }
}

/// The media type to speak: JSON where it is offered, then a form, else the first.
fn choose(content: &openapiv3::Content) -> Option<(&String, &MediaType)> {
    let first = |wanted: &dyn Fn(&str) -> bool| content.iter().find(|(name, _)| wanted(name));
    first(&|name| essence(name) == "application/json")
        .or_else(|| first(&is_json))
        .or_else(|| first(&is_form))
        .or_else(|| content.first())
}

/// The `Content-Type` of a body: JSON for a range of media types, and never what a header cannot hold.
fn sent_media_type(media_type: &str) -> String {
    let plain = media_type.trim();
    match plain.contains('*') {
        true if is_json(plain) => "application/json".to_owned(),
        true => "application/octet-stream".to_owned(),
        false if plain.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic()) => plain.to_owned(),
        false => "application/octet-stream".to_owned(),
    }
}

/// Whether a media type is that of HTML forms.
fn is_form(media_type: &str) -> bool {
    essence(media_type) == "application/x-www-form-urlencoded"
}

/// Whether a media type is JSON (RFC 6839, section 3.1).
fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence == "application/json" || essence == "*/*" || essence.ends_with("+json") || essence == "text/json"
}

/// Whether a media type is bytes or text to any caller.
fn is_raw(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence.starts_with("text/") || essence.starts_with("image/") || essence == "application/octet-stream"
}

/// A media type without its parameters, in lower case.
fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn is_success(status: &StatusCode) -> bool {
    match status {
        StatusCode::Code(code) => (200..300).contains(code),
        StatusCode::Range(range) => *range == 2,
    }
}
