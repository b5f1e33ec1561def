//! Every way in which a file can be no good document: each gets a diagnostic with a place, none a panic.

use bindery::report::{Code, Color, Report, Severity};
use bindery::source::{self, Document, MAX_DEPTH, Sources};
use insta::assert_snapshot;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

struct Outcome {
    value: Value,
    report: Report,
    sources: Sources,
}

impl Outcome {
    fn shown(&self) -> String {
        self.report.render(&self.sources, Color::Never)
    }

    fn codes(&self) -> Vec<Code> {
        self.report.diagnostics().iter().map(|diagnostic| diagnostic.code).collect()
    }

    /// `code line:column pointer` of each diagnostic.
    fn places(&self) -> Vec<String> {
        let found = self.report.to_json(&self.sources);
        let text = |one: &Value| {
            let (code, pointer) = (one["code"].as_str().unwrap(), one["pointer"].as_str().unwrap());
            format!("{code} {}:{} {pointer}", one["line"], one["column"])
        };
        found.as_array().unwrap().iter().map(text).collect()
    }
}

fn read_as(name: &str, text: &str) -> Outcome {
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let Document { value, .. } = source::from_text(name, text, &mut sources, &mut report);
    Outcome { value, report, sources }
}

fn read(text: &str) -> Outcome {
    read_as("api.yml", text)
}

fn read_bytes(bytes: &[u8]) -> Outcome {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("api.yml");
    std::fs::write(&path, bytes).unwrap();
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let value = source::read(&path, &mut sources, &mut report).value;
    Outcome { value, report, sources }
}

/// A text must be refused as too large, before it costs time.
#[track_caller]
fn too_large(text: &str) -> String {
    let start = Instant::now();
    let outcome = read(text);
    assert!(start.elapsed() < Duration::from_secs(60), "took {:?}", start.elapsed());
    assert_eq!(outcome.codes(), [Code::TooLarge]);
    assert_eq!(outcome.value, Value::Null);
    assert_eq!(outcome.report.worst(), Some(Severity::Error));
    outcome.shown()
}

