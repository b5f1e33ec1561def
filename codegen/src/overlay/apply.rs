//! Applies an overlay to a document.

use super::target::{Step, get, get_mut, locate, pointer};
use super::{Action, Effect, Overlay};
use crate::pointer::Pointer;
use crate::report::{Code, Diagnostic, Place, Report, Severity, kind_of};
use crate::shape::size;
use crate::source::{Document, Moves};
use serde_json::{Map, Value};

/// How deep a place may lie that is edited, so that no row of actions makes a document deeper than can be walked.
const DEEPEST: usize = 256;

/// How many values one overlay may insert that it did not spell out: a copy of a document into itself doubles it.
const MOST_COPIED: usize = 1_000_000;

/// Applies the actions in order. Returns those that matched nothing; whether that is wrong, the caller knows.
///
/// Merging follows Overlay 1.1, section 4.4.3: objects merge recursively, arrays are concatenated, primitives
/// replaced. What cannot be merged is left as it is, with an error at the action.
pub fn apply(document: &mut Document, overlay: &Overlay, report: &mut Report) -> Vec<Action> {
    let mut unmatched = Vec::new();
    let (mut budget, mut moves) = (MOST_COPIED, Moves::default());
    for action in &overlay.actions {
        let mut inserted = Inserted::new();
        match edit(&mut document.value, action, &mut budget, &mut moves, &mut inserted) {
            Ok(0) => unmatched.push(action.clone()),
            Ok(_) => {}
            Err(why) => report.push(refusal(action, &why)),
        }
        if action.is_written() {
            let update = action.place.pointer.child("update");
            for (at, below) in inserted {
                let from = Place { file: action.place.file, pointer: update.join(below.as_str()) };
                document.origins.insert(moves.before(at), from);
            }
        }
    }
    document.origins.moved(moves);
    unmatched
}

fn refusal(action: &Action, why: &str) -> Diagnostic {
    let message = format!("the action on `{}` cannot be applied: {why}", action.target);
    let help = "correct the action; to put a value of another kind in place, remove the old one first";
    let diagnostic = Diagnostic::new(Code::Malformed, action.place.clone(), message, help);
    Diagnostic { severity: Severity::Error, ..diagnostic }
}

/// Applies one action. Returns how many values it matched.
fn edit(
    root: &mut Value,
    action: &Action,
    budget: &mut usize,
    moves: &mut Moves,
    inserted: &mut Inserted,
) -> Result<usize, String> {
    let places = locate(root, &action.target)?;
    if places.iter().any(|steps| steps.len() > DEEPEST) {
        return Err(format!("it edits a value deeper than {DEEPEST} levels"));
    }
    match &action.effect {
        Effect::Update(value) => {
            update_all(root, &places, |target, at| merge(target, value, (at, &Pointer::root()), inserted))?
        }
        Effect::Append(value) => update_all(root, &places, |target, at| append(target, value, at, inserted))?,
        Effect::Copy(source) if !places.is_empty() => copy(root, &places, source, budget)?,
        Effect::Copy(_) => {}
        Effect::Remove => {
            remove_all(root, &places)?;
            let items = places.iter().filter(|steps| matches!(steps.last(), Some(Step::Index(_))));
            moves.cut(items.map(|steps| pointer(steps)));
        }
    }
    Ok(places.len())
}

fn update_all(
    root: &mut Value,
    places: &[Vec<Step>],
    mut update: impl FnMut(&mut Value, &Pointer) -> Result<(), String>,
) -> Result<(), String> {
    let mut result = Ok(());
    for steps in places {
        // Every place is updated that can be; the first failure is told.
        if let Some(target) = get_mut(root, steps) {
            result = result.and(update(target, &pointer(steps)));
        }
    }
    result
}

/// What an action has inserted: where it stands now, and where in the update.
type Inserted = Vec<(Pointer, Pointer)>;

