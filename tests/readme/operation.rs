use zendesk_any_channel::models::ValidateTokenRequest;
use zendesk_any_channel::operations::ValidateToken;
use zendesk_any_channel::{BaseUrl, Error, Operation, RequestError};

pub fn request(body: &ValidateTokenRequest) -> Result<http::Request<bytes::Bytes>, RequestError> {
    let address: BaseUrl = "https://acme.zendesk.com".parse().expect("an absolute address");
    ValidateToken::new(body).request(&address)
}

pub fn read(response: http::Response<bytes::Bytes>) -> Result<(), Error> {
    ValidateToken::response(response)
}
