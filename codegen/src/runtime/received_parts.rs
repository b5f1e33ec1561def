//! Forms of parts that were received.

use super::decode::place;
use super::lenient::{Reader, add_checked};
use super::model::Presence;
use super::multipart_read::{self, FormPart};
use super::received::Received;
use super::received_form::nothing;
#[cfg(not(without = "unions"))]
use super::received_form::of_shapes;
use super::rules::Rule;
use super::slot::{MapSlot, Slot, Target};
use super::style_read::of_text;
#[cfg(not(without = "unions"))]
use super::union::{Kinds, Union};
use super::violations::Part;
use serde_json::Value;
use std::collections::BTreeMap;

impl Received {
    /// A body of type `multipart/form-data`.
    pub fn multipart<T: Slot>(&mut self, rules: &[Rule]) -> T {
        let mut value = T::blank();
        if self.is_there(&value.target()) {
            self.read_multipart(&mut value, rules);
        }
        value
    }

    fn read_multipart(&mut self, slot: &mut dyn Slot, rules: &[Rule]) {
        let parts = self.content_type().and_then(multipart_read::boundary);
        let Some(parts) = parts.and_then(|boundary| multipart_read::parts(&self.body, &boundary)) else {
            return self.broken(Part::Body, "is not a form of parts between its boundary");
        };
        let mut reader = Reader { part: &Part::Body, pointer: String::new(), faults: Vec::new() };
        read_parts(slot.target(), &parts, &mut reader);
        add_checked(reader.faults, &Part::Body, slot, rules, &mut self.found);
    }
}

/// Reads parts into the fields of their names.
fn read_parts(target: Target<'_>, parts: &[FormPart], reader: &mut Reader<'_>) {
    let model = match target {
        Target::Option(option) => return read_parts(option.fill(), parts, reader),
        Target::Model(model) => model,
        Target::Map(map) => return read_others(map, parts, &|_| false, reader),
        Target::Any(any) => {
            let mut entries = serde_json::Map::new();
            read_others(&mut entries, parts, &|_| false, reader);
            *any = Value::Object(entries);
            return;
        }
        #[cfg(not(without = "unions"))]
        Target::Union(union) => {
            let branch = branch_of(union, parts);
            union.switch(branch);
            return read_parts(union.active_mut().target(), parts, reader);
        }
        target => return reader.value(target, &Value::Object(serde_json::Map::new())),
    };
    let fields = model.shape().fields();
    for (index, field) in fields.iter().enumerate() {
        let own: Vec<&FormPart> = parts.iter().filter(|part| part.name == field.name).collect();
        match own.is_empty() {
            false => {
                let is_file = fill_files(place(model, index, field.presence), &own);
                if !is_file {
                    let place = place(model, index, field.presence);
                    reader.within(field.name, |reader| read_field(place, &own, reader));
                }
            }
            true if field.presence == Presence::Required => {
                let place = place(model, index, field.presence);
                reader.within(field.name, |reader| match nothing(&place) {
                    Some(nothing) => reader.value(place, &nothing),
                    None => reader.tell("is required".to_owned()),
                });
            }
            true => {}
        }
    }
    if let Some(map) = model.additional_mut() {
        read_others(map, parts, &|name| fields.position(name).is_some(), reader);
    }
}

/// Reads parts into the entries of an object of unknown keys, but for those that are known.
fn read_others(
    map: &mut dyn MapSlot,
    parts: &[FormPart],
    is_known: &dyn Fn(&str) -> bool,
    reader: &mut Reader<'_>,
) {
    let mut names: BTreeMap<&str, Vec<&FormPart>> = BTreeMap::new();
    for part in parts.iter().filter(|part| !is_known(&part.name)) {
        names.entry(&part.name).or_default().push(part);
    }
    for (name, own) in names {
        if !fill_files(map.insert(name.to_owned()), &own) {
            let place = map.insert(name.to_owned());
            reader.within(name, |reader| read_field(place, &own, reader));
        }
    }
}

