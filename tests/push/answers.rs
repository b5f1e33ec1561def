//! Every kind of answer, as services, proxies and mocks really give them.

use crate::official;
use crate::server::{Service, once};
use serde_json::{Value, json};
use std::time::Duration;
use wiremock::ResponseTemplate;
use zendesk_any_channel::models::{
    ChannelFrameworkPushResultsResponse, ReportChannelbackErrorRequest, StatusCode, ValidateTokenRequest,
};
use zendesk_any_channel::{Client, Credentials, Error, Retry, TransportKind};

type Pushed = Result<ChannelFrameworkPushResultsResponse, Error>;

async fn push_to(service: &Service) -> Pushed {
    service.client().push_content_to_support(&official::request()).await
}

async fn pushed(status: u16, media_type: &str, body: &str) -> Pushed {
    push_to(&Service::saying(status, media_type, body).await).await
}

#[tokio::test]
async fn a_code_newer_than_the_crate_is_kept() {
    let body = r#"{"results":[{"external_resource_id":"1","status":{"code":"rejected_by_moon_phase","since":7}}],
        "took":12,"meta":{"page":[1,2,{"deep":null}]}}"#;
    let pushed = pushed(200, "application/json", body).await.unwrap();
    let status = &pushed.results[0].status;
    assert_eq!(status.code, StatusCode::Other("rejected_by_moon_phase".to_owned()));
    assert_eq!(status.code.to_string(), "rejected_by_moon_phase");
    assert_eq!(status.description, None);
}

#[tokio::test]
async fn every_2xx_is_a_success() {
    for status in [200, 201, 202] {
        let pushed = pushed(status, "application/json", official::RESPONSE).await.unwrap();
        assert_eq!(pushed.results.len(), 1, "{status}");
    }
}

#[tokio::test]
async fn an_answer_without_a_media_type_or_with_a_wrong_one_is_read() {
    for media_type in ["text/plain", "application/json; charset=utf-8", "application/vnd.any+json"] {
        assert_eq!(pushed(200, media_type, official::RESPONSE).await.unwrap().results.len(), 1);
    }
    let bare = ResponseTemplate::new(200).set_body_bytes(official::RESPONSE);
    assert_eq!(push_to(&Service::answering(bare).await).await.unwrap().results.len(), 1);
}

#[tokio::test]
async fn operations_without_a_result_take_any_body_of_a_2xx() {
    let html = "<html><body>Welcome</body></html>";
    let bodies = [
        ("", ""),
        ("application/json", "null"),
        ("application/json", "\"\""),
        ("application/json", "{}"),
        ("application/json", "{\"trunca"),
        ("text/html", html),
    ];
    for status in [200, 201, 202, 204] {
        for (media_type, body) in bodies {
            let service = Service::saying(status, media_type, body).await;
            let (client, token) = (service.client(), ValidateTokenRequest::new("push-1"));
            assert!(client.validate_token(&token).await.is_ok(), "{status} {body:?}");
            let report = ReportChannelbackErrorRequest::new("push-1", "234");
            assert!(client.report_channelback_error(&report).await.is_ok(), "{status} {body:?}");
        }
    }
}

#[tokio::test]
async fn a_page_of_a_proxy_is_an_error_of_its_status() {
    let html = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>";
    let error = pushed(502, "text/html", html).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(502));
    assert!(error.is_retryable());
    assert_eq!(error.to_string(), "the service answered 502 Bad Gateway");
    let Error::Status(response) = error else { panic!("{error:?}") };
    assert_eq!(response.body, html);
    assert_eq!(response.headers["content-type"], "text/html");
    assert_eq!((response.detail.as_ref(), response.message()), (None, None));
}

#[tokio::test]
async fn a_refused_token_says_so() {
    let body = r#"{"error":"invalid_token","error_description":"The access token provided is expired."}"#;
    let error = pushed(401, "application/json", body).await.unwrap_err();
    let expected = "the service answered 401 Unauthorized: The access token provided is expired.";
    assert_eq!(error.to_string(), expected);
    assert!(!error.is_retryable());
    assert_eq!(error.detail().map(|detail| &detail["error"]), Some(&json!("invalid_token")));
}

#[tokio::test]
async fn an_invalid_record_keeps_its_details() {
    let body = json!({
        "error": "RecordInvalid",
        "description": "Record validation errors",
        "details": {"external_id": [{"description": "External ID: cannot be blank", "error": "BlankValue"}]},
    });
    let error = pushed(422, "application/json", &body.to_string()).await.unwrap_err();
    let expected = "the service answered 422 Unprocessable Entity: Record validation errors";
    assert_eq!(error.to_string(), expected);
    let detail: &Value = error.detail().unwrap();
    assert_eq!(detail, &body);
}

