//! Stage `emit`: from the names and facts of an API to Rust items.

pub mod docs;
