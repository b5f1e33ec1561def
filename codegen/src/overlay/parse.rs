//! Reads an overlay file (OpenAPI Overlay 1.1, section 4.4).

use super::{Action, Effect, Overlay, Provenance, target};
use crate::pointer::{Path, Pointer};
use crate::report::{Code, Diagnostic, Report, Severity};
use crate::source::Document;
use serde_json::{Map, Value};

/// Reads an overlay from its value tree. An action that cannot be understood is left out, with an error.
///
/// Any version 1.x is read; 1.0 is read by its own rules, every other as 1.1.
pub fn parse(document: &Document, report: &mut Report) -> Overlay {
    let mut reader = Reader { document, report };
    let root = Pointer::root();
    let path = Path::start(&root);
    let Some(object) = document.value.as_object() else {
        reader.not_overlay(&path, "this is not an object", HEAD);
        return Overlay::default();
    };
    let Some(minor) = reader.version(object, &path) else {
        return Overlay::default();
    };
    let title = reader.title(object, &path);
    let actions = reader.actions(object, minor, &path);
    Overlay { title, actions }
}

const HEAD: &str = "an overlay starts with `overlay: 1.0.0`, `info` and `actions`";

struct Reader<'a> {
    document: &'a Document,
    report: &'a mut Report,
}

impl Reader<'_> {
    /// The minor version.
    fn version(&mut self, object: &Map<String, Value>, path: &Path<'_>) -> Option<u32> {
        let version = match object.get("overlay") {
            Some(Value::String(version)) => version.clone(),
            // `overlay: 1.1` without quotes.
            Some(Value::Number(version)) => version.to_string(),
            Some(_) => {
                self.not_overlay(&path.key("overlay"), "`overlay` is not a version", HEAD);
                return None;
            }
            None => {
                self.not_overlay(path, "there is no `overlay` with the version", HEAD);
                return None;
            }
        };
        let minor = minor_of_one(&version);
        if minor.is_none() {
            let message = format!("version `{version}` is not one of Overlay 1.x");
            self.not_overlay(&path.key("overlay"), &message, "write the overlay as version 1.0.0 or 1.1.0");
        }
        minor
    }

    fn title(&mut self, object: &Map<String, Value>, path: &Path<'_>) -> String {
        let info = object.get("info");
        for field in ["title", "version"] {
            if info.and_then(|info| info.get(field)).is_none_or(|value| value.is_object() || value.is_array())
            {
                let at = if info.is_some() { path.key("info") } else { *path };
                let help = "the standard requires it; nothing depends on it";
                self.wrong(&at, Severity::Note, format!("`info` has no `{field}`"), help);
            }
        }
        let title = info.and_then(|info| info.get("title")).and_then(Value::as_str);
        title.unwrap_or_default().to_owned()
    }

    fn actions(&mut self, object: &Map<String, Value>, minor: u32, path: &Path<'_>) -> Vec<Action> {
        let Some(actions) = object.get("actions") else {
            self.not_overlay(path, "there are no `actions`", HEAD);
            return Vec::new();
        };
        let path = path.key("actions");
        let Some(actions) = actions.as_array() else {
            self.not_overlay(
                &path,
                "`actions` is not a list",
                "write each action as a list item with a `target`",
            );
            return Vec::new();
        };
        let items = actions.iter().enumerate();
        items.filter_map(|(index, action)| self.action(action, minor, &path.index(index))).collect()
    }

    fn action(&mut self, value: &Value, minor: u32, path: &Path<'_>) -> Option<Action> {
        let Some(object) = value.as_object() else {
            self.error(
                path,
                "this action is not an object".into(),
                "write `target` and `update` or `remove: true`",
            );
            return None;
        };
        let target = self.json_path(object, "target", path)?;
        let effect = self.effect(object, minor, path)?;
        Some(Action {
            target,
            description: object.get("description").and_then(Value::as_str).map(str::to_owned),
            effect,
            place: self.document.place(path.pointer()),
            provenance: object.get("x-provenance").and_then(Value::as_object).map(provenance),
        })
    }

    fn effect(&mut self, object: &Map<String, Value>, minor: u32, path: &Path<'_>) -> Option<Effect> {
        match object.get("remove") {
            Some(Value::Bool(true)) => return Some(Effect::Remove),
            Some(Value::Bool(false)) | None => {}
            Some(_) => {
                self.error(&path.key("remove"), "`remove` is not a boolean".into(), "write `remove: true`");
                return None;
            }
        }
        let copy = if minor == 0 { None } else { object.get("copy") };
        match (object.get("update"), copy) {
            (Some(update), None) => Some(update_of(update, minor)),
            (None, Some(_)) => self.json_path(object, "copy", path).map(Effect::Copy),
            (Some(_), Some(_)) => {
                let help = "keep one of them, or write two actions";
                self.error(path, "this action has both `update` and `copy`".into(), help);
                None
            }
            (None, None) => {
                let help = "add `update` with the value to merge, or `remove: true`";
                self.error(path, "this action does nothing".into(), help);
                None
            }
        }
    }

    fn json_path(&mut self, object: &Map<String, Value>, field: &str, path: &Path<'_>) -> Option<String> {
        let Some(value) = object.get(field) else {
            let help = "name what to edit with a JSONPath, such as `$.info`";
            self.error(path, format!("this action has no `{field}`"), help);
            return None;
        };
        let path = path.key(field);
        let Some(text) = value.as_str() else {
            self.error(&path, format!("`{field}` is not a text"), "write a JSONPath, such as `$.info`");
            return None;
        };
        if let Err(why) = target::check(text) {
            let help = "write a JSONPath by RFC 9535, such as `$.paths['/pets'].get`";
            self.error(&path, format!("`{text}` is not a JSONPath: {why}"), help);
            return None;
        }
        Some(text.to_owned())
    }

    fn not_overlay(&mut self, path: &Path<'_>, message: &str, help: &str) {
        let place = self.document.place(path.pointer());
        self.report.push(Diagnostic::new(Code::NotOverlay, place, message, help));
    }

    fn error(&mut self, path: &Path<'_>, message: String, help: &str) {
        self.wrong(path, Severity::Error, message, help);
    }

    fn wrong(&mut self, path: &Path<'_>, severity: Severity, message: String, help: &str) {
        let place = self.document.place(path.pointer());
        let diagnostic = Diagnostic::new(Code::Malformed, place, message, help);
        self.report.push(Diagnostic { severity, ..diagnostic });
    }
}

