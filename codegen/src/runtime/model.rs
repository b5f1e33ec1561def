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
    /// The value of the field at an index of [`Shape::fields`], and at the next index that of the keys without a field,
    /// when the document says what they hold. Any other index answers one of these.
    fn view(&self, index: usize) -> View<'_>;
    /// The same, to decode into.
    fn target(&mut self, index: usize) -> Target<'_>;
    /// What a slot of the type shows: the model, unless it is none, as an open enum.
    fn whole(&self) -> View<'_>
    where
        Self: Sized,
    {
        View::Model(self)
    }
    /// The same, to decode into.
    fn whole_mut(&mut self) -> Target<'_>
    where
        Self: Sized,
    {
        Target::Model(self)
    }
}

impl dyn Model + '_ {
    /// Where keys without a field go, when the document says what they hold.
    pub fn additional(&self) -> Option<&dyn MapSlot> {
        let shape = self.shape();
        match shape.has_additional().then(|| self.view(shape.keys.len()))? {
            View::Map(map) => Some(map),
            _ => None,
        }
    }
    /// Where keys without a field go, to decode into.
    pub fn additional_mut(&mut self) -> Option<&mut dyn MapSlot> {
        let shape = self.shape();
        match shape.has_additional().then(|| self.target(shape.keys.len()))? {
            Target::Map(map) => Some(map),
            _ => None,
        }
    }
}

// One impl for all models, and by way of them for all open enums: each impl of its own would be four more things for the
// compiler to check, and two impls like this one would be in each other's way.
impl<T: Model> Slot for T {
    fn blank() -> Self {
        Model::blank()
    }
    fn target(&mut self) -> Target<'_> {
        self.whole_mut()
    }
    fn view(&self) -> View<'_> {
        self.whole()
    }
}

/// What is known of an object before a value of it is seen.
///
/// Texts and bytes side by side and no constant: of all ways to say this of thousands of models the compiler is fastest with
/// this one.
pub struct Shape {
    /// The name of the Rust type, for error messages and `Debug`.
    pub name: &'static str,
    /// The key in JSON of each field, in the order of the document.
    pub keys: &'static [&'static str],
    /// A letter for each field: `r`, `o` or `n` for what [`Presence`] calls so; and one more, `a`, when keys without a field
    /// are kept.
    pub presence: &'static [u8],
    /// The rules on the object as a whole, and after them those on the value of each field; nothing where there are none.
    pub rules: &'static [&'static [Rule]],
}

impl Shape {
    /// The fields, in the order of the document.
    pub fn fields(&self) -> Fields {
        Fields { keys: self.keys, presence: self.presence }
    }

    /// When the key of the field at an index is there.
    #[inline]
    pub fn presence_of(&self, index: usize) -> Presence {
        self.presence.get(index).map_or(Presence::Optional, |letter| Presence::of(*letter))
    }

    /// Whether keys without a field are kept.
    #[inline]
    pub fn has_additional(&self) -> bool {
        self.presence.len() > self.keys.len()
    }

    /// The rules on the value of the field at an index.
    #[inline]
    pub fn rules_of(&self, index: usize) -> &'static [Rule] {
        self.rules.get(index + 1).copied().unwrap_or_default()
    }

    /// The rules on the object as a whole.
    pub fn own_rules(&self) -> &'static [Rule] {
        self.rules.first().copied().unwrap_or_default()
    }
}

/// The fields of an object.
#[derive(Clone, Copy, Default)]
pub struct Fields {
    keys: &'static [&'static str],
    presence: &'static [u8],
}

impl Fields {
    /// The number of fields.
    pub fn count(self) -> usize {
        self.keys.len()
    }

    /// The field at an index, if there is one.
    pub fn get(self, index: usize) -> Option<Field> {
        Some(Field { name: self.keys.get(index)?, presence: Presence::of(*self.presence.get(index)?) })
    }

    /// The index of the field of a key, if there is one.
    pub fn position(self, key: &str) -> Option<usize> {
        self.keys.iter().position(|name| *name == key)
    }

    /// All of them.
    pub fn iter(self) -> impl ExactSizeIterator<Item = Field> {
        let pairs = self.keys.iter().zip(self.presence);
        pairs.map(|(name, letter)| Field { name, presence: Presence::of(*letter) })
    }
}

/// One field of an object.
#[derive(Clone, Copy)]
pub struct Field {
    /// The key in JSON.
    pub name: &'static str,
    /// When the key is there.
    pub presence: Presence,
}

/// When the key of a field is there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Always. A field of type `Option` is `null` when it is `None`.
    Required,
    /// When the field, of type `Option`, is not `None`. `null` is read as `None`.
    Optional,
    /// When the field, of type `Option<Option<_>>`, is not `None`. `null` is read as `Some(None)`.
    Nullable,
}

impl Presence {
    #[inline]
    fn of(letter: u8) -> Self {
        match letter {
            b'r' => Self::Required,
            b'n' => Self::Nullable,
            _ => Self::Optional,
        }
    }
}

/// The functions of a [`Model`] that give out its fields: the first one, and each other one with its index. A model without
/// fields gives out itself, which is a slot, too: nobody asks for a field of none.
///
/// All models have these, and they would be most of what is written of each.
#[allow(unused_macros)]
macro_rules! fields {
    ($first:ident $(, $field:ident($index:literal))*) => {
        #[inline]
        fn view(&self, index: usize) -> $crate::runtime::View<'_> {
            match index {
                $($index => $crate::runtime::Slot::view(&self.$field),)*
                _ => $crate::runtime::Slot::view(&self.$first),
            }
        }

        #[inline]
        fn target(&mut self, index: usize) -> $crate::runtime::Target<'_> {
            match index {
                $($index => $crate::runtime::Slot::target(&mut self.$field),)*
                _ => $crate::runtime::Slot::target(&mut self.$first),
            }
        }
    };
    () => {
        #[inline]
        fn view(&self, _: usize) -> $crate::runtime::View<'_> {
            $crate::runtime::Slot::view(self)
        }

        #[inline]
        fn target(&mut self, _: usize) -> $crate::runtime::Target<'_> {
            $crate::runtime::Slot::target(self)
        }
    };
}
#[allow(unused_imports)]
pub(crate) use fields;

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

/// The impl of a model or a union that contains itself, for the `Box` in which it does.
#[allow(unused_macros)]
macro_rules! boxed {
    ($type:ty) => {
        impl $crate::runtime::Slot for ::std::boxed::Box<$type> {
            #[inline]
            fn blank() -> Self {
                Self::new($crate::runtime::Slot::blank())
            }
            #[inline]
            fn target(&mut self) -> $crate::runtime::Target<'_> {
                $crate::runtime::Slot::target(&mut **self)
            }
            #[inline]
            fn view(&self) -> $crate::runtime::View<'_> {
                $crate::runtime::Slot::view(&**self)
            }
        }
    };
}
#[allow(unused_imports)]
pub(crate) use boxed;
