//! The pages of an operation, and their items, as streams.

use super::asynchronous::{Running, Transport, begin};
use super::call::Call;
use super::client::Client;
use super::error::{Error, RequestError};
use super::incoming::whole;
use super::paging::Paged;
use super::payload::Payload;
use super::walk::Walk;
use bytes::Bytes;
use futures_core::Stream;
use http::Request;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

/// Sends a request as a call of its own.
type Sender = Box<dyn Fn(Request<Bytes>) -> Result<Running, RequestError> + Send + Sync>;

/// The pages of an operation. Each is asked for when the stream is polled for it, by a call with the habits of the one
/// that the stream was made of; what is no longer polled is no longer asked for.
///
/// After an error the stream is over, unless it is to [`resume`](Self::resume).
#[must_use = "nothing is sent until the stream is polled"]
pub struct Pages<O: Paged> {
    walk: Result<Walk<O>, Option<RequestError>>,
    send: Sender,
    running: Option<Running>,
}

impl<O: Paged> Pages<O> {
    /// The pages from the one on that a request asks for.
    pub(super) fn new(first: Result<Request<Bytes>, RequestError>, send: Sender) -> Self {
        Self { walk: first.map(Walk::new).map_err(Some), send, running: None }
    }

    /// The items of the pages.
    pub fn items(self) -> Items<O> {
        Items { pages: self, page: Vec::new().into_iter() }
    }

    /// The next page; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<O::Output, Error<O::Error>>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Goes on after an error: the page that failed is asked for again.
    pub fn resume(&mut self) {
        self.walk.iter_mut().for_each(Walk::resume);
    }
}

impl<O: Paged> Stream for Pages<O> {
    type Item = Result<O::Output, Error<O::Error>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Self { walk, send, running } = &mut *self;
        let walk = match walk {
            Ok(walk) => walk,
            Err(error) => return Poll::Ready(error.take().map(|error| Err(error.into()))),
        };
        if running.is_none() {
            *running = match walk.request() {
                Ok(Some(request)) => match send(request) {
                    Ok(started) => Some(started),
                    Err(error) => return Poll::Ready(Some(Err(walk.failed(error)))),
                },
                Ok(None) => return Poll::Ready(None),
                Err(error) => return Poll::Ready(Some(Err(error.into()))),
            };
        }
        let Some(sending) = running else { return Poll::Ready(None) };
        let outcome = ready!(sending.as_mut().poll(context));
        *running = None;
        Poll::Ready(Some(match outcome {
            Ok(response) => walk.response(whole(response)),
            Err(failure) => Err(walk.failed(failure)),
        }))
    }
}

/// The items of the pages of an operation, one page in memory at a time: see [`Pages`].
#[must_use = "nothing is sent until the stream is polled"]
pub struct Items<O: Paged> {
    pages: Pages<O>,
    page: vec::IntoIter<O::Item>,
}

// No item is pinned: they only pass through.
impl<O: Paged> Unpin for Items<O> {}

impl<O: Paged> Items<O> {
    /// The next item; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<O::Item, Error<O::Error>>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Goes on after an error: the page that failed is asked for again.
    pub fn resume(&mut self) {
        self.pages.resume();
    }
}

impl<O: Paged> Stream for Items<O> {
    type Item = Result<O::Item, Error<O::Error>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(context)) {
                Some(Ok(page)) => self.page = O::items(page).into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<T: Transport + Clone + Send + Sync + 'static, O: Paged> Call<&Client<T>, O> {
    /// The pages, as a stream.
    pub fn pages(self) -> Pages<O> {
        let Self { client, operation, options } = self;
        let (first, client) = (operation.request(client.base_url()), client.clone());
        Pages::new(
            first,
            Box::new(move |request| {
                begin(&client, O::ROUTE, Ok(request.map(Payload::from)), options.clone())
            }),
        )
    }

    /// The items of all pages, as a stream.
    pub fn items(self) -> Items<O> {
        self.pages().items()
    }
}
