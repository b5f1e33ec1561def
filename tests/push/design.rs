//! The usage example that the crate was designed from, word for word: it must go on compiling.

use zendesk_any_channel::models::{Author, ExternalResource, PushContentToSupportRequest, StatusCode};
use zendesk_any_channel::{Client, Credentials};

#[rustfmt::skip]
#[allow(dead_code)] // The address is a real one: compiled, not called.
async fn designed(token: &str) -> Result<(), Box<dyn std::error::Error>> {
let client = Client::new("https://acme.zendesk.com", Credentials::bearer(token))?;

let comment = ExternalResource::new("234", "A useful comment", "2015-01-13T08:59:26Z".parse()?, Author::new("456").name("Fred"))
    .parent_id("123");                       // and not thread_id as well: checked before anything is sent

let pushed = client
    .push_content_to_support(&PushContentToSupportRequest::new("d448ef2f-8f51-4fbd-a5d1-9a53d2c8a3c1", vec![comment]))
    .await?;

for result in &pushed.results {
    match &result.status.code {
        StatusCode::Success | StatusCode::AlreadyImported => {}
        StatusCode::Other(code) => eprintln!("a code newer than this crate: {code}"),
        code => eprintln!("{}: {code}", result.external_resource_id),
    }
}
    Ok(())
}
