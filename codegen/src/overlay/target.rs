//! Targets: the JSONPath of a pointer, and the way from a JSONPath to the places it selects.

use crate::pointer::Pointer;
use serde_json::Value;
use serde_json_path::{JsonPath, PathElement};
use std::cmp::Ordering;
use std::fmt::Write;

/// The longest target that is read, in bytes, and the deepest nesting of its brackets: the parser recurses.
const LONGEST: usize = 16 * 1024;
const DEEPEST: usize = 32;

/// Fields of the standard whose value is a list, so that a number below them is an index.
const LISTS: &[&str] = &[
    "parameters",
    "allOf",
    "anyOf",
    "oneOf",
    "required",
    "enum",
    "tags",
    "servers",
    "security",
    "prefixItems",
];

/// One step of a path down a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Key(String),
    Index(usize),
}

impl Step {
    /// Array items compare by index, so that they can be removed from the last to the first.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Index(a), Self::Index(b)) => a.cmp(b),
            (Self::Key(a), Self::Key(b)) => a.cmp(b),
            (Self::Index(_), Self::Key(_)) => Ordering::Less,
            (Self::Key(_), Self::Index(_)) => Ordering::Greater,
        }
    }
}

/// The JSONPath (RFC 9535) that selects exactly the value at a pointer, as a person would write it:
/// `$.paths['/push'].post.responses['200']`.
///
/// A number is an index below the fields of the standard that are lists (`parameters`, `allOf`, …) and a key
/// everywhere else; [`target_in`] looks it up in a document instead.
pub fn target(pointer: &Pointer) -> String {
    let mut text = String::from("$");
    let mut above = String::new();
    for token in pointer.tokens() {
        match token.parse() {
            Ok(index) if LISTS.contains(&above.as_str()) => push_index(&mut text, index),
            _ => push_key(&mut text, &token),
        }
        above = token;
    }
    text
}

/// The JSONPath of a pointer into a document, whose arrays tell indexes from keys.
pub fn target_in(root: &Value, pointer: &Pointer) -> String {
    let mut text = String::from("$");
    let mut value = Some(root);
    for token in pointer.tokens() {
        match (value, token.parse::<usize>()) {
            (Some(Value::Array(items)), Ok(index)) => {
                push_index(&mut text, index);
                value = items.get(index);
            }
            _ => {
                push_key(&mut text, &token);
                value = value.and_then(|value| value.get(&token));
            }
        }
    }
    text
}

fn push_index(text: &mut String, index: usize) {
    // Writing to a `String` cannot fail.
    let _ = write!(text, "[{index}]");
}

fn push_key(text: &mut String, key: &str) {
    let identifier = !key.starts_with(|c: char| c.is_ascii_digit())
        && !key.is_empty()
        && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if identifier {
        text.push('.');
        text.push_str(key);
        return;
    }
    text.push_str("['");
    for c in key.chars() {
        match c {
            '\'' | '\\' => text.extend(['\\', c]),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            c if c < ' ' => {
                let _ = write!(text, "\\u{:04x}", c as u32);
            }
            c => text.push(c),
        }
    }
    text.push_str("']");
}

/// The places a JSONPath selects, each once, or why it is not a JSONPath.
///
/// A path that names one place literally, as [`target`] writes it, costs only the way down to it.
pub(super) fn locate(root: &Value, path: &str) -> Result<Vec<Vec<Step>>, String> {
    if let Some(steps) = literal(path) {
        return Ok(if get(root, &steps).is_some() { vec![steps] } else { Vec::new() });
    }
    let query = compile(path)?;
    let mut places: Vec<Vec<Step>> = Vec::new();
    for located in query.query_located(root).dedup().iter() {
        places.push(located.location().iter().map(step).collect());
    }
    Ok(places)
}

/// Why a text is not a JSONPath.
pub(super) fn check(path: &str) -> Result<(), String> {
    if literal(path).is_some() { Ok(()) } else { compile(path).map(|_| ()) }
}

fn compile(path: &str) -> Result<JsonPath, String> {
    if path.len() > LONGEST || nesting(path) > DEEPEST {
        return Err(format!("it is longer than {LONGEST} bytes or nested deeper than {DEEPEST} brackets"));
    }
    JsonPath::parse(path).map_err(|error| error.to_string())
}

/// How deep brackets and the operators that bind like them nest, from above.
fn nesting(path: &str) -> usize {
    let mut depth = 0_usize;
    let mut deepest = 0;
    for c in path.chars() {
        match c {
            '(' | '[' | '!' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

fn step(element: &PathElement<'_>) -> Step {
    match element {
        PathElement::Name(name) => Step::Key((*name).to_owned()),
        PathElement::Index(index) => Step::Index(*index),
    }
}

/// The value at the end of some steps.
pub(super) fn get<'a>(root: &'a Value, steps: &[Step]) -> Option<&'a Value> {
    steps.iter().try_fold(root, |value, step| match step {
        Step::Key(key) => value.as_object()?.get(key),
        Step::Index(index) => value.as_array()?.get(*index),
    })
}

/// The value at the end of some steps, to edit.
pub(super) fn get_mut<'a>(root: &'a mut Value, steps: &[Step]) -> Option<&'a mut Value> {
    steps.iter().try_fold(root, |value, step| match step {
        Step::Key(key) => value.as_object_mut()?.get_mut(key),
        Step::Index(index) => value.as_array_mut()?.get_mut(*index),
    })
}

