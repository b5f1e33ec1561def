//! Texts and numbers: formats, widths and limits.
//!
//! Where the document's own `default` or `example` is no value of the format it states, the format is what is wrong:
//! the values that really come would not be readable either.

use super::Lowerer;
use super::pattern::Pattern;
use super::view::View;
use crate::ir::{Bound, Integer, Limits, Number, Shape, Text, TypeId, Width};
use crate::report::Code;
use serde_json::Value;

impl Lowerer<'_> {
    pub(super) fn string(&mut self, id: TypeId, view: &View<'_>) -> Shape {
        let format = view.format.as_deref();
        if let Some(shape) = format.and_then(of_format) {
            match samples(view).find(|sample| sample.as_str().is_some_and(|text| !begins_with_a_day(text))) {
                None => return shape,
                Some(sample) => self.report_format(id, view, sample, "a text"),
            }
        }
        let mut text = Text {
            format: format.map(str::to_owned),
            min_length: view.min_length,
            max_length: view.max_length,
            ..Text::default()
        };
        if let Some(pattern) = view.pattern {
            self.pattern(id, view, pattern, &mut text);
        }
        Shape::String(text)
    }

    fn pattern(&mut self, id: TypeId, view: &View<'_>, pattern: &str, text: &mut Text) {
        text.pattern = Some(pattern.to_owned());
        let read = Pattern::read(pattern);
        let mut samples = samples(view).filter_map(Value::as_str);
        let why = match &read {
            Err(why) => (*why).to_owned(),
            Ok(read) => match samples.find(|sample| !read.allows(sample)) {
                Some(sample) => format!("`{sample}`, the document's own value here, does not match it"),
                None => return restrict(text, read),
            },
        };
        let at = self.api.types[id].at.child("pattern");
        let message = format!("the pattern `{pattern}` is not checked before sending: {why}");
        let help = "the server decides; the pattern stands in the field's documentation";
        self.report(Code::Unchecked, at, message, help);
    }

    pub(super) fn integer(&mut self, id: TypeId, view: &View<'_>) -> Integer {
        let limits = limits(view);
        let stated = match view.format.as_deref() {
            Some("int32" | "int16" | "int8") => Width::I32,
            Some("uint32" | "uint16" | "uint8") => Width::U32,
            Some("uint64" | "uint" | "unsigned") => Width::U64,
            _ => Width::I64,
        };
        let numbers = samples(view).chain(&view.enumeration).filter_map(Value::as_number);
        let numbers: Vec<i128> = numbers.filter_map(integral).collect();
        let width = widened(stated, &numbers);
        if view.format.is_some()
            && let Some(sample) =
                numbers.iter().find(|number| !stated.holds(**number) && width.holds(**number))
        {
            self.report_format(id, view, &Value::from(sample.to_string()), "a wider integer");
        }
        // A bound beyond the width says that such numbers come; that of `i64` is often written as a rounded 2^63.
        let bounds = [limits.minimum, limits.maximum].into_iter().flatten().filter_map(whole);
        let bounds: Vec<i128> = bounds.filter(|bound| *bound != 1 << 63).collect();
        let width = widened(width, &bounds);
        Integer { width, limits: beyond_the_width(limits, width) }
    }

    fn report_format(&mut self, id: TypeId, view: &View<'_>, sample: &Value, instead: &str) {
        let format = view.format.as_deref().unwrap_or_default();
        let at = self.api.types[id].at.child("format");
        let sample = sample.as_str().map_or_else(|| sample.to_string(), str::to_owned);
        let message = format!("`{sample}`, the document's own value here, is no `{format}`");
        let help = format!("it is bound as {instead}; correct the format or the value with an overlay");
        self.note(Code::Malformed, at, message, help);
    }
}

fn restrict(text: &mut Text, pattern: &Pattern) {
    match pattern {
        Pattern::Regex(regex) => text.regex = Some(regex.as_str().to_owned()),
        Pattern::Chars(read) => {
            text.chars = Some(read.chars.clone());
            let min = (read.min > 0).then_some(read.min as usize);
            text.min_length = text.min_length.max(min);
            let max = read.max.map(|max| max as usize);
            text.max_length = [text.max_length, max].into_iter().flatten().min();
        }
    }
}

/// The shape that a format has of its own.
fn of_format(format: &str) -> Option<Shape> {
    match format {
        "date-time" | "datetime" => Some(Shape::DateTime),
        "date" | "full-date" => Some(Shape::Date),
        _ => None,
    }
}

/// The values that the document itself gives for a schema.
pub(super) fn samples<'v>(view: &View<'v>) -> impl Iterator<Item = &'v Value> + use<'v> {
    view.data.default.iter().chain(&view.data.example)
}

/// Whether a text begins with a day as in RFC 3339, as all the ways to write a point in time do that are read.
fn begins_with_a_day(text: &str) -> bool {
    let text = text.trim();
    let is_day = |bytes: &[u8]| {
        bytes.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        })
    };
    text.as_bytes().get(..10).is_some_and(is_day)
}

/// Numbers, with those that the document lists.
pub(super) fn number(view: &View<'_>) -> Number {
    let known = view.enumeration.iter().filter_map(Value::as_f64).map(|number| number.to_string());
    Number { limits: limits(view), known: known.collect() }
}

/// The narrowest width from a stated one on that holds all the numbers, or else the stated one.
fn widened(stated: Width, numbers: &[i128]) -> Width {
    let mut widths = [stated, Width::I64, Width::U64].into_iter();
    widths.find(|width| numbers.iter().all(|number| width.holds(*number))).unwrap_or(stated)
}

/// Bounds that every value of the width keeps say nothing more.
fn beyond_the_width(limits: Limits, width: Width) -> Limits {
    let (least, most) = width.range();
    let (above, below) = (i128::from(limits.above), i128::from(limits.below));
    Limits {
        minimum: limits.minimum.filter(|bound| whole(*bound).is_none_or(|bound| bound + above > least)),
        maximum: limits.maximum.filter(|bound| whole(*bound).is_none_or(|bound| bound - below < most)),
        ..limits
    }
}

fn integral(number: &serde_json::Number) -> Option<i128> {
    number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from))
}

fn whole(bound: Bound) -> Option<i128> {
    match bound {
        Bound::Integer(number) => Some(number),
        Bound::Number(_) => None,
    }
}

fn limits(view: &View<'_>) -> Limits {
    let is_positive = |divisor: &Bound| match *divisor {
        Bound::Integer(number) => number > 0,
        Bound::Number(number) => number > 0.0,
    };
    Limits {
        minimum: view.minimum,
        maximum: view.maximum,
        above: view.above,
        below: view.below,
        multiple_of: view.multiple_of.filter(is_positive),
    }
}
