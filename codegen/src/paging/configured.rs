//! How pages follow each other, as the configuration says: held against the document.

use super::page::not_null;
use crate::config::{PagingKind, PagingTable};
use crate::ir::{
    Location, More, NextPage, Operation, Paging, Parameter, Payload, Shape, Style, TypeId, Types,
};
use crate::pointer::Pointer;

/// Follows an entry.
///
/// # Errors
/// It is about something that the document does not have.
pub(super) fn paging(types: &Types, operation: &Operation, table: &PagingTable) -> Result<Paging, String> {
    let entry = Entry { types, operation, table, body: body(operation)? };
    let items = entry.place("items", &table.items)?;
    let next = entry.next(entry.item(&items)?)?;
    Ok(Paging { next, more: entry.more()?, items })
}

struct Entry<'a> {
    types: &'a Types,
    operation: &'a Operation,
    table: &'a PagingTable,
    body: TypeId,
}

fn body(operation: &Operation) -> Result<TypeId, String> {
    super::body(operation).ok_or_else(|| "the operation does not answer in one JSON schema".to_owned())
}

impl Entry<'_> {
    fn next(&self, item: TypeId) -> Result<NextPage, String> {
        let first = |usual| self.table.first.unwrap_or(usual);
        let leads =
            |from| self.required("next", &self.table.next).and_then(|next| self.within(from, "next", next));
        Ok(match self.table.by {
            PagingKind::Cursor => NextPage::Cursor { parameter: self.parameter()?, at: leads(self.body)? },
            PagingKind::BodyCursor => {
                NextPage::BodyCursor { property: self.property()?, at: leads(self.body)? }
            }
            PagingKind::LastItem => NextPage::LastItem { parameter: self.parameter()?, at: leads(item)? },
            PagingKind::Url => NextPage::Url(vec![leads(self.body)?]),
            PagingKind::LinkHeader => NextPage::LinkHeader,
            PagingKind::Offset => NextPage::Offset { parameter: self.parameter()?, first: first(0) },
            PagingKind::Page => NextPage::Page { parameter: self.parameter()?, first: first(1) },
        })
    }

    fn more(&self) -> Result<Option<More>, String> {
        let PagingTable { more, last, total, pages, .. } = self.table;
        let said = [("more", more), ("last", last), ("total", total), ("pages", pages)];
        let said = said.into_iter().filter_map(|(key, at)| Some((key, at.as_deref()?)));
        let (key, at) = match said.collect::<Vec<_>>().as_slice() {
            [] => return Ok(None),
            [only] => *only,
            [(one, _), (other, _), ..] => {
                return Err(format!("`{one}` and `{other}` both say when there is no more; one is enough"));
            }
        };
        let at = self.place(key, at)?;
        Ok(Some(match key {
            "more" => More::While(at),
            "last" => More::Until(at),
            "total" => More::Items(at),
            _ => More::Pages(at),
        }))
    }

    fn required<'v>(&self, key: &str, value: &'v Option<String>) -> Result<&'v str, String> {
        value.as_deref().ok_or_else(|| format!("`{key}` is missing"))
    }

    /// A query parameter of the operation.
    fn parameter(&self) -> Result<String, String> {
        let name = self.required("parameter", &self.table.parameter)?;
        let query =
            self.operation.parameters.iter().filter(|parameter| parameter.location == Location::Query);
        let is_there = query.flat_map(|parameter| self.spelled(parameter)).any(|known| known == name);
        is_there
            .then(|| name.to_owned())
            .ok_or_else(|| format!("the operation has no query parameter `{name}`"))
    }

    /// The keys of a parameter in the query.
    fn spelled(&self, parameter: &Parameter) -> Vec<String> {
        match &self.types[not_null(self.types, parameter.ty)].shape {
            Shape::Object(object) if parameter.style == Style::DeepObject => object
                .properties
                .iter()
                .map(|property| format!("{}[{}]", parameter.name, property.name))
                .collect(),
            _ => vec![parameter.name.clone()],
        }
    }

    /// A property of the operation's body.
    fn property(&self) -> Result<String, String> {
        let name = self.required("parameter", &self.table.parameter)?;
        let bodies = self.operation.body.iter().flat_map(|body| &body.choices);
        let is_there = bodies
            .filter(|content| matches!(content.payload, Payload::Json(_)))
            .any(|content| content.payload.ty().is_some_and(|ty| self.step(ty, name).is_some()));
        is_there
            .then(|| name.to_owned())
            .ok_or_else(|| format!("the operation's JSON body has no property `{name}`"))
    }

    /// The type of the items of the list at a place of the page.
    fn item(&self, items: &Pointer) -> Result<TypeId, String> {
        let list = items.tokens().try_fold(self.body, |ty, token| self.step(ty, &token));
        match list.map(|list| &self.types[not_null(self.types, list)].shape) {
            Some(Shape::Array(array)) if self.has_fields(items) => Ok(array.items),
            _ => Err(format!("there is no list at `{}` of the response", items.as_str())),
        }
    }

    /// Whether a struct leads to a place at each step.
    fn has_fields(&self, at: &Pointer) -> bool {
        let step = |ty: TypeId, token: String| {
            let is_object = matches!(self.types[not_null(self.types, ty)].shape, Shape::Object(_));
            self.step(ty, &token).filter(|_| is_object)
        };
        at.tokens().try_fold(self.body, step).is_some()
    }

    /// A place in the page.
    fn place(&self, key: &str, at: &str) -> Result<Pointer, String> {
        self.within(self.body, key, at)
    }

    fn within(&self, from: TypeId, key: &str, at: &str) -> Result<Pointer, String> {
        let pointer = Pointer::parse(at).filter(|_| at.is_empty() || at.starts_with('/'));
        let pointer =
            pointer.ok_or_else(|| format!("`{key}` is no JSON pointer such as `/meta/next`: `{at}`"))?;
        let found = pointer.tokens().try_fold(from, |ty, token| self.step(ty, &token));
        found.ok_or_else(|| format!("`{key}` leads to nothing in the response: `{at}`"))?;
        Ok(pointer)
    }

    /// The type of a property. What may be anything may have any.
    fn step(&self, ty: TypeId, name: &str) -> Option<TypeId> {
        match &self.types[not_null(self.types, ty)].shape {
            Shape::Object(object) => {
                let property = object.properties.iter().find(|property| property.name == name);
                property.map(|property| property.ty).or(object.additional)
            }
            Shape::Map(map) => Some(map.values),
            Shape::Union(union) => union.branches.iter().find_map(|branch| self.step(branch.ty, name)),
            Shape::Any(_) => Some(ty),
            _ => None,
        }
    }
}
