//! What the documentation of an operation says of its answers.

use super::Context;
use super::documentation::first_sentence;
use crate::case::letters;
use crate::ir::{Operation, Response, Status};

/// A paragraph about the statuses that an operation answers with, and what the document says of each; `None` where it says no
/// more than the statuses do.
pub(super) fn answers(cx: &Context<'_>, operation: &Operation) -> Option<String> {
    let said: Vec<(Status, String)> =
        operation.responses.iter().map(|response| (response.status, said(cx, response))).collect();
    let item = |(status, said): &(Status, String)| {
        let colon = if said.is_empty() { "" } else { ": " };
        format!("- {}{colon}{said}", shown(*status))
    };
    let is_any = said.iter().any(|(_, said)| !said.is_empty());
    is_any.then(|| format!("\n\nIt answers:\n\n{}", said.iter().map(item).collect::<Vec<_>>().join("\n")))
}

fn shown(status: Status) -> String {
    match status {
        Status::Code(code) => format!("`{code}`"),
        Status::Range(class) => format!("`{class}XX`"),
        Status::Default => "any other status".to_owned(),
    }
}

/// What is said of a response in a sentence; nothing where that is one word, or what the status is called anyway.
fn said(cx: &Context<'_>, response: &Response) -> String {
    let docs = &response.docs;
    let text = docs.text.as_deref().or(docs.summary.as_deref()).unwrap_or_default();
    let reason = match response.status {
        Status::Code(code) => {
            http::StatusCode::from_u16(code).ok().and_then(|status| status.canonical_reason())
        }
        Status::Range(_) | Status::Default => None,
    };
    let says_more = |text: &&str| {
        let own = letters(text);
        let empty =
            ["response", "successfulresponse", "defaultresponse", "successfuloperation", "emptyresponse"];
        text.split_whitespace().nth(1).is_some()
            && !empty.contains(&&*own)
            && reason.is_none_or(|reason| letters(reason) != own)
    };
    let text = Some(text).filter(says_more).map(|text| first_sentence(cx, text)).unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
