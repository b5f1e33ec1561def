//! `bindery lift` on made-up documents: the facts as an overlay, and the document with them.

use bindery::overlay;
use bindery::report::{Code, Report};
use bindery::source::{self, Sources};
use bindery::{Input, generate, lift};
use insta::assert_snapshot;
use serde_json::Value;
use std::fs;

const BOOKS: &str = r##"
openapi: 3.1.0
info: {title: Books, version: "1"}
paths:
  /books/{isbn}/loans:
    post:
      operationId: lendBook
      description: |
        Lends a book.

        ## Request body

        Who takes the book, and for how long.

        | Field | Type | Required | Max length | Description |
        | --- | --- | --- | --- | --- |
        | `reader` | object | yes | | The [reader](#reader-object) |
        | `until` | string | no | | The last day, as an ISO 8601 date-time |
        | `desk` | string or null | no | 20 | Where the book is handed out |
        | `marks` | array | no | 3 | Where [marks](#marks) were found |

        ## Reader object

        | Field | Type | Required |
        | --- | --- | --- |
        | `card` | string | yes |
        | `standing` | string | no | 

        ## Marks

        Each entry consists of a page (`page`) and a note (`note`).

        ## Response format

        The response body is a [loan](#loan-object).

        ## Loan object

        | Key | Type | Description |
        | --- | --- | --- |
        | `number` | integer | Its number |
        | `state` | string | As in [loan states](#loan-states) |

        ## Loan states

        | Code | Meaning |
        | --- | --- |
        | `out` | With the reader, see the [request](#request-body) |
        | `back` | On the shelf |
      responses:
        "201":
          description: Lent
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Loan"}
              examples:
                one: {$ref: "#/components/examples/Loan"}
    delete:
      operationId: returnBook
      description: Takes the book back. The response body is empty.
      responses:
        "200": {description: Back, content: {application/json: {schema: {type: string}}}}
components:
  schemas:
    Shelf:
      type: object
      properties:
        hall:
          anyOf:
            - type: "null"
            - {type: string, description: One of `north` or `south`.}
        side: {$ref: "#/components/schemas/Side", description: Which side.}
"##;

const SHOP: &str = r##"
openapi: 3.0.3
info: {title: Shop, version: "1"}
paths:
  /orders:
    get:
      operationId: listOrders
      description: |
        Lists orders.

        ### Query parameters

        Name | Type | Comment
        ---- | ---- | -------
        page | integer | Counts from 1. Defaults to 1
        sort | string | One of "up" or "down"
        since | date | Orders from this day

        ### Response

        | Name | Type | Comment
        | ---- | ---- | -------
        | orders | array of strings | Their numbers
        | next | string or null | Where the next page is
      responses:
        "200": {description: Orders}
    patch:
      operationId: mergeOrders
      description: |
        ### Request parameters

        The request takes a `merge` object with the following properties:

        | Name | Type | Required | Comment
        | ---- | ---- | -------- | -------
        | from | integer | yes | Use `from` or `all`, but not both
        | all | boolean | no |
        | into | frobnicator | yes* | The order that stays
      responses:
        "204": {description: Merged}
"##;

struct Lifted {
    document: Value,
    overlay: Value,
    told: Vec<String>,
}

fn lifted(text: &str) -> Lifted {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("openapi.yml");
    fs::write(&path, text).unwrap();
    let lifted = lift::lift(&Input::document(path));
    let told = lifted.report.diagnostics().iter().map(|it| format!("{}: {}", it.code, it.message)).collect();
    Lifted { document: lifted.document.unwrap(), overlay: lifted.overlay.unwrap(), told }
}

/// The published document with the overlay applied to it, as anyone else would.
fn applied(published: &str, overlay: &Value) -> Value {
    let (mut report, mut sources) = (Report::new(), Sources::new());
    let mut document = source::from_text("openapi.yml", published, &mut sources, &mut report);
    let text = lift::to_yaml(overlay);
    let facts = source::from_text("overlay.yml", &text, &mut sources, &mut report);
    let facts = overlay::parse(&facts, &mut report);
    assert!(overlay::apply(&mut document, &facts, &mut report).is_empty());
    assert_eq!(report.diagnostics(), []);
    document.value
}

#[test]
fn facts_of_a_document_of_version_3_1() {
    let lifted = lifted(BOOKS);
    assert_snapshot!("books_overlay", lift::to_yaml(&lifted.overlay));
    assert_snapshot!("books_document", lift::to_yaml(&lifted.document));
    assert_eq!(applied(BOOKS, &lifted.overlay), lifted.document);
}

#[test]
fn facts_of_a_document_of_version_3_0() {
    let lifted = lifted(SHOP);
    assert_snapshot!("shop_overlay", lift::to_yaml(&lifted.overlay));
    assert_snapshot!("shop_told", lifted.told.join("\n"));
    assert_eq!(applied(SHOP, &lifted.overlay), lifted.document);
}

#[test]
fn facts_of_swagger_are_those_of_its_form_in_3_0() {
    let swagger = "
swagger: '2.0'
info: {title: T, version: '1'}
paths:
  /a/{id}:
    get:
      parameters:
        - {name: id, in: path, required: true, type: string, description: Either `x` or `y`.}
      responses: {'200': {description: d, schema: {type: array, items: [{type: string}, {type: integer}]}}}
";
    let lifted = lifted(swagger);
    let at = "/paths/~1a~1{id}/get";
    assert_eq!(lifted.document["openapi"], "3.0.3");
    assert_eq!(
        lifted.document.pointer(&format!("{at}/parameters/0/schema/enum")).unwrap(),
        &serde_json::json!(["x", "y"])
    );
    assert!(!lifted.document.to_string().contains("x-bindery"));
}

#[test]
fn corrections_apply_to_what_is_lifted() {
    let folder = tempfile::tempdir().unwrap();
    let (document, correction) = (folder.path().join("a.yml"), folder.path().join("b.yml"));
    fs::write(&document, BOOKS).unwrap();
    let actions = "
overlay: 1.0.0
info: {title: T, version: '1'}
actions:
  - {target: $.info, update: {title: Lending}}
  - {target: $.components.schemas.Reader.properties.card, update: {maxLength: 9}}
  - {target: '$.components.schemas.Shelf.properties.side.allOf[0]', update: {description: Left or right.}}
";
    fs::write(&correction, actions).unwrap();
    let lifted = lift::lift(&Input::document(&document).with_overlay(&correction));
    let document = lifted.document.unwrap();
    assert_eq!(document["info"]["title"], "Lending");
    let schemas = &document["components"]["schemas"];
    assert_eq!(schemas["Reader"]["properties"]["card"]["maxLength"], 9);
    assert_eq!(schemas["Shelf"]["properties"]["side"]["description"], "Left or right.");

    fs::write(&correction, actions.replace("Reader", "Nobody")).unwrap();
    let failed = lift::lift(&Input::document(folder.path().join("a.yml")).with_overlay(&correction));
    assert!(failed.document.is_none());
    assert!(failed.report.diagnostics().iter().any(|it| it.code == Code::UnmatchedAction));
}

/// The same anchor means another section in each description.
#[test]
fn links_in_documentation_lead_to_the_type_of_the_same_description() {
    let operation = |verb: &str, field: &str| {
        format!(
            "
    {verb}:
      operationId: {verb}Thing
      description: |
        ## Request body

        | Name | Type | Comment
        | ---- | ---- | -------
        | {field} | object | See [details](#details)

        ## Details

        | Name | Type | Comment
        | ---- | ---- | -------
        | {field}_code | string | Goes with the [body](#request-body)
      responses: {{'204': {{description: d}}}}"
        )
    };
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n  /things:{}{}\n",
        operation("post", "made"),
        operation("put", "kept")
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("openapi.yml");
    fs::write(&path, text).unwrap();
    let files = generate(&Input::document(path)).files.unwrap();
    let models = files.get("src/models.rs").unwrap();
    for line in [
        "/// See [details](Details)",
        "/// See [details](PutThingDetails)",
        "/// Goes with the [body](PostThingRequest)",
        "/// Goes with the [body](PutThingRequest)",
    ] {
        assert!(models.contains(line), "{line}\n{models}");
    }
}
