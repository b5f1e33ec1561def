//! The `bindery` command as a user runs it.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

/// A document with one operation, whose body only prose describes, and one thing to lose.
const DOCUMENT: &str = r#"openapi: 3.1.0
info: { title: Ferries, version: "1" }
paths:
  /crossings:
    post:
      operationId: book
      description: |
        ## Request parameters

        | Name | Type | Required |
        |------|------|----------|
        | from | string | yes |
        | deck | integer | no |
      responses: { "201": { $ref: '#/components/responses/Booked' }, default: { description: A problem } }
"#;

const OVERLAY: &str = r#"overlay: 1.0.0
info: { title: Corrections, version: "1" }
actions:
  - target: $
    update: { components: { responses: { Booked: { description: Booked } } } }
"#;

/// A folder in which the command runs.
struct Folder(TempDir);

impl Folder {
    /// With `ferries.yml`.
    fn new() -> Self {
        let folder = Self(TempDir::new().unwrap());
        folder.write("ferries.yml", DOCUMENT);
        folder
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn has(&self, path: &str) -> bool {
        self.0.path().join(path).exists()
    }

    /// Runs the command with arguments that have no spaces of their own.
    fn run(&self, arguments: &str) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
        command.args(arguments.split_whitespace()).current_dir(self.0.path());
        Ran::of(command.output().unwrap())
    }

    /// Every file below it and what it holds.
    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(self.0.path(), &mut files);
        files
    }
}

fn collect(folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => collect(&path, files),
            false => drop(files.insert(path.display().to_string(), fs::read(&path).unwrap())),
        }
    }
}

/// What a run said, and how it ended.
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Ran {
    fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let ran = Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) };
        assert!(!ran.err.contains("panicked"), "{}", ran.err);
        assert!(!ran.err.contains('\u{1b}') && !ran.out.contains('\u{1b}'), "colour in a pipe: {}", ran.err);
        ran
    }

    #[track_caller]
    fn ends_with(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "stdout: {}\nstderr: {}", self.out, self.err);
        self
    }

    #[track_caller]
    fn says(self, text: &str) -> Self {
        assert!(self.err.contains(text), "no {text:?} in: {}", self.err);
        self
    }
}

#[test]
fn a_crate_is_written() {
    let folder = Folder::new();
    let ran = folder.run("generate ferries.yml --out crate").ends_with(0);
    assert_eq!(ran.out, "");
    let ran =
        ran.says("lossy[dangling-reference]").says(" --> ferries.yml:14:").says("= at: /paths/~1crossings/");
    ran.says("files written, 0 removed (1 lossy)");
    assert!(folder.read("crate/src/models.rs").contains("pub struct BookRequest"));
    assert!(folder.read("crate/Cargo.toml").contains("name = \"ferries\""));
    let before = folder.files();
    folder.run("generate ferries.yml --out crate").ends_with(0).says("crate is up to date");
    folder.run("generate ferries.yml -o crate").ends_with(0).says("crate is up to date");
    assert_eq!(folder.files(), before);
}

#[test]
fn an_error_writes_nothing() {
    let folder = Folder::new();
    folder.run("generate ferries.yml --out crate").ends_with(0);
    let before = folder.files();
    folder.write("broken.yml", "openapi: 3.1.0\ninfo:\n\ttitle: x\n");
    let ran = folder.run("generate broken.yml --out crate").ends_with(1);
    ran.says("error[syntax]").says("broken.yml:3:").says("nothing written: 1 error");
    folder.run("generate missing.yml --out crate").ends_with(1).says("error[unreadable]").says("missing.yml");
    folder.run("generate broken.yml --out new").ends_with(1);
    assert!(!folder.has("new"));
    fs::remove_file(folder.0.path().join("broken.yml")).unwrap();
    assert_eq!(folder.files(), before);
}

