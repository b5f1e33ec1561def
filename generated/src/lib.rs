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
#[cfg(feature = "client")]
mod client;
#[rustfmt::skip]
#[cfg(feature = "client")]
mod credentials;
#[rustfmt::skip]
pub mod models;
#[rustfmt::skip]
pub mod operations;
#[rustfmt::skip]
#[doc(hidden)]
pub mod runtime;

#[rustfmt::skip]
pub use runtime::{
    Answer, BaseUrl, BaseUrlError, Blob, Call, DecodeError, Error, ErrorResponse,
    HeaderError, Operation, RequestError, Route, TransportError, TransportKind,
    Violation, Violations,
};
#[cfg(feature = "client")]
#[rustfmt::skip]
pub use runtime::{
    Client, ClientBuilder, Credentials, CredentialsError, Sending, SetupError,
};
