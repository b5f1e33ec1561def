//! The lock: the names that were given once. What is in it keeps its name, whatever else comes into the document.

mod file;

pub use file::Broken;

use super::parts::Part;
use super::place::Places;
use super::taken::{is_taken_operation, is_taken_service, is_taken_type};
use crate::ir::TypeId;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The names of a document's types, operations, services, credentials and events.
#[derive(Clone, Debug, Default)]
pub struct Lock {
    pub(super) types: Vec<Entry>,
    pub(super) operations: Vec<Entry>,
    pub(super) services: Vec<Entry>,
    pub(super) credentials: Vec<Entry>,
    pub(super) events: Vec<Entry>,
}

/// The names of a type or operation and its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The name; operations and services have a second one, that of the method.
    pub names: Vec<String>,
    /// Where it is. A type may be in several places, of which the first is its own; an operation is known by its id, and
    /// by its pointer for when another one has got the same id.
    pub places: Vec<String>,
    /// The names of parts, by what the document calls them; without those that explain themselves.
    pub parts: BTreeMap<String, String>,
    /// The name of what holds the rest: unknown values, further properties, the body beside parameters.
    pub rest: Option<String>,
    /// The enums that an operation has, by what they hold.
    pub enums: BTreeMap<String, String>,
    /// What the parts are; of an event, whether it is a webhook or a callback.
    pub kind: &'static str,
}

impl Entry {
    /// The entry of something that has names and places; `None` when no place is its own.
    pub fn of(
        names: Vec<String>,
        places: &[String],
        kept: Option<&Entry>,
        kind: &'static str,
        (parts, called): (&[Part], &[String]),
        rest: Option<&String>,
    ) -> Option<Self> {
        let mut places = places.to_vec();
        // Where a type was at home, it stays at home.
        let home = kept.and_then(|kept| kept.places.first());
        if let Some(index) = home.and_then(|home| places.iter().position(|place| place == home)) {
            places.get_mut(..=index).unwrap_or_default().rotate_right(1);
        }
        places.get_mut(1..).unwrap_or_default().sort_unstable();
        let parts = parts.iter().zip(called).filter(|(part, name)| !part.explains(name));
        let parts = parts.map(|(part, name)| (part.wire.clone(), name.clone())).collect();
        let entry = Self { names, places, parts, rest: rest.cloned(), kind, enums: BTreeMap::new() };
        (!entry.places.is_empty()).then_some(entry)
    }

    /// The entry of something without parts.
    pub fn single(kind: &'static str, name: &str, place: &str) -> Self {
        Self { names: vec![name.to_owned()], places: vec![place.to_owned()], kind, ..Self::default() }
    }

    /// Adds what it had before, in places that are not taken; where it was at home, it stays at home.
    fn add(&mut self, before: Self, taken: &mut HashSet<String>) {
        let is_free = |place: &String| self.places.contains(place) || taken.insert(place.clone());
        let mut places: Vec<String> = before.places.into_iter().filter(is_free).collect();
        let more = self.places.iter().filter(|place| !places.contains(place));
        let more: Vec<String> = more.cloned().collect();
        places.extend(more);
        places.get_mut(1..).unwrap_or_default().sort_unstable();
        self.places = places;
        for (now, before) in [(&mut self.parts, before.parts), (&mut self.enums, before.enums)] {
            *now = before.into_iter().chain(std::mem::take(now)).collect();
        }
        self.rest = self.rest.take().or(before.rest);
    }

    /// Its names, each with what tells it from those that another entry may have as well: a webhook and a callback may be
    /// called alike, and the type of an operation like the method of another one.
    fn unique(&self) -> impl Iterator<Item = (bool, usize, String)> {
        let is_callback = self.kind == "callback";
        self.names.iter().enumerate().map(move |(position, name)| (is_callback, position, name.clone()))
    }

    /// The name of the type.
    pub fn name(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }

    /// The method of the operation.
    pub fn method(&self) -> &str {
        self.names.last().map_or("", String::as_str)
    }
}

/// What the lock says about the document at hand.
#[derive(Default)]
pub(super) struct Kept<'l> {
    pub types: HashMap<TypeId, &'l Entry>,
    pub operations: HashMap<usize, &'l Entry>,
    /// By the tag; that of the operations without one is empty.
    pub services: HashMap<&'l str, &'l Entry>,
    pub credentials: HashMap<usize, &'l Entry>,
    pub events: HashMap<usize, &'l Entry>,
}

impl Lock {
    /// The same lock, its entries in the order of their names.
    pub(super) fn sorted(mut self) -> Self {
        self.all_mut().into_iter().for_each(|entries| entries.sort_by(|a, b| a.names.cmp(&b.names)));
        self
    }

