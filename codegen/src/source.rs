//! Stage `source`: files become a raw value tree. The only stage that reads files.

use crate::pointer::Pointer;
use crate::report::{Place, Report};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Names a file of a [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub(crate) u32);

/// One file as it was read.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Where it was read from, as the user wrote it.
    pub path: PathBuf,
    /// Its text; lossy where it is not UTF-8.
    pub text: Arc<str>,
}

/// Every file that was read in one run, for excerpts.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

/// A document: its value tree, and the files its parts come from.
#[derive(Clone, Debug)]
pub struct Document {
    /// The value tree. Key order is the file's.
    pub value: Value,
    /// The file of the root.
    pub file: FileId,
}

impl Document {
    /// The place of a value of this document, for a diagnostic.
    pub fn place(&self, pointer: Pointer) -> Place {
        Place { file: self.file, pointer }
    }
}

/// Reads a document. What is wrong goes to the report; a document that cannot be read is `Value::Null`.
pub fn read(path: &Path, sources: &mut Sources, report: &mut Report) -> Document {
    let _ = (path, sources, report);
    todo!("source")
}
