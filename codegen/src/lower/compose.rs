//! Schemas that combine others. All parts of an `allOf` are put together to one type; an object beside a `oneOf` or
//! `anyOf` becomes a union whose branches are the object put together with each alternative.

use super::Lowerer;
use super::overlap::one_of_each;
use super::part::{Gathering, Member, Part, Place};
use super::said::{docs_of, is_said};
use super::schema::json_type;
use super::view::View;
use crate::ir::{Docs, Origin, Role, Shape, TypeId, Why};
use crate::pointer::Pointer;
use crate::report::Code;
use openapiv3::{Discriminator, ReferenceOr, Schema};
use std::collections::HashSet;

/// So many types may be made by putting the same schemas together in different ways.
pub(super) const MOST_IN_ALL: usize = 20_000;

/// So deep are schemas put together of which only parts are put together anew: where two of them go round in circles of
/// different lengths, it takes long until the same pair comes again.
const MOST_JOINED: usize = 24;

/// The alternatives of a `oneOf` or `anyOf`.
#[derive(Clone, Debug)]
pub(super) struct Choice<'v> {
    /// Where the keyword stands.
    pub at: Pointer,
    pub members: &'v [ReferenceOr<Schema>],
    pub discriminator: Option<&'v Discriminator>,
}

/// What one of several places says of the same value.
struct Said<'p, 'v> {
    place: &'p Place<'v>,
    typ: Option<&'v str>,
    /// Whether that is more than a type.
    more: bool,
    /// Where its parts stand.
    parts: Vec<Pointer>,
}

impl Said<'_, '_> {
    /// Whether all parts of another place are among its own, and it has more.
    fn extends(&self, other: &Self) -> bool {
        self.parts.len() > other.parts.len() && other.parts.iter().all(|part| self.parts.contains(part))
    }
}

