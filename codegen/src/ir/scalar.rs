//! Values without parts: numbers, texts, and values out of a list.

use std::fmt;
use std::hash::{Hash, Hasher};

/// Whole numbers of a width.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Integer {
    /// The width.
    pub width: Width,
    /// Bounds and divisor.
    pub limits: Limits,
}

/// The width of an integer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Width {
    /// `format: int32` and shorter ones.
    I32,
    /// `format: int64`, and integers of no format.
    #[default]
    I64,
    /// `format: uint32` and shorter ones.
    U32,
    /// `format: uint64`, and integers that the document bounds beyond [`I64`](Self::I64).
    U64,
}

impl Width {
    /// The least and the greatest number that the width holds.
    pub fn range(self) -> (i128, i128) {
        match self {
            Self::I32 => (i32::MIN.into(), i32::MAX.into()),
            Self::I64 => (i64::MIN.into(), i64::MAX.into()),
            Self::U32 => (0, u32::MAX.into()),
            Self::U64 => (0, u64::MAX.into()),
        }
    }

    /// Whether the width holds a number.
    pub fn holds(self, number: i128) -> bool {
        let (least, most) = self.range();
        (least..=most).contains(&number)
    }
}

/// Numbers, which may have a fraction. `format: float` is no narrower: documents put it on numbers of more digits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Number {
    /// Bounds and divisor.
    pub limits: Limits,
    /// The numbers that the document lists, as it writes them. There may be others.
    pub known: Vec<String>,
}

/// Bounds of a number (JSON Schema validation, section 6.2).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Limits {
    /// `minimum`.
    pub minimum: Option<Bound>,
    /// `maximum`.
    pub maximum: Option<Bound>,
    /// Whether `minimum` itself is excluded.
    pub above: bool,
    /// Whether `maximum` itself is excluded.
    pub below: bool,
    /// `multipleOf`, above zero.
    pub multiple_of: Option<Bound>,
}

impl Limits {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.minimum.or(self.maximum).or(self.multiple_of).is_none()
    }
}

/// A number of a constraint. Whole ones are exact, whatever the width of the type they bound.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// A whole number.
    Integer(i128),
    /// Any other number; finite.
    Number(f64),
}

// No number of a document is NaN, so each is equal to itself.
impl Eq for Bound {}

impl Hash for Bound {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Integer(value) => (true, *value).hash(state),
            // Zero is equal to its negative.
            Self::Number(value) => (false, (value + 0.0).to_bits()).hash(state),
        }
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(value) => value.fmt(f),
            Self::Number(value) if value.abs() < 1e16 => value.fmt(f),
            Self::Number(value) => write!(f, "{value:e}"),
        }
    }
}

/// Constraints of a text (JSON Schema validation, section 6.3). Lengths count Unicode scalar values.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Text {
    /// `format`, where it is not one that has a type of its own.
    pub format: Option<String>,
    /// `minLength`.
    pub min_length: Option<usize>,
    /// `maxLength`.
    pub max_length: Option<usize>,
    /// `pattern`, where it only says which characters may occur: inclusive ranges of them.
    pub chars: Option<Vec<(char, char)>>,
    /// `pattern` as written.
    pub pattern: Option<String>,
    /// `pattern` for a regular expression engine of Rust's, where it says more than `chars` can.
    pub regex: Option<String>,
}

/// A text or a whole number out of a list. Every list is open: a value that is not in it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Enum {
    /// What the values are.
    pub base: EnumBase,
    /// The values, in the document's order, each once.
    pub values: Vec<EnumValue>,
}

/// What the values of an enum are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EnumBase {
    /// Texts.
    Text,
    /// Whole numbers of 64 bits. Their [`EnumValue::value`] is in decimal.
    Integer,
}

/// A value of an enum.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EnumValue {
    /// The value on the wire, without the quotes of a text.
    pub value: String,
    /// What the document calls it, where it has a name beside the value.
    pub name: Option<String>,
    /// What the document says of it.
    pub description: Option<String>,
}
