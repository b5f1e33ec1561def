//! Places: by what the types and operations of a document are known from one version of it to the next.
//!
//! A place is the pointer of a component (or, where that is from another file, the file and the pointer in it: what it is
//! called among the components depends on which other files there are), or the `operationId` of an operation (its pointer when it has none), and the
//! way from there. What stands in a list is known by what it is called there, not by its number: that of a parameter
//! changes when another one is added.

use super::branch::Looks;
use crate::ir::{Api, Origin, Role, Shape, Status, Type, TypeId, TypeMap};
use crate::pointer::{Pointer, escape};
use crate::source::Document;
use foldhash::{HashSet, HashSetExt};
use std::collections::{BTreeMap, HashMap};

/// The places of everything that has a name.
pub(super) struct Places {
    /// Those of each type that is declared, its own first; those of equal types follow in order.
    pub types: BTreeMap<TypeId, Vec<String>>,
    /// That of each operation.
    pub operations: Vec<String>,
    /// The pointer of each operation, by which it is known where it has no id of its own.
    pub pointers: Vec<String>,
    /// That of each security scheme.
    pub credentials: Vec<String>,
    /// That of each event; empty where another one has it.
    pub events: Vec<String>,
    /// Those that types of other files had in older locks, in which they were known by the names of components.
    pub former: BTreeMap<TypeId, Vec<String>>,
    /// The files and pointers of components from other files, by key.
    homes: HashMap<String, String>,
}

/// By what the branches without a title are known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// By what they say: wherever they stand among the others.
    Content,
    /// By their number: whatever they say.
    Number,
}

/// What was found out on one way.
#[derive(Default)]
struct Known {
    places: TypeMap<String>,
    looks: Looks,
}

impl Places {
    pub fn of(api: &Api, document: &Document) -> Self {
        let operations = operations(api);
        let (credentials, events) = (credentials(api), events(api, &operations));
        let pointers = api.operations.iter().map(|operation| operation.at.to_string()).collect();
        let (types, former) = Default::default();
        let mut places =
            Self { types, operations, pointers, credentials, events, former, homes: HashMap::new() };
        let nominal: Vec<TypeId> =
            api.types.iter().filter(|(_, ty)| ty.shape.is_nominal()).map(|(id, _)| id).collect();
        let homes = homes(api, document);
        if !homes.is_empty() {
            let mut known = Known::default();
            let former =
                nominal.iter().map(|id| (*id, vec![places.place(api, *id, Way::Content, &mut known, 0)]));
            places.former = former.collect();
            places.homes = homes;
        }
        let mut known = Known::default();
        // As many again are places of equal types.
        let mut taken = HashSet::with_capacity(2 * nominal.len());
        for &id in &nominal {
            let place = places.place(api, id, Way::Content, &mut known, 0);
            // Two schemas for one property, of which only one counts, have one place.
            let own = if taken.insert(place.clone()) { vec![place] } else { Vec::new() };
            places.types.insert(id, own);
        }
        for (id, ty) in api.types.iter() {
            let Some(class) = class_of(api, ty) else { continue };
            let place = places.place(api, id, Way::Content, &mut known, 0);
            if taken.insert(place.clone())
                && let Some(all) = places.types.get_mut(&class)
            {
                all.push(place);
            }
        }
        let mut known = Known::default();
        for id in nominal {
            let place = places.place(api, id, Way::Number, &mut known, 0);
            if taken.insert(place.clone())
                && let Some(all) = places.types.get_mut(&id)
            {
                all.push(place);
            }
        }
        for all in places.types.values_mut().filter(|all| all.len() > 2) {
            if let Some((_, others)) = all.split_first_mut() {
                others.sort_unstable();
            }
        }
        places
    }

    /// Those of an operation: its id, where that is its own, and its pointer.
    pub fn of_operation(&self, index: usize) -> Vec<String> {
        let mut places: Vec<String> = [&self.operations, &self.pointers]
            .into_iter()
            .filter_map(|all| all.get(index).cloned())
            .collect();
        places.dedup();
        places
    }

