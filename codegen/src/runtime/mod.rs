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
#[cfg(any(feature = "server", feature = "tower", not(without = "blobs")))]
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
#[cfg(not(without = "received_forms"))]
#[cfg(any(feature = "server", not(without = "forms")))]
mod encoding;
mod error;
#[cfg(not(without = "events"))]
mod event;
#[cfg(not(without = "events"))]
#[cfg(feature = "blocking")]
mod event_reader;
#[cfg(not(without = "events"))]
#[cfg(any(feature = "client", feature = "tower"))]
mod events;
#[cfg(any(feature = "blocking", feature = "client", feature = "tower"))]
mod exchange;
#[cfg(not(without = "events"))]
#[cfg(any(feature = "blocking", feature = "client", feature = "tower"))]
mod feed;
mod foreign;
#[cfg(not(without = "forms"))]
mod form;
#[cfg(not(without = "events"))]
mod framing;
#[cfg(not(without = "headers"))]
mod headers;
#[cfg(any(feature = "blocking", feature = "client", feature = "tower"))]
mod incoming;
mod integer;
mod integer_enum;
#[cfg(any(feature = "server", not(without = "events"), not(without = "unions")))]
mod kept;
#[cfg(feature = "server")]
mod lenient;
#[cfg(not(without = "pages"))]
mod link;
mod locate;
#[cfg(feature = "server")]
mod media_type;
mod message;
mod model;
#[cfg(not(without = "received_forms"))]
#[cfg(feature = "server")]
mod multipart_read;
#[cfg(not(without = "oauth2"))]
#[cfg(any(feature = "blocking", feature = "client", feature = "tower"))]
mod oauth2;
mod open_enum;
mod operation;
#[cfg(not(without = "pages"))]
#[cfg(any(feature = "client", feature = "tower"))]
mod pages;
#[cfg(not(without = "pages"))]
#[cfg(feature = "blocking")]
mod pages_blocking;
#[cfg(not(without = "pages"))]
mod paging;
mod payload;
#[cfg(any(feature = "client", feature = "server", feature = "tower"))]
#[cfg(any(feature = "server", feature = "tower", not(without = "blobs")))]
mod payload_body;
#[cfg(any(feature = "server", feature = "tower", not(without = "blobs")))]
mod payload_reader;
#[cfg(feature = "server")]
mod percent;
#[cfg(not(without = "unions"))]
mod pick;
#[cfg(feature = "server")]
mod problem;
#[cfg(any(feature = "blocking", feature = "client", feature = "tower", not(without = "pages")))]
mod query;
#[cfg(feature = "server")]
mod received;
#[cfg(feature = "server")]
mod received_body;
#[cfg(not(without = "received_forms"))]
#[cfg(feature = "server")]
mod received_form;
#[cfg(not(without = "received_forms"))]
#[cfg(feature = "server")]
mod received_parts;
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
#[cfg(not(without = "servers"))]
mod server;
#[cfg(feature = "server")]
mod server_axum;
#[cfg(any(feature = "blocking", feature = "client", feature = "tower"))]
mod setup;
mod slot;
#[cfg(any(feature = "server", feature = "tower", not(without = "blobs")))]
mod source;
#[cfg(not(without = "events"))]
#[cfg(feature = "server")]
mod streamed;
#[cfg(any(feature = "server", not(without = "styles")))]
mod style;
#[cfg(feature = "server")]
mod style_deep;
#[cfg(feature = "server")]
mod style_read;
#[cfg(not(without = "styles"))]
mod style_write;
#[cfg(not(without = "unions"))]
mod tagged;
#[cfg(feature = "server")]
mod template;
#[cfg(not(without = "times"))]
mod time;
mod to_json;
#[cfg(any(feature = "blocking", feature = "client", feature = "tower"))]
mod token;
mod token_error;
#[cfg(any(feature = "blocking", feature = "client", feature = "tower"))]
mod tokens;
#[cfg(any(feature = "blocking", feature = "client", feature = "tower"))]
mod trace;
#[cfg(not(without = "tuples"))]
mod tuple;
#[cfg(not(without = "unions"))]
mod union;
mod violations;
#[cfg(not(without = "pages"))]
mod walk;

