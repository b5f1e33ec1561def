//! What every generated type and operation stands on.
//!
//! The static half of a generated crate: the same files in each, less what its document does not need. Nothing in it knows a
//! document.
//!
//! What only some programs use is `inline`, or generic, such as pages, events and forms. It becomes machine code in those programs,
//! and in no other; the rest does so once, here.

#[cfg(any(feature = "blocking", feature = "client", feature = "tower"))]
mod added_headers;
mod answer;
mod asked;
#[cfg(any(feature = "client", feature = "tower"))]
mod asynchronous;
mod base_url;
#[cfg(any(feature = "server", feature = "tower"))]
mod blob;
#[cfg(feature = "blocking")]
mod blocking;
mod body;
#[cfg(feature = "blocking")]
mod byte_reader;
#[cfg(any(feature = "client", feature = "tower"))]
mod byte_stream;
#[cfg(any(feature = "blocking", feature = "client", feature = "tower"))]
mod call;
mod check;
#[cfg(any(feature = "blocking", feature = "client", feature = "tower"))]
mod client;
#[cfg(feature = "client")]
mod client_reqwest;
#[cfg(feature = "tower")]
mod client_tower;
#[cfg(any(feature = "blocking", feature = "client", feature = "tower"))]
mod credentials;
mod decode;
mod encode;
mod error;
#[cfg(any(feature = "blocking", feature = "client", feature = "tower"))]
mod exchange;
mod foreign;
#[cfg(any(feature = "blocking", feature = "client", feature = "tower"))]
mod incoming;
mod integer;
mod integer_enum;
mod kept;
#[cfg(feature = "server")]
mod lenient;
mod locate;
#[cfg(feature = "server")]
mod media_type;
mod message;
mod model;
mod open_enum;
mod operation;
mod payload;
#[cfg(any(feature = "client", feature = "server", feature = "tower"))]
#[cfg(any(feature = "server", feature = "tower"))]
mod payload_body;
#[cfg(any(feature = "server", feature = "tower"))]
mod payload_reader;
#[cfg(feature = "server")]
mod percent;
mod pick;
#[cfg(feature = "server")]
mod problem;
#[cfg(any(feature = "blocking", feature = "client", feature = "tower"))]
mod query;
#[cfg(feature = "server")]
mod received;
#[cfg(feature = "server")]
mod received_body;
mod redirect;
#[cfg(feature = "server")]
mod respond;
mod response;
#[cfg(any(feature = "blocking", feature = "client", feature = "tower"))]
mod retry;
#[cfg(feature = "server")]
mod routes;
mod rules;
mod scalar;
#[cfg(feature = "server")]
mod server_axum;
#[cfg(any(feature = "blocking", feature = "client", feature = "tower"))]
mod setup;
mod slot;
#[cfg(any(feature = "server", feature = "tower"))]
mod source;
#[cfg(feature = "server")]
mod style;
#[cfg(feature = "server")]
mod style_deep;
#[cfg(feature = "server")]
mod style_read;
mod tagged;
#[cfg(feature = "server")]
mod template;
mod time;
mod to_json;
#[cfg(any(feature = "blocking", feature = "client", feature = "tower"))]
mod token;
mod token_error;
#[cfg(any(feature = "blocking", feature = "client", feature = "tower"))]
mod tokens;
#[cfg(any(feature = "blocking", feature = "client", feature = "tower"))]
mod trace;
mod union;
mod violations;

#[doc(no_inline)]
pub use bytes::Bytes;

pub use answer::Answer;
#[cfg(any(feature = "client", feature = "tower"))]
pub use asynchronous::Sending;
pub use base_url::{BaseUrl, BaseUrlError};
#[cfg(any(feature = "server", feature = "tower"))]
pub use blob::Blob;
#[cfg(feature = "blocking")]
pub use byte_reader::ByteReader;
#[cfg(any(feature = "client", feature = "tower"))]
pub use byte_stream::ByteStream;
#[cfg(any(feature = "blocking", feature = "client", feature = "tower"))]
pub use call::Call;
pub use check::validate;
#[cfg(any(feature = "blocking", feature = "client", feature = "tower"))]
pub use client::{Async, Blocking, Client, Tower};
#[cfg(any(feature = "blocking", feature = "client", feature = "tower"))]
pub use credentials::{Credentials, CredentialsError};
pub use decode::decode;
pub use encode::{debug, encode, equal};
pub use error::{DecodeError, Error, ErrorResponse, RequestError, TransportError, TransportKind};
pub use foreign::Foreign;
pub use integer_enum::{IntegerEnum, IntegerSlot, variant};
pub use locate::pointer_at;
pub use model::{Field, Fields, Model, Presence, Shape};
pub use open_enum::{OpenEnum, debug_other, open, open_owned, variants};
pub use operation::{Builder, Operation, Route, Scheme};
pub use payload::Payload;
#[cfg(any(feature = "client", feature = "tower"))]
#[cfg(any(feature = "server", feature = "tower"))]
pub use payload_body::PayloadBody;
#[cfg(feature = "server")]
pub use problem::problem;
#[cfg(feature = "server")]
pub use received::{Received, RequestHead};
pub use redirect::{MOST_REDIRECTS, follow};
#[cfg(feature = "server")]
pub use respond::{Respond, blob_reply, json_reply, not_implemented, reply};
pub use response::{FromResponse, Reply, by_status, empty, json, json_or_empty, raw, text};
#[cfg(any(feature = "blocking", feature = "client", feature = "tower"))]
pub use retry::Retry;
#[cfg(feature = "server")]
pub use routes::{Answering, Endpoint, Receive, Routes};
pub use rules::{Bound, Pattern, Rule};
#[cfg(any(feature = "blocking", feature = "client", feature = "tower"))]
pub use setup::{ClientBuilder, SetupError};
pub use slot::{ListSlot, MapSlot, OptionSlot, Plain, PlainMut, Sequence, Slot, Target, Text, View};
#[cfg(any(feature = "server", feature = "tower"))]
pub use source::SourceError;
#[cfg(feature = "server")]
pub use style::Style;
#[cfg(any(feature = "blocking", feature = "client", feature = "tower"))]
pub use token::{Token, TokenFuture, TokenSource};
pub use token_error::TokenError;
pub use union::{Branch, Kinds, Tag, Union, UnionShape};
pub use violations::{Part, Violation, Violations};

#[cfg(feature = "server")]
#[allow(unused_imports)]
pub(crate) use routes::handle;
#[allow(unused_imports)]
pub(crate) use union::union;
#[allow(unused_imports)]
pub(crate) use {
    foreign::foreign, foreign::foreign_text, integer_enum::integer_enum, model::boxed, model::fields,
    model::value, open_enum::debug_variants, open_enum::open_enum,
};
