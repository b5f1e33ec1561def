//! Bodies of every kind, from the client of a crate to the server of the same crate, over real HTTP on loopback.

use bytes::Bytes;
use futures_core::Stream;
use http::StatusCode;
use hyper_util::client::legacy::Client as Hyper;
use hyper_util::rt::TokioExecutor;
use shop::models::*;
use shop::server::{Shop, Streamed, replies, requests, router};
use shop::{Blob, Client, Credentials, Error, Event, Tower};
use std::collections::VecDeque;
use std::io::Cursor;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::net::TcpListener;

#[allow(dead_code)]
#[path = "readme/streamed.rs"]
mod readme;

/// Answers what it has understood.
struct Echo;

impl Shop for Echo {
    async fn order(&self, request: requests::Order) -> replies::Order {
        replies::Order::Created(format!("{:?}", request.body))
    }

    async fn search(&self, request: requests::Search) -> replies::Search {
        replies::Search::Ok(format!("{:?} {:?} {:?}", request.pretty, request.page, request.body))
    }

    async fn add_album(&self, request: requests::AddAlbum) -> replies::AddAlbum {
        let AddAlbumRequest { cover, pages, title, year, tags, owner, .. } = request.body;
        let shown = |blob: &Blob| {
            let (name, media_type) = (blob.named_file().unwrap(), blob.named_media_type().unwrap());
            format!("{name} {media_type} {:?}", blob.bytes())
        };
        let mut album = Album::new([cover].iter().chain(pages.iter().flatten()).map(shown).collect());
        (album.title, album.year, album.tags, album.owner) = (Some(title), year, tags, owner);
        replies::AddAlbum::Ok(album)
    }

    async fn scan(&self, request: requests::Scan) -> replies::Scan {
        replies::Scan::Ok(match request.body {
            requests::ScanBody::Json(scan) => format!("{:?}", scan.file_id),
            requests::ScanBody::Multipart(form) => format!("{:?}", form.file.unwrap().bytes()),
            body => format!("{body:?}"),
        })
    }

    async fn label(&self, request: requests::Label) -> replies::Label {
        replies::Label::Ok(format!("{:?}", request.body))
    }

    async fn group(&self, request: requests::Group) -> replies::Group {
        replies::Group::Ok(format!("{:?}", request.body))
    }

    async fn ship(&self, request: requests::Ship) -> replies::Ship {
        replies::Ship::Ok(format!("{:?}", request.body))
    }

    async fn note(&self, request: requests::Note) -> replies::Note {
        replies::Note::Ok(request.body)
    }

    async fn store(&self, request: requests::Store) -> replies::Store {
        replies::Store::Ok(Blob::reader(Cursor::new(request.body), None))
    }

    async fn fetch(&self, request: requests::Fetch) -> replies::Fetch {
        match request.sheets {
            Some(sheets) => replies::Fetch::Ok("s".repeat(sheets as usize).into()),
            None => replies::Fetch::Accepted,
        }
    }

    async fn draw(&self, request: requests::Draw) -> replies::Draw {
        replies::Draw::Ok(request.body)
    }

    async fn news(&self, _: requests::News) -> replies::News {
        replies::News::Ok(Streamed::stream(Endless(0)))
    }

    async fn ask(&self, request: requests::Ask) -> replies::Ask {
        let AskRequest { text, stream, .. } = request.body;
        let words: Vec<String> = text.split(' ').map(str::to_owned).collect();
        if !stream {
            return replies::Ask::Ok(Words::new(words));
        }
        let events = words.into_iter().enumerate().map(|(at, word)| {
            let event = Event::new(Word::new(word));
            if at == 0 { event.event("first").id("0") } else { event }
        });
        replies::Ask::OkEvents(Streamed::new(events).ending("[DONE]"))
    }

    async fn owners(&self, request: requests::Owners) -> replies::Owners {
        let owners = vec![Owner::new("a\nb"), Owner::new("é")];
        if request.head.headers["accept"] == "application/json" {
            return replies::Owners::Successful(StatusCode::OK, owners);
        }
        replies::Owners::SuccessfulEvents(StatusCode::CREATED, Streamed::new(owners))
    }

    async fn steps(&self, _: requests::Steps) -> replies::Steps {
        let steps = [Ok(Word::new("one")), Ok(Word::new("two")), Err("the stairs end here")];
        replies::Steps::Ok(Streamed::try_stream(Turns(steps.into(), false)))
    }

