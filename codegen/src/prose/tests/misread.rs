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
