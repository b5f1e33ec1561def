//! The operations without any transport: also without the feature `client`.

// The live library, under the name it has for users.
extern crate bindery_live as zendesk_any_channel;

mod official;
#[path = "readme/operation.rs"]
mod readme;

use bytes::Bytes;
use http::{Method, Request, Response};
use zendesk_any_channel::models::{ReportChannelbackErrorRequest, StatusCode, ValidateTokenRequest};
use zendesk_any_channel::operations::{PushContentToSupport, ReportChannelbackError, ValidateToken};
use zendesk_any_channel::{BaseUrl, Error, Operation, RequestError};

fn base() -> BaseUrl {
    BaseUrl::parse("https://acme.zendesk.com/").unwrap()
}

fn response(status: u16, body: &'static str) -> Response<Bytes> {
    Response::builder().status(status).body(Bytes::from_static(body.as_bytes())).unwrap()
}

fn header<'a>(request: &'a Request<Bytes>, name: &str) -> Option<&'a str> {
    request.headers().get(name).map(|value| value.to_str().unwrap())
}

#[test]
fn a_request_is_a_plain_value() {
    let body = official::request();
    let request = PushContentToSupport::new(&body).request(&base()).unwrap();
    assert_eq!(request.method(), Method::POST);
    assert_eq!(request.uri(), "https://acme.zendesk.com/api/v2/any_channel/push");
    assert_eq!(header(&request, "accept"), Some("application/json"));
    assert_eq!(header(&request, "content-type"), Some("application/json"));
    assert_eq!(header(&request, "authorization"), None, "credentials are the transport's");
    assert_eq!(request.body(), official::REQUEST);
}

#[test]
fn the_routes_are_those_of_the_document() {
    let routes = [PushContentToSupport::ROUTE, ReportChannelbackError::ROUTE, ValidateToken::ROUTE];
    let routes = routes.map(|route| (route.id, route.method, route.path));
    assert_eq!(
        routes,
        [
            ("PushContentToSupport", "POST", "/api/v2/any_channel/push"),
            ("ReportChannelbackError", "POST", "/api/v2/any_channel/channelback/report_error"),
            ("ValidateToken", "POST", "/api/v2/any_channel/validate_token"),
        ]
    );
}

#[test]
fn a_response_is_read_wherever_it_comes_from() {
    let pushed = PushContentToSupport::response(response(200, official::RESPONSE)).unwrap();
    assert_eq!(pushed.results[0].status.code, StatusCode::CouldNotLocateParentExternalResource);
    let marked = concat!("\u{feff}", r#"{"results":[]}"#);
    assert!(PushContentToSupport::response(response(200, marked)).unwrap().results.is_empty());
    for (status, body) in [(200, ""), (200, "null"), (201, "\"\""), (204, ""), (200, "<html></html>")] {
        assert!(ValidateToken::response(response(status, body)).is_ok(), "{status} {body}");
        assert!(ReportChannelbackError::response(response(status, body)).is_ok(), "{status} {body}");
    }
}

#[test]
fn an_error_response_keeps_everything() {
    let error = ValidateToken::response(response(401, r#"{"error":"invalid_token"}"#)).unwrap_err();
    let Error::Status(error) = error else { panic!("{error:?}") };
    assert_eq!(
        (error.status.as_u16(), error.body),
        (401, Bytes::from_static(b"{\"error\":\"invalid_token\"}"))
    );
    let error = PushContentToSupport::response(response(200, "[]")).unwrap_err();
    let Error::Decode(error) = error else { panic!("{error:?}") };
    assert_eq!(
        (error.status.as_u16(), error.body, error.pointer),
        (200, Bytes::from_static(b"[]"), String::new())
    );
}

#[test]
fn a_request_that_violates_the_document_is_not_made() {
    let mut body = official::request();
    body.external_resources[0].thread_id = Some("t".to_owned());
    let RequestError::Invalid(violations) = PushContentToSupport::new(&body).request(&base()).unwrap_err()
    else {
        panic!("made");
    };
    let pointers: Vec<_> = violations.iter().map(|found| found.pointer.as_str()).collect();
    assert_eq!(pointers, ["/external_resources/0"]);
}

#[test]
fn a_body_leaves_out_what_is_not_set() {
    let body = ReportChannelbackErrorRequest::new("push-1", "234");
    let request = ReportChannelbackError::new(&body).request(&base()).unwrap();
    assert_eq!(request.body(), r#"{"instance_push_id":"push-1","external_id":"234"}"#);
}

#[test]
fn the_example_of_the_readme_runs() {
    let request = readme::request(&ValidateTokenRequest::new("push-1")).unwrap();
    assert_eq!(request.uri().path(), "/api/v2/any_channel/validate_token");
    assert!(readme::read(response(200, "null")).is_ok());
}
