use super::*;
use crate::source::FileId;

mod misread;

use crate::overlay;
use crate::report::{Code, Severity};
use serde_json::json;

fn document(value: Value) -> Document {
    Document::single(value, FileId(0))
}

/// A document with one operation.
fn with_operation(method: &str, operation: Value) -> Value {
    json!({"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {"/orders/{id}": {method: operation}}})
}

/// The document with its facts, and what was reported.
fn lifted(value: Value) -> (Value, Report) {
    let document = document(value);
    let mut report = Report::new();
    let lifted = lift(&document, &mut report);
    assert!(lifted.overlay.actions.iter().all(|action| action.provenance.is_some()));
    let mut document = document;
    assert!(overlay::apply(&mut document, &lifted.overlay, &mut report).is_empty());
    assert!(report.worst() < Some(Severity::Error));
    (document.value, report)
}

/// The document and the codes reported, for a POST of this description.
fn post(description: &str) -> (Value, Vec<Code>) {
    let operation = json!({"operationId": "create_order", "description": description, "responses": {"201": {"description": "ok"}}});
    let (value, report) = lifted(with_operation("post", operation));
    (value, report.diagnostics().iter().map(|it| it.code).collect())
}

fn schema<'v>(value: &'v Value, name: &str) -> &'v Value {
    &value["components"]["schemas"][name]
}

#[test]
fn a_request_table_of_another_vendor() {
    let (value, codes) = post(
        "Creates an order.\n\n## Body parameters\nSend these:\n\nParameter | Data type | Mandatory? | Max. length | Default value | Notes\n:-- | --- | :-: | --: | --- | ---\n\
         `sku` | String | ✓ | 1,024 chars | | The article\n`qty` | int | X | | 1 | How many\n`note` | text | Strongly recommended\n\
         `tags` | string[] | no | 5 | |\n`when` | date | - | | | The day\n`speed` | string | optional | | `slow` | One of `slow`, `fast`.\n",
    );
    let request = schema(&value, "CreateOrderRequest");
    assert_eq!(request["required"], json!(["sku", "qty"]));
    let properties = &request["properties"];
    assert_eq!(properties["sku"], json!({"type": "string", "maxLength": 1024, "description": "The article"}));
    assert_eq!(properties["qty"], json!({"type": "integer", "default": 1, "description": "How many"}));
    assert_eq!(properties["note"], json!({"type": "string"}));
    assert_eq!(properties["tags"], json!({"type": "array", "items": {"type": "string"}, "maxItems": 5}));
    assert_eq!(properties["when"], json!({"type": "string", "format": "date", "description": "The day"}));
    assert_eq!(properties["speed"]["enum"], json!(["slow", "fast"]));
    assert_eq!(properties["speed"]["default"], "slow");
    assert_eq!(codes, []);
    let body = &value["paths"]["/orders/{id}"]["post"]["requestBody"];
    assert_eq!(body["required"], true);
    assert_eq!(
        body["content"]["application/json"]["schema"]["$ref"],
        "#/components/schemas/CreateOrderRequest"
    );
}

