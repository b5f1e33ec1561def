//! Where the links of a description lead.

/// What documentation may link to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Links<'a> {
    /// The absolute URL against which links of the vendor's site that start with `/` or are relative are resolved;
    /// without it they become plain text.
    pub base: Option<&'a str>,
    /// The tables of this description that became types.
    pub replaced: &'a [Replaced<'a>],
    /// The in-page anchors of this description that lead to a type now. Any other becomes plain text: rustdoc makes
    /// its own anchors, and numbers them by what else is on the page.
    pub anchors: &'a [Anchor<'a>],
}

/// A table that became a type, and whose place in the documentation a link to that type takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replaced<'a> {
    /// The Markdown of the table, exactly as it stands in the description. What is not found there is ignored.
    pub text: &'a str,
    /// The path to the type as it resolves at the documented item: its bare name where the type is in scope there,
    /// for rustdoc warns about a longer one (`rustdoc::redundant_explicit_links`).
    pub path: &'a str,
    /// The name of the type, to be shown.
    pub name: &'a str,
}

/// A section of a description that became a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor<'a> {
    /// The anchor, with or without the `#`.
    pub anchor: &'a str,
    /// The path to the type, by the rules of [`Replaced::path`].
    pub path: &'a str,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target<'a> {
    /// To an address that can stand between parentheses or angle brackets.
    Url(String),
    /// To a Rust item.
    Path(&'a str),
    /// Nowhere.
    Nothing,
}

impl<'a> Links<'a> {
    /// Where a destination leads that stands in a description.
    pub(super) fn target(&self, destination: &str) -> Target<'a> {
        let destination = destination.trim();
        if let Some(anchor) = destination.strip_prefix('#') {
            return self.anchor(anchor);
        }
        match absolute(destination, self.base) {
            Some(url) => Target::Url(encode(&url)),
            None => Target::Nothing,
        }
    }

    fn anchor(&self, wanted: &str) -> Target<'a> {
        let is_wanted = |anchor: &&Anchor| anchor.anchor.trim_start_matches('#').eq_ignore_ascii_case(wanted);
        self.anchors.iter().find(is_wanted).map_or(Target::Nothing, |anchor| Target::Path(anchor.path))
    }
}

/// The absolute form of a destination, if it is one that a reader can follow.
fn absolute(destination: &str, base: Option<&str>) -> Option<String> {
    let lower = destination.get(..8).unwrap_or(destination).to_ascii_lowercase();
    let has_scheme =
        |schemes: &[&str]| schemes.iter().any(|s| lower.starts_with(s) && destination.len() > s.len());
    if has_scheme(&["http://", "https://", "mailto:", "ftp://"]) {
        return Some(destination.to_owned());
    }
    if lower.starts_with("www.") {
        return Some(format!("https://{destination}"));
    }
    let first = destination.chars().next()?;
    let names_a_scheme =
        destination.split(['/', '?', '#']).next().is_some_and(|segment| segment.contains(':'));
    if names_a_scheme || !(first.is_ascii_alphanumeric() || matches!(first, '/' | '.' | '?' | '_')) {
        return None;
    }
    resolve(destination, base?)
}

/// Resolves a relative reference (RFC 3986, section 5.2; a base without an authority resolves nothing).
fn resolve(reference: &str, base: &str) -> Option<String> {
    let base = base.split(['?', '#']).next()?;
    let (scheme, rest) = base.split_once("://")?;
    if let Some(rest) = reference.strip_prefix("//") {
        return Some(format!("{scheme}://{rest}"));
    }
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    if reference.starts_with('?') {
        return Some(format!("{scheme}://{authority}/{path}{reference}"));
    }
    let end = reference.find(['?', '#']).unwrap_or(reference.len());
    let (reference, suffix) = reference.split_at(end);
    let directory =
        if reference.starts_with('/') { "" } else { path.rsplit_once('/').map_or("", |(head, _)| head) };
    let path = remove_dots(directory, reference.trim_start_matches('/'));
    Some(format!("{scheme}://{authority}/{path}{suffix}"))
}

/// The path of `reference` below `directory`, without `.` and `..` segments (RFC 3986, section 5.2.4).
fn remove_dots(directory: &str, reference: &str) -> String {
    let mut path: Vec<&str> = directory.split('/').filter(|segment| !segment.is_empty()).collect();
    let mut segments = reference.split('/').peekable();
    while let Some(segment) = segments.next() {
        let is_last = segments.peek().is_none();
        match segment {
            "." | ".." => {
                if segment == ".." {
                    path.pop();
                }
                if is_last {
                    path.push("");
                }
            }
            _ => path.push(segment),
        }
    }
    path.join("/")
}

/// The URL with everything percent-encoded that would end a link early or be read as Markdown.
fn encode(url: &str) -> String {
    let parentheses = !balanced(url);
    let mut encoded = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            '(' | ')' if !parentheses => encoded.push(c),
            '(' => encoded.push_str("%28"),
            ')' => encoded.push_str("%29"),
            ' ' | '<' | '>' | '"' | '\\' | '`' | '|' | '^' | '\n' | '\t' => {
                encoded.push_str(&format!("%{:02X}", u32::from(c)));
            }
            // `&copy;` in a destination is a character reference.
            ';' if encoded.contains('&') => encoded.push_str("%3B"),
            _ if c.is_whitespace() => {}
            _ => encoded.push(c),
        }
    }
    encoded
}

/// Whether every parenthesis is closed, and none before it is opened.
fn balanced(text: &str) -> bool {
    let mut open = 0i32;
    for c in text.chars() {
        open += i32::from(c == '(') - i32::from(c == ')');
        if open < 0 {
            return false;
        }
    }
    open == 0
}

/// The end of the bare web address that starts at the beginning of `text`, if there is one.
pub(super) fn bare_url(text: &str) -> Option<usize> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| text.starts_with(scheme))?;
    // `end` is where a character was found, or one of the text less its last characters: a boundary.
    let mut parentheses = 0u32;
    let is_end = |c: char| {
        parentheses += u32::from(c == '(');
        let is_unopened = c == ')' && parentheses == 0;
        parentheses -= u32::from(c == ')' && parentheses > 0);
        is_unopened
            || !c.is_ascii_graphic()
            || matches!(c, '<' | '>' | '"' | '`' | '\\' | '^' | '|' | '[' | ']')
    };
    let mut end = text.find(is_end).unwrap_or(text.len());
    while let Some(last) = text[..end].chars().next_back() {
        let url = &text[..end];
        let is_trailing = match last {
            '}' => url.matches('{').count() < url.matches('}').count(),
            _ => matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '~' | '('),
        };
        if !is_trailing {
            break;
        }
        end -= last.len_utf8();
    }
    let host = text[..end].strip_prefix(scheme)?;
    host.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '{' | '$' | ':')).then_some(end)
}
