//! Which redirects are followed.

use http::header::{CONTENT_LENGTH, CONTENT_TYPE, LOCATION};
use http::{HeaderMap, Method, Request, StatusCode, Uri};

/// So many redirects are followed for one call.
pub const MOST_REDIRECTS: usize = 5;

/// The request that a redirect asks for (RFC 9110, section 15.4), if it may be sent.
///
/// It may not when it goes to another origin, which the credentials are not for, or when it would turn a request that
/// changes something into one that does not: then the redirect itself is the response.
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

/// An absolute URL of the same origin, or an absolute path.
fn resolve(from: &Uri, location: &str) -> Option<Uri> {
    let location = location.split('#').next()?.trim();
    let (scheme, authority) = (from.scheme_str()?, from.authority()?);
    if location.starts_with('/') && !location.starts_with("//") {
        return format!("{scheme}://{authority}{location}").parse().ok();
    }
    let absolute =
        if location.starts_with("//") { format!("{scheme}:{location}") } else { location.to_owned() };
    let uri: Uri = absolute.parse().ok()?;
    same_origin(from, &uri).then_some(uri)
}

/// Whether two addresses have the same scheme, host and port, and the second one no user name.
pub(super) fn same_origin(a: &Uri, b: &Uri) -> bool {
    let default = |uri: &Uri| if uri.scheme_str() == Some("https") { 443 } else { 80 };
    let port = |uri: &Uri| uri.port_u16().unwrap_or_else(|| default(uri));
    let no_user = |uri: &Uri| uri.authority().is_some_and(|authority| !authority.as_str().contains('@'));
    match (a.host(), b.host()) {
        (Some(left), Some(right)) => {
            a.scheme() == b.scheme() && left.eq_ignore_ascii_case(right) && port(a) == port(b) && no_user(b)
        }
        _ => false,
    }
}
