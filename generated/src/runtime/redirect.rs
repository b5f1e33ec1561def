//! Which redirects are followed.

use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, LOCATION, RANGE, USER_AGENT};
use http::{HeaderMap, Method, Request, StatusCode, Uri};

/// So many redirects are followed for one call.
pub const MOST_REDIRECTS: usize = 5;

/// The request that a redirect asks for (RFC 9110, section 15.4), if it may be sent.
///
/// It may not when it would turn a request that changes something into one that does not: then the redirect itself is the
/// response. Nor when it goes to another origin, unless it only reads, and not from HTTPS to HTTP: such a request has nothing
/// of the one before but `Accept`, `Range` and `User-Agent`, and credentials are not for it.
pub fn follow<B: Clone + Default>(
    request: &Request<B>,
    status: StatusCode,
    headers: &HeaderMap,
) -> Option<Request<B>> {
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD);
    let becomes_get = match status.as_u16() {
        // What was said of POST (RFC 9110, section 15.4.2) is not said of QUERY.
        301 | 302 if is_safe || request.method().as_str() == "QUERY" => false,
        303 => !is_safe,
        307 | 308 => false,
        _ => return None,
    };
    let target = resolve(request.uri(), headers.get(LOCATION)?.to_str().ok()?)?;
    if !same_origin(request.uri(), &target) {
        return (is_safe || becomes_get).then(|| elsewhere(request, target))?;
    }
    let mut next = request.clone();
    *next.uri_mut() = target;
    if becomes_get {
        *next.method_mut() = Method::GET;
        *next.body_mut() = B::default();
        next.headers_mut().remove(CONTENT_TYPE);
        next.headers_mut().remove(CONTENT_LENGTH);
    }
    Some(next)
}

/// A request that reads from another origin, which gets nothing that was meant for the first one.
fn elsewhere<B: Default>(request: &Request<B>, target: Uri) -> Option<Request<B>> {
    let has_user = target.authority().is_none_or(|authority| authority.as_str().contains('@'));
    match target.scheme_str() {
        Some("https") if !has_user => {}
        Some("http") if !has_user && request.uri().scheme_str() == Some("http") => {}
        _ => return None,
    }
    let mut next = Request::new(B::default());
    *next.uri_mut() = target;
    if request.method() == Method::HEAD {
        *next.method_mut() = Method::HEAD;
    }
    for name in [ACCEPT, RANGE, USER_AGENT] {
        if let Some(value) = request.headers().get(&name) {
            next.headers_mut().insert(name, value.clone());
        }
    }
    Some(next)
}

/// The address that a service gives in answer to a request (RFC 3986, section 5).
pub(super) fn resolve(from: &Uri, given: &str) -> Option<Uri> {
    let given = given.split('#').next()?.trim();
    let (scheme, authority) = (from.scheme_str()?, from.authority()?);
    let address = match given.split_once(':') {
        _ if given.is_empty() => return None,
        _ if given.starts_with("//") => format!("{scheme}:{given}"),
        Some((scheme, _)) if !scheme.contains(['/', '?']) => given.to_owned(),
        _ if given.starts_with('/') => format!("{scheme}://{authority}{given}"),
        _ if given.starts_with('?') => format!("{scheme}://{authority}{}{given}", from.path()),
        _ => format!("{scheme}://{authority}{}", beside(from.path(), given)),
    };
    address.parse().ok()
}

/// A path that is relative to another.
fn beside(path: &str, mut given: &str) -> String {
    fn parent(path: &str) -> &str {
        path.rsplit_once('/').map_or("", |(parent, _)| parent)
    }
    let mut folder = parent(path);
    loop {
        if let Some(rest) = given.strip_prefix("./") {
            given = rest;
        } else if let Some(rest) = given.strip_prefix("../") {
            (folder, given) = (parent(folder), rest);
        } else {
            return format!("{folder}/{given}");
        }
    }
}

/// Whether two addresses have the same scheme, host and port, and the second one no user name.
pub(super) fn same_origin(a: &Uri, b: &Uri) -> bool {
    a.scheme() == b.scheme() && same_host(a, b)
}

/// Whether two addresses have the same host and port, which may be the usual one of the scheme of each, and the second one no
/// user name.
pub(super) fn same_host(a: &Uri, b: &Uri) -> bool {
    let usual = |uri: &Uri| if uri.scheme_str() == Some("https") { 443 } else { 80 };
    let port = |uri: &Uri| uri.port_u16().filter(|port| *port != usual(uri));
    let no_user = |uri: &Uri| uri.authority().is_some_and(|authority| !authority.as_str().contains('@'));
    match (a.host(), b.host()) {
        (Some(left), Some(right)) => left.eq_ignore_ascii_case(right) && port(a) == port(b) && no_user(b),
        _ => false,
    }
}
