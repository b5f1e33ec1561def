//! Which members of an example a schema says something about.

use crate::pointer::{Path, Pointer};
use crate::references;
use serde_json::{Map, Value};

/// How many schemas may speak of one value before the rest is left out: a bound on time, not on sense.
const MOST_SCHEMAS: usize = 200;

type Object = Map<String, Value>;

/// The members of objects in a value that no schema describes, and the optional ones that are null although nothing
/// says that they may be: JSON Schema accepts both, and a type keeps neither.
pub(super) fn undescribed(root: &Value, schema: &Pointer, value: &Value) -> Vec<Pointer> {
    let mut search = Search { root, found: Vec::new() };
    let start = Pointer::root();
    search.visit(&Path::start(&start), value, root.pointer(schema.as_str()).into_iter().collect());
    search.found
}

struct Search<'a> {
    root: &'a Value,
    found: Vec<Pointer>,
}

impl<'a> Search<'a> {
    fn visit(&mut self, path: &Path<'_>, value: &Value, schemas: Vec<&'a Value>) {
        let schemas = self.all_that_apply(schemas);
        match value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    let items = schemas.iter().flat_map(|schema| item_schemas(schema, index)).collect();
                    self.visit(&path.index(index), item, items);
                }
            }
            Value::Object(members) => {
                // What no schema says anything about is kept whole.
                if schemas.iter().all(|schema| is_open(schema)) {
                    return;
                }
                for (key, member) in members {
                    self.member(&path.key(key), key, member, &schemas);
                }
            }
            _ => {}
        }
    }

    fn member(&mut self, path: &Path<'_>, key: &str, value: &Value, schemas: &[&'a Object]) {
        let named = schemas.iter().filter_map(|schema| schema.get("properties")?.get(key));
        let mut about: Vec<&Value> = named.collect();
        let is_named = !about.is_empty();
        about.extend(schemas.iter().flat_map(|schema| others(schema)));
        let is_required = schemas.iter().any(|schema| requires(schema, key));
        let says_null =
            || self.all_that_apply(about.clone()).iter().any(|schema| schema.contains_key("nullable"));
        if about.is_empty() && !is_required || (is_named && value.is_null() && !is_required && !says_null()) {
            self.found.push(path.pointer());
        } else {
            self.visit(path, value, about);
        }
    }

    /// The schemas, what they refer to, and their parts and alternatives.
    fn all_that_apply(&self, schemas: Vec<&'a Value>) -> Vec<&'a Object> {
        let mut open = schemas;
        let mut all: Vec<&Object> = Vec::new();
        while let Some(schema) = open.pop() {
            let Some(object) = schema.as_object() else { continue };
            let is_known = all.iter().any(|known| std::ptr::eq(*known, object));
            if is_known || all.len() >= MOST_SCHEMAS {
                continue;
            }
            all.push(object);
            if let Some(reference) = object.get("$ref").and_then(Value::as_str) {
                open.extend(references::resolve(self.root, reference));
            }
            for key in ["allOf", "oneOf", "anyOf"] {
                open.extend(object.get(key).and_then(Value::as_array).into_iter().flatten());
            }
        }
        all
    }
}

fn item_schemas(schema: &Object, index: usize) -> impl Iterator<Item = &Value> {
    let tuple = schema.get("x-bindery-prefix-items").and_then(|items| items.get(index));
    tuple.into_iter().chain(schema.get("items"))
}

/// The schemas of members that have no property of their own.
fn others(schema: &Object) -> impl Iterator<Item = &Value> {
    let patterns = schema.get("x-bindery-pattern-properties").and_then(Value::as_object);
    let patterns = patterns.into_iter().flat_map(Map::values);
    patterns.chain(schema.get("additionalProperties").filter(|schema| schema.is_object()))
}

fn requires(schema: &Object, key: &str) -> bool {
    let required = schema.get("required").and_then(Value::as_array);
    required.is_some_and(|required| required.iter().any(|name| name == key))
}

/// Whether a schema says nothing about the members of an object.
fn is_open(schema: &Object) -> bool {
    !schema.contains_key("properties") && !schema.contains_key("required") && others(schema).next().is_none()
}
