//! A call that was not sent yet.

/// An operation about to be sent by a client. Its optional parameters are set on it, and `.await` sends it.
#[must_use = "a call does nothing until it is sent: `.await` it"]
#[derive(Clone, Debug)]
pub struct Call<C, O> {
    pub(crate) client: C,
    pub(crate) operation: O,
}

impl<C, O> Call<C, O> {
    /// A call of an operation.
    pub fn new(client: C, operation: O) -> Self {
        Self { client, operation }
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
