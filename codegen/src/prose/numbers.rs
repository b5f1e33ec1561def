//! Names of whole numbers, in the description of an `enum` that has none: `Pending = 1, Rejected = 2`, or a list of
//! `1 - pending`.

use super::lifter::Lifter;
use crate::overlay::Provenance;
use crate::pointer::Path;
use serde_json::{Map, Value, json};
use std::collections::HashSet;

/// What names the values of an `enum`.
const NAMES: [&str; 3] = ["x-enum-varnames", "x-enumNames", "x-enum-names"];

/// More words are a sentence, and no name.
const MOST_WORDS: usize = 4;

impl Lifter<'_, '_> {
    /// A schema of whole numbers, or a parameter with one, that may name them in its description.
    pub(super) fn numbers(&mut self, map: &Map<String, Value>, path: &Path<'_>, name: &str) {
        let parameter = map.get("in").and(map.get("name")).and_then(Value::as_str);
        let schema =
            if parameter.is_some() { map.get("schema").and_then(Value::as_object) } else { Some(map) };
        let Some(schema) = schema.filter(|schema| !NAMES.iter().any(|key| schema.contains_key(*key))) else {
            return;
        };
        let Some(values) = schema.get("enum").and_then(Value::as_array).and_then(|list| whole(list)) else {
            return;
        };
        let Some(description) = map.get("description").and_then(Value::as_str) else { return };
        let Some((names, said)) = named(description, &values) else { return };
        let at = path.pointer();
        let place = self.document.place(at.child("description"));
        let at = if parameter.is_some() { at.child("schema") } else { at };
        let what = format!("the names of the values of `{}`", parameter.unwrap_or(name));
        let from = Provenance { sentence: Some(said), ..Provenance::default() };
        self.facts.update(&at, json!({ NAMES[0]: names }), what, &place, from);
    }
}

/// The values of a list of whole numbers, with `None` for a null.
fn whole(list: &[Value]) -> Option<Vec<Option<i64>>> {
    let values: Option<Vec<Option<i64>>> = list
        .iter()
        .map(|value| if value.is_null() { Some(None) } else { value.as_i64().map(Some) })
        .collect();
    values.filter(|values| values.iter().flatten().count() > 1)
}

/// The names of all values, in their order, and the words that say so. All have one, and no two the same.
fn named(description: &str, values: &[Option<i64>]) -> Option<(Vec<Option<String>>, String)> {
    let found: Vec<(i64, &str, &str)> = pieces(description).filter_map(pair).collect();
    let (mut names, mut said, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    for value in values {
        let Some(value) = value else {
            names.push(None);
            continue;
        };
        let mut own = found.iter().filter(|(number, ..)| number == value);
        let (_, name, piece) = own.next()?;
        let folded: String =
            name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        if own.any(|(_, other, _)| other != name) || !seen.insert(folded) {
            return None;
        }
        names.push(Some((*name).to_owned()));
        said.push(*piece);
    }
    Some((names, said.join(", ")))
}

/// What stands between the separators of a list: commas, lines, parentheses and the like.
fn pieces(description: &str) -> impl Iterator<Item = &str> {
    let ends = |c: char| matches!(c, ',' | ';' | '|' | '(' | ')' | '<' | '>' | '\n' | '\r');
    description.split(ends).map(|piece| {
        let piece = piece.trim();
        ["* ", "- ", "+ ", "• "].iter().find_map(|bullet| piece.strip_prefix(bullet)).unwrap_or(piece).trim()
    })
}

/// A number and its name, where a piece is no more than that: `1 - pending`, `1: pending`, `pending = 1`.
fn pair(piece: &str) -> Option<(i64, &str, &str)> {
    let number = |text: &str| bare(text).parse::<i64>().ok();
    let after = [" - ", " – ", " — ", ":", "="].iter().find_map(|sign| {
        let (value, name) = piece.split_once(sign)?;
        Some((number(value)?, bare(name)))
    });
    let before = || {
        let (name, value) = piece.rsplit_once('=')?;
        Some((number(value)?, bare(name)))
    };
    let (number, name) = after.or_else(before)?;
    is_name(name).then_some((number, name, piece))
}

/// A text without quotes, marks of emphasis and a full stop around it.
fn bare(text: &str) -> &str {
    text.trim().trim_end_matches('.').trim_matches(|c: char| c.is_whitespace() || "`'\"*_“”‘’".contains(c))
}

fn is_name(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
        && text.split_whitespace().count() <= MOST_WORDS
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '/' | '&' | '\''))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(description: &str, values: &[i64], names: &[&str]) {
        let values: Vec<_> = values.iter().copied().map(Some).collect();
        let found: Option<Vec<String>> =
            named(description, &values).map(|(names, _)| names.into_iter().flatten().collect());
        let expected = (!names.is_empty()).then(|| names.iter().map(|name| (*name).to_owned()).collect());
        assert_eq!(found, expected, "{description}");
    }

    #[test]
    fn numbers_are_named_before_and_after() {
        check("The state (Pending = `1`, Under review = `2`)", &[1, 2], &["Pending", "Under review"]);
        check("Unknown = 0, Birth = 1", &[0, 1], &["Unknown", "Birth"]);
        check("Severity:\n  * 10 - low\n  * -1 - none at all.\n", &[10, -1], &["low", "none at all"]);
        check("- `1`: PLUGIN\n- `2`: THEME\n", &[1, 2], &["PLUGIN", "THEME"]);
        check("Health (0=offline, 1=online), see the guide.", &[0, 1], &["offline", "online"]);
        check("1 – open<br/>2 – closed", &[2, 1], &["closed", "open"]);
    }

    #[test]
    fn what_is_no_list_of_names_names_nothing() {
        // Not all of them.
        check("Active = 1", &[1, 2], &[]);
        // The same name twice, and two names of one.
        check("The first check (value = 1), the second (value = 2).", &[1, 2], &[]);
        check("On = 1, Off = 2, Ready = 1", &[1, 2], &[]);
        // Sentences, times and numbers.
        check("1 - The message was sent to all\n2 - It was not", &[1, 2], &[]);
        check("From 10:30, or from 11:45", &[10, 11], &[]);
        check("1 = 2, 2 = 1", &[1, 2], &[]);
        check("One of 1, 2 or 3", &[1, 2, 3], &[]);
    }

    #[test]
    fn null_has_no_name() {
        let values = whole(&[json!(1), Value::Null, json!(2)]).unwrap();
        let (names, said) = named("On = 1, Off = 2", &values).unwrap();
        assert_eq!(names, [Some("On".to_owned()), None, Some("Off".to_owned())]);
        assert_eq!(said, "On = 1, Off = 2");
        assert!(whole(&[json!(1)]).is_none() && whole(&[json!(1), json!("a")]).is_none());
    }
}
