//! The types that requests and responses are made of.

mod codec;

use crate::runtime::{self, Violations};
use chrono::{DateTime, Utc};
use serde_json::Value;

/// What [`PushContentToSupport`](crate::operations::PushContentToSupport) answers.
#[derive(Clone)]
#[non_exhaustive]
pub struct ChannelFrameworkPushResultsResponse {
    /// An array of [result objects](ChannelFrameworkResultObject)
    pub results: Vec<ChannelFrameworkResultObject>,
}

impl ChannelFrameworkPushResultsResponse {
    /// A value with everything it needs.
    pub fn new(results: Vec<ChannelFrameworkResultObject>) -> Self {
        Self { results }
    }
}

/// The POST request takes a JSON object parameter which contains information about the
/// problematic channelback.
#[derive(Clone)]
#[non_exhaustive]
pub struct ReportChannelbackErrorRequest {
    /// The ID of the account to which data will be pushed.
    ///
    /// This was passed to the integration service when the administrator set up the account
    pub instance_push_id: String,
    /// Unique identifier of the external resource from the original channelback (string)
    pub external_id: String,
    /// A human readable description of the error
    pub description: Option<String>,
    /// A unique identifier for the request
    pub request_id: Option<String>,
}

impl ReportChannelbackErrorRequest {
    /// A value with everything that is required, and nothing that is optional.
    pub fn new(
        instance_push_id: impl Into<String>,
        external_id: impl Into<String>,
    ) -> Self {
        Self {
            instance_push_id: instance_push_id.into(),
            external_id: external_id.into(),
            ..runtime::Model::blank()
        }
    }

    /// Sets [`description`](Self::description).
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// Sets [`request_id`](Self::request_id).
    #[must_use]
    pub fn request_id(mut self, request_id: impl Into<String>) -> Self {
        self.request_id = Some(request_id.into());
        self
    }

    /// Checks what the document demands of the value and of everything in it.
    ///
    /// # Errors
    ///
    /// All the demands that are not met, each with the place of the value.
    #[inline]
    pub fn validate(&self) -> Result<(), Violations> {
        runtime::validate(self)
    }
}

/// What `results` of [`ChannelFrameworkPushResultsResponse`] holds.
#[derive(Clone)]
#[non_exhaustive]
pub struct ChannelFrameworkResultObject {
    /// The external ID of the resource, as passed in
    pub external_resource_id: String,
    /// The status of the import for the indicated resource. See [status object](Status)
    pub status: Status,
}

impl ChannelFrameworkResultObject {
    /// A value with everything it needs.
    pub fn new(external_resource_id: impl Into<String>, status: Status) -> Self {
        Self {
            external_resource_id: external_resource_id.into(),
            status,
        }
    }
}

/// What `status` of [`ChannelFrameworkResultObject`] holds.
#[derive(Clone)]
#[non_exhaustive]
pub struct Status {
    /// A code indicating the status of the import of the resource, as described in
    /// [status codes](StatusCode)
    pub code: StatusCode,
    /// In the case of an exception, a description of the exception. Otherwise, not present.
    pub description: Option<String>,
}

impl Status {
    /// A value with everything that is required, and nothing that is optional.
    pub fn new(code: impl Into<StatusCode>) -> Self {
        Self {
            code: code.into(),
            ..runtime::Model::blank()
        }
    }

    /// Sets [`description`](Self::description).
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }
}

/// What `code` of [`Status`] holds.
#[derive(Clone)]
#[non_exhaustive]
pub enum StatusCode {
    /// The external resource was successfully converted to a ticket or comment
    Success,
    /// Reimport of the external resource was skipped due to a pre-existing ticket or comment for
    /// the resource
    AlreadyImported,
    /// The parent resource, as identified by parent_id in the
    /// [request](PushContentToSupportRequest), could not be found.
    ///
    /// The unrecognized parent ID is returned in the description of the [status](Status)
    CouldNotLocateParentExternalResource,
    /// An internal exception occurred while processing the resource.
    ///
    /// See `description` in the [status object](Status)
    ProcessingError,
    /// This resource was not processed because processing of previous resources failed
    Halted,
    /// A value that is not in the document, kept as it is.
    Other(String),
}

