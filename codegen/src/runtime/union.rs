//! One of several shapes.

use super::decode::{ListVisitor, MapVisitor, ModelVisitor, TextVisitor};
use super::slot::{Slot, Target};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, DeserializeSeed, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// A generated enum with one variant per shape.
pub trait Union {
    /// The name and branches.
    fn shape(&self) -> &'static UnionShape;
    /// The branch the value is of, as an index of [`UnionShape::branches`], and its value.
    fn active(&self) -> (usize, &dyn Slot);
    /// Makes it a blank value of a branch, and gives the place to decode that into.
    fn switch(&mut self, branch: usize) -> &mut dyn Slot;
}
pub struct UnionShape { pub name: &'static str, pub branches: &'static [Branch] }
pub struct Branch { pub name: &'static str, pub kinds: u8 }
pub(super) struct UnionVisitor<'a>(pub(super) &'a mut dyn Union);
impl<'de> Visitor<'de> for UnionVisitor<'_> { type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(self.0.shape().name) } }
