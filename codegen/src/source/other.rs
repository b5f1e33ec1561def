//! Files that are plainly something else than a document, by how they start.

/// What a file is that starts so, and what to do about it. `None` for all that may be YAML or JSON.
pub(super) fn recognize(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let binary = BINARY.iter().find(|(start, ..)| bytes.starts_with(start));
    if let Some((_, what, help)) = binary {
        return Some((what, help));
    }
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let starts_with =
        |start: &str| text.get(..start.len()).is_some_and(|is| is.eq_ignore_ascii_case(start.as_bytes()));
    let (_, what, help) = MARKUP.iter().find(|(start, ..)| starts_with(start))?;
    Some((what, help))
}

const UNPACK: &str = "unpack it, and give the path of the document that is in it";

const BINARY: &[(&[u8], &str, &str)] = &[
    (b"PK\x03\x04", "a ZIP archive", UNPACK),
    (b"\x1F\x8B", "packed with gzip", UNPACK),
    (b"\xFD7zXZ\x00", "packed with xz", UNPACK),
    (b"%PDF-", "a PDF file", "ask its publisher for the OpenAPI document"),
];

const MARKUP: &[(&str, &str, &str)] = &[
    ("<!doctype html", "an HTML page", PAGE),
    ("<html", "an HTML page", PAGE),
    ("<?xml", "an XML file", "only OpenAPI and Swagger documents are bound, in YAML or JSON"),
];

const PAGE: &str = "download the document itself, not the page that shows it: pages often name its address, such as \
                    `openapi.json`";

#[cfg(test)]
mod tests {
    use super::recognize;

    #[test]
    fn what_is_plainly_something_else_is_named() {
        let cases: [(&[u8], &str); 6] = [
            (b"PK\x03\x04\x00", "a ZIP archive"),
            (b"\x1F\x8B\x08", "packed with gzip"),
            (b"%PDF-1.7", "a PDF file"),
            (b"\xEF\xBB\xBF\n <!DOCTYPE HTML>\n<title>a: b</title>", "an HTML page"),
            (b"<html lang=\"en\">", "an HTML page"),
            (b"<?xml version=\"1.0\"?>", "an XML file"),
        ];
        for (bytes, expected) in cases {
            assert_eq!(recognize(bytes).unwrap().0, expected);
        }
    }

    #[test]
    fn what_may_be_yaml_is_read() {
        for text in ["", "<", "<<: {}", "openapi: 3.1.0", "{}", "PK: 1", "<htm"] {
            assert_eq!(recognize(text.as_bytes()), None, "{text}");
        }
    }
}
