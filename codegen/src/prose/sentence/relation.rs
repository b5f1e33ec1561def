//! What fields exclude each other, what an item is made of, and what has no body.

use super::{Quoted, is_key, quoted, quoted_at, starts_conditional, strip_word, word_at};

/// The two names of which a sentence allows only one.
pub fn not_both<'n>(sentence: &str, names: &[&'n str], own: Option<&'n str>) -> Option<(&'n str, &'n str)> {
    let lower = sentence.to_ascii_lowercase();
    let starts = starts_conditional(&lower) || lower.contains(" unless ") || lower.contains(" if ");
    if starts || lower.contains(" when ") {
        return None;
    }
    let known = |text: &str| names.iter().copied().find(|name| *name == text);
    if let Some(at) = lower.find("not both").or_else(|| lower.find("mutually exclusive:")) {
        let before: Vec<&str> = quoted(&sentence[..at]).iter().map(|quoted| quoted.text).collect();
        return match before[..] {
            [a, b] => Some((known(a)?, known(b)?)),
            _ => None,
        };
    }
    let with = [
        "mutually exclusive with",
        "cannot be combined with",
        "cannot be used with",
        "can't be used with",
        "cannot be used together with",
        "can't be combined with",
        "not allowed together with",
    ];
    let phrase = with.iter().find(|phrase| lower.contains(**phrase))?;
    let (_, after) = lower.split_once(phrase)?;
    let after = &sentence[sentence.len() - after.len()..];
    let others = quoted(after);
    match others[..] {
        [Quoted { text, .. }] if own != Some(text) => Some((known(own?)?, known(text)?)),
        _ => None,
    }
}

/// The members that a sentence says an item or object has: name and meaning of each.
/// "Each item consists of a field identifier (`id`) and a value (`value`) for the field".
pub fn members(sentence: &str) -> Option<Vec<(String, String)>> {
    let lower = sentence.to_ascii_lowercase();
    if lower.contains(" if ")
        || lower.contains(" may ")
        || lower.contains(" can ")
        || lower.contains(" optional")
    {
        return None;
    }
    let verbs = [
        "consists of",
        "consist of",
        "containing",
        "contains",
        "contain",
        "made up of",
        "composed of",
        "comprises",
    ];
    let (at, verb) = verbs.iter().filter_map(|verb| Some((word_at(&lower, verb)?, verb))).min()?;
    let subject = ["item", "entry", "element", "object", "value", "array of", "list of", "each", "it "];
    if !subject.iter().any(|word| lower[..at].contains(word)) {
        return None;
    }
    let mut rest = &sentence[at + verb.len()..];
    let mut members = Vec::new();
    while let Some(open) = rest.find('(') {
        let (meaning, inner) = (&rest[..open], &rest[open + 1..]);
        let Some((aside, after)) = inner.split_once(')') else { break };
        let aside = aside.trim().trim_end_matches('.');
        if let Some(name) = quoted_at(aside, 0).filter(|name| name.end == aside.len()) {
            let name = name.text.trim_end_matches('.');
            members.push((name.to_owned(), meaning_of(meaning)?));
        }
        rest = after;
    }
    let proper = members.iter().all(|(name, _)| is_key(name));
    (members.len() > 1 && proper).then_some(members)
}

/// The words that explain a member: without conjunction and article, beginning with a capital.
fn meaning_of(words: &str) -> Option<String> {
    let mut words = words.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | ';'));
    for article in ["and", "a", "an", "the"] {
        words = strip_word(words, article).map_or(words, str::trim_start);
    }
    let tidy = words.split_whitespace().count() <= 8 && !words.contains(['.', '`', '(']);
    let first = words.chars().next()?;
    tidy.then(|| first.to_uppercase().chain(words.chars().skip(1)).collect())
}

/// Whether a sentence says that a successful response has no body.
pub fn says_no_body(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    let lower = lower.trim_end_matches(['.', '!']).trim();
    let conditions =
        ["if ", "when ", "unless", "otherwise", "fail", "error", "might", "may ", "except", "until", "but "];
    if conditions.iter().any(|word| lower.contains(word)) || lower.len() > 160 {
        return false;
    }
    const SAID: &[&str] = &[
        "does not include a response body",
        "does not have a response body",
        "does not return a response body",
        "does not contain a response body",
        "does not include a body",
        "does not have a body",
        "does not return a body",
        "does not contain a body",
        "doesn't include a body",
        "doesn't have a body",
        "doesn't return a body",
        "response body is empty",
        "response body is always empty",
        "response has no body",
        "no response body",
        "an empty response body",
        "empty body",
        "response is empty",
        "no content is returned",
        "has no response body",
        "body of the response is empty",
        "does not return any content",
        "doesn't include a response body",
    ];
    let request = lower.contains("request body") || lower.contains("request with") || lower.contains("send");
    SAID.iter().any(|phrase| lower.contains(phrase)) && !request
}
