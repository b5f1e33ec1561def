//! Places: by what the types and operations of a document are known from one version of it to the next.
//!
//! A place is the pointer of a component, or the `operationId` of an operation (its pointer when it has none), and the
//! way from there. What stands in a list is known by what it is called there, not by its number: that of a parameter
//! changes when another one is added.

use crate::ir::{Api, Origin, Role, Shape, Status, Type, TypeId};
use crate::pointer::{Pointer, escape};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The places of everything that has a name.
pub(super) struct Places {
    /// Those of each type that is declared, its own first; those of equal types follow in order.
    pub types: BTreeMap<TypeId, Vec<String>>,
    /// That of each operation.
    pub operations: Vec<String>,
}

impl Places {
    pub fn of(api: &Api) -> Self {
        let mut places = Self { types: BTreeMap::new(), operations: operations(api) };
        let mut known = HashMap::new();
        let mut taken = HashSet::new();
        let nominal = api.types.iter().filter(|(_, ty)| ty.shape.is_nominal());
        for (id, _) in nominal {
            let place = places.place(api, id, &mut known, 0);
            // Two schemas for one property, of which only one counts, have one place.
            let own = if taken.insert(place.clone()) { vec![place] } else { Vec::new() };
            places.types.insert(id, own);
        }
        for (id, ty) in api.types.iter() {
            let Some(class) = class_of(api, ty) else { continue };
            let place = places.place(api, id, &mut known, 0);
            if taken.insert(place.clone())
                && let Some(all) = places.types.get_mut(&class)
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

    fn place(&self, api: &Api, id: TypeId, known: &mut HashMap<TypeId, String>, depth: usize) -> String {
        if let Some(place) = known.get(&id) {
            return place.clone();
        }
        let ty = &api.types[id];
        let place = match &ty.origin {
            Origin::Component(key) => format!("/components/schemas/{}", escape(key)),
            Origin::Elsewhere(reference) => {
                Pointer::parse(reference).map_or_else(|| reference.clone(), |pointer| pointer.to_string())
            }
            Origin::Operation(index, role) => {
                format!("{}{}", self.operations.get(*index).map_or("", String::as_str), step(role, ty))
            }
            Origin::Api(role) => step(role, ty),
            // Schemas nest at most as deep as the source stage lets them.
            Origin::Part(parent, role) if depth < 256 => {
                self.place(api, *parent, known, depth + 1) + &step(role, ty)
            }
            Origin::Part(..) => ty.at.to_string(),
        };
        known.insert(id, place.clone());
        place
    }
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
        Role::Response(Status::Code(code)) => format!("/responses/{code}"),
        Role::Response(Status::Range(class)) => format!("/responses/{class}XX"),
        Role::Response(Status::Default) => "/responses/default".to_owned(),
        Role::Headers => "/headers".to_owned(),
        Role::Event(name) => format!("/events/{}", escape(name)),
        Role::Server => "/servers".to_owned(),
    }
}
