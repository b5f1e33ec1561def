//! What the asynchronous client has of its own, over real HTTP on loopback.

use super::sample::models::{State, Volume, Writer};
use crate::runtime::{Call, Client, Credentials, Error, SetupError};
use serde_json::json;
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

#[test]
fn credentials_that_cannot_be_sent_are_errors() {
    for credentials in [
        Credentials::bearer("a\r\nX-Evil: s3cret"),
        Credentials::bearer("\n"),
        Credentials::bearer(""),
        Credentials::basic("s3cret:x", "y"),
        Credentials::api_key_header("bad name", "s3cret"),
        Credentials::api_key_header("x", "s3cret\n"),
        Credentials::api_key_cookie("x", "s3cret; y=z"),
        Credentials::api_key_cookie("x", "s3cret\""),
        Credentials::api_key_cookie("x", "s3cret ü"),
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
