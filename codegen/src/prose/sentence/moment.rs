//! What characters and what moments a string holds.

use super::word_at;

/// Whether a sentence says that only ASCII characters may stand there.
pub fn is_ascii(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    let denied = ["not ", "n't", "non-ascii", "should", "if ", "except", "printable"];
    let said = [
        "must be ascii",
        "must only contain ascii",
        "must contain only ascii",
        "ascii only",
        "only ascii",
        "ascii characters only",
        "must consist of ascii",
        "must be in ascii",
    ];
    said.iter().any(|phrase| lower.contains(phrase)) && !denied.iter().any(|word| lower.contains(word))
}

/// What a text says about a moment in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// A date and time of RFC 3339, with its offset.
    DateTime,
    /// A day without a time.
    Day,
    /// Something about time that leaves the format open.
    Vague,
}

/// What a text says about the moment a string holds; `None` when it is not about time.
pub fn moment(name: &str, text: &str) -> Option<Moment> {
    let lower = text.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let examples = timestamps(text);
    if says(&["unix", "epoch", "milliseconds", "seconds since"])
        || examples.iter().any(|offset| !offset)
        || is_no_moment(&lower)
    {
        return Some(Moment::Vague);
    }
    let standard = says(&["iso 8601", "iso8601", "iso-8601", "rfc 3339", "rfc3339", "rfc-3339"]);
    let precise = says(&["date-time", "datetime", "date time", "timestamp", "date and time"]);
    if (standard && precise && !says(&[" or ", "either"])) || (!examples.is_empty() && (standard || precise))
    {
        return Some(Moment::DateTime);
    }
    if says(&["yyyy-mm-dd"]) && !says(&["yyyy-mm-ddt", "yyyy-mm-dd hh", "yyyy-mm-dd't'"]) {
        return Some(Moment::Day);
    }
    let timely = says(&["time", "moment", "when ", "utc", "hour"]) || standard;
    let named = name.ends_with("_at") || name.ends_with("At") || name.to_lowercase().contains("time");
    (timely || named || !examples.is_empty()).then_some(Moment::Vague)
}

/// Whether a text, in lower case, speaks of a stretch of time, of many moments, or of one without an offset.
fn is_no_moment(lower: &str) -> bool {
    let says = |words: &[&str]| words.iter().any(|word| word_at(lower, word).is_some());
    let stretch = says(&["duration", "interval", "range", "period", "durations", "intervals", "ranges"]);
    let end_of_it =
        says(&["start", "starts", "beginning", "begin", "begins", "end", "ends", "from", "until"]);
    let many = says(&["timestamps", "datetimes", "date-times", "dates and times"]);
    let local =
        says(&["local", "without time zone", "without timezone", "without a time zone", "no time zone"]);
    let denied = lower.contains("not a ");
    // `2020-01-01T00:00:00Z/2020-02-01T00:00:00Z` is an interval (ISO 8601, section 4.4).
    let joined = ["z/2", "z/1", "z/p"].iter().any(|sign| lower.contains(sign));
    (stretch && !end_of_it) || many || local || denied || joined
}

/// The examples of timestamps in a text: whether each has an offset, as RFC 3339 wants.
fn timestamps(text: &str) -> Vec<bool> {
    let bytes = text.as_bytes();
    let shape = b"dddd-dd-ddTdd:dd";
    let fits = |window: &[u8]| {
        window.iter().zip(shape).all(|(b, s)| if *s == b'd' { b.is_ascii_digit() } else { b == s })
    };
    let starts = bytes.windows(shape.len()).enumerate().filter(|(_, window)| fits(window)).map(|(at, _)| at);
    starts
        .map(|at| {
            let rest = &bytes[at + shape.len()..];
            let end = rest.iter().position(|b| !matches!(b, b'0'..=b'9' | b':' | b'.')).unwrap_or(rest.len());
            let seconds = rest.first() == Some(&b':');
            seconds && matches!(rest.get(end), Some(b'Z' | b'z' | b'+' | b'-'))
        })
        .collect()
}
