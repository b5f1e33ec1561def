//! Says what crates cost to compile.
//!
//! ```sh
//! cargo run --release -p bindery --example cost -- openapi.yml other.json --peer ../a-crate-of-another-generator
//! ```
//!
//! Of each document a crate is generated. What is measured are the processes of the compiler alone, so that neither Cargo nor
//! dependencies count: `cargo check`, and for our crates a debug and a release build of a program that calls three
//! operations, with the feature of their tag where tags are features. Seconds of CPU are those of the compiler with all of
//! its threads and of the linker; other work on the machine changes them less than the time by the clock.

mod compiler;
#[path = "../corpus/measure.rs"]
mod measure;
mod program;
mod row;
#[path = "../corpus/workspace.rs"]
mod workspace;

use bindery::{Input, generate, write};
use clap::Parser;
use compiler::Compiled;
use program::Program;
use row::Row;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use workspace::Workspace;

/// Says what crates cost to compile, as a table in Markdown.
#[derive(Parser)]
#[command(name = "cost", max_term_width = 100)]
struct Cli {
    /// Documents
    #[arg(value_name = "DOCUMENT")]
    documents: Vec<PathBuf>,
    /// A crate that is there already, of which `cargo check` is measured; may be repeated
    #[arg(long, value_name = "DIR")]
    peer: Vec<PathBuf>,
    /// The tag whose operations the program calls, where tags are features; otherwise the first that has three
    #[arg(long)]
    tag: Option<String>,
    /// Check only
    #[arg(long)]
    no_program: bool,
    /// How often each is measured; the least counts
    #[arg(long, value_name = "N", default_value = "1")]
    rounds: usize,
    /// Also show so many of the compiler's passes in `cargo check`, by its own account
    #[arg(long, value_name = "N", default_value = "0")]
    passes: usize,
    /// Where the crates and their target folder go
    #[arg(long, value_name = "DIR", default_value = "target/cost")]
    out: PathBuf,
}

fn main() -> ExitCode {
    if let Some(code) = compiler::stand_in() {
        return code;
    }
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
    println!("{}", row::HEADER);
    let documents = cli.documents.iter().map(|path| (path, true));
    for (path, is_ours) in documents.chain(cli.peer.iter().map(|path| (path, false))) {
        let row = measured(cli, &workspace, path, is_ours)?;
        println!("{row}");
        row.passes(cli.passes).for_each(|pass| println!("<!-- {pass} -->"));
    }
    Ok(())
}

/// What the crate of a document, or in a folder, costs.
fn measured(cli: &Cli, workspace: &Workspace, path: &Path, is_ours: bool) -> Result<Row, String> {
    let name = match is_ours {
        true => generated(workspace, path)?,
        false => copied(workspace, path).map_err(|error| format!("{}: {error}", path.display()))?,
    };
    let folder = workspace.root.join(&name);
    let mut row = Row::of(&folder, &name);
    row.check = least(cli, || compiler::compile(workspace, "check", &[&name], &[]))?;
    let program =
        if is_ours && !cli.no_program { Program::of(&folder, &name, cli.tag.as_deref()) } else { None };
    if let Some(program) = program {
        program.write(&workspace.root).map_err(|error| error.to_string())?;
        let names = [name.as_str(), program::NAME];
        row.debug = Some(least(cli, || compiler::compile(workspace, "build", &names, &[]))?);
        row.release = Some(least(cli, || compiler::compile(workspace, "build", &names, &["--release"]))?);
        row.tag = program.tag;
    }
    Ok(row)
}

/// The round that took the least.
fn least(cli: &Cli, compile: impl Fn() -> Result<Compiled, String>) -> Result<Compiled, String> {
    let mut least = compile()?;
    for _ in 1..cli.rounds {
        let again = compile()?;
        if again.cpu < least.cpu {
            least = again;
        }
    }
    Ok(least)
}

/// Generates the crate of a document; its name.
fn generated(workspace: &Workspace, document: &Path) -> Result<String, String> {
    let stem = document.file_stem().and_then(|stem| stem.to_str()).unwrap_or("api");
    let name = format!("cost-{}", stem.replace(|c: char| !c.is_ascii_alphanumeric(), "-").to_lowercase());
    let output = generate(&Input::document(document).with_name(&name));
    let files = output.files.ok_or_else(|| format!("{}: {}", document.display(), output.report.summary()))?;
    write::sync(&workspace.root.join(&name), &files).map_err(|error| error.to_string())?;
    Ok(name)
}

/// Copies a crate to where it is compiled; its name.
fn copied(workspace: &Workspace, from: &Path) -> std::io::Result<String> {
    let manifest: toml::Table =
        fs::read_to_string(from.join("Cargo.toml"))?.parse().map_err(std::io::Error::other)?;
    let name = manifest.get("package").and_then(|package| package.get("name")?.as_str());
    let name = name.ok_or_else(|| std::io::Error::other("Cargo.toml names no package"))?;
    let to = workspace.root.join(name);
    copy(&from.join("src"), &to.join("src"))?;
    fs::copy(from.join("Cargo.toml"), to.join("Cargo.toml"))?;
    Ok(name.to_owned())
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        match entry.file_type()?.is_dir() {
            true => copy(&entry.path(), &to)?,
            false => fs::copy(entry.path(), to).map(|_| ())?,
        }
    }
    Ok(())
}
