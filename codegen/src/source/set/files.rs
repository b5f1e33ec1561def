//! The files of a document: each is read once, within the bounds.

use super::Bounds;
use super::identifiers::Identifiers;
use crate::pointer::percent_decode;
use crate::report::{Code, Report, Severity};
use crate::source::{FileId, MAX_BYTES, Sources, from_bytes};
use serde_json::Value;
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// The largest file that a reference may lead to, in bytes.
const MAX_INCLUDED: u64 = 64 * 1024 * 1024;

/// The files of a document, and where reading them tells what is wrong with them.
pub(super) struct Files<'a> {
    pub root: FileId,
    pub report: &'a mut Report,
    sources: &'a mut Sources,
    bounds: &'a Bounds,
    by_path: HashMap<PathBuf, Result<FileId, Trouble>>,
    loaded: HashMap<FileId, Loaded>,
    /// The bytes of all files so far.
    bytes: u64,
}

struct Loaded {
    value: Arc<Value>,
    identifiers: Option<Identifiers>,
    /// As it is shown; `None` for a document in memory.
    path: Option<PathBuf>,
}

/// Why a reference leads to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// To an address, or out of a document in memory: later stages tell.
    Elsewhere,
    Outside,
    Missing,
    Folder,
    Unreadable,
    Large,
    TooMuch,
    /// The file is neither YAML nor JSON, which was told.
    Broken,
    /// The file has no such value.
    Nowhere,
    Circle,
}

impl<'a> Files<'a> {
    pub fn new(
        bounds: &'a Bounds,
        root: FileId,
        value: Value,
        sources: &'a mut Sources,
        report: &'a mut Report,
    ) -> Self {
        let path = bounds.document.clone();
        let bytes = sources.file(root).map_or(0, |file| file.text.len() as u64);
        let by_path = path.iter().filter_map(|path| Some((path.canonicalize().ok()?, Ok(root)))).collect();
        let loaded = HashMap::from([(root, Loaded { value: Arc::new(value), identifiers: None, path })]);
        Self { root, report, sources, bounds, by_path, loaded, bytes }
    }

    /// The value tree of a file.
    pub fn value(&self, file: FileId) -> Arc<Value> {
        self.loaded.get(&file).map(|loaded| Arc::clone(&loaded.value)).unwrap_or_default()
    }

    /// The schemas of a file that have names of their own.
    pub fn identifiers(&mut self, file: FileId) -> &Identifiers {
        let loaded = self.loaded.entry(file).or_insert_with(|| Loaded {
            value: Arc::default(),
            identifiers: None,
            path: None,
        });
        loaded.identifiers.get_or_insert_with(|| Identifiers::of(&loaded.value))
    }

    /// How a file is shown; empty for a document in memory.
    pub fn path(&self, file: FileId) -> &Path {
        let path = self.loaded.get(&file).and_then(|loaded| loaded.path.as_deref());
        path.unwrap_or(Path::new(""))
    }

    /// The files, by their paths from the folder of the root.
    pub fn beside_root(&self) -> HashMap<FileId, String> {
        let folder = self.path(self.root).parent().unwrap_or(Path::new(""));
        let paths = self.loaded.iter().filter_map(|(file, loaded)| Some((*file, loaded.path.as_deref()?)));
        paths.map(|(file, path)| (file, between(folder, path))).collect()
    }

    /// The file that a relative reference of another file leads to.
    pub fn file(&mut self, base: FileId, reference: &str) -> Result<FileId, Trouble> {
        let (Some(bound), Some(shown)) = (self.bounds.folder.clone(), self.beside(base, reference)) else {
            return Err(Trouble::Elsewhere);
        };
        let path = match shown.canonicalize() {
            Ok(path) => path,
            // What does not exist outside is nobody's business.
            Err(_) if leads_out(&shown, &bound) => return Err(Trouble::Outside),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(Trouble::Missing),
            Err(_) => return Err(Trouble::Unreadable),
        };
        if !path.starts_with(&bound) {
            return Err(Trouble::Outside);
        }
        if let Some(known) = self.by_path.get(&path) {
            return *known;
        }
        let read = self.read(&path, &shown);
        self.by_path.insert(path, read);
        read
    }

    /// The path of a reference beside the file that it stands in; `None` for an address on the network.
    fn beside(&self, base: FileId, reference: &str) -> Option<PathBuf> {
        let folder = self.loaded.get(&base)?.path.as_ref()?.parent()?;
        let reference = reference.strip_prefix("file://").unwrap_or(reference).replace('\\', "/");
        let scheme = reference.split_once(':').map(|(scheme, _)| scheme);
        if reference.starts_with("//")
            || scheme.is_some_and(|scheme| scheme.len() > 1 && !scheme.contains('/'))
        {
            return None;
        }
        let path = reference.split('?').next().unwrap_or_default();
        let path = percent_decode(path).unwrap_or_else(|| path.to_owned());
        Some(normal(&folder.join(path)))
    }

