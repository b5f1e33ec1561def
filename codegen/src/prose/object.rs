//! Objects: a table of properties, or a sentence that names members, as actions.

use super::Doubt;
use super::component::{self, Job, Want};
use super::describe::about;
use super::facts;
use super::lifter::{self, Lifter};
use super::page::{Content, Part};
use super::sentence;
use super::table::{self, Field};
use super::text::Link;
use super::types::Kind;
use super::vocabulary;
use crate::overlay::Provenance;
use crate::pointer::Pointer;
use crate::report::Code;
use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// An object that stands somewhere in the document already, about to get its properties.
pub struct Target<'a> {
    /// Where its schema stands.
    pub at: Pointer,
    /// What a person calls it.
    pub label: String,
    /// The operation on whose behalf.
    pub operation: &'a str,
}

/// A table of properties on a page.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    /// Which page.
    pub page: usize,
    /// Which section of it.
    pub section: usize,
    /// Which block of the section.
    pub block: usize,
}

impl Lifter<'_, '_> {
    /// Makes the schemas that are waited for, until none is.
    pub fn drain(&mut self) {
        while let Some(job) = self.components.take() {
            match job.want {
                Want::Object => self.object(&job),
                Want::Values => self.values(&job),
            }
        }
    }

    fn object(&mut self, job: &Job) {
        let Some(page) = self.pages.get(job.part.page) else { return };
        match page.object(job.part) {
            Content::Properties(section, block) => {
                let source = Source { page: job.part.page, section, block };
                self.create(&job.name, source);
                let label = format!("`{}`", job.name);
                let at = facts::schemas().child(&job.name);
                let target = Target { at, label, operation: &job.operation };
                let fields = self.read(source, false);
                self.properties(&target, source, fields);
            }
            Content::Members(members, sentence) => {
                let from = Provenance { sentence: Some(sentence), ..page.provenance(job.part.section) };
                let place = page.place.clone();
                let what = format!("the schema `{}`", job.name);
                let mut schema = members_schema(&members);
                schema["description"] = json!(from.sentence);
                self.facts.component(&job.name, schema, what, &place, from);
            }
            Content::Nothing => {}
        }
    }

    fn values(&mut self, job: &Job) {
        let Some(page) = self.pages.get(job.part.page) else { return };
        let Some((table, values)) = page.values(job.part, &[], true) else { return };
        let from = Provenance { table: Some(table.number), ..page.provenance(job.part.section) };
        let place = page.place.clone();
        let first = page.tables(job.part).first().map(|(section, block, _)| page.intro(*section, *block));
        let mut schema = json!({"type": "string"});
        if let Some(about) = first.and_then(|intro| about(&intro)) {
            schema["description"] = json!(about);
        }
        if let Some(schema) = schema.as_object_mut() {
            schema.extend(enumeration(&values));
        }
        let what = format!("the schema `{}`, with its {} values", job.name, values.len());
        self.facts.component(&job.name, schema, what, &place, from);
    }

    /// Adds the schema of an object, still without properties.
    pub fn create(&mut self, name: &str, source: Source) {
        let Some(page) = self.pages.get(source.page) else { return };
        let mut schema = json!({"type": "object"});
        if let Some(about) = about(&page.intro(source.section, source.block)) {
            schema["description"] = json!(about);
        }
        let number = page.table(source.section, source.block).map(|table| table.number);
        let from = Provenance { table: number, ..page.provenance(source.section) };
        let place = page.place.clone();
        self.facts.component(name, schema, format!("the schema `{name}`"), &place, from);
    }

    /// Reads the rows of a table.
    pub fn read(&mut self, source: Source, query: bool) -> Vec<Field> {
        let Some(page) = self.pages.get(source.page) else { return Vec::new() };
        let Some(table) = page.table(source.section, source.block) else { return Vec::new() };
        let Some(columns) = super::columns::Columns::of(table) else { return Vec::new() };
        let mut desk = lifter::desk(self.report, self.document, &self.pages, source.page);
        let style = table::Names { query, starred: page.star_is_required() };
        table::fields(table, &columns, style, &mut desk)
    }