#[test]
fn checking_names_the_files_and_writes_nothing() {
    let folder = Folder::new();
    let ran = folder.run("generate ferries.yml --out crate --check").ends_with(1);
    ran.says("missing: crate/Cargo.toml").says("run the same command without --check");
    assert!(!folder.has("crate"));
    folder.run("generate ferries.yml --out crate").ends_with(0);
    folder.run("generate ferries.yml --out crate --check").ends_with(0).says("crate is up to date");
    folder.write("crate/src/models.rs", "// edited");
    let ran = folder.run("generate ferries.yml --out crate").ends_with(0);
    ran.says("crate: 1 file written, 0 removed");
    folder.write("crate/src/models.rs", "// edited");
    fs::remove_file(folder.0.path().join("crate/src/client.rs")).unwrap();
    let before = folder.files();
    let ran = folder.run("generate ferries.yml --out crate --check").ends_with(1);
    let ran = ran.says("different: crate/src/models.rs").says("missing: crate/src/client.rs");
    assert!(!ran.err.contains("operations.rs"), "{}", ran.err);
    assert_eq!(folder.files(), before);
}

#[test]
fn losses_can_be_denied() {
    let folder = Folder::new();
    let ran = folder.run("generate ferries.yml --out crate --deny lossy").ends_with(1);
    ran.says("lossy[dangling-reference]").says("nothing written: 1 lossy");
    assert!(!folder.has("crate"));
    folder.write("overlay.yml", OVERLAY);
    folder.run("generate ferries.yml --out crate --deny lossy --overlay overlay.yml").ends_with(0);
    assert!(folder.has("crate/src/lib.rs"));
}

#[test]
fn the_report_is_json() {
    let folder = Folder::new();
    folder.run("generate ferries.yml --out crate --report report.json").ends_with(0);
    let report: Value = serde_json::from_str(&folder.read("report.json")).unwrap();
    let [only] = report.as_array().unwrap().as_slice() else { panic!("{report}") };
    assert_eq!(only["code"], "dangling-reference");
    assert_eq!(only["severity"], "lossy");
    assert_eq!(only["pointer"], "/paths/~1crossings/post/responses/201");
    assert_eq!((&only["file"], &only["line"]), (&json!("ferries.yml"), &json!(14)));
    folder.write("empty.yml", "");
    folder.run("generate empty.yml --out crate --report report.json").ends_with(1);
    let report: Value = serde_json::from_str(&folder.read("report.json")).unwrap();
    assert_eq!(report[0]["code"], "not-openapi", "also where nothing is written");
}

#[test]
fn wrong_usage_is_told_apart() {
    let folder = Folder::new();
    folder.run("").ends_with(2).says("Usage: bindery");
    folder.run("generate ferries.yml").ends_with(2).says("--out <DIR>");
    folder.run("generate --out crate").ends_with(2).says("<DOCUMENT>");
    folder.run("generate ferries.yml --out crate --deny errors").ends_with(2).says("lossy");
    folder.run("generate ferries.yml --out crate --colour").ends_with(2).says("--colour");
    folder.run("generate ferries.yml --out ferries.yml").ends_with(2).says("'--out <DIR>': this is a file");
    folder
        .run("generate ferries.yml --out crate --name 9-lives")
        .ends_with(2)
        .says("not the name of a package");
    assert!(!folder.has("crate"));
    folder.run("bind ferries.yml").ends_with(2).says("bind");
    assert!(folder.run("generate --help").ends_with(0).out.contains("--check"));
    assert!(folder.run("--version").ends_with(0).out.starts_with("bindery "));
}

#[test]
fn a_configuration_and_a_name() {
    let folder = Folder::new();
    folder.write(
        "spec/bindery.toml",
        "overlays = [\"overlay.yml\"]\n[package]\nname = \"sail\"\nversion = \"2.0.0\"\n",
    );
    folder.write("spec/overlay.yml", OVERLAY);
    folder.run("generate ferries.yml --out crate --config spec/bindery.toml --deny lossy").ends_with(0);
    let manifest = folder.read("crate/Cargo.toml");
    assert!(manifest.contains("name = \"sail\"\nversion = \"2.0.0\""), "{manifest}");
    let named = "generate ferries.yml --out crate --config spec/bindery.toml --name row-boats";
    folder.run(named).ends_with(0);
    assert!(folder.read("crate/Cargo.toml").contains("name = \"row-boats\"\nversion = \"2.0.0\""));
    folder.write("spec/bindery.toml", "[package]\nnaem = \"sail\"\n");
    let ran = folder.run("generate ferries.yml --out crate --config spec/bindery.toml").ends_with(1);
    ran.says("error[configuration]").says("bindery.toml:2:1").says("naem");
    folder.write("spec/bindery.toml", "[package]\nname = \"my crate\"\n");
    let ran = folder.run("generate ferries.yml --out crate --config spec/bindery.toml").ends_with(1);
    ran.says("error[configuration]").says("bindery.toml:2:8").says("`my crate` is not the name of a package");
}

