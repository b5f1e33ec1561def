//! A call that was not sent yet.

use super::added_headers::AddedHeaders;
use super::retry::Retry;
use std::time::Duration;

/// An operation about to be sent by a client. What may be left out is set on it: the operation's optional parameters, and
/// the habits of this one call.
#[must_use = "a call does nothing until it is sent: `.await` it, or `.send()` it with a blocking client"]
#[derive(Clone, Debug)]
pub struct Call<C, O> {
    pub(crate) client: C,
    pub(crate) operation: O,
    pub(super) options: Options,
}

/// What a caller asks for beside the operation.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How long the call may take, with all its attempts.
    pub(super) timeout: Option<Duration>,
    /// Headers beside those of the operation.
    pub(super) headers: AddedHeaders,
    /// When the call is sent again.
    pub(super) retry: Option<Retry>,
    /// Whether the body of a successful response is left to its reader.
    pub(super) is_streamed: bool,
}

impl<C, O> Call<C, O> {
    /// A call of an operation.
    pub fn new(client: C, operation: O) -> Self {
        Self { client, operation, options: Options::default() }
    }

    /// How long this call may take, with all its attempts, in place of the client's `timeout` and `deadline`.
    pub fn within(mut self, timeout: Duration) -> Self {
        self.options.timeout = Some(timeout);
        self
    }

    /// When this call is sent again, in place of the client's habit.
    pub fn retrying(mut self, retry: Retry) -> Self {
        self.options.retry = Some(retry);
        self
    }

    /// Sends a header with this call, in place of one that the operation or the client would send. `Debug` does not show its
    /// value. A name or a value that no header can have is an error when the call is sent.
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.options.headers.add(name, value);
        self
    }

    /// The same call by another client.
    pub fn by<D>(self, client: D) -> Call<D, O> {
        Call { client, operation: self.operation, options: self.options }
    }

    /// The operation as it stands.
    pub fn operation(&self) -> &O {
        &self.operation
    }

    /// The client that sends it.
    pub fn client(&self) -> &C {
        &self.client
    }

    /// The operation, to send it by other means.
    pub fn into_operation(self) -> O {
        self.operation
    }
}
