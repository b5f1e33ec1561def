//! The compiler, measured: this program stands in for it, and notes what each of its processes took.

use crate::measure::{self, Ran};
use crate::workspace::Workspace;
use serde::{Deserialize, Serialize};
use std::env;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, ExitCode};

/// Where the stand-in notes what it measured.
const NOTES: &str = "BINDERY_COST_NOTES";

/// What compiling came to: one crate of the workspace, or several one after the other.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Compiled {
    /// Seconds of CPU.
    pub cpu: f64,
    /// Seconds by the clock.
    pub seconds: f64,
    /// The most memory at once, in bytes.
    pub peak: u64,
    /// The compiler's passes and the seconds by the clock of each; a pass may be part of another.
    pub passes: Vec<(String, f64)>,
}

/// Compiles the last of these crates, and with it those before; their dependencies are not counted.
///
/// # Errors
///
/// When a crate does not compile, with what Cargo says.
pub fn compile(
    workspace: &Workspace,
    what: &str,
    names: &[&str],
    options: &[&str],
) -> Result<Compiled, String> {
    let failed = |error: io::Error| format!("{}: {error}", workspace.root.display());
    workspace.only(names).map_err(failed)?;
    let notes = workspace.root.join("notes.jsonl");
    File::create(&notes).map_err(failed)?;
    let mut command = workspace.cargo(what, names.last().copied().unwrap_or_default());
    command
        .args(options)
        .env("RUSTC_WORKSPACE_WRAPPER", env::current_exe().map_err(failed)?)
        .env(NOTES, &notes);
    let ran = measure::run(&mut command).map_err(failed)?;
    if !ran.status.success() {
        return Err(ran.err);
    }
    let mut all = Compiled::default();
    for line in fs::read_to_string(&notes).map_err(failed)?.lines() {
        let one: Compiled = serde_json::from_str(line).map_err(|error| error.to_string())?;
        all.cpu += one.cpu;
        all.seconds += one.seconds;
        all.peak = all.peak.max(one.peak);
        all.passes.extend(one.passes);
    }
    Ok(all)
}

/// What this program does where Cargo starts it as the compiler, whose path and arguments are its own.
pub fn stand_in() -> Option<ExitCode> {
    let notes = env::var_os(NOTES)?;
    let mut arguments = env::args_os().skip(1);
    let mut command = Command::new(arguments.next()?);
    let arguments: Vec<OsString> = arguments.collect();
    command.args(&arguments);
    // Cargo also asks what the compiler can do, about no crate or one of this name.
    let name = arguments.iter().skip_while(|argument| *argument != "--crate-name").nth(1);
    let is_crate = name.is_some_and(|name| name != "___");
    if is_crate {
        // The option is one of nightly compilers, and of others that are told so.
        command.arg("-Ztime-passes").env("RUSTC_BOOTSTRAP", "1");
    }
    let outcome = measure::run(&mut command).and_then(|ran| {
        if is_crate {
            note(Path::new(&notes), &ran)?;
        }
        pass_on(&ran)?;
        Ok(ran.status.success())
    });
    Some(match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    })
}

/// Writes down what the compiler took.
fn note(notes: &Path, ran: &Ran) -> io::Result<()> {
    let compiled = Compiled {
        cpu: ran.cpu.as_secs_f64(),
        seconds: ran.time.as_secs_f64(),
        peak: ran.peak,
        passes: ran.err.lines().filter_map(pass).collect(),
    };
    let line = serde_json::to_string(&compiled)?;
    writeln!(File::options().append(true).open(notes)?, "{line}")
}

/// What the compiler wrote, without what was asked of it here.
fn pass_on(ran: &Ran) -> io::Result<()> {
    io::stdout().write_all(ran.out.as_bytes())?;
    let mut err = io::stderr();
    ran.err.lines().filter(|line| pass(line).is_none()).try_for_each(|line| writeln!(err, "{line}"))
}

/// Reads a line such as `time:   1.485; rss:   44MB ->  329MB ( +285MB)` with a tab and the name of the pass after it.
fn pass(line: &str) -> Option<(String, f64)> {
    let (figures, name) = line.strip_prefix("time:")?.rsplit_once('\t')?;
    let seconds = figures.split(';').next()?.trim().parse().ok()?;
    Some((name.to_owned(), seconds))
}