#[doc(no_inline)]
pub use bytes::Bytes;

pub use answer::Answer;
#[cfg(any(feature = "client", feature = "tower"))]
pub use asynchronous::Sending;
pub use base_url::{BaseUrl, BaseUrlError};
#[cfg(any(feature = "server", feature = "tower", not(without = "blobs")))]
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
#[cfg(not(without = "received_forms"))]
#[cfg(any(feature = "server", not(without = "forms")))]
pub use encoding::Encoding;
pub use error::{DecodeError, Error, ErrorResponse, RequestError, TransportError, TransportKind};
#[cfg(not(without = "events"))]
pub use event::{Event, FromFrame, Streaming};
#[cfg(not(without = "events"))]
#[cfg(feature = "blocking")]
pub use event_reader::EventReader;
#[cfg(not(without = "events"))]
#[cfg(any(feature = "client", feature = "tower"))]
pub use events::Events;
pub use foreign::Foreign;
#[cfg(not(without = "events"))]
pub use framing::{Frame, Framer, Framing, TooLong};
#[cfg(not(without = "headers"))]
pub use headers::HeaderError;
pub use integer_enum::{IntegerEnum, IntegerSlot, variant};
pub use locate::pointer_at;
pub use model::{Field, Fields, Model, Presence, Shape};
#[cfg(not(without = "oauth2"))]
#[cfg(any(feature = "blocking", feature = "client", feature = "tower"))]
pub use oauth2::OAuth2;
pub use open_enum::{OpenEnum, debug_other, open, open_owned, variants};
pub use operation::{Builder, Operation, Route, Scheme};
#[cfg(not(without = "pages"))]
#[cfg(any(feature = "client", feature = "tower"))]
pub use pages::{Items, Pages};
#[cfg(not(without = "pages"))]
#[cfg(feature = "blocking")]
pub use pages_blocking::{BlockingItems, BlockingPages};
#[cfg(not(without = "pages"))]
pub use paging::{Paged, Paging, PagingError};
pub use payload::Payload;
#[cfg(any(feature = "client", feature = "tower"))]
#[cfg(any(feature = "server", feature = "tower", not(without = "blobs")))]
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
#[cfg(not(without = "servers"))]
pub use server::address;
#[cfg(any(feature = "blocking", feature = "client", feature = "tower"))]
pub use setup::{ClientBuilder, SetupError};
pub use slot::{ListSlot, MapSlot, OptionSlot, Plain, PlainMut, Sequence, Slot, Target, Text, View};
#[cfg(any(feature = "server", feature = "tower", not(without = "blobs")))]
pub use source::SourceError;
#[cfg(not(without = "events"))]
#[cfg(feature = "server")]
pub use streamed::{IntoFrame, Streamed, streamed_reply};
#[cfg(any(feature = "server", not(without = "styles")))]
pub use style::Style;
#[cfg(any(feature = "blocking", feature = "client", feature = "tower"))]
pub use token::{Token, TokenFuture, TokenSource};
pub use token_error::TokenError;
#[cfg(not(without = "tuples"))]
pub use tuple::TupleSlot;
#[cfg(not(without = "unions"))]
pub use union::{Branch, Kinds, Tag, Union, UnionShape};
pub use violations::{Part, Violation, Violations};
#[cfg(not(without = "pages"))]
pub use walk::Walk;

#[cfg(feature = "server")]
#[allow(unused_imports)]
pub(crate) use routes::handle;
#[cfg(not(without = "unions"))]
#[allow(unused_imports)]
pub(crate) use union::union;
#[allow(unused_imports)]
pub(crate) use {
    foreign::foreign, foreign::foreign_text, integer_enum::integer_enum, model::boxed, model::fields,
    model::value, open_enum::debug_variants, open_enum::open_enum,
};
