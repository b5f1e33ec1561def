//! The state of lifting one document.

use super::component::Components;
use super::desk::Desk;
use super::facts::Facts;
use super::page::{Page, Part};
use crate::pointer::Pointer;
use crate::report::{Code, Report};
use crate::source::Document;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// What is known while a document is lifted.
pub struct Lifter<'d, 'r> {
    /// The document.
    pub document: &'d Document,
    /// What could not be understood.
    pub report: &'r mut Report,
    /// What was lifted so far.
    pub facts: Facts<'d>,
    /// The descriptions that were parsed.
    pub pages: Vec<Page>,
    /// The schemas that sections become.
    pub components: Components,
    /// How many of the first pages everyone may link to.
    pub shared: usize,
    /// The places that got values from prose, and which.
    pub stated: HashMap<Pointer, Vec<String>>,
    /// The schemas of the document that got a description from prose.
    pub described: HashSet<String>,
}

impl<'d, 'r> Lifter<'d, 'r> {
    /// Begins to lift a document.
    pub fn new(document: &'d Document, dangling: Vec<String>, report: &'r mut Report) -> Self {
        let components = Components::new(&document.value, dangling);
        let facts = Facts::new(&document.value);
        let mut lifter = Self {
            document,
            report,
            facts,
            pages: Vec::new(),
            components,
            shared: 0,
            stated: HashMap::new(),
            described: HashSet::new(),
        };
        lifter.shelve();
        lifter
    }

    /// Parses the descriptions that links of any operation may lead to.
    fn shelve(&mut self) {
        let root = Pointer::root();
        let tags = self.document.value.get("tags").and_then(Value::as_array).map_or(0, Vec::len);
        let mut places = vec![root.child("info").child("description")];
        places.extend((0..tags).map(|tag| root.child("tags").child(tag).child("description")));
        for at in places {
            let Some(text) = self.document.value.pointer(at.as_str()).and_then(Value::as_str) else {
                continue;
            };
            if text.contains('|') {
                self.pages.push(Page::new(self.document.place(at.clone()), text));
            }
        }
        self.shared = self.pages.len();
    }

    /// Parses a description that is not open yet. Returns its page.
    pub fn open(&mut self, at: Pointer, text: &str) -> usize {
        self.pages.push(Page::new(self.document.place(at), text));
        self.pages.len() - 1
    }

    /// Where what is found on a page is told.
    pub fn desk(&mut self, page: usize) -> Desk<'_> {
        desk(self.report, self.document, &self.pages, page)
    }

    /// The section an anchor leads to, from a page. A name that two sections have is told of.
    pub fn follow(&mut self, page: usize, anchor: &str) -> Option<Part> {
        let own = self.pages.get(page).and_then(|it| Some((page, it.find(anchor)?)));
        let shared = || {
            let shelf = self.pages.iter().enumerate().take(self.shared);
            shelf.filter_map(|(at, it)| Some((at, it.find(anchor)?))).next()
        };
        let (at, (section, ambiguous)) = own.or_else(shared)?;
        if ambiguous {
            let message = format!("two sections are called `#{anchor}`; the first one counts");
            let help = "rename one of the sections in an overlay";
            self.desk(page).say(Code::AmbiguousSection, &format!("(#{anchor})"), message, help);
        }
        Some(Part { page: at, section, block: None })
    }

    /// The value a `$ref` leads to, through others; the value itself when it is none.
    pub fn resolve(&self, value: &'d Value) -> Option<&'d Value> {
        let mut value = value;
        for _ in 0..16 {
            let Some(reference) = value.get("$ref").and_then(Value::as_str) else { return Some(value) };
            value = self.document.value.pointer(Pointer::parse(reference)?.as_str())?;
        }
        None
    }
}

/// Where what is found on a page is told.
pub fn desk<'r>(report: &'r mut Report, document: &Document, pages: &[Page], page: usize) -> Desk<'r> {
    let place = pages.get(page).map_or_else(|| document.place(Pointer::root()), |page| page.place.clone());
    Desk::new(report, place)
}