#[tokio::test]
async fn too_many_requests_say_how_long_to_wait() {
    let body = r#"{"errors":[{"code":"TooManyRequests","title":"Too Many Requests"}]}"#;
    let date = "Wed, 21 Oct 2015 07:28:00 GMT";
    type Headers<'a> = &'a [(&'a str, &'a str)];
    let cases: [(Headers<'_>, Option<u64>); 6] = [
        (&[("retry-after", "93")], Some(93)),
        (&[("retry-after", "Wed, 21 Oct 2015 07:28:30 GMT"), ("date", date)], Some(30)),
        // Already over, and absurdly long.
        (&[("retry-after", "Wed, 21 Oct 2015 07:27:00 GMT"), ("date", date)], Some(0)),
        (&[("retry-after", "99999999999999999999999")], Some(86_400)),
        (&[("retry-after", "soon")], None),
        (&[], None),
    ];
    for (headers, seconds) in cases {
        let answer = ResponseTemplate::new(429).set_body_raw(body, "application/json");
        let answer = headers.iter().fold(answer, |answer, (name, value)| answer.insert_header(*name, *value));
        let error = push_to(&Service::answering(answer).await).await.unwrap_err();
        assert_eq!(error.retry_after(), seconds.map(Duration::from_secs), "{headers:?}");
        assert!(error.is_retryable());
        assert_eq!(error.to_string(), "the service answered 429 Too Many Requests: Too Many Requests");
        assert_eq!(error.detail().unwrap()["errors"][0]["code"], "TooManyRequests");
    }
}

#[tokio::test]
async fn plain_text_is_a_message_and_nothing_is_none() {
    let error = pushed(403, "text/plain", "Forbidden for this account\n").await.unwrap_err();
    assert_eq!(error.to_string(), "the service answered 403 Forbidden: Forbidden for this account");
    let error = pushed(500, "", "").await.unwrap_err();
    assert_eq!(error.to_string(), "the service answered 500 Internal Server Error");
    let error = pushed(400, "application/json", "{\"error\":\"Inv").await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(400), "broken JSON hides no status");
}

#[tokio::test]
async fn a_redirect_elsewhere_is_not_followed() {
    let elsewhere = Service::saying(200, "application/json", official::RESPONSE).await;
    let redirect = ResponseTemplate::new(307).insert_header("location", elsewhere.address().as_str());
    let error = push_to(&Service::answering(redirect).await).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(307));
    assert!(elsewhere.received().await.is_empty(), "the credentials are not for that service");
}

#[tokio::test]
async fn a_body_that_is_not_as_documented_is_located() {
    let cases = [
        // Cut off.
        (r#"{"results":[{"external_resource_id":"234","status":{"co"#, "/results/0/status"),
        (r#"{"results":[{"external_resource_id":"234"},"#, "/results/0"),
        // Of a wrong type, null, missing.
        (
            r#"{"results":[{"external_resource_id":7,"status":{"code":"halted"}}]}"#,
            "/results/0/external_resource_id",
        ),
        (r#"{"results":null}"#, "/results"),
        (r#"{"result":[]}"#, ""),
        // Not JSON at all.
        ("", ""),
        ("<html></html>", ""),
        ("null", ""),
    ];
    for (body, pointer) in cases {
        let error = pushed(200, "application/json", body).await.unwrap_err();
        assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
        let Error::Decode(error) = error else { panic!("{body}: {error:?}") };
        assert_eq!(error.pointer, pointer, "{body}: {error}");
        assert_eq!(error.body, body);
        assert_eq!(error.headers["content-type"], "application/json");
        assert!(error.to_string().starts_with("the service answered 200 OK, but "), "{error}");
    }
}

#[tokio::test]
async fn a_service_that_is_not_there_is_a_transport_error() {
    // A port that was free a moment ago.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = once(&address, Credentials::bearer("token"));
    let error = client.validate_token(&ValidateTokenRequest::new("push-1")).await.unwrap_err();
    let Error::Transport(transport) = &error else { panic!("{error:?}") };
    assert_eq!(transport.kind, TransportKind::Connect);
    assert!(error.is_retryable());
    assert_eq!(error.status(), None);
    assert!(error.to_string().starts_with("the service could not be reached: "), "{error}");
}

#[tokio::test]
async fn a_service_that_does_not_answer_is_given_up() {
    let slow = ResponseTemplate::new(200).set_delay(Duration::from_secs(60));
    let service = Service::answering(slow).await;
    let client = Client::builder(&service.address(), Credentials::bearer("token"))
        .retry(Retry::never())
        .timeout(Duration::from_millis(100))
        .build()
        .unwrap();
    let error = client.validate_token(&ValidateTokenRequest::new("push-1")).await.unwrap_err();
    let Error::Transport(transport) = &error else { panic!("{error:?}") };
    assert_eq!(transport.kind, TransportKind::Timeout);
}
