//! Arrays of so many items, each with a type of its own, are tuples.

use super::slot::{Sequence, Slot, Target, View};
use serde::de::{Error, IgnoredAny, SeqAccess, Visitor};
use std::fmt;

macro_rules! tuples {
    ($(($($item:ident $index:tt),+) $count:literal;)*) => {$(
        impl<$($item: Slot),+> Slot for ($($item,)+) {
            fn blank() -> Self {
                ($($item::blank(),)+)
            }
            fn target(&mut self) -> Target<'_> {
                Target::Tuple(vec![$(self.$index.target()),+])
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
pub(super) struct TupleVisitor<'a>(pub(super) Vec<Target<'a>>);

impl<'de> Visitor<'de> for TupleVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an array of {} items", self.0.len())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let (needed, expected) = (self.0.len(), format!("{} items", self.0.len()));
        for (read, place) in self.0.into_iter().enumerate() {
            if items.next_element_seed(place)?.is_none() {
                return Err(A::Error::invalid_length(read, &expected.as_str()));
            }
        }
        match items.next_element::<IgnoredAny>()? {
            None => Ok(()),
            Some(_) => Err(A::Error::invalid_length(needed + 1, &expected.as_str())),
        }
    }
}
