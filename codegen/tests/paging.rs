//! Which operations answer in pages, and how one page leads to the next: told by small documents of each kind, and by such
//! as only look like it.

use bindery::ir::{More, NextPage, Paging};
use bindery::{Input, generate};
use std::fs;
use tempfile::TempDir;

/// `GET /orders` with query parameters and the schema of its response, both as YAML in flow style.
fn document(parameters: &str, schema: &str) -> String {
    operation("get", &format!("parameters: [{parameters}]"), schema)
}

fn operation(method: &str, request: &str, schema: &str) -> String {
    format!(
        "openapi: 3.1.0\ninfo: {{ title: Shop, version: '1' }}\npaths:\n  /shop/orders:\n    {method}:\n      \
         operationId: listOrders\n      {request}\n      responses: {{ '200': {{ description: ok, content: \
         {{ application/json: {{ schema: {schema} }} }} }} }}\n"
    )
}

/// An object with these properties.
fn object(properties: &str) -> String {
    format!("{{ type: object, properties: {{ {properties} }} }}")
}

fn recognised(document: String) -> Option<Paging> {
    let output = generate(&Input::text("shop.yml", document));
    assert!(output.files.is_some(), "{:?}", output.report);
    output.api.unwrap().operations.remove(0).paging
}

/// What is recognised, in a line: the kind with its names, where the items are, and what tells the end.
fn told(document: String) -> String {
    let Some(Paging { items, next, more }) = recognised(document) else { return "no page".to_owned() };
    let next = match next {
        NextPage::Cursor { parameter, at } => format!("cursor {parameter} = {}", at.as_str()),
        NextPage::BodyCursor { property, at } => format!("body {property} = {}", at.as_str()),
        NextPage::LastItem { parameter, at } => format!("last {parameter} = {}", at.as_str()),
        NextPage::Url(at) => {
            format!("url {}", at.iter().map(|at| at.as_str()).collect::<Vec<_>>().join(" or "))
        }
        NextPage::LinkHeader => "link".to_owned(),
        NextPage::Offset { parameter, first } => format!("offset {parameter} from {first}"),
        NextPage::Page { parameter, first } => format!("page {parameter} from {first}"),
    };
    let more = match more {
        None => String::new(),
        Some(More::While(at)) => format!(" while {}", at.as_str()),
        Some(More::Until(at)) => format!(" until {}", at.as_str()),
        Some(More::Items(at)) => format!(" of {}", at.as_str()),
        Some(More::Pages(at)) => format!(" of {} pages", at.as_str()),
    };
    format!("{next}; {}{more}", items.as_str())
}

fn query(name: &str, schema: &str) -> String {
    format!("{{ name: '{name}', in: query, schema: {{ {schema} }} }}, ")
}

fn text(name: &str) -> String {
    query(name, "type: string")
}

fn integer(name: &str) -> String {
    query(name, "type: integer")
}

const LIST: &str =
    "{ type: array, items: { type: object, properties: { id: { type: string } }, required: [id] } }";

#[test]
fn cursors() {
    let text_ = "{ type: string }";
    for (parameters, properties, expected) in [
        (
            text("cursor"),
            format!("orders: {LIST}, next_cursor: {text_}"),
            "cursor cursor = /next_cursor; /orders",
        ),
        (
            text("page_token") + &integer("page_size"),
            format!("items: {LIST}, nextPageToken: {{ type: [string, 'null'] }}"),
            "cursor page_token = /nextPageToken; /items",
        ),
        (
            text("page[after]") + &integer("page[size]"),
            format!(
                "orders: {LIST}, meta: {}",
                object("after_cursor: { type: string }, has_more: { type: boolean }")
            ),
            "cursor page[after] = /meta/after_cursor; /orders while /meta/has_more",
        ),
        (
            text("after") + &integer("limit"),
            format!(
                "results: {LIST}, paging: {}",
                object(&format!("next: {}", object("after: { type: string }")))
            ),
            "cursor after = /paging/next/after; /results",
        ),
        (
            text("page"),
            format!("data: {LIST}, has_more: {{ type: boolean }}, next_page: {{ type: [string, 'null'] }}"),
            "cursor page = /next_page; /data while /has_more",
        ),
        (
            text("after") + &text("before"),
            format!("data: {LIST}, first_id: {text_}, last_id: {text_}, has_more: {{ type: boolean }}"),
            "cursor after = /last_id; /data while /has_more",
        ),
        // Another cursor beside it, of another name.
        (
            text("marker") + &text("next"),
            format!("entries: {LIST}, next_marker: {text_}"),
            "cursor marker = /next_marker; /entries",
        ),
        // Integers, the number of the next page among them.
        (
            integer("cursor"),
            format!("orders: {LIST}, next_cursor: {{ type: integer }}"),
            "cursor cursor = /next_cursor; /orders",
        ),
        (
            integer("page") + &integer("per_page"),
            format!("orders: {LIST}, next_page: {{ type: [integer, 'null'] }}"),
            "cursor page = /next_page; /orders",
        ),
        // A wrapper around the list and what belongs to it.
        (
            text("cursor"),
            format!(
                "ok: {{ type: boolean }}, data: {}",
                object(&format!("orders: {LIST}, next_cursor: {text_}"))
            ),
            "cursor cursor = /data/next_cursor; /data/orders",
        ),
    ] {
        assert_eq!(told(document(&parameters, &object(&properties))), expected);
    }
}

