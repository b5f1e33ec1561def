//! Examples: values that the document shows.

use super::TypeId;
use crate::pointer::Pointer;
use serde_json::Value;

/// A value that the document gives as an example of a type, and that the type's schema accepts.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// Where it stands.
    pub at: Pointer,
    /// What it is an example of.
    pub ty: TypeId,
    /// The value.
    pub value: Value,
    /// Members of objects in it that no schema describes, as JSON pointers into the value: a type has no place for them.
    pub undescribed: Vec<Pointer>,
}
