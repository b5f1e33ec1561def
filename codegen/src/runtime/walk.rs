//! A walk through the pages of an operation, without IO: what is asked for next, and when there is nothing more.

use super::error::Error;
use super::link;
use super::paging::{More, Next, Paged, Paging, PagingError};
use super::query::parameter;
use super::scalar::scalar;
use super::slot::{Slot, View};
use bytes::Bytes;
use http::{Request, Response};
use serde_json::Value;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::marker::PhantomData;

/// So many pages without an item may follow each other.
const MOST_EMPTY: u32 = 100;

/// A walk through the pages of an operation, without IO. Holds one request, and no page.
///
/// Send what [`request`](Self::request) gives by any means, and give the answer to [`response`](Self::response), until
/// there is no more request. After an answer that is an error there is none either, until [`resume`](Self::resume): then
/// the page that failed is asked for again.
///
/// The walk ends where the service says that there is no more, where nothing leads on, and where a page leads to itself.
/// It never leads to another origin, nor round in a circle: both are errors.
pub struct Walk<O> {
    steps: Steps,
    is_halted: bool,
    operation: PhantomData<fn() -> O>,
}

impl<O: Paged> Walk<O> {
    /// A walk from the page that a request of the operation asks for.
    pub fn new(first: Request<Bytes>) -> Self {
        Self { steps: Steps::new(O::PAGING, first), is_halted: false, operation: PhantomData }
    }

    /// The request for the next page; `None` at the end.
    ///
    /// # Errors
    /// There is no way on from the last page. It is told once.
    pub fn request(&mut self) -> Result<Option<Request<Bytes>>, PagingError> {
        match self.steps.problem.take() {
            Some(problem) => Err(problem),
            None => Ok(self.steps.request.clone().filter(|_| !self.is_halted)),
        }
    }

    /// Reads the page that answers the request.
    ///
    /// # Errors
    /// Those of the operation. The walk halts.
    pub fn response(&mut self, response: Response<Bytes>) -> Result<O::Output, Error<O::Error>> {
        let arrival = self.steps.arrival(&response);
        let page = O::response(response).inspect_err(|_| self.is_halted = true)?;
        self.steps.advance(arrival, page.view());
        Ok(page)
    }

    /// Says why there is no answer. The walk halts.
    pub fn failed(&mut self, failure: impl Into<Error<O::Error>>) -> Error<O::Error> {
        self.is_halted = true;
        failure.into()
    }

    /// Goes on after an error: the page that failed is asked for again.
    pub fn resume(&mut self) {
        self.is_halted = false;
    }
}

/// The same for every operation.
struct Steps {
    paging: Paging,
    /// The request for the page that comes next.
    request: Option<Request<Bytes>>,
    /// Why there is none, until it was told.
    problem: Option<PagingError>,
    /// Items so far.
    items: u64,
    /// Pages without an item since there was one.
    empty: u32,
    circle: Circle,
}

/// What is kept of a response, whose body is read by the operation.
struct Arrival {
    link: Option<String>,
    /// Of its body, where the pages do not name each other.
    mark: Option<u64>,
}

impl Steps {
    #[inline]
    fn new(paging: Paging, first: Request<Bytes>) -> Self {
        let circle = Circle { seen: None, steps: 0, lap: 1 };
        Self { paging, request: Some(first), problem: None, items: 0, empty: 0, circle }
    }

    #[inline]
    fn arrival(&self, response: &Response<Bytes>) -> Arrival {
        match self.paging.next {
            Next::LinkHeader => Arrival { link: link::next(response.headers()), mark: None },
            Next::Offset(..) | Next::Page(..) => Arrival { link: None, mark: Some(mark(response.body())) },
            _ => Arrival { link: None, mark: None },
        }
    }

    #[inline]
    fn advance(&mut self, arrival: Arrival, page: View<'_>) {
        let Some(request) = self.request.take() else { return };
        match self.step(&request, arrival, page) {
            Ok(next) => self.request = next,
            Err(problem) => self.problem = Some(problem),
        }
    }

    /// The request after a page.
    #[inline]
    fn step(
        &mut self,
        request: &Request<Bytes>,
        arrival: Arrival,
        page: View<'_>,
    ) -> Result<Option<Request<Bytes>>, PagingError> {
        let list = at(page, self.paging.items);
        let count = if let Some(View::List(list)) = list { list.len() as u64 } else { 0 };
        self.items = self.items.saturating_add(count);
        self.empty = if count == 0 { self.empty + 1 } else { 0 };
        let more = self.more(request, page, count);
        if more == Some(false) {
            return Ok(None);
        }
        let Some(next) = self.next(request, arrival.link, page, count)? else {
            return if more == Some(true) { Err(PagingError::Missing) } else { Ok(None) };
        };
        if next.uri() == request.uri() && next.body() == request.body() {
            return Ok(None);
        }
        if self.empty == MOST_EMPTY {
            return Err(PagingError::Endless);
        }
        let mark = arrival.mark.unwrap_or_else(|| mark(&(next.uri(), next.body())));
        if self.circle.closes(mark) { Err(PagingError::Circle) } else { Ok(Some(next)) }
    }

