//! What the items of the crate say of themselves.

use super::Context;
use super::demands::demands;
use super::docs::{self, Anchor, Links};
use super::syntax::{doc_comment, marker};
use crate::ir::{
    Access, Branch, Docs, EnumValue, ExternalDocs, Object, Operation, Origin, Parameter, Property, Shape,
    Target, TypeId,
};
use crate::print::comments;
use serde_json::Value;
use syn::Attribute;

/// The doc attribute of a text; none of an empty one.
pub(super) fn doc(text: &str) -> Vec<Attribute> {
    let text = docs::cleaned(text);
    let mut comment = String::with_capacity(text.len() + 8);
    for (index, line) in text.lines().map(|line| line.trim_end_matches(' ')).enumerate() {
        if index > 0 {
            comment.push('\n');
        }
        if !line.is_empty() {
            comment.push(' ');
            comment.push_str(line);
        }
    }
    if text.is_empty() { Vec::new() } else { vec![doc_comment(&comments::keep(comment))] }
}

/// `#[deprecated]`, where the document says so.
pub(super) fn deprecated(docs: &Docs) -> Option<Attribute> {
    docs.deprecated.then(|| marker("deprecated"))
}

/// The documentation of a declared type.
pub(super) fn type_doc(cx: &Context<'_>, id: TypeId) -> Vec<Attribute> {
    let ty = &cx.api.types[id];
    let mut text = markdown(cx, &ty.docs);
    if text.is_empty() {
        text = cx.usage.sentence(cx, id);
    }
    if let Shape::Object(object) = &ty.shape {
        text.push_str(&kinds(object));
        let needed = object
            .needed
            .iter()
            .map(|names| names.iter().map(|name| code(name)).collect::<Vec<_>>().join(", "));
        text.extend(needed.map(|names| format!("\n\nAt least one of {names} is needed.")));
    }
    let mut attributes = doc(&text);
    attributes.extend(deprecated(&ty.docs));
    attributes
}

/// The documentation of a field: what the document says, then what it demands.
pub(super) fn field_doc(cx: &Context<'_>, object: TypeId, property: &Property) -> Vec<Attribute> {
    let mut demands = demands(cx, property.ty);
    if let Shape::Object(shape) = &cx.api.types[object].shape {
        demands.extend(exclusions(shape, &property.name));
    }
    demands.extend(match property.access {
        Access::Both => None,
        Access::ReadOnly => Some("Only in responses.".to_owned()),
        Access::WriteOnly => Some("Only in requests.".to_owned()),
    });
    demands.extend(property.default.as_ref().map(default_doc));
    let mut attributes = doc(&value_doc(cx, &property.name, &property.docs, property.ty, &demands));
    attributes.extend(deprecated(&property.docs));
    attributes
}

/// The documentation of a parameter.
pub(super) fn parameter_doc(cx: &Context<'_>, parameter: &Parameter, id: TypeId) -> String {
    let mut demands = demands(cx, id);
    demands.extend(parameter.default.as_ref().map(default_doc));
    value_doc(cx, &parameter.name, &parameter.docs, id, &demands)
}

fn default_doc(default: &Value) -> String {
    format!("Defaults to {}.", code(&default.to_string()))
}

fn value_doc(cx: &Context<'_>, name: &str, docs: &Docs, id: TypeId, demands: &[String]) -> String {
    let mut text = markdown(cx, docs);
    if text.is_empty() {
        text = of_its_type(cx, name, id);
    }
    if !demands.is_empty() {
        text = format!("{text}\n\n{}", demands.join(" "));
    }
    text
}

/// The documentation of a variant of an enum.
pub(super) fn variant_doc(cx: &Context<'_>, id: TypeId, value: &EnumValue) -> Vec<Attribute> {
    let at = &cx.api.types[id].docs.at;
    let docs = Docs { text: value.description.clone(), at: at.clone(), ..Docs::default() };
    let text = markdown(cx, &docs);
    doc(&if text.is_empty() { spelled(&value.value) } else { text })
}

/// The documentation of an operation, for its struct and its method.
pub(super) fn operation_doc(cx: &Context<'_>, operation: &Operation) -> String {
    let text = markdown(cx, &operation.docs);
    let route = code(&format!("{} {}", operation.method.as_str(), operation.template()));
    if text.is_empty() { format!("{route}.") } else { after_summary(&text, &route) }
}

/// A text with a paragraph after its first one; before a text that does not begin with one.
fn after_summary(text: &str, paragraph: &str) -> String {
    match text.split_once("\n\n") {
        _ if docs::begins_with_block(text) => format!("{}.\n\n{text}", paragraph.trim_end_matches('.')),
        Some((summary, rest)) => format!("{summary}\n\n{paragraph}\n\n{rest}"),
        None => format!("{text}\n\n{paragraph}"),
    }
}

