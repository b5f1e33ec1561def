//! One of several shapes.
//!
//! Where the JSON type alone tells the branches apart, or a tag that comes early, a value is read straight into its branch.
//! Otherwise it is kept first, with the texts of the input (see `kept`), and the branch is found by the tag, or else by trying (see `pick`).

use super::decode::{ListVisitor, MapVisitor, ModelVisitor, TextVisitor};
use super::kept::{self, Given, Kept};
use super::pick::pick;
use super::rules::Rule;
use super::slot::{Slot, Target};
use super::tagged;
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// A generated enum with one variant per shape.
pub trait Union {
    /// The name and branches.
    fn shape(&self) -> &'static UnionShape;
    /// The branch the value is of, as an index of [`UnionShape::branches`], and its value.
    fn active(&self) -> (usize, &dyn Slot);
    /// The value, to decode into.
    fn active_mut(&mut self) -> &mut dyn Slot;
    /// Makes it a blank value of a branch; an index that is none takes the last one.
    fn switch(&mut self, branch: usize);
    /// A placeholder: a blank value of a branch that does not contain this type again.
    fn blank() -> Self
    where
        Self: Sized;
}

/// What is known of a union before a value of it is seen.
pub struct UnionShape {
    /// The name of the Rust type.
    pub name: &'static str,
    /// The branches, in the order of the document.
    pub branches: &'static [Branch],
    /// The property whose value tells the branch of an object (the document's `discriminator`).
    pub tag: Option<Tag>,
}

/// One branch of a union.
pub struct Branch {
    /// The name of the variant.
    pub name: &'static str,
    /// The JSON types its values may be of.
    pub kinds: Kinds,
    /// The rules on its values.
    pub rules: &'static [Rule],
}

impl Branch {
    /// A branch.
    pub const fn new(name: &'static str, kinds: Kinds) -> Self {
        Self { name, kinds, rules: &[] }
    }

    /// The branch that keeps values of an unknown tag. It is never tried, and stands last.
    pub const fn rest(name: &'static str) -> Self {
        Self::new(name, Kinds::NONE)
    }

    /// The same branch with rules on its values.
    #[must_use]
    pub const fn rules(self, rules: &'static [Rule]) -> Self {
        Self { rules, ..self }
    }
}

/// The property that tells the branch of an object.
pub struct Tag {
    /// Its key.
    pub property: &'static str,
    /// Its values, and the index of the branch each stands for.
    pub values: &'static [(&'static str, usize)],
    /// Whether an object with another value is of no branch. Otherwise the branches are tried first.
    pub is_certain: bool,
}

impl Tag {
    /// The branch that a value of the property stands for.
    pub(super) fn branch(&self, said: &str) -> Option<usize> {
        self.values.iter().find(|(value, _)| *value == said).map(|(_, branch)| *branch)
    }
}

/// A set of JSON types. A number with a fraction is a `NUMBER`, one without is an `INTEGER` and a `NUMBER`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds(u8);

impl Kinds {
    /// None.
    pub const NONE: Self = Self(0);
    /// `null`.
    pub const NULL: Self = Self(1);
    /// `true` and `false`.
    pub const BOOLEAN: Self = Self(2);
    /// Numbers without a fraction.
    pub const INTEGER: Self = Self(4);
    /// All numbers.
    pub const NUMBER: Self = Self(8 | 4);
    /// Text.
    pub const STRING: Self = Self(16);
    /// Arrays.
    pub const ARRAY: Self = Self(32);
    /// Objects.
    pub const OBJECT: Self = Self(64);
    /// Everything.
    pub const ANY: Self = Self(127);

    /// The types of both.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    #[cfg(feature = "server")]
    pub(super) fn of(value: &serde_json::Value) -> Self {
        use serde_json::Value;
        match value {
            Value::Null => Self::NULL,
            Value::Bool(_) => Self::BOOLEAN,
            Value::Number(number) if number.is_f64() => FRACTION,
            Value::Number(_) => Self::INTEGER,
            Value::String(_) => Self::STRING,
            Value::Array(_) => Self::ARRAY,
            Value::Object(_) => Self::OBJECT,
        }
    }
}

/// A number with a fraction.
pub(super) const FRACTION: Kinds = Kinds(8);

/// The impls every union has in common, in terms of its `Union` impl.
#[allow(unused_macros)]
macro_rules! union {
    ($type:ty) => {
        impl $crate::runtime::Slot for $type {
            #[inline]
            fn blank() -> Self {
                <Self as $crate::runtime::Union>::blank()
            }
            #[inline]
            fn target(&mut self) -> $crate::runtime::Target<'_> {
                $crate::runtime::Target::Union(self)
            }
            #[inline]
            fn view(&self) -> $crate::runtime::View<'_> {
                $crate::runtime::View::Union(self)
            }
        }
        $crate::runtime::value!($type);
    };
}
#[allow(unused_imports)]
pub(crate) use union;

