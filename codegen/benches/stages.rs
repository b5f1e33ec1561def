//! How long each stage takes, and all of them: `cargo bench -p bindery`. The documents are the one of this repository, and
//! where the corpus is there, the largest of it.

use bindery::analyze::{self, Facts};
use bindery::config::Config;
use bindery::dialect;
use bindery::emit::docs::Written;
use bindery::emit::{self, Input as Model};
use bindery::ir::Api;
use bindery::name::{self, Lock, Names};
use bindery::overlay::{self, Overlay};
use bindery::prose::{self, Lifted};
use bindery::references;
use bindery::report::Report;
use bindery::source::{self, Bounds, Document, Sources};
use bindery::{Input, generate, lower, print};
use criterion::measurement::WallTime;
use criterion::{BatchSize, BenchmarkGroup, Criterion};
use openapiv3::OpenAPI;
use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

/// That of the command.
#[cfg(feature = "cli")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The documents whose stages are timed, relative to this package.
const DOCUMENTS: &[&str] = &["../spec/any-channel.yml", "../../shared/corpus/vendor/github.json"];

/// A folder of documents that one process makes crates of, one after the other.
const FOLDER: &str = "../../shared/corpus/vendor";

fn main() {
    // Ten runs say enough, and the large documents take seconds for each.
    let criterion = Criterion::default().sample_size(10).warm_up_time(Duration::from_millis(500));
    let mut criterion = criterion.measurement_time(Duration::from_secs(1)).configure_from_args();
    for document in DOCUMENTS.iter().filter_map(|path| existing(path)) {
        stages(&mut criterion, &document);
    }
    if let Some(folder) = existing(FOLDER) {
        every(&mut criterion, &folder);
    }
    criterion.final_summary();
}

/// A path relative to this package, if there is something.
fn existing(path: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if !path.exists() {
        println!("skipped: there is no {}", path.display());
    }
    path.exists().then_some(path)
}

/// What each stage has made of a document.
struct Made {
    published: Document,
    canonical: Document,
    lifted: Lifted,
    repairs: Overlay,
    complete: Document,
    spec: OpenAPI,
    api: Api,
    facts: Facts,
    names: Names,
    config: Config,
}

impl Made {
    /// Every stage once, as [`generate`] does it.
    fn of(name: &str, text: &str) -> Self {
        let (report, config) = (&mut Report::new(), Config::default());
        let published = read(name, text);
        let canonical = dialect::canonical(published.clone(), report);
        let lifted = prose::lift(&canonical, report);
        let mut complete = canonical.clone();
        overlay::apply(&mut complete, &lifted.overlay, report);
        let repairs = references::repair(&complete, report);
        overlay::apply(&mut complete, &repairs, report);
        let spec = dialect::typed(&complete, report).expect("an OpenAPI document");
        let api = lower::lower(&spec, &complete, &config, report);
        let facts = analyze::analyze(&api);
        let names = name::name(&api, &complete, &config.rename, &Lock::default(), report);
        Self { published, canonical, lifted, repairs, complete, spec, api, facts, names, config }
    }

    fn model<'m>(&'m self, written: &'m Written<'m>) -> Model<'m> {
        Model {
            api: &self.api,
            facts: &self.facts,
            names: &self.names,
            config: &self.config,
            lifted: &self.lifted.tables,
            written,
        }
    }
}

fn read(name: &str, text: &str) -> Document {
    let (sources, report) = (&mut Sources::new(), &mut Report::new());
    let document = source::from_text(name, text, sources, report);
    source::join(document, &Bounds::default(), sources, report)
}

/// Times the stages on a document.
fn stages(criterion: &mut Criterion, path: &Path) {
    let text = fs::read_to_string(path).expect("a text");
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let made = Made::of(&name, &text);
    let threads = thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let mut group = criterion.benchmark_group(&name);
    time(&mut group, "source::read", || (), |()| read(&name, &text));
    time(
        &mut group,
        "dialect::canonical",
        || made.published.clone(),
        |document| dialect::canonical(document, &mut Report::new()),
    );
    time(&mut group, "prose::lift", || (), |()| prose::lift(&made.canonical, &mut Report::new()));
    time(
        &mut group,
        "overlay::apply",
        || made.canonical.clone(),
        |mut document| {
            overlay::apply(&mut document, &made.lifted.overlay, &mut Report::new());
            overlay::apply(&mut document, &made.repairs, &mut Report::new());
            document
        },
    );
    time(
        &mut group,
        "references::repair",
        || (),
        |()| references::repair(&made.complete, &mut Report::new()),
    );
    time(&mut group, "dialect::typed", || (), |()| dialect::typed(&made.complete, &mut Report::new()));
    time(
        &mut group,
        "lower::lower",
        || (),
        |()| lower::lower(&made.spec, &made.complete, &made.config, &mut Report::new()),
    );
    time(&mut group, "analyze::analyze", || (), |()| analyze::analyze(&made.api));
    time(
        &mut group,
        "name::name",
        || (),
        |()| name::name(&made.api, &made.complete, &made.config.rename, &Lock::default(), &mut Report::new()),
    );
    // As while the model is made and named.
    let written = Written::of(&made.complete.value, None);
    time(&mut group, "emit::docs::Written", || (), |()| Written::of(&made.complete.value, None));
    let model = || made.model(&written);
    // Items are made where they are printed, by the same threads.
    time(&mut group, "emit::emit", || (), |()| emit::emit(&model()).modules.len());
    time(&mut group, "print::files", || emit::emit(&model()), |krate| print::files(krate, threads));
    let input = Input::text(&name, &text);
    time(&mut group, "generate", || (), |()| generate(&input));
    group.finish();
}

/// Times one piece of work: neither what it needs nor the end of what it makes counts.
fn time<I, O>(
    group: &mut BenchmarkGroup<'_, WallTime>,
    name: &str,
    mut need: impl FnMut() -> I,
    mut work: impl FnMut(I) -> O,
) {
    group.bench_function(name, |bencher| bencher.iter_batched(&mut need, &mut work, BatchSize::PerIteration));
}

/// Times the crates of all documents of a folder together.
fn every(criterion: &mut Criterion, folder: &Path) {
    let entries = fs::read_dir(folder).expect("a folder that can be read");
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut group = criterion.benchmark_group(&name);
    time(
        &mut group,
        "generate",
        || (),
        |()| {
            for path in &paths {
                assert!(generate(&Input::document(path)).files.is_some(), "no crate of {}", path.display());
            }
        },
    );
    group.finish();
}
