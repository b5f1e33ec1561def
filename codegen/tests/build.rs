//! The library form, in a build script that Cargo runs: one `cargo check` after whatever happened is enough.

use crate::support::compiled;
use bindery::Build;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

const DOCUMENT: &str = "openapi: 3.1.0\ninfo: { title: Buoys, version: '1' }\npaths: {}\ncomponents:\n  schemas:\n    \
                        Buoy: { type: object, properties: { name: { type: string } } }\n";

const MANIFEST: &str = r#"[package]
name = "NAME"
version = "0.0.0"
edition = "2024"
build = "build.rs"

[lib]
name = "buoys"
path = "generated/src/lib.rs"

[workspace]

[features]
client = []

[dependencies]
bytes = "1"
chrono = { version = "0.4", default-features = false, features = ["std"] }
http = "1"
serde = { version = "1", default-features = false, features = ["std"] }
serde_json = "1"
"#;

/// A build script that compiles at once: this test program is the one that would take a minute. See
/// [`as_a_build_script`].
const BUILD_SCRIPT: &str = r#"fn main() {
    let program = std::env::var_os("BINDERY_BUILD_SCRIPT").unwrap();
    let mut command = std::process::Command::new(program);
    let status = command.args(["--exact", "build::as_a_build_script", "--nocapture", "--quiet"]).status().unwrap();
    std::process::exit(status.code().unwrap_or(101));
}
"#;

/// What `build.rs` would do, in the folder in which Cargo runs it.
#[test]
fn as_a_build_script() {
    if std::env::var_os("BINDERY_BUILD_SCRIPT").is_some() {
        Build::new("spec/bindery.toml", "generated").run_or_exit();
    }
}

/// A package with a build script, as other people would have it.
struct Package(PathBuf);

impl Package {
    /// At a place of its own that stays the same, or the artifacts of each run would be others.
    fn new(name: &str) -> Self {
        let package = Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join("build").join(name));
        // There is none before the first run.
        let _ = fs::remove_dir_all(&package.0);
        package.write("spec/bindery.toml", "document = \"buoys.yml\"\n");
        package.write("spec/buoys.yml", DOCUMENT);
        // In one target folder, Cargo takes packages of one name in two workspaces for the same.
        package.write("Cargo.toml", &MANIFEST.replace("NAME", name));
        package.write("build.rs", BUILD_SCRIPT);
        // Cargo wants the library's root before it runs the build script, so the first files are committed.
        Build::new(package.path("spec/bindery.toml"), package.path("generated")).run().unwrap();
        let repository = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        fs::copy(repository.join("Cargo.lock"), package.path("Cargo.lock")).unwrap();
        package
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Has `src/main.rs` use what the document describes.
    fn use_it(&self, expression: &str) {
        self.write("src/main.rs", &format!("fn main() {{\n    let _ = {expression};\n}}\n"));
    }

    /// The generated files: what they hold, and when they were written.
    fn generated(&self) -> BTreeMap<PathBuf, (String, SystemTime)> {
        let mut files = BTreeMap::new();
        collect(&self.path("generated"), &mut files);
        files
    }

    /// One `cargo check`: whether it went well, and what it said.
    fn check(&self) -> (bool, String) {
        let output = compiled::cargo()
            .args(["check", "--offline", "--color=never", "--target-dir"])
            // Shares the compiled dependencies with the crates of `tests/cases.rs`.
            .arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join("cases-target"))
            .current_dir(&self.0)
            .env("BINDERY_BUILD_SCRIPT", std::env::current_exe().unwrap())
            .env_remove("RUSTFLAGS")
            .output()
            .unwrap();
        (output.status.success(), String::from_utf8(output.stderr).unwrap())
    }

    #[track_caller]
    fn passes(&self) -> String {
        let (is_good, said) = self.check();
        assert!(is_good, "{said}");
        said
    }
}

fn collect(folder: &Path, files: &mut BTreeMap<PathBuf, (String, SystemTime)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            let written = fs::metadata(&path).unwrap().modified().unwrap();
            files.insert(path.clone(), (fs::read_to_string(&path).unwrap(), written));
        }
    }
}

#[test]
fn one_build_is_enough() {
    let package = Package::new("enough");
    package.use_it("buoys::models::Buoy::new().name(\"north\")");
    package.passes();

    // Nothing changed: nothing runs, nothing is written.
    let before = package.generated();
    let said = package.passes();
    assert!(!said.contains("Checking enough"), "{said}");
    assert_eq!(package.generated(), before);

    // An edit of the document is in the library that the same build compiles.
    package.write("spec/buoys.yml", &DOCUMENT.replace("name:", "light: { type: boolean }, name:"));
    package.use_it("buoys::models::Buoy::new().light(true)");
    package.passes();

    // So is one of a correction, which needs a new file.
    package.write("spec/bindery.toml", "document = \"buoys.yml\"\noverlays = [\"overlay.yml\"]\n");
    package.write(
        "spec/overlay.yml",
        "overlay: 1.0.0\ninfo: { title: x, version: '1' }\nactions:\n- target: $.components.schemas.Buoy\n  \
         update: { properties: { depth: { type: number } } }\n",
    );
    package.use_it("buoys::models::Buoy::new().depth(7.5)");
    package.passes();

    // A hand edit is repaired.
    let good = fs::read_to_string(package.path("generated/src/models.rs")).unwrap();
    package.write("generated/src/models.rs", "compile_error!(\"edited\");");
    package.passes();
    assert_eq!(fs::read_to_string(package.path("generated/src/models.rs")).unwrap(), good);
}

#[test]
fn a_broken_document_fails_the_build_and_nothing_else() {
    let package = Package::new("broken");
    package.use_it("buoys::models::Buoy::new()");
    package.passes();
    let before = package.generated();
    package.write("spec/buoys.yml", &format!("{DOCUMENT}\tbroken"));
    let (is_good, said) = package.check();
    assert!(!is_good);
    assert!(said.contains("error[syntax]") && said.contains("spec/buoys.yml:7:1"), "{said}");
    assert!(!said.contains("panicked") && !said.contains("stack backtrace"), "{said}");
    assert_eq!(package.generated(), before);
    package.write("spec/buoys.yml", DOCUMENT);
    package.passes();
    assert_eq!(package.generated(), before);
}

#[test]
fn what_is_lost_is_a_warning_with_its_place() {
    let package = Package::new("lossy");
    package.use_it("buoys::models::Buoy::new()");
    package.write("spec/buoys.yml", &DOCUMENT.replace("{ type: string }", "{ $ref: '#/nowhere' }"));
    let said = package.passes();
    let place = ", at spec/buoys.yml#/components/schemas/Buoy/properties/name";
    assert!(
        said.contains("warning: lossy@0.0.0: lossy[dangling-reference]: ") && said.contains(place),
        "{said}"
    );
}

#[test]
fn the_error_of_the_library_shows_the_diagnostics() {
    let package = Package::new("error");
    package.write("spec/bindery.toml", "document = \"elsewhere.yml\"\n");
    let before = package.generated();
    let error = Build::new(package.path("spec/bindery.toml"), package.path("generated")).run().unwrap_err();
    assert!(error.to_string().contains("the file `elsewhere.yml` does not exist"), "{error}");
    assert!(error.to_string().contains("bindery.toml:1:12"), "{error}");
    package.write("spec/bindery.toml", "documents = []\n");
    let error = Build::new(package.path("spec/bindery.toml"), package.path("generated")).run().unwrap_err();
    assert!(error.to_string().contains("error[configuration]"), "{error}");
    assert_eq!(package.generated(), before);
}