#[test]
fn sections_follow_links() {
    let (value, codes) = post(
        "### Request body\n\n|Field|Type|Required|Description|\n|-|-|-|-|\n|buyer|object|yes|See [buyer object](#buyer-object)|\n\
         |lines|array|yes|The [lines](#order_line-object)|\n|state|string|no|As in [order states](#order-states)|\n|extras|array|no|See [extras array](#extras-array)|\n\n\
         ### buyer object\n\n|Field|Type|\n|-|-|\n|email|email|\n|parent|object|\n\n### order_line object\n\n|Field|Type|Comment|\n|-|-|-|\n|at|string|ISO 8601 date-time|\n|old|string|Use `old` or `new`, but not both|\n|new|string||\n\n\
         ### order states\n\n|Code|Meaning|\n|-|-|\n|`open`|Not done|\n|`done`|Done|\n\n### extras array\n\nEach entry consists of a label (`label`) and a price (`price`).\n",
    );
    let request = schema(&value, "CreateOrderRequest");
    assert_eq!(request["properties"]["buyer"]["allOf"], json!([{"$ref": "#/components/schemas/Buyer"}]));
    assert_eq!(request["properties"]["lines"]["items"], json!({"$ref": "#/components/schemas/OrderLine"}));
    assert_eq!(request["properties"]["state"]["allOf"], json!([{"$ref": "#/components/schemas/OrderState"}]));
    assert_eq!(schema(&value, "OrderState")["enum"], json!(["open", "done"]));
    assert_eq!(schema(&value, "OrderState")["x-enum-descriptions"], json!(["Not done", "Done"]));
    assert_eq!(schema(&value, "OrderLine")["properties"]["at"]["format"], "date-time");
    assert_eq!(schema(&value, "OrderLine")["not"], json!({"required": ["old", "new"]}));
    assert_eq!(schema(&value, "Extra")["required"], json!(["label", "price"]));
    assert_eq!(schema(&value, "Buyer")["properties"]["email"]["format"], "email");
    assert_eq!(codes, []);
}

#[test]
fn bad_tables_are_reported_and_the_rest_is_bound() {
    let head =
        "## Request parameters\n\n|Name|Type|Required|Description|\n|-|-|-|-|\n|good|string|yes|fine|\n";
    let codes = |row: &str| {
        let (value, codes) = post(&format!("{head}{row}\n"));
        assert_eq!(schema(&value, "CreateOrderRequest")["properties"]["good"]["type"], "string");
        codes
    };
    assert_eq!(codes("|bad|frobnicator|no|what|"), [Code::ProseUnclear]);
    assert_eq!(codes("|bad|string|null|yes|shifted|"), [Code::RaggedTable]);
    assert_eq!(codes("|bad|object|no|See [x](#nowhere)|"), [Code::MissingSection]);
    assert_eq!(
        codes("|bad|object|no|[x](#two)|\n\n## Two\n\n|Field|Type|\n|-|-|\n|a|int|\n\n## Two\n\ntext"),
        [Code::AmbiguousSection]
    );
    assert_eq!(codes("|bad|string|banana|what|"), [Code::ProseUnclear]);
    assert_eq!(codes("|a.b|string|no|nested|"), [Code::ProseUnclear]);
    assert_eq!(codes("|{key}|string|no|any name|"), [Code::ProseUnclear]);
    assert_eq!(codes("|YOUR_FIELD|string|no|any name|"), [Code::ProseUnclear]);
    assert_eq!(codes("|good|integer|no|again|"), [Code::ProseUnclear]);
    assert_eq!(codes("|bad|string|no|true or false|"), [Code::ProseUnclear]);
    assert_eq!(codes("|short|string|"), []);
}

#[test]
fn a_shifted_row_states_nothing_but_its_name() {
    let (value, _) = post(
        "## Request body\n\n|Name|Type|Required|Description|\n|-|-|-|-|\n|bad|string|null|yes|shifted|\n|ok|string|yes|`a|b` is fine|\n",
    );
    let request = schema(&value, "CreateOrderRequest");
    assert_eq!(request["properties"]["bad"], json!({}));
    assert_eq!(request["required"], json!(["ok"]));
}

