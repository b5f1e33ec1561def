//! Swagger 2.0 becomes OpenAPI 3.0.
//!
//! Only what has another place there is done here: the repairs of parameters, headers, bodies and security schemes
//! read the rest, as they do wherever a 3.x document is written in the old way.

use super::fit::{Fitter, Object};
use super::{body, servers};
use crate::ir::essence;
use crate::pointer::{Path, Pointer};
use crate::report::Severity;
use crate::shape::Kind;
use crate::source::Moves;
use serde_json::map::Entry;
use serde_json::{Value, json};

/// How many media types one body may have: its schema is written out for each.
const MOST_TYPES: usize = 16;

/// The parts of a Swagger document that have another place in OpenAPI 3.0.
const MOVED: [(&str, &str); 4] = [
    ("definitions", "schemas"),
    ("parameters", "parameters"),
    ("responses", "responses"),
    ("securityDefinitions", "securitySchemes"),
];

/// What is known of a Swagger document while it is walked.
#[derive(Default)]
pub(super) struct Swagger {
    consumes: Vec<String>,
    produces: Vec<String>,
    /// What the operation that is walked produces, where it says that itself.
    produces_here: Option<Vec<String>>,
    /// The shared body and form parameters.
    bodies: Object,
    /// The shared responses.
    responses: Object,
}

/// Moves the parts of a Swagger document to their places.
pub(super) fn upgrade(fitter: &mut Fitter<'_>, object: &mut Object) -> Swagger {
    let servers = servers::of_host(fitter, object);
    let moves = &mut fitter.moves;
    let mut swagger = Swagger {
        consumes: media_types(object.shift_remove("consumes").as_ref()).unwrap_or_default(),
        produces: media_types(object.shift_remove("produces").as_ref()).unwrap_or_default(),
        ..Swagger::default()
    };
    // Some documents have components of OpenAPI 3.0 beside.
    let mut components = match object.shift_remove("components") {
        Some(Value::Object(components)) => components,
        _ => Object::new(),
    };
    let components_at = Pointer::root().child("components");
    for (from, to) in MOVED {
        if let Some(part) = object.shift_remove(from) {
            add(&mut components, part, &components_at.child(to), &Pointer::root().child(from), moves);
        }
    }
    // Where the shared body parameters go.
    let shared = Pointer::root().child("parameters");
    moves.part(components_at.child("requestBodies"), shared.clone());
    swagger.take_bodies(&mut components, moves, &shared);
    swagger.responses = components.get("responses").and_then(Value::as_object).cloned().unwrap_or_default();
    super::rename(object, "swagger", "openapi", super::CANONICAL.into());
    object.entry("servers").or_insert(servers);
    if !components.is_empty() {
        object.insert("components".into(), components.into());
    }
    swagger
}

/// Moves what stands at the root of a 3.x document as in Swagger 2.0 to the components. `false` when there is nothing.
pub(super) fn adopt(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) -> bool {
    let is_part = |part: &&(&str, &str)| object.get(part.0).is_some_and(Value::is_object);
    let parts: Vec<_> = MOVED.iter().filter(is_part).collect();
    for (from, to) in &parts {
        let message = format!("`{from}` at the root is of Swagger 2.0");
        fitter.note(&path.key(from), message, format!("it is read as part of `components.{to}`"));
        let part = object.shift_remove(*from).unwrap_or_default();
        let components = object.entry("components").or_insert_with(|| json!({}));
        if let Value::Object(components) = components {
            let (now, from) = (path.key("components").key(to).pointer(), path.key(from).pointer());
            add(components, part, &now, &from, &mut fitter.moves);
        }
    }
    !parts.is_empty()
}

/// Adds a part to a section of the components, with the places of both. What is there already counts.
fn add(components: &mut Object, part: Value, now: &Pointer, from: &Pointer, moves: &mut Moves) {
    let Some((_, section)) = now.split() else { return };
    match (components.get_mut(&section), part) {
        (Some(Value::Object(own)), Value::Object(part)) => {
            for (name, value) in part {
                if let Entry::Vacant(entry) = own.entry(&name) {
                    moves.part(now.child(&name), from.child(&name));
                    entry.insert(value);
                }
            }
        }
        (_, part) => {
            moves.part(now.clone(), from.clone());
            components.insert(section, part);
        }
    }
}

