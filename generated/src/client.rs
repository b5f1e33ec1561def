//! The client's methods, one for each operation.

use crate::{models, operations};
use crate::runtime::{Call, Client};

impl<T> Client<T> {
    /// Reports that a channelback failed after it was accepted
    ///
    /// See [`ReportChannelbackError`](crate::operations::ReportChannelbackError).
    pub fn report_channelback_error<'a>(
        &'a self,
        body: &'a models::ReportChannelbackErrorRequest,
    ) -> Call<&'a Self, operations::ReportChannelbackError<'a>> {
        Call::new(self, operations::ReportChannelbackError::new(body))
    }

    /// Pushes comments from an origin service to Zendesk Support, where they become tickets and
    /// comments
    ///
    /// See [`PushContentToSupport`](crate::operations::PushContentToSupport).
    pub fn push_content_to_support<'a>(
        &'a self,
        body: &'a models::PushContentToSupportRequest,
    ) -> Call<&'a Self, operations::PushContentToSupport<'a>> {
        Call::new(self, operations::PushContentToSupport::new(body))
    }

    /// Checks that the credentials and the instance push ID belong together
    ///
    /// See [`ValidateToken`](crate::operations::ValidateToken).
    pub fn validate_token<'a>(
        &'a self,
        body: &'a models::ValidateTokenRequest,
    ) -> Call<&'a Self, operations::ValidateToken<'a>> {
        Call::new(self, operations::ValidateToken::new(body))
    }
}
