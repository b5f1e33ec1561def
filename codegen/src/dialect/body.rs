//! Swagger 2.0's body and form parameters become request bodies.

use super::fit::{Fitter, Object};
use super::{parameter, repair, swagger};
use crate::pointer::{Path, Pointer};
use crate::shape::METHODS;
use crate::source::Moves;
use serde_json::{Value, json};

/// Body parameters that all operations of a path share move into each of them.
pub(super) fn share_with_operations(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    let Some(Value::Array(parameters)) = object.get_mut("parameters") else { return };
    let (shared, at) = (take(fitter, parameters), path.key("parameters"));
    if shared.is_empty() {
        return;
    }
    for method in METHODS {
        let Some(operation) = object.get_mut(*method).and_then(Value::as_object_mut) else { continue };
        let Value::Array(own) = operation.entry("parameters").or_insert_with(|| json!([])) else { continue };
        let inherited: Vec<_> =
            shared.iter().filter(|(_, parameter)| is_inherited(fitter, parameter, own)).collect();
        for (index, parameter) in inherited {
            let now = path.key(method).key("parameters").index(own.len()).pointer();
            fitter.moves.part(now, at.index(*index).pointer());
            own.push(parameter.clone());
        }
    }
    fitter.moves.cut(shared.iter().map(|(index, _)| at.index(*index).pointer()));
}

/// Whether an operation has a body or form parameter of its path beside its own: its own body counts, and its own form
/// parameter of that name.
fn is_inherited(fitter: &Fitter<'_>, parameter: &Value, own: &[Value]) -> bool {
    let name = |parameter| self::shared(fitter, parameter).unwrap_or(parameter).get("name").cloned();
    let mut bodies = own.iter().filter(|own| is_body(fitter, own));
    bodies.all(|own| is_form(fitter, own) && is_form(fitter, parameter) && name(own) != name(parameter))
}

/// The request body of an operation, out of its parameters.
pub(super) fn from_parameters(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    let Some(Value::Array(parameters)) = object.get_mut("parameters") else { return };
    let (found, at) = (take(fitter, parameters), path.key("parameters"));
    if found.is_empty() {
        return;
    }
    if parameters.is_empty() {
        object.shift_remove("parameters");
    }
    let places: Vec<_> = found.iter().map(|(index, _)| at.index(*index).pointer()).collect();
    if fitter.swagger.is_none() {
        let message = "a parameter in `body` or `formData` is of Swagger 2.0";
        fitter.note(&at, message, "it is read as the `requestBody`");
    }
    if object.contains_key("requestBody") {
        fitter.cut(&at, "this operation has a body parameter beside its `requestBody`".into());
    } else {
        let body = body_of(fitter, object, found, path);
        object.insert("requestBody".into(), body);
    }
    fitter.moves.cut(places);
}

/// The request body of the parameters that are one, each with its index in the list.
fn body_of(
    fitter: &mut Fitter<'_>,
    object: &Object,
    mut found: Vec<(usize, Value)>,
    path: &Path<'_>,
) -> Value {
    let (list, at) = (path.key("parameters"), path.key("requestBody").pointer());
    let usual = fitter.swagger.as_ref().map(|swagger| swagger.consumes().to_vec()).unwrap_or_default();
    let own = swagger::media_types(object.get("consumes")).filter(|own| *own != usual);
    match found.iter().position(|(_, parameter)| !is_form(fitter, parameter)) {
        Some(first) => {
            if found.len() > 1 {
                fitter.cut(&list, "this operation has more than one body parameter".into());
            }
            let (index, mut parameter) = found.swap_remove(first);
            let mut from = list.index(index).pointer();
            // A shared body is of the media types of the document.
            if own.is_some()
                && let Some((shared, place)) = shared(fitter, &parameter).cloned().zip(place_of(&parameter))
            {
                (parameter, from) = (shared, place);
            }
            fitter.moves.part(at.clone(), from.clone());
            one(parameter, &own.unwrap_or(usual), &at, &from, &mut fitter.moves)
        }
        None => {
            fitter.moves.part(at.clone(), list.pointer());
            form(fitter, found, &own.unwrap_or(usual), &list, &at)
        }
    }
}

/// Takes the body and form parameters out of a list, with their indices.
fn take(fitter: &Fitter<'_>, parameters: &mut Vec<Value>) -> Vec<(usize, Value)> {
    if !parameters.iter().any(|parameter| is_body(fitter, parameter)) {
        return Vec::new();
    }
    let all = std::mem::take(parameters).into_iter().enumerate();
    let (found, kept): (Vec<_>, Vec<_>) = all.partition(|(_, parameter)| is_body(fitter, parameter));
    *parameters = kept.into_iter().map(|(_, parameter)| parameter).collect();
    found
}

fn is_body(fitter: &Fitter<'_>, parameter: &Value) -> bool {
    match parameter.get("in").and_then(Value::as_str) {
        Some(place) => place.eq_ignore_ascii_case("body") || place.eq_ignore_ascii_case("formData"),
        None => shared(fitter, parameter).is_some(),
    }
}

/// The shared body or form parameter that a reference leads to.
fn shared<'a>(fitter: &'a Fitter<'_>, parameter: &Value) -> Option<&'a Value> {
    let reference = parameter.get("$ref").and_then(Value::as_str)?;
    fitter.swagger.as_ref()?.body_parameter(reference)
}