/// The pointer of a path of plain names and indexes; `None` for any other, valid or not.
pub(crate) fn literal_pointer(path: &str) -> Option<Pointer> {
    Some(pointer(&literal(path)?))
}

/// The pointer to the end of some steps.
pub(super) fn pointer(steps: &[Step]) -> Pointer {
    steps.iter().fold(Pointer::root(), |at, step| match step {
        Step::Key(key) => at.child(key),
        Step::Index(index) => at.child(index),
    })
}

/// The steps of a path of plain names and indexes; `None` for any other, valid or not.
fn literal(path: &str) -> Option<Vec<Step>> {
    let mut rest = path.strip_prefix('$')?;
    let mut steps = Vec::new();
    while !rest.is_empty() {
        let (step, after) = if let Some(name) = rest.strip_prefix('.') {
            literal_name(name)?
        } else {
            literal_selector(rest.strip_prefix('[')?)?
        };
        steps.push(step);
        rest = after;
    }
    Some(steps)
}

fn literal_name(text: &str) -> Option<(Step, &str)> {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let starts_well = name.starts_with(|c: char| !c.is_ascii_digit());
    starts_well.then(|| (Step::Key(name.to_owned()), rest))
}

fn literal_selector(text: &str) -> Option<(Step, &str)> {
    match text.chars().next()? {
        quote @ ('\'' | '"') => literal_string(text.get(1..)?, quote),
        _ => {
            let (digits, rest) = text.split_once(']')?;
            let plain =
                digits.bytes().all(|b| b.is_ascii_digit()) && (digits == "0" || !digits.starts_with('0'));
            Some((Step::Index(plain.then(|| digits.parse().ok()).flatten()?), rest))
        }
    }
}

fn literal_string(text: &str, quote: char) -> Option<(Step, &str)> {
    let mut key = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            c if c == quote => return Some((Step::Key(key), text.get(at + 1..)?.strip_prefix(']')?)),
            '\\' => match chars.next()?.1 {
                escaped if escaped == quote || escaped == '\\' => key.push(escaped),
                'n' => key.push('\n'),
                'r' => key.push('\r'),
                't' => key.push('\t'),
                _ => return None,
            },
            c if c < ' ' => return None,
            c => key.push(c),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_target_is_readable_and_leads_back() {
        let root =
            json!({"paths": {"/it's\\a": {"post": {"responses": {"200": [{"a b": 1}]}}}}, "0x": {"": 2}});
        let cases = [
            ("", "$"),
            (
                "/paths/~1it's\\a/post/responses/200/0/a b",
                "$.paths['/it\\'s\\\\a'].post.responses['200'][0]['a b']",
            ),
            ("/0x/", "$['0x']['']"),
        ];
        for (pointer, path) in cases {
            let pointer = Pointer::parse(pointer).unwrap();
            assert_eq!(target_in(&root, &pointer), path);
            let by_literal = locate(&root, path).unwrap();
            assert_eq!(by_literal.len(), 1, "{path}");
            let query = JsonPath::parse(path).unwrap();
            let by_query: Vec<_> =
                query.query_located(&root).iter().map(|l| l.location().to_json_pointer()).collect();
            assert_eq!(by_query, [pointer.as_str()]);
        }
    }

    #[test]
    fn without_a_document_a_number_is_an_index_below_lists_only() {
        let pointer = Pointer::parse("/paths/~1a/get/parameters/0/schema/properties/0").unwrap();
        assert_eq!(target(&pointer), "$.paths['/a'].get.parameters[0].schema.properties['0']");
        let pointer = Pointer::parse("/responses/200").unwrap();
        assert_eq!(target(&pointer), "$.responses['200']");
    }

    #[test]
    fn control_characters_survive() {
        let root = json!({"a\n\u{1}'": true});
        let pointer = Pointer::root().child("a\n\u{1}'");
        assert_eq!(locate(&root, &target(&pointer)).unwrap().len(), 1);
    }

    #[test]
    fn queries_select_each_place_once() {
        let root = json!({"a": [{"b": 1}, {"b": 2}]});
        assert_eq!(locate(&root, "$.a[*].b").unwrap().len(), 2);
        assert_eq!(locate(&root, "$.a[0,0]").unwrap().len(), 1);
        assert_eq!(locate(&root, "$.a[5]").unwrap().len(), 0);
        assert_eq!(locate(&root, "$.a['0']").unwrap().len(), 0);
    }

    #[test]
    fn what_is_no_json_path_is_told() {
        let deep = format!("$[?{}@.a{}]", "(".repeat(5000), ")".repeat(5000));
        for path in ["", "paths", "$.", "$.a[", "$['a", "$.a b", "$[01]", "$[?", deep.as_str()] {
            assert!(check(path).is_err(), "{path}");
        }
    }
}
