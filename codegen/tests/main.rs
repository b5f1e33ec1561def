//! The tests of the generator, of which each module is about one thing. They are one program, since each of its own would link
//! the library once more, and since the modules run side by side.

mod architecture;
mod bad_input;
mod broken;
mod build;
mod cases;
#[cfg(all(feature = "cli", feature = "examples"))]
mod command;
mod configured;
#[cfg(all(feature = "cli", feature = "examples"))]
mod corpus;
mod determinism;
#[cfg(feature = "examples")]
mod examples;
mod lift;
mod lock;
mod needs;
mod only;
mod paging;
mod rejects;
mod report;
mod served;
mod sets;
mod support;
mod support_table;
mod tag_features;
