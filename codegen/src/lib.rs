//! Bindery reads an OpenAPI document as it is really published and writes a Rust crate.

pub mod dialect;
pub mod overlay;
pub mod pointer;
pub mod prose;
pub mod references;
pub mod report;
mod shape;
pub mod source;
