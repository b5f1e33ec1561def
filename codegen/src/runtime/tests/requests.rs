//! Base addresses and requests.

use super::sample::models::{Fact, State, Volume, Writer};
use super::sample::operations::{ClearRoom, ShelveVolumes};
use crate::runtime::{
    BaseUrl, Builder, Bytes, Error, Operation, Part, RequestError, Route, Rule, Slot, Style, empty, follow,
    json_reply,
};
use http::{HeaderMap, HeaderValue, Method, Request, StatusCode};
use serde_json::{Value, json};

fn base() -> BaseUrl {
    BaseUrl::parse("https://api.example.com/v0/").unwrap()
}

#[test]
fn base_addresses_are_normalised() {
    for (given, normal) in [
        ("https://a.b", "https://a.b"),
        ("https://a.b/", "https://a.b"),
        (" http://127.0.0.1:80/x/y// ", "http://127.0.0.1:80/x/y"),
        ("https://[::1]:8080", "https://[::1]:8080"),
        ("https://[::1]", "https://[::1]"),
    ] {
        assert_eq!(BaseUrl::parse(given).unwrap().as_str(), normal);
        assert_eq!(BaseUrl::parse(given), BaseUrl::parse(normal));
    }
}

#[test]
fn bad_base_addresses_are_refused_with_the_reason() {
    for (given, reason) in [
        ("", "empty"),
        ("api.example.com", "https://"),
        ("/v1", "https://"),
        ("ftp://a.b", "https://"),
        ("https://", "not an absolute URL"),
        ("https://a.b?x=1", "query"),
        ("https://a.b#x", "fragment"),
        ("https://user:secret@a.b", "user name"),
        ("https://a.b/../c", "segment"),
        ("https://a.b/%2E%2e", "segment"),
        ("https://a b", "encoded"),
        ("https://ä.b", "encoded"),
        ("https://a.b\n", ""),
        ("https://a.b:99999", ""),
    ] {
        match BaseUrl::parse(given) {
            Err(error) => {
                assert!(error.to_string().contains(reason), "{given}: {error}");
                assert!(!error.to_string().contains("secret"));
            }
            Ok(_) => assert_eq!(given, "https://a.b\n"),
        }
    }
}

/// An operation with one parameter.
struct One<'a> {
    place: fn(&mut Builder, &dyn Slot, Style),
    value: &'a dyn Slot,
    style: Style,
}

impl Operation for One<'_> {
    type Output = ();
    type Error = Value;
    const ROUTE: Route = Route::new("one", "GET", "/a b/{p}/c");
    fn write(&self, request: &mut Builder) {
        request.path("p", &"x".to_owned(), Style::Simple, &[]);
        (self.place)(request, self.value, self.style);
    }
    fn response(response: http::Response<Bytes>) -> Result<(), Error<Value>> {
        empty(response)
    }
}

fn query(value: Value, style: Style) -> String {
    let place = |request: &mut Builder, value: &dyn Slot, style| request.query("q[]", value, style, &[]);
    let uri = One { place, value: &value, style }.request(&base()).unwrap().uri().to_string();
    uri.strip_prefix("https://api.example.com/v0/a%20b/x/c").unwrap().to_owned()
}

#[test]
fn query_styles() {
    let form = |explode| Style::Form { explode };
    let (list, object) = (json!(["a,b", "c d", 5]), json!({"k": "v&w", "n": null, "l": [1, 2]}));
    for (value, style, expected) in [
        (json!("ä/ ?&=+%"), form(true), "?q%5B%5D=%C3%A4%2F%20%3F%26%3D%2B%25"),
        (json!(null), form(true), ""),
        (json!(true), form(true), "?q%5B%5D=true"),
        (json!(1.5), form(false), "?q%5B%5D=1.5"),
        (list.clone(), form(true), "?q%5B%5D=a%2Cb&q%5B%5D=c%20d&q%5B%5D=5"),
        (list.clone(), form(false), "?q%5B%5D=a%2Cb,c%20d,5"),
        (list.clone(), Style::Space, "?q%5B%5D=a%2Cb%20c%20d%205"),
        (list.clone(), Style::Pipe, "?q%5B%5D=a%2Cb%7Cc%20d%7C5"),
        (json!([]), form(true), ""),
        (json!({"k": "v&w", "l": [1, 2]}), form(true), "?k=v%26w&l=1&l=2"),
        (json!({"k": "v", "m": 1}), form(false), "?q%5B%5D=k,v,m,1"),
        (object, Style::Deep, "?q%5B%5D%5Bk%5D=v%26w&q%5B%5D%5Bl%5D%5B%5D=1&q%5B%5D%5Bl%5D%5B%5D=2"),
        (json!({"a": {"b": 1}}), Style::Deep, "?q%5B%5D%5Ba%5D%5Bb%5D=1"),
        (json!({"a": 1}), Style::Json, "?q%5B%5D=%7B%22a%22%3A1%7D"),
    ] {
        let mut expected = expected.to_owned();
        // The order of keys in a made-up `Value` follows the features of `serde_json`; here it is kept.
        expected.retain(|c| c != '\n');
        assert_eq!(query(value.clone(), style), expected, "{value} {style:?}");
    }
}

