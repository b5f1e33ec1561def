//! How the value of a parameter is read: the inverse of `style`.
//!
//! The texts of a parameter become a JSON value, by what the place for it takes: `5` is a number where one is needed, and a
//! text elsewhere. That value is then read and checked like one of a body. Texts are split while they are still
//! percent-encoded, so an encoded separator is a part of its item.

use super::decode::{parsed, place};
use super::kept;
use super::model::Fields;
use super::percent::decode;
use super::slot::Target;
use super::style::Style;
use super::style_deep as deep;
use super::union::{Kinds, Union, UnionShape};
use serde_json::Value;
use std::collections::BTreeMap;

/// Where a parameter is read from.
#[derive(Clone, Copy)]
pub(super) enum Source<'a> {
    /// A part of the path, as it came.
    Path(&'a str),
    /// The values of a header, joined with commas.
    Header(&'a str),
    /// A query, the cookies or a form: keys, and values as they came. The keys of other parameters are not for objects
    /// that take every key.
    Pairs(&'a [(String, String)], &'a [&'a str]),
}

/// Something that is not percent-encoded UTF-8.
#[derive(Debug)]
pub(super) struct Broken;

type Read<T> = Result<T, Broken>;

/// Keys and their texts.
type Entries = BTreeMap<String, Vec<String>>;

/// What a place takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Want {
    Scalar,
    List,
    Object,
}

fn want(target: &Target<'_>) -> Want {
    match target {
        Target::List(_) => Want::List,
        Target::Map(_) | Target::Model(_) => Want::Object,
        _ => Want::Scalar,
    }
}

/// The value of a parameter; `None` when it is absent.
pub(super) fn value(target: Target<'_>, name: &str, source: Source<'_>, style: Style) -> Read<Option<Value>> {
    match target {
        Target::Option(option) => {
            let value = value(option.fill(), name, source, style)?;
            if value.is_none() {
                option.clear();
            }
            Ok(value)
        }
        Target::Union(union) => of_union(union, name, source, style),
        _ if style == Style::Json => {
            let texts = whole(name, source, style)?;
            Ok(texts.first().map(|text| parsed(text)))
        }
        target if style == Style::Deep => deep::value(target, name, source),
        target => plain(target, name, source, style),
    }
}

fn plain(target: Target<'_>, name: &str, source: Source<'_>, style: Style) -> Read<Option<Value>> {
    match want(&target) {
        Want::Object => {
            let is_exploded = matches!((source, style), (Source::Pairs(..), Style::Form { explode: true }));
            let read = if is_exploded { of_texts } else { joined };
            let entries = entries(&target, name, source, style)?;
            Ok(entries.map(|entries| object(target, entries, read)))
        }
        wanted => {
            let is_list = wanted == Want::List;
            let texts = if is_list { items(name, source, style)? } else { whole(name, source, style)? };
            Ok((!texts.is_empty()).then(|| of_texts(target, texts)))
        }
    }
}

/// A value as several of its branches would read it: the first one that can.
fn of_union(union: &mut dyn Union, name: &str, source: Source<'_>, style: Style) -> Read<Option<Value>> {
    let is_several = items(name, source, style)?.len() > 1;
    let mut last = None;
    for index in in_order(union.shape(), style, is_several) {
        union.switch(index);
        let Some(value) = value(union.active_mut().target(), name, source, style)? else { continue };
        union.switch(index);
        if kept::read(union.active_mut().target(), &value).is_ok() {
            return Ok(Some(value));
        }
        last = Some(value);
    }
    Ok(last)
}

/// The branches of a union, those that take the fewest texts first.
fn in_order(shape: &UnionShape, style: Style, is_several: bool) -> Vec<usize> {
    let has_keys = matches!(style, Style::Deep | Style::Form { explode: true });
    let rank = |kinds: Kinds| match kinds {
        kinds if kinds.has(Kinds::OBJECT) && (is_several || has_keys) => 1,
        kinds if kinds.has(Kinds::ARRAY) && is_several => 2,
        kinds if kinds.has(Kinds::STRING) => 3,
        kinds if kinds.has(Kinds::ARRAY) => 4,
        kinds if kinds.has(Kinds::OBJECT) => 5,
        _ => 0,
    };
    let branches = shape.branches.iter().enumerate().filter(|(_, branch)| branch.kinds != Kinds::NONE);
    let mut order: Vec<(u8, usize)> = branches.map(|(index, branch)| (rank(branch.kinds), index)).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, index)| index).collect()
}

