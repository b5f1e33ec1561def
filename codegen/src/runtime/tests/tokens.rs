//! Tokens that are good for a while: obtained once, replaced when they end, by each client the same way.

use super::harness::{CLIENTS, Clients, clear, each, errors, once, requests, shelve, volumes};
use crate::runtime::{
    BaseUrl, Client, ClientBuilder, Credentials, Error, OAuth2, Retry, SetupError, Token, TokenError,
    TokenFuture, TokenSource, TransportKind,
};
use http::{Response, StatusCode};
use serde_json::json;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use wiremock::matchers::{any, header, path};
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

const SECRET: &str = "t0p-s3cret";

/// Hands out the tokens `t1`, `t2` and so on, which are good for so long.
struct Endpoint {
    count: AtomicUsize,
    expires_in: serde_json::Value,
}

impl Respond for Endpoint {
    fn respond(&self, _: &Request) -> ResponseTemplate {
        let count = self.count.fetch_add(1, Ordering::Relaxed) + 1;
        let mut token = json!({"access_token": format!("t{count}"), "token_type": "Bearer"});
        if !self.expires_in.is_null() {
            token["expires_in"] = self.expires_in.clone();
        }
        ResponseTemplate::new(200).set_body_json(token).set_delay(Duration::from_millis(20))
    }
}

async fn endpoint(expires_in: serde_json::Value) -> MockServer {
    let server = MockServer::start().await;
    let endpoint = Endpoint { count: AtomicUsize::new(0), expires_in };
    Mock::given(path("/token")).respond_with(endpoint).mount(&server).await;
    server
}

/// A service that takes these tokens, and refuses others.
pub async fn service(tokens: &[&str]) -> MockServer {
    let server = MockServer::start().await;
    for token in tokens {
        let taken = Mock::given(header("authorization", format!("Bearer {token}")));
        taken.respond_with(ResponseTemplate::new(204)).mount(&server).await;
    }
    Mock::given(any()).respond_with(ResponseTemplate::new(401)).mount(&server).await;
    server
}

fn grant(endpoint: &MockServer) -> OAuth2 {
    OAuth2::client_credentials(format!("{}/token", endpoint.uri()), "me", SECRET)
}

