use super::*;

fn values(sentence: &str) -> Option<Vec<String>> {
    choice(sentence, &["status"]).map(|choice| choice.values)
}

#[test]
fn closed_lists() {
    let abc = Some(vec!["a".to_owned(), "b".to_owned(), "c".to_owned()]);
    for sentence in [
        "One of `a`, `b`, or `c`.",
        "Must be one of \"a\", \"b\" or \"c\"",
        "Possible values are: 'a', 'b' and 'c'.",
        "Allowed values: `a` | `b` | `c`",
        "The `status` must be one of the following values: `a`, `b`, `c`",
        "Possible values for `status` are `a` (first), `b` (second), and `c`.",
        "May be one of “a”, “b” or “c”.",
    ] {
        assert_eq!(values(sentence), abc, "{sentence}");
    }
}

#[test]
fn lists_that_are_not_closed_or_about_something_else() {
    for sentence in [
        "Possible values include `a`, `b`.",
        "One of `a`, `b` or any other code",
        "One of `a`, `b`, etc.",
        "Values such as `a` or `b`",
        "The `mode` is one of `a` or `b`",
        "If `mode` is set, one of `a` or `b`",
        "At least one of `a` or `b` is required",
        "One of the supported commands `a`",
        "One of `a` and `b` must be set",
        "Set when the state is one of `a`, `b`",
        "It must not be one of `a`, `b`.",
        "One of `a`, `b`, or a custom name",
    ] {
        assert_eq!(values(sentence), None, "{sentence}");
    }
}

#[test]
fn the_default_in_a_list() {
    let choice = choice("Can be set to `x` (default) or `y`.", &[]).unwrap();
    assert_eq!(choice.default.as_deref(), Some("x"));
}

#[test]
fn defaults() {
    assert_eq!(default("Defaults to `20`."), Some(("20".into(), true)));
    assert_eq!(default("The default is 20"), Some(("20".into(), false)));
    assert_eq!(default("Size of a page (default: 20)."), Some(("20".into(), false)));
    assert_eq!(default("If not supplied, defaults to external id"), None);
    assert_eq!(default("Defaults to \"asc\" for names, \"desc\" for the rest"), None);
    assert_eq!(default("Defaults to the current time."), None);
    assert_eq!(default("Defaults to 30 seconds"), None);
}

#[test]
fn moments() {
    let date_time = Some(Moment::DateTime);
    assert_eq!(moment("x", "ISO 8601 extended format date-time. Example: '2015-09-08T22:48:09Z'"), date_time);
    assert_eq!(moment("x", "A timestamp, such as 2015-09-08T22:48:09+02:00"), date_time);
    assert_eq!(moment("x", "Timestamp such as 2015-09-08T22:48:09 in local time"), Some(Moment::Vague));
    assert_eq!(moment("x", "Unix timestamp"), Some(Moment::Vague));
    assert_eq!(moment("due", "The day (YYYY-MM-DD)"), Some(Moment::Day));
    assert_eq!(moment("created_at", "of the thing"), Some(Moment::Vague));
    assert_eq!(moment("due", "The due date"), None);
}

#[test]
fn exclusions() {
    let names = ["a", "b", "c"];
    assert_eq!(not_both("Use `a` or `b`, but not both.", &names, None), Some(("a", "b")));
    assert_eq!(not_both("Cannot be combined with `c`", &names, Some("a")), Some(("a", "c")));
    assert_eq!(not_both("Use `a` or `z`, but not both.", &names, None), None);
    assert_eq!(not_both("If `c` is set, `a` or `b` but not both", &names, None), None);
    assert_eq!(not_both("Use `a`, `b` or `c` but not both", &names, None), None);
}

#[test]
fn members_of_items() {
    let members =
        members("Each entry consists of a unit price (`price`), and the quantity ('qty'.)").unwrap();
    assert_eq!(members[0], ("price".into(), "Unit price".into()));
    assert_eq!(members[1], ("qty".into(), "Quantity".into()));
}

#[test]
fn no_members() {
    for sentence in [
        "For system fields ('notes' or 'details'), use the name",
        "Each item contains one of the codes (`a` or `b`)",
        "The list contains names (`name`)",
        "The bucket contains files (`x`) and folders (`y`)",
    ] {
        assert_eq!(members(sentence), None, "{sentence}");
    }
}

#[test]
fn empty_responses() {
    assert!(says_no_body("The response does not include a response body"));
    assert!(says_no_body("The response body is empty."));
    assert!(!says_no_body("If the key is unknown, the response body is empty."));
    assert!(!says_no_body("Send an empty body in the request"));
}

#[test]
fn sentences_end_after_closing_brackets() {
    let text = "Has ('a') and ('b'.)  For others, see e.g. this. End `a. b`.";
    assert_eq!(sentences(text), ["Has ('a') and ('b'.)", "For others, see e.g. this.", "End `a. b`."]);
}

#[test]
fn odd_text_does_not_panic() {
    for text in ["`", "''", "“", "ß'ü", "one of", "defaults to", "(`)", "İ one of `a`, `b`", "K not both `x`"]
    {
        sentences(text);
        quoted(text);
        choice(text, &[]);
        default(text);
        members(text);
        not_both(text, &["x"], Some("x"));
        moment(text, text);
    }
}
