//! Operations: requests, their parameters and bodies, and what comes back.

use super::{Docs, Paging, Requirement, Response, Server, Text, TypeId};
use crate::pointer::Pointer;
use serde_json::Value;

/// A request and its responses (OpenAPI 3.0, section 4.7.10).
#[derive(Clone, Debug)]
pub struct Operation {
    /// `operationId`.
    pub id: Option<String>,
    /// The HTTP method, in capitals.
    pub method: Method,
    /// The path, in pieces.
    pub path: Vec<Segment>,
    /// The first tag.
    pub tag: Option<String>,
    /// What the document says of it.
    pub docs: Docs,
    /// The parameters, path parameters first in the order of the path.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<Body>,
    /// Every response that the document declares, by status in ascending order, `default` last.
    pub responses: Vec<Response>,
    /// The headers of all these responses, as an object with a property for each.
    pub headers: Option<TypeId>,
    /// The security requirements of which one must be met: none at all where the document says that nothing is asked for,
    /// and `None` where it does not say. One that names no scheme says that a caller may stay unknown.
    pub security: Option<Vec<Requirement>>,
    /// The base URLs of this operation, where they are others than those of the whole API.
    pub servers: Vec<Server>,
    /// How the pages of its answer follow each other, where it answers in pages: see [`paging`](crate::paging).
    pub paging: Option<Paging>,
    /// Where the operation stands.
    pub at: Pointer,
}

/// The methods that a path item can hold (OpenAPI 3.2, section 4.9).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Method {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
    Query,
    /// Any other one, as it is sent: capitals count.
    Other(String),
}

impl Method {
    /// As HTTP writes it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
            Self::Query => "QUERY",
            Self::Other(name) => name,
        }
    }
}

/// A piece of a path template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Text that is sent as it is.
    Literal(String),
    /// The value of the path parameter of this name.
    Parameter(String),
    /// The value of a path parameter that keeps its slashes, and so may be several segments: all between two slashes, or
    /// after the last one.
    Rest(String),
}

/// A parameter (OpenAPI 3.0, section 4.7.12).
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name on the wire.
    pub name: String,
    /// Where it is sent.
    pub location: Location,
    /// Whether it must be given.
    pub required: bool,
    /// The type of its value.
    pub ty: TypeId,
    /// How lists and objects are written.
    pub style: Style,
    /// Whether each item of a list is a parameter of its own.
    pub explode: bool,
    /// `default` of its schema.
    pub default: Option<Value>,
    /// Whether the characters that a URL reserves are sent as they are.
    pub reserved: bool,
    /// Whether it may be there without a value (`allowEmptyValue`).
    pub or_empty: bool,
    /// What the document says of it.
    pub docs: Docs,
}

impl Parameter {
    /// Where it is declared.
    pub(crate) fn place(&self) -> Pointer {
        let description = &self.docs.at;
        description.split().map_or_else(|| description.clone(), |(parameter, _)| parameter)
    }
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Location {
    Path,
    Query,
    Header,
    Cookie,
}

/// How a parameter's value is written (OpenAPI 3.0, section 4.7.12.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Style {
    Simple,
    Label,
    Matrix,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    /// Of a [`Segment::Rest`]: slashes are kept, and between the items of a list.
    Rest,
    /// `content` in place of `schema`: the value as JSON.
    Json,
    /// The same as the whole query string, without a name.
    Whole,
}

/// A request body.
#[derive(Clone, Debug)]
pub struct Body {
    /// The forms that it may have and that say different things, the best one first. Never empty.
    pub choices: Vec<Content>,
    /// Whether it must be given.
    pub required: bool,
    /// What the document says of it.
    pub docs: Docs,
}

/// A body in one media type (OpenAPI 3.0, section 4.7.14).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// What it is made of.
    pub payload: Payload,
    /// The media type that a request names.
    pub media_type: String,
    /// The media types, and ranges of them, that the document lists for such a body, at least one.
    pub listed: Vec<String>,
    /// How the properties of a form are written, where not as usual.
    pub encoding: Vec<Encoding>,
    /// What a body of [text](Payload::Text) must be like.
    pub text: Text,
    /// The other forms that the document offers the same value in: a client sends none of them, a service reads them all.
    pub others: Vec<Self>,
}

/// How a property of a form is written (OpenAPI 3.0, section 4.7.15).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoding {
    /// The property.
    pub name: String,
    /// The media type of its part, or of its text.
    pub content_type: Option<String>,
    /// How lists and objects are written.
    pub style: Style,
    /// Whether each item of a list is a pair of its own.
    pub explode: bool,
}

/// What a body is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Payload {
    /// Nothing that matters.
    Nothing,
    /// JSON of a type.
    Json(TypeId),
    /// `application/x-www-form-urlencoded` of a type.
    Form(TypeId),
    /// `multipart/form-data` of a type.
    Multipart(TypeId),
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// Bytes whose media type the caller names: the document gives a range.
    Blob,
}

impl Content {
    /// All that a service reads it from, what a client sends first.
    pub fn read(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(&self.others)
    }

    /// Changes the type it carries, in each form.
    fn change(&mut self, change: &mut dyn FnMut(&mut TypeId)) {
        self.payload.change(change);
        self.others.iter_mut().for_each(|other| other.change(change));
    }
}

impl Payload {
    /// The type it carries, if it is of one.
    pub fn ty(self) -> Option<TypeId> {
        match self {
            Self::Json(ty) | Self::Form(ty) | Self::Multipart(ty) => Some(ty),
            Self::Nothing | Self::Text | Self::Bytes | Self::Blob => None,
        }
    }

    /// Changes the type it carries.
    pub fn change(&mut self, change: &mut dyn FnMut(&mut TypeId)) {
        if let Self::Json(ty) | Self::Form(ty) | Self::Multipart(ty) = self {
            change(ty);
        }
    }
}

impl Operation {
    /// The path template, as the document writes it; a parameter that keeps its slashes is `{name+}`, however it is written
    /// there.
    pub fn template(&self) -> String {
        let segments = self.path.iter().map(|segment| match segment {
            Segment::Literal(text) => text.clone(),
            Segment::Parameter(name) => format!("{{{name}}}"),
            Segment::Rest(name) => format!("{{{name}+}}"),
        });
        segments.collect()
    }

    /// What the configuration calls it: by its `operationId`, or by its method and path.
    pub fn called(&self) -> impl Iterator<Item = String> {
        let by_path = format!("{} {}", self.method.as_str(), self.template());
        self.id.iter().cloned().chain([by_path])
    }

    /// Whether the configuration calls it so.
    pub fn is_called(&self, key: &str) -> bool {
        self.called().any(|called| called == key)
    }

    /// Changes the types that it names.
    pub fn for_each_type(&mut self, change: &mut dyn FnMut(&mut TypeId)) {
        self.parameters.iter_mut().for_each(|parameter| change(&mut parameter.ty));
        let choices = self.body.iter_mut().flat_map(|body| &mut body.choices);
        choices.for_each(|content| content.change(change));
        for response in &mut self.responses {
            response.payload.change(change);
            response.stream.iter_mut().for_each(|stream| change(&mut stream.item));
        }
        self.headers.iter_mut().for_each(&mut *change);
        self.servers.iter_mut().filter_map(|server| server.variables.as_mut()).for_each(change);
    }

    /// The types of its bodies.
    pub fn sent(&self) -> impl Iterator<Item = TypeId> {
        self.body.iter().flat_map(|body| &body.choices).filter_map(|content| content.payload.ty())
    }
}
