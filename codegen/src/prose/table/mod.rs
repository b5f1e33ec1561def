//! A table of properties or parameters into typed facts, row by row.

mod cells;

use super::columns::Columns;
use super::constraint;
use super::desk::Desk;
use super::sentence::{self, Moment};
use super::text::{Inline, Link, Row, Table};
use super::types::{self, Kind, Shape};
use super::vocabulary::{self, Flag, Role};
use crate::report::Code;
use cells::{Named, is_shouted, opening_flag, read_name, speaks_of_boolean, told, without_flag};
use serde_json::{Map, Value, json};
use std::collections::HashSet;

/// One row: a property or parameter.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its wire name.
    pub name: String,
    /// Its type, as far as it is known.
    pub kind: Kind,
    /// Whether the table says of what type it is.
    pub typed: bool,
    /// Its schema without references to other sections and without its description.
    pub schema: Map<String, Value>,
    /// Whether it must be there, where the row says so.
    pub required: Option<bool>,
    /// Where it travels, in lower case, when a column says so.
    pub location: Option<String>,
    /// Its description, in Markdown.
    pub description: Option<String>,
    /// Its description as plain text.
    pub text: String,
    /// The links of the row.
    pub links: Vec<Link>,
    /// The Markdown of the cell that holds the type, or else of the description, for diagnostics.
    pub near: String,
    /// What was told of its type, where that was not understood.
    pub doubt: Option<String>,
    /// Which row below the header, counted from 1.
    pub row: usize,
}

/// How the names of a table are written.
#[derive(Clone, Copy, Debug)]
pub struct Names {
    /// Whether they are of a query, and may have brackets.
    pub query: bool,
    /// Whether a star behind a name says that it must be there.
    pub starred: bool,
}

/// Reads the rows of a table.
pub fn fields(table: &Table, columns: &Columns, style: Names, desk: &mut Desk<'_>) -> Vec<Field> {
    let names: HashSet<String> = table.rows.iter().map(|row| bare_name(row, columns)).collect();
    let shouted = names.iter().filter(|name| is_shouted(name)).count();
    let mut rows =
        Rows { columns, names: &names, style, shouting: shouted == names.len() && shouted > 1, desk };
    let mut seen = HashSet::new();
    let mut fields = Vec::new();
    for (at, row) in table.rows.iter().enumerate() {
        let Some(field) = rows.field(at + 1, row, table.headers.len()) else { continue };
        if seen.insert(field.name.clone()) {
            fields.push(field);
        } else {
            let message = format!("`{}` stands twice in the table; the first row counts", field.name);
            rows.desk.unclear(&row.source, message, "take one of the rows out, or rename it");
        }
    }
    fields
}

fn bare_name(row: &Row, columns: &Columns) -> String {
    row.cells
        .get(columns.name())
        .map_or_else(String::new, |cell| cell.text.replace('`', "").trim().to_owned())
}

struct Rows<'a, 'r> {
    columns: &'a Columns,
    names: &'a HashSet<String>,
    style: Names,
    shouting: bool,
    desk: &'a mut Desk<'r>,
}

impl Rows<'_, '_> {
    fn field(&mut self, number: usize, row: &Row, width: usize) -> Option<Field> {
        let named = self.name(row)?;
        if row.raw.len() > width {
            return Some(self.ragged(number, row, width, named));
        }
        Some(self.whole(number, row, named))
    }

    fn name(&mut self, row: &Row) -> Option<Named> {
        let cell = row.cells.get(self.columns.name())?;
        if cell.text.is_empty() {
            if row.cells.iter().any(|cell| !cell.text.is_empty()) {
                let help = "write each property on a row of its own";
                self.desk.unclear(&row.source, "a row of a table of properties has no name", help);
            }
            return None;
        }
        let named = read_name(&cell.text, self.style.query, self.style.starred);
        let placeholder = |named: &Named| is_shouted(&named.name) && !self.shouting;
        match named.filter(|named| !placeholder(named)) {
            Some(named) => Some(named),
            None => {
                let message =
                    format!("`{}` is not understood as the name of a property", cell.text.replace('`', ""));
                self.desk.unclear(&cell.source, message, "add the property in an overlay, if it is one");
                None
            }
        }
    }