#[test]
fn a_configuration_may_name_the_document() {
    let folder = Folder::new();
    folder.write("spec/bindery.toml", "document = \"../ferries.yml\"\n");
    folder.run("generate --config spec/bindery.toml --out crate").ends_with(0);
    let written = folder.read("crate/src/models.rs");
    folder.run("generate ferries.yml --out other").ends_with(0);
    assert_eq!(written, folder.read("other/src/models.rs"));
    folder.write("spec/bindery.toml", "");
    let ran = folder.run("generate --config spec/bindery.toml --out crate").ends_with(1);
    ran.says("no document is named").says("spec/bindery.toml");
}

#[test]
fn overlays_apply_one_after_the_other() {
    let folder = Folder::new();
    let rename = |to: &str| {
        format!(
            "overlay: 1.0.0\ninfo: {{ title: x, version: '1' }}\nactions:\n- target: $.paths.*.post\n  update: {{ operationId: {to} }}\n"
        )
    };
    folder.write("a.yml", &rename("reserve"));
    folder.write("b.yml", &rename("embark"));
    folder.run("generate ferries.yml --out crate --overlay a.yml --overlay b.yml").ends_with(0);
    assert!(folder.read("crate/src/operations.rs").contains("pub struct Embark"));
    folder.run("generate ferries.yml --out crate --overlay b.yml --overlay a.yml").ends_with(0);
    assert!(folder.read("crate/src/operations.rs").contains("pub struct Reserve"));
}

#[test]
fn an_overlay_that_is_not_there_is_told_once() {
    let ran = Folder::new().run("generate ferries.yml --out crate --overlay no.yml").ends_with(1);
    let ran = ran.says("error[unreadable]").says("--> no.yml").says("nothing written: 1 error, 1 lossy");
    assert!(!ran.err.contains("not-overlay"), "{}", ran.err);
}

#[test]
fn a_correction_may_be_of_what_prose_says() {
    let folder = Folder::new();
    let fact = "$.components.schemas.BookRequest.properties.deck";
    folder.write(
        "overlay.yml",
        &format!("overlay: 1.0.0\ninfo: {{ title: x, version: '1' }}\nactions:\n- target: {fact}\n  update: {{ type: string }}\n"),
    );
    folder.run("generate ferries.yml --out crate --overlay overlay.yml").ends_with(0);
    assert!(folder.read("crate/src/models.rs").contains("pub deck: Option<String>"));
}

#[test]
fn a_correction_of_nothing_is_an_error() {
    let folder = Folder::new();
    folder.write(
        "overlay.yml",
        "overlay: 1.0.0\ninfo: { title: x, version: '1' }\nactions:\n- target: $.paths['/crossing']\n  remove: true\n",
    );
    let ran = folder.run("generate ferries.yml --out crate --overlay overlay.yml").ends_with(1);
    ran.says("error[unmatched-action]").says("$.paths['/crossing']").says("overlay.yml:4:");
    assert!(!folder.has("crate"));
    folder.write("overlay.yml", "overlay: 3.0.0\n");
    folder
        .run("generate ferries.yml --out crate --overlay overlay.yml")
        .ends_with(1)
        .says("error[not-overlay]");
}

#[test]
fn a_file_of_someone_else_stays() {
    let folder = Folder::new();
    folder.write("crate/src/lib.rs", "// mine");
    let ran = folder.run("generate ferries.yml --out crate").ends_with(1);
    ran.says("crate/src/lib.rs").says("because bindery did not write them");
    assert_eq!(folder.read("crate/src/lib.rs"), "// mine");
    assert!(!folder.has("crate/Cargo.toml"));
}

