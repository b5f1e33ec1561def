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
        matches_segments(&self.segments, Some(path), &mut values).then_some(values)
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

/// Whether what is left of a path consists of the segments.
fn matches_segments(segments: &[Vec<Piece>], path: Option<&str>, values: &mut PathValues) -> bool {
    let ([pieces, rest @ ..], Some(path)) = (segments, path) else {
        return segments.is_empty() && path.is_none();
    };
    if let [Piece::Rest(name)] = pieces.as_slice() {
        let mut ends = path.match_indices('/').map(|(end, _)| end).chain([path.len()]).filter(|end| *end > 0);
        return ends.any(|end| {
            ends_at(end, name, path, values, |after, values| {
                matches_segments(rest, after.strip_prefix('/'), values)
            })
        });
    }
    let (segment, after) =
        path.split_once('/').map_or((path, None), |(segment, after)| (segment, Some(after)));
    matches_pieces(pieces, segment, values) && matches_segments(rest, after, values)
}

/// Whether a segment consists of the pieces. A value has one character at least, and ends where the next piece can start.
fn matches_pieces(pieces: &[Piece], segment: &str, values: &mut PathValues) -> bool {
    match pieces {
        [] => segment.is_empty(),
        [Piece::Literal(text)] => text == segment || decode(text) == decode(segment),
        [Piece::Literal(text), rest @ ..] => {
            segment.strip_prefix(text.as_str()).is_some_and(|after| matches_pieces(rest, after, values))
        }
        [Piece::Parameter(name) | Piece::Rest(name)] if !segment.is_empty() => {
            values.push((name, segment.to_owned()));
            true
        }
        [Piece::Parameter(name) | Piece::Rest(name), rest @ ..] => {
            segment.char_indices().skip(1).any(|(end, _)| {
                ends_at(end, name, segment, values, |after, values| matches_pieces(rest, after, values))
            })
        }
    }
}

/// Whether a parameter's value can end at a place of a text, which is so where what comes after it matches.
fn ends_at(
    end: usize,
    name: &'static str,
    text: &str,
    values: &mut PathValues,
    matches: impl FnOnce(&str, &mut PathValues) -> bool,
) -> bool {
    let (value, after) = text.split_at(end);
    let known = values.len();
    values.push((name, value.to_owned()));
    let is_match = matches(after, values);
    if !is_match {
        values.truncate(known);
    }
    is_match
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The values of a path's parameters; `None` when it is not of the template.
    fn values(template: &'static str, path: &str) -> Option<String> {
        let values = Template::parse(template).matches(path)?;
        let values = values.into_iter().map(|(name, value)| format!("{name}={value}"));
        Some(values.collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn the_rest_of_a_path_is_one_value() {
        let all = "/files/{path+}";
        assert_eq!(values(all, "/files/a").as_deref(), Some("path=a"));
        assert_eq!(values(all, "/files/a/b%2Fc//d/").as_deref(), Some("path=a/b%2Fc//d/"));
        for other in ["/files", "/files/", "/file/a"] {
            assert_eq!(values(all, other), None, "{other}");
        }
        let within = "/files/{path+}/of/{id}";
        assert_eq!(values(within, "/files/a/of/b/of/c").as_deref(), Some("path=a/of/b id=c"));
        assert_eq!(values(within, "/files/a/of/b/c"), None);
        assert_eq!(values(within, "/files/of/c"), None);
    }

    #[test]
    fn the_rest_of_a_path_is_the_least_concrete() {
        let rank = |path| Template::parse(path).rank();
        let others =
            ["/files/list", "/files/v{id}", "/files/{id}/all", "/files/{id}", "/files/{path+}/of/{id}"];
        assert!(others.iter().all(|other| rank(other) < rank("/files/{path+}")));
    }
}
