//! What an operation writes, the other side reads back: each style with each shape of value.

use super::sample::models::{FactId, State, Writer};
use crate::runtime::{
    self, BaseUrl, Blob, Branch, Builder, Bytes, Error, Kinds, Model, Operation, Received, RequestError,
    Route, Shape, Slot, Style, Target, Union, UnionShape, View, empty,
};
use chrono::{DateTime, NaiveDate, Utc};
use http::{Request, Response, StatusCode};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Debug;

/// An operation that is written by a function.
struct By<W: Fn(&mut Builder)>(W);

impl<W: Fn(&mut Builder)> Operation for By<W> {
    type Output = ();
    type Error = Value;
    const ROUTE: Route = Route::new("by", "GET", "/{p}");
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

fn received(request: Request<Bytes>) -> Received {
    let (head, body) = request.into_parts();
    let path = vec![("p", head.uri.path()[1..].to_owned())];
    Received::new(head, body, path, 0)
}

/// A request for a path and query, with a header and a cookie.
fn of(path: &str, query: &str, header: &str, cookie: &str) -> Received {
    let uri = format!("https://a.b/{path}?{query}");
    let request = Request::builder().uri(uri).header("h", header).header("cookie", cookie);
    received(request.body(Bytes::new()).unwrap())
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    Path,
    Query,
    Header,
    Cookie,
}

/// What is read of what is written; `None` when the writer refuses the value.
fn back<T: Slot>(value: &T, place: Place, style: Style) -> Option<T> {
    let request = sent(|request| {
        if place != Place::Path {
            request.path("p", &"x".to_owned(), Style::Simple, &[]);
        }
        match place {
            Place::Path => request.path("p", value, style, &[]),
            Place::Query => request.query("p", value, style, &[]),
            Place::Header => request.header("p", value, style, &[]),
            Place::Cookie => request.cookie("p", value, style, &[]),
        }
    });
    let mut received = received(request.ok()?);
    let read = match place {
        Place::Path => received.path("p", style, &[]),
        Place::Query => received.query("p", style, &[]),
        Place::Header => received.header("p", style, &[]),
        Place::Cookie => received.cookie("p", style, &[]),
    };
    let refusal = received
        .refusal()
        .map(|refusal| String::from_utf8_lossy(refusal.body().bytes().unwrap()).into_owned());
    assert_eq!(refusal, None, "{place:?} {style:?}");
    Some(read)
}

/// The styles that each place has in the standard.
const STYLES: &[(Place, Style)] = &[
    (Place::Path, Style::Simple),
    (Place::Path, Style::SimpleExploded),
    (Place::Path, Style::Label { explode: false }),
    (Place::Path, Style::Label { explode: true }),
    (Place::Path, Style::Matrix { explode: false }),
    (Place::Path, Style::Matrix { explode: true }),
    (Place::Path, Style::Rest),
    (Place::Path, Style::Json),
    (Place::Query, Style::Form { explode: false }),
    (Place::Query, Style::Form { explode: true }),
    (Place::Query, Style::Space),
    (Place::Query, Style::Pipe),
    (Place::Query, Style::Deep),
    (Place::Query, Style::Json),
    (Place::Header, Style::Simple),
    (Place::Header, Style::SimpleExploded),
    (Place::Header, Style::Json),
    (Place::Cookie, Style::Form { explode: false }),
    (Place::Cookie, Style::Form { explode: true }),
];

/// Reads a value back in all styles, but for those that cannot say it.
#[track_caller]
fn everywhere<T: Slot + PartialEq + Debug>(value: &T, cannot: impl Fn(Place, Style) -> bool) {
    for &(place, style) in STYLES {
        if !cannot(place, style) {
            let read = back(value, place, style);
            assert!(
                read.is_none() || read.as_ref() == Some(value),
                "{place:?} {style:?}: {value:?} → {read:?}"
            );
        }
    }
}

#[test]
fn single_values_are_read_back() {
    let nowhere = |_, _| false;
    for number in [0, 7, -7, i64::MAX, i64::MIN] {
        everywhere(&number, nowhere);
        everywhere(&Some(number), nowhere);
        everywhere(&FactId::from(number), nowhere);
    }
    everywhere(&u64::MAX, nowhere);
    everywhere(&i32::MIN, nowhere);
    for number in [0.5, -1e300, 1e-300, 12345.0] {
        everywhere(&number, nowhere);
    }
    everywhere(&true, nowhere);
    everywhere(&Some(false), nowhere);
    everywhere(&"2015-01-13T08:59:26.123Z".parse::<DateTime<Utc>>().unwrap(), nowhere);
    everywhere(&"2015-01-13".parse::<NaiveDate>().unwrap(), nowhere);
    everywhere(&State::from("something new"), nowhere);
    everywhere(&FactId::from("a text"), nowhere);
    everywhere(&json!(5), nowhere);
    everywhere(&json!("five"), nowhere);
}

/// Made-up texts, the same in each run: many signs that mean something somewhere.
fn texts() -> impl Iterator<Item = String> {
    let signs: Vec<char> = "ab1 ,;.=&%+|/?#[]{}\"'\\~-_:@ä€😀\t2C%20".chars().collect();
    let mut state = 42_u64;
    let mut next = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    };
    std::iter::repeat_with(move || (0..next() % 7).map(|_| signs[next() % signs.len()]).collect())
}