#[test]
fn what_cannot_be_placed_is_reported() {
    for text in [
        "## Anfrageparameter\n\n|Name|Type|\n|-|-|\n|a|string|\n",
        "## Anfrageparameter\n\n|Feld|Typ|Pflicht|\n|-|-|-|\n|a|string|ja|\n|b|integer|nein|\n",
        "## Request body\n\n|Feld|Typ|Pflicht|\n|-|-|-|\n|a|string|ja|\n",
        "## Request body\n\nThe request body is an array of orders.\n\n|Name|Type|\n|-|-|\n|a|string|\n",
        "## Request body\n\nSend multipart/form-data.\n\n|Name|Type|\n|-|-|\n|a|string|\n",
    ] {
        let (value, codes) = post(text);
        assert_eq!(codes, [Code::ProseUnclear], "{text}");
        assert!(value.get("components").is_none(), "{text}");
    }
    // Told of the second table, not of the first one that has its header.
    let operation = json!({"description": "## Parameters\n\n|Name|Type|\n|-|-|\n|a|string|\n\n## Teile\n\n|Name|Type|\n|-|-|\n|b|string|\n"});
    let (_, report) = lifted(with_operation("post", operation));
    let near: Vec<_> = report.diagnostics().iter().map(|it| it.near.as_deref()).collect();
    assert_eq!(near, [Some("|b|string|")]);
    let (value, codes) = post("## Request body\n\n|Name|Type|\n|-|-|-|\n|a|string|b|\n");
    assert_eq!(codes, [Code::RaggedTable]);
    assert!(value.get("components").is_none());
}

#[test]
fn what_is_not_about_shape_is_left_alone() {
    for text in [
        "## Sideloads\n\n|Name|Description|\n|-|-|\n|users|The users|\n",
        "## Request headers\n\n|Name|Type|\n|-|-|\n|a|string|\n",
        "## Errors\n\n|Code|Description|\n|-|-|\n|a1|Bad|\n|a2|Worse|\n",
        "## Example request\n\n|Name|Type|\n|-|-|\n|a|string|\n",
        "Use a | b.\n",
    ] {
        let (value, codes) = post(text);
        assert_eq!((value.get("components"), codes), (None, vec![]), "{text}");
    }
}

#[test]
fn a_wrapper_stands_around() {
    let (value, _) = post(
        "## Request body\n\nThe request takes an `order` object with the following properties:\n\n|Name|Required|\n|-|-|\n|a|yes|\n",
    );
    let request = schema(&value, "CreateOrderRequest");
    assert_eq!(request["required"], json!(["order"]));
    assert_eq!(
        request["properties"]["order"],
        json!({"type": "object", "properties": {"a": {}}, "required": ["a"]})
    );
}

#[test]
fn what_the_document_states_wins() {
    let text = "## Request body\n\n|Name|Type|\n|-|-|\n|a|string|\n|b|string|\n";
    let stated = json!({"type": "object", "properties": {"a": {"type": "integer"}}});
    let body = json!({"content": {"application/json": {"schema": stated}}});
    let before = with_operation("put", json!({"description": text, "requestBody": body, "responses": {}}));
    let (after, report) = lifted(before.clone());
    assert_eq!(after, before);
    assert_eq!(report.diagnostics().len(), 1);
    assert_eq!(report.diagnostics()[0].code, Code::ProseContradicts);
}

