//! Diagnostics as a person and as a program see them.

use bindery::pointer::Pointer;
use bindery::report::{Code, Color, Diagnostic, Place, Position, Report};
use bindery::source::{self, Document, Sources};
use insta::assert_snapshot;
use serde_json::json;

struct Fixture {
    document: Document,
    sources: Sources,
    report: Report,
}

fn fixture(text: &str) -> Fixture {
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let document = source::from_text("spec/api.yml", text, &mut sources, &mut report);
    Fixture { document, sources, report }
}

impl Fixture {
    fn diagnostic(&self, pointer: &str) -> Diagnostic {
        let place = self.document.place(Pointer::parse(pointer).unwrap());
        Diagnostic::new(Code::DanglingReference, place, "it leads to nothing", "add it")
    }

    fn shown(&self, diagnostic: Diagnostic) -> String {
        let mut report = Report::new();
        report.push(diagnostic);
        report.render(&self.sources, Color::Never)
    }

    /// `line:column` of a place.
    fn at(&self, pointer: &str, near: Option<&str>) -> String {
        let mut report = Report::new();
        let diagnostic = self.diagnostic(pointer);
        report.push(match near {
            Some(fragment) => diagnostic.near(fragment),
            None => diagnostic,
        });
        let found = report.to_json(&self.sources);
        // Whatever is found can also be drawn.
        report.render(&self.sources, Color::Always);
        format!("{}:{}", found[0]["line"], found[0]["column"])
    }
}

const YAML: &str = r##"openapi: 3.1.0
paths:
  /push:
    post:
      description: |
        ## Body

        | name | type   |
        |------|--------|
        | id   | strong |

        The *request* is checked
        before it is stored.
      summary: >-
        Folded over
        two lines
      tags: ["a b", 'it''s', plain]
      parameters:
      - name: x
        in: query
      -
        name: y
  "/quoted key": {get: {a: 1}, "put": "one\ntwo \"three\""}
"##;

#[test]
fn keys_and_items_are_found() {
    let fixture = fixture(YAML);
    let cases = [
        ("", "1:1"),
        ("/paths", "2:1"),
        ("/paths/~1push/post/description", "5:7"),
        ("/paths/~1push/post/tags", "17:7"),
        ("/paths/~1push/post/tags/1", "17:21"),
        ("/paths/~1push/post/parameters/0", "19:9"),
        ("/paths/~1push/post/parameters/0/in", "20:9"),
        ("/paths/~1push/post/parameters/1", "22:9"),
        ("/paths/~1quoted key", "23:3"),
        ("/paths/~1quoted key/get/a", "23:25"),
        ("/paths/~1quoted key/put", "23:32"),
    ];
    for (pointer, expected) in cases {
        assert_eq!(fixture.at(pointer, None), expected, "{pointer}");
    }
}

#[test]
fn what_is_not_in_the_file_is_shown_at_its_nearest_ancestor() {
    let fixture = fixture(YAML);
    assert_eq!(fixture.at("/paths/~1push/post/requestBody/content", None), "4:5");
    assert_eq!(fixture.at("/components/schemas/New", None), "1:1");
    assert_eq!(fixture.at("/paths/~1push/post/tags/9", Some("a b")), "17:7");
    assert_eq!(fixture.at("/openapi/x", None), "1:1");
}

#[test]
fn a_fragment_narrows_the_excerpt_to_its_line() {
    let fixture = fixture(YAML);
    let description = "/paths/~1push/post/description";
    assert_eq!(fixture.at(description, Some("strong")), "10:18");
    assert_eq!(fixture.at(description, Some("is checked before")), "12:23");
    assert_eq!(fixture.at(description, Some("| id | strong |")), "10:9", "white space is folded");
    assert_eq!(fixture.at(description, Some("| id | weak |")), "6:9", "the start of the text");
    assert_eq!(fixture.at("/paths/~1push/post/summary", Some("over two")), "15:16");
    assert_eq!(fixture.at("/paths/~1push/post/tags/1", Some("it's")), "17:22");
    assert_eq!(fixture.at("/paths/~1quoted key/put", Some("two \"three\"")), "23:45");
    assert_eq!(fixture.at("/paths/~1push", Some("Folded over")), "15:9", "in a whole object");
    assert_eq!(fixture.at("/paths/~1push", Some("nowhere")), "3:3");
}

