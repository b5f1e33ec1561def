//! One operation: which of its tables is its request body, its query, its response.

use super::columns::{self, Columns};
use super::component::schema_key;
use super::lifter::Lifter;
use super::name;
use super::object::Source;
use super::sentence;
use super::table::Field;
use super::text::{self, Block};
use super::vocabulary::{self, Topic};
use crate::pointer::Pointer;
use crate::report::Code;
use serde_json::{Map, Value, json};
use std::collections::HashSet;

/// An operation being lifted.
pub struct Operation<'d> {
    /// Where it stands.
    pub at: Pointer,
    /// It.
    pub value: &'d Value,
    /// The path item around it.
    pub item: &'d Value,
    /// Its path, as a template.
    pub path: &'d str,
    /// Its method, in lower case where it is a field of the path item.
    pub method: &'d str,
    /// Its name, in Pascal case.
    pub id: String,
    /// The page of its description.
    pub page: usize,
}

/// How many blocks back a table may tell more about another one.
const NEAR: usize = 64;

impl<'d> Operation<'d> {
    /// The name of an operation in Pascal case: its `operationId`, or its method and path.
    pub fn id(value: &Value, path: &str, method: &str) -> String {
        let given = value.get("operationId").and_then(Value::as_str).map(name::key);
        given.filter(|id| !id.is_empty()).unwrap_or_else(|| name::key(&format!("{method} {path}")))
    }

    fn takes_body(&self) -> bool {
        matches!(self.method, "post" | "put" | "patch" | "query")
    }
}

/// What an operation says about the schema of a body.
#[derive(Debug)]
pub enum Stated<'d> {
    /// Nothing: no body, or a body with no schema.
    Nothing,
    /// A reference to a schema that does not exist.
    Dangling(String),
    /// A schema.
    Schema(&'d Value),
    /// A body that is not JSON, or a schema in another place that others share.
    Elsewhere,
}

