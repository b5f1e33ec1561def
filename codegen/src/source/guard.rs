//! Refuses YAML on which the parser would spend minutes or gigabytes before it could be stopped.
//!
//! The parser behind `serde_yaml` reads a whole text into memory before we see the first value, has no limit
//! of depth, and takes time quadratic in the depth of `[` and `{` (half a minute for 100 kB of `[`). A cheap
//! look at the text finds the few that could be such a text, and only those are first read by the event
//! parser that also finds places: it streams, so it can be stopped at the limits.
//!
//! That parser is the stricter one. A text that it does not understand is read all the same where, whatever it means, the
//! other parser cannot spend much on it.

use super::yaml::Failure;
use super::{MAX_DEPTH, MAX_VALUES, Refusal};
use crate::report::Position;
use saphyr_parser::{Event, Marker, Parser};

/// A text larger than this may hold more values than are allowed.
const LARGE: usize = 16 * 1024 * 1024;

/// This many brackets more opened than closed, or sequence markers on one line, may be nesting.
const MANY: usize = 250;

/// How many times the parser may look at an open bracket: some seconds of work.
const MOST_LOOKS: usize = 400_000_000;

pub(super) fn check(text: &str) -> Result<(), Failure> {
    if !suspicious(text) {
        return Ok(());
    }
    match stream(text) {
        Err(Failure::Syntax(..)) if is_cheap(text) => Ok(()),
        outcome => outcome,
    }
}

/// Whether a text is read soon, whatever in it is structure: for each token the parser looks at each bracket that is open.
fn is_cheap(text: &str) -> bool {
    let (mut open, mut tokens) = (0_usize, 0_usize);
    for line in text.lines() {
        open += left_open(line);
        tokens += 1 + line.bytes().filter(|byte| b"[]{},:?-'\"".contains(byte)).count();
        if markers(line) > MAX_DEPTH {
            return false;
        }
    }
    text.len() <= LARGE && open.saturating_mul(tokens) <= MOST_LOOKS
}

/// How many brackets a line may leave open. What closes one that was opened before may be a text, and so may all that closes
/// where a character can make a text of it.
fn left_open(line: &str) -> usize {
    let is_plain = !line.contains(['"', '\'', '#', '!', '%', '&', '*']);
    line.bytes().fold(0, |open, byte| match byte {
        b'[' | b'{' => open + 1,
        b']' | b'}' if is_plain => open.saturating_sub(1),
        _ => open,
    })
}

/// How many items of lists may begin in each other on a line.
fn markers(line: &str) -> usize {
    let words = line.split([' ', '\t']).filter(|word| !word.is_empty());
    words.take_while(|word| matches!(*word, "-" | "?" | ":")).count()
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
