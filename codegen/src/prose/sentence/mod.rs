//! What single sentences say: closed lists of values, defaults, formats, exclusions, members, nothing at all.
//!
//! Each function understands few forms and those strictly: a sentence that goes on after the part it understands is
//! left alone.

mod choice;
mod default;
mod moment;
mod relation;
#[cfg(test)]
mod tests;

pub use choice::{Choice, announces_values, choice, is_composite, is_open};
pub use default::default;
pub use moment::{Moment, is_ascii, moment};
pub use relation::{NoBody, members, not_both, says_no_body};

/// A name or value that a text quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted<'t> {
    /// What stands between the quotes.
    pub text: &'t str,
    /// Where the opening quote stands.
    pub start: usize,
    /// Where the text goes on after the closing quote.
    pub end: usize,
}

/// The sentences of a text. A full stop ends one when a space follows, closing brackets and quotes between.
pub fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let (mut start, mut code, mut stopped) = (0, false, false);
    for (at, c) in text.char_indices() {
        let ends = (c.is_whitespace() && stopped && !abbreviated(&text[start..at])) || (c == '\n' && !code);
        if ends {
            sentences.push(text[start..at].trim());
            start = at;
        }
        code ^= c == '`';
        let closing = matches!(c, ')' | '"' | '\'' | '”' | '’' | ']' | '`');
        stopped = !code && (matches!(c, '.' | '!' | '?' | ';') || (closing && stopped));
    }
    sentences.push(text[start..].trim());
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

fn abbreviated(text: &str) -> bool {
    ["e.g.", "i.e.", " vs.", " cf.", "ex.", "max.", "min.", "no."].iter().any(|end| {
        let tail = text.len().checked_sub(end.len()).and_then(|at| text.get(at..));
        tail.is_some_and(|tail| tail.eq_ignore_ascii_case(end))
    })
}

/// Everything a text quotes, in order.
pub fn quoted(text: &str) -> Vec<Quoted<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = next_quoted(text, at) {
        at = next.end;
        found.push(next);
    }
    found
}

fn next_quoted(text: &str, from: usize) -> Option<Quoted<'_>> {
    let mut before = text[..from].chars().next_back();
    for (at, c) in text[from..].char_indices() {
        let at = from + at;
        let fresh = before.is_none_or(|c| !c.is_alphanumeric());
        before = Some(c);
        if fresh && let Some(quoted) = quoted_at(text, at) {
            return Some(quoted);
        }
    }
    None
}

/// What is quoted from `at` on, when a quote opens there.
fn quoted_at(text: &str, at: usize) -> Option<Quoted<'_>> {
    let open = text[at..].chars().next()?;
    let close = match open {
        '`' | '"' | '\'' => open,
        '“' => '”',
        '‘' => '’',
        _ => return None,
    };
    let start = at + open.len_utf8();
    let (length, _) = text[start..].char_indices().take(130).find(|(_, c)| *c == close)?;
    let inner = &text[start..start + length];
    let end = start + length + close.len_utf8();
    let apostrophe = open == '\'' && text[end..].starts_with(|c: char| c.is_alphanumeric());
    if inner.is_empty() || inner.len() > 120 || inner.contains('\n') || apostrophe {
        return None;
    }
    let unquoted = inner.trim();
    let unquoted = if open == '`' { unquoted.trim_matches(['"', '\'']) } else { unquoted.trim_matches('`') };
    Some(Quoted { text: unquoted, start: at, end })
}

fn starts_conditional(lower: &str) -> bool {
    ["if ", "when ", "for ", "unless ", "required if", "required when", "only "]
        .iter()
        .any(|it| lower.starts_with(it))
}

fn word_at(text: &str, word: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = text[from..].find(word) {
        let at = from + found;
        let fresh = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let done = text[at + word.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric());
        if fresh && done {
            return Some(at);
        }
        from = at + word.len();
    }
    None
}

/// A text without the word it begins with.
pub fn strip_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let head = text.get(..word.len())?;
    let rest = &text[word.len()..];
    let whole = !word.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric);
    (head.eq_ignore_ascii_case(word) && whole).then_some(rest)
}

/// Whether a text may be the name of a property: one word of letters, digits and a few signs.
pub fn is_key(text: &str) -> bool {
    let mut chars = text.chars();
    let first = chars.next().is_some_and(|c| c.is_alphabetic() || matches!(c, '_' | '$' | '@'));
    first
        && text.len() <= 80
        && chars.all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '$' | '@' | ':'))
}
