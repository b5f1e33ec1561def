//! The vendor's published example, as JSON and as typed values.

use serde_json::json;
use zendesk_any_channel::models::{Author, DisplayInfo, ExternalResource, PushContentToSupportRequest};

/// The example request, byte for byte as it must be sent.
pub const REQUEST: &str = concat!(
    r#"{"instance_push_id":"d448ef2f-8f51-4fbd-a5d1-9a53d2c8a3c1","request_id":"my_request_123","#,
    r#""external_resources":[{"external_id":"234","message":"A useful comment","#,
    r#""html_message":"A <b>very</b> useful comment","parent_id":"123","created_at":"2015-01-13T08:59:26Z","#,
    r#""author":{"external_id":"456","name":"Fred","locale":"de"},"#,
    r#""display_info":[{"type":"9ef45ff7-4aaa-4a58-8e77-a7c74dfa51c4","data":{"whatever":"I want"}}],"#,
    r#""allow_channelback":true}]}"#,
);

/// The example response.
pub const RESPONSE: &str = concat!(
    r#"{"results":[{"external_resource_id":"234","#,
    r#""status":{"code":"could_not_locate_parent_external_resource","description":"123"}}]}"#,
);

/// The example request, as a user of the crate writes it.
pub fn request() -> PushContentToSupportRequest {
    PushContentToSupportRequest::new("d448ef2f-8f51-4fbd-a5d1-9a53d2c8a3c1", vec![resource()])
        .request_id("my_request_123")
}

/// The one resource of the example request.
pub fn resource() -> ExternalResource {
    let author = Author::new("456").name("Fred").locale("de");
    let hints = DisplayInfo::new("9ef45ff7-4aaa-4a58-8e77-a7c74dfa51c4", json!({"whatever": "I want"}));
    ExternalResource::new("234", "A useful comment", "2015-01-13T08:59:26Z".parse().unwrap(), author)
        .html_message("A <b>very</b> useful comment")
        .parent_id("123")
        .display_info(vec![hints])
        .allow_channelback(true)
}
