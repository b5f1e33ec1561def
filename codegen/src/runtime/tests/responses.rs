//! Responses and errors.

use super::sample::models::{Volume, Writer};
use crate::runtime::{Bytes, Error, empty, json, json_or_empty, pointer_at, raw, text};
use http::Response;
use serde_json::Value;
use std::time::Duration;

fn answer(status: u16, headers: &[(&str, &str)], body: impl Into<Bytes>) -> Response<Bytes> {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response.body(body.into()).unwrap()
}

fn writer(response: Response<Bytes>) -> Result<Writer, Error<Writer>> {
    json(response)
}

#[test]
fn json_is_read_whatever_its_label() {
    for headers in [&[][..], &[("content-type", "text/plain")]] {
        assert_eq!(writer(answer(201, headers, r#" {"key":"w"} "#)).unwrap(), Writer::new("w"));
    }
    assert_eq!(writer(answer(200, &[], "\u{feff}{\"key\":\"w\"}")).unwrap(), Writer::new("w"));
}

#[test]
fn bodies_that_do_not_matter_are_not_read() {
    for body in ["", "null", "{", "<html>", "\0"] {
        assert!(empty::<Value>(answer(200, &[], body)).is_ok());
    }
    assert!(json_or_empty::<Writer, Value>(answer(204, &[], "")).unwrap().is_none());
    assert!(json_or_empty::<Writer, Value>(answer(200, &[], "null")).unwrap().is_none());
    assert!(json_or_empty::<Writer, Value>(answer(200, &[], r#"{"key":"w"}"#)).unwrap().is_some());
    assert_eq!(raw::<Value>(answer(200, &[], "x")).unwrap(), "x");
    assert_eq!(text::<Value>(answer(200, &[], &b"a\xff"[..])).unwrap(), "a\u{fffd}");
}

#[test]
fn a_decode_error_says_where() {
    let volume = r#"{"volume_id":"v","printed_at":"2015-01-13T08:59:26Z","writer":WRITER,"state":"free"}"#;
    for (writer, pointer, message) in [
        ("{}", "/1/writer", "missing field `key`"),
        (r#"{"key":5}"#, "/1/writer/key", "expected a string"),
        (
            r#"{"key":"a","facts":[{"id":1,"value":1,"source":null},{"id":true}]}"#,
            "/1/writer/facts/1/id",
            "FactId",
        ),
        (r#"{"key":"a","facts":[{"id":{"x":[1]}}]}"#, "/1/writer/facts/0/id", "FactId"),
        (r#"{"key":"a","facts":{}}"#, "/1/writer/facts", "expected an array"),
        ("[1]", "/1/writer", "an object for Writer"),
        ("null", "/1/writer", "an object for Writer"),
        (r#"{"key":"a","name":"b\u00"#, "/1/writer/name", "escape"),
    ] {
        let body = format!(
            "[{},\n{}]",
            volume.replace("WRITER", r#"{"key":"{[,"}"#),
            volume.replace("WRITER", writer)
        );
        let error = json::<Vec<Volume>, Value>(answer(200, &[], body)).unwrap_err();
        let Error::Decode(decode) = &error else { panic!("{error}") };
        assert_eq!(decode.pointer, pointer, "{error}");
        assert!(error.to_string().contains(message), "{error}");
    }
}

#[test]
fn pointers_of_all_kinds_of_places() {
    for (read, pointer) in [
        ("", ""),
        ("{", ""),
        ("[", "/0"),
        (r#"{"a":"#, "/a"),
        (r#"{"a":1,"b"#, ""),
        (r#"{"a":1,"b""#, "/b"),
        (r#"{"a":{"b":[1,2"#, "/a/b/1"),
        (r#"{"a":{"b":[1,2]"#, "/a/b"),
        (r#"{"a":{"b":[1,2]}"#, "/a"),
        (r#"{"a":{"b":[1,2]},"c":[[],[{}"#, "/c/1/0"),
        (r#"{"a/b~\"":"\\","x\u0041":"#, "/xA"),
        (r#"{"a/b~":"#, "/a~1b~0"),
        (r#"{"a":"{\"[,"#, "/a"),
        ("]]}}", ""),
    ] {
        assert_eq!(pointer_at(read.as_bytes(), 1, read.len()), pointer, "{read}");
        let lines = format!("\n\n{read} more");
        assert_eq!(pointer_at(lines.as_bytes(), 3, read.len()), pointer, "{read}");
    }
    assert_eq!(pointer_at(b"[1", 9, 9), "/0");
    assert_eq!(pointer_at(&b"[".repeat(100_000), 1, 100_000).len(), 200_000);
}

#[test]
fn a_decode_error_keeps_everything_and_shows_little() {
    let body = format!("<html>{}", "x".repeat(10_000));
    let headers = [("content-type", "text/html"), ("set-cookie", "s3cret"), ("x-request-id", "r1")];
    let error = writer(answer(200, &headers, body)).unwrap_err();
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(error.request_id(), Some("r1"));
    assert!(!error.is_retryable());
    let shown = format!("{error} {error:?}");
    assert!(shown.contains("text/html") && shown.len() < 2_500, "{shown}");
    assert!(!shown.contains("s3cret"), "{shown}");
    let Error::Decode(decode) = error else { panic!() };
    assert_eq!(decode.body.len(), 10_006);
    assert_eq!(decode.headers["set-cookie"], "s3cret");
}

#[test]
fn messages_of_the_usual_shapes() {
    for (body, expected) in [
        (r#"{"error":"invalid_token","error_description":"The token is old"}"#, Some("The token is old")),
        (
            r#"{"error":"RecordInvalid","description":"No such thing","details":{"a":[{"b":1}]}}"#,
            Some("No such thing"),
        ),
        (r#"{"errors":[{"code":"TooMany","title":"Slow down"},{"title":"Now"}]}"#, Some("Slow down; Now")),
        (r#"{"type":"about:blank","title":"Bad","detail":"Very bad","status":400}"#, Some("Bad: Very bad")),
        (r#"{"error":{"title":"Forbidden","message":"Not you"}}"#, Some("Not you")),
        // A title that says what the status says is left out.
        (r#"{"title":"Not Found","status":404,"detail":"No such jar."}"#, Some("No such jar.")),
        (r#"{"title":"No jar","status":404,"detail":"It broke."}"#, Some("No jar: It broke.")),
        (r#"{"errors":{"name":["is empty","is bad"]}}"#, Some("name: is empty; is bad")),
        (r#"{"error":"just this"}"#, Some("just this")),
        (r#"{"message":"  a\n b "}"#, Some("a b")),
        (r#"["x","y"]"#, Some("x; y")),
        (r#""text""#, Some("text")),
        ("plain text\r\n", Some("plain text")),
        ("<html><title>502</title>", None),
        (r#"{"broken"#, None),
        (r#"{"a":{"b":"c"}}"#, None),
        ("", None),
        ("null", None),
        ("[[[[[[[[\"deep\"]]]]]]]]", None),
    ] {
        let Err(Error::Status(error)) = empty::<Value>(answer(400, &[], body)) else { panic!() };
        assert_eq!(error.message().as_deref(), expected, "{body}");
    }
    let Err(Error::Status(error)) = empty::<Value>(answer(500, &[], "é".repeat(900))) else { panic!() };
    assert_eq!(error.message().unwrap().chars().count(), 501);
}

#[test]
fn the_declared_error_is_typed_where_it_fits() {
    let error = writer(answer(422, &[], r#"{"key":"why"}"#)).unwrap_err();
    assert_eq!(error.detail(), Some(&Writer::new("why")));
    let error = writer(answer(422, &[], r#"{"error":"other"}"#)).unwrap_err();
    assert_eq!(error.detail(), None);
    assert_eq!(error.to_string(), "the service answered 422 Unprocessable Entity: other");
    let error = empty::<Value>(answer(422, &[], r#"{"any":1}"#)).unwrap_err();
    assert_eq!(error.detail().unwrap()["any"], 1);
}

#[test]
fn secrets_of_an_error_response_are_not_shown() {
    let headers = [("set-cookie", "s3cret"), ("x-auth-token", "s3cret"), ("date", "today")];
    let error = empty::<Value>(answer(401, &headers, "")).unwrap_err();
    let shown = format!("{error:?} {error}");
    assert!(!shown.contains("s3cret") && shown.contains("today"), "{shown}");
}

#[test]
fn waits_are_read_and_bounded() {
    let wait = |headers: &[(&str, &str)]| empty::<Value>(answer(429, headers, "")).unwrap_err().retry_after();
    let day = Duration::from_secs(86_400);
    assert_eq!(wait(&[("retry-after", "93")]), Some(Duration::from_secs(93)));
    assert_eq!(wait(&[("retry-after", "9999999999")]), Some(day));
    assert_eq!(wait(&[("retry-after", &"9".repeat(50))]), Some(day));
    let date = ("date", "Wed, 21 Oct 2015 07:28:00 GMT");
    assert_eq!(
        wait(&[("retry-after", "Wed, 21 Oct 2015 07:29:00 GMT"), date]),
        Some(Duration::from_secs(60))
    );
    assert_eq!(wait(&[("retry-after", "Wed, 21 Oct 2015 07:27:00 GMT"), date]), Some(Duration::ZERO));
    assert_eq!(wait(&[("retry-after", "Wed, 21 Oct 2015 07:27:00 GMT")]), Some(Duration::ZERO));
    for nonsense in ["", "-1", "soon", "1.5"] {
        assert_eq!(wait(&[("retry-after", nonsense)]), None, "{nonsense}");
    }
    assert_eq!(wait(&[]), None);
}

#[test]
fn busy_services_may_be_asked_again() {
    let retryable = |status| empty::<Value>(answer(status, &[], "")).unwrap_err().is_retryable();
    assert!([408, 429, 500, 502, 503, 504].into_iter().all(retryable));
    assert!(![301, 400, 401, 404, 422, 501].into_iter().any(retryable));
}
