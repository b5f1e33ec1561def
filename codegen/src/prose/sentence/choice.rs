//! Closed lists of values.

use super::{quoted, quoted_at, starts_conditional, strip_word, word_at};
use crate::prose::name;

/// Values a sentence allows, and the one it calls the default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The values, in order.
    pub values: Vec<String>,
    /// The value with "(default)" behind it.
    pub default: Option<String>,
}

/// Words that announce a closed list of values.
const TRIGGERS: &[&str] = &[
    "one of",
    "possible values",
    "valid values",
    "allowed values",
    "accepted values",
    "permitted values",
    "supported values",
    "available values",
    "valid options",
    "allowed options",
    "possible options",
    "acceptable values",
    "can be either",
    "must be either",
    "is either",
    "may be either",
    "either",
    "can be set to",
    "can be:",
    "values are",
    "values can be",
    "value must be",
    "value can be",
    "allowed:",
    "possible value",
    "options are",
];

/// Words that make a list of values an open one, or a condition of it.
const OPENING: &[&str] = &[
    "include",
    "including",
    "such as",
    "for example",
    "e.g",
    "etc",
    "...",
    "…",
    " not ",
    "n't",
    "cannot",
    " if ",
    " when ",
    "unless",
    "at least one",
    "any one of",
    "one or more",
    "some of",
    "for instance",
    "among",
    "combination",
    "like ",
    "examples",
    "example:",
    "special value",
    "otherwise",
    "prefixed",
    "followed by",
    "wildcard",
    "custom",
    " other ",
    "any other",
    "in addition",
    "also ",
    "default values",
    "separated",
    "at most one of",
    "only one of",
    "more than one",
    "exactly one of the",
    "zero or",
    "specify either",
    "provide either",
    "supply either",
    "use either",
    "pass either",
    "set either",
    "requires either",
    "alternatively",
    "special keyword",
];

/// Whether a text says that several values stand in one string, or that values are made up. That more will come is no
/// reason to doubt those that it lists: enums are open.
pub fn is_composite(text: &str) -> bool {
    let text = text.to_lowercase();
    let words = [
        "comma separated",
        "comma-separated",
        "comma delimited",
        "comma-delimited",
        "separated",
        "several values",
        "commas",
        "csv",
        "delimited",
        "list of",
        "array of",
        "one or more",
        "combination of",
        "multiple values",
        "bitmask",
        "regular expression",
        "expression",
        "pattern",
        "wildcard",
        "prefixed with",
        "suffix",
        "pipe-",
    ];
    words.iter().any(|word| text.contains(word))
}

/// The values a sentence allows, when it lists them all. `own` are the names by which the sentence may call what it
/// is about; a sentence that quotes anything else before the list is about something else.
pub fn choice(sentence: &str, own: &[&str]) -> Option<Choice> {
    let (before, rest) = announced(sentence)?;
    if quoted(before).iter().any(|name| !own.contains(&name.text)) {
        return None;
    }
    if !is_about(sentence, before, own) {
        return None;
    }
    let choice = closed_list(after_fillers(rest, own))?;
    (choice.values.len() > 1).then_some(choice)
}

/// Whether a sentence announces a closed list that follows it, in a list or table.
pub fn announces_values(sentence: &str, own: &[&str]) -> bool {
    let ends = sentence.trim_end();
    let about_own = |before: &str| quoted(before).iter().all(|name| own.contains(&name.text));
    let Some((before, rest)) = announced(sentence) else { return false };
    let rest = after_fillers(rest, own);
    about_own(before)
        && is_about(sentence, before, own)
        && (rest.trim().is_empty() || (ends.ends_with(':') && quoted(rest).is_empty()))
}

/// The sentence before and after the words that announce a list of values.
fn announced(sentence: &str) -> Option<(&str, &str)> {
    let lower = sentence.to_ascii_lowercase();
    if is_open(&lower) {
        return None;
    }
    let found = TRIGGERS.iter().filter_map(|trigger| Some((word_at(&lower, trigger)?, trigger.len())));
    let (at, length) = found.min_by_key(|(at, length)| (*at, usize::MAX - length))?;
    Some((&sentence[..at], &sentence[at + length..]))
}

/// Whether the words before a list of values leave it what the whole text is about, which has one of some names: not so
/// "The prefix must be", "begins with either", "by either".
fn is_about(sentence: &str, before: &str, own: &[&str]) -> bool {
    const PREPOSITIONS: &[&str] = &["by", "from", "of", "in", "with", "at", "on", "for", "under"];
    const PARTS: &[&str] = &["prefix", "suffix", "extension"];
    let words = name::words(before);
    let bare = ["one of", "either"].iter().any(|it| strip_word(&sentence[before.len()..], it).is_some());
    if bare && words.last().is_some_and(|word| PREPOSITIONS.contains(&word.as_str()))
        || words.iter().any(|word| PARTS.contains(&word.as_str()))
    {
        return false;
    }
    let Some(noun) = subject(&words) else { return true };
    own.iter().any(|name| {
        let last = name::words(name).pop();
        last.is_none_or(|last| is_alike(&last, noun))
    })
}