#[test]
fn a_diagnostic_shows_one_line_the_pointer_and_what_to_do() {
    let fixture = fixture(YAML);
    let diagnostic = fixture.diagnostic("/paths/~1push/post/description").near("strong");
    assert_snapshot!(fixture.shown(diagnostic), @r"
    lossy[dangling-reference]: it leads to nothing
      --> spec/api.yml:10:18
       |
    10 |         | id   | strong |
       |                  ^^^^^^
       |
       = at: /paths/~1push/post/description
       = help: add it
    ");
    assert_snapshot!(fixture.shown(fixture.diagnostic("/paths/~1push/post/parameters/0")), @r"
    lossy[dangling-reference]: it leads to nothing
      --> spec/api.yml:19:9
       |
    19 |       - name: x
       |         ^^^^^^^
       |
       = at: /paths/~1push/post/parameters/0
       = help: add it
    ");
}

#[test]
fn all_are_shown_at_once_in_the_order_in_which_they_were_found() {
    let Fixture { document, sources, mut report } = fixture("a: 1\nb: 2\n");
    for (code, key) in [(Code::Unchecked, "b"), (Code::UnmatchedAction, "a"), (Code::Unchecked, "b")] {
        report.push(Diagnostic::new(code, document.place(Pointer::root().child(key)), "said", "done"));
    }
    assert_snapshot!(report.render(&sources, Color::Never), @r"
    note[unchecked]: said
     --> spec/api.yml:2:1
      |
    2 | b: 2
      | ^
      |
      = at: /b
      = help: done

    error[unmatched-action]: said
     --> spec/api.yml:1:1
      |
    1 | a: 1
      | ^
      |
      = at: /a
      = help: done
    ");
    assert_eq!(report.summary(), "1 error, 1 note");
    assert_eq!(Report::new().summary(), "");
    assert_eq!(Report::new().render(&sources, Color::Always), "");
}

#[test]
fn a_program_gets_the_same_facts() {
    let fixture = fixture(YAML);
    let mut report = Report::new();
    report.push(fixture.diagnostic("/paths/~1push/post/description").near("strong"));
    let expected = json!([{
        "code": "dangling-reference", "severity": "lossy", "message": "it leads to nothing", "help": "add it",
        "pointer": "/paths/~1push/post/description", "file": "spec/api.yml", "line": 10, "column": 18,
        "near": "strong",
    }]);
    assert_eq!(report.to_json(&fixture.sources), expected);
}

#[test]
fn colour_is_for_those_who_ask() {
    let fixture = fixture("a: 1\n");
    let mut report = Report::new();
    report.push(fixture.diagnostic("/a"));
    assert!(!report.render(&fixture.sources, Color::Never).contains('\u{1b}'));
    assert!(report.render(&fixture.sources, Color::Always).contains('\u{1b}'));
}

#[test]
fn json_is_located_like_yaml() {
    let fixture =
        fixture("{\n  \"a\": {\"x\\u0041\": [1, {\"b\": null}, \"t\\nu v\"]},\n  \"a/b\": true\n}\n");
    let cases = [("", "1:1"), ("/a", "2:3"), ("/a/xA", "2:9"), ("/a/xA/0", "2:21"), ("/a/xA/1", "2:24")];
    for (pointer, expected) in cases {
        assert_eq!(fixture.at(pointer, None), expected, "{pointer}");
    }
    assert_eq!(fixture.at("/a/xA/1/b", None), "2:25");
    assert_eq!(fixture.at("/a/xA/2", Some("u v")), "2:41");
    assert_eq!(fixture.at("/a~1b", None), "3:3");
}

#[test]
fn of_duplicate_keys_the_last_is_shown_with_what_it_holds() {
    for text in
        ["a: {x: 1, y: 2}\nb: 3\na: {x: 4}\n", "{\"a\": {\"x\": 1, \"y\": 2},\n\"b\": 3,\n\"a\":{\"x\": 4}}"]
    {
        let fixture = fixture(text);
        assert!(fixture.at("/a", None).starts_with("3:"), "{text}");
        assert!(fixture.at("/a/x", None).starts_with("3:"), "{text}");
        assert!(fixture.at("/a/y", None).starts_with("3:"), "{text}");
    }
}

#[test]
fn aliases_merges_and_complex_keys_are_survived() {
    let fixture = fixture("x: &x {deep: 1}\ny: *x\nz:\n  <<: *x\n? [a, {b: c}]\n: 1\nlast: {k: v}\n");
    assert_eq!(fixture.at("/y/deep", None), "2:1");
    assert_eq!(fixture.at("/z/deep", None), "3:1");
    assert_eq!(fixture.at("/last/k", None), "7:8");
}

#[test]
fn a_line_of_many_megabytes_is_cut_around_the_place() {
    let filler = "\"x\": \"日本\", ".repeat(100_000);
    let text = format!("{{{filler}\"here\": {{\"a\": 1}}, {filler}\"z\": 0}}");
    let fixture = fixture(&text);
    let column = text[..text.find("\"here\"").unwrap()].chars().count() + 1;
    let shown = fixture.shown(fixture.diagnostic("/here"));
    assert!(shown.contains(&format!("--> spec/api.yml:1:{column}\n")), "{shown}");
    assert!(shown.contains("\"here\": {\"a\": 1}") && shown.len() < 1000, "{shown}");
    assert!(shown.contains("^^^^^^"), "{shown}");
}

#[test]
fn tabs_wide_characters_and_control_characters_are_drawn() {
    let fixture = fixture("a:\t\"日本 \\e[31m\"\r\nb:\t{c:\t1}\r\n");
    assert_eq!(fixture.at("/b/c", None), "2:5");
    let shown = fixture.shown(fixture.diagnostic("/a").near("日本"));
    assert!(!shown.contains(['\u{1b}', '\u{7f}', '\r']), "{shown:?}");
    let mut diagnostic = fixture.diagnostic("/a");
    diagnostic.help = "\u{1b}[31mred".to_owned();
    assert!(!fixture.shown(diagnostic).contains('\u{1b}'));
}

#[test]
fn no_place_at_all_is_drawn_too() {
    let fixture = fixture("");
    let mut report = fixture.report;
    let place = fixture.document.place(Pointer::root().child("a"));
    let other = Sources::new().add("x", "");
    report.push(Diagnostic::new(Code::Malformed, place, "", "").at(Position { line: 7, column: 9 }));
    report.push(Diagnostic::new(
        Code::Malformed,
        Place { file: other, pointer: Pointer::root() },
        "said",
        "do",
    ));
    assert_eq!(report.to_json(&fixture.sources)[1]["line"], json!(null));
    assert!(report.render(&fixture.sources, Color::Never).contains("--> spec/api.yml\n"));
    assert!(!report.render(&Sources::new(), Color::Never).is_empty());
}

#[test]
fn any_position_of_any_text_can_be_drawn() {
    for text in ["a", "a: é\r\n\r\n\t\r", "é\n", "\n\n", "{", "a: |\n"] {
        let fixture = fixture(text);
        for (line, column) in (0..5).flat_map(|line| (0..6).map(move |column| (line, column))) {
            let diagnostic = fixture.diagnostic("/a/b").near("é").at(Position { line, column });
            assert!(fixture.shown(diagnostic).contains("help: add it"));
        }
        fixture.at("/a", Some("é"));
    }
}

#[test]
fn what_is_no_openapi_document_is_named() {
    let cases = [
        ("overlay: 1.0.0\nactions: []\n", "this is an OpenAPI Overlay"),
        ("asyncapi: 3.0.0\n", "this is an AsyncAPI document"),
        ("$schema: x\ntype: object\n", "this is a JSON Schema"),
        ("info: {_postman_id: x}\nitem: []\n", "this is a Postman collection"),
        ("name: x\nversion: 1\n", "no `openapi` or `swagger` key, only `name`, `version`"),
        ("{}", "it is an empty object"),
        ("[1]", "the document is a list, not an object"),
        ("hello world", "the document is a text, not an object"),
    ];
    for (text, expected) in cases {
        let Fixture { document, sources, mut report } = fixture(text);
        assert!(!source::expect_openapi(&document, &mut report), "{text}");
        let shown = report.render(&sources, Color::Never);
        assert!(shown.contains("error[not-openapi]") && shown.contains(expected), "{shown}");
        assert!(shown.contains("spec/api.yml:1:1"), "{shown}");
    }
    for text in ["openapi: 3.1.0", "swagger: '2.0'", "openapi: 3.0"] {
        let Fixture { document, mut report, .. } = fixture(text);
        assert!(source::expect_openapi(&document, &mut report));
        assert_eq!(report.diagnostics(), []);
    }
    let Fixture { document, mut report, .. } = fixture("");
    assert!(!source::expect_openapi(&document, &mut report));
    assert_eq!(report.summary(), "1 error", "an empty file is reported once");
}
