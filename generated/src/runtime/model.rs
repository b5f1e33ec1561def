//! What a model tells about itself, and the impls that follow from it.

use super::rules::Rule;
use super::slot::{MapSlot, Slot, Target, View};

/// An object of known keys: a generated struct.
///
/// Hand-written impls are not meant to be needed; this is what generated ones look like.
pub trait Model {
    /// A placeholder for the decoder to fill in. Allocates nothing.
    fn blank() -> Self
    where
        Self: Sized;
    /// The name, fields and rules.
    fn shape(&self) -> &'static Shape;
    /// The value of the field at an index of [`Shape::fields`]; any other index answers one of them.
    fn view(&self, index: usize) -> View<'_>;
    /// The field at an index of [`Shape::fields`], to decode into.
    fn target(&mut self, index: usize) -> Target<'_>;
    /// Where keys without a field go, when the document says what they hold.
    fn additional(&self) -> Option<&dyn MapSlot> {
        None
    }
    /// Where keys without a field go, to decode into.
    fn additional_mut(&mut self) -> Option<&mut dyn MapSlot> {
        None
    }
    /// The model itself: what a `Box` holds, and not the `Box`.
    fn inner(&self) -> &dyn Model
    where
        Self: Sized,
    {
        self
    }
    /// The model itself, to decode into.
    fn inner_mut(&mut self) -> &mut dyn Model
    where
        Self: Sized,
    {
        self
    }
}

// One impl for all models: each impl of its own would be four more things for the compiler to check.
impl<T: Model> Slot for T {
    fn blank() -> Self {
        Model::blank()
    }
    fn target(&mut self) -> Target<'_> {
        Target::Model(self.inner_mut())
    }
    fn view(&self) -> View<'_> {
        View::Model(self.inner())
    }
}

// Not of every `Slot`, for the impl above would be in its way.
impl<T: Model> Model for Box<T> {
    fn blank() -> Self {
        Self::new(T::blank())
    }
    fn shape(&self) -> &'static Shape {
        T::shape(self)
    }
    fn view(&self, index: usize) -> View<'_> {
        T::view(self, index)
    }
    fn target(&mut self, index: usize) -> Target<'_> {
        T::target(self, index)
    }
    fn additional(&self) -> Option<&dyn MapSlot> {
        T::additional(self)
    }
    fn additional_mut(&mut self) -> Option<&mut dyn MapSlot> {
        T::additional_mut(self)
    }
    fn inner(&self) -> &dyn Model {
        T::inner(self)
    }
    fn inner_mut(&mut self) -> &mut dyn Model {
        T::inner_mut(self)
    }
}

/// What is known of an object before a value of it is seen.
pub struct Shape {
    /// The name of the Rust type, for error messages and `Debug`.
    pub name: &'static str,
    /// The fields, in the order of the document.
    pub fields: &'static [Field],
    /// The rules on the object as a whole.
    pub rules: &'static [Rule],
}

/// One field of an object.
pub struct Field {
    /// The key in JSON.
    pub name: &'static str,
    /// When the key is there.
    pub presence: Presence,
    /// The rules on the value.
    pub rules: &'static [Rule],
    /// Texts of fewer bytes than this keep all the rules.
    pub short: usize,
}

/// When the key of a field is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Always. A field of type `Option` is `null` when it is `None`.
    Required,
    /// When the field, of type `Option`, is not `None`. `null` is read as `None`.
    Optional,
    /// When the field, of type `Option<Option<_>>`, is not `None`. `null` is read as `Some(None)`.
    Nullable,
}

/// A field that is always there.
pub const fn required(name: &'static str) -> Field {
    Field { name, presence: Presence::Required, rules: &[], short: usize::MAX }
}

/// A field that may be absent; `null` means the same.
pub const fn optional(name: &'static str) -> Field {
    Field { name, presence: Presence::Optional, rules: &[], short: usize::MAX }
}

/// A field that may be absent or `null`, and these are not the same.
pub const fn nullable(name: &'static str) -> Field {
    Field { name, presence: Presence::Nullable, rules: &[], short: usize::MAX }
}

impl Field {
    /// The same field with rules on its value.
    #[must_use]
    pub const fn rules(self, rules: &'static [Rule]) -> Self {
        Self { rules, short: short(rules), ..self }
    }
}

/// Of how many bytes a text is long enough to be looked at: most rules are greatest lengths, and most texts are far from
/// them. A text has at most as many characters as bytes.
const fn short(rules: &[Rule]) -> usize {
    let (mut short, mut rest) = (usize::MAX, rules);
    while let [rule, others @ ..] = rest {
        short = match rule {
            Rule::MaxLength(most) if *most < short => *most + 1,
            Rule::MaxLength(_) => short,
            _ => return 0,
        };
        rest = others;
    }
    short
}

/// The impls of models and unions that no one impl can give to all of them: serde's, `Debug` and `PartialEq`, in terms of
/// `Slot`.
///
/// All of it is `inline`, here and in the macros of enums and unions: what a program does not use becomes no machine code.
#[allow(unused_macros)]
macro_rules! value {
    ($type:ty) => {
        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::runtime::encode(self, serializer)
            }
        }
        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::decode(deserializer)
            }
        }
        impl ::core::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::runtime::debug(self, f)
            }
        }
        impl ::core::cmp::PartialEq for $type {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::runtime::equal(self, other)
            }
        }
    };
}
#[allow(unused_imports)]
pub(crate) use value;
