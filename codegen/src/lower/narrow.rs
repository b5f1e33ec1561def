//! Scalars that several schemas describe together: the values that all of them allow.

use super::Lowerer;
use super::part::Part;
use super::view::View;
use crate::ir::{Bound, Shape, TypeId};
use crate::report::Code;

impl<'a> Lowerer<'a> {
    /// A scalar that is everything its parts say.
    pub(super) fn scalar_of<'v>(&mut self, id: TypeId, parts: &[Part<'v>]) -> Shape
    where
        'a: 'v,
    {
        let Some((first, rest)) = parts.split_first() else { return self.api.types[id].shape.clone() };
        let mut whole = first.view.clone();
        for part in rest {
            self.narrow_values(&mut whole, part);
            self.narrow_format(&mut whole, part);
            narrow_limits(&mut whole, &part.view);
        }
        self.plain(id, &whole)
    }

    /// The values that both list. Those that one lists are texts or numbers of the type that the other one states.
    fn narrow_values<'v>(&mut self, whole: &mut View<'v>, part: &Part<'v>) {
        let (known, new) = (&whole.enumeration, &part.view.enumeration);
        if new.is_empty() {
            return;
        }
        if known.is_empty() {
            whole.enumeration.clone_from(new);
            // What is said of the values stands beside them.
            whole.data = part.view.data;
            return;
        }
        let both: Vec<_> = known.iter().filter(|value| new.contains(value)).cloned().collect();
        if both.is_empty() {
            self.conflict(part, "their lists of values have none in common");
            return;
        }
        if whole.lists.is_empty() {
            whole.lists.push((whole.data, whole.enumeration.clone()));
        }
        whole.lists.push((part.view.data, new.clone()));
        whole.enumeration = both;
    }

    fn narrow_format<'v>(&mut self, whole: &mut View<'v>, part: &Part<'v>) {
        // Every integer is a number.
        if part.view.typ == Some("integer") || whole.typ.is_none() {
            whole.typ = part.view.typ.or(whole.typ);
        }
        match (&whole.format, &part.view.format) {
            (Some(known), Some(new)) if known != new => {
                let what = format!("`format: {new}` and `format: {known}`");
                self.conflict(part, &what);
            }
            (None, Some(new)) => whole.format = Some(new.clone()),
            _ => {}
        }
        match (whole.pattern, part.view.pattern) {
            (Some(known), Some(new)) if known != new => {
                let message = format!("the pattern `{new}` is not checked before sending");
                let help = "another pattern of the same text is; the server decides on this one";
                self.report(Code::Unchecked, part.at.child("pattern"), message, help);
            }
            (None, new) => whole.pattern = new,
            _ => {}
        }
    }
}

/// The tighter bounds of both.
fn narrow_limits(whole: &mut View<'_>, part: &View<'_>) {
    if let Some(bound) = part.minimum
        && whole.minimum.is_none_or(|known| is_more(bound, known) || (bound == known && part.above))
    {
        (whole.minimum, whole.above) = (Some(bound), part.above);
    }
    if let Some(bound) = part.maximum
        && whole.maximum.is_none_or(|known| is_more(known, bound) || (bound == known && part.below))
    {
        (whole.maximum, whole.below) = (Some(bound), part.below);
    }
    whole.multiple_of = whole.multiple_of.or(part.multiple_of);
    whole.min_length = whole.min_length.max(part.min_length);
    whole.max_length = [whole.max_length, part.max_length].into_iter().flatten().min();
}

fn is_more(one: Bound, other: Bound) -> bool {
    let inexact = |bound: Bound| match bound {
        Bound::Integer(number) => number as f64,
        Bound::Number(number) => number,
    };
    match (one, other) {
        (Bound::Integer(one), Bound::Integer(other)) => one > other,
        _ => inexact(one) > inexact(other),
    }
}
