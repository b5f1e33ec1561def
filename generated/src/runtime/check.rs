//! Checks values against the rules of the document, and collects all violations.

use super::encode::{has_field, items, present};
use super::model::{Model, Presence, Shape};
use super::rules::{Bound, Rule};
use super::slot::{MapSlot, Sequence, Slot, View};
use super::violations::{MOST_POINTER, Part, Violation, Violations, beginning};
use std::collections::HashSet;
use std::fmt::Write;

/// Checks every constraint the document states on a value and on all values within it.
///
/// # Errors
/// All constraints that are violated.
pub fn validate<T: Slot>(value: &T) -> Result<(), Violations> {
    let mut found = Vec::new();
    check(&Part::Body, value.view(), &[], &mut found);
    Violations::of(found)
}

/// Checks a part of a request, and adds what it violates.
pub(super) fn check(part: &Part, view: View<'_>, rules: &[Rule], found: &mut Vec<Violation>) {
    Checker { part, found }.value(view, rules, &Path::Whole);
}

/// Values nested deeper than this are refused: no decoder would take them.
pub(super) const DEEPEST: usize = 128;

/// Where in a value the checker is. Written down only for a violation.
pub(super) enum Path<'a> {
    Whole,
    Key(&'a Path<'a>, &'a str),
    Index(&'a Path<'a>, usize),
}

impl Path<'_> {
    pub(super) fn depth(&self) -> usize {
        match self {
            Self::Whole => 0,
            Self::Key(parent, _) | Self::Index(parent, _) => 1 + parent.depth(),
        }
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Whole => {}
            Self::Key(parent, key) => {
                parent.write(out);
                // Of a long key, as much as shows that there is more.
                push_token(out, beginning(key, MOST_POINTER + 1));
            }
            Self::Index(parent, index) => {
                parent.write(out);
                // Writing to a string cannot fail.
                let _ = write!(out, "/{index}");
            }
        }
    }
}

/// Adds a key to a JSON pointer (RFC 6901, section 3).
pub(super) fn push_token(pointer: &mut String, key: &str) {
    pointer.push('/');
    for c in key.chars() {
        match c {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            c => pointer.push(c),
        }
    }
}

/// Collects what values violate.
pub(super) struct Checker<'a> {
    pub(super) part: &'a Part,
    pub(super) found: &'a mut Vec<Violation>,
}

/// The rules on the items of a list.
pub(super) struct ItemRules<'a> {
    each: &'a [Rule],
    by_index: &'a [&'a [Rule]],
}

impl<'a> ItemRules<'a> {
    pub(super) const NONE: Self = Self { each: &[], by_index: &[] };

    pub(super) fn of(&self, index: usize) -> &'a [Rule] {
        self.by_index.get(index).copied().unwrap_or(self.each)
    }
}

