//! Bodies that come piece by piece, cut anywhere.

use super::sample::models::Writer;
use crate::runtime::{Event, Frame, Framer, Framing, FromFrame, TooLong};
use serde_json::{Value, json};
use std::time::Duration;

const EVENTS: Framing = Framing::events("text/event-stream");

/// What is whole of a body that comes in pieces of so many bytes.
fn cut(framing: Framing, body: &[u8], size: usize) -> Vec<Frame> {
    let mut framer = Framer::new(framing, 1_000);
    let mut frames = Vec::new();
    for piece in body.chunks(size) {
        framer.push(piece);
        while let Some(frame) = framer.next().unwrap() {
            frames.push(frame);
        }
    }
    frames.extend(framer.finish());
    frames
}

/// The type, the data and the id of each event, however the body is cut.
fn events(body: &str) -> Vec<(String, String, Option<String>)> {
    let whole = cut(EVENTS, body.as_bytes(), usize::MAX);
    for size in 1..=body.len() {
        assert_eq!(cut(EVENTS, body.as_bytes(), size), whole, "in pieces of {size}");
    }
    whole.into_iter().map(|frame| (frame.event, frame.data, frame.id)).collect()
}

fn event(event: &str, data: &str, id: Option<&str>) -> (String, String, Option<String>) {
    (event.to_owned(), data.to_owned(), id.map(str::to_owned))
}

#[test]
fn events_end_with_an_empty_line() {
    for end in ["\n", "\r", "\r\n"] {
        let body = "data: YHOO\ndata: +2\ndata: 10\n\ndata: second\n\n".replace('\n', end);
        assert_eq!(events(&body), [event("", "YHOO\n+2\n10", None), event("", "second", None)]);
    }
    // Mixed, and what was not ended is none.
    assert_eq!(events("data: a\r\n\rdata: b\n\r\ndata: c\r\n"), [event("", "a", None), event("", "b", None)]);
    assert_eq!(events(""), []);
    assert_eq!(events("data: a"), []);
}

#[test]
fn what_is_encoded_is_what_is_read() {
    for (data, lines) in [("a\nb\r\n\rc", 4), ("", 1), (" : x", 1)] {
        let sent = Event::new(data.to_owned()).event("tick\nevent: tock").id("7\r8").encode().unwrap();
        assert_eq!(sent.matches("data: ").count(), lines, "{sent}");
        let read = data.replace("\r\n", "\n").replace('\r', "\n");
        assert_eq!(events(&sent), [event("tick", &read, Some("7"))]);
    }
    let value = json!({"text": "a\nb", "list": [1, null]});
    let sent = Event::new(value.clone()).encode().unwrap();
    assert_eq!(sent, "data: {\"text\":\"a\\nb\",\"list\":[1,null]}\n\n");
    assert_eq!(events(&sent), [event("", &value.to_string(), None)]);
}

#[test]
fn fields_are_what_the_standard_says() {
    // Comments, unknown fields, fields without a colon, one blank after the colon and no more.
    let body = ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n";
    assert_eq!(
        events(body),
        [
            event("", "first event", Some("1")),
            event("", "second event", Some("")),
            event("", " third event", Some("")),
        ]
    );
    let body = "data\n\ndata\ndata\n\ndata:\n\n";
    assert_eq!(events(body), [event("", "", None), event("", "\n", None), event("", "", None)]);
    let body = "event: add\nmood: odd\ndata: 1\n\ndata: 2\n\nevent: lost\n\ndata: 3\n\n";
    assert_eq!(events(body), [event("add", "1", None), event("", "2", None), event("", "3", None)]);
    // An id that has no event of its own counts for the next one; one with NUL is none.
    assert_eq!(events("id: 7\n\ndata: a\nid: b\0\n\n"), [event("", "a", Some("7"))]);
    assert_eq!(events("\u{feff}data: ü€\n\n"), [event("", "ü€", None)]);
    assert_eq!(events("data: \u{feff}a\n\u{feff}data: b\n\n"), [event("", "\u{feff}a", None)]);
}

#[test]
fn an_id_counts_from_the_end_of_its_event() {
    let mut framer = Framer::new(EVENTS, 100);
    framer.push(b"id: 1\ndata: a\n\nid: 2\ndata: half");
    assert!(framer.next().unwrap().is_some());
    assert_eq!((framer.next(), framer.last_id()), (Ok(None), Some("1")));
    framer.restart();
    framer.push(b"data: b\n\nid: 3\n\n");
    assert_eq!(framer.next().unwrap().unwrap().id.as_deref(), Some("1"));
    assert_eq!((framer.next(), framer.last_id()), (Ok(None), Some("3")));
}

