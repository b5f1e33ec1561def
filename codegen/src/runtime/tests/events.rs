//! Streams of events, by each client, over real HTTP on loopback.

use super::harness::{TOKEN, hyper, once};
use super::sample::models::Writer;
use super::scripted::{Do, Scripted};
use crate::runtime::{
    Builder, Bytes, Call, ClientBuilder, Error, Event, Framing, Operation, Retry, Route, Streaming,
    TransportKind, text,
};
use http::Response;
use serde_json::Value;
use std::time::{Duration, Instant};
use tokio::task::block_in_place;

/// A GET whose events are writers.
#[derive(Clone)]
struct Watch;

impl Operation for Watch {
    type Output = String;
    type Error = Value;
    const ROUTE: Route = Route::new("Watch", "GET", "/v1/writers");

    fn write(&self, _: &mut Builder) {}

    fn response(response: Response<Bytes>) -> Result<String, Error> {
        text(response)
    }
}

impl Streaming for Watch {
    type Event = Event<Writer>;
    const FRAMING: Framing = Framing::events("text/event-stream");
}

/// A POST whose events must not be asked for twice.
#[derive(Clone)]
struct Ask;

impl Operation for Ask {
    type Output = Writer;
    type Error = Value;
    const ROUTE: Route = Route::new("Ask", "POST", "/v1/ask");

    fn write(&self, _: &mut Builder) {}

    fn response(response: Response<Bytes>) -> Result<Writer, Error> {
        crate::runtime::json(response)
    }
}

impl Streaming for Ask {
    type Event = Event<Writer>;
    const FRAMING: Framing = Framing::events("text/event-stream");
}

/// A GET that answers lines.
#[derive(Clone)]
struct Export;

impl Operation for Export {
    type Output = String;
    type Error = Value;
    const ROUTE: Route = Route::new("Export", "GET", "/v1/export");

    fn write(&self, _: &mut Builder) {}

    fn response(response: Response<Bytes>) -> Result<String, Error> {
        text(response)
    }
}

impl Streaming for Export {
    type Event = Writer;
    const FRAMING: Framing = Framing::lines("application/x-ndjson");
}

/// What each client sees.
async fn each<O: Streaming + Clone>(
    builder: &ClientBuilder,
    call: Call<(), O>,
) -> [Vec<Result<O::Event, Error<O::Error>>>; 3] {
    let client = builder.clone().build().unwrap();
    let (mut events, mut first) = (call.clone().by(&client).events(), Vec::new());
    while let Some(event) = events.next().await {
        first.push(event);
    }
    let client = builder.clone().build_tower(hyper()).unwrap();
    let (mut events, mut second) = (call.clone().by(&client).events(), Vec::new());
    while let Some(event) = events.next().await {
        second.push(event);
    }
    let client = builder.clone().build_blocking().unwrap();
    let third = block_in_place(|| call.by(&client).events().collect());
    [first, second, third]
}

fn call<O>(operation: O) -> Call<(), O> {
    Call::new((), operation)
}

/// The keys of the writers that came, and what ended them.
fn keys(events: Vec<Result<Event<Writer>, Error>>) -> (Vec<String>, Option<Error>) {
    let (mut keys, mut end) = (Vec::new(), None);
    for event in events {
        assert!(end.is_none(), "something comes after the end");
        match event {
            Ok(event) => keys.push(event.data.key),
            Err(error) => end = Some(error),
        }
    }
    (keys, end)
}

fn is(error: Option<Error>, kind: TransportKind) -> bool {
    matches!(&error, Some(Error::Transport(error)) if error.kind == kind)
}

/// Three times the same, for three clients.
fn hasty(address: &str) -> ClientBuilder {
    once(address).retry(Retry::attempts(3).waits(Duration::from_millis(1), Duration::from_millis(5)))
}

const HEAD: Do = Do::Send("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n");