    /// What the heading or the line above a table says about all its rows.
    pub fn presence(&self, source: Source) -> Option<bool> {
        let page = self.pages.get(source.page)?;
        let intro = page.intro(source.section, source.block);
        let last = sentence::sentences(&intro).last().and_then(|text| vocabulary::presence(text));
        let all = sentence::sentences(&intro).into_iter().find_map(|sentence| {
            let lower = sentence.to_lowercase();
            let all = lower.starts_with("all ") && lower.split_whitespace().count() < 8;
            all.then(|| vocabulary::presence(&lower)).flatten()
        });
        let heading = page.section(source.section)?.heading.as_deref().and_then(vocabulary::presence);
        last.or(all).or(heading)
    }

    /// Adds the properties of an object, one action for each, and what its fields exclude. Returns whether any of them
    /// must be there.
    pub fn properties(&mut self, target: &Target<'_>, source: Source, fields: Vec<Field>) -> bool {
        let below = self.described_below(source, &fields);
        let presence = self.presence(source);
        let mut any_required = false;
        for field in &fields {
            let required = field.required.or(presence).unwrap_or(false);
            any_required |= required;
            let schema = self.schema(field, source.page, below.get(&field.name).copied(), target.operation);
            let mut value = json!({"properties": {&field.name: schema}});
            if required {
                value["required"] = json!([&field.name]);
            }
            let (place, from) = self.row(source, field.row);
            let what = format!("`{}` of {}", field.name, target.label);
            self.facts.update(&target.at, value, what, &place, from);
            if let Some(message) = &field.doubt {
                let at = target.at.child("properties").child(&field.name);
                self.facts.doubt(Doubt { at, told_at: place, message: message.clone() });
            }
        }
        self.exclusions(target, source, &fields);
        any_required
    }

    /// Where a row stands.
    pub fn row(&self, source: Source, row: usize) -> (crate::report::Place, Provenance) {
        let Some(page) = self.pages.get(source.page) else {
            return (self.document.place(Pointer::root()), Provenance::default());
        };
        let number = page.table(source.section, source.block).map(|table| table.number);
        let from = Provenance { table: number, row: Some(row), ..page.provenance(source.section) };
        (page.place.clone(), from)
    }

    /// The later tables of a section whose announcement names a property of the first one:
    /// "The `limits` object has the following properties".
    pub fn described_below(&self, source: Source, fields: &[Field]) -> HashMap<String, Part> {
        let mut below = HashMap::new();
        let Some(page) = self.pages.get(source.page) else { return below };
        let blocks = page.section(source.section).map_or(0, |section| section.blocks.len());
        for block in (source.block + 1..blocks).take(64) {
            if page.table(source.section, block).is_none() {
                continue;
            }
            let intro = page.intro(source.section, block);
            let sentences = sentence::sentences(&intro);
            let Some(named) = sentences.iter().rev().find_map(|sentence| announced_object(sentence)) else {
                continue;
            };
            if fields.iter().any(|field| field.name == named) {
                let part = Part { page: source.page, section: source.section, block: Some(block) };
                below.entry(named.to_owned()).or_insert(part);
            }
        }
        below
    }

    /// The schema of a property, with what its links lead to.
    pub fn schema(&mut self, field: &Field, page: usize, below: Option<Part>, operation: &str) -> Value {
        let mut schema = field.schema.clone();
        let linked = self.linked(field, page, below, operation);
        match (linked, &field.kind) {
            (Some(reference), Kind::Array(_)) => {
                schema.insert("items".into(), reference);
            }
            (Some(reference), _) => {
                let nullable = schema.get("nullable").cloned();
                schema = Map::new();
                schema.insert("allOf".into(), json!([reference]));
                schema.extend(nullable.map(|nullable| ("nullable".to_owned(), nullable)));
            }
            (None, _) => self.members(field, &mut schema),
        }
        if let Some(description) = &field.description {
            schema.insert("description".into(), json!(description));
        }
        Value::Object(schema)
    }

