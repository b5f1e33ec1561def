//! Lists of allowed values in the description of a string that has no `enum`.

use super::constraint;
use super::desk::Desk;
use super::lifter::Lifter;
use super::object::enumeration;
use super::page::{self, Meaning};
use super::sentence;
use super::text::{self, Block, Inline};
use super::types::Kind;
use super::vocabulary;
use crate::overlay::Provenance;
use crate::pointer::{Path, Pointer};
use crate::report::{Code, Place};
use crate::shape::is_open_text;
use crate::source::may_hold;
use serde_json::{Map, Value, json};
use std::collections::hash_map::Entry;

/// How deep a walk of a document goes.
const DEPTH: usize = 200;

/// Keys whose values are not part of the document's shape.
fn is_data(key: &str) -> bool {
    matches!(key, "example" | "examples" | "default" | "enum" | "const") || key.starts_with("x-")
}

/// Keys whose values are maps by name.
fn is_map(key: &str) -> bool {
    matches!(
        key,
        "properties"
            | "patternProperties"
            | "schemas"
            | "responses"
            | "headers"
            | "requestBodies"
            | "paths"
            | "callbacks"
            | "content"
            | "$defs"
    )
}

/// What a description says about values.
struct Found {
    values: Vec<Meaning>,
    default: Option<String>,
    from: Provenance,
}

/// A schema or parameter whose description may say something about its values.
pub struct Described<'d> {
    map: &'d Map<String, Value>,
    at: Pointer,
    /// What the value is called where it is a property.
    name: &'d str,
}

/// The strings of the document that have no `enum`, and what has one, as far as they are described.
pub fn described(document: &Value) -> Vec<Described<'_>> {
    let mut found = Vec::new();
    let root = Pointer::root();
    look(document, &Path::start(&root), None, 0, &mut found);
    found
}

/// `name` is what the value is called where it is a property; `None` in a map by name's place.
fn look<'d>(
    value: &'d Value,
    path: &Path<'_>,
    name: Option<&'d str>,
    depth: usize,
    found: &mut Vec<Described<'d>>,
) {
    if depth > DEPTH {
        return;
    }
    match value {
        Value::Object(map) => {
            if is_described(map) {
                found.push(Described { map, at: path.pointer(), name: name.unwrap_or_default() });
            }
            for (key, inner) in map.iter().filter(|(key, inner)| may_hold(inner) && !is_data(key)) {
                let path = path.key(key);
                match inner.as_object().filter(|_| is_map(key)) {
                    Some(named) => {
                        for (key, inner) in named.iter().filter(|(_, inner)| may_hold(inner)) {
                            look(inner, &path.key(key), Some(key), depth + 2, found);
                        }
                    }
                    None => look(inner, &path, None, depth + 1, found),
                }
            }
        }
        Value::Array(items) => {
            for (at, inner) in items.iter().enumerate().filter(|(_, inner)| may_hold(inner)) {
                look(inner, &path.index(at), None, depth + 1, found);
            }
        }
        _ => {}
    }
}

/// Whether the description of a schema or parameter is worth a second look. Most objects of a document are neither, or have
/// none.
fn is_described(map: &Map<String, Value>) -> bool {
    let Some(description) = map.get("description").and_then(Value::as_str) else { return false };
    let schema = match map.contains_key("in") && map.get("name").is_some_and(Value::is_string) {
        true => map.get("schema").and_then(Value::as_object),
        false => Some(map),
    };
    schema.is_some_and(|schema| {
        schema.contains_key("enum") || (is_open_text(schema) && is_worth_reading(description))
    })
}

impl Lifter<'_, '_> {
    /// Reads the descriptions of strings without an `enum`, and of numbers that have one.
    pub fn all_values(&mut self, all: Vec<Described<'_>>) {
        for Described { map, at, name } in all {
            let path = Path::start(&at);
            self.string(map, &path, name);
            self.numbers(map, &path, name);
        }
    }

    /// A string schema, or a parameter with one, that may list its values in its description.
    fn string(&mut self, map: &Map<String, Value>, path: &Path<'_>, name: &str) {
        let Some(description) = map.get("description").and_then(Value::as_str) else { return };
        let parameter = map.get("in").and(map.get("name")).and_then(Value::as_str);
        let schema = match parameter {
            Some(_) => map.get("schema").and_then(Value::as_object),
            None => Some(map),
        };
        let Some(schema) = schema.filter(|schema| is_open_text(schema) && is_worth_reading(description))
        else {
            return;
        };
        let name = parameter.unwrap_or(name);
        if parameter.is_some() && may_hold_many(name) {
            return;
        }
        let Some(found) = read(description, name) else { return };
        let at = path.pointer();
        let place = self.document.place(at.child("description"));
        let at = if parameter.is_some() { at.child("schema") } else { at };
        let label = if name.is_empty() { "this text".to_owned() } else { format!("`{name}`") };
        let shown = if parameter.is_some() { examples(map) } else { Vec::new() };
        self.state(schema, &shown, &at, &place, found, &label);
    }