#[test]
fn texts_are_read_back() {
    for text in texts().take(2000) {
        // Blanks around a header are no part of it.
        let is_trimmed = text.trim() == text;
        everywhere(&text, |place, _| place == Place::Header && !is_trimmed);
        everywhere(&Some(text.clone()), |place, _| place == Place::Header && !is_trimmed);
    }
}

/// Whether a style has no way to say that a text within a list or object contains its separator.
fn is_ambiguous(text: &str, place: Place, style: Style) -> bool {
    let is_trimmed = text.trim() == text && !text.is_empty();
    match (place, style) {
        (_, Style::Json) => false,
        (Place::Header, _) => text.contains([',', '=']) || !is_trimmed,
        (_, Style::Label { explode: true }) => text.contains('.'),
        (_, Style::Space) => text.contains(' '),
        (_, Style::Pipe) => text.contains('|'),
        _ => false,
    }
}

#[test]
fn lists_are_read_back() {
    let mut texts = texts();
    for _ in 0..1000 {
        let list: Vec<String> = texts.by_ref().take(3).collect();
        everywhere(&list, |place, style| list.iter().any(|text| is_ambiguous(text, place, style)));
    }
    everywhere(&vec![1_i64, -2, 3], |_, _| false);
    everywhere(&Some(vec![5_i64]), |_, _| false);
    everywhere(&vec![true, false], |_, _| false);
    everywhere(&vec![FactId::from(1), FactId::from("b")], |_, _| false);
    let days: Vec<NaiveDate> = vec!["2015-01-13".parse().unwrap(), "2016-01-13".parse().unwrap()];
    everywhere(&days, |_, _| false);
    everywhere(&vec![vec![1_i64, 2], vec![3]], |place, _| place == Place::Header);
}

#[test]
fn objects_are_read_back() {
    let mut texts = texts();
    for _ in 0..1000 {
        let map: BTreeMap<String, String> =
            texts.by_ref().zip(["a", "b c", "ä"].map(str::to_owned)).map(|(v, k)| (k, v)).collect();
        everywhere(&map, |place, style| {
            // The key with a blank, and one that no header can hold.
            matches!(style, Style::Space) || map.values().any(|text| is_ambiguous(text, place, style))
        });
    }
    let map: BTreeMap<String, i64> = [("one".to_owned(), 1), ("two".to_owned(), 2)].into();
    everywhere(&map, |_, _| false);
    everywhere(&Writer::new("k1").name("A. N. Other, & sons"), |place, style| {
        place == Place::Header && style != Style::Json
            || matches!(style, Style::Label { explode: true } | Style::Space)
    });
    everywhere(&Some(Writer::new("k1")), |_, _| false);
}

#[test]
fn nested_values_are_read_back_where_the_style_has_them() {
    let nested: BTreeMap<String, BTreeMap<String, Vec<i64>>> =
        [("a".to_owned(), [("b".to_owned(), (0..12).collect())].into())].into();
    everywhere(&nested, |place, _| place == Place::Header);
    let lists: BTreeMap<String, Vec<String>> =
        [("a".to_owned(), vec!["x".to_owned(), "y,z".to_owned()])].into();
    everywhere(&lists, |place, _| place == Place::Header);
    let objects: BTreeMap<String, Vec<Writer>> =
        [("a".to_owned(), vec![Writer::new("k"), Writer::new("l")])].into();
    everywhere(&objects, |place, style| place == Place::Header && style != Style::Json);
}

