//! Pages, of an operation that a user adds: the document has none that answers in pages.

use super::readme_pages::{all, first};
use serde_json::{Value, json};
use wiremock::matchers::{method, query_param, query_param_is_missing};
use wiremock::{Mock, MockServer, ResponseTemplate};
use zendesk_any_channel::runtime::{Builder, Bytes, Method, json};
use zendesk_any_channel::{Call, Client, Credentials, Error, Operation, Paged, Paging, Route};

struct ListPushes;

impl Operation for ListPushes {
    type Output = Value;
    type Error = Value;
    const ROUTE: Route = Route::new("listPushes", Method::GET, "/pushes");

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

#[tokio::test(flavor = "multi_thread")]
async fn the_examples_of_the_readme_run() {
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
