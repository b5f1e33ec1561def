//! Services that lie and callers that err, over real HTTP on loopback: whatever comes, each client ends in time, holds little,
//! and says what it was.

use super::harness::{CLIENTS, clear, each, errors, hasty, once};
use super::sample::operations::ClearRoom;
use super::scripted::{Do, Scripted};
use crate::runtime::{Call, Error, TransportError, TransportKind};
use std::time::{Duration, Instant};

/// The errors of a call by each client, of the transport, and in time.
async fn failures(scripts: &'static [&'static [Do]]) -> Vec<TransportError> {
    let (service, begin) = (Scripted::start(scripts).await, Instant::now());
    let all = errors(&once(&service.address).timeout(Duration::from_secs(2)), clear()).await;
    assert!(begin.elapsed() < Duration::from_secs(20));
    let transport = |error| match error {
        Error::Transport(error) => error,
        other => panic!("{other:?}"),
    };
    all.into_iter().map(transport).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_without_end_is_refused() {
    const HEADERS: &[Do] = &[
        Do::Send("HTTP/1.1 200 OK\r\n"),
        Do::Repeat("x-bomb: xxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\n", Duration::ZERO),
    ];
    const HEADER: &[Do] = &[Do::Send("HTTP/1.1 200 OK\r\nx-bomb: "), Do::Repeat("xxxxxxxx", Duration::ZERO)];
    for script in [&[HEADERS] as &[&[Do]], &[HEADER]] {
        for error in failures(script).await {
            assert_eq!((error.kind, error.status), (TransportKind::Interrupted, None), "{error:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_http_is_a_broken_connection() {
    const OTHER: &[Do] = &[Do::Send("SSH-2.0-OpenSSH_9.6\r\n")];
    const BINARY: &[Do] = &[Do::Send("\0\u{1}\u{2}\r\n\r\n")];
    const LENGTHS: &[Do] = &[Do::Send("HTTP/1.1 200 OK\r\ncontent-length: 2, x\r\n\r\nab")];
    for script in [&[&[] as &[Do]] as &[&[Do]], &[OTHER], &[BINARY], &[LENGTHS]] {
        for error in failures(script).await {
            assert_eq!((error.kind, error.status), (TransportKind::Interrupted, None), "{error:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_gigabytes_are_not_read() {
    const BODY: &[Do] = &[
        Do::Send("HTTP/1.1 200 OK\r\ncontent-length: 10737418240\r\n\r\n"),
        Do::Wait(Duration::from_secs(60)),
        Do::Repeat("x", Duration::ZERO),
    ];
    for error in failures(&[BODY]).await {
        assert_eq!((error.kind, error.status.unwrap().as_u16()), (TransportKind::TooLarge, 200), "{error:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trickle_ends_with_the_time_of_the_attempt_or_of_the_call() {
    const PAUSE: Duration = Duration::from_millis(20);
    const HEAD: &[Do] = &[Do::Send("HTTP/1.1 200 OK\r\nx: "), Do::Repeat("x", PAUSE)];
    const BODY: &[Do] =
        &[Do::Send("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"), Do::Repeat("1\r\nx\r\n", PAUSE)];
    for script in [&[HEAD] as &[&[Do]], &[BODY]] {
        let (service, begin) = (Scripted::start(script).await, Instant::now());
        let short = Duration::from_millis(200);
        let mut all = errors(&once(&service.address).timeout(short), clear()).await;
        all.extend(errors(&once(&service.address), clear().within(short)).await);
        all.extend(errors(&hasty(&service.address).deadline(short), clear()).await);
        for error in all {
            let is_late = matches!(&error, Error::Transport(error) if error.kind == TransportKind::Timeout);
            assert!(is_late, "{error:?}");
        }
        assert!(begin.elapsed() < Duration::from_secs(20));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_callers_give_is_sent_as_one_segment_by_each() {
    const DONE: &[Do] = &[Do::Send("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n")];
    let service = Scripted::start(&[DONE]).await;
    for (given, sent) in [
        ("a/b", "a%2Fb"),
        ("../..", "..%2F.."),
        ("%2e%2E", "%252e%252E"),
        ("50%", "50%25"),
        ("a\\b|'\"<>`{}^", "a%5Cb%7C%27%22%3C%3E%60%7B%7D%5E"),
        ("a\r\nx: y", "a%0D%0Ax%3A%20y"),
        ("?#;=&", "%3F%23%3B%3D%26"),
    ] {
        for answer in each(&once(&service.address), Call::new((), ClearRoom::new(given))).await {
            answer.unwrap();
        }
        let all = service.requests().await;
        for head in &all[all.len() - CLIENTS..] {
            assert_eq!(head.lines().next().unwrap(), format!("DELETE /v1/rooms/{sent}/volumes HTTP/1.1"));
        }
    }
    let before = service.requests().await.len();
    for refused in ["", ".", "..", "a\0b"] {
        for error in errors(&once(&service.address), Call::new((), ClearRoom::new(refused))).await {
            assert!(error.to_string().contains("`room`"), "{error}");
        }
    }
    for error in errors(&once(&service.address), clear().on_behalf_of("me\r\nx-evil: 1")).await {
        assert!(error.to_string().contains("contains a line break"), "{error}");
    }
    assert_eq!(service.requests().await.len(), before);
}