/// The minor version of a version 1.x or 1.x.y.
fn minor_of_one(version: &str) -> Option<u32> {
    if version == "1" {
        return Some(0);
    }
    let minor = version.strip_prefix("1.")?;
    minor.split('.').next()?.parse().ok()
}

/// Overlay 1.0: "If the target selects an array, the value of this field must be an entry to append to the array".
fn update_of(value: &Value, minor: u32) -> Effect {
    if minor == 0 && !value.is_object() {
        Effect::Append(value.clone())
    } else {
        Effect::Update(value.clone())
    }
}

fn provenance(object: &Map<String, Value>) -> Provenance {
    let text = |key: &str| object.get(key).and_then(Value::as_str).map(str::to_owned);
    let number = |key: &str| object.get(key).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
    Provenance {
        section: text("section"),
        table: number("table"),
        row: number("row"),
        column: text("column"),
        sentence: text("sentence"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;
    use serde_json::json;

    fn read(value: Value) -> (Overlay, Vec<(Code, Severity, String)>) {
        let mut report = Report::new();
        let overlay = parse(&Document::single(value, FileId(0)), &mut report);
        let told = report.diagnostics().iter();
        (overlay, told.map(|d| (d.code, d.severity, d.place.pointer.to_string())).collect())
    }

    fn with_actions(actions: Value) -> Value {
        json!({"overlay": "1.0.0", "info": {"title": "T", "version": "1"}, "actions": actions})
    }

    #[test]
    fn a_good_overlay_is_read_without_a_word() {
        let (overlay, told) = read(with_actions(json!([
            {"target": "$.info", "description": "why", "update": {"title": "x"}},
            {"target": "$.tags", "update": ["a"]},
            {"target": "$.paths.*", "remove": true, "update": 1},
        ])));
        assert_eq!(told, []);
        assert_eq!(overlay.title, "T");
        let effects: Vec<_> = overlay.actions.iter().map(|action| &action.effect).collect();
        assert_eq!(
            effects,
            [&Effect::Update(json!({"title": "x"})), &Effect::Append(json!(["a"])), &Effect::Remove]
        );
        assert_eq!(overlay.actions[0].description.as_deref(), Some("why"));
        assert_eq!(overlay.actions[2].place.pointer.as_str(), "/actions/2");
    }

    #[test]
    fn later_versions_concatenate_and_copy() {
        for version in [json!("1.1.0"), json!(1.1), json!("1.9")] {
            let (overlay, told) = read(json!({
                "overlay": version, "info": {"title": "T", "version": "1"},
                "actions": [{"target": "$.tags", "update": ["a"]}, {"target": "$.a", "copy": "$.b"}],
            }));
            assert_eq!(told, []);
            assert_eq!(overlay.actions[0].effect, Effect::Update(json!(["a"])));
            assert_eq!(overlay.actions[1].effect, Effect::Copy("$.b".into()));
        }
    }

    #[test]
    fn what_is_no_overlay_is_an_error_with_a_place() {
        let cases = [
            (json!([]), ""),
            (json!({"openapi": "3.0.0"}), ""),
            (json!({"overlay": "2.0.0"}), "/overlay"),
            (json!({"overlay": {}}), "/overlay"),
            (json!({"overlay": "1.0.0", "info": {"title": "T", "version": "1"}}), ""),
            (with_actions(json!({})), "/actions"),
        ];
        for (value, place) in cases {
            let (overlay, told) = read(value);
            assert!(overlay.actions.is_empty());
            assert_eq!(told, [(Code::NotOverlay, Severity::Error, place.to_owned())]);
        }
    }

    #[test]
    fn each_wrong_action_is_an_error_and_the_others_are_kept() {
        let (overlay, told) = read(with_actions(json!([
            1,
            {"update": {}},
            {"target": 5, "update": {}},
            {"target": "$[?", "update": {}},
            {"target": "$.a"},
            {"target": "$.a", "remove": "yes"},
            {"target": "$.a", "copy": "$.b"},
            {"target": "$.a", "update": {}},
        ])));
        assert_eq!(overlay.actions.len(), 1);
        let places: Vec<_> = told.iter().map(|(_, _, place)| place.as_str()).collect();
        assert_eq!(
            places,
            [
                "/actions/0",
                "/actions/1",
                "/actions/2/target",
                "/actions/3/target",
                "/actions/4",
                "/actions/5/remove",
                "/actions/6"
            ]
        );
        assert!(
            told.iter().all(|(code, severity, _)| (*code, *severity) == (Code::Malformed, Severity::Error))
        );
    }

    #[test]
    fn a_missing_title_costs_nothing() {
        let (overlay, told) = read(json!({"overlay": "1.0.0", "actions": [{"target": "$", "update": {}}]}));
        assert_eq!(overlay.actions.len(), 1);
        assert!(told.iter().all(|(_, severity, _)| *severity == Severity::Note));
        assert_eq!(told.len(), 2);
    }
}
