//! What the house rests on.

use std::collections::BTreeSet;

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
