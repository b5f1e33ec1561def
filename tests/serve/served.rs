//! What reaches a handler, and what a client gets from it.

use crate::service::{Importing, PUSH, Served};
use std::time::Duration;
use zendesk_any_channel::models::{
    Author, ExternalResource, PushContentToSupportRequest, ReportChannelbackErrorRequest, StatusCode,
    ValidateTokenRequest,
};
use zendesk_any_channel::server::Routes;
use zendesk_any_channel::{BaseUrl, Error, Operation, operations};

fn comments(count: usize) -> PushContentToSupportRequest {
    let comment = |index| {
        let author = Author::new("456").name("Fred");
        let written = "2015-01-13T08:59:26Z".parse().unwrap();
        ExternalResource::new(format!("comment-{index}"), "Größe: 2 × \"3\"", written, author).thread_id("t")
    };
    PushContentToSupportRequest::new("push-1", (0..count).map(comment).collect())
}

#[tokio::test]
async fn a_push_goes_there_and_back() {
    let served = Served::start().await;
    let pushed = served.client().push_content_to_support(&comments(200)).await.unwrap();
    assert_eq!(pushed.results.len(), 200);
    assert_eq!(pushed.results[199].external_resource_id, "comment-199");
    assert_eq!(pushed.results[199].status.code, StatusCode::Success);
}

#[tokio::test]
async fn an_answer_without_a_body_has_none() {
    let served = Served::start().await;
    let body = ReportChannelbackErrorRequest::new("push-1", "comment-1");
    served.client().report_channelback_error(&body).await.unwrap();
}

#[tokio::test]
async fn a_handler_answers_what_the_document_does_not_declare() {
    let served = Served::start().await;
    let error = served.client().push_content_to_support(&comments(1).request_id("slow")).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 429);
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    let Error::Status(response) = error else { panic!() };
    assert_eq!(response.message().unwrap(), "Not so fast.");
}

#[tokio::test]
async fn an_operation_without_a_handler_is_not_implemented() {
    let served = Served::start().await;
    let error = served.client().validate_token(&ValidateTokenRequest::new("push-1")).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 501);
}

#[tokio::test]
async fn routes_answer_without_a_network() {
    let routes = Routes::new().channel_framework(Importing.into());
    let base = BaseUrl::parse("https://example.com").unwrap();
    let request = operations::PushContentToSupport::new(&comments(3)).request(&base).unwrap();
    let answer = routes.answer(request).await.map(|body| body.bytes().cloned().unwrap());
    let pushed = operations::PushContentToSupport::response(answer).unwrap();
    assert_eq!(pushed.results.len(), 3);
    assert!(format!("{routes:?}").contains(PUSH));
}

#[tokio::test]
async fn the_readme_serves() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(crate::readme::serve(listener));
    let client =
        zendesk_any_channel::Client::new(&address, zendesk_any_channel::Credentials::none()).unwrap();
    assert_eq!(client.push_content_to_support(&comments(2)).await.unwrap().results.len(), 2);
}
