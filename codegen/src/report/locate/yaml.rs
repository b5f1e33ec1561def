//! The events of a YAML text, through `saphyr-parser`.

use super::walk::{Kind, Style, Walker, Wanted};
use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError};
use std::borrow::Cow;

/// Finds the wanted values of the first document, as far as the text can be parsed.
pub(super) fn find(text: &str, wanted: &mut Wanted) {
    if walk(text, wanted).is_err() && text.contains('\t') {
        // This parser refuses some tabs that the one which reads documents takes for spaces.
        wanted.forget();
        let _ = walk(&text.replace('\t', " "), wanted);
    }
}

fn walk(text: &str, wanted: &mut Wanted) -> Result<(), ScanError> {
    let mut cursor = Cursor { text, index: 0, offset: 0 };
    let mut walker = Walker::new(wanted);
    let mut parser = Parser::new_from_str(text);
    while let Some(event) = parser.next_event() {
        let (event, span) = event?;
        let start = cursor.offset_of(span.start);
        match event {
            Event::Scalar(scalar, style, ..) => {
                walker.scalar(start..cursor.offset_of(span.end), read_as(style), || scalar);
            }
            // What an alias stands for is found at the alias.
            Event::Alias(_) => {
                walker.scalar(start..cursor.offset_of(span.end), Style::Plain, || Cow::Borrowed("*"));
            }
            Event::MappingStart(..) => walker.open(Kind::Object, start, is_bracket(text, start)),
            Event::SequenceStart(..) => walker.open(Kind::Array, start, is_bracket(text, start)),
            Event::MappingEnd | Event::SequenceEnd => walker.close(cursor.offset_of(span.end)),
            Event::DocumentEnd => return Ok(()),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) => {}
        }
    }
    Ok(())
}

fn read_as(style: ScalarStyle) -> Style {
    match style {
        ScalarStyle::SingleQuoted => Style::SingleQuoted,
        ScalarStyle::DoubleQuoted => Style::DoubleQuoted,
        ScalarStyle::Plain | ScalarStyle::Literal | ScalarStyle::Folded => Style::Plain,
    }
}

fn is_bracket(text: &str, start: usize) -> bool {
    matches!(text.as_bytes().get(start), Some(b'{' | b'['))
}

/// Turns the parser's character indices, which hardly ever go back, into byte offsets.
struct Cursor<'t> {
    text: &'t str,
    index: usize,
    offset: usize,
}

impl Cursor<'_> {
    fn offset_of(&mut self, marker: Marker) -> usize {
        let (before, after) = self.text.split_at_checked(self.offset).unwrap_or((self.text, ""));
        if let Some(ahead) = marker.index().checked_sub(self.index) {
            self.offset += after.chars().take(ahead).map(char::len_utf8).sum::<usize>();
        } else {
            let back = self.index - marker.index();
            self.offset -= before.chars().rev().take(back).map(char::len_utf8).sum::<usize>();
        }
        self.index = marker.index();
        self.offset
    }
}
