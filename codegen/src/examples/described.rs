//! Which members of an example a schema says something about.

use super::tagged::Tags;
use super::validity::Schemas;
use crate::pointer::{Path, Pointer};
use crate::references;
use serde_json::{Map, Value};

/// How many schemas may speak of one value before the rest is left out: a bound on time, not on sense.
const MOST_SCHEMAS: usize = 200;

type Object = Map<String, Value>;

/// The members of objects in a value that no schema which holds describes, and the optional ones that are null although
/// nothing says that they may be: JSON Schema accepts both, and a type keeps neither. Of a choice only those alternatives
/// count that accept the value, and the one that its tag names (JSON Schema core, section 11.3, has it so, too).
pub(super) fn undescribed(
    root: &Value,
    schemas: &mut Schemas,
    schema: &Pointer,
    value: &Value,
) -> Vec<Pointer> {
    let mut search = Search { root, schemas, found: Vec::new() };
    let start = Pointer::root();
    search.visit(
        &Path::start(&start),
        value,
        root.pointer(schema.as_str()).map(|found| (schema.clone(), found)).into_iter().collect(),
    );
    search.found
}

/// A schema, and where it stands.
type Spot<'a> = (Pointer, &'a Value);

struct Search<'a, 's> {
    root: &'a Value,
    schemas: &'s mut Schemas,
    found: Vec<Pointer>,
}

impl<'a> Search<'a, '_> {
    fn visit(&mut self, path: &Path<'_>, value: &Value, schemas: Vec<Spot<'a>>) {
        let schemas = self.all_that_apply(schemas, value);
        match value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    let items = schemas.iter().flat_map(|schema| item_schemas(schema, index)).collect();
                    self.visit(&path.index(index), item, items);
                }
            }
            Value::Object(members) => {
                // What no schema says anything about is kept whole.
                if schemas.iter().all(|(_, schema)| is_open(schema)) {
                    return;
                }
                for (key, member) in members {
                    self.member(&path.key(key), key, member, &schemas);
                }
            }
            _ => {}
        }
    }

    fn member(&mut self, path: &Path<'_>, key: &str, value: &Value, schemas: &[Known<'a>]) {
        let named = schemas.iter().filter_map(|(at, schema)| {
            Some((at.child("properties").child(key), schema.get("properties")?.get(key)?))
        });
        let mut about: Vec<Spot<'a>> = named.collect();
        let is_named = !about.is_empty();
        about.extend(schemas.iter().flat_map(others));
        let is_required = schemas.iter().any(|(_, schema)| requires(schema, key));
        let is_null = is_named && value.is_null() && !is_required;
        if about.is_empty() && !is_required || (is_null && !self.says_null(&about)) {
            self.found.push(path.pointer());
        } else {
            self.visit(path, value, about);
        }
    }

    fn says_null(&mut self, about: &[Spot<'a>]) -> bool {
        let all = self.all_that_apply(about.to_vec(), &Value::Null);
        all.iter().any(|(_, schema)| schema.contains_key("nullable"))
    }

    /// The schemas, what they refer to, their parts, and their alternatives that hold of the value.
    fn all_that_apply(&mut self, schemas: Vec<Spot<'a>>, value: &Value) -> Vec<Known<'a>> {
        let mut open = schemas;
        let mut all: Vec<Known<'a>> = Vec::new();
        while let Some((at, schema)) = open.pop() {
            let Some(object) = schema.as_object() else { continue };
            let is_known = all.iter().any(|(_, known)| std::ptr::eq(*known, object));
            if is_known || all.len() >= MOST_SCHEMAS {
                continue;
            }
            open.extend(object.get("$ref").and_then(Value::as_str).and_then(|target| self.referred(target)));
            open.extend(members(&at, object, "allOf"));
            let tags = Tags::of(self.root, object);
            match tags.as_ref().and_then(|tags| self.referred(tags.target(value)?)) {
                Some(named) => open.push(named),
                None => {
                    let choices = ["oneOf", "anyOf"].into_iter().flat_map(|key| members(&at, object, key));
                    open.extend(choices.filter(|(at, _)| self.schemas.reject(at, value).is_none()));
                }
            }
            all.push((at, object));
        }
        all
    }

    fn referred(&self, target: &str) -> Option<Spot<'a>> {
        Some((Pointer::parse(target)?, references::resolve(self.root, target)?))
    }
}

/// An object that is a schema, and where it stands.
type Known<'a> = (Pointer, &'a Object);

/// The schemas of a list in a schema.
fn members<'a>(at: &Pointer, schema: &'a Object, key: &str) -> impl Iterator<Item = Spot<'a>> {
    let (at, members) = (at.child(key), schema.get(key).and_then(Value::as_array));
    members.into_iter().flatten().enumerate().map(move |(index, member)| (at.child(index), member))
}

fn item_schemas<'a>((at, schema): &Known<'a>, index: usize) -> impl Iterator<Item = Spot<'a>> {
    let prefix = "x-bindery-prefix-items";
    let first = schema.get(prefix).and_then(|items| items.get(index));
    let first = first.map(|first| (at.child(prefix).child(index), first));
    let rest = schema.get("items").map(|items| (at.child("items"), items));
    first.into_iter().chain(rest)
}

/// The schemas of members that have no property of their own.
fn others<'a>((at, schema): &Known<'a>) -> impl Iterator<Item = Spot<'a>> {
    let key = "x-bindery-pattern-properties";
    let by_pattern = at.child(key);
    let patterns = schema.get(key).and_then(Value::as_object).into_iter().flatten();
    let patterns = patterns.map(move |(pattern, schema)| (by_pattern.child(pattern), schema));
    let rest = schema.get("additionalProperties").filter(|schema| schema.is_object());
    patterns.chain(rest.map(|rest| (at.child("additionalProperties"), rest)))
}

fn requires(schema: &Object, key: &str) -> bool {
    let required = schema.get("required").and_then(Value::as_array);
    required.is_some_and(|required| required.iter().any(|name| name == key))
}

/// Whether a schema says nothing about the members of an object.
fn is_open(schema: &Object) -> bool {
    let keys = ["properties", "required", "x-bindery-pattern-properties"];
    keys.iter().all(|key| !schema.contains_key(*key))
        && !schema.get("additionalProperties").is_some_and(Value::is_object)
}
