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
    if let Some(at) = excludes_those_before(&lower) {
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
        [Quoted { text, end, .. }] if own != Some(text) && !is_qualified(&after[end..]) => {
            Some((known(own?)?, known(text)?))
        }
        _ => None,
    }
}

/// Whether the words behind a name make an exclusion one of some cases: "cannot be used with `b` alone".
fn is_qualified(after: &str) -> bool {
    let lower = after.to_ascii_lowercase();
    ["alone", "only", "without"].iter().any(|word| word_at(&lower, word).is_some())
}

/// Where a sentence, in lower case, says that what it named before excludes each other.
fn excludes_those_before(lower: &str) -> Option<usize> {
    let both = ["not both", "cannot both", "can't both"]
        .iter()
        .find_map(|phrase| word_at(lower, phrase).filter(|at| is_together(&lower[at + phrase.len()..])));
    let exclusive = || {
        let phrase = "are mutually exclusive";
        word_at(lower, phrase).filter(|at| lower[at + phrase.len()..].trim_end_matches('.').trim().is_empty())
    };
    both.or_else(|| lower.find("mutually exclusive:")).or_else(exclusive)
}

/// Whether the words behind "not both" leave the meaning that both are given: "not both be empty" says the opposite.
fn is_together(after: &str) -> bool {
    const GIVEN: &[&str] = &[
        "specified",
        "set",
        "used",
        "given",
        "provided",
        "supplied",
        "present",
        "sent",
        "included",
        "defined",
        "passed",
        "populated",
        "selected",
        "chosen",
        "at",
        "of",
        "together",
        "in",
    ];
    let mut rest = after.trim_start();
    for verb in ["be", "are"] {
        rest = strip_word(rest, verb).map_or(rest, str::trim_start);
    }
    !rest.starts_with(char::is_alphanumeric) || GIVEN.iter().any(|word| strip_word(rest, word).is_some())
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
    // Alternatives are not all there, and what stands behind a colon is a value of what stands before it.
    let told = &lower[at + verb.len()..];
    let told = told.rfind(')').map_or(told, |end| &told[..end]);
    if told.contains([':']) || word_at(told, "or").is_some() || word_at(told, "either").is_some() {
        return None;
    }
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

/// What a sentence says about responses without a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoBody {
    /// The status of the response; `None`: of every successful one.
    pub status: Option<String>,
    /// Whether the sentence names no other status.
    pub alone: bool,
}

/// Words that make a sentence about an empty body one of some cases only, or of what others must do.
const CONDITIONS: &[&str] = &[
    "if ",
    "when ",
    "unless",
    "otherwise",
    "fail",
    "error",
    "might",
    "may ",
    "must",
    "except",
    "until",
    "but ",
];

/// Phrases that say that a response has no body.
const NO_BODY: &[&str] = &[
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

/// What has no body, where a sentence says so of a response.
pub fn says_no_body(sentence: &str) -> Option<NoBody> {
    let lower = sentence.to_lowercase();
    let lower = lower.trim_end_matches(['.', '!']).trim();
    let conditional = starts_conditional(lower) || CONDITIONS.iter().any(|word| lower.contains(word));
    if conditional || lower.len() > 160 {
        return None;
    }
    let (at, phrase) = NO_BODY.iter().filter_map(|phrase| Some((lower.find(phrase)?, phrase))).min()?;
    let (before, after) = (&lower[..at], &lower[at + phrase.len()..]);
    let inside = ["in the ", "of the ", "in a ", "in each "].iter().any(|words| before.ends_with(words));
    let request = lower.contains("request body") || lower.contains("request with") || lower.contains("send");
    if request || inside || is_taken(before) || (*phrase == "empty body" && !is_answered(before)) {
        return None;
    }
    let status = statuses(before).last().or_else(|| statuses(after).next()).map(str::to_owned);
    Some(NoBody { status, alone: statuses(lower).count() < 2 })
}

/// Whether the words before "an empty body" say that it is the body of a request.
fn is_taken(before: &str) -> bool {
    const VERBS: &[&str] = &["takes", "accepts", "expects", "requires", "post", "put", "pass", "passing"];
    VERBS.iter().any(|verb| word_at(before, verb).is_some())
}

/// Whether the words before "an empty body" say that it is the body of a response.
fn is_answered(before: &str) -> bool {
    const WORDS: &[&str] =
        &["response", "responses", "return", "returns", "returned", "returning", "respond", "responds"];
    WORDS.iter().any(|word| word_at(before, word).is_some())
}

/// The status codes that a text names, such as `204`.
fn statuses(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| {
        word.len() == 3
            && word.starts_with(|c| matches!(c, '1'..='5'))
            && word.bytes().all(|byte| byte.is_ascii_digit())
    })
}
