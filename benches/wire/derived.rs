//! The types of the crate with serde's derives, as one would write them by hand.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

#[derive(Deserialize, Serialize)]
pub struct PushContentToSupportRequest {
    instance_push_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<String>,
    external_resources: Vec<ExternalResource>,
}

#[derive(Deserialize, Serialize)]
pub struct ExternalResource {
    external_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    internal_note: Option<bool>,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    html_message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    thread_id: Option<String>,
    #[serde(with = "instant")]
    created_at: DateTime<Utc>,
    author: Author,
    #[serde(skip_serializing_if = "Option::is_none")]
    display_info: Option<Vec<DisplayInfo>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    allow_channelback: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fields: Option<Vec<Field>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file_urls: Option<Vec<String>>,
}

#[derive(Deserialize, Serialize)]
pub struct Author {
    external_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    locale: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fields: Option<Vec<Field>>,
}

#[derive(Deserialize, Serialize)]
pub struct DisplayInfo {
    #[serde(rename = "type")]
    kind: String,
    data: Value,
}

#[derive(Deserialize, Serialize)]
pub struct Field {
    id: FieldId,
    value: Value,
}

#[derive(Deserialize, Serialize)]
#[serde(untagged)]
pub enum FieldId {
    Integer(i64),
    String(String),
}

#[derive(Deserialize, Serialize)]
pub struct ChannelFrameworkPushResultsResponse {
    results: Vec<ChannelFrameworkResultObject>,
}

#[derive(Deserialize, Serialize)]
pub struct ChannelFrameworkResultObject {
    external_resource_id: String,
    status: Status,
}

#[derive(Deserialize, Serialize)]
pub struct Status {
    code: StatusCode,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StatusCode {
    Success,
    AlreadyImported,
    CouldNotLocateParentExternalResource,
    ProcessingError,
    Halted,
    #[serde(untagged)]
    Other(String),
}

/// What chrono's own feature `serde` does.
mod instant {
    use chrono::{DateTime, Utc};
    use serde::de::{Error, Visitor};
    use serde::{Deserializer, Serializer};
    use std::fmt;

    pub fn serialize<S: Serializer>(time: &DateTime<Utc>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{time:?}"))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DateTime<Utc>, D::Error> {
        deserializer.deserialize_str(Instant)
    }

    struct Instant;

    impl Visitor<'_> for Instant {
        type Value = DateTime<Utc>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a date and time as in RFC 3339")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<DateTime<Utc>, E> {
            DateTime::parse_from_rfc3339(text).map(|time| time.to_utc()).map_err(E::custom)
        }
    }
}
