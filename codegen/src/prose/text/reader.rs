//! The events of a Markdown parser into sections.

use super::{Block, Inline, Link, Row, Section, Table, Text, slug};
use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};
use std::collections::HashMap;
use std::ops::Range;

/// The sections as they are read.
pub struct Reader<'s> {
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
    /// Begins to read a source.
    pub fn new(source: &'s str) -> Self {
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

    /// Takes in an event that stands at a range of the source.
    pub fn event(&mut self, event: Event<'_>, range: Range<usize>) {
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

    /// What was read.
    pub fn finish(mut self) -> Text {
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
