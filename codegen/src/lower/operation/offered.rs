//! Media types in which a document offers once more what a body of another one says.
//!
//! A client sends one of them. A service reads them all into the same value.

use super::media::{is_form, is_json, is_multipart, is_vague, is_xml};
use crate::ir::{Content, Payload};
use crate::lower::Lowerer;
use crate::pointer::Pointer;
use openapiv3::MediaType;
use serde_json::Value;

impl Lowerer<'_> {
    /// Has a service read a known body, which has a schema, in a media type that says the same: that is another name of it, or
    /// another form that can hold all of it.
    pub(super) fn read_also(
        &mut self,
        known: &mut Content,
        schema: &Pointer,
        (media_type, media, at): (&str, &MediaType, &Pointer),
    ) {
        let Some(payload) = payload_of(media_type, known.payload) else { return };
        let listed = match known.payload == payload {
            true => Some(&mut known.listed),
            false => {
                let mut others = known.others.iter_mut();
                others.find(|other| other.payload == payload).map(|other| &mut other.listed)
            }
        };
        if let Some(listed) = listed {
            listed.push(media_type.to_owned());
        } else if self.is_of_any_form(schema) {
            self.report_part_headers(media, at, "a server reads the part without them");
            known.others.push(self.content_of(payload, media_type, media, at));
        }
    }

    /// Whether a value can be JSON as well as a form: an object, and none with files, which JSON and plain forms have not.
    fn is_of_any_form(&self, schema: &Pointer) -> bool {
        let schema = self.look(schema).map(|schema| self.end_of(schema));
        schema.is_none_or(|schema| {
            let is_object = matches!(schema.get("type").and_then(Value::as_str), None | Some("object"));
            is_object && !self.has_files(schema)
        })
    }
}

/// What is read of a media type into the type of a known body; `None` where nothing can be.
fn payload_of(media_type: &str, known: Payload) -> Option<Payload> {
    match known {
        Payload::Text if is_xml(media_type) => Some(known),
        // Servers that list these beside JSON read that, whatever it is called.
        Payload::Json(_) if is_vague(media_type) => Some(known),
        Payload::Json(ty) | Payload::Form(ty) | Payload::Multipart(ty) => match media_type {
            name if is_json(name) => Some(Payload::Json(ty)),
            name if is_form(name) => Some(Payload::Form(ty)),
            name if is_multipart(name) => Some(Payload::Multipart(ty)),
            _ => None,
        },
        _ => None,
    }
}
