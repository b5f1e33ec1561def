//! What a run reads: a document, a configuration, overlays.

use crate::config::{Config, CredentialsEntry, PackageName, PackageNameError, Problem};
use crate::ir::Api;
use crate::name::{self, Lock};
use crate::overlay::{self, Overlay};
use crate::pointer::Pointer;
use crate::report::{Code, Diagnostic, Place, Position, Report};
use crate::source::{self, Bounds, Document, FileId, Sources};
use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use toml::Spanned;

/// The files that a run reads.
#[derive(Clone, Debug, Default)]
pub struct Input {
    document: Option<Published>,
    config: Option<PathBuf>,
    overlays: Vec<PathBuf>,
    name: Option<String>,
    lock: Option<PathBuf>,
    tests: bool,
    only: Vec<String>,
    threads: Option<NonZeroUsize>,
}

/// Where a document is.
#[derive(Clone, Debug)]
enum Published {
    File(PathBuf),
    Text { name: String, text: String },
}

impl Published {
    fn read(&self, sources: &mut Sources, report: &mut Report) -> Document {
        match self {
            Self::File(path) => source::read(path, sources, report),
            Self::Text { name, text } => source::from_text(name, text, sources, report),
        }
    }

    /// Whether it is the file at one of some paths.
    fn is_one_of(&self, paths: &[PathBuf]) -> bool {
        matches!(self, Self::File(path) if paths.contains(path))
    }

    /// Where its other files may be: no user of a document from elsewhere wants it to read what lies outside the folder
    /// that the user works in.
    fn bounds(&self, configured: Option<&Path>) -> Bounds {
        let Self::File(path) = self else { return Bounds::default() };
        Bounds::around(path, configured.into_iter().chain([Path::new(".")]))
    }
}

impl Input {
    /// A document, YAML or JSON.
    pub fn document(path: impl Into<PathBuf>) -> Self {
        Self { document: Some(Published::File(path.into())), ..Self::default() }
    }

    /// A document in memory. `name` stands for its path in diagnostics.
    pub fn text(name: impl Into<String>, text: impl Into<String>) -> Self {
        let document = Published::Text { name: name.into(), text: text.into() };
        Self { document: Some(document), ..Self::default() }
    }

    /// A configuration that names its document.
    pub fn config(path: impl Into<PathBuf>) -> Self {
        Self { config: Some(path.into()), ..Self::default() }
    }

    /// The same input with a configuration. What is said here counts before what the configuration says.
    #[must_use]
    pub fn with_config(mut self, path: impl Into<PathBuf>) -> Self {
        self.config = Some(path.into());
        self
    }

    /// The same input with an overlay, which applies after those of the configuration and earlier ones.
    #[must_use]
    pub fn with_overlay(mut self, path: impl Into<PathBuf>) -> Self {
        self.overlays.push(path.into());
        self
    }

    /// The same input with a name for the crate.
    #[must_use]
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The same input with a file in which names are kept, whatever the configuration says. It need not exist.
    #[must_use]
    pub fn with_lock(mut self, path: impl Into<PathBuf>) -> Self {
        self.lock = Some(path.into());
        self
    }

    /// The same input, of which only this is bound, and what else is named so: see [`Config::only`].
    #[must_use]
    pub fn with_only(mut self, called: impl Into<String>) -> Self {
        self.only.push(called.into());
        self
    }

    /// The same input with the document's examples as tests of the crate, whatever the configuration says. Needs the
    /// feature `examples`; without it this is an error of the configuration.
    #[must_use]
    pub fn with_tests(mut self) -> Self {
        self.tests = true;
        self
    }

    /// The same input with a number of threads to work with; otherwise as many as the machine has processors. It makes no
    /// difference to what is written.
    #[must_use]
    pub fn with_threads(mut self, threads: NonZeroUsize) -> Self {
        self.threads = Some(threads);
        self
    }

