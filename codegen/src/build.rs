//! The library form for build scripts.

mod manifest;

use crate::report::{Color, Diagnostic, Severity};
use crate::source::Sources;
use crate::{Input, generate, write};
use std::fmt;
use std::path::{Path, PathBuf};

/// Keeps a generated crate, or a module, in step with a document: for `build.rs`.
///
/// ```no_run
/// // build.rs
/// # #[allow(clippy::needless_doctest_main)]
/// fn main() {
///     bindery::Build::new("spec/bindery.toml", "generated").run_or_exit();
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Build {
    input: Input,
    watched: PathBuf,
    out: PathBuf,
}

impl Build {
    /// Generates into the folder `out` what the configuration at `config` asks for. Cargo runs the build script again
    /// when anything in the configuration's folder or in `out` changes. The names are kept in `names.lock` beside the
    /// configuration.
    pub fn new(config: impl AsRef<Path>, out: impl Into<PathBuf>) -> Self {
        let config = config.as_ref();
        let folder = config.parent().filter(|folder| !folder.as_os_str().is_empty());
        let watched = folder.map_or_else(|| config.to_owned(), Path::to_owned);
        Self { input: Input::config(config), watched, out: out.into() }
    }

    /// Brings `out` up to date. Nothing is written when nothing changed, or when there is an error.
    ///
    /// # Errors
    ///
    /// When the document or its configuration is wrong, or `out` cannot be written. The error shows every diagnostic.
    pub fn run(&self) -> Result<(), BuildError> {
        for path in [&self.watched, &self.out] {
            println!("cargo::rerun-if-changed={}", path.display());
        }
        let output = generate(&self.input);
        // The files that references lead to may lie elsewhere.
        let elsewhere = output.sources.files().iter().filter(|file| !file.path.starts_with(&self.watched));
        elsewhere.for_each(|file| println!("cargo::rerun-if-changed={}", file.path.display()));
        let Some(files) = output.files else {
            return Err(BuildError(output.report.render(&output.sources, Color::Never)));
        };
        manifest::lacks(&self.out, &files).iter().for_each(|lack| println!("cargo::warning={lack}"));
        write::sync(&self.out, &files).map_err(|error| BuildError(error.to_string()))?;
        if let Some(lock) = &output.lock {
            write::sync_file(&lock.path, &lock.text).map_err(|error| BuildError(error.to_string()))?;
        }
        for diagnostic in output.report.diagnostics() {
            if diagnostic.severity == Severity::Lossy {
                println!("cargo::warning={}", warning(diagnostic, &output.sources));
            }
        }
        Ok(())
    }

    /// Like [`run`](Self::run), and ends the build script with the diagnostics when there is an error.
    pub fn run_or_exit(&self) {
        if let Err(error) = self.run() {
            eprintln!("{error}");
            std::process::exit(1);
        }
    }
}

/// A diagnostic on the one line that Cargo shows. With its pointer: finding the line would take every build longer.
fn warning(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let Diagnostic { code, severity, place, message, .. } = diagnostic;
    let file = sources.file(place.file).map(|file| file.path.display().to_string()).unwrap_or_default();
    format!("{severity}[{code}]: {message}, at {file}#{}", place.pointer).replace('\n', " ")
}

/// Why a build script failed: the diagnostics, as text.
#[derive(Clone, Debug)]
pub struct BuildError(String);

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BuildError {}
