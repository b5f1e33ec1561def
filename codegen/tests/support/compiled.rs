//! Generated crates, compiled.

use bindery::write::{self, Files};
use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

/// What the compiler says of crates: nothing when all compile without a warning. They are members of one workspace in a
/// folder of that name, so that one `cargo check` compiles their dependencies once.
pub fn complaints(
    folder: &str,
    crates: impl IntoIterator<Item = (String, Files)>,
    arguments: &[&str],
) -> String {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let root = scratch.join(folder);
    let mut members = Vec::new();
    for (member, files) in crates {
        write::sync(&root.join(&member), &files).unwrap();
        members.push(member);
    }
    fs::write(
        root.join("Cargo.toml"),
        format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n[profile.dev]\ndebug = false\n"),
    )
    .unwrap();
    // The versions that the rest of the repository is built with, so that nothing is fetched.
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    fs::copy(repository.join("Cargo.lock"), root.join("Cargo.lock")).unwrap();
    said(folder, &["check", "--workspace", "--keep-going"], arguments)
}

/// Whether there is Clippy: not every toolchain has it.
pub fn has_clippy() -> bool {
    let version = cargo().args(["clippy", "--version"]).output();
    version.is_ok_and(|version| version.status.success())
}

/// The Cargo that runs the tests.
pub fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or("cargo".into()))
}

/// What a command of Cargo says in a folder of such crates.
pub fn said(folder: &str, command: &[&str], arguments: &[impl AsRef<OsStr>]) -> String {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let output = cargo()
        .args(command)
        .args(["--quiet", "--offline", "--color=never"])
        .args(features())
        .args(["--features", "server"])
        .args(arguments)
        .arg("--target-dir")
        // The same for all, for their dependencies are the same.
        .arg(scratch.join("cases-target"))
        .current_dir(scratch.join(folder))
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    match output.status.success() {
        true => said.into_owned(),
        false => format!("{}\n{said}", output.status),
    }
}

/// Models, operations and servers only, unless `BINDERY_CASES_CLIENT` is set: the clients need a TLS library, which takes
/// minutes to build.
fn features() -> Option<&'static str> {
    env::var_os("BINDERY_CASES_CLIENT").is_none().then_some("--no-default-features")
}
