//! Diagnostics for people, as rustc draws them.

use super::locate::{self, Located};
use super::{Diagnostic, Severity};
use crate::source::Sources;
use annotate_snippets::{
    AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str,
};

/// Whether diagnostics are drawn in colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Color {
    /// Plain text.
    #[default]
    Never,
    /// With the escape sequences of terminals.
    Always,
}

/// How many characters of a long line are shown before what a diagnostic is about, and in all.
const SHOWN_BEFORE: usize = 40;
const SHOWN: usize = 120;

pub(super) fn render(diagnostics: &[Diagnostic], sources: &Sources, color: Color) -> String {
    let renderer = match color {
        Color::Never => Renderer::plain(),
        Color::Always => Renderer::styled(),
    };
    let renderer = renderer.term_width(2 * SHOWN);
    let mut text = String::new();
    for (diagnostic, located) in diagnostics.iter().zip(locate::locate(diagnostics, sources)) {
        text.push_str(&one(diagnostic, located.as_ref(), sources, &renderer));
        text.push_str("\n\n");
    }
    text
}

fn one(diagnostic: &Diagnostic, located: Option<&Located>, sources: &Sources, renderer: &Renderer) -> String {
    let path = sources.file(diagnostic.place.file).map(|file| file.path.to_string_lossy());
    let path = normalize_untrusted_str(&path.unwrap_or_default());
    let excerpt = located.map(Excerpt::new);
    let mut group = Group::with_title(
        level(diagnostic.severity).primary_title(&diagnostic.message).id(diagnostic.code.name()),
    );
    group = group.element(match &excerpt {
        Some(excerpt) => Element::from(excerpt.snippet(&path)),
        None => Element::from(Origin::path(&path)),
    });
    let pointer = diagnostic.place.pointer.as_str();
    if !pointer.is_empty() {
        group = group.element(Level::NOTE.with_name("at").message(normalize_untrusted_str(pointer)));
    }
    group = group.element(Level::HELP.message(normalize_untrusted_str(&diagnostic.help)));
    let text = renderer.render(&[group]);
    match &excerpt {
        Some(excerpt) => excerpt.with_true_column(text, &path),
        None => text,
    }
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Lossy => Level::WARNING.with_name("lossy"),
        Severity::Note => Level::NOTE,
    }
}

/// The part of a line that is shown.
struct Excerpt {
    text: String,
    span: std::ops::Range<usize>,
    line: usize,
    /// The column of the span in the whole line, and in the text shown.
    columns: (usize, usize),
}

impl Excerpt {
    fn new(located: &Located) -> Self {
        let (before, rest) = located.line.split_at_checked(located.span.start).unwrap_or((located.line, ""));
        let marked = located.span.len();
        let (before, rest) = if located.line.len() <= SHOWN {
            (before.to_owned(), rest.to_owned())
        } else {
            (tail(before, SHOWN_BEFORE), head(rest, SHOWN - SHOWN_BEFORE))
        };
        // What is marked can end where the line is cut: then the ellipsis is marked, too.
        let end = (marked..rest.len()).find(|&at| rest.is_char_boundary(at)).unwrap_or(rest.len());
        let span = before.len()..before.len() + end;
        let columns = (located.position.column, before.chars().count() + 1);
        Self { text: before + &rest, span, line: located.position.line, columns }
    }

    fn snippet<'a>(&'a self, path: &'a str) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
        Snippet::source(&self.text)
            .line_start(self.line)
            .path(path)
            .annotation(AnnotationKind::Primary.span(self.span.clone()))
    }

    /// The renderer counts columns in the text shown; of a long line that is not the whole line.
    fn with_true_column(&self, rendered: String, path: &str) -> String {
        let (real, shown) = self.columns;
        if real == shown {
            return rendered;
        }
        let line = self.line;
        rendered.replacen(&format!("{path}:{line}:{shown}"), &format!("{path}:{line}:{real}"), 1)
    }
}

/// The last characters of a text, with an ellipsis where it is cut.
fn tail(text: &str, chars: usize) -> String {
    match text.char_indices().rev().nth(chars) {
        Some((cut, c)) => format!("…{}", text.get(cut + c.len_utf8()..).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// The first characters of a text, with an ellipsis where it is cut.
fn head(text: &str, chars: usize) -> String {
    match text.char_indices().nth(chars) {
        Some((cut, _)) => format!("{}…", text.get(..cut).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Position;

    fn excerpt(line: &str, span: std::ops::Range<usize>) -> Excerpt {
        let column = line.get(..span.start).map_or(1, |before| before.chars().count() + 1);
        Excerpt::new(&Located { position: Position { line: 1, column }, line, span })
    }

    #[test]
    fn a_mark_of_any_length_can_be_drawn_in_a_long_line_of_any_text() {
        for letter in ["a", "é", "…", "🦀"] {
            let line = letter.repeat(300);
            for chars in 0..=260 {
                let span = 40 * letter.len()..(40 + chars) * letter.len();
                let excerpt = excerpt(&line, span);
                assert!(excerpt.text.get(excerpt.span.clone()).is_some(), "{chars} of {letter}");
                let drawn = Renderer::plain().render(&[
                    Group::with_title(Level::NOTE.primary_title("x")).element(excerpt.snippet("x"))
                ]);
                assert!(drawn.contains(letter), "{drawn}");
            }
        }
    }
}