/// The documentation of the operations of a tag.
pub(super) fn tag_doc(cx: &Context<'_>, tag: &str) -> String {
    let described = cx.api.tags.iter().find(|described| described.name == tag);
    let text = described.map(|described| markdown(cx, &described.docs)).unwrap_or_default();
    let name = format!("The operations of the tag {}.", code(tag));
    if text.is_empty() { name } else { after_summary(&text, &name) }
}

/// A paragraph about where an operation is served from, where the rest is not.
pub(super) fn served_from(cx: &Context<'_>, operation: &Operation) -> Option<String> {
    let urls = operation.servers.iter().map(|server| {
        let url = code(&server.url);
        match server.variables {
            Some(variables) => format!("{url} (see {})", link(cx, variables)),
            None => url,
        }
    });
    let urls = urls.collect::<Vec<_>>().join(" or ");
    let text = format!(
        "\n\nIt is served from {urls}, and not from where the rest is: give that address to `Client::at`, and send it by the client that comes of it."
    );
    (!operation.servers.is_empty()).then_some(text)
}

/// A paragraph about the operations that the responses of one lead to.
pub(super) fn leads_to(cx: &Context<'_>, operation: &Operation) -> Option<String> {
    let mut items: Vec<String> = Vec::new();
    for link in operation.responses.iter().flat_map(|response| &response.links) {
        let target = match (cx.api.linked(link), &link.target) {
            (Some(index), _) => operation_link(cx, index),
            (None, Target::Id(target) | Target::At(target)) => code(target),
        };
        let inputs = link.inputs.iter().map(|(name, value)| match name.as_str() {
            "" => format!("{} as its body", code(value)),
            name => format!("{} as {}", code(value), code(name)),
        });
        let inputs = inputs.collect::<Vec<_>>().join(", ");
        let with = if inputs.is_empty() { "" } else { " with " };
        let text = link.docs.text.as_deref().map(docs::summary).unwrap_or_default();
        let says = if text.is_empty() { "" } else { ": " };
        let item = format!("- {}: {target}{with}{inputs}{says}{text}", code(&link.name));
        if !items.contains(&item) {
            items.push(item);
        }
    }
    (!items.is_empty()).then(|| format!("\n\nIts responses lead to:\n\n{}", items.join("\n")))
}

/// A link to an operation from another one.
pub(super) fn operation_link(cx: &Context<'_>, index: usize) -> String {
    let name = cx.names.operations().get(index).map(|names| names.name.as_str()).unwrap_or_default();
    match cx.scope.has_operations(cx.groups.of_operation(index)) {
        true => link_here(name),
        false => format!("[`{name}`](crate::operations::{name})"),
    }
}

/// A link to a type by its bare name, which some macros to derive traits have as well.
pub(super) fn link_here(name: &str) -> String {
    match name {
        "Copy" | "Eq" | "Hash" | "Ord" | "PartialEq" | "PartialOrd" => format!("[`{name}`](type@{name})"),
        _ => format!("[`{name}`]"),
    }
}

/// A text of the document as code.
pub(super) fn code(text: &str) -> String {
    format!("`{}`", docs::cleaned(&text.replace('`', "'").replace(char::is_control, " ")))
}

/// What a value of a type is, in a word or a link.
pub(super) fn kind(cx: &Context<'_>, id: TypeId) -> String {
    match &cx.api.types[id].shape {
        Shape::Any(_) | Shape::Gone => "Any JSON value.".to_owned(),
        Shape::Replaced(replaced) => match cx.config.replace.get(&replaced.key) {
            Some(entry) => format!("A `{}`.", entry.path.get_ref().as_str()),
            None => "Any JSON value.".to_owned(),
        },
        Shape::Boolean => "`true` or `false`.".to_owned(),
        Shape::Integer(_) => "A whole number.".to_owned(),
        Shape::Number(_) => "A number.".to_owned(),
        Shape::String(_) => "A text.".to_owned(),
        Shape::DateTime => "A point in time.".to_owned(),
        Shape::Date => "A day.".to_owned(),
        Shape::Blob => "Bytes.".to_owned(),
        Shape::Array(_) => "A list.".to_owned(),
        Shape::Tuple(items) => format!("A list of {} items.", items.len()),
        Shape::Map(_) => "An object with keys of its own.".to_owned(),
        Shape::Nullable(inner) | Shape::Same(inner) => kind(cx, *inner),
        Shape::Object(_) | Shape::Enum(_) | Shape::Union(_) => {
            format!("See {}.", link(cx, id))
        }
    }
}

/// The documentation of a variant of a union.
pub(super) fn branch_doc(cx: &Context<'_>, branch: &Branch) -> String {
    let ty = &cx.api.types[branch.ty];
    let docs = match branch.key {
        Some(_) => &ty.docs,
        None => &branch.docs,
    };
    let text = if is_declared(cx, branch.ty) { String::new() } else { markdown(cx, docs) };
    if text.is_empty() { kind(cx, branch.ty) } else { text }
}