/// The POST request takes a JSON object parameter which contains data about all the resources
/// that the client is pushing.
#[derive(Clone)]
#[non_exhaustive]
pub struct PushContentToSupportRequest {
    /// The account ID where data will be pushed.
    ///
    /// This was passed to the integration service when the administrator set up the account
    pub instance_push_id: String,
    /// A unique identifier for the push request
    pub request_id: Option<String>,
    /// The [resources](ExternalResource) to push
    pub external_resources: Vec<ExternalResource>,
}

impl PushContentToSupportRequest {
    /// A value with everything that is required, and nothing that is optional.
    pub fn new(
        instance_push_id: impl Into<String>,
        external_resources: Vec<ExternalResource>,
    ) -> Self {
        Self {
            instance_push_id: instance_push_id.into(),
            external_resources,
            ..runtime::Model::blank()
        }
    }

    /// Sets [`request_id`](Self::request_id).
    #[must_use]
    pub fn request_id(mut self, request_id: impl Into<String>) -> Self {
        self.request_id = Some(request_id.into());
        self
    }

    /// Checks what the document demands of the value and of everything in it.
    ///
    /// # Errors
    ///
    /// All the demands that are not met, each with the place of the value.
    #[inline]
    pub fn validate(&self) -> Result<(), Violations> {
        runtime::validate(self)
    }
}

/// What `external_resources` of [`PushContentToSupportRequest`] holds.
#[derive(Clone)]
#[non_exhaustive]
pub struct ExternalResource {
    /// Unique identifier of the external resource. Must be ASCII characters
    ///
    /// At most 255 characters. ASCII only.
    pub external_id: String,
    /// If true creates a new internal note comment
    pub internal_note: Option<bool>,
    /// Text to be converted to a ticket or comment
    ///
    /// At most 65535 characters.
    pub message: String,
    /// HTML version of message
    ///
    /// At most 65535 characters.
    pub html_message: Option<String>,
    /// Unique identifier of the external resource for which this is a response.
    ///
    /// Used to choose the correct thread. Responses may include `parent_id` or `thread_id`, but
    /// not both. See
    /// [Conversation threads](https://developer.zendesk.com/documentation/channel_framework/understanding-the-channel-framework/pull_endpoint/#conversation-threads)
    ///
    /// At most 511 characters. Not together with `thread_id`.
    pub parent_id: Option<String>,
    /// Arbitrary identifier of the thread to which this item should belong.
    ///
    /// Responses may include `parent_id` or `thread_id`, but not both. See
    /// [Conversation threads](https://developer.zendesk.com/documentation/channel_framework/understanding-the-channel-framework/pull_endpoint/#conversation-threads)
    ///
    /// At most 255 characters. Not together with `parent_id`.
    pub thread_id: Option<String>,
    /// When the resource was created in the origin system, as an ISO 8601 extended format
    /// date-time.
    ///
    /// Example: '2015-09-08T22:48:09Z'
    pub created_at: DateTime<Utc>,
    /// See [author object](Author) below
    pub author: Author,
    /// Array of integration-specific data used by apps to modify the agent UI.
    ///
    /// See [display_info object](DisplayInfo) below
    pub display_info: Option<Vec<DisplayInfo>>,
    /// If false, prevents the agent from making additional comments on the message in the Zendesk
    /// interface
    pub allow_channelback: Option<bool>,
    /// Array of ticket fields to set in Zendesk and their values. See [fields array](Field)
    pub fields: Option<Vec<Field>>,
    /// Array of files to be imported into Zendesk.
    ///
    /// See
    /// [file urls](https://developer.zendesk.com/documentation/channel_framework/understanding-the-channel-framework/pull_endpoint/#file-urls)
    /// in the Channel framework docs
    ///
    /// At most 10 items.
    pub file_urls: Option<Vec<String>>,
}