fn path(value: &dyn Slot, style: Style) -> Result<String, RequestError> {
    struct Two<'a>(&'a dyn Slot, Style);
    impl Operation for Two<'_> {
        type Output = ();
        type Error = Value;
        const ROUTE: Route = Route::new("two", "GET", "/{p}");
        fn write(&self, request: &mut Builder) {
            request.path("p", self.0, self.1, &[]);
        }
        fn response(response: http::Response<Bytes>) -> Result<(), Error<Value>> {
            empty(response)
        }
    }
    Ok(Two(value, style).request(&base())?.uri().path().trim_start_matches("/v0/").to_owned())
}

#[test]
fn path_values_stay_one_segment() {
    let simple = |text: &str| path(&text.to_owned(), Style::Simple);
    for (given, expected) in [
        ("a/b", "a%2Fb"),
        ("../x", "..%2Fx"),
        ("a%2fb", "a%252fb"),
        ("ä", "%C3%A4"),
        ("...", "..."),
        ("a.b", "a.b"),
        ("{p}", "%7Bp%7D"),
        ("?#", "%3F%23"),
        ("a\r\nb", "a%0D%0Ab"),
    ] {
        assert_eq!(simple(given).unwrap(), expected);
    }
    for refused in ["", ".", "..", "a\0b"] {
        let Err(RequestError::Invalid(found)) = simple(refused) else { panic!("{refused:?}") };
        assert_eq!(found.iter().next().unwrap().part, Part::Path("p"));
    }
}

#[test]
fn path_styles() {
    let (list, object) = (json!(["a", "b"]), json!({"k": "v", "l": 1}));
    for (style, of_list, of_object) in [
        (Style::Simple, "a,b", "k,v,l,1"),
        (Style::SimpleExploded, "a,b", "k=v,l=1"),
        (Style::Label { explode: false }, ".a,b", ".k,v,l,1"),
        (Style::Label { explode: true }, ".a.b", ".k=v.l=1"),
        (Style::Matrix { explode: false }, ";p=a,b", ";p=k,v,l,1"),
        (Style::Matrix { explode: true }, ";p=a;p=b", ";k=v;l=1"),
    ] {
        assert_eq!(path(&list, style).unwrap(), of_list, "{style:?}");
        assert_eq!(path(&object, style).unwrap(), of_object, "{style:?}");
    }
    assert!(path(&Vec::<String>::new(), Style::Simple).is_err());
}

#[test]
fn a_path_cannot_be_put_together_to_lead_up() {
    struct Dots;
    impl Operation for Dots {
        type Output = ();
        type Error = Value;
        const ROUTE: Route = Route::new("dots", "GET", "/x/{a}{b}/y");
        fn write(&self, request: &mut Builder) {
            request.path("a", &"%".to_owned(), Style::Simple, &[]);
            request.path("b", &"..".to_owned(), Style::Simple, &[]);
        }
        fn response(response: http::Response<Bytes>) -> Result<(), Error<Value>> {
            empty(response)
        }
    }
    assert!(Dots.request(&base()).is_err());
}

#[test]
fn headers_hold_no_line_breaks() {
    let place = |request: &mut Builder, value: &dyn Slot, style| request.header("X-Q", value, style, &[]);
    let header = |value: Value| One { place, value: &value, style: Style::Simple }.request(&base());
    assert_eq!(header(json!(["a", 5])).unwrap().headers()["x-q"], "a,5");
    assert!(header(json!(null)).unwrap().headers().get("x-q").is_none());
    for refused in ["a\r\nX-Evil: 1", "a\nb", "\0"] {
        let Err(RequestError::Invalid(found)) = header(json!(refused)) else { panic!("{refused:?}") };
        assert!(found.to_string().starts_with("header `X-Q` contains a line break"), "{found}");
    }
}

