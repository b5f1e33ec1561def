//! What a document says of its schemas, of their properties and of parameters.

use crate::case::snake_case;
use crate::ir::{Docs, ExternalDocs};
use crate::pointer::Pointer;
use openapiv3::{
    ExternalDocumentation, ParameterSchemaOrContent, ReferenceOr, Schema, SchemaData, SchemaKind, Type,
};

/// What a schema itself says.
pub(super) fn docs_of(data: &SchemaData, at: &Pointer) -> Docs {
    Docs {
        summary: data.title.clone(),
        text: data.description.clone(),
        at: at.child("description"),
        deprecated: data.deprecated,
        external: external(data.external_docs.as_ref()),
    }
}

/// Where more is said.
pub(super) fn external(documentation: Option<&ExternalDocumentation>) -> Option<Box<ExternalDocs>> {
    let ExternalDocumentation { description, url, .. } = documentation?;
    (!url.trim().is_empty())
        .then(|| Box::new(ExternalDocs { text: description.clone(), url: url.trim().to_owned() }))
}

/// What a schema says, or else what a part of it does that has no name.
pub(super) fn said_by(schema: &Schema, at: &Pointer) -> Docs {
    let own = docs_of(&schema.schema_data, at);
    if is_said(&own) {
        return own;
    }
    match said_by_a_part(schema, at) {
        Some(docs) => Docs { deprecated: own.deprecated || docs.deprecated, ..docs },
        None => own,
    }
}

/// What the last schema of `allOf` says that says something, or the only alternative that there is besides `null`.
fn said_by_a_part(schema: &Schema, at: &Pointer) -> Option<Docs> {
    let (key, parts) = match &schema.schema_kind {
        SchemaKind::AllOf { all_of } => ("allOf", all_of),
        SchemaKind::Any(any) => ("allOf", &any.all_of),
        SchemaKind::AnyOf { any_of } if any_of.len() == 1 => ("anyOf", any_of),
        SchemaKind::OneOf { one_of } if one_of.len() == 1 => ("oneOf", one_of),
        _ => return None,
    };
    let said = parts.iter().enumerate().rev().filter_map(|(index, part)| {
        let part = part.as_item()?;
        Some(docs_of(&part.schema_data, &at.child(key).child(index)))
    });
    said.into_iter().find(|docs| is_said(docs) || docs.deprecated)
}

/// What is said of a property or a parameter: by its schema, or else by that of its items. A title that only says the name
/// once more is none.
pub(super) fn said_of(name: &str, schema: &Schema, at: &Pointer) -> Docs {
    let mut docs = said_by(schema, at);
    if docs.text.is_some() {
        docs.summary.take_if(|title| snake_case(title) == snake_case(name));
    } else if docs.summary.is_none()
        && let SchemaKind::Type(Type::Array(array)) = &schema.schema_kind
        && let Some(ReferenceOr::Item(items)) = &array.items
    {
        let items = docs_of(&items.schema_data, &at.child("items"));
        (docs.text, docs.at) = (items.text, items.at);
    }
    docs
}

/// What is said of a parameter or a header: by itself, or else by its own schema.
pub(super) fn also_said(name: &str, own: Docs, format: &ParameterSchemaOrContent, at: &Pointer) -> Docs {
    let ParameterSchemaOrContent::Schema(ReferenceOr::Item(schema)) = format else { return own };
    let docs = said_of(name, schema, &at.child("schema"));
    let deprecated = own.deprecated || docs.deprecated;
    match own.text {
        None if is_said(&docs) => Docs { deprecated, ..docs },
        _ => Docs { deprecated, ..own },
    }
}

/// Whether there are any words.
pub(super) fn is_said(docs: &Docs) -> bool {
    docs.text.is_some() || docs.summary.is_some()
}
