//! Walks through pages: without IO what leads where, over real HTTP on loopback what each client makes of it.

use super::harness::{CLIENTS, TOKEN, hasty, hyper};
use crate::runtime::{
    BaseUrl, Builder, Bytes, Call, Client, ClientBuilder, Credentials, Error, Items, Operation, Paged,
    Paging, PagingError, Route, Style, Walk, json,
};
use futures_core::Stream;
use http::{Response, Uri};
use serde_json::{Value, json};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

/// An operation with parameters of every kind, whose pages follow each other in some way.
macro_rules! listing {
    ($($name:ident: $paging:expr;)*) => {$(
        #[derive(Clone, Debug, Default)]
        struct $name {
            query: Vec<(&'static str, String)>,
        }

        impl Operation for $name {
            type Output = Value;
            type Error = Value;
            const ROUTE: Route = Route::new("listOrders", "GET", "/shop/orders");

            fn write(&self, request: &mut Builder) {
                for (name, value) in &self.query {
                    request.query(name, value, Style::Form { explode: true }, &[]);
                }
            }

            fn response(response: Response<Bytes>) -> Result<Value, Error<Value>> {
                json(response)
            }
        }

        impl Paged for $name {
            type Item = Value;
            const PAGING: Paging = $paging;

            fn items(page: Value) -> Vec<Value> {
                let orders = if page.is_array() { &page } else { &page["orders"] };
                let id = |order: &Value| order.get("id").unwrap_or(order).clone();
                orders.as_array().into_iter().flatten().map(id).collect()
            }
        }
    )*};
}

listing! {
    ByCursor: Paging::cursor("page[after]", "/meta/after").items("/orders").more("/meta/has_more");
    ByLastItem: Paging::last_item("starting_after", "/id").items("/orders").more("/has_more");
    ByUrl: Paging::url(&["/links/next", "/next"]).items("/orders").last("/end");
    ByLink: Paging::link_header();
    ByOffset: Paging::offset("offset", 0).items("/orders").total("/total");
    ByPage: Paging::page("page", 1).items("/orders").pages("/pages");
    ByNumber: Paging::page("page", 0);
}

/// An operation that asks for its pages in a body.
#[derive(Clone, Debug)]
struct ByBody;

impl Operation for ByBody {
    type Output = Value;
    type Error = Value;
    const ROUTE: Route = Route::new("searchOrders", "POST", "/search");

    fn write(&self, request: &mut Builder) {
        request.json(&json!({"state": "paid"}), &[]);
    }

    fn response(response: Response<Bytes>) -> Result<Value, Error<Value>> {
        json(response)
    }
}

impl Paged for ByBody {
    type Item = Value;
    const PAGING: Paging = Paging::body_cursor("cursor", "/next").items("/orders");

    fn items(page: Value) -> Vec<Value> {
        page["orders"].as_array().cloned().unwrap_or_default()
    }
}

fn answer(body: &Value, link: Option<&str>) -> Response<Bytes> {
    let response = link.into_iter().fold(Response::builder(), |response, link| response.header("link", link));
    response.body(body.to_string().into()).unwrap()
}

/// The path and query that a page leads to.
fn after<O: Paged>(operation: &O, page: &Value, link: Option<&str>) -> Result<Option<String>, PagingError> {
    let base: BaseUrl = "https://shop.example/api/v2".parse().unwrap();
    let mut walk = Walk::<O>::new(operation.request(&base).unwrap());
    walk.request().unwrap().unwrap();
    assert!(walk.response(answer(page, link)).is_ok());
    let next = walk.request()?;
    Ok(next.map(|next| {
        assert!(next.uri().to_string().starts_with("https://shop.example/"));
        next.uri().path_and_query().unwrap().to_string()
    }))
}

#[test]
fn a_cursor_takes_the_place_of_the_one_before() {
    let query = vec![("limit", "2".to_owned()), ("page[after]", "a".to_owned()), ("q", "x&y".to_owned())];
    let page = json!({"orders": [1], "meta": {"after": "b/ c"}});
    let next = after(&ByCursor { query }, &page, None);
    assert_eq!(next, Ok(Some("/api/v2/shop/orders?limit=2&q=x%26y&page%5Bafter%5D=b%2F%20c".to_owned())));
    let page = json!({"orders": [1], "meta": {"after": 7, "has_more": true}});
    assert_eq!(
        after(&ByCursor::default(), &page, None),
        Ok(Some("/api/v2/shop/orders?page%5Bafter%5D=7".to_owned()))
    );
}

#[test]
fn where_nothing_leads_on_is_the_end() {
    for page in [
        json!({"orders": [1], "meta": {"after": "b", "has_more": false}}),
        json!({"orders": [1], "meta": {"after": null}}),
        json!({"orders": [1], "meta": {"after": ""}}),
        json!({"orders": [1]}),
    ] {
        assert_eq!(after(&ByCursor::default(), &page, None), Ok(None), "{page}");
    }
    // A page that leads to itself is the last one.
    let query = vec![("page[after]", "b".to_owned())];
    assert_eq!(after(&ByCursor { query }, &json!({"orders": [1], "meta": {"after": "b"}}), None), Ok(None));
    // A page may be empty, and not the last one.
    let next = after(&ByCursor::default(), &json!({"orders": [], "meta": {"after": "b"}}), None);
    assert!(next.unwrap().is_some());
}

#[test]
fn more_without_a_way_is_an_error() {
    let page = json!({"orders": [1], "meta": {"has_more": true}});
    assert_eq!(after(&ByCursor::default(), &page, None), Err(PagingError::Missing));
    assert_eq!(
        after(&ByLastItem::default(), &json!({"orders": [], "has_more": true}), None),
        Err(PagingError::Missing)
    );
}

#[test]
fn an_address_stays_with_its_origin() {
    let lead = |next: &str| after(&ByUrl::default(), &json!({"orders": [1], "next": next}), None);
    for (next, expected) in [
        ("https://shop.example/api/v2/shop/orders?p=2", "/api/v2/shop/orders?p=2"),
        ("HTTPS://SHOP.example:443/x?p=2#part", "/x?p=2"),
        ("/api/v2/shop/orders?p=2", "/api/v2/shop/orders?p=2"),
        ("//shop.example/x", "/x"),
        ("?p=2", "/api/v2/shop/orders?p=2"),
        ("orders?p=2", "/api/v2/shop/orders?p=2"),
        // Without the beginning that the base address has.
        ("/shop/orders?p=2", "/api/v2/shop/orders?p=2"),
        ("../orders?p=2", "/api/v2/orders?p=2"),
        // Of a service that does not know its scheme. The request keeps it.
        ("http://shop.example/x", "/x"),
        ("http://shop.example:80/x", "/x"),
    ] {
        assert_eq!(lead(next), Ok(Some(expected.to_owned())), "{next}");
    }
    for next in [
        "http://shop.example:8080/x",
        "https://shop.example:8443/x",
        "https://shop.example.evil/x",
        "https://evil/x",
        "//evil/x",
        "https://user@shop.example/x",
    ] {
        assert_eq!(lead(next), Err(PagingError::Elsewhere), "{next}");
    }
    for next in [
        "b64token",
        "ftp://shop.example/x",
        "javascript:alert(1)",
        "https://",
        "/a/../x",
        "a b/c",
        "/x?\u{1}",
    ] {
        assert_eq!(lead(next), Err(PagingError::Address), "{next}");
    }
    let both = json!({"orders": [1], "links": {"next": null}, "next": "?p=3"});
    assert_eq!(after(&ByUrl::default(), &both, None), Ok(Some("/api/v2/shop/orders?p=3".to_owned())));
    let end = json!({"orders": [1], "links": {"next": "?p=2"}, "end": true});
    assert_eq!(after(&ByUrl::default(), &end, None), Ok(None));
}

#[test]
fn link_headers_are_read() {
    let lead = |link: &str| after(&ByLink::default(), &json!([1]), Some(link)).unwrap();
    for link in [
        r#"<https://shop.example/x?page=2>; rel="next", <https://shop.example/x?page=9>; rel="last""#,
        r#"<https://shop.example/x?page=1>; rel=prev, </x?page=2>; REL=Next"#,
        r#"</other>; title="a, <b>; rel=\"next\""; rel=self, </x?page=2> ; rel="last next""#,
        r#"</other>; rel=next; anchor="/elsewhere", </x?page=2>;rel=next;rel=self"#,
    ] {
        assert_eq!(lead(link).as_deref(), Some("/x?page=2"), "{link}");
    }
    for link in
        ["", "<", "<>", "</x", "</x>; rel=", "</x>; rel=nextish", "</x>; rev=next", "</x>;rel=self;rel=next"]
    {
        assert_eq!(lead(link), None, "{link}");
    }
    assert_eq!(
        after(&ByLink::default(), &json!([1]), Some("<//evil/x>; rel=next")),
        Err(PagingError::Elsewhere)
    );
}

#[test]
fn numbers_go_on_from_what_was_asked_for() {
    let two = json!([1, 2]);
    let from =
        |value: &str| ByOffset { query: vec![("offset", value.to_owned()), ("limit", "2".to_owned())] };
    let lead =
        |value: &str, total: u64| after(&from(value), &json!({"orders": two, "total": total}), None).unwrap();
    assert_eq!(lead("10", 100).as_deref(), Some("/api/v2/shop/orders?limit=2&offset=12"));
    assert_eq!(lead("", 2), None);
    assert_eq!((lead("8", 10), lead("8", 11).is_some()), (None, true));
    assert_eq!(after(&ByOffset::default(), &json!({"orders": []}), None), Ok(None));
    let page = |number: &str| ByPage { query: vec![("page", number.to_owned())] };
    let lead = |number: &str| after(&page(number), &json!({"orders": two, "pages": 3}), None).unwrap();
    assert_eq!(lead("2").as_deref(), Some("/api/v2/shop/orders?page=3"));
    assert_eq!(lead("3"), None);
    assert_eq!(after(&ByNumber::default(), &two, None), Ok(Some("/api/v2/shop/orders?page=1".to_owned())));
}

/// How a walk ends when the answer to each request is made of its address: after so many pages, and with which error.
fn end<O: Paged>(operation: &O, page: impl Fn(&Uri) -> Value) -> (usize, Option<PagingError>) {
    let base: BaseUrl = "https://shop.example".parse().unwrap();
    let mut walk = Walk::<O>::new(operation.request(&base).unwrap());
    for pages in 0..10_000 {
        match walk.request() {
            Ok(Some(request)) => assert!(walk.response(answer(&page(request.uri()), None)).is_ok()),
            Ok(None) => return (pages, None),
            Err(error) => {
                assert!(matches!(walk.request(), Ok(None)), "it is told once");
                return (pages, Some(error));
            }
        }
    }
    panic!("no end");
}

#[test]
fn there_is_an_end_whatever_the_service_says() {
    // A circle, of any length.
    for length in [2, 3, 7, 50] {
        let next = |uri: &Uri| {
            let number: u64 = uri.query().map_or(0, |query| query.trim_start_matches("p=").parse().unwrap());
            json!({"orders": [1], "next": format!("?p={}", (number + 1) % length)})
        };
        let (pages, error) = end(&ByUrl::default(), next);
        assert_eq!(error, Some(PagingError::Circle));
        assert!(pages <= 4 * length as usize + 4, "{pages} pages of a circle of {length}");
    }
    // A parameter that makes no difference.
    let (pages, error) = end(&ByNumber::default(), |_| json!([1, 2]));
    assert_eq!(error, Some(PagingError::Circle));
    assert!(pages <= 3);
    // New cursors, and never an item.
    let next = |uri: &Uri| json!({"orders": [], "next": format!("{}x", uri)});
    assert_eq!(end(&ByUrl::default(), next), (100, Some(PagingError::Endless)));
}

async fn service(answer: impl Fn(&Request) -> ResponseTemplate + Send + Sync + 'static) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(answer).mount(&server).await;
    server
}

/// The numbers of a walk's items, an error as the text `error`; then again after `resume`, where there was one.
type Walked = Vec<String>;

fn shown<E>(item: Result<Value, Error<E>>) -> String {
    item.map_or_else(|error| format!("error: {error}"), |item| item.to_string())
}

/// Walks with each client, one after the other.
async fn each<O: Paged<Item = Value> + Clone>(
    builder: &ClientBuilder,
    call: Call<(), O>,
) -> [Walked; CLIENTS] {
    let client = builder.clone().build().unwrap();
    let first = walked(call.clone().by(&client).items()).await;
    let client = builder.clone().build_blocking().unwrap();
    let second = tokio::task::block_in_place(|| {
        let mut items = call.clone().by(&client).items();
        let mut all: Walked = items.by_ref().map(shown).collect();
        items.resume();
        all.extend(items.map(shown));
        all
    });
    let client = builder.clone().build_tower(hyper()).unwrap();
    [first, second, walked(call.by(&client).items()).await]
}

async fn walked<O: Paged<Item = Value>>(mut items: Items<O>) -> Walked {
    let mut all = Vec::new();
    for _ in 0..2 {
        while let Some(item) = items.next().await {
            all.push(shown(item));
        }
        items.resume();
    }
    all
}

/// The number in the query under a name.
fn asked(request: &Request, name: &str) -> Option<u64> {
    request.url.query_pairs().find(|(key, _)| key == name).and_then(|(_, value)| value.parse().ok())
}

/// Three pages of two numbers each.
fn numbers(page: u64) -> Value {
    json!([2 * page, 2 * page + 1])
}

const ALL: [&str; 6] = ["0", "1", "2", "3", "4", "5"];

async fn walks<O: Paged<Item = Value> + Clone>(
    operation: O,
    answer: impl Fn(&Request) -> ResponseTemplate + Send + Sync + 'static,
) {
    let server = service(answer).await;
    for walked in each(&hasty(&server.uri()), Call::new((), operation)).await {
        assert_eq!(walked, ALL);
    }
    let all = server.received_requests().await.unwrap();
    assert!(all.iter().all(|request| request.headers["authorization"] == format!("Bearer {TOKEN}")));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_client_walks_each_way() {
    let ok = |body: Value| ResponseTemplate::new(200).set_body_json(body);
    walks(ByCursor::default(), move |request| {
        let page = asked(request, "page[after]").unwrap_or(0);
        ok(json!({"orders": numbers(page), "meta": {"after": (page + 1).to_string(), "has_more": page < 2}}))
    })
    .await;
    walks(ByLastItem::default(), move |request| {
        let page = asked(request, "starting_after").map_or(0, |last| last.div_ceil(2));
        let orders: Vec<_> = (2 * page..2 * page + 2).map(|id| json!({"id": id})).collect();
        ok(json!({"orders": orders, "has_more": page < 2}))
    })
    .await;
    walks(ByUrl::default(), move |request| {
        let page = asked(request, "p").unwrap_or(0);
        let next = (page < 2).then(|| format!("/shop/orders?p={}", page + 1));
        ok(json!({"orders": numbers(page), "links": {"next": next}}))
    })
    .await;
    walks(ByLink::default(), move |request| {
        let page = asked(request, "p").unwrap_or(0);
        let answer = ok(numbers(page));
        let host = request.headers["host"].to_str().unwrap();
        let next = format!("<http://{host}/shop/orders?p={}>; rel=\"next\"", page + 1);
        if page < 2 { answer.insert_header("link", next) } else { answer }
    })
    .await;
    walks(ByOffset::default(), move |request| {
        let page = asked(request, "offset").unwrap_or(0) / 2;
        ok(json!({"orders": if page < 3 { numbers(page) } else { json!([]) }}))
    })
    .await;
    walks(ByNumber::default(), move |request| {
        let page = asked(request, "page").unwrap_or(0);
        ok(if page < 3 { numbers(page) } else { json!([]) })
    })
    .await;
    walks(ByBody, move |request| {
        let body: Value = request.body_json().unwrap();
        assert_eq!(body["state"], "paid");
        let page = body["cursor"].as_u64().unwrap_or(0);
        ok(json!({"orders": numbers(page), "next": (page < 2).then(|| page + 1)}))
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_fails_is_an_error_and_can_be_asked_for_again() {
    // Fails for each client once for good: with as many failures as a client makes attempts.
    let failures = std::sync::atomic::AtomicUsize::new(0);
    let server = service(move |request| {
        let page = asked(request, "page").unwrap_or(0);
        let fails = page == 1 && failures.fetch_add(1, std::sync::atomic::Ordering::Relaxed) % 4 < 3;
        match page {
            _ if fails => ResponseTemplate::new(500).set_body_string("oh"),
            0..3 => ResponseTemplate::new(200).set_body_json(numbers(page)),
            _ => ResponseTemplate::new(200).set_body_json(json!([])),
        }
    })
    .await;
    for walked in each(&hasty(&server.uri()), Call::new((), ByNumber::default())).await {
        let error = "error: the service answered 500 Internal Server Error: oh";
        assert_eq!(walked, ["0", "1", error, "2", "3", "4", "5"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_a_call_with_all_its_habits() {
    let calls = std::sync::atomic::AtomicUsize::new(0);
    let server = service(move |request| {
        let page = asked(request, "page").unwrap_or(0);
        assert_eq!(request.headers["x-shop"], "7");
        match calls.fetch_add(1, std::sync::atomic::Ordering::Relaxed) % 2 {
            0 => ResponseTemplate::new(429).insert_header("retry-after", "0"),
            _ if page < 3 => ResponseTemplate::new(200).set_body_json(numbers(page)),
            _ => ResponseTemplate::new(200).set_body_json(json!([])),
        }
    })
    .await;
    let call = Call::new((), ByNumber::default()).with_header("x-shop", "7");
    for walked in each(&hasty(&server.uri()), call).await {
        assert_eq!(walked, ALL);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_the_address_of_the_next_page_carries_is_sent_once() {
    let server = service(|request| {
        let keys = request.url.query_pairs().filter(|(name, _)| name == "api[key]");
        assert_eq!(keys.map(|(_, key)| key.into_owned()).collect::<Vec<_>>(), [TOKEN]);
        let page = asked(request, "p").unwrap_or(0);
        let next = (page < 2).then(|| format!("?api%5Bkey%5D={TOKEN}&p={}", page + 1));
        ResponseTemplate::new(200).set_body_json(json!({"orders": numbers(page), "next": next}))
    })
    .await;
    let builder = Client::builder(&server.uri(), Credentials::api_key_query("api[key]", TOKEN));
    for walked in each(&builder, Call::new((), ByUrl::default())).await {
        assert_eq!(walked, ALL);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_sent_to_another_origin() {
    let elsewhere = service(|_| ResponseTemplate::new(200).set_body_json(json!([9]))).await;
    let next = format!("<{}/shop/orders>; rel=next", elsewhere.uri());
    let server = service(move |_| {
        ResponseTemplate::new(200).set_body_json(json!([1])).insert_header("link", next.as_str())
    })
    .await;
    for walked in each(&hasty(&server.uri()), Call::new((), ByLink::default())).await {
        assert_eq!(walked, ["1", "error: the next page is of another origin, where nothing was sent"]);
    }
    assert!(elsewhere.received_requests().await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_sent_or_read_is_told_once() {
    let server = service(|_| ResponseTemplate::new(200).set_body_string("<html>")).await;
    let bad = Call::new((), ByNumber::default()).with_header("x\n", "7");
    for walked in each(&hasty(&server.uri()), bad).await {
        assert!(walked.len() == 2 && walked[0].contains("no header can have"), "{walked:?}");
    }
    assert!(server.received_requests().await.unwrap().is_empty());
    for walked in each(&hasty(&server.uri()), Call::new((), ByNumber::default())).await {
        assert!(walked.len() == 2 && walked[0].contains("it begins with \"<html>\""), "{walked:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_asked_for_one_by_one() {
    fn is_stream<S: Stream + Send + Unpin + 'static>(stream: S) -> S {
        stream
    }
    let server = service(|request| {
        ResponseTemplate::new(200).set_body_json(numbers(asked(request, "page").unwrap_or(0)))
    })
    .await;
    let sent = async || server.received_requests().await.unwrap().len();
    let client = hasty(&server.uri()).build().unwrap();
    let call = Call::new((), ByNumber::default());
    let mut pages = is_stream(call.clone().by(&client).pages());
    assert_eq!(sent().await, 0);
    assert_eq!(pages.next().await.unwrap().unwrap(), json!([0, 1]));
    assert_eq!(sent().await, 1);
    // The rest of the pages, item by item.
    let mut items = is_stream(pages.items());
    assert_eq!(items.next().await.unwrap().unwrap(), json!(2));
    assert_eq!(items.next().await.unwrap().unwrap(), json!(3));
    assert_eq!(sent().await, 2);
    drop(items);
    assert_eq!(sent().await, 2);
}