    async fn happenings(&self, _: requests::Happenings) -> replies::Happenings {
        replies::Happenings::Ok(Streamed::new(happenings()))
    }
}

/// What happens.
fn happenings() -> Vec<Happening> {
    let begun = Begun::new(Word::new("a")).id("1");
    vec![begun.into(), Done::new().into()]
}

/// What is there already, with a turn for others before each, in which what came before is sent.
struct Turns<T>(VecDeque<T>, bool);

impl<T: Unpin> Stream for Turns<T> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<T>> {
        self.1 = !self.1;
        if self.1 {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(self.0.pop_front())
    }
}

/// Events, one after the other.
struct Endless(u32);

impl Stream for Endless {
    type Item = Event<Owner>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0 += 1;
        Poll::Ready(Some(Event::new(Owner::new(self.0.to_string())).id(self.0.to_string())))
    }
}

/// A client of a service of its own.
async fn client() -> Client<Tower> {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router(Echo)).await });
    Client::tower(Hyper::builder(TokioExecutor::new()).build_http(), &address, Credentials::none()).unwrap()
}

#[tokio::test]
async fn forms() {
    let order = OrderRequest::new("a & b=c é")
        .ids(vec![1, 2])
        .sizes(vec!["s,m".to_owned(), "l".to_owned()])
        .address(OrderRequestAddress::new().city("Zürich").zip(8001));
    assert_eq!(client().await.order(&order).await.unwrap(), format!("{order:?}"));
    let least = OrderRequest::new("");
    assert_eq!(client().await.order(&least).await.unwrap(), format!("{least:?}"));
    let nothing = SearchForm::new();
    assert!(client().await.search(&nothing).await.unwrap().contains("Form("));
}

#[tokio::test]
async fn forms_with_files() {
    let folder = std::env::temp_dir().join(format!("bindery-served-{}", std::process::id()));
    std::fs::write(&folder, b"of a file").unwrap();
    let file = Blob::file(&folder).unwrap().file_name("second.txt").media_type("text/plain");
    let pages = vec![
        Blob::new(&b"\0\r\n--first"[..]).file_name("a \"b\".bin"),
        file,
        Blob::reader(Cursor::new("read"), None),
    ];
    let cover = Blob::new(&b"\x89PNG"[..]).media_type("image/jpeg").file_name("c.jpg");
    let album = AddAlbumRequest::new(cover, "Owls")
        .pages(pages)
        .year(1999)
        .tags(vec!["a".to_owned(), "b, c".to_owned()])
        .owner(Owner::new("me"));
    let answer = client().await.add_album(&album).await.unwrap();
    std::fs::remove_file(&folder).unwrap();
    assert_eq!(
        answer.files,
        [
            r#"c.jpg image/jpeg b"\x89PNG""#,
            r#"a "b".bin application/octet-stream b"\0\r\n--first""#,
            r#"second.txt text/plain b"of a file""#,
            r#"pages application/octet-stream b"read""#,
        ]
    );
    assert_eq!((answer.title.as_deref(), answer.year), (Some("Owls"), Some(1999)));
    assert_eq!(answer.tags.unwrap(), ["a", "b, c"]);
    assert_eq!(answer.owner.unwrap().name, "me");
}

