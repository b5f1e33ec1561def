//! The client end to end, over real HTTP on loopback.
#![cfg(feature = "client")]

mod answers;
mod design;
#[path = "../official/mod.rs"]
mod official;
#[path = "../readme/push.rs"]
mod readme;
mod refused;
mod secrets;
mod sending;
mod server;
