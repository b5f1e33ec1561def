//! The sections of descriptions that became types, as documentation links to them.

use super::docs::{Anchor, Replaced};
use super::tags::Groups;
use super::{Input, Scope};
use crate::ir::Origin;
use crate::pointer::Pointer;
use crate::prose::LiftedTable;
use std::collections::{HashMap, HashSet};

/// The sections that became types with a name.
pub(super) struct Lifted<'a> {
    sections: Vec<Section<'a>>,
    /// The sections of a description.
    by_description: HashMap<&'a str, Vec<usize>>,
    /// The section of a description that an anchor names, in lower case.
    by_anchor: HashMap<(&'a str, String), usize>,
    /// The section that an anchor names in every description that has it; `None` where they became different types.
    unique: HashMap<String, Option<usize>>,
    /// The description that a schema was read from.
    sources: HashMap<&'a str, &'a str>,
}

struct Section<'a> {
    table: &'a LiftedTable,
    name: &'a str,
    path: String,
    /// The group of the type.
    group: usize,
}

impl<'a> Lifted<'a> {
    pub fn of(input: &Input<'a>, groups: &Groups) -> Self {
        let components = input.api.types.iter().filter_map(|(id, ty)| match &ty.origin {
            Origin::Component(key) => Some((key.as_str(), id)),
            _ => None,
        });
        let components: HashMap<_, _> = components.collect();
        let sections = input.lifted.iter().filter_map(|table| {
            let id = *components.get(table.schema.as_str())?;
            let name = input.names.of(id)?.name.as_str();
            Some(Section { table, name, path: format!("crate::models::{name}"), group: groups.of_type(id) })
        });
        let mut lifted = Self {
            sections: sections.collect(),
            by_description: HashMap::new(),
            by_anchor: HashMap::new(),
            unique: HashMap::new(),
            sources: HashMap::new(),
        };
        lifted.index();
        lifted
    }

    fn index(&mut self) {
        for (index, section) in self.sections.iter().enumerate() {
            let at = section.table.at.as_str();
            self.by_description.entry(at).or_default().push(index);
            self.sources.entry(&section.table.schema).or_insert(at);
            let Some(anchor) = &section.table.anchor else { continue };
            let anchor = anchor.to_lowercase();
            let unique = self.unique.entry(anchor.clone()).or_insert(Some(index));
            if unique.is_some_and(|other| self.sections[other].table.schema != section.table.schema) {
                *unique = None;
            }
            self.by_anchor.entry((at, anchor)).or_insert(index);
        }
    }

    /// The tables of a description that became types.
    pub fn replaced(&self, at: &Pointer, scope: Scope) -> Vec<Replaced<'_>> {
        let here =
            self.by_description.get(at.as_str()).into_iter().flatten().map(|index| &self.sections[*index]);
        let tables = here.filter(|section| !section.table.text.is_empty());
        tables.map(|it| Replaced { text: &it.table.text, path: it.path(scope), name: it.name }).collect()
    }

    /// Where the in-page links of a text lead that stands at a place: to the types of the sections of the description
    /// that the text is or comes from, or else to the one type that the anchor names anywhere.
    pub fn anchors<'t>(&'t self, text: &'t str, at: &Pointer, scope: Scope) -> Vec<Anchor<'t>> {
        if self.sections.is_empty() || !text.contains('#') {
            return Vec::new();
        }
        let source = self.source(at).unwrap_or_default();
        let anchor = |anchor: &'t str| {
            let lower = anchor.to_lowercase();
            let unique = || self.unique.get(&lower).copied().flatten();
            let index = self.by_anchor.get(&(source, lower.clone())).copied().or_else(unique)?;
            Some(Anchor { anchor, path: self.sections[index].path(scope) })
        };
        let mut seen = HashSet::new();
        destinations(text).filter(|anchor| seen.insert(*anchor)).filter_map(anchor).collect()
    }

    /// The description that a text comes from: itself, or what the schema or the operation was read from in which it
    /// stands.
    fn source(&self, at: &Pointer) -> Option<&'a str> {
        if let Some((known, _)) = self.by_description.get_key_value(at.as_str()) {
            return Some(known);
        }
        let mut tokens = at.tokens();
        let first: [Option<String>; 3] = [tokens.next(), tokens.next(), tokens.next()];
        match first {
            [Some(components), Some(schemas), Some(key)]
                if components == "components" && schemas == "schemas" =>
            {
                self.sources.get(key.as_str()).copied()
            }
            [Some(paths), Some(path), Some(method)] if paths == "paths" => {
                let at = Pointer::root().child(paths).child(path).child(method).child("description");
                self.by_description.get_key_value(at.as_str()).map(|(known, _)| *known)
            }
            _ => None,
        }
    }
}

impl Section<'_> {
    fn path(&self, scope: Scope) -> &str {
        match scope {
            scope if scope.has(self.group) => self.name,
            _ => &self.path,
        }
    }
}

/// What stands after each `#` of a text, as far as it may be an anchor.
fn destinations(text: &str) -> impl Iterator<Item = &str> {
    let end = |c: char| c.is_whitespace() || matches!(c, ')' | '>' | '"' | '\'' | '(' | '#');
    text.split('#')
        .skip(1)
        .map(move |rest| rest.split(end).next().unwrap_or_default())
        .filter(|it| !it.is_empty())
}
