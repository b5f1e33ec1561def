//! Descriptions that were parsed, and the sections that links lead to.

use super::columns::Columns;
use super::constraint;
use super::sentence;
use super::text::{self, Block, Section, Table, Text};
use super::vocabulary::{self, Role};
use crate::overlay::Provenance;
use crate::pointer::Pointer;
use crate::report::Place;
use std::collections::HashMap;
use std::ops::Range;

/// A description that was parsed.
pub struct Page {
    /// Where the description stands.
    pub place: Place,
    /// It, as written.
    pub source: String,
    /// It, parsed.
    pub text: Text,
    /// The sections by anchor.
    anchors: HashMap<String, usize>,
}

/// A section, or one table of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Part {
    /// Which page.
    pub page: usize,
    /// Which section of it.
    pub section: usize,
    /// Which block of the section; `None` for the section as a whole.
    pub block: Option<usize>,
}

/// What a part describes.
#[derive(Debug)]
pub enum Content {
    /// An object, by a table of its properties: the section, and the block of it.
    Properties(usize, usize),
    /// An object, by a sentence that names its members: name and meaning.
    Members(Vec<(String, String)>, String),
    /// Nothing that is understood.
    Nothing,
}

/// A value of a list of values, and what it means.
pub type Meaning = (String, String);

impl Page {
    /// Parses a description.
    pub fn new(place: Place, source: &str) -> Self {
        let text = text::parse(source);
        let headed = text.sections.iter().enumerate().filter(|(_, section)| section.heading.is_some());
        let anchors = headed.rev().map(|(at, section)| (section.anchor.clone(), at)).collect();
        Self { place, source: source.to_owned(), text, anchors }
    }

    /// The pointer of the description.
    pub fn at(&self) -> &Pointer {
        &self.place.pointer
    }

    /// Which section an anchor names, and whether another one has the same name.
    pub fn find(&self, anchor: &str) -> Option<(usize, bool)> {
        let exact = self.anchors.get(anchor);
        let found = *exact.or_else(|| self.anchors.get(&text::slug(&anchor.replace("%20", " "))))?;
        let section = self.section(found)?;
        let is_first = section.slug == section.anchor;
        Some((found, is_first && self.text.slugs.get(&section.slug).is_some_and(|count| *count > 1)))
    }

    /// The range of a section with the sections of deeper level below it.
    pub fn whole(&self, section: usize) -> Range<usize> {
        let sections = &self.text.sections;
        let Some(first) = sections.get(section) else { return section..section };
        let below = sections[section + 1..].iter().take_while(|it| it.level > first.level).take(8).count();
        section..section + 1 + below
    }

    /// The Markdown of a part.
    pub fn markdown(&self, part: Part) -> &str {
        let range = match (self.section(part.section), part.block) {
            (Some(section), Some(block)) => match section.blocks.get(block) {
                Some(Block::Table(table)) => table.range.clone(),
                _ => return "",
            },
            (Some(section), None) => {
                section.range.start..self.text.sections[self.whole(part.section).end - 1].range.end
            }
            (None, _) => return "",
        };
        self.source.get(range).unwrap_or_default().trim()
    }

    /// A section.
    pub fn section(&self, section: usize) -> Option<&Section> {
        self.text.sections.get(section)
    }

    /// A section, or the one around it whose heading names something: "Important" and "Success" name nothing.
    pub fn named(&self, section: usize) -> Option<&Section> {
        let mut named = self.section(section)?;
        while named.heading.as_deref().is_some_and(vocabulary::is_neutral) {
            let Some(above) = named.parent.and_then(|above| self.section(above)) else { break };
            named = above;
        }
        Some(named)
    }

