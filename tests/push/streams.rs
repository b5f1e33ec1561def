//! Bodies as they come, of an operation that a user adds.

use super::readme_streams::{receive, save};
use serde_json::Value;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};
use zendesk_any_channel::runtime::{Builder, Bytes, json};
use zendesk_any_channel::{Call, Client, Credentials, Error, Operation, Route};

struct WatchPushes;

impl Operation for WatchPushes {
    type Output = Value;
    type Error = Value;
    const ROUTE: Route = Route::new("watchPushes", "GET", "/pushes/live");

    fn write(&self, _request: &mut Builder) {}

    fn response(response: http::Response<Bytes>) -> Result<Value, Error<Value>> {
        json(response)
    }
}

const EVENTS: &str = "data: 1\n\ndata: {\"two\": 2}\n\n";

#[tokio::test(flavor = "multi_thread")]
async fn the_examples_of_the_readme_run() {
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(200).set_body_raw(EVENTS, "text/event-stream");
    Mock::given(any()).respond_with(answer).mount(&server).await;
    let client = Client::new(&server.uri(), Credentials::bearer("t")).unwrap();

    let mut taken = Vec::new();
    receive(Call::new(&client, WatchPushes), |bytes| taken.extend_from_slice(bytes)).await.unwrap();
    assert_eq!(taken, EVENTS.as_bytes());

    let saved = tokio::task::spawn_blocking(move || {
        let client = Client::blocking(&server.uri(), Credentials::bearer("t")).unwrap();
        let mut file = Vec::new();
        let size = save(Call::new(&client, WatchPushes), &mut file).unwrap().unwrap();
        assert_eq!(size, EVENTS.len() as u64);
        file
    });
    assert_eq!(saved.await.unwrap(), EVENTS.as_bytes());
}
