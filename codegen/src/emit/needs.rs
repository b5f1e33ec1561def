//! What of the runtime only some documents need, and how its files are cut to what is needed.
//!
//! In `runtime/`, what belongs to a need has an attribute such as `#[cfg(not(without = "pages"))]`, on a line of its own before the
//! documentation and the other attributes of an item, a field, a variant, an arm or a statement. Nothing sets a `without` there,
//! so all of it is compiled and tested. A crate has neither these attributes nor what is not needed.

use super::{Input, foreign, oauth2, servers};
use crate::ir::{Api, Content, Location, Operation, Parameter, Payload, Shape, Style};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::str::Lines;

/// All needs that there are.
const NEEDS: [&str; 12] = [
    "blobs",
    "events",
    "forms",
    "headers",
    "oauth2",
    "pages",
    "received_forms",
    "servers",
    "styles",
    "times",
    "tuples",
    "unions",
];

/// The beginning of a condition about a need.
const MARK: &str = "not(without = \"";

/// What a crate needs.
pub(super) struct Needs(BTreeSet<&'static str>);

impl Needs {
    /// The needs of an API.
    pub(super) fn of(input: &Input<'_>) -> Self {
        Self(NEEDS.into_iter().filter(|need| is_needed(input, need)).collect())
    }

    /// All that there are.
    #[cfg(test)]
    pub(super) fn all() -> Self {
        Self(NEEDS.into())
    }

    /// Whether this is needed.
    pub(super) fn has(&self, need: &str) -> bool {
        self.0.contains(need)
    }

    /// A file of the runtime without what is not needed.
    pub(super) fn cut(&self, text: &'static str) -> Cow<'static, str> {
        if !text.contains(MARK) {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len());
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            match condition(line).map(|condition| (condition, self.left(condition))) {
                None => push(&mut out, line),
                Some((_, Left::Nothing)) => {}
                Some((condition, Left::Condition(left))) => push(&mut out, &line.replace(condition, &left)),
                Some((_, Left::Never)) => skip(&mut lines),
            }
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
        Cow::Owned(out)
    }

    /// What is left of a condition: alternatives, of which those about needs are decided here.
    fn left(&self, condition: &str) -> Left {
        let alternatives = alternatives(condition);
        if alternatives.iter().filter_map(|one| need(one)).any(|need| self.has(need)) {
            return Left::Nothing;
        }
        let features: Vec<&str> = alternatives.into_iter().filter(|one| need(one).is_none()).collect();
        match features.as_slice() {
            [] => Left::Never,
            [only] => Left::Condition((*only).to_owned()),
            several => Left::Condition(format!("any({})", several.join(", "))),
        }
    }
}

/// What is left of a condition in a crate.
enum Left {
    /// Nothing: it holds.
    Nothing,
    /// This.
    Condition(String),
    /// It never holds.
    Never,
}

fn is_needed(input: &Input<'_>, need: &str) -> bool {
    let (api, config) = (input.api, input.config);
    let is_any_operation = |is_it: fn(&Operation) -> bool| api.operations.iter().any(is_it);
    let is_any_shape = |is_it: fn(&Shape) -> bool| api.types.iter().any(|(_, ty)| is_it(&ty.shape));
    match need {
        "blobs" => is_any_operation(|it| has_form(it) || has_events(it) || has_bytes(it)),
        "events" => is_any_operation(has_events),
        "forms" => is_any_operation(has_form),
        "headers" => is_any_operation(|it| it.headers.is_some()),
        "oauth2" => oauth2::is_any(api, input.names) || oauth2::is_any_configured(config),
        "pages" => is_any_operation(|it| it.paging.is_some()),
        // A service reads every form that it is offered, of which a client sends one.
        "received_forms" => is_any_operation(|it| bodies(it).flat_map(Content::read).any(is_form)),
        "servers" => servers::is_any(api),
        // Those of forms, of events and of servers are written as those of parameters.
        "styles" => {
            servers::is_any(api)
                || is_any_operation(|it| has_form(it) || has_events(it))
                || api.operations.iter().flat_map(|it| &it.parameters).any(|it| !is_scalar(api, it))
        }
        // Types of the configuration may be those of times.
        "times" => {
            foreign::is_any(config, api)
                || is_any_shape(|shape| matches!(shape, Shape::DateTime | Shape::Date))
        }
        "tuples" => is_any_shape(|shape| matches!(shape, Shape::Tuple(_))),
        _ => is_any_shape(|shape| matches!(shape, Shape::Union(_))),
    }
}

fn has_events(operation: &Operation) -> bool {
    operation.responses.iter().any(|response| response.stream.is_some())
}

fn has_bytes(operation: &Operation) -> bool {
    bodies(operation)
        .any(|content| matches!(content.payload, Payload::Bytes | Payload::Blob | Payload::Nothing))
}

/// Whether a parameter has a single value for sure, and is written as most are.
pub(super) fn is_scalar(api: &Api, parameter: &Parameter) -> bool {
    let is_usual = match parameter.location {
        Location::Path | Location::Header => parameter.style == Style::Simple,
        Location::Query => parameter.style == Style::Form && !parameter.reserved,
        Location::Cookie => false,
    };
    let shape = match &api.types[parameter.ty].shape {
        Shape::Nullable(inner) => &api.types[*inner].shape,
        shape => shape,
    };
    let is_single = matches!(
        shape,
        Shape::Boolean
            | Shape::Integer(_)
            | Shape::Number(_)
            | Shape::String(_)
            | Shape::DateTime
            | Shape::Date
            | Shape::Enum(_)
    );
    is_usual && is_single
}

fn has_form(operation: &Operation) -> bool {
    bodies(operation).any(is_form)
}

/// What a client sends.
fn bodies(operation: &Operation) -> impl Iterator<Item = &Content> {
    operation.body.iter().flat_map(|body| &body.choices)
}

fn is_form(content: &Content) -> bool {
    matches!(content.payload, Payload::Form(_) | Payload::Multipart(_))
}

/// The condition of a line, if that is an attribute and about needs.
fn condition(line: &str) -> Option<&str> {
    let condition = line.trim_start().strip_prefix("#[cfg(")?.strip_suffix(")]")?;
    condition.contains(MARK).then_some(condition)
}

fn alternatives(condition: &str) -> Vec<&str> {
    let several = condition.strip_prefix("any(").and_then(|several| several.strip_suffix(')'));
    several.unwrap_or(condition).split(", ").collect()
}

/// The need that an alternative names.
fn need(alternative: &str) -> Option<&str> {
    alternative.strip_prefix(MARK)?.strip_suffix("\")")
}

/// Adds a line. Of the blank lines around what was skipped one is left, and none at the end of a block.
fn push(out: &mut String, line: &str) {
    let is_after_blank = out.ends_with("\n\n");
    if is_after_blank && line.trim_start().starts_with('}') {
        out.pop();
    }
    if !(is_after_blank && line.is_empty()) {
        out.extend([line, "\n"]);
    }
}

/// Skips the documentation, attributes and code that an attribute belongs to. The code ends where a line ends
/// as an item, a statement, an arm or a field does, and all brackets are closed. It has no `where` clause.
fn skip(lines: &mut Lines<'_>) {
    let is_before = |line: &str| ["#[", "//"].iter().any(|start| line.trim_start().starts_with(start));
    let (mut open, mut closed) = (0, 0);
    lines.by_ref().skip_while(|line| is_before(line)).any(|line| {
        open += line.matches(['(', '[', '{']).count();
        closed += line.matches([')', ']', '}']).count();
        open == closed && line.ends_with(['}', ';', ','])
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"
#[cfg(not(without = "pages"))]
use super::paging::Paging;
#[cfg(any(feature = "server", not(without = "events")))]
mod kept;
#[cfg(any(feature = "a", feature = "b", not(without = "events"), not(without = "unions")))]
mod last;

enum Error {
    First,

    #[cfg(not(without = "pages"))]
    /// Of pages; told at length, with a semicolon;
    #[non_exhaustive]
    Paging {
        reason: String,
    },
}

fn say(error: &Error) -> u8 {
    #[cfg(not(without = "pages"))]
    let number = 1;
    match error {
        Error::First => 0,
        #[cfg(not(without = "pages"))]
        Error::Paging { .. } => number
            .into_iter()
            .sum(),
    }
}

#[cfg(not(without = "events"))]
#[cfg(feature = "client")]
impl<T> From<T> for Error {
    fn from(_: T) -> Self {
        Self::First
    }
}
"#;

    fn cut(needs: &[&'static str]) -> String {
        Needs(needs.iter().copied().collect()).cut(FILE).into_owned()
    }

    #[test]
    fn what_is_needed_stays_without_its_mark() {
        let all = Needs::all().cut(FILE);
        let marks = |line: &&str| !line.contains("without = ");
        assert_eq!(all.lines().collect::<Vec<_>>(), FILE.lines().filter(marks).collect::<Vec<_>>());
    }

    #[test]
    fn what_is_not_needed_goes_with_its_documentation_and_attributes() {
        let none = r#"
#[cfg(feature = "server")]
mod kept;
#[cfg(any(feature = "a", feature = "b"))]
mod last;

enum Error {
    First,
}

fn say(error: &Error) -> u8 {
    match error {
        Error::First => 0,
    }
}
"#;
        assert_eq!(cut(&[]), none);
    }

    #[test]
    fn one_alternative_is_enough() {
        let unions = cut(&["unions"]);
        assert!(unions.contains("#[cfg(feature = \"server\")]\nmod kept;\nmod last;\n"), "{unions}");
    }
}
