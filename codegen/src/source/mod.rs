//! Stage `source`: files become a raw value tree. The only stage that reads files.
//!
//! A file is YAML or JSON, whatever it is called. It is read as tolerantly as a document can be read
//! without guessing: duplicate keys, keys that are numbers, tags, merge keys, byte order marks and bytes
//! that are not UTF-8 are survived, and what was lost by it is reported. What is larger, deeper or expands
//! further than the limits below is refused before it costs time or memory.

mod decode;
mod guard;
mod halves;
mod json;
mod moves;
mod openapi;
mod origins;
mod other;
mod set;
mod tree;
mod yaml;

pub(crate) use json::without_comments;
pub(crate) use moves::Moves;
pub use openapi::expect_openapi;
pub(crate) use openapi::is_openapi;
pub use origins::Origins;
pub use set::{Bounds, join};

use tree::Refusal;

use crate::pointer::Pointer;
use crate::report::{Code, Diagnostic, Place, Position, Report};
use serde_json::Value;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The largest file that is read, in bytes.
pub const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// How many objects and arrays may stand in each other. Just under what the parsers themselves allow, so
/// that every later stage may recurse on a document.
pub const MAX_DEPTH: usize = 120;

/// How many values a document may have, after YAML aliases are expanded.
pub const MAX_VALUES: usize = 5_000_000;

/// How many bytes of text the keys and strings of a document may have, after YAML aliases are expanded: no
/// more than the largest file without aliases could hold.
pub const MAX_TEXT: usize = MAX_BYTES as usize;

/// Names a file of a [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub(crate) u32);

/// One file as it was read.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Where it was read from, as the user wrote it.
    pub path: PathBuf,
    /// Its text, without a byte order mark; lossy where it is not Unicode.
    pub text: Arc<str>,
}

/// Every file that was read in one run, for excerpts.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// No file yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The file of an identifier that this very `Sources` gave out; `None` for another's.
    pub fn file(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(usize::try_from(id.0).ok()?)
    }

    /// How many bytes of text were read.
    pub fn bytes(&self) -> usize {
        self.files.iter().map(|file| file.text.len()).sum()
    }

    /// The files, in the order in which they were read.
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// Keeps a file's text, so that diagnostics can show it.
    pub fn add(&mut self, path: impl Into<PathBuf>, text: impl Into<Arc<str>>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(SourceFile { path: path.into(), text: text.into() });
        id
    }
}

/// A document: its value tree, and the files its parts come from.
#[derive(Clone, Debug)]
pub struct Document {
    /// The value tree. Key order is the file's.
    pub value: Value,
    /// The file of the root.
    pub file: FileId,
    /// Where the parts that are not from the root's file come from.
    pub origins: Origins,
}

impl Document {
    /// A document that is all in one file.
    pub fn single(value: Value, file: FileId) -> Self {
        Self { value, file, origins: Origins::default() }
    }

    /// The place of a value of this document, for a diagnostic: the pointer into the whole is taken back to a file
    /// and the pointer in it.
    pub fn place(&self, pointer: Pointer) -> Place {
        self.origins.place(self.file, pointer)
    }

    /// The file and the pointer in it of a value that is not from the root's file, as a reference of the root would have them.
    pub(crate) fn elsewhere(&self, pointer: Pointer) -> Option<String> {
        self.origins.elsewhere(self.file, pointer)
    }
}

/// Reads a document. What is wrong goes to the report; a document that cannot be read, or that holds
/// nothing, is `Value::Null` and was reported as an error.
///
/// What was read is any YAML or JSON value: [`expect_openapi`] says whether it is an OpenAPI document.
pub fn read(path: &Path, sources: &mut Sources, report: &mut Report) -> Document {
    match bytes_of(path) {
        Ok(bytes) if bytes.len() as u64 > MAX_BYTES => refuse(
            path,
            sources,
            report,
            Code::TooLarge,
            format!("the file is larger than {} MB", MAX_BYTES >> 20),
            "no OpenAPI document is that large; is it the right file?",
        ),
        Ok(bytes) => from_bytes(path, bytes, sources, report),
        Err(error) => refuse(
            path,
            sources,
            report,
            Code::Unreadable,
            format!("the file cannot be read: {error}"),
            unreadable_help(path, &error),
        ),
    }
}

/// Whether a value may hold others: it is an object or an array.
pub(crate) fn may_hold(value: &Value) -> bool {
    value.is_object() || value.is_array()
}

