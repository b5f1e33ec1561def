//! Repairs of single values, each where the intent is plain.

use super::fit::{Fitter, Object};
use crate::pointer::Path;
use crate::shape::Kind;
use serde_json::{Number, Value};

/// A text out of a number, a boolean or a list of lines.
pub(super) fn to_text(value: &Value) -> Option<Value> {
    match value {
        Value::Number(_) | Value::Bool(_) => Some(value.to_string().into()),
        Value::Array(lines) if !lines.is_empty() => {
            let lines: Option<Vec<&str>> = lines.iter().map(Value::as_str).collect();
            Some(lines?.join("\n").into())
        }
        _ => None,
    }
}

/// A boolean out of what people write for one.
pub(super) fn to_flag(value: &Value) -> Option<Value> {
    match value {
        Value::Bool(_) => Some(value.clone()),
        Value::String(text) => match text.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" => Some(true.into()),
            "false" | "no" => Some(false.into()),
            _ => None,
        },
        _ => None,
    }
}

/// A number out of its text.
pub(super) fn to_number(value: &Value) -> Option<Value> {
    let text = value.as_str()?.trim();
    if let Ok(number) = text.parse::<i64>() {
        return Some(number.into());
    }
    Number::from_f64(text.parse().ok()?).map(Value::Number)
}

/// A count out of `255.0` or its text.
pub(super) fn to_count(value: &Value) -> Option<Value> {
    let number = if value.is_number() { value.clone() } else { to_number(value)? };
    let whole = whole(&number)?;
    u64::try_from(whole).ok().map(Value::from)
}

/// The whole number that a number is, if it is one and `i64` holds it.
pub(super) fn whole(value: &Value) -> Option<i64> {
    let exact = value.as_i64();
    exact.or_else(|| {
        let number = value.as_f64()?;
        // Up to 2^53 every whole `f64` is exact, so that the conversion loses nothing.
        (number.fract() == 0.0 && number.abs() <= 9_007_199_254_740_992.0).then_some(number as i64)
    })
}

/// Whether an integer is exactly an `f64`.
pub(super) fn whole_f64(value: &Value) -> bool {
    value.as_i64().map_or(0, i64::unsigned_abs).max(value.as_u64().unwrap_or(0)) <= 1 << 53
}

/// The default of a server variable is required (OpenAPI 3.0.3, section 4.7.6): the first value that is allowed.
pub(super) fn server_variable(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    if object.contains_key("default") {
        return;
    }
    let first = object.get("enum").and_then(|values| values.get(0)).cloned();
    let default = first.unwrap_or_else(|| "".into());
    fitter.note(path, "this server variable has no `default`", format!("{default} is taken for it"));
    object.insert("default".into(), default);
}

/// A link leads to an operation, by id or by reference (OpenAPI 3.0.3, section 4.7.20).
pub(super) fn link(fitter: &mut Fitter<'_>, object: &Object, path: &Path<'_>) -> bool {
    object.contains_key("operationRef") || fitter.require(object, "operationId", Kind::Link, path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_read_as_they_are_meant() {
        assert_eq!(to_text(&json!(1.5)), Some(json!("1.5")));
        assert_eq!(to_text(&json!(["a", "b"])), Some(json!("a\nb")));
        assert_eq!(to_text(&json!({})), None);
        assert_eq!(to_flag(&json!("Yes")), Some(json!(true)));
        assert_eq!(to_flag(&json!("maybe")), None);
        assert_eq!(to_number(&json!("12")), Some(json!(12)));
        assert_eq!(to_number(&json!("NaN")), None);
        assert_eq!(to_count(&json!(255.0)), Some(json!(255)));
        assert_eq!(to_count(&json!("255")), Some(json!(255)));
        for wrong in [json!(-1), json!(1.5), json!("x"), json!(1e300), json!([])] {
            assert_eq!(to_count(&wrong), None, "{wrong}");
        }
    }
}
