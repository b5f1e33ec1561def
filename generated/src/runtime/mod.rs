//! What every generated type and operation stands on.
//!
//! The static half of a generated crate: the same files in each. Nothing in it knows a document.

mod answer;
mod asked;
#[cfg(feature = "client")]
mod asynchronous;
mod base_url;
mod blob;
#[cfg(feature = "blocking")]
mod blocking;
mod body;
#[cfg(any(feature = "client", feature = "blocking"))]
mod call;
mod check;
#[cfg(any(feature = "client", feature = "blocking"))]
mod client;
#[cfg(any(feature = "client", feature = "blocking"))]
mod credentials;
mod decode;
mod encode;
mod error;
#[cfg(any(feature = "client", feature = "blocking"))]
mod exchange;
mod foreign;
mod integer;
mod integer_enum;
mod locate;
mod message;
mod model;
mod open_enum;
mod operation;
mod pick;
mod redirect;
mod response;
#[cfg(any(feature = "client", feature = "blocking"))]
mod retry;
mod rules;
mod server;
#[cfg(any(feature = "client", feature = "blocking"))]
mod setup;
mod slot;
mod style;
mod time;
#[cfg(any(feature = "client", feature = "blocking"))]
mod trace;
mod union;
mod violations;

#[doc(no_inline)]
pub use bytes::Bytes;
#[doc(no_inline)]
pub use http::Method;

pub use answer::{Answer, HeaderError};
#[cfg(feature = "client")]
pub use asynchronous::Sending;
pub use base_url::{BaseUrl, BaseUrlError};
pub use blob::Blob;
pub use body::Encoding;
#[cfg(any(feature = "client", feature = "blocking"))]
pub use call::Call;
pub use check::validate;
#[cfg(any(feature = "client", feature = "blocking"))]
pub use client::{Async, Blocking, Client};
#[cfg(any(feature = "client", feature = "blocking"))]
pub use credentials::{Credentials, CredentialsError};
pub use decode::decode;
pub use encode::{debug, encode, equal};
pub use error::{DecodeError, Error, ErrorResponse, RequestError, TransportError, TransportKind};
pub use foreign::Foreign;
pub use integer_enum::{IntegerEnum, IntegerSlot, variant};
pub use locate::pointer_at;
pub use model::{Field, Model, Presence, Shape, nullable, optional, required};
pub use open_enum::{OpenEnum, known};
pub use operation::{Builder, Operation, Route, Scheme};
pub use redirect::{MOST_REDIRECTS, follow};
pub use response::{FromResponse, Reply, by_status, empty, json, json_or_empty, raw, text};
#[cfg(any(feature = "client", feature = "blocking"))]
pub use retry::Retry;
pub use rules::{Bound, Pattern, Rule};
pub use server::address;
#[cfg(any(feature = "client", feature = "blocking"))]
pub use setup::{ClientBuilder, SetupError};
pub use slot::{ListSlot, MapSlot, OptionSlot, Plain, PlainMut, Slot, Target, Text, View};
pub use style::Style;
pub use union::{Branch, Kinds, Tag, Union, UnionShape};
pub use violations::{Part, Violation, Violations};

#[allow(unused_imports)]
pub(crate) use {
    foreign::foreign, foreign::foreign_text, integer_enum::integer_enum, model::model, model::value,
    open_enum::open_enum, union::union,
};
