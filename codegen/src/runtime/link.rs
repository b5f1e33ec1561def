//! Addresses that a service gives: of the next page, in a body or in a header.

use super::base_url::is_dots;
use super::paging::PagingError;
use super::query::{is_called, pairs};
use super::redirect::{self, same_host};
use super::scalar::encode;
use http::header::{HeaderMap, LINK};
use http::uri::Uri;

/// The target of the header `Link` with the relation `next` (RFC 8288, section 3).
#[inline]
pub(super) fn next(headers: &HeaderMap) -> Option<String> {
    let values = headers.get_all(LINK).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(links).find(|(_, parameters)| leads_on(parameters)).map(|(target, _)| target.to_owned())
}

/// The links of a value, each with its parameters.
#[inline]
fn links(value: &str) -> Vec<(&str, &str)> {
    let mut all = Vec::new();
    let mut rest = value;
    while let Some((target, after)) = rest.split_once('<').and_then(|(_, after)| after.split_once('>')) {
        let end = unquoted(after, ',').unwrap_or(after.len());
        // A comma was found at the index, or it is the end.
        let (parameters, more) = after.split_at(end);
        all.push((target, parameters));
        rest = more;
    }
    all
}

/// Whether a link is to the next page of what was asked for, and not of something else.
#[inline]
fn leads_on(parameters: &str) -> bool {
    let (mut rest, mut relations) = (parameters, None);
    while let Some((_, after)) = unquoted(rest, ';').map(|at| rest.split_at(at)) {
        // The semicolon is one byte.
        let after = after.get(1..).unwrap_or_default();
        let parameter = after.get(..unquoted(after, ';').unwrap_or(after.len())).unwrap_or_default();
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        match name.trim().to_ascii_lowercase().as_str() {
            "anchor" => return false,
            // The first one counts.
            "rel" if relations.is_none() => relations = Some(value.trim().trim_matches('"')),
            _ => {}
        }
        rest = after;
    }
    let mut relations = relations.unwrap_or_default().split_ascii_whitespace();
    relations.any(|relation| relation.eq_ignore_ascii_case("next"))
}

/// Where a character stands first that is not within quotes.
#[inline]
fn unquoted(text: &str, wanted: char) -> Option<usize> {
    let (mut quoted, mut escaped) = (false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            c if c == wanted && !quoted => return Some(at),
            _ => {}
        }
    }
    None
}

/// The address of the next page that a service gives in answer to a request, if it is of the same host. The request keeps its
/// scheme: many services do not know theirs, since a proxy before them has the certificate.
#[inline]
pub(super) fn resolve(from: &Uri, given: &str) -> Result<Uri, PagingError> {
    let given = given.split('#').next().unwrap_or_default().trim();
    // A name alone is rather a cursor than an address.
    let uri = Some(given).filter(|given| given.contains(['/', '?']));
    let uri = uri.and_then(|given| redirect::resolve(from, given)).ok_or(PagingError::Address)?;
    match uri.scheme_str() {
        Some("http" | "https") if !same_host(from, &uri) => return Err(PagingError::Elsewhere),
        Some("http" | "https") => {}
        _ => return Err(PagingError::Address),
    }
    // Some services leave out the beginning of the path, which their base address has.
    let path = if from.path().ends_with(uri.path()) { from.path() } else { uri.path() };
    local(from, path, uri.query())
}

/// Another path and query of the same origin.
#[inline]
fn local(from: &Uri, path: &str, query: Option<&str>) -> Result<Uri, PagingError> {
    if path.split('/').any(is_dots) {
        return Err(PagingError::Address);
    }
    let target = query.map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"));
    let mut parts = from.clone().into_parts();
    parts.path_and_query = Some(target.parse().map_err(|_| PagingError::Address)?);
    Uri::from_parts(parts).map_err(|_| PagingError::Address)
}

/// The same address with another value of a query parameter.
#[inline]
pub(super) fn with_parameter(uri: &Uri, name: &str, value: &str) -> Result<Uri, PagingError> {
    let mut query = String::new();
    for (key, value) in pairs(uri).filter(|(key, _)| !is_called(key, name)) {
        query.push_str(&format!("{key}={value}&"));
    }
    query.push_str(&format!("{}={}", encode(name), encode(value)));
    local(uri, uri.path(), Some(&query))
}