/// The media types of `consumes` or `produces`; `None` where there are none.
pub(super) fn media_types(value: Option<&Value>) -> Option<Vec<String>> {
    let types: Vec<String> = match value? {
        Value::String(one) => vec![one.clone()],
        Value::Array(many) => {
            many.iter().filter_map(Value::as_str).take(MOST_TYPES).map(str::to_owned).collect()
        }
        _ => Vec::new(),
    };
    (!types.is_empty()).then_some(types)
}

impl Swagger {
    pub(super) fn consumes(&self) -> &[String] {
        &self.consumes
    }

    /// Shared body parameters become shared request bodies; shared form parameters are written out where they are
    /// used, since a form is one body.
    fn take_bodies(&mut self, components: &mut Object, moves: &mut Moves, at: &Pointer) {
        let Some(Value::Object(parameters)) = components.get_mut("parameters") else { return };
        let mut request_bodies = Object::new();
        let (bodies, consumes) = (&mut self.bodies, &self.consumes);
        parameters.retain(|name, parameter| {
            let place = parameter.get("in").and_then(Value::as_str).unwrap_or_default().to_ascii_lowercase();
            if place == "body" {
                let at = at.child(name.as_str());
                request_bodies.insert(name.clone(), body::one(parameter.clone(), consumes, &at, &at, moves));
            }
            let is_body = place == "body" || place == "formdata";
            if is_body {
                bodies.insert(name.clone(), parameter.take());
            }
            !is_body
        });
        if !request_bodies.is_empty() {
            components.insert("requestBodies".into(), request_bodies.into());
        }
    }

    /// The shared body or form parameter of a reference.
    pub(super) fn body_parameter(&self, reference: &str) -> Option<&Value> {
        let pointer = Pointer::parse(reference)?;
        let (parent, name) = pointer.split()?;
        (parent.as_str() == "/parameters").then(|| self.bodies.get(&name)).flatten()
    }

    /// Takes what only Swagger operations have.
    pub(super) fn enter_operation(&mut self, object: &mut Object, moves: &mut Moves, path: &Path<'_>) {
        object.shift_remove("consumes");
        object.shift_remove("schemes");
        let own = media_types(object.shift_remove("produces").as_ref());
        self.produces_here = own.filter(|own| *own != self.produces);
        if self.produces_here.is_some() {
            self.write_out_responses(object, moves, path);
        }
    }

    /// Shared responses are of the media types of the document. Where those of an operation are others, what it answers
    /// when it succeeds is written out in it; an error is mostly the same everywhere.
    fn write_out_responses(&self, object: &mut Object, moves: &mut Moves, path: &Path<'_>) {
        let Some(Value::Object(responses)) = object.get_mut("responses") else { return };
        for (status, response) in responses.iter_mut().filter(|(status, _)| status.starts_with('2')) {
            let reference = response.get("$ref").and_then(Value::as_str);
            let Some(name) = reference.and_then(|it| it.strip_prefix("#/responses/")) else { continue };
            if let Some(shared) = self.responses.get(name).filter(|shared| shared.get("schema").is_some()) {
                let from = Pointer::root().child("components").child("responses").child(name);
                moves.part(path.key("responses").key(status).pointer(), from);
                *response = shared.clone();
            }
        }
    }

    /// After an operation, what the document produces counts again.
    pub(super) fn leave_operation(&mut self) {
        self.produces_here = None;
    }

