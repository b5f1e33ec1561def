//! An object, or rules, beside a choice: a union of what stands beside it put together with each alternative.

use super::Lowerer;
use super::compose::{Choice, MOST_IN_ALL, docs_of_parts, is_about, type_of};
use super::part::{Member, Part, Place};
use crate::ir::{Origin, Shape, TypeId};

/// So many types may be made of the alternatives of several choices of one schema.
const MOST_COMBINATIONS: usize = 1_000;

impl<'a> Lowerer<'a> {
    /// A union of the parts put together with each member of a choice.
    pub(super) fn distributed<'v>(&mut self, id: TypeId, parts: &[Part<'v>], choice: &Choice<'v>) -> Shape
    where
        'a: 'v,
    {
        if self.expanding.is_empty() {
            self.combinations_here = 0;
        }
        let most = MOST_IN_ALL.saturating_sub(self.combinations).min(MOST_COMBINATIONS);
        if self.combinations_here + combinations(parts, choice) > most {
            return self.too_many(choice.at.clone(), "too many alternatives are combined here");
        }
        self.expanding.push(choice.at.clone());
        let places = Place::all(choice.members, &choice.at);
        let branches = places.iter().enumerate().map(|(index, place)| {
            let origin = Origin::Part(id, self.branch_role(index, place));
            let own = self.parts_of(place);
            let mut whole = parts.to_vec();
            whole.retain(|part| is_about(part, type_of(&own)));
            if whole.iter().all(|part| self.is_repeated(part, &own, place, choice)) {
                return self.typed(place, origin);
            }
            self.combinations += 1;
            self.combinations_here += usize::from(self.expanding.len() > 1);
            let branch = self.reserve(origin, place.at.clone());
            self.api.types[branch].docs = docs_of_parts(&own);
            whole.extend(own.into_iter().filter(|part| parts.iter().all(|known| known.at != part.at)));
            let shape = self.nullable_whole(branch, whole);
            self.api.types[branch].shape = shape;
            branch
        });
        let types = branches.collect();
        self.expanding.pop();
        self.union_of(id, choice, types)
    }

    /// Whether a branch says all that a part around it says, since it is one of its own parts. What is referred to is left
    /// as it is, too, where the part only names its properties again: it has a name, which a copy of it would not have.
    fn is_repeated<'v>(
        &self,
        part: &Part<'v>,
        own: &[Part<'v>],
        branch: &Place<'v>,
        choice: &Choice<'v>,
    ) -> bool
    where
        'a: 'v,
    {
        if own.iter().any(|own| own.at == part.at) {
            return true;
        }
        let view = &part.view;
        // The tag is told by the union, whatever else is said of it.
        let is_tag = |name: &String| {
            choice.discriminator.is_some_and(|discriminator| discriminator.property_name == *name)
        };
        let requires = |name: &String| own.iter().any(|own| own.view.required.contains(name));
        let describes =
            |name: &str| own.iter().any(|own| own.view.property_names().any(|known| known == name));
        matches!(branch.member, Member::Reference(_))
            && view.is_object()
            && view.one_of.is_empty()
            && view.any_of.is_empty()
            && view.additional.is_none()
            && view.pattern_properties().is_none()
            && view.min_properties.or(view.max_properties).is_none()
            && view.needed.is_empty()
            && view.required.iter().all(|name| is_tag(name) || requires(name))
            && view.properties.into_iter().flatten().all(|(name, schema)| {
                if is_tag(name) && describes(name) {
                    return true;
                }
                let said = Place::new(schema, part.at.child("properties").child(name));
                own.iter().any(|own| self.says_as_much(own, name, &said))
            })
    }

    /// Whether a part says of a property all that a schema does, words apart.
    fn says_as_much<'v>(&self, part: &Part<'v>, name: &str, schema: &Place<'v>) -> bool
    where
        'a: 'v,
    {
        let Some(known) = part.view.properties.and_then(|properties| properties.get(name)) else {
            return false;
        };
        let known = self.parts_of(&Place::new(known, part.at.child("properties").child(name)));
        let typ = type_of(&known);
        self.parts_of(schema).iter().all(|said| {
            let is_typ = said.view.typ.is_none() || said.view.typ == typ;
            known.iter().any(|known| known.at == said.at) || (is_typ && !said.view.says_more())
        })
    }
}

/// How many types are made at most of a choice and those that some parts still have, by what stands in them; none where
/// there is only one choice.
fn combinations(parts: &[Part<'_>], choice: &Choice<'_>) -> usize {
    let others = parts.iter().flat_map(|part| [part.view.one_of.len(), part.view.any_of.len()]);
    let others = others.filter(|alternatives| *alternatives > 1).reduce(usize::saturating_mul);
    others.map_or(0, |others| others.saturating_mul(choice.members.len()))
}
