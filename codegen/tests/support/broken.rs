//! Broken copies of documents: whatever is broken, a crate comes out or an error is told.

use bindery::{Input, generate};
use serde_json::Value;
use std::panic::catch_unwind;
use std::time::{Duration, Instant};

/// The copies of a document that something was broken in, with what it was.
pub fn copies(text: &str, document: &Value) -> Vec<(String, String)> {
    let mut copies = Vec::new();
    for tenth in 0..10 {
        let end = text.floor_char_boundary(text.len() * tenth / 10);
        copies.push((format!("cut after {tenth} tenths"), text[..end].to_owned()));
    }
    for start in 0..10 {
        let mut copy = document.clone();
        delete_keys(&mut copy, &mut { start });
        copies.push((format!("each tenth key deleted, from {start}"), copy.to_string()));
    }
    for reference in ["#/nowhere", "#/info", "#/paths", "nowhere.yml", "%", ""] {
        let mut copy = document.clone();
        break_references(&mut copy, reference);
        copies.push((format!("each `$ref` is `{reference}`"), copy.to_string()));
    }
    copies
}

/// Deletes each tenth key of the objects, after as many as are counted already.
fn delete_keys(value: &mut Value, count: &mut usize) {
    match value {
        Value::Object(object) => object.retain(|_, value| {
            *count += 1;
            let stays = !count.is_multiple_of(10);
            if stays {
                delete_keys(value, count);
            }
            stays
        }),
        Value::Array(items) => items.iter_mut().for_each(|item| delete_keys(item, count)),
        _ => {}
    }
}

fn break_references(value: &mut Value, to: &str) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                match value {
                    Value::String(reference) if key == "$ref" => *reference = to.to_owned(),
                    value => break_references(value, to),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| break_references(item, to)),
        _ => {}
    }
}

/// What is wrong with what becomes of a copy: a panic, no crate and no error, or more time than is allowed.
pub fn fault(name: &str, text: String, allowed: Duration) -> Option<String> {
    let start = Instant::now();
    let Ok(output) = catch_unwind(|| generate(&Input::text(name, text))) else {
        return Some("it panics".to_owned());
    };
    let is_error = output.report.worst() == Some(bindery::report::Severity::Error);
    if output.files.is_some() == is_error {
        return Some(format!("a crate: {}, an error: {is_error}", output.files.is_some()));
    }
    let took = start.elapsed();
    (took > allowed).then(|| format!("it takes {took:.1?}"))
}
