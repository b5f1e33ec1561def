//! How a client is made.

use super::added_headers::AddedHeaders;
use super::base_url::{BaseUrl, BaseUrlError};
use super::client::Client;
use super::credentials::{Credentials, CredentialsError};
use super::error::RequestError;
use super::exchange::{LONGEST, Limits, Session};
use super::retry::{Budget, Retry};
use http::HeaderValue;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// The limits and habits of a client that is being made.
#[derive(Clone, Debug)]
pub struct ClientBuilder {
    base_url: String,
    credentials: Credentials,
    pub(super) connect_timeout: Duration,
    limits: Limits,
    retry: Retry,
    user_agent: String,
    headers: AddedHeaders,
}

impl ClientBuilder {
    /// With the defaults.
    pub(super) fn new(base_url: &str, credentials: Credentials) -> Self {
        Self {
            base_url: base_url.to_owned(),
            credentials,
            connect_timeout: Duration::from_secs(10),
            limits: Limits {
                attempt: Duration::from_secs(60),
                call: Duration::from_secs(180),
                most_bytes: 64 << 20,
            },
            retry: Retry::default(),
            user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")).to_owned(),
            headers: AddedHeaders::default(),
        }
    }

    /// How long a connection may take to be made: 10 seconds by default.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout.min(LONGEST);
        self
    }

    /// How long one attempt of a call may take, from its start to the last byte of the response: 60 seconds by default.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.limits.attempt = timeout;
        self
    }

    /// How long a call may take, with all its attempts and the waits between them: 3 minutes by default.
    #[must_use]
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.limits.call = deadline;
        self
    }

    /// When a call is sent again that came to nothing: as [`Retry::default`] says by default.
    #[must_use]
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// How many bytes the body of a response may have: 64 MiB by default.
    #[must_use]
    pub fn most_bytes(mut self, most: usize) -> Self {
        self.limits.most_bytes = most;
        self
    }

    /// What the client calls itself: the name and version of this crate by default.
    #[must_use]
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = name.into();
        self
    }

    /// Sends a header with every call, such as the version of the API or the account that calls. One that the operation or the
    /// call sets goes in its place. `Debug` does not show its value. A name or a value that no header can have is an error when
    /// the client is made.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.add(name, value);
        self
    }

    /// The client that sends with this.
    ///
    /// # Errors
    /// The address, the credentials or a header cannot be used.
    pub(super) fn with<T>(&self, transport: T) -> Result<Client<T>, SetupError> {
        let base = Arc::new(BaseUrl::parse(&self.base_url).map_err(SetupError::BaseUrl)?);
        let credentials = self.credentials.prepare().map_err(SetupError::Credentials)?;
        let session = Session {
            credentials,
            limits: self.limits,
            retry: self.retry,
            budget: Budget::default(),
            user_agent: HeaderValue::try_from(self.user_agent.as_str())
                .map_err(|error| SetupError::Transport(Box::new(error)))?,
            headers: self.headers.clone().checked().map_err(SetupError::Header)?,
        };
        Ok(Client { transport, base, session: Arc::new(session) })
    }
}

/// Why there is no client.
#[derive(Debug)]
#[non_exhaustive]
pub enum SetupError {
    /// The address cannot be used.
    BaseUrl(BaseUrlError),
    /// The credentials cannot be used.
    Credentials(CredentialsError),
    /// The name or the value of this header, which is to go with every call, cannot be one.
    Header(String),
    /// The transport cannot be set up.
    Transport(Box<dyn std::error::Error + Send + Sync>),
}

impl std::error::Error for SetupError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::BaseUrl(error) => Some(error),
            Self::Credentials(error) => Some(error),
            Self::Header(_) => None,
            Self::Transport(error) => Some(&**error),
        }
    }
}

impl fmt::Display for SetupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BaseUrl(error) => error.fmt(f),
            Self::Credentials(error) => error.fmt(f),
            // It is what a call says of one of its own.
            Self::Header(name) => RequestError::Header(name.clone()).fmt(f),
            Self::Transport(error) => write!(f, "the client cannot be set up: {error}"),
        }
    }
}
