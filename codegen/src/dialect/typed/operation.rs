//! Path items and what stands in them. Their examples are left where they are: in the document.

use super::Named;
use super::fields::{Fields, Read, named, or_reference, text};
use super::schema::schema;
use openapiv3::{
    Callback, Content, Encoding, Header, MediaType, Operation, Parameter, ParameterData,
    ParameterSchemaOrContent, PathItem, RequestBody, Response, Responses, StatusCode,
};
use serde::Deserialize;
use serde::de::value::StrDeserializer;
use serde::de::{Error as _, IntoDeserializer};
use serde_json::{Error, Value};

/// What a path item has in OpenAPI 3.2 and `openapiv3` has no place for, and the extensions that hold it.
pub(in crate::dialect) const LATER: [(&str, &str); 2] =
    [("query", QUERY), ("additionalOperations", ADDITIONAL)];
const QUERY: &str = "x-bindery-query";
const ADDITIONAL: &str = "x-bindery-additional";

/// A path item; see [`later_operations`] for what else it holds.
pub(crate) fn path_item(value: &Value) -> Read<PathItem> {
    let fields = Fields::of(value)?;
    let method = |method: &str| fields.part(method, operation);
    let mut extensions = fields.extensions();
    let later = LATER.iter().filter_map(|(key, own)| Some(((*own).to_owned(), fields.get(key)?.clone())));
    extensions.extend(later);
    later_operations(&extensions)?;
    Ok(PathItem {
        summary: fields.part("summary", text)?,
        description: fields.part("description", text)?,
        get: method("get")?,
        put: method("put")?,
        post: method("post")?,
        delete: method("delete")?,
        options: method("options")?,
        head: method("head")?,
        patch: method("patch")?,
        trace: method("trace")?,
        servers: fields.leaf("servers")?.unwrap_or_default(),
        parameters: fields.list("parameters", or_reference(parameter))?,
        extensions,
    })
}

/// The operations of a path item that only OpenAPI 3.2 has, by method: `None` for `query`.
pub(crate) fn later_operations(extensions: &Named<Value>) -> Read<Vec<(Option<&str>, Operation)>> {
    let query = extensions.get(QUERY).map(|value| (None, value));
    let others = extensions.get(ADDITIONAL).and_then(Value::as_object);
    let others = others.into_iter().flatten().map(|(method, value)| (Some(method.as_str()), value));
    query.into_iter().chain(others).map(|(method, value)| Ok((method, operation(value)?))).collect()
}

pub(super) fn callback(value: &Value) -> Read<Callback> {
    named(value, path_item)
}

fn operation(value: &Value) -> Read<Operation> {
    let fields = Fields::of(value)?;
    Ok(Operation {
        tags: fields.list("tags", text)?,
        summary: fields.part("summary", text)?,
        description: fields.part("description", text)?,
        external_docs: fields.leaf("externalDocs")?,
        operation_id: fields.part("operationId", text)?,
        parameters: fields.list("parameters", or_reference(parameter))?,
        request_body: fields.part("requestBody", or_reference(request_body))?,
        responses: fields.part("responses", responses)?.unwrap_or_default(),
        callbacks: fields.named("callbacks", callback)?,
        deprecated: fields.leaf("deprecated")?.unwrap_or_default(),
        security: fields.leaf("security")?,
        servers: fields.leaf("servers")?.unwrap_or_default(),
        extensions: fields.extensions(),
    })
}

pub(super) fn parameter(value: &Value) -> Read<Parameter> {
    let fields = Fields::of(value)?;
    let parameter_data = ParameterData {
        name: required(fields, "name")?,
        description: fields.part("description", text)?,
        required: fields.leaf("required")?.unwrap_or_default(),
        deprecated: fields.leaf("deprecated")?,
        format: format(fields)?,
        example: None,
        examples: Default::default(),
        explode: fields.leaf("explode")?,
        extensions: fields.extensions(),
    };
    Ok(match required(fields, "in")?.as_str() {
        "query" => Parameter::Query {
            parameter_data,
            allow_reserved: fields.leaf("allowReserved")?.unwrap_or_default(),
            style: fields.leaf("style")?.unwrap_or_default(),
            allow_empty_value: fields.leaf("allowEmptyValue")?,
        },
        "header" => Parameter::Header { parameter_data, style: fields.leaf("style")?.unwrap_or_default() },
        "path" => Parameter::Path { parameter_data, style: fields.leaf("style")?.unwrap_or_default() },
        "cookie" => Parameter::Cookie { parameter_data, style: fields.leaf("style")?.unwrap_or_default() },
        other => return Err(Error::custom(format!("no parameter is in `{other}`"))),
    })
}

