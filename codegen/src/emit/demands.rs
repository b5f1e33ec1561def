//! What the document demands of values, in words.

use super::Context;
use crate::ir::{Limits, Shape, Text, TypeId};

/// What the document demands of a value, in sentences.
pub(super) fn demands(cx: &Context<'_>, id: TypeId) -> Vec<String> {
    match &cx.api.types[id].shape {
        Shape::Nullable(inner) => demands(cx, *inner),
        Shape::String(text) => text_demands(text),
        Shape::Integer(integer) => limits_demands(&integer.limits),
        Shape::Number(number) => {
            let mut demands = limits_demands(&number.limits);
            if !number.known.is_empty() {
                demands.push(format!("One of `{}`.", number.known.join("`, `")));
            }
            demands
        }

        Shape::Array(array) => {
            let mut demands = counted(array.min_items, array.max_items, "item", "items");
            if array.unique {
                demands.push("No two items are the same.".to_owned());
            }
            demands
        }
        Shape::Map(map) => {
            let mut demands = counted(map.min_properties, map.max_properties, "entry", "entries");
            let pairs = map.exclusive.iter();
            demands.extend(pairs.map(|(first, second)| format!("Not both `{first}` and `{second}`.")));
            demands
        }
        _ => Vec::new(),
    }
}

fn text_demands(text: &Text) -> Vec<String> {
    let mut demands = counted(text.min_length, text.max_length, "character", "characters");
    match (&text.chars, &text.pattern) {
        (Some(chars), _) if chars.as_slice() == [('\0', '\x7f')] => demands.push("ASCII only.".to_owned()),
        (_, Some(pattern)) if !pattern.contains(|c: char| c == '`' || c.is_control()) => {
            demands.push(format!("Matches `{pattern}`."));
        }
        _ => {}
    }
    demands
}

fn counted(min: Option<usize>, max: Option<usize>, one: &str, many: &str) -> Vec<String> {
    let noun = |count: usize| if count == 1 { one } else { many };
    match (min.filter(|min| *min > 0), max) {
        (Some(min), Some(max)) if min == max => vec![format!("Exactly {min} {}.", noun(min))],
        (Some(min), Some(max)) => vec![format!("{min} to {max} {}.", noun(max))],
        (Some(min), None) => vec![format!("At least {min} {}.", noun(min))],
        (None, Some(max)) => vec![format!("At most {max} {}.", noun(max))],
        (None, None) => Vec::new(),
    }
}

fn limits_demands(limits: &Limits) -> Vec<String> {
    let minimum = limits.minimum.as_ref().map(|minimum| match limits.above {
        true => format!("More than {minimum}."),
        false => format!("At least {minimum}."),
    });
    let maximum = limits.maximum.as_ref().map(|maximum| match limits.below {
        true => format!("Less than {maximum}."),
        false => format!("At most {maximum}."),
    });
    let multiple = limits.multiple_of.as_ref().map(|divisor| format!("A multiple of {divisor}."));
    [minimum, maximum, multiple].into_iter().flatten().collect()
}