    /// Whether a part of the document is asked for, whatever the configuration says.
    pub(crate) fn is_part(&self) -> bool {
        !self.only.is_empty()
    }

    /// The number of threads to work with.
    pub(crate) fn threads(&self) -> NonZeroUsize {
        let available = || std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        self.threads.unwrap_or_else(available)
    }

    /// Reads everything. `None` when there is no document to go on with, which was reported.
    pub(crate) fn load(&self, sources: &mut Sources, report: &mut Report) -> Option<Loaded> {
        let (mut config, config_file) = self.load_config(sources, report);
        let folder = self.config.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
        let absent = self.report_absent(&config, (config_file, folder), sources, report);
        let named = config.document.as_ref().map(|path| Published::File(folder.join(path.get_ref())));
        let Some(published) = self.document.clone().or(named) else {
            self.report_no_document(sources, report);
            return None;
        };
        if published.is_one_of(&absent) {
            return None;
        }
        let document = published.read(sources, report);
        let configured = config.overlays.iter().map(|path| folder.join(path.get_ref()));
        let configured = configured.filter(|path| !absent.contains(path));
        let overlays: Vec<_> = configured.chain(self.overlays.iter().cloned()).collect();
        if document.value.is_null() {
            return None;
        }
        let is_openapi = source::is_openapi(&document.value);
        // An overlay may make it one, and else says what is wrong with it.
        if !is_openapi && overlays.is_empty() {
            source::expect_openapi(&document, report);
            return None;
        }
        let bounds = published.bounds(self.config.as_ref().map(|_| folder));
        let document = if is_openapi { source::join(document, &bounds, sources, report) } else { document };
        let read = overlays.into_iter().map(|path| source::read(&path, sources, report)).collect::<Vec<_>>();
        // Why there is nothing in one was told when it was read.
        let read = read.iter().filter(|overlay| !overlay.value.is_null());
        let overlays = read.map(|overlay| overlay::parse(overlay, report)).collect();
        if let Some(name) = &self.name {
            config.package.name = package_name(name, &document, report);
        }
        config.tests |= self.tests;
        config.only.extend(self.only.iter().map(|only| Spanned::new(0..0, only.clone())));
        if config.tests && !cfg!(feature = "examples") {
            let place = document.place(Pointer::root());
            let message = "this bindery was built without the feature `examples`, which tests need";
            let help = "build it with the feature, or remove `tests = true` from the configuration";
            report.push(Diagnostic::new(Code::Configuration, place, message, help));
        }
        let lock_file = self.lock_file(&config);
        let lock = lock_file.as_deref().map(|path| read_lock(path, sources, report)).unwrap_or_default();
        Some(Loaded { document, overlays, config, config_file, lock, lock_file })
    }

    /// The file in which names are kept: beside the configuration, unless somebody says otherwise.
    fn lock_file(&self, config: &Config) -> Option<PathBuf> {
        let beside = || {
            let path = config.lock.as_deref().unwrap_or(Path::new("names.lock"));
            Some(self.config.as_deref()?.parent()?.join(path))
        };
        self.lock.clone().or_else(beside)
    }

    fn load_config(&self, sources: &mut Sources, report: &mut Report) -> (Config, Option<FileId>) {
        let file = self.config.as_ref().and_then(|path| source::read_text(path, sources, report));
        let Some(file) = file else { return Default::default() };
        let text = sources.file(file).map(|file| file.text.clone()).unwrap_or_default();
        let config = Config::parse(&text).unwrap_or_else(|error| {
            let place = Place { file, pointer: Pointer::root() };
            let diagnostic = Diagnostic::new(Code::Configuration, place, error.message, error.help);
            let position = error.span.map(|span| Position::of(&text, span.start));
            report.push(match position {
                Some(position) => diagnostic.at(position),
                None => diagnostic,
            });
            Config::default()
        });
        (config, Some(file))
    }

