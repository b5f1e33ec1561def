//! What single sentences say: closed lists of values, defaults, formats, exclusions, members, nothing at all.
//!
//! Each function understands few forms and those strictly: a sentence that goes on after the part it understands is
//! left alone.

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
    let length = text[start..].find(close)?;
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
    "currently",
    "specify either",
    "provide either",
    "supply either",
    "use either",
    "pass either",
    "set either",
    "requires either",
];

/// Whether a text says that several values stand in one string, that values are made up, or that more will come.
pub fn is_composite(text: &str) -> bool {
    let text = text.to_lowercase();
    let words = [
        "comma separated",
        "comma-separated",
        "comma delimited",
        "comma-delimited",
        "separated by",
        "separated list",
        "delimited",
        "space-separated",
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
        "may be added",
        "in the future",
        "will be added",
        "can be added",
        "unknown values",
        "more values",
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
    let choice = closed_list(after_fillers(rest, own))?;
    (choice.values.len() > 1).then_some(choice)
}

/// Whether a sentence announces a closed list that follows it, in a list or table.
pub fn announces_values(sentence: &str, own: &[&str]) -> bool {
    let ends = sentence.trim_end();
    let about_own = |before: &str| quoted(before).iter().all(|name| own.contains(&name.text));
    let Some((before, rest)) = announced(sentence) else { return false };
    let rest = after_fillers(rest, own);
    about_own(before) && (rest.trim().is_empty() || (ends.ends_with(':') && quoted(rest).is_empty()))
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

/// Whether a sentence, in lower case, says that a list is not complete, or holds under a condition.
pub fn is_open(lower: &str) -> bool {
    OPENING.iter().any(|word| lower.contains(word)) || starts_conditional(lower)
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

/// What is left of a sentence after the words between "one of" and the first value.
fn after_fillers<'t>(text: &'t str, own: &[&str]) -> &'t str {
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

/// A text without the word it begins with.
fn strip_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let head = text.get(..word.len())?;
    let rest = &text[word.len()..];
    let whole = !word.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric);
    (head.eq_ignore_ascii_case(word) && whole).then_some(rest)
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

/// Whether a sentence says that only ASCII characters may stand there.
pub fn is_ascii(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    let denied = ["not ", "n't", "non-ascii", "should", "if ", "except", "printable"];
    let said = [
        "must be ascii",
        "must only contain ascii",
        "must contain only ascii",
        "ascii only",
        "only ascii",
        "ascii characters only",
        "must consist of ascii",
        "must be in ascii",
    ];
    said.iter().any(|phrase| lower.contains(phrase)) && !denied.iter().any(|word| lower.contains(word))
}

/// What a text says about a moment in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// A date and time of RFC 3339, with its offset.
    DateTime,
    /// A day without a time.
    Day,
    /// Something about time that leaves the format open.
    Vague,
}

/// What a text says about the moment a string holds; `None` when it is not about time.
pub fn moment(name: &str, text: &str) -> Option<Moment> {
    let lower = text.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let examples = timestamps(text);
    if says(&["unix", "epoch", "milliseconds", "seconds since"]) || examples.iter().any(|offset| !offset) {
        return Some(Moment::Vague);
    }
    let standard = says(&["iso 8601", "iso8601", "iso-8601", "rfc 3339", "rfc3339", "rfc-3339"]);
    let precise = says(&["date-time", "datetime", "date time", "timestamp", "date and time"]);
    if (standard && precise && !says(&[" or ", "either"])) || (!examples.is_empty() && (standard || precise))
    {
        return Some(Moment::DateTime);
    }
    if says(&["yyyy-mm-dd"]) && !says(&["yyyy-mm-ddt", "yyyy-mm-dd hh", "yyyy-mm-dd't'"]) {
        return Some(Moment::Day);
    }
    let timely = says(&["time", "moment", "when ", "utc", "hour"]) || standard;
    let named = name.ends_with("_at") || name.ends_with("At") || name.to_lowercase().contains("time");
    (timely || named || !examples.is_empty()).then_some(Moment::Vague)
}

/// The examples of timestamps in a text: whether each has an offset, as RFC 3339 wants.
fn timestamps(text: &str) -> Vec<bool> {
    let bytes = text.as_bytes();
    let shape = b"dddd-dd-ddTdd:dd";
    let fits = |window: &[u8]| {
        window.iter().zip(shape).all(|(b, s)| if *s == b'd' { b.is_ascii_digit() } else { b == s })
    };
    let starts = bytes.windows(shape.len()).enumerate().filter(|(_, window)| fits(window)).map(|(at, _)| at);
    starts
        .map(|at| {
            let rest = &bytes[at + shape.len()..];
            let end = rest.iter().position(|b| !matches!(b, b'0'..=b'9' | b':' | b'.')).unwrap_or(rest.len());
            let seconds = rest.first() == Some(&b':');
            seconds && matches!(rest.get(end), Some(b'Z' | b'z' | b'+' | b'-'))
        })
        .collect()
}

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