/// The noun of a sentence that begins with "the" or "its", and ends in a verb such as "must be".
fn subject(words: &[String]) -> Option<&str> {
    const VERBS: &[&str] =
        &["must", "can", "should", "may", "will", "be", "is", "are", "has", "have", "to", "always", "only"];
    const ENDS: &[&str] = &["of", "for", "in", "to", "on", "at", "from", "with", "that", "which", "by"];
    const ANY: &[&str] = &[
        "value",
        "values",
        "field",
        "parameter",
        "property",
        "attribute",
        "string",
        "setting",
        "option",
        "argument",
        "following",
        "possible",
        "valid",
        "allowed",
        "supported",
        "available",
        "and",
    ];
    let (first, rest) = words.split_first()?;
    if !matches!(first.as_str(), "the" | "its" | "their") {
        return None;
    }
    let is_verb = |word: &&String| VERBS.contains(&word.as_str());
    let head: Vec<_> =
        rest.iter().take_while(|word| !is_verb(word) && !ENDS.contains(&word.as_str())).collect();
    let noun = head.last().map(|word| word.as_str())?;
    (rest.last().is_some_and(|word| is_verb(&word)) && !ANY.contains(&noun)).then_some(noun)
}

/// Whether two nouns say the same: `state` and `status`, `type` and `kind`, one and many of a thing.
fn is_alike(a: &str, b: &str) -> bool {
    const SAME: &[&[&str]] =
        &[&["type", "kind", "category", "class"], &["status", "state"], &["mode", "method"]];
    let (a, b) = (name::singular(a), name::singular(b));
    a == b || SAME.iter().any(|same| same.contains(&a.as_str()) && same.contains(&b.as_str()))
}

/// Whether a sentence, in lower case, says that a list is not complete, or holds under a condition.
pub fn is_open(lower: &str) -> bool {
    OPENING.iter().any(|word| lower.contains(word)) || starts_conditional(lower)
}

/// Words that may stand between "one of" and the first value.
const FILLERS: &[&str] = &[
    ":",
    "-",
    "=",
    "are",
    "is",
    "be",
    "the following",
    "these",
    "values",
    "value",
    "options",
    "option",
    "strings",
    "states",
    "statuses",
    "types",
    "either",
    "for this field",
    "for this property",
    "for this parameter",
    "here",
    "for",
    "of",
    "this",
    "field",
    "property",
    "parameter",
    "two",
    "three",
    "four",
    "the",
    "supported",
    "following",
    "possible",
    "allowed",
    "valid",
    "s",
    "can",
    "set",
    "to",
];

/// What is left of a sentence after the words between "one of" and the first value.
fn after_fillers<'t>(text: &'t str, own: &[&str]) -> &'t str {
    let mut rest = text.trim_start();
    'again: loop {
        if let Some(name) = quoted_at(rest, 0).filter(|name| own.contains(&name.text)) {
            let after = rest[name.end..].trim_start();
            if ["are", "is", ":", "can", "in", "field", "property", "parameter"]
                .iter()
                .any(|it| after.starts_with(it))
            {
                rest = after;
                continue;
            }
        }
        for filler in FILLERS {
            let Some(after) = strip_word(rest, filler) else { continue };
            rest = after.trim_start();
            continue 'again;
        }
        return rest;
    }
}

/// A list of quoted values that ends where the sentence does.
fn closed_list(text: &str) -> Option<Choice> {
    let mut choice = Choice::default();
    let mut rest = text.trim_start();
    rest = rest.strip_prefix(['(', '[']).unwrap_or(rest);
    loop {
        let value = quoted_at(rest, 0)?;
        choice.values.push(value.text.trim_end().to_owned());
        rest = rest[value.end..].trim_start();
        if let Some(inner) = rest.strip_prefix('(') {
            let (aside, after) = inner.split_once(')')?;
            if aside.trim().trim_start_matches("the ").eq_ignore_ascii_case("default") {
                choice.default = Some(value.text.to_owned());
            }
            rest = after.trim_start();
        }
        let Some(after) = separator(rest) else { break };
        quoted_at(after, 0)?;
        rest = after;
    }
    let rest = rest.trim_start_matches([')', ']']);
    (rest.is_empty() || rest.starts_with(['.', ';', '!', '\n'])).then_some(choice)
}

/// What follows a comma or conjunction.
fn separator(text: &str) -> Option<&str> {
    let comma = text.strip_prefix([',', '/', '|']).map(str::trim_start);
    let rest = comma.unwrap_or(text);
    let word = ["or", "and", "and/or"].iter().find_map(|word| strip_word(rest, word)).map(str::trim_start);
    word.or(comma)
}
