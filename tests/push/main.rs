//! The client end to end, over real HTTP on loopback.
#![cfg(feature = "client")]

// The live library, under the name it has for users.
extern crate bindery_live as zendesk_any_channel;

mod answers;
mod design;
mod habits;
#[path = "../official/mod.rs"]
mod official;
#[path = "../readme/push.rs"]
mod readme;
#[cfg(feature = "blocking")]
#[path = "../readme/call.rs"]
mod readme_call;
#[cfg(feature = "blocking")]
#[path = "../readme/streams.rs"]
mod readme_streams;
mod refused;
mod secrets;
mod sending;
mod server;
#[cfg(feature = "blocking")]
mod streams;
