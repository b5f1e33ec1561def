//! The list of the files that bindery wrote in a folder.

use std::collections::BTreeSet;
use std::path::{Component, Path};

/// The file, in the output folder, that lists the generated files: one path a line.
pub const MANIFEST: &str = ".bindery";

const HEADER: &str =
    "# The files that bindery wrote here and may replace or remove. Commit this file with them.\n";

/// The manifest of files, whose paths are in order.
pub(super) fn text<'p>(paths: impl IntoIterator<Item = &'p String>) -> String {
    let mut text = HEADER.to_owned();
    for path in paths {
        text.push_str(path);
        text.push('\n');
    }
    text
}

/// The files a manifest lists. A line that could lead out of the folder is passed over, whoever wrote it.
pub(super) fn parse(manifest: &[u8]) -> BTreeSet<String> {
    let text = String::from_utf8_lossy(manifest);
    text.lines().filter(|line| may_list(line)).map(str::to_owned).collect()
}

/// Whether a path may be a generated file's: it leads down from the folder by plain names, in one line.
pub(super) fn may_list(path: &str) -> bool {
    let plain = |part: Component| matches!(part, Component::Normal(_));
    let odd = |c: char| c.is_control() || matches!(c, '\\' | ':');
    let named = path.split('/').all(|name| !name.is_empty() && name != ".");
    named
        && path != MANIFEST
        && !path.starts_with('#')
        && !path.contains(odd)
        && Path::new(path).components().all(plain)
}
