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
        "Can be: `a`, `b`, or `c`.",
        "The status of the jar is one of `a`, `b`, `c`",
        "The state must be one of `a`, `b`, `c`",
        "Its status can be set to `a`, `b`, `c`.",
        "The possible values are `a`, `b` and `c`.",
        "List of possible values: `a`, `b`, `c`",
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
        "This text must begin with either \"a\" or \"b\".",
        "The prefix must be one of `a`, `b`",
        "The file type must be one of `a`, `b`",
        "Its type must be one of `a`, `b`",
        "Look up the jar by either `a` or `b`",
        "A name in either `a` or `b`",
        "Alternatively, you can use one of `a`, `b`.",
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
    assert_eq!(moment("x", "Start of the range, as an ISO 8601 timestamp"), date_time);
    for text in [
        "ISO 8601 duration that is added to the timestamp",
        "ISO 8601 date-time interval, such as 2020-01-01T00:00:00Z/2020-02-01T00:00:00Z",
        "ISO 8601 date (not a datetime)",
        "ISO 8601 datetime without time zone",
        "Local date and time in ISO 8601 format",
        "ISO 8601 timestamps",
    ] {
        assert_eq!(moment("x", text), Some(Moment::Vague), "{text}");
    }
}

#[test]
fn exclusions() {
    let names = ["a", "b", "c"];
    assert_eq!(not_both("Use `a` or `b`, but not both.", &names, None), Some(("a", "b")));
    assert_eq!(not_both("Cannot be combined with `c`", &names, Some("a")), Some(("a", "c")));
    assert_eq!(not_both("Use `a` or `z`, but not both.", &names, None), None);
    assert_eq!(not_both("`a` and `b` parameters cannot both be specified.", &names, None), Some(("a", "b")));
    assert_eq!(not_both("`a` and `b` are mutually exclusive.", &names, None), Some(("a", "b")));
    for opposite in [
        "`a` and `b` cannot both be empty.",
        "Note that `a` and `b` may not both be null",
        "`a` and `b` must not both be missing",
        "`a` and `b` are mutually exclusive with `c`",
    ] {
        assert_eq!(not_both(opposite, &names, None), None, "{opposite}");
    }
    assert_eq!(not_both("Cannot be used with `b` alone", &names, Some("c")), None);
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
        "Each object contains either an id (`id`) or a mail (`mail`)",
        "Each item contains a name (`name`) or a title (`title`)",
        "Each item contains a state: open (`open`) and closed (`closed`)",
    ] {
        assert_eq!(members(sentence), None, "{sentence}");
    }
}

#[test]
fn empty_responses() {
    let every = Some(NoBody { status: None, alone: true });
    let of = |status: &str| Some(NoBody { status: Some(status.to_owned()), alone: true });
    let beside = |status: &str| Some(NoBody { status: Some(status.to_owned()), alone: false });
    assert_eq!(says_no_body("The response does not include a response body"), every);
    assert_eq!(says_no_body("The response body is empty."), every);
    assert_eq!(says_no_body("Returns an empty body."), every);
    assert_eq!(says_no_body("It should return a 202 Accepted response with an empty body."), of("202"));
    assert_eq!(says_no_body("Returns 200 with the job, or 204 with an empty body."), beside("204"));
    assert_eq!(says_no_body("Returns 404 with an empty body for unknown jars."), of("404"));
    for sentence in [
        "If the key is unknown, the response body is empty.",
        "Send an empty body in the request",
        "Takes an empty body.",
        "POST an empty body to this address.",
        "Returns the new key and takes an empty body.",
        "For new shops the list in the response is empty.",
        "At first the list in the response is empty.",
        "The receiver must answer 200 with an empty body.",
    ] {
        assert_eq!(says_no_body(sentence), None, "{sentence}");
    }
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
