//! The static half of the crate, copied as it stands.

use syn::{Item, parse_quote};

/// The dependencies and features of every crate.
pub(super) const DEPENDENCIES: &str = include_str!("dependencies.toml");

/// The files of the runtime.
pub(super) fn files() -> Vec<(String, String)> {
    Vec::new()
}

/// What the crate's root shows of the runtime.
pub(super) fn exports() -> Vec<Item> {
    vec![parse_quote!(
        pub use runtime::{Error};
    )]
}
