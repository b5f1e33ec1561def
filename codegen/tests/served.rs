//! A crate whose client talks to its server: what is compiled elsewhere runs here, over real HTTP, and so do the examples in
//! its documentation.

use crate::support::compiled;
use bindery::write;
use bindery::{Input, generate};
use std::path::Path;
use std::{env, fs};

/// What the program needs besides what the crate does.
const DEPENDENCIES: &str = r#"
[dev-dependencies]
axum = { version = "0.8", default-features = false, features = ["http1", "tokio"] }
hyper-util = { version = "0.1", default-features = false, features = ["client-legacy", "http1", "tokio"] }
tokio = { version = "1", features = ["macros", "net", "rt-multi-thread"] }

[workspace]
[profile.dev]
debug = false
"#;

#[test]
fn bodies_of_every_kind_arrive() {
    let shown = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("tests/readme/streamed.rs");
    // What the README shows of such a server compiles, too.
    runs("shop", "bodies", &[("tests/readme/streamed.rs", &fs::read_to_string(shown).unwrap())]);
}

#[test]
fn requests_of_every_kind_arrive() {
    runs("depot", "requests", &[]);
}

/// Runs a program against the crate of a document.
fn runs(document: &str, program: &str, beside: &[(&str, &str)]) {
    let (here, root) = (Path::new(env!("CARGO_MANIFEST_DIR")), Path::new(env!("CARGO_TARGET_TMPDIR")));
    let served = here.join("tests/served");
    let output = generate(&Input::document(served.join(format!("{document}.yml"))).with_name(document));
    let folder = root.join("served").join(document);
    let mut files = output.files.unwrap();
    files.entry("Cargo.toml".to_owned()).or_default().push_str(DEPENDENCIES);
    let text = fs::read_to_string(served.join(format!("{program}.rs"))).unwrap();
    files.insert(format!("tests/{program}.rs"), text);
    files.extend(beside.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())));
    write::sync(&folder, &files).unwrap();
    // The versions that the rest of the repository is built with, so that nothing is fetched.
    fs::copy(here.parent().unwrap().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let output = compiled::cargo()
        .args(["test", "--quiet", "--offline", "--color=never", "--no-default-features"])
        .args(["--features", "server,tower"])
        // That of the other throw-away crates, where their dependencies are built.
        .arg("--target-dir")
        .arg(root.join("cases-target"))
        .current_dir(&folder)
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    let (out, said) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && said.is_empty(), "{out}{said}");
}
