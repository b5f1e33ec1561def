//! Pushes for a long time to a service that misbehaves, and looks whether everything arrives and nothing is left behind.
//!
//! ```sh
//! cargo run --release --example mock_server -- --faults 10
//! cargo run --release --example soak
//! ```
//!
//! What the service prints at the end is how many comments it has made: as many as were pushed, so each was made once.

extern crate bindery_live as zendesk_any_channel;

use clap::Parser;
use std::error::Error;
use std::fs;
use std::time::{Duration, Instant};
use tokio::runtime::Handle;
use tokio::task::{JoinError, JoinSet};
use zendesk_any_channel::models::{Author, ExternalResource, PushContentToSupportRequest, StatusCode};
use zendesk_any_channel::{Client, Credentials};

/// Pushes batches of resources, all with names of their own.
#[derive(Parser)]
struct Arguments {
    /// The address of the service
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    address: String,
    /// A bearer token
    #[arg(long, default_value = "secret")]
    token: String,
    /// How many batches are pushed
    #[arg(long, value_name = "COUNT", default_value = "10000")]
    pushes: u32,
    /// How many resources a batch has
    #[arg(long, value_name = "COUNT", default_value = "256")]
    resources: u32,
    /// How many pushes are on their way at once
    #[arg(long, value_name = "COUNT", default_value = "16")]
    at_once: usize,
}

type AnyError = Box<dyn Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), AnyError> {
    let Arguments { address, token, pushes, resources, at_once } = Arguments::parse();
    let client = Client::new(&address, Credentials::bearer(&token))?;
    let (mut tasks, mut tally) = (JoinSet::new(), Tally::new());
    for batch in 0..pushes {
        if tasks.len() >= at_once.max(1) {
            tally.add(tasks.join_next().await)?;
        }
        tasks.spawn(push(client.clone(), batch, resources));
    }
    while !tasks.is_empty() {
        tally.add(tasks.join_next().await)?;
    }
    drop(client);
    // The connections end on tasks of their own.
    tokio::time::sleep(Duration::from_secs(1)).await;
    tally.tell();
    let wanted = u64::from(pushes) * u64::from(resources);
    match (wanted - tally.imported, Handle::current().metrics().num_alive_tasks()) {
        (0, 0) => Ok(()),
        (missing, left) => Err(format!("{missing} resources are missing, {left} tasks are left").into()),
    }
}

/// What became of batches.
struct Tally {
    started: Instant,
    pushes: u32,
    imported: u64,
    /// How often the client gave a push up, and was asked again.
    failures: u32,
}

impl Tally {
    fn new() -> Self {
        Self { started: Instant::now(), pushes: 0, imported: 0, failures: 0 }
    }

    fn add(&mut self, finished: Option<Result<Result<Pushed, AnyError>, JoinError>>) -> Result<(), AnyError> {
        let Some(finished) = finished else { return Ok(()) };
        let pushed = finished??;
        self.pushes += 1;
        self.imported += pushed.imported;
        self.failures += pushed.failures;
        if self.pushes.is_multiple_of(500) {
            self.tell();
        }
        Ok(())
    }

    fn tell(&self) {
        let Self { started, pushes, imported, failures } = self;
        let (seconds, tasks) = (started.elapsed().as_secs(), Handle::current().metrics().num_alive_tasks());
        let memory = memory().map_or_else(|| "unknown".to_owned(), |kib| format!("{kib} KiB"));
        println!(
            "{seconds} s: {pushes} pushes, {imported} resources, {failures} times given up, {tasks} tasks, memory {memory}"
        );
    }
}

/// What became of a batch.
struct Pushed {
    imported: u64,
    failures: u32,
}

/// Pushes one batch until the service has all of it.
async fn push(client: Client, batch: u32, resources: u32) -> Result<Pushed, AnyError> {
    let author = Author::new("456").name("Fred");
    let at = "2015-01-13T08:59:26Z".parse()?;
    let resource = |number| {
        ExternalResource::new(format!("{batch}-{number}"), "It does not come in red.", at, author.clone())
    };
    let body = PushContentToSupportRequest::new("soak", (0..resources).map(resource).collect());
    let mut failures = 0;
    loop {
        match client.push_content_to_support(&body).await {
            Ok(answer) => {
                let codes = answer.results.iter().map(|result| &result.status.code);
                let there =
                    codes.filter(|code| matches!(code, StatusCode::Success | StatusCode::AlreadyImported));
                return Ok(Pushed { imported: there.map(|_| 1).sum(), failures });
            }
            // The service says what it has already, so pushing it again does no harm.
            Err(error) if error.is_retryable() => {
                failures += 1;
                tokio::time::sleep(error.retry_after().unwrap_or(Duration::from_millis(100))).await;
            }
            Err(error) => return Err(error.into()),
        }
    }
}

/// How much memory this process has, where the system tells as Linux does.
fn memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}
