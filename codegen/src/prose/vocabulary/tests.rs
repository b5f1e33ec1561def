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
    assert!(sometimes.iter().all(|cell| flag(cell) == Some(Flag::Sometimes)), "{:?}", sometimes.map(flag));
    assert_eq!(flag("banana"), None);
}

#[test]
fn lengths() {
    assert_eq!(length("1,024"), Ok(Some((None, 1024))));
    assert_eq!(length("max. 255 characters"), Ok(Some((None, 255))));
    assert_eq!(length("1-64"), Ok(Some((Some(1), 64))));
    assert_eq!(length(""), Ok(None));
    assert_eq!(length("1 char - 64 chars"), Ok(Some((Some(1), 64))));
    assert_eq!(length("64 KB"), Err(()));
    for negative in ["-5", "max. -5", "–5 characters", "<= -1"] {
        assert_eq!(length(negative), Err(()), "{negative}");
    }
    assert_eq!(length("1,5"), Err(()));
    assert_eq!(length("99999999999999999999999"), Err(()));
}

#[test]
fn what_all_rows_have() {
    for text in [
        "Required",
        "All fields are required.",
        "The following parameters are mandatory:",
        "Required parameters",
    ] {
        assert_eq!(presence(text), Some(true), "{text}");
    }
    assert_eq!(presence("Optional request parameters"), Some(false));
    for text in [
        "At least one parameter is required.",
        "Only `name` is required.",
        "One of `id` or `email` is required.",
        "Admin access is required.",
        "The scope `jars:write` is required.",
        "No parameters are required.",
        "Request body (required)",
        "Request body (authentication required)",
        "Required or optional fields",
    ] {
        assert_eq!(presence(text), None, "{text}");
    }
}

#[test]
fn what_stands_right_above_a_table_beats_the_heading() {
    for text in [
        "On failure, the service responds with:",
        "If the token is invalid:",
        "The following headers are returned:",
    ] {
        assert!(announces_other(text, Topic::Response, &[]), "{text}");
    }
    assert!(!announces_other("If successful, the response contains:", Topic::Response, &[]));
    assert!(!announces_other("Needs the permission to write.", Topic::Request, &[]));
    let filter = "Use the `filter` parameter. These attributes can be used:";
    assert!(announces_other(filter, Topic::Query, &["name".to_owned()]));
    assert!(!announces_other("The `page` parameter begins at 0.", Topic::Query, &["page".to_owned()]));
    assert!(is_neutral("Important:") && is_neutral("200 OK") && !is_neutral("Important fields"));
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
    for heading in
        ["Query syntax", "Filter operators", "Query language fields", "Request types", "Request statuses"]
    {
        assert_eq!(topic(heading), Some(Topic::Other), "{heading}");
    }
    assert_eq!(topic("Query string parameters"), Some(Topic::Query));
    assert_eq!(topic("Fields"), Some(Topic::Properties));
    assert_eq!(topic("Custom fields"), None);
    assert_eq!(topic("Anfrageparameter"), None);
}
