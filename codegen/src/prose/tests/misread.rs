//! What looks like a statement about shape and says something else, or says it of something else.

use super::*;

const HEAD: &str = "## Request body\n\n|Name|Type|Description|\n|-|-|-|\n";

/// The names that the request must have after a table of these rows, and what is told.
fn required(rows: &str) -> (Value, Vec<Code>) {
    let (value, codes) = post(&format!("{HEAD}{rows}\n"));
    (schema(&value, "CreateOrderRequest")["required"].clone(), codes)
}

#[test]
fn a_condition_is_no_requirement() {
    let told = [Code::ProseUnclear];
    for row in [
        "|a|string|Required, if `b` is not given.|",
        "|a|string|Required, unless `b` is given.|",
        "|a|string|(Required: only for cards) The card.|",
        "|a|string|Required. Only if `b` is set.|",
        "|a|string, conditionally required|The card|",
    ] {
        assert_eq!(required(row), (Value::Null, told.to_vec()), "{row}");
    }
    assert_eq!(required("|a|string (not required)|x|"), (Value::Null, vec![]));
    assert_eq!(
        required("|a|string, required|x|\n|b|string|Required. The jar.|"),
        (json!(["a", "b"]), vec![])
    );
}

#[test]
fn a_star_means_what_the_footnote_says() {
    assert_eq!(required("|a*|string|x|"), (json!(["a"]), vec![]));
    assert_eq!(required("|a*|string|x|\n\n\\* Required"), (json!(["a"]), vec![]));
    assert_eq!(required("|a*|string|x|\n\n\\* Deprecated, use b."), (Value::Null, vec![]));
}

#[test]
fn words_under_optional_speak_for_themselves() {
    let table = "## Request body\n\n|Name|Type|Optional|\n|-|-|-|\n|a|string|optional|\n|b|string|required|\n|c|string|yes|\n|d|string|no|\n";
    let (value, codes) = post(table);
    assert_eq!((&schema(&value, "CreateOrderRequest")["required"], codes), (&json!(["b", "d"]), vec![]));
}

/// What a GET returns after this description.
fn returned(description: &str) -> (Value, Vec<Code>) {
    let operation =
        json!({"operationId": "list", "description": description, "responses": {"200": {"description": ""}}});
    let (value, report) = lifted(with_operation("get", operation));
    let content = value["paths"]["/orders/{id}"]["get"]["responses"]["200"]["content"].clone();
    (content, report.diagnostics().iter().map(|it| it.code).collect())
}

#[test]
fn a_table_of_each_of_many_is_not_the_response() {
    let table = "|Name|Type|Required|\n|-|-|-|\n|id|string|yes|\n";
    for (intro, told) in [
        ("Returns an array of objects with the following properties:", true),
        ("The response is an array of orders:", true),
        ("Returns an `orders` array. Each order has the following properties:", true),
        ("The following headers are returned:", false),
        ("On failure, the service responds with:", false),
        ("If the token is invalid:", false),
    ] {
        let (content, codes) = returned(&format!("## Response\n\n{intro}\n\n{table}"));
        let expected = if told { vec![Code::ProseUnclear] } else { vec![] };
        assert_eq!((content, codes), (Value::Null, expected), "{intro}");
    }
    let (content, _) = returned(&format!("## Response\n\n### Success\n\n{table}\n### Failure\n\n{table}"));
    assert_eq!(content["application/json"]["schema"]["$ref"], "#/components/schemas/ListResponse");
}

#[test]
fn a_form_is_not_sent_as_json() {
    let table = "## Request body\n\n|Name|Type|\n|-|-|\n|a|string|\n";
    for text in [
        format!("Uploads. Content-Type: application/x-www-form-urlencoded.\n\n{table}"),
        format!("{table}\n```\ncurl -F a=b https://example.com\n```\n"),
    ] {
        let (value, codes) = post(&text);
        assert_eq!((value.get("components"), codes), (None, vec![Code::ProseUnclear]), "{text}");
    }
}

#[test]
fn a_label_does_not_hide_the_heading_above() {
    let (value, codes) =
        post("## Request body\n\n**Important**\n\nThe fields are:\n\n|Name|Type|\n|-|-|\n|a|string|\n");
    assert_eq!(schema(&value, "CreateOrderRequest")["properties"], json!({"a": {"type": "string"}}));
    assert_eq!(codes, []);
}

#[test]
fn a_delete_takes_the_body_that_a_heading_announces() {
    let text = "## Request body\n\n|Name|Type|\n|-|-|\n|ids|array of integers|\n";
    let operation = json!({"operationId": "drop", "description": text, "responses": {}});
    let (value, report) = lifted(with_operation("delete", operation));
    assert!(schema(&value, "DropRequest")["properties"]["ids"].is_object());
    assert_eq!(report.diagnostics(), []);
}

