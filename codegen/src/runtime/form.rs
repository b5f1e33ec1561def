//! Forms, as they are sent: of pairs, and of parts.

use super::check::check;
use super::encode::{items, with_opened};
use super::encoding::Encoding;
use super::operation::Builder;
use super::payload::{Payload, Piece};
use super::rules::Rule;
use super::scalar;
use super::slot::{Slot, View};
use super::style::Style;
use super::style_write::{self, entries};
use super::violations::Part;
use http::header::HeaderValue;
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

const PLAIN: Style = Style::Form { explode: true };

impl Builder {
    /// Sets a body of type `application/x-www-form-urlencoded`. `None` of an optional body sets none.
    #[inline]
    pub fn form(&mut self, body: &dyn Slot, encodings: &[Encoding], rules: &[Rule]) {
        let Some(view) = self.form_view(body, rules) else { return };
        let text = with_opened(view, |view| scalar::query(&form_pairs(view, encodings)));
        self.bytes(HeaderValue::from_static("application/x-www-form-urlencoded"), text.into());
    }

    /// Sets a body of type `multipart/form-data` (RFC 7578): a part for each property, and for each item of a list.
    #[inline]
    pub fn multipart(&mut self, body: &dyn Slot, encodings: &[Encoding], rules: &[Rule]) {
        let Some(view) = self.form_view(body, rules) else { return };
        let mut parts = Vec::new();
        with_opened(view, |view| {
            for (key, value) in entries(view) {
                let said = encodings.iter().find(|encoding| encoding.name == key);
                push_parts(&key, value, said.map_or("", |said| said.media_type), &mut parts);
            }
        });
        let (boundary, body) = joined(parts);
        match HeaderValue::try_from(format!("multipart/form-data; boundary={boundary}")) {
            Ok(media_type) => self.payload(media_type, body),
            Err(_) => self.refuse(Part::Body, "has a boundary that no header can hold"),
        }
    }

    /// A form to write, checked; `None` when there is none.
    #[inline]
    fn form_view<'b>(&mut self, body: &'b dyn Slot, rules: &[Rule]) -> Option<View<'b>> {
        let view = body.view().opened();
        if matches!(view, View::Null | View::Absent) {
            return None;
        }
        check(&Part::Body, view, rules, &mut self.found);
        Some(view)
    }
}

/// The pairs of a form, percent-encoded.
#[inline]
fn form_pairs(view: View<'_>, encodings: &[Encoding]) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for (key, value) in entries(view) {
        let style = encodings.iter().find(|encoding| encoding.name == key).map_or(PLAIN, |it| it.style);
        with_opened(value, |value| match value {
            // The entries of an object stand under the name of their property only where the style says so.
            View::Model(_) | View::Map(_) if style == PLAIN => {
                style_write::pairs(&key, value, Style::Json, &mut pairs);
            }
            value => style_write::pairs(&key, value, style, &mut pairs),
        });
    }
    pairs
}

/// A part: the lines of its header, and its content.
struct FormPart {
    head: String,
    content: Piece,
}

/// The parts of a property (OpenAPI 3.0, section 4.7.14.4): several of one name for a list.
#[inline]
fn push_parts(name: &str, value: View<'_>, media_type: &str, out: &mut Vec<FormPart>) {
    // Only the first of several media types is sent; which other ones are allowed, the service says.
    let said = media_type.split(',').next().unwrap_or_default().trim();
    let said = if said.contains('*') { "" } else { said };
    with_opened(value, |value| match value {
        View::List(list) if !is_json(said) => {
            for item in items(list) {
                with_opened(item, |item| match item {
                    View::List(_) => out.push(part(name, item, "application/json")),
                    item => push_parts(name, item, said, out),
                });
            }
        }
        View::Null | View::Absent => {}
        value => out.push(part(name, value, said)),
    });
}

#[inline]
fn part(name: &str, value: View<'_>, said: &str) -> FormPart {
    let is_structure = matches!(value, View::Model(_) | View::Map(_) | View::List(_));
    let or = |usual: &'static str| if said.is_empty() { usual.to_owned() } else { plain_header(said) };
    let (file, media_type, content) = match value {
        View::Blob(blob) => {
            let usual = or("application/octet-stream");
            let media_type = blob.named_media_type().map_or(usual, plain_header);
            (Some(blob.named_file().unwrap_or(name)), Some(media_type), blob.piece())
        }
        value if is_structure || is_json(said) => {
            (None, Some(or("application/json")), Piece::Bytes(scalar::json(value).into()))
        }
        // Text without a type is plain text in UTF-8 (RFC 7578, section 4.4).
        value => (
            None,
            Some(said.to_owned()).filter(|said| !said.is_empty()),
            Piece::Bytes(scalar::scalar(value).into()),
        ),
    };
    let file = file.map_or_else(String::new, |file| format!("; filename=\"{}\"", quoted(file)));
    let mut head = format!("Content-Disposition: form-data; name=\"{}\"{file}\r\n", quoted(name));
    if let Some(media_type) = media_type {
        head.push_str(&format!("Content-Type: {media_type}\r\n"));
    }
    FormPart { head, content }
}

#[inline]
fn is_json(media_type: &str) -> bool {
    media_type.contains("json")
}

/// The name of a field or file as browsers write it: what would end it is percent-encoded (HTML, "multipart/form-data
/// encoding algorithm").
#[inline]
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a header of a part; control characters would end it.
#[inline]
fn plain_header(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

/// The whole body, and the boundary between its parts, which occurs in none of them.
#[inline]
fn joined(parts: Vec<FormPart>) -> (String, Payload) {
    let is_all_here = parts.iter().all(|part| matches!(part.content, Piece::Bytes(_)));
    let boundary = if is_all_here { absent(&parts) } else { unguessable() };
    let mut pieces = Vec::with_capacity(2 * parts.len() + 1);
    let mut between = String::new();
    for part in parts {
        between.push_str(&format!("--{boundary}\r\n{}\r\n", part.head));
        pieces.extend([Piece::Bytes(between.into()), part.content]);
        between = "\r\n".to_owned();
    }
    pieces.push(Piece::Bytes(format!("{between}--{boundary}--\r\n").into()));
    (boundary, Payload::of(pieces))
}

/// A boundary that no part has, always the same for the same parts, unless they have many that look like ours.
#[inline]
fn absent(parts: &[FormPart]) -> String {
    let has = |part: &FormPart, boundary: &str| match &part.content {
        Piece::Bytes(content) => has_line(content, boundary),
        Piece::Source(_) => false,
    };
    let mut boundaries = (0..4).map(|number| format!("part-boundary-{number:016x}"));
    let fitting = boundaries.find(|boundary| !parts.iter().any(|part| has(part, boundary)));
    fitting.unwrap_or_else(unguessable)
}

/// A boundary that nobody can have put into a part: whoever could would add parts of their own.
#[inline]
fn unguessable() -> String {
    // The keys of a hasher are random.
    let random = || RandomState::new().build_hasher().finish();
    format!("part-boundary-{:016x}{:016x}", random(), random())
}

/// Whether a line of the content starts like a boundary: nothing else can be taken for one (RFC 2046, section 5.1.1).
#[inline]
fn has_line(content: &[u8], boundary: &str) -> bool {
    let starts =
        |line: &[u8]| line.strip_prefix(b"--").is_some_and(|rest| rest.starts_with(boundary.as_bytes()));
    content.split(|byte| matches!(byte, b'\n' | b'\r')).any(starts)
}
