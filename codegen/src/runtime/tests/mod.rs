//! Tests of the runtime, through what a generated crate sees of it.

mod sample;
