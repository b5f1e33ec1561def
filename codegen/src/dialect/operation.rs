//! Path items, operations and the responses of an operation.

use super::fit::{Fitter, Object};
use crate::pointer::Path;
use crate::shape::METHODS;
use serde_json::{Value, json};
use std::collections::HashSet;

/// Methods in capitals, those that are no fields of their own, and what Swagger 2.0 lets all operations of a path share.
pub(super) fn path_item(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    for method in METHODS {
        let loud = method.to_ascii_uppercase();
        if !object.contains_key(*method) && object.contains_key(&loud) {
            fitter.note(
                &path.key(&loud),
                format!("the method `{loud}` is in capitals"),
                format!("write `{method}`"),
            );
            fitter.rename(object, &loud, method, path);
        }
        // A method without an operation.
        if object.get(*method).is_some_and(Value::is_null) {
            fitter.note(&path.key(method), format!("`{method}` has no operation"), "remove the key");
            object.shift_remove(*method);
        }
    }
    additional(fitter, object, path);
    super::body::share_with_operations(fitter, object, path);
}

/// `additionalOperations` (OpenAPI 3.2, section 4.9) has the methods that are no fields of a path item, as they are sent.
fn additional(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    let Some(Value::Object(all)) = object.get_mut("additionalOperations") else { return };
    let (all, mut kept, at) = (std::mem::take(all), Object::new(), path.key("additionalOperations"));
    for (method, operation) in all {
        let field = method.to_ascii_lowercase();
        if METHODS.contains(&field.as_str()) {
            let message = format!("the method `{method}` is a field of a path item");
            if object.contains_key(&field) {
                fitter.cut(&at.key(&method), format!("{message}, which there is, too"));
            } else {
                fitter.note(&at.key(&method), message, format!("it is read as `{field}`"));
                fitter.moves.part(path.key(&field).pointer(), at.key(&method).pointer());
                object.insert(field, operation);
            }
        } else if is_method(&method) {
            kept.insert(method, operation);
        } else {
            fitter.cut(&at.key(&method), format!("`{method}` cannot be the name of a method"));
        }
    }
    match kept.is_empty() {
        true => drop(object.shift_remove("additionalOperations")),
        false => drop(object.insert("additionalOperations".into(), kept.into())),
    }
}

/// Whether a method can be sent: a token (RFC 9110, section 5.6.2).
fn is_method(name: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(is_token)
}

/// What an operation says in another dialect's way.
pub(super) fn prepare(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    if object.get("parameters").is_some_and(Value::is_object) {
        named_parameters(fitter, object, path);
    }
    super::body::from_parameters(fitter, object, path);
    if let Some(swagger) = &mut fitter.swagger {
        swagger.enter_operation(object, &mut fitter.moves, path);
    }
    if object.get("x-deprecated") == Some(&Value::Bool(true)) {
        object.entry("deprecated").or_insert(true.into());
    }
    tag_objects(object);
    shared_callbacks(fitter, object, path);
    if object.get("responses").is_some_and(|responses| !responses.is_object()) {
        fitter.cut(&path.key("responses"), "these responses are not an object of status codes".into());
        object.insert("responses".into(), json!({}));
    }
}

/// What an operation must have (OpenAPI 3.0.3, section 4.7.10).
pub(super) fn finish(fitter: &mut Fitter<'_>, object: &mut Object) {
    super::required::responses(object);
    if let Some(swagger) = &mut fitter.swagger {
        swagger.leave_operation();
    }
}

/// `parameters: {limit: {in: query}}` names its parameters by key.
fn named_parameters(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    let Some(Value::Object(named)) = object.get_mut("parameters") else { return };
    let is_one = ["name", "in", "$ref"].iter().any(|key| named.get(*key).is_some_and(Value::is_string));
    if is_one {
        return;
    }
    let (mut list, at) = (Vec::new(), path.key("parameters"));
    for (name, mut parameter) in std::mem::take(named) {
        fitter.moves.part(at.index(list.len()).pointer(), at.key(&name).pointer());
        if let Some(parameter) = parameter.as_object_mut() {
            parameter.entry("name").or_insert(name.into());
        }
        list.push(parameter);
    }
    object.insert("parameters".into(), list.into());
    let message = "these parameters are an object where a list belongs";
    fitter.note(&path.key("parameters"), message, "each is read under its key as its name");
}

