use zendesk_any_channel::models::{
    ChannelFrameworkPushResultsResponse, ChannelFrameworkResultObject, Status, StatusCode,
};
use zendesk_any_channel::server::{self, ChannelFramework, replies, requests};

struct Importing;

impl ChannelFramework for Importing {
    async fn push_content_to_support(
        &self,
        request: requests::PushContentToSupport,
    ) -> replies::PushContentToSupport {
        let results = request.body.external_resources.into_iter().map(|resource| {
            ChannelFrameworkResultObject::new(resource.external_id, Status::new(StatusCode::Success))
        });
        replies::PushContentToSupport::Ok(ChannelFrameworkPushResultsResponse::new(results.collect()))
    }
}

pub async fn serve(listener: tokio::net::TcpListener) -> std::io::Result<()> {
    axum::serve(listener, server::router(Importing)).await
}
