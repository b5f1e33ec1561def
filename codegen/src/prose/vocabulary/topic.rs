//! What headings and the sentences above tables announce.

use crate::prose::name;

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
    "placeholders",
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
    if says(&["sideload", "permission", "error code", "header", "csv"]) {
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

/// Whether a text says that everything below it must be there, or need not.
pub fn presence(text: &str) -> Option<bool> {
    let words = name::words(text);
    if words.len() > 8 {
        return None;
    }
    let has = |word: &str| words.iter().any(|it| it == word);
    match (has("required") || has("mandatory"), has("optional")) {
        (true, false) if !has("not") && !has("no") => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}
