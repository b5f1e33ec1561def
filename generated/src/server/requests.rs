//! What handlers are given: the parameters and the body of a request, checked.

use crate::{models, operations};
use crate::runtime::{self, Operation};

/// A request of [`ReportChannelbackError`](crate::operations::ReportChannelbackError).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ReportChannelbackError {
    /// The request body, `application/json`.
    pub body: models::ReportChannelbackErrorRequest,
    /// The method, the URI, the headers, and what layers before have put into the extensions.
    pub head: runtime::RequestHead,
}

impl runtime::Receive for ReportChannelbackError {
    const ENDPOINT: runtime::Endpoint = runtime::Endpoint::new(
        operations::ReportChannelbackError::ROUTE,
        &["application/json"],
        &[],
    );

    #[inline]
    fn receive(request: &mut runtime::Received) -> Self {
        Self {
            body: request.json(&[]),
            head: request.head(),
        }
    }
}

/// A request of [`PushContentToSupport`](crate::operations::PushContentToSupport).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PushContentToSupport {
    /// The request body, `application/json`.
    pub body: models::PushContentToSupportRequest,
    /// The method, the URI, the headers, and what layers before have put into the extensions.
    pub head: runtime::RequestHead,
}

impl runtime::Receive for PushContentToSupport {
    const ENDPOINT: runtime::Endpoint = runtime::Endpoint::new(
        operations::PushContentToSupport::ROUTE,
        &["application/json"],
        &["application/json"],
    );

    #[inline]
    fn receive(request: &mut runtime::Received) -> Self {
        Self {
            body: request.json(&[]),
            head: request.head(),
        }
    }
}

/// A request of [`ValidateToken`](crate::operations::ValidateToken).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ValidateToken {
    /// The request body, `application/json`.
    pub body: models::ValidateTokenRequest,
    /// The method, the URI, the headers, and what layers before have put into the extensions.
    pub head: runtime::RequestHead,
}

impl runtime::Receive for ValidateToken {
    const ENDPOINT: runtime::Endpoint = runtime::Endpoint::new(
        operations::ValidateToken::ROUTE,
        &["application/json"],
        &[],
    );

    #[inline]
    fn receive(request: &mut runtime::Received) -> Self {
        Self {
            body: request.json(&[]),
            head: request.head(),
        }
    }
}