/// Merges a value into the selected one (Overlay 1.1, `update`), each with its place.
fn merge(
    target: &mut Value,
    update: &Value,
    (at, from): (&Pointer, &Pointer),
    inserted: &mut Inserted,
) -> Result<(), String> {
    match (target, update) {
        (Value::Object(target), Value::Object(update)) => merge_objects(target, update, (at, from), inserted),
        (Value::Array(target), Value::Array(update)) => {
            for (index, item) in update.iter().enumerate() {
                inserted.push((at.child(target.len()), from.child(index)));
                target.push(item.clone());
            }
            Ok(())
        }
        (Value::Array(target), item) => {
            inserted.push((at.child(target.len()), from.clone()));
            target.push(item.clone());
            Ok(())
        }
        // A key without a value, which the update fills.
        (target, update) if target.is_null() || (is_primitive(target) && is_primitive(update)) => {
            inserted.push((at.clone(), from.clone()));
            *target = update.clone();
            Ok(())
        }
        (target, update) => Err(format!("{} cannot be updated with {}", kind_of(target), kind_of(update))),
    }
}

/// The recursive merge of properties.
fn merge_objects(
    target: &mut Map<String, Value>,
    update: &Map<String, Value>,
    (at, from): (&Pointer, &Pointer),
    inserted: &mut Inserted,
) -> Result<(), String> {
    let mut result = Ok(());
    for (key, value) in update {
        let (at, from) = (at.child(key.as_str()), from.child(key.as_str()));
        match target.get_mut(key) {
            None => {
                inserted.push((at, from));
                target.insert(key.clone(), value.clone());
            }
            // The examples of the standard write `components:` without a value to leave it as it is.
            Some(Value::Object(_) | Value::Array(_)) if value.is_null() => {}
            Some(Value::Array(items)) if !value.is_array() => {
                let why =
                    format!("`{key}` is a list of {} and the update has {}", items.len(), kind_of(value));
                result = result.and(Err(why));
            }
            Some(old) => {
                let merged = merge(old, value, (&at, &from), inserted);
                result = result.and(merged.map_err(|why| format!("in `{key}`, {why}")));
            }
        }
    }
    result
}

/// Appends one item (Overlay 1.0, `update` on an array).
fn append(target: &mut Value, item: &Value, at: &Pointer, inserted: &mut Inserted) -> Result<(), String> {
    match target {
        Value::Array(target) => {
            inserted.push((at.child(target.len()), Pointer::root()));
            target.push(item.clone());
            Ok(())
        }
        target => Err(format!("{} cannot be updated with {} in Overlay 1.0", kind_of(target), kind_of(item))),
    }
}

fn copy(root: &mut Value, places: &[Vec<Step>], source: &str, budget: &mut usize) -> Result<(), String> {
    let sources = locate(root, source)?;
    let [source_steps] = sources.as_slice() else {
        return Err(format!("`copy` selects {} values instead of one", sources.len()));
    };
    let Some(value) = get(root, source_steps) else { return Ok(()) };
    let cost = size(value, *budget).saturating_mul(places.len());
    *budget = budget.checked_sub(cost).ok_or("the overlay copies more than a million values")?;
    let value = value.clone();
    let mut copied = Inserted::new();
    update_all(root, places, |target, at| merge(target, &value, (at, &Pointer::root()), &mut copied))
}

/// Removes values from the last to the first, so that an index is still right when its turn comes and a value
/// inside a removed one goes first.
fn remove_all(root: &mut Value, places: &[Vec<Step>]) -> Result<(), String> {
    let mut places: Vec<&Vec<Step>> = places.iter().collect();
    places.sort_by(|a, b| {
        let mut orders = a.iter().zip(b.iter()).map(|(a, b)| b.order(a));
        orders.find(|order| order.is_ne()).unwrap_or(b.len().cmp(&a.len()))
    });
    for steps in places {
        let Some((last, parent)) = steps.split_last() else {
            return Err("the whole document cannot be removed".into());
        };
        match (get_mut(root, parent), last) {
            (Some(Value::Object(object)), Step::Key(key)) => drop(object.shift_remove(key)),
            (Some(Value::Array(items)), Step::Index(index)) if *index < items.len() => {
                drop(items.remove(*index))
            }
            _ => {}
        }
    }
    Ok(())
}

