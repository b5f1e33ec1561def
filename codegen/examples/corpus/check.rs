//! `cargo check` of the crates, their dependencies built once.

use crate::measure::{self, Ran};
use crate::survival::Survival;
use bindery::{Input, generate, write};
use serde::Serialize;
use serde_json::Value;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;
use std::{env, io};

/// What checking a crate came to.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Checked {
    /// How long it took, its dependencies built, in seconds.
    pub seconds: f64,
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
    root: PathBuf,
    target: PathBuf,
    has_client: bool,
}

/// A crate without operations, which has the dependencies of all.
const EMPTY: (&str, &str) = ("empty.yml", "openapi: 3.0.3\ninfo: {title: Empty, version: '1'}\npaths: {}\n");

impl Checker {
    /// Builds the dependencies, with or without those of the client.
    ///
    /// # Errors
    ///
    /// When a crate without operations does not compile, or `out` cannot be written.
    pub fn new(out: &Path, has_client: bool) -> Result<Self, String> {
        let checker = Self { root: out.join("crates"), target: out.join("target"), has_client };
        let input = Input::text(EMPTY.0, EMPTY.1).with_name("corpus-empty");
        let files = generate(&input).files.unwrap_or_default();
        write::sync(&checker.root.join("corpus-empty"), &files).map_err(|error| error.to_string())?;
        checker.seed().map_err(|error| format!("{}: {error}", checker.root.display()))?;
        let checked = checker.check("corpus-empty")?;
        match checked.errors {
            0 => Ok(checker),
            _ => Err(format!("a crate without operations does not compile:\n{}", checked.said.join("\n"))),
        }
    }

    /// The versions of dependencies that the repository is built with: Cargo has them already, and needs no network.
    fn seed(&self) -> io::Result<()> {
        let lock = self.root.join("Cargo.lock");
        let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
        if own.exists() {
            fs::copy(own, lock)?;
        }
        Ok(())
    }

    /// Compiles the crate of this name.
    ///
    /// # Errors
    ///
    /// When Cargo cannot be run. What the compiler finds is in [`Checked`].
    pub fn check(&self, name: &str) -> Result<Checked, String> {
        self.only(name).map_err(|error| format!("{}: {error}", self.root.display()))?;
        let mut command = self.cargo("check", name);
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
        self.only(name).map_err(|error| format!("{}: {error}", self.root.display()))?;
        let mut command = self.cargo("test", name);
        command.args(["--message-format=json", "--no-default-features"]).args(self.all_tags(name));
        command.args(["--test", "examples", "--", "--show-output"]);
        measure::run(&mut command)
            .map(|ran| (read(&ran), Survival::read(&ran)))
            .map_err(|error| error.to_string())
    }

    /// The feature of all tags, where tags are features of the crate of this name.
    fn all_tags(&self, name: &str) -> &'static [&'static str] {
        let manifest = fs::read_to_string(self.root.join(name).join("Cargo.toml")).unwrap_or_default();
        if manifest.contains("\nfull = [") { &["--features", "full"] } else { &[] }
    }

    fn cargo(&self, what: &str, name: &str) -> Command {
        let mut command = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()));
        command
            .args([what, "--quiet", "--package", name, "--target-dir"])
            .arg(&self.target)
            .current_dir(&self.root)
            // Every crate compiles once, and the same on every machine.
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env_remove("RUSTFLAGS");
        command
    }

    /// Makes a workspace of the one crate, so that a broken manifest is that crate's alone; and makes Cargo compile it
    /// again, or there would be nothing to measure.
    fn only(&self, name: &str) -> io::Result<()> {
        let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [\"{name}\"]\n");
        fs::write(self.root.join("Cargo.toml"), manifest)?;
        let root = File::options().append(true).open(self.root.join(name).join("src/lib.rs"))?;
        root.set_modified(SystemTime::now())
    }
}

/// Whether the crate in this folder has tests of examples: one without examples has none.
pub fn has_tests(folder: &Path) -> bool {
    folder.join("tests/examples/main.rs").exists()
}

/// What the compiler said.
fn read(ran: &Ran) -> Checked {
    let mut checked = Checked { seconds: ran.time.as_secs_f64(), peak: ran.peak, ..Checked::default() };
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
