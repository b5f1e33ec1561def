//! Writes the values of parameters that may be lists or objects, or that are written in another way than most.

use super::encode::{items, present, with_opened};
use super::scalar::{NAMELESS, encode, json, scalar};
use super::slot::View;
use super::style::Style;

/// Adds the `name=value` pairs of a query parameter, percent-encoded.
pub(super) fn pairs(name: &str, view: View<'_>, style: Style, out: &mut Vec<(String, String)>) {
    with_opened(view, |view| opened_pairs(name, view, style, out));
}

fn opened_pairs(name: &str, view: View<'_>, style: Style, out: &mut Vec<(String, String)>) {
    match (style, view) {
        (_, View::Null | View::Absent) => {}
        // A list or object of nothing is as good as none (RFC 6570, section 2.3).
        (style, view) if !matches!(style, Style::Json | Style::Whole) && is_empty(view) => {}
        (Style::Whole, view) => out.push((NAMELESS.to_owned(), encode(&json(view)))),
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
        Style::Rest => match view {
            View::List(_) | View::Model(_) | View::Map(_) => flat(view, "/", ','),
            view => encode(&scalar(view)).replace("%2F", "/"),
        },
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
