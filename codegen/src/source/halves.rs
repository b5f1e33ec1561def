//! A long JSON text is read as two objects side by side: reading it is the first thing that a run does, and nothing
//! else can be done beside it.

use super::tree::Reading;
use super::{FileId, json};
use crate::parallel;
use serde_json::{Map, Value};

/// Texts shorter than this are read sooner than a thread starts.
const WORTH_IT: usize = 1 << 18;

/// The keys of a document whose values are most of it: before one of them a text without indentation is cut.
const CUTS: [&str; 3] = [r#""components""#, r#""definitions""#, r#""paths""#];

/// How many objects may be open in each other where a text is cut: the one of a path, or those of a kind of component.
const DEEPEST: usize = 3;

/// A text in two parts, without the comma between two entries of one object.
#[derive(Clone, Copy)]
struct Cut<'t> {
    before: &'t str,
    /// How many objects are open there below the outermost one.
    depth: usize,
    after: &'t str,
}

/// The value tree of a text that is an object with large parts; `None` where it must be read as a whole, for whatever
/// reason: only that says what is wrong with it.
///
/// The text before a comma, closed by as many braces as objects are open, and the text after it, opened by as many, are
/// two JSON texts with an entry on either side of the comma exactly where that stands between two entries of the
/// innermost of these objects, in a JSON text.
pub(super) fn read(text: &str, file: FileId) -> Option<(Value, Reading)> {
    let Cut { before, depth, after } = cut(text)?;
    let closing = "}".repeat(depth + 1);
    // What is open is the last entry of each object, whose keys the first half knows.
    let opening = [r#"{"":"#.repeat(depth).as_str(), "{"].concat();
    let (first, second) = parallel::both(
        || object(&[before, &closing].concat(), file),
        || object(&[&opening, after].concat(), file),
    );
    let ((mut object, mut reading), (rest, beside)) = (first?, second?);
    // All that can be told of JSON here is that a key stands twice: then the last one of an object is not what ends it.
    // What is asked for later is asked for by its place.
    if reading.report.worst().is_some() || (depth > 0 && !beside.large.is_empty()) {
        return None;
    }
    join(&mut object, rest, depth)?;
    reading.add(beside).then_some((Value::Object(object), reading))
}

/// What a text holds that is a JSON object, and how it was read.
fn object(text: &str, file: FileId) -> Option<(Map<String, Value>, Reading)> {
    match json::whole(text, file) {
        (Ok(Value::Object(object)), reading) => Some((object, reading)),
        _ => None,
    }
}

/// Adds the rest of an object, whose first entry is the rest of the object's last one where objects are open below it.
/// `None` where that is not so, or where a key stands twice: the report of that is that of a whole.
fn join(object: &mut Map<String, Value>, rest: Map<String, Value>, depth: usize) -> Option<()> {
    let (mut rest, last) = (rest.into_iter(), object.values_mut().next_back()?);
    if depth > 0 {
        let (Value::Object(last), (_, Value::Object(more))) = (last, rest.next()?) else { return None };
        join(last, more, depth - 1)?;
    }
    rest.all(|(key, value)| object.insert(key, value).is_none()).then_some(())
}

/// The first comma after the middle at which a text can be cut.
fn cut(text: &str) -> Option<Cut<'_>> {
    if text.len() < WORTH_IT {
        return None;
    }
    // Keys of one object are indented alike, which tells most of those that are of another.
    let entries = text.trim_start().strip_prefix('{')?;
    let indentation = entries.split('"').next()?;
    let columns = indentation.trim_start_matches(['\r', '\n']);
    if columns.is_empty() || columns.len() == indentation.len() {
        return cut_before_a_section(text, indentation);
    }
    let (first_half, rest) = text.split_at(text.floor_char_boundary(text.len() / 2));
    let (mut before, mut depth) = (rest, None);
    // The deeper, the nearer in most texts.
    for open in (0..DEEPEST).rev() {
        if let Some((nearer, _)) = before.split_once(&format!(",{indentation}{}\"", columns.repeat(open))) {
            (before, depth) = (nearer, Some(open));
        }
    }
    let (before, after) = text.split_at(first_half.len() + before.len());
    Some(Cut { before, depth: depth?, after: after.strip_prefix(',')? })
}

