//! The parameters of an address.

use super::scalar::encode;
use http::uri::Uri;

/// The value of a query parameter, as it was sent.
#[inline]
pub(super) fn parameter<'u>(uri: &'u Uri, name: &str) -> Option<&'u str> {
    pairs(uri).find(|(key, _)| is_called(key, name)).map(|(_, value)| value)
}

/// The parameters, as they were sent.
#[inline]
pub(super) fn pairs(uri: &Uri) -> impl Iterator<Item = (&str, &str)> {
    let pairs = uri.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

/// Whether a key of a query is a name. Keys of objects have brackets that are not encoded.
#[inline]
pub(super) fn is_called(key: &str, name: &str) -> bool {
    key == name || key == encode(name) || key.replace('[', "%5B").replace(']', "%5D") == encode(name)
}
