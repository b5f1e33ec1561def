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
            limit_rules(&integer.limits, |bound| parse_quote!(runtime::Bound::Integer(#bound)))
        }
        Shape::Number(limits) => limit_rules(limits, |bound| parse_quote!(runtime::Bound::Number(#bound))),
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
pub(super) fn object_rules(object: &Object) -> Vec<Expr> {
    let pairs = object.exclusive.iter();
    pairs.map(|(first, second)| parse_quote!(runtime::Rule::NotBoth(#first, #second))).collect()
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

fn limit_rules<T: Copy + Signed>(limits: &Limits<T>, bound: impl Fn(Expr) -> Expr) -> Vec<Expr> {
    let rule = |name: &str, value: T| -> Expr {
        let (name, bound) = (super::types::ident(name), bound(value.literal()));
        parse_quote!(runtime::Rule::#name(#bound))
    };
    let minimum = if limits.above { "ExclusiveMinimum" } else { "Minimum" };
    let maximum = if limits.below { "ExclusiveMaximum" } else { "Maximum" };
    let minimum = limits.minimum.map(|value| rule(minimum, value));
    let maximum = limits.maximum.map(|value| rule(maximum, value));
    let multiple = limits.multiple_of.map(|value| rule("MultipleOf", value));
    [minimum, maximum, multiple].into_iter().flatten().collect()
}

/// Numbers as they are written: a literal has no sign of its own.
trait Signed {
    fn literal(self) -> Expr;
}

impl Signed for i64 {
    fn literal(self) -> Expr {
        let size = Literal::u64_unsuffixed(self.unsigned_abs());
        if self < 0 { parse_quote!(-#size) } else { parse_quote!(#size) }
    }
}

impl Signed for f64 {
    fn literal(self) -> Expr {
        // A JSON number is finite, as `f64_unsuffixed` wants it.
        let size = Literal::f64_unsuffixed(self.abs());
        if self < 0.0 { parse_quote!(-#size) } else { parse_quote!(#size) }
    }
}