impl<'a> Lowerer<'a> {
    /// The shape of a schema that combines others, whose own `null` is dealt with.
    pub(super) fn combined<'v>(&mut self, id: TypeId, view: &View<'v>) -> Shape
    where
        'a: 'v,
    {
        let own = Part { view: view.clone(), at: self.api.types[id].at.clone() };
        if let Some(reference) = self.alias(id, own.clone()) {
            return Shape::Same(self.referred(reference));
        }
        let is_typed = own.view.states_type();
        let mut gathering = Gathering::default();
        self.gather(own, &mut gathering);
        let parts = gathering.parts;
        if is_typed { self.whole(id, parts) } else { self.nullable_whole(id, parts) }
    }

    /// The one reference of a schema that otherwise only describes, as in `allOf: [{$ref: …}]` beside a `description`.
    fn alias<'v>(&self, id: TypeId, mut own: Part<'v>) -> Option<&'v str>
    where
        'a: 'v,
    {
        let mut members = own.take_members();
        let typ = members.iter().find_map(|member| stated_type(&self.parts_of(member)));
        let says = |part: &Part<'_>| part.view.describes() && is_about(part, typ);
        members.retain(|member| self.parts_of(member).iter().any(says));
        let [member @ Place { member: Member::Reference(reference), .. }] = members.as_slice() else {
            return None;
        };
        let is_repeated = own.view.typ.is_none_or(|typ| {
            typ == "object" || self.parts_of(member).iter().any(|part| json_type(&part.view) == Some(typ))
        });
        let says_more = own.view.says_more() && is_about(&own, typ);
        (is_repeated && !says_more && !self.is_heir(id, reference)).then_some(*reference)
    }

    /// The type of what all of several schemas say.
    pub(super) fn joined<'v>(&mut self, places: &[Place<'v>], origin: Origin, at: Pointer) -> TypeId
    where
        'a: 'v,
    {
        let useful = self.useful(places);
        if let [only] = useful.as_slice() {
            return self.typed(only, origin);
        }
        let parts = self.gathered(&useful);
        let key: Vec<Pointer> = parts.iter().map(|part| part.at.clone()).collect();
        if let Some(&id) = self.joined.get(&key) {
            return id;
        }
        let id = self.reserve(origin, at);
        self.joined.insert(key, id);
        self.api.types[id].docs = docs_of_parts(&parts);
        let around = std::mem::take(&mut self.expanding);
        self.joining += 1;
        let shape = match self.joining > MOST_JOINED || self.combinations > MOST_IN_ALL {
            true => self.too_many(
                self.api.types[id].at.clone(),
                "too many schemas are put together within each other",
            ),
            false => self.nullable_whole(id, parts),
        };
        self.joining -= 1;
        self.api.types[id].shape = shape;
        self.expanding = around;
        id
    }

    /// The places that say something which the others do not; at least one.
    fn useful<'v>(&self, places: &[Place<'v>]) -> Vec<Place<'v>>
    where
        'a: 'v,
    {
        let mut seen = HashSet::new();
        let mut said: Vec<Said<'_, 'v>> = Vec::new();
        for place in places {
            let parts = self.parts_of(place);
            let is_new = parts.last().is_some_and(|own| seen.insert(own.at.clone()));
            if is_new && parts.iter().any(|part| part.view.describes()) {
                let (typ, more) = (type_of(&parts), parts.iter().any(|part| part.view.says_more()));
                let parts = parts.into_iter().map(|part| part.at).collect();
                said.push(Said { place, typ, more, parts });
            }
        }
        let is_repeated = |index: usize, one: &Said<'_, 'v>| {
            let mut others = said.iter().enumerate().filter(|(other, _)| *other != index);
            others.any(|(number, other)| {
                let says_type = !one.more && other.typ == one.typ && (other.more || number < index);
                says_type || other.extends(one)
            })
        };
        let useful = said.iter().enumerate().filter(|(index, one)| !is_repeated(*index, one));
        let useful: Vec<Place<'v>> = useful.map(|(_, one)| one.place.clone()).collect();
        if useful.is_empty() { places.iter().take(1).cloned().collect() } else { useful }
    }

    /// The shape of all parts together, and `null` where all parts that state a type allow it.
    pub(super) fn nullable_whole<'v>(&mut self, id: TypeId, parts: Vec<Part<'v>>) -> Shape
    where
        'a: 'v,
    {
        let mut typed = parts.iter().filter(|part| part.view.states_type()).peekable();
        let is_nullable = typed.peek().is_some() && typed.all(|part| part.view.data.nullable);
        if !is_nullable {
            return self.whole(id, parts);
        }
        let at = self.api.types[id].at.clone();
        let inner = self.reserve(Origin::Part(id, Role::NonNull), at);
        self.api.types[inner].docs = self.api.types[id].docs.clone();
        let shape = self.whole(inner, parts);
        self.api.types[inner].shape = shape;
        Shape::Nullable(inner)
    }

    /// The shape of all parts together.
    pub(super) fn whole<'v>(&mut self, id: TypeId, mut parts: Vec<Part<'v>>) -> Shape
    where
        'a: 'v,
    {
        let choice = self.next_choice(&mut parts);
        let mut needed: Vec<Vec<String>> =
            parts.iter_mut().flat_map(|part| std::mem::take(&mut part.view.needed)).collect();
        // Those of a branch are known when it is put together.
        if choice.is_none() {
            self.keep_properties(id, &parts, &mut needed);
        }
        parts.retain(|part| part.view.describes());
        if let Some(first) = parts.first_mut() {
            first.view.needed = needed;
        }
        let Some(choice) = choice else { return self.merged(id, &parts) };
        if parts.iter().all(|part| !part.view.says_more() && part.view.typ.is_none_or(|typ| typ == "object"))
        {
            return self.union(id, &choice);
        }
        self.distributed(id, &parts, &choice)
    }

    /// Takes out the first choice that is not being made yet, and drops those that leave the whole as it is.
    fn next_choice<'v>(&self, parts: &mut [Part<'v>]) -> Option<Choice<'v>>
    where
        'a: 'v,
    {
        if parts.iter().all(|part| part.view.one_of.is_empty() && part.view.any_of.is_empty()) {
            return None;
        }
        let named: HashSet<&'v str> = parts.iter().flat_map(|part| part.view.property_names()).collect();
        let required: HashSet<&'v str> =
            parts.iter().flat_map(|part| part.view.required).map(String::as_str).collect();
        for part in parts {
            let discriminator = part.view.data.discriminator.as_ref();
            for (keyword, slot) in [("oneOf", &mut part.view.one_of), ("anyOf", &mut part.view.any_of)] {
                let (members, at) = (std::mem::take(slot), part.at.child(keyword));
                let narrows = members.iter().all(|member| self.only_narrows(member, &named));
                if narrows && !members.is_empty() {
                    part.view.needed.extend(self.needed(members, &required));
                }
                if members.is_empty() || narrows || self.expanding.contains(&at) {
                    continue;
                }
                return Some(Choice { at, members, discriminator });
            }
        }
        None
    }

    /// One property of each branch that the branch requires, and not all do: without any of them, none of the branches
    /// holds.
    fn needed<'v>(
        &self,
        members: &'v [ReferenceOr<Schema>],
        required: &HashSet<&'v str>,
    ) -> Option<Vec<String>>
    where
        'a: 'v,
    {
        let lists = members.iter().map(|member| {
            let parts = self.parts_of(&Place::new(member, Pointer::root()));
            parts.into_iter().flat_map(|part| part.view.required).map(String::as_str)
        });
        one_of_each(lists, |name| !required.contains(name))
    }

    /// Keeps those lists of which at least one name is needed whose names are all properties: whether anything else is in
    /// a value is not known when it is checked.
    fn keep_properties(&mut self, id: TypeId, parts: &[Part<'_>], needed: &mut Vec<Vec<String>>) {
        let described = |part: &Part<'_>, name: &String| {
            part.view.property_names().any(|known| known == name) || part.view.required.contains(name)
        };
        let is_property = |name: &String| parts.iter().any(|part| described(part, name));
        let (known, unknown) = needed.drain(..).partition::<Vec<_>, _>(|list| list.iter().all(is_property));
        *needed = known;
        for list in unknown {
            let at = self.api.types[id].at.clone();
            let message = format!("nobody checks that one of `{}` is there", list.join("`, `"));
            let help = "not all of them are properties here; describe them in `properties` with an overlay";
            self.report(Code::Unchecked, at, message, help);
        }
    }

    /// Any value, since what it is would take too many types.
    pub(super) fn too_many(&mut self, at: Pointer, message: &str) -> Shape {
        let help = "it is bound as any JSON value; an overlay can simplify it";
        self.report(Code::Unsupported, at, message, help);
        Shape::Any(Why::Composition)
    }

    /// The shape of parts that leave no choice.
    fn merged<'v>(&mut self, id: TypeId, parts: &[Part<'v>]) -> Shape
    where
        'a: 'v,
    {
        if let [only] = parts {
            self.api.types[id].at = only.at.clone();
            return self.plain(id, &only.view);
        }
        let Some(typ) = stated_type(parts).or_else(|| type_of(parts)) else {
            return Shape::Any(Why::FreeForm);
        };
        let mut kept: Vec<Part<'v>> = Vec::new();
        for part in parts.iter().filter(|part| is_about(part, Some(typ))) {
            match json_type(&part.view) {
                Some(other) if !is_compatible(typ, other) => {
                    self.conflict(part, &format!("`{other}` and `{typ}`"))
                }
                _ => kept.push(part.clone()),
            }
        }
        match typ {
            "object" => self.object_of(id, &kept),
            "array" => self.list_of(id, &kept),
            _ => self.scalar_of(id, &kept),
        }
    }

    /// A part that cannot hold together with those before it.
    pub(super) fn conflict(&mut self, part: &Part<'_>, what: &str) {
        let message = format!("this part contradicts another one of the same schema: {what}");
        let help = "no value can be both, and the first one counts; correct one of them with an overlay";
        self.report(Code::Conflict, part.at.clone(), message, help);
    }

    /// What a place leads to.
    pub(super) fn parts_of<'v>(&self, place: &Place<'v>) -> Vec<Part<'v>>
    where
        'a: 'v,
    {
        self.gathered(std::slice::from_ref(place))
    }

    /// Whether a branch leaves an object with properties of these names as it is, apart from which of them are there
    /// and what values they have.
    fn only_narrows<'v>(&self, member: &'v ReferenceOr<Schema>, named: &HashSet<&'v str>) -> bool
    where
        'a: 'v,
    {
        let parts = self.parts_of(&Place::new(member, Pointer::root()));
        !parts.is_empty()
            && parts.iter().all(|part| {
                let view = &part.view;
                let is_plain = view.is_object() && view.one_of.is_empty() && view.any_of.is_empty();
                let names = view.properties.into_iter().flatten();
                let is_known = names
                    .into_iter()
                    .all(|(name, property)| named.contains(name.as_str()) && says_little(property));
                let is_empty = view.required.is_empty() && view.property_names().next().is_none();
                is_plain && is_known && view.additional.is_none() && (!is_empty || !named.is_empty())
            })
    }
}

