//! Credentials that the client obtains by OAuth 2.

use super::Template;
use serde::Deserialize;
use std::collections::BTreeMap;

/// How tokens are obtained from the token endpoint of OAuth 2: with a refresh token where one is named (RFC 6749, section
/// 6), else by client credentials (section 4.4).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TokenEndpoint {
    /// The constructor's documentation.
    pub description: Option<String>,
    /// The address of the token endpoint, which may be relative to that of the service.
    pub token_url: Template,
    /// The client's name; `{client_id}` when not said.
    #[serde(default = "client_id")]
    pub client_id: Template,
    /// The client's secret; when not said, `{client_secret}`, or none beside a refresh token.
    pub client_secret: Option<Template>,
    /// The refresh token.
    pub refresh_token: Option<Template>,
    /// The scopes that are asked for; without any, the service decides.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// What is sent beside the parameters of the standard, such as `audience`.
    #[serde(default)]
    pub parameters: BTreeMap<String, Template>,
    /// Whether the name and the secret go into the body, for services that do not take them as `Authorization: Basic`.
    #[serde(default)]
    pub secret_in_body: bool,
}

impl TokenEndpoint {
    /// The client's secret, if there is one.
    pub fn secret(&self) -> Option<Template> {
        let needed = || self.refresh_token.is_none().then(|| Template::argument("client_secret"));
        self.client_secret.clone().or_else(needed)
    }
}

fn client_id() -> Template {
    Template::argument("client_id")
}

#[cfg(test)]
mod tests {
    use crate::config::{Config, CredentialsEntry, TokenEndpoint};

    fn read(keys: &str) -> Result<TokenEndpoint, String> {
        let text = format!("[credentials.partner]\nscheme = 'oauth2'\n{keys}");
        let mut config = Config::parse(&text).map_err(|error| error.message)?;
        match config.credentials.remove("partner").map(toml::Spanned::into_inner) {
            Some(CredentialsEntry::OAuth2(endpoint)) => Ok(endpoint),
            other => Err(format!("{other:?}")),
        }
    }

    #[test]
    fn what_is_not_said_is_an_argument() {
        let endpoint = read("token-url = '/token'").unwrap();
        assert_eq!(endpoint.client_id.lone_argument(), Some("client_id"));
        assert_eq!(endpoint.secret().unwrap().lone_argument(), Some("client_secret"));
        let endpoint = read("token-url = '/token'\nrefresh-token = '{refresh}'").unwrap();
        assert_eq!(endpoint.secret(), None);
    }

    #[test]
    fn an_address_is_needed_and_unknown_keys_are_refused() {
        assert!(read("scopes = ['a']").unwrap_err().contains("token-url"));
        assert!(read("token-url = '/token'\ngrant = 'x'").unwrap_err().contains("grant"));
    }
}
