//! A small Any Channel service that remembers what was pushed to it.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use zendesk_any_channel::Payload;
use zendesk_any_channel::models::{
    ChannelFrameworkPushResultsResponse, ChannelFrameworkResultObject, ExternalResource, Status, StatusCode,
};
use zendesk_any_channel::server::{ChannelFramework, RequestHead, replies, requests};

/// The service: who may call, how often, and what it has imported.
pub struct Service {
    authorization: String,
    most_calls: u32,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The resources of each account, by its instance push ID.
    imported: HashMap<String, HashSet<String>>,
    /// How often each resource was made a comment.
    comments: HashMap<String, u32>,
    /// When the second began in which calls are counted, and how many there were.
    second: Option<(Instant, u32)>,
}

/// The calls are counted anew after this time.
const SECOND: Duration = Duration::from_secs(1);

impl Service {
    /// A service that takes this bearer token, and so many calls in a second.
    pub fn new(token: &str, most_calls: u32) -> Self {
        Self { authorization: format!("Bearer {token}"), most_calls, state: Mutex::default() }
    }

    /// Looks at how often each resource was made a comment, by its external ID.
    pub fn comments<T>(&self, look: impl FnOnce(&HashMap<String, u32>) -> T) -> T {
        look(&self.state().comments)
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        // What a handler that panicked left behind is whole: it changes one thing at a time.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The answer to a caller who may not call, or not yet.
    fn refusal(&self, head: &RequestHead) -> Option<http::Response<Payload>> {
        let known = head.headers.get(http::header::AUTHORIZATION);
        if known.is_none_or(|value| value.as_bytes() != self.authorization.as_bytes()) {
            let body = r#"{"error":"invalid_token","error_description":"The access token is invalid"}"#;
            return Some(answer(401, body));
        }
        let mut state = self.state();
        let now = Instant::now();
        let (began, calls) = state.second.filter(|(began, _)| now - *began < SECOND).unwrap_or((now, 0));
        state.second = Some((began, calls + 1));
        if calls < self.most_calls {
            return None;
        }
        let body = r#"{"errors":[{"code":"TooManyRequests","title":"Rate limit exceeded"}]}"#;
        let mut refusal = answer(429, body);
        refusal.headers_mut().insert(http::header::RETRY_AFTER, 1.into());
        Some(refusal)
    }
}

impl State {
    /// Imports resources in their order. After one that cannot be imported the rest is not tried.
    fn import(&mut self, account: &str, resources: &[ExternalResource]) -> Vec<ChannelFrameworkResultObject> {
        let known = self.imported.entry(account.to_owned()).or_default();
        let mut has_failed = false;
        let statuses = resources.iter().map(|resource| {
            let parent = resource.parent_id.as_ref().filter(|parent| !known.contains(*parent));
            match parent {
                _ if has_failed => Status::new(StatusCode::Halted),
                _ if known.contains(&resource.external_id) => Status::new(StatusCode::AlreadyImported),
                Some(parent) => {
                    has_failed = true;
                    Status::new(StatusCode::CouldNotLocateParentExternalResource).description(parent)
                }
                None if resource.message.trim().is_empty() => {
                    has_failed = true;
                    Status::new(StatusCode::ProcessingError).description("The message is blank")
                }
                None => {
                    known.insert(resource.external_id.clone());
                    *self.comments.entry(resource.external_id.clone()).or_default() += 1;
                    Status::new(StatusCode::Success)
                }
            }
        });
        let results = resources.iter().zip(statuses);
        results
            .map(|(resource, status)| ChannelFrameworkResultObject::new(&resource.external_id, status))
            .collect()
    }
}

impl ChannelFramework for Service {
    async fn push_content_to_support(
        &self,
        request: requests::PushContentToSupport,
    ) -> replies::PushContentToSupport {
        if let Some(refusal) = self.refusal(&request.head) {
            return refusal.into();
        }
        let body = request.body;
        let results = self.state().import(&body.instance_push_id, &body.external_resources);
        replies::PushContentToSupport::Ok(ChannelFrameworkPushResultsResponse::new(results))
    }

    async fn report_channelback_error(
        &self,
        request: requests::ReportChannelbackError,
    ) -> replies::ReportChannelbackError {
        match self.refusal(&request.head) {
            Some(refusal) => refusal.into(),
            None => replies::ReportChannelbackError::Ok,
        }
    }

    /// The real service answers `null`.
    async fn validate_token(&self, request: requests::ValidateToken) -> replies::ValidateToken {
        self.refusal(&request.head).unwrap_or_else(|| answer(200, "null")).into()
    }
}

fn answer(status: u16, json: &'static str) -> http::Response<Payload> {
    let mut response = http::Response::new(json.into());
    // The statuses above are some.
    *response.status_mut() = http::StatusCode::from_u16(status).unwrap_or_default();
    let json = http::HeaderValue::from_static("application/json");
    response.headers_mut().insert(http::header::CONTENT_TYPE, json);
    response
}
