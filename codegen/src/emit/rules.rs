//! Constraints as the runtime checks them.

use super::Context;
use crate::ir::{Bound, Limits, Object, Shape, Text, TypeId};
use proc_macro2::Literal;
use syn::{Expr, parse_quote};

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
                all.push(parse_quote!(runtime::Rule::UniqueItems));
            }
            all.extend(within("Items", rules(cx, array.items)));
            all
        }
        Shape::Map(map) => {
            let mut all = counted("MinProperties", map.min_properties, "MaxProperties", map.max_properties);
            all.extend(within("Values", rules(cx, map.values)));
            all
        }
        _ => Vec::new(),
    }
}

/// The rules on an object as a whole.
pub(super) fn object_rules(cx: &Context<'_>, object: &Object) -> Vec<Expr> {
    let mut all = counted("MinProperties", object.min_properties, "MaxProperties", object.max_properties);
    let pairs = object.exclusive.iter();
    all.extend(
        pairs.map(|(first, second)| -> Expr { parse_quote!(runtime::Rule::NotBoth(#first, #second)) }),
    );
    all.extend(object.additional.and_then(|values| within("Values", rules(cx, values))));
    all
}

fn within(rule: &str, rules: Vec<Expr>) -> Option<Expr> {
    let rule = super::types::ident(rule);
    (!rules.is_empty()).then(|| parse_quote!(runtime::Rule::#rule(&[#(#rules),*])))
}

fn text_rules(text: &Text) -> Vec<Expr> {
    let mut rules = counted("MinLength", text.min_length, "MaxLength", text.max_length);
    if let Some(chars) = &text.chars {
        let ranges = chars.iter().map(|(from, to)| -> Expr { parse_quote!((#from, #to)) });
        rules.push(parse_quote!(runtime::Rule::Chars(&[#(#ranges),*])));
    }
    if let Some(regex) = &text.regex {
        rules.push(parse_quote! {
            runtime::Rule::Pattern(runtime::Pattern { text: #regex, matches: crate::pattern::matches })
        });
    }
    rules
}

fn counted(min_rule: &str, min: Option<usize>, max_rule: &str, max: Option<usize>) -> Vec<Expr> {
    let rule = |name: &str, count: usize| -> Expr {
        let (name, count) = (super::types::ident(name), Literal::usize_unsuffixed(count));
        parse_quote!(runtime::Rule::#name(#count))
    };
    let min = min.filter(|min| *min > 0).map(|min| rule(min_rule, min));
    min.into_iter().chain(max.map(|max| rule(max_rule, max))).collect()
}

fn limit_rules(limits: &Limits) -> Vec<Expr> {
    let rule = |name: &str, value: Bound| -> Expr {
        let (name, bound) = (super::types::ident(name), bound(value));
        parse_quote!(runtime::Rule::#name(#bound))
    };
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
            parse_quote!(runtime::Bound::Integer(#size))
        }
        Bound::Number(value) => {
            // A JSON number is finite, as `f64_unsuffixed` wants it. It writes all digits, which may be hundreds.
            let long = value.abs() >= 1e16 || value.abs() < 1e-5;
            let short = long.then(|| format!("{:e}", value.abs()).parse().ok()).flatten();
            let size = signed(value < 0.0, short.unwrap_or_else(|| Literal::f64_unsuffixed(value.abs())));
            parse_quote!(runtime::Bound::Number(#size))
        }
    }
}

/// A whole number as it is written.
pub(super) fn integer(value: i64) -> Expr {
    signed(value < 0, Literal::u64_unsuffixed(value.unsigned_abs()))
}

fn signed(is_negative: bool, size: Literal) -> Expr {
    if is_negative { parse_quote!(-#size) } else { parse_quote!(#size) }
}
