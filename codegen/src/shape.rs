//! The table of shapes: which field of which object of the standard holds what.
//!
//! It is the canonical dialect's, that is OpenAPI 3.0 without what `openapiv3` does not hold, and with the
//! `x-bindery-*` keys that [`crate::dialect`] documents. Everything that walks a document walks by it, so that a
//! property named `$ref` or an example that looks like a schema is never mistaken for a part of the standard.

use serde_json::{Map, Value};

/// What a value of a document should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Data: anything.
    Any,
    Text,
    Flag,
    Number,
    /// A number of things: a whole number from 0.
    Count,
    Node(Kind),
    /// An object, or a reference to one.
    Refer(Kind),
    /// `additionalProperties`.
    FlagOrSchema,
    List(&'static Shape),
    /// An object whose keys are names somebody chose.
    Map(&'static Shape),
}

/// The objects of the standard (OpenAPI 3.0.3, section 4.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Document,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Components,
    Paths,
    PathItem,
    Operation,
    ExternalDocs,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Callback,
    Example,
    Link,
    Header,
    Tag,
    Schema,
    Discriminator,
    SecurityScheme,
    Flows,
    Flow,
}

/// The objects that have a section of their own among the components, with its name (OpenAPI 3.0, section 4.7.7).
pub(crate) const SECTIONS: [(Kind, &str); 9] = [
    (Kind::Schema, "schemas"),
    (Kind::Response, "responses"),
    (Kind::Parameter, "parameters"),
    (Kind::Example, "examples"),
    (Kind::RequestBody, "requestBodies"),
    (Kind::Header, "headers"),
    (Kind::SecurityScheme, "securitySchemes"),
    (Kind::Link, "links"),
    (Kind::Callback, "callbacks"),
];

/// The methods of a path item that are fields of their own.
pub(crate) const METHODS: &[&str] =
    &["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// The operations of a path item, each with the fields that lead to it.
pub(crate) fn operations(item: &Map<String, Value>) -> impl Iterator<Item = (Vec<&str>, &Value)> {
    let own = item.iter().filter(|(key, _)| METHODS.contains(&key.as_str()));
    let others = item.get_key_value("additionalOperations").into_iter();
    let others = others.filter_map(|(key, value)| Some((key, value.as_object()?)));
    let others = others
        .flat_map(|(key, all)| all.iter().map(move |(method, value)| (vec![key.as_str(), method], value)));
    own.map(|(key, value)| (vec![key.as_str()], value)).chain(others)
}

const TEXTS: Shape = Shape::List(&Shape::Text);
const SCHEMA: Shape = Shape::Refer(Kind::Schema);
const SCHEMAS: Shape = Shape::List(&Shape::Refer(Kind::Schema));
const NAMED_SCHEMAS: Shape = Shape::Map(&Shape::Refer(Kind::Schema));
const DOCS: Shape = Shape::Node(Kind::ExternalDocs);
const SERVERS: Shape = Shape::List(&Shape::Node(Kind::Server));
const PARAMETERS: Shape = Shape::List(&Shape::Refer(Kind::Parameter));
const SECURITY: Shape = Shape::List(&Shape::Map(&TEXTS));
const CONTENT: Shape = Shape::Map(&Shape::Node(Kind::MediaType));
const EXAMPLES: Shape = Shape::Map(&Shape::Refer(Kind::Example));
const HEADERS: Shape = Shape::Map(&Shape::Refer(Kind::Header));
const LINKS: Shape = Shape::Map(&Shape::Refer(Kind::Link));
const PATH_ITEMS: Shape = Shape::Map(&Shape::Refer(Kind::PathItem));
const FLOW: Shape = Shape::Node(Kind::Flow);

impl Kind {
    /// What a person calls the object.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Info => "info",
            Self::Contact => "contact",
            Self::License => "license",
            Self::Server => "server",
            Self::ServerVariable => "server variable",
            Self::Components => "components",
            Self::Paths => "paths",
            Self::PathItem => "path item",
            Self::Operation => "operation",
            Self::ExternalDocs => "external documentation",
            Self::Parameter => "parameter",
            Self::RequestBody => "request body",
            Self::MediaType => "media type",
            Self::Encoding => "encoding",
            Self::Responses => "responses",
            Self::Response => "response",
            Self::Callback => "callback",
            Self::Example => "example",
            Self::Link => "link",
            Self::Header => "header",
            Self::Tag => "tag",
            Self::Schema => "schema",
            Self::Discriminator => "discriminator",
            Self::SecurityScheme => "security scheme",
            Self::Flows => "OAuth flows",
            Self::Flow => "OAuth flow",
        }
    }

    /// The name with an article, where it has one.
    pub(crate) fn any(name: &str) -> String {
        match name {
            "paths" | "components" | "responses" | "OAuth flows" | "external documentation" => {
                name.to_owned()
            }
            _ if name.starts_with(['a', 'e', 'i', 'o', 'O']) => format!("an {name}"),
            _ => format!("a {name}"),
        }
    }

    /// What a field of the object holds; `None` for a field the object does not have.
    pub(crate) fn field(self, key: &str) -> Option<Shape> {
        match self {
            Self::Schema => schema(key),
            Self::Document => document(key),
            Self::Components => components(key),
            Self::Paths => key.starts_with('/').then_some(Shape::Refer(Self::PathItem)),
            Self::PathItem => path_item(key),
            Self::Operation => operation(key),
            Self::Responses => (!key.starts_with("x-")).then_some(Shape::Refer(Self::Response)),
            Self::Callback => (!key.starts_with("x-")).then_some(Shape::Refer(Self::PathItem)),
            Self::Parameter | Self::Header => parameter(key),
            Self::RequestBody | Self::Response | Self::MediaType | Self::Encoding => body(self, key),
            Self::SecurityScheme | Self::Flows | Self::Flow => security(self, key),
            _ => small(self, key),
        }
    }
}

