//! Finds the branch of a union for a value that was kept: by its tag, or else the one that keeps most of it.

use super::encode::{items, present, with_opened};
use super::kept::{Finder, Given, Kept};
use super::model::Presence;
use super::slot::{Target, View};
use super::union::{Kinds, Union, UnionShape};
use serde::de::DeserializeSeed;
use serde_json::Value;
use std::cell::Cell;

thread_local! {
    /// How much work may still be spent on trying branches, while the outermost value that several can be tried for is being
    /// read. Without it a hostile answer to a recursive union costs time exponential in its depth.
    static LEFT: Cell<Option<Work>> = const { Cell::new(None) };
}

/// Work on the outermost value: what was granted, and what is left.
#[derive(Clone, Copy)]
struct Work {
    granted: u64,
    left: u64,
}

/// What the tag of a value says about its branch.
enum Tagged {
    /// This one.
    Branch(usize),
    /// None that is known.
    Unknown,
    /// Nothing: there is no tag.
    No,
}

/// Reads a kept value into the branch that fits it best.
pub(super) fn pick(union: &mut dyn Union, value: Kept<'_>) -> Result<(), String> {
    let shape = union.shape();
    let tagged = tagged(shape, &value);
    if let Tagged::Branch(branch) = tagged {
        let said = |message| match shape.branches.get(branch) {
            Some(branch) => format!("as {}: {message}", branch.name),
            None => message,
        };
        return attempt(union, branch, &value).map_err(said);
    }
    let is_certain = shape.tag.as_ref().is_some_and(|tag| tag.is_certain);
    if matches!(tagged, Tagged::Unknown) && is_certain {
        keep(union, value);
        return Ok(());
    }
    match (try_all(union, &value), tagged) {
        (Ok(Extent::Whole), _) => Ok(()),
        // The last branch keeps all of it.
        (_, Tagged::Unknown) => {
            keep(union, value);
            Ok(())
        }
        // So it does for an object that lacks the tag, and of which every branch would lose something.
        (Ok(Extent::Part), _) if shape.tag.is_some() && matches!(value, Kept::Object(_)) => {
            keep(union, value);
            Ok(())
        }
        (tried, _) => tried.map(|_| ()),
    }
}

fn tagged(shape: &UnionShape, value: &Kept<'_>) -> Tagged {
    let (Some(tag), Kept::Object(entries)) = (&shape.tag, value) else { return Tagged::No };
    match Finder::new(entries).find(tag.property) {
        None | Some(Kept::Null) => Tagged::No,
        Some(Kept::Text(said)) => tag.branch(said).map_or(Tagged::Unknown, Tagged::Branch),
        // A tag that is no text is none of those of the document.
        Some(_) => Tagged::Unknown,
    }
}

/// Keeps a value in the last branch, which takes any.
fn keep(union: &mut dyn Union, value: Kept<'_>) {
    union.switch(usize::MAX);
    if let Target::Any(place) = union.active_mut().target() {
        *place = value.into_value();
    }
}

fn attempt(union: &mut dyn Union, branch: usize, value: &Kept<'_>) -> Result<(), String> {
    if let Some(work) = LEFT.get() {
        let left = work.left.checked_sub(value.nodes()).ok_or("too many ways to read it")?;
        LEFT.set(Some(Work { left, ..work }));
    }
    union.switch(branch);
    let given = Given::<serde_json::Error>::new(value);
    union.active_mut().target().deserialize(given).map_err(|error| error.to_string())
}

/// How much of a value a branch has kept.
enum Extent {
    Whole,
    Part,
}

