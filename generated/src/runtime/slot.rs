//! Where a value is read into and written from.
//!
//! A model hands out its fields as [`Slot`]s, and one decoder, encoder, checker, comparer and printer works on slots
//! of every type. The type of the *value* is erased, the type of the *format* is not, so a decoder stays as fast as
//! a derived one while nothing of it is compiled once per model.

use super::foreign::Foreign;
use super::integer_enum::IntegerSlot;
use super::model::Model;
use super::union::Union;
use std::collections::BTreeMap;
use std::fmt;

/// A type that can stand in a field of a model.
pub trait Slot {
    /// A placeholder, replaced or rejected before anybody sees it. Allocates nothing.
    fn blank() -> Self
    where
        Self: Sized;

    /// The place to decode into.
    fn target(&mut self) -> Target<'_>;

    /// The value to encode, check, compare or print.
    fn view(&self) -> View<'_>;

    /// A list of this type as a whole, where that is faster than item by item.
    fn plain(list: &[Self]) -> Plain<'_>
    where
        Self: Sized,
    {
        let _ = list;
        Plain::No
    }

    /// A list of this type to decode into as a whole, where that is faster than item by item.
    fn plain_mut(list: &mut Vec<Self>) -> PlainMut<'_>
    where
        Self: Sized,
    {
        let _ = list;
        PlainMut::No
    }

    /// An option of this type to decode into as a whole, where that is faster than in two steps.
    fn option(option: &mut Option<Self>) -> Target<'_>
    where
        Self: Sized,
    {
        Target::Option(option)
    }

    /// What `None` of this type is: absent if the type itself can be `null`.
    fn none<'a>() -> View<'a>
    where
        Self: Sized,
    {
        View::Null
    }
}