/// Whether a text may be the name of a property: one word of letters, digits and a few signs.
pub fn is_key(text: &str) -> bool {
    let mut chars = text.chars();
    let first = chars.next().is_some_and(|c| c.is_alphabetic() || matches!(c, '_' | '$' | '@'));
    first
        && text.len() <= 80
        && chars.all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '$' | '@' | ':'))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn values(sentence: &str) -> Option<Vec<String>> {
        choice(sentence, &["status"]).map(|choice| choice.values)
    }

    #[test]
    fn closed_lists() {
        let abc = Some(vec!["a".to_owned(), "b".to_owned(), "c".to_owned()]);
        for sentence in [
            "One of `a`, `b`, or `c`.",
            "Must be one of \"a\", \"b\" or \"c\"",
            "Possible values are: 'a', 'b' and 'c'.",
            "Allowed values: `a` | `b` | `c`",
            "The `status` must be one of the following values: `a`, `b`, `c`",
            "Possible values for `status` are `a` (first), `b` (second), and `c`.",
            "May be one of “a”, “b” or “c”.",
        ] {
            assert_eq!(values(sentence), abc, "{sentence}");
        }
    }

    #[test]
    fn lists_that_are_not_closed_or_about_something_else() {
        for sentence in [
            "Possible values include `a`, `b`.",
            "One of `a`, `b` or any other code",
            "One of `a`, `b`, etc.",
            "Values such as `a` or `b`",
            "The `mode` is one of `a` or `b`",
            "If `mode` is set, one of `a` or `b`",
            "At least one of `a` or `b` is required",
            "One of the supported commands `a`",
            "One of `a` and `b` must be set",
            "Set when the state is one of `a`, `b`",
            "It must not be one of `a`, `b`.",
            "One of `a`, `b`, or a custom name",
        ] {
            assert_eq!(values(sentence), None, "{sentence}");
        }
    }

    #[test]
    fn the_default_in_a_list() {
        let choice = choice("Can be set to `x` (default) or `y`.", &[]).unwrap();
        assert_eq!(choice.default.as_deref(), Some("x"));
    }

    #[test]
    fn defaults() {
        assert_eq!(default("Defaults to `20`."), Some(("20".into(), true)));
        assert_eq!(default("The default is 20"), Some(("20".into(), false)));
        assert_eq!(default("Size of a page (default: 20)."), Some(("20".into(), false)));
        assert_eq!(default("If not supplied, defaults to external id"), None);
        assert_eq!(default("Defaults to \"asc\" for names, \"desc\" for the rest"), None);
        assert_eq!(default("Defaults to the current time."), None);
        assert_eq!(default("Defaults to 30 seconds"), None);
    }

    #[test]
    fn moments() {
        let date_time = Some(Moment::DateTime);
        assert_eq!(
            moment("x", "ISO 8601 extended format date-time. Example: '2015-09-08T22:48:09Z'"),
            date_time
        );
        assert_eq!(moment("x", "A timestamp, such as 2015-09-08T22:48:09+02:00"), date_time);
        assert_eq!(moment("x", "Timestamp such as 2015-09-08T22:48:09 in local time"), Some(Moment::Vague));
        assert_eq!(moment("x", "Unix timestamp"), Some(Moment::Vague));
        assert_eq!(moment("due", "The day (YYYY-MM-DD)"), Some(Moment::Day));
        assert_eq!(moment("created_at", "of the thing"), Some(Moment::Vague));
        assert_eq!(moment("due", "The due date"), None);
    }

    #[test]
    fn exclusions() {
        let names = ["a", "b", "c"];
        assert_eq!(not_both("Use `a` or `b`, but not both.", &names, None), Some(("a", "b")));
        assert_eq!(not_both("Cannot be combined with `c`", &names, Some("a")), Some(("a", "c")));
        assert_eq!(not_both("Use `a` or `z`, but not both.", &names, None), None);
        assert_eq!(not_both("If `c` is set, `a` or `b` but not both", &names, None), None);
        assert_eq!(not_both("Use `a`, `b` or `c` but not both", &names, None), None);
    }

    #[test]
    fn members_of_items() {
        let members =
            members("Each entry consists of a unit price (`price`), and the quantity ('qty'.)").unwrap();
        assert_eq!(members[0], ("price".into(), "Unit price".into()));
        assert_eq!(members[1], ("qty".into(), "Quantity".into()));
    }

    #[test]
    fn no_members() {
        for sentence in [
            "For system fields ('notes' or 'details'), use the name",
            "Each item contains one of the codes (`a` or `b`)",
            "The list contains names (`name`)",
            "The bucket contains files (`x`) and folders (`y`)",
        ] {
            assert_eq!(members(sentence), None, "{sentence}");
        }
    }

    #[test]
    fn empty_responses() {
        assert!(says_no_body("The response does not include a response body"));
        assert!(says_no_body("The response body is empty."));
        assert!(!says_no_body("If the key is unknown, the response body is empty."));
        assert!(!says_no_body("Send an empty body in the request"));
    }

    #[test]
    fn sentences_end_after_closing_brackets() {
        let text = "Has ('a') and ('b'.)  For others, see e.g. this. End `a. b`.";
        assert_eq!(sentences(text), ["Has ('a') and ('b'.)", "For others, see e.g. this.", "End `a. b`."]);
    }

    #[test]
    fn odd_text_does_not_panic() {
        for text in
            ["`", "''", "“", "ß'ü", "one of", "defaults to", "(`)", "İ one of `a`, `b`", "K not both `x`"]
        {
            sentences(text);
            quoted(text);
            choice(text, &[]);
            default(text);
            members(text);
            not_both(text, &["x"], Some("x"));
            moment(text, text);
        }
    }
}
