//! Every client, for tests of what all of them do the same way.

use super::sample::models::{State, Volume, Writer};
use super::sample::operations::{ClearRoom, ShelveVolumes};
use crate::runtime::{
    BaseUrl, Blocking, Call, Client, ClientBuilder, Credentials, Error, Operation, PayloadBody, Retry, Tower,
};
use hyper_util::client::legacy::Client as Hyper;
use hyper_util::rt::TokioExecutor;
use std::time::Duration;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

pub const TOKEN: &str = "t0p-s3cret";

/// So many clients there are.
pub const CLIENTS: usize = 3;

/// One of each, with the same limits and habits.
pub struct Clients {
    asynchronous: Client,
    blocking: Client<Blocking>,
    tower: Client<Tower>,
}

impl Clients {
    pub fn of(builder: &ClientBuilder) -> Self {
        Self {
            asynchronous: builder.clone().build().unwrap(),
            blocking: builder.clone().build_blocking().unwrap(),
            tower: builder.clone().build_tower(hyper()).unwrap(),
        }
    }

    /// The same for another address.
    pub fn at(&self, address: &str) -> Self {
        let address: BaseUrl = address.parse().unwrap();
        Self {
            asynchronous: self.asynchronous.at(address.clone()),
            blocking: self.blocking.at(address.clone()),
            tower: self.tower.at(address),
        }
    }

    /// Sends a call by each, one after the other.
    pub async fn send<O: Operation + Clone>(
        &self,
        call: Call<(), O>,
    ) -> [Result<O::Output, Error<O::Error>>; CLIENTS] {
        let first = call.clone().by(&self.asynchronous).await;
        let second = tokio::task::block_in_place(|| call.clone().by(&self.blocking).send());
        [first, second, call.by(&self.tower).await]
    }
}

/// Sends a call by each client.
pub async fn each<O: Operation + Clone>(
    builder: &ClientBuilder,
    call: Call<(), O>,
) -> [Result<O::Output, Error<O::Error>>; CLIENTS] {
    Clients::of(builder).send(call).await
}

/// Sends a call by each client, all of which succeed.
pub async fn done<O: Operation + Clone>(builder: &ClientBuilder, call: Call<(), O>) {
    each(builder, call).await.into_iter().for_each(|answer| drop(answer.unwrap()));
}

/// A service of tower that sends over HTTP.
pub fn hyper() -> Hyper<hyper_util::client::legacy::connect::HttpConnector, PayloadBody> {
    Hyper::builder(TokioExecutor::new()).build_http()
}

/// The errors of each.
pub async fn errors<O: Operation + Clone>(
    builder: &ClientBuilder,
    call: Call<(), O>,
) -> Vec<Error<O::Error>> {
    each(builder, call).await.into_iter().map(Result::unwrap_err).collect()
}

pub fn clear() -> Call<(), ClearRoom> {
    Call::new((), ClearRoom::new("r"))
}

pub fn shelve(volumes: &Vec<Volume>) -> Call<(), ShelveVolumes<'_>> {
    Call::new((), ShelveVolumes { room: "r".to_owned(), body: volumes })
}

pub fn volumes() -> Vec<Volume> {
    vec![Volume::new("v", "2015-01-13T08:59:26Z".parse().unwrap(), Writer::new("w"), State::Free)]
}

pub async fn service(answer: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(answer).mount(&server).await;
    server
}

/// A client that sends everything once.
pub fn once(address: &str) -> ClientBuilder {
    Client::builder(address, Credentials::bearer(TOKEN)).retry(Retry::never())
}

/// A client that does not wait for long.
pub fn hasty(address: &str) -> ClientBuilder {
    let retry = Retry::attempts(3).waits(Duration::from_millis(1), Duration::from_millis(5));
    Client::builder(address, Credentials::bearer(TOKEN)).retry(retry)
}

pub async fn requests(server: &MockServer) -> usize {
    server.received_requests().await.unwrap().len()
}
