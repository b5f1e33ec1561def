//! The operations as values without IO: each makes its request and reads its response.

use crate::models;
use crate::runtime::{self, Builder, Error, Operation, Route};
use bytes::Bytes;
use serde_json::Value;

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
///
/// It answers:
///
/// - `200`: Success response
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ReportChannelbackError<'a> {
    /// The request body, `application/json`.
    pub body: &'a models::ReportChannelbackErrorRequest,
}

impl<'a> ReportChannelbackError<'a> {
    /// The operation with everything that it needs, and nothing that is optional.
    pub fn new(body: &'a models::ReportChannelbackErrorRequest) -> Self {
        Self { body }
    }
}

impl Operation for ReportChannelbackError<'_> {
    type Output = ();
    type Error = Value;
    const ROUTE: Route = Route::new(
        "ReportChannelbackError",
        "POST",
        "/api/v2/any_channel/channelback/report_error",
    );

    #[inline]
    fn write(&self, request: &mut Builder) {
        request.json(self.body, &[]);
    }

    #[inline]
    fn response(
        response: http::Response<Bytes>,
    ) -> Result<Self::Output, Error<Self::Error>> {
        runtime::empty(response)
    }
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
///
/// It answers:
///
/// - `200`: Success response
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PushContentToSupport<'a> {
    /// The request body, `application/json`.
    pub body: &'a models::PushContentToSupportRequest,
}

impl<'a> PushContentToSupport<'a> {
    /// The operation with everything that it needs, and nothing that is optional.
    pub fn new(body: &'a models::PushContentToSupportRequest) -> Self {
        Self { body }
    }
}

impl Operation for PushContentToSupport<'_> {
    type Output = models::ChannelFrameworkPushResultsResponse;
    type Error = Value;
    const ROUTE: Route = Route::new(
            "PushContentToSupport",
            "POST",
            "/api/v2/any_channel/push",
        )
        .repeatable();

    #[inline]
    fn write(&self, request: &mut Builder) {
        request.json(self.body, &[]);
    }

    #[inline]
    fn response(
        response: http::Response<Bytes>,
    ) -> Result<Self::Output, Error<Self::Error>> {
        runtime::json(response)
    }
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
///
/// It answers:
///
/// - `200`: Success response
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ValidateToken<'a> {
    /// The request body, `application/json`.
    pub body: &'a models::ValidateTokenRequest,
}

impl<'a> ValidateToken<'a> {
    /// The operation with everything that it needs, and nothing that is optional.
    pub fn new(body: &'a models::ValidateTokenRequest) -> Self {
        Self { body }
    }
}

impl Operation for ValidateToken<'_> {
    type Output = ();
    type Error = Value;
    const ROUTE: Route = Route::new(
            "ValidateToken",
            "POST",
            "/api/v2/any_channel/validate_token",
        )
        .repeatable();

    #[inline]
    fn write(&self, request: &mut Builder) {
        request.json(self.body, &[]);
    }

    #[inline]
    fn response(
        response: http::Response<Bytes>,
    ) -> Result<Self::Output, Error<Self::Error>> {
        runtime::empty(response)
    }
}
