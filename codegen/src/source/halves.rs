//! A long JSON text is read as two objects side by side: reading it is the first thing that a run does, and nothing
//! else can be done beside it.

use super::tree::Reading;
use super::{FileId, json};
use crate::parallel;
use serde_json::Value;

/// Texts shorter than this are read sooner than a thread starts.
const WORTH_IT: usize = 1 << 18;

/// The keys of a document whose values are most of it: before one of them the text is cut.
const CUTS: [&str; 3] = [r#""components""#, r#""definitions""#, r#""paths""#];

/// The value tree of a text that is an object with one of those keys; `None` where it must be read as a whole, for
/// whatever reason: only that says what is wrong with it.
///
/// The text before a comma, closed by a brace, and the text after it, opened by one, are two JSON objects exactly where
/// the comma stands between two entries of the outermost object of a JSON text.
pub(super) fn read(text: &str, file: FileId) -> Option<(Value, Reading)> {
    let (before, after) = cut(text)?;
    let (first, second) =
        parallel::both(|| object(&format!("{before}}}"), file), || object(&format!("{{{after}"), file));
    let ((Value::Object(mut object), mut reading), (Value::Object(rest), beside)) = (first?, second?) else {
        return None;
    };
    // The report of a key that stands twice is that of a whole.
    if rest.keys().any(|key| object.contains_key(key)) {
        return None;
    }
    object.extend(rest);
    reading.add(beside).then_some((Value::Object(object), reading))
}

/// What a text holds that is JSON, and how it was read.
fn object(text: &str, file: FileId) -> Option<(Value, Reading)> {
    let (read, reading) = json::whole(text, file);
    Some((read.ok()?, reading))
}

/// What stands before and after the comma at which a text is cut.
fn cut(text: &str) -> Option<(&str, &str)> {
    if text.len() < WORTH_IT {
        return None;
    }
    let entries = text.trim_start().strip_prefix('{')?;
    // Keys of one object are indented alike, which tells most of those that are of another.
    let indentation = entries.split('"').next()?;
    let mut cuts = CUTS.iter().filter_map(|key| {
        text.match_indices(key).find_map(|(start, _)| {
            let (before, _) = text.split_at_checked(start)?;
            let before = before.strip_suffix(indentation)?.strip_suffix(',')?;
            let after = text.get(before.len()..)?.strip_prefix(',')?;
            Some((before, after))
        })
    });
    cuts.find(|(before, after)| before.len().min(after.len()) >= text.len() / 8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

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