/// Whether a type has documentation of its own in the crate.
fn is_declared(cx: &Context<'_>, id: TypeId) -> bool {
    match &cx.api.types[id].shape {
        Shape::Object(_) | Shape::Enum(_) | Shape::Union(_) => true,
        Shape::Nullable(inner) => is_declared(cx, *inner),
        _ => false,
    }
}

/// A link to a declared type.
pub(super) fn link(cx: &Context<'_>, id: TypeId) -> String {
    let name = super::types::type_ident(cx, id);
    match cx.scope {
        scope if scope.has(cx.groups.of_type(id)) => link_here(&name.to_string()),
        _ => format!("[`{name}`](crate::models::{name})"),
    }
}

/// A description as rustdoc wants it, and where more is said.
pub(super) fn markdown(cx: &Context<'_>, docs: &Docs) -> String {
    let text = described(cx, docs);
    let more = docs.external.as_ref().filter(|more| !text.contains(&more.url)).map(|more| see(cx, more));
    match more.filter(|more| !more.is_empty()) {
        Some(more) if text.is_empty() => more,
        Some(more) => format!("{text}\n\n{more}"),
        None => text,
    }
}

fn see(cx: &Context<'_>, more: &ExternalDocs) -> String {
    let text = more.text.as_deref().and_then(|text| text.lines().find(|line| !line.trim().is_empty()));
    let text = text.map_or(more.url.as_str(), |text| text.trim().trim_end_matches('.'));
    let links = Links { base: cx.config.documentation.base_url.as_deref(), ..Links::default() };
    let text = docs::rustdoc(&format!("See [{text}]({}).", more.url), &links);
    // A link to a place that nobody knows is none.
    if text.contains("](") || text.contains("<http") { text } else { String::new() }
}

fn described(cx: &Context<'_>, docs: &Docs) -> String {
    if docs.summary.is_none() && docs.text.is_none() {
        return String::new();
    }
    let base = cx.config.documentation.base_url.as_deref();
    let replaced = cx.lifted.replaced(&docs.at, cx.scope);
    let texts = [&docs.summary, &docs.text].into_iter().flatten();
    let anchors: Vec<Anchor<'_>> =
        texts.flat_map(|text| cx.lifted.anchors(text, &docs.at, cx.scope)).collect();
    if replaced.is_empty()
        && anchors.is_empty()
        && let Some(text) = cx.written.get(docs.summary.as_deref(), docs.text.as_deref())
    {
        return text.to_owned();
    }
    let links = Links { base, replaced: &replaced, anchors: &anchors };
    docs::item(docs.summary.as_deref(), docs.text.as_deref(), &links)
}

/// The first sentence of a description, as rustdoc wants it.
pub(super) fn first_sentence(cx: &Context<'_>, text: &str) -> String {
    match cx.written.sentence(text) {
        Some(sentence) => sentence.to_owned(),
        None => markdown(cx, &Docs { text: Some(docs::summary(text)), ..Docs::default() }),
    }
}

/// A field without words of its own says what its type says, or else what it is. What is declared has a place for all that
/// it says; here its first sentence does.
fn of_its_type(cx: &Context<'_>, name: &str, id: TypeId) -> String {
    let ty = &cx.api.types[id];
    // A type without a name of its own may be that of several fields, and have the words of another one.
    if !matches!(ty.origin, Origin::Component(_) | Origin::Elsewhere(_)) {
        return spelled(name);
    }
    let sentence = |text: &String| first_sentence(cx, text);
    let text = match is_declared(cx, id) {
        true => ty.docs.text.as_ref().or(ty.docs.summary.as_ref()).map(sentence).unwrap_or_default(),
        false => markdown(cx, &ty.docs),
    };
    if text.is_empty() { spelled(name) } else { text }
}

/// What there is to say of a name or a value of which the document says nothing: how it is written.
fn spelled(text: &str) -> String {
    match text.trim().is_empty() {
        true => "The empty text.".to_owned(),
        false => format!("`{}`.", text.replace('`', "'").escape_debug()),
    }
}

/// Which properties belong together in an object that may be of several kinds.
fn kinds(object: &Object) -> String {
    let mut text = String::new();
    if !object.kinds.is_empty() {
        text.push_str("\n\nIt is of one or more of several kinds, with the properties that each brings:\n");
    }
    for kind in object.kinds.iter() {
        let properties = kind.properties.iter().map(|(name, is_required)| match is_required {
            true => format!("{} (required)", code(name)),
            false => code(name),
        });
        let properties: Vec<String> = properties.collect();
        let name = kind.name.as_deref().map(code);
        let parts = name.into_iter().chain((!properties.is_empty()).then(|| properties.join(", ")));
        text.push_str(&format!("\n- {}", parts.collect::<Vec<_>>().join(": ")));
    }
    text
}

fn exclusions(object: &Object, name: &str) -> Vec<String> {
    let others = object.exclusive.iter().filter_map(|(first, second)| match name {
        name if name == first => Some(second),
        name if name == second => Some(first),
        _ => None,
    });
    others.map(|other| format!("Not together with {}.", code(other))).collect()
}
