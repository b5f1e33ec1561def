//! Bodies that are read as they come, by each client, over real HTTP on loopback.

use super::harness::{CLIENTS, clear, hyper, once};
use super::sample::operations::ClearRoom;
use super::scripted::{Do, Scripted};
use crate::runtime::{
    Answer, ByteStream, Bytes, Call, ClientBuilder, Error, Retry, TransportError, TransportKind,
};
use std::future::poll_fn;
use std::io::{self, Read};
use std::time::{Duration, Instant};
use tokio::task::block_in_place;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

/// What came of a body, and what ended it.
type Outcome = (Vec<u8>, Option<TransportKind>);

/// Reads a whole body by each client.
async fn each(builder: &ClientBuilder, call: Call<(), ClearRoom>) -> [Result<Outcome, Error>; CLIENTS] {
    let client = builder.clone().build().unwrap();
    let first = all(call.clone().by(&client).stream().await).await;
    let client = builder.clone().build_tower(hyper()).unwrap();
    let second = all(call.clone().by(&client).stream().await).await;
    let client = builder.clone().build_blocking().unwrap();
    let third = block_in_place(|| {
        let mut body = call.by(&client).stream()?.value;
        let mut all = Vec::new();
        let end = body.read_to_end(&mut all).err().map(|error| match error.kind() {
            io::ErrorKind::TimedOut => TransportKind::Timeout,
            _ => TransportKind::Interrupted,
        });
        Ok((all, end))
    });
    [first, second, third]
}

async fn all(answer: Result<Answer<ByteStream>, Error>) -> Result<Outcome, Error> {
    let (mut body, mut all, mut end) = (answer?.value, Vec::new(), None);
    while let Some(piece) = body.next().await {
        match piece {
            Ok(piece) => all.extend_from_slice(&piece),
            Err(error) => end = Some(error.kind),
        }
    }
    Ok((all, end))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_may_be_larger_than_what_the_client_would_hold() {
    let server = MockServer::start().await;
    let body = "0123456789".repeat(100_000);
    let answer = ResponseTemplate::new(200).set_body_string(&body).insert_header("x-part", "1");
    Mock::given(any()).respond_with(answer).mount(&server).await;
    for read in each(&once(&server.uri()).most_bytes(1_000), clear()).await {
        assert_eq!(read.unwrap(), (body.clone().into_bytes(), None));
    }
    let client = once(&server.uri()).build().unwrap();
    let answer = clear().by(&client).stream().await.unwrap();
    assert_eq!((answer.status.as_u16(), &answer.headers["x-part"]), (200, &"1".parse().unwrap()));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_is_the_error_that_it_always_is() {
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(422).set_body_json(serde_json::json!({"message": "No room"}));
    Mock::given(any()).respond_with(answer).mount(&server).await;
    for read in each(&once(&server.uri()), clear()).await {
        assert_eq!(read.unwrap_err().to_string(), "the service answered 422 Unprocessable Entity: No room");
    }
    for read in each(&once(&server.uri()).most_bytes(10), clear()).await {
        assert!(
            matches!(read.unwrap_err(), Error::Transport(error) if error.kind == TransportKind::TooLarge)
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_fails_before_the_head_is_sent_again_and_nothing_after_it() {
    const BUSY: &[Do] = &[Do::Send("HTTP/1.1 503 Busy\r\nretry-after: 0\r\ncontent-length: 0\r\n\r\n")];
    const CUT: &[Do] = &[Do::Send("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nthe first ten")];
    let service = Scripted::start(&[BUSY, CUT, BUSY, CUT, BUSY, CUT]).await;
    let retry = Retry::attempts(4).waits(Duration::from_millis(1), Duration::from_millis(5));
    for read in each(&once(&service.address).retry(retry), clear()).await {
        assert_eq!(read.unwrap(), (b"the first ten".to_vec(), Some(TransportKind::Interrupted)));
    }
    assert_eq!(service.requests().await.len(), 6);
}

const TRICKLE: &[Do] = &[
    Do::Send("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"),
    Do::Repeat("1\r\nx\r\n", Duration::from_millis(20)),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_trickle_ends_with_the_time_of_the_call() {
    let service = Scripted::start(&[TRICKLE]).await;
    // Each piece comes in time, and so it is only `within` that ends it.
    let builder = once(&service.address).timeout(Duration::from_secs(10));
    let started = Instant::now();
    for read in each(&builder, clear().within(Duration::from_millis(600))).await {
        let (body, end) = read.unwrap();
        assert!(body.len() > 2, "{}", body.len());
        assert_eq!(end, Some(TransportKind::Timeout));
    }
    assert!(started.elapsed() < Duration::from_secs(9));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_stands_still_ends_with_the_time_of_a_piece() {
    const STUCK: &[Do] =
        &[Do::Send("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nten"), Do::Wait(Duration::from_secs(60))];
    const SILENT: &[Do] = &[Do::Wait(Duration::from_secs(60))];
    let service = Scripted::start(&[STUCK]).await;
    for read in each(&once(&service.address).timeout(Duration::from_millis(300)), clear()).await {
        assert_eq!(read.unwrap(), (b"ten".to_vec(), Some(TransportKind::Timeout)));
    }
    let service = Scripted::start(&[SILENT]).await;
    for read in each(&once(&service.address).timeout(Duration::from_millis(300)), clear()).await {
        assert!(matches!(read.unwrap_err(), Error::Transport(error) if error.kind == TransportKind::Timeout));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn dropping_a_body_closes_its_connection() {
    let service = Scripted::start(&[TRICKLE]).await;
    let client = once(&service.address).build().unwrap();
    let mut body = clear().by(&client).stream().await.unwrap().value;
    assert_eq!(body.next().await.unwrap().unwrap(), "x");
    drop(body);
    assert_eq!(service.closed(1).await, 1);

    let client = once(&service.address).build_blocking().unwrap();
    block_in_place(|| {
        let mut body = clear().by(&client).stream().unwrap().value;
        body.read_exact(&mut [0]).unwrap();
    });
    assert_eq!(service.closed(2).await, 2);
}

#[tokio::test]
async fn a_body_is_a_stream() {
    fn piece<S>(stream: S) -> impl Future<Output = Option<Result<Bytes, TransportError>>>
    where
        S: futures_core::Stream<Item = Result<Bytes, TransportError>> + Send + 'static,
    {
        let mut stream = Box::pin(stream);
        poll_fn(move |context| stream.as_mut().poll_next(context))
    }
    let service = Scripted::start(&[TRICKLE]).await;
    let client = once(&service.address).build().unwrap();
    let body = clear().by(&client).stream().await.unwrap().value;
    assert_eq!(format!("{body:?}"), "ByteStream { is_over: false, .. }");
    assert_eq!(piece(body).await.unwrap().unwrap(), "x");
}
