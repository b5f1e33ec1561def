//! Generates and compiles every OpenAPI document of a folder, and says of each what came of it.
//!
//! ```sh
//! cargo run --release -p bindery --example corpus -- FOLDER --check-under 500k --json table.json
//! ```
//!
//! Each document is generated in a process of its own, so that a crash is that document's alone and its memory is
//! measured; with `--in-process` one process generates all, which is how a build or a service would. The crates and what Cargo makes of them stay below `--out`, in one target folder for each of `--jobs`.

mod check;
mod find;
mod generate;
mod measure;
mod row;
mod survival;
mod workspace;

use clap::Parser;
use find::Found;
use indicatif::{ProgressBar, ProgressStyle};
use row::{Row, Totals};
use std::collections::HashMap;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;
use std::{env, fs, iter, thread};
use survival::Survival;

/// That of the command, whose time and memory are measured here.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Generates and compiles every OpenAPI document of a folder, and says of each what came of it.
///
/// A file is a document when it has `openapi` or `swagger` at its top; all others are passed over, and the parts of a
/// document of several files with them. Ends with 1 when a document fails: no crate, or one that does not compile
/// without a warning, or one that an example does not survive.
#[derive(Parser)]
#[command(name = "corpus", max_term_width = 100)]
struct Cli {
    /// Folders, which are walked, and documents
    #[arg(required = true, value_name = "DIR|FILE")]
    paths: Vec<PathBuf>,
    /// Only the documents whose path contains this
    #[arg(long, value_name = "SUBSTRING")]
    only: Option<String>,
    /// Generate only; compile nothing
    #[arg(long)]
    no_check: bool,
    /// Compile without the client, and so without a TLS library
    #[arg(long)]
    no_default_features: bool,
    /// Compile the crates of smaller documents only: bytes, or with `k` or `M`
    #[arg(long, value_name = "SIZE", value_parser = size)]
    check_under: Option<u64>,
    /// Also run the examples in the documents as tests
    #[arg(long)]
    examples: bool,
    /// Generate all documents in this process; their memory is not measured
    #[arg(long)]
    in_process: bool,
    /// How many documents at once; with more than one, their times are not to be compared
    #[arg(long, value_name = "N", default_value = "1")]
    jobs: NonZero<usize>,
    /// Also write the rows and totals as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Where the crates and their target folder go
    #[arg(long, value_name = "DIR", default_value_os_t = default_out())]
    out: PathBuf,
    /// Generate the one document into this folder and print what came of it, as JSON
    #[arg(long, hide = true, value_name = "DIR")]
    into: Option<PathBuf>,
}

/// `corpus` in the target folder that this program runs from.
fn default_out() -> PathBuf {
    let program = env::current_exe().unwrap_or_default();
    // target/release/examples/corpus
    program.ancestors().nth(3).unwrap_or(Path::new("target")).join("corpus")
}

