//! The house keeps its shape: data flows one way, files and functions stay small, nothing knows a vendor.

use proc_macro2::{TokenStream, TokenTree};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The stages in the order in which data flows. A stage may name what stands before it, whose output it reads.
/// `references` is no stage of its own: it finds what a `$ref` leads to, and says by an overlay how to go on without.
const STAGES: &[&str] = &[
    "source",
    "overlay",
    "references",
    "dialect",
    "prose",
    "lower",
    "paging",
    "examples",
    "analyze",
    "name",
    "emit",
    "print",
    "write",
];

/// What passes between stages, or is common to them. It names no stage.
const NOUNS: &[&str] = &["ir", "pointer", "shape", "case", "config"];

/// What may be named although it stands further on, and why.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    ("emit", "print::BLANK_LINE", "a mark in the items that `print` turns into a blank line"),
    (
        "emit",
        "print::comments",
        "where the texts of doc comments wait until `print` puts them into their places",
    ),
    ("print", "write::Files", "what passes from one to the other"),
];

/// Words of the first vendor. What is known of a vendor belongs in its document or overlay.
const VENDOR: &[&str] = &["zendesk", "anychannel", "channelback", "instancepush", "externalresource"];

const MOST_LINES_OF_A_FILE: usize = 460;
const MOST_LINES_OF_A_FUNCTION: usize = 60;

/// A source file.
struct Source {
    /// Its path below `src`, with forward slashes.
    path: String,
    text: String,
}

impl Source {
    fn is_test(&self) -> bool {
        self.path.ends_with("tests.rs") || self.path.contains("tests/")
    }

    /// The text before the unit tests, which stand at the end.
    fn code(&self) -> &str {
        self.text.split("#[cfg(test)]\nmod ").next().unwrap_or_default()
    }

    /// The modules that lead to it: `emit/docs/mod.rs` is `emit`, `docs`.
    fn modules(&self) -> Vec<&str> {
        let path = self.path.trim_end_matches(".rs").trim_end_matches("/mod");
        path.split('/').collect()
    }

    /// The paths below the crate's root that its code names, such as `report::Code`.
    fn named(&self) -> BTreeSet<String> {
        let code: String = self
            .code()
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect::<Vec<_>>()
            .join("\n");
        let tokens: TokenStream = code.parse().unwrap_or_else(|error| panic!("{}: {error}", self.path));
        let mut named = BTreeSet::new();
        walk(tokens, self.modules().len(), &mut named);
        named
    }
}

/// Every source file of the package, but not of the runtime, which is a crate of its own in all but name.
fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    let read = |path: PathBuf| {
        let below = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
        Source { path: below, text: fs::read_to_string(&path).unwrap() }
    };
    files.into_iter().map(read).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        match path.is_dir() {
            true => collect(&path, files),
            false if path.extension().is_some_and(|end| end == "rs") => files.push(path),
            false => {}
        }
    }
}

/// Collects the paths after `crate::`, and after as many `super::` as lead to the crate's root.
fn walk(tokens: TokenStream, depth: usize, named: &mut BTreeSet<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        if let TokenTree::Group(group) = &tokens[at] {
            walk(group.stream(), depth, named);
        }
        let mut supers = 0;
        while is_ident(tokens.get(at), "super") && is_colon(&tokens, at + 1) {
            supers += 1;
            at += 3;
        }
        if supers > 0 && supers >= depth {
            add(&tokens[at..], named);
        } else if is_ident(tokens.get(at), "crate") && is_colon(&tokens, at + 1) {
            add(&tokens[at + 3..], named);
        }
        at += usize::from(supers == 0);
    }
}

/// Adds the path, or the paths of the group, at the start of the tokens.
fn add(tokens: &[TokenTree], named: &mut BTreeSet<String>) {
    match tokens.first() {
        Some(TokenTree::Group(group)) => {
            let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
            tokens.split(|token| token.to_string() == ",").for_each(|path| add(path, named));
        }
        Some(TokenTree::Ident(first)) => {
            let second = tokens.get(3).filter(|_| is_colon(tokens, 1)).map(|token| format!("::{token}"));
            named.insert(format!("{first}{}", second.unwrap_or_default()));
        }
        _ => {}
    }
}

fn is_ident(token: Option<&TokenTree>, name: &str) -> bool {
    matches!(token, Some(TokenTree::Ident(ident)) if ident == name)
}

fn is_colon(tokens: &[TokenTree], at: usize) -> bool {
    [at, at + 1]
        .iter()
        .all(|at| matches!(tokens.get(*at), Some(TokenTree::Punct(punct)) if punct.as_char() == ':'))
}

