//! Which files of a folder are OpenAPI documents.

use serde::Deserialize;
use serde_json::Value;
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A document.
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// Its path below the folder that was named, with that folder's own name first.
    pub label: String,
    /// The label as the name of a crate; no other document's.
    pub slug: String,
    /// What `openapi` or `swagger` says.
    pub dialect: String,
}

/// Every document at and below the paths, in order. A file that is named itself is one, whatever is in it.
///
/// # Errors
///
/// A folder that cannot be read.
pub fn documents(paths: &[PathBuf]) -> Result<Vec<Found>, String> {
    let mut found = Vec::new();
    for path in paths {
        let mut files = Vec::new();
        collect(path, &mut files)?;
        let parent = path.parent().unwrap_or(Path::new(""));
        for file in files {
            let dialect = dialect(&file).or_else(|| (file == *path).then(|| "?".to_owned()));
            let Some(dialect) = dialect else { continue };
            let label = file.strip_prefix(parent).unwrap_or(&file).display().to_string().replace('\\', "/");
            found.push(Found { slug: slug(&label), path: file, label, dialect });
        }
    }
    number(&mut found);
    Ok(found)
}

/// The files at and below a path that YAML or JSON may be in, in order.
fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let failed = |error| format!("{}: {error}", path.display());
    let entries = fs::read_dir(path).map_err(failed)?;
    let paths = entries.map(|entry| entry.map(|entry| entry.path()));
    let mut paths: Vec<PathBuf> = paths.collect::<Result<_, _>>().map_err(failed)?;
    paths.sort();
    for path in paths {
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if path.is_dir() || ["yml", "yaml", "json"].contains(&extension.to_lowercase().as_str()) {
            collect(&path, files)?;
        }
    }
    Ok(())
}

/// The keys that make a file a document.
#[derive(Deserialize)]
struct Head {
    openapi: Option<Value>,
    swagger: Option<Value>,
}

/// The version that a document says it follows; `None` when the file is no document.
fn dialect(path: &Path) -> Option<String> {
    let text = String::from_utf8_lossy(&fs::read(path).ok()?).into_owned();
    let text = text.trim_start_matches('\u{feff}');
    // JSON is read whole, without keeping it: the key may stand anywhere. A broken file is looked through like YAML,
    // where a key at the top starts a line.
    let is_json = text.trim_start().starts_with('{');
    if is_json && let Ok(head) = serde_json::from_str::<Head>(text) {
        return head.openapi.or(head.swagger).map(|version| plain(&version.to_string()));
    }
    text.lines().find_map(|line| version(if is_json { line.trim_start() } else { line }))
}

/// The version in a line such as `openapi: 3.1.0` or `"swagger": "2.0",`.
fn version(line: &str) -> Option<String> {
    let (key, value) = line.split_once(':')?;
    let is_key = ["openapi", "swagger"].contains(&key.trim_end().trim_matches(['"', '\'']));
    is_key.then(|| plain(value))
}

fn plain(version: &str) -> String {
    let version = version.split(" #").next().unwrap_or_default();
    version.trim().trim_end_matches(',').trim_matches(['"', '\'']).to_owned()
}

/// A label as the name of a crate.
fn slug(label: &str) -> String {
    let lower = label.to_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let slug = words.collect::<Vec<_>>().join("-");
    // The name of a crate starts with a letter, and is none of Rust's words: these have no hyphen.
    if slug.starts_with(|c: char| c.is_ascii_alphabetic()) && slug.contains('-') {
        slug
    } else {
        format!("api-{slug}")
    }
}

/// Gives labels that are the same when folded a number.
fn number(found: &mut [Found]) {
    let mut taken = HashSet::new();
    for found in found {
        let base = found.slug.clone();
        let mut number = 2;
        while !taken.insert(found.slug.clone()) {
            found.slug = format!("{base}-{number}");
            number += 1;
        }
    }
}
