//! Encodes, prints and compares what slots show.

use super::model::{Model, Presence};
use super::slot::{MapSlot, Plain, Sequence, Slot, Text, View};
use serde::ser::{Error, Serialize, SerializeMap, SerializeSeq, Serializer};
use std::fmt;

/// Encodes a value: the body of a generated `Serialize` impl.
///
/// # Errors
/// Those of the format.
pub fn encode<T: Slot, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    match value.view() {
        // Known here when this is compiled, and looked up there.
        View::Model(model) => write_model(model, serializer),
        view => view.serialize(serializer),
    }
}

/// Prints a value: the body of a generated `Debug` impl. Like a derived one without the `Some`s; keys are the wire's.
///
/// # Errors
/// Those of the formatter.
pub fn debug<T: Slot>(value: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    fmt::Debug::fmt(&value.view(), f)
}

/// Compares two values: the body of a generated `PartialEq` impl.
pub fn equal<T: Slot>(left: &T, right: &T) -> bool {
    left.view() == right.view()
}

impl Serialize for View<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::Bool(value) => serializer.serialize_bool(value),
            Self::I64(value) => serializer.serialize_i64(value),
            Self::U64(value) => serializer.serialize_u64(value),
            Self::F32(value) => serializer.serialize_f32(value),
            Self::F64(value) => serializer.serialize_f64(value),
            Self::Str(value) => serializer.serialize_str(value),
            Self::Any(value) => value.serialize(serializer),
            Self::Text(text) => serializer.collect_str(&Written(text)),
            #[cfg(any(feature = "server", feature = "tower"))]
            Self::Blob(blob) => serializer.collect_str(&Written(blob)),
            Self::Foreign(foreign) => foreign.written().map_err(S::Error::custom)?.serialize(serializer),
            Self::Null | Self::Absent => serializer.serialize_none(),
            Self::List(list) => match list.plain() {
                Plain::Strings(list) => list.serialize(serializer),
                Plain::I64s(list) => list.serialize(serializer),
                Plain::F64s(list) => list.serialize(serializer),
                Plain::No => write_items(list, serializer),
            },
            Self::Map(map) => {
                let mut out = serializer.serialize_map(Some(map.len()))?;
                write_entries(map, &mut out)?;
                out.end()
            }
            Self::Model(model) => write_model(model, serializer),
            Self::Union(union) => union.active().1.view().serialize(serializer),
        }
    }
}

/// Shows a value of which even that of a type of another crate has its structure in sight. What cannot be written is
/// nothing; the check before has told of it.
pub(super) fn with_opened<R>(view: View<'_>, show: impl FnOnce(View<'_>) -> R) -> R {
    match view.opened() {
        View::Foreign(foreign) => show(View::Any(&foreign.written().unwrap_or_default()).opened()),
        view => show(view),
    }
}

impl<'a> View<'a> {
    /// The same value with the structure of a free-form one in sight.
    #[must_use]
    pub fn opened(self) -> Self {
        use serde_json::Value;
        match self {
            Self::Any(Value::Null) => Self::Null,
            Self::Any(Value::Bool(value)) => Self::Bool(*value),
            Self::Any(Value::String(value)) => Self::Str(value),
            Self::Any(Value::Array(items)) => Self::List(items),
            Self::Any(Value::Object(entries)) => Self::Map(entries),
            Self::Any(Value::Number(number)) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
                (Some(value), _, _) => Self::I64(value),
                (_, Some(value), _) => Self::U64(value),
                (_, _, value) => Self::F64(value.unwrap_or(f64::NAN)),
            },
            Self::Union(union) => union.active().1.view().opened(),
            other => other,
        }
    }
}

/// The items of a list.
pub(super) fn items(list: &dyn Sequence) -> impl ExactSizeIterator<Item = View<'_>> {
    // Cannot be missing: the index is below the length.
    (0..list.len()).map(|index| list.item(index).unwrap_or(View::Bool(false)))
}

/// The fields of a model that are present.
pub(super) fn present(model: &dyn Model) -> impl Iterator<Item = (&'static str, View<'_>)> {
    model.shape().fields().iter().enumerate().filter_map(move |(index, field)| {
        let view = model.view(index);
        is_present(field.presence, view).then_some((field.name, view))
    })
}

/// Whether the field of a model at an index is present.
pub(super) fn has_field(model: &dyn Model, index: usize) -> bool {
    is_present(model.shape().presence_of(index), model.view(index))
}

fn is_present(presence: Presence, view: View<'_>) -> bool {
    !matches!(
        (presence, view),
        (Presence::Optional, View::Null) | (Presence::Optional | Presence::Nullable, View::Absent)
    )
}

fn write_items<S: Serializer>(list: &dyn Sequence, serializer: S) -> Result<S::Ok, S::Error> {
    let mut out = serializer.serialize_seq(Some(list.len()))?;
    for index in 0..list.len() {
        // Cannot be missing: the index is below the length. By reference, as below.
        match &list.item(index) {
            Some(View::Model(model)) => out.serialize_element(&Inner(model))?,
            Some(view) => out.serialize_element(view)?,
            None => {}
        }
    }
    out.end()
}

fn write_model<S: Serializer>(model: &dyn Model, serializer: S) -> Result<S::Ok, S::Error> {
    let shape = model.shape();
    let additional = if shape.has_additional() { model.additional() } else { None };
    // Binary formats write the length first; for those of text it is not worth the second walk.
    let binary = !serializer.is_human_readable();
    let length = binary.then(|| present(model).count() + additional.map_or(0, |map| map.len()));
    let mut out = serializer.serialize_map(length)?;
    for (index, name) in shape.keys.iter().enumerate() {
        match &model.view(index) {
            View::Absent => {}
            View::Null if shape.presence_of(index) == Presence::Optional => {}
            // Most values, by a shorter way than a second look.
            View::Str(text) => out.serialize_entry(name, *text)?,
            View::Bool(value) => out.serialize_entry(name, value)?,
            view => write_entry(&mut out, name, view)?,
        }
    }
    if let Some(map) = additional {
        write_entries(map, &mut out)?;
    }
    out.end()
}

