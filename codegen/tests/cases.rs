//! Drop a file, get a test: each `cases/<feature>/<case>.yml` is a fragment of a document. Its crate and its diagnostics
//! are a snapshot, and all the crates together must compile without a warning.

use crate::support::compiled;
use crate::support::{Fragment, fragments};
use bindery::report::Color;
use bindery::write::Files;
use bindery::{Output, generate};

/// The files of a crate in the order in which a person reads them. Those in `crate/` are shown whole; elsewhere what is
/// the same for all documents is left out.
fn shown(fragment: &Fragment, files: &Files) -> String {
    const READ: &[&str] = &[
        "src/models.rs",
        "src/operations.rs",
        "src/client.rs",
        "src/credentials.rs",
        "src/servers.rs",
        "src/webhooks.rs",
        "src/callbacks.rs",
        "src/models/codec.rs",
    ];
    const WHOLE: &[&str] = &["src/lib.rs", "Cargo.toml", "README.md"];
    const SERVER: &[&str] = &["src/server.rs", "src/server/requests.rs", "src/server/replies.rs"];
    // The server repeats much of the operations: it is shown where it is what a case is about, and nothing else is.
    if fragment.feature == "server" {
        return texts(SERVER.iter(), files);
    }
    let whole = WHOLE.iter().filter(|_| fragment.feature == "crate");
    texts(whole.chain(READ), files)
}

fn texts<'p>(paths: impl Iterator<Item = &'p &'p str>, files: &Files) -> String {
    paths.filter_map(|path| Some(format!("━━━ {path} ━━━\n{}\n", files.get(*path)?))).collect()
}

fn run(fragment: &Fragment) -> Output {
    let name = format!("{}-{}", fragment.feature, fragment.name).replace('_', "-");
    generate(&fragment.input().with_name(name))
}

#[test]
fn emits() {
    insta::glob!("cases/*/*.yml", |path| {
        let fragment = Fragment::read(path);
        let output = run(&fragment);
        let folder = format!("{}/", fragment.folder.path().display());
        let diagnostics = output.report.render(&output.sources, Color::Never).replace(&folder, "");
        let files = output
            .files
            .map_or("━━━ no crate ━━━\n".to_owned(), |files| shown(&fragment, &files));
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("snapshots/cases");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("case", format!("{diagnostics}{files}")));
    });
}

#[test]
fn compiles_without_a_warning() {
    let crates = fragments("cases").into_iter().filter_map(|fragment| {
        let member = format!("{}/{}", fragment.feature, fragment.name);
        Some((member, run(&fragment).files?))
    });
    // With an engine for patterns; `structs/constraints` has some, too, and is compiled without.
    let said = compiled::complaints("cases", crates, &["--features", "structs-patterns/patterns"]);
    assert!(said.is_empty(), "{said}");

    // Clippy is asked about those with the most kinds of code, rustdoc about those with the most text.
    let packages = |is_one: fn(&Fragment) -> bool| -> Vec<String> {
        let chosen = fragments("cases").into_iter().filter(is_one);
        chosen.map(|it| format!("--package={}-{}", it.feature, it.name.replace('_', "-"))).collect()
    };
    if compiled::has_clippy() {
        let linted = packages(|it| {
            ["operations", "unions"].contains(&&*it.feature) || ["field_names", "tuples"].contains(&&*it.name)
        });
        assert_eq!(compiled::said("cases", &["clippy"], &linted), "");
    }
    let documented = packages(|it| it.feature == "docs" || it.name == "elsewhere");
    assert_eq!(compiled::said("cases", &["doc", "--no-deps"], &documented), "");
}
