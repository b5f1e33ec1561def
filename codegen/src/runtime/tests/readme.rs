//! What the README shows of pages and events, over real HTTP on loopback.

use crate::runtime::{
    Builder, Bytes, Call, Client, Credentials, Error, Event, Framing, Operation, Paged, Paging, Route,
    Streaming, json,
};
use pages::{all, first};
use serde_json::{Value, json};
use wiremock::matchers::{any, method, query_param, query_param_is_missing};
use wiremock::{Mock, MockServer, ResponseTemplate};

// A crate called `shop`, as the README has it.
mod pages {
    use crate::runtime as shop;
    include!("../../../../tests/readme/pages.rs");
}
mod events {
    use crate::runtime as shop;
    include!("../../../../tests/readme/events.rs");
}

struct ListPushes;

impl Operation for ListPushes {
    type Output = Value;
    type Error = Value;
    const ROUTE: Route = Route::new("listPushes", "GET", "/pushes");

    fn write(&self, _request: &mut Builder) {}

    fn response(response: http::Response<Bytes>) -> Result<Value, Error<Value>> {
        json(response)
    }
}

impl Paged for ListPushes {
    type Item = Value;
    const PAGING: Paging = Paging::cursor("after", "/after").items("/pushes");

    fn items(page: Value) -> Vec<Value> {
        page["pushes"].as_array().cloned().unwrap_or_default()
    }
}

impl Streaming for ListPushes {
    type Event = Event<Value>;
    const FRAMING: Framing = Framing::events("text/event-stream");
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_walked() {
    let server = MockServer::start().await;
    let page = |numbers: Value, after: Value| {
        ResponseTemplate::new(200).set_body_json(json!({"pushes": numbers, "after": after}))
    };
    let first_page = Mock::given(method("GET")).and(query_param_is_missing("after"));
    first_page.respond_with(page(json!([1, 2]), json!("b"))).mount(&server).await;
    let second_page = Mock::given(method("GET")).and(query_param("after", "b"));
    second_page.respond_with(page(json!([3]), json!(null))).mount(&server).await;
    let client = Client::new(&server.uri(), Credentials::bearer("t")).unwrap();
    assert_eq!(all(Call::new(&client, ListPushes)).await.unwrap(), [1, 2, 3]);
    let walked = tokio::task::spawn_blocking(move || {
        let client = Client::blocking(&server.uri(), Credentials::bearer("t")).unwrap();
        first(Call::new(&client, ListPushes)).unwrap()
    });
    assert_eq!(walked.await.unwrap(), [1, 2, 3]);
}

#[tokio::test(flavor = "multi_thread")]
async fn events_are_heard() {
    let server = MockServer::start().await;
    let answer =
        ResponseTemplate::new(200).set_body_raw("data: 1\n\ndata: {\"two\": 2}\n\n", "text/event-stream");
    Mock::given(any()).respond_with(answer).mount(&server).await;
    let client = Client::new(&server.uri(), Credentials::bearer("t")).unwrap();
    let mut heard = Vec::new();
    events::listen(Call::new(&client, ListPushes), |event| heard.push(event.data)).await.unwrap();
    assert_eq!(heard, [json!(1), json!({"two": 2})]);
}