impl Checker<'_> {
    fn report(&mut self, path: &Path<'_>, message: String) {
        if Violations::enough(self.found) {
            return;
        }
        let mut pointer = String::new();
        path.write(&mut pointer);
        self.found.push(Violation::new(self.part, &pointer, message));
    }

    /// Checks a value and all within it.
    pub(super) fn value(&mut self, view: View<'_>, rules: &[Rule], path: &Path<'_>) {
        match view {
            View::Str(text) => self.text(text, rules, path),
            View::I64(value) => self.integer(value.into(), rules, path),
            View::U64(value) => self.integer(value.into(), rules, path),
            View::F32(value) => self.number(value.into(), rules, path),
            View::F64(value) => self.number(value, rules, path),
            View::Model(_) | View::List(_) | View::Map(_) if path.depth() > DEEPEST => {
                self.report(path, format!("is nested deeper than {DEEPEST} levels"));
            }
            View::Model(model) => self.model(model, rules, path),
            View::List(list) => self.list(list, rules, path),
            View::Map(map) => {
                let own = self.map_itself(map, rules, path);
                self.entries(map, own, path);
            }
            View::Union(union) => {
                let (index, active) = union.active();
                let own = union.shape().branches.get(index).map_or(rules, |branch| branch.rules);
                self.value(active.view(), own, path);
            }
            // A free-form value has nothing to check within, unless rules stand on the whole of it.
            View::Any(_) if rules.is_empty() => {}
            View::Any(_) => self.value(view.opened(), rules, path),
            // The type keeps its own rules.
            View::Foreign(foreign) => {
                if let Err(message) = foreign.written() {
                    self.report(path, format!("cannot be written: {message}"));
                }
            }
            #[cfg(any(feature = "server", feature = "tower"))]
            View::Blob(_) => {}
            View::Bool(_) | View::Text(_) | View::Null | View::Absent => {}
        }
    }

    pub(super) fn text(&mut self, text: &str, rules: &[Rule], path: &Path<'_>) {
        for rule in rules {
            match *rule {
                // A text has at most as many characters as bytes, so most need not be counted.
                Rule::MaxLength(most) if text.len() > most => {
                    let length = text.chars().count();
                    if length > most {
                        self.report(path, format!("has {length} characters, at most {most} are allowed"));
                    }
                }
                Rule::MinLength(least) => {
                    let length = text.chars().count();
                    if length < least {
                        self.report(path, format!("has {length} characters, at least {least} are needed"));
                    }
                }
                Rule::Chars(ranges) => {
                    let allowed = |c: char| ranges.iter().any(|&(first, last)| (first..=last).contains(&c));
                    if let Some(c) = text.chars().find(|&c| !allowed(c)) {
                        self.report(path, format!("contains the character {c:?}, which is not allowed"));
                    }
                }
                Rule::Pattern(pattern) if !(pattern.matches)(pattern.text, text) => {
                    // One with Unicode classes in it is thousands of characters long.
                    let shown: String = pattern.text.chars().take(100).collect();
                    let more = if shown.len() < pattern.text.len() { "…" } else { "" };
                    self.report(path, format!("does not match `{shown}{more}`"));
                }
                _ => {}
            }
        }
    }

    fn integer(&mut self, value: i128, rules: &[Rule], path: &Path<'_>) {
        for rule in rules {
            let message = match *rule {
                Rule::MultipleOf(Bound::Integer(step)) if step != 0 && value % step != 0 => multiple(*rule),
                Rule::MultipleOf(Bound::Integer(_)) => None,
                _ => limit(*rule, |bound| match bound {
                    Bound::Integer(bound) => Some(value.cmp(&bound)),
                    Bound::Number(bound) => Bound::Integer(value).as_f64().partial_cmp(&bound),
                })
                .or_else(|| fraction(*rule, Bound::Integer(value).as_f64())),
            };
            if let Some(message) = message {
                self.report(path, message);
            }
        }
    }

    fn number(&mut self, value: f64, rules: &[Rule], path: &Path<'_>) {
        if !value.is_finite() {
            return self.report(path, "is not a finite number, which JSON cannot say".to_owned());
        }
        for rule in rules {
            let message = limit(*rule, |bound| compare(value, bound));
            if let Some(message) = message.or_else(|| fraction(*rule, value)) {
                self.report(path, message);
            }
        }
    }

    fn model(&mut self, model: &dyn Model, rules: &[Rule], path: &Path<'_>) {
        let shape = model.shape();
        for (index, name) in shape.keys.iter().enumerate() {
            match model.view(index) {
                View::Absent => {}
                View::Str(text) if is_fine(text, shape.rules_of(index)) => {}
                View::Text(_) | View::Bool(_) | View::I64(_) if shape.rules_of(index).is_empty() => {}
                View::Null if shape.presence_of(index) == Presence::Optional => {}
                view => self.value(view, shape.rules_of(index), &Path::Key(path, name)),
            }
        }
        if let Some((map, own)) = self.rest(model, shape, rules, path) {
            self.entries(map, own, path);
        }
    }

    /// Checks which keys a model has, and answers those without a field, with the rules on their values.
    #[inline]
    pub(super) fn rest<'m>(
        &mut self,
        model: &'m dyn Model,
        shape: &Shape,
        rules: &[Rule],
        path: &Path<'_>,
    ) -> Option<(&'m dyn MapSlot, &'static [Rule])> {
        let own = shape.own_rules();
        if own.is_empty() && rules.is_empty() && !shape.has_additional() {
            return None;
        }
        let additional = if shape.has_additional() { model.additional() } else { None };
        let keys = Keys { model: Some(model), map: additional };
        // Few models have any.
        let some = [own, rules].into_iter().filter(|rules| !rules.is_empty());
        some.for_each(|rules| self.keys(&keys, rules, path));
        additional.map(|map| (map, values(rules).or(values(own)).unwrap_or_default()))
    }

    /// Checks an object of unknown keys, but not its values: returns the rules on these.
    pub(super) fn map_itself(
        &mut self,
        map: &dyn MapSlot,
        rules: &[Rule],
        path: &Path<'_>,
    ) -> &'static [Rule] {
        self.keys(&Keys { model: None, map: Some(map) }, rules, path);
        values(rules).unwrap_or_default()
    }

    /// Checks the values of an object of unknown keys.
    fn entries(&mut self, map: &dyn MapSlot, rules: &[Rule], path: &Path<'_>) {
        map.each(&mut |key, value| {
            self.value(value, rules, &Path::Key(path, key));
            !Violations::enough(self.found)
        });
    }

    fn keys(&mut self, keys: &Keys<'_>, rules: &[Rule], path: &Path<'_>) {
        for rule in rules {
            let message = match *rule {
                Rule::MinProperties(least) if keys.count() < least => {
                    format!("has {} properties, at least {least} are needed", keys.count())
                }
                Rule::MaxProperties(most) if keys.count() > most => {
                    format!("has {} properties, at most {most} are allowed", keys.count())
                }
                Rule::NotBoth(a, b) if keys.has_field(a) && keys.has_field(b) => {
                    format!("has both `{}` and `{}`, only one is allowed", keys.name(a), keys.name(b))
                }
                Rule::NotBothKeys(a, b) if keys.has(a) && keys.has(b) => {
                    format!("has both `{a}` and `{b}`, only one is allowed")
                }
                Rule::AnyOf(fields) if !fields.iter().any(|index| keys.has_field(*index)) => {
                    let names: Vec<_> = fields.iter().map(|index| keys.name(*index)).collect();
                    format!("has none of `{}`, at least one is needed", names.join("`, `"))
                }
                _ => continue,
            };
            self.report(path, message);
        }
    }

    fn list(&mut self, list: &dyn Sequence, rules: &[Rule], path: &Path<'_>) {
        let own = self.list_itself(list, rules, path);
        for (index, item) in items(list).enumerate() {
            self.value(item, own.of(index), &Path::Index(path, index));
            if Violations::enough(self.found) {
                return;
            }
        }
    }

    /// Checks a list, but not its items: returns the rules on these.
    pub(super) fn list_itself<'r>(
        &mut self,
        list: &dyn Sequence,
        rules: &'r [Rule],
        path: &Path<'_>,
    ) -> ItemRules<'r> {
        let count = list.len();
        let mut own = ItemRules::NONE;
        for rule in rules {
            let message = match *rule {
                Rule::MinItems(least) if count < least => {
                    format!("has {count} items, at least {least} are needed")
                }
                Rule::MaxItems(most) if count > most => {
                    format!("has {count} items, at most {most} are allowed")
                }
                Rule::UniqueItems => match repeated(list) {
                    Some(index) => format!("has an item twice, again at index {index}"),
                    None => continue,
                },
                Rule::Items(rules) => {
                    own.each = rules;
                    continue;
                }
                Rule::Each(rules) => {
                    own.by_index = rules;
                    continue;
                }
                _ => continue,
            };
            self.report(path, message);
        }
        own
    }
}

