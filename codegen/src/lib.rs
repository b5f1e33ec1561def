//! Bindery reads an OpenAPI document as it is really published and writes the crate an expert would have written by
//! hand: typed models, operations, clients, a server stub. What a document only says in prose, in the tables and sentences of its
//! descriptions, is read as well.
//!
//! ```
//! let document = r#"
//! openapi: 3.1.0
//! info: {title: Zoo, version: '1'}
//! paths:
//!   /animals:
//!     post:
//!       operationId: addAnimal
//!       description: |
//!         ### Request parameters
//!
//!         | Name    | Type   | Required | Max length | Comment                |
//!         |---------|--------|----------|------------|------------------------|
//!         | name    | string | yes      | 80         | What it is called      |
//!         | born_at | string | no       |            | ISO 8601 date-time     |
//!       responses: {'204': {description: Added}}
//! "#;
//! let output = bindery::generate(&bindery::Input::text("zoo.yml", document));
//!
//! let files = output.files.expect("nothing in the document is an error");
//! assert!(files["src/models.rs"].contains("pub struct AddAnimalRequest"));
//! assert!(files["src/models.rs"].contains("pub born_at: Option<DateTime<Utc>>"));
//! assert_eq!(output.report.summary(), "");
//! ```
//!
//! [`generate`] makes the files of a crate, [`write::sync`] brings a folder up to date with them, and [`Build`] does both
//! in a build script. [`lift::lift`] writes the document itself with everything in it that its prose says.
//!
//! Data flows one way, through stages that each are a module: [`source`] reads files, [`overlay`] applies corrections,
//! [`dialect`] makes one dialect of all, [`prose`] finds facts in descriptions, [`lower`] makes the model of [`ir`],
//! [`paging`] finds in it how pages follow each other, [`analyze`] and [`name`] say what the model leaves open, [`emit`] makes items, [`mod@print`] their text, [`mod@write`] files.
//! Every stage up to `name` tells a [`report::Report`] what it could not understand, and goes on.

pub mod analyze;
mod build;
mod case;
pub mod config;
pub mod dialect;
pub mod emit;
#[cfg(feature = "examples")]
pub mod examples;
mod input;
pub mod ir;
pub mod lift;
pub mod lower;
pub mod name;
pub mod overlay;
pub mod paging;
mod parallel;
pub mod pointer;
pub mod print;
pub mod prose;
pub mod references;
pub mod report;
mod shape;
pub mod source;

/// The static half of generated crates, compiled here only to be tested.
#[cfg(test)]
pub mod runtime;

/// A part of it that only crates with patterns have.
#[cfg(test)]
#[path = "emit/optional/pattern.rs"]
mod pattern;

#[cfg(test)]
#[path = "runtime/tests/mod.rs"]
mod runtime_tests;
pub mod write;

/// The README's examples compile.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

pub use build::Build;
pub use input::Input;

use emit::docs::Written;
use ir::Api;
use overlay::{Action, Overlay};
use prose::LiftedTable;
use report::{Report, Severity};
use source::{Document, Sources};
use std::path::PathBuf;
use write::Files;

/// What came of a run.
#[derive(Clone, Debug)]
pub struct Output {
    /// The files of the crate; `None` when there is an error, and nothing should be written.
    pub files: Option<Files>,
    /// The file in which the names of this run are to be kept; `None` when there is an error, or no such file is named.
    pub lock: Option<LockFile>,
    /// The model that the files were made of; `None` when the document could not be read so far.
    pub api: Option<Api>,
    /// What could not be understood, and where.
    pub report: Report,
    /// The files that were read, for the report's excerpts.
    pub sources: Sources,
}

/// A file in which names are kept from one run to the next.
#[derive(Clone, Debug)]
pub struct LockFile {
    /// Where it is.
    pub path: PathBuf,
    /// What it should hold.
    pub text: String,
}

