//! Lists, put together of one schema or of several that all hold.

use super::Lowerer;
use super::part::{Member, Part, Place};
use super::view::View;
use crate::ir::{Array, Origin, Role, Shape, TypeId, Why};

/// How long the tuples are that the runtime knows.
const TUPLES: std::ops::RangeInclusive<usize> = 2..=6;

impl<'a> Lowerer<'a> {
    /// A list that is everything its parts say.
    pub(super) fn list_of<'v>(&mut self, id: TypeId, parts: &[Part<'v>]) -> Shape
    where
        'a: 'v,
    {
        let first = self.first_items(id, parts);
        let min_items = parts.iter().filter_map(|part| part.view.min_items).max();
        let max_items = parts.iter().filter_map(|part| part.view.max_items).min();
        let unique = parts.iter().any(|part| part.view.unique_items);
        // Of so many items, no more and no less. What is unique is checked of lists only.
        if [min_items, max_items] == [Some(first.len()); 2] && TUPLES.contains(&first.len()) && !unique {
            return Shape::Tuple(first);
        }
        let items = self.items_of(id, parts, first, max_items);
        Shape::Array(Array { items, min_items, max_items, unique })
    }

    /// The types of the items that have a schema of their own.
    fn first_items(&mut self, id: TypeId, parts: &[Part<'_>]) -> Vec<TypeId> {
        let mut first = Vec::new();
        for part in parts {
            let at = part.at.child("x-bindery-prefix-items");
            for (index, schema) in part.view.prefix_items().iter().enumerate() {
                let origin = Origin::Part(id, Role::Position(index));
                first.extend(self.extension(schema, origin, at.child(index)));
            }
        }
        first
    }

    /// The type of all items: of the first ones, which have schemas of their own, and of the rest.
    fn items_of<'v>(
        &mut self,
        id: TypeId,
        parts: &[Part<'v>],
        mut first: Vec<TypeId>,
        max_items: Option<usize>,
    ) -> TypeId
    where
        'a: 'v,
    {
        let origin = Origin::Part(id, Role::Item);
        let at = self.api.types[id].at.child("items");
        let places =
            parts.iter().filter_map(|part| Some(Place::new(part.view.items?, part.at.child("items"))));
        let places: Vec<Place<'v>> = places.filter(|place| !is_never(place)).collect();
        let after = Origin::Part(id, Role::Position(first.len()));
        match (places.is_empty(), first.is_empty()) {
            (true, true) => return self.any(origin, at, Why::OpenArray),
            (false, true) => return self.joined(&places, origin, at),
            // Further items may be anything, and nothing valid must fail to decode.
            (true, false) if max_items.is_none_or(|most| most > first.len()) => {
                first.push(self.any(after, at.clone(), Why::OpenArray));
            }
            (true, false) => {}
            (false, false) => first.push(self.joined(&places, after, at.clone())),
        }
        self.one_of_types(first, origin, at)
    }
}

/// Whether no value conforms to a schema: `items: false`.
fn is_never(place: &Place<'_>) -> bool {
    match place.member {
        Member::Item(item) => View::of(item).is_never(),
        Member::Reference(_) => false,
    }
}
