//! A program that calls three operations of a generated crate.

use std::fmt::Write;
use std::path::Path;
use std::{fs, io};

/// The name of its package.
pub const NAME: &str = "cost-program";

/// How many operations it calls.
const CALLS: usize = 3;

/// The program.
pub struct Program {
    package: String,
    /// The tag whose feature it enables, where tags are features.
    pub tag: Option<String>,
    operations: Vec<String>,
}

impl Program {
    /// The program for a crate; `None` when no tag has so many operations.
    pub fn of(folder: &Path, package: &str, tag: Option<&str>) -> Option<Self> {
        let package = package.to_owned();
        let source = folder.join("src");
        let tags = match tag {
            Some(tag) => vec![tag.to_owned()],
            None => tags(folder),
        };
        if tags.is_empty() || !source.join("operations").exists() {
            return Some(Self { package, tag: None, operations: operations(&source.join("operations.rs"))? });
        }
        tags.into_iter().find_map(|tag| {
            let module = source.join("operations").join(tag.replace('-', "_")).with_extension("rs");
            Some(Self { package: package.clone(), operations: operations(&module)?, tag: Some(tag) })
        })
    }

    /// Writes it into a folder of crates, that of its own crate among them.
    ///
    /// # Errors
    ///
    /// When a file cannot be written.
    pub fn write(&self, root: &Path) -> io::Result<()> {
        let folder = root.join(NAME);
        fs::create_dir_all(folder.join("src"))?;
        fs::write(folder.join("Cargo.toml"), self.manifest())?;
        fs::write(folder.join("src/main.rs"), self.source())
    }

    fn manifest(&self) -> String {
        let Self { package, tag, .. } = self;
        let features: Vec<&str> = ["client"].into_iter().chain(tag.as_deref()).collect();
        format!(
            "[package]\nname = {NAME:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             api = {{ package = {package:?}, path = \"../{package}\", default-features = false, features = {features:?} }}\n\
             tokio = {{ version = \"1\", features = [\"rt\"] }}\n"
        )
    }

    fn source(&self) -> String {
        let mut calls = String::new();
        for operation in &self.operations {
            // Cannot fail: a `String` grows.
            let _ = writeln!(
                calls,
                "        call(&client, black_box(None::<api::operations::{operation}>)).await;"
            );
        }
        format!("#![allow(deprecated)]\n{PROLOGUE}{calls}    }});\n}}\n")
    }
}

/// Whatever an operation needs is not made up: what is compiled is the same.
const PROLOGUE: &str = "\
use api::{Call, Client, Credentials, Operation};
use std::hint::black_box;

async fn call<O: Operation>(client: &Client, operation: Option<O>) {
    if let Some(operation) = operation {
        println!(\"{}\", Call::new(client, operation).await.is_ok());
    }
}

fn main() {
    let client = Client::new(\"https://api.example\", Credentials::none()).expect(\"an address\");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect(\"a runtime\");
    runtime.block_on(async {
";

/// The tags that are features of a crate, in the order of the document.
fn tags(folder: &Path) -> Vec<String> {
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap_or_default();
    let manifest: toml::Table = manifest.parse().unwrap_or_default();
    let full = manifest.get("features").and_then(|features| features.get("full")?.as_array());
    full.into_iter().flatten().filter_map(|tag| tag.as_str().map(str::to_owned)).collect()
}

/// The types of the first operations in a file, if it has so many.
fn operations(file: &Path) -> Option<Vec<String>> {
    let text = fs::read_to_string(file).ok()?;
    let types = text.lines().filter_map(|line| line.strip_prefix("impl Operation for "));
    let names: Vec<String> = types
        .map(|line| line.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
        .take(CALLS)
        .collect();
    (names.len() == CALLS).then_some(names)
}
