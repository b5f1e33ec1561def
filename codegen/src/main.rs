//! The `bindery` command.

use bindery::config::{PackageName, PackageNameError};
use bindery::report::{Color, Report, Severity};
use bindery::source::Sources;
use bindery::{Input, LockFile, generate, lift, write};
use clap::{Args, Parser, Subcommand, ValueEnum};
use serde_json::Value;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Binds OpenAPI documents as they are really published.
#[derive(Parser)]
#[command(
    version,
    about,
    max_term_width = 100,
    after_help = "For example: bindery generate openapi.yml --out my-crate"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write a Rust crate for the API that a document describes
    Generate(Generate),
    /// Write the document with everything in it that its prose says, as proper OpenAPI
    Lift(LiftArgs),
}

#[derive(Args)]
struct Generate {
    /// The OpenAPI or Swagger document, YAML or JSON; may be left out where the configuration names one
    #[arg(required_unless_present = "config")]
    document: Option<PathBuf>,
    /// The folder of the crate
    #[arg(short, long, value_name = "DIR", value_parser = folder)]
    out: PathBuf,
    /// The configuration, a `bindery.toml`
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Corrections to the document, an OpenAPI Overlay 1.x file; may be repeated
    #[arg(long = "overlay", value_name = "FILE")]
    overlays: Vec<PathBuf>,
    /// The name of the crate
    #[arg(long, value_name = "CRATE", value_parser = package_name)]
    name: Option<String>,
    /// The file in which names are kept; `names.lock` beside the configuration when there is one
    #[arg(long, value_name = "FILE")]
    lock: Option<PathBuf>,
    /// Bind only what is called so: a tag, an operationId, a path, or a method and a path; with a `*` at the end, what begins
    /// so. May be repeated
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// Also write tests that decode and encode the examples in the document
    #[arg(long)]
    with_tests: bool,
    /// Write nothing; fail when the folder is not what would be written
    #[arg(long)]
    check: bool,
    /// Fail, and write nothing, on diagnostics of this severity too
    #[arg(long, value_name = "SEVERITY")]
    deny: Option<Deny>,
    /// Also write the diagnostics as JSON
    #[arg(long, value_name = "FILE.json")]
    report: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Deny {
    /// Something the document says did not reach the crate
    Lossy,
}

#[derive(Args)]
struct LiftArgs {
    /// The OpenAPI or Swagger document, YAML or JSON
    document: PathBuf,
    /// Where the document goes; `.json` writes JSON, all else YAML. Standard output when no file is named
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Where the facts alone go, as an OpenAPI Overlay 1.0 document
    #[arg(long, value_name = "FILE")]
    overlay_out: Option<PathBuf>,
    /// Corrections to the document, an OpenAPI Overlay 1.x file; may be repeated
    #[arg(long = "overlay", value_name = "FILE")]
    overlays: Vec<PathBuf>,
}

/// A folder, which need not exist.
fn folder(text: &str) -> Result<PathBuf, &'static str> {
    match PathBuf::from(text) {
        path if path.as_os_str().is_empty() => Err("name a folder; `.` is the current one"),
        path if path.is_file() => Err("this is a file; name a folder"),
        path => Ok(path),
    }
}

fn package_name(text: &str) -> Result<String, PackageNameError> {
    PackageName::try_from(text.to_owned()).map(|name| name.to_string())
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Generate(arguments) => run_generate(&arguments),
        Command::Lift(arguments) => run_lift(&arguments),
    };
    match outcome {
        Ok(code) => code,
        Err(message) => {
            say(&format!("error: {message}\n"));
            ExitCode::FAILURE
        }
    }
}

