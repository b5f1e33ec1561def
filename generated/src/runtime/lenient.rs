//! Reads a JSON value into a slot, and goes on after a fault: all that is wrong is told, and nothing of the value.

use super::check::{check, push_token};
use super::decode::place;
use super::kept;
use super::model::{Model, Presence};
use super::rules::Rule;
use super::slot::{Slot, Target};
use super::union::{Kinds, Union};
use super::violations::{Part, Violation, Violations};
use serde_json::Value;

/// Reads a value, checks it, and adds what it violates.
pub(super) fn read(
    part: &Part,
    slot: &mut dyn Slot,
    value: &Value,
    rules: &[Rule],
    found: &mut Vec<Violation>,
) {
    let mut reader = Reader { part, pointer: String::new(), faults: Vec::new() };
    reader.value(slot.target(), value);
    add_checked(reader.faults, part, slot, rules, found);
}

/// Adds faults, and what a value violates where it has none of them: what stands there is no value of the request.
pub(super) fn add_checked(
    faults: Vec<Violation>,
    part: &Part,
    slot: &dyn Slot,
    rules: &[Rule],
    found: &mut Vec<Violation>,
) {
    let mut violated = Vec::new();
    check(part, slot.view(), rules, &mut violated);
    violated.retain(|violation| !faults.iter().any(|fault| is_within(&violation.pointer, &fault.pointer)));
    found.extend(faults);
    found.extend(violated);
}

fn is_within(pointer: &str, outer: &str) -> bool {
    pointer.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The fault of something that is missing.
pub(super) fn missing(part: &Part, pointer: &str) -> Violation {
    Violation::new(part, pointer, "is required")
}

/// Reads values, and collects what is wrong with them.
pub(super) struct Reader<'a> {
    pub(super) part: &'a Part,
    pub(super) pointer: String,
    pub(super) faults: Vec<Violation>,
}

impl Reader<'_> {
    pub(super) fn value(&mut self, target: Target<'_>, value: &Value) {
        match (target, value) {
            (Target::Option(option), Value::Null) => option.clear(),
            (Target::Option(option), value) => self.value(option.fill(), value),
            (Target::List(list), Value::Array(items)) => {
                list.start(items.len());
                for (index, item) in items.iter().enumerate() {
                    self.within(&index.to_string(), |reader| reader.value(list.push(), item));
                }
            }
            (Target::Map(map), Value::Object(entries)) => {
                map.start();
                for (key, value) in entries {
                    self.within(key, |reader| reader.value(map.insert(key.clone()), value));
                }
            }
            (Target::Model(model), Value::Object(entries)) => self.model(model, entries),
            (Target::Union(union), value) => self.union(union, value),
            (target, value) => self.leaf(target, value),
        }
    }

    fn model(&mut self, model: &mut dyn Model, entries: &serde_json::Map<String, Value>) {
        let fields = model.shape().fields();
        for (index, field) in fields.iter().enumerate() {
            match entries.get(field.name) {
                Some(value) => {
                    self.within(field.name, |reader| {
                        reader.value(place(model, index, field.presence), value)
                    });
                }
                None if field.presence == Presence::Required => {
                    self.within(field.name, |reader| reader.tell("is required".to_owned()));
                }
                None => {}
            }
        }
        let Some(map) = model.additional_mut() else { return };
        let others = entries.iter().filter(|(key, _)| fields.position(key).is_none());
        for (key, value) in others {
            self.within(key, |reader| reader.value(map.insert(key.clone()), value));
        }
    }

    /// A value that fits no branch is told by the only branch of its JSON type, where there is only one.
    fn union(&mut self, union: &mut dyn Union, value: &Value) {
        if kept::read(Target::Union(union), value).is_ok() {
            return;
        }
        let kind = Kinds::of(value);
        let branches = union.shape().branches.iter().enumerate();
        let mut fitting = branches.filter(|(_, branch)| branch.kinds.has(kind));
        match (fitting.next(), fitting.next()) {
            (Some((index, _)), None) => {
                union.switch(index);
                self.value(union.active_mut().target(), value);
            }
            _ => self.tell("has none of the forms that are allowed here".to_owned()),
        }
    }

    fn leaf(&mut self, target: Target<'_>, value: &Value) {
        let expected = expected(&target);
        let is_its_type = match &target {
            Target::Text(_) => value.is_string(),
            Target::Foreign(_) => true,
            _ => value.is_number() && !matches!(target, Target::String(_) | Target::OptionString(_)),
        };
        if kept::read(target, value).is_err() {
            self.tell(match is_its_type {
                true => format!("must be {expected}"),
                false => format!("must be {expected}, not {}", kind(value)),
            });
        }
    }

    pub(super) fn within(&mut self, key: &str, read: impl FnOnce(&mut Self)) {
        let outer = self.pointer.len();
        push_token(&mut self.pointer, key);
        read(self);
        self.pointer.truncate(outer);
    }

    pub(super) fn tell(&mut self, message: String) {
        if !Violations::enough(&self.faults) {
            self.faults.push(Violation::new(self.part, &self.pointer, message));
        }
    }
}

/// What a place takes.
fn expected(target: &Target<'_>) -> &'static str {
    match target {
        Target::Bool(_) | Target::OptionBool(_) => "true or false",
        Target::I32(_) => "a whole number of 32 bits",
        Target::I64(_) | Target::OptionI64(_) | Target::Integer(_) => "a whole number of 64 bits",
        Target::U32(_) => "a whole number of 32 bits without a sign",
        Target::U64(_) => "a whole number of 64 bits without a sign",
        Target::F32(_) | Target::F64(_) | Target::OptionF64(_) => "a number",
        Target::String(_) | Target::OptionString(_) => "a string",
        Target::Text(text) => text.expected(),
        Target::Foreign(_) => "written in the form of its type",
        Target::List(_) => "an array",
        Target::Map(_) | Target::Model(_) => "an object",
        Target::Union(_) => "another value",
        Target::Any(_) | Target::Option(_) => "another value",
    }
}

/// What a value is.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

impl Target<'_> {
}
