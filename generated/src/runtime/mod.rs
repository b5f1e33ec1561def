//! What every generated type and operation stands on.
//!
//! The static half of a generated crate: the same files in each. Nothing in it knows a document.

mod answer;
mod base_url;
mod blob;
mod body;
mod call;
mod check;
#[cfg(feature = "client")]
mod client;
#[cfg(feature = "client")]
mod credentials;
mod decode;
mod encode;
mod error;
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
mod rules;
mod server;
mod slot;
mod style;
mod time;
mod union;
mod violations;

#[doc(no_inline)]
pub use bytes::Bytes;
#[doc(no_inline)]
pub use http::Method;

pub use answer::{Answer, HeaderError};
pub use base_url::{BaseUrl, BaseUrlError};
pub use blob::Blob;
pub use body::Encoding;
pub use call::Call;
pub use check::validate;
#[cfg(feature = "client")]
pub use client::{Client, ClientBuilder, Sending, SetupError};
#[cfg(feature = "client")]
pub use credentials::{Credentials, CredentialsError};
pub use decode::decode;
pub use encode::{debug, encode, equal};
pub use error::{DecodeError, Error, ErrorResponse, RequestError, TransportError, TransportKind};
pub use foreign::Foreign;
pub use integer_enum::{IntegerEnum, IntegerSlot, variant};
pub use locate::pointer_at;
pub use model::{Field, Model, Presence, Shape, nullable, optional, required};
pub use open_enum::{OpenEnum, known};
pub use operation::{Builder, Operation, Route};
pub use redirect::{MOST_REDIRECTS, follow};
pub use response::{FromResponse, Reply, by_status, empty, json, json_or_empty, raw, text};
pub use rules::{Bound, Pattern, Rule};
pub use server::address;
pub use slot::{ListSlot, MapSlot, OptionSlot, Plain, PlainMut, Slot, Target, Text, View};
pub use style::Style;
pub use union::{Branch, Kinds, Tag, Union, UnionShape};
pub use violations::{Part, Violation, Violations};

#[allow(unused_imports)]
pub(crate) use {
    foreign::foreign, foreign::foreign_text, integer_enum::integer_enum, model::model, model::value,
    open_enum::open_enum, union::union,
};
