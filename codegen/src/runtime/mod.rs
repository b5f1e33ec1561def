pub mod model; pub mod slot; pub mod decode; pub mod encode; pub mod union; pub mod check;
pub use {model::*, slot::*, decode::decode, encode::{encode, debug, equal}, union::*, check::*};
pub(crate) use model::model;