fn builder(service: &MockServer, endpoint: &MockServer) -> ClientBuilder {
    Client::builder(&service.uri(), Credentials::from(grant(endpoint))).retry(Retry::never())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_obtained_once_for_all_clients() {
    // As long as it is good, and as it is said how long, or not said, or said in no way that is understood.
    for life in
        [json!(3600), json!("3600"), json!(null), json!(1e300), json!(u64::MAX), json!("soon"), json!({})]
    {
        let (endpoint, service) = (endpoint(life.clone()).await, service(&["t1"]).await);
        let builder = builder(&service, &endpoint);
        for answer in each(&builder, clear()).await.into_iter().chain(each(&builder, clear()).await) {
            answer.unwrap();
        }
        assert_eq!(requests(&endpoint).await, 1, "{life}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_over_is_replaced() {
    for life in [json!(0), json!(-7), json!("0")] {
        let (endpoint, service) = (endpoint(life).await, service(&["t1", "t2", "t3"]).await);
        for answer in each(&builder(&service, &endpoint), clear()).await {
            answer.unwrap();
        }
        assert_eq!((requests(&endpoint).await, requests(&service).await), (CLIENTS, CLIENTS));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_refused_is_replaced_once() {
    let (token, taken) = (endpoint(json!(3600)).await, service(&["t2"]).await);
    let (volumes, builder) = (volumes(), builder(&taken, &token));
    // Nothing was done by a call that was refused, so that one which is not repeatable is sent again, too.
    let client = builder.clone().build().unwrap();
    assert_eq!(shelve(&volumes).by(&client).await.unwrap_err().status(), Some(StatusCode::NO_CONTENT));
    for answer in each(&builder, clear()).await {
        answer.unwrap();
    }
    assert_eq!((requests(&token).await, requests(&taken).await), (2, 2 + CLIENTS));

    let (endpoint, service) = (endpoint(json!(3600)).await, service(&[]).await);
    for error in errors(&self::builder(&service, &endpoint), clear()).await {
        assert_eq!(error.status(), Some(StatusCode::UNAUTHORIZED));
    }
    // The first call got two; each later one had one that it could not know to be refused.
    assert_eq!((requests(&endpoint).await, requests(&service).await), (1 + CLIENTS, 2 * CLIENTS));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn calls_that_wait_for_a_token_ask_once() {
    let (endpoint, service) = (endpoint(json!(3600)).await, service(&["t2"]).await);
    let client = builder(&service, &endpoint).build().unwrap();
    let calls: Vec<_> = (0..20).map(|_| tokio::spawn(clear().by(&client).into_future())).collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    // Once for all, and once more when it is refused.
    assert_eq!(requests(&endpoint).await, 2);

    let (endpoint, service) = (self::endpoint(json!(3600)).await, self::service(&["t2"]).await);
    let client = builder(&service, &endpoint).build_blocking().unwrap();
    tokio::task::block_in_place(|| {
        std::thread::scope(|scope| {
            let calls: Vec<_> = (0..8).map(|_| scope.spawn(|| clear().by(&client).send())).collect();
            calls.into_iter().for_each(|call| call.join().unwrap().unwrap());
        });
    });
    assert_eq!(requests(&endpoint).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_that_wait_for_a_token_share_the_error() {
    let (endpoint, service) = (MockServer::start().await, service(&[]).await);
    let slow = ResponseTemplate::new(400).set_body_json(json!({"error": "invalid_client"}));
    Mock::given(any()).respond_with(slow.set_delay(Duration::from_millis(100))).mount(&endpoint).await;
    let client = builder(&service, &endpoint).build().unwrap();
    let calls: Vec<_> = (0..10).map(|_| tokio::spawn(clear().by(&client).into_future())).collect();
    for call in calls {
        assert!(matches!(call.await.unwrap(), Err(Error::Token(TokenError::Refused { .. }))));
    }
    assert_eq!((requests(&endpoint).await, requests(&service).await), (1, 0));
    // The next call asks again.
    clear().by(&client).await.unwrap_err();
    assert_eq!(requests(&endpoint).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_is_dropped_leaves_the_asking_to_others() {
    let (endpoint, service) = (endpoint(json!(3600)).await, service(&["t1", "t2"]).await);
    let client = builder(&service, &endpoint).build().unwrap();
    let first = tokio::time::timeout(Duration::from_millis(5), clear().by(&client).into_future());
    let second = clear().by(&client).into_future();
    let (first, second) = tokio::join!(first, second);
    assert!(first.is_err());
    second.unwrap();
}

/// What each client says when the token endpoint answers so.
async fn refused(answer: ResponseTemplate) -> Vec<Error> {
    let (endpoint, service) = (MockServer::start().await, service(&[]).await);
    Mock::given(any()).respond_with(answer).mount(&endpoint).await;
    let errors = errors(&builder(&service, &endpoint), clear()).await;
    assert_eq!((requests(&endpoint).await, requests(&service).await), (CLIENTS, 0));
    for error in &errors {
        assert!(!format!("{error} {error:?}").contains(SECRET), "{error:?}");
        assert!(matches!(error, Error::Token(_)) && error.status().is_none(), "{error:?}");
    }
    errors
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_token_endpoint_says_can_be_acted_on() {
    let json = |status, body: serde_json::Value| ResponseTemplate::new(status).set_body_json(body);
    let html = |status| ResponseTemplate::new(status).set_body_raw("<html>t0p-s3cret", "text/html");
    let no_token = "the answer of the token endpoint has no text `access_token`";
    let is_not = "the answer of the token endpoint is not a JSON object";
    for (answer, said, is_retryable) in [
        (
            json(401, json!({"error": "invalid_client", "error_description": "no client has t0p-s3cret"})),
            "the token endpoint answered `invalid_client` (no client has (not shown)): check the client's name and \
             secret, and whether it wants them in the body (`OAuth2::secret_in_body`)",
            false,
        ),
        (
            json(400, json!({"error": "invalid_scope"})),
            "the token endpoint answered `invalid_scope`: ask for other scopes (`OAuth2::scopes`)",
            false,
        ),
        // Some say no with the status 200.
        (json(200, json!({"error": "odd"})), "the token endpoint answered `odd`", false),
        (html(500), "the token endpoint answered 500 Internal Server Error", true),
        (
            json(403, json!({"message": "who is t0p-s3cret?"})),
            "the token endpoint answered 403 Forbidden: who is (not shown)?",
            false,
        ),
        (html(200), is_not, false),
        (json(200, json!(["t"])), is_not, false),
        (ResponseTemplate::new(200), is_not, false),
        (json(200, json!({"token_type": "bearer"})), no_token, false),
        (json(200, json!({"access_token": 7})), no_token, false),
        (json(200, json!({"access_token": " "})), no_token, false),
        (
            json(200, json!({"access_token": "t", "token_type": "mac"})),
            "the answer of the token endpoint holds a token of the type `mac`, and no bearer token",
            false,
        ),
        (
            json(200, json!({"access_token": "t\r\nX-Evil: 1"})),
            "the answer of the token endpoint holds a token with characters that no header can hold",
            false,
        ),
    ] {
        for error in refused(answer).await {
            assert_eq!(error.to_string(), format!("there is no token: {said}"));
            assert_eq!(error.is_retryable(), is_retryable, "{said}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_secret_does_not_leave_the_origin_of_the_token_endpoint() {
    let elsewhere = MockServer::start().await;
    let to = format!("{}/token", elsewhere.uri());
    for error in refused(ResponseTemplate::new(307).insert_header("location", to)).await {
        assert!(error.to_string().contains("answered 307"), "{error}");
    }
    assert_eq!(requests(&elsewhere).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relative_token_endpoint_stays_where_the_client_was_made_for() {
    let (home, elsewhere) = (endpoint(json!(3600)).await, service(&["t1"]).await);
    let grant = OAuth2::client_credentials("/token", "me", SECRET);
    let clients = Clients::of(&Client::builder(&home.uri(), Credentials::from(grant)).retry(Retry::never()));
    for answer in clients.at(&elsewhere.uri()).send(clear()).await {
        answer.unwrap();
    }
    assert_eq!((requests(&home).await, requests(&elsewhere).await), (1, CLIENTS));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_token_endpoint_is_asked_again_as_the_client_does() {
    let (endpoint, service) = (MockServer::start().await, service(&["t"]).await);
    let busy = Mock::given(any()).respond_with(ResponseTemplate::new(503)).up_to_n_times(1);
    busy.mount(&endpoint).await;
    let token = ResponseTemplate::new(200).set_body_json(json!({"access_token": "t"}));
    Mock::given(any()).respond_with(token).mount(&endpoint).await;
    let retry = Retry::attempts(2).waits(Duration::ZERO, Duration::ZERO);
    for answer in each(&builder(&service, &endpoint).retry(retry), clear()).await {
        answer.unwrap();
    }
    assert_eq!(requests(&endpoint).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_does_not_wait_for_a_token_for_ever() {
    let (endpoint, service) = (MockServer::start().await, service(&[]).await);
    let late = ResponseTemplate::new(200).set_delay(Duration::from_secs(20));
    Mock::given(any()).respond_with(late).mount(&endpoint).await;
    for error in errors(&builder(&service, &endpoint), clear().within(Duration::from_millis(100))).await {
        let kind = match &error {
            Error::Transport(error) => error.kind,
            Error::Token(TokenError::Transport(error)) => error.kind,
            other => panic!("{other:?}"),
        };
        assert_eq!(kind, TransportKind::Timeout);
        assert!(error.is_retryable());
    }
}

fn asked(grant: &OAuth2) -> (String, Option<String>, String) {
    let base = BaseUrl::parse("https://a.b/v1").unwrap();
    let request = grant.request(&base).unwrap();
    assert_eq!(request.method(), "POST");
    assert_eq!(request.headers()["content-type"], "application/x-www-form-urlencoded");
    let authorization =
        request.headers().get("authorization").map(|value| value.to_str().unwrap().to_owned());
    let body = String::from_utf8(request.body().to_vec()).unwrap();
    (request.uri().to_string(), authorization, body)
}

#[test]
fn the_token_endpoint_is_asked_in_the_words_of_the_standard() {
    let grant = OAuth2::client_credentials("https://c.d/token?x=1", "my id", "a+b")
        .scopes(["read", "write"])
        .parameter("audience", "https://a.b/");
    let basic = Some("Basic bXklMjBpZDphJTJCYg==".to_owned());
    let body = "grant_type=client_credentials&scope=read%20write&audience=https%3A%2F%2Fa.b%2F".to_owned();
    assert_eq!(asked(&grant), ("https://c.d/token?x=1".to_owned(), basic, body));

    let grant = OAuth2::client_credentials("/oauth/token", "me", SECRET).secret_in_body();
    let body = format!("grant_type=client_credentials&client_id=me&client_secret={SECRET}");
    assert_eq!(asked(&grant), ("https://a.b/oauth/token".to_owned(), None, body));

    let grant = OAuth2::refresh_token("oauth/token", "me", "r1");
    let body = "grant_type=refresh_token&refresh_token=r1&client_id=me".to_owned();
    assert_eq!(asked(&grant), ("https://a.b/v1/oauth/token".to_owned(), None, body));
    let debug = format!("{:?}{grant:?}", Credentials::from(grant.clone().secret(SECRET)));
    assert!(!debug.contains("r1") && !debug.contains(SECRET), "{debug}");
}

#[test]
fn the_latest_refresh_token_is_used_and_told() {
    let told: Arc<Mutex<Vec<String>>> = Arc::default();
    let keep = Arc::clone(&told);
    let grant = OAuth2::refresh_token("https://c.d/", "me", "r1")
        .on_refresh_token(move |token| keep.lock().unwrap().push(token.to_owned()));
    for refresh in [json!("r2"), json!("r2"), json!(null), json!("")] {
        let body = json!({"access_token": "t", "refresh_token": refresh}).to_string();
        grant.clone().response(&Response::new(body.into())).unwrap();
        assert_eq!(asked(&grant).2, "grant_type=refresh_token&refresh_token=r2&client_id=me");
    }
    assert_eq!(*told.lock().unwrap(), ["r2"]);
    let body = json!({"error": "invalid_grant", "error_description": "r2 is over"}).to_string();
    let error = grant.response(&Response::builder().status(400).body(body.into()).unwrap()).unwrap_err();
    assert!(error.to_string().contains("((not shown) is over): the refresh token is over"), "{error}");
}

#[test]
fn an_address_that_cannot_be_asked_is_told_at_once() {
    for url in ["ftp://c.d/token", "https://", "//c.d/token", "https://me:t0p-s3cret@c.d/", "https://c d/"] {
        let credentials = Credentials::from(OAuth2::client_credentials(url, "me", SECRET));
        let error = Client::new("https://a.b", credentials).unwrap_err();
        assert!(matches!(&error, SetupError::Credentials(_)), "{url}: {error}");
        assert!(!format!("{error} {error:?}").contains(SECRET), "{error}");
    }
}

/// A vault, for one kind of clients or for all.
struct Vault {
    is_asynchronous: bool,
}

impl TokenSource for Vault {
    fn token(&self) -> TokenFuture<'_> {
        Box::pin(async {
            tokio::task::yield_now().await;
            if self.is_asynchronous { Ok(Token::new("t")) } else { self.token_blocking() }
        })
    }
}

struct Drawer;

impl TokenSource for Drawer {
    fn token_blocking(&self) -> Result<Token, TokenError> {
        Ok(Token::new("t").expires_in(Duration::ZERO))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_come_from_anywhere() {
    let service = service(&["t"]).await;
    let of = |credentials| Client::builder(&service.uri(), credentials).retry(Retry::never());
    for answer in each(&of(Credentials::token_source(Drawer)), clear()).await {
        answer.unwrap();
    }
    let [first, blocking, last] =
        each(&of(Credentials::token_source(Vault { is_asynchronous: true })), clear()).await;
    first.unwrap();
    // It is shared: what an asynchronous client has obtained serves a blocking one.
    blocking.unwrap();
    last.unwrap();
    for error in errors(&of(Credentials::token_source(Vault { is_asynchronous: false })), clear()).await {
        let said =
            "there is no token: there is no token: this source of tokens is for asynchronous clients alone";
        assert!(said.contains(&error.to_string()), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_header_of_the_call_makes_a_token_needless() {
    let (endpoint, service) = (endpoint(json!(3600)).await, service(&["mine"]).await);
    for answer in
        each(&builder(&service, &endpoint), clear().with_header("authorization", "Bearer mine")).await
    {
        answer.unwrap();
    }
    for error in errors(&once(&service.uri()), clear().with_header("authorization", "no")).await {
        assert_eq!(error.status(), Some(StatusCode::UNAUTHORIZED));
    }
    assert_eq!((requests(&endpoint).await, requests(&service).await), (0, 2 * CLIENTS));
}