impl Kind {
    /// What a field holds in a published document of any dialect: what [`field`](Self::field) has, what later
    /// versions add, and what Swagger 2.0 has elsewhere.
    pub(crate) fn published_field(self, key: &str) -> Option<Shape> {
        match (self, key) {
            (Self::Operation, "callbacks") => Some(Shape::Map(&Shape::Refer(Self::Callback))),
            _ => self.field(key).or_else(|| later(self, key)).or_else(|| swagger(self, key)),
        }
    }
}

/// The fields that only OpenAPI 3.1 and later have.
fn later(kind: Kind, key: &str) -> Option<Shape> {
    Some(match (kind, key) {
        (
            Kind::Schema,
            "if"
            | "then"
            | "else"
            | "contains"
            | "propertyNames"
            | "contentSchema"
            | "unevaluatedItems"
            | "unevaluatedProperties",
        ) => SCHEMA,
        (Kind::Schema, "prefixItems") => SCHEMAS,
        (Kind::Schema, "patternProperties" | "dependentSchemas") => NAMED_SCHEMAS,
        (Kind::Document, "webhooks") => PATH_ITEMS,
        (Kind::MediaType, "itemSchema") => SCHEMA,
        _ => return None,
    })
}

/// The fields that only Swagger 2.0 has.
fn swagger(kind: Kind, key: &str) -> Option<Shape> {
    Some(match (kind, key) {
        (Kind::Document, "definitions") => NAMED_SCHEMAS,
        (Kind::Document, "parameters") => Shape::Map(&Shape::Refer(Kind::Parameter)),
        (Kind::Document, "responses") => Shape::Map(&Shape::Refer(Kind::Response)),
        (Kind::Document, "securityDefinitions") => Shape::Map(&Shape::Refer(Kind::SecurityScheme)),
        (Kind::Response, "schema") | (Kind::Parameter | Kind::Header, "items") => SCHEMA,
        _ => return None,
    })
}

