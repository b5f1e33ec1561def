//! Fragments of documents in files, made whole.

pub mod broken;
pub mod compiled;

use bindery::Input;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A document that leaves out what all documents have.
pub struct Fragment {
    /// The name of the folder it stands in.
    pub feature: String,
    /// Its own name.
    pub name: String,
    /// Where it stands, made whole.
    pub folder: TempDir,
}

impl Fragment {
    /// Reads a fragment. What is missing at the top of the document is added at its end, so that lines keep their
    /// numbers.
    pub fn read(path: &Path) -> Self {
        let mut text = fs::read(path).unwrap();
        let has = |key: &str| text.split(|byte| *byte == b'\n').any(|line| line.starts_with(key.as_bytes()));
        let (dialect, info) = (has("openapi:") || has("swagger:"), has("info:"));
        let name = part(path.with_extension("").as_path());
        if !dialect {
            text.extend(b"openapi: 3.1.0\n");
        }
        if !info {
            text.extend(format!("info: {{ title: {name}, version: '1' }}\n").bytes());
        }
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join(format!("{name}.yml")), text).unwrap();
        // A configuration beside it, if it has one.
        let _ = fs::copy(path.with_extension("toml"), folder.path().join("bindery.toml"));
        Self { feature: part(path.parent().unwrap()), name, folder }
    }

    /// The document.
    pub fn input(&self) -> Input {
        let input = Input::document(self.folder.path().join(format!("{}.yml", self.name)));
        let config = self.folder.path().join("bindery.toml");
        if config.exists() { input.with_config(config) } else { input }
    }
}

fn part(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

/// Every fragment below a folder of this one, in order.
pub fn fragments(folder: &str) -> Vec<Fragment> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let features = entries(&root).into_iter().filter(|path| path.is_dir());
    let files = features.flat_map(|feature| entries(&feature));
    files
        .filter(|path| path.extension().is_some_and(|end| end == "yml"))
        .map(|path| Fragment::read(&path))
        .collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}
