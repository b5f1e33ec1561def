//! One look at a schema, whichever of its forms `openapiv3` chose to hold it in.

use crate::ir::Bound;
use openapiv3::{
    AdditionalProperties, ReferenceOr, Schema, SchemaData, SchemaKind, Type, VariantOrUnknownOrEmpty,
};
use serde::Serialize;
use serde_json::Value;
use std::borrow::Cow;

type Properties = indexmap::IndexMap<String, ReferenceOr<Box<Schema>>>;

/// The keywords of a schema (OpenAPI 3.0, section 4.7.24), borrowed.
#[derive(Clone, Debug)]
pub(super) struct View<'a> {
    pub data: &'a SchemaData,
    pub typ: Option<&'a str>,
    pub format: Option<Cow<'a, str>>,
    pub pattern: Option<&'a str>,
    pub minimum: Option<Bound>,
    pub maximum: Option<Bound>,
    pub above: bool,
    pub below: bool,
    pub multiple_of: Option<Bound>,
    pub min_length: Option<usize>,
    pub max_length: Option<usize>,
    pub enumeration: Vec<Value>,
    /// The lists that these values were taken out of, with what is said beside each; empty where none were.
    pub lists: Vec<(&'a SchemaData, Vec<Value>)>,
    pub properties: Option<&'a Properties>,
    pub required: &'a [String],
    pub additional: Option<&'a AdditionalProperties>,
    pub min_properties: Option<usize>,
    pub max_properties: Option<usize>,
    pub items: Option<&'a ReferenceOr<Box<Schema>>>,
    pub min_items: Option<usize>,
    pub max_items: Option<usize>,
    pub unique_items: bool,
    pub one_of: &'a [ReferenceOr<Schema>],
    pub any_of: &'a [ReferenceOr<Schema>],
    pub all_of: &'a [ReferenceOr<Schema>],
    /// What was a choice of what is required: lists of properties of each of which at least one is there.
    pub needed: Vec<Vec<String>>,
    pub not: Option<&'a ReferenceOr<Schema>>,
}

impl<'a> View<'a> {
    /// Looks at a schema.
    pub fn of(schema: &'a Schema) -> Self {
        let mut view = Self::blank(&schema.schema_data);
        match &schema.schema_kind {
            SchemaKind::Type(ty) => view.look_at_type(ty),
            SchemaKind::OneOf { one_of } => view.one_of = one_of,
            SchemaKind::AllOf { all_of } => view.all_of = all_of,
            SchemaKind::AnyOf { any_of } => view.any_of = any_of,
            SchemaKind::Not { not } => view.not = Some(not),
            SchemaKind::Any(any) => view.look_at_any(any),
        }
        view.look_at_exact_bounds();
        view
    }

    /// The bounds that `openapiv3` cannot hold: the dialect stage has them stand beside the others.
    fn look_at_exact_bounds(&mut self) {
        let exact = |key: &str| self.data.extensions.get(key).and_then(Value::as_number).map(exactly);
        let (minimum, maximum) = (exact("x-bindery-minimum"), exact("x-bindery-maximum"));
        let multiple_of = exact("x-bindery-multipleOf");
        self.minimum = minimum.or(self.minimum);
        self.maximum = maximum.or(self.maximum);
        self.multiple_of = multiple_of.or(self.multiple_of);
    }

    /// Whether the schema says what values there are, apart from the schemas in its `allOf`.
    pub fn describes(&self) -> bool {
        self.typ.is_some() || self.says_more()
    }

    /// Whether it says more than the JSON type of its values.
    pub fn says_more(&self) -> bool {
        self.has_object_keywords()
            || self.items.is_some()
            || !self.prefix_items().is_empty()
            || !self.enumeration.is_empty()
            || !self.one_of.is_empty()
            || !self.any_of.is_empty()
            || self.format.is_some()
            || self.pattern.is_some()
            || self.min_length.or(self.max_length).or(self.min_items).or(self.max_items).is_some()
            || self.min_properties.or(self.max_properties).is_some()
            || self.minimum.or(self.maximum).or(self.multiple_of).is_some()
    }

