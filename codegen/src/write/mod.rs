//! Stage `write`: files go to disk, and only what differs.
//!
//! Bindery remembers what it wrote in a folder in a file named [`MANIFEST`] there, which lists the paths.
//! That file is part of the output: commit it with the rest. With it,
//!
//! - a generated file that was edited by hand is repaired,
//! - a generated file that is no longer generated is removed,
//! - every other file is left alone: it is never removed, and where one stands in the way of a generated
//!   file with other content, nothing at all is written and [`Error::Foreign`] names it.
//!
//! When everything is as it should be, no file is opened for writing and no folder is touched, so fresh
//! output on a read-only file system is fine. Every file is replaced atomically. When a run is interrupted,
//! the next one completes it.
//!
//! Contents are compared byte for byte. A checkout that turned line endings into CRLF therefore counts as
//! different: [`sync`] writes the files with LF again, which git does not show as a change, and [`compare`]
//! names them all. A line `* text eol=lf` in `.gitattributes` avoids both.

mod disk;
mod manifest;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fmt, io};

pub use manifest::MANIFEST;

/// Generated files: the text of each by its path below the output folder, with forward slashes.
pub type Files = BTreeMap<String, String>;

/// What differs between generated files and a folder. Paths are below the folder, with forward slashes, and
/// in order; the manifest is one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that are not there.
    pub missing: Vec<String>,
    /// Files with other content.
    pub different: Vec<String>,
    /// Files that were generated once and no longer are.
    pub stale: Vec<String>,
}

impl Changes {
    /// Whether the folder holds exactly what was generated.
    pub fn is_empty(&self) -> bool {
        self.missing.is_empty() && self.different.is_empty() && self.stale.is_empty()
    }
}

/// Why files are not written, or not compared.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder cannot be read, written or removed.
    Io {
        /// Which one.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// Files that bindery did not write stand where generated ones belong. Nothing was written.
    Foreign {
        /// The files.
        paths: Vec<PathBuf>,
    },
    /// A generated path leads out of the folder, or is the manifest's. Nothing was written.
    Path {
        /// The path.
        path: String,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { path, source } => write!(f, "{}: {source}", path.display()),
            Self::Foreign { paths } => {
                f.write_str("not overwritten, because bindery did not write them:")?;
                paths.iter().try_for_each(|path| write!(f, " {}", path.display()))?;
                f.write_str("; choose another folder, or move these files away")
            }
            Self::Path { path } => write!(f, "{path:?} is no path for a generated file"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            Self::Foreign { .. } | Self::Path { .. } => None,
        }
    }
}

/// What [`sync`] would do. Writes nothing; a folder that does not exist is an empty one.
///
/// # Errors
///
/// A file that cannot be read, or a path that leads out of the folder.
pub fn compare(dir: &Path, files: &Files) -> Result<Changes, Error> {
    Ok(Plan::new(dir, files)?.changes)
}

/// Makes a folder hold the generated files, and says what it changed.
///
/// # Errors
///
/// See [`Error`]. After [`Error::Io`] a part may have been written; the next run completes it.
pub fn sync(dir: &Path, files: &Files) -> Result<Changes, Error> {
    let plan = Plan::new(dir, files)?;
    if !plan.foreign.is_empty() {
        return Err(Error::Foreign { paths: plan.foreign });
    }
    if !plan.changes.is_empty() {
        plan.carry_out(dir, files)?;
    }
    Ok(plan.changes)
}

/// Whether a file outside the folder, such as the one of names, holds another text than it should.
///
/// # Errors
///
/// A file that cannot be read.
pub fn differs(path: &Path, text: &str) -> Result<bool, Error> {
    Ok(disk::read(path)?.as_deref() != Some(text.as_bytes()))
}

/// Makes such a file hold a text. One that holds it already is not touched.
///
/// # Errors
///
/// A file that cannot be read or written.
pub fn sync_file(path: &Path, text: &str) -> Result<(), Error> {
    if differs(path, text)? { disk::replace(path, text) } else { Ok(()) }
}

/// What is to do in a folder.
struct Plan {
    changes: Changes,
    /// The manifest as it is to be.
    manifest: String,
    /// What the manifest lists now.
    owned: BTreeSet<String>,
    /// Files of someone else where a generated file with other content belongs.
    foreign: Vec<PathBuf>,
}

impl Plan {
    fn new(dir: &Path, files: &Files) -> Result<Self, Error> {
        if let Some(path) = files.keys().find(|path| !manifest::may_list(path)) {
            return Err(Error::Path { path: path.clone() });
        }
        let written = disk::read(&dir.join(MANIFEST))?;
        let owned = manifest::parse(written.as_deref().unwrap_or_default());
        let manifest = manifest::text(files.keys());
        let mut plan = Self { changes: Changes::default(), manifest, owned, foreign: Vec::new() };
        plan.note(MANIFEST, written.as_deref(), &plan.manifest.clone());
        for (path, text) in files {
            let found = disk::read(&dir.join(path))?;
            if found.as_deref().is_some_and(|found| found != text.as_bytes()) && !plan.owned.contains(path) {
                plan.foreign.push(dir.join(path));
            }
            plan.note(path, found.as_deref(), text);
        }
        let gone = plan.owned.iter().filter(|path| !files.contains_key(*path));
        plan.changes.stale = gone.filter(|path| dir.join(path).is_file()).cloned().collect();
        Ok(plan)
    }

    fn note(&mut self, path: &str, found: Option<&[u8]>, text: &str) {
        match found {
            None => self.changes.missing.push(path.to_owned()),
            Some(found) if found != text.as_bytes() => self.changes.different.push(path.to_owned()),
            Some(_) => {}
        }
    }

    fn carry_out(&self, dir: &Path, files: &Files) -> Result<(), Error> {
        // Until all is done, the manifest lists the old files and the new: whatever is there when a run is
        // interrupted is known as ours by the next one.
        let both: BTreeSet<&String> = self.owned.iter().chain(files.keys()).collect();
        let before = manifest::text(both);
        if before != self.manifest {
            disk::replace(&dir.join(MANIFEST), &before)?;
        }
        let to_write = || self.changes.missing.iter().chain(&self.changes.different);
        let folders: BTreeSet<PathBuf> =
            to_write().filter_map(|path| Some(dir.join(path).parent()?.to_owned())).collect();
        folders.iter().for_each(|folder| disk::tidy(folder));
        for path in to_write() {
            if let Some(text) = files.get(path) {
                disk::replace(&dir.join(path), text)?;
            }
        }
        for path in &self.changes.stale {
            disk::remove(dir, path)?;
        }
        disk::replace(&dir.join(MANIFEST), &self.manifest)
    }
}

#[cfg(all(test, unix))]
mod tests;
