//! The schema in what a reference for a schema leads to, where that is no schema itself.

use super::{Dangling, LONGEST_CHAIN, Leads, astray, end_of_chain};
use crate::pointer::{self, Pointer};
use crate::shape::Kind;
use serde_json::Value;

/// A reference to the schema of the parameter, header, media type, request body or response that a reference for a schema
/// leads to: whoever writes such a one means what is in it.
pub(super) fn inner_schema(root: &Value, dangling: &Dangling) -> Option<String> {
    let is_of_schema = dangling.kind == Kind::Schema.name() && matches!(dangling.leads, Leads::To(_));
    let mut reference = is_of_schema.then(|| dangling.target.clone())?;
    // The schema in it may itself be a reference to something that is none.
    for _ in 0..LONGEST_CHAIN {
        let outer = end_of_chain(root, Pointer::parse(&reference)?.as_str())?;
        let at = schema_in(root, &Pointer::parse(&outer)?)?;
        let next = pointer::find(root, at.as_str())?.get("$ref").and_then(Value::as_str);
        reference = next.map_or_else(|| at.to_reference(), str::to_owned);
        match astray(root, &reference, Kind::Schema, false) {
            None => return Some(reference),
            Some(Leads::To(_)) => {}
            Some(_) => return None,
        }
    }
    None
}

/// The place of the schema in a thing: its own, or that of its content, of JSON if there is some.
fn schema_in(root: &Value, outer: &Pointer) -> Option<Pointer> {
    let object = pointer::find(root, outer.as_str())?.as_object()?;
    if object.contains_key("schema") {
        return Some(outer.child("schema"));
    }
    let content = object.get("content")?.as_object()?;
    let with_schema = || content.iter().filter(|(_, media)| media.get("schema").is_some());
    let is_json = |media_type: &str| media_type.split(';').any(|part| part.trim().ends_with("json"));
    let json = with_schema().find(|(media_type, _)| is_json(media_type));
    let (media_type, _) = json.or_else(|| with_schema().next())?;
    Some(outer.child("content").child(media_type).child("schema"))
}
