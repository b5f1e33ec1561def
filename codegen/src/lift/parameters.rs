//! Parameters of paths that no operation declares: OpenAPI demands a declaration of each (3.0.3, section 4.7.9).

use crate::overlay::{Action, Effect, Overlay, target_in};
use crate::pointer::Pointer;
use crate::references::end_of_chain;
use crate::report::{Code, Diagnostic, Report, Severity};
use crate::shape::{METHODS, path_expression};
use crate::source::Document;
use serde_json::{Map, Value, json};
use std::collections::HashSet;

/// The declarations that paths lack, each with a diagnostic: for all operations of the path where none has one, and for
/// the single operation otherwise.
pub(super) fn declare(document: &Document, report: &mut Report) -> Overlay {
    let mut actions = Vec::new();
    let paths = document.value.get("paths").and_then(Value::as_object);
    for (path, item) in paths.into_iter().flatten() {
        let Some(item) = item.as_object().filter(|item| is_whole(document, item)) else { continue };
        let at = Pointer::root().child("paths").child(path);
        for (at, missing) in missing(document, path, item, &at) {
            actions.push(declaration(document, &at, &missing));
            report.push(diagnostic(document, &at, &missing));
        }
    }
    Overlay { title: String::new(), actions }
}

/// Whether nothing of a path item and its operations stands in another file, where the parameters may be declared.
fn is_whole(document: &Document, item: &Map<String, Value>) -> bool {
    let operations = METHODS.iter().filter_map(|method| item.get(*method));
    let lists =
        operations.clone().map(|operation| operation.get("parameters")).chain([item.get("parameters")]);
    let parameters = lists.flatten().filter_map(Value::as_array).flatten();
    !item.contains_key("$ref")
        && operations.into_iter().all(|operation| operation.get("$ref").is_none())
        && parameters.into_iter().all(|parameter| resolve(document, parameter).is_some())
}

/// What each place of a path item lacks.
fn missing(
    document: &Document,
    path: &str,
    item: &Map<String, Value>,
    at: &Pointer,
) -> Vec<(Pointer, Vec<String>)> {
    let wanted = names(path);
    let shared = declared(document, item.get("parameters"));
    let operations: Vec<_> =
        METHODS.iter().filter_map(|method| Some((*method, item.get(*method)?))).collect();
    if wanted.iter().all(|name| has(&shared, name)) || operations.is_empty() {
        return Vec::new();
    }
    let own: Vec<_> =
        operations.iter().map(|(_, operation)| declared(document, operation.get("parameters"))).collect();
    let (nowhere, somewhere): (Vec<&str>, Vec<&str>) = wanted
        .into_iter()
        .filter(|name| !has(&shared, name))
        .partition(|name| own.iter().all(|own| !has(own, name)));
    let alone = |name: &str| path_expression(name).map_or(name, |(name, _)| name).to_owned();
    let owned = |names: Vec<&str>| names.into_iter().map(alone).collect::<Vec<_>>();
    let mut missing = vec![(at.clone(), owned(nowhere))];
    for ((method, _), own) in operations.iter().zip(&own) {
        let lacking = somewhere.iter().copied().filter(|name| !has(own, name)).collect();
        missing.push((at.child(method), owned(lacking)));
    }
    missing.retain(|(_, names)| !names.is_empty());
    missing
}

/// Whether a name is declared, as it stands or without what else is between its braces.
fn has(declared: &HashSet<&str>, name: &str) -> bool {
    declared.contains(name) || path_expression(name).is_some_and(|(name, _)| declared.contains(name))
}

/// The names between braces of a path template, each once.
fn names(path: &str) -> Vec<&str> {
    let mut seen = HashSet::new();
    let pieces = path.split('{').skip(1).filter_map(|piece| Some(piece.split_once('}')?.0));
    pieces.filter(|name| !name.is_empty() && seen.insert(*name)).collect()
}

/// The names of the path parameters in a list.
fn declared<'d>(document: &'d Document, parameters: Option<&'d Value>) -> HashSet<&'d str> {
    let list = parameters.and_then(Value::as_array).into_iter().flatten();
    let list = list.filter_map(|parameter| resolve(document, parameter));
    let in_path = list.filter(|parameter| parameter.get("in").and_then(Value::as_str) == Some("path"));
    in_path.filter_map(|parameter| parameter.get("name")?.as_str()).collect()
}

fn resolve<'d>(document: &'d Document, parameter: &'d Value) -> Option<&'d Value> {
    let Some(reference) = parameter.get("$ref").and_then(Value::as_str) else { return Some(parameter) };
    let at = end_of_chain(&document.value, Pointer::parse(reference)?.as_str())?;
    document.value.pointer(&at)
}

fn declaration(document: &Document, at: &Pointer, names: &[String]) -> Action {
    let parameters: Vec<Value> = names
        .iter()
        .map(|name| json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}}))
        .collect();
    Action {
        target: target_in(&document.value, at),
        description: Some(format!("The path names {}, which nothing declares.", quoted(names))),
        effect: Effect::Update(json!({"parameters": parameters})),
        place: document.place(at.clone()),
        provenance: None,
    }
}

fn diagnostic(document: &Document, at: &Pointer, names: &[String]) -> Diagnostic {
    let message = format!("the path names {}, which nothing declares", quoted(names));
    let help = "a text is assumed; declare the parameter with its type in an overlay";
    let diagnostic = Diagnostic::new(Code::Malformed, document.place(at.clone()), message, help);
    Diagnostic { severity: Severity::Note, ..diagnostic }
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    #[test]
    fn what_nothing_declares_is_declared_once() {
        let id = json!({"name": "id", "in": "path", "required": true, "schema": {"type": "integer"}});
        let value = json!({
            "paths": {
                "/a/{id}": {"get": {}, "put": {}},
                "/b/{id}/{id}": {"get": {"parameters": [{"$ref": "#/components/parameters/Id"}]}, "put": {"parameters": [{"name": "id", "in": "query"}]}},
                "/c/{id}": {"parameters": [id], "get": {}},
                "/d/{id}": {},
                "/e/{": {"get": {}},
                "/f/{id}": {"get": {"$ref": "f.yml"}},
                "/g/{id}": {"get": {"parameters": [{"$ref": "g.yml#/id"}]}},
            },
            "components": {"parameters": {"Id": id}},
        });
        let mut report = Report::new();
        let overlay = declare(&Document::single(value, FileId(0)), &mut report);
        let targets: Vec<_> = overlay.actions.iter().map(|action| action.target.as_str()).collect();
        assert_eq!(targets, ["$.paths['/a/{id}']", "$.paths['/b/{id}/{id}'].put"]);
        assert_eq!(report.diagnostics().len(), 2);
    }
}