    /// Reports the files that the configuration names and that do not exist, where it names them; returns their paths.
    fn report_absent(
        &self,
        config: &Config,
        (file, folder): (Option<FileId>, &Path),
        sources: &Sources,
        report: &mut Report,
    ) -> Vec<PathBuf> {
        let document = config.document.iter().filter(|_| self.document.is_none());
        let document = document.map(|path| (vec!["document".to_owned()], path));
        let overlays = config.overlays.iter().enumerate();
        let overlays = overlays.map(|(index, path)| (vec!["overlays".to_owned(), index.to_string()], path));
        let is_absent = |path: &Path| {
            let is_address = path.starts_with("http:") || path.starts_with("https:");
            !is_address && matches!(folder.join(path).try_exists(), Ok(false))
        };
        let absent: Vec<_> = document.chain(overlays).filter(|(_, path)| is_absent(path.get_ref())).collect();
        let paths = absent.iter().map(|(_, path)| folder.join(path.get_ref())).collect();
        let problems = absent.into_iter().map(|(keys, path)| Problem {
            keys,
            span: path.span(),
            is_unmatched: false,
            message: format!("the file `{}` does not exist", path.get_ref().display()),
            help: "correct the path; it is relative to the folder of the configuration".to_owned(),
        });
        report_problems(&problems.collect::<Vec<_>>(), file, sources, report);
        paths
    }

    fn report_no_document(&self, sources: &mut Sources, report: &mut Report) {
        if report.worst().is_some() {
            return;
        }
        let path = self.config.clone().unwrap_or_default();
        let place = Place { file: sources.add(path, ""), pointer: Pointer::root() };
        let help = "add `document = \"openapi.yml\"` to the configuration";
        report.push(Diagnostic::new(Code::Configuration, place, "no document is named", help));
    }
}

/// The name that the crate is to have, if it can be one.
fn package_name(name: &str, document: &Document, report: &mut Report) -> Option<PackageName> {
    let refused = |error: PackageNameError| {
        let (place, help) = (document.place(Pointer::root()), "give the crate another name");
        report.push(Diagnostic::new(Code::Configuration, place, error.to_string(), help));
    };
    PackageName::try_from(name.to_owned()).map_err(refused).ok()
}

/// What was read.
pub(crate) struct Loaded {
    /// The document, as published.
    pub document: Document,
    /// The corrections, in the order in which they apply.
    pub overlays: Vec<Overlay>,
    /// The configuration.
    pub config: Config,
    /// Its file, if it has one.
    pub config_file: Option<FileId>,
    /// The names that were given before.
    pub lock: Lock,
    /// Where they are kept, if they are.
    pub lock_file: Option<PathBuf>,
}

/// The names in a lock file; none when there is no such file yet.
fn read_lock(path: &Path, sources: &mut Sources, report: &mut Report) -> Lock {
    let is_there = path.try_exists().unwrap_or(true);
    let Some(file) = is_there.then(|| source::read_text(path, sources, report)).flatten() else {
        return Lock::default();
    };
    let text = sources.file(file).map(|file| file.text.clone()).unwrap_or_default();
    Lock::parse(&text).unwrap_or_else(|broken| {
        let place = Place { file, pointer: Pointer::root() };
        let help = "restore the file from version control; without it, every name is made afresh";
        let diagnostic = Diagnostic::new(Code::BrokenLock, place, broken.message, help);
        report.push(diagnostic.at(Position { line: broken.line, column: 1 }));
        Lock::default()
    })
}