/// The parameter as one text; more than one where it is there several times.
fn whole(name: &str, source: Source<'_>, style: Style) -> Read<Vec<String>> {
    match source {
        Source::Path(raw) => Ok(vec![decoded(within_path(name, raw, style))?]),
        Source::Header(text) => Ok(vec![text.to_owned()]),
        Source::Pairs(pairs, _) => of_name(name, pairs).map(decoded).collect(),
    }
}

/// The items of a list.
fn items(name: &str, source: Source<'_>, style: Style) -> Read<Vec<String>> {
    match source {
        Source::Header(text) => {
            Ok(text.split(',').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect())
        }
        source => split(name, source, style).iter().map(|item| decoded(item)).collect(),
    }
}

/// The keys and values of an object; `None` when there are none.
fn entries(target: &Target<'_>, name: &str, source: Source<'_>, style: Style) -> Read<Option<Entries>> {
    if let (Source::Pairs(pairs, others), Style::Form { explode: true }) = (source, style) {
        return exploded(target, pairs, others);
    }
    let parts = match source {
        Source::Header(text) => text.split(',').map(|part| part.trim().to_owned()).collect(),
        source => split(name, source, style),
    };
    let is_encoded = !matches!(source, Source::Header(_));
    let text = |raw: &str| if is_encoded { decoded(raw) } else { Ok(raw.to_owned()) };
    let mut entries = Entries::new();
    if has_pairs(style) {
        for part in &parts {
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            entries.entry(text(key)?).or_default().push(text(value)?);
        }
    } else {
        for pair in parts.chunks(2) {
            let [key, rest @ ..] = pair else { continue };
            let value = rest.first().map_or("", String::as_str);
            entries.entry(text(key)?).or_default().push(text(value)?);
        }
    }
    Ok((!entries.is_empty()).then_some(entries))
}

/// Whether an object is written as `k=v`.
fn has_pairs(style: Style) -> bool {
    matches!(style, Style::SimpleExploded | Style::Label { explode: true } | Style::Matrix { explode: true })
}

/// The parameters that are entries of an object.
fn exploded(target: &Target<'_>, pairs: &[(String, String)], others: &[&str]) -> Read<Option<Entries>> {
    let (fields, takes_more) = match target {
        Target::Model(model) => (model.shape().fields(), model.shape().has_additional()),
        _ => (Fields::default(), true),
    };
    let is_field = |key: &str| fields.position(key).is_some();
    let mut entries = Entries::new();
    for (key, value) in pairs {
        if is_field(key) || (takes_more && !others.contains(&key.as_str())) {
            entries.entry(key.clone()).or_default().push(decoded(value)?);
        }
    }
    Ok((!entries.is_empty()).then_some(entries))
}

/// The parts of a parameter between its separators, as they came.
fn split(name: &str, source: Source<'_>, style: Style) -> Vec<String> {
    let parts = |text: &str, separator: &str| text.split(separator).map(str::to_owned).collect();
    match source {
        Source::Path(raw) => match style {
            Style::Label { explode: true } => parts(within_path(name, raw, style), "."),
            Style::Matrix { explode: true } => {
                let parts = raw.strip_prefix(';').unwrap_or(raw).split(';');
                parts.map(|part| without_name(name, part).to_owned()).collect()
            }
            Style::Rest => parts(raw, "/"),
            style => parts(within_path(name, raw, style), ","),
        },
        Source::Header(text) => parts(text, ","),
        Source::Pairs(pairs, _) => {
            let texts = of_name(name, pairs);
            match style {
                Style::Form { explode: false } => {
                    texts.flat_map(|text| text.split(',')).map(str::to_owned).collect()
                }
                Style::Space => texts.flat_map(|text| text.split("%20")).map(str::to_owned).collect(),
                Style::Pipe => {
                    let texts = texts.map(|text| text.replace("%7C", "|").replace("%7c", "|"));
                    texts.flat_map(|text| parts(&text, "|")).collect()
                }
                _ => texts.map(str::to_owned).collect(),
            }
        }
    }
}

