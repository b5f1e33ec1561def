//! How the value of a parameter is written (OpenAPI 3.1, section 4.8.12.4, "Style Values").

use super::encode::{Written, items, present, with_opened};
use super::slot::View;

/// How the value of a parameter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// `a,b` for arrays and `k,v` for objects, `k=v` for exploded ones: paths and headers.
    Simple,
    /// `simple`, exploded: `k=v` for objects.
    SimpleExploded,
    /// `.a` (paths).
    Label {
        /// `.a.b` and `.k=v` instead of `.a,b` and `.k,v`.
        explode: bool,
    },
    /// `;name=a` (paths).
    Matrix {
        /// `;name=a;name=b` and `;k=v` instead of `;name=a,b` and `;name=k,v`.
        explode: bool,
    },
    /// `name=a`: query and cookies.
    Form {
        /// `name=a&name=b` and `k=v` instead of `name=a,b` and `name=k,v`.
        explode: bool,
    },
    /// `name=a%20b`.
    Space,
    /// `name=a%7Cb`.
    Pipe,
    /// `name[k]=v`, nested as often as need be. The standard says nothing of arrays; most services read `name[k][]=v`,
    /// and `name[k][0][l]=v` where the items are objects.
    Deep,
    /// JSON text: a parameter with `content` instead of a schema.
    Json,
}

/// Adds the `name=value` pairs of a query parameter, percent-encoded.
pub(super) fn pairs(name: &str, view: View<'_>, style: Style, out: &mut Vec<(String, String)>) {
    with_opened(view, |view| opened_pairs(name, view, style, out));
}

fn opened_pairs(name: &str, view: View<'_>, style: Style, out: &mut Vec<(String, String)>) {
    match (style, view) {
        (_, View::Null | View::Absent) => {}
        // A list or object of nothing is as good as none (RFC 6570, section 2.3).
        (style, view) if style != Style::Json && is_empty(view) => {}
        (Style::Json, view) => out.push((encode(name), encode(&json(view)))),
        (Style::Deep, view) => deep(encode(name), view, out),
        (Style::Form { explode: true }, View::List(list)) => {
            out.extend(items(list).map(|item| (encode(name), encode(&scalar(item)))));
        }
        (Style::Form { explode: true }, View::Model(_) | View::Map(_)) => {
            for (key, value) in entries(view) {
                with_opened(value, |value| match value {
                    View::Null | View::Absent => {}
                    View::List(list) => {
                        out.extend(items(list).map(|item| (encode(&key), encode(&scalar(item)))));
                    }
                    value => out.push((encode(&key), encode(&scalar(value)))),
                });
            }
        }
        (Style::Space, view) => out.push((encode(name), flat(view, "%20", ','))),
        (Style::Pipe, view) => out.push((encode(name), flat(view, "%7C", ','))),
        (_, view) => out.push((encode(name), flat(view, ",", ','))),
    }
}

/// The value of a path parameter, percent-encoded.
pub(super) fn path(name: &str, view: View<'_>, style: Style) -> String {
    with_opened(view, |view| opened_path(name, view, style))
}

fn opened_path(name: &str, view: View<'_>, style: Style) -> String {
    let name = encode(name);
    match style {
        Style::Json => encode(&json(view)),
        Style::SimpleExploded => flat(view, ",", '='),
        Style::Label { explode: false } => format!(".{}", flat(view, ",", ',')),
        Style::Label { explode: true } => format!(".{}", flat(view, ".", '=')),
        Style::Matrix { explode: true } => match view {
            View::List(list) => {
                items(list).map(|item| format!(";{name}={}", encode(&scalar(item)))).collect::<String>()
            }
            View::Model(_) | View::Map(_) => format!(";{}", flat(view, ";", '=')),
            view => matrix(&name, &encode(&scalar(view))),
        },
        Style::Matrix { explode: false } => matrix(&name, &flat(view, ",", ',')),
        _ => flat(view, ",", ','),
    }
}

/// A matrix parameter; an empty one has no `=` (RFC 6570, section 3.2.7).
fn matrix(name: &str, value: &str) -> String {
    if value.is_empty() { format!(";{name}") } else { format!(";{name}={value}") }
}

/// The value of a header, as it is.
pub(super) fn header(view: View<'_>, style: Style) -> String {
    with_opened(view, |view| match (style, view) {
        (Style::Json, view) => json(view),
        (Style::SimpleExploded, view) => joined(view, ",", '=', &str::to_owned),
        (_, view) => joined(view, ",", ',', &str::to_owned),
    })
}

/// The items of an array, or the keys and values of an object, percent-encoded and joined.
fn flat(view: View<'_>, between: &str, within: char) -> String {
    joined(view, between, within, &encode)
}

