//! Words: how names of a document become names of Rust.

use crate::case::{camel_case, is_snake, snake_case};
use std::borrow::Cow;
use unicode_ident::{is_xid_continue, is_xid_start};

/// `FooBar`: a type or variant. `None` when the text has no letter or digit to make a name of.
pub(crate) fn upper_camel(text: &str) -> Option<String> {
    let name = camel_case(&spelled(text, false));
    identifier(name, "N")
}

/// `foo_bar`: a field, method or argument; never a keyword.
pub(crate) fn snake(text: &str) -> Option<String> {
    let name = match is_snake(text) {
        true => text.to_owned(),
        false => identifier(snake_case(&joined(&spelled(text, false))), "n")?,
    };
    Some(if is_keyword(&name) { name + "_" } else { name })
}

/// The words of a name, folded: names of the same words would be one name in some case.
pub(crate) fn folded(name: &str) -> String {
    snake_case(&joined(name))
}

/// Words with a capital within, which would be taken for two.
const WORDS: &[&str] = &["OAuth", "IPv4", "IPv6", "GraphQL"];

/// A text in which these are words like others: `OAuthToken` → `OauthToken`.
fn joined(text: &str) -> Cow<'_, str> {
    let mut joined = Cow::Borrowed(text);
    for word in WORDS {
        let mut from = 0;
        while let Some(start) = joined.get(from..).and_then(|rest| Some(from + rest.find(word)?)) {
            from = start + word.len();
            let (before, after) = (joined.get(..start), joined.get(from..));
            let is_within = before.is_some_and(|text| text.ends_with(|c: char| c.is_ascii_uppercase()))
                || after.is_some_and(|text| text.starts_with(|c: char| c.is_ascii_lowercase()));
            if !is_within {
                // The first letter stays a capital, and all are ASCII, so that nothing moves.
                joined.to_mut().get_mut(start + 1..from).into_iter().for_each(str::make_ascii_lowercase);
            }
        }
    }
    joined
}

