//! What a status says of a body, headers, and addresses with variables.

use super::sample::models::Writer;
use crate::runtime::{
    Bytes, Error, FromResponse, Model, Operation, Reply, Route, Shape, Slot, Target, View, address,
    by_status, json_or_empty,
};
use http::Response;
use serde_json::{Value, json};

#[derive(Clone, Debug, PartialEq)]
enum Outcome {
    Ok(Writer),
    Accepted(String),
    NoContent,
}

impl FromResponse for Outcome {
    fn read(reply: &Reply<'_>) -> serde_json::Result<Self> {
        Ok(match reply.status() {
            200 => Self::Ok(reply.json()?),
            202 => Self::Accepted(reply.text()),
            204 => Self::NoContent,
            _ => return reply.unknown(),
        })
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Failure {
    NotFound(Writer),
    ServerError(Bytes),
}

impl FromResponse for Failure {
    fn read(reply: &Reply<'_>) -> serde_json::Result<Self> {
        Ok(match reply.status() {
            404 => Self::NotFound(reply.json()?),
            500..=599 => Self::ServerError(reply.bytes()),
            _ => return reply.unknown(),
        })
    }
}

fn answer(status: u16, body: &'static str) -> Response<Bytes> {
    Response::builder().status(status).header("x-left", "3").body(body.into()).unwrap()
}

#[test]
fn each_status_has_its_type() {
    let read = |status, body| by_status::<Outcome, Failure>(answer(status, body));
    assert_eq!(read(200, r#"{"key":"w"}"#).unwrap(), Outcome::Ok(Writer::new("w")));
    assert_eq!(read(202, "later").unwrap(), Outcome::Accepted("later".into()));
    assert_eq!(read(204, "").unwrap(), Outcome::NoContent);
    assert_eq!(read(404, r#"{"key":"w"}"#).unwrap_err().detail(), Some(&Failure::NotFound(Writer::new("w"))));
    assert_eq!(read(503, "x").unwrap_err().detail(), Some(&Failure::ServerError("x".into())));
}

#[test]
fn a_status_or_body_that_is_not_declared_keeps_everything() {
    let Error::Decode(error) = by_status::<Outcome, Failure>(answer(206, "part")).unwrap_err() else {
        panic!()
    };
    assert_eq!((error.status.as_u16(), &error.body[..]), (206, &b"part"[..]));
    assert!(error.to_string().contains("does not say what a response of status 206 holds"), "{error}");
    for (status, body) in [(404, "<html>"), (418, "{}")] {
        let Error::Status(error) = by_status::<Outcome, Failure>(answer(status, body)).unwrap_err() else {
            panic!()
        };
        assert_eq!(
            (error.status.as_u16(), &error.body[..], error.detail.is_none()),
            (status, body.as_bytes(), true)
        );
    }
}

#[test]
fn an_answer_beside_an_empty_one() {
    let read = |status, body| json_or_empty::<Writer, Value>(answer(status, body));
    assert_eq!(read(201, r#"{"key":"w"}"#).unwrap(), Some(Writer::new("w")));
    assert_eq!(read(204, "").unwrap(), None);
    assert!(read(201, "{").is_err());
}

#[derive(Debug, PartialEq)]
struct Headers {
    left: Option<i64>,
    tags: Option<Vec<String>>,
    at: Option<chrono::DateTime<chrono::Utc>>,
    name: Option<String>,
}

impl Model for Headers {
    fn blank() -> Self {
        Self { left: None, tags: None, at: None, name: None }
    }
    fn shape(&self) -> &'static Shape {
        &Shape {
            name: "Headers",
            keys: &["X-Left", "X-Tags", "X-At", "X-Name"],
            presence: b"oooo",
            rules: &[],
        }
    }
    fn view(&self, index: usize) -> View<'_> {
        match index {
            0 => Slot::view(&self.left),
            1 => Slot::view(&self.tags),
            2 => Slot::view(&self.at),
            _ => Slot::view(&self.name),
        }
    }
    fn target(&mut self, index: usize) -> Target<'_> {
        match index {
            0 => Slot::target(&mut self.left),
            1 => Slot::target(&mut self.tags),
            2 => Slot::target(&mut self.at),
            _ => Slot::target(&mut self.name),
        }
    }
}

struct List;

impl Operation for List {
    type Output = Value;
    type Error = Value;
    const ROUTE: Route = Route::new("list", "GET", "/");
    fn write(&self, _: &mut crate::runtime::Builder) {}
    fn response(response: Response<Bytes>) -> Result<Value, Error<Value>> {
        crate::runtime::json(response)
    }
}

#[test]
fn headers_come_with_the_answer() {
    let response = |left: &str| {
        let response =
            Response::builder().header("x-left", left).header("X-TAGS", "a, b").header("x-tags", "c");
        response.header("x-at", "2015-01-13T08:59:26Z").header("x-name", "5").body("[]".into()).unwrap()
    };
    let found = List::answer(response("3")).unwrap();
    assert_eq!((found.status.as_u16(), &found.value), (200, &json!([])));
    let headers: Headers = found.typed_headers().unwrap();
    assert_eq!((headers.left, headers.name.as_deref()), (Some(3), Some("5")));
    assert_eq!(headers.tags.unwrap(), ["a", "b", "c"]);
    assert_eq!(headers.at.unwrap().timestamp(), 1_421_139_566);

    let error = List::answer(response("many")).unwrap().typed_headers::<Headers>().unwrap_err();
    assert_eq!(error.name, "X-Left");
    assert!(!error.to_string().contains("many"), "{error}");
    let none = List::answer(Response::new("[]".into())).unwrap().typed_headers::<Headers>().unwrap();
    assert_eq!(none, Slot::blank());
}

#[test]
fn addresses_are_filled_in() {
    let made = |origin: &str, template: &str, variables: Value, defaults: &[(&str, &str)]| {
        address(origin, template, &variables, defaults).map(|url| url.to_string())
    };
    let template = "https://{region}.a.b:{port}/v1/";
    let defaults = [("region", "eu"), ("port", "443")];
    assert_eq!(made("", template, json!({}), &defaults).unwrap(), "https://eu.a.b:443/v1");
    assert_eq!(made("", template, json!({"region": "us"}), &defaults).unwrap(), "https://us.a.b:443/v1");
    assert_eq!(made("", "//{region}.a.b", json!({}), &defaults).unwrap(), "https://eu.a.b");
    assert_eq!(made("https://a.b/", "/{port}", json!({"port": null}), &defaults).unwrap(), "https://a.b/443");
    assert!(made("", template, json!({"region": "a b"}), &defaults).is_err());
    assert!(made("", "https://{none}.a.b", json!({}), &[]).is_err());
}