#[test]
fn a_cursor_within_an_object_in_the_query() {
    let page = "{ name: page, in: query, style: deepObject, schema: { type: object, properties: \
                { size: { type: integer }, after: { type: string } } } }";
    let schema = object(&format!("orders: {LIST}, meta: {}", object("after_cursor: { type: string }")));
    assert_eq!(told(document(page, &schema)), "cursor page[after] = /meta/after_cursor; /orders");
}

#[test]
fn cursors_in_a_body() {
    let body = |properties: &str| {
        format!("requestBody: {{ content: {{ application/json: {{ schema: {} }} }} }}", object(properties))
    };
    let schema = object(&format!("orders: {LIST}, next_cursor: {{ type: string }}"));
    let told = |request: String| told(operation("post", &request, &schema));
    assert_eq!(
        told(body("cursor: { type: string }, state: { type: string }")),
        "body cursor = /next_cursor; /orders"
    );
    assert_eq!(told(body("state: { type: string }")), "no page");
}

#[test]
fn the_last_item() {
    let schema = object(&format!("data: {LIST}, has_more: {{ type: boolean }}"));
    let after =
        "{ name: after, in: query, description: 'The ID after which we go on.', schema: { type: string } }";
    let whole = |parameters: &str| told(document(parameters, &schema));
    assert_eq!(whole(&text("starting_after")), "last starting_after = /id; /data while /has_more");
    assert_eq!(whole(after), "last after = /id; /data while /has_more");
    // Nothing says that it is an item's.
    assert_eq!(whole(&text("after")), "no page");
    // Nothing says when there are no more.
    assert_eq!(told(document(after, &object(&format!("data: {LIST}")))), "no page");
}

#[test]
fn urls() {
    let uri = "{ type: [string, 'null'], format: uri }";
    let text = "{ type: [string, 'null'] }";
    for (properties, expected) in [
        (format!("orders: {LIST}, next_page: {uri}"), "url /next_page; /orders"),
        (
            format!(
                "orders: {LIST}, links: {}, meta: {}",
                object(&format!("next: {text}")),
                object("has_more: { type: boolean }")
            ),
            "url /links/next; /orders while /meta/has_more",
        ),
        (
            format!(
                "value: {LIST}, _links: {}",
                object(&format!("next: {}", object(&format!("href: {text}"))))
            ),
            "url /_links/next/href; /value",
        ),
        (format!("value: {LIST}, '@odata.nextLink': {text}"), "url /@odata.nextLink; /value"),
        (
            format!("orders: {LIST}, next: {{ type: string, description: The URL of the next page. }}"),
            "url /next; /orders",
        ),
        // What nothing else could be.
        (format!("orders: {LIST}, next_page: {text}, previous_page: {text}"), "url /next_page; /orders"),
        (
            format!(
                "orders: {LIST}, end_of_stream: {{ type: boolean }}, after_url: {text}, next_page: {uri}"
            ),
            "url /after_url or /next_page; /orders until /end_of_stream",
        ),
        // It may be a cursor.
        (format!("orders: {LIST}, next_page: {text}"), "no page"),
        (
            format!(
                "orders: {LIST}, has_more: {{ type: boolean }}, next_page: {{ anyOf: [{{ type: string, description: The \
                 token for the next page. }}, {{ type: 'null' }}] }}"
            ),
            "no page",
        ),
    ] {
        assert_eq!(told(document("", &object(&properties))), expected);
    }
    // An address is right whatever else there is.
    let schema = object(&format!("items: {LIST}, next: {uri}, total: {{ type: integer }}"));
    assert_eq!(told(document(&(integer("offset") + &integer("limit")), &schema)), "url /next; /items");
}

