//! The program that reads and writes with both, in a crate of its own.

use crate::bodies::Bodies;
use std::fmt::Write;
use std::path::Path;
use std::{fs, io};

/// The name of its package.
pub const NAME: &str = "wire-program";

/// What it does with each type.
const MEASURE: &str = include_str!("program/measure.rs");

/// How it sends.
const SENT: &str = include_str!("program/sent.rs");

/// Places in the source, for profilers.
const PROFILE: &str = "[profile.release]\ndebug = \"line-tables-only\"\n";

/// The program.
pub struct Program<'a> {
    /// The package of our crate.
    pub ours: &'a str,
    /// The source of the derived types.
    pub twins: String,
    /// What is read and written.
    pub bodies: &'a [Bodies],
}

impl Program<'_> {
    /// Writes it into a folder of crates, that of ours among them.
    ///
    /// # Errors
    ///
    /// When a file cannot be written.
    pub fn write(&self, root: &Path) -> io::Result<()> {
        let folder = root.join(NAME);
        fs::create_dir_all(folder.join("src"))?;
        fs::create_dir_all(folder.join("bodies"))?;
        let members = [self.ours, NAME];
        let workspace = format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n{PROFILE}");
        fs::write(root.join("Cargo.toml"), workspace)?;
        fs::write(folder.join("Cargo.toml"), self.manifest())?;
        fs::write(folder.join("src/main.rs"), self.source())?;
        fs::write(folder.join("src/measure.rs"), MEASURE)?;
        fs::write(folder.join("src/sent.rs"), SENT)?;
        fs::write(folder.join("src/derived.rs"), &self.twins)?;
        for Bodies { item, texts } in self.bodies {
            let lines: Vec<&str> = texts.iter().map(String::as_str).collect();
            fs::write(folder.join("bodies").join(item).with_extension("jsonl"), lines.join("\n"))?;
        }
        Ok(())
    }

    fn manifest(&self) -> String {
        let ours = self.ours;
        format!(
            "[package]\nname = {NAME:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             ours = {{ package = {ours:?}, path = \"../{ours}\", default-features = false }}\n\
             allocation-counter = \"0.8.1\"\n\
             chrono = {{ version = \"0.4\", default-features = false, features = [\"std\", \"serde\"] }}\n\
             http = \"1\"\nserde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\n"
        )
    }

    fn source(&self) -> String {
        let mut calls = String::new();
        for Bodies { item, .. } in self.bodies {
            // Cannot fail: a `String` grows.
            let _ = writeln!(
                calls,
                "    measure.both::<ours::models::{item}, derived::{item}>({item:?}, \
                 include_str!(\"../bodies/{item}.jsonl\"));"
            );
        }
        format!(
            "mod derived;\nmod measure;\nmod sent;\n\nfn main() {{\n    let measure = measure::Measure::from_arguments();\n{calls}}}\n"
        )
    }
}
