//! Refuses YAML on which the parser would spend minutes or gigabytes before it could be stopped.
//!
//! The parser behind `serde_yaml` reads a whole text into memory before we see the first value, has no limit
//! of depth, and takes time quadratic in the depth of `[` and `{` (half a minute for 100 kB of `[`). A cheap
//! look at the text finds the few that could be such a text, and only those are first read by the event
//! parser that also finds places: it streams, so it can be stopped at the limits.

use super::yaml::Failure;
use super::{MAX_DEPTH, MAX_VALUES, Refusal};
use crate::report::Position;
use saphyr_parser::{Event, Marker, Parser};

/// A text larger than this may hold more values than are allowed.
const LARGE: usize = 16 * 1024 * 1024;

/// This many brackets more opened than closed, or sequence markers on one line, may be nesting.
const MANY: usize = 250;

pub(super) fn check(text: &str) -> Result<(), Failure> {
    if suspicious(text) { stream(text) } else { Ok(()) }
}

/// Whether the text may nest deeply or hold many values. Prose and quotes are not told from structure.
fn suspicious(text: &str) -> bool {
    let mut open = 0_usize;
    let mut markers = 0_usize;
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            b'-' | b'?' => markers += 1,
            b' ' | b'\t' => {}
            // Only markers with nothing between them nest.
            _ => markers = 0,
        }
        if open > MANY || markers > MANY {
            return true;
        }
    }
    text.len() > LARGE
}

fn stream(text: &str) -> Result<(), Failure> {
    let (mut depth, mut events) = (0_usize, 0_usize);
    let mut parser = Parser::new_from_str(text);
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| match error.info() {
            "recursion limit exceeded" => refused(Refusal::Deep, *error.marker()),
            info => Failure::Syntax(info.to_owned(), Some(position(*error.marker()))),
        })?;
        events += 1;
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => depth += 1,
            Event::SequenceEnd | Event::MappingEnd => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Err(refused(Refusal::Deep, span.start));
        }
        if events > MAX_VALUES {
            return Err(refused(Refusal::Many, span.start));
        }
    }
    Ok(())
}

fn refused(refusal: Refusal, marker: Marker) -> Failure {
    Failure::Refused(refusal, Some(position(marker)))
}

fn position(marker: Marker) -> Position {
    Position { line: marker.line(), column: marker.col() + 1 }
}
