//! Security schemes.

use super::fit::{Fitter, Object};
use crate::pointer::Path;
use crate::report::Severity;
use crate::shape::Kind;
use serde_json::{Value, json};

/// The types of security schemes of all versions.
const TYPES: [&str; 6] = ["basic", "apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"];

/// Swagger 2.0's `basic` and one-flow `oauth2` become what OpenAPI 3.0 has for them.
pub(super) fn scheme(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) -> bool {
    if let Some(Value::String(name)) = object.get_mut("type")
        && let Some(known) = TYPES.iter().find(|known| known.eq_ignore_ascii_case(name))
    {
        *name = (*known).to_owned();
    }
    if object.get("type").and_then(Value::as_str) == Some("basic") {
        object.insert("type".into(), "http".into());
        object.insert("scheme".into(), "basic".into());
    }
    if object.get("type").and_then(Value::as_str) == Some("mutualTLS") {
        let message = "security by client certificates (mutualTLS) is not bound";
        fitter.unsupported(path, Severity::Lossy, message);
        return false;
    }
    if !object.contains_key("flows") && object.contains_key("flow") {
        one_flow(fitter, object, path);
    }
    true
}

fn one_flow(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    let flow = object.shift_remove("flow");
    let name = match flow.as_ref().and_then(Value::as_str) {
        Some("application") => "clientCredentials",
        Some("accessCode") => "authorizationCode",
        Some("password") => "password",
        _ => "implicit",
    };
    let keys = ["authorizationUrl", "tokenUrl", "refreshUrl", "scopes"];
    let moved: Object =
        keys.iter().filter_map(|key| Some(((*key).into(), object.shift_remove(*key)?))).collect();
    fitter.moves.part(path.key("flows").key(name).pointer(), path.pointer());
    object.insert("flows".into(), json!({name: moved}));
}

/// What each type of scheme must have (OpenAPI 3.0.3, section 4.7.27).
pub(super) fn finish_scheme(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) -> bool {
    let kind = Kind::SecurityScheme;
    match object.get("type").and_then(Value::as_str) {
        Some("apiKey") => {
            let place = object.get("in").and_then(Value::as_str).map(str::to_ascii_lowercase);
            match place.as_deref() {
                Some(place @ ("query" | "header" | "cookie")) => object.insert("in".into(), place.into()),
                _ => return fitter.cut(path, "this security scheme does not say where its key goes".into()),
            };
            fitter.require(object, "name", kind, path)
        }
        Some("http") => fitter.require(object, "scheme", kind, path),
        Some("oauth2") => {
            object.entry("flows").or_insert_with(|| json!({}));
            true
        }
        Some("openIdConnect") => fitter.require(object, "openIdConnectUrl", kind, path),
        Some(other) => {
            let message = format!("`{other}` is not a type of security scheme");
            fitter.cut(&path.key("type"), message)
        }
        None => fitter.require(object, "type", kind, path),
    }
}

/// A scope without a description is a scope all the same.
pub(super) fn flow(object: &mut Object) {
    if let Some(Value::Object(scopes)) = object.get_mut("scopes") {
        for description in scopes.values_mut().filter(|description| !description.is_string()) {
            *description = "".into();
        }
    }
}

/// What each flow must have (OpenAPI 3.0.3, section 4.7.29). The addresses are for whoever obtains the token, not
/// for whoever uses it, so that a flow without them is kept.
pub(super) fn finish_flows(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    let needs: [(&str, &[&str]); 4] = [
        ("implicit", &["authorizationUrl"]),
        ("password", &["tokenUrl"]),
        ("clientCredentials", &["tokenUrl"]),
        ("authorizationCode", &["authorizationUrl", "tokenUrl"]),
    ];
    for (name, keys) in needs {
        let Some(flow) = object.get_mut(name).and_then(Value::as_object_mut) else { continue };
        flow.entry("scopes").or_insert_with(|| json!({}));
        for key in keys {
            if !flow.contains_key(*key) {
                fitter.note(&path.key(name), format!("this flow has no `{key}`"), "add it with an overlay");
                flow.insert((*key).into(), "".into());
            }
        }
    }
}
