//! What headings and the sentences above tables announce.

use crate::prose::{name, sentence};

/// What a heading or a sentence says the table below it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// The body of the request.
    Request,
    /// The query of the request.
    Query,
    /// The body of the response.
    Response,
    /// Parameters, without saying where they travel.
    Parameters,
    /// Properties, without saying of what.
    Properties,
    /// Something that is not the shape of a body or query.
    Other,
}

const NEVER: &[&str] = &[
    "example",
    "examples",
    "sample",
    "error",
    "errors",
    "header",
    "headers",
    "permission",
    "permissions",
    "limit",
    "limits",
    "limitations",
    "sideload",
    "sideloads",
    "sideloading",
    "scope",
    "scopes",
    "event",
    "events",
    "webhook",
    "webhooks",
    "plan",
    "plans",
    "csv",
    "role",
    "roles",
    "availability",
    "privileges",
    "changelog",
    "deprecated",
    "deprecation",
    "related",
    "rate",
    "column",
    "columns",
    "label",
    "labels",
    "interface",
    "ui",
    "allowed",
    "path",
    "callback",
    "callbacks",
    "cookie",
    "cookies",
    "troubleshooting",
    "faq",
    "glossary",
    "export",
    "exports",
    "authentication",
    "authorization",
    "placeholder",
    "placeholders",
    "syntax",
    "operator",
    "operators",
    "language",
    "types",
    "statuses",
    "variables",
    "macros",
    "templates",
    "notes",
    "include",
    "includes",
    "expand",
    "expansion",
    "matrix",
    "compatibility",
    "history",
    "versions",
];

const UNLESS_PARAMETERS: &[&str] = &["search", "sort", "sorting", "pagination", "paging", "code", "codes"];

const RESPONSE: &[&str] =
    &["response", "responses", "return", "returns", "returned", "result", "results", "output"];
const QUERY: &[&str] = &["query", "querystring", "filter", "filters", "filtering"];

const PARAMETERS: &[&str] =
    &["parameter", "parameters", "param", "params", "argument", "arguments", "inputs", "input"];
const REQUEST: &[&str] = &["request", "body", "payload"];

const PROPERTIES: &[&str] = &["attribute", "attributes", "property", "properties", "field", "fields"];

/// What a heading announces; `None` when it names something else, such as an object.
pub fn topic(heading: &str) -> Option<Topic> {
    let words = name::words(heading);
    let any = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let pair = |a: &str, b: &str| words.windows(2).any(|pair| pair[0] == a && pair[1] == b);
    if any(NEVER) || (any(UNLESS_PARAMETERS) && !any(PARAMETERS)) {
        return Some(Topic::Other);
    }
    if any(RESPONSE) {
        return Some(if any(REQUEST) && !any(&["body"]) { Topic::Other } else { Topic::Response });
    }
    if any(QUERY) || pair("url", "parameters") || pair("uri", "parameters") {
        return Some(Topic::Query);
    }
    if any(REQUEST) || pair("json", "format") || pair("post", "data") || pair("json", "parameters") {
        return Some(Topic::Request);
    }
    if any(PARAMETERS) {
        return Some(Topic::Parameters);
    }
    // "Custom fields" names a thing; "Fields" and "Available fields" announce a table.
    let fillers =
        ["available", "required", "optional", "supported", "the", "list", "of", "and", "all", "common"];
    let only =
        words.iter().all(|word| PROPERTIES.contains(&word.as_str()) || fillers.contains(&word.as_str()));
    (any(PROPERTIES) && only).then_some(Topic::Properties)
}

/// What the sentences before a table say it is about.
pub fn announced(sentences: &str) -> Option<Topic> {
    let text = sentences.to_lowercase();
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| text.contains(phrase));
    if says(&[
        "query parameter",
        "query string",
        "querystring",
        "url parameter",
        "in the url",
        "in the query",
    ]) {
        return Some(Topic::Query);
    }
    if says(&["sideload", "permission", "error code", "header", "csv", "placeholder", "operators"]) {
        return Some(Topic::Other);
    }
    let request = [
        "request body",
        "body of the request",
        "in the body",
        "the payload",
        "request takes",
        "request expects",
        "request accepts",
        "request requires",
        "request contains",
        "request consists",
        "post request",
        "put request",
        "patch request",
        "json object parameter",
        "request should",
        "request must",
        "the body",
        "a request object",
        "request parameters",
        "request object",
    ];
    let response = ["response", "returns", "returned"];
    match (says(&request), says(&response)) {
        (true, false) => Some(Topic::Request),
        (false, true) => Some(Topic::Response),
        (true, true) => None,
        _ if says(&[
            "following parameter",
            "parameters:",
            "following optional parameter",
            "of the following optional",
        ]) =>
        {
            Some(Topic::Parameters)
        }
        _ => None,
    }
}

