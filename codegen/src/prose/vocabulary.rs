//! The words of tables and headings, in one place: column headers, flags, limits, and what a heading announces.

use super::name;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The name of a property or parameter.
    Name,
    /// The name again, for people, or a name that other columns beat.
    Label,
    /// The type.
    Type,
    /// Whether it must be there.
    Required,
    /// Whether it may be left out.
    Optional,
    /// The greatest length, in characters or items.
    MaxLength,
    /// The least length, in characters or items.
    MinLength,
    /// The value that counts when there is none.
    Default,
    /// The values that may stand there.
    Values,
    /// Where it travels: path, query, header or body.
    Location,
    /// Whether only the service writes it.
    ReadOnly,
    /// Whether it may be null.
    Nullable,
    /// An example.
    Example,
    /// What it means.
    Description,
}

/// Headers by role, as lower-case words.
const HEADERS: &[(Role, &[&str])] = &[
    (
        Role::Name,
        &[
            "field",
            "key",
            "property",
            "parameter",
            "param",
            "attribute",
            "argument",
            "field name",
            "key name",
            "property name",
            "parameter name",
            "attribute name",
            "argument name",
            "member",
            "element",
            "json key",
            "json field",
            "json property",
            "query parameter",
            "body parameter",
            "request parameter",
            "input",
            "fields",
            "keys",
            "properties",
            "parameters",
            "attributes",
            "arguments",
            "api name",
            "variable",
        ],
    ),
    (Role::Label, &["name", "names"]),
    (
        Role::Type,
        &[
            "type",
            "types",
            "data type",
            "datatype",
            "schema type",
            "schema",
            "value type",
            "json type",
            "field type",
            "property type",
            "format type",
        ],
    ),
    (
        Role::Required,
        &[
            "required",
            "mandatory",
            "req",
            "is required",
            "required or optional",
            "required optional",
            "presence",
            "requirement",
            "obligatory",
            "mandatory optional",
            "optional required",
            "m o",
            "r o",
            "necessity",
        ],
    ),
    (Role::Optional, &["optional", "is optional"]),
    (
        Role::MaxLength,
        &[
            "max length",
            "maximum length",
            "max chars",
            "max characters",
            "maximum characters",
            "maxlength",
            "max len",
            "length",
            "character limit",
            "char limit",
            "max char",
            "max items",
            "maximum items",
            "max no of characters",
            "maximum number of characters",
            "length limit",
            "max string length",
            "len",
        ],
    ),
    (
        Role::MinLength,
        &["min length", "minimum length", "min chars", "minlength", "min characters", "min items"],
    ),
    (Role::Default, &["default", "default value", "defaults", "defaults to"]),
    (
        Role::Values,
        &[
            "values",
            "allowed values",
            "possible values",
            "valid values",
            "accepted values",
            "enum",
            "options",
            "enum values",
            "permitted values",
            "allowed",
            "supported values",
            "allowable values",
        ],
    ),
    (
        Role::Location,
        &["in", "location", "located in", "parameter type", "param type", "where", "sent in", "passed in"],
    ),
    (Role::ReadOnly, &["read only", "readonly"]),
    (Role::Nullable, &["nullable", "null", "can be null", "null allowed"]),
    (Role::Example, &["example", "examples", "sample", "example value", "sample value"]),
    (
        Role::Description,
        &[
            "description",
            "comment",
            "comments",
            "notes",
            "note",
            "details",
            "detail",
            "meaning",
            "definition",
            "explanation",
            "purpose",
            "remarks",
            "remark",
            "descriptions",
            "about",
            "info",
            "information",
            "summary",
            "what it does",
        ],
    ),
];

/// The role a header names.
pub fn role(header: &str) -> Option<Role> {
    let words = name::words(header).join(" ");
    HEADERS.iter().find(|(_, names)| names.contains(&words.as_str())).map(|(role, _)| *role)
}

/// Headers of a column that holds values, beside one that describes them.
const VALUE_HEADERS: &[&str] = &[
    "value",
    "values",
    "key",
    "keys",
    "code",
    "codes",
    "enum",
    "enum value",
    "enumeration",
    "option",
    "options",
    "constant",
    "constants",
    "status",
    "state",
    "status code",
    "error code",
    "reason",
    "literal",
    "possible value",
    "possible values",
    "allowed value",
    "allowed values",
    "valid value",
    "valid values",
    "token",
    "result code",
    "reason code",
];

/// Headers that may be over values or over anything else.
const WEAK_VALUE_HEADERS: &[&str] =
    &["name", "type", "identifier", "id", "mode", "kind", "event", "category", "level"];

/// Whether a header stands over values. `weak` lets headers pass that stand over other things as well.
pub fn heads_values(header: &str, weak: bool) -> bool {
    let words = name::words(header).join(" ");
    VALUE_HEADERS.contains(&words.as_str()) || (weak && WEAK_VALUE_HEADERS.contains(&words.as_str()))
}

/// What a cell says about presence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Under a condition, which a schema does not say.
    Sometimes,
}

