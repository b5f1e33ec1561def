//! Query parameters that a table describes and the operation does not declare.

use super::columns::Columns;
use super::lifter::Lifter;
use super::name;
use super::object::Source;
use super::operation::{Operation, in_path};
use super::table::Field;
use super::vocabulary;
use serde_json::{Value, json};

impl<'d> Lifter<'d, '_> {
    /// Lifts the query parameters of a table.
    pub fn query(&mut self, operation: &Operation<'d>, source: Source) {
        let fields = self.read(source, true);
        let Some(columns) = self
            .pages
            .get(source.page)
            .and_then(|page| Columns::of(page.table(source.section, source.block)?))
        else {
            return;
        };
        let fields = if columns.is_about_shape() || columns.find(vocabulary::Role::Description).is_some() {
            fields
        } else {
            Vec::new()
        };
        self.parameters(operation, source, fields);
    }

    /// The parameters an operation declares, its path item's included.
    pub fn declared(&self, operation: &Operation<'d>) -> Vec<&'d Value> {
        let lists =
            [operation.value, operation.item].into_iter().filter_map(|it| it.get("parameters")?.as_array());
        lists.flatten().filter_map(|parameter| self.resolve(parameter)).collect()
    }

    /// Adds the query parameters that an operation does not declare.
    pub fn parameters(&mut self, operation: &Operation<'d>, source: Source, fields: Vec<Field>) {
        let declared = self.declared(operation);
        let presence = self.presence(source);
        let names: Vec<String> = fields.iter().map(|field| field.name.clone()).collect();
        for field in fields {
            let base = field.name.split('[').next().unwrap_or_default().to_owned();
            let same = |parameter: &&&Value| {
                let name = parameter["name"].as_str().unwrap_or_default();
                name == field.name || name == base || name.strip_suffix("[]") == Some(&base)
            };
            if let Some(parameter) = declared.iter().find(same) {
                if let Some(stated) = parameter.get("schema").and_then(|schema| self.resolve(schema)) {
                    self.contradict(stated, &field, source);
                }
                continue;
            }
            let elsewhere =
                field.location.as_deref().is_some_and(|it| !it.is_empty() && !it.contains("query"));
            if elsewhere || in_path(operation, &field.name) || renames_path(operation, &field.name, &names) {
                continue;
            }
            let mut parameter = json!({"name": field.name, "in": "query"});
            if field.required.or(presence) == Some(true) {
                parameter["required"] = json!(true);
            }
            if let Some(description) = &field.description {
                parameter["description"] = json!(description);
            }
            let plain = Field { description: None, ..field.clone() };
            parameter["schema"] = self.schema(&plain, source.page, None, &operation.id);
            let (place, from) = self.row(source, field.row);
            let what = format!("the query parameter `{}` of {}", field.name, operation.id);
            self.facts.update(&operation.at, json!({"parameters": [parameter]}), what, &place, from);
        }
    }

    /// A table of parameters in an operation whose method says neither query nor body.
    pub fn unclear_place(&mut self, operation: &Operation<'d>, source: Source) {
        let declared = self.declared(operation);
        let fields = self.read(source, true);
        let missing = fields.iter().find(|field| {
            !declared.iter().any(|parameter| parameter["name"] == field.name.as_str())
                && !in_path(operation, &field.name)
        });
        if let Some(field) = missing
            && operation.value.get("requestBody").is_none()
        {
            let message = format!(
                "`{}` is described, but not whether it travels in the query or in the body",
                field.name
            );
            self.desk(source.page).unclear(&field.near, message, "declare it in an overlay");
        }
    }
}

/// Whether a row describes a parameter of the path by another name: `order_id` of `/orders/{id}`, or `id` of
/// `/orders/{order_id}`. `names` are those of all rows.
fn renames_path(operation: &Operation<'_>, row: &str, names: &[String]) -> bool {
    let segments: Vec<&str> = operation.path.split('/').collect();
    segments.windows(2).any(|pair| {
        let Some(inner) = pair[1].strip_prefix('{').and_then(|it| it.strip_suffix('}')) else { return false };
        let thing = || name::words(&name::singular(pair[0])).into_iter();
        let (own, told) = (name::words(inner), name::words(row));
        let longer =
            |short: &[String], long: &[String]| thing().chain(short.iter().cloned()).eq(long.iter().cloned());
        !names.iter().any(|name| name == inner) && (longer(&own, &told) || longer(&told, &own))
    })
}
