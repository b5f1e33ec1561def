//! Which characters of a text need a backslash.

use super::html;

/// What stands around a run of text, as far as escaping asks.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Around {
    /// The character that follows the text, where something does.
    pub after: Option<char>,
    /// Inside the text of a link, where a bracket would end it.
    pub in_link: bool,
    /// Inside a table, where a pipe would end the cell.
    pub in_table: bool,
}

/// Whether the character `c` between `before` and `rest` needs a backslash to be taken as it is.
///
/// Only what could open markup is escaped, so that prose stays readable in the source: a lone closing mark means nothing.
pub(super) fn needs_backslash(before: char, c: char, rest: &str, around: Around) -> bool {
    let next = rest.chars().next().or(around.after);
    let is_space = |next: Option<char>| next.is_none_or(char::is_whitespace);
    match c {
        '`' => true,
        '\\' => next.is_none_or(|next| next.is_ascii_punctuation()),
        '*' => !(before.is_whitespace() && is_space(next)),
        '_' => !before.is_alphanumeric() && !is_space(next),
        '~' => !is_space(next) && rest.contains('~'),
        '[' => !is_empty_brackets(rest, around),
        ']' => around.in_link,
        '|' => around.in_table,
        '<' => next.is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?')),
        '!' => rest.is_empty() && around.after == Some('['),
        '&' => is_reference(rest),
        // rustdoc would turn the hyphens of an option into a dash.
        '-' => is_option(before, rest),
        _ => false,
    }
}

/// Whether `[` is followed by `]` and by nothing that makes the two a link.
fn is_empty_brackets(rest: &str, around: Around) -> bool {
    let Some(rest) = rest.strip_prefix(']') else {
        return false;
    };
    let next = rest.chars().next().or(around.after);
    !around.in_link && !next.is_some_and(|next| matches!(next, '(' | '[' | ':'))
}

fn is_reference(rest: &str) -> bool {
    let head: String = std::iter::once('&').chain(rest.chars().take(34)).collect();
    html::reference(&head).is_some()
}

fn is_option(before: char, rest: &str) -> bool {
    let mut following = rest.chars();
    !before.is_alphanumeric()
        && before != '-'
        && following.next() == Some('-')
        && following.next().is_some_and(char::is_alphabetic)
}

/// Where a backslash goes into a word so that it does not start a block at the beginning of a line.
pub(super) fn line_start(word: &str) -> Option<usize> {
    let first = word.chars().next()?;
    let only = |marks: &[char]| word.chars().all(|c| marks.contains(&c));
    match first {
        '>' | '|' => Some(0),
        '#' => only(&['#']).then_some(0),
        '-' | '*' | '+' | '=' | '_' => only(&[first]).then_some(0),
        ':' => only(&[':', '-', '|']).then_some(0),
        '~' => word.starts_with("~~~").then_some(0),
        '0'..='9' => {
            let mark = word.find(|c: char| !c.is_ascii_digit())?;
            (matches!(&word[mark..], "." | ")") && mark <= 9).then_some(mark)
        }
        _ => None,
    }
}