    fn place(&self, api: &Api, id: TypeId, way: Way, known: &mut Known, depth: usize) -> String {
        if let Some(place) = known.places.get(id) {
            return place.clone();
        }
        let ty = &api.types[id];
        let place = match &ty.origin {
            Origin::Component(key) => match self.homes.get(key) {
                Some(home) => home.clone(),
                None => component(key).to_string(),
            },
            Origin::Elsewhere(reference) => {
                Pointer::parse(reference).map_or_else(|| reference.clone(), |pointer| pointer.to_string())
            }
            Origin::Operation(index, role) => {
                let operation = self.operations.get(*index).map_or("", String::as_str);
                operation.to_owned() + &step(role, ty)
            }
            Origin::Api(Role::Server) => server(api, id),
            Origin::Api(role) => step(role, ty),
            // Schemas nest at most as deep as the source stage lets them.
            Origin::Part(parent, role) if depth < 256 => {
                let own = match (role, way) {
                    (Role::Branch(_, None), Way::Content) if ty.docs.summary.is_none() => {
                        known.looks.step(api, *parent, id)
                    }
                    _ => None,
                };
                self.place(api, *parent, way, known, depth + 1) + &own.unwrap_or_else(|| step(role, ty))
            }
            Origin::Part(..) => ty.at.to_string(),
        };
        known.places.insert(id, place.clone());
        place
    }
}

fn component(key: &str) -> Pointer {
    Pointer::root().child("components").child("schemas").child(key)
}

/// The files and pointers of the components that are from other files, those left out that several are from.
fn homes(api: &Api, document: &Document) -> HashMap<String, String> {
    let keys = api.types.iter().filter_map(|(_, ty)| match &ty.origin {
        Origin::Component(key) => Some(key),
        _ => None,
    });
    let mut homes: HashMap<String, String> = HashMap::new();
    let mut count: HashMap<String, usize> = HashMap::new();
    for key in keys {
        if let Some(home) = document.elsewhere(component(key))
            && homes.insert(key.clone(), home.clone()).is_none()
        {
            *count.entry(home).or_default() += 1;
        }
    }
    homes.retain(|_, home| count.get(home) == Some(&1));
    homes
}

/// The declared type that an inline schema became one with.
fn class_of(api: &Api, ty: &Type) -> Option<TypeId> {
    let Shape::Same(class) = ty.shape else { return None };
    let is_inline = |ty: &Type| !matches!(ty.origin, Origin::Component(_));
    let target = &api.types[class];
    (is_inline(ty) && is_inline(target) && target.shape.is_nominal()).then_some(class)
}

/// The operations, by an id that no other one has, or by pointer.
fn operations(api: &Api) -> Vec<String> {
    let mut count: HashMap<&str, usize> = HashMap::new();
    for id in api.operations.iter().filter_map(|operation| operation.id.as_deref()) {
        *count.entry(id).or_default() += 1;
    }
    let place = |operation: &crate::ir::Operation| match operation.id.as_deref() {
        Some(id) if count.get(id) == Some(&1) => escape(id),
        _ => operation.at.to_string(),
    };
    api.operations.iter().map(place).collect()
}

fn credentials(api: &Api) -> Vec<String> {
    let place = |name: &str| format!("/components/securitySchemes/{}", escape(name));
    api.security_schemes.iter().map(|scheme| place(&scheme.name)).collect()
}

/// The events, by their name and method: what they are called back at is an expression that may change.
fn events(api: &Api, operations: &[String]) -> Vec<String> {
    let mut taken = HashSet::new();
    let events = api.events.iter().map(|event| {
        let operation = event.operation.and_then(|index| operations.get(index)).map_or("", String::as_str);
        let method = event.method.as_str().to_lowercase();
        let place = format!("{operation}/events/{}/{method}", escape(&event.name));
        if taken.insert(place.clone()) { place } else { String::new() }
    });
    events.collect()
}

/// A server, by its address.
fn server(api: &Api, id: TypeId) -> String {
    let server = api.all_servers().find(|server| server.variables == Some(id));
    server.map_or_else(|| "/servers".to_owned(), |server| format!("/servers/{}", escape(&server.url)))
}

/// The way from a parent to its part.
fn step(role: &Role, ty: &Type) -> String {
    match role {
        Role::Property(name) => format!("/properties/{}", escape(name)),
        Role::Parameter(name) => format!("/parameters/{}", escape(name)),
        Role::Item => "/items".to_owned(),
        Role::Value => "/additionalProperties".to_owned(),
        Role::Branch(index, key) => match key.as_ref().or(ty.docs.summary.as_ref()) {
            Some(name) => format!("/branches/{}", escape(name)),
            None => format!("/branches/{index}"),
        },
        Role::Position(index) => format!("/prefixItems/{index}"),
        Role::Base => "/base".to_owned(),
        Role::NonNull => String::new(),
        Role::Request => "/request".to_owned(),
        Role::Form => "/form".to_owned(),
        Role::Response(Status::Code(code)) => format!("/responses/{code}"),
        Role::Response(Status::Range(class)) => format!("/responses/{class}XX"),
        Role::Response(Status::Default) => "/responses/default".to_owned(),
        Role::Headers => "/headers".to_owned(),
        Role::Event(name) => format!("/events/{}", escape(name)),
        Role::Server => "/servers".to_owned(),
    }
}
