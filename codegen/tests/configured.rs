//! What the configuration says about single things of the document: other names, other types.

use bindery::report::Severity;
use bindery::{Input, Output, generate};
use std::fs;
use tempfile::TempDir;

const DOCUMENT: &str = r##"openapi: 3.1.0
info: { title: Jobs, version: "1" }
paths:
  /jobs:
    post:
      operationId: createJob
      parameters: [{ name: x-id, in: query, schema: { type: string } }]
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Job" } } } }
      responses: { "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Job" } } } } }
components:
  schemas:
    Job:
      type: object
      properties:
        took_long: { type: string, format: uuid }
        state: { type: string, enum: [in-progress, done] }
    Other: { type: object, properties: { a: { type: string }, b: { type: string } } }
    Plain: { type: string }
"##;

/// A folder with the document and a configuration.
struct Folder(TempDir);

impl Folder {
    fn new(config: &str) -> Self {
        let folder = Self(TempDir::new().unwrap());
        fs::write(folder.0.path().join("jobs.yml"), DOCUMENT).unwrap();
        folder.configure(config);
        folder
    }

    fn configure(&self, config: &str) {
        fs::write(self.0.path().join("bindery.toml"), format!("document = 'jobs.yml'\n{config}")).unwrap();
    }

    /// Generates, and keeps the names.
    fn run(&self) -> Output {
        let output = generate(&Input::config(self.0.path().join("bindery.toml")));
        if let Some(lock) = &output.lock {
            fs::write(&lock.path, &lock.text).unwrap();
        }
        output
    }
}

/// What is told of a configuration: the message and line of each error.
fn errors(config: &str) -> Vec<(String, u64)> {
    let output = Folder::new(config).run();
    assert_eq!(output.files.is_none(), output.report.worst() == Some(Severity::Error));
    let told = output.report.to_json(&output.sources);
    let errors = told.as_array().unwrap().iter().filter(|one| one["severity"] == "error");
    let text = |one: &serde_json::Value, key: &str| one[key].as_str().unwrap_or_default().to_owned();
    errors
        .map(|one| {
            assert_eq!(text(one, "code"), "configuration");
            assert!(text(one, "file").ends_with("bindery.toml") && !text(one, "help").is_empty());
            (text(one, "message"), one["line"].as_u64().unwrap())
        })
        .collect()
}

#[test]
fn an_entry_that_is_about_nothing_is_an_error_with_its_line() {
    for (config, message) in [
        ("[formats]\nuid = { type = 'a::B' }", "no text of the document has the format `uid`"),
        ("[replace]\nJobs = { type = 'a::B' }", "no schema is called `Jobs`"),
        ("[replace]\n'Job.stat' = { type = 'a::B' }", "no schema is called `Job.stat`"),
        ("[replace]\n'/components/schemas/No' = { type = 'a::B' }", "no schema is called"),
        ("[rename.schemas]\nJobs = 'Task'", "no schema that has a type of its own is called `Jobs`"),
        ("[rename.schemas]\nPlain = 'Text'", "no schema that has a type of its own is called `Plain`"),
        ("[rename.properties]\n'Job.tookLong' = 'long'", "no property is called `Job.tookLong`"),
        (
            "[rename.values]\n'Job.state.failed' = 'Failed'",
            "no value of an enum is called `Job.state.failed`",
        ),
        ("[rename.operations]\n'GET /jobs' = 'jobs'", "no operation is called `GET /jobs`"),
        ("[rename.parameters]\n'createJob.id' = 'id'", "no parameter is called `createJob.id`"),
        ("\nrepeatable = ['GET /jobs']", "no operation is called `GET /jobs`"),
    ] {
        let found = errors(config);
        assert!(matches!(&found[..], [(told, 3)] if told.starts_with(message)), "{config}: {found:?}");
    }
}

#[test]
fn a_name_that_cannot_be_given_is_an_error_with_its_line() {
    for (config, message) in [
        ("[rename.schemas]\nJob = 'my job'", "`my job` is not the name of a type"),
        ("[rename.schemas]\nJob = 'my_job'", "`my_job` is not the name of a type"),
        ("[rename.schemas]\nJob = 'Self'", "`Self` is not the name of a type"),
        ("[rename.schemas]\nJob = 'Vec'", "`Vec` is taken"),
        ("[rename.schemas]\n# one\nJob = 'Task'\nOther = 'Task'", "`Task` is taken"),
        ("[rename.properties]\n'Job.state' = 'type'", "`type` is not the name of a field"),
        ("[rename.properties]\n'Job.state' = 'gen'", "`gen` is not the name of a field"),
        ("[rename.properties]\n'Job.state' = 'State'", "`State` is not the name of a field"),
        ("[rename.properties]\n'Job.state' = 'validate'", "`validate` is taken"),
        ("[rename.properties]\n# one\n'Other.a' = 'x'\n'Other.b' = 'x'", "`x` is taken"),
        ("[rename.operations]\ncreateJob = 'send'", "`send` is taken"),
        ("[rename.parameters]\n'createJob.x-id' = 'x-id'", "`x-id` is not the name of a field"),
    ] {
        let found = errors(config);
        let line = if config.contains("# one") { 5 } else { 3 };
        let is_told = matches!(&found[..], [(told, at)] if told.starts_with(message) && *at == line);
        assert!(is_told, "{config}: {found:?}");
    }
}

