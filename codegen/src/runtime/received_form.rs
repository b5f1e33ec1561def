//! Forms that were received: of pairs, and of parts.

use super::decode::place;
use super::encoding::Encoding;
use super::lenient::{self, Reader, add_checked};
use super::model::Presence;
use super::multipart_read::{self, FormPart};
use super::percent;
use super::received::{Received, is_optional};
use super::rules::Rule;
use super::slot::{Slot, Target};
use super::style::Style;
use super::style_read::{self, Broken, Source, of_text, wants_object};
#[cfg(not(without = "unions"))]
use super::union::{Kinds, Union};
use super::violations::Part;
use serde_json::Value;

/// How a property of a form is written where nothing is said.
const PLAIN: Style = Style::Form { explode: true };

impl Received {
    /// A body of type `application/x-www-form-urlencoded`.
    pub fn form<T: Slot>(&mut self, encodings: &[Encoding], rules: &[Rule]) -> T {
        let mut value = T::blank();
        // A form without entries is of no bytes, and a form all the same.
        let is_empty_form = self.content_type().is_some() && !is_optional(&value.target());
        if is_empty_form || self.is_there(&value.target()) {
            self.read_form(&mut value, encodings, rules);
        }
        value
    }

    /// A body of type `multipart/form-data`.
    pub fn multipart<T: Slot>(&mut self, rules: &[Rule]) -> T {
        let mut value = T::blank();
        if self.is_there(&value.target()) {
            self.read_multipart(&mut value, rules);
        }
        value
    }

    fn read_form(&mut self, slot: &mut dyn Slot, encodings: &[Encoding], rules: &[Rule]) {
        let pairs = std::str::from_utf8(&self.body).ok().and_then(percent::pairs);
        let value = pairs.ok_or(Broken).and_then(|pairs| form_value(slot.target(), &pairs, encodings));
        match value {
            Ok(value) => lenient::read(&Part::Body, slot, &value, rules, &mut self.found),
            Err(Broken) => self.broken(Part::Body, "is not a form in percent-encoded UTF-8"),
        }
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
/// A form as JSON: each property in its style, as `Builder::form` writes it.
fn form_value(
    target: Target<'_>,
    pairs: &[(String, String)],
    encodings: &[Encoding],
) -> Result<Value, Broken> {
    let model = match target {
        Target::Option(option) => return form_value(option.fill(), pairs, encodings),
        Target::Model(model) => model,
        target => {
            let value = style_read::value(target, "", Source::Pairs(pairs, &[]), PLAIN)?;
            return Ok(value.unwrap_or_else(|| Value::Object(serde_json::Map::new())));
        }
    };
    let mut out = serde_json::Map::new();
    let fields = model.shape().fields();
    for (index, field) in fields.iter().enumerate() {
        let said = encodings.iter().find(|encoding| encoding.name == field.name).map_or(PLAIN, |it| it.style);
        // The entries of an object stand under the name of their property only where the style says so.
        let is_json = said == PLAIN && wants_object(place(model, index, field.presence));
        let style = if is_json { Style::Json } else { said };
        let source = Source::Pairs(pairs, &[]);
        if let Some(value) =
            style_read::value(place(model, index, field.presence), field.name, source, style)?
        {
            out.insert(field.name.to_owned(), value);
        }
    }
    if let Some(map) = model.additional_mut() {
        let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
        let others = style_read::value(Target::Map(map), "", Source::Pairs(pairs, &names), PLAIN)?;
        out.extend(others.and_then(|others| others.as_object().cloned()).unwrap_or_default());
    }
    Ok(Value::Object(out))
}

/// Reads parts into the fields of their names.
fn read_parts(target: Target<'_>, parts: &[FormPart], reader: &mut Reader<'_>) {
    let model = match target {
        Target::Option(option) => return read_parts(option.fill(), parts, reader),
        Target::Model(model) => model,
        Target::Map(map) => {
            for part in parts {
                let place = map.insert(part.name.clone());
                reader.within(&part.name, |reader| read_field(place, &[part], reader));
            }
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
                reader.within(field.name, |reader| reader.tell("is required".to_owned()));
            }
            true => {}
        }
    }
    if let Some(map) = model.additional_mut() {
        for part in parts.iter().filter(|part| fields.position(&part.name).is_none()) {
            let is_file = fill_files(map.insert(part.name.clone()), &[part]);
            if !is_file {
                let place = map.insert(part.name.clone());
                reader.within(&part.name, |reader| read_field(place, &[part], reader));
            }
        }
    }
}

#[cfg(not(without = "unions"))]
/// The branch that parts are of: by their tag, or else the one of the fewest faults, and the fewest parts that it lacks.
fn branch_of(union: &mut dyn Union, parts: &[FormPart]) -> usize {
    let shape = union.shape();
    let tagged = shape.tag.as_ref().and_then(|tag| {
        let part = parts.iter().find(|part| part.name == tag.property)?;
        tag.values.iter().find(|(value, _)| *value == part.text()).map(|(_, branch)| *branch)
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
        Target::Option(option) if matches!(parts, [part] if part.is_json && part.text().trim() == "null") => {
            option.clear();
        }
        Target::Option(option) => read_field(option.fill(), parts, reader),
        Target::List(list)
            if !parts.iter().all(|part| part.is_json && part.text().trim_start().starts_with('[')) =>
        {
            list.start(parts.len());
            for (index, part) in parts.iter().enumerate() {
                reader.within(&index.to_string(), |reader| read_field(list.push(), &[part], reader));
            }
        }
        #[cfg(not(without = "tuples"))]
        Target::Tuple(places) if places.len() == parts.len() => {
            for (index, (place, part)) in places.places().into_iter().zip(parts).enumerate() {
                reader.within(&index.to_string(), |reader| read_field(place, &[part], reader));
            }
        }
        target => match parts {
            [part] => {
                let (text, mut target) = (part.text(), target);
                let value = match part.is_json {
                    true => serde_json::from_slice(text.as_bytes()).ok(),
                    false => Some(of_text(target.again(), &text)),
                };
                match value {
                    Some(value) => reader.value(target, &value),
                    None => reader.tell("is not JSON".to_owned()),
                }
            }
            _ => reader.tell("is there several times".to_owned()),
        },
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
