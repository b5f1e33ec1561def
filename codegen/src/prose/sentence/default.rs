//! The value that counts when none is given.

use super::{quoted_at, starts_conditional};

/// The literal that a sentence calls the default, as written, and whether it is quoted.
pub fn default(sentence: &str) -> Option<(String, bool)> {
    let lower = sentence.to_ascii_lowercase();
    if starts_conditional(&lower) || lower.contains(" not ") {
        return None;
    }
    let phrases = [
        "defaults to",
        "default is",
        "default value is",
        "default:",
        "default value:",
        "default to",
        "default =",
    ];
    let found = phrases.iter().find_map(|phrase| Some((word_start(&lower, phrase)?, phrase.len())));
    let (at, length) = found?;
    let before = lower[..at].trim_end();
    if before.ends_with("if not supplied,") || !before_default(before) {
        return None;
    }
    let rest = after_colon(&sentence[at + length..]);
    let (literal, is_quoted, after) = match quoted_at(rest, 0) {
        Some(quoted) => (quoted.text.to_owned(), true, &rest[quoted.end..]),
        None => {
            let end =
                rest.find(|c: char| c.is_whitespace() || matches!(c, ')' | ',' | ';')).unwrap_or(rest.len());
            (rest[..end].trim_end_matches('.').to_owned(), false, &rest[end..])
        }
    };
    let after = after.trim_start_matches([')', ']']).trim_start();
    let ends = after.is_empty() || after.starts_with(['.', ';', '\n']);
    (ends && !literal.is_empty()).then_some((literal, is_quoted))
}

/// Whether what stands before "defaults to" leaves the default unconditional.
fn before_default(before: &str) -> bool {
    let conditional =
        ["if ", "when ", "unless ", "for "].iter().any(|word| word_start(before, word).is_some());
    let harmless =
        ["if not set", "if not specified", "if not provided", "if omitted", "when omitted", "if unspecified"];
    !conditional || harmless.iter().any(|word| before.contains(word))
}

fn word_start(text: &str, word: &str) -> Option<usize> {
    let at = text.find(word)?;
    text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric()).then_some(at)
}

fn after_colon(text: &str) -> &str {
    text.trim_start().trim_start_matches([':', '=']).trim_start()
}
