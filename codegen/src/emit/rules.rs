//! Constraints as the runtime checks them.

use super::Context;
use super::syntax::{
    call, count, field_value, global, ident, negative, number, path, slice, structure_of, text, tuple,
};
use crate::ir::{Bound, Limits, Object, Shape, Text, TypeId};
use proc_macro2::Literal;
use syn::Expr;

/// The rules on a value of a type that has no name; those of a named type are its own.
pub(super) fn rules(cx: &Context<'_>, id: TypeId) -> Vec<Expr> {
    match &cx.api.types[id].shape {
        Shape::Nullable(inner) => rules(cx, *inner),
        Shape::String(text) => text_rules(text),
        Shape::Integer(integer) => limit_rules(&integer.limits),
        Shape::Number(number) => limit_rules(&number.limits),
        Shape::Array(array) => {
            let mut all = counted("MinItems", array.min_items, "MaxItems", array.max_items);
            if array.unique {
                all.push(global(&["runtime", "Rule", "UniqueItems"]));
            }
            all.extend(within("Items", rules(cx, array.items)));
            all
        }
        Shape::Tuple(items) => {
            let each: Vec<Vec<Expr>> = items.iter().map(|item| rules(cx, *item)).collect();
            let is_any = each.iter().any(|rules| !rules.is_empty());
            is_any.then(|| rule("Each", [slice(each.into_iter().map(slice))])).into_iter().collect()
        }
        Shape::Map(map) => {
            let mut all = counted("MinProperties", map.min_properties, "MaxProperties", map.max_properties);
            all.extend(map.exclusive.iter().map(not_both_keys));
            all.extend(within("Values", rules(cx, map.values)));
            all
        }
        _ => Vec::new(),
    }
}

/// The rules on an object as a whole.
pub(super) fn object_rules(cx: &Context<'_>, object: &Object) -> Vec<Expr> {
    let mut all = counted("MinProperties", object.min_properties, "MaxProperties", object.max_properties);
    all.extend(object.exclusive.iter().filter_map(|pair| not_both(object, pair)));
    all.extend(object.needed.iter().filter_map(|names| {
        let fields = names.iter().map(|name| field(object, name)).collect::<Option<Vec<_>>>()?;
        Some(rule("AnyOf", [slice(fields.into_iter().map(count))]))
    }));
    all.extend(object.additional.and_then(|values| within("Values", rules(cx, values))));
    all
}

/// Two properties that exclude each other: by their indices, which take less time to check than texts. A key that is neither
/// a field nor kept is never there.
fn not_both(object: &Object, pair: &(String, String)) -> Option<Expr> {
    match (field(object, &pair.0), field(object, &pair.1)) {
        (Some(first), Some(second)) => Some(rule("NotBoth", [count(first), count(second)])),
        _ => object.additional.map(|_| not_both_keys(pair)),
    }
}

fn not_both_keys((first, second): &(String, String)) -> Expr {
    rule("NotBothKeys", [text(first), text(second)])
}

/// The index of the field of a property, if it has one.
fn field(object: &Object, name: &str) -> Option<usize> {
    object.properties.iter().position(|property| property.name == name)
}

/// A rule with what it takes.
fn rule(name: &str, arguments: impl IntoIterator<Item = Expr>) -> Expr {
    call(global(&["runtime", "Rule", name]), arguments)
}

fn within(rule: &str, rules: Vec<Expr>) -> Option<Expr> {
    (!rules.is_empty()).then(|| self::rule(rule, [slice(rules)]))
}

/// The rules on a text.
pub(super) fn text_rules(constraints: &Text) -> Vec<Expr> {
    let mut rules = counted("MinLength", constraints.min_length, "MaxLength", constraints.max_length);
    if let Some(chars) = &constraints.chars {
        let character = |c: &char| number(Literal::character(*c));
        let ranges = chars.iter().map(|(from, to)| tuple([character(from), character(to)]));
        rules.push(rule("Chars", [slice(ranges)]));
    }
    if let Some(regex) = &constraints.regex {
        let matches = global(&["crate", "pattern", "matches"]);
        let values = [("text", text(regex)), ("matches", matches)];
        let values = values.map(|(name, value)| field_value(&ident(name), Some(value)));
        rules.push(rule("Pattern", [structure_of(path(&["runtime", "Pattern"]), values, None)]));
    }
    rules
}

fn counted(min_rule: &str, min: Option<usize>, max_rule: &str, max: Option<usize>) -> Vec<Expr> {
    let rule = |name: &str, count: usize| rule(name, [self::count(count)]);
    let min = min.filter(|min| *min > 0).map(|min| rule(min_rule, min));
    min.into_iter().chain(max.map(|max| rule(max_rule, max))).collect()
}

fn limit_rules(limits: &Limits) -> Vec<Expr> {
    let rule = |name: &str, value: Bound| rule(name, [bound(value)]);
    let minimum = if limits.above { "ExclusiveMinimum" } else { "Minimum" };
    let maximum = if limits.below { "ExclusiveMaximum" } else { "Maximum" };
    let minimum = limits.minimum.map(|value| rule(minimum, value));
    let maximum = limits.maximum.map(|value| rule(maximum, value));
    let multiple = limits.multiple_of.map(|value| rule("MultipleOf", value));
    [minimum, maximum, multiple].into_iter().flatten().collect()
}

/// A bound as it is written: a literal has no sign of its own.
fn bound(bound: Bound) -> Expr {
    match bound {
        Bound::Integer(value) => {
            let size = signed(value < 0, Literal::u128_unsuffixed(value.unsigned_abs()));
            call(global(&["runtime", "Bound", "Integer"]), [size])
        }
        Bound::Number(value) => {
            // A JSON number is finite, as `f64_unsuffixed` wants it. It writes all digits, which may be hundreds.
            let long = value.abs() >= 1e16 || value.abs() < 1e-5;
            let short = long.then(|| format!("{:e}", value.abs()).parse().ok()).flatten();
            let size = signed(value < 0.0, short.unwrap_or_else(|| Literal::f64_unsuffixed(value.abs())));
            call(global(&["runtime", "Bound", "Number"]), [size])
        }
    }
}

fn signed(is_negative: bool, size: Literal) -> Expr {
    if is_negative { negative(number(size)) } else { number(size) }
}
