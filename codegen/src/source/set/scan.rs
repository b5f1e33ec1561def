//! Whether there is anything to join: most documents are one file.

use crate::parallel::{self, TWO};
use crate::shape::{Kind, Shape};
use serde_json::{Map, Value};

/// Whether every reference is local and stands where the standard has one.
pub(super) fn is_joined(value: &Value, shape: Shape) -> bool {
    let Some(reference) = reference_in(value) else { return is_joined_below(value, shape) };
    match shape {
        Shape::Any => is_local(reference) || value.as_object().is_some_and(|object| object.len() > 1),
        Shape::Refer(kind) => is_local(reference) && is_joined_below(value, Shape::Node(kind)),
        Shape::FlagOrSchema => is_joined(value, Shape::Refer(Kind::Schema)),
        _ => false,
    }
}

fn is_joined_below(value: &Value, shape: Shape) -> bool {
    match (shape, value) {
        (Shape::Refer(kind) | Shape::Node(kind), Value::Object(object)) => are_joined(object, kind),
        (Shape::FlagOrSchema, Value::Object(object)) => are_joined(object, Kind::Schema),
        (Shape::Map(item), Value::Object(object)) => object.values().all(|value| is_joined(value, *item)),
        (Shape::List(item), Value::Array(items)) => items.iter().all(|value| is_joined(value, *item)),
        _ => true,
    }
}

fn are_joined(object: &Map<String, Value>, kind: Kind) -> bool {
    if kind == Kind::Schema && object.contains_key("$dynamicRef") {
        return false;
    }
    if kind == Kind::Discriminator {
        return mapped(object).is_none_or(|mut values| !values.any(leads_to_a_file));
    }
    let is_joined = |(key, value): (&String, &Value)| {
        is_leaf(value) || kind.published_field(key).is_none_or(|shape| is_joined(value, shape))
    };
    if kind != Kind::Document {
        return object.iter().all(is_joined);
    }
    // Its paths and its components are most of it.
    let sections: Vec<_> = object.iter().collect();
    let joined =
        parallel::each(sections.len(), TWO, |index| sections.get(index).copied().is_none_or(is_joined));
    joined.into_iter().all(|is_joined| is_joined)
}

/// What can hold no reference.
fn is_leaf(value: &Value) -> bool {
    !value.is_object() && !value.is_array()
}

/// The texts that a discriminator maps to.
fn mapped(discriminator: &Map<String, Value>) -> Option<impl Iterator<Item = &str>> {
    Some(discriminator.get("mapping")?.as_object()?.values().filter_map(Value::as_str))
}

/// The `$ref` of an object that has one.
pub(super) fn reference_in(value: &Value) -> Option<&str> {
    value.as_object()?.get("$ref")?.as_str()
}

/// Whether a reference is a JSON pointer into its own file.
pub(super) fn is_local(reference: &str) -> bool {
    reference.strip_prefix('#').is_some_and(|fragment| fragment.is_empty() || fragment.starts_with('/'))
}

/// Whether a value of `discriminator.mapping` is a reference to a file, and no name of a schema.
pub(super) fn leads_to_a_file(value: &str) -> bool {
    let path = value.split('#').next().unwrap_or_default();
    let named = [".yml", ".yaml", ".json"].iter().any(|end| path.to_ascii_lowercase().ends_with(end));
    named || (path.starts_with('.') && path.contains('/'))
}
