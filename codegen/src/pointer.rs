//! Places in a document: JSON pointers, and the cheap path a walk carries until it needs one.

use serde_json::Value;
use std::fmt;

/// A JSON pointer (RFC 6901): the place of a value in a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(String);

impl Pointer {
    /// The pointer to the whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// Reads a pointer as written, such as `/paths/~1push/post`, or a `$ref` fragment
    /// (`#/components/schemas/Pet`, percent-encoding undone where it is one). `None` when it is neither.
    pub fn parse(text: &str) -> Option<Self> {
        let text = match text.strip_prefix('#') {
            Some(fragment) => percent_decode(fragment).unwrap_or_else(|| fragment.to_owned()),
            None => text.to_owned(),
        };
        (text.is_empty() || text.starts_with('/')).then_some(Self(text))
    }

    /// The place one key or index below this one.
    #[must_use]
    pub fn child(&self, token: impl KeyOrIndex) -> Self {
        token.with_text(|token| {
            // Few keys are longer when they are escaped.
            let mut text = String::with_capacity(self.0.len() + 1 + token.len());
            text.push_str(&self.0);
            push_token(&mut text, token);
            Self(text)
        })
    }

    /// The place that a relative pointer, empty or with its slash in front, leads to from this one.
    pub(crate) fn join(&self, below: &str) -> Self {
        Self(format!("{}{below}", self.0))
    }

    /// The pointer as the fragment of a `$ref`: `#/components/schemas/Pet`.
    pub(crate) fn to_reference(&self) -> String {
        format!("#{}", self.0.replace('%', "%25"))
    }

    /// The place that contains this one and this one's last token, unescaped; `None` at the root.
    pub fn split(&self) -> Option<(Self, String)> {
        let (parent, token) = self.0.rsplit_once('/')?;
        Some((Self(parent.to_owned()), unescape(token)))
    }

    /// The tokens from the root down, unescaped.
    pub fn tokens(&self) -> impl Iterator<Item = String> + '_ {
        self.0.split('/').skip(1).map(unescape)
    }

    /// Whether it leads to the same value as another one, or to something in it.
    pub fn is_within(&self, outer: &Self) -> bool {
        self.0.strip_prefix(&outer.0).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The pointer as RFC 6901 writes it; empty for the root.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What one step of a pointer is: a key, or an index counted from 0.
pub trait KeyOrIndex {
    /// What comes of it as a text, which a key is already.
    fn with_text<R>(&self, make: impl FnOnce(&str) -> R) -> R;
}

impl KeyOrIndex for str {
    fn with_text<R>(&self, make: impl FnOnce(&str) -> R) -> R {
        make(self)
    }
}

impl KeyOrIndex for String {
    fn with_text<R>(&self, make: impl FnOnce(&str) -> R) -> R {
        make(self)
    }
}

impl KeyOrIndex for usize {
    fn with_text<R>(&self, make: impl FnOnce(&str) -> R) -> R {
        make(&self.to_string())
    }
}

impl<T: KeyOrIndex + ?Sized> KeyOrIndex for &T {
    fn with_text<R>(&self, make: impl FnOnce(&str) -> R) -> R {
        (**self).with_text(make)
    }
}

/// The value at a place of a document. [`Value::pointer`] finds the same, and makes two new texts of each token for it.
pub(crate) fn find<'v>(root: &'v Value, pointer: &str) -> Option<&'v Value> {
    let mut tokens = pointer.split('/');
    let is_pointer = tokens.next().is_some_and(str::is_empty);
    let below = |value: &'v Value, token: &str| match value {
        Value::Object(entries) if token.contains('~') => entries.get(&unescape(token)),
        Value::Object(entries) => entries.get(token),
        Value::Array(items) => items.get(index(token)?),
        _ => None,
    };
    tokens.try_fold(root, below).filter(|_| is_pointer)
}

/// The index that a token is: digits, the first of several not 0.
fn index(token: &str) -> Option<usize> {
    let is_index = !token.starts_with('+') && (token.len() == 1 || !token.starts_with('0'));
    token.parse().ok().filter(|_| is_index)
}

