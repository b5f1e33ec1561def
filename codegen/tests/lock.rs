//! Names stay: what is in the lock keeps its name, whatever comes into the document.

use bindery::report::Severity;
use bindery::{Input, Output, generate};
use std::collections::BTreeSet;
use std::fs;
use tempfile::TempDir;

/// A document whose names are easily taken by others: words of Rust, inline types that are equal, and all that differs
/// only in case.
const SHOP: &str = r##"openapi: 3.1.0
info: { title: Shop, version: "1" }
servers:
  - { url: "https://{region}.shop.test", variables: { region: { default: eu, enum: [eu, us] } } }
  - { url: "https://shop.test/{stage}", variables: { stage: { default: live, enum: [live, test] } } }
webhooks:
  orderSold: { post: { requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } }, responses: { "204": { description: Ok } } } }
paths:
  /orders:
    get:
      operationId: listOrders
      parameters:
        - { name: sortBy, in: query, schema: { type: string, enum: [up, down] } }
      responses:
        "200": { description: Ok, content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } }
        "202": { description: Ok, content: { application/json: { schema: { $ref: "#/components/schemas/3d" } } } }
    post:
      operationId: new
      requestBody: { content: { application/json: { schema: { type: object, properties: { a: { type: string } } } } } }
      responses: { "204": { description: Ok } }
      callbacks:
        order_done: { "{$request.body#/a}": { post: { requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } }, responses: { "204": { description: Ok } } } } }
  /orders/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { "204": { description: Ok } }
components:
  securitySchemes:
    shop-key: { type: apiKey, in: header, name: X-Key }
    basic: { type: apiKey, in: query, name: key }
  schemas:
    Payment:
      oneOf:
        - { type: object, required: [iban], properties: { iban: { type: string }, kind: { type: string, enum: [slow, fast] } } }
        - { type: object, required: [card], properties: { card: { type: object, properties: { number: { type: string } } } } }
        - { type: array, items: { type: object, required: [voucher], properties: { voucher: { type: string } } } }
    Lookup:
      anyOf:
        - { type: object, required: [host], properties: { host: { type: string }, way: { type: string, enum: [up, on] } } }
        - { type: object, required: [port], properties: { port: { type: integer } } }
        - { type: array, items: { type: string } }
    orderLine: { type: object, properties: { fooBar: { type: string }, type: { type: string } } }
    Order:
      type: object
      properties:
        ship_to: { type: object, properties: { street: { type: string }, countryCode: { type: string } } }
        bill_to: { type: object, properties: { street: { type: string }, countryCode: { type: string } } }
        status: { type: string, enum: [open, closed, "+1", "*", ""] }
    String: { type: object, properties: { a: { type: string } } }
    3d: { type: string, enum: [a, A] }
    "***": { type: object, properties: { a: { type: integer } } }
    注文: { type: object, properties: { a: { type: boolean } } }
"##;

