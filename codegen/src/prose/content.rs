//! What sections say, so that equal ones can be told.

use super::page::{Page, Part};
use std::collections::HashMap;

/// How many linked sections count when sections are compared.
const LINKED: usize = 16;

/// The texts of the sections that were compared.
#[derive(Debug, Default)]
pub struct Contents {
    texts: HashMap<String, usize>,
    parts: HashMap<Part, (usize, Vec<Part>)>,
}

impl Contents {
    /// What a section says, with everything it links to: sections that differ in it are different.
    pub fn of(&mut self, part: Part, pages: &[Page]) -> Vec<usize> {
        let mut content = Vec::new();
        let mut seen = vec![part];
        let mut at = 0;
        while let Some(part) = seen.get(at).copied() {
            at += 1;
            let (text, linked) = self.read(part, pages);
            content.push(text);
            for next in linked {
                if !seen.contains(&next) {
                    seen.push(next);
                }
            }
            if seen.len() > LINKED {
                // Too much to compare: no other page says the same.
                content.push(self.number(&format!("page {}", part.page)));
                break;
            }
        }
        content
    }

    /// The number of a part's text, and the first parts that it links to.
    fn read(&mut self, part: Part, pages: &[Page]) -> (usize, Vec<Part>) {
        if let Some(known) = self.parts.get(&part) {
            return known.clone();
        }
        let Some(page) = pages.get(part.page) else { return (self.number(""), Vec::new()) };
        let markdown = page.markdown(part);
        let anchors = markdown.split("](#").skip(1).filter_map(|rest| rest.split(')').next());
        let sections = anchors.take(LINKED * LINKED).filter_map(|anchor| page.find(anchor));
        let mut linked: Vec<Part> = Vec::new();
        for (section, _) in sections {
            let next = Part { page: part.page, section, block: None };
            if linked.len() <= LINKED && !linked.contains(&next) {
                linked.push(next);
            }
        }
        let known = (self.number(markdown), linked);
        self.parts.insert(part, known.clone());
        known
    }

    fn number(&mut self, text: &str) -> usize {
        if let Some(number) = self.texts.get(text) {
            return *number;
        }
        let number = self.texts.len();
        self.texts.insert(text.to_owned(), number);
        number
    }
}
