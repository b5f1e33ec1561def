//! A service on loopback that answers one thing.

use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};
use zendesk_any_channel::{Client, Credentials, Retry};

/// A client that sends everything once.
pub fn once(address: &str, credentials: Credentials) -> Client {
    Client::builder(address, credentials).retry(Retry::never()).build().unwrap()
}

/// A service that answers every request in the same way.
pub struct Service {
    server: MockServer,
}

impl Service {
    pub async fn answering(answer: ResponseTemplate) -> Self {
        let server = MockServer::start().await;
        Mock::given(any()).respond_with(answer).mount(&server).await;
        Self { server }
    }

    /// Answers with a status and a body of a media type.
    pub async fn saying(status: u16, media_type: &str, body: &str) -> Self {
        Self::answering(ResponseTemplate::new(status).set_body_raw(body, media_type)).await
    }

    pub fn address(&self) -> String {
        self.server.uri()
    }

    pub fn client(&self) -> Client {
        self.client_of(Credentials::bearer("a-bearer-token"))
    }

    /// A client that sends everything once.
    pub fn client_of(&self, credentials: Credentials) -> Client {
        once(&self.address(), credentials)
    }

    pub async fn received(&self) -> Vec<Request> {
        self.server.received_requests().await.unwrap()
    }

    /// The one request that came in.
    pub async fn only_request(&self) -> Request {
        let mut received = self.received().await;
        assert_eq!(received.len(), 1);
        received.remove(0)
    }
}

/// The value of a header that a request must have once.
#[track_caller]
pub fn header<'a>(request: &'a Request, name: &str) -> &'a str {
    let values: Vec<_> = request.headers.get_all(name).iter().collect();
    assert_eq!(values.len(), 1, "{name}");
    values[0].to_str().unwrap()
}
