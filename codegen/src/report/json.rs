//! Diagnostics for programs.

use super::{Diagnostic, locate};
use crate::source::Sources;
use serde_json::{Value, json};

pub(super) fn render(diagnostics: &[Diagnostic], sources: &Sources) -> Value {
    let located = locate::locate(diagnostics, sources);
    diagnostics.iter().zip(located).map(|(diagnostic, located)| one(diagnostic, located, sources)).collect()
}

fn one(diagnostic: &Diagnostic, located: Option<locate::Located>, sources: &Sources) -> Value {
    let position = located.map(|located| located.position);
    json!({
        "code": diagnostic.code.name(),
        "severity": diagnostic.severity.to_string(),
        "message": diagnostic.message,
        "help": diagnostic.help,
        "pointer": diagnostic.place.pointer.as_str(),
        "file": sources.file(diagnostic.place.file).map(|file| file.path.to_string_lossy()),
        "line": position.map(|position| position.line),
        "column": position.map(|position| position.column),
        "near": diagnostic.near,
    })
}
