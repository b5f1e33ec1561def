//! Documents of several files become one tree.
//!
//! A `$ref` to another file is followed where the standard has a reference and where people write one all the same: in
//! place of an operation, a list, a map of names, a text. What has a section among the components (schemas, parameters,
//! responses, …) becomes a component, one for equal targets, so that it keeps a name and may refer to itself; all else
//! is written out where it is used. Anchors (`#name`, `$id`, `$dynamicRef`) become pointers on the way.
//!
//! In the tree that comes out, every reference that was followed is local. The others stay for the later stages to
//! repair, and those into files were reported.

mod components;
mod files;
mod identifiers;
mod meant;
mod names;
mod resolve;
mod scan;
mod walk;

use super::{Document, Sources};
use crate::report::Report;
use crate::shape::{Kind, Shape};
use files::Files;
use std::path::{Path, PathBuf};
use walk::Walk;

/// Where the files of a document may be.
#[derive(Clone, Debug, Default)]
pub struct Bounds {
    /// The document's file; `None` for a document in memory.
    document: Option<PathBuf>,
    /// The folder that everything lies in, with symbolic links resolved.
    folder: Option<PathBuf>,
}

impl Bounds {
    /// The bounds of a document that is a file: the outermost of its own folder and of those of the given folders that
    /// it lies in. The root of the file system is no bound and does not count.
    pub fn around<'a>(document: &Path, folders: impl IntoIterator<Item = &'a Path>) -> Self {
        let canonical = |folder: &Path| {
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            folder.canonicalize().ok()
        };
        let own = document.parent().and_then(canonical);
        let around = |folder: &PathBuf| {
            folder.parent().is_some() && own.as_ref().is_some_and(|own| own.starts_with(folder))
        };
        let outermost = folders.into_iter().filter_map(canonical).filter(around);
        let outermost = outermost.min_by_key(|folder| folder.components().count());
        Self { document: Some(document.to_owned()), folder: outermost.or(own) }
    }
}

/// The document with what its references lead to in other files within the bounds. A document of one file that has no
/// anchors comes out as it went in.
pub fn join(mut document: Document, bounds: &Bounds, sources: &mut Sources, report: &mut Report) -> Document {
    if scan::is_joined(&document.value, Shape::Node(Kind::Document)) {
        return document;
    }
    let value = document.value.take();
    let files = Files::new(bounds, document.file, value.clone(), sources, report);
    let mut walk = Walk::new(files, &value);
    document.value = walk.document(value);
    document.origins = walk.origins;
    document.origins.name_files(walk.files.beside_root());
    document
}