#[test]
fn lifting_writes_the_document_and_the_facts() {
    let folder = Folder::new();
    folder.run("lift ferries.yml --out lifted.yml --overlay-out facts.yml").ends_with(0);
    let lifted: Value = serde_yaml::from_str(&folder.read("lifted.yml")).unwrap();
    assert_eq!(lifted["openapi"], "3.1.0");
    assert_eq!(lifted["components"]["schemas"]["BookRequest"]["required"], json!(["from"]));
    assert_eq!(lifted["paths"]["/crossings"]["post"]["requestBody"]["required"], true);
    let facts: Value = serde_yaml::from_str(&folder.read("facts.yml")).unwrap();
    assert_eq!(facts["overlay"], "1.0.0");
    folder.run("lift ferries.yml --out lifted.json --overlay-out facts.json").ends_with(0);
    let json: Value = serde_json::from_str(&folder.read("lifted.json")).unwrap();
    assert_eq!(json, lifted);
    let json: Value = serde_json::from_str(&folder.read("facts.json")).unwrap();
    assert_eq!(json, facts);
    let shown = folder.run("lift ferries.yml").ends_with(0).out;
    assert_eq!(serde_yaml::from_str::<Value>(&shown).unwrap(), lifted);
}

#[test]
fn the_facts_make_the_lifted_document_of_the_published_one() {
    use bindery::report::Report;
    use bindery::source::{Sources, read};
    let folder = Folder::new();
    folder.run("lift ferries.yml --out lifted.yml --overlay-out facts.yml").ends_with(0);
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let mut load = |name: &str| read(&folder.0.path().join(name), &mut sources, &mut report);
    let (mut published, lifted, facts) = (load("ferries.yml"), load("lifted.yml"), load("facts.yml"));
    let facts = bindery::overlay::parse(&facts, &mut report);
    assert!(!facts.actions.is_empty());
    let unmatched = bindery::overlay::apply(&mut published, &facts, &mut report);
    assert!(unmatched.is_empty(), "{unmatched:?}");
    assert_eq!(published.value, lifted.value);
    assert!(report.diagnostics().is_empty());
    // What is lifted is all there is: nothing is left for a second time.
    folder.run("lift lifted.yml --overlay-out again.json").ends_with(0);
    let again: Value = serde_json::from_str(&folder.read("again.json")).unwrap();
    assert_eq!(again["actions"].as_array().map(Vec::len), Some(0), "{again:#}");
}

#[test]
fn a_document_that_cannot_be_lifted_writes_nothing() {
    let folder = Folder::new();
    folder.write("page.html", "<!DOCTYPE html>\n<html>");
    let ran = folder.run("lift page.html --out lifted.yml --overlay-out facts.yml").ends_with(1);
    ran.says("error[").says("nothing written");
    assert!(!folder.has("lifted.yml") && !folder.has("facts.yml"));
}

#[test]
fn names_are_kept_beside_the_configuration() {
    let folder = Folder::new();
    folder.write("spec/bindery.toml", "");
    folder.run("generate ferries.yml --out plain").ends_with(0);
    assert!(!folder.has("names.lock"), "without a configuration there is no place for it");
    let configured = "generate ferries.yml --out crate --config spec/bindery.toml";
    let ran = folder.run(&format!("{configured} --check")).ends_with(1);
    ran.says("different: spec/names.lock");
    assert!(!folder.has("spec/names.lock"));
    folder.run(configured).ends_with(0);
    let lock = folder.read("spec/names.lock");
    assert!(lock.contains("operation Book book\n  at \"book\"\n  at \"/paths/"), "{lock}");
    assert!(lock.contains("/post\"\n  body body\n"), "{lock}");
    folder.run(&format!("{configured} --check")).ends_with(0);
    // A line that nobody needs differs, and goes.
    let lock = folder.read("spec/names.lock");
    folder.write("spec/names.lock", &format!("{lock}\ntype Ghost\n  at \"/components/schemas/Ghost\"\n"));
    folder.run(&format!("{configured} --check")).ends_with(1).says("different: spec/names.lock");
    folder.run(configured).ends_with(0);
    assert_eq!(folder.read("spec/names.lock"), lock);
    folder.write("spec/bindery.toml", "lock = \"sub/my.lock\"\n");
    folder.run(configured).ends_with(0);
    assert_eq!(folder.read("spec/sub/my.lock"), lock);
    folder.run("generate ferries.yml --out plain --lock here.lock").ends_with(0);
    assert_eq!(folder.read("here.lock"), lock);
}

#[test]
fn names_that_are_kept_are_only_read_when_they_agree() {
    let folder = Folder::new();
    let command = "generate ferries.yml --out crate --lock names.lock";
    folder.run(command).ends_with(0);
    let path = folder.0.path().join("names.lock");
    let written = fs::metadata(&path).unwrap().modified().unwrap();
    folder.run(command).ends_with(0);
    assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), written);
}
