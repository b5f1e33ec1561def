//! Who asks for a token, when several calls need one and not all of them wait for it.

use super::harness::{clear, requests};
use super::tokens::service;
use crate::runtime::{Client, Credentials, OAuth2, Retry};
use serde_json::json;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

/// Takes each refresh token once, slowly, and hands out the next one.
struct Rotating(Mutex<u32>);

impl Respond for Rotating {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let mut latest = self.0.lock().unwrap();
        let slow = |status, body| {
            ResponseTemplate::new(status).set_body_json(body).set_delay(Duration::from_millis(300))
        };
        if !String::from_utf8_lossy(&request.body).contains(&format!("refresh_token=r{latest}&")) {
            return slow(400, json!({"error": "invalid_grant"}));
        }
        *latest += 1;
        slow(
            200,
            json!({"access_token": "t", "token_type": "BearerToken", "refresh_token": format!("r{latest}")}),
        )
    }
}

/// The credentials of a service that takes each refresh token once, and what was told of the next ones.
async fn rotating() -> (MockServer, MockServer, Credentials, Arc<Mutex<Vec<String>>>) {
    let (endpoint, service) = (MockServer::start().await, service(&["t"]).await);
    Mock::given(any()).respond_with(Rotating(Mutex::new(1))).mount(&endpoint).await;
    let told: Arc<Mutex<Vec<String>>> = Arc::default();
    let keep = Arc::clone(&told);
    let grant = OAuth2::refresh_token(endpoint.uri(), "me", "r1")
        .on_refresh_token(move |token| keep.lock().unwrap().push(token.to_owned()));
    (endpoint, service, grant.into(), told)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_token_outlives_the_call_that_asked_for_it() {
    let short = Duration::from_millis(100);
    let (_endpoint, service, credentials, told) = rotating().await;
    let client = Client::builder(&service.uri(), credentials).retry(Retry::never()).build().unwrap();
    tokio::time::timeout(short, clear().by(&client).into_future()).await.unwrap_err();
    clear().by(&client).await.unwrap();
    assert_eq!(*told.lock().unwrap(), ["r2"]);

    let (_endpoint, service, credentials, told) = rotating().await;
    let client = Client::builder(&service.uri(), credentials).retry(Retry::never()).build_blocking().unwrap();
    tokio::task::block_in_place(|| {
        let error = clear().by(&client).within(short).send().unwrap_err();
        assert!(error.to_string().contains("no token came in time"), "{error}");
        clear().by(&client).send().unwrap();
    });
    assert_eq!(*told.lock().unwrap(), ["r2"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_of_both_kinds_ask_once() {
    let (endpoint, service, credentials, _) = rotating().await;
    let builder = Client::builder(&service.uri(), credentials).retry(Retry::never());
    let (client, blocking) = (builder.clone().build().unwrap(), builder.build_blocking().unwrap());
    let first = tokio::spawn(clear().by(&client).into_future());
    tokio::task::block_in_place(|| clear().by(&blocking).send().unwrap());
    first.await.unwrap().unwrap();
    assert_eq!(requests(&endpoint).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_waits_for_the_token_of_another_call_waits_no_longer_than_it_may() {
    let (_endpoint, service, credentials, _) = rotating().await;
    let builder = Client::builder(&service.uri(), credentials).retry(Retry::never());
    let (client, blocking) = (builder.clone().build().unwrap(), builder.build_blocking().unwrap());
    let first = tokio::spawn(clear().by(&client).into_future());
    tokio::time::sleep(Duration::from_millis(50)).await;
    let start = Instant::now();
    let short = Duration::from_millis(20);
    clear().by(&client).within(short).await.unwrap_err();
    tokio::task::block_in_place(|| clear().by(&blocking).within(short).send().unwrap_err());
    assert!(start.elapsed() < Duration::from_millis(200), "{:?}", start.elapsed());
    first.await.unwrap().unwrap();
}
