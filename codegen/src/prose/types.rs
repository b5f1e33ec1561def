//! The words of a type cell.

use serde_json::{Map, Value, json};

/// What a type cell says.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// The kind of value.
    pub kind: Kind,
    /// `format`, `maxLength` and the like.
    pub more: Map<String, Value>,
    /// Whether it may also be null.
    pub nullable: bool,
    /// Whether part of the cell was not understood.
    pub vague: bool,
}

/// The kind of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Anything.
    Any,
    /// A string.
    String,
    /// A day or a moment: `date` is used for both.
    Date,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A boolean.
    Boolean,
    /// An object.
    Object,
    /// An array.
    Array(Box<Shape>),
    /// One of several.
    Union(Vec<Shape>),
}

impl Shape {
    /// A shape of a kind with nothing more to say.
    pub fn plain(kind: Kind) -> Self {
        Self { kind, more: Map::new(), nullable: false, vague: false }
    }

    fn with(kind: Kind, key: &str, value: Value) -> Self {
        let mut shape = Self::plain(kind);
        shape.more.insert(key.to_owned(), value);
        shape
    }

    /// The value of the `type` keyword.
    pub fn type_name(&self) -> Option<&'static str> {
        match self.kind {
            Kind::String | Kind::Date => Some("string"),
            Kind::Integer => Some("integer"),
            Kind::Number => Some("number"),
            Kind::Boolean => Some("boolean"),
            Kind::Object => Some("object"),
            Kind::Array(_) => Some("array"),
            Kind::Any | Kind::Union(_) => None,
        }
    }

    /// The schema (OpenAPI 3.0, "Schema Object").
    pub fn schema(&self) -> Map<String, Value> {
        let mut schema = Map::new();
        if let Some(name) = self.type_name() {
            schema.insert("type".into(), json!(name));
        }
        match &self.kind {
            Kind::Array(items) => {
                schema.insert("items".into(), Value::Object(items.schema()));
            }
            Kind::Union(shapes) => {
                let any: Vec<_> = shapes.iter().map(|shape| Value::Object(shape.schema())).collect();
                schema.insert("anyOf".into(), Value::Array(any));
            }
            _ => {}
        }
        schema.extend(self.more.clone());
        if self.nullable && self.kind != Kind::Any {
            schema.insert("nullable".into(), json!(true));
        }
        schema
    }
}

/// Reads a type cell. `None`: not understood.
pub fn read(cell: &str) -> Option<Shape> {
    let text = cell.replace(['`', '"', '*'], "").to_lowercase();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.trim_end_matches('.');
    if text.is_empty() || text.len() > 80 {
        return None;
    }
    union(text, 0)
}

/// How deep arrays of arrays may go.
const DEPTH: usize = 4;

fn union(text: &str, depth: usize) -> Option<Shape> {
    if let Some(shape) = single(text, depth) {
        return Some(shape);
    }
    let bars = text.replace(" or ", "|").replace('/', "|").replace(", ", "|");
    let parts: Vec<&str> = bars.split('|').map(str::trim).filter(|part| !part.is_empty()).collect();
    if parts.len() < 2 || depth > 0 {
        return None;
    }
    let nullable = parts.contains(&"null") || parts.contains(&"nil");
    let shapes = parts.iter().filter(|part| !matches!(**part, "null" | "nil"));
    let mut shapes: Vec<Shape> = shapes.map(|part| single(part, depth)).collect::<Option<_>>()?;
    shapes.dedup();
    let mut shape = match shapes.len() {
        0 => return None,
        1 => shapes.remove(0),
        _ => Shape::plain(Kind::Union(shapes)),
    };
    shape.nullable |= nullable;
    Some(shape)
}

fn single(text: &str, depth: usize) -> Option<Shape> {
    if let Some(shape) = word(text) {
        return Some(shape);
    }
    if depth >= DEPTH {
        return None;
    }
    if let Some(rest) = text.strip_prefix("nullable ").or_else(|| text.strip_prefix('?')) {
        return single(rest, depth + 1).map(|shape| Shape { nullable: true, ..shape });
    }
    if let Some(shape) = array(text, depth) {
        return Some(shape);
    }
    let (base, aside) = text.strip_suffix(')')?.split_once('(')?;
    aside_of(single(base.trim(), depth + 1)?, aside.trim())
}

/// What stands in parentheses behind a type.
fn aside_of(mut shape: Shape, aside: &str) -> Option<Shape> {
    let limit = super::vocabulary::length(aside).ok().flatten();
    match (&shape.kind, limit) {
        (Kind::String, Some((None, max))) => {
            shape.more.insert("maxLength".into(), json!(max));
        }
        _ if matches!(aside, "optional" | "required" | "enum" | "utc") => {}
        _ if matches!(aside, "nullable" | "or null") => shape.nullable = true,
        _ => match word(aside) {
            Some(inner) if shape.kind == Kind::String && matches!(inner.kind, Kind::String | Kind::Date) => {
                shape.more.extend(inner.more);
            }
            Some(inner) if matches!(&shape.kind, Kind::Array(_)) => shape.kind = Kind::Array(Box::new(inner)),
            Some(_) => return None,
            None => {}
        },
    }
    Some(shape)
}

