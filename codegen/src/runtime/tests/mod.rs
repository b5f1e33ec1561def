//! Tests of the runtime, through what a generated crate sees of it.

mod bodies;
mod checks;
mod clients;
mod digits;
mod each_client;
mod events;
mod foreign;
mod framing;
mod harness;
mod liars;
mod models;
mod outcomes;
mod paging;
mod readme;
mod received;
mod requests;
mod responses;
mod sample;
mod scalars;
mod scripted;
mod streamed;
mod streams;
mod styles;
mod tokens;
mod tower;
mod uploads;
