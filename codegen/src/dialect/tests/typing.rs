//! The types of a document, and of one that is not quite canonical.

use crate::dialect::typed;
use crate::report::{Code, Report};
use crate::source::{Document, FileId};
use serde_json::json;

#[test]
fn a_part_that_fails_does_not_take_the_others_with_it() {
    let good = json!({"get": {"responses": {}}});
    let value = json!({
        "openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "tags": [5],
        "paths": {"/good": good, "/bad": {"get": {"responses": 5}}, "x-a": 1},
        "components": {"schemas": {"Good": {"type": "string"}, "Bad": {"properties": []}}},
    });
    let mut report = Report::new();
    let api = typed(&Document::single(value, FileId(0)), &mut report).unwrap();
    assert_eq!(api.paths.paths.keys().collect::<Vec<_>>(), ["/good"]);
    assert_eq!(api.components.unwrap().schemas.keys().collect::<Vec<_>>(), ["Good"]);
    let told: Vec<_> = report.diagnostics().iter().map(|d| (d.code, d.place.pointer.as_str())).collect();
    assert_eq!(
        told,
        [
            (Code::Malformed, "/paths/~1bad"),
            (Code::Malformed, "/tags"),
            (Code::Malformed, "/components/schemas/Bad")
        ]
    );
}

#[test]
fn what_is_no_document_has_no_types() {
    for value in [json!(null), json!([]), json!({})] {
        assert!(typed(&Document::single(value, FileId(0)), &mut Report::new()).is_none());
    }
}
