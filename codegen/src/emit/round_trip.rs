//! Decodes values and encodes them again, and tells what changed.

use super::runtime::{Slot, decode, encode};
use serde_json::Value;

/// Decodes a value as one type, and encodes it again.
pub type RoundTrip = fn(&Value) -> serde_json::Result<Value>;

/// The [`RoundTrip`] of a type, by the crate's own decoder: not each type that a field can have is serde's, too.
///
/// # Errors
///
/// What decoding or encoding fails with.
pub fn again<T: Slot>(value: &Value) -> serde_json::Result<Value> {
    let read: T = decode(value)?;
    encode(&read, serde_json::value::Serializer)
}

/// Runs every example in `lines`: on each line an object with where the example is `at`, its `type`, its `value`, and
/// the pointers of members that are `undescribed`, which no type keeps.
///
/// # Panics
///
/// When one of them cannot be decoded, or is not the same afterwards. All of them are shown.
pub fn run(types: &[(&str, RoundTrip)], lines: &str) {
    let failures: Vec<String> = lines.lines().filter_map(|line| failure(types, line)).collect();
    let all = lines.lines().count();
    println!("{} of {all} examples are the same", all - failures.len());
    assert!(failures.is_empty(), "not the same:\n{}\n", failures.join("\n"));
}

fn failure(types: &[(&str, RoundTrip)], line: &str) -> Option<String> {
    let example: Value = match serde_json::from_str(line) {
        Ok(example) => example,
        Err(error) => return Some(format!("this line is not JSON: {error}")),
    };
    let text = |key: &str| example[key].as_str().unwrap_or_default();
    let (at, name, value) = (text("at"), text("type"), &example["value"]);
    let Some((_, round_trip)) = types.iter().find(|(known, _)| *known == name) else {
        return Some(format!("{at} is of a type that is not listed: {name}"));
    };
    let change = match round_trip(value) {
        Ok(after) => {
            let mut path = String::new();
            let undescribed = example["undescribed"].as_array().map_or(&[][..], Vec::as_slice);
            Comparison { undescribed }.change(value, &after, &mut path)?
        }
        Err(error) => error.to_string(),
    };
    Some(format!("{at} as {name}: {change}"))
}

struct Comparison<'a> {
    /// The members that may be lost.
    undescribed: &'a [Value],
}

impl Comparison<'_> {
    /// What is different, and where; `None` when nothing is.
    fn change(&self, before: &Value, after: &Value, path: &mut String) -> Option<String> {
        match (before, after) {
            (Value::Object(before), Value::Object(after)) => {
                for (key, value) in before {
                    let length = path.len();
                    push(path, key);
                    let change = match after.get(key) {
                        Some(after) => self.change(value, after, path),
                        None if self.may_be_lost(path) => None,
                        None => Some(format!("`{path}` is lost: {value}")),
                    };
                    if change.is_some() {
                        return change;
                    }
                    path.truncate(length);
                }
                let added = after.iter().find(|(key, _)| !before.contains_key(*key));
                added.map(|(key, value)| format!("`{path}/{key}` was not there: {value}"))
            }
            (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
                for (index, (before, after)) in before.iter().zip(after).enumerate() {
                    let length = path.len();
                    push(path, &index.to_string());
                    if let Some(change) = self.change(before, after, path) {
                        return Some(change);
                    }
                    path.truncate(length);
                }
                None
            }
            (before, after) if is_same(before, after) => None,
            (before, after) => Some(format!("`{path}` was {before} and is {after}")),
        }
    }

    fn may_be_lost(&self, path: &str) -> bool {
        self.undescribed.iter().any(|pointer| pointer == path)
    }
}

/// Adds a token to a JSON pointer (RFC 6901).
fn push(path: &mut String, token: &str) {
    path.push('/');
    path.push_str(&token.replace('~', "~0").replace('/', "~1"));
}

/// Whether two values that hold no others are the same: a number however it is written, an instant too.
fn is_same(before: &Value, after: &Value) -> bool {
    match (before, after) {
        (Value::Number(before), Value::Number(after)) => before == after || before.as_f64() == after.as_f64(),
        (Value::String(before), Value::String(after)) => {
            before == after
                || instant(before).is_some_and(|instant_before| Some(instant_before) == instant(after))
        }
        (before, after) => before == after,
    }
}

/// The seconds and nanoseconds of an instant (RFC 3339, section 5.6), counted from the year 0 in UTC.
fn instant(text: &str) -> Option<(i64, u64)> {
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    let rest = text.get(19..)?;
    let zone_at = rest.find(['Z', 'z', '+', '-'])?;
    let (fraction, zone) = (rest.get(..zone_at)?, rest.get(zone_at..)?);
    let digits = fraction.strip_prefix('.').unwrap_or_default();
    let nanos = format!("{digits:0<9}").get(..9)?.parse().ok()?;
    let offset = match zone.split_at_checked(1)? {
        ("Z" | "z", "") => 0,
        (sign, zone) => {
            let (hours, minutes) = zone.split_once(':')?;
            let minutes = hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?;
            if sign == "-" { -minutes } else { minutes }
        }
    };
    // Years that start in March, so that the day that is not in every year is the last.
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    let leap_days = year / 4 - year / 100 + year / 400;
    let days = year * 365 + leap_days + (month * 153 + 2) / 5 + day;
    Some((((days * 24 + hour) * 60 + minute - offset) * 60 + second, nanos))
}