    /// The same with what another one has of a document of which this one has seen only a part.
    #[must_use]
    pub fn with_left_out(&self, whole: &Self) -> Self {
        let mut lock = self.clone();
        for (entries, before) in lock.all_mut().into_iter().zip(whole.clone().all_mut()) {
            carry_over(entries, std::mem::take(before));
        }
        lock.sorted()
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        [&self.types, &self.operations, &self.services, &self.credentials, &self.events]
            .iter()
            .all(|all| all.is_empty())
    }

    fn all_mut(&mut self) -> [&mut Vec<Entry>; 5] {
        let Self { types, operations, services, credentials, events } = self;
        [types, operations, services, credentials, events]
    }

    /// Finds what of it is still there. A name that has come to mean something else is given up.
    pub(super) fn kept(&self, places: &Places) -> Kept<'_> {
        let mut kept = Kept {
            operations: self.kept_operations(places),
            services: by_place(&self.services).filter(|(_, entry)| !is_taken_service(entry.name())).collect(),
            credentials: at_places(&self.credentials, &places.credentials),
            events: at_places(&self.events, &places.events),
            ..Kept::default()
        };
        kept.operations.retain(|_, entry| !is_taken_operation(entry.name()));
        // A type goes on where its own place is, or else where another one is that it had.
        let mut claimed = HashSet::new();
        let stages = [(1, &places.types), (usize::MAX, &places.types), (usize::MAX, &places.former)];
        for (depth, types) in stages {
            let owners = self.owners(depth);
            for (id, all) in types {
                let found = all.iter().filter_map(|place| owners.get(place.as_str()));
                let mut free = found.filter(|entry| !is_taken_type(entry.name()));
                if !kept.types.contains_key(id)
                    && let Some(entry) = free.find(|entry| !claimed.contains(entry.name()))
                {
                    claimed.insert(entry.name());
                    kept.types.insert(*id, entry);
                }
            }
        }
        kept
    }

    /// The operations at their places. One that had an id of its own and has none any more, or the other way round, goes on
    /// where its pointer is.
    fn kept_operations(&self, places: &Places) -> HashMap<usize, &Entry> {
        let mut kept = at_places(&self.operations, &places.operations);
        let at_home: HashSet<&str> = kept.values().map(|entry| entry.name()).collect();
        let others = self.operations.iter().filter(|entry| !at_home.contains(entry.name()));
        let others: HashMap<&str, &Entry> =
            others.flat_map(|entry| entry.places.iter().map(move |place| (place.as_str(), entry))).collect();
        for (index, (place, pointer)) in places.operations.iter().zip(&places.pointers).enumerate() {
            let Some(entry) = others.get(pointer.as_str()) else { continue };
            if !kept.contains_key(&index) && (place == pointer || entry.places.first() == Some(pointer)) {
                kept.insert(index, entry);
            }
        }
        kept
    }

    /// The types at places, as far as the first few of each are concerned.
    fn owners(&self, depth: usize) -> HashMap<&str, &Entry> {
        let pairs = self
            .types
            .iter()
            .flat_map(|entry| entry.places.iter().take(depth).map(move |place| (place.as_str(), entry)));
        pairs.collect()
    }
}

/// Adds the entries whose names and places no other one has, and to those that are there the rest of what they had.
fn carry_over(entries: &mut Vec<Entry>, before: Vec<Entry>) {
    let places = entries.iter().flat_map(|entry| entry.places.iter().cloned());
    let mut places: HashSet<String> = places.collect();
    let mut named: HashMap<_, usize> = HashMap::new();
    for (index, entry) in entries.iter().enumerate() {
        named.extend(entry.unique().map(|name| (name, index)));
    }
    for mut entry in before {
        let owners: HashSet<Option<usize>> = entry.unique().map(|name| named.get(&name).copied()).collect();
        let owner = owners.iter().next().copied().flatten().filter(|_| owners.len() == 1);
        if let Some(now) = owner.and_then(|index| entries.get_mut(index)) {
            now.add(entry, &mut places);
        } else if owners == HashSet::from([None])
            && entry.places.first().is_some_and(|at| !places.contains(at))
        {
            entry.places.retain(|place| places.insert(place.clone()));
            entries.push(entry);
        }
    }
}

/// The entries of things that have one place each, by their number.
fn at_places<'l>(entries: &'l [Entry], places: &[String]) -> HashMap<usize, &'l Entry> {
    let by_place: HashMap<&str, &Entry> = by_place(entries).collect();
    let found = places.iter().enumerate();
    found.filter_map(|(index, place)| Some((index, *by_place.get(place.as_str())?))).collect()
}

/// The entries with the first place of each.
fn by_place(entries: &[Entry]) -> impl Iterator<Item = (&str, &Entry)> {
    entries.iter().filter_map(|entry| Some((entry.places.first()?.as_str(), entry)))
}