/// Tries the branches from the one that fits best at first sight on. The first that keeps the whole value is taken, or
/// else the one that keeps most of it.
fn try_all(union: &mut dyn Union, value: &Kept<'_>) -> Result<Extent, String> {
    let Some(First { branch, is_only }) = first(union, value) else {
        return Err(describe(union, value, &[]));
    };
    if is_only && union.shape().tag.is_none() {
        // Whatever it keeps of the value, no other keeps more.
        let tried = attempt(union, branch, value);
        return tried.map(|()| Extent::Whole).map_err(|message| describe(union, value, &[(branch, message)]));
    }
    let outermost = LEFT.get().is_none();
    if outermost {
        let granted = value.nodes().saturating_mul(1000).saturating_add(10_000);
        LEFT.set(Some(Work { granted, left: granted }));
    }
    let tried = try_from(union, branch, value);
    if outermost {
        LEFT.set(None);
    }
    tried
}

/// Tries this branch, and then the others.
fn try_from(union: &mut dyn Union, branch: usize, value: &Kept<'_>) -> Result<Extent, String> {
    let mut trial = Trial { value, whole: value.stated(), best: None, failed: Vec::new() };
    if let Some(extent) = trial.of(union, branch) {
        return Ok(extent);
    }
    for (_, other) in in_order(union, value).into_iter().filter(|(_, other)| *other != branch) {
        if let Some(extent) = trial.of(union, other) {
            return Ok(extent);
        }
    }
    match trial.best {
        Some((_, best)) => attempt(union, best, value).map(|()| Extent::Part),
        None => Err(describe(union, value, &trial.failed)),
    }
}

/// What came of trying branches.
struct Trial<'k, 'de> {
    value: &'k Kept<'de>,
    /// How much there is to keep.
    whole: usize,
    /// How much the best one kept, and which it is.
    best: Option<(usize, usize)>,
    /// Those that cannot be read, and why.
    failed: Vec<(usize, String)>,
}

impl Trial<'_, '_> {
    /// Tries one more; `Some` where that ends the search.
    fn of(&mut self, union: &mut dyn Union, branch: usize) -> Option<Extent> {
        if let Err(message) = attempt(union, branch, self.value) {
            self.failed.push((branch, message));
            return None;
        }
        let kept = kept(union.active().1.view());
        if kept >= self.whole {
            return Some(Extent::Whole);
        }
        if is_tired() {
            return Some(Extent::Part);
        }
        if self.best.is_none_or(|(most, _)| kept > most) {
            self.best = Some((kept, branch));
        }
        None
    }
}

/// Whether so much was tried that the next best branch will do.
fn is_tired() -> bool {
    LEFT.get().is_some_and(|work| work.left < work.granted / 2)
}

/// The branch that fits best at first sight.
struct First {
    branch: usize,
    /// Whether no other can be tried.
    is_only: bool,
}

fn first(union: &mut dyn Union, value: &Kept<'_>) -> Option<First> {
    let (mut best, mut count) = (None, 0);
    for branch in 0..union.shape().branches.len() {
        if let Ok(fit) = fit_of(union, branch, value) {
            count += 1;
            if best.is_none_or(|(least, _)| fit < least) {
                best = Some((fit, branch));
            }
        }
    }
    best.map(|(_, branch)| First { branch, is_only: count == 1 })
}

/// The branches that can be tried.
fn in_order(union: &mut dyn Union, value: &Kept<'_>) -> Vec<(Fit, usize)> {
    let branches = 0..union.shape().branches.len();
    let mut order: Vec<_> =
        branches.filter_map(|branch| Some((fit_of(union, branch, value).ok()?, branch))).collect();
    order.sort_unstable();
    order
}

/// How badly a value fits, smaller is better: values its enums do not know, then keys it has no field for.
type Fit = (usize, usize);