    /// The schema and the examples of a response move into its content.
    pub(super) fn response_content(&self, object: &mut Object, moves: &mut Moves, path: &Path<'_>) {
        let schema = object.shift_remove("schema").filter(|schema| !schema.is_null());
        let examples = match object.shift_remove("examples") {
            Some(Value::Object(examples)) => examples,
            _ => Object::new(),
        };
        if object.contains_key("content") {
            return;
        }
        let types = match &schema {
            Some(schema) => self.response_types(schema, &path.pointer()),
            // Bodies of which there is an example are of some kind.
            None => examples.iter().filter(is_example).map(|(name, _)| name.clone()).collect(),
        };
        let mut content = Object::new();
        for name in types {
            let (mut media_type, at) = (Object::new(), path.key("content"));
            if let Some(schema) = &schema {
                moves.part(at.key(&name).key("schema").pointer(), path.key("schema").pointer());
                media_type.insert("schema".into(), schema.clone());
            }
            if let Some(example) = examples.get(&name) {
                let from = path.key("examples").key(&name).pointer();
                moves.part(at.key(&name).key("example").pointer(), from);
                media_type.insert("example".into(), example.clone());
            }
            content.insert(name, media_type.into());
        }
        if !content.is_empty() {
            object.insert("content".into(), content.into());
        }
    }

    /// The media types of a response with a schema. A file is none of JSON, which is what the other responses are; and an
    /// error that is an object is none of an operation that otherwise answers texts or files.
    fn response_types(&self, schema: &Value, at: &Pointer) -> Vec<String> {
        let says = |key: &str| schema.get(key).and_then(Value::as_str);
        let is_file = says("type") == Some("file");
        let is_data = says("$ref").is_some() || matches!(says("type"), Some("object" | "array"));
        let is_error = at.tokens().last().is_some_and(|status| status.starts_with(['4', '5']));
        let has_data = |own: &&Vec<String>| own.iter().any(|name| is_of_data(name));
        let own = self.produces_here.as_ref().filter(|own| !(is_error && is_data) || has_data(own));
        let said = own.unwrap_or(&self.produces).iter();
        let types: Vec<String> = said.filter(|name| !(is_file && is_json(name))).cloned().collect();
        match types.is_empty() {
            true if is_file => vec!["application/octet-stream".into()],
            true => vec!["application/json".into()],
            false => types,
        }
    }
}

fn is_json(media_type: &str) -> bool {
    essence(media_type).ends_with("json")
}

/// Whether a media type may hold an object.
fn is_of_data(media_type: &str) -> bool {
    is_json(media_type) || essence(media_type).ends_with("xml") || media_type.contains('*')
}

/// Whether an entry of `examples` is an example of a media type, and no empty one.
fn is_example((name, value): &(&String, &Value)) -> bool {
    name.contains('/') && !value.is_null() && value.as_str() != Some("")
}

/// Where a reference to a part that has moved leads. `names`: a bare name may stand for a schema.
pub(super) fn rewrite(reference: &str, kind: Kind, names: bool) -> Option<String> {
    for (from, to) in MOVED {
        let rest = reference.strip_prefix("#/").and_then(|rest| rest.strip_prefix(from));
        if let Some(rest) = rest.filter(|rest| rest.starts_with('/')) {
            return Some(format!("#/components/{to}{rest}"));
        }
    }
    // Swagger 1.2 named a model; some tools still do.
    let bare =
        names && kind == Kind::Schema && !reference.is_empty() && !reference.contains(['#', '/', '.', ':']);
    bare.then(|| format!("#/components/schemas/{reference}"))
}

/// `collectionFormat` becomes `style` and `explode` (OpenAPI 3.0.3, section 4.7.12.3).
pub(super) fn collection_format(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    let format = object.shift_remove("collectionFormat");
    let is_array = object.get("type").and_then(Value::as_str) == Some("array");
    if !is_array || (format.is_none() && fitter.swagger.is_none()) {
        return;
    }
    let place = object.get("in").and_then(Value::as_str).unwrap_or_default();
    // The header of a response is in no place.
    let commas = matches!(place, "path" | "header" | "");
    let (style, explode) = match format.as_ref().and_then(Value::as_str).unwrap_or("csv") {
        "csv" if commas => ("simple", false),
        "csv" => ("form", false),
        "multi" if !commas => ("form", true),
        "ssv" if !commas => ("spaceDelimited", false),
        "pipes" if !commas => ("pipeDelimited", false),
        other => {
            fitter.unsupported(
                path,
                Severity::Lossy,
                format!("the collection format `{other}` is not bound here"),
            );
            return;
        }
    };
    object.insert("style".into(), style.into());
    object.insert("explode".into(), explode.into());
}