#[test]
fn data_flows_one_way() {
    let place = |module: &str| STAGES.iter().position(|stage| *stage == module);
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test()) {
        let module = source.modules()[0];
        for path in source.named() {
            let Some(target) = place(path.split("::").next().unwrap()) else { continue };
            let is_allowed = match place(module) {
                Some(stage) => target <= stage,
                // A place names the file that it is in.
                None if module == "report" => STAGES[target] == "source",
                None => !NOUNS.contains(&module),
            };
            let is_excepted = EXCEPTIONS.iter().any(|(from, to, _)| *from == module && *to == path);
            if !is_allowed && !is_excepted {
                wrong.push(format!("{} uses `{path}`", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "against the current:\n{}", wrong.join("\n"));
}

#[test]
fn every_stage_and_exception_is_there() {
    let sources = sources();
    let of =
        |module: &str| sources.iter().filter(move |source| source.modules()[0] == module).collect::<Vec<_>>();
    for module in STAGES.iter().chain(NOUNS) {
        assert!(!of(module).is_empty(), "no module `{module}`");
    }
    for (from, to, _) in EXCEPTIONS {
        assert!(of(from).iter().any(|source| source.named().contains(*to)), "`{from}` no longer uses `{to}`");
    }
}

#[test]
fn the_runtime_stands_alone() {
    for source in sources().iter().filter(|source| source.path.starts_with("runtime/") && !source.is_test()) {
        for path in source.named() {
            assert!(
                path.starts_with("runtime"),
                "{} uses `{path}`, which no generated crate has",
                source.path
            );
        }
    }
}

#[test]
fn nothing_knows_a_vendor() {
    for source in sources() {
        if source.path == "dialect/tests/corpus.rs" {
            continue;
        }
        let plain: String = source.text.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
        for word in VENDOR {
            assert!(!plain.contains(word), "{} knows the vendor's `{word}`", source.path);
        }
    }
}

/// A file that `main.rs` does not name would never run.
#[test]
fn every_file_of_tests_is_a_module() {
    let named = fs::read_to_string("tests/main.rs").unwrap();
    let named: BTreeSet<_> = named
        .lines()
        .filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';').map(str::to_owned))
        .collect();
    let names = fs::read_dir("tests").unwrap().map(|entry| entry.unwrap().path());
    let files = names.filter(|path| path.extension().is_some_and(|end| end == "rs"));
    let files = files.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned());
    let files: BTreeSet<_> = files.filter(|name| name != "main").chain(["support".to_owned()]).collect();
    assert_eq!(files, named);
}

#[test]
fn files_stay_small() {
    for source in sources().iter().filter(|source| !source.is_test()) {
        let lines = source.text.lines().count();
        assert!(
            lines <= MOST_LINES_OF_A_FILE,
            "{} has {lines} lines: make it a folder of modules",
            source.path
        );
    }
}

#[test]
fn functions_stay_small() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test()) {
        let lines: Vec<&str> = source.text.lines().collect();
        for (start, line) in lines.iter().enumerate().filter(|(_, line)| starts_function(line)) {
            let indent = &line[..line.len() - line.trim_start().len()];
            let end = lines[start..].iter().position(|line| line.strip_prefix(indent) == Some("}"));
            // A function on one line, or one without a body, ends where it starts.
            let is_open = !line.ends_with('}') && !line.ends_with(';');
            let length = end.filter(|_| is_open).map_or(1, |end| end + 1);
            if length > MOST_LINES_OF_A_FUNCTION {
                wrong.push(format!("{}:{} has {length} lines: {}", source.path, start + 1, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a line starts a function as rustfmt writes it.
fn starts_function(line: &str) -> bool {
    const BEFORE: &[&str] = &["pub", "pub(crate)", "pub(super)", "const", "async"];
    line.split_whitespace().find(|word| !BEFORE.contains(word)) == Some("fn")
}

#[test]
fn what_cannot_fail_says_why() {
    const MAY_PANIC: &[&str] =
        &[".unwrap()", ".expect(", "panic!(", "unreachable!(", "todo!(", "unimplemented!("];
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test()) {
        let lines: Vec<&str> = source.code().lines().collect();
        for (index, line) in lines.iter().enumerate() {
            let (code, comment) = line.split_once("//").unwrap_or((line, ""));
            let before = index.checked_sub(1).map_or("", |index| lines[index]);
            let is_explained = !comment.is_empty() || before.trim_start().starts_with("//");
            if MAY_PANIC.iter().any(|call| code.contains(call)) && !is_explained {
                wrong.push(format!("{}:{}: {}", source.path, index + 1, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "no comment says why this cannot panic:\n{}", wrong.join("\n"));
}
