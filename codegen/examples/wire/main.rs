//! Says how fast the models of a document are read and written, beside the same types with serde's derives.
//!
//! ```sh
//! cargo run --release -p bindery --example wire -- openapi.json --only 'issues/*' --type Issue
//! ```
//!
//! A crate is generated of the document, and beside it one with the same types again, with derives. The examples in the
//! document are bodies: those of a type are repeated until there is a megabyte of them, and read and written by both by
//! turns, in one program. Ours are also sent, as a client sends them and checks them in the same walk. Without a document it
//! is `unions.yml`, which has what is hard to read: unions and open enums.
//!
//! The program stays, and does one of the five alone for a profiler: so many bytes, so many times,
//!
//! ```sh
//! valgrind --tool=callgrind target/wire/target/release/wire-program 1000000 10 Task read ours
//! ```

mod bodies;
mod emitted;
mod program;
mod twin;
// It has more than is needed here.
#[allow(dead_code)]
#[path = "../corpus/workspace.rs"]
mod workspace;

use bindery::{Input, generate, write};
use clap::Parser;
use emitted::Emitted;
use program::Program;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use workspace::Workspace;

/// The document that is taken when none is named.
const UNIONS: &str = include_str!("unions.yml");

/// The package of our crate.
const OURS: &str = "wire-ours";

/// Says how fast models are read and written, as a table in Markdown.
#[derive(Parser)]
#[command(name = "wire", max_term_width = 100)]
struct Cli {
    /// A document; otherwise one with unions that comes with this program
    #[arg(value_name = "DOCUMENT")]
    document: Option<PathBuf>,
    /// Bind only what is called so, as with the command; may be repeated
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// A type whose examples are read, or of lists of which; may be repeated. Otherwise those with the largest
    #[arg(long = "type", value_name = "TYPE")]
    types: Vec<String>,
    /// How many types are taken where none is named
    #[arg(long, value_name = "N", default_value = "12")]
    most: usize,
    /// How large bodies are, in bytes
    #[arg(long, value_name = "N", default_value = "1000000")]
    bytes: usize,
    /// How often each is measured; the least counts
    #[arg(long, value_name = "N", default_value = "60")]
    rounds: usize,
    /// Enums of the derived types have no variant for unknown values
    #[arg(long)]
    closed: bool,
    /// Where the crates and their target folder go
    #[arg(long, value_name = "DIR", default_value = "target/wire")]
    out: PathBuf,
}

fn main() -> ExitCode {
    match run(&Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: &Cli) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: {error}", cli.out.display());
    fs::create_dir_all(&cli.out).map_err(failed)?;
    let workspace = Workspace::new(&cli.out.canonicalize().map_err(failed)?).map_err(failed)?;
    let output = generate(&input(cli));
    let files = output.files.ok_or_else(|| output.report.summary())?;
    write::sync(&workspace.root.join(OURS), &files).map_err(|error| error.to_string())?;

    let bodies = bodies::chosen(&files, &cli.types, cli.most)?;
    let emitted = Emitted::of(&files).map_err(|error| error.to_string())?;
    let roots: Vec<&str> = bodies.iter().map(|bodies| bodies.item.as_str()).collect();
    let twins = twin::twins(&emitted, &roots, !cli.closed);
    Program { ours: OURS, twins, bodies: &bodies }.write(&workspace.root).map_err(failed)?;
    let mut command = workspace.cargo("run", program::NAME);
    command.args(["--release", "--", &cli.bytes.to_string(), &cli.rounds.to_string()]);
    match command.status().map_err(failed)?.success() {
        true => Ok(()),
        false => Err("the program that measures has failed".to_owned()),
    }
}

fn input(cli: &Cli) -> Input {
    let input = match &cli.document {
        Some(path) => Input::document(path),
        None => Input::text("unions.yml", UNIONS),
    };
    cli.only.iter().fold(input.with_name(OURS).with_tests(), Input::with_only)
}
