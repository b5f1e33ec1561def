//! Where the parts of a document come from.

use super::FileId;
use super::moves::Moves;
use crate::pointer::Pointer;
use crate::report::Place;
use std::collections::HashMap;

/// Takes pointers into the whole document back to the files it was put together from.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    /// The parts that come from elsewhere, by their pointer in the whole.
    grafts: HashMap<String, Place>,
    /// What the stages after that have moved, in order.
    moves: Vec<Moves>,
    /// The other files, by their paths from the folder of the root's file.
    files: HashMap<FileId, String>,
}

impl Origins {
    /// The part at a pointer comes from a place.
    pub(crate) fn graft(&mut self, at: &Pointer, from: Place) {
        self.grafts.insert(at.as_str().to_owned(), from);
    }

    /// The part that stands at a pointer now comes from a place.
    pub(crate) fn insert(&mut self, now: Pointer, from: Place) {
        self.graft(&self.before(now), from);
    }

    /// Where a value stood before all that has moved.
    fn before(&self, now: Pointer) -> Pointer {
        self.moves.iter().rev().fold(now, |pointer, moves| moves.before(pointer))
    }

    /// What the other files are called beside the root.
    pub(crate) fn name_files(&mut self, files: HashMap<FileId, String>) {
        self.files = files;
    }

    /// The file and the pointer in it of a value that comes from another file, as a reference of the root would have
    /// them: `models/pet.yml#/Pet`.
    pub(crate) fn elsewhere(&self, root: FileId, pointer: Pointer) -> Option<String> {
        let Place { file, pointer } = self.place(root, pointer);
        let path = self.files.get(&file).filter(|_| file != root)?;
        Some(if pointer.as_str().is_empty() { path.clone() } else { format!("{path}#{}", pointer.as_str()) })
    }

    /// A stage has moved parts within the whole.
    pub(crate) fn moved(&mut self, moves: Moves) {
        if !moves.is_empty() {
            self.moves.push(moves);
        }
    }

    /// The place of a value of the whole: that of the nearest part around it that comes from elsewhere, or the same
    /// pointer in the root's file.
    pub(crate) fn place(&self, root: FileId, pointer: Pointer) -> Place {
        let pointer = self.before(pointer);
        if self.grafts.is_empty() {
            return Place { file: root, pointer };
        }
        let text = pointer.as_str();
        let ends = std::iter::once(text.len()).chain(text.rmatch_indices('/').map(|(at, _)| at));
        for end in ends {
            let (part, rest) = text.split_at(end);
            if let Some(Place { file, pointer }) = self.grafts.get(part) {
                return Place { file: *file, pointer: pointer.join(rest) };
            }
        }
        Place { file: root, pointer }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_elsewhere_is_known_by_its_file() {
        let mut origins = Origins::default();
        origins.name_files(HashMap::from([(FileId(1), "models/pet.yml".to_owned())]));
        let at = |text: &str| Pointer::parse(text).unwrap();
        for (name, pointer) in [("Pet", ""), ("Owner", "/Owner")] {
            let place = Place { file: FileId(1), pointer: at(pointer) };
            origins.graft(&at("/components/schemas").child(name), place);
        }
        let elsewhere = |text: &str| origins.elsewhere(FileId(0), at(text));
        assert_eq!(elsewhere("/components/schemas/Pet").as_deref(), Some("models/pet.yml"));
        assert_eq!(elsewhere("/components/schemas/Owner").as_deref(), Some("models/pet.yml#/Owner"));
        assert_eq!(elsewhere("/components/schemas/Own"), None);
    }

    #[test]
    fn the_nearest_part_from_elsewhere_counts() {
        let at = |text: &str| Pointer::parse(text).unwrap();
        let place = |file, text: &str| Place { file: FileId(file), pointer: at(text) };
        let mut origins = Origins::default();
        origins.graft(&at("/definitions/Pet"), place(1, ""));
        origins.graft(&at("/definitions/Pet/properties/owner"), place(2, "/people/owner"));
        let mut moves = Moves::default();
        moves.part(at("/components/schemas"), at("/definitions"));
        origins.moved(moves);
        for (pointer, expected) in [
            ("/components/schemas/Pet", place(1, "")),
            ("/components/schemas/Pet/properties/name", place(1, "/properties/name")),
            ("/components/schemas/Pet/properties/owner/type", place(2, "/people/owner/type")),
            ("/components/schemas/Pets", place(0, "/definitions/Pets")),
            ("", place(0, "")),
        ] {
            assert_eq!(origins.place(FileId(0), at(pointer)), expected, "{pointer}");
        }
    }
}
