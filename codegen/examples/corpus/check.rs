//! `cargo check` of the crates, their dependencies built once.

use crate::measure::{self, Ran};
use crate::survival::Survival;
use crate::workspace::{EMPTY, Workspace};
use serde::Serialize;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// What checking a crate came to.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Checked {
    /// How long it took, its dependencies built, in seconds.
    pub seconds: f64,
    /// How long processors worked for it, which other work on the machine changes less, in seconds.
    pub cpu: f64,
    /// The most memory that one process of it took, in bytes.
    pub peak: u64,
    /// Errors of the compiler, or of Cargo.
    pub errors: usize,
    /// Warnings of the compiler.
    pub warnings: usize,
    /// The first of them, as the compiler shows them.
    pub said: Vec<String>,
}

/// How many messages of the compiler are kept.
const KEPT: usize = 3;

/// Compiles crates, one after the other.
pub struct Checker {
    workspace: Workspace,
    has_client: bool,
}

impl Checker {
    /// Builds the dependencies, with or without those of the client.
    ///
    /// # Errors
    ///
    /// When a crate without operations does not compile, or `out` cannot be written.
    pub fn new(out: &Path, has_client: bool) -> Result<Self, String> {
        let workspace = Workspace::new(out).map_err(|error| format!("{}: {error}", out.display()))?;
        let checker = Self { workspace, has_client };
        let checked = checker.check(EMPTY)?;
        match checked.errors {
            0 => Ok(checker),
            _ => Err(format!("a crate without operations does not compile:\n{}", checked.said.join("\n"))),
        }
    }

    /// Compiles the crate of this name.
    ///
    /// # Errors
    ///
    /// When Cargo cannot be run. What the compiler finds is in [`Checked`].
    pub fn check(&self, name: &str) -> Result<Checked, String> {
        self.only(name)?;
        let mut command = self.workspace.cargo("check", name);
        command.arg("--message-format=json");
        if !self.has_client {
            command.arg("--no-default-features").args(self.all_tags(name));
        }
        let ran = measure::run(&mut command).map_err(|error| error.to_string())?;
        let mut checked = read(&ran);
        if !ran.status.success() && checked.errors == 0 {
            checked.errors = 1;
            checked.said.push(ran.err.trim().to_owned());
        }
        Ok(checked)
    }

    /// Compiles the crate of this name and runs the tests of its examples.
    ///
    /// # Errors
    ///
    /// When Cargo cannot be run.
    pub fn test(&self, name: &str) -> Result<(Checked, Survival), String> {
        self.only(name)?;
        let mut command = self.workspace.cargo("test", name);
        command.args(["--message-format=json", "--no-default-features"]).args(self.all_tags(name));
        command.args(["--test", "examples", "--", "--show-output"]);
        measure::run(&mut command)
            .map(|ran| (read(&ran), Survival::read(&ran)))
            .map_err(|error| error.to_string())
    }

    /// The feature of all tags, where tags are features of the crate of this name.
    fn all_tags(&self, name: &str) -> &'static [&'static str] {
        let manifest =
            fs::read_to_string(self.workspace.root.join(name).join("Cargo.toml")).unwrap_or_default();
        if manifest.contains("\nfull = [") { &["--features", "full"] } else { &[] }
    }

    /// Leaves the one crate to Cargo.
    fn only(&self, name: &str) -> Result<(), String> {
        self.workspace.only(&[name]).map_err(|error| format!("{}: {error}", self.workspace.root.display()))
    }
}

/// Whether the crate in this folder has tests of examples: one without examples has none.
pub fn has_tests(folder: &Path) -> bool {
    folder.join("tests/examples/main.rs").exists()
}

/// What the compiler said.
fn read(ran: &Ran) -> Checked {
    let (seconds, cpu) = (ran.time.as_secs_f64(), ran.cpu.as_secs_f64());
    let mut checked = Checked { seconds, cpu, peak: ran.peak, ..Checked::default() };
    for line in ran.out.lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else { continue };
        // What has no place is only a count of the others.
        let message = &message["message"];
        if message["spans"].as_array().is_none_or(Vec::is_empty) {
            continue;
        }
        match message["level"].as_str() {
            Some("error") => checked.errors += 1,
            Some("warning") => checked.warnings += 1,
            _ => continue,
        }
        if checked.said.len() < KEPT {
            checked.said.push(message["rendered"].as_str().unwrap_or_default().trim().to_owned());
        }
    }
    checked
}
