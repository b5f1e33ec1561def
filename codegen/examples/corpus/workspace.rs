//! Crates that are compiled one by one, with the dependencies of all built once.

use bindery::{Input, generate, write};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;
use std::{env, io};

/// A folder of crates, and the target folder that they share.
pub struct Workspace {
    /// Where the crates are, each in a folder of its name.
    pub root: PathBuf,
    target: PathBuf,
}

/// The name of a crate without operations, which has the dependencies of all.
pub const EMPTY: &str = "corpus-empty";

impl Workspace {
    /// A workspace that has the crate [`EMPTY`].
    ///
    /// # Errors
    ///
    /// When `out` cannot be written.
    pub fn new(out: &Path) -> io::Result<Self> {
        let workspace = Self { root: out.join("crates"), target: out.join("target") };
        let empty = "openapi: 3.0.3\ninfo: {title: Empty, version: '1'}\npaths: {}\n";
        let files = generate(&Input::text("empty.yml", empty).with_name(EMPTY)).files.unwrap_or_default();
        write::sync(&workspace.root.join(EMPTY), &files).map_err(io::Error::other)?;
        workspace.seed()?;
        Ok(workspace)
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

    /// Cargo on the crate of this name.
    pub fn cargo(&self, what: &str, name: &str) -> Command {
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

    /// Makes a workspace of these crates alone, so that a broken manifest is that crate's alone; and makes Cargo compile the
    /// first again, or there would be nothing to measure.
    ///
    /// # Errors
    ///
    /// When a file cannot be written.
    pub fn only(&self, names: &[&str]) -> io::Result<()> {
        let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {names:?}\n");
        fs::write(self.root.join("Cargo.toml"), manifest)?;
        let Some(first) = names.first() else { return Ok(()) };
        let root = File::options().append(true).open(self.root.join(first).join("src/lib.rs"))?;
        root.set_modified(SystemTime::now())
    }
}