#[cfg(not(without = "unions"))]
/// The branch that parts are of: by their tag, or else the one of the fewest faults, and the fewest parts that it lacks.
fn branch_of(union: &mut dyn Union, parts: &[FormPart]) -> usize {
    let shape = union.shape();
    let tagged = shape.tag.as_ref().and_then(|tag| {
        let part = parts.iter().find(|part| part.name == tag.property)?;
        tag.branch(&part.text())
    });
    let mut misfit = |branch: &usize| {
        let mut trial = Reader { part: &Part::Body, pointer: String::new(), faults: Vec::new() };
        union.switch(*branch);
        read_parts(union.active_mut().target(), parts, &mut trial);
        let lacks = match union.active_mut().target() {
            Target::Model(model) => {
                let fields = model.shape().fields();
                parts.iter().filter(|part| fields.position(&part.name).is_none()).count()
            }
            _ => 0,
        };
        (trial.faults.len(), lacks)
    };
    let is_object =
        |branch: &usize| shape.branches.get(*branch).is_some_and(|it| it.kinds.has(Kinds::OBJECT));
    let best = || (0..shape.branches.len()).filter(is_object).min_by_key(&mut misfit);
    tagged.or_else(best).unwrap_or_default()
}

/// Reads parts of one name that are no files.
fn read_field(target: Target<'_>, parts: &[&FormPart], reader: &mut Reader<'_>) {
    match target {
        Target::Option(option) => match parts {
            [part] if value_of(option.fill(), part) == Some(Value::Null) => option.clear(),
            parts => read_field(option.fill(), parts, reader),
        },
        Target::List(list) if !matches!(parts, [part] if part.is_json && part.text().trim_start().starts_with('[')) =>
        {
            list.start(parts.len());
            for (index, part) in parts.iter().enumerate() {
                reader.within(&index.to_string(), |reader| read_field(list.push(), &[part], reader));
            }
        }
        Target::Any(any) if parts.len() > 1 => {
            let mut items: Vec<Value> = Vec::new();
            read_field(items.target(), parts, reader);
            *any = Value::Array(items);
        }
        #[cfg(not(without = "tuples"))]
        Target::Tuple(places) if places.len() == parts.len() => {
            for (index, (place, part)) in places.places().into_iter().zip(parts).enumerate() {
                reader.within(&index.to_string(), |reader| read_field(place, &[part], reader));
            }
        }
        #[cfg(not(without = "unions"))]
        Target::Union(union) => read_shapes(union, parts, reader),
        target => read_one(target, parts, reader),
    }
}

/// Reads the only part of a name.
fn read_one(mut target: Target<'_>, parts: &[&FormPart], reader: &mut Reader<'_>) {
    match parts {
        [part] => match value_of(target.again(), part) {
            Some(value) => reader.value(target, &value),
            None => reader.tell("is not JSON".to_owned()),
        },
        _ => reader.tell("is there several times".to_owned()),
    }
}

/// A part as what a place takes; `None` where it should be JSON and is not.
fn value_of(target: Target<'_>, part: &FormPart) -> Option<Value> {
    match part.is_json {
        true => serde_json::from_slice(part.text().as_bytes()).ok(),
        false => Some(of_text(target, &part.text())),
    }
}

#[cfg(not(without = "unions"))]
/// Reads parts of one name as what may be of several shapes.
fn read_shapes(union: &mut dyn Union, parts: &[&FormPart], reader: &mut Reader<'_>) {
    if parts.iter().all(|part| !part.is_json) {
        let value = of_shapes(union, parts.iter().map(|part| part.text()).collect());
        return reader.value(Target::Union(union), &value);
    }
    let list = union.shape().branches.iter().position(|branch| branch.kinds.has(Kinds::ARRAY));
    match list.filter(|_| parts.len() > 1) {
        Some(branch) => {
            union.switch(branch);
            read_field(union.active_mut().target(), parts, reader);
        }
        None => read_one(Target::Union(union), parts, reader),
    }
}

/// Puts files into a place for them; `false` when it is none.
fn fill_files(target: Target<'_>, parts: &[&FormPart]) -> bool {
    match (target, parts) {
        (Target::Option(option), parts) => fill_files(option.fill(), parts),
        (Target::List(list), parts) => {
            list.start(parts.len());
            parts.iter().all(|part| fill_files(list.push(), &[part]))
        }
        (Target::Text(text), [part]) => text.take_blob(&|| part.blob()),
        _ => false,
    }
}