/// Why a branch cannot be tried.
enum Unfit {
    /// It is of another JSON type.
    Kind,
    /// This key is required, and not there.
    Missing(&'static str),
}

/// How badly a value fits a branch at first sight.
fn fit_of(union: &mut dyn Union, branch: usize, value: &Kept<'_>) -> Result<Fit, Unfit> {
    let kinds = union.shape().branches.get(branch).map_or(Kinds::NONE, |branch| branch.kinds);
    if !kinds.has(value.kind()) {
        return Err(Unfit::Kind);
    }
    union.switch(branch);
    fit(union.active_mut().target(), value).map_err(Unfit::Missing)
}

fn fit(target: Target<'_>, value: &Kept<'_>) -> Result<Fit, &'static str> {
    match (target, value) {
        (Target::Model(model), Kept::Object(entries)) => {
            let mut found = Finder::new(entries);
            let mut unknown = (0, entries.len());
            let shape = model.shape();
            for (index, name) in shape.keys.iter().enumerate() {
                match found.find(name) {
                    None if shape.presence_of(index) == Presence::Required => return Err(name),
                    None => {}
                    Some(value) => {
                        unknown.1 = unknown.1.saturating_sub(1);
                        let is_text = matches!(value, Kept::Text(_));
                        unknown.0 += usize::from(is_text && is_unknown_text(model.target(index), value));
                    }
                }
            }
            Ok(unknown)
        }
        (Target::Map(_), Kept::Object(entries)) => Ok((0, entries.len())),
        (Target::Any(_), _) => Ok((usize::MAX, usize::MAX)),
        (target, value) => Ok((usize::from(is_unknown_text(target, value)), 0)),
    }
}

fn is_unknown_text(target: Target<'_>, value: &Kept<'_>) -> bool {
    match (target, value) {
        (Target::Text(text), Kept::Text(value)) => !text.parse(value) || text.is_unknown(),
        (Target::Option(option), Kept::Text(_)) => is_unknown_text(option.fill(), value),
        _ => false,
    }
}

/// The number of values within a value, itself included, without properties that are `null`.
fn stated(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(stated).sum(),
        Value::Object(entries) => entries.values().filter(|value| !value.is_null()).map(stated).sum(),
        _ => 0,
    }
}

/// The same of a value that was read.
fn kept(view: View<'_>) -> usize {
    match view {
        View::Any(value) => stated(value),
        View::Foreign(foreign) => foreign.written().map_or(1, |value| stated(&value)),
        View::List(list) => 1 + items(list).map(kept).sum::<usize>(),
        View::Union(union) => kept(union.active().1.view()),
        View::Map(map) => {
            let mut sum = 1;
            map.each(&mut |_, value| {
                sum += kept_entry(value);
                true
            });
            sum
        }
        View::Model(model) => {
            let fields: usize = present(model).map(|(_, value)| kept_entry(value)).sum();
            // The map of further properties is no value of its own.
            1 + fields + model.additional().map_or(0, |map| kept(View::Map(map)) - 1)
        }
        _ => 1,
    }
}

fn kept_entry(value: View<'_>) -> usize {
    with_opened(value, |value| match value {
        View::Null | View::Absent => 0,
        value => kept(value),
    })
}

/// What each branch missed, bounded.
fn describe(union: &mut dyn Union, value: &Kept<'_>, failed: &[(usize, String)]) -> String {
    const MOST_BRANCHES: usize = 8;
    const MOST_CHARS: usize = 200;
    let shape = union.shape();
    let mut text = format!("no shape of {} fits", shape.name);
    // The branch for values of unknown tags misses nothing.
    let branches = shape.branches.iter().enumerate().filter(|(_, branch)| branch.kinds != Kinds::NONE);
    for (count, (index, branch)) in branches.enumerate() {
        if count == MOST_BRANCHES {
            text.push_str("; and others");
            break;
        }
        text.push_str(if count == 0 { ": " } else { "; " });
        text.push_str(branch.name);
        text.push_str(": ");
        let message = failed.iter().find(|(branch, _)| *branch == index).map(|(_, message)| message);
        match (message, fit_of(union, index, value)) {
            (Some(message), _) => text.extend(message.chars().take(MOST_CHARS)),
            (None, Err(Unfit::Missing(key))) => {
                text.extend(format!("missing field `{key}`").chars().take(MOST_CHARS));
            }
            (None, _) => text.push_str("is of another JSON type"),
        }
    }
    text
}