#[test]
fn link_headers() {
    let responses = format!(
        "responses: {{ '200': {{ description: ok, headers: {{ link: {{ schema: {{ type: string }} }} }}, content: \
         {{ application/json: {{ schema: {LIST} }} }} }} }}"
    );
    let with = |parameters: &str| {
        let whole = document(parameters, LIST);
        let (head, _) = whole.split_once("responses:").unwrap();
        told(format!("{head}{responses}\n"))
    };
    assert_eq!(with(&(integer("page") + &integer("per_page"))), "link; ");
    assert_eq!(with(&integer("limit")), "link; ");
    // A header for something else.
    assert_eq!(with(""), "no page");
    // In prose alone.
    let after = |text: &str| {
        format!("{{ name: after, in: query, description: '{text}', schema: {{ type: string }} }}")
    };
    assert_eq!(told(document(&after("As given in the [`Link` header](#paging)."), LIST)), "link; ");
    assert_eq!(told(document(&after("Obtained from the `Link` response header."), LIST)), "link; ");
    assert_eq!(told(document(&after("A link. Headers are ignored."), LIST)), "no page");
}

#[test]
fn offsets() {
    for (parameters, schema, expected) in [
        (integer("offset") + &integer("limit"), LIST.to_owned(), "offset offset from 0; "),
        (
            integer("offset") + &integer("limit"),
            object(&format!("orders: {LIST}, more: {{ type: boolean }}, total: {{ type: integer }}")),
            "offset offset from 0; /orders while /more",
        ),
        (
            query("startIndex", "type: integer, minimum: 1") + &integer("count"),
            object(&format!("Resources: {LIST}, totalResults: {{ type: integer }}")),
            "offset startIndex from 1; /Resources of /totalResults",
        ),
        (integer("from") + &integer("size"), LIST.to_owned(), "offset from from 0; "),
        // What one page has is not all.
        (
            integer("offset") + &integer("limit"),
            object(&format!("items: {LIST}, item_count: {{ type: integer }}")),
            "offset offset from 0; /items",
        ),
        (
            integer("offset") + &integer("limit"),
            object(&format!("items: {LIST}, total: {{ type: integer, description: Orders in this page }}")),
            "offset offset from 0; /items",
        ),
        // How many items a page has cannot be told.
        (integer("offset"), LIST.to_owned(), "no page"),
        // A counter of either kind, or a cursor as well: which one counts?
        (integer("offset") + &integer("page") + &integer("limit"), LIST.to_owned(), "no page"),
        (
            integer("offset") + &text("marker") + &integer("limit"),
            object(&format!("entries: {LIST}, next_marker: {{ type: string }}")),
            "no page",
        ),
        // It starts in the middle.
        (query("offset", "type: integer, default: 100") + &integer("limit"), LIST.to_owned(), "no page"),
        // A point in time, and a text.
        (
            "{ name: from, in: query, description: Start of the time window., schema: { type: integer } }, "
                .to_owned()
                + &integer("size"),
            LIST.to_owned(),
            "no page",
        ),
        (text("offset") + &integer("limit"), LIST.to_owned(), "no page"),
    ] {
        assert_eq!(told(document(&parameters, &schema)), expected);
    }
}

