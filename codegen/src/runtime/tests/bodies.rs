//! Forms, forms of parts, and bytes.

use crate::runtime::{
    BaseUrl, Blob, Builder, Bytes, Encoding, Error, Model, Operation, Route, Shape, Slot, Style, Target,
    View, empty,
};
use http::{HeaderValue, Request, Response};
use serde_json::{Value, json};

/// A form with files.
pub struct Upload {
    pub title: String,
    pub scan: Blob,
    pub pages: Option<Vec<Blob>>,
    pub meta: Option<Value>,
    pub tags: Option<Vec<String>>,
}

impl Model for Upload {
    fn blank() -> Self {
        Self { title: String::new(), scan: Blob::blank(), pages: None, meta: None, tags: None }
    }
    fn shape(&self) -> &'static Shape {
        &Shape {
            name: "Upload",
            keys: &["title", "scan", "pages", "meta", "tags"],
            presence: b"rrooo",
            rules: &[],
        }
    }
    fn view(&self, index: usize) -> View<'_> {
        match index {
            0 => Slot::view(&self.title),
            1 => Slot::view(&self.scan),
            2 => Slot::view(&self.pages),
            3 => Slot::view(&self.meta),
            _ => Slot::view(&self.tags),
        }
    }
    fn target(&mut self, index: usize) -> Target<'_> {
        match index {
            0 => Slot::target(&mut self.title),
            1 => Slot::target(&mut self.scan),
            2 => Slot::target(&mut self.pages),
            3 => Slot::target(&mut self.meta),
            _ => Slot::target(&mut self.tags),
        }
    }
}

pub fn upload() -> Upload {
    let scan = Blob::new(&b"\x89PNG\r\n\0"[..]).media_type("image/png").file_name("a \"b\"\r\n.png");
    Upload { title: "T".into(), scan, ..Model::blank() }
}

struct By<W: Fn(&mut Builder)>(W);

impl<W: Fn(&mut Builder)> Operation for By<W> {
    type Output = ();
    type Error = Value;
    const ROUTE: Route = Route::new("by", "POST", "/");
    fn write(&self, request: &mut Builder) {
        (self.0)(request);
    }
    fn response(response: Response<Bytes>) -> Result<(), Error<Value>> {
        empty(response)
    }
}

fn sent(write: impl Fn(&mut Builder)) -> Request<Bytes> {
    By(write).request(&BaseUrl::parse("https://a.b").unwrap()).unwrap()
}

fn text(request: &Request<Bytes>) -> String {
    String::from_utf8_lossy(request.body()).into_owned()
}

#[test]
fn parts_say_what_they_are() {
    let request = sent(|request| request.multipart(&upload(), &[], &[]));
    assert_eq!(
        request.headers()["content-type"],
        "multipart/form-data; boundary=part-boundary-0000000000000000"
    );
    let expected = "--part-boundary-0000000000000000\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nT\r\n\
        --part-boundary-0000000000000000\r\n\
        Content-Disposition: form-data; name=\"scan\"; filename=\"a %22b%22%0D%0A.png\"\r\n\
        Content-Type: image/png\r\n\r\n\u{fffd}PNG\r\n\0\r\n--part-boundary-0000000000000000--\r\n";
    assert_eq!(text(&request), expected);
}

#[test]
fn lists_are_parts_of_one_name_and_objects_are_json() {
    let body = Upload {
        pages: Some(vec!["one".into(), Blob::new("two").file_name("2.txt").media_type("text/plain")]),
        meta: Some(json!({"a": [1]})),
        tags: Some(vec!["x".into(), "y".into()]),
        ..upload()
    };
    let request = sent(|request| request.multipart(&body, &[], &[]));
    let sent = text(&request);
    for part in [
        "name=\"pages\"; filename=\"pages\"\r\nContent-Type: application/octet-stream\r\n\r\none\r\n",
        "name=\"pages\"; filename=\"2.txt\"\r\nContent-Type: text/plain\r\n\r\ntwo\r\n",
        "name=\"meta\"\r\nContent-Type: application/json\r\n\r\n{\"a\":[1]}\r\n",
        "name=\"tags\"\r\n\r\nx\r\n",
        "name=\"tags\"\r\n\r\ny\r\n",
    ] {
        assert!(sent.contains(part), "{part:?} in {sent}");
    }
}

