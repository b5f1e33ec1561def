//! Streams, of an operation that a user adds: the document has none that answers piece by piece.

use super::readme_streams::{listen, receive, save};
use serde_json::Value;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};
use zendesk_any_channel::runtime::{Builder, Bytes, Method, json};
use zendesk_any_channel::{Call, Client, Credentials, Error, Event, Framing, Operation, Route, Streaming};

struct WatchPushes;

impl Operation for WatchPushes {
    type Output = Value;
    type Error = Value;
    const ROUTE: Route = Route::new("watchPushes", Method::GET, "/pushes/live");

    fn write(&self, _request: &mut Builder) {}

    fn response(response: http::Response<Bytes>) -> Result<Value, Error<Value>> {
        json(response)
    }
}

impl Streaming for WatchPushes {
    type Event = Event<Value>;
    const FRAMING: Framing = Framing::events("text/event-stream");
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

    let mut heard = Vec::new();
    listen(Call::new(&client, WatchPushes), |event| heard.push(event.data)).await.unwrap();
    assert_eq!(heard, [serde_json::json!(1), serde_json::json!({"two": 2})]);

    let saved = tokio::task::spawn_blocking(move || {
        let client = Client::blocking(&server.uri(), Credentials::bearer("t")).unwrap();
        let mut file = Vec::new();
        let size = save(Call::new(&client, WatchPushes), &mut file).unwrap().unwrap();
        assert_eq!(size, EVENTS.len() as u64);
        file
    });
    assert_eq!(saved.await.unwrap(), EVENTS.as_bytes());
}