    fn state(
        &mut self,
        schema: &Map<String, Value>,
        shown: &[&Value],
        at: &Pointer,
        place: &Place,
        found: Found,
        label: &str,
    ) {
        let known = |value: &&Value| found.values.iter().any(|(known, _)| value.as_str() == Some(known));
        let own = ["default", "example", "const"].into_iter().filter_map(|key| schema.get(key));
        let stray = own
            .chain(schema.get("examples").and_then(Value::as_array).into_iter().flatten())
            .chain(shown.iter().copied())
            .find(|it| !known(it));
        if let Some(stray) = stray {
            let message =
                format!("the description of {label} lists its values, but {stray} is not among them");
            let mut desk = Desk::new(self.report, place.clone());
            let near = found.from.sentence.clone().unwrap_or_default();
            return desk.unclear(&near, message, "add the complete `enum` in an overlay");
        }
        let near = found.from.sentence.as_deref().unwrap_or_default();
        if !self.claim(at, &found.values, label, place, near) {
            return;
        }
        let mut value = enumeration(&found.values);
        if schema.get("nullable") == Some(&Value::Bool(true)) {
            admit_null(&mut value);
        }
        let default = found.default.filter(|_| !schema.contains_key("default"));
        value.extend(default.map(|default| ("default".to_owned(), json!(default))));
        self.facts.update(at, Value::Object(value), format!("the values of {label}"), place, found.from);
    }
}

impl Lifter<'_, '_> {
    /// Whether a place has no values from prose yet; it has these now. Other values than those that it got are told.
    pub fn claim(
        &mut self,
        at: &Pointer,
        values: &[Meaning],
        label: &str,
        place: &Place,
        near: &str,
    ) -> bool {
        let values: Vec<String> = values.iter().map(|(value, _)| value.clone()).collect();
        match self.stated.entry(at.clone()) {
            Entry::Vacant(entry) => {
                entry.insert(values);
                return true;
            }
            Entry::Occupied(entry) if *entry.get() == values => {}
            Entry::Occupied(entry) => {
                let message = format!(
                    "the text lists other values of {label} than another text did, whose values count: {}",
                    entry.get().join(", ")
                );
                Desk::new(self.report, place.clone()).say(
                    Code::ProseContradicts,
                    near,
                    message,
                    "correct the `enum` in an overlay if this text is right",
                );
            }
        }
        false
    }
}

/// The examples of a parameter, which stand beside its schema (OpenAPI 3.0, "Parameter Object").
fn examples(parameter: &Map<String, Value>) -> Vec<&Value> {
    let many = parameter.get("examples").and_then(Value::as_object).into_iter().flatten();
    let many = many.filter_map(|(_, example)| example.get("value"));
    parameter.get("example").into_iter().chain(many).collect()
}

/// A null is no value of an `enum` that does not list it, also where the schema is nullable (OpenAPI 3.0.3, "Schema Object").
fn admit_null(schema: &mut Map<String, Value>) {
    for (key, value) in [("enum", Value::Null), ("x-enum-descriptions", json!(""))] {
        if let Some(list) = schema.get_mut(key).and_then(Value::as_array_mut) {
            list.push(value);
        }
    }
}

/// Names of parameters that take several values in one string, whether the description says so or not.
fn may_hold_many(name: &str) -> bool {
    let many =
        ["expand", "include", "includes", "embed", "fields", "select", "scope", "scopes", "with", "extend"];
    many.contains(&name)
}

/// Whether a description may list values: a cheap look before Markdown is parsed.
fn is_worth_reading(description: &str) -> bool {
    description.len() < 20_000
        && (description.contains(['`', '"', '\'', '“', '|'])
            || description.contains("**")
            || description.contains("<code>"))
        && ["ne of", "alues", "ither", "an be set", "an be:", "ptions", "llowed", "alue", "|"]
            .iter()
            .any(|word| description.contains(word))
}

fn read(description: &str, name: &str) -> Option<Found> {
    let html = ["<code>", "<li>"].iter().any(|tag| description.contains(tag));
    let markdown = if html { text::to_markdown(description) } else { description.to_owned() };
    let found = read_markdown(&markdown, name);
    if found.is_none() && description.contains("**") {
        return read_markdown(&text::bold_to_code(&markdown), name);
    }
    found
}