/// What comes into it, each in front of what is there: schemas and operations that have better claims to its names.
const NEWCOMERS: &[(&str, &str)] = &[
    ("  schemas:\n", "    OrderLine: { type: object, properties: { b: { type: string } } }\n"),
    ("  schemas:\n", "    OrderStatus: { type: string, enum: [x] }\n"),
    ("  schemas:\n", "    StringModel: { type: object, properties: { b: { type: string } } }\n"),
    ("  schemas:\n", "    NewRequest: { type: object, properties: { b: { type: string } } }\n"),
    ("  schemas:\n", "    N3d: { type: string, enum: [z] }\n"),
    ("  schemas:\n", "    Unnamed: { type: object, properties: { b: { type: string } } }\n"),
    // Equal to inline types that are there, and nearer to a named schema.
    ("  schemas:\n", "    Aa: { type: array, items: { type: string, enum: [up, down] } }\n"),
    (
        "  schemas:\n",
        "    Ab: { type: object, properties: { home: { type: object, properties: { street: { type: string }, countryCode: { type: string } } } } }\n",
    ),
    (
        "paths:\n",
        "  /a: { get: { operationId: ListOrders, parameters: [{ name: way, in: query, schema: { type: string, enum: [up, down] } }], responses: { '204': { description: Ok } } } }\n",
    ),
    (
        "paths:\n",
        "  /b: { get: { operationId: getOrdersById, responses: { '204': { description: Ok } } } }\n",
    ),
    ("paths:\n", "  /c: { get: { operationId: new2, responses: { '204': { description: Ok } } } }\n"),
    (
        "paths:\n",
        "  /d: { get: { operationId: listOrdersOutcome, responses: { '204': { description: Ok } } } }\n",
    ),
    // Branches before others, that have no title and take from them what they are called after.
    (
        "      oneOf:\n",
        "        - { type: object, required: [iban, bic], properties: { iban: { type: string }, bic: { type: string } } }\n",
    ),
    (
        "      oneOf:\n",
        "        - { type: array, items: { type: object, properties: { coupon: { type: string } } } }\n",
    ),
    // Objects of which one is made.
    (
        "      anyOf:\n",
        "        - { type: object, required: [mac], properties: { mac: { type: string } } }\n",
    ),
    ("  schemas:\n", "    PaymentIban: { type: object, properties: { b: { type: string } } }\n"),
    // Servers, credentials, events.
    (
        "servers:\n",
        "  - { url: 'https://new.{city}.test', variables: { city: { default: rome, enum: [rome, oslo] } } }\n",
    ),
    ("  securitySchemes:\n", "    shopKey: { type: apiKey, in: header, name: X-New-Key }\n"),
    ("  securitySchemes:\n", "    basic_auth: { type: apiKey, in: header, name: X-New-Key }\n"),
    (
        "webhooks:\n",
        "  order_sold: { get: { requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } }, responses: { '204': { description: Ok } } } }\n",
    ),
    (
        "      callbacks:\n",
        "        orderDone: { '{$request.body#/b}': { post: { requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } }, responses: { '204': { description: Ok } } } } }\n",
    ),
    // What is no schema or operation, but takes names of parts.
    ("orderLine: { type: object, properties: { ", "foo_bar: { type: string }, type_: { type: string }, "),
    ("enum: [open", "Open, other, plus-1, star, empty"),
    ("      parameters:\n", "        - { name: sort_by, in: query, schema: { type: string } }\n"),
];

/// A document with a newcomer in front of what is there.
fn with(document: &str, (before, text): (&str, &str)) -> String {
    let end = document.find(before).unwrap() + before.len();
    if before == "enum: [open" {
        let start = end - "open".len();
        return format!("{}{text}, {}", &document[..start], &document[start..]);
    }
    format!("{}{text}{}", &document[..end], &document[end..])
}

/// A folder with a lock.
struct Kept(TempDir);

impl Kept {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    /// Generates, and keeps the names.
    fn run(&self, document: &str) -> Output {
        let path = self.0.path().join("names.lock");
        let output = generate(&Input::text("shop.yml", document).with_lock(&path));
        let lock = output.lock.as_ref().expect("a lock, since there is no error");
        assert_eq!(lock.path, path);
        fs::write(path, &lock.text).unwrap();
        output
    }

    /// What the lock says: each of its lines, with the line at the margin above it.
    fn names(&self) -> BTreeSet<String> {
        let text = fs::read_to_string(self.0.path().join("names.lock")).unwrap();
        let mut owner = "";
        let mut names = BTreeSet::new();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            // By its number a branch is only known where it says something else by now.
            if line
                .split_once("/branches/")
                .is_some_and(|(_, at)| at.starts_with(|c: char| c.is_ascii_digit()))
            {
                continue;
            }
            if !line.starts_with(' ') {
                owner = line;
            }
            names.insert(format!("{owner} > {line}"));
        }
        names
    }
}

fn notes(output: &Output, code: &str) -> Vec<String> {
    let all = output.report.diagnostics().iter();
    all.filter(|one| one.code.name() == code).map(|one| one.message.clone()).collect()
}

#[test]
fn a_lock_that_agrees_changes_nothing() {
    let kept = Kept::new();
    let (first, second) = (kept.run(SHOP), kept.run(SHOP));
    assert_eq!(first.files, second.files);
    assert_eq!(first.lock.unwrap().text, second.lock.unwrap().text);
    assert_eq!(first.report.diagnostics(), second.report.diagnostics());
    assert_eq!(first.files, generate(&Input::text("shop.yml", SHOP)).files);
}