#[test]
fn page_numbers() {
    for (parameters, schema, expected) in [
        (integer("page") + &integer("per_page"), LIST.to_owned(), "page page from 1; "),
        (
            query("page[number]", "type: integer") + &integer("page[size]"),
            LIST.to_owned(),
            "page page[number] from 1; ",
        ),
        (
            query("page", "type: integer, default: 0") + &integer("size"),
            LIST.to_owned(),
            "page page from 0; ",
        ),
        (
            query("page", "type: integer, minimum: 0") + &integer("size"),
            LIST.to_owned(),
            "page page from 0; ",
        ),
        (
            query("pageIndex", "type: integer, minimum: 1") + &integer("size"),
            LIST.to_owned(),
            "page pageIndex from 1; ",
        ),
        (
            integer("page"),
            object(&format!("items: {LIST}, pagination: {}", object("pageCount: { type: integer }"))),
            "page page from 1; /items of /pagination/pageCount pages",
        ),
        (
            integer("page") + &integer("limit"),
            object(&format!("orders: {LIST}, meta: {}", object("total: { type: integer }"))),
            "page page from 1; /orders of /meta/total",
        ),
        // A total of pages, and one of items.
        (
            integer("page") + &integer("limit"),
            object(&format!(
                "orders: {LIST}, total: {{ type: integer, description: Total number of pages. }}"
            )),
            "page page from 1; /orders of /total pages",
        ),
        (
            integer("page") + &integer("limit"),
            object(&format!(
                "orders: {LIST}, total: {{ type: integer, description: Number of orders on all pages }}"
            )),
            "page page from 1; /orders of /total",
        ),
        // Pages of a book.
        (integer("page"), LIST.to_owned(), "no page"),
        // It counts from 0 or from 1.
        (integer("pageIndex") + &integer("size"), LIST.to_owned(), "no page"),
    ] {
        assert_eq!(told(document(&parameters, &schema)), expected);
    }
}

#[test]
fn which_list_holds_the_items() {
    let paged = text("cursor");
    let with =
        |lists: &str| told(document(&paged, &object(&format!("{lists}, next_cursor: {{ type: string }}"))));
    let list = "{ type: array, items: { type: string } }";
    let found = "cursor cursor = /next_cursor; ";
    assert_eq!(with(&format!("users: {list}, orders: {list}")), format!("{found}/orders"));
    assert_eq!(with(&format!("users: {list}, data: {list}")), format!("{found}/data"));
    assert_eq!(with(&format!("errors: {list}, users: {list}")), format!("{found}/users"));
    assert_eq!(with(&format!("users: {list}, groups: {list}")), "no page");
    assert_eq!(with(&format!("added: {list}, removed: {list}, items: {{ type: integer }}")), "no page");
    assert_eq!(with("name: { type: string }"), "no page");
}

#[test]
fn a_thing_with_a_page_in_it_is_no_page() {
    let page = object(&format!("items: {LIST}, next: {{ type: string, format: uri }}"));
    let with = |others: &str| told(document("", &object(&format!("tracks: {page}{others}"))));
    assert_eq!(with(""), "url /tracks/next; /tracks/items");
    assert_eq!(with(", ok: { type: boolean }"), "url /tracks/next; /tracks/items");
    assert_eq!(with(", id: { type: string }"), "no page");
    assert_eq!(with(&format!(", artists: {LIST}, images: {LIST}")), "no page");
    assert_eq!(with(&format!(", albums: {page}")), "no page");
}

#[test]
fn what_is_no_list_is_no_page() {
    // One thing with a list in it, and a filter by time.
    let user = object(&format!("id: {{ type: string }}, emails: {LIST}, has_more: {{ type: boolean }}"));
    assert_eq!(told(document("", &user)), "no page");
    let after = query("after", "type: string, format: date-time") + &integer("limit");
    assert_eq!(
        told(document(&after, &object(&format!("orders: {LIST}, next_cursor: {{ type: string }}")))),
        "no page"
    );
    // An answer by status, and a call that changes something.
    assert_eq!(
        told(operation(
            "put",
            &format!("parameters: [{}]", text("cursor")),
            &object(&format!("orders: {LIST}, next_cursor: {{ type: string }}"))
        )),
        "no page"
    );
    // A cursor that must be given is no beginning.
    let required = "{ name: cursor, in: query, required: true, schema: { type: string } }";
    assert_eq!(
        told(document(required, &object(&format!("orders: {LIST}, next_cursor: {{ type: string }}")))),
        "no page"
    );
}

/// Generates with a configuration: what becomes of the operation, and the messages of errors.
fn configured(document: &str, config: &str) -> (Option<Paging>, Vec<String>) {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("shop.yml"), document).unwrap();
    fs::write(folder.path().join("bindery.toml"), format!("document = 'shop.yml'\n{config}")).unwrap();
    let output = generate(&Input::config(folder.path().join("bindery.toml")));
    let told = output.report.to_json(&output.sources);
    let errors = told.as_array().unwrap().iter().filter(|one| one["severity"] == "error");
    let errors = errors.map(|one| {
        assert!(
            one["line"].as_u64() > Some(1) && one["file"].as_str().unwrap().ends_with("bindery.toml"),
            "{one}"
        );
        one["message"].as_str().unwrap().to_owned()
    });
    let errors: Vec<String> = errors.collect();
    (output.api.and_then(|mut api| api.operations.remove(0).paging), errors)
}