#[test]
fn what_is_about_the_query_and_no_parameter_of_it() {
    for text in [
        "## Filtering\n\nUse the `filter` parameter. These attributes can be used:\n\n|Attribute|Type|\n|-|-|\n|userName|string|\n",
        "## Query syntax\n\n|Name|Description|\n|-|-|\n|eq|Equals|\n",
        "## Parameters\n\n|Name|Type|Required|\n|-|-|-|\n|order_id|string|yes|\n",
    ] {
        let operation = json!({"description": text, "responses": {}});
        let (value, _) = lifted(with_operation("get", operation));
        assert!(value["paths"]["/orders/{id}"]["get"].get("parameters").is_none(), "{text}");
    }
}

/// The values that a string property of a name has after this description.
fn values_of(name: &str, description: &str) -> Value {
    let property = json!({"type": "string", "description": description});
    let (value, _) =
        lifted(json!({"components": {"schemas": {"A": {"type": "object", "properties": {name: property}}}}}));
    schema(&value, "A")["properties"][name]["enum"].clone()
}

#[test]
fn values_in_bold_type_in_html_and_below_a_label() {
    let both = json!(["open", "shut"]);
    for description in [
        "Possible values: **open**, **shut**.",
        "Possible values:\n\n* **open**: not yet\n* **shut**: done",
        "**Possible values:**\n\n- `open`: not yet\n- `shut`: done",
        "<p>The state of the jar. Valid values: <code>open</code> | <code>shut</code> </p>",
        "<p>The state. Valid values:</p> <ul> <li> <p> <code>open</code> - not yet</p> </li> <li> <p> <code>shut</code> - done</p> </li> </ul>",
        "The state of the jar. Can be: `open` or `shut`.",
    ] {
        assert_eq!(values_of("state", description), both, "{description}");
    }
    assert_eq!(values_of("state", "One of:\n\n- `a`, `b`: soon\n- `c`: late"), json!(["a", "b", "c"]));
}

#[test]
fn values_of_a_part_are_not_those_of_the_whole() {
    for (name, description) in [
        ("url", "Must begin with either `http://` or `https://`."),
        ("image", "Address of the image. The file type must be one of `jpg`, `png`."),
        ("due", "One of `YYYY-MM-DD` or `MM/DD/YYYY`."),
        ("kinds", "Kinds separated with commas. One of `a`, `b`."),
        ("kinds", "One of `a`, `b`. You can pass several values."),
        ("kinds", "Kinds, with commas between. One of `a`, `b`."),
        (
            "query",
            "The query, with these operators:\n\n| Value | Description |\n|-|-|\n| `eq` | Is |\n| `lt` | Less |",
        ),
        (
            "id",
            "The jar's id. Alternatively, you can use one of the following special keywords:\n\n- `all`\n- `none`",
        ),
    ] {
        assert_eq!(values_of(name, description), Value::Null, "{description}");
    }
}

#[test]
fn the_example_of_a_parameter_is_one_of_its_values() {
    let text = "One of `name`, `size`.";
    let schema = json!({"type": "string"});
    let parameters = json!([
        {"name": "a", "in": "query", "description": text, "schema": schema, "example": "-size"},
        {"name": "b", "in": "query", "description": text, "schema": schema, "examples": {"x": {"value": "-size"}}},
        {"name": "c", "in": "query", "description": text, "schema": schema, "example": "size"},
    ]);
    let (value, report) = lifted(with_operation("get", json!({"parameters": parameters, "responses": {}})));
    let of = |at: usize| &value["paths"]["/orders/{id}"]["get"]["parameters"][at]["schema"]["enum"];
    assert_eq!((of(0), of(1), of(2)), (&Value::Null, &Value::Null, &json!(["name", "size"])));
    assert_eq!(report.diagnostics().len(), 2);
}

#[test]
fn what_a_correction_settles_is_not_told() {
    let text = format!("{HEAD}|a|tick|x|\n|b|tick|x|\n|c|array of ticks|x|\n");
    let operation = json!({"operationId": "create", "description": text, "responses": {}});
    let mut document = document(with_operation("post", operation));
    let mut report = Report::new();
    let lifted = lift(&document, &mut report);
    overlay::apply(&mut document, &lifted.overlay, &mut report);
    settle(&lifted.doubts, &document.value, &mut report);
    assert_eq!(report.diagnostics().len(), 3);
    let properties = &mut document.value["components"]["schemas"]["CreateRequest"]["properties"];
    properties["a"]["type"] = json!("boolean");
    properties["c"]["items"] = json!({"type": "boolean"});
    settle(&lifted.doubts, &document.value, &mut report);
    let told: Vec<_> = report.diagnostics().iter().map(|it| it.message.as_str()).collect();
    assert_eq!(told, ["`tick` is not understood as the type of `b`"]);
}
