//! Numbers, dates and open enums by themselves: what is read, written and checked.

use super::checks::holds;
use crate::runtime::{self, Bound, Pattern, Rule, Slot, Target, View, decode, encode};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, json};

/// A slot by itself, decoded and encoded as a model's field is.
#[derive(Debug)]
struct Alone<T>(T);

impl<'de, T: Slot> Deserialize<'de> for Alone<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decode(deserializer).map(Self)
    }
}

impl<T: Slot> Serialize for Alone<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        encode(&self.0, serializer)
    }
}

fn read<T: Slot>(value: Value) -> Result<T, String> {
    // Through text, as from a server: a `Value` is read by other paths.
    let text = value.to_string();
    serde_json::from_str(&text).map(|Alone(value)| value).map_err(|error| error.to_string())
}

fn written<T: Slot>(value: T) -> Value {
    serde_json::to_value(Alone(value)).unwrap()
}

#[test]
fn points_in_time_are_read_in_all_the_ways_people_write_them() {
    for text in [
        "2012-01-01T10:20:30Z",
        "2012-01-01t10:20:30z",
        "2012-01-01T10:20:30.000Z",
        "2012-01-01T10:20:30,000Z",
        "2012-01-01T12:20:30+02:00",
        "2012-01-01T12:20:30+0200",
        "2012-01-01T12:20:30+02",
        "2012-01-01 10:20:30",
        "2012-01-01T10:20:30",
        "2012-01-01T10:20:30.000",
        "2012-01-01 10:20:30 UTC",
        "2012-01-01 12:20:30 +0200",
        " 2012-01-01 10:20:30 +00:00",
        "Sun, 01 Jan 2012 10:20:30 GMT",
    ] {
        let time: DateTime<Utc> = read(json!(text)).unwrap();
        assert_eq!(written(time), json!("2012-01-01T10:20:30Z"), "{text}");
    }
    for (text, same) in [("2012-01-01", "T00:00:00Z"), ("2012-01-01T10:20", "T10:20:00Z")] {
        let time: DateTime<Utc> = read(json!(text)).unwrap();
        assert_eq!(written(time), json!(format!("2012-01-01{same}")), "{text}");
    }
}

#[test]
fn what_is_no_point_in_time_is_an_error_that_quotes_it() {
    for text in [
        "",
        "soon",
        "0000-00-00 00:00:00",
        "2012-13-01T00:00:00Z",
        "2012-01-01T25:00:00Z",
        "ääääääää",
        "2012-01-01T1",
    ] {
        let error = read::<DateTime<Utc>>(json!(text)).unwrap_err();
        let expected = format!("invalid value: string {text:?}, expected a date and time as in RFC 3339");
        assert!(error.starts_with(&expected), "{error}");
    }
}

#[test]
fn days_are_read_with_a_midnight_and_no_other_time() {
    for text in [
        "2012-01-31",
        " 2012-01-31",
        "2012-01-31T00:00:00Z",
        "2012-01-31 00:00:00.000",
        "2012-01-31T00:00:00+00:00",
    ] {
        assert_eq!(written(read::<NaiveDate>(json!(text)).unwrap()), json!("2012-01-31"), "{text}");
    }
    for text in ["2012-01-31T10:00:00Z", "2012-02-30", "31.1.2012", ""] {
        assert!(read::<NaiveDate>(json!(text)).is_err(), "{text}");
    }
}

#[test]
fn a_number_without_a_fraction_is_an_integer_however_it_is_written() {
    assert_eq!(read::<i64>(json!(5.0)).unwrap(), 5);
    assert_eq!(read::<i32>(json!(-5.0)).unwrap(), -5);
    assert_eq!(read::<u64>(json!(u64::MAX)).unwrap(), u64::MAX);
    assert_eq!(read::<Option<i64>>(json!(5.0)).unwrap(), Some(5));
    assert_eq!(read::<Option<i64>>(json!(null)).unwrap(), None);
    assert_eq!(read::<Vec<i64>>(json!([1, 2.0, i64::MIN])).unwrap(), [1, 2, i64::MIN]);
}

#[test]
fn the_largest_integer_is_read_in_every_format() {
    let Alone(value) = serde_yaml::from_str::<Alone<u64>>("18446744073709551615").unwrap();
    assert_eq!(value, u64::MAX);
    assert_eq!(serde_yaml::from_str::<Alone<i64>>("-5").unwrap().0, -5);
}

#[test]
fn what_an_integer_cannot_hold_is_an_error_that_says_so() {
    let error = |value: Value| read::<i32>(value).unwrap_err();
    assert!(error(json!(5.5)).starts_with("invalid type: floating point `5.5`, expected an integer"));
    assert!(error(json!(1e300)).contains("expected an integer"));
    let large = error(json!(3_000_000_000_u32));
    assert!(
        large.starts_with("invalid value: integer `3000000000`, expected an integer of 32 bits"),
        "{large}"
    );
    assert!(read::<u32>(json!(-1)).is_err());
    assert!(read::<i64>(json!(u64::MAX)).is_err());
    assert!(read::<Vec<i64>>(json!([1, "2"])).is_err());
}

#[derive(Clone)]
enum Depth {
    Shallow,
    Deep,
    Other(i64),
}

