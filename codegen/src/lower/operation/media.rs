//! Media types: which family one is of, and which of several is best.

use crate::ir::essence;
use openapiv3::MediaType;

/// Whether a media type is JSON: by its subtype (`application/json` of RFC 8259, and what people write for it, such as
/// `text/json`), or by its suffix (RFC 6839, section 3.1). Who says `*/*` means JSON.
pub(crate) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    let Some((top, subtype)) = essence.split_once('/') else { return false };
    let is_named = subtype == "json" || subtype.strip_suffix("+json").is_some_and(|name| !name.is_empty());
    essence == "*/*" || (is_named && !top.is_empty())
}

/// Whether a media type is that of HTML forms.
pub(super) fn is_form(media_type: &str) -> bool {
    essence(media_type) == "application/x-www-form-urlencoded"
}

/// Whether a media type is a form of parts (RFC 7578).
pub(super) fn is_multipart(media_type: &str) -> bool {
    essence(media_type) == "multipart/form-data"
}

/// Whether a media type is XML (RFC 7303).
pub(super) fn is_xml(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence.ends_with("/xml") || essence.ends_with("+xml")
}

/// Whether a body of a media type is text to any caller.
pub(super) fn is_text(media_type: &str) -> bool {
    /// Text whose name does not say so.
    const TEXTS: [&str; 8] = [
        "application/graphql",
        "application/javascript",
        "application/jsonl",
        "application/sql",
        "application/x-ndjson",
        "application/x-yaml",
        "application/yaml",
        "application/x-www-form-urlencoded",
    ];
    let essence = essence(media_type);
    essence.starts_with("text/") || is_xml(&essence) || TEXTS.contains(&essence.as_str())
}

/// Whether a media type is one that servers list beside JSON since they read a body whatever it is called.
pub(super) fn is_vague(media_type: &str) -> bool {
    ["text/plain", "application/octet-stream"].contains(&essence(media_type).as_str())
}

/// Whether a media type says how a JSON body is meant, beyond what its schema says.
pub(super) fn is_patch(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence.ends_with("+json") && essence.contains("patch")
}

/// A range of media types: the caller has to say which it is.
pub(super) fn is_range(media_type: &str) -> bool {
    media_type.contains('*')
}

/// The media types from the best to the worst: JSON, then forms, then text and bytes, then XML, then ranges. Equally good
/// ones keep their order.
pub(super) fn ranked(content: &openapiv3::Content) -> Vec<(&String, &MediaType)> {
    let mut all: Vec<_> = content.iter().collect();
    all.sort_by_key(|(name, _)| rank(name));
    all
}

fn rank(media_type: &str) -> u8 {
    match essence(media_type).as_str() {
        "application/json" => 0,
        "*/*" => 6,
        name if is_json(name) => 1,
        name if is_form(name) || is_multipart(name) => 2,
        name if is_xml(name) => 4,
        name if is_range(name) => 5,
        _ => 3,
    }
}

/// The media type that a request names: never a range, and never what a header cannot hold.
pub(super) fn sent(media_type: &str) -> String {
    let plain = media_type.trim();
    let is_header = plain.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
    match is_range(plain) {
        true if is_json(plain) => "application/json".to_owned(),
        true if plain.starts_with("text/") => "text/plain".to_owned(),
        false if is_header && !plain.is_empty() => plain.to_owned(),
        _ => "application/octet-stream".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_are_told_by_the_name() {
        assert!(
            is_json("application/problem+json; charset=utf-8") && is_json("*/*") && !is_json("text/plain")
        );
        assert!(is_json("Text/JSON") && is_json("x/json") && is_json("application/*+json"));
        for other in
            ["json", "/json", "application/+json", "application/json-seq", "application/jsonl", "a/b/json"]
        {
            assert!(!is_json(other), "{other}");
        }
        assert!(is_text("application/soap+xml") && is_text("text/csv") && !is_text("image/png"));
        assert!(is_patch("application/merge-patch+json") && !is_patch("application/vnd.api+json"));
        assert_eq!(sent("image/*"), "application/octet-stream");
        assert_eq!(sent("text/*"), "text/plain");
        assert_eq!(sent("application/*+json"), "application/json");
        assert_eq!(sent("a\nb"), "application/octet-stream");
    }
}