/// Makes a crate of a document. Writes nothing: see [`write::sync`] for that, and [`Build`] for build scripts.
pub fn generate(input: &Input) -> Output {
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let made = make(input, &mut sources, &mut report);
    let (crate_, api) = made.map(|(files, lock, api)| ((files, lock), api)).unzip();
    let (files, lock) = crate_.filter(|_| report.worst() != Some(Severity::Error)).unzip();
    Output { files, lock: lock.flatten(), api, report, sources }
}

/// The pipeline.
fn make(input: &Input, sources: &mut Sources, report: &mut Report) -> Option<(Files, Option<LockFile>, Api)> {
    let loaded = input.load(sources, report)?;
    let (document, tables) = complete(loaded.document, &loaded.overlays, report)?;
    let spec = dialect::typed(&document, report)?;
    let base_url = loaded.config.documentation.base_url.as_deref();
    let (mut api, written) = parallel::both(
        || lower::lower(&spec, &document, &loaded.config, report),
        || Written::of(&document.value, base_url),
    );
    let about_pages = paging::find(&mut api, &loaded.config);
    let is_all = loaded.config.only.is_empty();
    let config_file = loaded.config_file;
    input::report_missing(&api.missing, &loaded.config, (config_file, &document), sources, report);
    input::report_problems(&input::taken_credentials(&loaded.config), config_file, sources, report);
    input::report_problems(&emit::problems(&loaded.config), config_file, sources, report);
    if is_all {
        input::report_problems(&input::unmatched(&loaded.config, &api), config_file, sources, report);
    }
    #[cfg(feature = "examples")]
    let api = if loaded.config.tests { examples::collect(api, &document, report) } else { api };
    let (names, facts) = parallel::both(
        || name::name(&api, &document, &loaded.config.rename, &loaded.lock, report),
        || {
            drop(spec);
            analyze::analyze(&api)
        },
    );
    // What is left out may well have entries.
    let problems =
        about_pages.iter().chain(names.problems()).filter(|problem| is_all || !problem.is_unmatched);
    input::report_problems(problems, config_file, sources, report);
    let model = emit::Input {
        api: &api,
        facts: &facts,
        names: &names,
        config: &loaded.config,
        lifted: &tables,
        written: &written,
    };
    let files = print::files(emit::emit(&model), input.threads());
    let lock_of = |names: &name::Names| match input.is_part() {
        // What was asked for this once does not make the names of everything else anew.
        true => names.lock().with_left_out(&loaded.lock).to_string(),
        false => names.lock().to_string(),
    };
    let lock = loaded.lock_file.map(|path| LockFile { path, text: lock_of(&names) });
    drop(written);
    parallel::drop_beside((document, names, facts));
    Some((files, lock, api))
}

/// The first half of the pipeline: one canonical document with everything in it that the published one, its prose and
/// a person's corrections say. `None` for what is no OpenAPI document, even corrected.
fn complete(
    mut document: Document,
    overlays: &[Overlay],
    report: &mut Report,
) -> Option<(Document, Vec<LiftedTable>)> {
    let waiting = correct(&mut document, overlays, report);
    if !source::expect_openapi(&document, report) {
        return None;
    }
    let mut document = dialect::canonical(document, report);
    let lifted = prose::lift(&document, report);
    overlay::apply(&mut document, &lifted.overlay, report);
    if !waiting.is_empty() {
        // What a person corrects may be what prose has just said.
        let waiting = Overlay { actions: waiting, ..Overlay::default() };
        let unmatched = overlay::apply(&mut document, &waiting, report);
        overlay::report_unmatched(&unmatched, report);
        prose::settle(&lifted.doubts, &document.value, report);
        document = dialect::canonical(document, report);
    }
    let repairs = references::repair(&document, report);
    overlay::apply(&mut document, &repairs, report);
    Some((document, lifted.tables))
}

/// Applies a person's corrections; returns those whose target is not there, or not yet.
fn correct(document: &mut Document, overlays: &[Overlay], report: &mut Report) -> Vec<Action> {
    overlays.iter().flat_map(|overlay| overlay::apply(document, overlay, report)).collect()
}
