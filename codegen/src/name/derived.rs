//! Names that are made of others: they follow a name of the configuration, and nothing is told of them that is told of
//! the name that they are made of.

use super::words::singular;
use super::{Namer, Names};
use crate::ir::{Origin, TypeId};

/// How far names are made of each other: schemas nest at most as deep as the source stage lets them.
const DEEPEST: usize = 256;

impl Namer<'_> {
    /// Whether the configuration gives an operation another name than it had.
    pub(super) fn is_renamed(&self, index: usize) -> bool {
        let kept = self.kept.operations.get(&index).zip(self.names.operations.get(index));
        kept.is_some_and(|(kept, now)| kept.name() != now.name)
    }

    /// Whether a type is called after something that the configuration gives another name than it had.
    pub(super) fn follows_rename(&self, id: TypeId, depth: usize) -> bool {
        // What is called as all its places are is called after none of them.
        if self.shared.contains(id) {
            return false;
        }
        let Some(before) = self.renamed_owner(id, depth) else { return false };
        // It may stand here, and have its name from elsewhere: from an equal type, or from its title.
        self.kept.types.get(&id).is_none_or(|entry| is_made_of(entry.name(), before))
    }

    /// What the operation or type that a type stands in was called, where it has got another name.
    fn renamed_owner(&self, id: TypeId, depth: usize) -> Option<&str> {
        match self.api.types[id].origin {
            Origin::Operation(index, _) => {
                let kept = self.kept.operations.get(&index)?;
                self.is_renamed(index).then(|| kept.name())
            }
            Origin::Part(parent, _) if depth < DEEPEST => match self.kept.types.get(&parent) {
                Some(kept) => {
                    let is_renamed = match self.names.types.get(parent) {
                        Some(now) => kept.name() != now.name,
                        None => self.follows_rename(parent, depth + 1),
                    };
                    is_renamed.then(|| kept.name())
                }
                None => self.renamed_owner(parent, depth + 1),
            },
            _ => None,
        }
    }

    /// Whether an operation would have another name by now.
    pub(super) fn is_operation_kept(&self, index: usize) -> bool {
        let name = |names: &Names| names.operations.get(index).map(|names| names.name.clone());
        self.fresh.as_ref().is_some_and(|fresh| name(fresh) != name(&self.names))
    }

    /// Whether a type would have another name by now.
    pub(super) fn is_type_kept(&self, id: TypeId) -> bool {
        let name = |names: &Names| names.of(id).map(|names| names.name.clone());
        self.fresh.as_ref().is_some_and(|fresh| name(fresh) != name(&self.names))
    }

    /// Whether a type is called after something that would have another name by now.
    pub(super) fn follows_kept(&self, id: TypeId, depth: usize) -> bool {
        match self.api.types[id].origin {
            Origin::Operation(index, _) => self.is_operation_kept(index),
            Origin::Part(parent, _) if depth < DEEPEST => {
                self.is_type_kept(parent) || self.follows_kept(parent, depth + 1)
            }
            _ => false,
        }
    }
}

/// Whether a name begins with that of its owner, or with that of one of several.
fn is_made_of(name: &str, owner: &str) -> bool {
    name.starts_with(owner) || name.starts_with(&singular(owner))
}
