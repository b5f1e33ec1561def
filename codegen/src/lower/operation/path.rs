//! Path templates.

use crate::ir::Segment;
use crate::shape::path_expression;

/// A path without its fragment, and without the parameters in its query, whose names come with it.
pub(super) fn plain(path: &str) -> (String, Vec<String>) {
    let path = path.split_once('#').map_or(path, |(path, _)| path);
    let (path, mut names) = without_query_expressions(path);
    let Some((start, query)) = path.split_once('?') else { return (path, names) };
    let mut fixed = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.split_once('=') {
            Some((name, value)) if value.starts_with('{') && value.ends_with('}') => {
                names.push(name.to_owned());
            }
            _ => fixed.push(pair),
        }
    }
    let query = if fixed.is_empty() { String::new() } else { format!("?{}", fixed.join("&")) };
    (format!("{start}{query}"), names)
}

/// A path without what RFC 6570 (sections 3.2.8 and 3.2.9) has for a query, `{?page,size}` and `{&more}`, and its names.
fn without_query_expressions(path: &str) -> (String, Vec<String>) {
    let (mut path, mut names) = (path.to_owned(), Vec::new());
    while let Some(start) = path.find("{?").or_else(|| path.find("{&")) {
        let Some(length) = path[start..].find('}') else { break };
        // Both are at boundaries: of an ASCII character, and after one.
        let listed = path[start + 2..start + length].split(',').map(|name| name.trim().trim_end_matches('*'));
        names.extend(listed.filter(|name| !name.is_empty()).map(str::to_owned));
        path.replace_range(start..=start + length, "");
    }
    (path, names)
}

/// A path template in pieces. A brace without its partner is text.
///
/// Templates of other kinds say more between their braces than a name: `{path+}` and `{+path}` (RFC 6570), `{path*}` and
/// `{id:[0-9]+}` of many routers. What is between the braces is the name all the same where a parameter is declared so.
pub(super) fn segments(path: &str, is_declared: impl Fn(&str) -> bool) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut literal = String::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((written, after)) = after.split_once('}') else { break };
        literal.push_str(before);
        let starts = literal.ends_with('/');
        if !literal.is_empty() {
            segments.push(Segment::Literal(std::mem::take(&mut literal)));
        }
        let is_whole = starts && (after.is_empty() || after.starts_with(['/', '?']));
        let (name, is_several) = match path_expression(written) {
            Some((name, is_several)) if !is_declared(written) => (name, is_several),
            _ => (written, written.ends_with('+')),
        };
        segments.push(match is_several && is_whole {
            true => Segment::Rest(name.to_owned()),
            false => Segment::Parameter(name.to_owned()),
        });
        rest = after;
    }
    literal.push_str(rest);
    if !literal.is_empty() {
        segments.push(Segment::Literal(literal));
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &str) -> String {
        let declared = ["p", "r+", "s*"];
        let pieces = segments(path, |name| declared.contains(&name)).into_iter();
        let pieces = pieces.map(|segment| match segment {
            Segment::Literal(text) => text,
            Segment::Parameter(name) => format!("<{name}>"),
            Segment::Rest(name) => format!("<{name}...>"),
        });
        pieces.collect()
    }

    #[test]
    fn what_stands_for_several_segments_is_read_in_every_way_to_write_it() {
        for written in ["p+", "+p", "p*", "*p", "**p", "p:.*", "p:.+", "p:path", "p=**", "p=shelves/*"] {
            assert_eq!(read(&format!("/a/{{{written}}}")), "/a/<p...>", "{written}");
            assert_eq!(read(&format!("/a/{{{written}}}/b?c=d")), "/a/<p...>/b?c=d", "{written}");
            // Not all of a segment.
            assert_eq!(read(&format!("/a{{{written}}}")), "/a<p>", "{written}");
        }
    }

    #[test]
    fn what_a_template_has_for_a_query_is_no_part_of_the_path() {
        let plain = |path| {
            let (path, names) = plain(path);
            format!("{path} {}", names.join(" "))
        };
        assert_eq!(plain("/a{?page,size*}"), "/a page size");
        assert_eq!(plain("/a?b=c&d={d}{&e}#f"), "/a?b=c e d");
        assert_eq!(plain("/a/{b}{?}{?c"), "/a/{b}{?c ");
    }

    #[test]
    fn a_pattern_is_no_part_of_the_name_of_a_parameter() {
        assert_eq!(read("/{p:[0-9]+}/{p}"), "/<p>/<p>");
        assert_eq!(read("/{q:[0-9]+}/{q+}/{q*}/{/p"), "/<q>/<q...>/<q...>/{/p");
        assert_eq!(read("/{r+}/{s*}/{*}/{:a}"), "/<r+...>/<s*>/<*>/<:a>");
    }
}
