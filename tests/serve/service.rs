//! A service on the stub that imports what it is sent.

use reqwest::header::{CONTENT_TYPE, HeaderMap};
use reqwest::{Method, StatusCode};
use serde_json::Value;
use zendesk_any_channel::models::{
    ChannelFrameworkPushResultsResponse, ChannelFrameworkResultObject, Status, StatusCode as Code,
};
use zendesk_any_channel::server::{ChannelFramework, Respond, Routes, problem, replies, requests};
use zendesk_any_channel::{Client, Credentials, Retry};

/// Imports everything, and asks a caller whose request ID is `slow` to wait. Tokens are not validated.
pub struct Importing;

impl ChannelFramework for Importing {
    async fn push_content_to_support(
        &self,
        request: requests::PushContentToSupport,
    ) -> replies::PushContentToSupport {
        if request.body.request_id.as_deref() == Some("slow") {
            let answer: replies::PushContentToSupport =
                problem(StatusCode::TOO_MANY_REQUESTS, "Not so fast.").into();
            return answer.with_header(reqwest::header::RETRY_AFTER, 7.into());
        }
        let imported = request.body.external_resources.into_iter();
        let results =
            imported.map(|it| ChannelFrameworkResultObject::new(it.external_id, Status::new(Code::Success)));
        replies::PushContentToSupport::Ok(ChannelFrameworkPushResultsResponse::new(results.collect()))
    }

    async fn report_channelback_error(
        &self,
        request: requests::ReportChannelbackError,
    ) -> replies::ReportChannelbackError {
        // Not a value of the request, but the request itself is at hand.
        assert!(request.head.headers.contains_key("authorization"));
        replies::ReportChannelbackError::Ok
    }
}

/// The service on loopback, until it is dropped with the runtime of its test.
pub struct Served {
    address: String,
}

impl Served {
    pub async fn start() -> Self {
        Self::of(Routes::new()).await
    }

    /// With limits that are set before.
    pub async fn of(routes: Routes) -> Self {
        let router = routes.channel_framework(Importing.into()).into_router();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { address }
    }

    pub fn client(&self) -> Client {
        let builder = Client::builder(&self.address, Credentials::bearer("a-secret-token"));
        builder.retry(Retry::never()).build().unwrap()
    }

    /// What a request is answered that no client of ours would send.
    pub async fn answer(
        &self,
        method: Method,
        path: &str,
        headers: &[(&'static str, &str)],
        body: &str,
    ) -> Answer {
        let url = format!("{}{path}", self.address);
        let mut request = reqwest::Client::new().request(method, url).body(body.to_owned());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        Answer { status, headers, text: response.text().await.unwrap() }
    }

    /// What a push with this body is answered.
    pub async fn pushed(&self, body: &str) -> Answer {
        self.answer(Method::POST, PUSH, &[("content-type", "application/json")], body).await
    }
}

/// The path of the push.
pub const PUSH: &str = "/api/v2/any_channel/push";

/// An answer.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    /// The problem that it must be.
    #[track_caller]
    pub fn problem(&self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        assert_eq!(self.headers[CONTENT_TYPE], "application/problem+json");
        let problem: Value = serde_json::from_str(&self.text).unwrap();
        assert_eq!(problem["status"], status);
        problem
    }

    /// The places and messages of a problem's errors.
    #[track_caller]
    pub fn errors(&self, status: u16) -> Vec<(String, String)> {
        let problem = self.problem(status);
        let text = |error: &Value, key: &str| error[key].as_str().unwrap().to_owned();
        let errors = problem["errors"].as_array().unwrap().iter();
        errors.map(|error| (text(error, "pointer"), text(error, "detail"))).collect()
    }
}