#[test]
fn parts_are_of_the_types_that_the_document_gives() {
    let encodings = [
        Encoding::new("title", Style::Form { explode: true }, "text/markdown"),
        Encoding::new("scan", Style::Form { explode: true }, "image/png, image/jpeg"),
        Encoding::new("tags", Style::Json, "application/json"),
        Encoding::new("pages", Style::Form { explode: true }, "image/*"),
    ];
    let body = Upload {
        scan: "x".into(),
        pages: Some(vec!["p".into()]),
        tags: Some(vec!["x".into(), "y".into()]),
        ..upload()
    };
    let sent = text(&sent(|request| request.multipart(&body, &encodings, &[])));
    for part in [
        "name=\"title\"\r\nContent-Type: text/markdown\r\n\r\nT",
        "filename=\"scan\"\r\nContent-Type: image/png\r\n\r\nx",
        "filename=\"pages\"\r\nContent-Type: application/octet-stream\r\n\r\np",
        "name=\"tags\"\r\nContent-Type: application/json\r\n\r\n[\"x\",\"y\"]",
    ] {
        assert!(sent.contains(part), "{part:?} in {sent}");
    }
}

#[test]
fn the_boundary_occurs_in_no_part() {
    let tricky = "x\r\n--part-boundary-0000000000000000--\r\n\n--part-boundary-0000000000000001";
    let request = sent(|request| request.multipart(&Upload { title: tricky.into(), ..upload() }, &[], &[]));
    let media_type = request.headers()["content-type"].to_str().unwrap().to_owned();
    assert!(media_type.ends_with("boundary=part-boundary-0000000000000002"), "{media_type}");
    // What has many of ours gets one that nobody can guess.
    let many: String = (0..1_000).map(|number| format!("--part-boundary-{number:016x}\n")).collect();
    let many = sent(|request| request.multipart(&Upload { title: many.clone(), ..upload() }, &[], &[]));
    let (_, boundary) = many.headers()["content-type"].to_str().unwrap().rsplit_once('-').unwrap();
    assert_eq!(boundary.len(), 32);
    let parts = text(&request).matches("--part-boundary-0000000000000002").count();
    assert_eq!(parts, 3);
}

#[test]
fn forms_write_each_property_as_the_document_says() {
    let body =
        json!({"a": {"b": [1, {"c": 2}]}, "d": [1, 2], "e": {"f": 1}, "g": null, "h": "x y", "i": [1, 2]});
    let encodings = [
        Encoding::new("a", Style::Deep, ""),
        Encoding::new("d", Style::Form { explode: false }, ""),
        Encoding::new("i", Style::Json, "application/json"),
    ];
    let sent = text(&sent(|request| request.form(&body, &encodings, &[])));
    let expected = "a[b][]=1&a[b][1][c]=2&d=1,2&e={\"f\":1}&h=x%20y&i=[1,2]";
    let plain = sent.replace("%5B", "[").replace("%5D", "]").replace("%7B", "{").replace("%7D", "}");
    assert_eq!(plain.replace("%22", "\"").replace("%3A", ":").replace("%2C", ","), expected);
}

#[test]
fn bytes_have_the_type_that_the_caller_names() {
    let usual = HeaderValue::from_static("application/octet-stream");
    let request = sent(|request| request.blob(usual.clone(), &Blob::new("x").media_type("image/webp")));
    assert_eq!(
        (&request.headers()["content-type"], request.body()),
        (&HeaderValue::from_static("image/webp"), &Bytes::from("x"))
    );
    let request = sent(|request| request.blob(usual.clone(), &"x".into()));
    assert_eq!(request.headers()["content-type"], "application/octet-stream");
    let bad = By(|request: &mut Builder| request.blob(usual.clone(), &Blob::new("x").media_type("a\r\nb")));
    assert!(bad.request(&BaseUrl::parse("https://a.b").unwrap()).is_err());
    assert_eq!(
        format!("{:?}", Blob::new("secret")),
        "Blob { length: Some(6), media_type: None, file_name: None }"
    );
}
