//! Forms of pairs that were received.

use super::decode::parsed;
use super::encoding::Encoding;
#[cfg(not(without = "unions"))]
use super::kept;
use super::lenient;
use super::model::{Model, Presence};
use super::percent;
use super::received::{Received, is_optional};
use super::rules::Rule;
use super::slot::{MapSlot, Slot, Target};
use super::style::Style;
#[cfg(not(without = "unions"))]
use super::style_read::of_texts;
use super::style_read::{self, Broken, Source, decoded, of_name, of_text};
#[cfg(not(without = "unions"))]
use super::union::{Kinds, Union};
use super::violations::Part;
use serde_json::Value;
use std::collections::BTreeMap;

type Object = serde_json::Map<String, Value>;

/// A key, and its value as it came.
type Pair = (String, String);

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

    fn read_form(&mut self, slot: &mut dyn Slot, encodings: &[Encoding], rules: &[Rule]) {
        let pairs = std::str::from_utf8(&self.body).ok().and_then(percent::pairs);
        let value = pairs.ok_or(Broken).and_then(|pairs| form_value(slot.target(), &pairs, encodings));
        match value {
            Ok(value) => lenient::read(&Part::Body, slot, &value, rules, &mut self.found),
            Err(Broken) => self.broken(Part::Body, "is not a form in percent-encoded UTF-8"),
        }
    }
}

/// A form as JSON, as what its place takes.
fn form_value(target: Target<'_>, pairs: &[Pair], encodings: &[Encoding]) -> Result<Value, Broken> {
    match target {
        Target::Option(option) => form_value(option.fill(), pairs, encodings),
        Target::Model(model) => Ok(Value::Object(fields(model, pairs, encodings)?)),
        Target::Map(map) => Ok(Value::Object(entries(map, pairs, &[])?)),
        #[cfg(not(without = "unions"))]
        Target::Union(union) => of_branch(union, pairs, encodings),
        Target::Any(_) => Ok(Value::Object(entries(&mut Object::new(), pairs, &[])?)),
        // What is no object is told by who reads it.
        _ => Ok(Value::Object(Object::new())),
    }
}

/// The properties of an object, each in its style, as `Builder::form` writes it.
fn fields(model: &mut dyn Model, pairs: &[Pair], encodings: &[Encoding]) -> Result<Object, Broken> {
    let mut out = Object::new();
    let fields = model.shape().fields();
    for (index, field) in fields.iter().enumerate() {
        let style =
            encodings.iter().find(|encoding| encoding.name == field.name).map_or(PLAIN, |it| it.style);
        let value = match property(model.target(index), field.name, pairs, style)? {
            None if field.presence == Presence::Required => nothing(&model.target(index)),
            value => value,
        };
        if let Some(value) = value {
            out.insert(field.name.to_owned(), value);
        }
    }
    if let Some(map) = model.additional_mut() {
        let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
        out.extend(entries(map, pairs, &names)?);
    }
    Ok(out)
}

/// What a property that must be there is where a form has nothing of it, since there is nothing to write of it.
pub(super) fn nothing(target: &Target<'_>) -> Option<Value> {
    match target {
        Target::List(_) => Some(Value::Array(Vec::new())),
        target => is_optional(target).then_some(Value::Null),
    }
}

/// The entries of an object of unknown keys, but for the known ones.
fn entries(map: &mut dyn MapSlot, pairs: &[Pair], known: &[&str]) -> Result<Object, Broken> {
    let mut keys: BTreeMap<&str, Vec<Pair>> = BTreeMap::new();
    for pair in pairs.iter().filter(|(key, _)| !known.contains(&key.as_str())) {
        keys.entry(&pair.0).or_default().push(pair.clone());
    }
    let mut out = Object::new();
    for (key, own) in keys {
        if let Some(value) = property(map.insert(key.to_owned()), key, &own, PLAIN)? {
            out.insert(key.to_owned(), value);
        }
    }
    Ok(out)
}

