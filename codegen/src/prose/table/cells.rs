//! What single cells of a table of properties say.

use super::super::sentence;
use super::super::types::{self, Kind, Shape};
use super::super::vocabulary::{self, Flag};

/// What a name cell says.
pub struct Named {
    /// The name.
    pub name: String,
    /// Whether it must be there, where the cell says so.
    pub required: Option<bool>,
}

/// `FIELD_NAME` is a placeholder among names in lower case.
pub fn is_shouted(name: &str) -> bool {
    name.len() > 2
        && name.chars().any(|c| c.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

/// Reads a name cell: a key, perhaps quoted, perhaps with a mark of presence behind it. `starred`: whether a star
/// behind a name says that it must be there.
pub fn read_name(cell: &str, query: bool, starred: bool) -> Option<Named> {
    let cell = cell.trim();
    let (name, rest) = match cell.strip_prefix('`') {
        Some(rest) => rest.split_once('`')?,
        None => cell.split_at(cell.find([' ', '(', '*']).unwrap_or(cell.len())),
    };
    let rest = rest.trim().trim_matches(['(', ')', '[', ']', ',']).trim().to_lowercase();
    let required = match rest.as_str() {
        "" => None,
        "*" => starred.then_some(true),
        "required" | "*required" | "mandatory" => Some(true),
        "optional" | "?" => Some(false),
        other => match vocabulary::presence(other) {
            Some(required) if other.split_whitespace().count() <= 2 => Some(required),
            _ if types::read(other).is_some() => None,
            _ => return None,
        },
    };
    let base = if query { name.split('[').next()? } else { name };
    sentence::is_key(base).then(|| Named { name: name.to_owned(), required })
}

/// A type cell without "required", "not required" or "optional" at its end.
pub fn without_flag(cell: &str) -> (String, Option<Flag>) {
    let lower = cell.to_ascii_lowercase();
    let phrases = [
        ("not required", Flag::No),
        ("conditionally required", Flag::Sometimes),
        ("sometimes required", Flag::Sometimes),
        ("required", Flag::Yes),
        ("optional", Flag::No),
    ];
    for (phrase, flag) in phrases {
        let Some(head) = lower.trim_end_matches([')', '*', '.']).strip_suffix(phrase) else { continue };
        let head = head.trim_end_matches([' ', '(', ',', ';', '-', '–', '/']);
        return (cell[..head.len()].trim().to_owned(), Some(flag));
    }
    (cell.trim().to_owned(), None)
}

/// The kind that the first words of a description tell, where no column does.
pub fn told(text: &str) -> Option<Kind> {
    let lower = text.to_lowercase();
    let lower = lower
        .trim_start_matches("required")
        .trim_start_matches("optional")
        .trim_start_matches(['.', ':', ' ', ')']);
    let array = ["an array of ", "array of ", "a list of ", "list of "];
    if array.iter().any(|phrase| lower.starts_with(phrase))
        && !sentence::is_composite(&lower.replacen("list of", "", 1).replacen("array of", "", 1))
    {
        return lower.contains("array of").then(|| Kind::Array(Box::new(Shape::plain(Kind::Any))));
    }
    lower.starts_with("an object ").then_some(Kind::Object)
}

/// "Required." or "(Optional)" at the beginning of a description.
pub fn opening_flag(text: &str) -> Option<Flag> {
    let lower = text.trim_start_matches(['(', '[', '*']).to_ascii_lowercase();
    [("required", Flag::Yes), ("mandatory", Flag::Yes), ("optional", Flag::No)].iter().find_map(
        |(word, flag)| {
            let rest = lower.strip_prefix(word)?;
            let ends =
                rest.is_empty() || rest.starts_with(['.', ')', ']', ':', ',', ';']) || rest.starts_with(" -");
            let flag = if *flag == Flag::Yes && is_conditional(rest) { Flag::Sometimes } else { *flag };
            ends.then_some(flag)
        },
    )
}

/// Whether the words behind "required" say when: "Required, unless", "Required: only for". A new sentence does so only
/// where it begins with nothing else.
fn is_conditional(rest: &str) -> bool {
    const CONDITIONS: &[&str] =
        &["if", "unless", "when", "only", "except", "but", "for", "in case", "depending"];
    const OF_SENTENCES: &[&str] = &["unless", "only if", "only when", "only for"];
    let new = rest.starts_with(['.', ')', ']']);
    let rest = rest.trim_start_matches(['.', ')', ']', ':', ',', ';', ' ', '-']);
    let words = if new { OF_SENTENCES } else { CONDITIONS };
    words.iter().any(|word| {
        rest.strip_prefix(word).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
    })
}

pub fn speaks_of_boolean(text: &str) -> bool {
    let lower = text.to_lowercase().replace(['`', '"', '\''], "");
    let phrases = [
        "true or false",
        "true/false",
        "true if ",
        "false if ",
        "if true",
        "if false",
        "set to true",
        "when true",
    ];
    phrases.iter().any(|phrase| lower.contains(phrase))
}