/// A place to decode into, by the shape of what is expected there.
pub enum Target<'a> {
    /// `true` or `false`.
    Bool(&'a mut bool),
    /// An integer of 32 bits.
    I32(&'a mut i32),
    /// An integer of 64 bits.
    I64(&'a mut i64),
    /// An integer of 32 bits without a sign.
    U32(&'a mut u32),
    /// An integer of 64 bits without a sign.
    U64(&'a mut u64),
    /// A number of single precision.
    F32(&'a mut f32),
    /// A number of double precision.
    F64(&'a mut f64),
    /// Text.
    String(&'a mut String),
    /// Any JSON value.
    Any(&'a mut serde_json::Value),
    /// A value that is written as text, such as a point in time or an open enum.
    Text(&'a mut dyn Text),
    /// A value that is written as a whole number, such as an open enum.
    Integer(&'a mut dyn IntegerSlot),
    /// A value of a type of another crate.
    Foreign(&'a mut dyn Foreign),
    /// A value or `null`.
    Option(&'a mut dyn OptionSlot),
    /// Text or `null`.
    OptionString(&'a mut Option<String>),
    /// An integer or `null`.
    OptionI64(&'a mut Option<i64>),
    /// A number or `null`.
    OptionF64(&'a mut Option<f64>),
    /// `true`, `false` or `null`.
    OptionBool(&'a mut Option<bool>),
    /// An array.
    List(&'a mut dyn ListSlot),
    /// An object of unknown keys.
    Map(&'a mut dyn MapSlot),
    /// An object of known keys.
    Model(&'a mut dyn Model),
    /// One of several shapes.
    Union(&'a mut dyn Union),
}

/// A value to encode, check, compare or print, by its shape.
#[derive(Clone, Copy)]
pub enum View<'a> {
    /// `true` or `false`.
    Bool(bool),
    /// An integer.
    I64(i64),
    /// An integer without a sign.
    U64(u64),
    /// A number of single precision, kept apart because it has fewer digits when printed.
    F32(f32),
    /// A number of double precision.
    F64(f64),
    /// Text, or the wire value of an open enum.
    Str(&'a str),
    /// Any JSON value.
    Any(&'a serde_json::Value),
    /// A value that is written as text.
    Text(&'a dyn Text),
    /// A value of a type of another crate.
    Foreign(&'a dyn Foreign),
    #[cfg(any(feature = "server", feature = "tower"))]
    /// Bytes, in a form.
    Blob(&'a super::blob::Blob),
    /// `null`.
    Null,
    /// Nothing at all, where `null` is something else.
    Absent,
    /// An array.
    List(&'a dyn Sequence),
    /// An object of unknown keys.
    Map(&'a dyn MapSlot),
    /// An object of known keys.
    Model(&'a dyn Model),
    /// One of several shapes.
    Union(&'a dyn Union),
}

/// A list whose items need no slots.
pub enum Plain<'a> {
    /// The items do.
    No,
    /// Texts.
    Strings(&'a [String]),
    /// Integers.
    I64s(&'a [i64]),
    /// Numbers.
    F64s(&'a [f64]),
}

/// A list to decode into whose items need no slots.
pub enum PlainMut<'a> {
    /// The items do.
    No,
    /// Texts.
    Strings(&'a mut Vec<String>),
    /// Integers.
    I64s(&'a mut Vec<i64>),
    /// Numbers.
    F64s(&'a mut Vec<f64>),
}

/// A value that is written as text.
pub trait Text {
    /// What the text should have been, for error messages: "a date and time as in RFC 3339".
    fn expected(&self) -> &'static str;
    /// Takes the value of a text; `false` when it has none.
    fn parse(&mut self, text: &str) -> bool;
    /// Writes the text.
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
    /// Whether a number, `true` or `false` may stand for the text of it. A document that lists such values and says that they
    /// are strings means the one or the other, and its service sends what it likes.
    fn has_literals(&self) -> bool {
        false
    }
    /// Whether this is a value the document does not know (of an open enum).
    fn is_unknown(&self) -> bool {
        false
    }
    #[cfg(any(feature = "server", feature = "tower"))]
    /// Takes a file, if this is the place of one.
    fn take_blob(&mut self, file: &dyn Fn() -> super::blob::Blob) -> bool {
        let _ = file;
        false
    }
}

/// A value or `null`, to decode into.
pub trait OptionSlot {
    /// Makes it `null`.
    fn clear(&mut self);
    /// Makes it a value, and gives the place to decode that into.
    fn fill(&mut self) -> Target<'_>;
}

/// The items of an array.
pub trait Sequence {
    /// The number of items.
    fn len(&self) -> usize;
    /// Whether there are no items.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The item at an index, if there is one.
    fn item(&self, index: usize) -> Option<View<'_>>;
    /// The whole list, where that is faster.
    fn plain(&self) -> Plain<'_> {
        Plain::No
    }
}

/// An array to decode into.
pub trait ListSlot: Sequence {
    /// Removes all items, and makes room for so many.
    fn start(&mut self, expected: usize);
    /// Adds an item, and gives the place to decode it into.
    fn push(&mut self) -> Target<'_>;
    /// The whole list to decode into, where that is faster.
    fn plain_mut(&mut self) -> PlainMut<'_> {
        PlainMut::No
    }
}

/// An object of unknown keys.
pub trait MapSlot {
    /// Removes all entries.
    fn start(&mut self);
    /// Adds an entry, and gives the place to decode its value into. A key that is there already is replaced.
    fn insert(&mut self, key: String) -> Target<'_>;
    /// The number of entries.
    fn len(&self) -> usize;
    /// Whether there are no entries.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The value of a key, if there is one.
    fn value(&self, key: &str) -> Option<View<'_>>;
    /// Shows each entry until one is answered with `false`.
    fn each(&self, show: &mut dyn FnMut(&str, View<'_>) -> bool);
}

macro_rules! scalar {
    ($($type:ty, $target:ident, $blank:expr, |$value:ident| $view:expr $(, $option:ident $(, $plain:ident)?)?;)*) => {$(
        impl Slot for $type {
            fn blank() -> Self {
                $blank
            }
            fn target(&mut self) -> Target<'_> {
                Target::$target(self)
            }
            fn view(&self) -> View<'_> {
                let $value = self;
                $view
            }
            $(
                fn option(option: &mut Option<Self>) -> Target<'_> {
                    Target::$option(option)
                }
                $(
                    fn plain(list: &[Self]) -> Plain<'_> {
                        Plain::$plain(list)
                    }
                    fn plain_mut(list: &mut Vec<Self>) -> PlainMut<'_> {
                        PlainMut::$plain(list)
                    }
                )?
            )?
        }
    )*};
}

scalar! {
    bool, Bool, false, |value| View::Bool(*value), OptionBool;
    i32, I32, 0, |value| View::I64(i64::from(*value));
    i64, I64, 0, |value| View::I64(*value), OptionI64, I64s;
    u32, U32, 0, |value| View::U64(u64::from(*value));
    u64, U64, 0, |value| View::U64(*value);
    f32, F32, 0.0, |value| View::F32(*value);
    f64, F64, 0.0, |value| View::F64(*value), OptionF64, F64s;
    String, String, String::new(), |value| View::Str(value), OptionString, Strings;
    serde_json::Value, Any, serde_json::Value::Null, |value| View::Any(value);
}

impl<T: Slot> Slot for Option<T> {
    fn blank() -> Self {
        None
    }
    fn target(&mut self) -> Target<'_> {
        T::option(self)
    }
    fn view(&self) -> View<'_> {
        self.as_ref().map_or_else(T::none, T::view)
    }
    fn none<'a>() -> View<'a> {
        View::Absent
    }
}

// `Box` of models, unions and tuples has impls beside theirs: one of all slots would be in the way of that of all models.
impl<T: Slot> Slot for Box<Option<T>> {
    fn blank() -> Self {
        Self::default()
    }
    fn target(&mut self) -> Target<'_> {
        Option::target(self)
    }
    fn view(&self) -> View<'_> {
        Option::view(self)
    }
}

impl<T: Slot> OptionSlot for Option<T> {
    fn clear(&mut self) {
        *self = None;
    }
    fn fill(&mut self) -> Target<'_> {
        self.insert(T::blank()).target()
    }
}

impl<T: Slot> Slot for Vec<T> {
    fn blank() -> Self {
        Vec::new()
    }
    fn target(&mut self) -> Target<'_> {
        Target::List(self)
    }
    fn view(&self) -> View<'_> {
        View::List(self)
    }
}

impl<T: Slot> Sequence for Vec<T> {
    fn len(&self) -> usize {
        Vec::len(self)
    }
    fn item(&self, index: usize) -> Option<View<'_>> {
        self.as_slice().get(index).map(Slot::view)
    }
    fn plain(&self) -> Plain<'_> {
        T::plain(self)
    }
}

impl<T: Slot> ListSlot for Vec<T> {
    fn start(&mut self, expected: usize) {
        /// A lying length must not reserve more than this.
        const MOST_BYTES: usize = 1 << 20;
        self.clear();
        self.reserve(expected.min(MOST_BYTES / size_of::<T>().max(1)));
    }
    fn push(&mut self) -> Target<'_> {
        let last = self.len();
        Vec::push(self, T::blank());
        // Cannot fail: the item was just pushed.
        self[last].target()
    }
    fn plain_mut(&mut self) -> PlainMut<'_> {
        T::plain_mut(self)
    }
}

impl<T: Slot> Slot for BTreeMap<String, T> {
    fn blank() -> Self {
        BTreeMap::new()
    }
    fn target(&mut self) -> Target<'_> {
        Target::Map(self)
    }
    fn view(&self) -> View<'_> {
        View::Map(self)
    }
}

impl<T: Slot> MapSlot for BTreeMap<String, T> {
    fn start(&mut self) {
        self.clear();
    }
    fn insert(&mut self, key: String) -> Target<'_> {
        let value = self.entry(key).or_insert_with(T::blank);
        // The last of two equal keys counts.
        *value = T::blank();
        value.target()
    }
    fn len(&self) -> usize {
        BTreeMap::len(self)
    }
    fn value(&self, key: &str) -> Option<View<'_>> {
        BTreeMap::get(self, key).map(Slot::view)
    }
    fn each(&self, show: &mut dyn FnMut(&str, View<'_>) -> bool) {
        for (key, value) in self {
            if !show(key, value.view()) {
                return;
            }
        }
    }
}

impl MapSlot for serde_json::Map<String, serde_json::Value> {
    fn start(&mut self) {
        self.clear();
    }
    fn insert(&mut self, key: String) -> Target<'_> {
        Target::Any(self.entry(key).or_insert(serde_json::Value::Null))
    }
    fn len(&self) -> usize {
        serde_json::Map::len(self)
    }
    fn value(&self, key: &str) -> Option<View<'_>> {
        self.get(key).map(View::Any)
    }
    fn each(&self, show: &mut dyn FnMut(&str, View<'_>) -> bool) {
        for (key, value) in self {
            if !show(key, View::Any(value)) {
                return;
            }
        }
    }
}