fn joined(view: View<'_>, between: &str, within: char, write: &dyn Fn(&str) -> String) -> String {
    // Without explode, keys and values are joined by the same separator.
    let pair = |key: &str, value: &str| match within {
        ',' => format!("{}{between}{}", write(key), write(value)),
        within => format!("{}{within}{}", write(key), write(value)),
    };
    match view {
        View::List(list) => items(list).map(|item| write(&scalar(item))).collect::<Vec<_>>().join(between),
        View::Model(_) | View::Map(_) => entries(view)
            .into_iter()
            .filter(|(_, value)| !is_nothing(*value))
            .map(|(key, value)| pair(&key, &scalar(value)))
            .collect::<Vec<_>>()
            .join(between),
        view => write(&scalar(view)),
    }
}

fn deep(name: String, view: View<'_>, out: &mut Vec<(String, String)>) {
    with_opened(view, |view| opened_deep(name, view, out));
}

fn opened_deep(name: String, view: View<'_>, out: &mut Vec<(String, String)>) {
    match view {
        View::Null | View::Absent => {}
        View::List(list) => {
            for (index, item) in items(list).enumerate() {
                with_opened(item, |item| match item {
                    View::Model(_) | View::Map(_) | View::List(_) => {
                        opened_deep(format!("{name}%5B{index}%5D"), item, out);
                    }
                    item => opened_deep(format!("{name}%5B%5D"), item, out),
                });
            }
        }
        view @ (View::Model(_) | View::Map(_)) => {
            for (key, value) in entries(view) {
                deep(format!("{name}%5B{}%5D", encode(&key)), value, out);
            }
        }
        view => out.push((name, encode(&scalar(view)))),
    }
}

/// Whether a value is `null`, or none at all.
fn is_nothing(view: View<'_>) -> bool {
    with_opened(view, |view| matches!(view, View::Null | View::Absent))
}

fn is_empty(view: View<'_>) -> bool {
    match view {
        View::List(list) => list.is_empty(),
        View::Map(_) | View::Model(_) => entries(view).iter().all(|(_, value)| is_nothing(*value)),
        _ => false,
    }
}

/// Pairs as they stand in a query.
pub(super) fn query(pairs: &[(String, String)]) -> String {
    pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}

/// An encoded value with the reserved characters of RFC 3986, section 2.2, as they are, except those that would end the
/// value: `&`, `#`, and `+`, which many read as a blank.
#[inline]
pub(super) fn reserved(value: &str) -> String {
    const PLAIN: [(&str, &str); 15] = [
        ("%3A", ":"),
        ("%2F", "/"),
        ("%3F", "?"),
        ("%5B", "["),
        ("%5D", "]"),
        ("%40", "@"),
        ("%21", "!"),
        ("%24", "$"),
        ("%27", "'"),
        ("%28", "("),
        ("%29", ")"),
        ("%2A", "*"),
        ("%2C", ","),
        ("%3B", ";"),
        ("%3D", "="),
    ];
    PLAIN.iter().fold(value.to_owned(), |text, (encoded, plain)| text.replace(encoded, plain))
}

/// The keys and values of an object that are present.
pub(super) fn entries<'a>(view: View<'a>) -> Vec<(String, View<'a>)> {
    match view {
        View::Model(model) => {
            let mut all: Vec<_> = present(model).map(|(name, value)| (name.to_owned(), value)).collect();
            all.extend(model.additional().map(|map| entries(View::Map(map))).unwrap_or_default());
            all
        }
        View::Map(map) => {
            let mut keys = Vec::with_capacity(map.len());
            map.each(&mut |key, _| {
                keys.push(key.to_owned());
                true
            });
            keys.into_iter().filter_map(|key| map.value(&key).map(|value| (key, value))).collect()
        }
        _ => Vec::new(),
    }
}

/// A single value as text; what is none is written as JSON.
pub(super) fn scalar(view: View<'_>) -> String {
    match view.opened() {
        View::Null | View::Absent => String::new(),
        View::Bool(value) => value.to_string(),
        View::I64(value) => value.to_string(),
        View::U64(value) => value.to_string(),
        View::F32(value) => value.to_string(),
        View::F64(value) => value.to_string(),
        View::Str(text) => text.to_owned(),
        View::Text(text) => Written(text).to_string(),
        View::Blob(blob) => Written(blob).to_string(),
        View::Foreign(_) => with_opened(view, scalar),
        view => json(view),
    }
}

pub(super) fn json(view: View<'_>) -> String {
    // Nothing within a slot fails to encode as JSON text.
    serde_json::to_string(&view).unwrap_or_default()
}

/// Percent-encodes everything but the unreserved characters of RFC 3986, section 2.3.
pub(super) fn encode(text: &str) -> String {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            // Both indices are below 16.
            out.push(char::from(DIGITS[usize::from(byte >> 4)]));
            out.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
    }
    out
}