/// The keys of an object: the fields of a model that are present, and the entries of a map.
struct Keys<'a> {
    model: Option<&'a dyn Model>,
    map: Option<&'a dyn MapSlot>,
}

impl Keys<'_> {
    fn has(&self, name: &str) -> bool {
        let field = self.model.and_then(|model| model.shape().fields().position(name));
        field.is_some_and(|index| self.has_field(index))
            || self.map.is_some_and(|map| map.value(name).is_some())
    }

    /// Whether the field at an index is present.
    fn has_field(&self, index: usize) -> bool {
        self.model.is_some_and(|model| has_field(model, index))
    }

    /// The key of the field at an index.
    fn name(&self, index: usize) -> &'static str {
        self.model.and_then(|model| model.shape().fields().get(index)).map_or("", |field| field.name)
    }

    fn count(&self) -> usize {
        let fields = self.model.map_or(0, |model| present(model).count());
        fields + self.map.map_or(0, MapSlot::len)
    }
}

/// Whether it is plain that a text breaks none of the rules: most are greatest lengths, and most texts are far from them. A
/// text has at most as many characters as bytes.
pub(super) fn is_fine(text: &str, rules: &[Rule]) -> bool {
    rules.iter().all(|rule| match rule {
        Rule::MaxLength(most) => text.len() <= *most,
        Rule::Chars([('\0', '\u{7f}')]) => text.is_ascii(),
        _ => false,
    })
}

