//! Whether a value is what a schema says, by a validator of JSON Schema.

use super::tagged::Tags;
use crate::pointer::Pointer;
use crate::shape::{Kind, Shape};
use crate::source::{Document, MAX_DEPTH};
use jsonschema::{Draft, Registry, Validator};
use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// Where the validator finds the document.
const ADDRESS: &str = "bindery:document";

/// The formats of texts that count: those that a type of its own may be made of.
const FORMATS: [&str; 2] = ["date-time", "date"];

/// The longest explanation that is shown, in characters.
const LONGEST: usize = 200;

/// The schemas of a document, for values to be held against.
pub(super) struct Schemas {
    /// `None` when the validator cannot make sense of the document.
    registry: Option<Registry<'static>>,
    /// Validators by the place of their schema.
    validators: HashMap<Pointer, Option<Validator>>,
}

impl Schemas {
    /// The schemas of a canonical document.
    pub fn new(document: &Document) -> Self {
        let mut root = document.value.clone();
        Translator { document: &document.value }.visit(&mut root, Shape::Node(Kind::Document), 0);
        let registry = Registry::new().draft(Draft::Draft4).add(ADDRESS, root);
        let registry = registry.ok().and_then(|registry| registry.prepare().ok());
        Self { registry, validators: HashMap::new() }
    }

    /// Why the schema at a place rejects a value. `None` when it does not, or the validator cannot tell.
    pub fn reject(&mut self, schema: &Pointer, value: &Value) -> Option<String> {
        let registry = self.registry.as_ref()?;
        let validator =
            self.validators.entry(schema.clone()).or_insert_with(|| validator(registry, schema)).as_ref()?;
        let error = validator.validate(value).err()?;
        let at = error.instance_path().to_string();
        let why: String = error.to_string().chars().take(LONGEST).collect();
        Some(if at.is_empty() { why } else { format!("at `{at}`, {why}") })
    }
}

fn validator(registry: &Registry<'_>, schema: &Pointer) -> Option<Validator> {
    let reference = json!({ "$ref": format!("{ADDRESS}#{}", fragment(schema)) });
    jsonschema::options()
        .with_draft(Draft::Draft4)
        .with_registry(registry)
        .should_validate_formats(true)
        .build(&reference)
        .ok()
}

/// A pointer as the fragment of a URI (RFC 6901, section 6).
fn fragment(pointer: &Pointer) -> String {
    let mut text = String::new();
    for byte in pointer.as_str().bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                text.push(char::from(byte));
            }
            byte => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}

/// Makes the schemas of a canonical document ones of JSON Schema, draft 4, from which OpenAPI 3.0 differs least.
struct Translator<'a> {
    document: &'a Value,
}

impl Translator<'_> {
    fn visit(&self, value: &mut Value, shape: Shape, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        match (shape, value) {
            (Shape::Refer(kind), value) if value.get("$ref").is_none() => {
                self.visit(value, Shape::Node(kind), depth);
            }
            (Shape::FlagOrSchema, value) if value.is_object() => {
                self.visit(value, Shape::Refer(Kind::Schema), depth);
            }
            (Shape::Node(kind), Value::Object(object)) => {
                for (key, value) in object.iter_mut() {
                    if let Some(shape) = kind.field(key) {
                        self.visit(value, shape, depth + 1);
                    }
                }
                if kind == Kind::Schema {
                    self.translate(object);
                }
            }
            (Shape::Map(item), Value::Object(object)) => {
                object.values_mut().for_each(|value| self.visit(value, *item, depth + 1));
            }
            (Shape::List(item), Value::Array(items)) => {
                items.iter_mut().for_each(|value| self.visit(value, *item, depth + 1));
            }
            _ => {}
        }
    }

    /// Says in JSON Schema what a schema says in keywords of OpenAPI, or of the canonical dialect.
    fn translate(&self, schema: &mut Map<String, Value>) {
        let tagged = self.tagged(schema);
        for key in ["id", "$schema", "example", "discriminator", "xml", "externalDocs"] {
            schema.shift_remove(key);
        }
        if schema.get("x-bindery-never") == Some(&Value::Bool(true)) {
            schema.insert("not".into(), json!({}));
        }
        if let Some(patterns) = schema.shift_remove("x-bindery-pattern-properties") {
            schema.insert("patternProperties".into(), patterns);
        }
        if let Some(first) = schema.shift_remove("x-bindery-prefix-items")
            && let Some(others) = schema.insert("items".into(), first)
        {
            schema.insert("additionalItems".into(), others);
        }
        if !tagged.is_empty()
            && let Some(all) = schema.entry("allOf").or_insert_with(|| json!([])).as_array_mut()
        {
            all.extend(tagged);
        }
        // A pattern that cannot be read narrows nothing.
        let pattern = schema.get("pattern").and_then(Value::as_str);
        if pattern.is_some_and(|pattern| regex_syntax::parse(pattern).is_err()) {
            schema.shift_remove("pattern");
        }
        // No type is said, and one is meant.
        if !schema.contains_key("type") && schema.contains_key("properties") {
            schema.insert("type".into(), "object".into());
        }
        range(schema);
        if !schema.get("format").and_then(Value::as_str).is_some_and(|format| FORMATS.contains(&format)) {
            schema.shift_remove("format");
        }
        if schema.shift_remove("nullable") == Some(Value::Bool(true)) {
            allow_null(schema);
        }
    }

    /// What the discriminator of a schema says: a value with such a tag is also of such a schema.
    fn tagged(&self, schema: &Map<String, Value>) -> Vec<Value> {
        let Some(Tags { property, targets }) = Tags::of(self.document, schema) else { return Vec::new() };
        let conditions = targets.into_iter().map(|(tag, target)| {
            let has_tag = json!({ "type": "object", "required": [property], "properties": { property: { "enum": [tag] } } });
            json!({ "anyOf": [{ "not": has_tag }, { "$ref": target }] })
        });
        conditions.collect()
    }
}

/// Formats that say how wide a number is.
fn range(schema: &mut Map<String, Value>) {
    let bounds = match schema.get("format").and_then(Value::as_str) {
        Some("int32") => (json!(i32::MIN), json!(i32::MAX)),
        Some("int64") => (json!(i64::MIN), json!(i64::MAX)),
        _ => return,
    };
    schema.entry("minimum").or_insert(bounds.0);
    schema.entry("maximum").or_insert(bounds.1);
}

fn allow_null(schema: &mut Map<String, Value>) {
    if let Some(Value::Array(values)) = schema.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
    if let Some(Value::String(typ)) = schema.get("type").cloned() {
        schema.insert("type".into(), json!([typ, "null"]));
    }
    if ["allOf", "oneOf", "anyOf", "not"].iter().any(|key| schema.contains_key(*key)) {
        let schema_itself = Value::Object(std::mem::take(schema));
        schema.insert("anyOf".into(), json!([{ "type": "null" }, schema_itself]));
    }
}
