//! Values, defaults and lists of values, against the type they must have.

use super::sentence::{self, Choice};
use super::types::Kind;
use serde_json::{Value, json};

/// The closed list of values that some sentence of a text states.
pub fn stated(text: &str, own: &[&str]) -> Option<Choice> {
    if sentence::is_composite(text) {
        return None;
    }
    let mut found =
        sentence::sentences(text).into_iter().filter_map(|sentence| sentence::choice(sentence, own));
    let choice = found.next()?;
    (found.next().is_none() && are_consistent(&choice.values)).then_some(choice)
}

/// The values in a cell of a column of values: quoted, or single words with commas or bars between.
pub fn listed(cell: &str) -> Option<Choice> {
    let quoted = sentence::quoted(cell);
    let values: Vec<String> = if quoted.is_empty() {
        parted(cell)?
    } else {
        let mut rest = cell.to_owned();
        for value in quoted.iter().rev() {
            rest.replace_range(value.start..value.end, " ");
        }
        let between = rest
            .split_whitespace()
            .all(|word| matches!(word.trim_matches([',', '.', ';']), "" | "or" | "and" | "|" | "/"));
        if !between {
            return None;
        }
        quoted.iter().map(|value| value.text.to_owned()).collect()
    };
    let plain = values.iter().all(|value| !quoted.is_empty() || is_word(value));
    (values.len() > 1 && plain && are_consistent(&values)).then_some(Choice { values, default: None })
}

/// The words of a cell with commas or bars between, or with slashes where there is nothing else.
fn parted(cell: &str) -> Option<Vec<String>> {
    let open = ["etc", "n/a", "na", "any", "...", "…", "others", "none"];
    let parts: Vec<String> = match cell.contains([',', '|']) {
        true if is_number(cell) => return None,
        true => cell.split([',', '|']).map(|value| value.trim().to_owned()).collect(),
        false if is_one_path(cell) => return None,
        false => cell.split('/').map(|value| value.trim().to_owned()).collect(),
    };
    let closed = parts.iter().all(|part| {
        let part = part.trim_end_matches('.').to_lowercase();
        !open.contains(&part.as_str())
    });
    closed.then_some(parts)
}

/// Whether a cell is a number with its thousands apart: `1,000`.
fn is_number(cell: &str) -> bool {
    let mut groups = cell.trim().split(',');
    let first = groups.next().is_some_and(|first| (1..=3).contains(&first.len()));
    let three = |group: &str| group.len() == 3;
    first && groups.all(three) && cell.trim().bytes().all(|byte| byte.is_ascii_digit() || byte == b',')
}

/// Whether a cell with slashes is one value: `N/A`, a media type, a time zone, the form of a date.
fn is_one_path(cell: &str) -> bool {
    const HEADS: &[&str] = &[
        // Media types (RFC 6838, section 4.2).
        "application",
        "audio",
        "font",
        "image",
        "message",
        "model",
        "multipart",
        "text",
        "video",
        // Time zones.
        "africa",
        "america",
        "antarctica",
        "asia",
        "atlantic",
        "australia",
        "etc",
        "europe",
        "indian",
        "pacific",
    ];
    let lower = cell.trim().to_lowercase();
    let head = lower.split('/').next().unwrap_or_default();
    let plain = |part: &str| part.trim().chars().all(|c| c.is_alphabetic() || matches!(c, '_' | '-'));
    lower == "n/a" || HEADS.contains(&head) || is_date_form(cell) || !lower.split('/').all(plain)
}

/// Whether a text is the form of a date, such as `MM/YYYY` or `yyyy-MM-dd`, and no date.
pub fn is_date_form(text: &str) -> bool {
    let mut parts = text.trim().split(['/', '-', '.', ' ', ':']);
    let part = |part: &str| {
        let lower = part.to_lowercase();
        matches!(lower.as_str(), "yyyy" | "yy" | "mm" | "dd" | "d" | "m" | "hh" | "ss" | "ddthh" | "ssz")
    };
    text.contains(['/', '-', '.', ' ']) && parts.all(part)
}

fn is_word(value: &str) -> bool {
    !value.is_empty()
        && value.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '/'))
}