/// The path of a walk down a document. Costs nothing until a diagnostic turns it into a [`Pointer`].
#[derive(Clone, Copy, Debug)]
pub struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    token: Token<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Token<'a> {
    Start(&'a Pointer),
    Key(&'a str),
    Index(usize),
}

impl<'a> Path<'a> {
    /// A walk that starts at a place.
    pub fn start(at: &'a Pointer) -> Self {
        Self { parent: None, token: Token::Start(at) }
    }

    /// The path to a key of the object at this path.
    #[must_use]
    pub fn key(&'a self, key: &'a str) -> Path<'a> {
        Path { parent: Some(self), token: Token::Key(key) }
    }

    /// The path to an item of the array at this path, counted from 0.
    #[must_use]
    pub fn index(&'a self, index: usize) -> Path<'a> {
        Path { parent: Some(self), token: Token::Index(index) }
    }

    /// The place this path leads to.
    pub fn pointer(&self) -> Pointer {
        let mut text = String::new();
        self.write(&mut text);
        Pointer(text)
    }

    fn write(&self, text: &mut String) {
        if let Some(parent) = self.parent {
            parent.write(text);
        }
        match self.token {
            Token::Start(at) => text.push_str(at.as_str()),
            Token::Key(key) => push_token(text, key),
            Token::Index(index) => push_token(text, &index.to_string()),
        }
    }
}

fn push_token(text: &mut String, token: &str) {
    text.push('/');
    push_escaped(text, token);
}

fn push_escaped(text: &mut String, token: &str) {
    // Most tokens are names, and these are looked through faster than character by character.
    if !token.contains('~') && !token.contains('/') {
        text.push_str(token);
        return;
    }
    for c in token.chars() {
        match c {
            '~' => text.push_str("~0"),
            '/' => text.push_str("~1"),
            c => text.push(c),
        }
    }
}

/// A token as a pointer writes it.
pub(crate) fn escape(token: &str) -> String {
    let mut text = String::with_capacity(token.len());
    push_escaped(&mut text, token);
    text
}

fn unescape(token: &str) -> String {
    if !token.contains('~') {
        return token.to_owned();
    }
    token.replace("~1", "/").replace("~0", "~")
}

pub(crate) fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next()?, rest.next()?];
        let digits = std::str::from_utf8(&digits).ok()?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_escaped_and_read_back() {
        let pointer = Pointer::root().child("paths").child("/a~b").child(0);
        assert_eq!(pointer.as_str(), "/paths/~1a~0b/0");
        assert_eq!(pointer.tokens().collect::<Vec<_>>(), ["paths", "/a~b", "0"]);
    }

    #[test]
    fn a_walk_and_a_pointer_agree() {
        let start = Pointer::root().child("paths");
        let path = Path::start(&start);
        let path = path.key("/x");
        assert_eq!(path.index(3).pointer().as_str(), "/paths/~1x/3");
    }

    #[test]
    fn what_is_found_is_what_serde_json_finds() {
        let root = serde_json::json!({"a/b": {"~": [1, [2]]}, "": {"": 3}, "c~1d": 4, "~01": 5, "0": 6});
        for pointer in [
            "",
            "/",
            "//",
            "/a~1b",
            "/a~1b/~0",
            "/a~1b/~0/1/0",
            "/a~1b/~0/01",
            "/a~1b/~0/+1",
            "/a~1b/~0/2",
            "/a/b",
            "/c~01d",
            "/~001",
            "/0",
            "0",
            "a",
            "/a~1b/~0/0/x",
            "/x/y",
            "/a~1b/~0/-",
            "/a~1b/~0/1/00",
        ] {
            assert_eq!(find(&root, pointer), root.pointer(pointer), "{pointer}");
        }
    }

    #[test]
    fn fragments_are_percent_decoded() {
        let pointer = Pointer::parse("#/components/schemas/A%20b").unwrap();
        assert_eq!(pointer.as_str(), "/components/schemas/A b");
        assert!(Pointer::parse("other.yml#/x").is_none());
        assert_eq!(Pointer::parse("#/%zz").unwrap().as_str(), "/%zz");
        assert_eq!(Pointer::parse("#/components/schemas/50%").unwrap().as_str(), "/components/schemas/50%");
    }
}
