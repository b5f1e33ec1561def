//! How the pages of an operation follow each other, where the document does not say so in a way that is recognised.

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use std::fmt;

/// What is said of an operation's pages.
#[derive(Clone, Debug)]
pub enum PagingEntry {
    /// `false`: its answer is not taken for a page.
    Off,
    /// How they follow each other.
    By(Box<PagingTable>),
}

/// How pages follow each other. Pointers are JSON pointers (RFC 6901) into a page, such as `/meta/has_more`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PagingTable {
    /// What leads to the next page.
    pub by: PagingKind,
    /// The list that holds the items; the page itself when there is none.
    #[serde(default)]
    pub items: String,
    /// The query parameter that is another one for the next page, or for `body-cursor` the property of the body.
    pub parameter: Option<String>,
    /// Where the cursor or the URL of the next page is; for `last-item` in the item.
    pub next: Option<String>,
    /// The number of the first item or page, where it is not 0 for items or 1 for pages.
    pub first: Option<u64>,
    /// A boolean that is true while there are more.
    pub more: Option<String>,
    /// A boolean that is true on the last page.
    pub last: Option<String>,
    /// The number of all items.
    pub total: Option<String>,
    /// The number of all pages.
    pub pages: Option<String>,
}

/// What leads to the next page.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum PagingKind {
    /// A value in the page is that of a query parameter.
    Cursor,
    /// A value in the page is that of a property of the JSON body.
    BodyCursor,
    /// A value of the last item is that of a query parameter.
    LastItem,
    /// A URL in the page.
    Url,
    /// The header `Link` (RFC 8288).
    LinkHeader,
    /// A query parameter counts items.
    Offset,
    /// A query parameter counts pages.
    Page,
}

impl<'de> Deserialize<'de> for PagingEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EntryVisitor)
    }
}

struct EntryVisitor;

impl<'de> Visitor<'de> for EntryVisitor {
    type Value = PagingEntry;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`false`, or a table with the key `by`")
    }

    fn visit_bool<E: Error>(self, is_on: bool) -> Result<PagingEntry, E> {
        match is_on {
            false => Ok(PagingEntry::Off),
            true => Err(E::custom(
                "what is recognised is bound anyway: say `false`, or how pages follow each other",
            )),
        }
    }

    fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<PagingEntry, M::Error> {
        PagingTable::deserialize(MapAccessDeserializer::new(map))
            .map(|table| PagingEntry::By(Box::new(table)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[test]
    fn an_operation_has_a_table_or_is_switched_off() {
        let text = "[paging]\nlistPets = false\n[paging.'GET /pets']\nby = 'body-cursor'\nitems = '/pets'\n";
        let config = Config::parse(text).unwrap();
        assert!(matches!(config.paging["listPets"].get_ref(), PagingEntry::Off));
        let PagingEntry::By(table) = config.paging["GET /pets"].get_ref() else { panic!() };
        assert_eq!((table.by, table.items.as_str()), (PagingKind::BodyCursor, "/pets"));
    }

    #[test]
    fn what_is_none_is_told() {
        for (text, told) in [
            ("[paging]\na = true\n", "what is recognised is bound anyway"),
            ("[paging]\na = 'x'\n", "`false`, or a table with the key `by`"),
            ("[paging.a]\nby = 'luck'\n", "unknown variant `luck`"),
            ("[paging.a]\nby = 'url'\nlimit = 3\n", "unknown field `limit`"),
            ("[paging.a]\nitems = '/a'\n", "missing field `by`"),
        ] {
            let error = Config::parse(text).unwrap_err();
            assert!(error.message.contains(told), "{}", error.message);
        }
    }
}