/// A property in its style.
fn property(target: Target<'_>, name: &str, pairs: &[Pair], style: Style) -> Result<Option<Value>, Broken> {
    match target {
        Target::Option(option) if style == PLAIN => {
            let value = property(option.fill(), name, pairs, style)?;
            if value.is_none() {
                option.clear();
            }
            Ok(value)
        }
        // The entries of an object stand under the name of their property only where the style says so.
        target @ (Target::Model(_) | Target::Map(_)) if style == PLAIN => {
            style_read::value(target, name, Source::Pairs(pairs, &[]), Style::Json)
        }
        Target::Any(_) if style == PLAIN => Ok(of_any(&texts(name, pairs)?)),
        #[cfg(not(without = "unions"))]
        Target::Union(union) if style == PLAIN => {
            let texts = texts(name, pairs)?;
            Ok((!texts.is_empty()).then(|| of_shapes(union, texts)))
        }
        target => style_read::value(target, name, Source::Pairs(pairs, &[]), style),
    }
}

fn texts(name: &str, pairs: &[Pair]) -> Result<Vec<String>, Broken> {
    of_name(name, pairs).map(decoded).collect()
}

/// A value of any shape, as it is written: an object as JSON, a list item by item.
fn of_any(texts: &[String]) -> Option<Value> {
    let one = |text: &String| {
        let object = Some(parsed(text)).filter(Value::is_object);
        object.unwrap_or_else(|| of_text(Target::Any(&mut Value::Null), text))
    };
    match texts {
        [] => None,
        [text] => Some(one(text)),
        texts => Some(texts.iter().map(one).collect()),
    }
}

#[cfg(not(without = "unions"))]
/// A value that may be of several shapes, as it is written: an object as JSON, a list item by item.
pub(super) fn of_shapes(union: &mut dyn Union, texts: Vec<String>) -> Value {
    let fits = |union: &mut dyn Union, value: &Value| kept::read(Target::Union(union), value).is_ok();
    let one = match texts.as_slice() {
        [text] => {
            let object = Some(parsed(text)).filter(|json| json.is_object() && fits(union, json));
            Some(object.unwrap_or_else(|| of_text(Target::Union(union), text)))
        }
        _ => None,
    };
    if let Some(value) = one.as_ref().filter(|value| fits(union, value)) {
        return value.clone();
    }
    let branch = union.shape().branches.iter().position(|branch| branch.kinds.has(Kinds::ARRAY));
    let list = branch.map(|branch| {
        union.switch(branch);
        of_texts(union.active_mut().target(), texts.clone())
    });
    let list = list.filter(|list| one.is_none() || fits(union, list));
    list.or(one).unwrap_or_else(|| texts.into())
}

#[cfg(not(without = "unions"))]
/// A form of one of several kinds: that of its tag, or else the first that it fits best.
fn of_branch(union: &mut dyn Union, pairs: &[Pair], encodings: &[Encoding]) -> Result<Value, Broken> {
    let shape = union.shape();
    let tag = shape.tag.as_ref().and_then(|tag| {
        let said = of_name(tag.property, pairs).next()?;
        tag.branch(&decoded(said).ok()?)
    });
    let (mut best, mut least) = (Value::Object(Object::new()), None);
    for (index, branch) in shape.branches.iter().enumerate() {
        if tag.is_some_and(|tag| tag != index) || tag.is_none() && !branch.kinds.has(Kinds::OBJECT) {
            continue;
        }
        union.switch(index);
        let value = form_value(union.active_mut().target(), pairs, encodings)?;
        union.switch(index);
        let is_broken = kept::read(union.active_mut().target(), &value).is_err();
        let lacks = pairs.iter().filter(|(key, _)| value.get(key).is_none()).count();
        if least.is_none_or(|least| (is_broken, lacks) < least) {
            (best, least) = (value, Some((is_broken, lacks)));
        }
    }
    Ok(best)
}
