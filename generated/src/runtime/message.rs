//! What an error body says to a person.

use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use serde_json::Value;

/// The message within an error body, at most 500 characters.
pub(super) fn of(headers: &HeaderMap, body: &[u8]) -> Option<String> {
    /// A longer body is no message.
    const MOST_BYTES: usize = 1 << 20;
    if body.len() > MOST_BYTES {
        return None;
    }
    let text = match serde_json::from_slice::<Value>(body) {
        Ok(value) => within(&value, 0)?,
        Err(_) => plain(headers, body)?.to_owned(),
    };
    let text = shortened(&text, 500);
    (!text.is_empty()).then_some(text)
}

/// Whether the headers say that the body is JSON.
pub(super) fn is_json(headers: &HeaderMap) -> bool {
    media_type(headers).is_some_and(|name| name.ends_with("/json") || name.ends_with("+json"))
}

/// The beginning of a body, for messages.
pub(super) fn excerpt(body: &[u8]) -> String {
    // Four bytes make at most one replaced character more than there is.
    let start = body.get(..800).unwrap_or(body);
    let text = shortened(&String::from_utf8_lossy(start), 200);
    if start.len() < body.len() && !text.ends_with('…') { text + "…" } else { text }
}

fn media_type(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    Some(value.split(';').next().unwrap_or(value).trim().to_ascii_lowercase())
}

/// Plain text, unless it is a page or a broken JSON text.
fn plain<'a>(headers: &HeaderMap, body: &'a [u8]) -> Option<&'a str> {
    let text = std::str::from_utf8(body).ok()?.trim();
    let kind = media_type(headers).unwrap_or_default();
    let is_markup = text.starts_with('<') || kind.contains("html") || kind.contains("xml");
    let is_broken_json = text.starts_with(['{', '[', '"']);
    (!is_markup && !is_broken_json).then_some(text)
}

/// The keys under which people look for a message, the most telling first.
const TELLING: [&str; 9] = [
    "error_description",
    "message",
    "detail",
    "description",
    "title",
    "msg",
    "reason",
    "error_message",
    "details",
];

/// The message of a value: a text, the texts of a list, or what stands under a telling key.
fn within(value: &Value, depth: usize) -> Option<String> {
    /// Messages are not nested deeper.
    const DEEPEST: usize = 4;
    /// More messages than these are not shown.
    const MOST: usize = 5;
    if depth > DEEPEST {
        return None;
    }
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Array(items) => joined(items.iter().take(MOST).filter_map(|item| within(item, depth + 1))),
        Value::Object(entries) => {
            let telling = || TELLING.iter().find_map(|key| text_of(entries.get(*key)?));
            let nested =
                || ["error", "errors", "fault"].iter().find_map(|key| nested(entries.get(*key)?, depth));
            problem(entries).or_else(telling).or_else(nested)
        }
        _ => None,
    }
}

/// Title and detail of a problem (RFC 9457), or the detail alone where the title says no more than the status does.
fn problem(entries: &serde_json::Map<String, Value>) -> Option<String> {
    let (title, detail) = (text_of(entries.get("title")?)?, text_of(entries.get("detail")?)?);
    let status = entries.get("status").and_then(Value::as_u64).and_then(|status| u16::try_from(status).ok());
    let status = status.and_then(|status| StatusCode::from_u16(status).ok());
    let reason = status.and_then(|status| status.canonical_reason());
    let is_reason = reason.is_some_and(|reason| title.eq_ignore_ascii_case(reason));
    Some(if is_reason { detail } else { format!("{title}: {detail}") })
}

fn text_of(value: &Value) -> Option<String> {
    value.as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned)
}

/// What stands under `error` or `errors`: as above, or messages by field.
fn nested(value: &Value, depth: usize) -> Option<String> {
    within(value, depth + 1).or_else(|| {
        let fields = value.as_object()?.iter().take(5);
        joined(fields.filter_map(|(field, value)| Some(format!("{field}: {}", within(value, depth + 1)?))))
    })
}

fn joined(texts: impl Iterator<Item = String>) -> Option<String> {
    let all = texts.collect::<Vec<_>>().join("; ");
    (!all.is_empty()).then_some(all)
}

/// One line of so many characters at most.
pub(super) fn shortened(text: &str, most: usize) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    let spaced = words
        .enumerate()
        .flat_map(|(index, word)| (index > 0).then_some(' ').into_iter().chain(word.chars()));
    // One more than is shown tells whether there is more.
    let mut out: Vec<char> = spaced.take(most.saturating_add(1)).collect();
    if out.len() > most {
        out.truncate(most);
        out.push('…');
    }
    out.into_iter().collect()
}
