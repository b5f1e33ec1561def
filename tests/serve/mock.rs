//! The mock service of the examples: what it remembers, whom it refuses, and what survives its faults.

#[path = "../../examples/mock_server/faults.rs"]
mod faults;
#[path = "../../examples/mock_server/service.rs"]
mod remembering;

use faults::Faults;
use remembering::Service;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use zendesk_any_channel::models::{
    Author, ExternalResource, PushContentToSupportRequest, StatusCode, ValidateTokenRequest,
};
use zendesk_any_channel::server::Routes;
use zendesk_any_channel::{Client, Credentials, Retry};

const TOKEN: &str = "secret";

/// The service behind its faults: itself, and its address.
async fn start(rate: u32, faults: Faults) -> (Arc<Service>, String) {
    let service = Arc::new(Service::new(TOKEN, rate));
    let (outside, inside) =
        (TcpListener::bind("127.0.0.1:0").await.unwrap(), TcpListener::bind("127.0.0.1:0").await.unwrap());
    let (address, behind) =
        (format!("http://{}", outside.local_addr().unwrap()), inside.local_addr().unwrap());
    let router = Routes::new().channel_framework(Arc::clone(&service)).into_router();
    tokio::spawn(async move { axum::serve(inside, router).await });
    tokio::spawn(faults::spoil(outside, behind, faults));
    (service, address)
}

fn comment(id: &str) -> ExternalResource {
    let at = "2015-01-13T08:59:26Z".parse().unwrap();
    ExternalResource::new(id, "A useful comment", at, Author::new("456"))
}

async fn pushed(client: &Client, resources: Vec<ExternalResource>) -> Vec<StatusCode> {
    let body = PushContentToSupportRequest::new("account", resources);
    let answer = client.push_content_to_support(&body).await.unwrap();
    answer.results.into_iter().map(|result| result.status.code).collect()
}

#[tokio::test]
async fn it_remembers_what_was_pushed() {
    use StatusCode::{AlreadyImported, CouldNotLocateParentExternalResource, Halted, Success};
    let (service, address) = start(100, Faults::default()).await;
    let client = Client::new(&address, Credentials::bearer(TOKEN)).unwrap();
    let resources = vec![comment("1"), comment("2").parent_id("9"), comment("3").parent_id("1")];
    let found = pushed(&client, resources.clone()).await;
    assert_eq!(found, [Success, CouldNotLocateParentExternalResource, Halted]);
    // The loop of the example: what was halted again, without what failed.
    assert_eq!(pushed(&client, vec![resources[2].clone()]).await, [Success]);
    assert_eq!(pushed(&client, vec![comment("1"), comment("3")]).await, [AlreadyImported, AlreadyImported]);
    assert_eq!(service.comments(Clone::clone), [("1".to_owned(), 1), ("3".to_owned(), 1)].into());
}

#[tokio::test]
async fn it_knows_who_calls_and_how_often() {
    let (_, address) = start(2, Faults::default()).await;
    let body = ValidateTokenRequest::new("account");
    let stranger = Client::new(&address, Credentials::bearer("other")).unwrap();
    assert_eq!(stranger.validate_token(&body).await.unwrap_err().status().unwrap(), 401);

    let once = Client::builder(&address, Credentials::bearer(TOKEN)).retry(Retry::never()).build().unwrap();
    once.validate_token(&body).await.unwrap();
    once.validate_token(&body).await.unwrap();
    let error = once.validate_token(&body).await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.retry_after()), (429, Some(Duration::from_secs(1))));
    // Who waits as asked gets through.
    let patient = Client::new(&address, Credentials::bearer(TOKEN)).unwrap();
    patient.validate_token(&body).await.unwrap();
}

/// Whatever goes wrong on the way, everything is imported exactly once.
#[tokio::test(flavor = "multi_thread")]
async fn everything_arrives_once_whatever_goes_wrong() {
    let (service, address) = start(10_000, Faults { delays: 0, ..Faults::all(100) }).await;
    let retry = Retry::attempts(10).waits(Duration::from_millis(1), Duration::from_millis(5));
    let client = Client::builder(&address, Credentials::bearer(TOKEN)).retry(retry).build().unwrap();
    const PUSHES: usize = 200;
    for push in 0..PUSHES {
        let resources: Vec<_> = (0..5).map(|index| comment(&format!("{push}-{index}"))).collect();
        let body = PushContentToSupportRequest::new("account", resources);
        // What is not sent again any more, since too much went wrong of late, is pushed once more.
        while client.push_content_to_support(&body).await.is_err() {}
    }
    let comments = service.comments(Clone::clone);
    assert_eq!(comments.len(), 5 * PUSHES);
    assert!(comments.values().all(|count| *count == 1));
}
