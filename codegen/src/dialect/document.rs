//! The root of a document, its paths and its components.

use super::fit::{Fitter, Object};
use crate::pointer::{Path, Pointer};
use crate::references;
use crate::report::{Severity, kind_of};
use crate::shape::{Kind, Shape};
use serde_json::map::Entry;
use serde_json::{Value, json};
use std::collections::HashSet;

/// How many values the path items may hold together that are shared by reference and written out where they are
/// used.
const MOST_INLINED: usize = 1_000_000;

/// What OpenAPI 3.1 and 3.2 have at the root and the canonical dialect has not.
pub(super) fn prepare(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    fitter.rename(object, "webhooks", "x-bindery-webhooks", path);
    // References by it lead to their ends already.
    object.shift_remove("$self");
    super::required::paths(fitter, object, path);
    // What is in a missing `info` is not missed as well.
    for (key, empty) in [("info", json!({ "title": "", "version": "" })), ("paths", json!({}))] {
        if object.get(key).is_none_or(|value| !value.is_object()) {
            let found = object.get(key).map_or("missing", kind_of);
            let message = format!("`{key}` is {found} where an object belongs");
            fitter.note(path, message, "it is read as if it were empty");
            object.insert(key.into(), empty);
        }
    }
}

/// Paths start with a slash, and have neither query string nor fragment.
pub(super) fn paths(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    let is_path = |key: &String| !key.starts_with("x-") && key != "$ref";
    for key in object.keys().filter(|key| is_path(key)) {
        more_than_a_path(fitter, key, path);
    }
    let odd = |key: &String| !key.starts_with('/') && is_path(key);
    if !object.keys().any(odd) {
        return;
    }
    let old = std::mem::take(object);
    let good: HashSet<String> = old.keys().filter(|key| !odd(key)).cloned().collect();
    for (key, value) in old {
        if !odd(&key) {
            object.insert(key, value);
            continue;
        }
        let fixed = with_slash(&key);
        if good.contains(&fixed) || object.contains_key(&fixed) {
            let message =
                format!("the path `{key}` does not start with a slash, and there is `{fixed}`, too");
            fitter.lossy(&path.key(&key), message, "it is left out; join the two with an overlay");
        } else {
            let message = format!("the path `{key}` does not start with a slash");
            fitter.note(&path.key(&key), message, format!("it is read as `{fixed}`"));
            fitter.moves.part(path.key(&fixed).pointer(), path.key(&key).pointer());
            object.insert(fixed, value);
        }
    }
}

/// Tells of a query string and a fragment in a path, once for all its operations.
fn more_than_a_path(fitter: &mut Fitter<'_>, key: &str, path: &Path<'_>) {
    let (sent, has_fragment) = key.split_once('#').map_or((key, false), |(sent, _)| (sent, true));
    if has_fragment {
        fitter.note(&path.key(key), "this path has a fragment", "no server sees it, so that it is not sent");
    }
    if sent.contains('?') {
        let help = "what is fixed in it is always sent, the rest are query parameters";
        fitter.note(&path.key(key), "this path has a query string", help);
    }
}

/// The path of an address, and any other text after a slash.
fn with_slash(key: &str) -> String {
    let path = match key.split_once("://") {
        Some((_, address)) => address.split_once('/').map_or("", |(_, path)| path),
        None => key,
    };
    format!("/{path}")
}

/// Makes fit what references lead to in places that the standard does not have.
pub(super) fn outside(fitter: &mut Fitter<'_>, root: &mut Object, places: Vec<(Pointer, Kind)>) {
    let mut whole = Value::Object(std::mem::take(root));
    for (at, kind) in places {
        if let Some(value) = whole.pointer_mut(at.as_str())
            && !fitter.fit(value, Shape::Refer(kind), &Path::start(&at))
        {
            // What refers to it is told that there is nothing.
            *value = Value::Null;
        }
    }
    if let Value::Object(whole) = whole {
        *root = whole;
    }
}

/// What is no kind of component.
pub(super) fn components(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    for key in ["definitions", "parameterDefinitions"] {
        if object.contains_key(key) {
            fitter.cut(&path.key(key), format!("`{key}` is not a kind of component"));
            object.shift_remove(key);
        }
    }
}

/// The `summary` of a tag (OpenAPI 3.2, section 4.22) is the first paragraph of its description.
pub(super) fn tag(object: &mut Object) {
    let Some(Value::String(summary)) = object.shift_remove("summary") else { return };
    let description = match object.get("description").and_then(Value::as_str) {
        Some(description) => format!("{summary}\n\n{description}"),
        None => summary,
    };
    object.insert("description".into(), description.into());
}

/// Path items that are shared by reference are written out, since `openapiv3` has no place to share them.
pub(super) fn finish(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    super::required::tell_undescribed(fitter);
    let Some(Value::Object(paths)) = object.get("paths") else { return };
    let shared: Vec<String> =
        paths.iter().filter(|(_, item)| item.get("$ref").is_some()).map(|(key, _)| key.clone()).collect();
    if shared.is_empty() {
        return;
    }
    let mut root = Value::Object(std::mem::take(object));
    let mut budget = MOST_INLINED;
    for key in shared {
        write_out(fitter, &mut root, &key, &mut budget, path);
    }
    if let Value::Object(root) = root {
        *object = root;
    }
}

fn write_out(fitter: &mut Fitter<'_>, root: &mut Value, key: &str, budget: &mut usize, path: &Path<'_>) {
    let pointer = Pointer::root().child("paths").child(key);
    let Some(end) = references::end_of_chain(root, pointer.as_str()).and_then(|end| Pointer::parse(&end))
    else {
        return;
    };
    let Some(target) = root.pointer(end.as_str()) else { return };
    let Some(item) = target.as_object() else { return };
    let cost = crate::shape::size(target, *budget);
    let Some(left) = budget.checked_sub(cost) else {
        let message = "the shared path items are too large to be written out wherever they are used";
        fitter.unsupported(&path.key("paths").key(key), Severity::Lossy, message);
        return;
    };
    *budget = left;
    let item = item.clone();
    if let Some(own) = root.pointer_mut(pointer.as_str()).and_then(Value::as_object_mut) {
        own.shift_remove("$ref");
        for (field, value) in item {
            // What stands beside the reference is more special.
            if let Entry::Vacant(entry) = own.entry(&field) {
                fitter.moves.part(pointer.child(&field), end.child(&field));
                entry.insert(value);
            }
        }
    }
}
