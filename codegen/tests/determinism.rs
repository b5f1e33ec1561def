//! The same input makes the same bytes: in any order of hashing, which differs from map to map, with any number of
//! threads, and beside other runs.

use crate::support::fragments;
use bindery::report::Color;
use bindery::{Input, generate};
use std::num::NonZeroUsize;
use std::path::Path;
use std::{fs, thread};

/// The threads of each of the runs, which all go on at the same time.
const THREADS: [NonZeroUsize; 4] = [
    NonZeroUsize::MIN,
    NonZeroUsize::new(2).unwrap(),
    NonZeroUsize::new(3).unwrap(),
    NonZeroUsize::new(8).unwrap(),
];

/// Everything that comes out of a run, as text.
fn run(input: &Input) -> String {
    let output = generate(input);
    format!("{}{:#?}", output.report.render(&output.sources, Color::Never), output.files)
}

#[track_caller]
fn assert_same(input: &Input, name: &str) {
    let runs: Vec<String> = thread::scope(|scope| {
        let inputs = THREADS.map(|threads| input.clone().with_threads(threads));
        let runs: Vec<_> = inputs.into_iter().map(|input| scope.spawn(move || run(&input))).collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    });
    for other in &runs[1..] {
        let mut lines = runs[0].lines().zip(other.lines());
        let different = lines.find(|(one, other)| one != other);
        assert!(runs[0] == *other, "{name}: {different:?}");
    }
}

fn with_tests(input: Input) -> Input {
    if cfg!(feature = "examples") { input.with_tests() } else { input }
}

#[test]
fn fragments_make_the_same_bytes() {
    for fragment in fragments("cases") {
        assert_same(&with_tests(fragment.input()), &format!("{}/{}", fragment.feature, fragment.name));
    }
}

#[test]
fn real_documents_make_the_same_bytes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/vendor");
    let Ok(entries) = fs::read_dir(&folder) else {
        println!("skipped: there is no {}", folder.display());
        return;
    };
    for path in entries.map(|entry| entry.unwrap().path()) {
        // The others say nothing more, and take minutes without optimisation.
        if fs::metadata(&path).unwrap().len() < 700_000 {
            assert_same(&with_tests(Input::document(&path)), &path.display().to_string());
        }
    }
}
