//! Lists of values: `enum`, and `const`, which the dialect stage makes an `enum` of one.

use super::view::View;
use crate::ir::{Enum, EnumBase, EnumValue, Shape};
use foldhash::{HashSet, HashSetExt};
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
    let values = texts.into_iter().enumerate().filter(|(_, value)| seen.insert(value.clone()));
    let values = values.map(|(index, value)| EnumValue {
        name: beside(view, &["x-enum-varnames", "x-enumNames", "x-enum-names"], index, &value),
        description: beside(view, &["x-enum-descriptions", "x-enumDescriptions"], index, &value),
        value,
    });
    Some(Shape::Enum(Enum { base, values: values.collect() }))
}

/// The whole number that a number is, if `i64` holds it: `2.0` is one in JSON Schema.
fn whole(value: &Value) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let float = || value.as_f64().filter(|number| number.fract() == 0.0 && number.abs() <= EXACT);
    value.as_i64().or_else(|| Some(float()? as i64))
}

/// What customary extensions say of a value: a list beside `enum`, or an object keyed by value.
fn beside(view: &View<'_>, keys: &[&str], index: usize, value: &str) -> Option<String> {
    let said = keys.iter().find_map(|key| view.data.extensions.get(*key))?;
    let text = match said {
        Value::Array(list) => list.get(index)?,
        other => other.get(value)?,
    };
    text.as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned)
}