#[test]
fn what_is_no_unicode_is_replaced() {
    assert_eq!(cut(EVENTS, b"data: \xff\xfe\n\n", 1)[0].data, "\u{fffd}\u{fffd}");
}

#[test]
fn the_service_says_how_long_to_wait() {
    let mut framer = Framer::new(EVENTS, 100);
    for (line, wait) in [
        ("retry: 10\n", Some(10)),
        ("retry: 1s\n", Some(10)),
        ("retry:\n", Some(10)),
        ("retry: 20\n", Some(20)),
    ] {
        framer.push(line.as_bytes());
        assert_eq!(framer.next().unwrap(), None);
        assert_eq!(framer.retry(), wait.map(Duration::from_millis));
    }
    framer.push(b"retry: 99999999999999999999\n");
    assert_eq!(framer.next().unwrap(), None);
    assert_eq!(framer.retry(), Some(Duration::from_millis(u64::MAX)));
}

#[test]
fn what_never_ends_is_refused_before_it_is_held() {
    for line in ["data: xxxxxxxx\n", "x", ": xxxxxxxxxxxxxxx"] {
        let mut framer = Framer::new(EVENTS, 50);
        let refused = (0..100).find(|_| {
            framer.push(line.as_bytes());
            framer.next() == Err(TooLong(50))
        });
        assert!(refused.is_some_and(|count| count * line.len() <= 120), "{line:?}: {refused:?}");
    }
    let mut framer = Framer::new(EVENTS, 50);
    framer.push(format!("data: {}\n\n", "x".repeat(60)).as_bytes());
    assert_eq!(framer.next(), Err(TooLong(50)));
    // However many small ones come at once.
    framer = Framer::new(EVENTS, 50);
    framer.push("data: small\n\n".repeat(1_000).as_bytes());
    assert_eq!((0..1_000).filter(|_| framer.next().unwrap().is_some()).count(), 1_000);
}

#[test]
fn lines_and_sequences_of_json() {
    let lines = Framing::lines("application/x-ndjson");
    let body = "\u{feff}{\"a\":1}\n\n  \r\n{\"a\":2}\r\n[3]";
    for size in 1..=body.len() {
        let found: Vec<String> =
            cut(lines, body.as_bytes(), size).into_iter().map(|frame| frame.data).collect();
        assert_eq!(found, ["{\"a\":1}", "{\"a\":2}", "[3]"], "in pieces of {size}");
    }
    let sequence = Framing::sequence("application/json-seq");
    let body = "\u{1e}{\"a\":\n1}\n\u{1e}\u{1e}true\n\u{1e}{\"cut\u{1e}2\n\u{1e}3";
    for size in 1..=body.len() {
        let found: Vec<String> =
            cut(sequence, body.as_bytes(), size).into_iter().map(|frame| frame.data).collect();
        assert_eq!(found, ["{\"a\":\n1}", "true", "{\"cut", "2", "3"], "in pieces of {size}");
    }
    // Each byte is looked at once, however many lines a text has.
    let body = format!("\u{1e}[{}\"\\\"[\"]\n", "\n".repeat(1 << 20));
    assert_eq!(Framer::new(sequence, 2 << 20).finish(), None);
    let mut framer = Framer::new(sequence, 2 << 20);
    for piece in body.as_bytes().chunks(1 << 10) {
        assert_eq!(framer.next(), Ok(None));
        framer.push(piece);
    }
    assert!(framer.next().unwrap().is_some_and(|frame| frame.data.ends_with("\"\\\"[\"]")));
    let mut framer = Framer::new(lines, 10);
    framer.push(b"123456789012");
    assert_eq!(framer.next(), Err(TooLong(10)));
}

#[test]
fn data_is_json_unless_it_is_to_be_text() {
    let frame =
        |data: &str| cut(EVENTS, format!("event: e\nid: 1\ndata: {data}\n\n").as_bytes(), 99).remove(0);
    let read = Event::<Writer>::read(&frame(r#"{"key":"k","new":1}"#)).unwrap();
    assert_eq!((read.data.key.as_str(), read.event.as_str(), read.id.as_deref()), ("k", "e", Some("1")));
    assert_eq!(Event::<String>::read(&frame("\"q\"")).unwrap().data, "\"q\"");
    assert_eq!(Event::<Option<String>>::read(&frame("[DONE]")).unwrap().data.unwrap(), "[DONE]");
    assert_eq!(Event::<Value>::read(&frame("[1]")).unwrap().data, serde_json::json!([1]));
    assert_eq!(Event::<Value>::read(&frame("[DONE]")).unwrap().data, "[DONE]");
    assert!(Event::<Writer>::read(&frame("[DONE]")).is_err());
    assert!(Event::<Writer>::read(&frame("{} {}")).is_err());
}
