//! Operations that have nothing to say but their credentials: what is sent of these, and where to.

use super::harness::{CLIENTS, TOKEN, done, errors, once, requests, service};
use super::scripted::{Do, Scripted};
use crate::runtime::{Builder, Bytes, Call, Client, Credentials, Error, Operation, Route, Scheme, empty};
use wiremock::ResponseTemplate;

/// Operations without parameters.
macro_rules! bodiless {
    ($($name:ident: $route:expr;)*) => {$(
        #[derive(Clone)]
        struct $name;

        impl Operation for $name {
            type Output = ();
            type Error = serde_json::Value;
            const ROUTE: Route = $route;

            fn write(&self, _: &mut Builder) {}

            fn response(response: http::Response<Bytes>) -> Result<(), Error> {
                empty(response)
            }
        }
    )*};
}

bodiless! {
    Download: Route::new("download", "GET", "/file");
    Locate: Route::new("locate", "GET", "/file").redirect();
    Open: Route::new("open", "GET", "/open").secured(&[&[]]);
    Optional: Route::new("optional", "GET", "/open").secured(&[&[], &[Scheme::Basic]]);
    Start: Route::new("start", "POST", "/start");
    Replace: Route::new("replace", "PUT", "/start");
    Amend: Route::new("amend", "PATCH", "/start");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_only_reads_follows_a_redirect_elsewhere_without_secrets() {
    let elsewhere = service(ResponseTemplate::new(204)).await;
    let to = format!("{}/store?signature=x", elsewhere.uri());
    let server = service(ResponseTemplate::new(302).insert_header("location", to)).await;
    let credentials = Credentials::bearer(TOKEN)
        .and(Credentials::api_key_query("key", TOKEN))
        .and(Credentials::api_key_cookie("session", TOKEN));
    let builder = Client::builder(&server.uri(), credentials).header("X-Account", "7");
    let call = Call::new((), Download).with_header("Range", "bytes=0-9").with_header("X-Own", "1");
    done(&builder, call).await;
    let sent = elsewhere.received_requests().await.unwrap();
    assert_eq!(sent.len(), CLIENTS);
    for request in sent {
        assert_eq!(
            (request.url.query(), request.headers["range"].as_bytes()),
            (Some("signature=x"), &b"bytes=0-9"[..])
        );
        for name in ["authorization", "cookie", "x-account", "x-own"] {
            assert!(!request.headers.contains_key(name), "{name}");
        }
    }
    // Where that is all that it answers, its caller wants the address.
    for error in errors(&builder, Call::new((), Locate)).await {
        assert_eq!(error.status().unwrap(), 302);
    }
    assert_eq!((requests(&server).await, requests(&elsewhere).await), (2 * CLIENTS, CLIENTS));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_stay_unknown_proves_nothing_else() {
    let server = service(ResponseTemplate::new(204)).await;
    let key = Credentials::api_key_header("X-Key", "k");
    done(&Client::builder(&server.uri(), key.clone()), Call::new((), Open)).await;
    done(&Client::builder(&server.uri(), key.clone()), Call::new((), Optional)).await;
    done(&Client::builder(&server.uri(), key.and(Credentials::basic("a", "b"))), Call::new((), Optional))
        .await;
    let sent = server.received_requests().await.unwrap();
    assert!(sent.iter().all(|request| !request.headers.contains_key("x-key")));
    let known = sent.iter().filter(|request| request.headers.contains_key("authorization"));
    assert_eq!(known.count(), CLIENTS);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_no_body_says_so_where_one_is_expected() {
    const DONE: &[Do] = &[Do::Send("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n")];
    let service = Scripted::start(&[DONE]).await;
    done(&once(&service.address), Call::new((), Start)).await;
    done(&once(&service.address), Call::new((), Replace)).await;
    done(&once(&service.address), Call::new((), Amend)).await;
    for request in service.requests().await {
        let request = request.to_ascii_lowercase();
        assert_eq!(request.matches("content-length: 0\r\n").count(), 1, "{request}");
        assert!(!request.contains("transfer-encoding"), "{request}");
    }
    done(&once(&service.address), Call::new((), Download)).await;
    let requests = service.requests().await;
    let silent = requests.iter().filter(|request| !request.to_ascii_lowercase().contains("content-length"));
    assert_eq!((requests.len(), silent.count()), (4 * CLIENTS, CLIENTS));
}
