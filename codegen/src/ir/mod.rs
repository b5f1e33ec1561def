//! The model between reading and emitting: what an API is, in wire names and [`TypeId`]s.
//!
//! Nothing here is Rust: no identifier, no `Box`, no derive. Identifiers come from [`name`](crate::name), facts about
//! the graph of types from [`analyze`](crate::analyze).

mod called;
mod coverage;
mod example;
mod link;
mod operation;
mod paging;
mod response;
mod scalar;
mod security;
mod shape;
mod stream;
mod table;

pub use coverage::{Coverage, Why};
pub use example::Example;
pub use link::{Link, Target};
pub use operation::{
    Body, Content, Encoding, Location, Method, Operation, Parameter, Payload, Segment, Style,
};
pub use paging::{More, NextPage, Paging};
pub use response::{Outcome, Response, Status};
pub use scalar::{Bound, Enum, EnumBase, EnumValue, Integer, Limits, Number, Text, Width};
pub use security::{Event, Flow, FlowKind, Requirement, SchemeKind, SecurityScheme, Server};
pub use shape::{
    Access, Array, Branch, Chosen, JsonType, Kind, Map, Object, Property, Replaced, Shape, Union,
};
pub(crate) use stream::essence;
pub use stream::{Framing, Stream};
pub use table::{TypeMap, TypeSet};

use crate::pointer::Pointer;

/// A whole API.
#[derive(Clone, Debug, Default)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.description`.
    pub docs: Docs,
    /// Base URLs, in the document's order; templates keep their braces.
    pub servers: Vec<Server>,
    /// What the document says of the tags of operations.
    pub tags: Vec<Tag>,
    /// Operations, in the document's order.
    pub operations: Vec<Operation>,
    /// The ways to prove who calls, in the document's order.
    pub security_schemes: Vec<SecurityScheme>,
    /// What the service sends by itself: webhooks, then callbacks.
    pub events: Vec<Event>,
    /// Every type that an operation or a named schema reaches, indexed by [`TypeId`].
    pub types: Types,
    /// Examples that are valid, in the document's order; none unless they are asked for.
    pub examples: Vec<Example>,
    /// What the configuration asks for by `only`, and nothing in the document is called.
    pub missing: Vec<String>,
}

impl Api {
    /// The base URLs of the whole and of single operations.
    pub fn all_servers(&self) -> impl Iterator<Item = &Server> {
        self.servers.iter().chain(self.operations.iter().flat_map(|operation| &operation.servers))
    }

    /// Whether any text has a format.
    pub fn has_format(&self, format: &str) -> bool {
        self.types.iter().any(|(_, ty)| ty.shape.format() == Some(format))
    }

    /// Whether an entry of the configuration has replaced a schema.
    pub fn has_replaced(&self, key: &str) -> bool {
        let is_it = |shape: &Shape| matches!(shape, Shape::Replaced(replaced) if replaced.key == key);
        self.types.iter().any(|(_, ty)| is_it(&ty.shape))
    }
}

/// Documentation as the document has it: Markdown, not yet rustdoc.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Docs {
    /// A line that stands for the whole, where the document has one.
    pub summary: Option<String>,
    /// The description.
    pub text: Option<String>,
    /// Where the description stands.
    pub at: Pointer,
    /// Whether the document says that the thing should no longer be used.
    pub deprecated: bool,
    /// Where more is said.
    pub external: Option<Box<ExternalDocs>>,
}

/// Documentation outside of the document (OpenAPI 3.0, section 4.7.11).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ExternalDocs {
    /// What is found there, as the document has it: Markdown.
    pub text: Option<String>,
    /// Where it is, absolute or relative.
    pub url: String,
}

/// A tag of operations (OpenAPI 3.0, section 4.7.22).
#[derive(Clone, Debug)]
pub struct Tag {
    /// Its name.
    pub name: String,
    /// What it is about.
    pub docs: Docs,
}

/// Names a type of a [`Types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(u32);

/// The arena of types.
#[derive(Clone, Debug, Default)]
pub struct Types {
    all: Vec<Type>,
}

impl Types {
    /// Adds a type.
    pub fn add(&mut self, ty: Type) -> TypeId {
        // A document of 256 MB, the limit, cannot hold 2^32 schemas.
        let id = TypeId(self.all.len() as u32);
        self.all.push(ty);
        id
    }

    /// The types and their ids, in the order in which they were found.
    pub fn iter(&self) -> impl Iterator<Item = (TypeId, &Type)> {
        self.all.iter().enumerate().map(|(index, ty)| (TypeId(index as u32), ty))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

// An id is only made by `Types::add`, and types are never removed.
impl std::ops::Index<TypeId> for Types {
    type Output = Type;

    fn index(&self, id: TypeId) -> &Type {
        &self.all[id.0 as usize]
    }
}

impl std::ops::IndexMut<TypeId> for Types {
    fn index_mut(&mut self, id: TypeId) -> &mut Type {
        &mut self.all[id.0 as usize]
    }
}

/// A schema, typed.
#[derive(Clone, Debug)]
pub struct Type {
    /// Where it comes from, for its name.
    pub origin: Origin,
    /// Its documentation.
    pub docs: Docs,
    /// The schema it was read from.
    pub at: Pointer,
    /// What values it has.
    pub shape: Shape,
}

/// Where a type comes from. Names are made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// `components.schemas.<key>`.
    Component(String),
    /// A schema inside another one.
    Part(TypeId, Role),
    /// A schema inside an operation: the index into [`Api::operations`].
    Operation(usize, Role),
    /// A schema that something else refers to by a pointer of its own.
    Elsewhere(String),
    /// A part of the whole: the variables of a server, what a webhook sends.
    Api(Role),
}

/// What part of its parent an inline schema is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// The value of a property.
    Property(String),
    /// An item of an array, or of a response that comes piece by piece.
    Item,
    /// A value of a map.
    Value,
    /// The branch of a union, counted from 0, and the key of the component it was read from.
    Branch(usize, Option<String>),
    /// The item of a list that has a schema of its own, counted from 0.
    Position(usize),
    /// A type without those that extend it.
    Base,
    /// The same values without `null`.
    NonNull,
    /// A request body.
    Request,
    /// A form that a request may have instead of another body.
    Form,
    /// The body of a response.
    Response(Status),
    /// The headers of an operation's responses.
    Headers,
    /// A parameter.
    Parameter(String),
    /// What the service sends by itself, by its name.
    Event(String),
    /// The variables of a server.
    Server,
}