#[tokio::test(flavor = "multi_thread")]
async fn events_come_typed_until_the_service_ends_them() {
    const BODY: &[Do] = &[
        HEAD,
        Do::Send(": hello\n\nevent: born\nid: 1\ndata: {\"key\":"),
        Do::Wait(Duration::from_millis(20)),
        Do::Send(
            "\"a\"}\n\ndata: {\"key\": 1}\n\ndata: {\"key\":\"b\"}\n\ndata: [DONE]\n\ndata: {\"key\":\"lost\"}\n\n",
        ),
    ];
    let service = Scripted::start(&[BODY]).await;
    for mut events in each(&once(&service.address), call(Watch)).await {
        assert_eq!(events.len(), 3);
        let last = events.pop().unwrap().unwrap();
        assert_eq!((last.data.key.as_str(), last.id.as_deref(), last.event.as_str()), ("b", Some("1"), ""));
        let Error::Decode(error) = events.pop().unwrap().unwrap_err() else { panic!() };
        assert_eq!((error.pointer.as_str(), &error.body[..]), ("/key", &b"{\"key\": 1}"[..]));
        assert_eq!(events.pop().unwrap().unwrap().event, "born");
    }
    for request in service.requests().await {
        let request = request.to_lowercase();
        assert!(request.contains("accept: text/event-stream\r\n") && request.contains(TOKEN), "{request}");
        assert!(!request.contains("last-event-id"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_that_breaks_is_taken_up_after_its_last_event() {
    const FIRST: &[Do] = &[
        Do::Send("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 1000\r\n\r\n"),
        Do::Send("retry: 30\nid: one\ndata: {\"key\":\"a\"}\n\ndata: {\"key\":\"half"),
    ];
    const BUSY: &[Do] =
        &[Do::Send("HTTP/1.1 503 Busy\r\nretry-after: 0\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")];
    const LAST: &[Do] = &[HEAD, Do::Send("data: {\"key\":\"b\"}\n\n")];
    let service = Scripted::start(&[FIRST, BUSY, LAST, FIRST, BUSY, LAST, FIRST, BUSY, LAST]).await;
    let started = Instant::now();
    for events in each(&hasty(&service.address), call(Watch)).await {
        let (keys, end) = keys(events);
        assert_eq!(keys, ["a", "b"], "{end:?}");
        assert!(end.is_none());
    }
    // Each waited for what the service asked.
    assert!(started.elapsed() >= Duration::from_millis(90));
    for (index, request) in service.requests().await.into_iter().enumerate() {
        assert_eq!(request.to_lowercase().contains("last-event-id: one\r\n"), index % 3 != 0, "{request}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_taken_up_that_could_come_twice_or_for_ever() {
    const NAMELESS: &[Do] = &[
        Do::Send("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 1000\r\n\r\n"),
        Do::Send("data: {\"key\":\"a\"}\n\n"),
    ];
    const NAMED: &[Do] = &[
        Do::Send("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 1000\r\n\r\n"),
        Do::Send("retry: 1\nid: 1\ndata: {\"key\":\"a\"}\n\n"),
    ];
    const EMPTY: &[Do] =
        &[Do::Send("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 1000\r\n\r\n")];
    // The service named no event.
    let service = Scripted::start(&[NAMELESS]).await;
    for events in each(&hasty(&service.address), call(Watch)).await {
        let (keys, end) = keys(events);
        assert_eq!(keys, ["a"]);
        assert!(is(end, TransportKind::Interrupted));
    }
    assert_eq!(service.requests().await.len(), 3);
    // A POST might do something twice.
    let service = Scripted::start(&[NAMED]).await;
    for events in each(&hasty(&service.address), call(Ask)).await {
        assert!(is(keys(events).1, TransportKind::Interrupted));
    }
    assert_eq!(service.requests().await.len(), 3);
    // As often as other calls, when nothing comes in between.
    let service =
        Scripted::start(&[NAMED, EMPTY, EMPTY, NAMED, EMPTY, EMPTY, NAMED, EMPTY, EMPTY, EMPTY]).await;
    for events in each(&hasty(&service.address), call(Watch)).await {
        let (keys, end) = keys(events);
        assert_eq!(keys, ["a"]);
        assert!(is(end, TransportKind::Interrupted));
    }
    assert_eq!(service.requests().await.len(), 9);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_that_breaks_after_each_event_goes_on() {
    const BROKEN: &[Do] = &[
        Do::Send("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 1000\r\n\r\n"),
        Do::Send("retry: 1\nid: 1\ndata: {\"key\":\"a\"}\n\n"),
    ];
    let service = Scripted::start(&[BROKEN]).await;
    let client = hasty(&service.address).build().unwrap();
    let mut events = call(Watch).by(&client).events();
    for _ in 0..40 {
        assert_eq!(events.next().await.unwrap().unwrap().data.key, "a");
    }
    let client = hasty(&service.address).build_blocking().unwrap();
    let keys = block_in_place(|| call(Watch).by(&client).events().take(40).filter(Result::is_ok).count());
    assert_eq!(keys, 40);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_may_take_its_time() {
    const SLOW: &[Do] = &[
        HEAD,
        Do::Send("data: {\"key\":\"a\"}\n\n"),
        Do::Wait(Duration::from_millis(700)),
        Do::Send("data: {\"key\":\"b\"}\n\n"),
    ];
    let service = Scripted::start(&[SLOW]).await;
    let client = once(&service.address).timeout(Duration::from_millis(500)).build().unwrap();
    let mut events = call(Watch).by(&client).events();
    assert_eq!(events.next().await.unwrap().unwrap().data.key, "a");
    tokio::time::sleep(Duration::from_millis(550)).await;
    assert_eq!(events.next().await.unwrap().unwrap().data.key, "b");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_without_end_is_refused() {
    const ENDLESS: &[Do] =
        &[HEAD, Do::Repeat("data: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n", Duration::ZERO)];
    let service = Scripted::start(&[ENDLESS]).await;
    for events in each(&hasty(&service.address).most_bytes(10_000), call(Watch)).await {
        let (_, end) = keys(events);
        let text = end.as_ref().unwrap().to_string();
        assert!(text.contains("an event has more than 10000 bytes"), "{text}");
        assert!(is(end, TransportKind::TooLarge));
    }
    assert_eq!(service.closed(3).await, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_and_trickles_end_in_time() {
    const SILENT: &[Do] = &[HEAD, Do::Send("data: {\"key\":\"a\"}\n\n"), Do::Wait(Duration::from_secs(60))];
    let service = Scripted::start(&[SILENT]).await;
    for events in each(&once(&service.address).timeout(Duration::from_millis(300)), call(Watch)).await {
        let (keys, end) = keys(events);
        assert_eq!(keys, ["a"]);
        assert!(is(end, TransportKind::Timeout));
    }
    const ENDLESS: &[Do] = &[HEAD, Do::Repeat("id: 1\ndata: {\"key\":\"a\"}\n\n", Duration::from_millis(20))];
    let service = Scripted::start(&[ENDLESS]).await;
    for events in each(&hasty(&service.address), call(Watch).within(Duration::from_millis(500))).await {
        let (keys, end) = keys(events);
        assert!(keys.len() > 2, "{keys:?}");
        assert!(is(end, TransportKind::Timeout));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_answer_is_an_error_that_shows_it() {
    const JSON: &[Do] = &[Do::Send(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n{\"key\":\"a\"}",
    )];
    let service = Scripted::start(&[JSON]).await;
    for events in each(&once(&service.address), call(Ask)).await {
        let text = keys(events).1.unwrap().to_string();
        assert!(text.contains("`application/json` came, and not `text/event-stream`"), "{text}");
    }
    // The same operation answers as a whole, when it is asked for that.
    let client = once(&service.address).build().unwrap();
    assert_eq!(call(Ask).by(&client).await.unwrap().key, "a");
    const STREAM: &[Do] = &[HEAD, Do::Send("data: {\"key\":\"a\"}\n\n")];
    let service = Scripted::start(&[STREAM]).await;
    let client = once(&service.address).build().unwrap();
    let text = call(Ask).by(&client).await.unwrap_err().to_string();
    assert!(text.contains("read it by `.events()`"), "{text}");
    const REFUSED: &[Do] = &[Do::Send(
        "HTTP/1.1 401 No\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n{\"error\":\"who\"}",
    )];
    let service = Scripted::start(&[REFUSED]).await;
    for events in each(&once(&service.address), call(Watch)).await {
        assert_eq!(keys(events).1.unwrap().detail().unwrap()["error"], "who");
    }
    const GARBAGE: &[Do] = &[Do::Send("\0\x01garbage\r\n\r\n")];
    let service = Scripted::start(&[GARBAGE]).await;
    for events in each(&once(&service.address), call(Watch)).await {
        let (keys, end) = keys(events);
        assert!(keys.is_empty() && matches!(end, Some(Error::Transport(_))));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lines_come_typed() {
    const BODY: &[Do] = &[
        Do::Send("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n"),
        Do::Send("{\"key\":\"a\"}\n\n{\"key\""),
        Do::Wait(Duration::from_millis(20)),
        Do::Send(":\"b\"}\n{\"key\":\"c\"}"),
    ];
    let service = Scripted::start(&[BODY]).await;
    for events in each(&once(&service.address), call(Export)).await {
        let keys: Vec<String> = events.into_iter().map(|event| event.unwrap().key).collect();
        assert_eq!(keys, ["a", "b", "c"]);
    }
    assert!(service.requests().await[0].to_lowercase().contains("accept: application/x-ndjson\r\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn dropping_a_stream_closes_its_connection() {
    const ENDLESS: &[Do] = &[HEAD, Do::Repeat("data: {\"key\":\"a\"}\n\n", Duration::from_millis(5))];
    let service = Scripted::start(&[ENDLESS]).await;
    let client = once(&service.address).build().unwrap();
    let mut events = call(Watch).by(&client).events();
    assert!(service.requests().await.is_empty(), "sent before it was asked for");
    assert_eq!(events.next().await.unwrap().unwrap().data.key, "a");
    drop(events);
    assert_eq!(service.closed(1).await, 1);
    let client = once(&service.address).build_blocking().unwrap();
    block_in_place(|| assert_eq!(call(Watch).by(&client).events().take(2).count(), 2));
    assert_eq!(service.closed(2).await, 2);
}