#[tokio::test]
async fn a_schema_with_files_is_a_form_or_json_without_them() {
    let client = client().await;
    let form = ScanForm::new().file(Blob::from("a scan"));
    assert_eq!(client.scan(&form).await.unwrap(), r#"b"a scan""#);
    assert_eq!(client.scan(&Scan::new().file_id("s1")).await.unwrap(), r#"Some("s1")"#);
}

#[tokio::test]
async fn text_bytes_and_ranges() {
    let client = client().await;
    assert_eq!(client.note("a note\r\n é").await.unwrap(), "a note\r\n é");
    let bytes: Vec<u8> = (0..=255).collect();
    assert_eq!(client.store(bytes.clone()).await.unwrap(), bytes);
    assert_eq!(client.store(Bytes::new()).await.unwrap(), Bytes::new());
    assert_eq!(client.store(Blob::reader(Cursor::new(bytes.clone()), Some(256))).await.unwrap(), bytes);
    // What is not there yet is no empty file.
    assert_eq!(client.fetch().await.unwrap(), None);
    assert_eq!(client.fetch().sheets(0).await.unwrap(), Some(Bytes::new()));
    assert_eq!(client.fetch().sheets(2).await.unwrap(), Some("ss".into()));
    let drawn = client.draw(Blob::new(bytes.clone()).media_type("image/webp")).answer().await.unwrap();
    assert_eq!((drawn.headers["content-type"].to_str().unwrap(), drawn.value), ("image/webp", bytes.into()));
}

#[tokio::test]
async fn events_without_end() {
    let client = client().await;
    let mut events = client.news().events();
    for number in 1..=1_000 {
        let event = events.next().await.unwrap().unwrap();
        assert_eq!((event.id, event.data.name), (Some(number.to_string()), number.to_string()));
    }
}

#[tokio::test]
async fn an_answer_comes_at_once_or_as_events() {
    let client = client().await;
    let request = |stream| AskRequest::new("to be or", stream);
    let words = client.ask(&request(false)).await.unwrap();
    assert_eq!(words.words, ["to", "be", "or"]);
    let (request, mut all) = (request(true), Vec::new());
    let mut events = client.ask(&request).events();
    while let Some(event) = events.next().await {
        let event = event.unwrap();
        all.push((event.event, event.id, event.data.word));
    }
    // The word that ends them is no event to this client.
    let other = |word: &str| (String::new(), Some("0".to_owned()), word.to_owned());
    assert_eq!(all, [("first".to_owned(), Some("0".to_owned()), "to".to_owned()), other("be"), other("or")]);
    let raw = client.ask(&request).raw().await.unwrap();
    assert_eq!(raw.headers()["content-type"], "text/event-stream");
    let body = String::from_utf8(raw.into_body().to_vec()).unwrap();
    assert!(body.starts_with("event: first\nid: 0\ndata: {\"word\":\"to\"}\n\n"), "{body}");
    assert!(body.ends_with("data: {\"word\":\"or\"}\n\ndata: [DONE]\n\n"), "{body}");
}

#[tokio::test]
async fn an_answer_comes_at_once_or_line_by_line() {
    let client = client().await;
    let names = ["a\nb", "é"];
    assert!(client.owners().await.unwrap().iter().map(|owner| &owner.name).eq(names));
    let mut events = client.owners().events();
    for name in names {
        assert_eq!(events.next().await.unwrap().unwrap().name, name);
    }
    assert!(events.next().await.is_none());
    let lines = client.owners().with_header("accept", "application/x-ndjson").raw().await.unwrap();
    assert_eq!(lines.status(), StatusCode::CREATED);
    assert_eq!(lines.headers()["content-type"], "application/x-ndjson");
    assert_eq!(lines.body(), "{\"name\":\"a\\nb\"}\n{\"name\":\"é\"}\n");
}

#[tokio::test]
async fn what_fails_on_its_way_is_not_taken_for_its_end() {
    let client = client().await;
    let mut steps = client.steps().events();
    for word in ["one", "two"] {
        assert_eq!(steps.next().await.unwrap().unwrap().word, word);
    }
    assert!(matches!(steps.next().await, Some(Err(Error::Transport(_)))));
    assert!(steps.next().await.is_none());
}

#[tokio::test]
async fn events_that_are_described_whole() {
    let (client, mut all) = (client().await, Vec::new());
    let mut events = client.happenings().events();
    while let Some(event) = events.next().await {
        all.push(event.unwrap());
    }
    assert_eq!(all, happenings());
}

const FORM: &str = "application/x-www-form-urlencoded";
const PARTS: &str = "multipart/form-data; boundary=b";

/// The status and body that a body is answered with which the client would not send.
async fn sent(client: &Client<Tower>, path: &str, media_type: &str, body: &str) -> (u16, String) {
    let request = http::Request::builder().uri(format!("{}{path}", client.base_url()));
    let method = if ["/note", "/picture"].contains(&path) { "PUT" } else { "POST" };
    let request = request.method(method).header("content-type", media_type);
    let http: Hyper<_, axum::body::Body> = Hyper::builder(TokioExecutor::new()).build_http();
    let response = http.request(request.body(body.to_owned().into()).unwrap()).await.unwrap();
    let (status, body) = (response.status().as_u16(), axum::body::Body::new(response.into_body()));
    (status, String::from_utf8(axum::body::to_bytes(body, 10_000).await.unwrap().to_vec()).unwrap())
}

/// The parts of a form, each with its media type and what it is.
fn parts(parts: &[(&str, &str, &str)]) -> String {
    let part = |(name, media_type, text): &(&str, &str, &str)| {
        let media_type = if media_type.is_empty() { "" } else { &format!("content-type: {media_type}\r\n") };
        format!("--b\r\ncontent-disposition: form-data; name={name}\r\n{media_type}\r\n{text}\r\n")
    };
    parts.iter().map(part).collect::<String>() + "--b--"
}

#[tokio::test]
async fn a_value_is_the_same_in_each_media_type() {
    let client = client().await;
    let label = Label::new("a & b")
        .count(2)
        .tags(vec!["s".to_owned(), "m l".to_owned()])
        .size(LabelSize::new().width(5))
        .owner(Owner::new("me"))
        .rows(vec![LabelRow::new().text("x"), LabelRow::new()]);
    assert_eq!(client.label(&label).await.unwrap(), format!("{label:?}"));
    let json = serde_json::to_string(&label).unwrap();
    let form = "name=a+%26+b&count=2&tags=s,m%20l&size%5Bwidth%5D=5&owner=%7B%22name%22:%22me%22%7D\
        &rows=%7B%22text%22:%22x%22%7D&rows=%7B%7D";
    let parts = |first| {
        parts(&[
            ("name", "", first),
            ("count", "", "2"),
            ("tags", "", "s"),
            ("tags", "text/plain", "m l"),
            ("size", "application/json", r#"{"width":5}"#),
            ("owner", "", r#"{"name":"me"}"#),
            ("rows", "application/json", r#"[{"text":"x"},{}]"#),
        ])
    };
    for (media_type, body) in [
        ("application/json", &json),
        ("application/vnd.shop+json", &json),
        (FORM, &form.to_owned()),
        ("Application/X-WWW-Form-URLencoded; charset=utf-8", &form.to_owned()),
        (PARTS, &parts("a & b")),
    ] {
        assert_eq!(sent(&client, "/labels", media_type, body).await, (200, format!("{label:?}")), "{media_type}");
    }
    for (media_type, body, status, told) in [
        (FORM, "name=a+long+name", 422, "/name"),
        (FORM, "name=a&count=0&size%5Bwidth%5D=x", 422, "/size/width"),
        (FORM, "name=a&owner=%7B%7D", 422, "/owner/name"),
        (PARTS, &parts("a long name"), 422, "/name"),
        ("application/json", "name=a", 400, "is not JSON"),
        (PARTS, "name=a", 400, "boundary"),
        (
            "application/xml",
            "<name>a</name>",
            415,
            "application/json, application/vnd.shop+json, application/x-www-form-urlencoded, multipart/form-data",
        ),
    ] {
        let (answered, said) = sent(&client, "/labels", media_type, body).await;
        assert_eq!(answered, status, "{media_type} {body:?}: {said}");
        assert!(said.contains(told), "{media_type} {body:?}: {said}");
    }
}

#[tokio::test]
async fn what_may_be_several_things_is_read_as_it_is_written() {
    let client = client().await;
    let (owner, plain) = (Owner::new("me"), Label::new("a"));
    for (label, form, told) in [
        (plain.clone().mark(5), "name=a&mark=5", "5"),
        (plain.clone().mark(owner), "name=a&mark=%7B%22name%22:%22me%22%7D", r#"{"name":"me"}"#),
        (plain.clone().mark(vec![5, 6]), "name=a&mark=5&mark=6", "[5,6]"),
        (plain.clone().any(5), "name=a&any=5", "5"),
        (plain.clone().any("x"), "name=a&any=x", "x"),
        (plain.clone().any(serde_json::json!({"a": 1})), "name=a&any=%7B%22a%22:1%7D", r#"{"a":1}"#),
    ] {
        let wanted = (200, format!("{label:?}"));
        assert_eq!(sent(&client, "/labels", FORM, form).await, wanted, "{form}");
        let name = if label.mark.is_some() { "mark" } else { "any" };
        let media_type = if told.starts_with(['{', '[']) { "application/json" } else { "" };
        let parts = parts(&[("name", "", "a"), (name, media_type, told)]);
        assert_eq!(sent(&client, "/labels", PARTS, &parts).await, wanted, "{parts}");
    }
    let items = parts(&[("name", "", "a"), ("mark", "", "5"), ("mark", "", "6")]);
    let wanted = format!("{:?}", plain.mark(vec![5, 6]));
    assert_eq!(sent(&client, "/labels", PARTS, &items).await, (200, wanted));
    for cargo in [
        ShipRequest::from(Crate::new("oak").boards(3)),
        ShipRequest::from(Barrel::new(50).hoops(vec![1, 2])),
    ] {
        assert_eq!(client.ship(&cargo).await.unwrap(), format!("{cargo:?}"));
    }
}

#[tokio::test]
async fn what_is_empty_is_there() {
    let client = client().await;
    // There is nothing to write of a list without items, or of null.
    let set = Set::new(vec![], vec!["a".to_owned()], None);
    assert_eq!(client.group(&set).await.unwrap(), format!("{set:?}"));
    let some = parts(&[("some", "", "a")]);
    assert_eq!(sent(&client, "/sets", PARTS, &some).await, (200, format!("{set:?}")));
    let null = parts(&[("some", "", "a"), ("owner", "", "null")]);
    assert_eq!(sent(&client, "/sets", PARTS, &null).await, (200, format!("{set:?}")));
    for (media_type, body) in [(FORM, "note=a".to_owned()), (PARTS, parts(&[("note", "", "a")]))] {
        let (status, said) = sent(&client, "/sets", media_type, &body).await;
        assert!(status == 422 && said.contains("/some") && !said.contains("/ids"), "{said}");
    }
}

#[tokio::test]
async fn what_is_wrong_is_told_by_its_place() {
    let client = client().await;
    for (path, media_type, body, status, told) in [
        ("/search", FORM, "", 200, "None None Form("),
        ("/search?pretty&page=", FORM, "", 200, "Some(true) None Form("),
        ("/search?pretty=false&page=2", FORM, "", 200, "Some(false) Some(2) Form("),
        ("/search?pretty=x&page=&page=", FORM, "", 422, "\"page\",\"pointer"),
        ("/search?limit=", FORM, "", 422, "limit"),
        ("/search", "application/json", "", 422, "is required"),
        ("/orders", FORM, "ids=1,x", 422, "/name"),
        ("/orders", FORM, "name=a&ids=1,x", 422, "/ids/1"),
        ("/orders", FORM, "name=%ff", 400, "percent-encoded UTF-8"),
        ("/orders", FORM, "", 422, "/name"),
        ("/orders", "application/json", "{}", 415, "application/x-www-form-urlencoded"),
        (
            "/albums",
            PARTS,
            "--b\r\ncontent-disposition: form-data; name=title\r\n\r\nx\r\n--b--",
            422,
            "/cover",
        ),
        (
            "/albums",
            PARTS,
            concat!(
                "--b\r\ncontent-disposition: form-data; name=title\r\n\r\nx\r\n",
                "--b\r\ncontent-disposition: form-data; name=cover; filename=c\r\ncontent-type: image/png\r\n\r\nx\r\n",
                "--b\r\ncontent-disposition: form-data; name=owner\r\ncontent-type: application/json\r\n\r\nnull\r\n--b--",
            ),
            200,
            "c image/png",
        ),
        ("/albums", PARTS, "--c--", 400, "boundary"),
        ("/albums", "multipart/form-data", "", 422, "is required"),
        ("/note", "image/png", "x", 415, "text/plain"),
        ("/note", "text/plain", "a note of more than twenty", 422, "at most 20"),
        ("/picture", "text/html", "x", 415, "application/pdf, image/*"),
        ("/picture", "application/pdf", "x", 200, "x"),
    ] {
        let (answered, said) = sent(&client, path, media_type, body).await;
        assert_eq!(answered, status, "{path} {media_type} {body:?}: {said}");
        assert!(said.contains(told), "{path} {media_type} {body:?}: {said}");
    }
    let long = OrderRequest::new("x".repeat(21));
    assert!(matches!(client.order(&long).await, Err(Error::Invalid(_))));
    assert!(matches!(client.note("a note of more than twenty").await, Err(Error::Invalid(_))));
}
