//! Numbers that keep all their digits: where a program has `serde_json` with `arbitrary_precision`, those with a fraction come as
//! objects with one key, wherever it is not known beforehand what comes.

use crate::runtime::{self, Branch, Kinds, Slot, Union, UnionShape};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, MapDeserializer};
use std::collections::BTreeMap;

/// A number, or several by name.
#[derive(Clone)]
enum Size {
    Number(f64),
    Map(BTreeMap<String, f64>),
    Text(String),
}

impl Union for Size {
    fn shape(&self) -> &'static UnionShape {
        const BRANCHES: &[Branch] = &[
            Branch::new("Number", Kinds::NUMBER),
            Branch::new("Map", Kinds::OBJECT),
            Branch::new("Text", Kinds::STRING),
        ];
        const SHAPE: &UnionShape = &UnionShape { name: "Size", branches: BRANCHES, tag: None };
        SHAPE
    }

    fn active(&self) -> (usize, &dyn Slot) {
        match self {
            Self::Number(value) => (0, value),
            Self::Map(value) => (1, value),
            Self::Text(value) => (2, value),
        }
    }

    fn active_mut(&mut self) -> &mut dyn Slot {
        match self {
            Self::Number(value) => value,
            Self::Map(value) => value,
            Self::Text(value) => value,
        }
    }

    fn switch(&mut self, branch: usize) {
        *self = match branch {
            0 => Self::Number(Slot::blank()),
            1 => Self::Map(Slot::blank()),
            _ => Self::Text(Slot::blank()),
        };
    }

    fn blank() -> Self {
        Self::Number(Slot::blank())
    }
}

runtime::union!(Size);

/// Reads an object of one entry.
fn read<'de>(key: &'de str, value: impl IntoDeserializer<'de, Error>) -> Result<Size, Error> {
    Size::deserialize(MapDeserializer::new([(key, value)].into_iter()))
}

#[test]
fn a_number_in_disguise_is_a_number() {
    assert_eq!(read("$serde_json::private::Number", "2.5").unwrap(), Size::Number(2.5));
    assert_eq!(read("$serde_json::private::Number", "1e300").unwrap(), Size::Number(1e300));
    assert!(read("$serde_json::private::Number", "many").is_err());
}

#[test]
fn an_object_beside_numbers_is_an_object() {
    let map = BTreeMap::from([("x".to_owned(), 2.5)]);
    assert_eq!(read("x", 2.5).unwrap(), Size::Map(map));
    assert!(read("x", "2.5").is_err());
}
