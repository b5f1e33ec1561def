//! Bindery reads an OpenAPI document as it is really published and writes a Rust crate.

pub mod dialect;
pub mod overlay;
pub mod pointer;
pub mod prose;
pub mod references;
pub mod report;
pub mod source;

/// The static half of generated crates, compiled here only to be tested.
#[cfg(test)]
pub mod runtime;

#[cfg(test)]
#[path = "runtime/tests/mod.rs"]
mod runtime_tests;
