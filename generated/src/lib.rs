//! Typed client for the Zendesk Any Channel API, version 1.0.
//!
//! With this API an integration pushes comments from a channel of its own (a social network,
//! a review site, a forum) to Zendesk Support, where they become tickets and comments.
//!
//! # Getting started
//!
//! ```
//! # #[cfg(feature = "client")]
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use zendesk_any_channel::{Client, Credentials};
//!
//! let client = Client::new("https://api.example.com", Credentials::bearer("a token"))?;
//! # let _ = client;
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "client"))]
//! # fn main() {}
//! ```
//!
//! # Pushing
//!
//! A push answers for each resource. `success` and `already_imported` are final, so a push whose answer was lost does no harm
//! when it is sent again. After a resource that fails, the others are `halted`: nobody looked at them yet, and they are to be
//! pushed again without it.
//!
//! ```
//! # #[cfg(feature = "client")] mod pushing {
//! use zendesk_any_channel::models::{ExternalResource, PushContentToSupportRequest, StatusCode};
//! use zendesk_any_channel::{Client, Error};
//!
//! /// Pushes resources, and returns those that the service does not take.
//! pub async fn push(
//!     client: &Client,
//!     instance_push_id: &str,
//!     mut waiting: Vec<ExternalResource>,
//! ) -> Result<Vec<ExternalResource>, Error> {
//!     let mut failed = Vec::new();
//!     while !waiting.is_empty() {
//!         let body = PushContentToSupportRequest::new(instance_push_id, waiting.clone());
//!         let mut results = client.push_content_to_support(&body).await?.results.into_iter();
//!         let (before, mut halted) = (waiting.len(), Vec::new());
//!         for resource in waiting {
//!             match results.next().map(|result| result.status.code) {
//!                 Some(StatusCode::Success | StatusCode::AlreadyImported) => {}
//!                 Some(StatusCode::Halted) => halted.push(resource),
//!                 _ => failed.push(resource),
//!             }
//!         }
//!         if halted.len() == before {
//!             // Nothing was tried, and the same push would be answered in the same way.
//!             failed.append(&mut halted);
//!         }
//!         waiting = halted;
//!     }
//!     Ok(failed)
//! }
//! # }
//! ```
//!
//! # Calls
//!
//! What an operation needs is an argument of its method, what it may have is a setter on the call, and `.await` sends it.
//! A call can have habits of its own: `within` a time, `with_header`, `retrying` in another way. `answer()` keeps the status
//! and the headers beside the value; `raw()` takes the response as it comes, whatever its status. Dropping the future cancels
//! the call. What holds for all of them is told to `Client::builder`: limits, retries, and a `header` for each, such as the version
//! of the API. `Client::at` is the same client for another address, such as that of another region: with its connections and
//! credentials.
//!
//! With the feature `blocking`, `Client::blocking` makes a client with the same methods, whose calls are sent by `.send()`.
//! With the feature `tower`, `Client::tower` makes one that sends by any service of tower: hyper's client, one with layers
//! around it, or a router in a test. It is awaited like the usual one and does the same. The service takes requests whose body is
//! a `PayloadBody`.
//!
//! # Large bodies
//!
//! `call.stream()` leaves the body of a successful response to you, as it comes and without a bound: a `Stream` of `Bytes` with
//! a method `next`, or a [`std::io::Read`] with the feature `blocking`. Whatever fails before the head of the response is there
//! is sent again as ever, and an error is the error that it always is; after the head, nothing is repeated. Then a piece may
//! take as long as an attempt (`ClientBuilder::timeout`), and `within` bounds all of it. Dropping the body cancels the rest.
//!
//! # Authentication
//!
//! `Credentials` say who calls, and each call sends those of them that its operation asks for. Tokens that are good for a while
//! are obtained by the client from a `TokenSource`, which you write.
//! However many calls wait for a token, it is obtained once; it is kept until a little before its end, and replaced once more when
//! the service refuses it with 401. Clones of `Credentials` share it. When there is none, calls end with [`Error::Token`], which
//! says why.
//!
//! Nothing secret is in `Debug`, in errors or in spans, nor follows a redirect to another origin.
//!
//! # Errors
//!
//! [`Error`] tells what went wrong: values that violate the document ([`Error::Invalid`], with every [`Violation`] by JSON
//! pointer; nothing was sent), no connection or a broken one ([`Error::Transport`]), no token ([`Error::Token`]), another status than 2xx
//! ([`Error::Status`], with the status, headers, body, and what the document says such a body holds), a body that is not what
//! the document says ([`Error::Decode`], with the place in it). [`Error::is_retryable`], [`Error::retry_after`] and
//! [`Error::request_id`] help to act on it. No credentials are shown by any of them.
//!
//! A service that does what it should not is answered, too:
//!
//! | the service | the call ends with |
//! |---|---|
//! | says more than `ClientBuilder::most_bytes`, or that it will | `Error::Transport`, too large; no more than that is held |
//! | trickles, or says nothing | `Error::Transport`, a timeout: that of the attempt, `within`, or `ClientBuilder::deadline` |
//! | breaks off, speaks no HTTP, or sends a head without end | `Error::Transport`, interrupted |
//! | answers something else than documented, or half of it | `Error::Decode`, with the place and the beginning of the body |
//! | redirects in a circle | `Error::Transport`, after five redirects |
//! | redirects what only reads to another origin | what is there, which gets `Accept`, `Range` and `User-Agent`, and no other header |
//! | redirects something else there, or to HTTP from HTTPS | `Error::Status`, which names the origin; nothing is sent there |
//! | asks to wait for years | what it answered; `retry_after` is a day at most, and no call waits beyond its deadline |
//!
//! So is a caller: a parameter of the path may hold anything but NUL, and stays one segment; empty, `.` or `..` is
//! [`Error::Invalid`], as is a header with a line break. One that `with_header` adds is [`Error::Request`], and one of
//! credentials keeps the client from being made.
//!
//! # Retries
//!
//! A call that came to nothing is sent again where that can do no harm: when it was never sent, when the service put it off
//! (429, or 503 with `Retry-After`), and for other failures that may pass where sending it twice is the same as once. The waits
//! are what the service asks for, or else random and growing; `ClientBuilder::retry` and `ClientBuilder::deadline` bound them.
//!
//! # Testing
//!
//! With the features `server` and `tower` a test needs no network: implement of the server what is asked for, and give its router
//! to `Client::tower`. Both sides are held to the document. An [`Operation`] can be tested by itself: what it makes and what it
//! reads are values.
//!
//! # Features
//!
//! | feature | |
//! |---|---|
//! | `client` | the asynchronous client, on reqwest; on by default |
//! | `blocking` | the blocking client, on ureq |
//! | `tower` | the asynchronous client, on any service of tower |
//! | `tracing` | a span for each call, with the names of OpenTelemetry and without anything secret |
//! | `server` | the other side: traits to implement, and a router of axum that checks every request before |
//!
//! Without any of them the models and the operations remain: an [`Operation`] makes an `http::Request` and reads an
//! `http::Response`, for any transport.
//!
//! # Operations
//!
//! | method | request | |
//! |---|---|---|
//! | [`report_channelback_error`](operations::ReportChannelbackError) | `POST /api/v2/any_channel/channelback/report_error` | Reports that a channelback failed after it was accepted |
//! | [`push_content_to_support`](operations::PushContentToSupport) | `POST /api/v2/any_channel/push` | Pushes comments from an origin service to Zendesk Support, where they become tickets and comments |
//! | [`validate_token`](operations::ValidateToken) | `POST /api/v2/any_channel/validate_token` | Checks that the credentials and the instance push ID belong together |

