//! What values a type has.

use super::{Docs, Enum, EnumBase, Integer, Number, Text, TypeId, Why};
use serde_json::Value;

/// What values a type has.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// Any JSON value, with the reason why it is no more than that.
    Any(Why),
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer(Integer),
    /// A number.
    Number(Number),
    /// A text.
    String(Text),
    /// An instant (RFC 3339 `date-time`).
    DateTime,
    /// A day (RFC 3339 `full-date`).
    Date,
    /// Bytes with a media type and perhaps a file name: a part of a multipart body.
    Blob,
    /// A list.
    Array(Array),
    /// A list of so many items, each with a type of its own.
    Tuple(Vec<TypeId>),
    /// An object whose keys the document does not name.
    Map(Map),
    /// An object with named properties.
    Object(Object),
    /// A text or a whole number out of a list that may grow.
    Enum(Enum),
    /// One of several types.
    Union(Union),
    /// The values of another type, and `null`.
    Nullable(TypeId),
    /// Values that a type of another crate stands for: nothing is made of what the document says of them.
    Replaced(Replaced),
    /// Another name for a type. `lower` leaves no type that refers to one of these.
    Same(TypeId),
    /// Nothing any more, since only what was replaced was made of it. `lower` leaves no type that refers to one of these.
    Gone,
}

impl Shape {
    /// Whether the generated crate declares a type of its own for it.
    pub fn is_nominal(&self) -> bool {
        matches!(self, Self::Object(_) | Self::Enum(_) | Self::Union(_))
    }

    /// The `format` of texts, where there is one.
    pub fn format(&self) -> Option<&str> {
        match self {
            Self::DateTime => Some("date-time"),
            Self::Date => Some("date"),
            Self::String(text) => text.format.as_deref(),
            _ => None,
        }
    }

    /// The JSON type of the values, where there is only one.
    pub fn json_type(&self) -> Option<JsonType> {
        match self {
            Self::Boolean => Some(JsonType::Boolean),
            Self::Integer(_) => Some(JsonType::Integer),
            Self::Number(_) => Some(JsonType::Number),
            Self::Enum(values) => Some(match values.base {
                EnumBase::Text => JsonType::String,
                EnumBase::Integer => JsonType::Integer,
            }),
            Self::String(_) | Self::DateTime | Self::Date | Self::Blob => Some(JsonType::String),
            Self::Array(_) | Self::Tuple(_) => Some(JsonType::Array),
            Self::Map(_) | Self::Object(_) => Some(JsonType::Object),
            Self::Replaced(replaced) => replaced.json,
            Self::Any(_) | Self::Union(_) | Self::Nullable(_) | Self::Same(_) | Self::Gone => None,
        }
    }

    /// The types that a value contains.
    pub fn parts(&self) -> Vec<TypeId> {
        match self {
            Self::Nullable(inner) | Self::Same(inner) => vec![*inner],
            Self::Array(array) => vec![array.items],
            Self::Tuple(items) => items.clone(),
            Self::Map(map) => vec![map.values],
            Self::Object(object) => {
                object.properties.iter().map(|property| property.ty).chain(object.additional).collect()
            }
            Self::Union(union) => union.branches.iter().map(|branch| branch.ty).collect(),
            Self::Any(_)
            | Self::Boolean
            | Self::Integer(_)
            | Self::Number(_)
            | Self::String(_)
            | Self::DateTime
            | Self::Date
            | Self::Blob
            | Self::Enum(_)
            | Self::Replaced(_)
            | Self::Gone => Vec::new(),
        }
    }

    /// Changes the types that a value contains. What a type is the same as is not contained, and stays.
    pub fn for_each_part(&mut self, change: &mut dyn FnMut(&mut TypeId)) {
        match self {
            Self::Nullable(inner) => change(inner),
            Self::Array(Array { items, .. }) => change(items),
            Self::Tuple(items) => items.iter_mut().for_each(change),
            Self::Map(Map { values, .. }) => change(values),
            Self::Object(object) => {
                object.properties.iter_mut().for_each(|property| change(&mut property.ty));
                object.additional.iter_mut().for_each(change);
            }
            Self::Union(union) => union.branches.iter_mut().for_each(|branch| change(&mut branch.ty)),
            Self::Same(_)
            | Self::Any(_)
            | Self::Boolean
            | Self::Integer(_)
            | Self::Number(_)
            | Self::String(_)
            | Self::DateTime
            | Self::Date
            | Self::Blob
            | Self::Enum(_)
            | Self::Replaced(_)
            | Self::Gone => {}
        }
    }
}

