//! Schemas. `openapiv3` chooses the form of each by the keywords that it has; so does this.

use super::fields::{Fields, Read, count, flag, list, named, number, or_reference, text};
use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, BooleanType, IntegerType, NumberType, ObjectType,
    ReferenceOr, Schema, SchemaData, SchemaKind, StringType, Type,
};
use serde::Deserialize;
use serde_json::Value;

/// A schema or a reference to one.
pub(super) fn schema(value: &Value) -> Read<ReferenceOr<Schema>> {
    or_reference(item)(value)
}

fn boxed(value: &Value) -> Read<ReferenceOr<Box<Schema>>> {
    or_reference(|value| item(value).map(Box::new))(value)
}

fn item(value: &Value) -> Read<Schema> {
    let fields = Fields::of(value)?;
    let mut schema_data = SchemaData { extensions: fields.extensions(), ..SchemaData::default() };
    let mut any = AnySchema::default();
    for (key, value) in fields.iter() {
        if !read_data(&mut schema_data, key, value)? {
            read_keyword(&mut any, key, value)?;
        }
    }
    Ok(Schema { schema_data, schema_kind: kind(fields, any) })
}

/// Reads a keyword that schemas of any form have; `false` for another one.
fn read_data(data: &mut SchemaData, key: &str, value: &Value) -> Read<bool> {
    match key {
        "nullable" => data.nullable = flag(value)?,
        "readOnly" => data.read_only = flag(value)?,
        "writeOnly" => data.write_only = flag(value)?,
        "deprecated" => data.deprecated = flag(value)?,
        "externalDocs" => data.external_docs = Some(Deserialize::deserialize(value)?),
        "example" => data.example = Some(value.clone()),
        "title" => data.title = Some(text(value)?),
        "description" => data.description = Some(text(value)?),
        "discriminator" => data.discriminator = Some(Deserialize::deserialize(value)?),
        "default" => data.default = Some(value.clone()),
        _ => return Ok(false),
    }
    Ok(true)
}

/// Reads a keyword that says which form a schema has. A key that is none says nothing.
fn read_keyword(any: &mut AnySchema, key: &str, value: &Value) -> Read<()> {
    match key {
        "type" => any.typ = Some(text(value)?),
        "format" => any.format = Some(text(value)?),
        "pattern" => any.pattern = Some(text(value)?),
        "multipleOf" => any.multiple_of = Some(number(value)?),
        "minimum" => any.minimum = Some(number(value)?),
        "maximum" => any.maximum = Some(number(value)?),
        "exclusiveMinimum" => any.exclusive_minimum = Some(flag(value)?),
        "exclusiveMaximum" => any.exclusive_maximum = Some(flag(value)?),
        "properties" => any.properties = named(value, boxed)?,
        "required" => any.required = list(value, text)?,
        "additionalProperties" => any.additional_properties = Some(additional(value)?),
        "minProperties" => any.min_properties = Some(count(value)?),
        "maxProperties" => any.max_properties = Some(count(value)?),
        "items" => any.items = Some(boxed(value)?),
        "minItems" => any.min_items = Some(count(value)?),
        "maxItems" => any.max_items = Some(count(value)?),
        "uniqueItems" => any.unique_items = Some(flag(value)?),
        "enum" => any.enumeration = list(value, |value| Ok(value.clone()))?,
        "minLength" => any.min_length = Some(count(value)?),
        "maxLength" => any.max_length = Some(count(value)?),
        "oneOf" => any.one_of = list(value, schema)?,
        "allOf" => any.all_of = list(value, schema)?,
        "anyOf" => any.any_of = list(value, schema)?,
        "not" => any.not = Some(Box::new(schema(value)?)),
        _ => {}
    }
    Ok(())
}

fn additional(value: &Value) -> Read<AdditionalProperties> {
    match value {
        Value::Bool(is_any) => Ok(AdditionalProperties::Any(*is_any)),
        value => schema(value).map(|schema| AdditionalProperties::Schema(Box::new(schema))),
    }
}

/// Every keyword of [`read_keyword`].
const KEYWORDS: &[&str] = &[
    "type",
    "format",
    "pattern",
    "multipleOf",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "properties",
    "required",
    "additionalProperties",
    "minProperties",
    "maxProperties",
    "items",
    "minItems",
    "maxItems",
    "uniqueItems",
    "enum",
    "minLength",
    "maxLength",
    "oneOf",
    "allOf",
    "anyOf",
    "not",
];

const STRING: &[&str] = &["type", "format", "pattern", "enum", "minLength", "maxLength"];
const NUMBER: &[&str] =
    &["type", "format", "enum", "multipleOf", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];