#![forbid(unsafe_code)]
#![warn(missing_docs)]

#[rustfmt::skip]
#[cfg(any(feature = "blocking", feature = "client", feature = "tower"))]
mod client;
#[rustfmt::skip]
#[cfg(any(feature = "blocking", feature = "client", feature = "tower"))]
mod credentials;
#[rustfmt::skip]
#[allow(clippy::large_enum_variant)]
pub mod models;
#[rustfmt::skip]
pub mod operations;
#[rustfmt::skip]
#[doc(hidden)]
pub mod runtime;
#[rustfmt::skip]
#[cfg(feature = "server")]
#[allow(clippy::large_enum_variant)]
pub mod server;

#[rustfmt::skip]
pub use runtime::{
    Answer, BaseUrl, BaseUrlError, DecodeError, Error, ErrorResponse, Operation, Payload,
    RequestError, Route, Scheme, TokenError, TransportError, TransportKind, Violation,
    Violations,
};
#[cfg(any(feature = "server", feature = "tower"))]
#[rustfmt::skip]
pub use runtime::{Blob, SourceError};
#[cfg(feature = "tower")]
#[rustfmt::skip]
pub use runtime::PayloadBody;
#[cfg(any(feature = "client", feature = "tower"))]
#[rustfmt::skip]
pub use runtime::{ByteStream, Sending};
#[cfg(feature = "blocking")]
#[rustfmt::skip]
pub use runtime::ByteReader;
#[cfg(any(feature = "blocking", feature = "client", feature = "tower"))]
#[rustfmt::skip]
pub use runtime::{
    Async, Blocking, Call, Client, ClientBuilder, Credentials, CredentialsError, Retry,
    SetupError, Token, TokenFuture, TokenSource, Tower,
};