impl ExternalResource {
    /// A value with everything that is required, and nothing that is optional.
    pub fn new(
        external_id: impl Into<String>,
        message: impl Into<String>,
        created_at: DateTime<Utc>,
        author: Author,
    ) -> Self {
        Self {
            external_id: external_id.into(),
            message: message.into(),
            created_at,
            author,
            ..runtime::Model::blank()
        }
    }

    /// Sets [`internal_note`](Self::internal_note).
    #[must_use]
    pub fn internal_note(mut self, internal_note: bool) -> Self {
        self.internal_note = Some(internal_note);
        self
    }

    /// Sets [`html_message`](Self::html_message).
    #[must_use]
    pub fn html_message(mut self, html_message: impl Into<String>) -> Self {
        self.html_message = Some(html_message.into());
        self
    }

    /// Sets [`parent_id`](Self::parent_id).
    #[must_use]
    pub fn parent_id(mut self, parent_id: impl Into<String>) -> Self {
        self.parent_id = Some(parent_id.into());
        self
    }

    /// Sets [`thread_id`](Self::thread_id).
    #[must_use]
    pub fn thread_id(mut self, thread_id: impl Into<String>) -> Self {
        self.thread_id = Some(thread_id.into());
        self
    }

    /// Sets [`display_info`](Self::display_info).
    #[must_use]
    pub fn display_info(mut self, display_info: Vec<DisplayInfo>) -> Self {
        self.display_info = Some(display_info);
        self
    }

    /// Sets [`allow_channelback`](Self::allow_channelback).
    #[must_use]
    pub fn allow_channelback(mut self, allow_channelback: bool) -> Self {
        self.allow_channelback = Some(allow_channelback);
        self
    }

    /// Sets [`fields`](Self::fields).
    #[must_use]
    pub fn fields(mut self, fields: Vec<Field>) -> Self {
        self.fields = Some(fields);
        self
    }

    /// Sets [`file_urls`](Self::file_urls).
    #[must_use]
    pub fn file_urls(mut self, file_urls: Vec<String>) -> Self {
        self.file_urls = Some(file_urls);
        self
    }

    /// Checks what the document demands of the value and of everything in it.
    ///
    /// # Errors
    ///
    /// All the demands that are not met, each with the place of the value.
    #[inline]
    pub fn validate(&self) -> Result<(), Violations> {
        runtime::validate(self)
    }
}

/// What `author` of [`ExternalResource`] holds.
#[derive(Clone)]
#[non_exhaustive]
pub struct Author {
    /// Unique identifier of the user in the origin service
    ///
    /// At most 255 characters.
    pub external_id: String,
    /// If not supplied, defaults to external id
    ///
    /// At most 255 characters.
    pub name: Option<String>,
    /// URL to an image for the user
    ///
    /// At most 255 characters.
    pub image_url: Option<String>,
    /// The user's locale.
    ///
    /// Must be one of the supported
    /// [locales](https://developer.zendesk.com/api-reference/ticketing/account-configuration/locales/#list-available-public-locales)
    /// in Zendesk
    ///
    /// At most 255 characters.
    pub locale: Option<String>,
    /// Array of items containing user field identifier ('id') and value of field ('value'.)
    ///
    /// For system fields ('notes' or 'details'), the identifier is the English name. For custom
    /// fields, the identifier may be the ID or the name
    pub fields: Option<Vec<AuthorField>>,
}

impl Author {
    /// A value with everything that is required, and nothing that is optional.
    pub fn new(external_id: impl Into<String>) -> Self {
        Self {
            external_id: external_id.into(),
            ..runtime::Model::blank()
        }
    }

    /// Sets [`name`](Self::name).
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets [`image_url`](Self::image_url).
    #[must_use]
    pub fn image_url(mut self, image_url: impl Into<String>) -> Self {
        self.image_url = Some(image_url.into());
        self
    }

    /// Sets [`locale`](Self::locale).
    #[must_use]
    pub fn locale(mut self, locale: impl Into<String>) -> Self {
        self.locale = Some(locale.into());
        self
    }

