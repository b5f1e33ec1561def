//! What handlers answer piece by piece, and what clients read of it.

use super::sample::models::{State, Writer};
use crate::runtime::{
    Event, Framer, Framing, FromFrame, IntoFrame, Payload, PayloadBody, Streamed, streamed_reply,
};
use futures_core::Stream;
use http_body::Body;
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::fmt::Debug;
use std::future::poll_fn;
use std::io::{self, Read};
use std::pin::Pin;
use std::task::{Context, Poll};

const EVENTS: Framing = Framing::events("text/event-stream");
const WHOLE: Framing = Framing::whole_events("text/event-stream; charset=utf-8");
const LINES: Framing = Framing::lines("application/x-ndjson");
const SEQUENCE: Framing = Framing::sequence("application/json-seq");

/// A stream of what is there, which lets others have their turn before each.
struct Turns<T>(VecDeque<T>, bool);

impl<T> Turns<T> {
    fn of(pieces: impl IntoIterator<Item = T>) -> Self {
        Self(pieces.into_iter().collect(), false)
    }
}

impl<T: Unpin> Stream for Turns<T> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<T>> {
        self.1 = !self.1;
        if self.1 {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(self.0.pop_front())
    }
}

/// The media type and the payload of a response.
fn payload<V>(framing: Framing, body: &Streamed<V>) -> (String, Payload) {
    let response = streamed_reply(200, framing, body);
    assert_eq!(response.status(), 200);
    (response.headers()["content-type"].to_str().unwrap().to_owned(), response.into_body())
}

/// The bytes that came, and the error that ended them.
async fn sent(payload: Payload) -> (Vec<Vec<u8>>, Option<String>) {
    let (mut body, mut all) = (PayloadBody::from(payload), Vec::new());
    loop {
        match poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
            Some(Ok(frame)) => all.push(frame.into_data().unwrap().to_vec()),
            Some(Err(error)) => return (all, Some(error.to_string())),
            None => return (all, None),
        }
    }
}

/// What a client reads.
fn read<V: FromFrame>(framing: Framing, body: &[u8]) -> Vec<V> {
    let mut framer = Framer::new(framing, 10_000);
    framer.push(body);
    let mut all = Vec::new();
    while let Some(frame) = framer.next().unwrap() {
        all.push(V::read(&frame).unwrap());
    }
    assert!(framer.finish().is_none());
    all
}

/// What comes of pieces, by an iterator and by both kinds of streams.
async fn goes_both_ways<V>(framing: Framing, pieces: &[V], written: &[&str])
where
    V: IntoFrame + FromFrame + Clone + PartialEq + Debug + Send + Sync + Unpin + 'static,
{
    let fine = pieces.iter().cloned().map(Ok::<V, io::Error>).collect::<Vec<_>>();
    for body in [
        Streamed::new(pieces.to_vec()),
        Streamed::stream(Turns::of(pieces.to_vec())),
        Streamed::try_stream(Turns::of(fine)),
    ] {
        let (media_type, payload) = payload(framing, &body);
        assert!(
            framing == WHOLE
                || ["text/event-stream", "application/x-ndjson", "application/json-seq"]
                    .contains(&&*media_type)
        );
        assert_eq!(payload.length(), None);
        let (all, error) = sent(payload).await;
        assert_eq!((all.concat(), error), (written.concat().into_bytes(), None));
        // Each by itself, so that nobody waits for the next one.
        assert_eq!(all.len(), written.len());
        assert_eq!(read::<V>(framing, &all.concat()), pieces);
    }
}