/// The rules on the values of an object of unknown keys.
fn values(rules: &[Rule]) -> Option<&'static [Rule]> {
    rules.iter().find_map(|rule| if let Rule::Values(rules) = rule { Some(*rules) } else { None })
}

/// The message of a violated limit.
fn limit(rule: Rule, compare: impl Fn(Bound) -> Option<std::cmp::Ordering>) -> Option<String> {
    let (bound, holds, words): (_, fn(std::cmp::Ordering) -> bool, _) = match rule {
        Rule::Minimum(bound) => (bound, std::cmp::Ordering::is_ge, "at least"),
        Rule::ExclusiveMinimum(bound) => (bound, std::cmp::Ordering::is_gt, "more than"),
        Rule::Maximum(bound) => (bound, std::cmp::Ordering::is_le, "at most"),
        Rule::ExclusiveMaximum(bound) => (bound, std::cmp::Ordering::is_lt, "less than"),
        _ => return None,
    };
    (!compare(bound).is_none_or(holds)).then(|| format!("must be {words} {bound}"))
}

fn compare(value: f64, bound: Bound) -> Option<std::cmp::Ordering> {
    /// 2^53, up to which every whole number is exactly an `f64`.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match bound {
        // Whole, and within `i128`: compared without rounding the bound.
        #[allow(clippy::cast_possible_truncation)]
        Bound::Integer(bound) if value.abs() >= EXACT && value.abs() < 1e38 => {
            Some((value as i128).cmp(&bound))
        }
        bound => value.partial_cmp(&bound.as_f64()),
    }
}

fn multiple(rule: Rule) -> Option<String> {
    if let Rule::MultipleOf(step) = rule { Some(format!("must be a multiple of {step}")) } else { None }
}

/// The message of a violated `multipleOf`, where one of the numbers has a fraction.
///
/// The quotient of two decimal fractions is off by a few units in its last place when they are kept in binary, so
/// 0.3 counts as a multiple of 0.1.
fn fraction(rule: Rule, value: f64) -> Option<String> {
    let Rule::MultipleOf(step) = rule else { return None };
    let quotient = value / step.as_f64();
    let off = (quotient - quotient.round()).abs();
    let near = off <= quotient.abs().max(1.0) * f64::EPSILON * 8.0;
    if near || !quotient.is_finite() { None } else { multiple(rule) }
}

/// The index of the first item that stands before.
fn repeated(list: &dyn Sequence) -> Option<usize> {
    let mut seen = HashSet::with_capacity(list.len());
    // Nothing within a slot fails to encode; if it did, it would count as unlike all others.
    items(list).position(|item| serde_json::to_string(&item).is_ok_and(|text| !seen.insert(text)))
}