/// Where a reference leads.
fn place_of(parameter: &Value) -> Option<Pointer> {
    parameter.get("$ref").and_then(Value::as_str).and_then(Pointer::parse)
}

fn is_form(fitter: &Fitter<'_>, parameter: &Value) -> bool {
    let parameter = shared(fitter, parameter).unwrap_or(parameter);
    let place = parameter.get("in").and_then(Value::as_str);
    place.is_some_and(|place| place.eq_ignore_ascii_case("formData"))
}

/// The request body of a body parameter, or of a reference to one, with the places of both.
pub(super) fn one(
    mut parameter: Value,
    consumes: &[String],
    at: &Pointer,
    from: &Pointer,
    moves: &mut Moves,
) -> Value {
    if let Some(reference) = parameter.get("$ref").and_then(Value::as_str) {
        let name = reference.rsplit('/').next().unwrap_or_default();
        return json!({"$ref": format!("#/components/requestBodies/{name}")});
    }
    let mut body = Object::new();
    let Some(object) = parameter.as_object_mut() else { return body.into() };
    let (schema, from) = match object.shift_remove("schema") {
        Some(schema) => (schema, from.child("schema")),
        None => (parameter::take_schema(object).into(), from.clone()),
    };
    let json = ["application/json".to_owned()];
    let types = if consumes.is_empty() { json.as_slice() } else { consumes };
    let content: Object = types.iter().map(|name| (name.clone(), json!({"schema": schema}))).collect();
    for name in types {
        moves.part(at.child("content").child(name).child("schema"), from.clone());
    }
    for key in ["in", "name", "type"] {
        object.shift_remove(key);
    }
    body.append(object);
    body.insert("content".into(), content.into());
    body.into()
}

/// The request body of form parameters, each with its index in the list: an object with a property for each.
fn form(
    fitter: &mut Fitter<'_>,
    parameters: Vec<(usize, Value)>,
    consumes: &[String],
    list: &Path<'_>,
    at: &Pointer,
) -> Value {
    let mut form = Form::default();
    for (index, parameter) in parameters {
        form.add(fitter, parameter, &list.index(index));
    }
    let mut content = Object::new();
    for name in form_types(consumes, form.has_file) {
        let properties = at.child("content").child(name).child("schema").child("properties");
        for (property, from) in &form.places {
            fitter.moves.part(properties.child(property), from.clone());
        }
        content.insert((*name).to_owned(), form.media_type());
    }
    let mut body = json!({"content": content});
    if !form.required.is_empty() {
        // Assigning to a key of an object never panics.
        body["required"] = true.into();
    }
    body
}

/// A form while its parameters are read.
#[derive(Default)]
struct Form {
    properties: Object,
    required: Vec<Value>,
    encoding: Object,
    /// Where each property stands.
    places: Vec<(String, Pointer)>,
    has_file: bool,
}

impl Form {
    fn add(&mut self, fitter: &mut Fitter<'_>, parameter: Value, at: &Path<'_>) {
        let from = place_of(&parameter);
        let parameter = shared(fitter, &parameter).cloned().unwrap_or(parameter);
        let Value::Object(mut parameter) = parameter else { return };
        let Some(Value::String(name)) = parameter.shift_remove("name") else {
            fitter.cut(at, "this form parameter has no `name`".into());
            return;
        };
        self.has_file |= parameter.get("type").and_then(Value::as_str) == Some("file");
        if parameter.get("required").and_then(repair::to_flag) == Some(Value::Bool(true)) {
            self.required.push(Value::from(name.clone()));
        }
        swagger::collection_format(fitter, &mut parameter, at);
        let style: Object = ["style", "explode"]
            .iter()
            .filter_map(|key| Some(((*key).into(), parameter.shift_remove(*key)?)))
            .collect();
        if !style.is_empty() {
            self.encoding.insert(name.clone(), style.into());
        }
        let mut schema = take_form_schema(&mut parameter);
        schema.extend(parameter.into_iter().filter(|(key, _)| key == "description" || key.starts_with("x-")));
        self.places.push((name.clone(), from.unwrap_or_else(|| at.pointer())));
        self.properties.insert(name, schema.into());
    }

    fn media_type(&self) -> Value {
        // Assigning to a key of an object never panics: both are objects.
        let mut schema = json!({"type": "object", "properties": self.properties});
        if !self.required.is_empty() {
            schema["required"] = self.required.clone().into();
        }
        let mut media_type = json!({"schema": schema});
        if !self.encoding.is_empty() {
            media_type["encoding"] = self.encoding.clone().into();
        }
        media_type
    }
}

fn take_form_schema(parameter: &mut Object) -> Object {
    match parameter.shift_remove("schema") {
        Some(Value::Object(schema)) => schema,
        _ => parameter::take_schema(parameter),
    }
}

/// A file needs a multipart form; otherwise the document says, and says nothing for a plain form.
fn form_types(consumes: &[String], file: bool) -> &'static [&'static str] {
    let says = |form: &str| consumes.iter().any(|name| name == form);
    const TYPES: [&str; 2] = ["application/x-www-form-urlencoded", "multipart/form-data"];
    match TYPES.map(says) {
        _ if file => &["multipart/form-data"],
        [true, true] => &TYPES,
        [false, true] => &["multipart/form-data"],
        [_, false] => &["application/x-www-form-urlencoded"],
    }
}
