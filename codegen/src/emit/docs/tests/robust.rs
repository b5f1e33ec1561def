//! Nothing that can be written makes documentation fail, warn, or take long.

use std::time::{Duration, Instant};

use super::plain;

/// Pieces of Markdown and HTML, harmless alone.
const PIECES: &[&str] = &[
    "*",
    "**",
    "_",
    "`",
    "``",
    "~~",
    "[",
    "]",
    "(",
    ")",
    "](",
    "<b>",
    "</b>",
    "<ul>",
    "<li>",
    "</ul>",
    "<table>",
    "<td>",
    "<tr>",
    "<pre>",
    "</pre>",
    "<!--",
    "-->",
    "<",
    ">",
    "&",
    "&lt;",
    "#",
    "- ",
    "1. ",
    "> ",
    "|",
    "|-|-|",
    "\n",
    "\n\n",
    "    ",
    "\t",
    "```",
    "\\",
    "!",
    "a",
    "B c",
    "https://a.test/",
    "é",
    "\u{202e}",
    "[x]: y",
    "---",
    "===",
    "<a href=\"",
    "\">",
    "<T>",
    "\r",
];

/// A fixed sequence that looks random (a linear congruential generator).
fn pieces(seed: u64, count: usize) -> String {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        PIECES[usize::try_from(state >> 33).unwrap() % PIECES.len()]
    };
    (0..count).map(|_| next()).collect()
}

#[test]
fn any_mixture_of_markup_gives_clean_lines() {
    for seed in 0..3000 {
        let docs = plain(&pieces(seed, 24));
        assert!(docs.lines().all(|line| line == line.trim_end()), "{docs:?}");
        assert_eq!(docs.trim_matches('\n'), docs);
        assert!(docs.chars().all(|c| c == '\n' || !c.is_control() && c != '\u{202e}'), "{docs:?}");
    }
}

#[test]
fn deep_and_long_texts_take_no_long_time() {
    let start = Instant::now();
    for piece in [
        "> ",
        "- ",
        "*a ",
        "**a ",
        "[",
        "<b>",
        "<ul><li>",
        "<a \"",
        "<!-- ",
        "`a ",
        "~a ",
        "&a",
        "a http",
        "<x></x>",
        "[a](b) ",
        "|a",
        "<td>",
        "# a\n\n",
        "<table><tr><td>",
        "![",
        "a\n",
    ] {
        plain(&piece.repeat(2000));
        plain(&format!("{}x{}", piece.repeat(500), "</b></li></ul>".repeat(500)));
    }
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}
