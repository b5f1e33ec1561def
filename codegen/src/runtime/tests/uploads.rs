//! Bodies of requests that are read as they are sent, by each client, over real HTTP on loopback.

use super::bodies::upload;
use super::harness::{CLIENTS, each, hasty, once, requests, service};
use super::scripted::{Do, Scripted};
use crate::runtime::{
    BaseUrl, Blob, Builder, Bytes, Call, Error, Operation, RequestError, Route, TransportKind, empty,
};
use http::{HeaderValue, Response};
use serde_json::Value;
use std::fs;
use std::io::{self, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use wiremock::ResponseTemplate;

/// Sends a blob, which may be repeated.
#[derive(Clone)]
struct Put(Blob);

impl Operation for Put {
    type Output = ();
    type Error = Value;
    const ROUTE: Route = Route::new("Put", "PUT", "/v1/blob");

    fn write(&self, request: &mut Builder) {
        request.blob(HeaderValue::from_static("application/octet-stream"), &self.0);
    }

    fn response(response: Response<Bytes>) -> Result<(), Error> {
        empty(response)
    }
}

/// Sends a form with blobs.
#[derive(Clone)]
struct Form(Vec<Blob>);

impl Operation for Form {
    type Output = ();
    type Error = Value;
    const ROUTE: Route = Route::new("Form", "POST", "/v1/form");

    fn write(&self, request: &mut Builder) {
        let form = super::bodies::Upload { pages: Some(self.0.clone()), ..upload() };
        request.multipart(&form, &[], &[]);
    }

    fn response(response: Response<Bytes>) -> Result<(), Error> {
        empty(response)
    }
}

fn put(blob: Blob) -> Call<(), Put> {
    Call::new((), Put(blob))
}

/// So many bytes that no buffer holds them all.
fn large() -> Vec<u8> {
    (0..300_000_u32).flat_map(u32::to_le_bytes).collect()
}

/// A file in a folder of its own.
fn file(content: &[u8]) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("owl.bin");
    fs::write(&path, content).unwrap();
    (folder, path)
}