    /// A row with more cells than the header: what stands before its last column counts when all of it makes sense.
    fn ragged(&mut self, number: usize, row: &Row, width: usize, named: Named) -> Field {
        let message =
            format!("the row of `{}` has {} cells, but the header has {width}", named.name, row.raw.len());
        self.desk.say(Code::RaggedTable, &row.source, message, "write a pipe inside a cell as `\\|`");
        let last = self.columns.find(Role::Description) == Some(width - 1);
        let kind = self.columns.cell(row, Role::Type).map(|cell| types::read(&cell.text));
        let flag = self.columns.cell(row, Role::Required).map(|cell| vocabulary::flag(&cell.text));
        let tail = row.raw.get(width - 1..).unwrap_or_default();
        let shifted =
            tail.first().is_some_and(|cell| types::read(cell).is_some() || vocabulary::flag(cell).is_some());
        if last && !shifted && !matches!(kind, Some(None)) && !matches!(flag, Some(None)) {
            return self.whole(number, row, named);
        }
        let near = row.source.clone();
        Field { required: None, near, ..blank(number, named.name) }
    }

    fn whole(&mut self, number: usize, row: &Row, named: Named) -> Field {
        let mut field = blank(number, named.name);
        let description = self.columns.cell(row, Role::Description);
        field.description = description.map(markdown).filter(|text| !text.is_empty());
        field.text = description.map_or_else(String::new, |cell| cell.text.clone());
        field.links = row.cells.iter().flat_map(|cell| cell.links.clone()).collect();
        let (shape, in_type) = self.shape(row, &mut field);
        field.required = self
            .required(row, &field.name)
            .or(named.required)
            .or_else(|| self.presence(row, &field.name, Role::Type, in_type))
            .or_else(|| self.presence(row, &field.name, Role::Description, opening_flag(&field.text)));
        field.location =
            self.columns.cell(row, Role::Location).map(|cell| cell.text.replace('`', "").to_lowercase());
        field.kind = shape.kind.clone();
        field.schema = shape.schema();
        self.dates(&mut field);
        self.limits(row, &mut field);
        self.marks(row, &mut field);
        self.values(row, &mut field);
        self.default(row, &mut field);
        if field.schema.contains_key("nullable")
            && let Some(values) = field.schema.get_mut("enum").and_then(Value::as_array_mut)
        {
            values.push(Value::Null);
        }
        field
    }

    /// The type of a row, and whether its type cell says that it must be there.
    fn shape(&mut self, row: &Row, field: &mut Field) -> (Shape, Option<Flag>) {
        let any = Shape::plain(Kind::Any);
        let Some(cell) = self.columns.cell(row, Role::Type) else {
            field.near = row.source.clone();
            return (told(&field.text).map_or(any, Shape::plain), None);
        };
        field.near = if cell.source.is_empty() { row.source.clone() } else { cell.source.clone() };
        let (text, flag) = without_flag(&cell.text);
        if text.is_empty() {
            return (told(&field.text).map_or(any, Shape::plain), flag);
        }
        let linked = cell.links.iter().any(|link| link.anchor().is_some());
        let Some(shape) = types::read(&text) else {
            if !linked {
                let message = format!("`{text}` is not understood as the type of `{}`", field.name);
                self.doubt(field, &cell.source, message);
            }
            return (any, flag);
        };
        field.typed = shape.kind != Kind::Any;
        if shape.kind == Kind::String && speaks_of_boolean(&field.text) {
            let message = format!("`{}` is called a string, but described as true or false", field.name);
            self.doubt(field, &row.source, message);
            field.typed = false;
            return (any, flag);
        }
        if shape.vague && !linked {
            let message = format!("the items of `{}` are not understood: `{text}`", field.name);
            self.doubt(field, &cell.source, message);
        }
        (shape, flag)
    }

