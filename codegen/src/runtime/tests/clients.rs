//! The asynchronous client, over real HTTP on loopback.

use super::sample::models::{State, Volume, Writer};
use crate::runtime::{Call, Client, Credentials, Error, SetupError, TransportKind};
use serde_json::json;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use wiremock::matchers::{any, body_json, header, header_exists, method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

const TOKEN: &str = "t0p-s3cret";

async fn service(answer: ResponseTemplate) -> (MockServer, Client) {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(answer).mount(&server).await;
    let client = Client::new(&server.uri(), Credentials::bearer(TOKEN)).unwrap();
    (server, client)
}

fn volumes() -> Vec<Volume> {
    vec![Volume::new("v", "2015-01-13T08:59:26Z".parse().unwrap(), Writer::new("w"), State::Free)]
}

fn wire() -> serde_json::Value {
    json!([{"volume_id": "v", "printed_at": "2015-01-13T08:59:26Z", "writer": {"key": "w"}, "state": "free"}])
}

#[tokio::test]
async fn a_call_sends_and_receives() {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/api/v1/rooms/r%2F1/volumes"))
        .and(header("authorization", format!("Bearer {TOKEN}")))
        .and(header("accept", "application/json"))
        .and(header("content-type", "application/json"))
        .and(header_exists("user-agent"))
        .and(body_json(wire()))
        .respond_with(ResponseTemplate::new(201).set_body_json(wire()))
        .expect(1)
        .mount(&server)
        .await;
    let client = Client::new(&format!("{}/api/", server.uri()), Credentials::bearer(TOKEN)).unwrap();
    assert_eq!(client.shelve_volumes("r/1", &volumes()).await.unwrap(), volumes());
}

#[tokio::test]
async fn optional_parameters_are_set_on_the_call() {
    let server = MockServer::start().await;
    Mock::given(method("DELETE"))
        .and(query_param("states", "free,x"))
        .and(query_param("limit", "3"))
        .and(header("x-on-behalf-of", "me"))
        .respond_with(ResponseTemplate::new(200).set_body_string("null"))
        .expect(1)
        .mount(&server)
        .await;
    let client = Client::new(&server.uri(), Credentials::none()).unwrap();
    let call = client.clear_room("r").states(vec![State::Free, "x".into()]).limit(3).on_behalf_of("me");
    call.await.unwrap();
}

#[tokio::test]
async fn nothing_invalid_is_sent() {
    let (server, client) = service(ResponseTemplate::new(200)).await;
    let error = client.clear_room("..").limit(0).await.unwrap_err();
    assert!(matches!(error, Error::Invalid(found) if found.len() == 2));
    assert!(server.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn futures_outlive_their_call() {
    let (_server, client) = service(ResponseTemplate::new(204)).await;
    let sending = {
        let call: Call<&Client, _> = client.clear_room("r");
        call.into_future()
    };
    drop(client);
    tokio::spawn(sending).await.unwrap().unwrap();
}

#[tokio::test]
async fn bodiless_operations_take_any_success() {
    for answer in [
        ResponseTemplate::new(200),
        ResponseTemplate::new(201).set_body_string("created"),
        ResponseTemplate::new(200).set_body_string("null"),
        ResponseTemplate::new(200).set_body_raw("<html>", "text/html"),
    ] {
        let (_server, client) = service(answer).await;
        client.clear_room("r").await.unwrap();
    }
}

#[tokio::test]
async fn errors_keep_their_status() {
    let (_server, client) = service(ResponseTemplate::new(502).set_body_raw("<html>Bad", "text/html")).await;
    let error = client.clear_room("r").await.unwrap_err();
    assert_eq!(error.to_string(), "the service answered 502 Bad Gateway");
    assert!(error.is_retryable());

    let body = json!({"error": "invalid_token", "error_description": "It is old"});
    let (_server, client) = service(ResponseTemplate::new(401).set_body_json(body)).await;
    let error = client.shelve_volumes("r", &volumes()).await.unwrap_err();
    assert_eq!(error.to_string(), "the service answered 401 Unauthorized: It is old");
    assert!(!format!("{error:?}").contains(TOKEN));

    let body =
        json!({"error": "RecordInvalid", "description": "No", "details": {"key": [{"error": "Blank"}]}});
    let (_server, client) = service(ResponseTemplate::new(422).set_body_json(body)).await;
    let error = client.shelve_volumes("r", &volumes()).await.unwrap_err();
    assert_eq!(error.detail().unwrap()["details"]["key"][0]["error"], "Blank");

    let (_server, client) = service(ResponseTemplate::new(429).insert_header("retry-after", "7")).await;
    let error = client.shelve_volumes("r", &volumes()).await.unwrap_err();
    assert_eq!((error.retry_after(), error.is_retryable()), (Some(Duration::from_secs(7)), true));
}

#[tokio::test]
async fn lies_are_decode_errors() {
    for (body, kind, pointer) in [
        ("<html>", "text/html", ""),
        (r#"[{"volume_id":"v"#, "application/json", "/0/volume_id"),
        ("", "", ""),
    ] {
        let (_server, client) = service(ResponseTemplate::new(200).set_body_raw(body, kind)).await;
        let error = client.shelve_volumes("r", &volumes()).await.unwrap_err();
        let Error::Decode(error) = error else { panic!("{error}") };
        assert_eq!((error.pointer.as_str(), &error.body[..]), (pointer, body.as_bytes()));
    }
}

#[tokio::test]
async fn bodies_are_bounded() {
    let (server, _) = service(ResponseTemplate::new(200).set_body_string("x".repeat(2_000))).await;
    let client = Client::builder(&server.uri(), Credentials::none()).most_bytes(1_999).build().unwrap();
    let error = client.clear_room("r").await.unwrap_err();
    assert!(error.to_string().contains("more than 1999 bytes"), "{error}");
    assert_eq!(error.status().unwrap(), 200);
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

#[tokio::test]
async fn endless_bodies_are_bounded() {
    let address = raw_service("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", usize::MAX).await;
    let client = Client::builder(&address, Credentials::none()).most_bytes(100_000).build().unwrap();
    let error = client.clear_room("r").await.unwrap_err();
    assert!(matches!(error, Error::Transport(error) if error.kind == TransportKind::TooLarge));
}

#[tokio::test]
async fn truncated_bodies_are_transport_errors() {
    let address = raw_service("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n[{", 0).await;
    let client = Client::new(&address, Credentials::none()).unwrap();
    let error = client.shelve_volumes("r", &volumes()).await.unwrap_err();
    assert!(
        matches!(&error, Error::Transport(error) if error.kind == TransportKind::Interrupted),
        "{error:?}"
    );
    assert_eq!(error.status().unwrap(), 200);
}

#[tokio::test]
async fn slow_and_absent_services() {
    let (server, _) = service(ResponseTemplate::new(200).set_delay(Duration::from_secs(20))).await;
    let client = Client::builder(&server.uri(), Credentials::none())
        .timeout(Duration::from_millis(50))
        .build()
        .unwrap();
    let error = client.clear_room("r").await.unwrap_err();
    assert!(matches!(&error, Error::Transport(error) if error.kind == TransportKind::Timeout), "{error:?}");

    let credentials = Credentials::api_key_query("key", TOKEN);
    let client = Client::new("http://127.0.0.1:1", credentials).unwrap();
    let error = client.clear_room("r").await.unwrap_err();
    assert!(matches!(&error, Error::Transport(error) if error.kind == TransportKind::Connect), "{error:?}");
    assert!(error.is_retryable() && !format!("{error} {error:?}").contains(TOKEN), "{error:?}");
}

#[tokio::test]
async fn credentials_do_not_leave_their_origin() {
    let elsewhere = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(200)).mount(&elsewhere).await;
    let redirect = ResponseTemplate::new(307).insert_header("location", format!("{}/x", elsewhere.uri()));
    let (_server, client) = service(redirect).await;
    let error = client.clear_room("r").await.unwrap_err();
    assert_eq!(error.status().unwrap(), 307);
    assert!(elsewhere.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
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
    let client = Client::new(&server.uri(), Credentials::bearer(TOKEN)).unwrap();
    client.clear_room("r").await.unwrap();
    let error = client.clear_room("loop").await.unwrap_err();
    assert!(error.to_string().contains("redirects without end"), "{error}");
    assert_eq!(server.received_requests().await.unwrap().len(), 2 + 6);
}

#[tokio::test]
async fn credentials_of_every_kind() {
    let server = MockServer::start().await;
    Mock::given(header("authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="))
        .and(header("x-key", "k"))
        .and(query_param("api_key", "a&b"))
        .and(query_param("limit", "1"))
        .respond_with(ResponseTemplate::new(200))
        .mount(&server)
        .await;
    let credentials = Credentials::basic("Aladdin", "open sesame")
        .and(Credentials::api_key_header("X-Key", "k"))
        .and(Credentials::api_key_query("api_key", "a&b"));
    assert_eq!(format!("{credentials:?}"), "Credentials[basic, header X-Key, query api_key]");
    Client::new(&server.uri(), credentials).unwrap().clear_room("r").limit(1).await.unwrap();
}

#[test]
fn credentials_that_cannot_be_sent_are_errors() {
    for credentials in [
        Credentials::bearer("a\r\nX-Evil: s3cret"),
        Credentials::bearer("\n"),
        Credentials::bearer(""),
        Credentials::basic("s3cret:x", "y"),
        Credentials::api_key_header("bad name", "s3cret"),
        Credentials::api_key_header("x", "s3cret\n"),
    ] {
        let shown = format!("{credentials:?}");
        let error = Client::new("https://a.b", credentials).unwrap_err();
        assert!(matches!(error, SetupError::Credentials(_)));
        assert!(!format!("{error} {error:?} {shown}").contains("s3cret"));
    }
    assert!(matches!(Client::new("a.b", Credentials::none()), Err(SetupError::BaseUrl(_))));
    let client = Client::new("https://a.b", Credentials::bearer(TOKEN)).unwrap();
    assert!(!format!("{client:?}{:?}", client.clear_room("r")).contains(TOKEN));
}