/// Whether the sentence right above a table, under a heading about a message, says that the table is of something else:
/// headers, an error, what one parameter may hold. `rows` are the names in the table.
pub fn announces_other(intro: &str, heading: Topic, rows: &[String]) -> bool {
    let sentences = sentence::sentences(intro);
    let Some(last) = sentences.last() else { return false };
    let lower = last.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let announces = lower.ends_with(':') || lower.contains("following");
    match heading {
        Topic::Query => sentences.iter().any(|sentence| names_one_parameter(sentence, rows)),
        Topic::Request | Topic::Response if !announces => false,
        Topic::Request => announced(last) == Some(Topic::Other),
        Topic::Response => {
            let failed = says(&["fail", "error", "invalid", "unsuccessful"]);
            let conditional = ["if ", "when "].iter().any(|word| lower.starts_with(word));
            announced(last) == Some(Topic::Other) || ((failed || conditional) && !says(&["succe"]))
        }
        _ => false,
    }
}

/// "Use the `filter` parameter": what follows is of that one, unless it is one of those that follow.
fn names_one_parameter(sentence: &str, rows: &[String]) -> bool {
    let [only] = &sentence::quoted(sentence)[..] else { return false };
    sentence::strip_word(sentence[only.end..].trim_start(), "parameter").is_some()
        && !rows.iter().any(|row| row == only.text)
}

/// Headings that name nothing, so that the one around them counts.
const NEUTRAL: &[&str] = &[
    "important",
    "note",
    "notice",
    "warning",
    "caution",
    "attention",
    "tip",
    "please",
    "success",
    "successful",
    "ok",
    "required",
    "optional",
    "200",
    "201",
    "202",
];

/// Whether a heading names nothing: "Important", "Success", "200 OK".
pub fn is_neutral(heading: &str) -> bool {
    let words = name::words(heading);
    !words.is_empty() && words.iter().all(|word| NEUTRAL.contains(&word.as_str()))
}

/// What the rows of a table are called where a text speaks of all of them.
const ROWS: &[&str] = &[
    "parameter",
    "parameters",
    "param",
    "params",
    "argument",
    "arguments",
    "input",
    "inputs",
    "attribute",
    "attributes",
    "property",
    "properties",
    "field",
    "fields",
    "key",
    "keys",
    "member",
    "members",
    "element",
    "elements",
    "value",
    "values",
];

/// Words that may stand beside them and single none of them out.
const BESIDE_ROWS: &[&str] = &[
    "the",
    "following",
    "all",
    "of",
    "these",
    "those",
    "they",
    "are",
    "below",
    "each",
    "every",
    "and",
    "in",
    "request",
    "body",
    "payload",
    "json",
    "query",
    "string",
    "url",
    "post",
    "put",
    "patch",
    "get",
];

/// Whether a text says that everything below it must be there, or need not: "Required fields", "All of these are
/// mandatory". A text with any other subject speaks of that: "Admin access is required", "Only `name` is required".
pub fn presence(text: &str) -> Option<bool> {
    let words = name::words(text);
    if words.len() > 8 || text.contains(['`', '"', '“']) {
        return None;
    }
    let flag = words.iter().find(|word| is_presence(word))? != "optional";
    let mut others = words.iter().map(String::as_str).filter(|word| !is_presence(word));
    let proper = others.clone().all(|word| ROWS.contains(&word) || BESIDE_ROWS.contains(&word));
    // "Request body (required)" says so of the body alone.
    let of_rows = others.clone().any(|word| ROWS.contains(&word))
        || others.all(|word| !REQUEST.contains(&word) && !QUERY.contains(&word));
    let one = words.iter().filter(|word| is_presence(word)).count() == 1;
    (proper && of_rows && one).then_some(flag)
}

/// Whether a word says that something must be there, or need not.
pub(super) fn is_presence(word: &str) -> bool {
    matches!(word, "required" | "mandatory" | "optional")
}