/// `tags: [{name: pets}]` repeats the tag where its name belongs.
fn tag_objects(object: &mut Object) {
    if let Some(Value::Array(tags)) = object.get_mut("tags") {
        for tag in tags {
            if let Some(name) = tag.get_mut("name").filter(|name| name.is_string()).map(Value::take) {
                *tag = name;
            }
        }
    }
}

/// A callback by reference, which `openapiv3` does not hold in an operation, moves to `x-bindery-callbacks`.
fn shared_callbacks(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    let Some(Value::Object(callbacks)) = object.get_mut("callbacks") else { return };
    let (mut shared, mut own) = (Object::new(), Object::new());
    for (name, callback) in std::mem::take(callbacks) {
        match callback.get("$ref") {
            Some(Value::String(_)) => shared.insert(name, callback),
            _ => own.insert(name, callback),
        };
    }
    *callbacks = own;
    for name in shared.keys() {
        let now = path.key("x-bindery-callbacks");
        fitter.moves.part(now.key(name).pointer(), path.key("callbacks").key(name).pointer());
    }
    match object.get_mut("x-bindery-callbacks") {
        Some(Value::Object(known)) => known.extend(shared),
        _ if shared.is_empty() => {}
        _ => drop(object.insert("x-bindery-callbacks".into(), shared.into())),
    }
}

/// Responses are named by status codes.
pub(super) fn responses(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    if object.keys().all(|key| is_status(key)) {
        return;
    }
    let old = std::mem::take(object);
    let good: HashSet<String> = old.keys().filter(|key| is_status(key)).cloned().collect();
    for (key, value) in old {
        if is_status(&key) {
            object.insert(key, value);
            continue;
        }
        let message = format!("`{key}` is not a status code");
        match status_in(&key) {
            Some(status) if good.contains(&status) || object.contains_key(&status) => {
                let help =
                    format!("it is left out, since there is `{status}`, too; join the two with an overlay");
                fitter.lossy(&path.key(&key), message, help);
            }
            Some(status) => {
                fitter.note(&path.key(&key), message, format!("it is read as `{status}`"));
                fitter.moves.part(path.key(&status).pointer(), path.key(&key).pointer());
                object.insert(status, value);
            }
            None => {
                fitter.cut(
                    &path.key(&key),
                    format!("`{key}` is not a status code, a range such as `4XX`, or `default`"),
                );
            }
        }
    }
}

fn is_status(key: &str) -> bool {
    match key.as_bytes() {
        [b'1'..=b'9', b, c] => {
            (b.is_ascii_digit() && c.is_ascii_digit())
                || (matches!(b, b'X' | b'x') && matches!(c, b'X' | b'x'))
        }
        _ => key == "default" || key.starts_with("x-"),
    }
}

/// The status that a key such as `200 OK`, `20X` or `Default` stands for.
fn status_in(key: &str) -> Option<String> {
    if key.eq_ignore_ascii_case("default") {
        return Some("default".into());
    }
    let start = key.trim().get(..3)?;
    let ends = !key.trim().get(3..)?.starts_with(|c: char| c.is_ascii_alphanumeric());
    (ends && is_status(start) && start != "x-").then(|| start.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_codes_are_recognised() {
        for good in ["200", "4XX", "5xx", "default", "x-a"] {
            assert!(is_status(good), "{good}");
        }
        for bad in ["20", "2000", "099", "2X0", "ok", "", "äbc"] {
            assert!(!is_status(bad), "{bad}");
        }
        assert_eq!(status_in("200 OK").as_deref(), Some("200"));
        assert_eq!(status_in("Default").as_deref(), Some("default"));
        assert_eq!(status_in("2000"), None);
        assert_eq!(status_in("ä"), None);
    }
}
