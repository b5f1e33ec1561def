//! Arrays of so many items, each with a type of its own, are tuples.

use super::slot::{Sequence, Slot, Target, View};
use serde::de::{Error, IgnoredAny, SeqAccess, Visitor};
use std::fmt;

/// An array of so many items, to decode into.
pub trait TupleSlot: Sequence {
    /// The place of the item at an index, if there is one.
    fn place(&mut self, index: usize) -> Option<Target<'_>>;
    /// The places of all items.
    fn places(&mut self) -> Vec<Target<'_>>;
}

macro_rules! tuples {
    ($(($($item:ident $index:tt),+) $count:literal;)*) => {$(
        impl<$($item: Slot),+> Slot for ($($item,)+) {
            fn blank() -> Self {
                ($($item::blank(),)+)
            }
            fn target(&mut self) -> Target<'_> {
                Target::Tuple(self)
            }
            fn view(&self) -> View<'_> {
                View::List(self)
            }
        }

        impl<$($item: Slot),+> Slot for Box<($($item,)+)> {
            fn blank() -> Self {
                Self::new(Slot::blank())
            }
            fn target(&mut self) -> Target<'_> {
                Slot::target(&mut **self)
            }
            fn view(&self) -> View<'_> {
                Slot::view(&**self)
            }
        }

        impl<$($item: Slot),+> Sequence for ($($item,)+) {
            fn len(&self) -> usize {
                $count
            }
            fn item(&self, index: usize) -> Option<View<'_>> {
                match index {
                    $($index => Some(self.$index.view()),)+
                    _ => None,
                }
            }
        }

        impl<$($item: Slot),+> TupleSlot for ($($item,)+) {
            fn place(&mut self, index: usize) -> Option<Target<'_>> {
                match index {
                    $($index => Some(self.$index.target()),)+
                    _ => None,
                }
            }
            fn places(&mut self) -> Vec<Target<'_>> {
                vec![$(self.$index.target()),+]
            }
        }
    )*};
}

tuples! {
    (A 0, B 1) 2;
    (A 0, B 1, C 2) 3;
    (A 0, B 1, C 2, D 3) 4;
    (A 0, B 1, C 2, D 3, E 4) 5;
    (A 0, B 1, C 2, D 3, E 4, F 5) 6;
}

/// Reads exactly as many items as there are places.
pub(super) struct TupleVisitor<'a>(pub(super) &'a mut dyn TupleSlot);

impl<'de> Visitor<'de> for TupleVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an array of {} items", self.0.len())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let needed = self.0.len();
        let wrong = |length| A::Error::invalid_length(length, &format!("{needed} items").as_str());
        let mut read = 0;
        while let Some(place) = self.0.place(read) {
            items.next_element_seed(place)?.ok_or_else(|| wrong(read))?;
            read += 1;
        }
        match items.next_element::<IgnoredAny>()? {
            None => Ok(()),
            Some(_) => Err(wrong(needed + 1)),
        }
    }
}