#[test]
fn cookies_are_encoded() {
    let place = |request: &mut Builder, value: &dyn Slot, style| {
        request.cookie("a", &1, Style::Form { explode: true }, &[]);
        request.cookie("q", value, style, &[]);
    };
    let request =
        One { place, value: &json!("x;y=z\r\n"), style: Style::Form { explode: true } }.request(&base());
    assert_eq!(request.unwrap().headers()["cookie"], "a=1; q=x%3By%3Dz%0D%0A");
}

#[test]
fn forms_and_other_bodies() {
    let form =
        |request: &mut Builder, value: &dyn Slot, _| request.form(value, &[], &[Rule::MaxProperties(1)]);
    let request =
        One { place: form, value: &json!({"a b": "c&d"}), style: Style::Simple }.request(&base()).unwrap();
    assert_eq!(request.headers()["content-type"], "application/x-www-form-urlencoded");
    assert_eq!(request.body(), "a%20b=c%26d");
    assert!(
        One { place: form, value: &json!({"a": 1, "b": 2}), style: Style::Simple }.request(&base()).is_err()
    );
    let merge = |request: &mut Builder, value: &dyn Slot, _| {
        request.json_as(HeaderValue::from_static("application/merge-patch+json"), value, &[]);
        request.accept(HeaderValue::from_static("image/png"));
    };
    let request =
        One { place: merge, value: &json!({"a": 1}), style: Style::Simple }.request(&base()).unwrap();
    assert_eq!(request.headers()["content-type"], "application/merge-patch+json");
    assert_eq!(request.headers()["accept"], "image/png");
}

#[test]
fn a_whole_request() {
    let volumes =
        vec![Volume::new("v", "2015-01-13T08:59:26Z".parse().unwrap(), Writer::new("w"), State::Free)];
    let request = ShelveVolumes { room: "r 1".into(), body: &volumes }.request(&base()).unwrap();
    assert_eq!(request.method(), Method::POST);
    assert_eq!(request.uri(), "https://api.example.com/v0/v1/rooms/r%201/volumes");
    assert_eq!(request.headers()["accept"], "application/json");
    assert_eq!(request.headers()["content-type"], "application/json");
    assert_eq!(serde_json::from_slice::<Vec<Volume>>(request.body()).unwrap(), volumes);

    let request = ClearRoom::new("r").request(&base()).unwrap();
    assert_eq!(request.uri(), "https://api.example.com/v0/v1/rooms/r/volumes");
    assert!(request.headers().get("content-type").is_none() && request.body().is_empty());
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let mut operation = ClearRoom::new("");
    operation.states = Some(Vec::new());
    operation.limit = Some(0);
    operation.on_behalf_of = Some("a\nb".into());
    let Err(RequestError::Invalid(found)) = operation.request(&base()) else { panic!() };
    let parts: Vec<_> = found.iter().map(|violation| violation.part.clone()).collect();
    assert_eq!(
        parts,
        [Part::Path("room"), Part::Query("states"), Part::Query("limit"), Part::Header("X-On-Behalf-Of")]
    );
    assert!(found.to_string().contains("query parameter `limit` must be at least 1"), "{found}");
}

#[test]
fn a_url_too_long_is_an_error() {
    let place = |request: &mut Builder, value: &dyn Slot, style| request.query("q", value, style, &[]);
    let value = json!("x".repeat(70_000));
    let error =
        One { place, value: &value, style: Style::Form { explode: true } }.request(&base()).unwrap_err();
    assert!(matches!(error, RequestError::Http(_)));
}

