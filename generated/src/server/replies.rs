//! What handlers answer: what the document declares for each status, or any other response.

use crate::models;
use crate::runtime::{self, Payload};

/// What [`ReportChannelbackError`](crate::operations::ReportChannelbackError) answers.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum ReportChannelbackError {
    /// 200: Success response
    Ok,
    /// Any other response, as it is.
    Raw(http::Response<Payload>),
}

impl runtime::Respond for ReportChannelbackError {
    #[inline]
    fn respond(self) -> http::Response<Payload> {
        match self {
            Self::Ok => runtime::reply(200, "", ""),
            Self::Raw(response) => response,
        }
    }
}

impl From<http::Response<Payload>> for ReportChannelbackError {
    #[inline]
    fn from(response: http::Response<Payload>) -> Self {
        Self::Raw(response)
    }
}

/// What [`PushContentToSupport`](crate::operations::PushContentToSupport) answers.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum PushContentToSupport {
    /// 200: Success response
    Ok(models::ChannelFrameworkPushResultsResponse),
    /// Any other response, as it is.
    Raw(http::Response<Payload>),
}

impl runtime::Respond for PushContentToSupport {
    #[inline]
    fn respond(self) -> http::Response<Payload> {
        match self {
            Self::Ok(body) => runtime::json_reply(200, "application/json", &body),
            Self::Raw(response) => response,
        }
    }
}

impl From<http::Response<Payload>> for PushContentToSupport {
    #[inline]
    fn from(response: http::Response<Payload>) -> Self {
        Self::Raw(response)
    }
}

/// What [`ValidateToken`](crate::operations::ValidateToken) answers.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum ValidateToken {
    /// 200: Success response
    Ok,
    /// Any other response, as it is.
    Raw(http::Response<Payload>),
}

impl runtime::Respond for ValidateToken {
    #[inline]
    fn respond(self) -> http::Response<Payload> {
        match self {
            Self::Ok => runtime::reply(200, "", ""),
            Self::Raw(response) => response,
        }
    }
}

impl From<http::Response<Payload>> for ValidateToken {
    #[inline]
    fn from(response: http::Response<Payload>) -> Self {
        Self::Raw(response)
    }
}
