//! Addresses with variables (OpenAPI 3.0, section 4.7.5).

use super::base_url::{BaseUrl, BaseUrlError};
use super::scalar::scalar;
use super::slot::{Slot, View};
use super::style_write::entries;

/// The address that a template becomes with these variables; those that are not set have their defaults. An address that
/// is relative stands on the origin.
///
/// # Errors
/// What comes out is no address.
#[inline]
pub fn address(
    origin: &str,
    template: &str,
    variables: &dyn Slot,
    defaults: &[(&str, &str)],
) -> Result<BaseUrl, BaseUrlError> {
    let mut url = template.to_owned();
    for (name, value) in entries(variables.view().opened()) {
        if !matches!(value.opened(), View::Null | View::Absent) {
            url = url.replace(&format!("{{{name}}}"), &scalar(value));
        }
    }
    for (name, default) in defaults {
        url = url.replace(&format!("{{{name}}}"), default);
    }
    let url = match url.strip_prefix("//") {
        Some(rest) => format!("https://{rest}"),
        None if url.contains("://") => url,
        None => format!("{}/{}", origin.trim_end_matches('/'), url.trim_start_matches('/')),
    };
    BaseUrl::parse(&url)
}