    fn read(&mut self, path: &Path, shown: &Path) -> Result<FileId, Trouble> {
        let about = fs::metadata(path).map_err(|_| Trouble::Unreadable)?;
        if about.is_dir() {
            return Err(Trouble::Folder);
        }
        // A pipe or a device may have no end.
        if !about.is_file() {
            return Err(Trouble::Unreadable);
        }
        if about.len() > MAX_INCLUDED {
            return Err(Trouble::Large);
        }
        self.bytes += about.len();
        if self.bytes > MAX_BYTES {
            return Err(Trouble::TooMuch);
        }
        let mut bytes = Vec::new();
        let file = File::open(path).map_err(|_| Trouble::Unreadable)?;
        file.take(MAX_INCLUDED).read_to_end(&mut bytes).map_err(|_| Trouble::Unreadable)?;
        self.parse(bytes, shown)
    }

    fn parse(&mut self, bytes: Vec<u8>, shown: &Path) -> Result<FileId, Trouble> {
        let (file, value) = if is_prose(shown) {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            (self.sources.add(shown, text.as_str()), Value::String(text))
        } else {
            let mut report = Report::new();
            let document = from_bytes(shown, bytes, self.sources, &mut report);
            // The rest of the document can do without this file.
            self.report.append(report.no_worse_than(Severity::Lossy));
            (document.file, document.value)
        };
        if value.is_null() {
            return Err(Trouble::Broken);
        }
        let loaded = Loaded { value: Arc::new(value), identifiers: None, path: Some(shown.to_owned()) };
        self.loaded.insert(file, loaded);
        Ok(file)
    }

    /// How a reference reads beside the root, whichever file it stands in.
    pub fn shown(&self, base: FileId, reference: &str) -> String {
        match self.beside(base, reference.split('#').next().unwrap_or_default()) {
            _ if base == self.root => reference.to_owned(),
            Some(_) if reference.starts_with('#') => format!("{}{reference}", self.path(base).display()),
            Some(path) => match reference.split_once('#') {
                Some((_, fragment)) => format!("{}#{fragment}", path.display()),
                None => path.display().to_string(),
            },
            None => reference.to_owned(),
        }
    }

    /// What is said about a reference: the code, what it does, and what to do about it.
    pub fn about(&self, trouble: Trouble) -> (Code, &'static str, String) {
        let missing = |what| (Code::DanglingReference, what, "correct the reference".to_owned());
        match trouble {
            Trouble::Elsewhere => (
                Code::ForeignReference,
                "leads to the network",
                "copy what it leads to into a file beside the document, and refer to that".to_owned(),
            ),
            Trouble::Outside => (
                Code::ForeignReference,
                "leads outside the folder of the document's files",
                "files are read from the document's own folder; if the current folder or that of the configuration \
                 is around it, from there on down"
                    .to_owned(),
            ),
            Trouble::Missing => missing("leads to a file that does not exist"),
            Trouble::Folder => missing("leads to a folder, not to a file"),
            Trouble::Unreadable => missing("leads to a file that cannot be read"),
            Trouble::Broken => missing("leads to a file that holds no value"),
            Trouble::Nowhere => missing("leads to nothing"),
            Trouble::Circle => missing("leads round in a circle"),
            Trouble::Large => (
                Code::TooLarge,
                "leads to a file that is too large",
                format!("a file beside the document may have {} MB; split it", MAX_INCLUDED >> 20),
            ),
            Trouble::TooMuch => (
                Code::TooLarge,
                "leads to one file too many",
                format!("all files together may have {} MB", MAX_BYTES >> 20),
            ),
        }
    }
}

/// The way from a folder to a file, with slashes.
fn between(folder: &Path, file: &Path) -> String {
    let (folder, file) = (normal(folder), normal(file));
    let common = folder.components().zip(file.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().skip(common).map(|_| "..".to_owned());
    let down = file.components().skip(common).map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// Whether a path that does not exist would lie outside a folder.
fn leads_out(shown: &Path, bound: &Path) -> bool {
    let mut around = shown.ancestors().skip(1).filter_map(|folder| {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        folder.canonicalize().ok()
    });
    around.next().is_none_or(|folder| !folder.starts_with(bound))
}

/// A path without `.` and without `..` after a name.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(normal.components().next_back(), Some(Component::Normal(_))) => {
                normal.pop();
            }
            part => normal.push(part),
        }
    }
    normal
}

/// Whether a file is a text for people, such as the description of an operation.
fn is_prose(path: &Path) -> bool {
    let ends = ["md", "markdown", "txt", "html", "htm", "rst", "adoc"];
    path.extension().is_some_and(|end| ends.iter().any(|known| end.eq_ignore_ascii_case(known)))
}
