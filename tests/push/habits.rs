//! What calls do of their own accord.

use crate::official;
use crate::server::{Service, header};
use std::time::Duration;
use wiremock::ResponseTemplate;
use zendesk_any_channel::models::{ReportChannelbackErrorRequest, ValidateTokenRequest};
use zendesk_any_channel::{Client, Credentials, Operation, Retry, operations};

fn hasty(service: &Service) -> Client {
    let retry = Retry::attempts(3).waits(Duration::ZERO, Duration::from_millis(5));
    Client::builder(&service.address(), Credentials::bearer("token")).retry(retry).build().unwrap()
}

/// What was pushed before is answered as such, so a push may be sent twice.
#[tokio::test]
async fn a_push_is_sent_again_and_a_report_is_not() {
    let route = operations::PushContentToSupport::ROUTE;
    assert!(route.is_repeatable);
    let service = Service::answering(ResponseTemplate::new(502)).await;
    hasty(&service).push_content_to_support(&official::request()).await.unwrap_err();
    assert_eq!(service.received().await.len(), 3);
    let report = ReportChannelbackErrorRequest::new("push-1", "234");
    hasty(&service).report_channelback_error(&report).await.unwrap_err();
    assert_eq!(service.received().await.len(), 4);
}

#[tokio::test]
async fn everything_waits_when_it_is_asked_to() {
    let service = Service::answering(ResponseTemplate::new(429).insert_header("retry-after", "0")).await;
    let report = ReportChannelbackErrorRequest::new("push-1", "234");
    hasty(&service).report_channelback_error(&report).await.unwrap_err();
    assert_eq!(service.received().await.len(), 3);
}

#[cfg(feature = "blocking")]
#[tokio::test(flavor = "multi_thread")]
async fn the_calls_of_the_readme_work() {
    let service = Service::answering(ResponseTemplate::new(503)).await;
    let body = ValidateTokenRequest::new("push-1");
    assert!(!crate::readme_call::is_valid(&service.client(), &body).await.unwrap());
    assert_eq!(header(&service.only_request().await, "x-request-id"), "42");
    let service = Service::saying(200, "application/json", "null").await;
    let address = service.address();
    tokio::task::block_in_place(|| crate::readme_call::validate(&address, "token", &body)).unwrap();
    assert_eq!(header(&service.only_request().await, "authorization"), "Bearer token");
}