/// A schema that the configuration gives a type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Replaced {
    /// The key of its entry.
    pub key: String,
    /// The JSON type of the values, where the schema has only one.
    pub json: Option<JsonType>,
}

/// A list (JSON Schema validation, section 6.4).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Array {
    /// The type of the items.
    pub items: TypeId,
    /// `minItems`.
    pub min_items: Option<usize>,
    /// `maxItems`.
    pub max_items: Option<usize>,
    /// `uniqueItems`.
    pub unique: bool,
}

/// An object used as a dictionary.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Map {
    /// The type of the values.
    pub values: TypeId,
    /// `minProperties`.
    pub min_properties: Option<usize>,
    /// `maxProperties`.
    pub max_properties: Option<usize>,
    /// Pairs of keys that exclude each other.
    pub exclusive: Vec<(String, String)>,
}

/// An object with named properties.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Object {
    /// The properties, in the document's order.
    pub properties: Vec<Property>,
    /// `minProperties`.
    pub min_properties: Option<usize>,
    /// `maxProperties`.
    pub max_properties: Option<usize>,
    /// Pairs of properties that exclude each other.
    pub exclusive: Vec<(String, String)>,
    /// Lists of properties of each of which at least one is there.
    pub needed: Vec<Vec<String>>,
    /// The type of further properties, where `additionalProperties` gives them one.
    pub additional: Option<TypeId>,
    /// The kinds of objects that a value may be of at once, where it is put together of several.
    pub kinds: Vec<Kind>,
}

/// One of several kinds of objects that are one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Kind {
    /// What the document calls it.
    pub name: Option<String>,
    /// The properties that not all kinds have or require, and whether it requires them.
    pub properties: Vec<(String, bool)>,
}

/// A property of an object.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Property {
    /// Its key.
    pub name: String,
    /// The type of its value.
    pub ty: TypeId,
    /// Whether it is always there, in the messages that may have it at all.
    pub required: bool,
    /// Which messages have it.
    pub access: Access,
    /// What the document says of it.
    pub docs: Docs,
    /// `default`.
    pub default: Option<Value>,
}

/// Which messages have a property (OpenAPI 3.0, section 4.7.24.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Access {
    /// Requests and responses.
    #[default]
    Both,
    /// `readOnly`: responses; `required` says nothing about requests.
    ReadOnly,
    /// `writeOnly`: requests; `required` says nothing about responses.
    WriteOnly,
}

/// One of several types.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Union {
    /// The types, in the document's order.
    pub branches: Vec<Branch>,
    /// How a value's branch is found.
    pub chosen: Chosen,
}

impl Union {
    /// Whether a value that is of no branch is kept as it is.
    pub fn is_open(&self) -> bool {
        matches!(self.chosen, Chosen::ByTag { .. })
    }
}

/// A branch of a union.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Branch {
    /// Its type.
    pub ty: TypeId,
    /// The values of the tag that stand for it.
    pub tags: Vec<String>,
    /// The key of the component it was read from, where it was.
    pub key: Option<String>,
    /// What is said of it here.
    pub docs: Docs,
}

/// How a value's branch is found. The JSON type of a value always counts first.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Chosen {
    /// A property tells. A union of this kind is open: a value of an unknown tag is kept.
    ByTag {
        /// The key of the property.
        property: String,
        /// Whether the document says which tags there are, so that a value of another one is of no branch.
        is_certain: bool,
    },
    /// Each branch in turn, the one that keeps most of the value.
    ByTrial,
}

/// The types of JSON, integers apart (JSON Schema core, section 4.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum JsonType {
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}
