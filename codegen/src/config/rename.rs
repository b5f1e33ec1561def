//! Other names for what the document names.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;

/// Names of Rust, by what they name: see the [module](crate::config) for the keys. What is sent and received has the
/// document's own names.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Rename {
    /// Types, such as `PushResult`.
    pub schemas: Renames,
    /// Fields, such as `shown`.
    pub properties: Renames,
    /// Variants of enums, such as `Running`.
    pub values: Renames,
    /// Methods of the client, such as `push`. The type of the operation and those of its parts are called after it.
    pub operations: Renames,
    /// Parameters, such as `id`.
    pub parameters: Renames,
}

/// Names by what they name.
pub type Renames = BTreeMap<String, Spanned<String>>;

impl Rename {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        let Self { schemas, properties, values, operations, parameters } = self;
        [schemas, properties, values, operations, parameters].into_iter().all(BTreeMap::is_empty)
    }
}

/// An entry of the configuration that cannot be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The keys that lead to it.
    pub keys: Vec<String>,
    /// Which bytes of the text it is about.
    pub span: Range<usize>,
    /// Whether it is about nothing in the document.
    pub is_unmatched: bool,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to do about it.
    pub help: String,
}
