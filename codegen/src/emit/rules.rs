//! Constraints as the runtime checks them.

use super::Context;
use crate::ir::{Limits, Object, Shape, Text, TypeId};
use proc_macro2::Literal;
use syn::{Expr, parse_quote};

/// The rules on a value of a type that has no name; those of a named type are its own.
pub(super) fn rules(cx: &Context<'_>, id: TypeId) -> Vec<Expr> {
    match &cx.api.types[id].shape {
        Shape::Nullable(inner) => rules(cx, *inner),
        Shape::String(text) => text_rules(text),
        Shape::Integer(integer) => {
            let limits = &integer.limits;
            // Bounds of integers are exact as `f64`: `lower` leaves others out.
            limit_rules(&Limits {
                minimum: limits.minimum.map(|minimum| minimum as f64),
                maximum: limits.maximum.map(|maximum| maximum as f64),
                above: limits.above,
                below: limits.below,
                multiple_of: limits.multiple_of.map(|divisor| divisor as f64),
            })
        }
        Shape::Number(limits) => limit_rules(limits),
        Shape::Array(array) => {
            let mut all = counted("MinItems", array.min_items, "MaxItems", array.max_items);
            if array.unique {
                all.push(parse_quote!(Rule::UniqueItems));
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
pub(super) fn object_rules(object: &Object) -> Vec<Expr> {
    let pairs = object.exclusive.iter();
    pairs.map(|(first, second)| parse_quote!(Rule::NotBoth(#first, #second))).collect()
}

fn within(rule: &str, rules: Vec<Expr>) -> Option<Expr> {
    let rule = super::types::ident(rule);
    (!rules.is_empty()).then(|| parse_quote!(Rule::#rule(&[#(#rules),*])))
}

fn text_rules(text: &Text) -> Vec<Expr> {
    let mut rules = counted("MinLength", text.min_length, "MaxLength", text.max_length);
    if let Some(chars) = &text.chars {
        let ranges = chars.iter().map(|(from, to)| -> Expr { parse_quote!((#from, #to)) });
        rules.push(parse_quote!(Rule::Chars(&[#(#ranges),*])));
    }
    rules
}

fn counted(min_rule: &str, min: Option<usize>, max_rule: &str, max: Option<usize>) -> Vec<Expr> {
    let rule = |name: &str, count: usize| -> Expr {
        let (name, count) = (super::types::ident(name), Literal::usize_unsuffixed(count));
        parse_quote!(Rule::#name(#count))
    };
    let min = min.filter(|min| *min > 0).map(|min| rule(min_rule, min));
    min.into_iter().chain(max.map(|max| rule(max_rule, max))).collect()
}

fn limit_rules(limits: &Limits<f64>) -> Vec<Expr> {
    let rule = |name: &str, bound: f64| -> Expr {
        let name = super::types::ident(name);
        // A JSON number is finite, and a literal has no sign of its own.
        let size = Literal::f64_unsuffixed(bound.abs());
        if bound < 0.0 { parse_quote!(Rule::#name(-#size)) } else { parse_quote!(Rule::#name(#size)) }
    };
    let minimum = limits.minimum.map(|bound| rule(if limits.above { "Above" } else { "Minimum" }, bound));
    let maximum = limits.maximum.map(|bound| rule(if limits.below { "Below" } else { "Maximum" }, bound));
    let multiple = limits.multiple_of.map(|divisor| rule("MultipleOf", divisor));
    [minimum, maximum, multiple].into_iter().flatten().collect()
}