#[test]
fn a_tab_in_the_indentation_is_an_error_of_syntax() {
    assert_snapshot!(read("openapi: 3.1.0\ninfo:\n  title: x\n\tversion: 1\n").shown(), @r"
    error[syntax]: the file is neither YAML nor JSON: found a tab character that violates indentation, while scanning a plain scalar at line 3 column 10
     --> api.yml:4:1
      |
    4 |     version: 1
      | ^^^^
      |
      = help: indent with spaces: YAML allows no tabs there
    ");
}

#[test]
fn what_is_plainly_something_else_is_told_once() {
    assert_snapshot!(read("<!DOCTYPE html>\n<title>Reference: pets</title>\n").shown(), @r"
    error[not-openapi]: this is an HTML page, not an OpenAPI document
     --> api.yml:1:1
      |
    1 | <!DOCTYPE html>
      | ^
      |
      = help: download the document itself, not the page that shows it: pages often name its address, such as `openapi.json`
    ");
    let archive = read_bytes(b"PK\x03\x04\x00\xFF\xFE");
    assert_eq!(archive.codes(), [Code::NotOpenApi]);
    assert!(archive.shown().contains("this is a ZIP archive"), "{}", archive.shown());
}

#[test]
fn comments_before_json_are_passed_over() {
    for comment in ["// generated", "/* generated: today */"] {
        let outcome = read(&format!("{comment}\n{{\"openapi\": \"3.1.0\"}}"));
        assert_eq!(outcome.value, json!({"openapi": "3.1.0"}));
        assert_eq!(outcome.codes(), [Code::Malformed]);
    }
}

#[test]
fn broken_json_is_shown_where_the_json_breaks() {
    assert_snapshot!(read("{\"a\": 1,\n  \"b\": [1, 2\n}").shown(), @r"
    error[syntax]: the file is neither YAML nor JSON: expected `,` or `]`
     --> api.yml:3:1
      |
    3 | }
      | ^
      |
      = help: correct the syntax here or just above
    ");
    let outcome = read_as("api.json", "hello\n");
    assert_eq!(outcome.value, json!("hello"), "YAML in a file called .json");
}

#[test]
fn text_that_needs_quotes_is_named() {
    assert_snapshot!(read("servers:\n  */*: x\n").shown(), @r"
    error[syntax]: the file is neither YAML nor JSON: did not find expected alphabetic or numeric character, while scanning an alias at line 2 column 3
     --> api.yml:2:4
      |
    2 |   */*: x
      |    ^
      |
      = help: put quotes around text that starts with `*`, `&`, `@`, `%` or a backtick
    ");
    assert!(read("a: {x: *nowhere}\n").shown().contains("unknown anchor\n --> api.yml:1:8"));
    assert!(read("a: b: c\n").shown().contains("put quotes around text that contains `: `"));
}

#[test]
fn an_empty_file_is_said_to_be_empty() {
    assert_snapshot!(read("").shown(), @r"
    error[not-openapi]: the file is empty
    --> api.yml
     = help: name the file that holds the document
    ");
    for text in [" \r\n\t\n", "# only a comment\n", "---\n", "null", "---\n...\n", "\u{FEFF}"] {
        let outcome = read(text);
        assert_eq!(outcome.codes(), [Code::NotOpenApi], "{text:?}");
        assert!(outcome.shown().contains("the file is empty"), "{text:?}: {}", outcome.shown());
    }
}

#[test]
fn binary_garbage_is_refused_at_its_first_bytes() {
    let png = read_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    assert_eq!(png.codes(), [Code::NotUnicode, Code::Syntax]);
    assert_eq!(png.places(), ["not-unicode 1:1 ", "syntax 2:1 "]);
    let every_byte: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    assert_eq!(read_bytes(&every_byte).report.worst(), Some(Severity::Error));
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let value = source::read("no/such.yml".as_ref(), &mut sources, &mut report).value;
    assert_eq!(value, Value::Null);
    assert_snapshot!(report.render(&sources, Color::Never), @r"
    error[unreadable]: the file cannot be read: No such file or directory (os error 2)
    --> no/such.yml
     = help: check the path; it is relative to the current folder
    ");
    source::read("https://example.com/api.yml".as_ref(), &mut sources, &mut report);
    assert!(report.render(&sources, Color::Never).contains("nothing is fetched from the network"));
    source::read("src".as_ref(), &mut sources, &mut report);
    assert_eq!(report.summary(), "3 errors");
}

#[test]
fn a_file_beyond_the_limit_is_refused_by_its_size() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("huge.yml");
    std::fs::File::create(&path).unwrap().set_len(source::MAX_BYTES + 1).unwrap();
    let (mut sources, mut report) = (Sources::new(), Report::new());
    source::read(&path, &mut sources, &mut report);
    let shown = report.render(&sources, Color::Never);
    assert!(shown.starts_with("error[too-large]: the file is larger than 256 MB"), "{shown}");
}

#[test]
fn a_hundred_megabytes_of_nesting_are_refused_at_once() {
    let deep = |unit: &str, bytes: usize| unit.repeat(bytes / unit.len());
    assert!(too_large(&deep("[", 100_000_000)).contains("--> api.yml:1:121"));
    too_large(&deep("- ", 100_000_000));
    // A parser that takes time quadratic in the depth would already take minutes for these.
    for unit in ["? ", "{\"a\":", "{a: ", "{", "[{\"a\":", "[ [\n"] {
        too_large(&deep(unit, 1_000_000));
        too_large(&format!("paths:\n  a:\n    {}", deep(unit.trim_end_matches('\n'), 1_000_000)));
    }
}

#[test]
fn nesting_below_the_limit_is_read() {
    for (open, close) in [("[", "]"), ("{\"a\": ", "}"), ("- ", ""), ("? ", "")] {
        let nest = |levels: usize| format!("{}1{}", open.repeat(levels), close.repeat(levels));
        assert_eq!(read(&nest(MAX_DEPTH + 1)).codes(), [Code::TooLarge], "{open}");
        if open != "? " {
            assert_eq!(read(&nest(MAX_DEPTH)).codes(), [], "{open}");
        }
    }
}

#[test]
fn what_only_the_stricter_parser_does_not_understand_is_read() {
    let prose: String = (0..300).map(|row| format!("    row {row} is in [0, {row})\n")).collect();
    for odd in ["x-a: \"two\nlines\"\n", "x-a:\tvalue\n", "x-a: {\n\t\"b\": [1,\n2]\n}\n"] {
        let text = format!("openapi: 3.0.3\ninfo:\n  description: |\n{prose}{odd}");
        assert_eq!(read(&text).codes(), [], "{odd}");
        let deep = format!("{odd}x-b: {}", "[".repeat(100_000));
        assert_eq!(read(&deep).codes(), [Code::Syntax], "{odd}");
    }
}

#[test]
fn an_alias_bomb_is_refused_at_once() {
    let mut bomb = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..30 {
        let below = level - 1;
        bomb += &format!("a{level}: &a{level} [{}]\n", vec![format!("*a{below}"); 10].join(", "));
    }
    assert!(too_large(&bomb).contains("its YAML aliases expanded"));
    too_large("a: &a [*a]\n");
    too_large("a: &a\n  <<: *a\n");
}

#[test]
fn many_aliases_of_one_long_text_are_refused_at_once() {
    let text = format!("a: &a '{}'\nb: [{}]\n", "x".repeat(1_000_000), vec!["*a"; 1000].join(", "));
    too_large(&text);
}

#[test]
fn more_values_than_allowed_are_refused() {
    too_large(&format!("[{}1]", "1,".repeat(source::MAX_VALUES)));
}

#[test]
fn an_alias_that_is_used_well_is_expanded() {
    let outcome = read("x: &x {a: 1}\ny: [*x, *x]\n");
    assert_eq!(outcome.value, json!({"x": {"a": 1}, "y": [{"a": 1}, {"a": 1}]}));
    assert_eq!(outcome.codes(), []);
}

#[test]
fn of_duplicate_keys_the_last_counts() {
    let outcome = read("paths:\n  /a:\n    get: 1\n    post: 3\n    get: 2\n");
    assert_eq!(outcome.value, json!({"paths": {"/a": {"get": 2, "post": 3}}}));
    assert_snapshot!(outcome.shown(), @r"
    lossy[duplicate-key]: the key `get` stands twice in one object; the last one counts
     --> api.yml:5:5
      |
    5 |     get: 2
      |     ^^^
      |
      = at: /paths/~1a/get
      = help: remove or rename one of them
    ");
    let json = read("{\"a\": {\"x\": 1, \"y\": 2},\n \"a\": {\"x\": 3}}");
    assert_eq!(json.value, json!({"a": {"x": 3}}));
    assert_eq!(json.places(), ["duplicate-key 2:2 /a"]);
    assert_eq!(read("200: a\n\"200\": b\n").places(), ["duplicate-key 2:1 /200"]);
}

#[test]
fn keys_that_are_no_text_keep_how_they_are_written() {
    let outcome = read("200: a\n1.10: b\ntrue: c\n~: d\n0x1F: e\n2024-01-01: f\nno: g\n!t key: h\n");
    let keys: Vec<&str> = outcome.value.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["200", "1.10", "true", "~", "0x1F", "2024-01-01", "no", "key"]);
    assert_eq!(outcome.codes(), []);
}

#[test]
fn a_template_without_quotes_does_not_lose_the_document() {
    let outcome = read("title: {{name}}\n200: 1\n");
    assert_eq!(outcome.value["200"], json!(1));
    assert_eq!(outcome.places(), ["malformed 1:1 /title"]);
    assert!(outcome.shown().contains("put quotes around it"), "{}", outcome.shown());
}

#[test]
fn tags_dates_and_words_of_old_yaml_stay_what_they_look_like() {
    let outcome =
        read("a: !thing x\nb: !!str 12\nc: !set {d: 1}\ne: 2024-01-01\nf: yes\ng: 007\nh: !x [1]\n");
    let expected =
        json!({"a": "x", "b": "12", "c": {"d": 1}, "e": "2024-01-01", "f": "yes", "g": "007", "h": [1]});
    assert_eq!(outcome.value, expected);
    assert_eq!(outcome.codes(), []);
}

#[test]
fn merge_keys_are_applied_in_yaml_only() {
    let text = "a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc:\n  <<: *a\n  y: 3\nd:\n  <<: [*a, *b]\n";
    let outcome = read(text);
    assert_eq!(outcome.value["c"], json!({"x": 1, "y": 3}));
    assert_eq!(outcome.value["d"], json!({"x": 1, "y": 1, "z": 2}));
    assert_eq!(outcome.codes(), []);
    assert_eq!(read("{\"<<\": {\"a\": 1}}").value, json!({"<<": {"a": 1}}));
    assert_eq!(read("a:\n  <<: text\n").value, json!({"a": {"<<": "text"}}));
}

#[test]
fn numbers_out_of_range_are_survived_and_reported_where_they_lose() {
    let outcome = read(
        "a: .inf\nb: -.INF\nc: .nan\nd: 123456789012345678901\ne: 18446744073709551616\nf: 1e30\ng: -9223372036854776000\n",
    );
    let places = outcome.places();
    assert_eq!(places, ["malformed 1:1 /a", "malformed 2:1 /b", "malformed 3:1 /c", "malformed 4:1 /d"]);
    assert_eq!(outcome.value["b"], json!("-.inf"));
    assert_eq!(outcome.value["d"], json!(1.2345678901234568e20));
    let json =
        read("{\"a\": [123456789012345678901, 18446744073709551616, 1e30],\n\"b\": -99999999999999999999}");
    assert_eq!(json.places(), ["malformed 1:8 /a/0", "malformed 2:1 /b"]);
    assert_eq!(read("{\"max\": 1e400, \"b\": 1}").value["b"], json!(1), "beyond any float");
    assert_eq!(read("a: 18446744073709551615\nb: -9223372036854775808\n").value["a"], json!(u64::MAX));
}

#[test]
fn byte_order_marks_are_no_part_of_the_text() {
    let expected = json!({"openapi": "3.1.0 日本"});
    let text = "openapi: 3.1.0 日本\n";
    assert_eq!(read_bytes(format!("\u{FEFF}{text}").as_bytes()).value, expected);
    assert_eq!(read_bytes(format!("\u{FEFF}{expected}").as_bytes()).value, expected);
    let units: Vec<u16> = format!("\u{FEFF}{text}").encode_utf16().collect();
    let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
    for bytes in [little.as_slice(), &big] {
        let outcome = read_bytes(bytes);
        assert_eq!((outcome.value, outcome.report.diagnostics().len()), (expected.clone(), 0));
    }
    let cut = read_bytes(&little[..little.len() - 1]);
    assert_eq!(cut.codes(), [Code::NotUnicode]);
    assert_eq!(read_bytes(b"\xFF\xFE").codes(), [Code::NotOpenApi]);
}

#[test]
fn bytes_that_are_not_utf_8_are_survived() {
    let outcome = read_bytes(b"a: 1\nb: caf\xe9\n");
    assert_eq!(outcome.value, json!({"a": 1, "b": "caf\u{FFFD}"}));
    assert_eq!(outcome.places(), ["not-unicode 2:7 "]);
}

#[test]
fn a_second_document_is_reported() {
    let outcome = read("--- # first\na: 1\nb: |\n  --- no marker\n---\nc: 2\n");
    assert_eq!(outcome.value, json!({"a": 1, "b": "--- no marker\n"}));
    assert_eq!(outcome.places(), ["malformed 5:1 "]);
    assert_eq!(read("%YAML 1.1\n---\na: 1\n...\n").codes(), []);
}

#[test]
fn carriage_returns_are_line_breaks() {
    let outcome = read("a: 1\r\nb:\r\n  c: |\r\n    x\r\n    y\r\n  c: 2\r\n");
    assert_eq!(outcome.places(), ["duplicate-key 6:3 /b/c"]);
    assert!(outcome.shown().contains("6 |   c: 2\n"), "{:?}", outcome.shown());
}

#[test]
fn nearly_json_is_read_as_yaml() {
    assert_eq!(read("{\"a\": 1, \"b\": [1, 2,],}").value, json!({"a": 1, "b": [1, 2]}));
    assert_eq!(read("{a: 1, 'b': [x]}").value, json!({"a": 1, "b": ["x"]}));
    assert_eq!(read("{\n\t\"a\":\t1\n}").value, json!({"a": 1}));
}

#[test]
fn comments_in_json_are_left_out() {
    let outcome = read("{\n // first\n \"a\": \"x // y\", /* b */\n \"b\": 1,\n \"b\": [2,]}");
    assert_eq!(outcome.value, json!({"a": "x // y", "b": [2]}));
    assert_eq!(outcome.places(), ["duplicate-key 5:2 /b", "malformed 2:2 "]);
    assert_eq!(read("{\"a\": \"https://example.com\"").codes(), [Code::Syntax]);
}
