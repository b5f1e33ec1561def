//! Where a service is.

use bytes::Bytes;
use http::uri::{Parts, PathAndQuery, Uri};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// The address that all paths of the document are relative to: a scheme, a host, perhaps a port and a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BaseUrl {
    text: String,
    /// The same, taken apart once and not for each request.
    uri: Uri,
}

impl BaseUrl {
    /// Reads an address such as `https://api.example.com/v2`. A slash at its end makes no difference.
    ///
    /// # Errors
    /// The address is not absolute, not `http` or `https`, or has parts that a base address cannot have.
    pub fn parse(text: &str) -> Result<Self, BaseUrlError> {
        let refuse = |reason| Err(BaseUrlError { reason });
        let text = text.trim();
        if text.is_empty() {
            return refuse("it is empty");
        }
        if text.contains(|c: char| !c.is_ascii() || c.is_ascii_control() || c == ' ') {
            return refuse(
                "it has characters that must be encoded (use the xn-- form of an international host)",
            );
        }
        if text.contains('#') {
            return refuse("it has a fragment (`#`)");
        }
        if text.contains('?') {
            return refuse("it has a query (`?`)");
        }
        let Ok(uri) = text.parse::<Uri>() else { return refuse("it is not an absolute URL") };
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return refuse("it does not start with `https://` or `http://`");
        };
        if scheme != "https" && scheme != "http" {
            return refuse("it does not start with `https://` or `http://`");
        }
        if authority.as_str().contains('@') {
            return refuse("it has a user name; that belongs into the credentials");
        }
        if authority.host().is_empty() {
            return refuse("it has no host");
        }
        if authority.port().is_none()
            && authority.as_str().rfind(':').is_some_and(|at| !authority.as_str()[at..].contains(']'))
        {
            return refuse("its port is not a number below 65536");
        }
        let path = uri.path().trim_end_matches('/');
        if path.split('/').any(is_dots) {
            return refuse("its path has a `.` or `..` segment");
        }
        let text = format!("{scheme}://{authority}{path}");
        // Without the slash: two that are the same are equal.
        let Ok(uri) = text.parse() else { return refuse("it is not an absolute URL") };
        Ok(Self { text, uri })
    }

    /// The address, without a slash at its end.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The address of a path below it, with its query.
    ///
    /// # Errors
    /// It has a character that no URL can hold, or is too long.
    pub(super) fn join(&self, path: Cow<'static, str>) -> Result<Uri, http::Error> {
        let own = if self.uri.path() == "/" { "" } else { self.uri.path() };
        let whole = match path {
            Cow::Borrowed(path) if own.is_empty() => Bytes::from_static(path.as_bytes()),
            Cow::Owned(path) if own.is_empty() => path.into(),
            path => [own, &path].concat().into(),
        };
        let mut parts = Parts::default();
        parts.scheme = self.uri.scheme().cloned();
        parts.authority = self.uri.authority().cloned();
        parts.path_and_query = Some(PathAndQuery::from_maybe_shared(whole)?);
        Ok(Uri::from_parts(parts)?)
    }
}

/// Whether URL parsers treat a segment as "here" or "up", also in its encoded spellings.
pub(super) fn is_dots(segment: &str) -> bool {
    let dot = |text: &str| -> Option<usize> {
        let is_encoded = || text.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("%2e"));
        if text.starts_with('.') { Some(1) } else { is_encoded().then_some(3) }
    };
    let (mut rest, mut dots) = (segment, 0);
    while let Some(length) = dot(rest) {
        (rest, dots) = (rest.get(length..).unwrap_or_default(), dots + 1);
    }
    rest.is_empty() && matches!(dots, 1 | 2)
}

impl FromStr for BaseUrl {
    type Err = BaseUrlError;

    fn from_str(text: &str) -> Result<Self, BaseUrlError> {
        Self::parse(text)
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Why an address cannot be a [`BaseUrl`]. Does not repeat the address, which may hold a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrlError {
    reason: &'static str,
}

impl std::error::Error for BaseUrlError {}

impl fmt::Display for BaseUrlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the base address cannot be used: {}", self.reason)
    }
}
