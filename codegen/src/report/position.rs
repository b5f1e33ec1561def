//! Lines and columns of a text.

/// A place in a text as people count it. Columns count characters, whatever their width.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

impl Position {
    /// The position of a byte offset in a text; the end of the text when the offset is beyond it.
    pub fn of(text: &str, offset: usize) -> Self {
        let before = text.get(..floor(text, offset)).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let column = before.get(line_start..).unwrap_or_default().chars().count() + 1;
        Self { line: before.bytes().filter(|byte| *byte == b'\n').count() + 1, column }
    }

    /// The position for a parser that counts the bytes of a line, from 1.
    pub(crate) fn of_byte_column(text: &str, line: usize, column: usize) -> Self {
        let source = text.split('\n').nth(line.saturating_sub(1)).unwrap_or_default();
        let before = source.get(..floor(source, column.saturating_sub(1))).unwrap_or(source);
        Self { line: line.max(1), column: before.chars().count() + 1 }
    }
}

/// The lines of a text, to turn byte offsets into positions and back many times.
pub(super) struct Lines<'t> {
    text: &'t str,
    /// The byte offset at which each line starts.
    starts: Vec<usize>,
    /// How many characters start before every [`STRIDE`]th byte: a document may be one line of many MB.
    chars: Vec<usize>,
}

const STRIDE: usize = 4096;

impl<'t> Lines<'t> {
    pub fn new(text: &'t str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(breaks).collect();
        let mut count = 0;
        let mut chars = Vec::with_capacity(text.len() / STRIDE + 1);
        for chunk in text.as_bytes().chunks(STRIDE) {
            chars.push(count);
            count += chars_of(chunk);
        }
        Self { text, starts, chars }
    }

    /// How many characters start before a byte offset.
    fn chars_before(&self, offset: usize) -> usize {
        let chunk = (offset / STRIDE).min(self.chars.len().saturating_sub(1));
        let counted = self.chars.get(chunk).copied().unwrap_or_default();
        let end = offset.min(self.text.len());
        counted + chars_of(self.text.as_bytes().get(chunk * STRIDE..end).unwrap_or_default())
    }

    /// The text of a line, counted from 1, without its line break; empty beyond the end.
    pub fn line(&self, line: usize) -> &'t str {
        let line = self.text.get(self.start(line)..self.start(line + 1)).unwrap_or_default();
        line.trim_end_matches(['\n', '\r'])
    }

    /// The byte offset at which a line, counted from 1, starts; the end of the text beyond the last.
    pub fn start(&self, line: usize) -> usize {
        self.starts.get(line.saturating_sub(1)).copied().unwrap_or(self.text.len())
    }

    /// The line, counted from 1, of a byte offset.
    pub fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset)
    }

    /// The byte offset of the character of a line; both counted from 1.
    pub fn offset(&self, at: Position) -> usize {
        let line = self.line(at.line);
        let column = line.char_indices().nth(at.column.saturating_sub(1)).map_or(line.len(), |(at, _)| at);
        self.start(at.line) + column
    }

    /// The position of a byte offset.
    pub fn position(&self, offset: usize) -> Position {
        let line = self.line_of(offset);
        let offset = floor(self.text, offset);
        let column = self.chars_before(offset) - self.chars_before(self.start(line)) + 1;
        Position { line, column }
    }
}

/// The start of the character that an offset falls in; the end of the text when it is beyond it.
pub(super) fn floor(text: &str, offset: usize) -> usize {
    let inside = (0..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    inside.unwrap_or_default()
}

/// How many characters start in these bytes of UTF-8: all but the continuation bytes.
fn chars_of(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_and_positions_agree_on_any_text() {
        let text = "a\r\n\n日本\tx\n";
        let lines = Lines::new(text);
        for (offset, _) in text.char_indices() {
            assert_eq!(lines.position(offset), Position::of(text, offset), "at {offset}");
        }
        assert_eq!(Position::of(text, 10), Position { line: 3, column: 3 });
        assert_eq!(lines.offset(Position { line: 3, column: 3 }), 10);
        assert_eq!((lines.line(1), lines.line(3), lines.line(9)), ("a", "日本\tx", ""));
        assert_eq!(Position::of_byte_column(text, 3, 7), Position { line: 3, column: 3 });
    }

    #[test]
    fn an_offset_beyond_the_text_is_its_end() {
        assert_eq!(Position::of("", 7), Position { line: 1, column: 1 });
        assert_eq!(Lines::new("ab").position(7), Position { line: 1, column: 3 });
        assert_eq!(Lines::new("").line(1), "");
    }
}