fn schema(key: &str) -> Option<Shape> {
    Some(match key {
        "type" | "description" | "title" | "format" | "pattern" => Shape::Text,
        "properties" | "$defs" | "definitions" | "x-bindery-pattern-properties" => NAMED_SCHEMAS,
        "items" | "not" => SCHEMA,
        "example" | "default" => Shape::Any,
        "required" => TEXTS,
        "enum" => Shape::List(&Shape::Any),
        "allOf" | "oneOf" | "anyOf" | "x-bindery-prefix-items" => SCHEMAS,
        "additionalProperties" => Shape::FlagOrSchema,
        "nullable" | "readOnly" | "writeOnly" | "deprecated" | "uniqueItems" | "exclusiveMinimum"
        | "exclusiveMaximum" => Shape::Flag,
        "minimum" | "maximum" | "multipleOf" => Shape::Number,
        "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties" => {
            Shape::Count
        }
        "externalDocs" => DOCS,
        "discriminator" => Shape::Node(Kind::Discriminator),
        _ => return None,
    })
}

fn document(key: &str) -> Option<Shape> {
    Some(match key {
        "openapi" => Shape::Text,
        "info" => Shape::Node(Kind::Info),
        "servers" => SERVERS,
        "paths" => Shape::Node(Kind::Paths),
        "x-bindery-webhooks" => PATH_ITEMS,
        "components" => Shape::Node(Kind::Components),
        "security" => SECURITY,
        "tags" => Shape::List(&Shape::Node(Kind::Tag)),
        "externalDocs" => DOCS,
        _ => return None,
    })
}

fn components(key: &str) -> Option<Shape> {
    Some(match key {
        "schemas" => NAMED_SCHEMAS,
        "responses" => Shape::Map(&Shape::Refer(Kind::Response)),
        "parameters" => Shape::Map(&Shape::Refer(Kind::Parameter)),
        "examples" => EXAMPLES,
        "requestBodies" => Shape::Map(&Shape::Refer(Kind::RequestBody)),
        "headers" => HEADERS,
        "securitySchemes" => Shape::Map(&Shape::Refer(Kind::SecurityScheme)),
        "links" => LINKS,
        "callbacks" => Shape::Map(&Shape::Refer(Kind::Callback)),
        "pathItems" => PATH_ITEMS,
        "mediaTypes" => CONTENT,
        _ => return None,
    })
}

fn path_item(key: &str) -> Option<Shape> {
    Some(match key {
        "summary" | "description" => Shape::Text,
        "servers" => SERVERS,
        "parameters" => PARAMETERS,
        key if METHODS.contains(&key) => Shape::Node(Kind::Operation),
        "additionalOperations" => Shape::Map(&Shape::Node(Kind::Operation)),
        _ => return None,
    })
}

fn operation(key: &str) -> Option<Shape> {
    Some(match key {
        "summary" | "description" | "operationId" => Shape::Text,
        "tags" => TEXTS,
        "externalDocs" => DOCS,
        "parameters" => PARAMETERS,
        "requestBody" => Shape::Refer(Kind::RequestBody),
        "responses" => Shape::Node(Kind::Responses),
        // `openapiv3` holds them without references only.
        "callbacks" => Shape::Map(&Shape::Node(Kind::Callback)),
        "x-bindery-callbacks" => Shape::Map(&Shape::Refer(Kind::Callback)),
        "deprecated" => Shape::Flag,
        "security" => SECURITY,
        "servers" => SERVERS,
        _ => return None,
    })
}

fn parameter(key: &str) -> Option<Shape> {
    Some(match key {
        "name" | "in" | "description" | "style" => Shape::Text,
        "required" | "deprecated" | "allowEmptyValue" | "allowReserved" | "explode" => Shape::Flag,
        "schema" => SCHEMA,
        "content" => CONTENT,
        "example" => Shape::Any,
        "examples" => EXAMPLES,
        _ => return None,
    })
}

fn body(kind: Kind, key: &str) -> Option<Shape> {
    Some(match (kind, key) {
        (Kind::RequestBody | Kind::Response, "description") => Shape::Text,
        (Kind::RequestBody | Kind::Response, "content") => CONTENT,
        (Kind::RequestBody, "required") => Shape::Flag,
        (Kind::Response | Kind::Encoding, "headers") => HEADERS,
        (Kind::Response, "links") => LINKS,
        (Kind::MediaType, "schema") => SCHEMA,
        (Kind::MediaType, "example") => Shape::Any,
        (Kind::MediaType, "examples") => EXAMPLES,
        (Kind::MediaType, "encoding") => Shape::Map(&Shape::Node(Kind::Encoding)),
        (Kind::Encoding, "contentType" | "style") => Shape::Text,
        (Kind::Encoding, "explode" | "allowReserved") => Shape::Flag,
        _ => return None,
    })
}