/// A model within another, where it lies: to copy its two halves is slow.
struct Inner<'a>(&'a &'a dyn Model);

impl Serialize for Inner<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_model(*self.0, serializer)
    }
}

/// By reference: a view that was just written is slow to copy, in two halves.
#[inline]
fn write_entry<M: SerializeMap>(out: &mut M, name: &str, view: &View<'_>) -> Result<(), M::Error> {
    match view {
        // The most frequent ones first and by themselves: this is where encoding spends its time.
        View::Str(text) => out.serialize_entry(name, *text),
        View::I64(value) => out.serialize_entry(name, value),
        View::Bool(value) => out.serialize_entry(name, value),
        View::F64(value) => out.serialize_entry(name, value),
        View::Model(model) => out.serialize_entry(name, &Inner(model)),
        view => out.serialize_entry(name, view),
    }
}

fn write_entries<M: SerializeMap>(map: &dyn MapSlot, out: &mut M) -> Result<(), M::Error> {
    let mut result = Ok(());
    map.each(&mut |key, value| {
        result = write_entry(out, key, &value);
        result.is_ok()
    });
    result
}

/// A text slot as its text.
pub(super) struct Written<'a>(pub(super) &'a dyn Text);

impl fmt::Display for Written<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write(f)
    }
}

impl fmt::Debug for Written<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write(f)
    }
}

impl fmt::Debug for View<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Bool(value) => value.fmt(f),
            Self::I64(value) => value.fmt(f),
            Self::U64(value) => value.fmt(f),
            Self::F32(value) => value.fmt(f),
            Self::F64(value) => value.fmt(f),
            Self::Str(value) => value.fmt(f),
            Self::Any(value) => value.fmt(f),
            Self::Text(text) => Written(text).fmt(f),
            #[cfg(any(feature = "server", feature = "tower"))]
            Self::Blob(blob) => blob.fmt(f),
            Self::Foreign(foreign) => foreign.fmt(f),
            Self::Null => f.write_str("None"),
            Self::Absent => f.write_str("Absent"),
            Self::List(list) => f.debug_list().entries(items(list)).finish(),
            Self::Map(map) => {
                let mut out = f.debug_map();
                map.each(&mut |key, value| {
                    out.entry(&key, &value);
                    true
                });
                out.finish()
            }
            Self::Model(model) => debug_model(model, f),
            Self::Union(union) => {
                let (index, value) = union.active();
                let name = union.shape().branches.get(index).map_or("", |branch| branch.name);
                f.debug_tuple(name).field(&value.view()).finish()
            }
        }
    }
}

fn debug_model(model: &dyn Model, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut out = f.debug_struct(model.shape().name);
    for (index, field) in model.shape().fields().iter().enumerate() {
        out.field(field.name, &model.view(index));
    }
    if let Some(map) = model.additional() {
        out.field("additional", &View::Map(map));
    }
    out.finish()
}

impl PartialEq for View<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (*self, *other) {
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::I64(a), Self::I64(b)) => a == b,
            (Self::U64(a), Self::U64(b)) => a == b,
            (Self::F32(a), Self::F32(b)) => a == b,
            (Self::F64(a), Self::F64(b)) => a == b,
            (Self::Str(a), Self::Str(b)) => a == b,
            (Self::Any(a), Self::Any(b)) => a == b,
            (Self::Text(a), Self::Text(b)) => Written(a).to_string() == Written(b).to_string(),
            #[cfg(any(feature = "server", feature = "tower"))]
            (Self::Blob(a), Self::Blob(b)) => a == b,
            (Self::Foreign(a), Self::Foreign(b)) => a.written() == b.written(),
            (Self::Null, Self::Null) | (Self::Absent, Self::Absent) => true,
            (Self::List(a), Self::List(b)) => same_items(a, b),
            (Self::Map(a), Self::Map(b)) => same_entries(a, b),
            (Self::Model(a), Self::Model(b)) => same_fields(a, b),
            (Self::Union(a), Self::Union(b)) => {
                let ((a, left), (b, right)) = (a.active(), b.active());
                a == b && left.view() == right.view()
            }
            _ => false,
        }
    }
}

fn same_items(a: &dyn Sequence, b: &dyn Sequence) -> bool {
    match (a.plain(), b.plain()) {
        (Plain::Strings(a), Plain::Strings(b)) => a == b,
        (Plain::I64s(a), Plain::I64s(b)) => a == b,
        (Plain::F64s(a), Plain::F64s(b)) => a == b,
        _ => a.len() == b.len() && items(a).eq(items(b)),
    }
}

fn same_entries(a: &dyn MapSlot, b: &dyn MapSlot) -> bool {
    let mut same = a.len() == b.len();
    if same {
        a.each(&mut |key, value| {
            same = b.value(key).is_some_and(|other| other == value);
            same
        });
    }
    same
}

fn same_fields(a: &dyn Model, b: &dyn Model) -> bool {
    let fields = a.shape().fields().count();
    fields == b.shape().fields().count()
        && (0..fields).all(|index| a.view(index) == b.view(index))
        && match (a.additional(), b.additional()) {
            (Some(a), Some(b)) => same_entries(a, b),
            (a, b) => a.is_none() && b.is_none(),
        }
}
