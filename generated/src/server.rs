//! A server of the API: implement a trait, and everything else is done.
//!
//! Each tag of the document is a trait, and each of its operations a method that takes a typed request and
//! answers with what the document declares for its statuses. A method that is not written answers 501. What is
//! not as the document says never reaches a method: see [`Routes`] for how it is refused.
//!
//! ```
//! use std::sync::Arc;
//! use zendesk_any_channel::server::{ChannelFramework, Routes, replies, requests};
//!
//! struct Mine;
//!
//! impl ChannelFramework for Mine {
//!     async fn report_channelback_error(
//!         &self,
//!         request: requests::ReportChannelbackError,
//!     ) -> replies::ReportChannelbackError {
//!         println!("{:?}", request.head);
//!         http::Response::new("as you like it".into()).into()
//!     }
//! }
//!
//! let router: axum::Router = Routes::new().channel_framework(Arc::new(Mine)).into_router();
//! # let _ = router;
//! ```
//!
//! A handler answers with a variant of its [`replies`], with any response, as here, or with a [`problem`];
//! [`Respond::with_header`] adds a header to each. Bytes are a [`Blob`](crate::Blob): bytes, or a file, a reader or a stream
//! that is read as it is sent. So may the body of any response be, by [`Blob::payload`](crate::Blob::payload).
//!
//! `axum::serve` serves the router, with axum's own features `tokio` and `http1`. Where the paths of the API stand below
//! another path, nest it: `Router::new().nest_service("/v2", router)`.
//!
//! With the feature `tower` the client of this crate reaches a router in the same process, without a network: all that
//! a test needs.
//!
//! ```
//! # #[cfg(feature = "tower")]
//! # fn client(router: axum::Router) -> Result<(), zendesk_any_channel::SetupError> {
//! use zendesk_any_channel::{Client, Credentials};
//!
//! let client = Client::tower(router, "http://localhost", Credentials::none())?;
//! # let _ = client;
//! # Ok(())
//! # }
//! ```

use crate::runtime;
use std::sync::Arc;

pub mod replies;
pub mod requests;

pub use crate::runtime::{RequestHead, Respond, Routes, problem};

/// The operations of the tag `Channel Framework`.
pub trait ChannelFramework: Send + Sync + 'static {
    /// Reports that a channelback failed after it was accepted.
    ///
    /// `POST /api/v2/any_channel/channelback/report_error`
    ///
    /// # Allowed For
    ///
    /// - Admins
    ///
    /// # Request parameters
    ///
    /// The POST request takes a JSON object parameter which contains information about the
    /// problematic
    /// [channelback](https://developer.zendesk.com/documentation/channel_framework/understanding-the-channel-framework/channelback/).
    ///
    /// See [`ReportChannelbackErrorRequest`](crate::models::ReportChannelbackErrorRequest).
    ///
    /// # Response format
    ///
    /// The response does not include a response body
    fn report_channelback_error(
        &self,
        request: requests::ReportChannelbackError,
    ) -> impl Future<Output = replies::ReportChannelbackError> + Send {
        runtime::not_implemented(request)
    }

    /// Pushes comments from an origin service to Zendesk Support, where they become tickets and
    /// comments.
    ///
    /// `POST /api/v2/any_channel/push`
    ///
    /// Pushes Channel framework content to Zendesk.
    ///
    /// # Allowed For
    ///
    /// - Admins
    ///
    /// # Request parameters
    ///
    /// The POST request takes a JSON object parameter which contains data about all the resources
    /// that the client is pushing.
    ///
    /// See [`PushContentToSupportRequest`](crate::models::PushContentToSupportRequest),
    /// [`ExternalResource`](crate::models::ExternalResource), [`Author`](crate::models::Author)
    /// and [`DisplayInfo`](crate::models::DisplayInfo).
    ///
    /// # fields array
    ///
    /// The `fields` array lists ticket fields to set in Zendesk and their values. Each item
    /// consists of a field identifier (`id`) and a value (`value`) for the field. For Zendesk
    /// system fields such as `subject`, the identifier is the English name. For custom fields,
    /// the identifier may be a field ID or a name. See
    /// [Ticket Fields](https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_fields/).
    ///
    /// The `fields` array can only set ticket values on ticket creation, not on ticket updates.
    ///
    /// # Response format
    ///
    /// The response is a JSON object containing a single key:
    ///
    /// | Name    | Type  | Comments                                                                  |
    /// |---------|-------|---------------------------------------------------------------------------|
    /// | results | array | An array of [result objects](crate::models::ChannelFrameworkResultObject) |
    ///
    /// The `results` array contains an entry for each item in the incoming `external_resources`
    /// array, in the same order. For example, if you call `push` with 3 external resources, a
    /// successful response will include `results` with three entries, corresponding to your 3
    /// resources.
    ///
    /// # result object
    ///
    /// See [`ChannelFrameworkResultObject`](crate::models::ChannelFrameworkResultObject),
    /// [`Status`](crate::models::Status) and [`StatusCode`](crate::models::StatusCode).
    fn push_content_to_support(
        &self,
        request: requests::PushContentToSupport,
    ) -> impl Future<Output = replies::PushContentToSupport> + Send {
        runtime::not_implemented(request)
    }

    /// Checks that the credentials and the instance push ID belong together.
    ///
    /// `POST /api/v2/any_channel/validate_token`
    ///
    /// # Allowed For
    ///
    /// - Admins
    ///
    /// # Request parameters
    ///
    /// The POST request takes a JSON object parameter which contains the token to be validated.
    ///
    /// See [`ValidateTokenRequest`](crate::models::ValidateTokenRequest).
    ///
    /// # Response format
    ///
    /// The response body is empty.
    fn validate_token(
        &self,
        request: requests::ValidateToken,
    ) -> impl Future<Output = replies::ValidateToken> + Send {
        runtime::not_implemented(request)
    }
}

impl Routes {
    /// Adds the operations of [`ChannelFramework`].
    pub fn channel_framework<S: ChannelFramework>(mut self, service: Arc<S>) -> Self {
        runtime::handle!(
            self, service, requests::ReportChannelbackError, S, ChannelFramework,
            report_channelback_error
        );
        runtime::handle!(
            self, service, requests::PushContentToSupport, S, ChannelFramework,
            push_content_to_support
        );
        runtime::handle!(
            self, service, requests::ValidateToken, S, ChannelFramework, validate_token
        );
        self
    }
}

/// A router of one service that has all operations. Those of several services are put together in [`Routes`].
pub fn router<S: ChannelFramework>(service: S) -> axum::Router {
    let service = Arc::new(service);
    Routes::new().channel_framework(Arc::clone(&service)).into_router()
}
