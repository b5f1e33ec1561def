//! Schemas with their places: what a schema is put together of.

use super::view::View;
use super::{Lowerer, MAX_NESTING, reserved};
use crate::ir::{Origin, TypeId};
use crate::pointer::Pointer;
use openapiv3::{ReferenceOr, Schema};
use std::borrow::Borrow;
use std::collections::HashSet;
use std::collections::hash_map::Entry;

/// A schema or a reference to one, and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Place<'v> {
    pub member: Member<'v>,
    pub at: Pointer,
}

/// A schema or a reference to one, however `openapiv3` boxes it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Member<'v> {
    Reference(&'v str),
    Item(&'v Schema),
}

impl<'v> Place<'v> {
    /// A schema at a place.
    pub fn new<S: Borrow<Schema>>(schema: &'v ReferenceOr<S>, at: Pointer) -> Self {
        let member = match schema {
            ReferenceOr::Reference { reference } => Member::Reference(reference),
            ReferenceOr::Item(item) => Member::Item(item.borrow()),
        };
        Self { member, at }
    }

    /// The members of a list of schemas at a place.
    pub fn all(members: &'v [ReferenceOr<Schema>], at: &Pointer) -> Vec<Self> {
        members.iter().enumerate().map(|(index, member)| Self::new(member, at.child(index))).collect()
    }
}

/// The keywords of one schema out of several that all hold of a value, and where they stand.
#[derive(Clone, Debug)]
pub(super) struct Part<'v> {
    pub view: View<'v>,
    pub at: Pointer,
}

impl<'a> Lowerer<'a> {
    /// The type of a schema at a place. A schema has one type, however many others are put together of it.
    pub(super) fn typed<'v>(&mut self, place: &Place<'v>, origin: Origin) -> TypeId
    where
        'a: 'v,
    {
        match place.member {
            Member::Reference(reference) => self.referred(reference),
            Member::Item(item) => {
                // Looking for a place is dear, since it is a long text.
                let id = match self.inline.entry(place.at.clone()) {
                    Entry::Occupied(known) => return *known.get(),
                    Entry::Vacant(free) => {
                        *free.insert(self.api.types.add(reserved(origin, place.at.clone())))
                    }
                };
                // A value of its own, whatever is being put together around it.
                let around = std::mem::take(&mut self.expanding);
                self.fill_item(id, item);
                self.expanding = around;
                id
            }
        }
    }

    /// The schema that a place leads to, and where that stands; `None` where references lead nowhere or in a circle.
    pub(super) fn follow<'v>(&self, place: &Place<'v>) -> Option<(&'v Schema, Pointer)>
    where
        'a: 'v,
    {
        let mut place = place.clone();
        for _ in 0..MAX_NESTING {
            match place.member {
                Member::Item(schema) => return Some((schema, place.at)),
                Member::Reference(reference) => {
                    place = Place::new(self.look_up(reference)?, Pointer::parse(reference)?);
                }
            }
        }
        None
    }

    /// The parts of what some places lead to, each once: a schema that several others extend counts once.
    pub(super) fn gathered<'v>(&self, places: &[Place<'v>]) -> Vec<Part<'v>>
    where
        'a: 'v,
    {
        let (mut seen, mut parts) = (HashSet::new(), Vec::new());
        for place in places {
            if let Some((schema, at)) = self.follow(place) {
                self.gather(Part { view: View::of(schema), at }, 0, &mut seen, &mut parts);
            }
        }
        parts
    }

    /// The parts of a schema: those of each member of its `allOf`, and itself. A choice of one is no choice, but a
    /// member.
    pub(super) fn gather<'v>(
        &self,
        mut part: Part<'v>,
        depth: usize,
        seen: &mut HashSet<Pointer>,
        parts: &mut Vec<Part<'v>>,
    ) where
        'a: 'v,
    {
        if depth > MAX_NESTING || !seen.insert(part.at.clone()) {
            return;
        }
        for member in part.take_members() {
            if let Some((schema, at)) = self.follow(&member) {
                self.gather(Part { view: View::of(schema), at }, depth + 1, seen, parts);
            }
        }
        parts.push(part);
    }
}

impl<'v> Part<'v> {
    /// Takes out the schemas that hold of every value.
    pub fn take_members(&mut self) -> Vec<Place<'v>> {
        let mut members = Place::all(std::mem::take(&mut self.view.all_of), &self.at.child("allOf"));
        for (keyword, choice) in [("oneOf", &mut self.view.one_of), ("anyOf", &mut self.view.any_of)] {
            if choice.len() == 1 {
                members.extend(Place::all(std::mem::take(choice), &self.at.child(keyword)));
            }
        }
        members
    }
}