#[test]
fn what_comes_never_renames_what_is_there() {
    for newcomer in NEWCOMERS {
        let kept = Kept::new();
        kept.run(SHOP);
        let before = kept.names();
        kept.run(&with(SHOP, *newcomer));
        let after = kept.names();
        let lost: Vec<_> = before.difference(&after).collect();
        assert!(lost.is_empty(), "{newcomer:?}: {lost:#?}\n{after:#?}");
    }
}

#[test]
fn nor_do_all_of_them_one_after_the_other() {
    let kept = Kept::new();
    let mut document = SHOP.to_owned();
    kept.run(&document);
    for newcomer in NEWCOMERS {
        let before = kept.names();
        document = with(&document, *newcomer);
        let output = kept.run(&document);
        assert!(output.report.worst() < Some(Severity::Lossy), "{newcomer:?}: {:?}", output.report);
        let after = kept.names();
        assert!(before.is_subset(&after), "{newcomer:?}: {:#?}", before.difference(&after));
        // The next run finds what this one has written.
        let again = kept.run(&document);
        assert_eq!((output.files, after), (again.files, kept.names()), "{newcomer:?}");
    }
}

#[test]
fn without_a_lock_they_do() {
    let changed = NEWCOMERS.iter().filter(|newcomer| {
        let [before, after] = [Kept::new(), Kept::new()];
        before.run(SHOP);
        after.run(&with(SHOP, **newcomer));
        !before.names().is_subset(&after.names())
    });
    assert!(changed.count() > 8, "the newcomers are harmless, and the tests above say nothing");
}

#[test]
fn what_would_have_changed_is_told() {
    let kept = Kept::new();
    assert_eq!(notes(&kept.run(SHOP), "kept-name"), [""; 0]);
    let output = kept.run(&with(SHOP, NEWCOMERS[0]));
    assert_eq!(
        notes(&output, "kept-name"),
        ["the type would be called `OrderLine2` by now; it stays `OrderLine`"]
    );
    let models = &output.files.unwrap()["src/models.rs"];
    assert!(models.contains("pub struct OrderLine2") && models.contains("pub struct OrderLine "));
}

#[test]
fn it_is_told_once_and_not_of_what_is_called_after_it() {
    // What comes, and what of that which is there would be another by then.
    let expected: &[(&str, &[&str])] = &[
        (
            "operationId: ListOrders",
            &["the operation's method would be called `list_orders2` by now; it stays `list_orders`"],
        ),
        ("    PaymentIban:", &["the type would be called `PaymentIban2` by now; it stays `PaymentIban`"]),
        (
            "coupon",
            &[
                "the union's variant would be called `PaymentVariant4ItemList` by now; it stays `List`",
                "the type would be called `PaymentVariant4Item` by now; it stays `PaymentListItem`",
            ],
        ),
        ("https://new", &["the type would be called `ServerAddress2` by now; it stays `ServerAddress`"]),
        (
            "shopKey",
            &["the constructor of credentials would be called `shop_key_auth` by now; it stays `shop_key`"],
        ),
        ("order_sold", &["the event would be called `OrderSoldPost` by now; it stays `OrderSold`"]),
        (
            "orderDone",
            &["the event would be called `NewOperationOrderDone2` by now; it stays `NewOperationOrderDone`"],
        ),
    ];
    for (what, expected) in expected {
        let newcomer = NEWCOMERS.iter().find(|(_, text)| text.contains(what)).unwrap();
        let kept = Kept::new();
        kept.run(SHOP);
        assert_eq!(notes(&kept.run(&with(SHOP, *newcomer)), "kept-name"), **expected, "{what}");
    }
}

#[test]
fn a_branch_that_says_something_else_is_known_by_its_number() {
    let kept = Kept::new();
    kept.run(SHOP);
    let output =
        kept.run(&SHOP.replace("[iban], properties: {", "[bic], properties: { bic: { type: string },"));
    let models = &output.files.unwrap()["src/models.rs"];
    assert!(models.contains("pub struct PaymentIban ") && models.contains("pub enum PaymentIbanKind "));
}

