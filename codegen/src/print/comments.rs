//! The texts of doc comments, kept beside the syntax of the items that they stand at.
//!
//! A text is looked at character by character when it becomes a literal, when that is read back, and when it is printed. So
//! a doc attribute holds a short mark, and the text comes into its place when the item is printed, which is on the thread
//! that made it.

use std::cell::RefCell;

thread_local! {
    /// The texts of the items that this thread has made and not printed.
    static KEPT: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// What a mark starts with. Nothing else that is printed has one: literals have it escaped.
const MARK: char = '\0';

/// What a line of a doc comment starts with.
const COMMENT: &str = "///";

/// Keeps a text, with what stands between the slashes and the end of each line. Returns the mark for its place.
pub(crate) fn keep(text: String) -> String {
    let index = KEPT.with_borrow_mut(|kept| {
        kept.push(text);
        kept.len() - 1
    });
    format!("{MARK}{index}")
}

/// The texts that were kept.
pub(super) fn take() -> Vec<String> {
    KEPT.take()
}

/// Appends what was printed, with the texts in the places of their marks.
pub(super) fn push(text: &mut String, printed: &str, kept: &[String]) {
    let mut pieces = printed.split(MARK);
    text.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (index, rest) = piece.split_at(piece.find('\n').unwrap_or(piece.len()));
        let comment = index.parse().ok().and_then(|index: usize| kept.get(index));
        push_lines(text, comment.map(String::as_str).unwrap_or_default());
        text.push_str(rest);
    }
}

/// Appends the lines of a comment, of which the first one has its slashes.
fn push_lines(text: &mut String, comment: &str) {
    let mut lines = comment.split('\n');
    text.push_str(lines.next().unwrap_or_default());
    let mut start = None;
    for line in lines {
        let start = start.get_or_insert_with(|| comment_start(text));
        text.push('\n');
        text.push_str(start);
        text.push_str(line);
    }
}

/// What the last line of a text starts with, which is one of a doc comment: its indentation and its slashes.
fn comment_start(text: &str) -> String {
    let line = text.rfind('\n').map_or(0, |end| end + 1);
    let line = text.get(line..).unwrap_or_default();
    line.split_inclusive(COMMENT).next().unwrap_or_default().to_owned()
}
