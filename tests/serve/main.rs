//! The server stub end to end: the generated client and hand-written requests against it, over real HTTP on loopback.
#![cfg(all(feature = "client", feature = "server"))]

// The live library, under the name it has for users.
extern crate bindery_live as zendesk_any_channel;

mod mock;
#[path = "../readme/serve.rs"]
mod readme;
mod refused;
mod served;
mod service;
