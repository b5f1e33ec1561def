//! The table of what is supported is complete: each keyword of the table of shapes has a row, each code exists.

use bindery::report::Code;
use std::collections::BTreeSet;

const SHAPES: &str = include_str!("../src/shape.rs");
const SUPPORT: &str = include_str!("../SUPPORT.md");

/// The texts in quotes in the functions that list fields, those of the canonical dialect's own keys apart.
fn keywords() -> BTreeSet<&'static str> {
    let methods = SHAPES.split_once("const METHODS").unwrap().1.split_once(';').unwrap().0;
    let fields = SHAPES.split_once("fn later(").unwrap().1.split_once("pub(crate) fn size").unwrap().0;
    let quoted = |text: &'static str| text.split('"').skip(1).step_by(2);
    quoted(methods).chain(quoted(fields)).filter(|key| !key.starts_with("x-bindery-")).collect()
}

/// The texts in backticks in the first column of the tables.
fn rows() -> BTreeSet<&'static str> {
    let rows = SUPPORT.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    let cells = rows.filter_map(|row| row.split(" | ").next());
    cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect()
}

#[test]
fn every_keyword_has_a_row() {
    let keywords = keywords();
    assert!(keywords.len() > 100 && keywords.contains("unevaluatedProperties"), "{keywords:?}");
    let rows = rows();
    let missing: Vec<_> = keywords.difference(&rows).collect();
    assert!(missing.is_empty(), "no row for {missing:?}");
}

#[test]
fn every_code_that_is_told_exists() {
    let told = SUPPORT.split("told as `").skip(1).map(|rest| rest.split('`').next().unwrap());
    for code in told.collect::<BTreeSet<_>>() {
        assert!(Code::ALL.iter().any(|known| known.name() == code), "no code `{code}`");
    }
}
