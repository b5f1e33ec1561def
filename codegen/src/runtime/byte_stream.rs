//! The body of a response as it comes, for asynchronous readers.

use super::error::{TransportError, TransportKind};
use super::exchange::LONGEST;
use bytes::{Buf, Bytes};
use futures_core::Stream;
use http_body::{Body, Frame};
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::{Instant, Sleep, sleep_until};

/// The body of a response, piece by piece as it comes. Dropping it closes the connection, and so cancels the rest.
///
/// A piece that does not come within the `timeout` of the client is an error, and so is the end of the time that
/// `Call::within` gives to the whole call. After an error, or when the connection broke, there is nothing more.
pub struct ByteStream {
    /// What is there already.
    first: Option<Bytes>,
    body: Option<Pieces>,
    clock: Option<Clock>,
}

/// What reads a body.
type Pieces = Pin<Box<dyn Body<Data = Bytes, Error = TransportError> + Send>>;

/// How long the next piece may take, and all of them.
struct Clock {
    idle: Duration,
    end: Option<Instant>,
    timer: Pin<Box<Sleep>>,
    /// Whether a reader waits. The time between that is the reader's own.
    is_running: bool,
}

impl Clock {
    fn new(idle: Duration, end: Option<Instant>) -> Self {
        Self { idle, end, timer: Box::pin(sleep_until(next(idle, end))), is_running: false }
    }

    /// Whether the piece that a reader waits for is late.
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        if !self.is_running {
            self.is_running = true;
            self.timer.as_mut().reset(next(self.idle, self.end));
        }
        self.timer.as_mut().poll(context)
    }
}

/// When the next piece has to be there.
fn next(idle: Duration, end: Option<Instant>) -> Instant {
    // A time beyond what the clock can say is as far away as can be.
    let now = Instant::now();
    let idle = now.checked_add(idle).unwrap_or(now + LONGEST);
    end.map_or(idle, |end| end.min(idle))
}

impl ByteStream {
    /// What reads a body of which each piece may take so long, and all of them what is left of the call.
    pub(super) fn new<B, F>(body: B, piece: Duration, whole: Option<Duration>, error: F) -> Self
    where
        B: Body<Data: Send> + Send + 'static,
        F: FnMut(B::Error) -> TransportError + Send + Unpin + 'static,
    {
        let body: Pieces = Box::pin(Mapped { body: Box::pin(body), error });
        let end = whole.and_then(|whole| Instant::now().checked_add(whole));
        Self { first: None, body: Some(body), clock: Some(Clock::new(piece, end)) }
    }

    /// The next piece, which is never empty; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Bytes, TransportError>> {
        poll_fn(|context| self.poll_piece(context)).await
    }

    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        if let Some(first) = self.first.take().filter(|first| !first.is_empty()) {
            return Poll::Ready(Some(Ok(first)));
        }
        while let Some(body) = &mut self.body {
            match body.as_mut().poll_frame(context) {
                Poll::Pending => return self.poll_clock(context),
                Poll::Ready(None) => self.body = None,
                Poll::Ready(Some(Err(error))) => return self.fail(error),
                Poll::Ready(Some(Ok(frame))) => {
                    // Trailers are nothing to us.
                    let piece = frame.into_data().unwrap_or_default();
                    self.clock.iter_mut().for_each(|clock| clock.is_running = false);
                    if !piece.is_empty() {
                        return Poll::Ready(Some(Ok(piece)));
                    }
                }
            }
        }
        Poll::Ready(None)
    }

    fn poll_clock(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        let Some(clock) = &mut self.clock else { return Poll::Pending };
        ready!(clock.poll(context));
        self.fail(TransportError::new(
            TransportKind::Timeout,
            "the body of the response did not come in time",
        ))
    }

    fn fail(&mut self, error: TransportError) -> Poll<Option<Result<Bytes, TransportError>>> {
        (self.body, self.clock) = (None, None);
        Poll::Ready(Some(Err(error)))
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_piece(context)
    }
}

impl From<Bytes> for ByteStream {
    fn from(bytes: Bytes) -> Self {
        Self { first: Some(bytes), body: None, clock: None }
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream").field("is_over", &self.body.is_none()).finish_non_exhaustive()
    }
}

/// A body with the errors of this crate.
struct Mapped<B, F> {
    body: Pin<Box<B>>,
    error: F,
}

impl<B, F> Body for Mapped<B, F>
where
    B: Body,
    F: FnMut(B::Error) -> TransportError + Unpin,
{
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let frame = ready!(self.body.as_mut().poll_frame(context));
        let whole = |frame: Frame<B::Data>| frame.map_data(|mut data| data.copy_to_bytes(data.remaining()));
        Poll::Ready(frame.map(|frame| frame.map(whole).map_err(&mut self.error)))
    }
}