fn security(kind: Kind, key: &str) -> Option<Shape> {
    Some(match (kind, key) {
        (Kind::SecurityScheme, "flows") => Shape::Node(Kind::Flows),
        (
            Kind::SecurityScheme,
            "type" | "in" | "name" | "description" | "scheme" | "bearerFormat" | "openIdConnectUrl",
        ) => Shape::Text,
        (Kind::Flows, "implicit" | "password" | "clientCredentials" | "authorizationCode") => FLOW,
        (Kind::Flow, "authorizationUrl" | "tokenUrl" | "refreshUrl") => Shape::Text,
        (Kind::Flow, "scopes") => Shape::Map(&Shape::Text),
        _ => return None,
    })
}

fn small(kind: Kind, key: &str) -> Option<Shape> {
    Some(match (kind, key) {
        (Kind::Info, "title" | "description" | "termsOfService" | "version") => Shape::Text,
        (Kind::Info, "contact") => Shape::Node(Kind::Contact),
        (Kind::Info, "license") => Shape::Node(Kind::License),
        (Kind::Contact, "name" | "url" | "email") => Shape::Text,
        (Kind::License, "name" | "url") => Shape::Text,
        (Kind::Server, "url" | "description") => Shape::Text,
        (Kind::Server, "variables") => Shape::Map(&Shape::Node(Kind::ServerVariable)),
        (Kind::ServerVariable, "default" | "description") => Shape::Text,
        (Kind::ServerVariable, "enum") => TEXTS,
        (Kind::ExternalDocs, "description" | "url") => Shape::Text,
        (Kind::Tag, "name" | "description") => Shape::Text,
        (Kind::Tag, "externalDocs") => DOCS,
        (Kind::Example, "summary" | "description" | "externalValue") => Shape::Text,
        (Kind::Example, "value") => Shape::Any,
        (Kind::Link, "description" | "operationRef" | "operationId") => Shape::Text,
        (Kind::Link, "parameters") => Shape::Map(&Shape::Any),
        (Kind::Link, "requestBody") => Shape::Any,
        (Kind::Link, "server") => Shape::Node(Kind::Server),
        (Kind::Discriminator, "propertyName") => Shape::Text,
        (Kind::Discriminator, "mapping") => Shape::Map(&Shape::Text),
        _ => return None,
    })
}

/// How many values a value holds, counted up to a limit.
pub(crate) fn size(value: &Value, limit: usize) -> usize {
    let mut count = 0_usize;
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        count += 1;
        if count > limit {
            break;
        }
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(object) => open.extend(object.values()),
            _ => {}
        }
    }
    count
}

/// Whether a schema is a text of which the document says no more, here or in a schema that it combines.
pub(crate) fn is_open_text(schema: &Map<String, Value>) -> bool {
    let more = ["enum", "format", "pattern", "$ref", "const", "allOf", "oneOf", "anyOf"];
    schema.get("type").and_then(Value::as_str) == Some("string")
        && !more.iter().any(|key| schema.contains_key(*key))
}

/// The name in what stands between braces in a path, and whether it stands for more than one segment: `{path+}`, `{+path}`,
/// `{path*}`, `{id:[0-9]+}`. `None` for a name alone.
pub(crate) fn path_expression(written: &str) -> Option<(&str, bool)> {
    let found = match written.split_once([':', '=']) {
        Some((name, pattern)) => {
            let is_several = matches!(pattern, ".*" | ".+" | "path" | "*" | "**") || pattern.contains('/');
            (name.trim(), is_several)
        }
        None => {
            let name = written.strip_prefix(['+', '*']).or_else(|| written.strip_suffix(['+', '*']))?;
            (name.trim_matches('*'), true)
        }
    };
    Some(found).filter(|(name, _)| !name.is_empty())
}
