//! Prints blocks as Markdown.

use pulldown_cmark::Alignment;

use super::flow::{Flow, longest_run};
use super::links::Links;
use super::tree::{Block, Inline, Style};
use super::{LONG_PARAGRAPH, WIDTH, sentence};

/// A table at most this wide has its columns aligned in the source.
const WIDEST_ALIGNED: usize = 110;

/// The narrowest that lines in nested lists and quotations get.
const NARROWEST: usize = 40;

/// The text of a whole description, whose first paragraph is the summary.
pub(super) fn document(blocks: &[Block], links: &Links) -> String {
    let writer = Writer { links };
    let (first, rest) = match blocks.split_first() {
        Some((Block::Paragraph(inlines), rest)) => (opening(&Flow::of(inlines, links)), rest),
        _ => (Vec::new(), blocks),
    };
    let mut texts = first;
    let rest = writer.blocks(rest, WIDTH);
    if !rest.is_empty() {
        texts.push(rest);
    }
    texts.join("\n\n")
}

/// The first paragraph; where it is long, its first sentence is a paragraph of its own.
pub(super) fn opening(flow: &Flow) -> Vec<String> {
    let count = flow.words().len();
    let length: usize = (0..count).map(|index| flow.word(index).len() + 1).sum();
    let end = sentence::first(flow).filter(|_| length > LONG_PARAGRAPH).unwrap_or(count);
    let paragraphs = [0..end, end..count].map(|range| flow.lines(range, WIDTH).join("\n"));
    paragraphs.into_iter().filter(|paragraph| !paragraph.is_empty()).collect()
}

struct Writer<'a> {
    links: &'a Links<'a>,
}

impl Writer<'_> {
    /// Blocks, parted by blank lines.
    fn blocks(&self, blocks: &[Block], width: usize) -> String {
        self.joined(blocks, width, "\n\n")
    }

    fn joined(&self, blocks: &[Block], width: usize, between: &str) -> String {
        let mut texts = Vec::with_capacity(blocks.len());
        let mut bullet = '-';
        let mut previous: Option<&Block> = None;
        for block in blocks {
            // Two lists in a row would be one list if their bullets were alike.
            let follows_list = matches!((previous, block), (Some(Block::List { .. }), Block::List { .. }));
            bullet = if follows_list && bullet == '-' { '*' } else { '-' };
            let text = self.block(block, width, bullet);
            if !text.is_empty() {
                texts.push(text);
            }
            previous = Some(block);
        }
        texts.join(between)
    }

    fn block(&self, block: &Block, width: usize, bullet: char) -> String {
        match block {
            Block::Paragraph(inlines) => paragraph(&Flow::of(inlines, self.links), width),
            Block::Heading(level, inlines) => self.heading(*level, inlines),
            Block::Code { language, text } => code(language, text),
            Block::Quote(blocks) => quote(&self.blocks(blocks, narrower(width, 2))),
            Block::List { start, items } => self.list(*start, items, width, bullet),
            Block::Table { alignments, rows } => self.table(alignments, rows),
            Block::Rule => "---".to_owned(),
            Block::Types(indices) => self.types(indices, width),
        }
    }

    fn heading(&self, level: u8, inlines: &[Inline]) -> String {
        let inlines = match inlines {
            [Inline::Styled(Style::Strong, content)] => content,
            inlines => inlines,
        };
        let flow = Flow::of(inlines, self.links);
        let text: Vec<&str> = (0..flow.words().len()).map(|index| flow.word(index)).collect();
        let text = text.join(" ");
        let text = text.trim_end_matches(':');
        // Hash marks after a blank at the end would close the heading.
        let text = match text.trim_end_matches('#') {
            bare if bare.is_empty() || bare.ends_with(' ') => bare.trim_end(),
            _ => text,
        };
        if text.is_empty() {
            return String::new();
        }
        format!("{} {text}", "#".repeat(usize::from(level.clamp(1, 6))))
    }

    fn list(&self, start: Option<u64>, items: &[Vec<Block>], width: usize, bullet: char) -> String {
        let items: Vec<&Vec<Block>> = items.iter().filter(|item| !item.is_empty()).collect();
        let is_tight = items.iter().all(|item| is_tight(item));
        let between = if is_tight { "\n" } else { "\n\n" };
        let texts = items.iter().zip(start.unwrap_or(0)..).map(|(item, number)| {
            let marker = match start {
                Some(_) => format!("{number}{} ", if bullet == '-' { '.' } else { ')' }),
                None => format!("{bullet} "),
            };
            let text = self.joined(item, narrower(width, marker.len()), between);
            if text.is_empty() { String::new() } else { indent(&text, &marker) }
        });
        texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(between)
    }

    fn types(&self, indices: &[usize], width: usize) -> String {
        let mut flow = Flow::new(self.links);
        flow.text("See ", None);
        for (position, index) in indices.iter().enumerate() {
            let Some(replaced) = self.links.replaced.get(*index) else {
                continue;
            };
            flow.type_link(replaced.name, replaced.path);
            match indices.len() - position {
                1 => flow.raw("."),
                2 => flow.text(" and ", None),
                _ => flow.text(", ", None),
            }
        }
        flow.finish();
        paragraph(&flow, width)
    }

    fn table(&self, alignments: &[Alignment], rows: &[Vec<Vec<Inline>>]) -> String {
        let columns = alignments.len().max(rows.first().map_or(0, Vec::len));
        let cell = |row: &[Vec<Inline>], column: usize| {
            row.get(column).map(|inlines| Flow::cell(inlines, self.links)).unwrap_or_default()
        };
        let rows: Vec<Vec<String>> =
            rows.iter().map(|row| (0..columns).map(|column| cell(row, column)).collect()).collect();
        let widths = aligned_widths(&rows, columns);
        let mut lines: Vec<String> = rows.iter().map(|row| table_line(row, &widths)).collect();
        let rule: Vec<String> = widths
            .iter()
            .enumerate()
            .map(|(column, width)| {
                delimiter(alignments.get(column).copied().unwrap_or(Alignment::None), *width)
            })
            .collect();
        lines.insert(lines.len().min(1), format!("|{}|", rule.join("|")));
        lines.join("\n")
    }
}