#[test]
fn query_parameters_that_are_not_declared() {
    let text = "## Query parameters\n\n|Parameter|Type|Comment|\n|-|-|-|\n|id|string|in the path|\n|page|integer|Defaults to 1|\n|per_page|integer||\n|sort|string|Possible values are \"up\" or \"down\". Defaults to \"none\"|\n";
    let operation = json!({"description": text, "parameters": [{"name": "per_page", "in": "query", "schema": {"type": "integer"}}], "responses": {}});
    let (value, report) = lifted(with_operation("get", operation));
    let parameters = value["paths"]["/orders/{id}"]["get"]["parameters"].as_array().unwrap();
    let names: Vec<_> = parameters.iter().map(|it| it["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["per_page", "page", "sort"]);
    assert_eq!(parameters[1]["schema"], json!({"type": "integer", "default": 1}));
    assert_eq!(parameters[2]["schema"], json!({"type": "string"}));
    assert_eq!(report.diagnostics()[0].code, Code::ProseUnclear);
}

#[test]
fn a_reference_to_nothing_beside_a_link() {
    let text = "## Response format\n\n|Name|Type|\n|-|-|\n|items|array|\n\n## item object\n\n|Name|Type|\n|-|-|\n|n|number|\n";
    let list = json!({"type": "object", "properties": {"items": {"type": "array", "description": "Many [items](#item-object)", "items": {"$ref": "#/components/schemas/ShopItem"}}}});
    let content = json!({"application/json": {"schema": {"$ref": "#/components/schemas/List"}}});
    let mut value = with_operation(
        "get",
        json!({"description": text, "responses": {"200": {"description": "", "content": content}}}),
    );
    value["components"] = json!({"schemas": {"List": list}});
    let (value, report) = lifted(value);
    assert_eq!(schema(&value, "ShopItem")["properties"]["n"]["type"], "number");
    assert_eq!(report.diagnostics(), []);
}

#[test]
fn a_response_table_where_nothing_is_declared() {
    let (value, codes) = post(
        "## Response body\n\nThe response contains:\n\n|Key|Type|Description|\n|-|-|-|\n|id|uuid|Its id|\n",
    );
    assert_eq!(schema(&value, "CreateOrderResponse")["properties"]["id"]["format"], "uuid");
    let content = &value["paths"]["/orders/{id}"]["post"]["responses"]["201"]["content"];
    assert_eq!(content["application/json"]["schema"]["$ref"], "#/components/schemas/CreateOrderResponse");
    assert_eq!(codes, []);
}

#[test]
fn empty_responses_lose_their_content() {
    let empty = |description: &str, schema: Value| {
        let content = json!({"application/json": {"schema": schema}});
        let operation = json!({"description": description, "responses": {"200": {"description": "", "content": content}}});
        let (value, report) = lifted(with_operation("post", operation));
        (
            value["paths"]["/orders/{id}"]["post"]["responses"]["200"].get("content").is_none(),
            report.diagnostics().len(),
        )
    };
    assert_eq!(empty("The response body is empty.", json!({"type": "string"})), (true, 0));
    assert_eq!(
        empty("Nothing.", json!({"type": "string", "description": "Empty response", "example": ""})),
        (true, 0)
    );
    for description in [
        "Takes an empty body.",
        "Returns 404 with an empty body.",
        "Returns 200 with the job, or 204 with an empty body.",
    ] {
        assert_eq!(empty(description, json!({"type": "object"})), (false, 0), "{description}");
    }
    for description in ["Returns 200 with an empty body.", "Always returns 202 with an empty body."] {
        assert_eq!(empty(description, json!({"type": "object"})), (true, 0), "{description}");
    }
    assert_eq!(empty("If it fails, the response body is empty.", json!({"type": "string"})), (false, 0));
    assert_eq!(
        empty("The response body is empty.", json!({"type": "object", "properties": {"a": {}}})),
        (false, 1)
    );
}

#[test]
fn equal_sections_of_two_operations_are_one_schema() {
    let text = |extra: &str| {
        format!(
            "## Request body\n\n|Name|Type|D|\n|-|-|-|\n|who|object|[who object](#who-object)|\n\n## who object\n\n|Name|Type|\n|-|-|\n|n|string|\n{extra}"
        )
    };
    let operation =
        |id: &str, extra: &str| json!({"operationId": id, "description": text(extra), "responses": {}});
    let paths = json!({"/a": {"post": operation("a", "")}, "/b": {"post": operation("b", "")}, "/c": {"post": operation("c", "|m|string|\n")}});
    let (value, _) = lifted(json!({"paths": paths}));
    let reference =
        |id: &str| schema(&value, &format!("{id}Request"))["properties"]["who"]["allOf"][0]["$ref"].clone();
    assert_eq!(reference("A"), "#/components/schemas/Who");
    assert_eq!(reference("B"), "#/components/schemas/Who");
    assert_eq!(reference("C"), "#/components/schemas/CWho");
}

#[test]
fn values_of_strings_elsewhere() {
    let (value, _) = lifted(json!({"components": {"schemas": {
        "A": {"type": "object", "properties": {
            "state": {"type": "string", "description": "The state. Valid values are `on` and `off`."},
            "mode": {"type": "string", "description": "Must be one of:\n* `fast` - quick\n* `slow` - not"},
            "kind": {"type": "string", "description": "Kinds:\n\n| kind | Description |\n|-|-|\n| `x` | One |\n| `y` | Two |"},
            "reason": {"type": "string", "description": "Why. Supported values:\n- `market` - not here\n- `product` - not paid\n\nAdditional reasons may be added in the future."},
            "model": {"type": "string", "description": "Currently supported values: `a-1`, `b-2`"},
            "open": {"type": "string", "description": "Values include `a`, `b`."},
            "list": {"type": "string", "description": "Comma-separated. One of `a`, `b`."},
            "other": {"type": "string", "description": "If `state` is one of `a`, `b`, this is set."},
            "more": {"type": "string", "description": "One of `a` or `b`. Defaults to `c`."},
            "url": {"type": "string", "description": "Specify either `URL` or `Token`."}
        }}
    }}}));
    let properties = &schema(&value, "A")["properties"];
    assert_eq!(properties["state"]["enum"], json!(["on", "off"]));
    assert_eq!(properties["mode"]["x-enum-descriptions"], json!(["quick", "not"]));
    assert_eq!(properties["kind"]["enum"], json!(["x", "y"]));
    assert_eq!(properties["reason"]["enum"], json!(["market", "product"]));
    assert_eq!(properties["model"]["enum"], json!(["a-1", "b-2"]));
    for name in ["open", "list", "other", "more", "url"] {
        assert!(properties[name].get("enum").is_none(), "{name}");
    }
}

#[test]
fn values_of_a_property_that_the_sentence_names() {
    let text = "Has a `check` object.\n\n|Name|Type|Description|\n|-|-|-|\n|reason|string|why|\n\nThe possible values for `reason` in the `check` object:\n\n|Value|Description|\n|-|-|\n|`ok`|Fine|\n|`bad`|Not|\n";
    let check = json!({"type": "object", "properties": {"reason": {"type": "string"}}});
    let result = json!({"type": "object", "properties": {"check": {"$ref": "#/components/schemas/Check"}, "reason": {"type": "string"}}});
    let content = json!({"application/json": {"schema": {"type": "array", "items": result}}});
    let mut value = with_operation(
        "get",
        json!({"description": text, "responses": {"200": {"description": "", "content": content}}}),
    );
    value["components"] = json!({"schemas": {"Check": check}});
    let (value, report) = lifted(value);
    assert_eq!(schema(&value, "Check")["properties"]["reason"]["enum"], json!(["ok", "bad"]));
    assert_eq!(report.diagnostics(), []);
}

#[test]
fn nothing_in_an_odd_document_panics() {
    for value in [
        json!(null),
        json!([]),
        json!({"paths": []}),
        json!({"paths": {"/": {"post": 1}}}),
        json!({"components": 1, "tags": 3}),
    ] {
        lifted(value);
    }
    post(&"|a|\n|-|\n".repeat(500));
    post(&"# a\n[x](#a)\n".repeat(500));
}

#[test]
fn values_that_a_reference_states_are_not_repeated() {
    let size = json!({"type": "string", "description": "Must be either `s` or `m`.", "allOf": [{"$ref": "#/components/schemas/Size"}]});
    let value =
        json!({"components": {"schemas": {"A": size, "Size": {"type": "string", "enum": ["s", "m", "l"]}}}});
    let (after, report) = lifted(value.clone());
    assert_eq!((after, report.diagnostics()), (value, &[][..]));
}

#[test]
fn two_texts_that_list_other_values_are_told() {
    let text = "Has a `check` object.\n\nThe possible values for `reason` in the `check` object:\n\n|Value|Description|\n|-|-|\n|`ok`|Fine|\n|`bad`|Not|\n";
    let other = text.replace("`bad`", "`late`");
    let check = json!({"type": "object", "properties": {"reason": {"type": "string"}}});
    let content = json!({"application/json": {"schema": {"type": "object", "properties": {"check": {"$ref": "#/components/schemas/Check"}}}}});
    let operation = |text: &str| json!({"description": text, "responses": {"200": {"description": "", "content": content}}});
    let (value, report) = lifted(json!({
        "paths": {"/a": {"get": operation(text), "put": operation(text), "post": operation(&other)}},
        "components": {"schemas": {"Check": check}},
    }));
    assert_eq!(schema(&value, "Check")["properties"]["reason"]["enum"], json!(["ok", "bad"]));
    let told: Vec<_> = report.diagnostics().iter().map(|it| (it.code, it.place.pointer.as_str())).collect();
    assert_eq!(told, [(Code::ProseContradicts, "/paths/~1a/post/description")]);
}

#[test]
fn sections_that_became_schemas_are_told_with_their_anchors() {
    let text = "## Request body\n\n|Name|Type|D|\n|-|-|-|\n|who|object|[who object](#who-object)|\n|notes|array|[notes](#notes)|\n\n## who object\n\n|Name|Type|\n|-|-|\n|n|string|\n\n\
                ## Notes\n\nEach entry consists of a label (`label`) and a text (`text`).\n";
    let operation = |id: &str| json!({"operationId": id, "description": text, "responses": {}});
    let document =
        document(json!({"paths": {"/a": {"post": operation("a")}, "/b": {"post": operation("b")}}}));
    let lifted = lift(&document, &mut Report::new());
    let told = lifted.tables.iter().map(|it| {
        (
            it.at.as_str(),
            it.anchor.as_deref().unwrap_or_default(),
            it.text.lines().next().unwrap_or_default(),
            it.schema.as_str(),
        )
    });
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            ("/paths/~1a/post/description", "request-body", "|Name|Type|D|", "ARequest"),
            ("/paths/~1b/post/description", "request-body", "|Name|Type|D|", "BRequest"),
            ("/paths/~1a/post/description", "who-object", "|Name|Type|", "Who"),
            ("/paths/~1a/post/description", "notes", "", "Note"),
            ("/paths/~1b/post/description", "who-object", "|Name|Type|", "Who"),
            ("/paths/~1b/post/description", "notes", "", "Note"),
        ]
    );
}

