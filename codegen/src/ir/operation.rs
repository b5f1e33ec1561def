//! Operations: requests, their parameters and bodies, and what comes back.

use super::{Docs, TypeId};
use crate::pointer::Pointer;

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
    /// What a 2xx response carries.
    pub success: Payload,
    /// What an error response carries, where the document says so.
    pub error: Option<TypeId>,
    /// Where the operation stands.
    pub at: Pointer,
}

/// The methods that a path item can hold (OpenAPI 3.0, section 4.7.9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
}

impl Method {
    /// As HTTP writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
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
    /// What the document says of it.
    pub docs: Docs,
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
    /// `content` in place of `schema`: the value as JSON.
    Json,
}

/// A request body.
#[derive(Clone, Debug)]
pub struct Body {
    /// What it is made of.
    pub payload: Payload,
    /// The media type that is sent.
    pub media_type: String,
    /// Whether it must be given.
    pub required: bool,
    /// What the document says of it.
    pub docs: Docs,
}

/// What a body is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payload {
    /// Nothing that matters.
    Nothing,
    /// JSON of a type.
    Json(TypeId),
    /// `application/x-www-form-urlencoded` of a type.
    Form(TypeId),
    /// Text.
    Text,
    /// Bytes.
    Bytes,
}

impl Payload {
    /// The type it carries, if it is of one.
    pub fn ty(self) -> Option<TypeId> {
        match self {
            Self::Json(ty) | Self::Form(ty) => Some(ty),
            Self::Nothing | Self::Text | Self::Bytes => None,
        }
    }
}
