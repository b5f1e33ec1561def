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
    /// The value of one that may be several segments, and is all of its own: `{name+}`.
    Rest(&'static str),
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
                    let is_whole =
                        segment.is_empty() && (after.is_empty() || after.starts_with(['/', '?', '#']));
                    segment.push(match name.strip_suffix('+').filter(|_| is_whole) {
                        Some(name) => Piece::Rest(name),
                        None => Piece::Parameter(name),
                    });
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
        let is_match = matches_segments(&self.segments, Some(path), &mut values);
        is_match.then(|| values.into_iter().map(|(name, value)| (name, value.to_owned())).collect())
    }

    /// Smaller for what is more concrete, which is matched first (OpenAPI 3.1, section 4.8.8.2).
    pub(super) fn rank(&self) -> Vec<u8> {
        let rank = |pieces: &Vec<Piece>| match pieces.as_slice() {
            [] | [Piece::Literal(_)] => 0,
            [Piece::Parameter(_)] => 2,
            [Piece::Rest(_)] => 3,
            _ => 1,
        };
        // What goes on after the rest of a path comes before what ends with it.
        self.segments.iter().map(rank).chain([4]).collect()
    }
}

fn push_literal(segment: &mut Vec<Piece>, text: &mut String) {
    if !text.is_empty() {
        segment.push(Piece::Literal(literal(std::mem::take(text).into()).into_owned()));
    }
}

/// The values of path parameters, before they are copied.
type Found<'p> = Vec<(&'static str, &'p str)>;

/// Whether what is left of a path consists of the segments.
fn matches_segments<'p>(segments: &[Vec<Piece>], path: Option<&'p str>, values: &mut Found<'p>) -> bool {
    let ([pieces, rest @ ..], Some(path)) = (segments, path) else {
        return segments.is_empty() && path.is_none();
    };
    if let [Piece::Rest(name)] = pieces.as_slice() {
        let mut ends = path.match_indices('/').map(|(end, _)| end).chain([path.len()]).filter(|end| *end > 0);
        let known = values.len();
        return ends.any(|end| {
            let (value, after) = path.split_at(end);
            values.truncate(known);
            values.push((name, value));
            matches_segments(rest, after.strip_prefix('/'), values)
        });
    }
    let (segment, after) =
        path.split_once('/').map_or((path, None), |(segment, after)| (segment, Some(after)));
    matches_pieces(pieces, segment, values) && matches_segments(rest, after, values)
}

/// Whether a segment consists of the pieces. A value has one character at least, and ends at the first place where the text
/// after it stands: if what is left does not match from there, it does not from a later place.
fn matches_pieces<'p>(pieces: &[Piece], segment: &'p str, values: &mut Found<'p>) -> bool {
    let (mut pieces, mut left) = (pieces, segment);
    if let [Piece::Literal(text), rest @ ..] = pieces {
        if rest.is_empty() {
            return is_same(text, left);
        }
        let Some(after) = left.strip_prefix(text.as_str()) else { return false };
        (pieces, left) = (rest, after);
    }
    while let [Piece::Parameter(name) | Piece::Rest(name), rest @ ..] = pieces {
        let Some(first) = left.chars().next() else { return false };
        let end = match rest {
            [] => Some(left.len()),
            [Piece::Literal(text)] => end_before(text, left, first.len_utf8()),
            [Piece::Literal(text), ..] => {
                let after = left.get(first.len_utf8()..).unwrap_or_default();
                after.find(text.as_str()).map(|at| at + first.len_utf8())
            }
            _ => Some(first.len_utf8()),
        };
        let Some((value, after)) = end.and_then(|end| left.split_at_checked(end)) else { return false };
        values.push((name, value));
        (pieces, left) = match rest {
            [Piece::Literal(_)] => return true,
            [Piece::Literal(text), rest @ ..] => (rest, after.get(text.len()..).unwrap_or_default()),
            rest => (rest, after),
        };
    }
    left.is_empty()
}

/// Where a value ends that goes on to the last text of a segment.
fn end_before(text: &str, segment: &str, least: usize) -> Option<usize> {
    // What is percent-encoded is three times as long.
    let first = segment.len().saturating_sub(3 * text.len()).max(least);
    let mut ends = (first..segment.len()).filter(|end| segment.is_char_boundary(*end));
    ends.find(|end| segment.get(*end..).is_some_and(|rest| is_same(text, rest)))
}

fn is_same(text: &str, segment: &str) -> bool {
    text == segment || decode(text).is_some_and(|text| Some(text) == decode(segment))
}
