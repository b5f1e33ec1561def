//! The constraints a document can state on a value.

/// A constraint of the document (JSON Schema Validation, sections 6.1 to 6.5, as far as they can be checked).
///
/// A rule says nothing about values of another JSON type, and nothing about `null`.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum Rule {
    /// `minLength`, in Unicode scalar values.
    MinLength(usize),
    /// `maxLength`, in Unicode scalar values.
    MaxLength(usize),
    /// All characters are within one of these ranges, both ends included: a `pattern` such as `^[\x00-\x7f]*$`.
    Chars(&'static [(char, char)]),
    /// `pattern`, where it says more.
    Pattern(Pattern),
    /// `minItems`.
    MinItems(usize),
    /// `maxItems`.
    MaxItems(usize),
    /// `uniqueItems`.
    UniqueItems,
    /// Rules on each item of an array.
    Items(&'static [Rule]),
    /// The rules on each item of an array of so many items.
    Each(&'static [&'static [Rule]]),
    /// `minProperties`, of those that are present.
    MinProperties(usize),
    /// `maxProperties`, of those that are present.
    MaxProperties(usize),
    /// Rules on each value of an object of unknown keys.
    Values(&'static [Rule]),
    /// `minimum`.
    Minimum(Bound),
    /// `exclusiveMinimum`.
    ExclusiveMinimum(Bound),
    /// `maximum`.
    Maximum(Bound),
    /// `exclusiveMaximum`.
    ExclusiveMaximum(Bound),
    /// `multipleOf`.
    MultipleOf(Bound),
    /// At most one of the fields at two indices is present.
    NotBoth(usize, usize),
    /// At most one of two properties is present, of which at least one is no field.
    NotBothKeys(&'static str, &'static str),
    /// At least one of the fields at these indices is present.
    AnyOf(&'static [usize]),
}

/// A regular expression, and the engine that checks it. The engine is not part of the runtime, for few documents need one.
#[derive(Clone, Copy)]
pub struct Pattern {
    /// The pattern.
    pub text: &'static str,
    /// Whether a pattern matches somewhere in a text.
    pub matches: fn(&'static str, &str) -> bool,
}

/// A number in a rule. Whole ones are kept whole, so that the ends of 64-bit ranges are exact.
#[derive(Clone, Copy)]
pub enum Bound {
    /// A whole number.
    Integer(i128),
    /// Any other number.
    Number(f64),
}

impl Bound {
    /// The number with at most 53 bits.
    pub(super) fn as_f64(self) -> f64 {
        match self {
            #[allow(clippy::cast_precision_loss)]
            Self::Integer(value) => value as f64,
            Self::Number(value) => value,
        }
    }
}

impl std::fmt::Display for Bound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Integer(value) => value.fmt(f),
            Self::Number(value) => value.fmt(f),
        }
    }
}
