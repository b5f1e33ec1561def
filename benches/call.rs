//! How long a call takes, beside the same call written by hand on reqwest, with the same headers, limits and types:
//! `cargo bench --bench call`.
//!
//! Both are made in turn, so that what else the machine does is shared. How often each allocates is printed first.

// The live library, under the name it has for users.
extern crate bindery_live as zendesk_any_channel;

use allocation_counter::measure;
use criterion::Criterion;
use http::header::{ACCEPT, CONTENT_TYPE, USER_AGENT};
use std::future::{Future, IntoFuture};
use std::net::SocketAddr;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Runtime};
use zendesk_any_channel::models::{
    Author, ChannelFrameworkPushResultsResponse, ChannelFrameworkResultObject, ExternalResource,
    PushContentToSupportRequest, Status, StatusCode,
};
use zendesk_any_channel::{Client, Credentials};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let criterion = Criterion::default().sample_size(60).measurement_time(Duration::from_secs(10));
    let mut criterion = criterion.configure_from_args();
    for resources in [1, 256] {
        compare(&mut criterion, &runtime, resources)?;
    }
    criterion.final_summary();
    Ok(())
}

fn compare(criterion: &mut Criterion, runtime: &Runtime, resources: usize) -> Result<(), Failure> {
    let address = format!("http://{}", serve(resources)?);
    let body = push(resources)?;
    let ours = Client::new(&address, Credentials::bearer("token"))?;
    let by_hand = ByHand::new(&address)?;
    let ours = || run(runtime, ours.push_content_to_support(&body).into_future());
    let checked = || {
        body.validate().expect("nothing is wrong with it");
        run(runtime, by_hand.push(&body))
    };
    let by_hand = || run(runtime, by_hand.push(&body));
    // The connections are there before anything is counted.
    assert_eq!((ours(), by_hand()), (resources, resources));
    let [ours_count, by_hand_count] = [allocations(&ours), allocations(&by_hand)];
    println!("{resources} resources: {ours_count} allocations, {by_hand_count} by hand");
    let (plain, is_checked) = (ratio(&ours, &by_hand), ratio(&ours, &checked));
    println!(
        "{resources} resources: {plain:.3} times as long as by hand, {is_checked:.3} with the same checks"
    );
    let mut group = criterion.benchmark_group(format!("push/{resources}"));
    group.bench_function("ours", |bencher| {
        bencher.iter_custom(|times| in_turn(times, &ours, &by_hand).0);
    });
    group.bench_function("by hand", |bencher| {
        bencher.iter_custom(|times| in_turn(times, &ours, &by_hand).1);
    });
    group.finish();
    Ok(())
}

/// Sends one push, and tells how many results came back.
fn run<E: std::fmt::Debug>(
    runtime: &Runtime,
    call: impl Future<Output = Result<ChannelFrameworkPushResultsResponse, E>>,
) -> usize {
    runtime.block_on(call).expect("the service answers").results.len()
}

/// The fewest allocations of twenty calls: a connection allocates for itself now and then.
fn allocations(call: &impl Fn() -> usize) -> u64 {
    let counts = (0..20).map(|_| measure(|| _ = call()).count_total);
    counts.min().unwrap_or_default()
}

/// How many times as long as the second call the first one takes, made in turn 10,000 times: of the medians, which what else
/// the machine does hardly moves.
fn ratio(first: &impl Fn() -> usize, second: &impl Fn() -> usize) -> f64 {
    let mut times = (Vec::new(), Vec::new());
    for _ in 0..5_000 {
        // Whichever comes second finds more of what both need at hand.
        times.0.push(timed(first));
        times.1.extend([timed(second), timed(second)]);
        times.0.push(timed(first));
    }
    let median = |mut times: Vec<Duration>| {
        times.sort_unstable();
        times.get(times.len() / 2).copied().unwrap_or_default()
    };
    median(times.0).as_secs_f64() / median(times.1).as_secs_f64()
}

/// Makes two calls in turn, so many times, and tells how long each of them took in all.
fn in_turn(times: u64, first: &impl Fn() -> usize, second: &impl Fn() -> usize) -> (Duration, Duration) {
    let mut taken = (Duration::ZERO, Duration::ZERO);
    for _ in 0..times {
        taken.0 += timed(first);
        taken.1 += timed(second);
    }
    taken
}

fn timed(call: &impl Fn() -> usize) -> Duration {
    let started = Instant::now();
    call();
    started.elapsed()
}

/// What an experienced programmer writes for this one call: no validation, no other try.
struct ByHand {
    http: reqwest::Client,
    url: String,
}

impl ByHand {
    fn new(address: &str) -> reqwest::Result<Self> {
        let http = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(10))
            .timeout(Duration::from_secs(60))
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        Ok(Self { http, url: format!("{address}/api/v2/any_channel/push") })
    }

    async fn push(
        &self,
        body: &PushContentToSupportRequest,
    ) -> Result<ChannelFrameworkPushResultsResponse, Failure> {
        let request = self.http.post(&self.url).bearer_auth("token");
        let request = request.header(USER_AGENT, "zendesk-any-channel/0.1.0");
        let request = request.header(ACCEPT, "application/json").header(CONTENT_TYPE, "application/json");
        let response = request.body(serde_json::to_vec(body)?).send().await?.error_for_status()?;
        Ok(serde_json::from_slice(&response.bytes().await?)?)
    }
}

fn push(resources: usize) -> Result<PushContentToSupportRequest, Failure> {
    let at = "2015-01-13T08:59:26Z".parse()?;
    let author = Author::new("456").name("Fred");
    let resource =
        |number| ExternalResource::new(format!("{number}"), "It does not come in red.", at, author.clone());
    Ok(PushContentToSupportRequest::new("account", (0..resources).map(resource).collect()))
}

/// A service on a thread of its own, which answers that it has imported so many resources.
fn serve(resources: usize) -> Result<SocketAddr, Failure> {
    let result =
        |number| ChannelFrameworkResultObject::new(format!("{number}"), Status::new(StatusCode::Success));
    let answer = ChannelFrameworkPushResultsResponse::new((0..resources).map(result).collect());
    let answer = bytes::Bytes::from(serde_json::to_vec(&answer)?);
    let (tell, told) = mpsc::channel();
    thread::spawn(move || -> std::io::Result<()> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
            // Somebody waits for it.
            let _ = tell.send(listener.local_addr()?);
            let answer = move |_: bytes::Bytes| async move { ([(CONTENT_TYPE, "application/json")], answer) };
            axum::serve(listener, axum::Router::new().fallback(answer)).await
        })
    });
    Ok(told.recv()?)
}