#[test]
fn a_constructor_that_credentials_have_is_an_error_with_its_line() {
    let entry = |name: &str| format!("[credentials.{name}]\nscheme = 'bearer'\ntoken = '{{key}}'\n");
    for name in ["bearer", "none", "token-source", "clone", "Default", "from", "and"] {
        let found = errors(&format!("# one\n{}", entry(name)));
        let method = name.replace('-', "_").to_lowercase();
        let message = format!("every crate has a `Credentials::{method}` already");
        assert_eq!(found, [(message, 3)]);
    }
    let found = errors(&[entry("desk-key"), entry("desk_key")].concat());
    assert_eq!(found, [("`desk-key` is a `Credentials::desk_key` already".to_owned(), 5)]);
    assert_eq!(errors(&entry("my-bearer")), []);
}

#[test]
fn a_file_that_is_not_there_is_an_error_where_it_is_named() {
    let message = |path: &str| format!("the file `{path}` does not exist");
    let found = errors("overlays = [\n  'no.yml',\n  'sub/no.yml',\n]\n");
    assert_eq!(found, [(message("no.yml"), 3), (message("sub/no.yml"), 4)]);

    let folder = Folder::new("");
    fs::write(folder.0.path().join("bindery.toml"), "# one\ndocument = 'no.yml'\n").unwrap();
    let output = folder.run();
    let told = output.report.to_json(&output.sources);
    assert_eq!(told.as_array().unwrap().len(), 1, "{told}");
    assert_eq!((told[0]["message"].as_str(), told[0]["line"].as_u64()), (Some(&*message("no.yml")), Some(2)));
}

#[test]
fn a_crate_that_is_there_anyway_is_no_dependency() {
    for path in ["http::Uri", "regex_lite::Regex"] {
        let found = errors(&format!("[formats]\nuuid = {{ type = '{path}', dependency = '1' }}"));
        let root = path.split("::").next().unwrap();
        let message = format!("generated crates depend on `{root}` already");
        assert_eq!(found, [(message, 3)]);
        assert_eq!(errors(&format!("[formats]\nuuid = {{ type = '{path}' }}")), []);
    }
}

#[test]
fn a_name_that_an_enum_has_in_the_lock_goes_to_the_operation_that_is_given_it() {
    let other = "responses: { '201': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Other' } } } }, \"200\"";
    let document = DOCUMENT.replace("responses: { \"200\"", other) + "    Last: { type: string }\n";
    let document = document.replace(
        "paths:\n",
        "paths:\n  /ping: { get: { operationId: ping, responses: { '204': { description: ok } } } }\n",
    );
    let folder = Folder::new("");
    fs::write(folder.0.path().join("jobs.yml"), document).unwrap();
    folder.run();
    folder.configure("[rename.operations]\nping = 'create_job_outcome'");
    let operations = &folder.run().files.unwrap()["src/operations.rs"];
    assert!(operations.contains("pub struct CreateJobOutcome "), "{operations}");
    assert!(operations.contains("pub enum CreateJobOutcome2 "), "{operations}");
}

#[test]
fn a_name_comes_before_the_lock_and_goes_into_it() {
    let folder = Folder::new("");
    assert!(folder.run().files.unwrap()["src/models.rs"].contains("pub struct Job "));

    let renames = "[rename.schemas]\nJob = 'Task'\n[rename.operations]\ncreateJob = 'add'\n\
                   [rename.properties]\n'Job.took_long' = 'long'\n[rename.values]\n'Job.state.done' = 'Ended'\n\
                   [rename.parameters]\n'createJob.x-id' = 'id'\n";
    folder.configure(renames);
    let renamed = folder.run();
    let files = renamed.files.unwrap();
    for name in ["pub struct Task ", "pub long: ", "Ended,"] {
        assert!(files["src/models.rs"].contains(name), "{name}");
    }
    for name in ["pub struct Add<", "pub id: "] {
        assert!(files["src/operations.rs"].contains(name), "{name}");
    }
    // A second run has nothing new to say.
    let lock = renamed.lock.unwrap().text;
    assert!(lock.contains("type Task\n") && lock.contains("operation Add add\n"), "{lock}");
    let again = folder.run();
    assert_eq!((again.files.as_ref(), again.lock.unwrap().text), (Some(&files), lock));

    // Without the entries the names stay as any others do, and notes say how to get new ones.
    folder.configure("");
    let kept = folder.run();
    assert_eq!(kept.files.as_ref(), Some(&files));
    let said = kept.report.to_json(&kept.sources).to_string();
    assert!(said.contains("would be called `Job` by now; it stays `Task`"), "{said}");
}

#[test]
fn a_guide_of_its_own_stands_in_the_documentation_of_the_crate() {
    let output = Folder::new("[documentation]\nguide = '''\n# Jobs\n\nA job is done *once*.\n'''\n").run();
    let files = output.files.unwrap();
    let root = &files["src/lib.rs"];
    let place = |text: &str| root.find(text).unwrap_or_else(|| panic!("{text} is not there"));
    assert!(
        place("//! # Getting started")
            < place("//! # Jobs\n//!\n//! A job is done *once*.\n//!\n//! # Calls")
    );
}