fn array(text: &str, depth: usize) -> Option<Shape> {
    let of =
        ["array of ", "list of ", "an array of ", "a list of ", "arrays of ", "collection of ", "set of "];
    let item = of.iter().find_map(|prefix| text.strip_prefix(prefix));
    let item = item.or_else(|| text.strip_suffix("[]"));
    let item = item.or_else(|| text.strip_suffix(" array").or_else(|| text.strip_suffix(" list")));
    let item = item.or_else(|| text.strip_prefix("[]"));
    let item =
        item.or_else(|| ["array", "list", ""].iter().find_map(|word| bracketed(text.strip_prefix(word)?)));
    let item = item?.trim();
    let items = single(item, depth + 1).or_else(|| single(&super::name::singular(item), depth + 1));
    let vague = items.as_ref().is_none_or(|items| items.vague);
    let items = items.unwrap_or_else(|| Shape::plain(Kind::Any));
    Some(Shape { vague, ..Shape::plain(Kind::Array(Box::new(items))) })
}

fn bracketed(text: &str) -> Option<&str> {
    let pairs = [('[', ']'), ('<', '>')];
    pairs.iter().find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close))
}

fn word(text: &str) -> Option<Shape> {
    let format = |kind, format: &str| Shape::with(kind, "format", json!(format));
    Some(match text {
        "string" | "str" | "text" | "varchar" | "char" | "strings" => Shape::plain(Kind::String),
        "string enum" | "enum" | "enumeration" | "enum string" | "enum of strings" => {
            Shape::plain(Kind::String)
        }
        "integer" | "int" | "whole number" | "unsigned integer" | "positive integer" | "uint"
        | "integers" | "ints" => Shape::plain(Kind::Integer),
        "int32" | "32-bit integer" | "integer int32" => format(Kind::Integer, "int32"),
        "int64" | "long" | "64-bit integer" | "bigint" | "integer int64" => format(Kind::Integer, "int64"),
        "number" | "numeric" | "numbers" => Shape::plain(Kind::Number),
        "float" | "floating point" => format(Kind::Number, "float"),
        "double" => format(Kind::Number, "double"),
        "boolean" | "bool" | "booleans" => Shape::plain(Kind::Boolean),
        "date" => Shape::plain(Kind::Date),
        "datetime" | "date-time" | "date time" | "iso 8601 timestamp" | "iso 8601 date-time"
        | "iso 8601 datetime" | "iso8601 timestamp" | "string date-time" | "rfc 3339 timestamp"
        | "rfc3339 timestamp" | "iso-8601 timestamp" | "string datetime" => format(Kind::String, "date-time"),
        "unix timestamp" | "unix time" | "epoch" | "unix epoch" | "epoch timestamp" => {
            Shape::plain(Kind::Integer)
        }
        "uuid" | "guid" => format(Kind::String, "uuid"),
        "url" | "uri" => format(Kind::String, "uri"),
        "email" | "email address" | "e-mail" => format(Kind::String, "email"),
        "object" | "hash" | "map" | "dictionary" | "dict" | "json object" | "objects" | "hashes"
        | "an object" => Shape::plain(Kind::Object),
        "array" | "list" | "json array" | "an array" => {
            Shape::plain(Kind::Array(Box::new(Shape::plain(Kind::Any))))
        }
        "any" | "mixed" | "anything" | "any type" | "any value" => Shape::plain(Kind::Any),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema(cell: &str) -> Value {
        read(cell).map_or(Value::Null, |shape| Value::Object(shape.schema()))
    }

    #[test]
    fn the_words_of_many_vendors() {
        assert_eq!(schema("`String`"), json!({"type": "string"}));
        assert_eq!(schema("array of strings"), json!({"type": "array", "items": {"type": "string"}}));
        assert_eq!(schema("string[]"), schema("Array<string>"));
        assert_eq!(schema("List of integers"), json!({"type": "array", "items": {"type": "integer"}}));
        assert_eq!(schema("array (string)"), schema("string[]"));
        assert_eq!(schema("[string]"), schema("string[]"));
        assert_eq!(schema("string or null"), json!({"type": "string", "nullable": true}));
        assert_eq!(schema("integer | string"), json!({"anyOf": [{"type": "integer"}, {"type": "string"}]}));
        assert_eq!(schema("string(255)"), json!({"type": "string", "maxLength": 255}));
        assert_eq!(schema("string (uuid)"), json!({"type": "string", "format": "uuid"}));
        assert_eq!(schema("Hash"), json!({"type": "object"}));
        assert_eq!(schema("any"), json!({}));
    }

    #[test]
    fn nonsense_is_not_guessed() {
        for cell in
            ["16-byte string", "blob-ish", "see below", "timestamp", "", "string (array)", "|||", "json"]
        {
            assert_eq!(schema(cell), Value::Null, "{cell}");
        }
        assert!(read("array of gizmos").unwrap().vague);
    }

    #[test]
    fn depth_is_bounded() {
        assert!(read(&"array of ".repeat(100)).is_none());
        assert!(read("string[][][][][][][]").is_none_or(|shape| shape.vague));
    }
}