#[test]
fn what_is_called_after_a_renamed_operation_or_schema_follows() {
    let kept = Kept::new();
    kept.run(SHOP);
    let config = kept.0.path().join("bindery.toml");
    fs::write(
        &config,
        "[rename.operations]\nnew = \"place_order\"\n[rename.schemas]\nOrder = \"Purchase\"\n",
    )
    .unwrap();
    let lock = kept.0.path().join("names.lock");
    let run = || {
        let output = generate(&Input::text("shop.yml", SHOP).with_config(&config).with_lock(&lock));
        fs::write(&lock, &output.lock.as_ref().unwrap().text).unwrap();
        output
    };
    let (first, second) = (run(), run());
    for output in [&first, &second] {
        assert_eq!(notes(output, "kept-name"), [""; 0]);
    }
    assert_eq!(first.files, second.files);
    let names = kept.names();
    for name in ["type PlaceOrderRequest", "type PurchaseShipTo", "callback PlaceOrderOrderDone"] {
        assert!(names.contains(&format!("{name} > {name}")), "{name}: {names:#?}");
    }
    // Parts keep theirs.
    assert!(names.contains("type PurchaseShipTo >   field country_code \"countryCode\""), "{names:#?}");
}

#[test]
fn an_equal_type_that_stands_nearer_changes_no_name() {
    let kept = Kept::new();
    kept.run(SHOP);
    let output = kept.run(&with(SHOP, NEWCOMERS[7]));
    let notes = notes(&output, "kept-name");
    assert!(notes[0].contains("stays `OrderShipTo`"), "{notes:?}");
    assert!(output.files.unwrap()["src/models.rs"].contains("pub home: Option<OrderShipTo>"));
}

#[test]
fn a_type_lives_on_where_it_is_left() {
    let kept = Kept::new();
    kept.run(SHOP);
    kept.run(&SHOP.replace(
        "ship_to: { type: object, properties: { street: { type: string }, ",
        "ship_to: { type: object, properties: { ",
    ));
    // The one at home keeps the name; the other one, which was the same, gets its own.
    let models = kept.names().into_iter().collect::<Vec<_>>().join("\n");
    assert!(
        models.contains("type OrderShipTo >   at \"/components/schemas/Order/properties/ship_to\""),
        "{models}"
    );
    assert!(
        models.contains("type OrderBillTo >   at \"/components/schemas/Order/properties/bill_to\""),
        "{models}"
    );

    let kept = Kept::new();
    kept.run(SHOP);
    let start = SHOP.find("        ship_to").unwrap();
    let end = SHOP.find("        bill_to").unwrap();
    kept.run(&format!("{}{}", &SHOP[..start], &SHOP[end..]));
    let models = kept.names().into_iter().collect::<Vec<_>>().join("\n");
    assert!(
        models.contains("type OrderShipTo >   at \"/components/schemas/Order/properties/bill_to\""),
        "{models}"
    );
    assert!(!models.contains("properties/ship_to"), "what is gone leaves the lock:\n{models}");
}

#[test]
fn a_broken_lock_is_an_error_with_a_place() {
    let kept = Kept::new();
    let path = kept.0.path().join("names.lock");
    fs::write(&path, "type Order\n<<<<<<< HEAD\n").unwrap();
    let output = generate(&Input::text("shop.yml", SHOP).with_lock(&path));
    assert!(output.files.is_none() && output.lock.is_none());
    let told = output.report.to_json(&output.sources);
    assert_eq!(told[0]["code"], "broken-lock");
    assert_eq!((&told[0]["severity"], &told[0]["line"]), (&"error".into(), &2.into()));
}

#[test]
fn a_name_that_means_something_else_is_given_up() {
    let kept = Kept::new();
    kept.run(SHOP);
    let path = kept.0.path().join("names.lock");
    let lock = fs::read_to_string(&path).unwrap();
    fs::write(&path, lock.replace("type StringModel\n", "type String\n")).unwrap();
    kept.run(SHOP);
    assert_eq!(fs::read_to_string(&path).unwrap(), lock);
}