#[test]
fn what_other_clients_write_is_read() {
    assert_eq!(of("x", "p=a+b", "h", "").query::<String>("p", Style::Form { explode: true }, &[]), "a b");
    assert_eq!(of("x", "p=a|b", "h", "").query::<Vec<String>>("p", Style::Pipe, &[]), ["a", "b"]);
    assert_eq!(of("x", "p=a+b", "h", "").query::<Vec<String>>("p", Style::Space, &[]), ["a", "b"]);
    let deep: BTreeMap<String, Vec<i64>> =
        of("x", "p[a][1]=2&p[a][0]=1", "h", "").query("p", Style::Deep, &[]);
    assert_eq!(deep["a"], [1, 2]);
    assert_eq!(of("x", "", "1 , 2,,3", "").header::<Vec<i64>>("h", Style::Simple, &[]), [1, 2, 3]);
    let mut cookies = of("x", "", "h", "a=b; p=100%25; c=d");
    assert_eq!(cookies.cookie::<String>("p", Style::Form { explode: true }, &[]), "100%");
}

#[test]
fn an_object_of_all_keys_leaves_those_of_others() {
    let mut received = of("x", "page=2&a=1&b=2", "h", "");
    let page: i64 = received.query("page", Style::Form { explode: true }, &[]);
    let rest: BTreeMap<String, i64> = received.query("rest", Style::Form { explode: true }, &[]);
    assert_eq!((page, rest), (2, [("a".to_owned(), 1), ("b".to_owned(), 2)].into()));
}

/// The status and errors of a refusal.
fn refused(received: &Received) -> (StatusCode, Vec<Value>) {
    let refusal = received.refusal().unwrap();
    let problem: Value = serde_json::from_slice(refusal.body().bytes().unwrap()).unwrap();
    (refusal.status(), problem["errors"].as_array().unwrap().clone())
}

#[test]
fn all_that_is_wrong_with_parameters_is_told_together() {
    let mut received = of("secret", "q=1&q=2&list=1&list=secret", "secret", "c=secret");
    let _: i64 = received.path("p", Style::Simple, &[]);
    let _: i64 = received.query("q", Style::Form { explode: true }, &[]);
    let _: Vec<i64> = received.query("list", Style::Form { explode: true }, &[]);
    let _: String = received.query("none", Style::Form { explode: true }, &[]);
    let _: Option<bool> = received.header("h", Style::Simple, &[]);
    let _: Option<f64> = received.cookie("c", Style::Form { explode: true }, &[]);
    let (status, errors) = refused(&received);
    assert_eq!(status, 422);
    let error = |part: &str, name: &str, pointer: &str, detail: &str| json!({ "in": part, "parameter": name, "pointer": pointer, "detail": detail });
    assert_eq!(
        errors,
        [
            error("path", "p", "", "must be a whole number of 64 bits, not a string"),
            error("query", "q", "", "must be a whole number of 64 bits, not an array"),
            error("query", "list", "/1", "must be a whole number of 64 bits, not a string"),
            error("query", "none", "", "is required"),
            error("header", "h", "", "must be true or false, not a string"),
            error("cookie", "c", "", "must be a number, not a string"),
        ]
    );
}

#[test]
fn what_is_no_text_is_malformed() {
    for (query, name) in [("p=%FF", "p"), ("p=%2", "p"), ("p=%zz", "p"), ("%FF=1&p=1", "")] {
        let mut received = of("x", query, "h", "");
        let _: String = received.query("p", Style::Form { explode: true }, &[]);
        let (status, errors) = refused(&received);
        assert_eq!((status.as_u16(), &errors[0]["parameter"]), (400, &json!(name)), "{query}");
    }
    let mut received = of("%C3%28", "", "h", "");
    let _: String = received.path("p", Style::Simple, &[]);
    assert_eq!(refused(&received).0, 400);
    let mut received = of("x", &format!("p{}=1", "[a]".repeat(100)), "h", "");
    let _: Value = received.query("p", Style::Deep, &[]);
    assert_eq!(refused(&received).0, 400);
}

/// A form of one of two kinds.
#[derive(Debug)]
enum Sent {
    Writer(Writer),
    Scan(Scan),
}

#[derive(Clone)]
struct Scan {
    scan: Blob,
    name: Option<String>,
}

impl Model for Scan {
    fn blank() -> Self {
        Self { scan: Slot::blank(), name: None }
    }
    fn shape(&self) -> &'static Shape {
        &Shape { name: "Scan", keys: &["scan", "name"], presence: b"ro", rules: &[] }
    }
    fn view(&self, index: usize) -> runtime::View<'_> {
        if index == 0 { self.scan.view() } else { self.name.view() }
    }
    fn target(&mut self, index: usize) -> runtime::Target<'_> {
        if index == 0 { self.scan.target() } else { self.name.target() }
    }
}

runtime::value!(Scan);

