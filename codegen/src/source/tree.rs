//! The value tree of a document from either parser, with what the standard parsers would refuse or lose
//! survived and reported: duplicate keys, keys that are not text, tags, merge keys, numbers out of range.

use super::{FileId, MAX_DEPTH, MAX_TEXT, MAX_VALUES};
use crate::pointer::{Path, Pointer};
use crate::report::{Code, Diagnostic, Place, Report};
use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess,
};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};
use std::fmt;

/// 2⁶⁴: the first integer that JSON numbers are not read exactly from.
const LARGE: f64 = 18_446_744_073_709_551_616.0;

/// Why a document is refused that its parser would accept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// More than [`MAX_DEPTH`].
    Deep,
    /// More than [`MAX_VALUES`] or [`MAX_TEXT`].
    Many,
}

/// How the keys of objects are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keys {
    /// As they are written: `200`, `1.10` and `true` keep their text.
    AsWritten,
    /// As values, which are then written as JSON: the only way past a key that is an object or array.
    AsValues,
}

/// What one reading of a document carries along.
pub(super) struct Reading {
    file: FileId,
    keys: Keys,
    merge: bool,
    values: usize,
    text: usize,
    /// Set when the reading failed because of a limit.
    pub refusal: Option<Refusal>,
    /// Numbers without a fraction that are too large for an integer, and so may have been rounded.
    pub large: Vec<Pointer>,
    /// What was survived.
    pub report: Report,
}

impl Reading {
    /// `merge` says whether the key `<<` merges, as it does in YAML only.
    pub fn new(file: FileId, keys: Keys, merge: bool) -> Self {
        Self {
            file,
            keys,
            merge,
            values: 0,
            text: 0,
            refusal: None,
            large: Vec::new(),
            report: Report::new(),
        }
    }

    /// Reads the value tree.
    pub fn read<'de, D: Deserializer<'de>>(&mut self, deserializer: D) -> Result<Value, D::Error> {
        let root = Pointer::root();
        Tree { reading: self, path: Path::start(&root), depth: 0 }.deserialize(deserializer)
    }

    /// Adds what came of reading the rest of a document; `false` when the whole is beyond a limit.
    pub fn add(&mut self, rest: Self) -> bool {
        self.values += rest.values;
        self.text += rest.text;
        self.large.extend(rest.large);
        self.report.append(rest.report);
        self.values <= MAX_VALUES && self.text <= MAX_TEXT
    }

    fn lossy(&mut self, code: Code, at: &Path, message: String, help: &str) {
        let place = Place { file: self.file, pointer: at.pointer() };
        self.report.push(Diagnostic::new(code, place, message, help));
    }

    /// Reports an integer that was read as the nearest 64-bit floating point number, unless that is the
    /// same number, or one that is commonly written with these digits.
    pub fn report_rounded(&mut self, pointer: Pointer, written: &str, value: f64) {
        if written == format!("{value:.0}") || written == value.to_string() {
            return;
        }
        let message = format!("the integer {written} has more than 64 bits; it was read as {value:e}");
        let place = Place { file: self.file, pointer };
        let help = "correct it with an overlay: as a text if its digits count, or as a smaller number";
        self.report.push(Diagnostic::new(Code::Malformed, place, message, help));
    }

    fn refuse<E: Error>(&mut self, refusal: Refusal) -> E {
        self.refusal = Some(refusal);
        E::custom("the document is beyond a limit")
    }

    fn count<E: Error>(&mut self, text: usize) -> Result<(), E> {
        self.values += 1;
        self.text += text;
        if self.values > MAX_VALUES || self.text > MAX_TEXT {
            return Err(self.refuse(Refusal::Many));
        }
        Ok(())
    }
}

/// Reads one value, at a path.
struct Tree<'r, 'p> {
    reading: &'r mut Reading,
    path: Path<'p>,
    depth: usize,
}