#[test]
fn services_keep_their_traits() {
    let kept = Kept::new();
    let untagged = "    get:\n      operationId: listOrders\n";
    let tagged = SHOP.replace(untagged, "    get:\n      tags: [default]\n      operationId: listOrders\n");
    kept.run(&tagged);
    let names = kept.names();
    for name in ["service DefaultService default_service >   at \"default\"", "service Shop shop >   at \"\""]
    {
        assert!(names.contains(name), "{name}: {names:#?}");
    }

    let newcomer =
        "  /new: { get: { tags: [default service], responses: { '204': { description: Ok } } } }\n";
    let output = kept.run(&with(&tagged, ("paths:\n", newcomer)).replace("title: Shop", "title: Store"));
    let server = &output.files.as_ref().unwrap()["src/server.rs"];
    for (service, method) in
        [("DefaultService", "list_orders"), ("DefaultServiceService", "get_new"), ("Shop", "new")]
    {
        let (_, after) = server.split_once(&format!("pub trait {service}:")).expect(service);
        let (body, _) = after.split_once("\n}").unwrap();
        assert!(body.contains(&format!("fn {method}")), "{service}: {body}");
    }
    let told = notes(&output, "kept-name");
    assert!(told.iter().any(|told| told.contains("the service would be called `Store` by now")), "{told:#?}");
}

/// A document of operations that fail with one body for the first status, and with another for the second.
fn failing(operations: &[(&str, u16, u16)]) -> String {
    let path = |(id, first, second): &(&str, u16, u16)| {
        let fails = |status: &u16, with: &str| {
            format!(
                "'{status}': {{ description: d, content: {{ application/json: {{ schema: {{ type: object, properties: {{ {with}: {{ type: string }} }} }} }} }} }}"
            )
        };
        format!(
            "  /{id}: {{ get: {{ operationId: {id}, responses: {{ {}, {} }} }} }}\n",
            fails(first, "a"),
            fails(second, "b")
        )
    };
    let paths: String = operations.iter().map(path).collect();
    format!("openapi: 3.1.0\ninfo: {{ title: Shop, version: '1' }}\npaths:\n{paths}")
}

/// The enums of errors, the other names for them, and what each operation fails with.
fn errors(output: Output) -> Vec<String> {
    let text = &output.files.unwrap()["src/operations.rs"];
    let starts = ["pub enum ", "pub type ", "type Error = "];
    let lines = text.lines().map(|line| line.trim().trim_end_matches([' ', '{', ';']));
    let lines = lines.filter_map(|line| starts.iter().find_map(|start| line.strip_prefix(start)));
    lines.map(str::to_owned).collect()
}

#[test]
fn operations_that_fail_alike_keep_the_name_that_they_have_together() {
    let kept = Kept::new();
    let alike = [("take", 403, 404), ("give", 403, 404)];
    assert_eq!(errors(kept.run(&failing(&alike))), ["ApiError", "ApiError", "ApiError"]);
    // Most do not, by now; and one more does.
    let more = [("a", 401, 402), ("b", 402, 403), ("c", 405, 406), ("d", 406, 407), ("keep", 403, 404)];
    let all = failing(&[&more[..], &alike[..]].concat());
    let named = errors(kept.run(&all));
    assert_eq!(named.iter().filter(|name| *name == "ApiError").count(), 4, "{named:?}");
    assert_eq!(named, errors(kept.run(&all)));
    // Without a lock the first one has it, and the others call it by their names.
    let fresh = errors(Kept::new().run(&all));
    let fresh = &fresh[fresh.iter().position(|name| name == "KeepError").unwrap()..];
    assert_eq!(
        fresh,
        [
            "KeepError",
            "KeepError",
            "TakeError",
            "TakeError = KeepError",
            "GiveError",
            "GiveError = KeepError"
        ]
    );
}

#[test]
fn operations_that_fail_alike_no_more_have_two_names() {
    let kept = Kept::new();
    kept.run(&failing(&[("take", 403, 404), ("give", 403, 404)]));
    let named = errors(kept.run(&failing(&[("take", 403, 404), ("give", 403, 409)])));
    assert_eq!(named, ["ApiError", "ApiError", "GiveError", "GiveError"]);
}

#[test]
fn operations_that_come_to_fail_alike_keep_their_names() {
    let kept = Kept::new();
    kept.run(&failing(&[("take", 403, 404), ("give", 403, 409)]));
    let named = errors(kept.run(&failing(&[("take", 403, 404), ("give", 403, 404), ("keep", 403, 404)])));
    assert_eq!(
        named,
        ["TakeError", "ApiError", "TakeError = ApiError", "GiveError", "GiveError = ApiError", "ApiError"]
    );
}

