//! Reads the parts of a multipart body (RFC 7578, RFC 2046 section 5.1).

use super::blob::Blob;
use bytes::Bytes;

/// A part of a form.
pub(super) struct FormPart {
    /// The field.
    pub name: String,
    /// Whether its content is JSON.
    pub is_json: bool,
    file: Option<String>,
    media_type: Option<String>,
    content: Bytes,
}

impl FormPart {
    /// The content as text; bytes that are not UTF-8 are replaced.
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.content).into_owned()
    }

    /// The content with what is known of it.
    pub(super) fn blob(&self) -> Blob {
        let mut blob = Blob::new(self.content.clone());
        if let Some(media_type) = &self.media_type {
            blob = blob.media_type(media_type);
        }
        if let Some(file) = &self.file {
            blob = blob.file_name(file);
        }
        blob
    }
}

/// The boundary that a media type names.
pub(super) fn boundary(media_type: &str) -> Option<String> {
    parameter(media_type, "boundary").filter(|boundary| !boundary.is_empty())
}

/// The parts; `None` when a part has no name, or the last boundary is missing.
pub(super) fn parts(body: &Bytes, boundary: &str) -> Option<Vec<FormPart>> {
    let delimiter = [b"--", boundary.as_bytes()].concat();
    let mut parts = Vec::new();
    // The first boundary may stand at the very start, where no line ends before it.
    let mut at = match body.starts_with(&delimiter) {
        true => 0,
        false => find(body, &[b"\r\n", delimiter.as_slice()].concat(), 0)? + 2,
    };
    let end = [b"\r\n", delimiter.as_slice()].concat();
    loop {
        at += delimiter.len();
        if body.get(at..)?.starts_with(b"--") {
            return Some(parts);
        }
        // Blanks may follow a boundary on its line.
        let start = find(body, b"\r\n", at)? + 2;
        // The empty line after the head may be the very first one.
        let next = find(body, &end, start.saturating_sub(2))?;
        let blank = find(body, b"\r\n\r\n", start.saturating_sub(2)).filter(|blank| *blank < next)?;
        let head = String::from_utf8_lossy(body.get(start..blank.max(start))?).into_owned();
        parts.push(part(&head, body.slice((blank + 4).min(next)..next))?);
        at = next + 2;
    }
}

fn part(head: &str, content: Bytes) -> Option<FormPart> {
    let (mut disposition, mut media_type) = (None, None);
    for line in head.split("\r\n") {
        let Some((key, value)) = line.split_once(':') else { continue };
        match key.trim().to_ascii_lowercase().as_str() {
            "content-disposition" => disposition = Some(value.trim()),
            "content-type" => media_type = Some(value.trim().to_owned()),
            _ => {}
        }
    }
    let name = parameter(disposition?, "name").map(|name| plain(&name))?;
    let file = parameter(disposition?, "filename").map(|file| plain(&file));
    let is_json = media_type.as_deref().is_some_and(|media_type| media_type.contains("json"));
    Some(FormPart { name, is_json, file, media_type, content })
}

/// A name without what browsers and `Builder::multipart` encode in it.
fn plain(name: &str) -> String {
    name.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n")
}

/// A parameter of a header value, without its quotes.
fn parameter(header: &str, name: &str) -> Option<String> {
    let mut rest = header.split_once(';')?.1;
    loop {
        let (key, value) = rest.split_once('=')?;
        let (value, after) = match value.trim_start().strip_prefix('"') {
            Some(quoted) => unquoted(quoted)?,
            None => {
                let (value, after) = value.split_at(value.find(';').unwrap_or(value.len()));
                (value.to_owned(), after)
            }
        };
        if key.trim_matches([' ', ';', '\t']).eq_ignore_ascii_case(name) {
            return Some(value.trim().to_owned());
        }
        rest = after;
    }
}

/// The text up to the quote that ends it, and what comes after that. A quote may be escaped (RFC 9110, section 5.6.4); any
/// other backslash is one: some browsers send the path of a file as it is.
fn unquoted(quoted: &str) -> Option<(String, &str)> {
    let mut text = String::new();
    let mut rest = quoted;
    loop {
        let (before, after) = rest.split_once('"')?;
        let slashes = before.bytes().rev().take_while(|byte| *byte == b'\\').count();
        if slashes % 2 == 0 {
            return Some((text + before, after));
        }
        text.extend([before.get(..before.len() - 1).unwrap_or_default(), "\""]);
        rest = after;
    }
}

/// Where a text stands in a body, from an offset on.
fn find(body: &[u8], text: &[u8], from: usize) -> Option<usize> {
    let rest = body.get(from..)?;
    rest.windows(text.len()).position(|window| window == text).map(|at| at + from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_read_however_they_are_quoted() {
        for (header, file) in [
            (r#"form-data; filename="a \"b; name=\".png"; name="scan""#, r#"a "b; name=".png"#),
            (r#"form-data; filename="C:\jars\a.png"; name="scan""#, r"C:\jars\a.png"),
            (r#"form-data; filename="a\\"; name=scan"#, r"a\\"),
            (r"form-data; name = scan ; filename=a.png", "a.png"),
        ] {
            assert_eq!(parameter(header, "name").as_deref(), Some("scan"), "{header}");
            assert_eq!(parameter(header, "filename").as_deref(), Some(file));
        }
        assert_eq!(parameter(r#"form-data; filename="a\"; name=x"#, "name"), None);
    }
}
