//! Doc comments from descriptions.
//!
//! A description is CommonMark with the extensions of GitHub (tables, strikethrough, task lists, alerts) and stray HTML,
//! written for another renderer. Here it is read into a small tree and written anew, so that the outcome reads like
//! documentation written by hand, rustdoc and clippy find nothing to warn about, and no code block is ever taken for
//! a doctest. The writer is our own because none at hand wraps lines, escapes only what needs it, or knows what
//! rustdoc makes of brackets, bare addresses and angle brackets.
//!
//! The stages, in order: `clean` drops what may not stand in a doc comment, `read` makes the tree, `sections`
//! tidies headings and links to types, `write` prints.

mod clean;
mod escape;
mod flow;
mod html;
mod links;
mod read;
mod sections;
mod sentence;
mod tree;
mod write;
mod written;

#[cfg(test)]
mod tests;

use flow::Flow;
use std::borrow::Cow;
use tree::Block;

pub use links::{Anchor, Links, Replaced};
pub use written::Written;

/// Columns of a line of documentation, without the `///` before it.
const WIDTH: usize = 90;

/// A first paragraph longer than this many characters gives up its first sentence as the summary.
const LONG_PARAGRAPH: usize = 100;

/// What ends a sentence.
const ENDS: [char; 3] = ['.', '!', '?'];

/// The documentation text for a description: lines without `///`, without trailing blanks or blank lines at either
/// end. Empty where the description says nothing.
///
/// The lines are meant for one `///` (or `#[doc = " …"]`) each; a block comment could be closed early by a `*/` in
/// a code block.
pub fn rustdoc(markdown: &str, links: &Links) -> String {
    if is_plain(markdown) {
        return plain_document(markdown, links);
    }
    write::document(&sections::tidy(read::read(markdown, links), links), links)
}

/// The documentation text for an item that has a one-line summary, a description, or both.
///
/// The summary becomes a paragraph of its own before the description, and goes where the description begins with the
/// same words. Without a summary, a title of the description (a heading at the very start, of a level of its own) gives
/// way to the paragraph below it, or stands in for it where there is none.
pub fn item(summary: Option<&str>, description: Option<&str>, links: &Links) -> String {
    let summary = summary.unwrap_or_default().trim();
    let description = description.unwrap_or_default();
    if summary.is_empty() && is_plain(description) {
        return plain_document(description, links);
    }
    let mut blocks = sections::tidy(read::read(description, links), links);
    let lead =
        if summary.is_empty() { Vec::new() } else { sections::tidy(read::read(summary, links), links) };
    match blocks.first() {
        _ if lead.is_empty() => sections::take_title(&mut blocks),
        Some(first) if sections::repeats(first, &lead) => {}
        _ => blocks.splice(0..0, sections::as_summary(lead)).for_each(drop),
    }
    write::document(&blocks, links)
}

/// The first sentence of a description on one line, for items which have no summary of their own. Empty where the
/// description has no paragraph, heading or list item.
pub fn summary(markdown: &str) -> String {
    let links = Links::default();
    if is_plain(markdown) {
        let is_one_sentence = !markdown.trim_end_matches(ENDS).contains(ENDS);
        return match is_one_sentence && is_one_line(markdown) {
            true => markdown.to_owned(),
            false => first_sentence(&plain(markdown, &links)),
        };
    }
    let blocks = read::read(markdown, &links);
    let blocks = below_notice(&blocks);
    let is_paragraph = |block: &&Block| matches!(block, Block::Paragraph(_));
    let mut paragraphs = blocks.iter().filter(is_paragraph);
    let prose = paragraphs.clone().find(|block| !block.is_label()).or(paragraphs.next());
    let Some(inlines) = prose.or(blocks.first()).and_then(Block::first_line) else {
        return String::new();
    };
    first_sentence(&Flow::of(inlines, &links))
}

/// A text that is no Markdown, such as a title, on one line and as Markdown that says the same.
pub fn literal(text: &str) -> String {
    let (text, links) = (clean::clean(text), Links::default());
    let flow = plain(&text, &links);
    flow.lines(0..flow.words().len(), usize::MAX).join(" ")
}

/// A text without what rustc refuses in a doc comment.
pub fn cleaned(text: &str) -> Cow<'_, str> {
    clean::clean(text)
}

/// Whether documentation begins with a block that no words can stand before on its line: code, a list, a table, a heading.
pub fn begins_with_block(document: &str) -> bool {
    let line = document.lines().next().unwrap_or_default();
    let mark = line.split(' ').next().unwrap_or_default();
    let is_item = mark.strip_suffix(['.', ')']).is_some_and(|number| number.parse::<u32>().is_ok());
    let is_mark =
        matches!(mark, "-" | "*" | "+" | ">" | "---") || !mark.is_empty() && mark.bytes().all(|c| c == b'#');
    is_item || is_mark || line.starts_with('|') || line.starts_with("```") || line.starts_with("~~~")
}

/// The documentation text of a text that [`is_plain`].
fn plain_document(text: &str, links: &Links) -> String {
    match is_one_line(text) {
        true => text.to_owned(),
        false => write::opening(&plain(text, links)).join("\n\n"),
    }
}

/// Whether a text that [`is_plain`] is a line of documentation as it stands. Two hyphens may be those of an option, which
/// must not become a dash.
fn is_one_line(text: &str) -> bool {
    text.len() <= WIDTH && !text.ends_with(' ') && !text.contains("  ") && !text.contains("--")
}

fn first_sentence(flow: &Flow<'_>) -> String {
    let end = sentence::first(flow).unwrap_or(flow.words().len());
    flow.lines(0..end, usize::MAX).join(" ")
}

/// The words of a text that [`is_plain`], which no parser of Markdown has to find.
fn plain<'l>(text: &str, links: &'l Links<'_>) -> Flow<'l> {
    let mut flow = Flow::new(links);
    flow.text(text, None);
    flow.finish();
    flow
}

/// What a description says after a notice: a paragraph at the very start that a thematic break sets off.
fn below_notice(blocks: &[Block]) -> &[Block] {
    match blocks {
        [Block::Paragraph(_), Block::Rule, rest @ ..] if !rest.is_empty() => rest,
        _ => blocks,
    }
}

/// Whether a text is one line of words that mean to Markdown and rustdoc what they say, as most descriptions of
/// properties are.
fn is_plain(text: &str) -> bool {
    let special =
        |byte: &u8| matches!(byte, b'\\' | b'`' | b'*' | b'_' | b'[' | b'<' | b'&' | b'~' | b'#' | b'|');
    text.is_ascii()
        && text.as_bytes().first().is_some_and(u8::is_ascii_alphabetic)
        && !text.bytes().any(|byte| byte < b' ' || byte == 0x7f || special(&byte))
        && !text.contains("://")
}
