//! The table: a line for each crate.

use crate::compiler::Compiled;
use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::path::Path;

/// The names of the columns.
pub const HEADER: &str = "\
| crate | lines | types | check, s of CPU | by the clock | memory | tag of the program | debug, s of CPU | release, s of CPU | by the clock | memory |
|---|--:|--:|--:|--:|--:|---|--:|--:|--:|--:|";

/// What a crate costs.
#[derive(Default)]
pub struct Row {
    name: String,
    lines: usize,
    types: usize,
    /// `cargo check` with the features that are on by default.
    pub check: Compiled,
    /// The tag whose operations the program calls.
    pub tag: Option<String>,
    /// A debug build of the crate and of the program.
    pub debug: Option<Compiled>,
    /// A release build of them.
    pub release: Option<Compiled>,
}

impl Row {
    /// Of the crate in a folder: its lines with those of its runtime, its types as they are declared.
    pub fn of(folder: &Path, name: &str) -> Self {
        let mut row = Self { name: name.to_owned(), ..Self::default() };
        row.count(&folder.join("src"));
        row
    }

    fn count(&mut self, folder: &Path) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                self.count(&path);
            } else if path.extension() == Some(OsStr::new("rs")) {
                let text = fs::read_to_string(&path).unwrap_or_default();
                self.lines += text.lines().count();
                let declares =
                    |line: &&str| ["pub struct ", "pub enum "].iter().any(|start| line.starts_with(start));
                self.types += text.lines().map(str::trim_start).filter(declares).count();
            }
        }
    }

    /// The passes of `cargo check` that took longest.
    pub fn passes(&self, most: usize) -> impl Iterator<Item = String> {
        let mut passes = self.check.passes.clone();
        passes.sort_by(|(_, a), (_, b)| b.total_cmp(a));
        passes.into_iter().take(most).map(|(name, seconds)| format!("{seconds:6.2} s {name}"))
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, lines, types, check, tag, debug, release } = self;
        write!(f, "| {name} | {lines} | {types} | {} ", Shown(Some(check)))?;
        let debug = debug.as_ref().map_or_else(|| "–".to_owned(), |debug| format!("{:.1}", debug.cpu));
        write!(f, "| {} | {debug} | {} |", tag.as_deref().unwrap_or("–"), Shown(release.as_ref()))
    }
}

/// Seconds and memory, or that there are none.
struct Shown<'a>(Option<&'a Compiled>);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            None => write!(f, "– | – | –"),
            Some(Compiled { cpu, seconds, peak, .. }) => {
                write!(f, "{cpu:.1} | {seconds:.1} | {:.2} GB", *peak as f64 / 1e9)
            }
        }
    }
}
