use zendesk_any_channel::models::{Author, ExternalResource, PushContentToSupportRequest, StatusCode};
use zendesk_any_channel::{Client, Credentials};

pub async fn push(address: &str, token: &str) -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::new(address, Credentials::bearer(token))?; // "https://acme.zendesk.com"

    let author = Author::new("456").name("Fred");
    let comment = ExternalResource::new("234", "A useful comment", "2015-01-13T08:59:26Z".parse()?, author)
        .parent_id("123"); // and not thread_id as well: that is checked before anything is sent
    let body = PushContentToSupportRequest::new("d448ef2f-8f51-4fbd-a5d1-9a53d2c8a3c1", vec![comment]);

    for result in client.push_content_to_support(&body).await?.results {
        match result.status.code {
            StatusCode::Success | StatusCode::AlreadyImported => {}
            StatusCode::Other(code) => eprintln!("a code newer than this crate: {code}"),
            code => eprintln!("{}: {code}", result.external_resource_id),
        }
    }
    Ok(())
}
