//! Writes a value tree as YAML that readers of YAML 1.1 and of YAML 1.2 read alike.

use serde_json::{Number, Value};
use std::fmt::Write;

/// A key longer than this many bytes is written with a question mark in front (YAML 1.2, section 8.2.2 allows 1,024
/// characters without).
const LONGEST_KEY: usize = 512;

/// The text of a value tree, in block style. Texts of several lines are literal blocks; texts that any version of YAML
/// would read as something else, such as `yes`, `1.0` and `2024-01-01`, stand between quotes.
pub fn to_yaml(value: &Value) -> String {
    let mut text = String::new();
    match value {
        Value::Object(object) if !object.is_empty() => write_block(&mut text, value, 0),
        Value::Array(items) if !items.is_empty() => write_block(&mut text, value, 0),
        _ => {
            write_scalar(&mut text, value, 0);
            text.push('\n');
        }
    }
    text
}

/// Writes the entries of an object or the items of an array, each on lines of its own.
fn write_block(text: &mut String, value: &Value, indent: usize) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                pad(text, indent);
                write_entry(text, key, value, indent);
            }
        }
        Value::Array(items) => {
            for item in items {
                pad(text, indent);
                write_item(text, item, indent);
            }
        }
        _ => {}
    }
}

/// Writes an entry; the indentation of its first line stands already.
fn write_entry(text: &mut String, key: &str, value: &Value, indent: usize) {
    let key = line(key);
    if key.len() > LONGEST_KEY {
        text.extend(["? ", &key, "\n"]);
        pad(text, indent);
    } else {
        text.push_str(&key);
    }
    text.push(':');
    match value {
        Value::Object(object) if !object.is_empty() => {
            text.push('\n');
            write_block(text, value, indent + 2);
        }
        Value::Array(items) if !items.is_empty() => {
            text.push('\n');
            write_block(text, value, indent + 2);
        }
        _ => {
            text.push(' ');
            write_scalar(text, value, indent);
            text.push('\n');
        }
    }
}

/// Writes an item of an array. What stands in it begins on the same line.
fn write_item(text: &mut String, item: &Value, indent: usize) {
    text.push_str("- ");
    match item {
        Value::Object(object) if !object.is_empty() => {
            for (at, (key, value)) in object.iter().enumerate() {
                if at > 0 {
                    pad(text, indent + 2);
                }
                write_entry(text, key, value, indent + 2);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    pad(text, indent + 2);
                }
                write_item(text, item, indent + 2);
            }
        }
        _ => {
            write_scalar(text, item, indent);
            text.push('\n');
        }
    }
}

/// Writes a value that has no lines of its own, without a line break behind it. `indent` is that of the entry or item.
fn write_scalar(text: &mut String, value: &Value, indent: usize) {
    match value {
        Value::Null => text.push_str("null"),
        Value::Bool(flag) => text.push_str(if *flag { "true" } else { "false" }),
        Value::Number(number) => text.push_str(&written(number)),
        Value::String(string) if is_block(string) => write_literal(text, string, indent + 2),
        Value::String(string) => text.push_str(&line(string)),
        Value::Array(_) => text.push_str("[]"),
        Value::Object(_) => text.push_str("{}"),
    }
}

/// A number. YAML 1.1 wants a point and a sign in one with an exponent.
fn written(number: &Number) -> String {
    let text = number.to_string();
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else { return text };
    let point = if mantissa.contains('.') { "" } else { ".0" };
    let sign = if exponent.starts_with(['+', '-']) { "" } else { "+" };
    format!("{mantissa}{point}e{sign}{exponent}")
}

fn pad(text: &mut String, indent: usize) {
    text.extend(std::iter::repeat_n(' ', indent));
}

/// Whether a text can be a literal block: several lines of characters that need no escape.
fn is_block(text: &str) -> bool {
    text.contains('\n')
        && text.chars().all(|c| c == '\n' || c == '\t' || is_printable(c))
        && !text.trim().is_empty()
}

/// Writes a literal block (YAML 1.2, section 8.1.2) without its last line break.
fn write_literal(text: &mut String, string: &str, indent: usize) {
    text.push('|');
    // A reader finds out the indentation by the first line that is not empty, or is told.
    if string.trim_start_matches('\n').starts_with([' ', '\t']) {
        text.push('2');
    }
    let body = string.trim_end_matches('\n');
    let breaks = string.len() - body.len();
    match breaks {
        0 => text.push('-'),
        1 => {}
        _ => text.push('+'),
    }
    for line in body.split('\n') {
        text.push('\n');
        if !line.is_empty() {
            pad(text, indent);
            text.push_str(line);
        }
    }
    text.extend(std::iter::repeat_n('\n', breaks.saturating_sub(1)));
}