    /// Whether there is more, if the page says so.
    #[inline]
    fn more(&self, request: &Request<Bytes>, page: View<'_>, count: u64) -> Option<bool> {
        let number = |pointer| number(at(page, pointer)?);
        match self.paging.more {
            More::Unsaid => None,
            More::Flag(pointer, while_more) => match at(page, pointer)? {
                View::Bool(flag) => Some(flag == while_more),
                _ => None,
            },
            // There may always be more than the service counts, never less.
            More::Items(pointer) | More::Pages(pointer) => {
                (self.position(request, count) >= number(pointer)?).then_some(false)
            }
        }
    }

    /// How many items, or pages, there are up to the end of the page that a request asks for, which has so many items.
    #[inline]
    fn position(&self, request: &Request<Bytes>, count: u64) -> u64 {
        let before = |name, first| sent(request, name, first).saturating_sub(first);
        match (self.paging.next, self.paging.more) {
            (Next::Page(name, first), More::Pages(_)) => before(name, first).saturating_add(1),
            (Next::Offset(name, first), More::Items(_)) => before(name, first).saturating_add(count),
            _ => self.items,
        }
    }

    /// What the page leads to.
    #[inline]
    fn next(
        &self,
        request: &Request<Bytes>,
        link: Option<String>,
        page: View<'_>,
        count: u64,
    ) -> Result<Option<Request<Bytes>>, PagingError> {
        let uri = request.uri();
        let with = |name, value: String| link::with_parameter(uri, name, &value);
        let counted = |name, first, by| with(name, sent(request, name, first).saturating_add(by).to_string());
        let target = match self.paging.next {
            Next::BodyCursor(name, pointer) => {
                return cursor(page, pointer).map(|cursor| with_property(request, name, cursor)).transpose();
            }
            Next::Cursor(name, pointer) => cursor(page, pointer).map(|cursor| with(name, scalar(cursor))),
            Next::LastItem(name, pointer) => last(page, self.paging.items)
                .and_then(|item| cursor(item, pointer))
                .map(|id| with(name, scalar(id))),
            Next::Url(pointers) => pointers
                .iter()
                .find_map(|pointer| cursor(page, pointer))
                .map(|url| link::resolve(uri, &scalar(url))),
            Next::LinkHeader => link.map(|url| link::resolve(uri, &url)),
            Next::Offset(..) | Next::Page(..) if count == 0 => None,
            Next::Offset(name, first) => Some(counted(name, first, count)),
            Next::Page(name, first) => Some(counted(name, first, 1)),
        };
        let Some(target) = target.transpose()? else { return Ok(None) };
        let mut next = request.clone();
        *next.uri_mut() = target;
        Ok(Some(next))
    }
}

/// The value at a pointer into a page, with its structure in sight.
#[inline]
fn at<'v>(page: View<'v>, pointer: &str) -> Option<View<'v>> {
    pointer.split('/').skip(1).try_fold(page.opened(), |value, token| {
        let name = token.replace("~1", "/").replace("~0", "~");
        let value = match value {
            View::Model(model) => {
                let index = model.shape().fields().position(&name)?;
                model.view(index)
            }
            View::Map(map) => map.value(&name)?,
            _ => return None,
        };
        Some(value.opened())
    })
}

/// A value that leads on: neither `null` nor an empty text.
#[inline]
fn cursor<'v>(page: View<'v>, pointer: &str) -> Option<View<'v>> {
    at(page, pointer).filter(|value| !matches!(value, View::Null | View::Absent | View::Str("")))
}

/// The last item of a list.
#[inline]
fn last<'v>(page: View<'v>, pointer: &str) -> Option<View<'v>> {
    let View::List(list) = at(page, pointer)? else { return None };
    list.item(list.len().checked_sub(1)?)
}

#[inline]
fn number(value: View<'_>) -> Option<u64> {
    scalar(value).parse().ok()
}

/// The number that a request asks for: that of the first page where it does not say.
#[inline]
fn sent(request: &Request<Bytes>, name: &str, first: u64) -> u64 {
    parameter(request.uri(), name).and_then(|value| value.parse().ok()).unwrap_or(first)
}

/// The same request with another value of a property of its JSON body.
#[inline]
fn with_property(
    request: &Request<Bytes>,
    name: &str,
    cursor: View<'_>,
) -> Result<Request<Bytes>, PagingError> {
    let mut body: serde_json::Map<String, Value> = serde_json::from_slice(request.body()).unwrap_or_default();
    body.insert(name.to_owned(), serde_json::to_value(cursor).map_err(|_| PagingError::Missing)?);
    let mut next = request.clone();
    *next.body_mut() = serde_json::to_vec(&body).map_err(|_| PagingError::Missing)?.into();
    Ok(next)
}

fn mark(of: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

/// Finds circles of any length in a walk without an end, and remembers one step (R. P. Brent, "An improved Monte Carlo
/// factorization algorithm", 1980): the one at which the last lap began. Each lap is twice as long as the one before.
struct Circle {
    seen: Option<u64>,
    steps: u64,
    lap: u64,
}

impl Circle {
    /// Takes a step, and says whether it leads to where the lap began.
    #[inline]
    fn closes(&mut self, mark: u64) -> bool {
        if self.seen == Some(mark) {
            return true;
        }
        self.steps += 1;
        if self.steps == self.lap {
            (self.seen, self.steps, self.lap) = (Some(mark), 0, self.lap.saturating_mul(2));
        }
        false
    }
}