#[test]
fn two_names_that_operations_have_together_become_one_enum() {
    let kept = Kept::new();
    let first = [("take", 403, 404), ("give", 403, 404)];
    let others = |first, second| [("a", first, second), ("b", first, second), ("c", first, second)];
    kept.run(&failing(&first));
    let named = errors(kept.run(&failing(&[&first[..], &others(409, 410)[..]].concat())));
    assert_eq!(named.iter().filter(|name| *name == "ApiError2").count(), 4, "{named:?}");
    let named = errors(kept.run(&failing(&[&first[..], &others(403, 404)[..]].concat())));
    let expected =
        ["ApiError", "ApiError", "ApiError", "ApiError2", "ApiError2 = ApiError", "ApiError", "ApiError"];
    assert_eq!(named, expected);
}

/// A document in which two schemas and a parameter have an equal inline type, for which all have one word.
const TRAMS: &str = r##"openapi: 3.1.0
info: { title: Trams, version: "1" }
paths:
  /trams:
    get:
      operationId: listTrams
      parameters: [{ name: Depot, in: query, schema: { type: string } }]
      responses: { "200": { description: Ok, content: { application/json: { schema: { $ref: "#/components/schemas/Tram" } } } } }
components:
  schemas:
    Tram: { type: object, properties: { region: { type: string, enum: [north, south] }, seat: { type: object, properties: { row: { type: integer } } }, line: { $ref: "#/components/schemas/Line" } } }
    Line: { type: object, properties: { region: { type: string, enum: [north, south] } } }
"##;

#[test]
fn a_second_run_tells_what_the_first_one_told() {
    let kept = Kept::new();
    let (first, second) = (kept.run(TRAMS), kept.run(TRAMS));
    assert!(kept.names().contains("type Region > type Region"), "{:#?}", kept.names());
    assert_eq!(first.report.diagnostics(), second.report.diagnostics());
    assert_eq!(first.files, second.files);
}

#[test]
fn what_is_not_called_after_a_renamed_schema_keeps_its_name() {
    let kept = Kept::new();
    kept.run(TRAMS);
    let config = kept.0.path().join("bindery.toml");
    fs::write(&config, "[rename.schemas]\nTram = \"Wagon\"\n").unwrap();
    let lock = kept.0.path().join("names.lock");
    let output = generate(&Input::text("trams.yml", TRAMS).with_config(&config).with_lock(&lock));
    let models = &output.files.as_ref().unwrap()["src/models.rs"];
    for name in ["pub struct Wagon {", "pub struct WagonSeat {", "pub enum Region {"] {
        assert!(models.contains(name), "{name}\n{models}");
    }
    assert_eq!(notes(&output, "kept-name"), [""; 0]);
}