/// Reads a file that is no document, such as the configuration: its name in `sources`, `None` when it cannot be
/// read, which was reported as an error.
pub fn read_text(path: &Path, sources: &mut Sources, report: &mut Report) -> Option<FileId> {
    match bytes_of(path) {
        Ok(bytes) => Some(sources.add(path, String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) => {
            let message = format!("the file cannot be read: {error}");
            refuse(path, sources, report, Code::Unreadable, message, unreadable_help(path, &error));
            None
        }
    }
}

/// Reads a document from text in memory. `name` stands for the path in diagnostics.
pub fn from_text(name: &str, text: &str, sources: &mut Sources, report: &mut Report) -> Document {
    from_bytes(Path::new(name), text.as_bytes().to_vec(), sources, report)
}

/// The bytes of a file, and one more than the limit when there are more.
fn bytes_of(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    // Room for all of it at once, where the file says how much that is.
    let expected = file.metadata()?.len().min(MAX_BYTES);
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or_default());
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn from_bytes(path: &Path, bytes: Vec<u8>, sources: &mut Sources, report: &mut Report) -> Document {
    if let Some((what, help)) = other::recognize(&bytes) {
        let file = sources.add(path, String::from_utf8(bytes).unwrap_or_default());
        let place = Place { file, pointer: Pointer::root() };
        let message = format!("this is {what}, not an OpenAPI document");
        let told = Diagnostic::new(Code::NotOpenApi, place, message, help);
        report.push(told.at(Position { line: 1, column: 1 }));
        return Document::single(Value::Null, file);
    }
    let decoded = decode::text(bytes);
    let text: Arc<str> = decoded.text.into();
    let file = sources.add(path, Arc::clone(&text));
    if let Some(offset) = decoded.invalid_at {
        report.push(
            Diagnostic::new(
                Code::NotUnicode,
                Place { file, pointer: Pointer::root() },
                "the file has bytes that are not Unicode text; each was read as U+FFFD",
                "save the file as UTF-8",
            )
            .at(Position::of(&text, offset)),
        );
    }
    let value = parse(path, &text, file, report);
    Document::single(value, file)
}

/// The value tree of a text, JSON or YAML.
fn parse(path: &Path, text: &str, file: FileId, report: &mut Report) -> Value {
    if text.trim().is_empty() {
        report.push(empty(file));
        return Value::Null;
    }
    let value = if looks_like_json(path, text) {
        json::parse(text, file, report)
    } else {
        yaml::parse(text, file, report).map_err(|failure| yaml::diagnostic(failure, text, file))
    };
    match value {
        Ok(Value::Null) => report.push(empty(file)),
        Ok(value) => return value,
        Err(diagnostic) => report.push(*diagnostic),
    }
    Value::Null
}

fn looks_like_json(path: &Path, text: &str) -> bool {
    let by_name = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    by_name || ["{", "[", "//", "/*"].iter().any(|start| text.trim_start().starts_with(start))
}

fn empty(file: FileId) -> Diagnostic {
    let place = Place { file, pointer: Pointer::root() };
    Diagnostic::new(Code::NotOpenApi, place, "the file is empty", "name the file that holds the document")
}

/// What is said about a document that nests deeper than [`MAX_DEPTH`].
fn too_deep() -> (String, &'static str) {
    (
        format!("the document nests more than {MAX_DEPTH} levels deep"),
        "move inner schemas to `components.schemas` and refer to them; a YAML alias must not contain itself",
    )
}

/// What is said about a document that is larger than [`MAX_VALUES`] or [`MAX_TEXT`].
fn too_many() -> (String, &'static str) {
    (
        format!(
            "the document has more than {} million values or {} MB of text, its YAML aliases expanded",
            MAX_VALUES / 1_000_000,
            MAX_TEXT >> 20,
        ),
        "replace YAML aliases by `$ref`s, or split the document",
    )
}

fn refuse(
    path: &Path,
    sources: &mut Sources,
    report: &mut Report,
    code: Code,
    message: String,
    help: &str,
) -> Document {
    let file = sources.add(path, "");
    report.push(Diagnostic::new(code, Place { file, pointer: Pointer::root() }, message, help));
    Document::single(Value::Null, file)
}

fn unreadable_help(path: &Path, error: &io::Error) -> &'static str {
    let text = path.to_string_lossy();
    match error.kind() {
        _ if text.starts_with("http://") || text.starts_with("https://") => {
            "download the document first and give the path of the file: nothing is fetched from the network"
        }
        io::ErrorKind::NotFound if text == "-" => "standard input is not read; give the path of a file",
        io::ErrorKind::NotFound => "check the path; it is relative to the current folder",
        io::ErrorKind::IsADirectory => "give the path of the document in that folder",
        _ => "check that the file exists and may be read",
    }
}
