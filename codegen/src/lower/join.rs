//! Texts, whole numbers and numbers among the branches of a union: one type each, with the rules that all of them keep.

use super::settle::{Settler, replace};
use crate::ir::{
    Bound, Branch, Enum, EnumBase, EnumValue, Integer, JsonType, Limits, Number, Shape, Text, TypeId, Width,
};
use std::collections::HashSet;

impl Settler<'_> {
    /// Texts beside any text are a text, and lists of texts are one list, for every list is open. The same holds of
    /// whole numbers.
    pub(super) fn join_lists(&mut self, branches: &mut Vec<Branch>, base: EnumBase) {
        let (json, loosest): (_, fn(&[&Shape]) -> Shape) = match base {
            EnumBase::Text => (JsonType::String, loosest_text),
            EnumBase::Integer => (JsonType::Integer, loosest_integer),
        };
        let all = self.of(branches, |shape| shape.json_type() == Some(json));
        if all.len() < 2 {
            return;
        }
        let (lists, plain): (Vec<TypeId>, Vec<TypeId>) =
            all.iter().copied().partition(|ty| matches!(self.types[*ty].shape, Shape::Enum(_)));
        // A day and a point in time are told apart, unless any text will do.
        let is_any = |ty: &TypeId| matches!(self.types[*ty].shape, Shape::String(_) | Shape::Integer(_));
        let is_plain = plain.iter().any(is_any);
        let shape = loosest(&plain.iter().map(|ty| &self.types[*ty].shape).collect::<Vec<_>>());
        let joined = match (is_plain, lists.as_slice()) {
            (true, [only]) => *only,
            (true, []) => self.as_branch(&plain, shape.clone()),
            _ if is_plain || lists.len() == all.len() => {
                let values = self.all_values(&lists);
                self.add_branch(Shape::Enum(Enum { base, values }))
            }
            _ => return,
        };
        // A list takes every text.
        let is_lost = if lists.is_empty() { self.are_ruled(&plain, &shape) } else { self.has_rules(&shape) };
        if is_plain && is_lost {
            self.tell_lost();
        }
        replace(branches, &all, joined);
    }

    /// The values of several lists. What a list of one says of itself, it says of its value.
    fn all_values(&self, lists: &[TypeId]) -> Vec<EnumValue> {
        let mut values = Vec::new();
        let mut seen = HashSet::new();
        for &list in lists {
            let ty = &self.types[list];
            let Shape::Enum(list) = &ty.shape else { continue };
            for value in &list.values {
                let mut value = value.clone();
                if list.values.len() == 1 {
                    value.description = value.description.or_else(|| ty.docs.text.clone());
                    value.name = value
                        .name
                        .or_else(|| ty.docs.summary.clone().filter(|_| list.base == EnumBase::Integer));
                }
                if seen.insert(value.value.clone()) {
                    values.push(value);
                }
            }
        }
        values
    }

    /// Numbers of several ranges are numbers.
    pub(super) fn join_numbers(&mut self, branches: &mut Vec<Branch>) {
        let numbers = self.of(branches, |shape| matches!(shape, Shape::Number(_)));
        if numbers.len() < 2 {
            return;
        }
        let shape = loosest_number(&numbers.iter().map(|ty| &self.types[*ty].shape).collect::<Vec<_>>());
        if self.are_ruled(&numbers, &shape) {
            self.tell_lost();
        }
        let joined = self.as_branch(&numbers, shape);
        replace(branches, &numbers, joined);
    }

    /// The type among some that has a shape, or else a new one.
    fn as_branch(&mut self, among: &[TypeId], shape: Shape) -> TypeId {
        let known = among.iter().copied().find(|ty| self.types[*ty].shape == shape);
        known.unwrap_or_else(|| self.add_branch(shape))
    }

    /// Whether each of some types has rules which the shape that takes the values of all has not.
    fn are_ruled(&self, types: &[TypeId], joined: &Shape) -> bool {
        types.iter().all(|ty| rules(&self.types[*ty].shape) != rules(joined))
    }

    fn has_rules(&self, shape: &Shape) -> bool {
        rules(shape).is_some_and(|(text, limits)| text != Text::default() || !limits.is_empty())
    }

    fn tell_lost(&mut self) {
        self.lost.push(self.types[self.id].at.clone());
    }
}