/// `500`, `500k`, `2M`: bytes, in powers of ten.
fn size(text: &str) -> Result<u64, String> {
    let (digits, unit) = match text.char_indices().last() {
        Some((at, 'k' | 'K')) => (&text[..at], 1_000),
        Some((at, 'm' | 'M')) => (&text[..at], 1_000_000),
        _ => (text, 1),
    };
    let number: u64 = digits.parse().map_err(|_| "expected a number of bytes, such as 500k or 2M")?;
    number.checked_mul(unit).ok_or_else(|| "that is more than there is".to_owned())
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match (&cli.into, cli.paths.as_slice()) {
        (Some(folder), [document]) => generate::child(document, folder, cli.examples).map(|()| true),
        _ => run(&cli),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

/// Runs over all documents; whether none failed.
fn run(cli: &Cli) -> Result<bool, String> {
    let found: Vec<Found> = find::documents(&cli.paths)?
        .into_iter()
        .filter(|found| cli.only.as_ref().is_none_or(|part| found.label.contains(part)))
        .collect();
    if found.is_empty() {
        return Err("no OpenAPI document there".to_owned());
    }
    let start = Instant::now();
    let bar = ProgressBar::new(found.len() as u64).with_style(style());
    bar.suspend(|| println!("{}", row::HEADER));
    let rows = all(cli, &found, &bar)?;
    bar.finish_and_clear();
    let totals = Totals::of(&rows, start.elapsed());
    println!("{totals}");
    if let Some(path) = &cli.json {
        let json = serde_json::json!({ "documents": rows, "totals": totals });
        fs::write(path, format!("{json:#}\n")).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(totals.failed == 0)
}

/// What comes of each document, in their order, however many are worked on at once.
fn all(cli: &Cli, found: &[Found], bar: &ProgressBar) -> Result<Vec<Row>, String> {
    let next = AtomicUsize::new(0);
    let known = Known::default();
    let work = |out: &Path| -> Result<Vec<(usize, Row)>, String> {
        let checker = match cli.no_check {
            true => None,
            false => Some(check::Checker::new(out, !cli.no_default_features)?),
        };
        let mut rows = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(found) = found.get(at) else { return Ok(rows) };
            bar.set_message(found.label.clone());
            let row = one(cli, found, out, checker.as_ref(), &known)?;
            bar.suspend(|| println!("{row}"));
            bar.inc(1);
            rows.push((at, row));
        }
    };
    // Cargo locks a target folder while it works there, so each has its own.
    let folders: Vec<PathBuf> = match cli.jobs.get() {
        1 => vec![cli.out.clone()],
        jobs => {
            iter::once(cli.out.clone()).chain((2..=jobs).map(|job| cli.out.join(job.to_string()))).collect()
        }
    };
    let mut rows = thread::scope(|scope| {
        let workers: Vec<_> = folders.iter().map(|out| scope.spawn(|| work(out))).collect();
        let joined =
            workers.into_iter().map(|worker| worker.join().map_err(|_| "a worker panicked".to_owned())?);
        joined.collect::<Result<Vec<_>, String>>()
    })?
    .concat();
    rows.sort_by_key(|(at, _)| *at);
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}

/// The crates that were met so far, and the document of each.
#[derive(Default)]
struct Known(Mutex<HashMap<u64, String>>);

impl Known {
    /// The other document that a crate of this content is of; from now on this one, if there is none.
    fn other(&self, content: u64, label: &str) -> Option<String> {
        // A worker that panicked left nothing half done here.
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let first = known.entry(content).or_insert_with(|| label.to_owned());
        (first != label).then(|| first.clone())
    }
}

/// What comes of one document.
fn one(
    cli: &Cli,
    found: &Found,
    out: &Path,
    checker: Option<&check::Checker>,
    known: &Known,
) -> Result<Row, String> {
    let folder = out.join("crates").join(&found.slug);
    let generated = match cli.in_process {
        true => generate::here(&found.path, &folder, cli.examples),
        false => generate::run(found, &folder, cli.examples),
    };
    let mut row = Row::new(found, generated?);
    let is_small = cli.check_under.is_none_or(|limit| row.bytes() < limit);
    let is_fine = is_small && row.failure.is_none();
    let Some(checker) = checker.filter(|_| is_fine) else { return Ok(row) };
    if let Some(twin) = known.other(row.content(), &found.label) {
        row.left_to(twin);
        return Ok(row);
    }
    // What compiles tests compiles the crate, and finds the same in it. Only the time is another, and that counts where
    // documents come one by one.
    let has_tests = cli.examples && check::has_tests(&folder);
    let is_left_to_tests = has_tests && cli.no_default_features && cli.jobs.get() > 1;
    if !is_left_to_tests {
        row.checked(checker.check(&found.slug)?);
    }
    if has_tests && row.failure.is_none() {
        let (checked, survival) = checker.test(&found.slug)?;
        if is_left_to_tests {
            row.checked(checked);
        }
        row.tested(survival);
    } else if cli.examples {
        row.tested(Survival::default());
    }
    Ok(row)
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{bar:30} {pos}/{len} {elapsed} {wide_msg}")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
}
