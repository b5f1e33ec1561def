//! The models as values: JSON both ways, comparison, what is optional.

// The live library, under the name it has for users.
extern crate bindery_live as zendesk_any_channel;

mod official;

use serde_json::{Value, json};
use zendesk_any_channel::models::{
    Author, AuthorField, ChannelFrameworkPushResultsResponse, ChannelFrameworkResultObject, DisplayInfo,
    ExternalResource, Field, FieldId, PushContentToSupportRequest, Status, StatusCode,
};

#[test]
fn the_official_request_goes_both_ways() {
    let request = official::request();
    assert_eq!(serde_json::to_string(&request).unwrap(), official::REQUEST);
    let read: PushContentToSupportRequest = serde_json::from_str(official::REQUEST).unwrap();
    assert_eq!(read, request);
    assert_eq!(serde_json::to_string(&read).unwrap(), official::REQUEST);
}

#[test]
fn the_official_response_goes_both_ways() {
    let read: ChannelFrameworkPushResultsResponse = serde_json::from_str(official::RESPONSE).unwrap();
    let status = Status::new(StatusCode::CouldNotLocateParentExternalResource).description("123");
    let written =
        ChannelFrameworkPushResultsResponse::new(vec![ChannelFrameworkResultObject::new("234", status)]);
    assert_eq!(read, written);
    assert_eq!(serde_json::to_string(&written).unwrap(), official::RESPONSE);
}

#[test]
fn ticket_fields_have_any_identifier_and_any_value() {
    let fields = vec![
        Field::new("subject", "Hello"),
        Field::new(360_000_001, json!(["a tag", "another"])),
        Field::new(FieldId::String("7".to_owned()), Value::Null),
        Field::new(FieldId::Integer(7), json!({"deep": {"er": [1, 2.5, true]}})),
    ];
    let written = serde_json::to_value(official::resource().fields(fields.clone())).unwrap();
    let expected = json!([
        {"id": "subject", "value": "Hello"},
        {"id": 360_000_001, "value": ["a tag", "another"]},
        {"id": "7", "value": null},
        {"id": 7, "value": {"deep": {"er": [1, 2.5, true]}}},
    ]);
    assert_eq!(written["fields"], expected);
    let read: Vec<Field> = serde_json::from_value(expected).unwrap();
    assert_eq!(read, fields);
    assert_ne!(FieldId::from("7"), FieldId::from(7));
}

#[test]
fn user_fields_have_any_identifier_and_any_value() {
    let author = Author::new("456").fields(vec![AuthorField::new("notes", "VIP"), AuthorField::new(12, 3.5)]);
    let text = r#"{"external_id":"456","fields":[{"id":"notes","value":"VIP"},{"id":12,"value":3.5}]}"#;
    assert_eq!(serde_json::to_string(&author).unwrap(), text);
    assert_eq!(serde_json::from_str::<Author>(text).unwrap(), author);
    assert_eq!(author.fields.unwrap()[1].id, FieldId::Integer(12));
}

#[test]
fn display_hints_are_any_json() {
    for data in
        [json!({"whatever": "I want"}), json!("text"), json!([1]), json!(0), json!(false), Value::Null]
    {
        let info = DisplayInfo::new("9ef45ff7", data.clone());
        let written = serde_json::to_value(&info).unwrap();
        assert_eq!(written, json!({"type": "9ef45ff7", "data": data}));
        let read: DisplayInfo = serde_json::from_value(written).unwrap();
        assert_eq!(read, info);
    }
}

#[test]
fn null_reads_as_absent_where_a_property_is_optional() {
    let text = r#"{"external_id":"456","name":null,"fields":null}"#;
    let author: Author = serde_json::from_str(text).unwrap();
    assert_eq!(author, Author::new("456"));
    assert_eq!(serde_json::to_string(&author).unwrap(), r#"{"external_id":"456"}"#);
    let status: Status = serde_json::from_str(r#"{"code":"success","description":null}"#).unwrap();
    assert_eq!(status, Status::new(StatusCode::Success));
}

#[test]
fn what_is_required_must_be_there() {
    let problem = |text| serde_json::from_str::<Author>(text).unwrap_err().to_string();
    for (text, problem_with) in
        [("{}", "external_id"), (r#"{"name":"Fred"}"#, "external_id"), ("[]", "object")]
    {
        assert!(problem(text).contains(problem_with), "{text}: {}", problem(text));
    }
    for text in [r#"{"external_id":null}"#, r#"{"external_id":5}"#] {
        assert!(problem(text).contains("string"), "{text}: {}", problem(text));
    }
    let error = serde_json::from_str::<ExternalResource>("{}").unwrap_err().to_string();
    assert!(error.contains("external_id"), "{error}");
}

#[test]
fn keys_in_any_order_and_unknown_keys_are_read() {
    let text = r#"{"later":{"a":[1,{"b":null}]},"name":"Fred","external_id":"456"}"#;
    assert_eq!(serde_json::from_str::<Author>(text).unwrap(), Author::new("456").name("Fred"));
}

#[test]
fn points_in_time_are_utc() {
    let at = |time: &str| {
        let mut value = serde_json::to_value(official::resource()).unwrap();
        value["created_at"] = json!(time);
        serde_json::from_value::<ExternalResource>(value).map(|read| read.created_at)
    };
    let noon = at("2015-09-08T12:00:00Z").unwrap();
    assert_eq!(at("2015-09-08T14:00:00+02:00").unwrap(), noon);
    assert_eq!(at("2015-09-08T12:00:00.000Z").unwrap(), noon);
    let text = serde_json::to_value(noon_resource(noon)).unwrap();
    assert_eq!(text["created_at"], "2015-09-08T12:00:00Z");
    assert_eq!(at("2015-09-08 12:00:00").unwrap(), noon, "no zone is that of UTC");
    for bad in ["", "yesterday", "2015-09-32", "2015-13-08T12:00:00Z"] {
        assert!(at(bad).is_err(), "{bad}");
    }
}

fn noon_resource(noon: chrono::DateTime<chrono::Utc>) -> ExternalResource {
    ExternalResource::new("234", "A comment", noon, Author::new("456"))
}

#[test]
fn status_codes_are_open() {
    let known: Vec<&str> = StatusCode::known().map(StatusCode::as_str).collect();
    let mut documented = [
        "success",
        "already_imported",
        "could_not_locate_parent_external_resource",
        "processing_error",
        "halted",
    ];
    documented.sort_unstable();
    assert_eq!(known, documented);
    for code in documented {
        let read: StatusCode = serde_json::from_value(json!(code)).unwrap();
        assert!(!matches!(read, StatusCode::Other(_)), "{code}");
        assert_eq!(serde_json::to_value(&read).unwrap(), json!(code));
        assert_eq!(code.parse::<StatusCode>().unwrap(), read);
    }
    let newer: StatusCode = serde_json::from_str("\"throttled\"").unwrap();
    assert_eq!(newer, StatusCode::Other("throttled".to_owned()));
    assert_eq!(serde_json::to_string(&newer).unwrap(), "\"throttled\"");
    // A known value is the same, however it was made.
    assert_eq!(StatusCode::Other("halted".to_owned()), StatusCode::Halted);
    assert!(serde_json::from_str::<StatusCode>("7").is_err());
}