    /// A table.
    pub fn table(&self, section: usize, block: usize) -> Option<&Table> {
        match self.section(section)?.blocks.get(block)? {
            Block::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The tables of a part, with the section and block of each.
    pub fn tables(&self, part: Part) -> Vec<(usize, usize, &Table)> {
        let sections = self.whole(part.section);
        let all = sections.filter_map(|at| Some((at, self.section(at)?)));
        let blocks = all.flat_map(|(at, section)| {
            section.blocks.iter().enumerate().map(move |(b, block)| (at, b, block))
        });
        let tables =
            blocks.filter_map(
                |(at, b, block)| if let Block::Table(table) = block { Some((at, b, table)) } else { None },
            );
        tables
            .filter(|(at, b, _)| part.block.is_none_or(|block| *at == part.section && block == *b))
            .collect()
    }

    /// The object a part describes.
    pub fn object(&self, part: Part) -> Content {
        for (section, block, table) in self.tables(part) {
            if Columns::of(table).is_some() {
                return Content::Properties(section, block);
            }
        }
        let Some(section) = self.section(part.section) else { return Content::Nothing };
        for sentence in section.blocks.iter().filter_map(paragraph).flat_map(sentence::sentences) {
            if let Some(members) = sentence::members(sentence) {
                return Content::Members(members, sentence.to_owned());
            }
        }
        Content::Nothing
    }

    /// The values a part lists. `weak`: its header may be a word that stands over other things as well.
    pub fn values(&self, part: Part, own: &[&str], weak: bool) -> Option<(&Table, Vec<Meaning>)> {
        let (_, _, table) = *self.tables(part).first()?;
        Some((table, value_table(table, own, weak)?))
    }

    /// What stands between a table and the one before it in its section, as plain text.
    pub fn intro(&self, section: usize, block: usize) -> String {
        let Some(section) = self.section(section) else { return String::new() };
        let before = section.blocks.iter().take(block).rev();
        let mut texts: Vec<&str> =
            before.take_while(|block| !matches!(block, Block::Table(_))).filter_map(paragraph).collect();
        texts.reverse();
        texts.join("\n")
    }

    /// The paragraphs between the tables before and after a table of a section.
    pub fn around(&self, section: usize, block: usize) -> Vec<&str> {
        let blocks = self.section(section).map_or(&[][..], |section| &section.blocks);
        let is_other = |block: &&Block| !matches!(block, Block::Table(_));
        let before = blocks.iter().take(block).rev().take_while(is_other);
        let after = blocks.iter().skip(block + 1).take_while(is_other);
        let mut texts: Vec<&str> = before.filter_map(paragraph).collect();
        texts.reverse();
        texts.extend(after.filter_map(paragraph));
        texts
    }

    /// Whether a star behind a name says that it must be there: yes, unless a footnote says something else.
    pub fn star_is_required(&self) -> bool {
        let blocks = self.text.sections.iter().flat_map(|section| &section.blocks);
        let mut notes = blocks.filter_map(paragraph).filter_map(|text| text.strip_prefix('*'));
        notes.all(|note| {
            let note = note.to_lowercase();
            let conditional = ["if ", "when", "unless", "only", "not "].iter().any(|it| note.contains(it));
            !conditional && (note.contains("required") || note.contains("mandatory"))
        })
    }

    /// Where a part stands.
    pub fn provenance(&self, section: usize) -> Provenance {
        Provenance {
            section: self.section(section).and_then(|it| it.heading.clone()),
            ..Provenance::default()
        }
    }
}

/// The text of a paragraph.
pub fn paragraph(block: &Block) -> Option<&str> {
    match block {
        Block::Paragraph(inline) => Some(&inline.text),
        _ => None,
    }
}

/// The values of a table of values with what each means. `None` when it is no such table, or when one of the values
/// is a label or template.
pub fn value_table(table: &Table, own: &[&str], weak: bool) -> Option<Vec<Meaning>> {
    let column = value_column(table, own, weak)?;
    let roles: Vec<_> = table.headers.iter().map(|header| vocabulary::role(&header.text)).collect();
    if roles.contains(&Some(Role::Type)) && vocabulary::role(&table.headers[column].text) != Some(Role::Type)
    {
        return None;
    }
    if roles.contains(&Some(Role::Required)) {
        return None;
    }
    let meaning = roles.iter().position(|role| *role == Some(Role::Description)).filter(|at| *at != column);
    let mut values: Vec<Meaning> = Vec::new();
    for row in &table.rows {
        let value = code(&row.cells.get(column)?.text)?;
        let text = meaning.and_then(|at| row.cells.get(at)).map_or("", |cell| cell.source.trim());
        if !values.iter().any(|(known, _)| *known == value) {
            values.push((value, text.replace("\\|", "|")));
        }
    }
    let bare: Vec<String> = values.iter().map(|(value, _)| value.clone()).collect();
    (values.len() > 1 && constraint::are_consistent(&bare)).then_some(values)
}

fn value_column(table: &Table, own: &[&str], weak: bool) -> Option<usize> {
    let coded = |at: usize| {
        let mut cells = table.rows.iter().filter_map(|row| row.cells.get(at));
        cells.all(|cell| code(&cell.text).is_some()) && !table.rows.is_empty()
    };
    let named = |at: usize| {
        let header = table.headers[at].text.replace('`', "");
        own.iter().any(|name| header.eq_ignore_ascii_case(name)) || vocabulary::heads_values(&header, false)
    };
    let columns = 0..table.headers.len();
    columns.clone().find(|at| named(*at) && coded(*at)).or_else(|| {
        let mut columns = columns;
        columns.find(|at| weak && vocabulary::heads_values(&table.headers[*at].text, true) && coded(*at))
    })
}

/// The value in a cell: one code span or quotation, or one bare word.
fn code(cell: &str) -> Option<String> {
    let quoted = sentence::quoted(cell);
    let value = match quoted[..] {
        [ref only] if only.start == 0 && only.end == cell.len() => only.text,
        [] if !cell.contains(' ') => cell,
        _ => return None,
    };
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}