fn read_markdown(description: &str, name: &str) -> Option<Found> {
    let text = text::parse(description);
    let blocks =
        text.sections.iter().flat_map(|section| section.blocks.iter().map(move |block| (section, block)));
    let all: Vec<_> = blocks.collect();
    let plain: Vec<&str> = all.iter().filter_map(|(_, block)| page::paragraph(block)).collect();
    let composite = sentence::is_composite(&plain.join("\n"));
    let own = [name];
    let mut found: Vec<Found> = Vec::new();
    for (at, (section, block)) in all.iter().enumerate() {
        let above = at.checked_sub(1).and_then(|at| all.get(at));
        let same = |above: &&(&text::Section, &Block)| std::ptr::eq(above.0, *section);
        // A label in bold type announces what it stands above as a sentence does.
        let before = match above.filter(same) {
            Some((_, block)) => page::paragraph(block),
            None => section.heading.as_deref(),
        };
        let from = Provenance { section: section.heading.clone(), ..Provenance::default() };
        found.extend(match block {
            Block::Paragraph(inline) => stated(inline, &own, from),
            Block::List(items) => listed(items, before, &own, from),
            Block::Table(table) => tabled(table, before, &own, from),
            Block::Code(_) => None,
        });
    }
    let default = stated_default(&plain);
    let one = if found.len() == 1 { found.pop() } else { None }?;
    let bare: Vec<String> = one.values.iter().map(|(value, _)| value.clone()).collect();
    let words = |value: &String| {
        matches!(value.as_str(), "true" | "false" | "null") || value.eq_ignore_ascii_case(name)
    };
    let sound = constraint::are_consistent(&bare) && !bare.iter().any(words) && !composite;
    let includes_default = default.is_none_or(|default| bare.contains(&default));
    (sound && bare.len() > 1 && includes_default).then_some(one)
}

/// The quoted default some sentence states, conditional or not: a list without it is not complete.
fn stated_default(texts: &[&str]) -> Option<String> {
    let sentences = texts.iter().flat_map(|text| sentence::sentences(text));
    sentences.into_iter().find_map(sentence::default).filter(|(_, quoted)| *quoted).map(|(text, _)| text)
}

fn stated(inline: &Inline, own: &[&str], from: Provenance) -> Option<Found> {
    let mut found =
        sentence::sentences(&inline.text).into_iter().filter_map(|it| Some((sentence::choice(it, own)?, it)));
    let (choice, sentence) = found.next()?;
    if found.next().is_some() {
        return None;
    }
    let values = choice.values.into_iter().map(|value| (value, String::new())).collect();
    Some(Found {
        values,
        default: choice.default,
        from: Provenance { sentence: Some(sentence.to_owned()), ..from },
    })
}

fn listed(items: &[Option<Inline>], before: Option<&str>, own: &[&str], from: Provenance) -> Option<Found> {
    let sentence = *sentence::sentences(before?).last()?;
    if !sentence::announces_values(sentence, own) {
        return None;
    }
    let values: Option<Vec<_>> = items.iter().map(|item| meanings(&item.as_ref()?.text)).collect();
    let values = values?.concat();
    let default = values.iter().find(|(_, meaning)| meaning.to_lowercase().starts_with("(default)"));
    let default = default.map(|(value, _)| value.clone());
    Some(Found { values, default, from: Provenance { sentence: Some(sentence.to_owned()), ..from } })
}

/// The values an item of a list begins with, mostly one, and what follows.
fn meanings(item: &str) -> Option<Vec<Meaning>> {
    let mut values: Vec<&str> = Vec::new();
    let mut end = 0;
    for quoted in sentence::quoted(item) {
        let between = item[end..quoted.start].trim();
        if between != if values.is_empty() { "" } else { "," } {
            break;
        }
        values.push(quoted.text);
        end = quoted.end;
    }
    let rest = item[end..].trim_start();
    let marked = rest.is_empty() || rest.starts_with([':', '-', '–', '—', '(', '=', ',', '.', ';']);
    let parted = marked || (values.len() == 1 && !rest.starts_with("and ") && !rest.starts_with("or "));
    let rest = rest.trim_start_matches([':', '-', '–', '—', '=', ',', ';', '.', ' ']).trim();
    let all = values.iter().map(|value| ((*value).to_owned(), rest.to_owned())).collect();
    (parted && !values.is_empty()).then_some(all)
}

fn tabled(table: &text::Table, before: Option<&str>, own: &[&str], from: Provenance) -> Option<Found> {
    let sentence = before.and_then(|text| sentence::sentences(text).last().copied());
    let announced = sentence.is_some_and(|it| sentence::announces_values(it, own));
    let headed = table.headers.first().is_some_and(|header| {
        let header = header.text.replace('`', "");
        own.iter().any(|name| !name.is_empty() && header == *name)
            || super::name::words(&header).last().is_some_and(|it| it == "value" || it == "values")
    });
    let open = sentence.is_some_and(|it| {
        ["such as", "include", "example", "special", "operators"]
            .iter()
            .any(|word| it.to_lowercase().contains(word))
    });
    let describes = table
        .headers
        .iter()
        .any(|header| vocabulary::role(&header.text) == Some(vocabulary::Role::Description));
    if !(announced || headed) || open || !describes {
        return None;
    }
    let values = page::value_table(table, own, announced)?;
    let texts: Vec<String> = values.iter().map(|(value, _)| value.clone()).collect();
    constraint::enumeration(&texts, &Kind::String).ok()?;
    Some(Found { values, default: None, from: Provenance { table: Some(table.number), ..from } })
}