/// A path parameter without what its style puts before it.
fn within_path<'a>(name: &str, raw: &'a str, style: Style) -> &'a str {
    match style {
        Style::Label { .. } => raw.strip_prefix('.').unwrap_or(raw),
        Style::Matrix { .. } => without_name(name, raw.strip_prefix(';').unwrap_or(raw)),
        _ => raw,
    }
}

/// `a` of `name=a`; nothing of `name`.
fn without_name<'a>(name: &str, part: &'a str) -> &'a str {
    let is_name = |key: &str| decode(key).as_deref() == Some(name);
    match part.split_once('=') {
        Some((key, value)) if is_name(key) => value,
        None if is_name(part) => "",
        _ => part,
    }
}

pub(super) fn of_name<'a>(name: &'a str, pairs: &'a [(String, String)]) -> impl Iterator<Item = &'a str> {
    pairs.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
}

pub(super) fn decoded(raw: &str) -> Read<String> {
    decode(raw).ok_or(Broken)
}

/// The entries of an object, each as what the place for it takes.
fn object(target: Target<'_>, entries: Entries, read: fn(Target<'_>, Vec<String>) -> Value) -> Value {
    let mut out = serde_json::Map::new();
    match target {
        Target::Model(model) => {
            let fields = model.shape().fields();
            for (key, texts) in entries {
                let field = fields.iter().enumerate().find(|(_, field)| field.name == key);
                let place = match field {
                    Some((index, field)) => Some(place(model, index, field.presence)),
                    None => model.additional_mut().map(|map| map.insert(key.clone())),
                };
                if let Some(place) = place {
                    out.insert(key, read(place, texts));
                }
            }
        }
        Target::Map(map) => {
            for (key, texts) in entries {
                let value = read(map.insert(key.clone()), texts);
                out.insert(key, value);
            }
        }
        _ => {}
    }
    Value::Object(out)
}

/// Several texts as a list, where a list is needed, and else as one value; more than one of these is none.
pub(super) fn of_texts(target: Target<'_>, texts: Vec<String>) -> Value {
    match target {
        Target::Option(option) => of_texts(option.fill(), texts),
        Target::List(list) => {
            list.start(0);
            texts.iter().map(|text| of_text(list.push(), text)).collect()
        }
        target => joined(target, texts),
    }
}

/// A text as one value. A list or object within one of these styles is JSON.
fn joined(target: Target<'_>, texts: Vec<String>) -> Value {
    match texts.as_slice() {
        [text] => of_text(target, text),
        _ => Value::from(texts),
    }
}

/// A text as what a place takes. What it does not take stays a text, and is told by who reads it.
pub(super) fn of_text(target: Target<'_>, text: &str) -> Value {
    match target {
        Target::Option(option) => of_text(option.fill(), text),
        Target::String(_) | Target::OptionString(_) | Target::Text(_) => text.into(),
        Target::List(_) | Target::Map(_) | Target::Model(_) => parsed(text),
        Target::Foreign(foreign) => match foreign.read(text.into()) {
            Ok(()) => text.into(),
            Err(_) => parsed(text),
        },
        Target::Union(union) => {
            let takes = |kind| union.shape().branches.iter().any(|branch| branch.kinds.has(kind));
            match plain_value(text).filter(|value| takes(Kinds::of(value))) {
                Some(value) => value,
                None if takes(Kinds::STRING) => text.into(),
                None => parsed(text),
            }
        }
        _ => plain_value(text).unwrap_or_else(|| text.into()),
    }
}

/// The number or boolean of a text.
fn plain_value(text: &str) -> Option<Value> {
    Some(parsed(text)).filter(|value| value.is_number() || value.is_boolean())
}
