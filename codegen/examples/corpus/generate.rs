//! One document becomes a crate, in a process of its own or in this one.

use crate::find::Found;
use crate::measure;
use bindery::report::{Code, Severity};
use bindery::write::{self, Files};
use bindery::{Input, Output, generate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// What generating a document came to.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Generated {
    /// How much text was read, in bytes.
    pub bytes: u64,
    /// Operations of the API.
    pub operations: usize,
    /// Types that the crate declares for it.
    pub types: usize,
    /// Places where a type is used.
    pub positions: usize,
    /// How many of them are any JSON value, by the reason.
    pub untyped: BTreeMap<String, usize>,
    /// Lines of Rust that were made of the document.
    pub lines: usize,
    /// How long it took, without writing the files, in seconds.
    pub seconds: f64,
    /// The most memory it took, in bytes; 0 where it had no process of its own.
    pub peak: u64,
    /// Examples that their own schema accepts; none are looked for unless asked.
    pub examples: usize,
    /// Examples that their own schema rejects.
    pub invalid: usize,
    /// How many diagnostics there were of each severity.
    pub diagnostics: String,
    /// What tells the crate from others, whatever they are called: see [`content`].
    pub content: u64,
    /// Why there is no crate.
    pub failure: Option<String>,
}

/// Generates a document into a folder, in a process of its own.
///
/// # Errors
///
/// When the process cannot be started. What goes wrong in it is the [`Generated::failure`].
pub fn run(found: &Found, folder: &Path, examples: bool) -> Result<Generated, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut command = Command::new(program);
    command.arg(&found.path).arg("--into").arg(folder).args(examples.then_some("--examples"));
    let ran = measure::run(&mut command).map_err(|error| error.to_string())?;
    let generated = serde_json::from_str(&ran.out).unwrap_or_else(|_| Generated {
        failure: Some(format!("{}: {}", ran.status, ran.err.trim())),
        ..Generated::default()
    });
    Ok(Generated { peak: ran.peak, ..generated })
}

/// The other side of [`run`]: the process that generates.
///
/// # Errors
///
/// When the files cannot be written.
pub fn child(document: &Path, folder: &Path, examples: bool) -> Result<(), String> {
    let generated = here(document, folder, examples)?;
    println!("{}", serde_json::to_string(&generated).map_err(|error| error.to_string())?);
    Ok(())
}

/// Generates a document into a folder, in this process.
///
/// # Errors
///
/// When the files cannot be written.
pub fn here(document: &Path, folder: &Path, examples: bool) -> Result<Generated, String> {
    let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or("api");
    let mut input = Input::document(document).with_name(name);
    if examples {
        input = input.with_tests();
    }
    let start = Instant::now();
    let output = generate(&input);
    let seconds = start.elapsed().as_secs_f64();
    let mut generated = describe(&output, seconds);
    if let Some(files) = &output.files {
        generated.content = content(files, name);
        write::sync(folder, files).map_err(|error| error.to_string())?;
    }
    Ok(generated)
}

fn describe(output: &Output, seconds: f64) -> Generated {
    let failure = output.files.is_none().then(|| {
        let errors = output.report.diagnostics().iter().filter(|found| found.severity == Severity::Error);
        errors.map(|error| error.message.clone()).collect::<Vec<_>>().join("; ")
    });
    let api = output.api.as_ref();
    let coverage = api.map(|api| api.coverage()).unwrap_or_default();
    Generated {
        bytes: output.sources.bytes() as u64,
        operations: api.map_or(0, |api| api.operations.len()),
        types: api.map_or(0, |api| api.types.iter().filter(|(_, ty)| ty.shape.is_nominal()).count()),
        positions: coverage.positions,
        untyped: coverage.untyped.iter().map(|(why, count)| (why.to_string(), *count)).collect(),
        lines: output.files.iter().flatten().map(lines).sum(),
        seconds,
        examples: api.map_or(0, |api| api.examples.len()),
        invalid: output
            .report
            .diagnostics()
            .iter()
            .filter(|found| found.code == Code::InvalidExample)
            .count(),
        content: 0,
        peak: 0,
        diagnostics: output.report.summary(),
        failure,
    }
}

/// A hash of the files without the name of the crate: that of one document in YAML and in JSON, say, is the same.
fn content(files: &Files, name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    for (path, text) in files {
        (path, text.replace(name, "").replace(&name.replace('-', "_"), "")).hash(&mut hasher);
    }
    hasher.finish()
}

/// The lines of a file that was made of the document; the runtime is the same for all.
fn lines((path, text): (&String, &String)) -> usize {
    let is_own = path.ends_with(".rs") && !path.starts_with("src/runtime");
    if is_own { text.lines().count() } else { 0 }
}