runtime::integer_enum!(Depth, Other, Deep(-20), Shallow(3));

#[test]
fn enums_of_integers_keep_values_they_do_not_know() {
    assert!(matches!(read(json!(3)).unwrap(), Depth::Shallow));
    assert!(matches!(read(json!(-20.0)).unwrap(), Depth::Deep));
    assert!(matches!(serde_json::from_str("4").unwrap(), Depth::Other(4)));
    assert!(read::<Depth>(json!("3")).is_err());
    assert_eq!(written(Depth::Other(4)), json!(4));
    assert_eq!(serde_json::to_string(&[Depth::Deep]).unwrap(), "[-20]");
    assert_eq!((Depth::from(3), Depth::Deep.as_i64(), i64::from(Depth::Deep)), (Depth::Shallow, -20, -20));
    assert_eq!(Depth::Other(3), Depth::Shallow);
    assert_eq!(Depth::known().map(ToString::to_string).collect::<Vec<_>>(), ["-20", "3"]);
    let mut depth = Some(Depth::Deep);
    assert!(matches!(depth.view(), View::I64(-20)));
    assert!(matches!(depth.target(), Target::Option(_)));
}

#[test]
fn bounds_are_exact_at_every_size() {
    const BEYOND: Bound = Bound::Integer(9_007_199_254_740_993);
    assert!(!holds(9_007_199_254_740_992_i64, Rule::Minimum(BEYOND)));
    assert!(holds(9_007_199_254_740_993_i64, Rule::Minimum(BEYOND)));
    assert!(!holds(9_007_199_254_740_992.0, Rule::Minimum(BEYOND)));
    assert!(holds(9_007_199_254_740_994.0, Rule::ExclusiveMinimum(BEYOND)));
    let most = Rule::Maximum(Bound::Integer(i128::from(u64::MAX) - 1));
    assert!(!holds(u64::MAX, most) && holds(u64::MAX - 1, most));
    assert!(holds(1e300, Rule::Maximum(Bound::Number(1e300))));
    assert!(!holds(i64::MAX, Rule::Minimum(Bound::Number(1e30))));
    assert!(!holds(3_i64, Rule::ExclusiveMaximum(Bound::Number(2.5))));
}

#[test]
fn multiples_of_a_cent_give_no_false_alarms() {
    const CENT: Rule = Rule::MultipleOf(Bound::Number(0.01));
    for value in [19.99, 0.07, 1e9 + 0.01, 4.35, 1.1, 0.0, -33.33, 123_456_789.01] {
        assert!(holds(value, CENT), "{value}");
    }
    for value in [0.005, 19.995, 0.011] {
        assert!(!holds(value, CENT), "{value}");
    }
    assert!(holds(7_i64, Rule::MultipleOf(Bound::Number(3.5))));
    assert!(holds(i64::MAX, Rule::MultipleOf(Bound::Integer(7))));
    assert!(!holds(i64::MAX - 1, Rule::MultipleOf(Bound::Integer(7))));
}

#[test]
fn patterns_match_anywhere_in_a_text() {
    const RULE: Rule = Rule::Pattern(Pattern { text: "b+c", matches: crate::pattern::matches });
    assert!(holds("abbcd".to_owned(), RULE) && holds(vec!["abc".to_owned()], Rule::Items(&[RULE])));
    assert!(!holds("abd".to_owned(), RULE) && !holds(vec!["ab".to_owned()], Rule::Items(&[RULE])));
    assert!(holds(5_i64, RULE) && holds(None::<String>, RULE));
    let broken = Pattern { text: "(", matches: crate::pattern::matches };
    assert!(holds(String::new(), Rule::Pattern(broken)), "what cannot be checked is not refused");
}

/// A document lists numbers, and says that they are strings.
#[derive(Clone)]
enum Severity {
    Low,
    High,
    Highest,
    Other(String),
}

runtime::open_enum!(Severity, Other, Low("10"), High("20"), Highest("4.0"));

#[derive(Clone)]
enum Sure {
    No,
    Yes,
    Other(String),
}

runtime::open_enum!(Sure, Other, No("false"), Yes("true"));

#[test]
fn a_number_or_flag_that_is_listed_stands_for_its_text() {
    for (value, severity) in
        [(json!("10"), Severity::Low), (json!(20), Severity::High), (json!(4.0), Severity::Highest)]
    {
        assert_eq!(read(value), Ok(severity));
    }
    assert_eq!(read(json!(true)), Ok(Sure::Yes));
    assert_eq!(read(json!("maybe")), Ok(Sure::Other("maybe".into())));
    assert_eq!(written(Severity::High), json!("20"));
    assert_eq!((Severity::known().len(), Sure::known().len()), (3, 2));
}

#[test]
fn one_that_is_not_listed_does_not() {
    for (value, what) in [
        (json!(30), "integer `30`"),
        (json!(-1), "integer `-1`"),
        (json!(true), "boolean `true`"),
        (json!(4.5), "4.5"),
    ] {
        let error = read::<Severity>(value).unwrap_err();
        assert!(error.starts_with("invalid type: ") && error.contains(what), "{error}");
    }
    assert!(read::<Sure>(json!(1)).unwrap_err().contains("expected a string"));
    assert!(read::<super::sample::models::State>(json!(1)).is_err());
}
