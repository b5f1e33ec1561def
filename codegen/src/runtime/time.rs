//! Points in time as text (RFC 3339, section 5.6): quickly in the one form nearly all services use, and leniently in the
//! others that they send.

use super::slot::{Slot, Target, Text, View};
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, Timelike, Utc};
use std::fmt;

macro_rules! texts {
    ($($type:ty, $blank:expr, $expected:expr, $read:expr, $write:expr;)*) => {$(
        impl Slot for $type {
            fn blank() -> Self {
                $blank
            }
            fn target(&mut self) -> Target<'_> {
                Target::Text(self)
            }
            fn view(&self) -> View<'_> {
                View::Text(self)
            }
        }

        impl Text for $type {
            fn expected(&self) -> &'static str {
                $expected
            }
            fn parse(&mut self, text: &str) -> bool {
                $read(text).map(|value| *self = value).is_some()
            }
            fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                $write(self, f)
            }
        }
    )*};
}

// The `Debug` of days and times of day is ISO 8601 by documentation, their `Display` is not.
texts! {
    DateTime<Utc>, Self::UNIX_EPOCH, "a date and time as in RFC 3339", read_time, write;
    NaiveDate, Self::default(), "a date such as 2006-01-31", read_day, fmt::Debug::fmt;
    NaiveTime, Self::MIN, "a time such as 13:59:30", |text: &str| text.parse().ok(), fmt::Debug::fmt;
}

/// Reads a point in time in any form.
fn read_time(text: &str) -> Option<DateTime<Utc>> {
    read(text).or_else(|| read_lenient(text))
}

/// Reads `2006-01-31T13:59:30Z`, with or without a fraction of up to nine digits, and with an offset such as `-07:00` for the
/// `Z`. `None` for every other form.
fn read(text: &str) -> Option<DateTime<Utc>> {
    let (whole, rest) = text.as_bytes().split_at_checked(19)?;
    let digits = |from: usize, to: usize| number(whole.get(from..to)?);
    let separators = (whole.get(4)?, whole.get(7)?, whole.get(10)?, whole.get(13)?, whole.get(16)?);
    if separators != (&b'-', &b'-', &b'T', &b':', &b':') {
        return None;
    }
    let date = NaiveDate::from_ymd_opt(i32::try_from(digits(0, 4)?).ok()?, digits(5, 7)?, digits(8, 10)?)?;
    let (rest, offset) = zone(rest)?;
    let nanos = fraction(rest)?;
    let time = date.and_hms_nano_opt(digits(11, 13)?, digits(14, 16)?, digits(17, 19)?, nanos)?;
    Some(time.checked_sub_signed(offset)?.and_utc())
}

/// Reads what else is sent for a point in time: a space instead of the `T`, no seconds, no zone (then it is UTC), a zone
/// without a colon, only a day (then it is its midnight), and the dates of HTTP and mail (RFC 2822).
fn read_lenient(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    if let Ok(time) = DateTime::parse_from_rfc2822(text) {
        return Some(time.to_utc());
    }
    let (day, rest) = text.split_at_checked(10)?;
    let rest = rest.trim_start_matches(['T', 't', ' ']);
    let zone_at = rest.find(['Z', 'z', 'U', '+', '-', ' ']).unwrap_or(rest.len());
    let (time, zone) = rest.split_at_checked(zone_at)?;
    let time = match time.len() {
        0 => "00:00:00".to_owned(),
        5 => format!("{time}:00"),
        _ => time.replace(',', "."),
    };
    let zone = match zone.trim() {
        "" | "Z" | "z" | "UTC" => "+0000",
        zone => zone,
    };
    let time = DateTime::parse_from_str(&format!("{day}T{time}{zone}"), "%Y-%m-%dT%H:%M:%S%.f%#z");
    time.ok().map(|time| time.to_utc())
}

/// Reads a day, also one with the midnight that some services write after it.
fn read_day(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    text.parse().ok().or_else(|| {
        let (day, rest) = text.split_at_checked(10)?;
        let is_midnight = rest.starts_with(['T', ' ']) && rest.chars().all(|c| "T :0.+-Zz".contains(c));
        if is_midnight { day.parse().ok() } else { None }
    })
}

fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + u32::from(digit - b'0')))
}

/// What stands before a zone, and its offset.
fn zone(text: &[u8]) -> Option<(&[u8], TimeDelta)> {
    if let Some(before) = text.strip_suffix(b"Z") {
        return Some((before, TimeDelta::zero()));
    }
    let (before, [sign, hours @ .., b':', tens, ones]) = text.split_last_chunk::<6>()? else { return None };
    let (hours, minutes) = (number(hours)?, number(&[*tens, *ones])?);
    let minutes = i64::from(hours * 60 + minutes) * if *sign == b'-' { -1 } else { 1 };
    let is_zone = matches!(sign, b'+' | b'-') && hours < 24 && *tens < b'6';
    is_zone.then(|| (before, TimeDelta::minutes(minutes)))
}

/// The nanoseconds of `.123`, or of nothing.
fn fraction(text: &[u8]) -> Option<u32> {
    if text.is_empty() {
        return Some(0);
    }
    let digits = text.strip_prefix(b".")?;
    let missing = 9_usize.checked_sub(digits.len()).filter(|missing| *missing < 9)?;
    Some(number(digits)? * 10_u32.pow(u32::try_from(missing).ok()?))
}

/// Writes `2006-01-31T13:59:30Z`, with a fraction of three, six or nine digits if there is one.
fn write(time: &DateTime<Utc>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    // Its parts, without the sum with the zone's offset that each would be asked of.
    let parts = time.naive_utc();
    let plain = parts.nanosecond() == 0 && (0..=9999).contains(&parts.year());
    if !plain {
        // Documented to be this form, and to write leap seconds and far years as ISO 8601 has them.
        return fmt::Debug::fmt(time, f);
    }
    let mut text = *b"0000-00-00T00:00:00Z";
    for (at, value) in [
        (0, parts.year().unsigned_abs() / 100),
        (2, parts.year().unsigned_abs() % 100),
        (5, parts.month()),
        (8, parts.day()),
        (11, parts.hour()),
        (14, parts.minute()),
        (17, parts.second()),
    ] {
        if let Some([tens, ones]) = text.get_mut(at..at + 2) {
            // Every value is below 100.
            (*tens, *ones) = (b'0' + (value / 10) as u8, b'0' + (value % 10) as u8);
        }
    }
    f.write_str(std::str::from_utf8(&text).unwrap_or_default())
}
