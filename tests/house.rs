//! What the house rests on.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The lines of a table of a manifest, without comments, and without the features that are on by default: the live build
/// has more of them.
fn table<'m>(manifest: &'m str, header: &str) -> BTreeSet<&'m str> {
    let lines = manifest.lines().skip_while(|line| *line != header).skip(1);
    let lines = lines.take_while(|line| !line.starts_with('['));
    lines.filter(|line| !line.is_empty() && !line.starts_with('#') && !line.starts_with("default ")).collect()
}

#[test]
fn the_live_build_compiles_the_crate_with_the_crates_own_dependencies() {
    let (live, crate_) = (include_str!("../Cargo.toml"), include_str!("../generated/Cargo.toml"));
    for header in ["[dependencies]", "[features]"] {
        assert!(!table(crate_, header).is_empty());
        assert_eq!(
            table(live, header),
            table(crate_, header),
            "{header} of Cargo.toml and generated/Cargo.toml"
        );
    }
}

/// What Git writes into a file that two changes contradict each other about.
fn conflict(text: &str) -> Option<usize> {
    let is_mark = |line: &str| {
        // The one between the two sides, `=======`, also underlines headings.
        ["<<<<<<<", "|||||||", ">>>>>>>"]
            .iter()
            .any(|mark| line.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
    };
    text.lines().position(is_mark).map(|at| at + 1)
}

#[test]
fn marks_of_a_conflict_are_found() {
    let text = format!("a\n{} HEAD\nb\n=======\nc\n", "<".repeat(7));
    assert_eq!(conflict(&text), Some(2));
    assert_eq!(conflict("A heading\n=======\n<<<<<<<< no mark\n"), None);
}

#[test]
fn no_committed_file_has_marks_of_a_conflict() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let listed = Command::new("git").args(["ls-files", "-z"]).current_dir(root).output();
    let listed = listed.map(|output| String::from_utf8(output.stdout).unwrap()).unwrap_or_default();
    let files: Vec<&str> = listed.split('\0').filter(|path| !path.is_empty()).collect();
    if files.is_empty() {
        println!("skipped: this is no checkout of Git");
        return;
    }
    assert!(files.contains(&"tests/house.rs"), "{files:?}");
    let marked: Vec<String> = files
        .iter()
        // A file that was deleted and not committed yet is listed, too.
        .filter_map(|path| {
            Some((path, String::from_utf8_lossy(&fs::read(root.join(path)).ok()?).into_owned()))
        })
        .filter_map(|(path, text)| conflict(&text).map(|line| format!("{path}:{line}")))
        .collect();
    assert!(marked.is_empty(), "marks of a conflict: {marked:?}");
}
