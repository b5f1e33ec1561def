//! Swagger 2.0's address becomes servers.

use super::fit::{Fitter, Object};
use crate::pointer::{Path, Pointer};
use serde_json::{Value, json};

/// The servers of `host`, `basePath` and `schemes`.
pub(super) fn of_host(fitter: &mut Fitter<'_>, object: &mut Object) -> Value {
    let (start, schemes) = (Pointer::root(), object.shift_remove("schemes"));
    let (scheme, host) = host(fitter, object, &Path::start(&start));
    let base = base_path(fitter, object, &Path::start(&start));
    if host.is_empty() {
        return if base.is_empty() { json!([]) } else { json!([{"url": base}]) };
    }
    let schemes = schemes.iter().filter_map(Value::as_array).flatten().filter_map(Value::as_str);
    let mut schemes: Vec<&str> = schemes.collect();
    if schemes.is_empty() {
        schemes.push(scheme.as_deref().unwrap_or("https"));
    }
    schemes.iter().map(|scheme| json!({"url": format!("{scheme}://{host}{base}")})).collect()
}

/// The host, and the scheme that should stand elsewhere.
fn host(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) -> (Option<String>, String) {
    let said = text(object, "host");
    let (scheme, rest) = match said.split_once("://") {
        Some((scheme, rest)) => (Some(scheme.to_ascii_lowercase()), rest),
        None => (None, said.as_str()),
    };
    let host = rest.trim_matches('/');
    if host != said {
        let message =
            "this is an address where a host belongs, which has no scheme and no slashes at its ends";
        fitter.note(&path.key("host"), message, format!("it is read as `{host}`"));
    }
    (scheme, host.to_owned())
}

/// The path that all others begin with: empty, or with a slash before it and none after it.
fn base_path(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) -> String {
    let said = text(object, "basePath");
    let base = match said.trim_matches('/') {
        "" => String::new(),
        base => format!("/{base}"),
    };
    if !base.is_empty() && !said.starts_with('/') {
        let message = "this base path does not start with a slash";
        fitter.note(&path.key("basePath"), message, format!("it is read as `{base}`"));
    }
    base
}

fn text(object: &mut Object, key: &str) -> String {
    let value = object.shift_remove(key);
    value.as_ref().and_then(Value::as_str).unwrap_or_default().trim().to_owned()
}