/// Whether a text is nothing but what every name may have.
fn is_word(text: &str) -> bool {
    text.as_bytes().iter().all(|byte| matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_'))
}

/// The name of one of several: `categories` → `category`, `statuses` → `status`, `news` → `news`. Where no rule tells the one
/// from the many, the name is left as it is.
pub(crate) fn singular(name: &str) -> String {
    let words = folded(name);
    let word = words.rsplit('_').next().unwrap_or_default();
    let (cut, added) = match () {
        () if is_several_initials(name) => (1, ""),
        () if name.to_lowercase().ends_with(word) => ending(word),
        () => (0, ""),
    };
    name.get(..name.len().saturating_sub(cut)).unwrap_or(name).to_owned() + added
}

/// `orderIDs`: the small letter after capitals says that they are several.
fn is_several_initials(name: &str) -> bool {
    let rest = name.strip_suffix('s').unwrap_or_default().as_bytes();
    matches!(rest, [.., first, second] if first.is_ascii_uppercase() && second.is_ascii_uppercase())
}

/// How many letters of the word for several are to go, and what comes in their place.
fn ending(word: &str) -> (usize, &'static str) {
    let ends = |ends: &[&str]| ends.iter().any(|end| word.ends_with(end));
    if let Some((_, cut, added)) = IRREGULAR.iter().find(|(many, ..)| *many == word) {
        return (*cut, *added);
    }
    // What has no vowel is an abbreviation, and its `s` may stand for a word.
    let is_one = ends(&["ss", "us", "is"]) || !word.contains(['a', 'e', 'i', 'o', 'u']);
    if word.len() < 3 || !word.ends_with('s') || is_one || ALONE.contains(&word) {
        return (0, "");
    }
    let hisses = ends(&["sses", "shes", "xes", "zzes"]);
    // `caches` and `headaches`, but `branches`, `coaches` and `breaches`.
    let clicks = ends(&["ches"]) && (!ends(&["aches"]) || ends(&["eaches", "oaches"]));
    match word {
        _ if hisses || clicks => (2, ""),
        _ if word.ends_with("ies") && word.len() > 4 => (3, "y"),
        _ => (1, ""),
    }
}

/// What is one and ends like several.
const ALONE: &[&str] = &[
    "alias",
    "analytics",
    "atlas",
    "aws",
    "bias",
    "canvas",
    "cors",
    "gas",
    "gps",
    "https",
    "ios",
    "kubernetes",
    "lens",
    "macos",
    "means",
    "news",
    "postgres",
    "saas",
    "series",
    "species",
];

/// Words for several that no rule makes one of: how many letters are to go, and what comes in their place.
const IRREGULAR: &[(&str, usize, &str)] = &[
    ("aliases", 2, ""),
    ("analyses", 2, "is"),
    ("appendices", 3, "x"),
    ("atlases", 2, ""),
    ("axes", 2, "is"),
    ("biases", 2, ""),
    ("bonuses", 2, ""),
    ("buses", 2, ""),
    ("calories", 1, ""),
    ("campuses", 2, ""),
    ("canvases", 2, ""),
    ("cookies", 1, ""),
    ("crises", 2, "is"),
    ("diagnoses", 2, "is"),
    ("gases", 2, ""),
    ("hypotheses", 2, "is"),
    ("indices", 4, "ex"),
    ("lenses", 2, ""),
    ("matrices", 3, "x"),
    ("movies", 1, ""),
    ("niches", 1, ""),
    ("quizzes", 3, ""),
    ("selfies", 1, ""),
    ("statuses", 2, ""),
    ("vertices", 4, "ex"),
    ("viruses", 2, ""),
    ("zombies", 1, ""),
];

/// A name with all its signs spelled out, for when another has the words alone: `id` beside `@id`, `since` beside `since>`.
/// `None` where there are no signs.
pub(super) fn spelled_out(text: &str) -> Option<String> {
    let (start, rest) = match text.strip_prefix('_') {
        Some(rest) => ("underscore ", rest),
        None => ("", text),
    };
    let is_plain = |c: char| c == '_' || c == '-' || is_xid_continue(c);
    if start.is_empty() && !rest.ends_with('-') && rest.chars().all(is_plain) {
        return None;
    }
    let spelled = spelled(&rest.replace("[]", " list "), true);
    spelled.contains(char::is_alphanumeric).then(|| format!("{start}{spelled}"))
}

/// Signs that carry meaning in a short name, or all signs, spelled out; everything else that cannot stand in a name separates words.
fn spelled(text: &str, all: bool) -> String {
    if is_word(text) {
        return text.to_owned();
    }
    let all = all || !text.chars().any(char::is_alphabetic);
    let mut spelled = String::with_capacity(text.len());
    let (mut previous, mut chars) = (' ', text.chars().peekable());
    while let Some(c) = chars.next() {
        let starts = !previous.is_alphanumeric();
        let is_sign = chars.peek().is_some_and(char::is_ascii_digit);
        match c {
            '+' if starts || is_sign || all => spelled.push_str(" plus "),
            // Between words it is a dash, however many of them stand there, and after a word a hyphen.
            '-' if starts && (is_sign || all) || all && chars.peek().is_none() => spelled.push_str(" minus "),
            c if c == '_' || is_xid_continue(c) => spelled.push(c),
            c => {
                spelled.push(' ');
                spelled.push_str(sign(c).filter(|_| all).unwrap_or_default());
                spelled.push(' ');
            }
        }
        previous = c;
    }
    spelled
}

fn sign(c: char) -> Option<&'static str> {
    Some(match c {
        '*' => "star",
        '/' => "slash",
        '=' => "equal",
        '!' => "not",
        '<' => "less",
        '>' => "greater",
        '&' => "and",
        '|' => "or",
        '%' => "percent",
        '#' => "hash",
        '@' => "at",
        '$' => "dollar",
        '~' => "tilde",
        '^' => "caret",
        '?' => "question",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        _ => return None,
    })
}

fn identifier(name: String, prefix: &str) -> Option<String> {
    let name = match is_word(&name) {
        true => name,
        false => name.chars().filter(|&c| is_xid_continue(c)).collect(),
    };
    let first = name.chars().next()?;
    Some(if is_xid_start(first) { name } else { format!("{prefix}{name}") })
}

/// Raw identifiers exist, but not for all keywords; a trailing underscore works for each and reads better.
pub(super) fn is_keyword(name: &str) -> bool {
    KEYWORDS.binary_search(&name).is_ok()
}

