//! What is sent, and what comes of a good answer.

use crate::official;
use crate::server::{Service, header};
use std::future::Future;
use std::time::{Duration, Instant};
use wiremock::ResponseTemplate;
use zendesk_any_channel::models::{ReportChannelbackErrorRequest, StatusCode, ValidateTokenRequest};
use zendesk_any_channel::operations::PushContentToSupport;
use zendesk_any_channel::{Client, Credentials, Operation};

#[tokio::test]
async fn the_official_example_arrives_as_it_is_published_and_its_answer_is_read() {
    let service = Service::saying(200, "application/json", official::RESPONSE).await;
    let pushed = service.client().push_content_to_support(&official::request()).await.unwrap();

    let sent = service.only_request().await;
    assert_eq!(sent.method.as_str(), "POST");
    assert_eq!(sent.url.path(), "/api/v2/any_channel/push");
    assert_eq!(sent.url.query(), None);
    assert_eq!(String::from_utf8(sent.body.clone()).unwrap(), official::REQUEST);
    assert_eq!(header(&sent, "accept"), "application/json");
    assert_eq!(header(&sent, "content-type"), "application/json");
    assert_eq!(header(&sent, "authorization"), "Bearer a-bearer-token");
    assert!(header(&sent, "user-agent").starts_with(env!("CARGO_PKG_NAME")));

    let [result] = pushed.results.as_slice() else { panic!("{pushed:?}") };
    assert_eq!(result.external_resource_id, "234");
    assert_eq!(result.status.code, StatusCode::CouldNotLocateParentExternalResource);
    assert_eq!(result.status.description.as_deref(), Some("123"));
}

#[tokio::test]
async fn an_api_token_is_sent_as_basic_for_the_agent() {
    let service = Service::saying(200, "application/json", "null").await;
    let client = service.client_of(Credentials::api_token("agent@example.com", "secret"));
    client.validate_token(&ValidateTokenRequest::new("push-1")).await.unwrap();
    let sent = service.only_request().await;
    // `agent@example.com/token:secret`.
    assert_eq!(header(&sent, "authorization"), "Basic YWdlbnRAZXhhbXBsZS5jb20vdG9rZW46c2VjcmV0");
}

#[tokio::test]
async fn the_other_operations_send_their_bodies_to_their_paths() {
    let service = Service::saying(200, "application/json", "").await;
    let client = service.client();
    let report = ReportChannelbackErrorRequest::new("push-1", "234").description("gone").request_id("r");
    client.report_channelback_error(&report).await.unwrap();
    client.validate_token(&ValidateTokenRequest::new("push-1").request_id("r")).await.unwrap();

    let sent: Vec<(String, String)> = service
        .received()
        .await
        .into_iter()
        .map(|request| (request.url.path().to_owned(), String::from_utf8(request.body).unwrap()))
        .collect();
    let expected = [
        (
            "/api/v2/any_channel/channelback/report_error",
            r#"{"instance_push_id":"push-1","external_id":"234","description":"gone","request_id":"r"}"#,
        ),
        ("/api/v2/any_channel/validate_token", r#"{"instance_push_id":"push-1","request_id":"r"}"#),
    ];
    assert_eq!(sent, expected.map(|(path, body)| (path.to_owned(), body.to_owned())));
}

#[tokio::test]
async fn a_base_address_may_have_a_path_and_a_slash() {
    let service = Service::saying(200, "application/json", "").await;
    let client = Client::new(&format!("{}/proxy/", service.address()), Credentials::bearer("token")).unwrap();
    client.validate_token(&ValidateTokenRequest::new("push-1")).await.unwrap();
    assert_eq!(service.only_request().await.url.path(), "/proxy/api/v2/any_channel/validate_token");
}

#[tokio::test]
async fn calls_run_in_tasks_of_their_own() {
    fn assert_task<F: Future + Send + 'static>(future: F) -> F {
        future
    }
    fn assert_shared<T: Send + Sync + Clone + 'static>(_: &T) {}
    let service = Service::saying(200, "application/json", official::RESPONSE).await;
    let client = service.client();
    assert_shared(&client);

    let calls: Vec<_> = (0..3)
        .map(|_| {
            let body = official::request();
            // The request is made at once: the future borrows neither the body nor the client.
            tokio::spawn(assert_task(client.send(&PushContentToSupport::new(&body))))
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap().results.len(), 1);
    }
    assert_eq!(service.received().await.len(), 3);
}

#[tokio::test]
async fn a_call_is_a_value_until_it_is_awaited() {
    let service = Service::saying(200, "application/json", official::RESPONSE).await;
    let (client, body) = (service.client(), official::request());
    let call = client.push_content_to_support(&body);
    assert_eq!(call.operation().body.request_id.as_deref(), Some("my_request_123"));
    let request = call.into_operation().request(client.base_url()).unwrap();
    assert_eq!(request.uri().path(), "/api/v2/any_channel/push");
    assert!(service.received().await.is_empty());
}

#[tokio::test]
async fn a_dropped_call_is_cancelled() {
    let slow = ResponseTemplate::new(200).set_delay(Duration::from_secs(60));
    let service = Service::answering(slow).await;
    let (client, body) = (service.client(), ValidateTokenRequest::new("push-1"));
    let started = Instant::now();
    let call = client.validate_token(&body).into_future();
    assert!(tokio::time::timeout(Duration::from_millis(200), call).await.is_err());
    assert!(started.elapsed() < Duration::from_secs(30));

    // Never polled, never sent.
    drop(client.validate_token(&body).into_future());
    assert!(service.received().await.len() <= 1);
}

#[tokio::test]
async fn the_example_of_the_readme_runs() {
    let service = Service::saying(200, "application/json", official::RESPONSE).await;
    crate::readme::push(&service.address(), "token").await.unwrap();
    let sent = service.only_request().await;
    assert_eq!(header(&sent, "authorization"), "Bearer token");
    assert_eq!(sent.url.path(), "/api/v2/any_channel/push");
}