/// Decodes a value that may be of several shapes.
pub(super) struct UnionVisitor<'a>(pub(super) &'a mut dyn Union);

/// What the JSON type of a value says about its branch.
enum Choice {
    One(usize),
    Several,
    None,
}

impl UnionVisitor<'_> {
    fn choose(&self, kind: Kinds) -> Choice {
        let shape = self.0.shape();
        let mut matching = shape.branches.iter().enumerate().filter(|(_, branch)| branch.kinds.has(kind));
        match (matching.next(), matching.next()) {
            (Some((index, _)), None) => Choice::One(index),
            (Some(_), Some(_)) => Choice::Several,
            (None, _) => Choice::None,
        }
    }

    /// Reads a value that is neither an array nor an object.
    fn scalar<E: Error>(self, value: Kept<'_>) -> Result<(), E> {
        match self.choose(value.kind()) {
            Choice::One(index) => {
                self.0.switch(index);
                match (self.0.active_mut().target(), &value) {
                    (Target::Text(text), Kept::Text(value)) => TextVisitor(text).visit_str(value),
                    (target, value) => target.deserialize(Given::new(value)),
                }
            }
            Choice::Several | Choice::None => self.any(value),
        }
    }

    /// Reads an object where there may be a number with a fraction, which can come as one.
    fn number_or_object<E: Error>(self, entries: Vec<kept::Entry<'_>>) -> Result<(), E> {
        match (Kept::of_entries(entries), self.choose(Kinds::OBJECT)) {
            (Kept::Object(_), Choice::None) => Err(E::invalid_type(serde::de::Unexpected::Map, &self)),
            (object @ Kept::Object(_), _) => self.any(object),
            (number, _) => self.scalar(number),
        }
    }

    /// Finds the branch of a value that was kept.
    fn any<E: Error>(self, value: Kept<'_>) -> Result<(), E> {
        pick(self.0, value).map_err(E::custom)
    }
}

impl<'de> Visitor<'de> for UnionVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shape = self.0.shape();
        write!(f, "a value of {}", shape.name)
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.scalar(Kept::Null)
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.scalar(Kept::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.scalar(Kept::I64(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.scalar(Kept::U64(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.scalar(Kept::F64(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.scalar(Kept::Text(Cow::Borrowed(value)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        match self.choose(Kinds::ARRAY) {
            Choice::One(index) => {
                self.0.switch(index);
                array(self.0.active_mut().target(), items)
            }
            Choice::Several => self.any(kept::list(items)?),
            Choice::None => {
                // Read to its end, so that the error's position is this value and not one within it.
                while items.next_element::<IgnoredAny>()?.is_some() {}
                Err(A::Error::invalid_type(serde::de::Unexpected::Seq, &self))
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        // Without a branch for it, a number in disguise is as wrong as an object.
        if !matches!(self.choose(FRACTION), Choice::None) {
            return self.number_or_object(kept::object(entries)?);
        }
        match self.choose(Kinds::OBJECT) {
            Choice::One(index) => {
                self.0.switch(index);
                object(self.0.active_mut().target(), entries)
            }
            Choice::Several => {
                let kept = match &self.0.shape().tag {
                    Some(tag) => tagged::read(self.0, tag, entries)?,
                    None => Some(Kept::Object(kept::object(entries)?)),
                };
                kept.map_or(Ok(()), |kept| self.any(kept))
            }
            Choice::None => {
                while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Err(A::Error::invalid_type(serde::de::Unexpected::Map, &self))
            }
        }
    }
}

/// Reads an array that has begun. No deserializer is made of it: what reads targets would be compiled once more for each.
fn array<'de, A: SeqAccess<'de>>(target: Target<'_>, items: A) -> Result<(), A::Error> {
    match target {
        Target::List(list) => ListVisitor(list).visit_seq(items),
        Target::Union(union) => UnionVisitor(union).visit_seq(items),
        Target::Option(option) => array(option.fill(), items),
        target => from_kept(target, kept::list(items)?),
    }
}

/// Reads an object that has begun.
fn object<'de, A: MapAccess<'de>>(target: Target<'_>, entries: A) -> Result<(), A::Error> {
    match target {
        Target::Model(model) => ModelVisitor(model).visit_map(entries),
        Target::Map(map) => MapVisitor(map).visit_map(entries),
        Target::Union(union) => UnionVisitor(union).visit_map(entries),
        Target::Option(option) => object(option.fill(), entries),
        target => from_kept(target, Kept::Object(kept::object(entries)?)),
    }
}

fn from_kept<E: Error>(target: Target<'_>, value: Kept<'_>) -> Result<(), E> {
    match target {
        Target::Any(place) => *place = value.into_value(),
        target => target.deserialize(Given::<serde_json::Error>::new(&value)).map_err(E::custom)?,
    }
    Ok(())
}
