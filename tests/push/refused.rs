//! What the client refuses before anything is sent.

use crate::official;
use crate::server::Service;
use zendesk_any_channel::models::{Author, DisplayInfo, ExternalResource, PushContentToSupportRequest};
use zendesk_any_channel::{Client, Credentials, Error};

/// What is wrong with a push of one resource, each as `pointer message`; nothing must have been sent.
async fn refused(resource: ExternalResource) -> Vec<String> {
    let service = Service::saying(200, "application/json", official::RESPONSE).await;
    let body = PushContentToSupportRequest::new("push-1", vec![resource]);
    let found = match service.client().push_content_to_support(&body).await {
        Ok(_) => Vec::new(),
        Err(Error::Invalid(violations)) => {
            violations.iter().map(|found| format!("{} {}", found.pointer, found.message)).collect()
        }
        Err(other) => panic!("{other:?}"),
    };
    assert_eq!(service.received().await.len(), usize::from(found.is_empty()), "{found:?}");
    let by_hand: Vec<String> = match body.validate() {
        Ok(()) => Vec::new(),
        Err(violations) => violations.iter().map(|found| found.pointer.clone()).collect(),
    };
    assert!(found.iter().map(|line| line.split(' ').next().unwrap()).eq(by_hand.iter()), "{by_hand:?}");
    found
}

fn resource(external_id: &str, author: Author) -> ExternalResource {
    ExternalResource::new(external_id, "A comment", "2015-01-13T08:59:26Z".parse().unwrap(), author)
}

fn plain() -> ExternalResource {
    resource("234", Author::new("456"))
}

#[tokio::test]
async fn an_identifier_is_ascii_and_has_a_limit() {
    assert_eq!(refused(plain()).await, [""; 0]);
    let non_ascii = refused(resource("zürich", Author::new("456"))).await;
    assert_eq!(
        non_ascii,
        ["/external_resources/0/external_id contains the character 'ü', which is not allowed"]
    );
    assert_eq!(refused(resource(&"x".repeat(255), Author::new("456"))).await, [""; 0]);
    let long = refused(resource(&"x".repeat(256), Author::new("456"))).await;
    assert_eq!(long, ["/external_resources/0/external_id has 256 characters, at most 255 are allowed"]);
}

#[tokio::test]
async fn a_parent_and_a_thread_exclude_each_other() {
    assert_eq!(refused(plain().thread_id("t")).await, [""; 0]);
    let both = refused(plain().parent_id("p").thread_id("t")).await;
    assert_eq!(both, ["/external_resources/0 has both `parent_id` and `thread_id`, only one is allowed"]);
}

#[tokio::test]
async fn lists_and_texts_have_limits() {
    let urls = |count: usize| (0..count).map(|n| format!("https://example.com/{n}")).collect::<Vec<_>>();
    assert_eq!(refused(plain().file_urls(urls(10))).await, [""; 0]);
    let eleven = refused(plain().file_urls(urls(11))).await;
    assert_eq!(eleven, ["/external_resources/0/file_urls has 11 items, at most 10 are allowed"]);

    let mut long = plain();
    // Characters count, not bytes.
    long.message = "é".repeat(65_535);
    assert_eq!(refused(long.clone()).await, [""; 0]);
    long.message.push('é');
    assert_eq!(
        refused(long).await,
        ["/external_resources/0/message has 65536 characters, at most 65535 are allowed"]
    );
}

#[tokio::test]
async fn everything_that_is_wrong_is_listed_at_once() {
    let long = |count: usize| "x".repeat(count);
    let author = Author::new(long(256)).name(long(256)).image_url(long(256)).locale(long(256));
    let mut everything = resource("é", author)
        .html_message(long(65_536))
        .parent_id(long(512))
        .thread_id(long(256))
        .display_info(vec![DisplayInfo::new("ok", 1), DisplayInfo::new(long(256), "data")])
        .file_urls(vec![String::new(); 11]);
    everything.message = long(65_536);
    let pointers: Vec<String> = refused(everything)
        .await
        .into_iter()
        .map(|line| line.split(' ').next().unwrap().trim_start_matches("/external_resources/0").to_owned())
        .collect();
    assert_eq!(
        pointers,
        [
            "/external_id",
            "/message",
            "/html_message",
            "/parent_id",
            "/thread_id",
            "/author/external_id",
            "/author/name",
            "/author/image_url",
            "/author/locale",
            "/display_info/1/type",
            "/file_urls",
            "",
        ]
    );
}

#[tokio::test]
async fn an_error_names_the_place_and_not_the_value() {
    let service = Service::saying(200, "application/json", official::RESPONSE).await;
    let body = PushContentToSupportRequest::new("push-1", vec![plain(), resource("pä", Author::new("456"))]);
    let error = service.client().push_content_to_support(&body).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the request is invalid: /external_resources/1/external_id contains the character 'ä', which is not allowed"
    );
    assert_eq!((error.status(), error.is_retryable()), (None, false));
}

#[test]
fn addresses_and_credentials_that_cannot_work_are_refused_at_once() {
    for address in ["", "acme.zendesk.com", "ftp://acme.zendesk.com", "https://user:pw@acme.zendesk.com"] {
        assert!(Client::new(address, Credentials::bearer("token")).is_err(), "{address:?}");
    }
    for token in ["", " ", "a\nb"] {
        assert!(Client::new("https://acme.zendesk.com", Credentials::bearer(token)).is_err(), "{token:?}");
    }
    assert!(Client::new("https://acme.zendesk.com", Credentials::basic("a:b", "c")).is_err());
}