    /// Members of an object or of an array's items that the cell itself names.
    fn members(&self, field: &Field, schema: &mut Map<String, Value>) {
        let members = || sentence::sentences(&field.text).into_iter().find_map(sentence::members);
        match &field.kind {
            Kind::Array(items) if matches!(items.kind, Kind::Any | Kind::Object) => {
                if let Some(members) = members() {
                    schema.insert("items".into(), members_schema(&members));
                }
            }
            Kind::Object => {
                if let Some(Value::Object(members)) = members().map(|it| members_schema(&it)) {
                    schema.extend(members);
                }
            }
            _ => {}
        }
    }

    /// The reference to what a property's links lead to.
    fn linked(&mut self, field: &Field, page: usize, below: Option<Part>, operation: &str) -> Option<Value> {
        let want = match &field.kind {
            Kind::Object => Want::Object,
            Kind::Any if !field.typed => Want::Object,
            Kind::Array(items) => match items.kind {
                Kind::Any | Kind::Object => Want::Object,
                Kind::String => Want::Values,
                _ => return None,
            },
            Kind::String if !field.schema.contains_key("enum") => Want::Values,
            _ => return None,
        };
        if let Some(part) = below.filter(|_| want == Want::Object) {
            let names = component::candidates(
                &field.name,
                matches!(field.kind, Kind::Array(_)),
                &field.name,
                operation,
            );
            return Some(self.point(part, want, &names, operation));
        }
        let links: Vec<Link> = field.links.iter().filter(|link| link.anchor().is_some()).cloned().collect();
        links.iter().find_map(|link| self.link(field, link, page, want, operation))
    }

    fn link(
        &mut self,
        field: &Field,
        link: &Link,
        page: usize,
        want: Want,
        operation: &str,
    ) -> Option<Value> {
        let anchor = link.anchor()?;
        let Some(part) = self.follow(page, anchor) else {
            if want == Want::Object && field.kind != Kind::Any || speaks_of_values(&link.text) {
                let message = format!("`{}` links to `#{anchor}`, and there is no such section", field.name);
                let help = "correct the link, or add the schema in an overlay";
                self.desk(page).say(Code::MissingSection, &format!("(#{anchor})"), message, help);
            }
            return None;
        };
        let target = self.pages.get(part.page)?;
        let heading = target.section(part.section)?.heading.clone().unwrap_or_default();
        let many = matches!(field.kind, Kind::Array(_));
        let understood = match want {
            Want::Object => {
                let topic = vocabulary::topic(&heading);
                let shape = !matches!(target.object(part), Content::Nothing);
                shape
                    && (field.kind != Kind::Any || is_object_heading(&heading, &link.text))
                    && topic != Some(vocabulary::Topic::Request)
            }
            Want::Values => {
                let weak =
                    speaks_of_values(&link.text) || speaks_of_values(&heading) || says_values(&field.text);
                target.values(part, &[], weak).is_some()
            }
        };
        if understood {
            let names = component::candidates(&heading, many || want == Want::Values, &field.name, operation);
            return Some(self.point(part, want, &names, operation));
        }
        let meant = match want {
            Want::Object => field.kind != Kind::Any && is_object_heading(&heading, &link.text),
            Want::Values => speaks_of_values(&link.text) && !target.tables(part).is_empty(),
        };
        if meant {
            let message = format!("the section `#{anchor}` that `{}` links to is not understood", field.name);
            let help = "add the schema in an overlay";
            self.desk(page).unclear(&format!("(#{anchor})"), message, help);
        }
        None
    }