/// What is checked of a text or a number before it is sent.
fn rules(shape: &Shape) -> Option<(Text, Limits)> {
    match shape {
        Shape::String(text) => {
            Some((Text { format: None, pattern: None, ..text.clone() }, Limits::default()))
        }
        Shape::DateTime | Shape::Date => Some((Text::default(), Limits::default())),
        Shape::Integer(integer) => Some((Text::default(), integer.limits.clone())),
        Shape::Number(number) => Some((Text::default(), number.limits.clone())),
        _ => None,
    }
}

fn loosest_text(shapes: &[&Shape]) -> Shape {
    let texts = shapes.iter().map(|shape| match shape {
        Shape::String(text) => text.clone(),
        other => Text { format: other.format().map(str::to_owned), ..Text::default() },
    });
    let loosest = texts.reduce(|one, other| {
        let (is_format, is_pattern) = (one.format == other.format, one.pattern == other.pattern);
        let lengths = |one: Option<usize>, other| one.zip(other);
        Text {
            format: one.format.filter(|_| is_format),
            min_length: lengths(one.min_length, other.min_length).map(|(one, other)| one.min(other)),
            max_length: lengths(one.max_length, other.max_length).map(|(one, other)| one.max(other)),
            chars: one.chars.filter(|_| is_pattern),
            pattern: one.pattern.filter(|_| is_pattern),
            regex: one.regex.filter(|_| is_pattern),
        }
    });
    Shape::String(loosest.unwrap_or_default())
}

fn loosest_integer(shapes: &[&Shape]) -> Shape {
    let integers = shapes.iter().filter_map(|shape| match shape {
        Shape::Integer(integer) => Some(integer.clone()),
        _ => None,
    });
    let loosest = integers.reduce(|one, other| Integer {
        width: widest(one.width, other.width),
        limits: loosest(&one.limits, &other.limits),
    });
    Shape::Integer(loosest.unwrap_or_default())
}

/// The narrowest width that holds the values of both; where there is none, the usual one.
fn widest(one: Width, other: Width) -> Width {
    let holds = |width: &Width| {
        let ((least, most), ends) = (width.range(), [one.range(), other.range()]);
        ends.iter().all(|(start, end)| least <= *start && *end <= most)
    };
    [Width::I32, Width::U32, Width::I64, Width::U64].into_iter().find(holds).unwrap_or_default()
}

fn loosest_number(shapes: &[&Shape]) -> Shape {
    let numbers = shapes.iter().filter_map(|shape| match shape {
        Shape::Number(number) => Some(number.clone()),
        _ => None,
    });
    let loosest = numbers.reduce(|one, other| {
        let limits = loosest(&one.limits, &other.limits);
        let mut known = one.known;
        let new: Vec<String> = other.known.into_iter().filter(|value| !known.contains(value)).collect();
        known.extend(new);
        Number { limits, known }
    });
    Shape::Number(loosest.unwrap_or_default())
}

/// The bounds that hold of the numbers of both.
fn loosest(one: &Limits, other: &Limits) -> Limits {
    let lower = bound(one.minimum.zip(other.minimum), one.above, other.above, |one, other| one < other);
    let upper = bound(one.maximum.zip(other.maximum), one.below, other.below, |one, other| one > other);
    Limits {
        minimum: lower.map(|(bound, _)| bound),
        above: lower.is_some_and(|(_, is_excluded)| is_excluded),
        maximum: upper.map(|(bound, _)| bound),
        below: upper.is_some_and(|(_, is_excluded)| is_excluded),
        multiple_of: one.multiple_of.filter(|divisor| other.multiple_of == Some(*divisor)),
    }
}

/// The looser of two bounds, and whether it is excluded itself.
fn bound(
    both: Option<(Bound, Bound)>,
    one_excluded: bool,
    other_excluded: bool,
    is_looser: fn(f64, f64) -> bool,
) -> Option<(Bound, bool)> {
    let inexact = |bound: Bound| match bound {
        Bound::Integer(number) => number as f64,
        Bound::Number(number) => number,
    };
    let (one, other) = both?;
    Some(match (is_looser(inexact(one), inexact(other)), is_looser(inexact(other), inexact(one))) {
        (true, _) => (one, one_excluded),
        (_, true) => (other, other_excluded),
        _ => (one, one_excluded && other_excluded),
    })
}
