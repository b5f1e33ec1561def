//! Markdown into a small owned model: sections of paragraphs, lists, tables and code.

mod html;
mod reader;

pub use html::{bold_to_code, to_markdown};
use pulldown_cmark::{Options, Parser};
use reader::Reader;
use std::collections::HashMap;
use std::ops::Range;

/// A description, parsed.
#[derive(Debug, Default)]
pub struct Text {
    /// Its sections in order. The first one stands before the first heading and may be empty.
    pub sections: Vec<Section>,
    /// How many sections have a slug.
    pub slugs: HashMap<String, usize>,
}

/// A heading and what stands under it, up to the next heading of any level.
#[derive(Debug, Default)]
pub struct Section {
    /// The heading as plain text; `None` before the first one.
    pub heading: Option<String>,
    /// 1 to 6 as in Markdown, 7 for a paragraph that is bold as a whole, 0 before the first heading.
    pub level: u8,
    /// The section around it: the last one before it whose level is lower.
    pub parent: Option<usize>,
    /// The anchor as GitHub makes it: unique in the description.
    pub anchor: String,
    /// The anchor without the number that makes it unique.
    pub slug: String,
    /// What stands under the heading.
    pub blocks: Vec<Block>,
    /// Where the section stands in the source, its heading included.
    pub range: Range<usize>,
}

/// A block of a section.
#[derive(Debug)]
pub enum Block {
    /// A paragraph.
    Paragraph(Inline),
    /// A list. `None` for an item that holds more than a line of text.
    List(Vec<Option<Inline>>),
    /// A table.
    Table(Table),
    /// A code block.
    Code(String),
}

/// Running text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inline {
    /// The text without emphasis and links; code spans stand between backticks.
    pub text: String,
    /// The links.
    pub links: Vec<Link>,
    /// The Markdown it was read from.
    pub source: String,
}

/// A link in running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What the reader sees.
    pub text: String,
    /// Where it leads, as written.
    pub target: String,
}

impl Link {
    /// The anchor, when the link leads to a section of the same page.
    pub fn anchor(&self) -> Option<&str> {
        let anchor = self.target.strip_prefix('#')?;
        (!anchor.is_empty() && !anchor.contains(['/', '='])).then_some(anchor)
    }
}

/// A table.
#[derive(Debug, Default)]
pub struct Table {
    /// Which one of the description, counted from 1.
    pub number: usize,
    /// The header's cells.
    pub headers: Vec<Inline>,
    /// The rows below it.
    pub rows: Vec<Row>,
    /// Where it stands in the source.
    pub range: Range<usize>,
}

/// A row of a table.
#[derive(Debug, Default)]
pub struct Row {
    /// As many cells as the header has.
    pub cells: Vec<Inline>,
    /// The Markdown of all cells, also of those beyond the header's.
    pub raw: Vec<String>,
    /// The Markdown of the row.
    pub source: String,
}

/// Parses a description.
pub fn parse(source: &str) -> Text {
    let (spaced, added) = with_tables_apart(source);
    let original = |at: usize| at - added.partition_point(|line| *line < at);
    let mut reader = Reader::new(source);
    for (event, range) in Parser::new_ext(&spaced, Options::ENABLE_TABLES).into_offset_iter() {
        reader.event(event, original(range.start)..original(range.end));
    }
    reader.finish()
}

/// The source with an empty line before each table that follows a line of text at once, as GitHub reads it, and
/// where the lines were added.
fn with_tables_apart(source: &str) -> (String, Vec<usize>) {
    let mut spaced = String::with_capacity(source.len());
    let mut added = Vec::new();
    let mut before = "";
    let mut lines = source.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let heads = line.contains('|') && lines.peek().is_some_and(|next| is_delimiter(next));
        if heads && !before.trim().is_empty() && !before.contains('|') {
            added.push(spaced.len());
            spaced.push('\n');
        }
        spaced.push_str(line);
        before = line;
    }
    (spaced, added)
}

/// Whether a line is the one between a table's header and its rows (GFM 0.29, section 4.10).
pub fn is_delimiter(line: &str) -> bool {
    let line = line.trim();
    let proper = line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'));
    proper && line.contains('|') && line.contains('-')
}

/// The anchor that GitHub makes of a heading: lower case, spaces to dashes, punctuation dropped.
pub fn slug(heading: &str) -> String {
    let kept = heading.trim().chars().filter(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '));
    kept.map(|c| if c == ' ' { '-' } else { c }).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &Text) -> &Table {
        let mut blocks = text.sections.iter().flat_map(|section| &section.blocks);
        blocks.find_map(|block| if let Block::Table(table) = block { Some(table) } else { None }).unwrap()
    }

    #[test]
    fn a_table_without_outer_pipes_right_after_a_line_of_text() {
        let text = parse("The fields:\nName | Type\n--- | ---\n`a` | string\nb |\n");
        let table = table(&text);
        assert_eq!(table.headers[0].text, "Name");
        assert_eq!(table.rows[0].cells[0].text, "`a`");
        assert_eq!(table.rows[1].cells[1].text, "");
    }

    #[test]
    fn the_range_of_a_table_is_its_text() {
        let source = "## H\n\n| A | B\n| - | -\n| 1 | 2\n\nAfter.";
        let text = parse(source);
        assert_eq!(&source[table(&text).range.clone()], "| A | B\n| - | -\n| 1 | 2");
    }

    #[test]
    fn pipes_in_prose_are_no_table() {
        let text = parse("Use a | b or\nc | d here.");
        assert!(matches!(text.sections[0].blocks[..], [Block::Paragraph(_)]));
    }

    #[test]
    fn anchors_are_unique_and_keep_underscores() {
        let text = parse("# `line_item` Object!\n\ntext\n\n# line_item object\n");
        assert_eq!(text.sections[1].anchor, "line_item-object");
        assert_eq!(text.sections[2].anchor, "line_item-object-1");
        assert_eq!(text.sections[2].slug, "line_item-object");
    }

    #[test]
    fn links_code_and_breaks_in_cells() {
        let text = parse("|A|B|\n|-|-|\n|[an `x`](#x-y)<br/>z|q \\| r|\n");
        let row = &table(&text).rows[0];
        assert_eq!(row.cells[0].text, "an `x` z");
        assert_eq!(row.cells[0].links, [Link { text: "an `x`".into(), target: "#x-y".into() }]);
        assert_eq!(row.cells[1].text, "q | r");
        assert_eq!(row.raw.len(), 2);
    }

    #[test]
    fn extra_cells_are_seen() {
        let text = parse("|A|B|\n|-|-|\n|1|2|3|\n");
        assert_eq!(table(&text).rows[0].raw, ["1", "2", "3"]);
    }

    #[test]
    fn a_bold_line_is_a_heading() {
        let text = parse("**Request body**\n\n| A |\n|---|\n| b |\n");
        assert_eq!(text.sections[1].heading.as_deref(), Some("Request body"));
        assert_eq!(text.sections[1].level, 7);
    }
}
