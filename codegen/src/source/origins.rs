//! Where the parts of a document come from.

use super::FileId;
use crate::pointer::Pointer;
use crate::report::Place;
use std::collections::HashMap;

/// Takes pointers into the whole document back to the files it was put together from.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    /// The parts that come from elsewhere, by their pointer in the whole.
    grafts: HashMap<String, Place>,
    /// Sections that have another place in the canonical dialect: that one, and the published one.
    moved: Vec<(String, String)>,
}

impl Origins {
    /// The part at a pointer comes from a place.
    pub(crate) fn graft(&mut self, at: &Pointer, from: Place) {
        self.grafts.insert(at.as_str().to_owned(), from);
    }

    /// A section has moved within the whole.
    pub(crate) fn moved(&mut self, to: &str, from: &str) {
        self.moved.push((to.to_owned(), from.to_owned()));
    }

    /// The place of a value of the whole: that of the nearest part around it that comes from elsewhere, or the same
    /// pointer in the root's file.
    pub(crate) fn place(&self, root: FileId, pointer: Pointer) -> Place {
        let pointer = self.as_published(pointer);
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

    fn as_published(&self, pointer: Pointer) -> Pointer {
        let moved = self.moved.iter().find_map(|(to, from)| {
            let rest = pointer.as_str().strip_prefix(to.as_str())?;
            (rest.is_empty() || rest.starts_with('/')).then(|| format!("{from}{rest}"))
        });
        moved.and_then(|text| Pointer::parse(&text)).unwrap_or(pointer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_part_from_elsewhere_counts() {
        let at = |text: &str| Pointer::parse(text).unwrap();
        let place = |file, text: &str| Place { file: FileId(file), pointer: at(text) };
        let mut origins = Origins::default();
        origins.graft(&at("/definitions/Pet"), place(1, ""));
        origins.graft(&at("/definitions/Pet/properties/owner"), place(2, "/people/owner"));
        origins.moved("/components/schemas", "/definitions");
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
