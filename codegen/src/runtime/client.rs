//! The client, whatever it sends with.

use super::base_url::BaseUrl;
use super::credentials::Credentials;
use super::exchange::Session;
use super::setup::ClientBuilder;
use std::fmt;
use std::sync::Arc;

/// A connection to the service: [`Async`] unless said otherwise, [`Blocking`], or by any service of [`Tower`]. Cheap to
/// clone; all clones share one pool of connections and one budget of retries.
#[derive(Clone)]
pub struct Client<T = Async> {
    pub(super) transport: T,
    pub(super) base: Arc<BaseUrl>,
    pub(super) session: Arc<Session>,
}

/// Sends asynchronously, on reqwest.
#[derive(Clone)]
pub struct Async(#[cfg(feature = "client")] pub(super) reqwest::Client);

/// Sends on the caller's thread, on ureq.
#[derive(Clone)]
pub struct Blocking(#[cfg(feature = "blocking")] pub(super) ureq::Agent);

/// Sends asynchronously, by a service of tower.
#[derive(Clone)]
pub struct Tower(#[cfg(feature = "tower")] pub(super) Arc<dyn super::client_tower::Sender>);

impl Client {
    /// A client whose limits can be set, before it is made to send in one of these ways.
    pub fn builder(base_url: &str, credentials: Credentials) -> ClientBuilder {
        ClientBuilder::new(base_url, credentials)
    }
}

impl<T> Client<T> {
    /// The address of the service.
    pub fn base_url(&self) -> &BaseUrl {
        &self.base
    }
}

impl<T: Clone> Client<T> {
    /// The same client for what is served from another address: with its connections, credentials, limits and habits. A token
    /// endpoint that is relative to the address of the service stays where it is.
    ///
    /// The credentials are sent to that address, so it has to be one that may know them.
    #[must_use]
    pub fn at(&self, address: BaseUrl) -> Self {
        Self { base: Arc::new(address), ..self.clone() }
    }
}

impl<T> fmt::Debug for Client<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base_url", &self.base.as_str()).finish_non_exhaustive()
    }
}
