//! Path templates: which operation a path is of, and the values of its parameters.

use super::operation::literal;
use super::percent::decode;

/// A path of the document, in segments.
pub(super) struct Template {
    segments: Vec<Vec<Piece>>,
}

/// A piece of a segment.
enum Piece {
    /// Fixed text, as it is sent.
    Literal(String),
    /// The value of a parameter.
    Parameter(&'static str),
}

/// The values of path parameters, as they came.
pub type PathValues = Vec<(&'static str, String)>;

impl Template {
    /// Reads a path such as `/pets/{id}`. What the document writes after a `?` or `#` is no part of the path.
    pub(super) fn parse(path: &'static str) -> Self {
        let (mut segments, mut segment, mut text) = (Vec::new(), Vec::new(), String::new());
        let mut rest = path;
        while let Some(c) = rest.chars().next().filter(|c| !matches!(c, '?' | '#')) {
            let after = rest.get(c.len_utf8()..).unwrap_or_default();
            match (c, after.split_once('}')) {
                ('{', Some((name, after))) => {
                    push_literal(&mut segment, &mut text);
                    segment.push(Piece::Parameter(name));
                    rest = after;
                    continue;
                }
                ('/', _) => {
                    push_literal(&mut segment, &mut text);
                    segments.push(std::mem::take(&mut segment));
                }
                (c, _) => text.push(c),
            }
            rest = after;
        }
        push_literal(&mut segment, &mut text);
        segments.push(segment);
        Self { segments }
    }

    /// The values of the parameters, if this is the template of a path.
    pub(super) fn matches(&self, path: &str) -> Option<PathValues> {
        let mut values = Vec::new();
        let mut segments = path.split('/');
        for pieces in &self.segments {
            if !matches_pieces(pieces, segments.next()?, &mut values) {
                return None;
            }
        }
        segments.next().is_none().then_some(values)
    }

    /// Smaller for what is more concrete, which is matched first (OpenAPI 3.1, section 4.8.8.2).
    pub(super) fn rank(&self) -> Vec<u8> {
        let rank = |pieces: &Vec<Piece>| match pieces.as_slice() {
            [] | [Piece::Literal(_)] => 0,
            [Piece::Parameter(_)] => 2,
            _ => 1,
        };
        self.segments.iter().map(rank).collect()
    }
}

fn push_literal(segment: &mut Vec<Piece>, text: &mut String) {
    if !text.is_empty() {
        segment.push(Piece::Literal(literal(std::mem::take(text).into()).into_owned()));
    }
}

/// Whether a segment consists of the pieces. A value has one character at least, and ends where the next piece can start.
fn matches_pieces(pieces: &[Piece], segment: &str, values: &mut PathValues) -> bool {
    match pieces {
        [] => segment.is_empty(),
        [Piece::Literal(text)] => text == segment || decode(text) == decode(segment),
        [Piece::Literal(text), rest @ ..] => {
            segment.strip_prefix(text.as_str()).is_some_and(|after| matches_pieces(rest, after, values))
        }
        [Piece::Parameter(name)] if !segment.is_empty() => {
            values.push((name, segment.to_owned()));
            true
        }
        [Piece::Parameter(name), rest @ ..] => segment.char_indices().skip(1).any(|(end, _)| {
            let (value, after) = segment.split_at(end);
            let known = values.len();
            values.push((name, value.to_owned()));
            let is_match = matches_pieces(rest, after, values);
            if !is_match {
                values.truncate(known);
            }
            is_match
        }),
    }
}
