//! What never reaches a handler.

use crate::service::{PUSH, Served};
use reqwest::Method;
use zendesk_any_channel::server::Routes;

const JSON: (&str, &str) = ("content-type", "application/json");
const VALID: &str = r#"{"instance_push_id": "p", "external_resources": []}"#;

#[tokio::test]
async fn unknown_paths_and_methods() {
    let served = Served::start().await;
    served.answer(Method::POST, "/api/v2/any_channel/pull", &[], "").await.problem(404);
    served.answer(Method::POST, &format!("{PUSH}/"), &[], "").await.problem(404);
    let answer = served.answer(Method::GET, PUSH, &[], "").await;
    answer.problem(405);
    assert_eq!(answer.headers["allow"], "POST");
}

#[tokio::test]
async fn media_types_that_are_not_declared() {
    let served = Served::start().await;
    for accept in ["text/html", "text/*, application/json;q=0", "application/vnd.shop+xml, image/*"] {
        served.answer(Method::POST, PUSH, &[JSON, ("accept", accept)], VALID).await.problem(406);
    }
    for accept in [
        "*/*",
        "application/*;q=0.1",
        "text/html, Application/JSON; q=0.5",
        "*/*;q=0, application/json",
        "application/vnd.shop+json;version=2",
    ] {
        let answer = served.answer(Method::POST, PUSH, &[JSON, ("accept", accept)], VALID).await;
        assert_eq!(answer.status, 200, "{accept}");
    }
    for given in ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", "nonsense"] {
        let answer = served.answer(Method::POST, PUSH, &[("content-type", given)], VALID).await;
        answer.problem(415);
        assert_eq!(answer.headers["accept"], "application/json");
    }
    served.answer(Method::POST, PUSH, &[], VALID).await.problem(415);
    let answer =
        served.answer(Method::POST, PUSH, &[("content-type", "Application/Json; charset=utf-8")], VALID);
    assert_eq!(answer.await.status, 200);
}

#[tokio::test]
async fn bodies_over_the_limit() {
    let served = Served::of(Routes::new().body_limit(100)).await;
    assert_eq!(served.pushed(VALID).await.status, 200);
    let long = format!("{VALID}{}", " ".repeat(100));
    served.pushed(&long).await.problem(413);
}

#[tokio::test]
async fn what_is_no_json() {
    let served = Served::start().await;
    for (body, message) in [
        (
            r#"{"instance_push_id": "a-secret", "#,
            "is not JSON: EOF while parsing an object at line 1 column 33",
        ),
        ("a-secret", "is not JSON: expected value at line 1 column 1"),
        (r#"{"a": 1} {"#, "is not JSON: trailing characters at line 1 column 10"),
        (
            "{\"a\": \"\u{1}\"}",
            "is not JSON: control character (\\u0000-\\u001F) found while parsing a string at line 1 column 7",
        ),
    ] {
        let answer = served.pushed(body).await;
        assert_eq!(answer.errors(400), [(String::new(), message.to_owned())]);
        assert!(!answer.text.contains("secret"));
    }
}

#[tokio::test]
async fn every_violation_is_listed() {
    let served = Served::start().await;
    let body = r#"{
        "request_id": 5,
        "external_resources": [
            {
                "external_id": "a-secret", "message": "a-secret", "created_at": "a-secret",
                "author": {"external_id": true, "name": null},
                "parent_id": "a-secret", "thread_id": "a-secret",
                "file_urls": ["a-secret", 7], "internal_note": "a-secret"
            },
            "a-secret"
        ]
    }"#;
    let answer = served.pushed(body).await;
    let expected = [
        ("/instance_push_id", "is required"),
        ("/request_id", "must be a string, not a number"),
        ("/external_resources/0/internal_note", "must be true or false, not a string"),
        ("/external_resources/0/created_at", "must be a date and time as in RFC 3339"),
        ("/external_resources/0/author/external_id", "must be a string, not a boolean"),
        ("/external_resources/0/file_urls/1", "must be a string, not a number"),
        ("/external_resources/1", "must be an object, not a string"),
        ("/external_resources/0", "has both `parent_id` and `thread_id`, only one is allowed"),
    ];
    assert_eq!(answer.errors(422), expected.map(|(at, message)| (at.to_owned(), message.to_owned())));
    assert!(!answer.text.contains("secret"));
}

#[tokio::test]
async fn a_body_that_is_missing() {
    let served = Served::start().await;
    let missing = [(String::new(), "is required".to_owned())];
    assert_eq!(served.pushed("").await.errors(422), missing);
    assert_eq!(
        served.pushed("null").await.errors(422),
        [(String::new(), "must be an object, not null".to_owned())]
    );
}

#[tokio::test]
async fn constraints_are_the_clients() {
    let served = Served::start().await;
    let long = "x".repeat(600);
    let resource = format!(
        r#"{{"external_id": "{long}", "message": "m", "created_at": "2015-01-13T08:59:26Z", "author": {{"external_id": "{long}"}}}}"#
    );
    let body = format!(r#"{{"instance_push_id": "p", "external_resources": [{resource}]}}"#);
    let errors = served.pushed(&body).await.errors(422);
    let request: zendesk_any_channel::models::PushContentToSupportRequest =
        serde_json::from_str(&body).unwrap();
    let violations = request.validate().unwrap_err();
    let expected = violations.iter().map(|it| (it.pointer.clone(), it.message.clone()));
    assert_eq!(errors, expected.collect::<Vec<_>>());
    assert!(errors.len() >= 2, "{errors:?}");
}
