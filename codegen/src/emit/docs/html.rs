//! A tolerant tokenizer for the HTML in descriptions.
//!
//! It knows tags, comments and text, and never fails: what is no tag is text. A parser of whole documents would cost a
//! build script more than the dozen tags that descriptions use are worth. All slices are cut at the place of an ASCII
//! character or at the end of a match, and so at boundaries of characters.

/// A piece of HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// What stands between tags, with its character references.
    Text(&'a str),
    /// A start tag: its name as written, its attributes unparsed, and the whole of it.
    Open { name: &'a str, attributes: &'a str, raw: &'a str },
    /// An end tag: its name as written, and the whole of it.
    Close { name: &'a str, raw: &'a str },
    /// A comment, declaration or processing instruction.
    Hidden,
}

/// The pieces of an HTML text.
pub(super) struct Tokens<'a> {
    rest: &'a str,
}

/// Cuts an HTML text into its pieces.
pub(super) fn tokens(html: &str) -> Tokens<'_> {
    Tokens { rest: html }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        if let Some((token, length)) = markup(self.rest) {
            self.rest = &self.rest[length..];
            return Some(token);
        }
        // What is here is no markup; text goes on to the next `<` that is.
        let is_markup = |at: &usize| *at > 0 && markup(&self.rest[*at..]).is_some();
        let end = self.rest.match_indices('<').map(|(at, _)| at).find(is_markup).unwrap_or(self.rest.len());
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest;
        Some(Token::Text(text))
    }
}

/// The longest tag that is read as one. Without a bound, a text full of `<a "` would take quadratic time.
const LONGEST_TAG: usize = 4096;

/// The tag, comment or declaration that a text starts with, and its length.
fn markup(html: &str) -> Option<(Token<'_>, usize)> {
    let inside = html.strip_prefix('<')?;
    if inside.starts_with("!--") {
        let length = html.find("-->").map_or(html.len(), |at| at + 3);
        return Some((Token::Hidden, length));
    }
    if inside.starts_with(['!', '?']) {
        return tag_end(html).map(|end| (Token::Hidden, end));
    }
    let (is_close, inside) = match inside.strip_prefix('/') {
        Some(inside) => (true, inside),
        None => (false, inside),
    };
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let (name, after) = inside.split_at(inside.find(|c| !is_name(c)).unwrap_or(inside.len()));
    if !name.starts_with(|c: char| c.is_ascii_alphabetic())
        || !after.starts_with(|c: char| c.is_whitespace() || c == '/' || c == '>')
    {
        return None;
    }
    let length = tag_end(html)?;
    let raw = &html[..length];
    let token = if is_close {
        Token::Close { name, raw }
    } else {
        let attributes = raw[1 + name.len()..length - 1].trim_end_matches('/');
        Token::Open { name, attributes, raw }
    };
    Some((token, length))
}

/// The length of the tag that a text starts with: to the first `>` outside quotes.
fn tag_end(html: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in html.bytes().enumerate().take(LONGEST_TAG).skip(1) {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return Some(at + 1),
            (None, b'<') => return None,
            _ => {}
        }
    }
    None
}

/// The value of an attribute, with its character references decoded.
pub(super) fn attribute(attributes: &str, wanted: &str) -> Option<String> {
    let mut rest = attributes.trim_start();
    while !rest.is_empty() {
        let name_end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let (name, after) = rest.split_at(name_end);
        let Some(value) = after.trim_start().strip_prefix('=').map(str::trim_start) else {
            // A name without a value; at least one character goes, so this ends.
            rest = after.trim_start();
            continue;
        };
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            _ => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        if name.eq_ignore_ascii_case(wanted) {
            return Some(decode(value));
        }
        rest = after.trim_start();
    }
    None
}

/// The text with its character references decoded, by the table of the Markdown parser.
pub(super) fn decode(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = reference(rest).unwrap_or(0);
        for event in pulldown_cmark::Parser::new(&rest[..length]) {
            if let pulldown_cmark::Event::Text(piece) = event {
                decoded.push_str(&piece);
            }
        }
        if length == 0 {
            decoded.push('&');
            rest = &rest[1..];
        } else {
            rest = &rest[length..];
        }
    }
    decoded.push_str(rest);
    decoded
}

/// The length of what looks like a character reference (`&lt;`, `&#60;`) at the start of a text.
pub(super) fn reference(text: &str) -> Option<usize> {
    let name = text.strip_prefix('&')?;
    let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || c == '#'))?;
    (end > 0 && end <= 32 && name[end..].starts_with(';')).then_some(end + 2)
}
