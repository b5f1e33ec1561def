//! Finds the branch of a union for a value that was kept: by its tag, or else the one that keeps most of it.

use super::encode::{items, present, with_opened};
use super::model::{Field, Presence};
use super::slot::{Target, View};
use super::union::{Kinds, Union, UnionShape};
use serde::de::DeserializeSeed;
use serde_json::Value;
use std::cell::Cell;

thread_local! {
    /// How much work may still be spent on trying branches, while the outermost kept value is being read. Without it
    /// a hostile answer to a recursive union costs time exponential in its depth.
    static LEFT: Cell<Option<Work>> = const { Cell::new(None) };
}

/// Work on the outermost value: what was granted, and what is left.
#[derive(Clone, Copy)]
struct Work {
    granted: u64,
    left: u64,
}

/// Reads a kept value into the branch that fits it best.
pub(super) fn pick(union: &mut dyn Union, value: Value) -> Result<(), String> {
    let outermost = LEFT.get().is_none();
    if outermost {
        let granted = nodes(&value).saturating_mul(1000).saturating_add(10_000);
        LEFT.set(Some(Work { granted, left: granted }));
    }
    let picked = by_tag(union, value);
    if outermost {
        LEFT.set(None);
    }
    picked
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

fn by_tag(union: &mut dyn Union, value: Value) -> Result<(), String> {
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
        (Ok(Kept::Whole), _) => Ok(()),
        // The last branch keeps all of it.
        (_, Tagged::Unknown) => {
            keep(union, value);
            Ok(())
        }
        // So it does for an object that lacks the tag, and of which every branch would lose something.
        (Ok(Kept::Part), _) if shape.tag.is_some() && value.is_object() => {
            keep(union, value);
            Ok(())
        }
        (tried, _) => tried.map(|_| ()),
    }
}

fn tagged(shape: &UnionShape, value: &Value) -> Tagged {
    let Some(tag) = &shape.tag else { return Tagged::No };
    let Some(said) = value.get(tag.property).filter(|said| !said.is_null()) else { return Tagged::No };
    // A tag that is no text is none of those of the document.
    said.as_str().and_then(|said| tag.branch(said)).map_or(Tagged::Unknown, Tagged::Branch)
}

/// Keeps a value in the last branch, which takes any.
fn keep(union: &mut dyn Union, value: Value) {
    union.switch(usize::MAX);
    if let Target::Any(place) = union.active_mut().target() {
        *place = value;
    }
}

fn attempt(union: &mut dyn Union, branch: usize, value: &Value) -> Result<(), String> {
    if let Some(work) = LEFT.get() {
        let left = work.left.checked_sub(nodes(value)).ok_or("too many ways to read it")?;
        LEFT.set(Some(Work { left, ..work }));
    }
    union.switch(branch);
    union.active_mut().target().deserialize(value).map_err(|error| error.to_string())
}

/// How much of a value a branch has kept.
enum Kept {
    Whole,
    Part,
}

/// Tries the branches from the one that fits best at first sight on. The first that keeps the whole value is taken, or
/// else the one that keeps most of it.
fn try_all(union: &mut dyn Union, value: &Value) -> Result<Kept, String> {
    let shape = union.shape();
    let mut missed = vec![String::new(); shape.branches.len()];
    let order = in_order(union, value, &mut missed);
    let whole = stated(value);
    let mut best: Option<(usize, usize)> = None;
    for index in order {
        match attempt(union, index, value) {
            Ok(()) => {
                let kept = kept(union.active().1.view());
                if kept >= whole {
                    return Ok(Kept::Whole);
                }
                if is_tired() {
                    return Ok(Kept::Part);
                }
                if best.is_none_or(|(most, _)| kept > most) {
                    best = Some((kept, index));
                }
            }
            Err(message) => missed[index] = message,
        }
    }
    match best {
        Some((_, index)) => attempt(union, index, value).map(|()| Kept::Part),
        None => Err(describe(shape, &missed)),
    }
}

/// Whether so much was tried that the next best branch will do.
fn is_tired() -> bool {
    LEFT.get().is_some_and(|work| work.left < work.granted / 2)
}

/// The branches that can be tried, and what the others miss.
fn in_order(union: &mut dyn Union, value: &Value, missed: &mut [String]) -> Vec<usize> {
    let kind = Kinds::of(value);
    let mut order = Vec::new();
    for (index, (branch, missed)) in union.shape().branches.iter().zip(missed).enumerate() {
        if !branch.kinds.has(kind) {
            *missed = "is of another JSON type".to_owned();
            continue;
        }
        union.switch(index);
        match fit(union.active_mut().target(), value) {
            Ok(fit) => order.push((fit, index)),
            Err(missing) => *missed = format!("missing field `{missing}`"),
        }
    }
    order.sort_unstable();
    order.into_iter().map(|(_, index)| index).collect()
}

/// How badly a value fits a branch at first sight, smaller is better: values its enums do not know, then keys it has
/// no field for. `Err` names a required key that is missing.
fn fit(target: Target<'_>, value: &Value) -> Result<(usize, usize), &'static str> {
    match (target, value) {
        (Target::Model(model), Value::Object(entries)) => {
            let fields = model.shape().fields();
            let needed = |field: &Field| field.presence == Presence::Required;
            if let Some(field) = fields.iter().filter(needed).find(|field| !entries.contains_key(field.name))
            {
                return Err(field.name);
            }
            let mut unknown = (0, entries.len());
            for (index, field) in fields.iter().enumerate() {
                let Some(value) = entries.get(field.name) else { continue };
                unknown.1 = unknown.1.saturating_sub(1);
                unknown.0 += usize::from(is_unknown_text(model.target(index), value));
            }
            Ok(unknown)
        }
        (Target::Map(_), Value::Object(entries)) => Ok((0, entries.len())),
        (Target::Any(_), _) => Ok((usize::MAX, usize::MAX)),
        (target, value) => Ok((usize::from(is_unknown_text(target, value)), 0)),
    }
}

fn is_unknown_text(target: Target<'_>, value: &Value) -> bool {
    match (target, value) {
        (Target::Text(text), Value::String(value)) => !text.parse(value) || text.is_unknown(),
        (Target::Option(option), Value::String(_)) => is_unknown_text(option.fill(), value),
        _ => false,
    }
}

/// The number of values within a value, itself included.
fn nodes(value: &Value) -> u64 {
    1 + match value {
        Value::Array(items) => items.iter().map(nodes).sum(),
        Value::Object(entries) => entries.values().map(nodes).sum(),
        _ => 0,
    }
}

/// The same without properties that are `null`, which often means that they are absent.
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
fn describe(shape: &UnionShape, missed: &[String]) -> String {
    const MOST_BRANCHES: usize = 8;
    const MOST_CHARS: usize = 200;
    let mut text = format!("no shape of {} fits", shape.name);
    // The branch for values of unknown tags misses nothing.
    let mut branches = shape.branches.iter().zip(missed).filter(|(branch, _)| branch.kinds != Kinds::NONE);
    for (index, (branch, missed)) in branches.by_ref().take(MOST_BRANCHES).enumerate() {
        text.push_str(if index == 0 { ": " } else { "; " });
        text.push_str(branch.name);
        text.push_str(": ");
        text.extend(missed.chars().take(MOST_CHARS));
    }
    if branches.next().is_some() {
        text.push_str("; and others");
    }
    text
}
