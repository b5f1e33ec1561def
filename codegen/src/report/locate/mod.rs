//! Finds where the values that diagnostics are about stand in their files: one pass over a file for all of
//! them, and only when diagnostics are printed.

mod json;
mod near;
mod walk;
mod yaml;

use super::position::{Lines, Position, floor};
use super::{Diagnostic, Place};
use crate::pointer::Pointer;
use crate::source::{FileId, Sources, without_comments};
use near::Folded;
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use walk::{Spot, Style, Wanted};

/// Where a diagnostic is about, as shown to people.
pub(super) struct Located<'s> {
    /// Line and column.
    pub position: Position,
    /// The line, without its line break.
    pub line: &'s str,
    /// The bytes of the line that it is about.
    pub span: Range<usize>,
}

/// Where each of the diagnostics is about, in their order; `None` for what stands in no text, such as a file
/// that cannot be read.
pub(super) fn locate<'s>(diagnostics: &[Diagnostic], sources: &'s Sources) -> Vec<Option<Located<'s>>> {
    let mut located: Vec<Option<Located>> = diagnostics.iter().map(|_| None).collect();
    for (file, indices) in by_file(diagnostics) {
        let Some(source) = sources.file(file) else { continue };
        let file = FilePlaces::new(&source.text, indices.iter().filter_map(|index| diagnostics.get(*index)));
        for index in indices {
            if let (Some(diagnostic), Some(slot)) = (diagnostics.get(index), located.get_mut(index)) {
                *slot = file.locate(diagnostic);
            }
        }
    }
    located
}

/// How values of a JSON text are written in it; `None` for what is not found.
pub(crate) fn written<'t>(text: &'t str, pointers: &[Pointer]) -> Vec<Option<&'t str>> {
    let mut wanted = Wanted::default();
    pointers.iter().for_each(|pointer| wanted.add(pointer));
    json::find(text, &mut wanted);
    let value =
        |pointer| wanted.spot(pointer).filter(|(_, exact)| *exact).map(|(spot, _)| spot.value.clone());
    pointers.iter().map(|pointer| text.get(value(pointer)?)).collect()
}

fn by_file(diagnostics: &[Diagnostic]) -> HashMap<FileId, Vec<usize>> {
    let mut files: HashMap<FileId, Vec<usize>> = HashMap::new();
    for (index, diagnostic) in diagnostics.iter().enumerate() {
        files.entry(diagnostic.place.file).or_default().push(index);
    }
    files
}

/// The places of one file.
struct FilePlaces<'t> {
    text: &'t str,
    lines: Lines<'t>,
    wanted: Wanted,
    /// The value of the last diagnostic that was about a fragment: many may be about fragments of one.
    last: RefCell<Option<(Range<usize>, Folded)>>,
}

impl<'t> FilePlaces<'t> {
    fn new<'d>(text: &'t str, diagnostics: impl Iterator<Item = &'d Diagnostic>) -> Self {
        let lines = Lines::new(text);
        let mut wanted = Wanted::default();
        let mut any = false;
        for diagnostic in diagnostics.filter(|diagnostic| diagnostic.at.is_none()) {
            wanted.add(&diagnostic.place.pointer);
            any = true;
        }
        if any && json::find(text, &mut wanted).is_none() {
            wanted.forget();
            match without_comments(text).filter(|_| text.trim_start().starts_with('{')) {
                Some((plain, _)) if json::find(&plain, &mut wanted).is_some() => {}
                _ => {
                    wanted.forget();
                    yaml::find(text, &mut wanted);
                }
            }
        }
        Self { text, lines, wanted, last: RefCell::default() }
    }

    fn locate(&self, diagnostic: &Diagnostic) -> Option<Located<'t>> {
        if self.text.is_empty() {
            return None;
        }
        let range = match diagnostic.at {
            Some(at) => {
                let start = self.lines.offset(at);
                start..start + self.text.get(start..)?.chars().next().map_or(0, char::len_utf8)
            }
            None => self.range(&diagnostic.place, diagnostic.near.as_deref())?,
        };
        let position = self.lines.position(range.start);
        let line = self.lines.line(position.line);
        let offset = self.lines.start(position.line);
        let clip = |at: usize| floor(line, at.saturating_sub(offset));
        Some(Located { position, line, span: clip(range.start)..clip(range.end.max(range.start)) })
    }

    /// The bytes of the text that a place, or a fragment at it, is about.
    fn range(&self, place: &Place, near: Option<&str>) -> Option<Range<usize>> {
        let (spot, exact) = self.wanted.spot(&place.pointer)?;
        let near = near.filter(|_| exact).and_then(|fragment| self.near(spot, fragment));
        Some(near.unwrap_or_else(|| spot.entry()))
    }

    /// The bytes of a fragment in the value of a spot; the start of the value where it is not found.
    fn near(&self, spot: &Spot, fragment: &str) -> Option<Range<usize>> {
        let value = self.text.get(spot.value.clone())?;
        let mut last = self.last.borrow_mut();
        if last.as_ref().is_none_or(|(known, _)| *known != spot.value) {
            *last = Some((spot.value.clone(), Folded::new(value, spot.style)));
        }
        match last.as_ref().and_then(|(_, folded)| folded.find(fragment)) {
            Some(found) => Some(spot.value.start + found.start..spot.value.start + found.end),
            None => (spot.style != Style::Collection).then(|| spot.value.clone()),
        }
    }
}
