//! What a person calls a type in the configuration.

use super::{Api, Origin, Role, TypeId};
use crate::pointer::Pointer;

/// Deeper properties than this have only pointers.
const DEEPEST: usize = 64;

impl Api {
    /// The key of a component, or `key.property` for what stands in it; `None` for what can only be said by a pointer.
    /// The items of a list are called as the list, the values of a map as the map.
    pub fn called(&self, id: TypeId) -> Option<String> {
        self.called_within(id, DEEPEST)
    }

    fn called_within(&self, id: TypeId, depth: usize) -> Option<String> {
        match &self.types[id].origin {
            Origin::Component(key) => Some(key.clone()),
            Origin::Part(parent, role) => {
                let parent = self.called_within(*parent, depth.checked_sub(1)?)?;
                match role {
                    Role::Property(name) => Some(format!("{parent}.{name}")),
                    Role::Item | Role::Value | Role::NonNull => Some(parent),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Whether a key of the configuration means a type: by what it is called, or by the pointer of its schema.
    pub fn is_called(&self, id: TypeId, key: &str) -> bool {
        match Pointer::parse(key).filter(|_| key.starts_with(['/', '#'])) {
            Some(pointer) => self.types[id].at == pointer,
            None => self.called(id).is_some_and(|called| called == key),
        }
    }
}