/// Reads a cell of a column about presence. `None`: not understood.
pub fn flag(cell: &str) -> Option<Flag> {
    let bare = cell.replace(['`', '*', '_', '"'], "").trim().trim_end_matches('.').to_lowercase();
    let starred = cell.trim_end().trim_end_matches('`').ends_with('*') && !cell.trim_start().starts_with('*');
    let said = match bare.as_str() {
        "yes" | "y" | "true" | "required" | "mandatory" | "x" | "✓" | "✔" | "✔️" | "✅" | "☑" | "☑️"
        | "always" | "req" | "must" | "m" | "r" | "1" | "•" | "●" | "yes (required)" | "✓ required"
        | ":white_check_mark:" | ":heavy_check_mark:" => Flag::Yes,
        ""
        | "no"
        | "n"
        | "false"
        | "optional"
        | "-"
        | "–"
        | "—"
        | "n/a"
        | "na"
        | "✗"
        | "✘"
        | "❌"
        | "o"
        | "0"
        | "opt"
        | "✕"
        | "×"
        | "not required"
        | "never"
        | "none"
        | "recommended"
        | "strongly recommended"
        | "no (optional)"
        | ":x:" => Flag::No,
        other => return condition(other).then_some(Flag::Sometimes),
    };
    Some(if starred && said == Flag::Yes { Flag::Sometimes } else { said })
}

fn condition(cell: &str) -> bool {
    const WORDS: &[&str] = &[
        "if",
        "when",
        "unless",
        "conditional",
        "conditionally",
        "depends",
        "sometimes",
        "only",
        "except",
        "either",
        "one",
        "for",
        "on",
        "recommended",
        "see",
        "may",
        "create",
        "update",
        "with",
        "without",
    ];
    let words = name::words(cell);
    words.iter().any(|word| WORDS.contains(&word.as_str()))
        || cell.ends_with(['¹', '²', '³', '†', '‡'])
        || (words.len() == 2 && words[1].chars().all(|c| c.is_ascii_digit()))
}

/// Reads a cell of a column of lengths: least and greatest. `Err`: something is said that is no such length.
pub fn length(cell: &str) -> Result<Option<(Option<u64>, u64)>, ()> {
    const UNITS: &[&str] = &[
        "character",
        "characters",
        "char",
        "chars",
        "item",
        "items",
        "element",
        "elements",
        "entry",
        "entries",
        "max",
        "maximum",
        "up",
        "to",
        "of",
        "at",
        "most",
        "limit",
        "length",
    ];
    let bare = cell.replace('`', "").to_lowercase();
    let bare = bare.trim();
    if matches!(bare, "" | "-" | "–" | "—" | "n/a" | "na" | "none" | "unlimited" | "no limit" | "∞") {
        return Ok(None);
    }
    let mut numbers = Vec::new();
    let spaced = bare.replace(['≤', '<', '='], " ").replace("..", " ").replace(['–', '—', '-'], " ");
    for word in spaced.split_whitespace() {
        let word = word.trim_matches(['.', '(', ')', ':', ',']);
        match number(word) {
            Some(number) => numbers.push(number),
            None if word.is_empty() || UNITS.contains(&word) => {}
            None => return Err(()),
        }
    }
    match numbers[..] {
        [max] => Ok(Some((None, max))),
        [min, max] if min <= max => Ok(Some((Some(min), max))),
        _ => Err(()),
    }
}

/// A whole number, with its thousands apart or not: `1024`, `1,024`, `1 024` written `1_024`.
fn number(word: &str) -> Option<u64> {
    let mut groups = word.split([',', '_']);
    let first = groups.next()?;
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.len() > 3 {
            return None;
        }
        digits.push_str(group);
    }
    (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())).then(|| digits.parse().ok()).flatten()
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_by_meaning() {
        assert_eq!(role("Max. length"), Some(Role::MaxLength));
        assert_eq!(role("Mandatory?"), Some(Role::Required));
        assert_eq!(role("**Data Type**"), Some(Role::Type));
        assert_eq!(role("Will sideload"), None);
        assert_eq!(role("Feldname"), None);
    }

    #[test]
    fn flags() {
        let yes = ["yes", "Y", "TRUE", "`true`", "✓", "x", "**Required**", "✅"];
        let no = ["", "no", "optional", "-", "Strongly recommended", "N/A"];
        let sometimes = ["yes*", "Yes, if `a` is set", "conditional", "yes (1)", "only for cards"];
        assert!(yes.iter().all(|cell| flag(cell) == Some(Flag::Yes)), "{:?}", yes.map(flag));
        assert!(no.iter().all(|cell| flag(cell) == Some(Flag::No)), "{:?}", no.map(flag));
        assert!(
            sometimes.iter().all(|cell| flag(cell) == Some(Flag::Sometimes)),
            "{:?}",
            sometimes.map(flag)
        );
        assert_eq!(flag("banana"), None);
    }

    #[test]
    fn lengths() {
        assert_eq!(length("1,024"), Ok(Some((None, 1024))));
        assert_eq!(length("max. 255 characters"), Ok(Some((None, 255))));
        assert_eq!(length("1-64"), Ok(Some((Some(1), 64))));
        assert_eq!(length(""), Ok(None));
        assert_eq!(length("64 KB"), Err(()));
        assert_eq!(length("1,5"), Err(()));
        assert_eq!(length("99999999999999999999999"), Err(()));
    }

    #[test]
    fn headings_announce() {
        assert_eq!(topic("Request parameters"), Some(Topic::Request));
        assert_eq!(topic("JSON Format"), Some(Topic::Request));
        assert_eq!(topic("Example request body"), Some(Topic::Other));
        assert_eq!(topic("Response format"), Some(Topic::Response));
        assert_eq!(topic("Sideloads"), Some(Topic::Other));
        assert_eq!(topic("Available Parameters"), Some(Topic::Parameters));
        assert_eq!(topic("Search fields"), Some(Topic::Other));
        assert_eq!(topic("Query string parameters"), Some(Topic::Query));
        assert_eq!(topic("Fields"), Some(Topic::Properties));
        assert_eq!(topic("Custom fields"), None);
        assert_eq!(topic("Anfrageparameter"), None);
    }
}
