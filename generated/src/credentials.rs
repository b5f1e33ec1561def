//! The credentials that this API knows.

use crate::runtime::Credentials;

impl Credentials {
    /// An agent's email address and an API token, sent as HTTP Basic.
    pub fn api_token(email: impl AsRef<str>, token: impl AsRef<str>) -> Self {
        let email = email.as_ref();
        let token = token.as_ref();
        Self::basic(format!("{email}/token"), token)
    }
}