/// Whether values look like codes of one kind, so that none of them is a slip or a template.
pub fn are_consistent(values: &[String]) -> bool {
    let template = |value: &String| {
        value.is_empty()
            || value.len() > 64
            || value.contains(['{', '}', '<', '>', '*', '$', '%', '…', '\n'])
            || value.contains("...")
            || value.ends_with(':')
            || is_date_form(value)
            || value.chars().any(char::is_control)
    };
    let spaced = values.iter().any(|value| value.contains(' '));
    let joined = values.iter().any(|value| value.contains('_'));
    let assigned = values.iter().any(|value| value.contains('='));
    let uuid = values.iter().all(|value| value.len() == 36);
    let mixed = spaced && joined;
    !(mixed || assigned || uuid || values.iter().any(template))
}

/// Values as JSON of a kind, each once. `Err`: one of them is no such value.
pub fn enumeration(values: &[String], kind: &Kind) -> Result<Vec<Value>, ()> {
    let mut typed = Vec::new();
    for value in values {
        let value = match kind {
            Kind::String => json!(value),
            Kind::Integer => json!(value.parse::<i64>().map_err(drop)?),
            _ => return Err(()),
        };
        if !typed.contains(&value) {
            typed.push(value);
        }
    }
    if typed.len() < 2 { Err(()) } else { Ok(typed) }
}

/// A literal as JSON of a kind. A string must be quoted, or it may be words about the value.
pub fn literal(text: &str, is_quoted: bool, kind: &Kind) -> Option<Value> {
    match kind {
        Kind::String => {
            (is_quoted && !text.is_empty() && !text.contains(['{', '<', '$'])).then(|| json!(text))
        }
        Kind::Integer => text.replace(',', "").parse::<i64>().ok().map(|number| json!(number)),
        Kind::Number => match text.parse::<i64>() {
            Ok(number) => Some(json!(number)),
            Err(_) => {
                text.parse::<f64>().ok().filter(|number| number.is_finite()).map(|number| json!(number))
            }
        },
        Kind::Boolean => match text.to_ascii_lowercase().as_str() {
            "true" => Some(json!(true)),
            "false" => Some(json!(false)),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a cell of a column of defaults says that there is none, or that it is made when needed.
pub fn is_no_default(cell: &str) -> bool {
    let bare = cell.replace(['`', '"', '*'], "").trim().to_lowercase();
    matches!(
        bare.as_str(),
        "" | "-"
            | "–"
            | "—"
            | "n/a"
            | "na"
            | "none"
            | "null"
            | "nil"
            | "no default"
            | "empty"
            | "now"
            | "today"
            | "auto"
            | "undefined"
            | "not set"
            | "unset"
            | "generated"
            | "required"
            | "''"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(cell: &str) -> Vec<String> {
        listed(cell).map(|choice| choice.values).unwrap_or_default()
    }

    #[test]
    fn cells_of_values() {
        assert_eq!(values("`a`, `b` or `c`"), ["a", "b", "c"]);
        assert_eq!(values("small, large"), ["small", "large"]);
        assert!(values("any colour, size").is_empty());
        assert!(values("`a` if nothing else, `b`").is_empty());
        assert!(values("1").is_empty());
        assert_eq!(values("asc/desc"), ["asc", "desc"]);
        assert_eq!(values("image/png, image/jpeg"), ["image/png", "image/jpeg"]);
    }

    #[test]
    fn one_value_is_no_list() {
        for cell in [
            "N/A",
            "application/json",
            "Europe/Berlin",
            "MM/YYYY",
            "1,000",
            "12,000,000",
            "en, de, etc.",
            "1/2",
        ] {
            assert!(values(cell).is_empty(), "{cell}");
        }
    }

    #[test]
    fn slips_and_templates_are_no_values() {
        assert!(!are_consistent(&["id_check".into(), "envelopes Included".into()]));
        assert!(!are_consistent(&["a".into(), "{region}".into()]));
        assert!(!are_consistent(&["YYYY-MM-DD".into(), "MM/DD/YYYY".into()]));
        assert!(!are_consistent(&["shown".into(), "optional:".into()]));
        assert!(are_consistent(&["In progress".into(), "Done".into()]));
    }

    #[test]
    fn literals_have_their_kind() {
        assert_eq!(literal("1,000", true, &Kind::Integer), Some(json!(1000)));
        assert_eq!(literal("external", false, &Kind::String), None);
        assert_eq!(literal("yes", true, &Kind::Boolean), None);
        assert_eq!(literal("NaN", true, &Kind::Number), None);
    }
}
