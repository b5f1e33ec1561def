//! Breaks every document of a folder, or one document, in many ways, and says which copies give neither a crate nor an
//! error, or take out of proportion time:
//! `cargo run --release -p bindery --example broken -- <PATH> [<FOLDER>]`. It ends with 1 when there is any.
//!
//! With a folder, the copies that give a crate are written there, as documents: `corpus` compiles their crates.

#[path = "../tests/support/broken.rs"]
mod broken;

use bindery::report::Report;
use bindery::source::{self, Sources};
use bindery::{Input, generate};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

/// A copy has no more to say than the intact document, and may take so many times as long.
const PROPORTION: u32 = 5;

/// However little the intact document takes, a copy may take this long: other work on the machine explains it.
const NOTICEABLE: Duration = Duration::from_secs(1);

/// How long an intact document may take.
const ALLOWED: Duration = Duration::from_secs(30);

fn main() -> ExitCode {
    let Some(path) = env::args_os().nth(1) else {
        eprintln!("name a document or a folder of documents");
        return ExitCode::from(2);
    };
    let folder = env::args_os().nth(2).map(PathBuf::from);
    let (mut copies, mut faults) = (0, 0);
    for path in documents(Path::new(&path)) {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let (tried, faulty) = try_copies(&path, &text, folder.as_deref());
        copies += tried;
        faults += faulty;
    }
    println!("{copies} broken documents, {faults} faults");
    if faults == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// How many copies of a document there are, and how many of them, or it itself, are at fault. Prints one line about
/// each fault, and one about the document.
fn try_copies(path: &Path, text: &str, folder: Option<&Path>) -> (usize, usize) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let (intact, is_faulty) = run(path, "intact", text.to_owned(), ALLOWED);
    let allowed = (intact * PROPORTION).max(NOTICEABLE);
    let document = source::from_text(&name, text, &mut Sources::new(), &mut Report::new());
    let copies = broken::copies(text, &document.value);
    let tried = copies.len();
    let (mut faults, mut slowest) = (usize::from(is_faulty), Duration::ZERO);
    for (index, (what, copy)) in copies.into_iter().enumerate() {
        if let Some(folder) = folder {
            keep(&folder.join(&*name), index, &copy);
        }
        let (took, is_faulty) = run(path, &what, copy, allowed);
        faults += usize::from(is_faulty);
        slowest = slowest.max(took);
    }
    println!("{}: intact in {intact:.2?}, {tried} copies in {slowest:.2?} at most", path.display());
    (tried, faults)
}

/// Writes a copy that gives a crate.
fn keep(folder: &Path, index: usize, copy: &str) {
    let is_crate = generate(&Input::text("copy.yml", copy)).files.is_some();
    let path = folder.join(format!("{index}.yml"));
    let written = || fs::create_dir_all(folder).and_then(|()| fs::write(&path, copy));
    if let Some(error) = is_crate.then(written).and_then(Result::err) {
        println!("{}: {error}", path.display());
    }
}

/// How long one text takes, and whether it is at fault, which is printed.
fn run(path: &Path, what: &str, text: String, allowed: Duration) -> (Duration, bool) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let label = format!("{}, {what}", path.display());
    let start = Instant::now();
    let fault = watched(&label, allowed, || broken::fault(&name, text, allowed));
    if let Some(fault) = &fault {
        println!("{label}: {fault}");
    }
    (start.elapsed(), fault.is_some())
}

/// Does something, and says so as soon as it has taken longer than it may: it may never end.
fn watched<T>(label: &str, allowed: Duration, work: impl FnOnce() -> T) -> T {
    let (done, waiting) = mpsc::channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || {
            if waiting.recv_timeout(allowed) == Err(RecvTimeoutError::Timeout) {
                println!("{label}: still running after {allowed:.1?}");
            }
        });
        let result = work();
        drop(done);
        result
    })
}

fn documents(folder: &Path) -> Vec<PathBuf> {
    if folder.is_file() {
        return vec![folder.to_owned()];
    }
    let mut found = Vec::new();
    for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            found.extend(documents(&path));
        } else if path.extension().is_some_and(|end| end == "yml" || end == "yaml" || end == "json") {
            found.push(path);
        }
    }
    found.sort();
    found
}
