//! A process, with how long it ran and how much memory it took.

use std::io::{self, Read};
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use wait4::Wait4;

/// What came of a process.
pub struct Ran {
    /// How it ended.
    pub status: ExitStatus,
    /// What it wrote to standard output.
    pub out: String,
    /// What it wrote to standard error.
    pub err: String,
    /// How long it took.
    pub time: Duration,
    /// How long processors worked for it, and for the processes that it started and waited for.
    pub cpu: Duration,
    /// The most memory that it, or a process that it started and waited for, had at once, in bytes.
    pub peak: u64,
}

/// Runs a command to its end.
///
/// # Errors
///
/// When it cannot be started, or its output not be read.
pub fn run(command: &mut Command) -> io::Result<Ran> {
    let start = Instant::now();
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    // Both pipes at once: a process waits when one of them is full.
    let err = child.stderr.take().map(|pipe| thread::spawn(move || text(pipe)));
    let out = child.stdout.take().map(text).transpose()?.unwrap_or_default();
    let err = err.map(|reader| reader.join().unwrap_or_else(|_| Ok(String::new())));
    let used = child.wait4()?;
    Ok(Ran {
        status: used.status,
        out,
        err: err.transpose()?.unwrap_or_default(),
        time: start.elapsed(),
        cpu: used.rusage.utime + used.rusage.stime,
        peak: used.rusage.maxrss,
    })
}

fn text(mut pipe: impl Read) -> io::Result<String> {
    let mut bytes = Vec::new();
    pipe.read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
