//! Tests of the runtime, through what a generated crate sees of it.

mod checks;
mod clients;
mod models;
mod requests;
mod responses;
mod sample;
mod scalars;