impl<'de> DeserializeSeed<'de> for Tree<'_, '_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> de::Visitor<'de> for Tree<'_, '_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a YAML or JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.reading.count(0)?;
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        self.visit_unit()
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        self.reading.count(0)?;
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        self.reading.count(0)?;
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.reading.count(0)?;
        Ok(value.into())
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        self.rounded(&value.to_string(), value as f64)
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        self.rounded(&value.to_string(), value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        self.reading.count(0)?;
        if let Some(number) = Number::from_f64(value) {
            if value.abs() >= LARGE {
                self.reading.large.push(self.path.pointer());
            }
            return Ok(Value::Number(number));
        }
        let text = match value {
            _ if value.is_nan() => ".nan",
            _ if value > 0.0 => ".inf",
            _ => "-.inf",
        };
        let message = format!("`{text}` is no JSON number; it was read as a string");
        self.reading.lossy(Code::Malformed, &self.path, message, "leave the limit out, or write a number");
        Ok(text.into())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.reading.count(value.len())?;
        Ok(value.into())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        self.reading.count(value.len())?;
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<Value, A::Error> {
        let depth = self.descend()?;
        let mut array = Vec::new();
        loop {
            let path = self.path.index(array.len());
            match items.next_element_seed(Tree { reading: self.reading, path, depth })? {
                Some(item) => array.push(item),
                None => return Ok(Value::Array(array)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut entries: A) -> Result<Value, A::Error> {
        let depth = self.descend()?;
        let mut object = Map::new();
        let mut merges = Vec::new();
        while let Some(key) = entries.next_key_seed(Key { reading: self.reading, path: self.path, depth })? {
            let value =
                entries.next_value_seed(Tree { reading: self.reading, path: self.path.key(&key), depth })?;
            if self.reading.merge && key == "<<" && mergeable(&value) {
                merges.push(value);
                continue;
            }
            match object.entry(key) {
                Entry::Vacant(entry) => {
                    entry.insert(value);
                }
                Entry::Occupied(mut entry) => {
                    let key = entry.key();
                    let message = format!("the key `{key}` stands twice in one object; the last one counts");
                    let at = self.path.key(key);
                    self.reading.lossy(Code::DuplicateKey, &at, message, "remove or rename one of them");
                    entry.insert(value);
                }
            }
        }
        for value in merges {
            merge(&mut object, value);
        }
        Ok(Value::Object(object))
    }

    /// A value with a YAML tag, which says nothing to us.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Value, A::Error> {
        let (de::IgnoredAny, value) = tagged.variant()?;
        value.newtype_variant_seed(self)
    }
}

impl Tree<'_, '_> {
    fn descend<E: Error>(&mut self) -> Result<usize, E> {
        self.reading.count(0)?;
        if self.depth >= MAX_DEPTH {
            return Err(self.reading.refuse(Refusal::Deep));
        }
        Ok(self.depth + 1)
    }

    fn rounded<E: Error>(self, written: &str, value: f64) -> Result<Value, E> {
        self.reading.report_rounded(self.path.pointer(), written, value);
        de::Visitor::visit_f64(self, value)
    }
}

fn mergeable(value: &Value) -> bool {
    match value {
        Value::Object(_) => true,
        Value::Array(items) => items.iter().all(Value::is_object),
        _ => false,
    }
}

/// The YAML merge key (<https://yaml.org/type/merge.html>): adds the entries whose keys are not there yet.
fn merge(object: &mut Map<String, Value>, value: Value) {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                object.entry(key).or_insert(value);
            }
        }
        Value::Array(items) => items.into_iter().for_each(|item| merge(object, item)),
        _ => {}
    }
}

/// Reads the key of an entry, in the object at a path.
struct Key<'r, 'p> {
    reading: &'r mut Reading,
    path: Path<'p>,
    depth: usize,
}

/// What a key should be, in the words of the parser's error.
pub(super) const KEY_EXPECTED: &str = "a key that is text";

impl<'de> DeserializeSeed<'de> for Key<'_, '_> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        if self.reading.keys == Keys::AsWritten {
            return deserializer.deserialize_str(self);
        }
        let tree = Tree { reading: self.reading, path: self.path, depth: self.depth };
        let key = match tree.deserialize(deserializer)? {
            Value::String(key) => key,
            key @ (Value::Object(_) | Value::Array(_)) => {
                let key = key.to_string();
                let message = format!("a key is an object or array; it was read as the text `{key}`");
                let help = "put quotes around it, also around a template such as `{{name}}`";
                self.reading.lossy(Code::Malformed, &self.path, message, help);
                key
            }
            key => key.to_string(),
        };
        Ok(key)
    }
}

impl<'de> de::Visitor<'de> for Key<'_, '_> {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(KEY_EXPECTED)
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<String, E> {
        self.reading.count(key.len())?;
        Ok(key.to_owned())
    }

    fn visit_string<E: Error>(self, key: String) -> Result<String, E> {
        self.reading.count(key.len())?;
        Ok(key)
    }
}