/// The entries of the configuration whose format, schema or operation the document does not have: they do nothing, which nobody
/// wants.
pub(crate) fn unmatched(config: &Config, api: &Api) -> Vec<Problem> {
    let formats = config.formats.iter().filter(|(name, _)| !api.has_format(name)).map(|(name, entry)| {
        ("formats", name, entry, format!("no text of the document has the format `{name}`"))
    });
    let schemas =
        config.replace.iter().filter(|(key, _)| !api.has_replaced(key)).map(|(key, entry)| {
            ("replace", key, entry, format!("no schema is called `{key}` in the document"))
        });
    let entries = formats.chain(schemas).map(|(table, key, entry, message)| {
        (vec![table.to_owned(), key.clone()], entry.path.span(), message)
    });
    let is_operation = |key: &str| api.operations.iter().any(|operation| operation.is_called(key));
    let operations = config.repeatable.iter().enumerate();
    let operations = operations.filter(|(_, key)| !is_operation(key.get_ref())).map(|(index, key)| {
        let message = format!("no operation is called `{}` in the document", key.get_ref());
        (vec!["repeatable".to_owned(), index.to_string()], key.span(), message)
    });
    let help = "remove the entry, or correct its key as the README says";
    let problem =
        |(keys, span, message)| Problem { keys, span, is_unmatched: true, message, help: help.to_owned() };
    entries.chain(operations).map(problem).collect()
}

/// The entries of `[credentials]` whose constructor would be a second one of its name.
pub(crate) fn taken_credentials(config: &Config) -> Vec<Problem> {
    let mut seen: HashMap<String, &str> = HashMap::new();
    let problem = |(name, entry): (&String, &Spanned<CredentialsEntry>), message: String| {
        let keys = vec!["credentials".to_owned(), name.clone()];
        let help = format!("choose another name, such as `[credentials.my-{}]`", name.trim());
        Problem { keys, span: entry.span(), is_unmatched: false, message, help }
    };
    let mut problems = Vec::new();
    for (name, entry) in &config.credentials {
        let method = name::configured_name(name);
        if name::is_taken_credentials(&method) {
            let message = format!("every crate has a `Credentials::{method}` already");
            problems.push(problem((name, entry), message));
        } else if let Some(other) = seen.insert(method.clone(), name) {
            let message = format!("`{other}` is a `Credentials::{method}` already");
            problems.push(problem((name, entry), message));
        }
    }
    problems
}

/// Reports what is to be bound and is not in the document: at its entry, or at the document when it was asked for in
/// another way.
pub(crate) fn report_missing(
    missing: &[String],
    config: &Config,
    files: (Option<FileId>, &Document),
    sources: &Sources,
    report: &mut Report,
) {
    let help =
        "name a tag, an operationId, a path such as `/pets`, or a method and a path such as `GET /pets`";
    for missing in missing {
        let message = format!("nothing in the document is called `{missing}`, which is to be bound");
        let entry = config.only.iter().enumerate().find(|(_, only)| only.get_ref() == missing);
        let entry = entry.filter(|(_, only)| files.0.is_some() && !only.span().is_empty());
        match entry {
            Some((index, only)) => {
                let keys = vec!["only".to_owned(), index.to_string()];
                let help = help.to_owned();
                let problem = Problem { keys, span: only.span(), is_unmatched: true, message, help };
                report_problems(&[problem], files.0, sources, report);
            }
            None => {
                let place = files.1.place(Pointer::root().child("paths"));
                report.push(Diagnostic::new(Code::Configuration, place, message, help));
            }
        }
    }
}

/// Reports what is wrong with entries of the configuration.
pub(crate) fn report_problems<'p>(
    problems: impl IntoIterator<Item = &'p Problem>,
    file: Option<FileId>,
    sources: &Sources,
    report: &mut Report,
) {
    let Some(file) = file else { return };
    let text = sources.file(file).map(|file| file.text.clone()).unwrap_or_default();
    for Problem { keys, span, message, help, .. } in problems {
        let place = Place { file, pointer: keys.iter().fold(Pointer::root(), |at, key| at.child(key)) };
        let diagnostic = Diagnostic::new(Code::Configuration, place, message, help);
        report.push(diagnostic.at(Position::of(&text, span.start)));
    }
}