const BOOLEAN: &[&str] = &["type", "enum"];
const OBJECT: &[&str] =
    &["type", "properties", "required", "additionalProperties", "minProperties", "maxProperties"];
const ARRAY: &[&str] = &["type", "items", "minItems", "maxItems", "uniqueItems"];

/// The form of a schema: the one that has no other keywords, or else the one that has all of them.
fn kind(fields: Fields<'_>, any: AnySchema) -> SchemaKind {
    let has_only = |form: &[&str]| {
        fields.iter().all(|(key, _)| form.contains(&key.as_str()) || !KEYWORDS.contains(&key.as_str()))
    };
    let lists =
        |is_one: fn(&Value) -> bool| any.enumeration.iter().all(|value| value.is_null() || is_one(value));
    let is_whole = |key| fields.get(key).is_none_or(Value::is_i64);
    let is_integer = || ["multipleOf", "minimum", "maximum"].into_iter().all(is_whole);
    match any.typ.as_deref() {
        Some("string") if has_only(STRING) && lists(Value::is_string) => SchemaKind::Type(string(any)),
        Some("number") if has_only(NUMBER) && lists(Value::is_number) => SchemaKind::Type(float(any)),
        Some("integer") if has_only(NUMBER) && lists(Value::is_i64) && is_integer() => {
            SchemaKind::Type(integer(fields, any))
        }
        Some("boolean") if has_only(BOOLEAN) && lists(Value::is_boolean) => SchemaKind::Type(boolean(any)),
        Some("object") if has_only(OBJECT) => SchemaKind::Type(object(any)),
        Some("array") if has_only(ARRAY) => SchemaKind::Type(array(any)),
        None if fields.get("oneOf").is_some() && has_only(&["oneOf"]) => {
            SchemaKind::OneOf { one_of: any.one_of }
        }
        None if fields.get("allOf").is_some() && has_only(&["allOf"]) => {
            SchemaKind::AllOf { all_of: any.all_of }
        }
        None if fields.get("anyOf").is_some() && has_only(&["anyOf"]) => {
            SchemaKind::AnyOf { any_of: any.any_of }
        }
        None if has_only(&["not"]) => match any.not {
            Some(not) => SchemaKind::Not { not },
            None => SchemaKind::Any(any),
        },
        _ => SchemaKind::Any(any),
    }
}

/// The values of an `enum`, which are null or of the type that this takes from them.
fn values<T>(any: &AnySchema, take: fn(&Value) -> Option<T>) -> Vec<Option<T>> {
    any.enumeration.iter().map(take).collect()
}

fn string(any: AnySchema) -> Type {
    Type::String(StringType {
        enumeration: values(&any, |value| value.as_str().map(str::to_owned)),
        format: any.format.into(),
        pattern: any.pattern,
        min_length: any.min_length,
        max_length: any.max_length,
    })
}

fn float(any: AnySchema) -> Type {
    Type::Number(NumberType {
        enumeration: values(&any, Value::as_f64),
        format: any.format.into(),
        multiple_of: any.multiple_of,
        exclusive_minimum: any.exclusive_minimum.unwrap_or_default(),
        exclusive_maximum: any.exclusive_maximum.unwrap_or_default(),
        minimum: any.minimum,
        maximum: any.maximum,
    })
}

/// Its bounds are those of the document, which a floating point number may not hold.
fn integer(fields: Fields<'_>, any: AnySchema) -> Type {
    let bound = |key| fields.get(key).and_then(Value::as_i64);
    Type::Integer(IntegerType {
        enumeration: values(&any, Value::as_i64),
        format: any.format.into(),
        multiple_of: bound("multipleOf"),
        exclusive_minimum: any.exclusive_minimum.unwrap_or_default(),
        exclusive_maximum: any.exclusive_maximum.unwrap_or_default(),
        minimum: bound("minimum"),
        maximum: bound("maximum"),
    })
}

fn boolean(any: AnySchema) -> Type {
    Type::Boolean(BooleanType { enumeration: values(&any, Value::as_bool) })
}

fn object(any: AnySchema) -> Type {
    Type::Object(ObjectType {
        properties: any.properties,
        required: any.required,
        additional_properties: any.additional_properties,
        min_properties: any.min_properties,
        max_properties: any.max_properties,
    })
}

fn array(any: AnySchema) -> Type {
    Type::Array(ArrayType {
        items: any.items,
        min_items: any.min_items,
        max_items: any.max_items,
        unique_items: any.unique_items.unwrap_or_default(),
    })
}
