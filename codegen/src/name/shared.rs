//! Names of inline types that stand in several places: what all these places call them, as whoever gave them a schema of
//! their own would have done.

use super::errors::API_ERROR;
use super::origin::one_of;
use super::words::{folded, upper_camel};
use crate::ir::{Api, Operation, Origin, Outcome, Shape, TypeId};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What names something without saying what it is: places that call a type so leave its name to the others.
const VAGUE: &[&str] = &[
    "Attributes",
    "Base",
    "Body",
    "Config",
    "Content",
    "Data",
    "DataItem",
    "Datum",
    "Description",
    "Fields",
    "Has",
    "Id",
    "Item",
    "Kind",
    "Name",
    "Object",
    "Options",
    "Params",
    "Path",
    "Payload",
    "Per",
    "Properties",
    "Record",
    "Request",
    "Response",
    "Result",
    "Title",
    "Type",
    "Value",
];

/// Where a type stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    Type(TypeId),
    Operation(usize),
}

/// What the places of an inline type say.
#[derive(Default)]
struct Said {
    owners: BTreeSet<Owner>,
    /// What they call it, by folded words.
    words: BTreeMap<String, String>,
}

/// The inline types of several owners that have one word for them, which they have for no other such type; with that word.
pub(super) fn names(api: &Api) -> Vec<(TypeId, String)> {
    let mut uses = Uses { api, said: BTreeMap::new() };
    uses.look();
    let shared = uses.said.iter().filter_map(|(id, said)| {
        let (_, word) = said.words.first_key_value()?;
        (said.owners.len() > 1 && said.words.len() == 1).then_some((*id, word))
    });
    let error = usual_error(api).map(|id| (id, API_ERROR.to_owned()));
    let shared = shared.filter(|(id, _)| error.as_ref().is_none_or(|(error, _)| error != id));
    let shared: Vec<(TypeId, &String)> = shared.chain(error.iter().map(|(id, name)| (*id, name))).collect();
    let mut wanted: HashMap<&String, usize> = HashMap::new();
    shared.iter().for_each(|(_, word)| *wanted.entry(word).or_default() += 1);
    let components = components(api);
    let is_free = |word: &String| wanted.get(word) == Some(&1) && !components.contains(&folded(word));
    shared.iter().filter(|(_, word)| is_free(word)).map(|(id, word)| (*id, (*word).clone())).collect()
}

/// The inline type that most operations answer when they fail, of those of which is known what they answer then.
fn usual_error(api: &Api) -> Option<TypeId> {
    let errors = api.operations.iter().filter_map(Operation::error);
    let (mut all, mut counts): (usize, BTreeMap<TypeId, usize>) = Default::default();
    for error in errors {
        all += 1;
        if let Outcome::One(payload) = error
            && let Some(id) = payload.ty()
        {
            *counts.entry(id).or_default() += 1;
        }
    }
    let (id, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    let is_inline = api.types[id].shape.is_nominal() && !is_component(api, id);
    (is_inline && count > 1 && count * 2 > all).then_some(id)
}

/// The names of the document's schemas, in folded words: also of those for which no type is declared, such as lists.
fn components(api: &Api) -> HashSet<String> {
    let keys = api.types.iter().filter_map(|(_, ty)| match &ty.origin {
        Origin::Component(key) => upper_camel(key),
        _ => None,
    });
    keys.map(|name| folded(&name)).collect()
}

/// Whether a type has the name of a schema of the document: it is that schema, or what a nullable one holds.
pub(super) fn is_component(api: &Api, id: TypeId) -> bool {
    api.types.is_component(id)
}

/// Every place of the inline types.
struct Uses<'a> {
    api: &'a Api,
    said: BTreeMap<TypeId, Said>,
}

impl Uses<'_> {
    fn look(&mut self) {
        for (index, operation) in self.api.operations.iter().enumerate() {
            let owner = Owner::Operation(index);
            for parameter in &operation.parameters {
                self.add(parameter.ty, owner, upper_camel(&parameter.name));
            }
            let answers = operation.responses.iter().flat_map(|response| response.types());
            operation.sent().chain(answers).for_each(|ty| self.add(ty, owner, None));
        }
        for (id, ty) in self.api.types.iter() {
            let owner = Owner::Type(id);
            match &ty.shape {
                Shape::Object(object) => {
                    for property in &object.properties {
                        self.add(property.ty, owner, upper_camel(&property.name));
                    }
                }
                Shape::Union(union) => union.branches.iter().for_each(|it| self.add(it.ty, owner, None)),
                _ => {}
            }
        }
    }

    /// Adds a place of a type, or of those that a type without a name is made of.
    fn add(&mut self, id: TypeId, owner: Owner, word: Option<String>) {
        let ty = &self.api.types[id];
        let one = |suffix: &str| word.as_ref().map(|word| one_of(word, suffix));
        match &ty.shape {
            Shape::Object(_) | Shape::Enum(_) | Shape::Union(_) => {
                if is_component(self.api, id) || owner == Owner::Type(id) {
                    return;
                }
                let said = self.said.entry(id).or_default();
                said.owners.insert(owner);
                if let Some(word) = word.filter(|word| !VAGUE.contains(&word.as_str())) {
                    said.words.insert(folded(&word), word);
                }
            }
            // `lower` leaves no endless chain of types without a name.
            Shape::Nullable(inner) | Shape::Same(inner) => self.add(*inner, owner, word),
            Shape::Array(array) => self.add(array.items, owner, one("Item")),
            Shape::Map(map) => self.add(map.values, owner, one("Value")),
            Shape::Tuple(items) => items.iter().for_each(|item| self.add(*item, owner, None)),
            _ => {}
        }
    }
}