fn run_generate(arguments: &Generate) -> Result<ExitCode, String> {
    let output = generate(&input(arguments));
    show(&output.report, &output.sources);
    if let Some(path) = &arguments.report {
        store(path, &json(&output.report.to_json(&output.sources)))?;
    }
    let denied = arguments.deny.is_some() && output.report.worst() >= Some(Severity::Lossy);
    let Some(files) = output.files.filter(|_| !denied) else {
        say(&format!("nothing written: {}\n", output.report.summary()));
        return Ok(ExitCode::FAILURE);
    };
    if arguments.check {
        return check(&arguments.out, &files, output.lock.as_ref());
    }
    let changes = write::sync(&arguments.out, &files).map_err(|error| error.to_string())?;
    if let Some(lock) = &output.lock {
        write::sync_file(&lock.path, &lock.text).map_err(|error| error.to_string())?;
    }
    let written = changes.missing.len() + changes.different.len();
    let mut line = match written + changes.stale.len() {
        0 => format!("{} is up to date", arguments.out.display()),
        _ => {
            let files = if written == 1 { "file" } else { "files" };
            format!("{}: {written} {files} written, {} removed", arguments.out.display(), changes.stale.len())
        }
    };
    if output.report.worst().is_some() {
        line.push_str(&format!(" ({})", output.report.summary()));
    }
    say(&(line + "\n"));
    Ok(ExitCode::SUCCESS)
}

fn input(arguments: &Generate) -> Input {
    let document = arguments.document.as_ref().map(Input::document).unwrap_or_default();
    let mut input = with_overlays(document, &arguments.overlays);
    if let Some(config) = &arguments.config {
        input = input.with_config(config);
    }
    if let Some(name) = &arguments.name {
        input = input.with_name(name);
    }
    input = arguments.only.iter().fold(input, |input, only| input.with_only(only));
    if let Some(lock) = &arguments.lock {
        input = input.with_lock(lock);
    }
    if arguments.with_tests {
        input = input.with_tests();
    }
    input
}

/// Compares the folder with what would be written, and names the files that differ.
fn check(out: &Path, files: &write::Files, lock: Option<&LockFile>) -> Result<ExitCode, String> {
    let changes = write::compare(out, files).map_err(|error| error.to_string())?;
    let kinds = [
        ("missing", &changes.missing),
        ("different", &changes.different),
        ("no longer written", &changes.stale),
    ];
    for (kind, paths) in kinds {
        for path in paths {
            say(&format!("{kind}: {}\n", out.join(path).display()));
        }
    }
    let lock = lock.map(|lock| Ok((lock, write::differs(&lock.path, &lock.text)?))).transpose();
    let lock = lock.map_err(|error: write::Error| error.to_string())?.filter(|(_, differs)| *differs);
    if let Some((lock, _)) = lock {
        say(&format!("different: {}\n", lock.path.display()));
    }
    if changes.is_empty() && lock.is_none() {
        say(&format!("{} is up to date\n", out.display()));
        return Ok(ExitCode::SUCCESS);
    }
    say(&format!("{} is not up to date: run the same command without --check\n", out.display()));
    Ok(ExitCode::FAILURE)
}

fn run_lift(arguments: &LiftArgs) -> Result<ExitCode, String> {
    let lifted = lift::lift(&with_overlays(Input::document(&arguments.document), &arguments.overlays));
    show(&lifted.report, &lifted.sources);
    let (Some(document), Some(overlay)) = (lifted.document, lifted.overlay) else {
        say(&format!("nothing written: {}\n", lifted.report.summary()));
        return Ok(ExitCode::FAILURE);
    };
    if let Some(path) = &arguments.overlay_out {
        store(path, &in_format_of(path, &overlay))?;
    }
    match &arguments.out {
        Some(path) => store(path, &in_format_of(path, &document))?,
        None if arguments.overlay_out.is_none() => {
            let text = in_format_of(&arguments.document, &document);
            // A reader that closes the pipe early has seen enough.
            let _ = io::stdout().write_all(text.as_bytes());
        }
        None => {}
    }
    Ok(ExitCode::SUCCESS)
}

fn with_overlays(input: Input, overlays: &[PathBuf]) -> Input {
    overlays.iter().fold(input, Input::with_overlay)
}

fn show(report: &Report, sources: &Sources) {
    let color = if io::stderr().is_terminal() && env::var_os("NO_COLOR").is_none() {
        Color::Always
    } else {
        Color::Never
    };
    say(&report.render(sources, color));
}

fn say(text: &str) {
    // There is nobody to tell when standard error is closed.
    let _ = io::stderr().write_all(text.as_bytes());
}

/// JSON for a `.json` file, YAML for all others.
fn in_format_of(path: &Path, value: &Value) -> String {
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")) {
        return json(value);
    }
    lift::to_yaml(value)
}

fn json(value: &Value) -> String {
    format!("{value:#}\n")
}

fn store(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}
