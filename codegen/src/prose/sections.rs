//! Which sections and tables of the descriptions became which schemas, for documentation.

use super::LiftedTable;
use super::component::Want;
use super::lifter::Lifter;
use super::object::Source;
use super::page::{Content, Page, Part};

impl Lifter<'_, '_> {
    /// Remembers a table of a section that became a schema.
    pub fn remember(&mut self, source: Source, schema: &str) {
        let Some(page) = self.pages.get(source.page) else { return };
        let Some(text) = table_text(page, source.section, source.block) else { return };
        let anchor = anchor(page, source.section);
        self.facts.table(LiftedTable { at: page.at().clone(), anchor, text, schema: schema.to_owned() });
    }

    /// Remembers the sections that links lead to: also those that share the schema of an equal one.
    pub fn sections(&mut self) {
        for (part, want, schema) in self.components.sections() {
            let Some(page) = self.pages.get(part.page) else { continue };
            let anchor = if part.block.is_none() { anchor(page, part.section) } else { None };
            let text = text(page, part, want);
            self.facts.table(LiftedTable { at: page.at().clone(), anchor, text, schema });
        }
    }
}

fn anchor(page: &Page, section: usize) -> Option<String> {
    let section = page.section(section).filter(|section| section.heading.is_some())?;
    Some(section.anchor.clone())
}

/// The table that a part was read from; empty where it was a sentence.
fn text(page: &Page, part: Part, want: Want) -> String {
    let table = match (want, page.object(part)) {
        (Want::Object, Content::Properties(section, block)) => table_text(page, section, block),
        (Want::Object, _) => None,
        (Want::Values, _) => {
            page.tables(part).first().and_then(|(section, block, _)| table_text(page, *section, *block))
        }
    };
    table.unwrap_or_default()
}

fn table_text(page: &Page, section: usize, block: usize) -> Option<String> {
    let table = page.table(section, block)?;
    page.source.get(table.range.clone()).map(str::to_owned)
}