/// A table's columns' widths, all 0 where aligning them would make the lines too long.
fn aligned_widths(rows: &[Vec<String>], columns: usize) -> Vec<usize> {
    let width =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
    if widths.iter().map(|width| width + 3).sum::<usize>() > WIDEST_ALIGNED {
        return vec![0; columns];
    }
    widths
}

fn table_line(cells: &[String], widths: &[usize]) -> String {
    let mut line = "|".to_owned();
    for (cell, width) in cells.iter().zip(widths) {
        line.push_str(&format!(" {cell:width$} |"));
    }
    line
}

/// The cell of the line under a table's header.
fn delimiter(alignment: Alignment, width: usize) -> String {
    let dashes = |marks: usize| "-".repeat((width + 2).max(3 + marks) - marks);
    match alignment {
        Alignment::None => dashes(0),
        Alignment::Left => format!(":{}", dashes(1)),
        Alignment::Right => format!("{}:", dashes(1)),
        Alignment::Center => format!(":{}:", dashes(2)),
    }
}

fn paragraph(flow: &Flow, width: usize) -> String {
    flow.lines(0..flow.words().len(), width).join("\n")
}

/// A fenced code block that is never taken for a doctest.
fn code(language: &str, text: &str) -> String {
    let text = text.replace('\t', "    ");
    let fence = "`".repeat(longest_run(&text, '`').unwrap_or(0).max(2) + 1);
    let lines: Vec<&str> = text.trim_matches('\n').lines().map(str::trim_end).collect();
    format!("{fence}{language}\n{}\n{fence}", lines.join("\n"))
}

fn quote(text: &str) -> String {
    text.lines().map(|line| format!("> {line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

/// The text with a marker before its first line and as many blanks before the others.
fn indent(text: &str, marker: &str) -> String {
    let blanks = " ".repeat(marker.len());
    let mut indented = marker.to_owned();
    for (index, line) in text.lines().enumerate() {
        if index > 0 {
            indented.push('\n');
            indented.push_str(if line.is_empty() { "" } else { &blanks });
        }
        indented.push_str(line);
    }
    indented
}

/// Whether an item needs no blank line: a paragraph, and lists in it.
fn is_tight(item: &[Block]) -> bool {
    let is_paragraph = |block: &Block| matches!(block, Block::Paragraph(_));
    item.first().is_some_and(is_paragraph)
        && item.iter().skip(1).all(|block| matches!(block, Block::List { .. }))
}

fn narrower(width: usize, by: usize) -> usize {
    width.saturating_sub(by).max(NARROWEST)
}