/// Whether a property's schema says no more than which of its values are meant.
fn says_little(property: &ReferenceOr<Box<Schema>>) -> bool {
    let ReferenceOr::Item(schema) = property else { return false };
    let view = View::of(schema);
    view.property_names().next().is_none()
        && view.items.is_none()
        && view.additional.is_none()
        && view.one_of.is_empty()
        && view.any_of.is_empty()
        && view.all_of.is_empty()
}

/// Whether a part says something about values of a type: a rule for those of another one does not.
pub(super) fn is_about(part: &Part<'_>, typ: Option<&str>) -> bool {
    let of_another = |own| typ.is_some_and(|typ| !is_compatible(own, typ));
    !(part.view.is_rule() && json_type(&part.view).is_some_and(of_another))
}

/// The type of some parts that is not only that of values for which they have a rule.
fn stated_type<'v>(parts: &[Part<'v>]) -> Option<&'v str> {
    parts.iter().filter(|part| !part.view.is_rule()).find_map(|part| json_type(&part.view))
}

pub(super) fn type_of<'v>(parts: &[Part<'v>]) -> Option<&'v str> {
    parts.iter().find_map(|part| json_type(&part.view))
}

fn is_compatible(one: &str, other: &str) -> bool {
    let is_number = |typ: &str| matches!(typ, "integer" | "number");
    one == other || (is_number(one) && is_number(other))
}

/// What the last of several schemas that says something of itself says.
pub(super) fn docs_of_parts(parts: &[Part<'_>]) -> Docs {
    let all = parts.iter().rev().map(|part| docs_of(part.view.data, &part.at));
    all.into_iter().find(is_said).unwrap_or_default()
}
