//! Bindery reads an OpenAPI document as it is really published and writes a Rust crate.

pub mod analyze;
pub mod config;
pub mod dialect;
pub mod emit;
pub mod ir;
pub mod lower;
pub mod name;
pub mod overlay;
pub mod pointer;
pub mod print;
pub mod prose;
pub mod references;
pub mod report;
mod shape;
pub mod source;
pub mod write;
