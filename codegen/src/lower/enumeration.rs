//! Lists of values: `enum`, and `const`, which the dialect stage makes an `enum` of one.

use super::view::View;
use crate::ir::{Enum, EnumBase, EnumValue, Shape};
use foldhash::{HashSet, HashSetExt};
use openapiv3::SchemaData;
use serde_json::Value;

/// The texts or whole numbers that a schema lists, where it lists only these.
///
/// A list of booleans says no more than the type does. Numbers with a fraction are nothing to match on: they stay
/// numbers, and stand in the documentation. Whether `null` is one of the values is a matter of `nullable`.
pub(super) fn enumeration(view: &View<'_>) -> Option<Shape> {
    let values: Vec<&Value> = view.enumeration.iter().filter(|value| !value.is_null()).collect();
    let (base, texts): (_, Option<Vec<String>>) = match view.typ {
        Some("string") | None if values.first()?.is_string() => {
            (EnumBase::Text, values.iter().map(|value| value.as_str().map(str::to_owned)).collect())
        }
        Some("integer" | "number") | None => {
            (EnumBase::Integer, values.iter().map(|value| Some(whole(value)?.to_string())).collect())
        }
        _ => return None,
    };
    let texts = texts.filter(|texts| !texts.is_empty())?;
    let mut seen = HashSet::new();
    let values = texts.into_iter().zip(values).filter(|(text, _)| seen.insert(text.clone()));
    let values = values.map(|(text, value)| EnumValue {
        name: beside(view, &["x-enum-varnames", "x-enumNames", "x-enum-names"], value, &text),
        description: beside(view, &["x-enum-descriptions", "x-enumDescriptions"], value, &text),
        value: text,
    });
    Some(Shape::Enum(Enum { base, values: values.collect() }))
}

/// The whole number that a number is, if `i64` holds it: `2.0` is one in JSON Schema.
fn whole(value: &Value) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let float = || value.as_f64().filter(|number| number.fract() == 0.0 && number.abs() <= EXACT);
    value.as_i64().or_else(|| Some(float()? as i64))
}

/// What customary extensions say of a value: a list beside `enum`, or an object keyed by value. Where the values were taken
/// out of longer lists, what stands beside one of those.
fn beside(view: &View<'_>, keys: &[&str], value: &Value, text: &str) -> Option<String> {
    if view.lists.is_empty() {
        return beside_one(view.data, &view.enumeration, keys, value, text);
    }
    view.lists.iter().find_map(|(data, values)| beside_one(data, values, keys, value, text))
}

fn beside_one(
    data: &SchemaData,
    values: &[Value],
    keys: &[&str],
    value: &Value,
    text: &str,
) -> Option<String> {
    let said = keys.iter().find_map(|key| data.extensions.get(*key))?;
    let said = match said {
        Value::Array(list) => list.get(values.iter().position(|other| other == value)?)?,
        other => other.get(text)?,
    };
    said.as_str().filter(|said| !said.trim().is_empty()).map(str::to_owned)
}
