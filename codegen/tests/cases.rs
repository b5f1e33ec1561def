//! Drop a file, get a test: each `cases/<feature>/<case>.yml` is a fragment of a document. Its crate and its diagnostics
//! are a snapshot, and all the crates together must compile without a warning.

mod support;

use bindery::report::Color;
use bindery::write::{self, Files};
use bindery::{Output, generate};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};
use support::{Fragment, fragments};

/// The files of a crate in the order in which a person reads them. Those in `crate/` are shown whole; elsewhere what is
/// the same for all documents is left out.
fn shown(fragment: &Fragment, files: &Files) -> String {
    const READ: &[&str] = &[
        "src/models.rs",
        "src/operations.rs",
        "src/client.rs",
        "src/credentials.rs",
        "src/servers.rs",
        "src/webhooks.rs",
        "src/callbacks.rs",
        "src/models/codec.rs",
    ];
    const WHOLE: &[&str] = &["src/lib.rs", "Cargo.toml", "README.md"];
    const SERVER: &[&str] = &["src/server.rs", "src/server/requests.rs", "src/server/replies.rs"];
    // The server repeats much of the operations: it is shown where it is what a case is about, and nothing else is.
    if fragment.feature == "server" {
        return texts(SERVER.iter(), files);
    }
    let whole = WHOLE.iter().filter(|_| fragment.feature == "crate");
    texts(whole.chain(READ), files)
}

fn texts<'p>(paths: impl Iterator<Item = &'p &'p str>, files: &Files) -> String {
    paths.filter_map(|path| Some(format!("━━━ {path} ━━━\n{}\n", files.get(*path)?))).collect()
}

fn run(fragment: &Fragment) -> Output {
    let name = format!("{}-{}", fragment.feature, fragment.name).replace('_', "-");
    generate(&fragment.input().with_name(name))
}

#[test]
fn emits() {
    insta::glob!("cases/*/*.yml", |path| {
        let fragment = Fragment::read(path);
        let output = run(&fragment);
        let folder = format!("{}/", fragment.folder.path().display());
        let diagnostics = output.report.render(&output.sources, Color::Never).replace(&folder, "");
        let files = output
            .files
            .map_or("━━━ no crate ━━━\n".to_owned(), |files| shown(&fragment, &files));
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("snapshots/cases");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("case", format!("{diagnostics}{files}")));
    });
}

/// All the crates are members of one workspace, so that one `cargo check` compiles their dependencies once.
#[test]
fn compiles_without_a_warning() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cases");
    let mut members = Vec::new();
    for fragment in fragments("cases") {
        let Some(files) = run(&fragment).files else { continue };
        let member = format!("{}/{}", fragment.feature, fragment.name);
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
    let output = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()))
        .args(["check", "--quiet", "--offline", "--workspace", "--keep-going", "--color=never"])
        .args(features())
        .args(["--features", "server"])
        // With an engine for patterns; `structs/constraints` has some, too, and is compiled without.
        .args(["--features", "structs-patterns/patterns"])
        .arg("--target-dir")
        .arg(target())
        .current_dir(&root)
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.is_empty(), "{said}");
}

/// Models, operations and servers only, unless `BINDERY_CASES_CLIENT` is set: the clients need a TLS library, which takes
/// minutes to build.
fn features() -> Option<&'static str> {
    env::var_os("BINDERY_CASES_CLIENT").is_none().then_some("--no-default-features")
}

/// The folder of the throw-away crates' artifacts.
fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("cases-target")
}
