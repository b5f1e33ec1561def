//! Routes as a router of axum.

use super::payload::Payload;
use super::payload_body::PayloadBody;
use super::problem::problem;
use super::routes::Routes;
use axum::Router;
use axum::body::{Body, HttpBody};
use axum::extract::Request;
use bytes::{Bytes, BytesMut};
use http::{Response, StatusCode};
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;

impl Routes {
    /// A router that answers all requests: nest it, or put layers around it, as any other.
    pub fn into_router(self) -> Router {
        let routes = Arc::new(self);
        Router::new().fallback(move |request: Request| serve(Arc::clone(&routes), request))
    }
}

impl From<Routes> for Router {
    fn from(routes: Routes) -> Self {
        routes.into_router()
    }
}

/// Answers a request. Its body is received only after it is known that somebody wants it.
async fn serve(routes: Arc<Routes>, request: Request) -> Response<Body> {
    let (head, body) = request.into_parts();
    let response = match routes.find(&head) {
        Ok(found) => match receive(body, &routes).await {
            Ok(body) => found.answer(head, body).await,
            Err(refusal) => *refusal,
        },
        Err(refusal) => *refusal,
    };
    response.map(body_of)
}

/// Bytes as they are, and the rest as it is read.
fn body_of(payload: Payload) -> Body {
    match payload.bytes() {
        Some(bytes) => bytes.clone().into(),
        None => Body::new(PayloadBody::new(&payload)),
    }
}

async fn receive(mut body: Body, routes: &Routes) -> Result<Bytes, Box<Response<Payload>>> {
    let most = routes.most_bytes();
    if body.size_hint().lower() > most as u64 {
        return Err(Box::new(routes.too_large()));
    }
    let mut received = BytesMut::new();
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let broken = |_| Box::new(problem(StatusCode::BAD_REQUEST, "The body could not be received."));
        // Trailers are nothing to us.
        let Ok(chunk) = frame.map_err(broken)?.into_data() else { continue };
        if received.len().saturating_add(chunk.len()) > most {
            return Err(Box::new(routes.too_large()));
        }
        received.extend_from_slice(&chunk);
    }
    Ok(received.freeze())
}
