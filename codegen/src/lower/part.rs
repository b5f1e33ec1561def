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
        let mut gathering = Gathering::default();
        for place in places {
            if let Some((schema, at)) = self.follow(place) {
                self.gather(Part { view: View::of(schema), at }, &mut gathering);
            }
        }
        gathering.parts
    }

    /// The parts of a schema: those of each member of its `allOf`, and itself. A choice of one is no choice, but a
    /// member.
    pub(super) fn gather<'v>(&self, mut part: Part<'v>, gathering: &mut Gathering<'v>)
    where
        'a: 'v,
    {
        if gathering.heirs.len() > MAX_NESTING || !gathering.seen.insert(part.at.clone()) {
            return;
        }
        self.drop_made_choices(&mut part, &gathering.heirs);
        let members = part.take_members();
        gathering.heirs.push(part.at.clone());
        for member in members {
            if let Some((schema, at)) = self.follow(&member) {
                self.gather(Part { view: View::of(schema), at }, gathering);
            }
        }
        gathering.heirs.pop();
        gathering.parts.push(part);
    }

    /// Drops the choices of a schema that those which extend it have made: a base may list them, and each of them says in
    /// its `allOf` that it is one.
    fn drop_made_choices<'v>(&self, part: &mut Part<'v>, heirs: &[Pointer])
    where
        'a: 'v,
    {
        if heirs.is_empty() {
            return;
        }
        for choice in [&mut part.view.one_of, &mut part.view.any_of] {
            if !choice.is_empty() && self.is_made(choice, heirs) {
                *choice = &[];
            }
        }
    }

    /// Whether one of some alternatives is one of some schemas, or else extends one of them.
    fn is_made(&self, choice: &[ReferenceOr<Schema>], heirs: &[Pointer]) -> bool {
        let is_heir = |reference: &String| heirs.iter().any(|heir| is_at(reference, heir));
        let mut references = choice.iter().filter_map(|member| match member {
            ReferenceOr::Reference { reference } => Some(reference),
            ReferenceOr::Item(_) => None,
        });
        // Nearly always it is listed itself.
        references.clone().any(is_heir) || references.any(|reference| self.extends(reference, heirs))
    }

    /// Whether what a reference leads to has one of some schemas among what it extends.
    fn extends(&self, reference: &str, bases: &[Pointer]) -> bool {
        let (mut seen, mut waiting) = (HashSet::new(), vec![reference]);
        while let Some(next) = waiting.pop() {
            if bases.iter().any(|base| is_at(next, base)) {
                return true;
            }
            if let Some(schema) = self.look_up(next).filter(|_| seen.insert(next)) {
                extended(schema, &mut waiting);
            }
        }
        false
    }
}

/// What is known while the parts of schemas are gathered.
#[derive(Default)]
pub(super) struct Gathering<'v> {
    pub parts: Vec<Part<'v>>,
    seen: HashSet<Pointer>,
    /// Where the schemas stand whose members are being gathered.
    heirs: Vec<Pointer>,
}

/// Whether a reference leads to a place.
fn is_at(reference: &str, at: &Pointer) -> bool {
    // Most references are written as pointers are.
    reference.strip_prefix('#') == Some(at.as_str())
        || (reference.contains('%') && Pointer::parse(reference).as_ref() == Some(at))
}

/// The references that stand for what a schema extends.
fn extended<'s>(schema: &'s ReferenceOr<Schema>, references: &mut Vec<&'s str>) {
    match schema {
        ReferenceOr::Reference { reference } => references.push(reference),
        ReferenceOr::Item(item) => {
            View::of(item).all_of.iter().for_each(|member| extended(member, references));
        }
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
