//! How much of a document has a type, and why the rest has none.

use super::{Api, Origin, Shape, TypeId};
use std::collections::{BTreeMap, HashSet};
use std::fmt;

/// Why a position is any JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Why {
    /// The document puts no restriction on it: `{}`, or `additionalProperties: true`.
    FreeForm,
    /// It is the value of an object of which the document says no more than that it is one.
    OpenObject,
    /// It is an item of a list whose items the document does not describe.
    OpenArray,
    /// It is a property that is required, and described nowhere.
    Undescribed,
    /// Its `$ref` leads to nothing.
    Dangling,
    /// It contains itself without a property in between.
    EndlessAlias,
    /// It combines schemas in a way that has no Rust type yet.
    Composition,
    /// Its `type` or `format` is of the standard, but not bound yet.
    NotBound,
}

impl Why {
    /// Whether the document itself says, or leaves it at, that anything may stand there.
    pub fn is_stated(self) -> bool {
        matches!(self, Self::FreeForm | Self::OpenObject | Self::OpenArray | Self::Undescribed)
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::FreeForm => "free-form",
            Self::OpenObject => "object without properties",
            Self::OpenArray => "list without items",
            Self::Undescribed => "required, but not described",
            Self::Dangling => "dangling reference",
            Self::EndlessAlias => "contains itself",
            Self::Composition => "combination",
            Self::NotBound => "not bound",
        })
    }
}

/// How many positions of an API have a type.
///
/// A position is a named schema, or a place where a type is used: a parameter, a body, a property, an item, a value, a
/// branch. Types that are equal count once, however often the document repeats them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// All positions.
    pub positions: usize,
    /// Those that are any JSON value, by the reason.
    pub untyped: BTreeMap<Why, usize>,
}

impl Coverage {
    /// The share of positions that are more than any JSON value, from 0 to 1. An API without positions is all typed.
    pub fn typed(&self) -> f64 {
        self.share(self.untyped.values().sum())
    }

    /// The same, where what the document itself leaves open counts as typed.
    pub fn typed_as_stated(&self) -> f64 {
        self.share(self.untyped.iter().filter(|(why, _)| !why.is_stated()).map(|(_, count)| count).sum())
    }

    fn share(&self, untyped: usize) -> f64 {
        if self.positions == 0 { 1.0 } else { 1.0 - untyped as f64 / self.positions as f64 }
    }
}

impl Api {
    /// Counts the positions that have a type, and those that have none by the reason.
    pub fn coverage(&self) -> Coverage {
        let mut coverage = Coverage::default();
        let mut seen = HashSet::new();
        let mut waiting: Vec<TypeId> = self.roots().collect();
        while let Some(position) = waiting.pop() {
            let ty = self.without_null(position);
            coverage.positions += 1;
            if let Shape::Any(why) = self.types[ty].shape {
                *coverage.untyped.entry(why).or_default() += 1;
            }
            if seen.insert(ty) {
                waiting.extend(self.types[ty].shape.parts());
            }
        }
        coverage
    }

    /// The positions that are not within a type.
    fn roots(&self) -> impl Iterator<Item = TypeId> {
        let is_named = |origin: &Origin| matches!(origin, Origin::Component(_));
        let named = self.types.iter().filter(move |(_, ty)| is_named(&ty.origin));
        let named =
            named.filter(|(_, ty)| !matches!(ty.shape, Shape::Same(_) | Shape::Gone)).map(|(id, _)| id);
        named.chain(self.operations.iter().flat_map(|operation| {
            let parameters = operation.parameters.iter().map(|parameter| parameter.ty);
            let responses = operation.responses.iter().flat_map(|response| response.types());
            parameters.chain(operation.sent()).chain(responses)
        }))
    }

    /// The type of a position's values other than `null`.
    fn without_null(&self, id: TypeId) -> TypeId {
        match self.types[id].shape {
            // `lower` leaves nothing that is nullable twice.
            Shape::Nullable(inner) => inner,
            _ => id,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Coverage, Why};
    use crate::config::Config;
    use crate::{dialect, lower, report::Report, source};

    fn coverage(schemas: &str) -> Coverage {
        let text = format!(
            "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents: {{schemas: {schemas}}}"
        );
        let report = &mut Report::new();
        let document = source::from_text("doc.yml", &text, &mut source::Sources::new(), report);
        let document = dialect::canonical(document, report);
        let spec = dialect::typed(&document, report).unwrap();
        lower::lower(&spec, &document, &Config::default(), report).coverage()
    }

    #[test]
    fn each_position_counts_with_its_reason() {
        let found = coverage(
            "{A: {type: object, properties: {b: {}, c: {type: [string, 'null']}, d: {type: object}}, required: [e]}}",
        );
        // The schema itself, its four properties, and the values of the third.
        assert_eq!(found.positions, 6);
        let reasons = [(Why::FreeForm, 1), (Why::OpenObject, 1), (Why::Undescribed, 1)];
        assert_eq!(found.untyped, reasons.into());
        assert_eq!((found.typed(), found.typed_as_stated()), (0.5, 1.0));
    }

    #[test]
    fn a_shared_type_is_counted_once_and_each_use_of_it() {
        let found = coverage(
            "{A: {properties: {x: {$ref: '#/components/schemas/B'}}}, B: {type: array, items: {type: array}}}",
        );
        // A, x, B, its items, and their items.
        assert_eq!(found.positions, 5);
        assert_eq!(found.untyped, [(Why::OpenArray, 1)].into());
    }

    #[test]
    fn an_api_without_schemas_is_all_typed() {
        assert_eq!((coverage("{}").positions, coverage("{}").typed()), (0, 1.0));
    }
}
