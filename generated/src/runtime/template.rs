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
    fn values_end_where_the_next_text_stands() {
        let tile = "/tiles/{z}-{x}-{y}.png";
        assert_eq!(values(tile, "/tiles/1-2-3.png").as_deref(), Some("z=1 x=2 y=3"));
        assert_eq!(values(tile, "/tiles/--2---.png.png").as_deref(), Some("z=- x=2 y=--.png"));
        assert_eq!(values(tile, "/tiles/1-2-3%2Epng").as_deref(), Some("z=1 x=2 y=3"));
        for other in ["/tiles/1-2.png", "/tiles/1-2-.png", "/tiles/1-2-3.jpg", "/tiles/1-2-3.png/", "/tiles/"]
        {
            assert_eq!(values(tile, other), None, "{other}");
        }
        assert_eq!(values("/{a}{b}", "/über").as_deref(), Some("a=ü b=ber"));
        assert_eq!(values("/v{a}:stop", "/vü:stop:stop").as_deref(), Some("a=ü:stop"));
        assert_eq!(values("/v{a}:stop", "/v:stop"), None);
    }

    #[test]
    fn no_path_takes_long() {
        let start = std::time::Instant::now();
        for (template, piece) in
            [("/tiles/{z}-{x}-{y}.png", "-"), ("/tiles/{a}{b}{c}-", "a"), ("/tiles/{path+}", "/")]
        {
            let path = format!("/tiles/{}/", piece.repeat(60_000));
            assert_eq!(values(template, &path).is_some(), piece == "/");
        }
        assert!(start.elapsed() < std::time::Duration::from_secs(2), "{:?}", start.elapsed());
    }

    #[test]
    fn the_rest_of_a_path_is_the_least_concrete() {
        let rank = |path| Template::parse(path).rank();
        let others =
            ["/files/list", "/files/v{id}", "/files/{id}/all", "/files/{id}", "/files/{path+}/of/{id}"];
        assert!(others.iter().all(|other| rank(other) < rank("/files/{path+}")));
    }
}