#[test]
fn redirects_change_nothing_elsewhere() {
    let target = |method: Method, status: u16, location: &str| {
        let request = Request::builder().method(method).uri("https://a.b/x").body(Bytes::from("{}")).unwrap();
        let mut headers = HeaderMap::new();
        headers.insert("location", HeaderValue::try_from(location).unwrap());
        follow(&request, StatusCode::from_u16(status).unwrap(), &headers)
            .map(|next| format!("{} {} {}", next.method(), next.uri(), next.body().len()))
    };
    assert_eq!(target(Method::GET, 302, "/y?z=1#f").unwrap(), "GET https://a.b/y?z=1 2");
    assert_eq!(target(Method::GET, 301, "https://A.b:443/y").unwrap(), "GET https://A.b:443/y 2");
    assert_eq!(target(Method::POST, 308, "//a.b/y").unwrap(), "POST https://a.b/y 2");
    assert_eq!(target(Method::POST, 303, "/y").unwrap(), "GET https://a.b/y 0");
    let query = || Method::from_bytes(b"QUERY").unwrap();
    assert_eq!(target(query(), 302, "/y").unwrap(), "QUERY https://a.b/y 2");
    assert_eq!(target(query(), 303, "/y").unwrap(), "GET https://a.b/y 0");
    for (relative, path) in [("y?z=1", "/y?z=1"), ("../y", "/y"), ("./y", "/y"), ("?z", "/x?z")] {
        assert_eq!(target(Method::GET, 302, relative).unwrap(), format!("GET https://a.b{path} 2"));
    }
    for elsewhere in ["https://other.b/", "https://a.b:8443/"] {
        assert_eq!(target(Method::GET, 302, elsewhere).unwrap(), format!("GET {elsewhere} 0"));
        assert_eq!(target(Method::POST, 303, elsewhere).unwrap(), format!("GET {elsewhere} 0"));
        assert_eq!(target(Method::POST, 307, elsewhere), None);
        assert_eq!(target(query(), 302, elsewhere), None);
    }
    assert_eq!(target(Method::HEAD, 307, "//other.b").unwrap(), "HEAD https://other.b/ 0");
    for refused in ["http://a.b/y", "http://other.b/", "https://u@a.b/", "ftp://a.b/", ""] {
        assert_eq!(target(Method::GET, 302, refused), None, "{refused}");
    }
    assert_eq!(target(Method::POST, 302, "/y"), None);
    assert_eq!(target(Method::GET, 304, "/y"), None);
}

/// What an operation sends as JSON, which is written by other means than what serde writes.
fn sent(volumes: &Vec<Volume>) -> String {
    let request = ShelveVolumes { room: "r".into(), body: volumes }.request(&base()).unwrap();
    String::from_utf8(request.body().to_vec()).unwrap()
}

/// What a server answers as JSON.
fn answered(volumes: &Vec<Volume>) -> String {
    let response = json_reply(200, "application/json", volumes);
    assert_eq!(response.status(), 200);
    String::from_utf8(response.body().bytes().unwrap().to_vec()).unwrap()
}

#[test]
fn a_body_is_what_serde_writes() {
    let at = "2015-01-13T08:59:26Z".parse().unwrap();
    let plain = || Volume::new("v", at, Writer::new("w"), State::Free);
    let fact = Fact::new(7, json!({"b": [1.5, null, "\""]}), None).until(None);
    let mut full = plain().continues(plain().shelf("A\n"));
    full.writer = Writer::new("w").name("Fred").facts(vec![fact, Fact::new("a", true, Some("s".into()))]);
    full.cellar = Some(3);
    full.scans = Some(vec!["a".into(), "\\".into()]);
    full.additional.insert("a \"key\"".into(), 5);
    full.state = State::Other("as \u{1} new".into());
    for volumes in [vec![], vec![plain()], vec![full.clone(), plain(), full]] {
        assert_eq!(sent(&volumes), serde_json::to_string(&volumes).unwrap());
        assert_eq!(answered(&volumes), sent(&volumes));
    }
}

#[test]
fn an_answer_is_written_whatever_the_rules_say() {
    let at = "2015-01-13T08:59:26Z".parse().unwrap();
    let against = Volume::new("v", at, Writer::new("ü, and far too long"), State::Free);
    let deep = (0..200).fold(against.clone(), |volume, _| against.clone().continues(volume));
    for volumes in [vec![against.clone(); 101], vec![deep]] {
        assert!(ShelveVolumes { room: "r".into(), body: &volumes }.request(&base()).is_err());
        assert_eq!(answered(&volumes), serde_json::to_string(&volumes).unwrap());
    }
}

#[test]
fn any_character_may_stand_anywhere_in_a_text() {
    let at = "2015-01-13T08:59:26Z".parse().unwrap();
    for character in (0..=0x100).filter_map(char::from_u32).chain(['\u{2028}', '\u{ffff}', '🦀']) {
        for (before, after) in (0..20).map(|before| (before, 19 - before)).chain([(0, 0), (3, 3), (4, 3)]) {
            let text = format!("{}{character}{}", "a".repeat(before), "z".repeat(after));
            let volumes = vec![Volume::new("v", at, Writer::new("w"), State::Free).shelf(text)];
            assert_eq!(sent(&volumes), serde_json::to_string(&volumes).unwrap());
        }
    }
}
