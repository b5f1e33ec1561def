//! What every client does the same way, over real HTTP on loopback.

use super::harness::{
    CLIENTS, Clients, TOKEN, clear, done, each, errors, hasty, hyper, once, requests, service, shelve,
    volumes,
};
use super::sample::operations::ClearRoom;
use crate::runtime::{
    Builder, Bytes, Call, Client, Credentials, Error, Operation, RequestError, Retry, Route, TransportKind,
    empty,
};
use serde_json::json;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use wiremock::matchers::{any, header, method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

#[tokio::test(flavor = "multi_thread")]
async fn bodiless_operations_take_any_success() {
    for answer in [
        ResponseTemplate::new(200),
        ResponseTemplate::new(201).set_body_string("created"),
        ResponseTemplate::new(200).set_body_string("null"),
        ResponseTemplate::new(200).set_body_raw("<html>", "text/html"),
    ] {
        let server = service(answer).await;
        for answer in each(&once(&server.uri()), clear()).await {
            answer.unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_served_from_elsewhere_is_sent_there_with_the_same_credentials_and_habits() {
    let (home, elsewhere) = (MockServer::start().await, MockServer::start().await);
    let taken =
        Mock::given(path("/v2/v1/rooms/r/volumes")).and(header("authorization", format!("Bearer {TOKEN}")));
    let taken = taken.and(header("x-account", "7"));
    taken.respond_with(ResponseTemplate::new(204)).mount(&elsewhere).await;
    let clients = Clients::of(&once(&home.uri()).header("X-Account", "7"));
    for answer in clients.at(&format!("{}/v2", elsewhere.uri())).send(clear()).await {
        answer.unwrap();
    }
    assert_eq!((requests(&home).await, requests(&elsewhere).await), (0, CLIENTS));
    // The client that it was made of is as it was.
    for answer in clients.send(clear()).await {
        assert_eq!(answer.unwrap_err().status().map(|it| it.as_u16()), Some(404));
    }
    assert_eq!((requests(&home).await, requests(&elsewhere).await), (CLIENTS, CLIENTS));
}

/// What a program writes once for all operations: sent on a task of its own, shown, and `?` for errors.
async fn shown<O: Operation>(
    call: Call<&Client, O>,
) -> Result<String, Box<dyn std::error::Error + Send + Sync>> {
    let answer = tokio::spawn(call.into_future()).await??;
    Ok(format!("{answer:?}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_can_be_written_for_any_operation() {
    for (status, expected) in [(204, Ok("()")), (502, Err("the service answered 502 Bad Gateway"))] {
        let server = service(ResponseTemplate::new(status)).await;
        let client = once(&server.uri()).build().unwrap();
        let answer = shown(clear().by(&client)).await.map_err(|error| error.to_string());
        assert_eq!(answer.as_deref().map_err(String::as_str), expected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_keep_their_status() {
    let server = service(ResponseTemplate::new(502).set_body_raw("<html>Bad", "text/html")).await;
    for error in errors(&once(&server.uri()), clear()).await {
        assert_eq!(error.to_string(), "the service answered 502 Bad Gateway");
        assert!(error.is_retryable());
    }
    let volumes = volumes();
    let body = json!({"error": "invalid_token", "error_description": "It is old"});
    let server = service(ResponseTemplate::new(401).set_body_json(body)).await;
    for error in errors(&once(&server.uri()), shelve(&volumes)).await {
        assert_eq!(error.to_string(), "the service answered 401 Unauthorized: It is old");
        assert!(!format!("{error:?}").contains(TOKEN));
    }
    let body =
        json!({"error": "RecordInvalid", "description": "No", "details": {"key": [{"error": "Blank"}]}});
    let server = service(ResponseTemplate::new(422).set_body_json(body)).await;
    for error in errors(&once(&server.uri()), shelve(&volumes)).await {
        assert_eq!(error.detail().unwrap()["details"]["key"][0]["error"], "Blank");
    }
    let server = service(ResponseTemplate::new(429).insert_header("retry-after", "7")).await;
    for error in errors(&once(&server.uri()), shelve(&volumes)).await {
        assert_eq!((error.retry_after(), error.is_retryable()), (Some(Duration::from_secs(7)), true));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lies_are_decode_errors() {
    for (body, kind, pointer) in [
        ("<html>", "text/html", ""),
        (r#"[{"volume_id":"v"#, "application/json", "/0/volume_id"),
        ("", "", ""),
    ] {
        let server = service(ResponseTemplate::new(200).set_body_raw(body, kind)).await;
        for error in errors(&once(&server.uri()), shelve(&volumes())).await {
            let Error::Decode(error) = error else { panic!("{error}") };
            assert_eq!((error.pointer.as_str(), &error.body[..]), (pointer, body.as_bytes()));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_are_bounded() {
    let server = service(ResponseTemplate::new(200).set_body_string("x".repeat(2_000))).await;
    for error in errors(&once(&server.uri()).most_bytes(1_999), clear()).await {
        assert!(error.to_string().contains("more than 1999 bytes"), "{error}");
        assert_eq!(error.status().unwrap(), 200);
    }
    for answer in each(&once(&server.uri()).most_bytes(2_000), clear()).await {
        answer.unwrap();
    }
}

/// Answers every connection with the same bytes; the connection is closed after them.
async fn raw_service(answer: &'static str, repeat: usize) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.read(&mut [0; 4096]).await;
            let _ = stream.write_all(answer.as_bytes()).await;
            for _ in 0..repeat {
                if stream.write_all(b"400\r\n").await.is_err() {
                    break;
                }
                let _ = stream.write_all(&[b'x'; 0x400]).await;
                let _ = stream.write_all(b"\r\n").await;
            }
        }
    });
    address
}

#[tokio::test(flavor = "multi_thread")]
async fn endless_bodies_are_bounded() {
    let address = raw_service("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", usize::MAX).await;
    for error in errors(&once(&address).most_bytes(100_000), clear()).await {
        assert!(matches!(error, Error::Transport(error) if error.kind == TransportKind::TooLarge));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn truncated_bodies_are_transport_errors() {
    let address = raw_service("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n[{", 0).await;
    for error in errors(&once(&address), shelve(&volumes())).await {
        assert!(
            matches!(&error, Error::Transport(error) if error.kind == TransportKind::Interrupted),
            "{error:?}"
        );
        assert_eq!(error.status().unwrap(), 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn slow_and_absent_services() {
    let is = |error: &Error, kind| matches!(error, Error::Transport(error) if error.kind == kind);
    let server = service(ResponseTemplate::new(200).set_delay(Duration::from_secs(20))).await;
    for error in errors(&once(&server.uri()).timeout(Duration::from_millis(50)), clear()).await {
        assert!(is(&error, TransportKind::Timeout), "{error:?}");
    }
    for error in errors(&once(&server.uri()), clear().within(Duration::from_millis(50))).await {
        assert!(is(&error, TransportKind::Timeout), "{error:?}");
    }
    let builder = Client::builder("http://127.0.0.1:1", Credentials::api_key_query("key", TOKEN));
    for error in errors(&builder.retry(Retry::never()), clear()).await {
        assert!(is(&error, TransportKind::Connect), "{error:?}");
        assert!(error.is_retryable() && !format!("{error} {error:?}").contains(TOKEN), "{error:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn credentials_do_not_leave_their_origin() {
    let elsewhere = service(ResponseTemplate::new(200)).await;
    let redirect = ResponseTemplate::new(307).insert_header("location", format!("{}/x", elsewhere.uri()));
    let server = service(redirect).await;
    for error in errors(&once(&server.uri()), clear()).await {
        assert_eq!(error.status().unwrap(), 307);
        let said =
            format!("307 Temporary Redirect: it redirects to {}, where nothing was sent", elsewhere.uri());
        assert_eq!(error.to_string(), format!("the service answered {said}"));
    }
    assert_eq!(requests(&elsewhere).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_time_is_too_long() {
    let server = service(ResponseTemplate::new(204)).await;
    let forever = Duration::MAX;
    let builder = once(&server.uri()).connect_timeout(forever).timeout(forever).deadline(forever);
    done(&builder, clear()).await;
    done(&builder, clear().within(forever)).await;
    let client = builder.build_blocking().unwrap();
    tokio::task::block_in_place(|| clear().by(&client).within(forever).stream()).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn redirects_within_the_origin_are_followed_but_not_for_ever() {
    let server = MockServer::start().await;
    let to = |place: &str| ResponseTemplate::new(308).insert_header("location", place.to_owned());
    Mock::given(path("/v1/rooms/r/volumes")).respond_with(to("/y")).mount(&server).await;
    Mock::given(path("/v1/rooms/loop/volumes"))
        .respond_with(to("/v1/rooms/loop/volumes"))
        .mount(&server)
        .await;
    Mock::given(path("/y"))
        .and(method("DELETE"))
        .and(header("authorization", format!("Bearer {TOKEN}")))
        .respond_with(ResponseTemplate::new(204))
        .mount(&server)
        .await;
    for answer in each(&once(&server.uri()), clear()).await {
        answer.unwrap();
    }
    for error in errors(&once(&server.uri()), Call::new((), ClearRoom::new("loop"))).await {
        assert!(error.to_string().contains("redirects without end"), "{error}");
    }
    assert_eq!(requests(&server).await, CLIENTS * (2 + 6));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operation_gets_the_credentials_that_it_asks_for() {
    let server = MockServer::start().await;
    Mock::given(header("x-key", "k"))
        .and(query_param("api_key", "a&b"))
        .and(query_param("limit", "1"))
        .respond_with(ResponseTemplate::new(200))
        .mount(&server)
        .await;
    let credentials = Credentials::basic("Aladdin", "open sesame")
        .and(Credentials::api_key_header("X-Key", "k"))
        .and(Credentials::api_key_query("api_key", "a&b"))
        .and(Credentials::bearer("t"));
    assert_eq!(format!("{credentials:?}"), "Credentials[basic, header X-Key, query api_key, bearer]");
    for answer in each(&Client::builder(&server.uri(), credentials), clear().limit(1)).await {
        answer.unwrap();
    }
    let sent = server.received_requests().await.unwrap();
    assert!(sent.iter().all(|request| !request.headers.contains_key("authorization")));

    // What cannot be met as asked is tried with all that there is.
    let server = service(ResponseTemplate::new(200)).await;
    for credentials in
        [Credentials::basic("Aladdin", "open sesame"), Credentials::api_key_cookie("session", "s%3Ak/+==")]
    {
        for answer in each(&Client::builder(&server.uri(), credentials), clear()).await {
            answer.unwrap();
        }
    }
    let sent = server.received_requests().await.unwrap();
    assert_eq!(sent[0].headers["authorization"], "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    assert_eq!(sent[CLIENTS].headers["cookie"], "session=s%3Ak/+==");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_do_harm_is_sent_again() {
    let volumes = volumes();
    for (status, is_asked, of_clear, of_shelve) in
        [(500, false, 3, 1), (503, true, 3, 3), (429, false, 3, 3), (404, false, 1, 1), (501, true, 1, 1)]
    {
        let mut answer = ResponseTemplate::new(status);
        if is_asked {
            answer = answer.insert_header("retry-after", "0");
        }
        let server = service(answer).await;
        for error in errors(&hasty(&server.uri()), clear()).await {
            assert_eq!(error.status().unwrap(), status);
        }
        assert_eq!(requests(&server).await, CLIENTS * of_clear, "{status}");
        errors(&hasty(&server.uri()), shelve(&volumes)).await;
        assert_eq!(requests(&server).await, CLIENTS * (of_clear + of_shelve), "{status}");
    }
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(500)).up_to_n_times(1).mount(&server).await;
    Mock::given(any()).respond_with(ResponseTemplate::new(204)).mount(&server).await;
    for answer in each(&hasty(&server.uri()), clear()).await {
        answer.unwrap();
    }
    assert_eq!(requests(&server).await, CLIENTS + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn waits_end_with_the_call() {
    let server = service(ResponseTemplate::new(429).insert_header("retry-after", "9999999999")).await;
    let start = Instant::now();
    for error in errors(&hasty(&server.uri()), clear()).await {
        assert_eq!(error.retry_after(), Some(Duration::from_secs(24 * 60 * 60)));
    }
    assert_eq!(requests(&server).await, CLIENTS);
    assert!(start.elapsed() < Duration::from_secs(20));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_has_habits_of_its_own() {
    let server = service(ResponseTemplate::new(500)).await;
    let call = clear()
        .retrying(Retry::never())
        .with_header("X-On-Behalf-Of", "you")
        .with_header("authorization", "mine");
    assert!(!format!("{call:?}").contains("mine"));
    errors(&hasty(&server.uri()), call.on_behalf_of("me")).await;
    let sent = server.received_requests().await.unwrap();
    assert_eq!(sent.len(), CLIENTS);
    for request in sent {
        assert_eq!(
            (&request.headers["authorization"], &request.headers["x-on-behalf-of"]),
            (&"mine".parse().unwrap(), &"you".parse().unwrap())
        );
    }
    for (name, value) in [("X-Evil", "a\r\nb: c"), ("no name", "x")] {
        for error in errors(&hasty(&server.uri()), clear().with_header(name, value)).await {
            assert!(matches!(&error, Error::Request(RequestError::Header(bad)) if bad == name), "{error:?}");
        }
    }
    assert_eq!(requests(&server).await, CLIENTS);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_has_headers_for_every_call() {
    let server = service(ResponseTemplate::new(204)).await;
    let builder = once(&server.uri())
        .header("X-Version", "7")
        .header("X-On-Behalf-Of", "everyone")
        .header("x-version", "8");
    assert!(!format!("{builder:?}").contains("everyone"));
    for answer in each(&builder, clear().on_behalf_of("me")).await {
        answer.unwrap();
    }
    for answer in each(&builder, clear().with_header("X-Version", "9")).await {
        answer.unwrap();
    }
    let sent = server.received_requests().await.unwrap();
    let headers = sent
        .iter()
        .map(|it| [&it.headers["x-version"], &it.headers["x-on-behalf-of"]].map(|it| it.to_str().unwrap()));
    let mut wanted = vec![["8", "me"]; CLIENTS];
    wanted.extend(vec![["9", "everyone"]; CLIENTS]);
    assert_eq!(headers.collect::<Vec<_>>(), wanted);
    let bad = once(&server.uri()).header("X-Evil", "a\r\nb: c").build_blocking().unwrap_err();
    assert_eq!(bad.to_string(), "the header \"X-Evil\" has a name or a value that no header can have");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_raw_response_is_no_error() {
    let server = service(ResponseTemplate::new(404).set_body_string("gone")).await;
    let client = once(&server.uri()).build().unwrap();
    let response = client.clear_room("r").raw().await.unwrap();
    assert_eq!((response.status().as_u16(), &response.body()[..]), (404, &b"gone"[..]));
    let client = once(&server.uri()).build_blocking().unwrap();
    let response = tokio::task::block_in_place(|| client.clear_room("r").raw()).unwrap();
    assert_eq!((response.status().as_u16(), &response.body()[..]), (404, &b"gone"[..]));
    let client = once(&server.uri()).build_tower(hyper()).unwrap();
    let response = client.clear_room("r").raw().await.unwrap();
    assert_eq!((response.status().as_u16(), &response.body()[..]), (404, &b"gone"[..]));
}

/// An operation with a body, of any method.
#[derive(Clone)]
struct Sends<const METHOD: usize>;

impl<const METHOD: usize> Operation for Sends<METHOD> {
    type Output = ();
    type Error = serde_json::Value;
    const ROUTE: Route = Route::new(
        "sends",
        match METHOD {
            0 => "GET",
            1 => "DELETE",
            2 => "OPTIONS",
            3 => "QUERY",
            _ => "copy-To",
        },
        "/",
    );

    fn write(&self, request: &mut Builder) {
        request.json(&1_i64, &[]);
    }

    fn response(response: http::Response<Bytes>) -> Result<(), Error> {
        empty(response)
    }
}

async fn body_of<const METHOD: usize>(server: &MockServer) {
    for answer in each(&once(&server.uri()), Call::new((), Sends::<METHOD>)).await {
        answer.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_method_may_have_a_body() {
    let server = service(ResponseTemplate::new(200)).await;
    body_of::<0>(&server).await;
    body_of::<1>(&server).await;
    body_of::<2>(&server).await;
    body_of::<3>(&server).await;
    body_of::<4>(&server).await;
    let sent = server.received_requests().await.unwrap();
    let sent: Vec<(&str, &[u8])> =
        sent.iter().map(|request| (request.method.as_str(), &request.body[..])).collect();
    let methods =
        ["GET", "DELETE", "OPTIONS", "QUERY", "copy-To"].into_iter().flat_map(|method| [method; CLIENTS]);
    assert_eq!(sent, methods.map(|method| (method, &b"1"[..])).collect::<Vec<_>>());
}

/// What is written to a log.
#[derive(Clone, Default)]
struct Log(std::sync::Arc<std::sync::Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        std::io::Write::write(&mut *self.0.lock().unwrap(), bytes)
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_call_is_a_span_without_secrets() {
    use tracing_subscriber::fmt::{Subscriber, format::FmtSpan};
    let log = Log::default();
    let writer = log.clone();
    let subscriber = Subscriber::builder().with_span_events(FmtSpan::CLOSE).with_ansi(false);
    // For all threads: whether a span is wanted is remembered for all of them.
    tracing::subscriber::set_global_default(subscriber.with_writer(move || writer.clone()).finish()).unwrap();

    let server = service(ResponseTemplate::new(500)).await;
    let credentials = Credentials::bearer(TOKEN).and(Credentials::api_key_query("k", TOKEN));
    let retry = Retry::attempts(2).waits(Duration::ZERO, Duration::ZERO);
    let builder = Client::builder(&server.uri(), credentials).retry(retry);
    let client = builder.clone().build().unwrap();
    client.clear_room("a room").limit(7).await.unwrap_err();
    let client = builder.clone().build_blocking().unwrap();
    client.clear_room("a room").limit(7).send().unwrap_err();
    let client = builder.build_tower(hyper()).unwrap();
    client.clear_room("a room").limit(7).await.unwrap_err();

    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    // Other tests run beside this one.
    let own = format!("server.port={}", server.address().port());
    let spans: Vec<&str> = log.lines().filter(|line| line.contains(&own)).collect();
    assert_eq!(spans.len(), CLIENTS, "log: {log}");
    for span in spans {
        for shown in [
            "otel.name=DELETE /v1/rooms/{room}/volumes",
            "otel.kind=\"client\"",
            "http.request.method=DELETE",
            "http.request.resend_count=1",
            "http.response.status_code=500",
            "server.address=\"127.0.0.1\"",
            "error.type=\"500\"",
        ] {
            assert!(span.contains(shown), "{shown}: {span}");
        }
    }
    assert!(!log.contains(TOKEN) && !log.contains("limit="), "{log}");
}