    fn point(&mut self, part: Part, want: Want, names: &[String], operation: &str) -> Value {
        let name = self.components.reference(part, want, names, &self.pages, operation);
        json!({"$ref": format!("#/components/schemas/{name}")})
    }

    /// What the fields of an object exclude of each other.
    fn exclusions(&mut self, target: &Target<'_>, source: Source, fields: &[Field]) {
        let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
        let Some(page) = self.pages.get(source.page) else { return };
        let rows = fields.iter().map(|field| (field.text.as_str(), Some(field.name.as_str())));
        let around = page.around(source.section, source.block).into_iter().map(|text| (text, None));
        let mut pairs: Vec<(&str, &str)> = Vec::new();
        let mut first = None;
        for (text, own) in rows.chain(around).filter(|(text, _)| text.contains(['`', '"', '\''])) {
            for sentence in sentence::sentences(text) {
                let Some((a, b)) = sentence::not_both(sentence, &names, own) else { continue };
                if !pairs.iter().any(|pair| *pair == (a, b) || *pair == (b, a)) {
                    pairs.push((a, b));
                    first.get_or_insert(sentence);
                }
            }
        }
        let Some(first) = first else { return };
        let not = match pairs[..] {
            [(a, b)] => json!({"required": [a, b]}),
            _ => json!({"anyOf": pairs.iter().map(|(a, b)| json!({"required": [a, b]})).collect::<Vec<_>>()}),
        };
        let from = Provenance { sentence: Some(first.to_owned()), ..page.provenance(source.section) };
        let all: Vec<String> = pairs.iter().map(|(a, b)| format!("`{a}` and `{b}`")).collect();
        let what = format!("{} of {} exclude each other", all.join(", "), target.label);
        let place = page.place.clone();
        self.facts.update(&target.at, json!({"not": not}), what, &place, from);
    }
}

/// `enum`, and what each value means.
pub fn enumeration(values: &[(String, String)]) -> Map<String, Value> {
    let mut schema = Map::new();
    schema.insert("enum".into(), values.iter().map(|(value, _)| json!(value)).collect());
    if values.iter().any(|(_, meaning)| !meaning.is_empty()) {
        schema
            .insert("x-enum-descriptions".into(), values.iter().map(|(_, meaning)| json!(meaning)).collect());
    }
    schema
}

fn members_schema(members: &[(String, String)]) -> Value {
    let properties: Map<String, Value> =
        members.iter().map(|(name, meaning)| (name.clone(), json!({"description": meaning}))).collect();
    let required: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
    json!({"type": "object", "properties": properties, "required": required})
}

/// The property whose table a sentence announces.
fn announced_object(sentence: &str) -> Option<&str> {
    let lower = sentence.to_lowercase();
    let shape =
        ["object", "array", "hash", "property", "parameter", "field"].iter().any(|word| lower.contains(word));
    let announces = ["following", "has these", "these properties", "these fields"]
        .iter()
        .any(|word| lower.contains(word));
    match sentence::quoted(sentence)[..] {
        [ref only] if shape && announces => Some(only.text),
        _ => None,
    }
}

fn is_object_heading(heading: &str, link: &str) -> bool {
    let words = ["object", "objects", "array", "format", "properties", "attributes", "fields", "structure"];
    [heading, link]
        .iter()
        .any(|text| super::name::words(text).iter().any(|word| words.contains(&word.as_str())))
}

fn speaks_of_values(text: &str) -> bool {
    let words = [
        "code",
        "codes",
        "value",
        "values",
        "status",
        "statuses",
        "states",
        "types",
        "options",
        "enum",
        "constants",
        "reasons",
        "modes",
    ];
    super::name::words(text).iter().any(|word| words.contains(&word.as_str()))
}

fn says_values(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["one of", "possible", "allowed", "valid ", "supported", "values", "codes"]
        .iter()
        .any(|word| lower.contains(word))
}
