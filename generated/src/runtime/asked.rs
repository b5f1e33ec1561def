//! How long a service asks to wait.

use http::header::{DATE, HeaderMap, RETRY_AFTER};
use http::{HeaderValue, StatusCode};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The longest wait a service can ask for.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// Headers in which services say when their limit of requests is reset, in seconds from now or since 1970.
const RESETS: [&str; 3] = ["ratelimit-reset", "x-ratelimit-reset", "x-rate-limit-reset"];

/// A number beyond this is no wait but a moment: seconds since 1970. (It would be a wait of 31 years.)
const MOMENT: u64 = 1_000_000_000;

/// How long the response asks to wait, at most a day: `Retry-After` (RFC 9110, section 10.2.3) with any status, and the
/// reset of a limit of requests with 429.
pub fn wait(status: StatusCode, headers: &HeaderMap) -> Option<Duration> {
    let retry = headers.get(RETRY_AFTER).and_then(|value| retry_after(value, headers));
    let limit = || RESETS.iter().find_map(|name| reset(headers.get(*name)?, headers));
    let limit = || if status == StatusCode::TOO_MANY_REQUESTS { limit() } else { None };
    retry.or_else(limit).map(|wait| wait.min(LONGEST))
}

fn retry_after(value: &HeaderValue, headers: &HeaderMap) -> Option<Duration> {
    let text = value.to_str().ok()?.trim();
    match seconds(text) {
        Some(seconds) => Some(Duration::from_secs(seconds)),
        None => Some(until(date(text)?, now(headers)?)),
    }
}

fn reset(value: &HeaderValue, headers: &HeaderMap) -> Option<Duration> {
    match seconds(value.to_str().ok()?.trim())? {
        moment @ MOMENT.. => Some(until(i64::try_from(moment).ok()?, now(headers)?)),
        seconds => Some(Duration::from_secs(seconds)),
    }
}

fn until(then: i64, now: i64) -> Duration {
    Duration::from_secs(u64::try_from(then.saturating_sub(now)).unwrap_or(0))
}

/// A whole number of seconds. One too long to be read is longer than the longest wait.
fn seconds(text: &str) -> Option<u64> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(u64::MAX))
}

/// An HTTP date (RFC 9110, section 5.6.7) in seconds since 1970.
fn date(text: &str) -> Option<i64> {
    chrono::DateTime::parse_from_rfc2822(text).ok().map(|date| date.timestamp())
}

/// The service's own clock, if it tells the time: ours may be wrong.
fn now(headers: &HeaderMap) -> Option<i64> {
    let theirs = headers.get(DATE).and_then(|now| date(now.to_str().ok()?));
    theirs.or_else(|| {
        if cfg!(all(target_family = "wasm", target_os = "unknown")) {
            return None; // There is no clock.
        }
        i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs()).ok()
    })
}
