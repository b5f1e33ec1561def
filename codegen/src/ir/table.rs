//! Tables by [`TypeId`]. Ids count from 0, so an index stands for a hash: a set or map of all types of a large document
//! costs a tenth of what it does with one, and more where nothing is optimized.

use super::{Origin, Role, TypeId, Types};

/// What is known of some types.
#[derive(Clone, Debug)]
pub struct TypeMap<T> {
    entries: Vec<Option<T>>,
}

impl<T> Default for TypeMap<T> {
    fn default() -> Self {
        Self { entries: Vec::new() }
    }
}

impl<T> TypeMap<T> {
    /// What is known of a type.
    pub fn get(&self, id: TypeId) -> Option<&T> {
        self.entries.get(id.0 as usize)?.as_ref()
    }

    /// The same, to be changed.
    pub fn get_mut(&mut self, id: TypeId) -> Option<&mut T> {
        self.entries.get_mut(id.0 as usize)?.as_mut()
    }

    /// Whether something is known of a type.
    pub fn contains(&self, id: TypeId) -> bool {
        self.get(id).is_some()
    }

    /// Keeps what is known of a type.
    pub fn insert(&mut self, id: TypeId, known: T) {
        *self.entry(id) = Some(known);
    }

    /// The place for what is known of a type.
    pub fn entry(&mut self, id: TypeId) -> &mut Option<T> {
        let index = id.0 as usize;
        if index >= self.entries.len() {
            self.entries.resize_with(index + 1, || None);
        }
        // The line above has made room.
        &mut self.entries[index]
    }

    /// The types of which something is known, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = (TypeId, &T)> {
        let entries = self.entries.iter().enumerate();
        entries.filter_map(|(index, entry)| Some((TypeId(index as u32), entry.as_ref()?)))
    }
}

/// Some types.
#[derive(Clone, Debug, Default)]
pub struct TypeSet {
    members: Vec<bool>,
}

impl TypeSet {
    /// Whether a type is in it.
    pub fn contains(&self, id: TypeId) -> bool {
        self.members.get(id.0 as usize).is_some_and(|is_member| *is_member)
    }

    /// Adds a type; whether it was not in it.
    pub fn insert(&mut self, id: TypeId) -> bool {
        let index = id.0 as usize;
        if index >= self.members.len() {
            self.members.resize(index + 1, false);
        }
        // The line above has made room.
        !std::mem::replace(&mut self.members[index], true)
    }
}

impl Types {
    /// Whether a type has the name of a schema of the document: it is that schema, or what a nullable one holds.
    pub(crate) fn is_component(&self, id: TypeId) -> bool {
        match &self[id].origin {
            Origin::Component(_) => true,
            // Parents are made before their parts, so this ends.
            Origin::Part(parent, Role::NonNull) => self.is_component(*parent),
            _ => false,
        }
    }

    /// Some types, and those that they are made of.
    pub(crate) fn reachable(&self, start: impl IntoIterator<Item = TypeId>) -> TypeSet {
        let mut seen = TypeSet::default();
        self.reach(start, &mut seen);
        seen
    }

    /// The same one by one, each once.
    pub(crate) fn reached(&self, start: impl IntoIterator<Item = TypeId>) -> Vec<TypeId> {
        self.reach(start, &mut TypeSet::default())
    }

    fn reach(&self, start: impl IntoIterator<Item = TypeId>, seen: &mut TypeSet) -> Vec<TypeId> {
        let mut waiting: Vec<TypeId> = start.into_iter().collect();
        let mut reached = Vec::new();
        while let Some(id) = waiting.pop() {
            if seen.insert(id) {
                waiting.extend(self[id].shape.parts());
                reached.push(id);
            }
        }
        reached
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_what_was_added() {
        let mut set = TypeSet::default();
        assert!(set.insert(TypeId(5)) && !set.insert(TypeId(5)) && set.insert(TypeId(2)));
        let found: Vec<u32> = (0..9).filter(|id| set.contains(TypeId(*id))).collect();
        assert_eq!(found, [2, 5]);
    }

    #[test]
    fn a_map_is_in_order() {
        let mut map = TypeMap::default();
        *map.entry(TypeId(7)) = Some("b");
        *map.entry(TypeId(3)) = Some("a");
        map.entry(TypeId(9));
        assert_eq!(map.iter().collect::<Vec<_>>(), [(TypeId(3), &"a"), (TypeId(7), &"b")]);
        assert_eq!((map.get(TypeId(7)), map.get(TypeId(9)), map.get(TypeId(100))), (Some(&"b"), None, None));
    }
}
