//! Breaks every document of a folder in many ways, and says which copies give neither a crate nor an error:
//! `cargo run --release -p bindery --example broken -- <DIR>`. It ends with 1 when there is any.

#[path = "../tests/support/broken.rs"]
mod broken;

use bindery::report::Report;
use bindery::source::{self, Sources};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;
use std::{env, fs};

/// How long a copy may take.
const ALLOWED: Duration = Duration::from_secs(10);

fn main() -> ExitCode {
    let Some(folder) = env::args_os().nth(1) else {
        eprintln!("name a folder of documents");
        return ExitCode::from(2);
    };
    let (mut copies, mut faults) = (0, 0);
    for path in documents(Path::new(&folder)) {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let document = source::from_text(&name, &text, &mut Sources::new(), &mut Report::new());
        for (what, copy) in broken::copies(&text, &document.value) {
            copies += 1;
            if let Some(fault) = broken::fault(&name, copy, ALLOWED) {
                faults += 1;
                println!("{}, {what}: {fault}", path.display());
            }
        }
    }
    println!("{copies} broken documents, {faults} faults");
    if faults == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn documents(folder: &Path) -> Vec<PathBuf> {
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