#[test]
fn types_of_other_files_are_known_by_these() {
    let folder = TempDir::new().unwrap();
    for side in ["left", "right"] {
        fs::create_dir(folder.path().join(side)).unwrap();
        let text =
            format!("{{ type: object, properties: {{ {side}: {{ type: string, enum: [a, b] }} }} }}\n");
        fs::write(folder.path().join(side).join("Fault.yml"), text).unwrap();
    }
    let path = |name: &str, side: &str| {
        format!(
            "  /{name}: {{ get: {{ responses: {{ '200': {{ description: d, content: {{ application/json: {{ schema: {{ $ref: {side}/Fault.yml }} }} }} }} }} }} }}\n"
        )
    };
    let lock = folder.path().join("names.lock");
    let run = |paths: &[String]| {
        let head = "openapi: 3.1.0\ninfo: { title: Shop, version: '1' }\npaths:\n";
        fs::write(folder.path().join("openapi.yml"), head.to_owned() + &paths.concat()).unwrap();
        let output = generate(&Input::document(folder.path().join("openapi.yml")).with_lock(&lock));
        fs::write(&lock, &output.lock.as_ref().unwrap().text).unwrap();
        output
    };
    let field_of = |output: &Output, name: &str| {
        let models = &output.files.as_ref().unwrap()["src/models.rs"];
        let (_, after) =
            models.split_once(&format!("pub struct {name} {{")).unwrap_or_else(|| panic!("{name}: {models}"));
        after.lines().find_map(|line| line.trim().strip_prefix("pub ")?.split(':').next()).unwrap().to_owned()
    };
    let sides = [path("m", "left"), path("z", "right")];
    let output = run(&sides);
    assert_eq!(["Fault", "RightFault"].map(|name| field_of(&output, name)), ["left", "right"]);
    let text = fs::read_to_string(&lock).unwrap();
    assert!(text.contains("type Fault\n  at \"left/Fault.yml\"\n"), "{text}");
    assert!(text.contains("type FaultLeft\n  at \"left/Fault.yml/properties/left\"\n"), "{text}");

    // One that comes before them takes the short name of the component, and no name of a type.
    let output = run(&[&[path("a", "right")], &sides[..]].concat());
    assert_eq!(["Fault", "RightFault"].map(|name| field_of(&output, name)), ["left", "right"]);
    let told = notes(&output, "kept-name");
    assert!(told.iter().any(|told| told.ends_with("it stays `Fault`")), "{told:?}");
    assert_eq!(fs::read_to_string(&lock).unwrap().matches("\ntype ").count(), 3);

    // A lock of old knows them by the names of their components.
    fs::write(
        &lock,
        "type Trouble\n  at \"/components/schemas/Fault\"\ntype Side\n  at \"/components/schemas/Fault/properties/left\"\n",
    )
    .unwrap();
    let output = run(&sides);
    assert_eq!(field_of(&output, "Trouble"), "left");
    let text = fs::read_to_string(&lock).unwrap();
    assert!(text.contains("type Trouble\n  at \"left/Fault.yml\"\n"), "{text}");
    assert!(text.contains("type Side\n  at \"left/Fault.yml/properties/left\"\n"), "{text}");
}

#[test]
fn the_body_that_most_operations_fail_with_has_the_usual_name() {
    let fails = |status: u16, with: &str| {
        format!(
            "'{status}': {{ description: d, content: {{ application/json: {{ schema: {{ type: object, properties: {{ {with}: {{ type: string }} }} }} }} }} }}"
        )
    };
    let path = |id: &str, responses: [String; 2]| {
        format!("  /{id}: {{ get: {{ operationId: {id}, responses: {{ {} }} }} }}\n", responses.join(", "))
    };
    let mut paths: Vec<String> =
        ["a", "b", "c"].iter().map(|id| path(id, [fails(403, "why"), fails(404, "why")])).collect();
    // Those whose errors depend on the status all fail alike, and are few.
    paths.extend(["d", "e"].iter().map(|id| path(id, [fails(403, "why"), fails(404, "what")])));
    let document =
        format!("openapi: 3.1.0\ninfo: {{ title: Shop, version: '1' }}\npaths:\n{}", paths.concat());
    let kept = Kept::new();
    let (first, second) = (kept.run(&document), kept.run(&document));
    assert_eq!(first.report.diagnostics(), second.report.diagnostics());
    assert!(first.files.as_ref().unwrap()["src/models.rs"].contains("pub struct ApiError {"));
    let expected =
        ["models::ApiError"; 3].into_iter().chain(["DError", "DError", "EError", "EError = DError"]);
    let mut named = errors(first);
    named.sort();
    let mut expected: Vec<_> = expected.collect();
    expected.sort_unstable();
    assert_eq!(named, expected);
}

#[test]
fn an_operation_keeps_its_name_when_another_one_gets_its_id() {
    let kept = Kept::new();
    kept.run(SHOP);
    let twice = SHOP.replace(
        "paths:\n",
        "paths:\n  /all: { get: { operationId: listOrders, responses: { '204': { description: Ok } } } }\n",
    );
    let is_there =
        || kept.names().contains("operation ListOrders list_orders >   at \"/paths/~1orders/get\"");
    assert!(is_there());
    let client = |output: Output| output.files.unwrap()["src/client.rs"].clone();
    let both = client(kept.run(&twice));
    assert!(both.contains("pub fn list_orders2(&self) -> Call<&Self, operations::ListOrders2>"), "{both}");
    assert!(is_there(), "{:#?}", kept.names());
    // And when that goes again.
    kept.run(SHOP);
    assert!(is_there(), "{:#?}", kept.names());
    assert!(kept.names().contains("operation ListOrders list_orders >   at \"listOrders\""));
}
