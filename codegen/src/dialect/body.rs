//! Swagger 2.0's body and form parameters become request bodies.

use super::fit::{Fitter, Object};
use super::{parameter, repair, swagger};
use crate::pointer::Path;
use crate::shape::METHODS;
use serde_json::{Value, json};

/// Body parameters that all operations of a path share move into each of them.
pub(super) fn share_with_operations(fitter: &Fitter<'_>, object: &mut Object) {
    let Some(Value::Array(parameters)) = object.get_mut("parameters") else { return };
    let shared = take(fitter, parameters);
    if shared.is_empty() {
        return;
    }
    for method in METHODS {
        let Some(operation) = object.get_mut(*method).and_then(Value::as_object_mut) else { continue };
        if let Value::Array(own) = operation.entry("parameters").or_insert_with(|| json!([]))
            // An operation's own body counts.
            && !own.iter().any(|parameter| is_body(fitter, parameter))
        {
            own.extend(shared.iter().cloned());
        }
    }
}

/// The request body of an operation, out of its parameters.
pub(super) fn from_parameters(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    let Some(Value::Array(parameters)) = object.get_mut("parameters") else { return };
    let mut found = take(fitter, parameters);
    if found.is_empty() {
        return;
    }
    if parameters.is_empty() {
        object.shift_remove("parameters");
    }
    let at = path.key("parameters");
    if fitter.swagger.is_none() {
        let message = "a parameter in `body` or `formData` is of Swagger 2.0";
        fitter.note(&at, message, "it is read as the `requestBody`");
    }
    if object.contains_key("requestBody") {
        fitter.cut(&at, "this operation has a body parameter beside its `requestBody`".into());
        return;
    }
    let consumes = swagger::media_types(object.get("consumes"))
        .or_else(|| fitter.swagger.as_ref().map(|swagger| swagger.consumes().to_vec()))
        .unwrap_or_default();
    let body = match found.iter().position(|parameter| !is_form(fitter, parameter)) {
        Some(index) => {
            if found.len() > 1 {
                fitter.cut(&at, "this operation has more than one body parameter".into());
            }
            one(found.swap_remove(index), &consumes)
        }
        None => form(fitter, found, &consumes, &at),
    };
    object.insert("requestBody".into(), body);
}

/// Takes the body and form parameters out of a list.
fn take(fitter: &Fitter<'_>, parameters: &mut Vec<Value>) -> Vec<Value> {
    if !parameters.iter().any(|parameter| is_body(fitter, parameter)) {
        return Vec::new();
    }
    let (found, kept) =
        std::mem::take(parameters).into_iter().partition(|parameter| is_body(fitter, parameter));
    *parameters = kept;
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

fn is_form(fitter: &Fitter<'_>, parameter: &Value) -> bool {
    let parameter = shared(fitter, parameter).unwrap_or(parameter);
    let place = parameter.get("in").and_then(Value::as_str);
    place.is_some_and(|place| place.eq_ignore_ascii_case("formData"))
}

/// The request body of a body parameter, or of a reference to one.
pub(super) fn one(mut parameter: Value, consumes: &[String]) -> Value {
    if let Some(reference) = parameter.get("$ref").and_then(Value::as_str) {
        let name = reference.rsplit('/').next().unwrap_or_default();
        return json!({"$ref": format!("#/components/requestBodies/{name}")});
    }
    let mut body = Object::new();
    let Some(object) = parameter.as_object_mut() else { return body.into() };
    let schema = match object.shift_remove("schema") {
        Some(schema) => schema,
        None => parameter::take_schema(object).into(),
    };
    let json = ["application/json".to_owned()];
    let types = if consumes.is_empty() { json.as_slice() } else { consumes };
    let content: Object = types.iter().map(|name| (name.clone(), json!({"schema": schema}))).collect();
    for key in ["in", "name", "type"] {
        object.shift_remove(key);
    }
    body.append(object);
    body.insert("content".into(), content.into());
    body.into()
}

/// The request body of form parameters: an object with a property for each.
fn form(fitter: &mut Fitter<'_>, parameters: Vec<Value>, consumes: &[String], at: &Path<'_>) -> Value {
    let (mut properties, mut required, mut encoding) = (Object::new(), Vec::new(), Object::new());
    let mut file = false;
    for parameter in parameters {
        let parameter = shared(fitter, &parameter).cloned().unwrap_or(parameter);
        let Value::Object(mut parameter) = parameter else { continue };
        let Some(Value::String(name)) = parameter.shift_remove("name") else {
            fitter.cut(at, "this form parameter has no `name`".into());
            continue;
        };
        file |= parameter.get("type").and_then(Value::as_str) == Some("file");
        if parameter.get("required").and_then(repair::to_flag) == Some(Value::Bool(true)) {
            required.push(Value::from(name.clone()));
        }
        swagger::collection_format(fitter, &mut parameter, at);
        let style: Object = ["style", "explode"]
            .iter()
            .filter_map(|key| Some(((*key).into(), parameter.shift_remove(*key)?)))
            .collect();
        if !style.is_empty() {
            encoding.insert(name.clone(), style.into());
        }
        let mut schema = take_form_schema(&mut parameter);
        schema.extend(parameter.into_iter().filter(|(key, _)| key == "description" || key.starts_with("x-")));
        properties.insert(name, schema.into());
    }
    // Assigning to a key of an object never panics: these three are objects.
    let mut schema = json!({"type": "object", "properties": properties});
    if !required.is_empty() {
        schema["required"] = required.clone().into();
    }
    let mut media_type = json!({"schema": schema});
    if !encoding.is_empty() {
        media_type["encoding"] = encoding.into();
    }
    let types = form_types(consumes, file).iter();
    let content: Object = types.map(|name| ((*name).to_owned(), media_type.clone())).collect();
    let mut body = json!({"content": content});
    if !required.is_empty() {
        body["required"] = true.into();
    }
    body
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