    /// Tells that the type of a property was not understood.
    fn doubt(&mut self, field: &mut Field, near: &str, message: String) {
        self.desk.unclear(near, message.as_str(), TYPE_HELP);
        field.doubt = Some(message);
    }

    fn required(&mut self, row: &Row, name: &str) -> Option<bool> {
        let (cell, negate) = match self.columns.cell(row, Role::Required) {
            Some(cell) => (cell, false),
            None => (self.columns.cell(row, Role::Optional)?, true),
        };
        match vocabulary::flag(&cell.text) {
            Some(Flag::Sometimes) => self.conditional(row, name, &cell.text),
            // The words of a cell say themselves what a yes or no says of its column.
            Some(flag) if negate && !vocabulary::speaks_of_presence(&cell.text) => {
                Some(flag == Flag::No && !cell.text.is_empty())
            }
            Some(flag) => Some(flag == Flag::Yes),
            None => {
                let message = format!("`{}` does not say whether `{name}` is required", cell.text);
                self.desk.unclear(
                    &cell.source,
                    message,
                    "write `yes` or `no`, or add `required` in an overlay",
                );
                Some(false)
            }
        }
    }

    /// What a cell says of presence beside what it is there for.
    fn presence(&mut self, row: &Row, name: &str, role: Role, flag: Option<Flag>) -> Option<bool> {
        match flag? {
            Flag::Sometimes => {
                let text = self.columns.cell(row, role).map_or("", |cell| &cell.text);
                self.conditional(row, name, text.lines().next().unwrap_or_default())
            }
            flag => Some(flag == Flag::Yes),
        }
    }

    fn conditional(&mut self, row: &Row, name: &str, said: &str) -> Option<bool> {
        let message = format!("`{name}` is required under a condition: `{said}`");
        let help = "it is optional in the schema; check the condition yourself";
        self.desk.note(&row.source, message, help);
        Some(false)
    }

    fn dates(&mut self, field: &mut Field) {
        if field.schema.contains_key("format") || !matches!(field.kind, Kind::String | Kind::Date) {
            return;
        }
        let format = match (sentence::moment(&field.name, &field.text), &field.kind) {
            (Some(Moment::DateTime), _) => "date-time",
            (Some(Moment::Day) | None, Kind::Date) => "date",
            _ => return,
        };
        field.schema.insert("format".into(), json!(format));
    }

    fn limits(&mut self, row: &Row, field: &mut Field) {
        for role in [Role::MinLength, Role::MaxLength] {
            let Some(cell) = self.columns.cell(row, role) else { continue };
            let limit = vocabulary::length(&cell.text);
            if limit == Ok(None) {
                continue;
            }
            let keys = match field.kind {
                Kind::String => Some(("minLength", "maxLength")),
                Kind::Array(_) => Some(("minItems", "maxItems")),
                _ => None,
            };
            let (Ok(Some((least, most))), Some((min, max))) = (limit, keys) else {
                let message = format!("`{}` is not understood as a length of `{}`", cell.text, field.name);
                self.desk.unclear(&row.source, message, "add the limit in an overlay");
                continue;
            };
            let (least, most) =
                if role == Role::MinLength { (Some(most), None) } else { (least, Some(most)) };
            field.schema.extend(least.map(|least| (min.to_owned(), json!(least))));
            field.schema.extend(most.map(|most| (max.to_owned(), json!(most))));
        }
        let ascii = || sentence::sentences(&field.text).into_iter().any(sentence::is_ascii);
        if field.kind == Kind::String && ascii() {
            field.schema.insert("pattern".into(), json!("^[\\x00-\\x7F]*$"));
        }
    }

    fn marks(&mut self, row: &Row, field: &mut Field) {
        for (role, key) in [(Role::ReadOnly, "readOnly"), (Role::Nullable, "nullable")] {
            let cell = self.columns.cell(row, role);
            let says = cell.is_some_and(|cell| vocabulary::flag(&cell.text) == Some(Flag::Yes));
            if says && (role == Role::ReadOnly || field.schema.contains_key("type")) {
                field.schema.insert(key.into(), json!(true));
            }
        }
    }