    /// Sets [`fields`](Self::fields).
    #[must_use]
    pub fn fields(mut self, fields: Vec<AuthorField>) -> Self {
        self.fields = Some(fields);
        self
    }

    /// Checks what the document demands of the value and of everything in it.
    ///
    /// # Errors
    ///
    /// All the demands that are not met, each with the place of the value.
    #[inline]
    pub fn validate(&self) -> Result<(), Violations> {
        runtime::validate(self)
    }
}

/// What `display_info` of [`ExternalResource`] holds.
#[derive(Clone)]
#[non_exhaustive]
pub struct DisplayInfo {
    /// Globally unique type identifier defined by the integration origin service. Examples: a
    /// GUID or URI
    ///
    /// At most 255 characters.
    pub type_: String,
    /// JSON data containing display hints
    pub data: Value,
}

impl DisplayInfo {
    /// A value with everything it needs.
    pub fn new(type_: impl Into<String>, data: impl Into<Value>) -> Self {
        Self {
            type_: type_.into(),
            data: data.into(),
        }
    }

    /// Checks what the document demands of the value and of everything in it.
    ///
    /// # Errors
    ///
    /// All the demands that are not met, each with the place of the value.
    #[inline]
    pub fn validate(&self) -> Result<(), Violations> {
        runtime::validate(self)
    }
}

/// Each item consists of a field identifier (`id`) and a value (`value`) for the field.
#[derive(Clone)]
#[non_exhaustive]
pub struct Field {
    /// Field identifier
    pub id: FieldId,
    /// Value
    pub value: Value,
}

impl Field {
    /// A value with everything it needs.
    pub fn new(id: impl Into<FieldId>, value: impl Into<Value>) -> Self {
        Self {
            id: id.into(),
            value: value.into(),
        }
    }

    /// Checks what the document demands of the value and of everything in it.
    ///
    /// # Errors
    ///
    /// All the demands that are not met, each with the place of the value.
    #[inline]
    pub fn validate(&self) -> Result<(), Violations> {
        runtime::validate(self)
    }
}

/// The POST request takes a JSON object parameter which contains the token to be validated.
#[derive(Clone)]
#[non_exhaustive]
pub struct ValidateTokenRequest {
    /// The ID of the account to which data will be pushed.
    ///
    /// This was passed to the integration service when the administrator set up the account
    pub instance_push_id: String,
    /// A unique identifier for the push request
    pub request_id: Option<String>,
}

impl ValidateTokenRequest {
    /// A value with everything that is required, and nothing that is optional.
    pub fn new(instance_push_id: impl Into<String>) -> Self {
        Self {
            instance_push_id: instance_push_id.into(),
            ..runtime::Model::blank()
        }
    }

    /// Sets [`request_id`](Self::request_id).
    #[must_use]
    pub fn request_id(mut self, request_id: impl Into<String>) -> Self {
        self.request_id = Some(request_id.into());
        self
    }

    /// Checks what the document demands of the value and of everything in it.
    ///
    /// # Errors
    ///
    /// All the demands that are not met, each with the place of the value.
    #[inline]
    pub fn validate(&self) -> Result<(), Violations> {
        runtime::validate(self)
    }
}

/// What `fields` of [`Author`] holds.
#[derive(Clone)]
#[non_exhaustive]
pub struct AuthorField {
    /// User field identifier
    pub id: FieldId,
    /// Value of field
    pub value: Value,
}

impl AuthorField {
    /// A value with everything it needs.
    pub fn new(id: impl Into<FieldId>, value: impl Into<Value>) -> Self {
        Self {
            id: id.into(),
            value: value.into(),
        }
    }

    /// Checks what the document demands of the value and of everything in it.
    ///
    /// # Errors
    ///
    /// All the demands that are not met, each with the place of the value.
    #[inline]
    pub fn validate(&self) -> Result<(), Violations> {
        runtime::validate(self)
    }
}

/// Field identifier
#[derive(Clone)]
#[non_exhaustive]
pub enum FieldId {
    /// A whole number.
    Integer(i64),
    /// A text.
    String(String),
}