/// What `syn` takes for no identifier, `union`, and `gen`, which the edition 2024 reserves; in order.
const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do",
    "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop",
    "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static",
    "struct", "super", "trait", "true", "try", "type", "typeof", "union", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn idiomatic_cases() {
        assert_eq!(upper_camel("shipping_label").unwrap(), "ShippingLabel");
        assert_eq!(upper_camel("repos/get-content").unwrap(), "ReposGetContent");
        assert_eq!(snake("orderLineId").unwrap(), "order_line_id");
        assert_eq!(snake("type").unwrap(), "type_");
        assert_eq!(snake("self").unwrap(), "self_");
    }

    #[test]
    fn a_word_with_a_capital_within_is_one_word() {
        for (text, name) in [
            ("OAuth", "oauth"),
            ("OAuth2Security", "oauth2_security"),
            ("my OAuthToken", "my_oauth_token"),
            ("githubOAuthApp", "github_oauth_app"),
            ("IPv4Range", "ipv4_range"),
            ("runGraphQL", "run_graphql"),
            // Other words that only look so, and one that the document spells so.
            ("SSOAuth", "sso_auth"),
            ("TwoAuthors", "two_authors"),
            ("POAuthority", "po_authority"),
            ("o_auth", "o_auth"),
        ] {
            assert_eq!(snake(text).unwrap(), name, "{text}");
        }
        assert_eq!(upper_camel("OAuth2Security").unwrap(), "OAuth2Security");
        assert_eq!(folded("OAuthToken"), folded("OauthToken"));
    }

    #[test]
    fn keywords_are_those_of_syn() {
        assert!(KEYWORDS.is_sorted());
        const BESIDES: [&str; 2] = ["gen", "union"];
        for keyword in KEYWORDS.iter().filter(|keyword| !BESIDES.contains(keyword)) {
            assert!(syn::parse_str::<syn::Ident>(keyword).is_err(), "{keyword}");
        }
        // Every keyword of the language, and what is one only in some places or editions.
        for word in ["auto", "default", "dyn", "gen", "macro_rules", "raw", "safe", "try", "union", "yield"] {
            let is_keyword = syn::parse_str::<syn::Ident>(word).is_err() || BESIDES.contains(&word);
            assert_eq!(super::is_keyword(word), is_keyword, "{word}");
        }
    }

    #[test]
    fn odd_names() {
        assert_eq!(upper_camel("+1").unwrap(), "Plus1");
        assert_eq!(upper_camel("-1").unwrap(), "Minus1");
        assert_eq!(upper_camel("2fa").unwrap(), "N2fa");
        assert_eq!(upper_camel("*").unwrap(), "Star");
        assert_eq!(upper_camel("größe").unwrap(), "Größe");
        assert_eq!(upper_camel("-created-at").unwrap(), "CreatedAt");
        assert_eq!(upper_camel("File--Full").unwrap(), "FileFull");
        assert_eq!(upper_camel("Deep Links - Partners").unwrap(), "DeepLinksPartners");
        assert_eq!(upper_camel("reactions--1").unwrap(), "ReactionsMinus1");
        assert_eq!(upper_camel("reactions-+1").unwrap(), "ReactionsPlus1");
        assert_eq!(upper_camel("Etc/GMT+10").unwrap(), "EtcGmtPlus10");
        assert_eq!(upper_camel("Etc/GMT-10").unwrap(), "EtcGmt10");
        assert_eq!(upper_camel("-1d").unwrap(), "Minus1d");
        assert_eq!(upper_camel("-").unwrap(), "Minus");
        assert_eq!(upper_camel("²"), None);
        assert_eq!(upper_camel(""), None);
    }

    #[test]
    fn signs_are_spelled_where_words_do_not_suffice() {
        for (text, name) in [
            ("@id", "at_id"),
            ("_id", "underscore_id"),
            ("$count", "dollar_count"),
            ("since<", "since_less"),
            ("since>", "since_greater"),
            ("codes[]", "codes_list"),
            ("mu+", "mu_plus"),
            ("mu-", "mu_minus"),
            ("certificate.name", "certificate_dot_name"),
        ] {
            assert_eq!(spelled_out(text).and_then(|text| snake(&text)).as_deref(), Some(name), "{text}");
        }
        for text in ["id", "ship-to", "ship_to", "größe", "🦀", "_"] {
            assert_eq!(spelled_out(text), None, "{text}");
        }
    }

    #[test]
    fn singulars() {
        for (many, one) in [
            ("fields", "field"),
            ("categories", "category"),
            ("statuses", "status"),
            ("addresses", "address"),
            ("status", "status"),
            ("boxes", "box"),
            ("news", "news"),
            ("databases", "database"),
            ("DisplayInfo", "DisplayInfo"),
            ("ids", "id"),
            ("OrgIDs", "OrgID"),
            ("releases", "release"),
            ("purchases", "purchase"),
            ("OrderPhases", "OrderPhase"),
            ("increases", "increase"),
            ("cases", "case"),
            ("uses", "use"),
            ("courses", "course"),
            ("ImageSizes", "ImageSize"),
            ("prizes", "prize"),
            ("quizzes", "quiz"),
            ("ActionsCaches", "ActionsCache"),
            ("branches", "branch"),
            ("searches", "search"),
            ("coaches", "coach"),
            ("classes", "class"),
            ("indexes", "index"),
            ("indices", "index"),
            ("matrices", "matrix"),
            ("analyses", "analysis"),
            ("movies", "movie"),
            ("cookies", "cookie"),
            ("ties", "tie"),
            ("ZoneAliases", "ZoneAlias"),
            ("canvases", "canvas"),
            ("ZoneAlias", "ZoneAlias"),
            ("canvas", "canvas"),
            ("schemas", "schema"),
            ("quotas", "quota"),
            ("keys", "key"),
            ("ShopSms", "ShopSms"),
            ("dns", "dns"),
            ("kubernetes", "kubernetes"),
            ("series", "series"),
            ("CALL_IDS", "CALL_ID"),
            ("", ""),
        ] {
            assert_eq!(singular(many), one, "{many}");
        }
    }
}
