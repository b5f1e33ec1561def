//! No secret is shown by `Debug` or `Display`.

use crate::official;
use crate::server::{Service, once};
use wiremock::ResponseTemplate;
use zendesk_any_channel::{Client, Credentials};

const SECRET: &str = "s3cr3t-t0k3n";
/// `agent@example.com/token:s3cr3t-t0k3n`.
const BASIC: &str = "YWdlbnRAZXhhbXBsZS5jb20vdG9rZW46czNjcjN0LXQwazNu";

fn all() -> [Credentials; 5] {
    [
        Credentials::bearer(SECRET),
        Credentials::api_token("agent@example.com", SECRET),
        Credentials::basic("name", SECRET),
        Credentials::api_key_header("x-key", SECRET),
        Credentials::api_key_query("key", SECRET),
    ]
}

#[track_caller]
fn assert_no_secret(text: &str) {
    assert!(!text.contains(SECRET) && !text.contains(BASIC), "{text}");
}

#[test]
fn not_by_credentials_clients_and_builders() {
    for credentials in all() {
        assert_no_secret(&format!("{credentials:?} {credentials:#?}"));
        let builder = Client::builder("https://acme.zendesk.com", credentials);
        assert_no_secret(&format!("{builder:?} {builder:#?}"));
        let client = builder.build().unwrap();
        assert_no_secret(&format!("{client:?} {client:#?}"));
    }
}

#[test]
fn not_by_errors_of_the_setup() {
    let credentials = Credentials::bearer(format!("{SECRET}\n"));
    let error = Client::new("https://acme.zendesk.com", credentials).unwrap_err();
    assert_no_secret(&format!("{error} {error:?}"));
    let error = Client::new(&format!("https://user:{SECRET}@acme.zendesk.com"), Credentials::none());
    let error = error.unwrap_err();
    assert_no_secret(&format!("{error} {error:?}"));
}

#[tokio::test]
async fn not_by_errors_of_calls() {
    let refused = ResponseTemplate::new(401)
        .set_body_raw("no", "text/plain")
        .insert_header("set-cookie", format!("session={SECRET}").as_str());
    let undecodable = ResponseTemplate::new(200).set_body_string("{").insert_header("x-auth-token", SECRET);
    for answer in [refused, undecodable] {
        for credentials in all() {
            let service = Service::answering(answer.clone()).await;
            let client = service.client_of(credentials);
            let error = client.push_content_to_support(&official::request()).await.unwrap_err();
            assert_no_secret(&format!("{error} {error:?} {error:#?}"));
        }
    }
    for credentials in all() {
        // Nothing listens on port 1.
        let client = once("http://127.0.0.1:1", credentials);
        let error = client.push_content_to_support(&official::request()).await.unwrap_err();
        assert_no_secret(&format!("{error} {error:?} {error:#?}"));
    }
}
