//! What is sent for each style of the standard, with its own examples (OpenAPI 3.1, section 4.8.12.6).

use crate::runtime::{BaseUrl, Builder, Bytes, Error, Operation, RequestError, Route, Slot, Style, empty};
use http::{Request, Response};
use serde_json::{Value, json};

/// An operation that is written by a function.
struct By<W: Fn(&mut Builder)>(W);

impl<W: Fn(&mut Builder)> Operation for By<W> {
    type Output = ();
    type Error = Value;
    const ROUTE: Route = Route::new("by", "GET", "/{color}");
    fn write(&self, request: &mut Builder) {
        (self.0)(request);
    }
    fn response(response: Response<Bytes>) -> Result<(), Error<Value>> {
        empty(response)
    }
}

fn sent(write: impl Fn(&mut Builder)) -> Result<Request<Bytes>, RequestError> {
    By(write).request(&BaseUrl::parse("https://a.b").unwrap())
}

fn path(value: &dyn Slot, style: Style) -> Option<String> {
    let request = sent(|request| request.path("color", value, style, &[])).ok()?;
    Some(request.uri().path()[1..].to_owned())
}

fn query(value: &dyn Slot, style: Style) -> String {
    let request = sent(|request| {
        request.path("color", &"x".to_owned(), Style::Simple, &[]);
        request.query("color", value, style, &[]);
    });
    request.unwrap().uri().query().unwrap_or("-").to_owned()
}

fn colors() -> [Value; 4] {
    [json!(""), json!("blue"), json!(["blue", "black", "brown"]), json!({"R": 100, "G": 200, "B": 150})]
}

#[test]
fn paths_are_written_as_in_the_standard() {
    let table = [
        (
            Style::Matrix { explode: false },
            [";color", ";color=blue", ";color=blue,black,brown", ";color=R,100,G,200,B,150"],
        ),
        (
            Style::Matrix { explode: true },
            [";color", ";color=blue", ";color=blue;color=black;color=brown", ";R=100;G=200;B=150"],
        ),
        (Style::Label { explode: false }, ["refused", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"]),
        (Style::Label { explode: true }, ["refused", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"]),
        (Style::Simple, ["refused", "blue", "blue,black,brown", "R,100,G,200,B,150"]),
        (Style::SimpleExploded, ["refused", "blue", "blue,black,brown", "R=100,G=200,B=150"]),
    ];
    for (style, expected) in table {
        let found = colors().map(|color| path(&color, style).unwrap_or("refused".to_owned()));
        assert_eq!(found, expected, "{style:?}");
    }
}

#[test]
fn queries_are_written_as_in_the_standard() {
    let table = [
        (
            Style::Form { explode: false },
            ["color=", "color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"],
        ),
        (
            Style::Form { explode: true },
            ["color=", "color=blue", "color=blue&color=black&color=brown", "R=100&G=200&B=150"],
        ),
        (
            Style::Space,
            ["color=", "color=blue", "color=blue%20black%20brown", "color=R%20100%20G%20200%20B%20150"],
        ),
        (
            Style::Pipe,
            ["color=", "color=blue", "color=blue%7Cblack%7Cbrown", "color=R%7C100%7CG%7C200%7CB%7C150"],
        ),
    ];
    for (style, expected) in table {
        assert_eq!(colors().map(|color| query(&color, style)), expected, "{style:?}");
    }
    let [_, _, _, object] = colors();
    assert_eq!(
        query(&object, Style::Deep).replace("%5B", "[").replace("%5D", "]"),
        "color[R]=100&color[G]=200&color[B]=150"
    );
}

#[test]
fn deep_objects_are_written_as_services_read_them() {
    for (value, expected) in [
        (json!({"a": {"b": "c"}}), "color[a][b]=c"),
        (json!({"a": [1, 2]}), "color[a][]=1&color[a][]=2"),
        (json!({"a": [{"b": 1}, {"b": 2}]}), "color[a][0][b]=1&color[a][1][b]=2"),
        (json!(["x", "y"]), "color[]=x&color[]=y"),
        (json!({"a": null, "b": {}}), "-"),
    ] {
        assert_eq!(query(&value, Style::Deep).replace("%5B", "[").replace("%5D", "]"), expected);
    }
}

#[test]
fn nothing_is_sent_for_nothing() {
    for style in [
        Style::Form { explode: true },
        Style::Form { explode: false },
        Style::Space,
        Style::Pipe,
        Style::Deep,
    ] {
        for nothing in [json!(null), json!([]), json!({}), json!({"a": null})] {
            assert_eq!(query(&nothing, style), "-", "{nothing} {style:?}");
        }
    }
    // Content is JSON whatever it holds, and an empty text is a value (`allowEmptyValue`).
    assert_eq!(query(&json!([]), Style::Json), "color=%5B%5D");
    assert_eq!(query(&json!({"a": "b c"}), Style::Json), "color=%7B%22a%22%3A%22b%20c%22%7D");
}

#[test]
fn reserved_characters_stay_where_the_document_says_so() {
    let request = sent(|request| {
        request.path("color", &"x".to_owned(), Style::Simple, &[]);
        request.query_reserved(
            "url",
            &"https://a/b?c=d&e#f+g h".to_owned(),
            Style::Form { explode: true },
            &[],
        );
        request.query("plain", &"a/b".to_owned(), Style::Form { explode: true }, &[]);
    });
    let uri = request.unwrap().uri().to_string();
    assert_eq!(uri, "https://a.b/x?url=https://a/b?c=d%26e%23f%2Bg%20h&plain=a%2Fb");
}

#[test]
fn headers_and_cookies_are_written_as_in_the_standard() {
    let header = |value: &Value, style| {
        let request = sent(|request| {
            request.path("color", &"x".to_owned(), Style::Simple, &[]);
            request.header("X-Color", value, style, &[]);
            request.cookie("color", value, Style::Form { explode: false }, &[]);
        });
        let request = request.unwrap();
        let text = |name: &str| request.headers()[name].to_str().unwrap().to_owned();
        (text("x-color"), text("cookie"))
    };
    let [_, blue, list, object] = colors();
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(header(&blue, Style::Simple), pair("blue", "color=blue"));
    assert_eq!(header(&list, Style::Simple), pair("blue,black,brown", "color=blue,black,brown"));
    assert_eq!(header(&object, Style::Simple), pair("R,100,G,200,B,150", "color=R,100,G,200,B,150"));
    assert_eq!(header(&object, Style::SimpleExploded).0, "R=100,G=200,B=150");
}