#[test]
fn a_response_schema_without_description_gets_the_sentence_above_its_table() {
    let table = "|Name|Type|\n|-|-|\n|n|number|\n";
    let text = format!(
        "Lists.\n\n## Allowed for\n\nAdmins.\n\n## Response format\n\nOne page of the orders of a shop. It has the following keys:\n\n{table}"
    );
    let list = json!({"type": "object", "properties": {"n": {"type": "number"}}});
    let content = json!({"application/json": {"schema": {"$ref": "#/components/schemas/List"}}});
    let mut value = with_operation(
        "get",
        json!({"description": text, "responses": {"200": {"description": "", "content": content}}}),
    );
    value["components"] = json!({"schemas": {"List": list}});
    let (value, report) = lifted(value);
    assert_eq!(schema(&value, "List")["description"], "One page of the orders of a shop.");
    assert_eq!(report.diagnostics(), []);
}

#[test]
fn a_fact_says_where_it_was_read() {
    let text = "## Request body\n\n|Name|Type|Required|\n|-|-|-|\n|name|string|yes|\n";
    let document = document(with_operation(
        "post",
        json!({"operationId": "create_order", "description": text, "responses": {}}),
    ));
    let lifted = lift(&document, &mut Report::new());
    let told: Vec<_> =
        lifted.overlay.actions.iter().map(|action| action.description.as_deref().unwrap()).collect();
    assert_eq!(
        told,
        [
            "Table 1 under “Request body”: the schema `CreateOrderRequest`.",
            "Row 1 of table 1 under “Request body”: `name` of `CreateOrderRequest`.",
            "Table 1 under “Request body”: the body of the request of CreateOrder.",
        ]
    );
}