fn is_primitive(value: &Value) -> bool {
    !value.is_object() && !value.is_array()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overlay::parse;
    use crate::source::{FileId, Origins};
    use serde_json::json;

    struct Applied {
        value: Value,
        origins: Origins,
        unmatched: Vec<String>,
        errors: Vec<(String, String)>,
    }

    fn run(version: &str, document: Value, actions: Value) -> Applied {
        let mut report = Report::new();
        let file = json!({"overlay": version, "info": {"title": "T", "version": "1"}, "actions": actions});
        let overlay = parse(&Document::single(file, FileId(1)), &mut report);
        let mut document = Document::single(document, FileId(0));
        let unmatched = apply(&mut document, &overlay, &mut report);
        let told = report.diagnostics().iter();
        Applied {
            value: document.value,
            origins: document.origins,
            unmatched: unmatched.into_iter().map(|action| action.target).collect(),
            errors: told.map(|d| (d.place.pointer.to_string(), d.message.clone())).collect(),
        }
    }

    #[test]
    fn an_object_merges_recursively() {
        let applied = run(
            "1.0.0",
            json!({"info": {"title": "old", "contact": {"name": "n"}, "tags": [1]}}),
            json!([{"target": "$.info", "update": {"title": "new", "contact": {"url": "u"}, "tags": [2], "x": null}}]),
        );
        assert_eq!(
            applied.value,
            json!({"info": {"title": "new", "contact": {"name": "n", "url": "u"}, "tags": [1, 2], "x": null}})
        );
        assert!(applied.errors.is_empty() && applied.unmatched.is_empty());
    }

    #[test]
    fn an_array_is_appended_to_by_the_rules_of_the_version() {
        let actions = json!([{"target": "$.a", "update": [2, 3]}, {"target": "$.a", "update": {"x": 1}}]);
        let document = json!({"a": [1]});
        assert_eq!(
            run("1.0.0", document.clone(), actions.clone()).value,
            json!({"a": [1, [2, 3], {"x": 1}]})
        );
        assert_eq!(run("1.1.0", document, actions).value, json!({"a": [1, 2, 3, {"x": 1}]}));
    }

    #[test]
    fn what_is_left_of_a_list_is_told_where_it_stood() {
        let actions = json!([
            {"target": "$.a[?@.x == 0]", "remove": true},
            {"target": "$.a[1]", "remove": true},
            {"target": "$.b", "remove": true},
        ]);
        let document = json!({"a": [{"x": 0}, {"x": 1}, {"x": 0}, {"x": 2}, {"x": 3}], "b": 1});
        let applied = run("1.0.0", document, actions);
        assert_eq!(applied.value, json!({"a": [{"x": 1}, {"x": 3}]}));
        for (now, before) in [("/a/0/x", "/a/1/x"), ("/a/1/x", "/a/4/x")] {
            let place = applied.origins.place(FileId(0), Pointer::parse(now).unwrap());
            assert_eq!(place.pointer.as_str(), before);
        }
    }

    #[test]
    fn what_was_inserted_is_told_where_the_action_has_it() {
        let actions = json!([
            {"target": "$.a[0]", "remove": true},
            {"target": "$", "update": {"a": [3], "b": {"d": {"e": 1}}}},
            {"target": "$.b.c", "update": 2},
        ]);
        let applied = run("1.1.0", json!({"a": [1, 2], "b": {"c": 1}}), actions);
        for (now, file, before) in [
            ("/a/0", 0, "/a/1"),
            ("/a/1", 1, "/actions/1/update/a/0"),
            ("/b", 0, "/b"),
            ("/b/c", 1, "/actions/2/update"),
            ("/b/d/e", 1, "/actions/1/update/b/d/e"),
        ] {
            let place = applied.origins.place(FileId(0), Pointer::parse(now).unwrap());
            assert_eq!((place.file, place.pointer.as_str()), (FileId(file), before), "{now}");
        }
    }

    #[test]
    fn a_primitive_is_replaced_since_version_1_1() {
        let actions = json!([{"target": "$.info.title", "update": "new"}]);
        let document = json!({"info": {"title": "old"}});
        assert_eq!(run("1.1.0", document.clone(), actions.clone()).value, json!({"info": {"title": "new"}}));
        let old = run("1.0.0", document.clone(), actions);
        assert_eq!(old.value, document);
        assert_eq!(old.errors[0].0, "/actions/0");
    }

    #[test]
    fn what_does_not_merge_is_an_error_and_stays() {
        let document = json!({"a": {"list": [1], "object": {}, "text": "t"}});
        let applied = run(
            "1.1.0",
            document.clone(),
            json!([
                {"target": "$.a", "update": {"list": {"x": 1}}},
                {"target": "$.a", "update": {"object": "x"}},
                {"target": "$.a", "update": {"text": ["x"]}},
                {"target": "$.a", "update": 5},
            ]),
        );
        assert_eq!(applied.value, document);
        assert_eq!(applied.errors.len(), 4);
    }

    #[test]
    fn a_key_without_a_value_leaves_the_target_and_is_filled_by_an_update() {
        let applied = run(
            "1.0.0",
            json!({"components": {"a": 1}, "info": null}),
            json!([{"target": "$", "update": {"components": null, "info": {"title": "x"}}}]),
        );
        assert_eq!(applied.value, json!({"components": {"a": 1}, "info": {"title": "x"}}));
    }

    #[test]
    fn removal_takes_the_selected_values_and_no_others() {
        let applied = run(
            "1.0.0",
            json!({"a": [{"n": 1}, {"n": 2}, {"n": 3}, {"n": 4}], "b": {"c": {"n": 1}}}),
            json!([{"target": "$.a[?@.n != 3]", "remove": true}, {"target": "$..n", "remove": true}, {"target": "$.b['c', 'c']", "remove": true}]),
        );
        assert_eq!(applied.value, json!({"a": [{}], "b": {}}));
        let whole = run("1.0.0", json!({"a": 1}), json!([{"target": "$", "remove": true}]));
        assert_eq!((whole.value, whole.errors.len()), (json!({"a": 1}), 1));
    }

    #[test]
    fn a_copy_takes_one_value() {
        let applied = run(
            "1.1.0",
            json!({"a": {"x": 1}, "b": {"y": 2}, "c": [1, 2]}),
            json!([{"target": "$.b", "copy": "$.a"}, {"target": "$.b", "copy": "$.c[*]"}, {"target": "$.c", "copy": "$.a"}]),
        );
        assert_eq!(applied.value, json!({"a": {"x": 1}, "b": {"y": 2, "x": 1}, "c": [1, 2, {"x": 1}]}));
        assert_eq!(applied.errors.len(), 1);
    }

    #[test]
    fn copies_of_copies_come_to_an_end() {
        let actions: Vec<_> = (0..100).map(|_| json!({"target": "$.a", "copy": "$.a"})).collect();
        let applied = run("1.1.0", json!({"a": [1, 2, 3]}), Value::Array(actions));
        assert!(!applied.errors.is_empty());
        assert!(size(&applied.value, usize::MAX) < 3 * MOST_COPIED);
    }

    #[test]
    fn an_action_that_matches_nothing_is_handed_back() {
        let applied = run(
            "1.0.0",
            json!({"a": 1}),
            json!([{"target": "$.b", "update": {}}, {"target": "$.b", "remove": true}]),
        );
        assert_eq!(applied.unmatched, ["$.b", "$.b"]);
    }

    #[test]
    fn actions_apply_one_after_the_other() {
        let applied = run(
            "1.0.0",
            json!({"a": {"t": "string"}}),
            json!([{"target": "$.a.t", "remove": true}, {"target": "$.a", "update": {"t": {"any": true}}}]),
        );
        assert_eq!(applied.value, json!({"a": {"t": {"any": true}}}));
    }
}
