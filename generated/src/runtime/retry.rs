//! Which calls are sent again, and when. Decides only: whoever sends does the waiting.

use super::asked;
use super::error::{TransportError, TransportKind};
use http::header::HeaderName;
use http::{Method, Request, Response};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// When a call is sent again that came to nothing.
///
/// What cannot do harm is repeated: a call that was never sent, since no connection was made; one that the service put
/// off with 429, or with 503 and `Retry-After`; and any other failure that may pass (a broken connection, a timeout, and
/// the statuses 408, 425, 429, 500, 502, 503 and 504) where the operation may be repeated: its method is idempotent
/// (RFC 9110, section 9.2.2), or its request has an `Idempotency-Key`, or it was declared to be repeatable.
///
/// The wait is what the service asks for, or else random between nothing and a bound that doubles with each attempt, so
/// that clients which failed together do not come back together. A wait that would not end in time is not begun: the
/// failure is returned at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    attempts: u32,
    first: Duration,
    longest: Duration,
}

impl Retry {
    /// Every call is sent once.
    pub const fn never() -> Self {
        Self::attempts(1)
    }

    /// A call is sent so many times at most; 4 by default.
    pub const fn attempts(attempts: u32) -> Self {
        Self { attempts, first: Duration::from_millis(500), longest: Duration::from_secs(30) }
    }

    /// The bound of the first wait, half a second by default, and that of the longest, half a minute by default. A wait
    /// that the service asks for may be longer.
    #[must_use]
    pub const fn waits(mut self, first: Duration, longest: Duration) -> Self {
        self.first = first;
        self.longest = longest;
        self
    }

    /// The bound of the wait after so many attempts.
    fn bound(&self, made: u32) -> Duration {
        let doubled = self.first.saturating_mul(2_u32.saturating_pow(made.saturating_sub(1)));
        doubled.min(self.longest)
    }
}

impl Default for Retry {
    fn default() -> Self {
        Self::attempts(4)
    }
}

/// What all calls of a client may spend on being sent again, in tenths of an attempt. Each call that succeeds pays a tenth
/// in, so that a service in trouble gets little more than one request for each call.
pub(super) struct Budget(AtomicU32);

/// Ten attempts.
const MOST_BUDGET: u32 = 100;
const PRICE: u32 = 10;

impl Default for Budget {
    fn default() -> Self {
        Self(AtomicU32::new(MOST_BUDGET))
    }
}

impl Budget {
    fn earn(&self) {
        // A client that has all of it, as most do, writes nothing that others read.
        let more = |left: u32| (left < MOST_BUDGET).then_some(left + 1);
        let _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more);
    }

    fn spend(&self) -> bool {
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(PRICE)).is_ok()
    }
}

/// Parsed once, not for each call.
static IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// The attempts of one call.
pub(super) struct Attempts {
    policy: Retry,
    made: u32,
    is_repeatable: bool,
    random: fastrand::Rng,
}

impl Attempts {
    /// Those of a request whose operation was declared to be repeatable, or not.
    pub(super) fn new<B>(policy: Retry, request: &Request<B>, is_repeatable: bool) -> Self {
        let is_repeatable = is_repeatable
            || matches!(
                *request.method(),
                Method::GET | Method::HEAD | Method::PUT | Method::DELETE | Method::OPTIONS | Method::TRACE
            )
            // RFC 9110 does not know it.
            || request.method().as_str() == "QUERY"
            || request.headers().contains_key(&IDEMPOTENCY_KEY);
        Self { policy, made: 0, is_repeatable, random: fastrand::Rng::new() }
    }

    /// How often the request was sent again.
    pub(super) fn resent(&self) -> u32 {
        self.made.saturating_sub(1)
    }

    /// How long to wait before the request is sent again; `None` when it is not, and what came of it stands. `left` is the
    /// time that the whole call still has.
    pub(super) fn again<B>(
        &mut self,
        outcome: &Result<Response<B>, TransportError>,
        left: impl FnOnce() -> Duration,
        budget: &Budget,
    ) -> Option<Duration> {
        self.made += 1;
        let wait = match verdict(outcome, self.is_repeatable) {
            Verdict::Success => {
                budget.earn();
                return None;
            }
            Verdict::Final => return None,
            _ if self.made >= self.policy.attempts => return None,
            // A little more than asked for: others were asked the same.
            Verdict::Asked(wait) => wait.saturating_add(self.up_to(self.policy.first)),
            Verdict::Passing if budget.spend() => self.up_to(self.policy.bound(self.made)),
            Verdict::Passing => return None,
        };
        (wait < left()).then_some(wait)
    }

    fn up_to(&mut self, bound: Duration) -> Duration {
        bound.mul_f64(self.random.f64())
    }
}

/// What an attempt says about another.
enum Verdict {
    /// There is no need.
    Success,
    /// It would come to the same, or might do something twice.
    Final,
    /// It may succeed.
    Passing,
    /// It may succeed after a time that the service named.
    Asked(Duration),
}

fn verdict<B>(outcome: &Result<Response<B>, TransportError>, is_repeatable: bool) -> Verdict {
    let response = match outcome {
        Ok(response) => response,
        Err(error) => {
            return match error.kind {
                TransportKind::Connect => Verdict::Passing,
                TransportKind::Timeout | TransportKind::Interrupted if is_repeatable => Verdict::Passing,
                _ => Verdict::Final,
            };
        }
    };
    let status = response.status().as_u16();
    if (200..400).contains(&status) {
        return Verdict::Success;
    }
    match (status, asked::wait(response.status(), response.headers())) {
        (429, Some(wait)) | (503, Some(wait)) => Verdict::Asked(wait),
        (429, None) => Verdict::Passing,
        (408 | 425 | 500 | 502 | 503 | 504, None) if is_repeatable => Verdict::Passing,
        (408 | 425 | 500 | 502 | 504, Some(wait)) if is_repeatable => Verdict::Asked(wait),
        _ => Verdict::Final,
    }
}
