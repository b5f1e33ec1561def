//! Writes an overlay as an Overlay document.

use super::{Action, Effect, Overlay, Provenance};
use serde_json::{Map, Value, json};

impl Overlay {
    /// The overlay as an Overlay 1.0.0 document, or 1.1.0 if an action needs what 1.0 does not have.
    ///
    /// A lifted action says where it came from in `x-provenance`: the `pointer` of the description, and what is
    /// known of `section`, `table`, `row`, `column` and `sentence`.
    pub fn to_value(&self) -> Value {
        let new = self.actions.iter().any(needs_1_1);
        let actions: Vec<Value> = self.actions.iter().flat_map(|action| write(action, new)).collect();
        let title = if self.title.is_empty() { "Corrections" } else { &self.title };
        json!({
            "overlay": if new { "1.1.0" } else { "1.0.0" },
            "info": {"title": title, "version": "1.0.0"},
            "actions": actions,
        })
    }
}

fn needs_1_1(action: &Action) -> bool {
    match &action.effect {
        Effect::Copy(_) => true,
        Effect::Update(value) => !value.is_object() && !value.is_array(),
        Effect::Append(_) | Effect::Remove => false,
    }
}

/// The documents of one action: an array becomes one action for each item in version 1.0, which cannot
/// concatenate.
fn write(action: &Action, new: bool) -> Vec<Value> {
    let whole = |key: &str, value: Value| vec![object(action, key, value)];
    match &action.effect {
        Effect::Remove => whole("remove", Value::Bool(true)),
        Effect::Copy(source) => whole("copy", source.clone().into()),
        Effect::Update(Value::Array(items)) if !new => {
            items.iter().map(|item| object(action, "update", item.clone())).collect()
        }
        Effect::Append(value @ Value::Array(_)) if new => whole("update", json!([value])),
        Effect::Update(value) | Effect::Append(value) => whole("update", value.clone()),
    }
}

fn object(action: &Action, key: &str, value: Value) -> Value {
    let mut object = Map::new();
    object.insert("target".into(), action.target.clone().into());
    if let Some(description) = &action.description {
        object.insert("description".into(), description.clone().into());
    }
    object.insert(key.into(), value);
    if let Some(provenance) = &action.provenance {
        object.insert("x-provenance".into(), write_provenance(action, provenance));
    }
    Value::Object(object)
}

fn write_provenance(action: &Action, provenance: &Provenance) -> Value {
    let Provenance { section, table, row, column, sentence } = provenance;
    let mut object = Map::new();
    object.insert("pointer".into(), action.place.pointer.as_str().into());
    let parts: [(&str, Option<Value>); 5] = [
        ("section", section.clone().map(Value::from)),
        ("table", table.map(Value::from)),
        ("row", row.map(Value::from)),
        ("column", column.clone().map(Value::from)),
        ("sentence", sentence.clone().map(Value::from)),
    ];
    object.extend(parts.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))));
    Value::Object(object)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overlay::{apply, parse};
    use crate::pointer::Pointer;
    use crate::report::{Place, Report};
    use crate::source::{Document, FileId};

    fn action(target: &str, effect: Effect) -> Action {
        let place = Place { file: FileId(0), pointer: Pointer::root().child("paths").child("/a b") };
        Action { target: target.into(), description: None, effect, place, provenance: None }
    }

    fn applied(overlay: &Overlay, value: &Value) -> Value {
        let mut document = Document::single(value.clone(), FileId(0));
        let mut report = Report::new();
        assert!(apply(&mut document, overlay, &mut report).is_empty());
        assert_eq!(report.diagnostics(), []);
        document.value
    }

    fn round_trip(overlay: &Overlay) -> Overlay {
        let mut report = Report::new();
        let read = parse(&Document::single(overlay.to_value(), FileId(1)), &mut report);
        assert_eq!(report.diagnostics(), []);
        read
    }

    #[test]
    fn what_is_written_applies_the_same_when_it_is_read() {
        let document = json!({"o": {"a": [1]}, "l": [0], "p": 1, "gone": 1});
        let old = vec![
            action("$.o", Effect::Update(json!({"a": [2], "b": {}}))),
            action("$.l", Effect::Update(json!([1, [2], {"x": 3}]))),
            action("$.l", Effect::Append(json!([4]))),
            action("$.l", Effect::Append(json!({"y": 5}))),
            action("$.gone", Effect::Remove),
        ];
        let mut new = old.clone();
        new.push(action("$.p", Effect::Update(json!("text"))));
        new.push(action("$.o", Effect::Copy("$.l[3]".into())));
        for (actions, version) in [(old, "1.0.0"), (new, "1.1.0")] {
            let overlay = Overlay { title: String::new(), actions };
            assert_eq!(overlay.to_value()["overlay"], version);
            assert_eq!(applied(&round_trip(&overlay), &document), applied(&overlay, &document));
        }
    }

    #[test]
    fn a_lifted_fact_says_where_it_came_from() {
        let provenance = Provenance {
            section: Some("Request".into()),
            table: Some(1),
            row: Some(3),
            column: None,
            sentence: None,
        };
        let mut fact = action("$.o", Effect::Update(json!({})));
        fact.description = Some("why".into());
        fact.provenance = Some(provenance.clone());
        let overlay = Overlay { title: "T".into(), actions: vec![fact] };
        assert_eq!(
            overlay.to_value()["actions"][0],
            json!({
                "target": "$.o", "description": "why", "update": {},
                "x-provenance": {"pointer": "/paths/~1a b", "section": "Request", "table": 1, "row": 3},
            })
        );
        assert_eq!(round_trip(&overlay).actions[0].provenance, Some(provenance));
    }
}