    /// Whether it says no more than which values of one JSON type are valid, as `maxLength` does of texts: such a rule leaves
    /// values of other types as they are (JSON Schema validation, section 6: "not applicable").
    pub fn is_rule(&self) -> bool {
        !self.states_type()
            && !self.has_object_keywords()
            && self.items.is_none()
            && self.prefix_items().is_empty()
    }

    /// Whether it says which JSON types its values have, so that `null` is one of them or not.
    pub fn states_type(&self) -> bool {
        self.typ.is_some()
            || !self.enumeration.is_empty()
            || !self.one_of.is_empty()
            || !self.any_of.is_empty()
    }

    /// Whether it can be a schema of objects: it states or implies no other type, and lists no values.
    pub fn is_object(&self) -> bool {
        super::schema::json_type(self).is_none_or(|typ| typ == "object") && self.enumeration.is_empty()
    }

    /// Whether it has a keyword that only means something for objects.
    pub fn has_object_keywords(&self) -> bool {
        self.property_names().next().is_some()
            || !self.required.is_empty()
            || self.additional.is_some()
            || self.pattern_properties().is_some()
            || self.not.is_some_and(|not| !super::schema::exclusive_pairs(not).is_empty())
    }

    /// The names of the properties it describes.
    pub fn property_names(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.properties.into_iter().flatten().map(|(name, _)| name.as_str())
    }

    /// `prefixItems`, which the dialect keeps in an extension.
    pub fn prefix_items(&self) -> &'a [Value] {
        let items = self.data.extensions.get("x-bindery-prefix-items").and_then(Value::as_array);
        items.map(Vec::as_slice).unwrap_or_default()
    }

    /// `patternProperties`, which the dialect keeps in an extension.
    pub fn pattern_properties(&self) -> Option<&'a serde_json::Map<String, Value>> {
        self.data.extensions.get("x-bindery-pattern-properties").and_then(Value::as_object)
    }

    /// Whether no value is valid: the schema `false`.
    pub fn is_never(&self) -> bool {
        self.data.extensions.contains_key("x-bindery-never")
    }

    fn blank(data: &'a SchemaData) -> Self {
        Self {
            data,
            typ: None,
            format: None,
            pattern: None,
            minimum: None,
            maximum: None,
            above: false,
            below: false,
            multiple_of: None,
            min_length: None,
            max_length: None,
            enumeration: Vec::new(),
            lists: Vec::new(),
            properties: None,
            required: &[],
            additional: None,
            min_properties: None,
            max_properties: None,
            items: None,
            min_items: None,
            max_items: None,
            unique_items: false,
            one_of: &[],
            any_of: &[],
            all_of: &[],
            needed: Vec::new(),
            not: None,
        }
    }

    fn look_at_type(&mut self, ty: &'a Type) {
        match ty {
            Type::String(string) => {
                self.typ = Some("string");
                self.format = format(&string.format);
                self.pattern = string.pattern.as_deref();
                self.min_length = string.min_length;
                self.max_length = string.max_length;
                self.enumeration = values(&string.enumeration);
            }
            Type::Number(number) => {
                self.typ = Some("number");
                self.format = format(&number.format);
                (self.minimum, self.maximum) = (number.minimum.map(bound), number.maximum.map(bound));
                (self.above, self.below) = (number.exclusive_minimum, number.exclusive_maximum);
                self.multiple_of = number.multiple_of.map(bound);
                self.enumeration = values(&number.enumeration);
            }
            Type::Integer(integer) => {
                self.typ = Some("integer");
                self.format = format(&integer.format);
                (self.minimum, self.maximum) = (integer.minimum.map(whole), integer.maximum.map(whole));
                (self.above, self.below) = (integer.exclusive_minimum, integer.exclusive_maximum);
                self.multiple_of = integer.multiple_of.map(whole);
                self.enumeration = values(&integer.enumeration);
            }
            Type::Boolean(boolean) => {
                self.typ = Some("boolean");
                self.enumeration = values(&boolean.enumeration);
            }
            Type::Object(object) => {
                self.typ = Some("object");
                self.properties = Some(&object.properties);
                self.required = &object.required;
                self.additional = object.additional_properties.as_ref();
                self.min_properties = object.min_properties;
                self.max_properties = object.max_properties;
            }
            Type::Array(array) => {
                self.typ = Some("array");
                self.items = array.items.as_ref();
                self.min_items = array.min_items;
                self.max_items = array.max_items;
                self.unique_items = array.unique_items;
            }
        }
    }

    fn look_at_any(&mut self, any: &'a openapiv3::AnySchema) {
        self.typ = any.typ.as_deref();
        self.format = any.format.as_deref().map(Cow::Borrowed);
        self.pattern = any.pattern.as_deref();
        (self.minimum, self.maximum) = (any.minimum.map(bound), any.maximum.map(bound));
        self.above = any.exclusive_minimum.unwrap_or(false);
        self.below = any.exclusive_maximum.unwrap_or(false);
        self.multiple_of = any.multiple_of.map(bound);
        (self.min_length, self.max_length) = (any.min_length, any.max_length);
        self.enumeration.clone_from(&any.enumeration);
        self.properties = Some(&any.properties);
        self.required = &any.required;
        // Beside a choice, it makes no object of what is none.
        let is_choice = any.typ.is_none() && !(any.one_of.is_empty() && any.any_of.is_empty());
        let says_nothing = is_choice && any.properties.is_empty();
        self.additional = any
            .additional_properties
            .as_ref()
            .filter(|additional| !(says_nothing && matches!(additional, AdditionalProperties::Any(_))));
        (self.min_properties, self.max_properties) = (any.min_properties, any.max_properties);
        self.items = any.items.as_ref();
        (self.min_items, self.max_items) = (any.min_items, any.max_items);
        self.unique_items = any.unique_items.unwrap_or(false);
        (self.one_of, self.any_of, self.all_of) = (&any.one_of, &any.any_of, &any.all_of);
        self.not = any.not.as_deref();
    }
}

