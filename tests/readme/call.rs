use std::error::Error;
use std::time::Duration;
use zendesk_any_channel::models::ValidateTokenRequest;
use zendesk_any_channel::{Client, Credentials, Retry};

pub async fn is_valid(client: &Client, body: &ValidateTokenRequest) -> Result<bool, Box<dyn Error>> {
    let call = client.validate_token(body).within(Duration::from_secs(5)).with_header("X-Request-Id", "42");
    Ok(call.retrying(Retry::never()).raw().await?.status().is_success())
}

pub fn validate(address: &str, token: &str, body: &ValidateTokenRequest) -> Result<(), Box<dyn Error>> {
    let client = Client::blocking(address, Credentials::bearer(token))?; // with the feature `blocking`
    Ok(client.validate_token(body).send()?)
}
