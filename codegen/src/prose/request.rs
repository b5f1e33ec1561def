//! The body of a request.

use super::columns::Columns;
use super::facts;
use super::lifter::Lifter;
use super::object::{Source, Target};
use super::operation::{Operation, Stated, in_path, near};
use super::page::paragraph;
use super::table::Field;
use super::text::Block;
use super::wrapper::{self, Side, Wrapper};
use crate::pointer::Pointer;
use serde_json::json;

impl<'d> Lifter<'d, '_> {
    /// Parts a table of the request by where its rows travel.
    pub fn split(&mut self, operation: &Operation<'d>, source: Source, body: &mut Vec<(Source, Vec<Field>)>) {
        let declared = self.declared(operation);
        let known = |field: &Field| declared.iter().any(|parameter| parameter["name"] == field.name.as_str());
        let fields = self.read(source, false);
        if fields.is_empty() {
            return self.unread(source);
        }
        let (query, rest): (Vec<_>, Vec<_>) =
            fields.into_iter().partition(|field| field.location.as_deref() == Some("query"));
        self.parameters(operation, source, query);
        let bodily = |field: &Field| {
            let location = field.location.as_deref();
            location.is_none_or(|it| it.is_empty() || it.contains("body") || it.contains("json"))
                && !in_path(operation, &field.name)
        };
        let rest: Vec<Field> = rest.into_iter().filter(|field| bodily(field) && !known(field)).collect();
        if !rest.is_empty() {
            body.push((source, rest));
        }
    }

    /// A table under a heading about the request that cannot be read.
    pub fn unread(&mut self, source: Source) {
        let Some(table) =
            self.pages.get(source.page).and_then(|page| page.table(source.section, source.block))
        else {
            return;
        };
        let near = table.headers.first().map(|cell| cell.source.clone()).unwrap_or_default();
        if Columns::of(table).is_none() && table.headers.len() > 1 {
            let message = "the headers of this table do not say which column holds the names of properties";
            self.desk(source.page).unclear(&near, message, "add the request body in an overlay");
        }
    }

    /// Lifts the body of a request from the tables that describe it.
    pub fn request(&mut self, operation: &Operation<'d>, body: Vec<(Source, Vec<Field>)>) {
        let Some((first, _)) = body.first() else { return };
        let first = *first;
        let media = operation.value.get("requestBody").map(|body| self.media(body));
        let name = match media {
            Some(Stated::Schema(schema)) => {
                return body.iter().for_each(|(source, fields)| self.compare(schema, *source, fields));
            }
            Some(Stated::Elsewhere) => return,
            Some(Stated::Dangling(name)) => Some(name),
            None | Some(Stated::Nothing) => None,
        };
        let texts: Vec<String> = body.iter().map(|(source, _)| self.section_text(*source)).collect();
        let examples = self.examples(operation.page);
        let form = wrapper::is_form(&self.paragraphs(operation.page), &examples).then_some("it is a form");
        if let Some(why) = texts.iter().find_map(|text| wrapper::is_no_json_object(text)).or(form) {
            let message = format!("the body of the request is described, but {why}");
            return self.desk(first.page).unclear(
                &near(&texts),
                message,
                "add the request body in an overlay",
            );
        }
        let names: Vec<&str> =
            body.iter().flat_map(|(_, fields)| fields).map(|field| field.name.as_str()).collect();
        let wrapper = match wrapper::find(&texts[0], &names, &examples, Side::Request) {
            Ok(wrapper) => wrapper,
            Err(sentence) => {
                let message = "sentences, or a sentence and the example, disagree about what stands around the properties of the body";
                return self.desk(first.page).unclear(
                    &sentence,
                    message,
                    "add the request body in an overlay",
                );
            }
        };
        let is_new = name.is_none();
        let name = name.unwrap_or_else(|| {
            let base = format!("{}Request", operation.id);
            self.components.unique(&[base.clone(), format!("{base}Body")])
        });
        self.body(operation, &name, wrapper, body, is_new);
    }

    /// Adds the schema of a request body and its properties, and the body itself.
    pub fn body(
        &mut self,
        operation: &Operation<'d>,
        name: &str,
        wrapper: Option<Wrapper>,
        body: Vec<(Source, Vec<Field>)>,
        is_new: bool,
    ) {
        let Some((first, _)) = body.first() else { return };
        let first = *first;
        self.create(name, first);
        let root = facts::schemas().child(name);
        let (at, label) = match &wrapper {
            Some(wrapper) => (self.wrap(first, &root, wrapper), format!("`{}` of `{name}`", wrapper.name)),
            None => (root, format!("`{name}`")),
        };
        let mut required = wrapper.is_some();
        for (source, fields) in body {
            let target = Target { at: at.clone(), label: label.clone(), operation: &operation.id };
            required |= self.properties(&target, source, fields);
            self.remember(source, name);
        }
        if is_new {
            let schema = json!({"$ref": format!("#/components/schemas/{name}")});
            let value = json!({"requestBody": {"required": required, "content": {"application/json": {"schema": schema}}}});
            let (place, mut from) = self.row(first, 1);
            from.row = None;
            self.facts.update(
                &operation.at,
                value,
                format!("the body of the request of {}", operation.id),
                &place,
                from,
            );
        }
    }

    /// Adds the property around all others. Returns where the others go.
    pub fn wrap(&mut self, source: Source, root: &Pointer, wrapper: &Wrapper) -> Pointer {
        let inner = if wrapper.is_array {
            json!({"type": "array", "items": {"type": "object"}})
        } else {
            json!({"type": "object"})
        };
        let value = json!({"properties": {&wrapper.name: inner}, "required": [&wrapper.name]});
        let (place, mut from) = self.row(source, 1);
        (from.row, from.sentence) = (None, Some(wrapper.sentence.clone()));
        self.facts.update(
            root,
            value,
            format!("`{}`, which stands around all other properties", wrapper.name),
            &place,
            from,
        );
        let at = root.child("properties").child(&wrapper.name);
        if wrapper.is_array { at.child("items") } else { at }
    }

    /// The plain text above a table in its section.
    pub fn section_text(&self, source: Source) -> String {
        self.pages.get(source.page).map(|page| page.intro(source.section, source.block)).unwrap_or_default()
    }

    /// The paragraphs of a page.
    fn paragraphs(&self, page: usize) -> Vec<&str> {
        let sections = self.pages.get(page).map_or(&[][..], |page| &page.text.sections);
        sections.iter().flat_map(|section| &section.blocks).filter_map(paragraph).collect()
    }

    /// The code blocks of a page.
    pub fn examples(&self, page: usize) -> Vec<String> {
        let sections = self.pages.get(page).map_or(&[][..], |page| &page.text.sections);
        let blocks = sections.iter().flat_map(|section| &section.blocks);
        blocks
            .filter_map(|block| if let Block::Code(code) = block { Some(code.clone()) } else { None })
            .collect()
    }
}