impl Union for Sent {
    fn shape(&self) -> &'static UnionShape {
        const BRANCHES: &[Branch] =
            &[Branch::new("Writer", Kinds::OBJECT), Branch::new("Scan", Kinds::OBJECT)];
        const SHAPE: &UnionShape = &UnionShape { name: "Sent", branches: BRANCHES, tag: None };
        SHAPE
    }
    fn active(&self) -> (usize, &dyn Slot) {
        match self {
            Self::Writer(value) => (0, value),
            Self::Scan(value) => (1, value),
        }
    }
    fn active_mut(&mut self) -> &mut dyn Slot {
        match self {
            Self::Writer(value) => value,
            Self::Scan(value) => value,
        }
    }
    fn switch(&mut self, branch: usize) {
        *self = if branch == 0 { Self::Writer(Slot::blank()) } else { Self::Scan(Slot::blank()) };
    }
    fn blank() -> Self {
        Self::Writer(Slot::blank())
    }
}

impl Slot for Sent {
    fn blank() -> Self {
        Union::blank()
    }
    fn target(&mut self) -> Target<'_> {
        Target::Union(self)
    }
    fn view(&self) -> View<'_> {
        View::Union(self)
    }
}

#[test]
fn parts_are_of_the_branch_that_they_fit() {
    let back = |value: &Sent| {
        let request = sent(|request| {
            request.path("p", &"x".to_owned(), Style::Simple, &[]);
            request.multipart(value, &[], &[]);
        });
        let mut received = received(request.unwrap());
        let read: Sent = received.multipart(&[]);
        assert!(received.refusal().is_none());
        read
    };
    let scan = Scan { scan: Blob::new("x").file_name("x.png"), name: Some("X".into()) };
    let Sent::Scan(read) = back(&Sent::Scan(scan)) else { panic!("it has a scan") };
    assert_eq!((&read.scan.bytes()[..], read.name.as_deref()), (&b"x"[..], Some("X")));
    let writer = Writer { key: "k".into(), ..Slot::blank() };
    assert!(matches!(back(&Sent::Writer(writer)), Sent::Writer(read) if read.key == "k"));
}

#[test]
fn a_refusal_is_not_much_longer_than_what_it_refuses() {
    let key = "k".repeat(500_000);
    let body = json!({ key: vec!["x"; 2_000] }).to_string();
    let request = Request::builder().uri("https://a.b/x").body(Bytes::from(body)).unwrap();
    let mut received = received(request);
    received.json::<BTreeMap<String, Vec<i64>>>(&[]);
    let refusal = received.refusal().unwrap();
    assert_eq!(refusal.status(), 422);
    assert!(refusal.body().bytes().unwrap().len() < 500_000);
    let value = BTreeMap::from([("k".repeat(500_000), vec![f64::NAN; 2_000])]);
    let found = runtime::validate(&value).unwrap_err();
    assert!(found.iter().all(|violation| violation.pointer.len() < 300));
}

#[test]
fn forms_of_unknown_keys_are_read_back() {
    fn back<T: Slot>(value: &T, write: fn(&mut Builder, &dyn Slot), read: fn(&mut Received) -> T) -> T {
        let request = sent(|request| {
            request.path("p", &"x".to_owned(), Style::Simple, &[]);
            write(request, value);
        });
        let mut received = received(request.unwrap());
        let value = read(&mut received);
        assert!(received.refusal().is_none());
        value
    }
    let value = json!({"a b": "c&d", "e": 5, "f": ["g", 1, {"h": 2}], "i": {"j": [1]}});
    let form = |request: &mut Builder, value: &dyn Slot| request.form(value, &[], &[]);
    let parts = |request: &mut Builder, value: &dyn Slot| request.multipart(value, &[], &[]);
    assert_eq!(back(&value, form, |received| received.form(&[], &[])), value);
    assert_eq!(back(&value, parts, |received| received.multipart(&[])), value);
    let lists: BTreeMap<String, Vec<i64>> = [("a".to_owned(), vec![1, 2]), ("b".to_owned(), vec![3])].into();
    assert_eq!(back(&lists, form, |received| received.form(&[], &[])), lists);
    assert_eq!(back(&lists, parts, |received| received.multipart(&[])), lists);
    let nested: BTreeMap<String, Vec<Vec<i64>>> = [("a".to_owned(), vec![vec![1, 2], vec![3]])].into();
    assert_eq!(back(&nested, form, |received| received.form(&[], &[])), nested);
    assert_eq!(back(&nested, parts, |received| received.multipart(&[])), nested);
}