#[tokio::test]
async fn events_arrive_as_they_were() {
    let events = [
        Event::new(Writer::new("a")),
        Event::new(Writer::new("b").name("x\ny")).event("tick").id("7"),
        Event::new(Writer::new("c")).id("8"),
    ];
    let written = [
        "data: {\"key\":\"a\"}\n\n",
        "event: tick\nid: 7\ndata: {\"key\":\"b\",\"name\":\"x\\ny\"}\n\n",
        "id: 8\ndata: {\"key\":\"c\"}\n\n",
    ];
    goes_both_ways(EVENTS, &events, &written).await;
    let texts = ["", "a\nb", " c: d", "[DONE]"].map(|text| Event::new(text.to_owned()));
    let written = ["data: \n\n", "data: a\ndata: b\n\n", "data:  c: d\n\n", "data: [DONE]\n\n"];
    goes_both_ways(EVENTS, &texts, &written).await;
    goes_both_ways(EVENTS, &[Event::new(State::Free)], &["data: free\n\n"]).await;
    goes_both_ways::<Event<Writer>>(EVENTS, &[], &[]).await;
}

#[tokio::test]
async fn events_that_are_described_whole_arrive_as_they_were() {
    let events = [json!({"data": {"x": [1, null]}}), json!({"data": "a\nb", "event": "tick", "id": "7"})];
    let written = ["data: {\"x\":[1,null]}\n\n", "data: a\ndata: b\nevent: tick\nid: 7\n\n"];
    goes_both_ways(WHOLE, &events, &written).await;
    let rest = json!({"comment": "a\nb", "data": 1, "retry": 30}).write(WHOLE).unwrap();
    assert_eq!(rest, ": a\n: b\ndata: 1\nretry: 30\n\n");
}

#[tokio::test]
async fn lines_and_sequences_arrive_as_they_were() {
    let writers = [Writer::new("a"), Writer::new("b").name("x\ny")];
    let written = ["{\"key\":\"a\"}\n", "{\"key\":\"b\",\"name\":\"x\\ny\"}\n"];
    goes_both_ways(LINES, &writers, &written).await;
    let written = ["\u{1e}{\"key\":\"a\"}\n", "\u{1e}{\"key\":\"b\",\"name\":\"x\\ny\"}\n"];
    goes_both_ways(SEQUENCE, &writers, &written).await;
    let values = [json!(null), json!(1), json!("a\nb"), json!([])];
    goes_both_ways(LINES, &values, &["null\n", "1\n", "\"a\\nb\"\n", "[]\n"]).await;
}

#[tokio::test]
async fn a_stream_that_fails_is_broken_off() {
    let pieces = [Ok(json!(1)), Err(io::Error::other("the lamp went out")), Ok(json!(2))];
    let (all, error) = sent(payload(LINES, &Streamed::try_stream(Turns::of(pieces))).1).await;
    assert_eq!(all, [b"1\n"]);
    assert!(error.unwrap().contains("the lamp went out"));
}

#[tokio::test]
async fn what_ends_it_is_sent_last() {
    let said = async |framing, body: Streamed<Value>| {
        let (all, error) = sent(payload(framing, &body.ending("[DONE]")).1).await;
        assert!(error.is_none());
        String::from_utf8(all.concat()).unwrap()
    };
    let body = || Streamed::new([json!({"data": 1})]);
    assert_eq!(said(WHOLE, body()).await, "data: 1\n\ndata: [DONE]\n\n");
    assert_eq!(said(LINES, body()).await, "{\"data\":1}\n[DONE]\n");
    assert_eq!(said(LINES, Streamed::stream(Turns::of([]))).await, "[DONE]\n");
}

#[test]
fn nothing_is_asked_for_before_it_can_be_sent_and_nothing_twice() {
    let body = Streamed::new((0_i64..).inspect(|number| assert!(*number < 3)));
    let again = body.clone();
    let mut begin = [0; 6];
    payload(LINES, &body).1.reader().read_exact(&mut begin).unwrap();
    assert_eq!(&begin, b"0\n1\n2\n");
    let again = streamed_reply(200, LINES, &again);
    assert_eq!(
        (again.status().as_u16(), &again.headers()["content-type"]),
        (500, &"application/problem+json".parse().unwrap())
    );
}