fn shop() -> String {
    let rest = "count: { type: integer }, is_end: { type: boolean }, more: {}, forward: { type: string }";
    document(&(text("seek") + &integer("nth")), &object(&format!("orders: {LIST}, rest: {}", object(rest))))
}

#[test]
fn the_configuration_describes_what_is_not_recognised() {
    let (paging, errors) = configured(&shop(), "");
    assert!(paging.is_none() && errors.is_empty());
    for (entry, next) in [
        ("by = 'cursor'\nparameter = 'seek'\nnext = '/rest/forward'", "cursor"),
        ("by = 'last-item'\nparameter = 'seek'\nnext = '/id'", "last-item"),
        ("by = 'url'\nnext = '/rest/forward'", "url"),
        ("by = 'link-header'", "link-header"),
        ("by = 'offset'\nparameter = 'nth'\ntotal = '/rest/count'", "offset"),
        ("by = 'page'\nparameter = 'nth'\nfirst = 0\npages = '/rest/count'", "page"),
    ] {
        for key in ["listOrders", "'GET /shop/orders'"] {
            let (paging, errors) =
                configured(&shop(), &format!("[paging.{key}]\nitems = '/orders'\n{entry}\n"));
            assert_eq!(errors, Vec::<String>::new());
            assert_eq!(paging.unwrap().next.kind(), next);
        }
    }
    let entry =
        "[paging.listOrders]\nby = 'url'\nnext = '/rest/forward'\nitems = '/orders'\nlast = '/rest/is_end'\n";
    let more = configured(&shop(), entry).0.unwrap().more;
    assert!(matches!(more, Some(More::Until(at)) if at.as_str() == "/rest/is_end"));
}

#[test]
fn what_is_recognised_can_be_switched_off() {
    let document =
        document(&text("cursor"), &object(&format!("orders: {LIST}, next_cursor: {{ type: string }}")));
    assert!(configured(&document, "").0.is_some());
    assert!(configured(&document, "[paging]\nlistOrders = false\n").0.is_none());
    assert!(configured(&document, "[paging]\n'*' = false\n").0.is_none());
    let one = "[paging]\n'*' = false\n[paging.listOrders]\nby = 'link-header'\nitems = '/orders'\n";
    assert!(configured(&document, one).0.is_some());
}

#[test]
fn an_entry_about_nothing_is_an_error() {
    for (entry, told) in [
        ("[paging]\nlistUsers = false\n", "no operation is called `listUsers`"),
        (
            "[paging.listOrders]\nby = 'url'\nnext = '/rest/forward'\n",
            "there is no list at `` of the response",
        ),
        (
            "[paging.listOrders]\nby = 'url'\nnext = '/nowhere'\nitems = '/orders'\n",
            "`next` leads to nothing in the response",
        ),
        ("[paging.listOrders]\nby = 'url'\nnext = 'rest'\nitems = '/orders'\n", "`next` is no JSON pointer"),
        ("[paging.listOrders]\nby = 'url'\nitems = '/orders'\n", "`next` is missing"),
        (
            "[paging.listOrders]\nby = 'page'\nparameter = 'page'\nitems = '/orders'\n",
            "no query parameter `page`",
        ),
        (
            "[paging.listOrders]\nby = 'body-cursor'\nparameter = 'a'\nnext = '/rest/forward'\nitems = '/orders'\n",
            "JSON body has no property `a`",
        ),
        (
            "[paging.listOrders]\nby = 'last-item'\nparameter = 'seek'\nnext = '/key'\nitems = '/orders'\n",
            "`next` leads to nothing",
        ),
        (
            "[paging.listOrders]\nby = 'link-header'\nitems = '/orders'\nmore = '/rest/more'\nlast = '/rest/is_end'\n",
            "`more` and `last` both say",
        ),
        ("[paging.'*']\nby = 'link-header'\n", "cannot all be described at once"),
    ] {
        let (_, errors) = configured(&shop(), entry);
        assert!(errors.len() == 1 || entry.contains('*'), "{errors:?}");
        assert!(errors.iter().any(|error| error.contains(told)), "{told}: {errors:?}");
    }
}
