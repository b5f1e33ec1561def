//! A crate whose client talks to its server: what is compiled elsewhere runs here, over real HTTP, and so do the examples in
//! its documentation.

use bindery::write;
use bindery::{Input, generate};
use std::path::Path;
use std::process::Command;
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
    let (here, root) = (Path::new(env!("CARGO_MANIFEST_DIR")), Path::new(env!("CARGO_TARGET_TMPDIR")));
    let served = here.join("tests/served");
    let output = generate(&Input::document(served.join("shop.yml")).with_name("shop"));
    let folder = root.join("served");
    let mut files = output.files.unwrap();
    files.entry("Cargo.toml".to_owned()).or_default().push_str(DEPENDENCIES);
    files.insert("tests/bodies.rs".to_owned(), fs::read_to_string(served.join("bodies.rs")).unwrap());
    // What the README shows of such a server compiles, too.
    let shown = here.parent().unwrap().join("tests/readme/streamed.rs");
    files.insert("tests/readme/streamed.rs".to_owned(), fs::read_to_string(shown).unwrap());
    write::sync(&folder, &files).unwrap();
    // The versions that the rest of the repository is built with, so that nothing is fetched.
    fs::copy(here.parent().unwrap().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let output = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()))
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
