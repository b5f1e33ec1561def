//! Values of a property that the sentence above a table names: "The possible values for `reason` in the `check` object".

use super::lifter::Lifter;
use super::object::{Source, enumeration};
use super::operation::Operation;
use super::page::{self, Meaning};
use super::sentence;
use crate::overlay::Provenance;
use crate::pointer::Pointer;
use crate::shape::is_open_text;
use serde_json::Value;
use std::collections::HashSet;

/// How many schemas of an operation are looked through for a property.
const SCHEMAS: usize = 2_000;

impl<'d> Lifter<'d, '_> {
    /// Adds the values that a table lists for a property that the sentence above it names. Returns whether the table is
    /// one of values.
    pub fn named_values(&mut self, operation: &Operation<'d>, source: Source) -> bool {
        let Some((owner, name, values, from)) = self.named_table(source) else { return false };
        let places = self.strings(operation, owner.as_deref(), &name);
        let [at] = &places[..] else { return true };
        let Some(page) = self.pages.get(source.page) else { return true };
        let (place, label) = (page.place.clone(), format!("`{name}`"));
        if self.claim(at, &values, &label, &place, from.sentence.as_deref().unwrap_or_default()) {
            let value = Value::Object(enumeration(&values));
            self.facts.update(at, value, format!("the values of {label}"), &place, from);
        }
        true
    }

    /// A table of values below a sentence that names one property, and perhaps the object it stands in.
    fn named_table(&self, source: Source) -> Option<(Option<String>, String, Vec<Meaning>, Provenance)> {
        let page = self.pages.get(source.page)?;
        let table = page.table(source.section, source.block)?;
        let intro = page.intro(source.section, source.block);
        let sentence = *sentence::sentences(&intro).last()?;
        let quoted = sentence::quoted(sentence);
        let lower = sentence.to_lowercase();
        let (owner, name) = match quoted[..] {
            [ref name] => (None, name.text.to_owned()),
            [ref name, ref owner]
                if lower.contains(&format!("in the `{}` object", owner.text.to_lowercase())) =>
            {
                (Some(owner.text.to_owned()), name.text.to_owned())
            }
            _ => return None,
        };
        let said =
            ["possible values", "allowed values", "valid values", "accepted values", "permitted values"];
        let values_of = said.iter().any(|phrase| lower.contains(phrase))
            && [" for ", " of "].iter().any(|it| lower.contains(it));
        if !values_of || sentence::is_open(&lower) || !sentence::is_key(&name) {
            return None;
        }
        let values = page::value_table(table, &[&name], true)?;
        let from = Provenance {
            table: Some(table.number),
            sentence: Some(sentence.to_owned()),
            ..page.provenance(source.section)
        };
        Some((owner, name, values, from))
    }

    /// The string schemas without `enum` that an operation calls by a name: its parameters, and the properties of
    /// what it takes and returns, of an owner's only when one is named.
    fn strings(&self, operation: &Operation<'d>, owner: Option<&str>, name: &str) -> Vec<Pointer> {
        let mut search = Search { lifter: self, owner, name, seen: HashSet::new(), found: Vec::new() };
        let mut waiting: Vec<(Pointer, &'d Value, Option<String>)> = Vec::new();
        for key in ["responses", "requestBody"] {
            let bodies = operation.value.get(key).into_iter();
            waiting.extend(bodies.map(|body| (operation.at.child(key), body, None)));
        }
        while let Some((at, value, owner)) = waiting.pop() {
            if search.seen.len() > SCHEMAS {
                return Vec::new();
            }
            search.visit(at, value, owner, &mut waiting);
        }
        search.found.sort();
        search.found.dedup();
        search.found
    }
}

struct Search<'l, 'd, 'r> {
    lifter: &'l Lifter<'d, 'r>,
    owner: Option<&'l str>,
    name: &'l str,
    seen: HashSet<Pointer>,
    found: Vec<Pointer>,
}

impl<'d> Search<'_, 'd, '_> {
    /// Looks at one value; what stands in it waits. `owner` is the property the value is, or the items of.
    fn visit(
        &mut self,
        at: Pointer,
        value: &'d Value,
        owner: Option<String>,
        waiting: &mut Vec<(Pointer, &'d Value, Option<String>)>,
    ) {
        let Some(map) = value.as_object() else { return };
        if !self.seen.insert(at.clone()) {
            return;
        }
        if let Some(target) = map.get("$ref").and_then(Value::as_str).and_then(Pointer::parse) {
            if let Some(value) = self.lifter.document.value.pointer(target.as_str()) {
                waiting.push((target, value, owner));
            }
            return;
        }
        if let Some(properties) = map.get("properties").and_then(Value::as_object) {
            for (name, property) in properties {
                let at = at.child("properties").child(name);
                if name == self.name
                    && (self.owner.is_none() || self.owner == owner.as_deref())
                    && property.as_object().is_some_and(is_open_text)
                {
                    self.found.push(at.clone());
                }
                waiting.push((at, property, Some(name.clone())));
            }
        }
        for key in ["allOf", "oneOf", "anyOf"] {
            let parts = map.get(key).and_then(Value::as_array).into_iter().flatten().enumerate();
            waiting.extend(parts.map(|(part, value)| (at.child(key).child(part), value, owner.clone())));
        }
        for (key, value) in map.iter().filter(|(key, _)| {
            key.starts_with('2')
                || key.contains('/')
                || matches!(key.as_str(), "content" | "schema" | "items")
        }) {
            waiting.push((at.child(key), value, owner.clone()));
        }
    }
}