/// A reader, and how often one was asked for its bytes.
fn counted(content: Vec<u8>) -> (impl Read + Send + 'static, Arc<AtomicUsize>) {
    struct Counted(Cursor<Vec<u8>>, Arc<AtomicUsize>);
    impl Read for Counted {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.1.fetch_add(1, Ordering::Relaxed);
            self.0.read(buffer)
        }
    }
    let count = Arc::new(AtomicUsize::new(0));
    (Counted(Cursor::new(content), Arc::clone(&count)), count)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_has_a_length_and_is_sent_again() {
    let (_folder, path) = file(&large());
    let server = service(ResponseTemplate::new(503).insert_header("retry-after", "0")).await;
    for answer in each(&hasty(&server.uri()), put(Blob::file(&path).unwrap())).await {
        assert_eq!(answer.unwrap_err().status().unwrap(), 503);
    }
    let sent = server.received_requests().await.unwrap();
    assert_eq!(sent.len(), 3 * CLIENTS);
    for request in sent {
        assert_eq!(request.headers["content-length"], "1200000");
        assert_eq!(request.headers["content-type"], "application/octet-stream");
        assert!(request.body == large());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_is_sent_once_and_needs_no_length() {
    let server = service(ResponseTemplate::new(503).insert_header("retry-after", "0")).await;
    for length in [None, Some(1_200_000)] {
        for index in 0..CLIENTS {
            // Each client is given the first go at a reader of its own; the others find that it was read.
            let blob = Blob::reader(Cursor::new(large()), length).media_type("image/png");
            let answers = nth(&hasty(&server.uri()), put(blob), index).await;
            assert_eq!(answers.unwrap_err().status().unwrap(), 503);
        }
    }
    let sent = server.received_requests().await.unwrap();
    assert_eq!(sent.len(), 2 * CLIENTS);
    for (index, request) in sent.iter().enumerate() {
        assert_eq!(request.headers.contains_key("content-length"), index >= CLIENTS);
        assert_eq!(request.headers["content-type"], "image/png");
        assert!(request.body == large());
    }
}

/// Sends a call by one of the clients.
async fn nth<O: Operation + Clone>(
    builder: &crate::runtime::ClientBuilder,
    call: Call<(), O>,
    index: usize,
) -> Result<O::Output, Error<O::Error>> {
    match index {
        0 => call.by(&builder.clone().build().unwrap()).await,
        1 => tokio::task::block_in_place(|| call.by(&builder.clone().build_blocking().unwrap()).send()),
        _ => call.by(&builder.clone().build_tower(super::harness::hyper()).unwrap()).await,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_that_nobody_has_begun_is_still_there() {
    let (reader, count) = counted(large());
    let blob = Blob::reader(reader, None);
    for answer in each(&hasty("http://127.0.0.1:1"), put(blob.clone())).await {
        let error = answer.unwrap_err();
        assert!(
            matches!(&error, Error::Transport(error) if error.kind == TransportKind::Connect),
            "{error:?}"
        );
    }
    assert_eq!(count.load(Ordering::Relaxed), 0);
    let server = service(ResponseTemplate::new(200)).await;
    nth(&once(&server.uri()), put(blob.clone()), 0).await.unwrap();
    let error = nth(&once(&server.uri()), put(blob), 1).await.unwrap_err();
    assert!(error.to_string().contains("can be read only once"), "{error}");
    assert!(server.received_requests().await.unwrap()[0].body == large());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_told() {
    let (folder, path) = file(b"0123456789");
    let blob = Blob::file(&path).unwrap();
    assert_eq!((blob.length(), blob.named_file()), (Some(10), Some("owl.bin")));
    assert!(Blob::file(folder.path()).is_err() && Blob::file(folder.path().join("none")).is_err());
    let server = service(ResponseTemplate::new(200)).await;
    let refused = async |what: &str| {
        for answer in each(&hasty(&server.uri()), put(blob.clone())).await {
            let error = answer.unwrap_err();
            assert!(error.to_string().contains(what), "{error}");
            assert!(
                matches!(&error, Error::Transport(error) if error.kind == TransportKind::Other),
                "{error:?}"
            );
        }
    };
    fs::write(&path, b"shorter").unwrap();
    refused("there is less of it than was promised").await;
    fs::remove_file(&path).unwrap();
    refused("the body of the request cannot be read").await;
    // What is longer now is sent as it was.
    fs::write(&path, b"0123456789 and more").unwrap();
    for answer in each(&once(&server.uri()), put(blob.clone())).await {
        answer.unwrap();
    }
    let sent = server.received_requests().await.unwrap();
    assert!(sent.iter().all(|request| request.body == b"0123456789") && sent.len() == CLIENTS);
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_hold_files_and_readers() {
    let (_folder, path) = file(&large());
    let server = service(ResponseTemplate::new(200)).await;
    let form = Call::new((), Form(vec![Blob::file(&path).unwrap().media_type("image/png"), "text".into()]));
    for answer in each(&once(&server.uri()), form).await {
        answer.unwrap();
    }
    let reader = Blob::reader(Cursor::new("read"), None).file_name("r.txt");
    nth(&once(&server.uri()), Call::new((), Form(vec![reader])), 1).await.unwrap();
    let mut sent = server.received_requests().await.unwrap();
    let read = sent.pop().unwrap();
    assert!(!read.headers.contains_key("content-length"));
    let text = String::from_utf8_lossy(&read.body).into_owned();
    let part =
        "name=\"pages\"; filename=\"r.txt\"\r\nContent-Type: application/octet-stream\r\n\r\nread\r\n--";
    assert!(text.contains(part), "{text}");
    let mut boundaries = Vec::new();
    for request in &sent {
        let media_type = request.headers["content-type"].to_str().unwrap();
        let boundary = media_type.strip_prefix("multipart/form-data; boundary=").unwrap().to_owned();
        assert_eq!(request.headers["content-length"], request.body.len().to_string().as_str());
        let head = b"name=\"pages\"; filename=\"owl.bin\"\r\nContent-Type: image/png\r\n\r\n";
        let at = request.body.windows(head.len()).position(|window| window == head).unwrap() + head.len();
        assert!(request.body[at..].starts_with(&large()));
        assert!(request.body.ends_with(format!("\r\ntext\r\n--{boundary}--\r\n").as_bytes()));
        boundaries.push(boundary);
    }
    // Nobody can foresee where a part of theirs would end.
    boundaries.dedup();
    assert_eq!(boundaries.len(), CLIENTS);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_download_is_an_upload() {
    const BODY: &[Do] = &[
        Do::Send("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nfirst "),
        Do::Wait(Duration::from_millis(20)),
        Do::Send("second"),
    ];
    const CUT: &[Do] = &[Do::Send("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nfirst")];
    let from = Scripted::start(&[BODY, BODY, CUT, BODY]).await;
    let client = once(&from.address).build().unwrap();
    let download = async || put(Blob::default()).by(&client).stream().await.unwrap().value;
    let server = service(ResponseTemplate::new(200)).await;
    for index in [0, 2] {
        let blob = Blob::stream(download().await, None);
        nth(&once(&server.uri()), put(blob), index).await.unwrap();
    }
    assert!(server.received_requests().await.unwrap().iter().all(|request| request.body == b"first second"));
    // One that breaks is not taken for a whole one.
    let error = nth(&once(&server.uri()), put(Blob::stream(download().await, None)), 0).await.unwrap_err();
    assert!(error.to_string().contains("the body of the request cannot be read"), "{error}");
    let error = nth(&once(&server.uri()), put(Blob::stream(download().await, None)), 1).await.unwrap_err();
    assert!(error.to_string().contains("cannot be sent by a blocking client"), "{error}");
    assert_eq!(requests(&server).await, 2);
}

#[test]
fn only_bytes_are_a_request_of_bytes() {
    let base = BaseUrl::parse("https://a.b").unwrap();
    assert_eq!(Put("bytes".into()).request(&base).unwrap().body(), "bytes");
    let read = Put(Blob::reader(Cursor::new("read"), Some(4)));
    assert!(matches!(read.request(&base), Err(RequestError::Unread)));
    let request = read.outgoing(&base).unwrap();
    assert_eq!((request.body().length(), request.body().bytes()), (Some(4), None));
    let read_on = |payload: &crate::runtime::Payload| io::read_to_string(payload.reader());
    assert_eq!(read_on(request.body()).unwrap(), "read");
    assert!(!request.body().can_be_sent() && read_on(request.body()).is_err());
    assert_eq!(format!("{:?}", request.body()), "Payload { length: Some(4), .. }");
    assert_ne!(read.0, Blob::reader(Cursor::new("read"), Some(4)));
    assert_eq!(read.0, read.0.clone());
}
