//! Work side by side whose outcome is that of work in turn.

use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{Builder, Scope, ScopedJoinHandle};

/// The stack of a thread, in bytes: as much as the main one usually has, for what is nested is read and printed by recursion.
const STACK: usize = 8 << 20;

/// As many threads as halves.
pub(crate) const TWO: NonZeroUsize = NonZeroUsize::MIN.saturating_add(1);

/// The results of jobs, in their order. Threads take the next job when they are done with one.
pub(crate) fn each<T: Send>(jobs: usize, threads: NonZeroUsize, run: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let job = next.fetch_add(1, Ordering::Relaxed);
            if job >= jobs {
                return done;
            }
            done.push((job, run(job)));
        }
    };
    let mut done = std::thread::scope(|scope| {
        let helpers = (1..threads.get().min(jobs)).filter_map(|_| helper(scope, work));
        let helpers: Vec<_> = helpers.collect();
        let mut done = work();
        helpers.into_iter().for_each(|helper| done.extend(finished(helper)));
        done
    });
    done.sort_unstable_by_key(|(job, _)| *job);
    done.into_iter().map(|(_, result)| result).collect()
}

/// What two pieces of work make that have nothing to do with each other: the first one here, the second one beside it.
pub(crate) fn both<A, B: Send>(here: impl FnOnce() -> A, beside: impl FnOnce() -> B + Send) -> (A, B) {
    let (work, made) = (Mutex::new(Some(beside)), Mutex::new(None));
    let second = || {
        let work = work.lock().ok().and_then(|mut work| work.take());
        if let (Some(work), Ok(mut made)) = (work, made.lock()) {
            *made = Some(work());
        }
    };
    let first = std::thread::scope(|scope| {
        let helper = helper(scope, second);
        let first = here();
        helper.into_iter().for_each(finished);
        first
    });
    // Where there was no thread for it, it is done now.
    second();
    let made = made.into_inner().ok().flatten();
    // It was done, or its panic was passed on.
    (first, made.expect("one of the two has done it"))
}

/// Drops what is large on a thread of its own, for which nobody waits. Where that cannot be had, it is dropped here.
pub(crate) fn drop_beside<T: Send + 'static>(large: T) {
    drop(Builder::new().spawn(move || drop(large)));
}

/// A thread for some work. One that cannot be had leaves its work to the others.
fn helper<'s, T: Send + 's>(
    scope: &'s Scope<'s, '_>,
    work: impl FnOnce() -> T + Send + 's,
) -> Option<ScopedJoinHandle<'s, T>> {
    Builder::new().stack_size(STACK).spawn_scoped(scope, work).ok()
}

/// What a thread has made. Its panic goes on here.
fn finished<T>(helper: ScopedJoinHandle<'_, T>) -> T {
    helper.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_the_order_of_jobs() {
        for threads in [1, 2, 7] {
            let threads = NonZeroUsize::new(threads).unwrap_or(NonZeroUsize::MIN);
            assert_eq!(each(100, threads, |job| job * 2), (0..100).map(|job| job * 2).collect::<Vec<_>>());
            assert!(each(0, threads, |job| job).is_empty());
        }
    }

    #[test]
    fn both_are_done_once() {
        let mut count = 0;
        let (here, beside) = both(|| "here", || count += 1);
        assert_eq!((here, beside), ("here", ()));
        assert_eq!(count, 1);
    }

    #[test]
    fn what_is_dropped_beside_is_dropped() {
        let (tell, told) = std::sync::mpsc::channel::<()>();
        drop_beside(tell);
        assert!(told.recv().is_err());
    }

    #[test]
    #[should_panic(expected = "beside")]
    fn a_panic_goes_on() {
        both(|| (), || panic!("beside"));
    }
}
