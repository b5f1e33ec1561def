//! Media types and the ranges of them (RFC 9110, sections 8.3.1 and 12.5.1).

/// A media type without its parameters, in small letters.
fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether a media type is within a range, such as `image/*`; a type is a range of itself.
fn is_within(media_type: &str, range: &str) -> bool {
    match range.strip_suffix("/*") {
        Some("*") => true,
        Some(kind) => media_type.split('/').next() == Some(kind),
        None => media_type == range,
    }
}

/// Which of some lists of media types and ranges, with commas between them, a media type is of: the first that names it, or
/// else the first with a range of it.
pub(super) fn choice(of: &[&str], media_type: &str) -> Option<usize> {
    let media_type = essence(media_type);
    let first = |fits: &dyn Fn(&str) -> bool| {
        of.iter().position(|list| list.split(',').any(|range| fits(&essence(range))))
    };
    first(&|range| range == media_type).or_else(|| first(&|range| is_within(&media_type, range)))
}

/// Whether an `Accept` header takes one of some media types.
pub(super) fn is_accepted(accept: &str, offered: &[&str]) -> bool {
    let ranges: Vec<(String, bool)> = accept.split(',').map(range).collect();
    offered.iter().any(|offered| {
        let offered = essence(offered);
        // A range on offer may turn out to be whatever is asked for.
        offered.contains('*')
            || takes(&ranges, &offered)
            || (offered == "application/json" && reads_json(&ranges))
    })
}

/// Whether JSON of some kind of its own is asked for (RFC 6839), such as `application/vnd.shop+json`: who reads that reads
/// JSON. The clients of many services ask for no other, though their documents declare plain JSON.
fn reads_json(ranges: &[(String, bool)]) -> bool {
    ranges.iter().any(|(range, is_taken)| *is_taken && range.ends_with("+json"))
}

/// A range, and whether it has a weight above 0.
fn range(text: &str) -> (String, bool) {
    let weight = text.split(';').skip(1).find_map(|parameter| parameter.trim().strip_prefix("q="));
    let is_none = weight.is_some_and(|weight| weight.trim().parse() == Ok(0.0_f64));
    (essence(text), !is_none)
}

/// Whether the most specific range that a media type is of takes it.
fn takes(ranges: &[(String, bool)], media_type: &str) -> bool {
    let fitting = ranges.iter().filter(|(range, _)| is_within(media_type, range));
    let specific = |range: &str| (!range.ends_with("/*"), range != "*/*");
    fitting.max_by_key(|(range, _)| specific(range)).is_some_and(|(_, is_taken)| *is_taken)
}