fn required(fields: Fields<'_>, key: &str) -> Read<String> {
    fields.part(key, text)?.ok_or_else(|| Error::custom(format!("it has no `{key}`")))
}

/// What a parameter or a header is: whichever of the two ways to say it stands first.
fn format(fields: Fields<'_>) -> Read<ParameterSchemaOrContent> {
    let said = fields.iter().find_map(|(key, value)| match key.as_str() {
        "schema" => Some(schema(value).map(ParameterSchemaOrContent::Schema)),
        "content" => Some(content(value).map(ParameterSchemaOrContent::Content)),
        _ => None,
    });
    said.unwrap_or_else(|| Err(Error::custom("it has neither `schema` nor `content`")))
}

pub(super) fn header(value: &Value) -> Read<Header> {
    let fields = Fields::of(value)?;
    Ok(Header {
        description: fields.part("description", text)?,
        style: fields.leaf("style")?.unwrap_or_default(),
        required: fields.leaf("required")?.unwrap_or_default(),
        deprecated: fields.leaf("deprecated")?,
        format: format(fields)?,
        example: None,
        examples: Default::default(),
        extensions: fields.extensions(),
    })
}

pub(super) fn request_body(value: &Value) -> Read<RequestBody> {
    let fields = Fields::of(value)?;
    Ok(RequestBody {
        description: fields.part("description", text)?,
        content: fields.named("content", media_type)?,
        required: fields.leaf("required")?.unwrap_or_default(),
        extensions: fields.extensions(),
    })
}

fn responses(value: &Value) -> Read<Responses> {
    let fields = Fields::of(value)?;
    let mut responses = Responses { extensions: fields.extensions(), ..Responses::default() };
    for (key, value) in fields.iter().filter(|(key, _)| !key.starts_with("x-")) {
        if key == "default" {
            responses.default = Some(or_reference(response)(value)?);
        } else if let Some(status) = status(key) {
            responses.responses.insert(status, or_reference(response)(value)?);
        }
    }
    Ok(responses)
}

fn status(key: &str) -> Option<StatusCode> {
    let key: StrDeserializer<'_, Error> = key.into_deserializer();
    StatusCode::deserialize(key).ok()
}

pub(super) fn response(value: &Value) -> Read<Response> {
    let fields = Fields::of(value)?;
    Ok(Response {
        description: required(fields, "description")?,
        headers: fields.named("headers", or_reference(header))?,
        content: fields.named("content", media_type)?,
        links: fields.leaf("links")?.unwrap_or_default(),
        extensions: fields.extensions(),
    })
}

fn content(value: &Value) -> Read<Content> {
    named(value, media_type)
}

fn media_type(value: &Value) -> Read<MediaType> {
    let fields = Fields::of(value)?;
    Ok(MediaType {
        schema: fields.part("schema", schema)?,
        example: None,
        examples: Default::default(),
        encoding: fields.named("encoding", encoding)?,
        extensions: fields.extensions(),
    })
}

fn encoding(value: &Value) -> Read<Encoding> {
    let fields = Fields::of(value)?;
    Ok(Encoding {
        content_type: fields.part("contentType", text)?,
        headers: fields.named("headers", or_reference(header))?,
        style: fields.leaf("style")?,
        explode: fields.leaf("explode")?.unwrap_or_default(),
        allow_reserved: fields.leaf("allowReserved")?.unwrap_or_default(),
        extensions: fields.extensions(),
    })
}
