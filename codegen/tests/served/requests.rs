//! Methods and parameters that few documents have, from the client of a crate to the server of the same crate, over real
//! HTTP on loopback.

use depot::models::*;
use depot::server::{Depot, replies, requests, router};
use depot::{Client, Credentials, Error, Tower};
use hyper_util::client::legacy::Client as Hyper;
use hyper_util::rt::TokioExecutor;
use tokio::net::TcpListener;

/// Answers what it has understood.
struct Echo;

impl Depot for Echo {
    async fn read(&self, request: requests::Read) -> replies::Read {
        replies::Read::Ok(request.path)
    }

    async fn check(&self, request: requests::Check) -> replies::Check {
        match request.path.as_str() {
            "there" => replies::Check::Ok,
            _ => replies::Check::NotFound,
        }
    }

    async fn remove(&self, _: requests::Remove) -> replies::Remove {
        replies::Remove::NoContent
    }

    async fn copy(&self, request: requests::Copy) -> replies::Copy {
        replies::Copy::Ok(format!("{} {} {}", request.head.method, request.path, request.destination))
    }

    async fn read_version(&self, request: requests::ReadVersion) -> replies::ReadVersion {
        replies::ReadVersion::Ok(format!("{:?} {}", request.path, request.version))
    }

    async fn search(&self, request: requests::Search) -> replies::Search {
        assert_eq!(request.head.method.as_str(), "QUERY");
        replies::Search::Ok(request.body)
    }

    async fn lamps_by_json(&self, request: requests::LampsByJson) -> replies::LampsByJson {
        assert!(request.head.uri.query().is_some_and(|query| query.starts_with("%7B%22name%22%3A")));
        replies::LampsByJson::Ok(request.wanted)
    }

    async fn chairs_by_form(&self, request: requests::ChairsByForm) -> replies::ChairsByForm {
        assert!(request.head.uri.query().is_some_and(|query| query.starts_with("name=")));
        replies::ChairsByForm::Ok(request.wanted)
    }
}

/// The address of a service of its own.
async fn address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router(Echo)).await });
    address
}

async fn client() -> Client<Tower> {
    let http = Hyper::builder(TokioExecutor::new()).build_http();
    Client::tower(http, &address().await, Credentials::none()).unwrap()
}

#[tokio::test]
async fn the_rest_of_a_path_keeps_its_slashes() {
    let client = client().await;
    for path in ["a", "a/b/c.txt", "a b/é?#%2F/", "versions/1"] {
        assert_eq!(client.read(path).await.unwrap(), path);
    }
    for path in ["", "a/../b", "."] {
        assert!(matches!(client.read(path).await, Err(Error::Invalid(_))), "{path}");
    }
    let parts = ["a", "b/c"].map(str::to_owned);
    assert_eq!(client.read_version(parts.to_vec(), 7).await.unwrap(), r#"["a", "b/c"] 7"#);
}

#[tokio::test]
async fn what_cannot_have_a_body_is_read_without_one() {
    let client = client().await;
    client.check("there").await.unwrap();
    assert_eq!(client.check("elsewhere").await.unwrap_err().status().unwrap(), 404);
    client.remove("there").await.unwrap();
}

#[tokio::test]
async fn methods_may_be_any() {
    let client = client().await;
    assert_eq!(client.copy("a/b", "c/d").await.unwrap(), "COPY a/b c/d");
    let wanted = Wanted::new("lamp").size(3);
    assert_eq!(client.search(&wanted).await.unwrap(), wanted);
    assert!(matches!(client.search(&Wanted::new("")).await, Err(Error::Invalid(_))));
}

#[tokio::test]
async fn a_value_may_be_the_whole_query_string() {
    let client = client().await;
    let wanted = Wanted::new("a&b=c +{é}").size(3);
    assert_eq!(client.lamps_by_json(wanted.clone()).await.unwrap(), wanted);
    assert_eq!(client.chairs_by_form(wanted.clone()).await.unwrap(), wanted);
    assert!(matches!(client.lamps_by_json(Wanted::new("")).await, Err(Error::Invalid(_))));
}

#[tokio::test]
async fn other_methods_are_told_which_there_are() {
    let address = address().await;
    let http: Hyper<_, axum::body::Body> = Hyper::builder(TokioExecutor::new()).build_http();
    for (method, path, allowed) in
        [("PUT", "/files/a/b", "COPY, DELETE, GET, HEAD"), ("copy", "/files/a", "COPY, DELETE, GET, HEAD"), ("GET", "/search", "QUERY")]
    {
        let request = http::Request::builder().method(method).uri(format!("{address}{path}"));
        let response = http.request(request.body(axum::body::Body::empty()).unwrap()).await.unwrap();
        assert_eq!(response.status(), 405, "{method} {path}");
        assert_eq!(response.headers()["allow"], allowed);
    }
}