/// The comma before a section that is on neither side too short to be worth it, in a text that may have no indentation.
fn cut_before_a_section<'t>(text: &'t str, indentation: &str) -> Option<Cut<'t>> {
    let mut cuts = CUTS.iter().filter_map(|key| {
        text.match_indices(key).find_map(|(start, _)| {
            let (before, _) = text.split_at_checked(start)?;
            let before = before.strip_suffix(indentation)?.strip_suffix(',')?;
            let after = text.get(before.len()..)?.strip_prefix(',')?;
            Some(Cut { before, depth: 0, after })
        })
    });
    cuts.find(|Cut { before, after, .. }| before.len().min(after.len()) >= text.len() / 8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;
    use serde_json::json;

    /// A text that is worth it, and that would be so on both sides of the cut.
    fn long(text: &str) -> String {
        text.replace("LONG", &"x".repeat(WORTH_IT))
    }

    fn halves(text: &str) -> Option<String> {
        let file = Sources::new().add("a.json", "");
        read(&long(text), file).map(|(value, _)| value.to_string())
    }

    #[test]
    fn two_halves_are_a_whole() {
        for text in [
            r#"{"openapi":"3.0.0","paths":{"/a":"LONG"},"components":{"schemas":["LONG"]},"tags":[]}"#,
            r#"{"swagger":"2.0","definitions":{"a":"\"LONG"},"paths":{"/":"LONG"}}"#,
        ] {
            assert_eq!(halves(text), Some(long(text)));
        }
        let indented =
            "{\n  \"a\": {\n    \"b\": \"LONG\",\n    \"paths\": 2\n  },\n  \"paths\": \"LONG\"\n}\n";
        assert_eq!(halves(indented), Some(long(r#"{"a":{"b":"LONG","paths":2},"paths":"LONG"}"#)));
    }

    #[test]
    fn a_text_is_cut_near_its_middle_however_deep_that_is() {
        for text in [
            json!({"openapi": "3.0.3", "paths": {"/a": ["LONG"], "/b": {"get": "LONG", "put": 1}}, "tags": {}}),
            json!({"components": {"schemas": {"A": "LONG", "B": {"C": 1}, "D": "LONG"}}, "paths": {"/": 2}}),
            json!({"paths": {"/": {"get": ["LONG"]}}, "components": {"schemas": {"A": "LONG", "B": {}}}}),
            json!({"a": {"b": "LONG", "c": {}}, "d": {"e": {"f": 1}, "g": {"h": ["LONG"]}}}),
        ] {
            let indented = format!("{text:#}");
            for indented in [indented.replace("  ", "\t"), indented.replace('\n', "\r\n"), indented] {
                assert_eq!(halves(&indented), Some(long(&text.to_string())), "{indented}");
            }
        }
    }

    #[test]
    fn indentation_that_misleads_does_no_harm() {
        let [before, after] = ["{\n \"a\": {\n  \"b\": \"LONG\"", ",\n  \"c\": \"LONG\"\n }\n}"];
        for between in ["", ",\n \"d\": 1", ",\n \"d\": {}"] {
            let text = [before, between, after].concat();
            let whole: Value = serde_json::from_str(&long(&text)).unwrap();
            assert_eq!(halves(&text), Some(whole.to_string()), "{text}");
        }
        for between in ["}", "\n },\n \"d\": {", "\n },\n \"d\": [", ", \"b\": 1", ", \"c\": 1"] {
            let text = [before, between, after].concat();
            assert_eq!(halves(&text), None, "{text}");
        }
        // Its place in the whole is not known where it is read.
        assert_eq!(halves(&[before, after].concat().replace("\"LONG\"\n", "[\"LONG\", 1e30]\n")), None);
    }

    #[test]
    fn what_is_in_doubt_is_read_as_a_whole() {
        for text in [
            r#"{"openapi":"3.0.0","info":{},"components":{}}"#,
            r#"{"openapi":"LONG","info":{},"components":{}}"#,
            r#"["LONG","components","LONG"]"#,
            r#"{"a":{"b":"LONG","components":"LONG"}}"#,
            r#"{"a":["LONG","components","LONG"]}"#,
            r#"{"a":"LONG","components":"LONG","a":1}"#,
            r#"{"a":"LONG","components":"LONG""#,
            r#"{"a":"LONG","components":"LONG"} {}"#,
            r#"{"a":"LONG",,"components":"LONG"}"#,
            r#"{"a":"LONG","components":"LONG",}"#,
        ] {
            assert_eq!(halves(text), None, "{text}");
        }
    }
}