    fn values(&mut self, row: &Row, field: &mut Field) {
        let listed = self.columns.cell(row, Role::Values).and_then(|cell| constraint::listed(&cell.text));
        let others = |value: &String| self.names.contains(value) && (*value != field.name || value.len() > 1);
        let choice = listed.or_else(|| constraint::stated(&field.text, &[&field.name]));
        let Some(choice) = choice.filter(|choice| !choice.values.iter().any(others)) else { return };
        let untyped = field.kind == Kind::Any && !field.typed && self.columns.find(Role::Type).is_none();
        if untyped
            && choice.values.iter().all(|value| value.parse::<f64>().is_err() && !is_literal_word(value))
        {
            field.kind = Kind::String;
            field.schema.insert("type".into(), json!("string"));
        }
        match constraint::enumeration(&choice.values, &field.kind) {
            Ok(values) => {
                field.schema.insert("enum".into(), Value::Array(values));
                let default = choice.default.and_then(|text| constraint::literal(&text, true, &field.kind));
                field.schema.extend(default.map(|value| ("default".to_owned(), value)));
            }
            Err(()) if matches!(field.kind, Kind::Any | Kind::Boolean | Kind::Union(_) | Kind::Array(_)) => {}
            Err(()) => {
                let message = format!("the values of `{}` do not fit its type", field.name);
                self.desk.unclear(&row.source, message, "add the `enum` in an overlay");
            }
        }
    }

    fn default(&mut self, row: &Row, field: &mut Field) {
        let in_column =
            self.columns.cell(row, Role::Default).filter(|cell| !constraint::is_no_default(&cell.text));
        let said = match in_column {
            Some(cell) => Some((cell.text.trim_matches(['`', '"', '\'']).to_owned(), true)),
            None => sentence::sentences(&field.text).into_iter().find_map(sentence::default),
        };
        let Some((text, is_quoted)) = said else { return };
        let names_another = self.names.contains(&text) && text != field.name;
        let unquoted_value = field.schema.get("enum").is_some_and(|values| has(values, &text));
        let value = constraint::literal(&text, is_quoted || unquoted_value, &field.kind);
        let value = value.filter(|_| !names_another && (in_column.is_none() || !text.contains(' ')));
        let Some(value) = value else {
            if in_column.is_some()
                && !matches!(field.kind, Kind::Any | Kind::Array(_) | Kind::Object | Kind::Union(_))
            {
                let message = format!("`{text}` is not understood as the default of `{}`", field.name);
                self.desk.unclear(&row.source, message, "add the `default` in an overlay");
            }
            return;
        };
        let stray =
            field.schema.get("enum").and_then(Value::as_array).is_some_and(|values| !values.contains(&value));
        if stray {
            field.schema.remove("enum");
            let message =
                format!("the default of `{}`, `{text}`, is not among the values it may have", field.name);
            self.desk.unclear(&row.source, message, "add the complete `enum` in an overlay");
            return;
        }
        field.schema.insert("default".into(), value);
    }
}

const TYPE_HELP: &str = "the property is kept with no type; add its `type` in an overlay";

fn has(values: &Value, text: &str) -> bool {
    values.as_array().is_some_and(|values| values.iter().any(|value| value.as_str() == Some(text)))
}

fn is_literal_word(value: &str) -> bool {
    matches!(value, "true" | "false" | "null")
}

fn blank(row: usize, name: String) -> Field {
    Field {
        name,
        kind: Kind::Any,
        typed: false,
        schema: Map::new(),
        required: None,
        location: None,
        description: None,
        text: String::new(),
        links: Vec::new(),
        near: String::new(),
        doubt: None,
        row,
    }
}

fn markdown(cell: &Inline) -> String {
    cell.source.replace("\\|", "|").trim().to_owned()
}