fn format<T: Serialize>(format: &VariantOrUnknownOrEmpty<T>) -> Option<Cow<'_, str>> {
    match format {
        VariantOrUnknownOrEmpty::Empty => None,
        VariantOrUnknownOrEmpty::Unknown(name) => Some(Cow::Borrowed(name)),
        VariantOrUnknownOrEmpty::Item(known) => match serde_json::to_value(known) {
            Ok(Value::String(name)) => Some(Cow::Owned(name)),
            _ => None,
        },
    }
}

fn whole(number: i64) -> Bound {
    Bound::Integer(number.into())
}

fn exactly(number: &serde_json::Number) -> Bound {
    match (number.as_i64(), number.as_u64(), number.as_f64()) {
        (Some(number), _, _) => Bound::Integer(number.into()),
        (_, Some(number), _) => Bound::Integer(number.into()),
        // Without arbitrary precision, every number of serde is one of the three.
        (_, _, number) => bound(number.unwrap_or_default()),
    }
}

/// Every whole `f64` up to 2^64 is exactly an integer; larger ones are mostly written with an exponent, and kept so.
fn bound(number: f64) -> Bound {
    const TWO_64: f64 = 18_446_744_073_709_551_616.0;
    if number.fract() == 0.0 && number.abs() <= TWO_64 {
        Bound::Integer(number as i128)
    } else {
        Bound::Number(number)
    }
}

fn values<T: Clone + Into<Value>>(values: &[Option<T>]) -> Vec<Value> {
    values.iter().map(|value| value.clone().map_or(Value::Null, Into::into)).collect()
}
