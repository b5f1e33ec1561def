//! Bad input, one fragment each: `rejects/<code>/<case>.yml` is told by exactly that code, with a place.

use crate::support::fragments;
use bindery::generate;
use bindery::report::{Code, Severity};
use std::collections::BTreeSet;

/// The codes that no fragment can cause, and where they are tested.
const ELSEWHERE: &[(Code, &str)] = &[
    (Code::Unreadable, "a file that is not there: tests/bad_input.rs"),
    (Code::NotOverlay, "about overlays: overlay/parse.rs and tests/command.rs"),
    (Code::UnmatchedAction, "about overlays: tests/command.rs"),
    (Code::Configuration, "about the configuration: tests/command.rs"),
    (Code::KeptName, "about the lock file: tests/lock.rs"),
    (Code::BrokenLock, "about the lock file: tests/lock.rs"),
];

#[test]
fn each_case_is_told_by_its_code_and_no_other() {
    let mut wrong = Vec::new();
    for fragment in fragments("rejects") {
        let output = generate(&fragment.input());
        let told = output.report.to_json(&output.sources);
        let told: Vec<_> = told.as_array().unwrap().iter().collect();
        let codes: BTreeSet<&str> = told.iter().map(|one| one["code"].as_str().unwrap()).collect();
        let is_placed = told.iter().all(|one| one["line"].is_u64() && one["help"].as_str() != Some(""));
        if codes != BTreeSet::from([fragment.feature.as_str()]) || !is_placed {
            wrong.push(format!("{}/{}: {codes:?}, placed: {is_placed}", fragment.feature, fragment.name));
        }
        let is_error = output.report.worst() == Some(Severity::Error);
        assert_eq!(output.files.is_none(), is_error, "{}: only an error keeps a crate back", fragment.name);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_code_has_a_case_or_a_reason() {
    let cases: BTreeSet<String> = fragments("rejects").into_iter().map(|fragment| fragment.feature).collect();
    for code in Code::ALL {
        let elsewhere = ELSEWHERE.iter().any(|(known, _)| known == code);
        let here = cases.contains(code.name());
        assert!(here != elsewhere, "{code}: a case: {here}, a reason why there is none: {elsewhere}");
    }
}
