//! Markdown into a small owned model: sections of paragraphs, lists, tables and code.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
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

struct Reader<'s> {
    source: &'s str,
    sections: Vec<Section>,
    slugs: HashMap<String, usize>,
    /// The running texts that are open, innermost last.
    open: Vec<Inline>,
    /// Where the text of the open links begins in the innermost running text.
    links: Vec<(usize, String)>,
    /// The lists that are open, innermost last.
    lists: Vec<Vec<Option<Inline>>>,
    table: Option<Table>,
    tables: usize,
    code: Option<String>,
    /// How much of the innermost running text is bold, in bytes.
    strong: usize,
    strong_from: usize,
}

impl<'s> Reader<'s> {
    fn new(source: &'s str) -> Self {
        Self {
            source,
            sections: vec![Section::default()],
            slugs: HashMap::new(),
            open: Vec::new(),
            links: Vec::new(),
            lists: Vec::new(),
            table: None,
            tables: 0,
            code: None,
            strong: 0,
            strong_from: 0,
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                None => self.push(&text),
            },
            Event::Code(code) => self.push(&format!("`{code}`")),
            Event::SoftBreak | Event::HardBreak | Event::InlineHtml(_) => self.push(" "),
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        if let Some(inline) = self.open.last_mut() {
            inline.text.push_str(text);
        }
    }

    fn length(&self) -> usize {
        self.open.last().map_or(0, |inline| inline.text.len())
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph | Tag::Heading { .. } | Tag::TableCell | Tag::Item => {
                self.strong = 0;
                self.open.push(Inline { source: self.slice(&range), ..Inline::default() });
            }
            Tag::Strong => self.strong_from = self.length(),
            Tag::Link { dest_url, .. } => self.links.push((self.length(), dest_url.into_string())),
            Tag::List(_) => self.lists.push(Vec::new()),
            Tag::CodeBlock(_) => self.code = Some(String::new()),
            Tag::Table(_) => self.open_table(range),
            Tag::TableRow => self.open_row(&range),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Strong => self.strong += self.length().saturating_sub(self.strong_from),
            TagEnd::Link => self.close_link(),
            TagEnd::Paragraph => self.close_paragraph(range),
            TagEnd::Heading(level) => self.close_heading(level, range),
            TagEnd::Item => self.close_item(),
            TagEnd::List(_) => self.close_list(),
            TagEnd::TableCell => self.close_cell(),
            TagEnd::Table => self.close_table(),
            TagEnd::CodeBlock => {
                if let Some(code) = self.code.take() {
                    self.block(Block::Code(code));
                }
            }
            _ => {}
        }
    }

    fn slice(&self, range: &Range<usize>) -> String {
        self.source.get(range.clone()).unwrap_or_default().trim().to_owned()
    }

    fn close_link(&mut self) {
        let Some((from, target)) = self.links.pop() else { return };
        if let Some(inline) = self.open.last_mut() {
            let text = inline.text.get(from..).unwrap_or_default().to_owned();
            inline.links.push(Link { text, target });
        }
    }

    fn close_paragraph(&mut self, range: Range<usize>) {
        let Some(inline) = self.open.pop() else { return };
        if let Some(outer) = self.open.last_mut() {
            join(outer, inline);
            return;
        }
        let bold = self.strong > 0 && self.strong == inline.text.len();
        if bold && self.lists.is_empty() && inline.text.len() < 80 {
            self.section(inline.text.trim_end_matches(':').trim().to_owned(), 7, range);
        } else {
            self.block(Block::Paragraph(inline));
        }
    }

    fn close_heading(&mut self, level: HeadingLevel, range: Range<usize>) {
        let Some(inline) = self.open.pop() else { return };
        self.section(inline.text.trim().to_owned(), level as u8, range);
    }

    fn section(&mut self, heading: String, level: u8, range: Range<usize>) {
        self.end_section(range.start);
        let slug = slug(&heading);
        let seen = self.slugs.entry(slug.clone()).or_default();
        let anchor = if *seen == 0 { slug.clone() } else { format!("{slug}-{seen}") };
        *seen += 1;
        let parent = self.parent(level);
        let blocks = Vec::new();
        self.sections.push(Section { heading: Some(heading), level, parent, anchor, slug, blocks, range });
    }

    /// The section around one of a level that begins now.
    fn parent(&self, level: u8) -> Option<usize> {
        let mut above = self.sections.len().checked_sub(1);
        while let Some(section) = above.and_then(|above| self.sections.get(above)) {
            if section.level < level {
                return above.filter(|_| section.level > 0);
            }
            above = section.parent;
        }
        None
    }

    fn end_section(&mut self, at: usize) {
        if let Some(section) = self.sections.last_mut() {
            section.range.end = at;
        }
    }

    fn close_item(&mut self) {
        let Some(item) = self.open.pop() else { return };
        if let Some(list) = self.lists.last_mut() {
            list.push(Some(item));
        }
    }

    /// A nested list makes the item around it more than a line of text.
    fn close_list(&mut self) {
        let Some(items) = self.lists.pop() else { return };
        match self.open.last_mut() {
            Some(item) => {
                item.text.push('\n');
                if let Some(list) = self.lists.last_mut() {
                    list.push(None);
                }
            }
            None => self.block(Block::List(items)),
        }
    }

    fn open_table(&mut self, range: Range<usize>) {
        self.tables += 1;
        self.table = Some(Table { number: self.tables, range, ..Table::default() });
    }

    fn open_row(&mut self, range: &Range<usize>) {
        let source = self.slice(range);
        let raw = cells(&source);
        if let Some(table) = &mut self.table {
            table.rows.push(Row { cells: Vec::new(), raw, source });
        }
    }

    fn close_cell(&mut self) {
        let Some(mut cell) = self.open.pop() else { return };
        cell.text = cell.text.trim().to_owned();
        let Some(table) = &mut self.table else { return };
        match table.rows.last_mut() {
            Some(row) => row.cells.push(cell),
            None => table.headers.push(cell),
        }
    }

    fn close_table(&mut self) {
        let Some(mut table) = self.table.take() else { return };
        let text = self.source.get(table.range.clone()).unwrap_or_default();
        let start = table.range.start + (text.len() - text.trim_start().len());
        table.range = start..table.range.start + text.trim_end().len();
        let width = table.headers.len();
        for row in &mut table.rows {
            row.cells.resize_with(width, Inline::default);
        }
        self.block(Block::Table(table));
    }

    fn block(&mut self, block: Block) {
        if let Some(section) = self.sections.last_mut() {
            section.blocks.push(block);
        }
    }

    fn finish(mut self) -> Text {
        self.end_section(self.source.len());
        Text { sections: self.sections, slugs: self.slugs }
    }
}

fn join(outer: &mut Inline, inner: Inline) {
    if !outer.text.is_empty() {
        outer.text.push('\n');
    }
    outer.text.push_str(&inner.text);
    outer.links.extend(inner.links);
}

/// The cells of a row as Markdown splits them (GFM 0.29, section 4.10): at every pipe that is not escaped.
fn cells(row: &str) -> Vec<String> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let (mut cells, mut cell, mut escaped) = (Vec::new(), String::new(), false);
    for c in row.chars() {
        match c {
            '|' if escaped => {
                cell.pop();
                cell.push('|');
            }
            '|' => cells.push(std::mem::take(&mut cell).trim().to_owned()),
            c => cell.push(c),
        }
        escaped = c == '\\' && !escaped;
    }
    if !cell.trim().is_empty() {
        cells.push(cell.trim().to_owned());
    }
    cells
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