/// A text on one line: plain where no reader could take it for anything else.
fn line(text: &str) -> String {
    if is_plain(text) {
        text.to_owned()
    } else if text.chars().all(is_printable) {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        escaped(text)
    }
}

/// Whether a text means itself without quotes.
fn is_plain(text: &str) -> bool {
    let starts = text.starts_with(|c: char| c.is_alphabetic() || matches!(c, '/' | '_' | '$'));
    let ends = !text.ends_with([':', ' ']);
    starts
        && ends
        && !text.contains(": ")
        && !text.contains(" #")
        && text.chars().all(is_printable)
        && !is_word(text)
}

/// The words that are no texts in YAML 1.1 (types bool and null) or in YAML 1.2 (section 10.3.2).
fn is_word(text: &str) -> bool {
    let words = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    text.len() < 6 && words.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether a character may stand for itself in any version of YAML, and does not break a line in any.
fn is_printable(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

/// A text between double quotes.
fn escaped(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if is_printable(c) => quoted.push(c),
            c => {
                // Writing to a `String` cannot fail. None of the others is beyond four digits.
                let _ = write!(quoted, "\\u{:04x}", u32::from(c));
            }
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read_back(value: &Value) -> Value {
        let text = to_yaml(value);
        serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
    }

    /// Texts that some reader of YAML takes for something else.
    const TEXTS: &[&str] = &[
        "",
        " ",
        "a",
        "yes",
        "No",
        "1.0",
        "0x1f",
        "1e3",
        "2024-01-01",
        "12:30:00",
        "~",
        "null",
        "a: b",
        "a:",
        "a #b",
        "#a",
        "- a",
        "'",
        "it's",
        "\"",
        "\\",
        "a\\nb",
        "?",
        "@a",
        "`a`",
        "%",
        "{a}",
        "[a]",
        "*a",
        "&a",
        "!a",
        "|",
        ">",
        "=",
        "<<",
        "---",
        "é",
        "日本語",
        "😀",
        "a\u{2028}b",
        "\u{FEFF}a",
        "a\u{7f}",
        "a\tb",
        "\ta",
        "a\rb",
        "a\r\nb",
        "\n",
        "\n\n",
        " \n",
        "a\n",
        "a\n\n\n",
        "\na",
        "\n\n  a\nb\n",
        "  a\nb",
        "\ta\nb",
        "a\n  b\n\n c",
        "a \nb ",
        "a\n---\n...\n",
        "a\n\tb",
        "a\n \n",
        "a\n# b: c\n",
        "$ref",
        "/a/{b}",
        "a{}",
        "a, b",
    ];

    #[test]
    fn what_is_written_is_what_is_read() {
        let entries = TEXTS
            .iter()
            .map(|text| json!({*text: text, "list": [text, [text, [text]], {"in": text, "and": [{}, []]}]}));
        let value = json!({"texts": entries.collect::<Vec<_>>(), "empty": [[], {}, [[]], [{}]]});
        assert_eq!(read_back(&value), value);
        for text in TEXTS {
            assert_eq!(read_back(&json!(text)), json!(text));
        }
        assert_eq!(read_back(&json!({"a".repeat(2_000): {"b": 1}})), json!({"a".repeat(2_000): {"b": 1}}));
    }

    #[test]
    fn it_reads_like_written_by_hand() {
        let value = json!({
            "openapi": "3.1.0",
            "tags": ["pets", "no"],
            "responses": {"200": {"description": "Two\n  lines.\n", "schema": {"$ref": "#/components/schemas/Pet"}}},
            "numbers": [1, -0.5, 1e30, 2.5e-7, true, null],
            "parameters": [{"name": "id", "in": "path"}, {}],
        });
        let text = [
            "openapi: '3.1.0'",
            "tags:",
            "  - pets",
            "  - 'no'",
            "responses:",
            "  '200':",
            "    description: |",
            "      Two",
            "        lines.",
            "    schema:",
            "      $ref: '#/components/schemas/Pet'",
            "numbers:",
            "  - 1",
            "  - -0.5",
            "  - 1.0e+30",
            "  - 2.5e-7",
            "  - true",
            "  - null",
            "parameters:",
            "  - name: id",
            "    in: path",
            "  - {}",
            "",
        ];
        assert_eq!(to_yaml(&value), text.join("\n"));
    }
}
