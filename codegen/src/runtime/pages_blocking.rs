//! The pages of an operation, and their items, as iterators.

use super::blocking::{Received, exchange};
use super::call::Call;
use super::client::{Blocking, Client};
use super::error::{Error, RequestError};
use super::exchange::Failure;
use super::incoming::whole;
use super::paging::Paged;
use super::payload::Payload;
use super::walk::Walk;
use bytes::Bytes;
use http::Request;
use std::vec;

/// Sends a request as a call of its own.
type Sender = Box<dyn Fn(Request<Bytes>) -> Result<Received, Failure> + Send + Sync>;

/// The pages of an operation. Each is asked for when it is its turn, by a call with the habits of the one that the
/// iterator was made of.
///
/// After an error the iterator is over, unless it is to [`resume`](Self::resume).
#[must_use = "nothing is sent until the iterator is"]
pub struct BlockingPages<O: Paged> {
    walk: Result<Walk<O>, Option<RequestError>>,
    send: Sender,
}

impl<O: Paged> BlockingPages<O> {
    /// The items of the pages.
    pub fn items(self) -> BlockingItems<O> {
        BlockingItems { pages: self, page: Vec::new().into_iter() }
    }

    /// Goes on after an error: the page that failed is asked for again.
    pub fn resume(&mut self) {
        self.walk.iter_mut().for_each(Walk::resume);
    }
}

impl<O: Paged> Iterator for BlockingPages<O> {
    type Item = Result<O::Output, Error<O::Error>>;

    fn next(&mut self) -> Option<Self::Item> {
        let walk = match &mut self.walk {
            Ok(walk) => walk,
            Err(error) => return error.take().map(|error| Err(error.into())),
        };
        let request = match walk.request() {
            Ok(request) => request?,
            Err(error) => return Some(Err(error.into())),
        };
        Some(match (self.send)(request) {
            Ok(response) => walk.response(whole(response)),
            Err(failure) => Err(walk.failed(failure)),
        })
    }
}

/// The items of the pages of an operation, one page in memory at a time: see [`BlockingPages`].
#[must_use = "nothing is sent until the iterator is asked"]
pub struct BlockingItems<O: Paged> {
    pages: BlockingPages<O>,
    page: vec::IntoIter<O::Item>,
}

impl<O: Paged> BlockingItems<O> {
    /// Goes on after an error: the page that failed is asked for again.
    pub fn resume(&mut self) {
        self.pages.resume();
    }
}

impl<O: Paged> Iterator for BlockingItems<O> {
    type Item = Result<O::Item, Error<O::Error>>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.page.next() {
                return Some(Ok(item));
            }
            match self.pages.next()? {
                Ok(page) => self.page = O::items(page).into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl<O: Paged> Call<&Client<Blocking>, O> {
    /// The pages, as an iterator.
    pub fn pages(self) -> BlockingPages<O> {
        let Self { client, operation, options } = self;
        let (first, client) = (operation.request(client.base_url()), client.clone());
        let walk = first.map(Walk::new).map_err(Some);
        BlockingPages {
            walk,
            send: Box::new(move |request| {
                exchange(&client, O::ROUTE, request.map(Payload::from), options.clone())
            }),
        }
    }

    /// The items of all pages, as an iterator.
    pub fn items(self) -> BlockingItems<O> {
        self.pages().items()
    }
}