impl<'d> Lifter<'d, '_> {
    /// Lifts what the description of an operation says.
    pub fn operation(&mut self, operation: &Operation<'d>) {
        let mut body: Vec<(Source, Vec<Field>)> = Vec::new();
        let mut response = None;
        let mut left = Vec::new();
        for source in self.tables(operation.page) {
            if self.named_values(operation, source) || self.is_described(source) {
                continue;
            }
            match self.topic(operation, source) {
                Some(Topic::Other) => {}
                Some(Topic::Query) => self.query(operation, source),
                Some(Topic::Request | Topic::Parameters)
                    if operation.takes_body() || self.is_body(operation, source) =>
                {
                    self.split(operation, source, &mut body)
                }
                Some(Topic::Request | Topic::Parameters)
                    if operation.method == "get" || operation.method == "head" =>
                {
                    self.query(operation, source);
                }
                Some(Topic::Request | Topic::Parameters) => self.unclear_place(operation, source),
                Some(Topic::Response) if response.is_none() => response = Some(source),
                _ => left.push(source),
            }
        }
        self.request(operation, body);
        if let Some(source) = response {
            self.response(operation, source);
        }
        self.drain();
        for source in left {
            self.leftover(operation, source);
        }
        self.malformed(operation.page);
        self.silence(operation);
    }

    /// Whether a DELETE takes the body that a heading announces (RFC 9110, section 9.3.5: a private agreement).
    fn is_body(&self, operation: &Operation<'_>, source: Source) -> bool {
        let heading = || self.pages.get(source.page)?.named(source.section)?.heading.as_deref();
        operation.method == "delete"
            && heading().is_some_and(|heading| name::words(heading).iter().any(|word| word == "body"))
    }

    /// The tables of a page.
    fn tables(&self, page: usize) -> Vec<Source> {
        let sections = self.pages.get(page).map_or(&[][..], |page| &page.text.sections);
        let tables = sections.iter().enumerate().flat_map(|(section, it)| {
            let tables = it.blocks.iter().enumerate().filter(|(_, block)| matches!(block, Block::Table(_)));
            tables.map(move |(block, _)| Source { page, section, block })
        });
        tables.collect()
    }

    /// Whether a table tells more about a property of an earlier table of its section.
    fn is_described(&self, source: Source) -> bool {
        let Some(page) = self.pages.get(source.page) else { return false };
        let intro = page.intro(source.section, source.block);
        let named: HashSet<&str> = sentence::quoted(&intro).iter().map(|quoted| quoted.text).collect();
        let near = source.block.saturating_sub(NEAR)..source.block;
        let tables = near.filter_map(|block| page.table(source.section, block));
        let mut cells = tables.flat_map(|table| &table.rows).filter_map(|row| row.cells.first());
        !named.is_empty() && cells.any(|cell| named.contains(cell.text.replace('`', "").as_str()))
    }

    /// What a table is about: what its heading says, what the sentences above it say, what the headings around say.
    fn topic(&self, operation: &Operation<'_>, source: Source) -> Option<Topic> {
        let page = self.pages.get(source.page)?;
        let text = page.intro(source.section, source.block);
        let intro = vocabulary::announced(&text);
        let heading = page.named(source.section)?.heading.as_deref();
        let rows = page.table(source.section, source.block).map(first_cells).unwrap_or_default();
        match (heading.and_then(vocabulary::topic), intro) {
            (Some(about), _) if vocabulary::announces_other(&text, about, &rows) => Some(Topic::Other),
            (Some(Topic::Parameters | Topic::Properties), Some(told)) => Some(told),
            (Some(Topic::Request), Some(Topic::Query)) => Some(Topic::Query),
            (Some(vague @ (Topic::Parameters | Topic::Properties)), None) => {
                Some(self.around(source).unwrap_or(vague))
            }
            (Some(told), _) => Some(told),
            (None, Some(Topic::Parameters)) if heading.is_some() || !operation.takes_body() => None,
            (None, told) => told,
        }
    }

    /// What the headings around a section announce.
    fn around(&self, source: Source) -> Option<Topic> {
        let page = self.pages.get(source.page)?;
        let mut above = page.named(source.section)?.parent;
        while let Some(section) = above.and_then(|above| page.section(above)) {
            if let Some(topic) = section.heading.as_deref().and_then(vocabulary::topic) {
                return Some(topic).filter(|topic| !matches!(topic, Topic::Parameters | Topic::Properties));
            }
            above = section.parent;
        }
        None
    }

    /// What a request body or response states about its JSON schema.
    pub fn media(&self, body: &'d Value) -> Stated<'d> {
        let shared = body.get("$ref").is_some();
        let Some(body) = self.resolve(body) else { return Stated::Nothing };
        let Some(content) =
            body.get("content").and_then(Value::as_object).filter(|content| !content.is_empty())
        else {
            return if shared { Stated::Elsewhere } else { Stated::Nothing };
        };
        let Some((_, media)) = content.iter().find(|(name, _)| name.contains("json")) else {
            return Stated::Elsewhere;
        };
        let Some(schema) = media.get("schema") else {
            return if shared { Stated::Elsewhere } else { Stated::Nothing };
        };
        if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
            return match (self.resolve(schema), schema_key(name)) {
                (Some(schema), _) => Stated::Schema(schema),
                (None, Some(name)) => Stated::Dangling(name),
                (None, None) => Stated::Elsewhere,
            };
        }
        let bare = schema.as_object().is_some_and(Map::is_empty) || *schema == json!({"type": "object"});
        if bare && !shared { Stated::Nothing } else { Stated::Schema(schema) }
    }

    /// Notes where a table says other than a schema that counts.
    pub fn compare(&mut self, schema: &'d Value, source: Source, fields: &[Field]) {
        let Some(properties) = schema.get("properties").and_then(Value::as_object) else { return };
        for field in fields {
            let Some(stated) = properties.get(&field.name).and_then(|stated| self.resolve(stated)) else {
                continue;
            };
            self.contradict(stated, field, source);
        }
    }

    pub fn contradict(&mut self, stated: &Value, field: &Field, source: Source) {
        let (Some(stated), Some(told)) =
            (stated.get("type").and_then(Value::as_str), field.schema.get("type").and_then(Value::as_str))
        else {
            return;
        };
        if stated != told && field.typed {
            let message =
                format!("the text calls `{}` {told}, the document says {stated}, which counts", field.name);
            let help = "correct the schema in an overlay if the text is right";
            self.desk(source.page).say(Code::ProseContradicts, &field.near, message, help);
        }
    }

    /// A table that looks like one of properties, and of which nothing says what it describes.
    fn leftover(&mut self, operation: &Operation<'d>, source: Source) {
        if self.components.has(source.page, source.section) {
            return;
        }
        let Some(table) =
            self.pages.get(source.page).and_then(|page| page.table(source.section, source.block))
        else {
            return;
        };
        let shaped = Columns::of(table).is_some_and(|columns| columns.find(vocabulary::Role::Type).is_some());
        // Many tables of a description have the same header, and few the same first row.
        let near = table.rows.first().map(|row| row.source.clone()).unwrap_or_default();
        if !(shaped || columns::looks_like_properties(table)) || !self.lacks_schema(operation) {
            return;
        }
        let message = "a table looks like one of properties, but nothing that is understood says of what";
        self.desk(source.page).unclear(&near, message, "add the schema in an overlay, if it is one");
    }

    /// Whether an operation could take a body or return one without saying of what shape.
    fn lacks_schema(&self, operation: &Operation<'d>) -> bool {
        let lacking = |stated: Stated<'_>| matches!(stated, Stated::Nothing | Stated::Dangling(_));
        let request = operation.value.get("requestBody").map(|body| lacking(self.media(body)));
        let responses = operation.value.get("responses").and_then(Value::as_object);
        let mut success =
            responses.into_iter().flatten().filter(|(status, _)| status.starts_with('2') && *status != "204");
        request.unwrap_or(operation.takes_body())
            || success.any(|(_, response)| lacking(self.media(response)))
    }

    /// Tables whose header has another number of cells than the line below it are no tables to Markdown.
    fn malformed(&mut self, page: usize) {
        let Some(it) = self.pages.get(page) else { return };
        let blocks = it.text.sections.iter().flat_map(|section| &section.blocks);
        let paragraphs = blocks.filter_map(|block| {
            if let Block::Paragraph(inline) = block { Some(inline.source.as_str()) } else { None }
        });
        let broken = paragraphs.filter(|source| source.contains('|')).find_map(|source| {
            let lines: Vec<&str> = source.lines().collect();
            let pair = lines.windows(2).find(|pair| pair[0].contains('|') && text::is_delimiter(pair[1]))?;
            Some(pair[0].to_owned())
        });
        if let Some(header) = broken {
            let message =
                "this table has not as many cells in its header as in the line below it, and is not read";
            self.desk(page).say(
                Code::RaggedTable,
                &header,
                message,
                "correct the table in an overlay of the description",
            );
        }
    }
}

/// What stands in the first column of a table, without backticks.
fn first_cells(table: &text::Table) -> Vec<String> {
    let cells = table.rows.iter().filter_map(|row| row.cells.first());
    cells.map(|cell| cell.text.replace('`', "").trim().to_owned()).collect()
}

/// Whether a name is a parameter of the path.
pub fn in_path(operation: &Operation<'_>, name: &str) -> bool {
    operation.path.contains(&format!("{{{name}}}"))
}

/// The last sentence of some texts, for a diagnostic.
pub fn near(texts: &[String]) -> String {
    texts.iter().flat_map(|text| sentence::sentences(text)).last().unwrap_or_default().to_owned()
}
