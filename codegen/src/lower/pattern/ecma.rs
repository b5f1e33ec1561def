//! Regular expressions of ECMA-262, the ones JSON Schema has (2020-12, core, section 6.4), as Rust's engines read them.

use std::iter::Peekable;
use std::str::Chars;

/// The same pattern in Rust's syntax; `None` for what has no equivalent there: looking around, references back.
///
/// `\d` and `\w` are those of ASCII, in ECMA-262 as here. What only other dialects know, and many people write, is read
/// as meant there: `\A`, `\Z`, `(?i)`, `[[:alpha:]]`, `\p{L}`.
pub(super) fn translate(pattern: &str) -> Option<String> {
    let mut translator = Translator { rest: pattern.chars().peekable(), out: String::new() };
    while let Some(c) = translator.rest.next() {
        translator.outside(c)?;
    }
    Some(translator.out)
}

struct Translator<'a> {
    rest: Peekable<Chars<'a>>,
    out: String,
}

/// What an escape or a character stands for.
enum Atom {
    /// A character.
    One(char),
    /// A set, as the items of a class.
    Set(&'static str),
    /// A set that Rust writes the same.
    Same(String),
    /// A place between characters, as Rust writes it.
    Place(&'static str),
}

const DIGITS: &str = "0-9";
const NO_DIGITS: &str = r"\x00-/:-\x{10FFFF}";
const WORDS: &str = "0-9A-Z_a-z";
const NO_WORDS: &str = r"\x00-/:-@\[-\^`\{-\x{10FFFF}";
const SPACES: &str =
    r"\x09-\x0D \x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}\x{FEFF}";
const NO_SPACES: &str = concat!(
    r"\x00-\x08\x0E-\x1F!-\x{9F}\x{A1}-\x{167F}\x{1681}-\x{1FFF}\x{200B}-\x{2027}\x{202A}-\x{202E}",
    r"\x{2030}-\x{205E}\x{2060}-\x{2FFF}\x{3001}-\x{FEFE}\x{FF00}-\x{10FFFF}",
);

impl Translator<'_> {
    /// A character outside of classes.
    fn outside(&mut self, c: char) -> Option<()> {
        match c {
            '\\' => match self.escape(false)? {
                Atom::One(c) => self.literal(c),
                Atom::Set(items) => self.extend(&["[", items, "]"]),
                Atom::Same(text) => self.out.push_str(&text),
                Atom::Place(place) => self.out.push_str(place),
            },
            '[' => self.class()?,
            '(' => {
                let text: String = self.rest.clone().take(3).collect();
                if ["?=", "?!", "?<=", "?<!"].iter().any(|look| text.starts_with(look)) {
                    return None;
                }
                self.out.push('(');
            }
            '{' => match self.counted() {
                Some(text) => self.out.push_str(&text),
                None => self.literal('{'),
            },
            '}' | ']' => self.literal(c),
            c => self.out.push(c),
        }
        Some(())
    }

    /// The rest of a counted repetition, `{2}`, `{2,}` or `{2,8}`, if it is one: everything else is literal.
    fn counted(&mut self) -> Option<String> {
        let text: String = self.rest.clone().take_while(|c| *c != '}').collect();
        let (least, most) = text.split_once(',').unwrap_or((&text, ""));
        let is_count = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if least.is_empty() || !is_count(least) || !is_count(most) {
            return None;
        }
        self.rest.nth(text.chars().count());
        Some(format!("{{{text}}}"))
    }

    fn class(&mut self) -> Option<()> {
        self.out.push('[');
        if self.rest.next_if_eq(&'^').is_some() {
            self.out.push('^');
        }
        let mut is_empty = true;
        loop {
            let c = self.rest.next()?;
            if c == ']' {
                self.out.push(']');
                // Nothing is in `[]`, which Rust has no class for.
                return (!is_empty).then_some(());
            }
            is_empty = false;
            match self.item(c)? {
                Atom::One(first) => self.range(first)?,
                atom => self.set(atom),
            }
        }
    }

    /// A character of a class, or the first of a range.
    fn range(&mut self, first: char) -> Option<()> {
        self.literal(first);
        let mut ahead = self.rest.clone();
        let is_range = ahead.next() == Some('-') && ahead.next().is_some_and(|c| c != ']');
        if is_range {
            self.rest.next();
            let c = self.rest.next()?;
            match self.item(c)? {
                Atom::One(last) => {
                    self.out.push('-');
                    self.literal(last);
                }
                // `[a-\d]` has a hyphen in it.
                atom => {
                    self.literal('-');
                    self.set(atom);
                }
            }
        }
        Some(())
    }

    fn set(&mut self, atom: Atom) {
        match atom {
            Atom::One(c) => self.literal(c),
            Atom::Set(text) | Atom::Place(text) => self.out.push_str(text),
            Atom::Same(text) => self.out.push_str(&text),
        }
    }

    /// What stands in a class, from its first character on.
    fn item(&mut self, c: char) -> Option<Atom> {
        match c {
            '\\' => self.escape(true),
            '[' if self.rest.peek() == Some(&':') => {
                let name: String = self.rest.clone().skip(1).take_while(char::is_ascii_alphabetic).collect();
                let text = format!("[:{name}:]");
                let is_named = self.rest.clone().take(name.len() + 3).eq(text.chars().skip(1));
                if is_named {
                    self.rest.nth(name.len() + 2);
                }
                Some(if is_named { Atom::Same(text) } else { Atom::One('[') })
            }
            c => Some(Atom::One(c)),
        }
    }

    /// What stands behind a backslash.
    fn escape(&mut self, in_class: bool) -> Option<Atom> {
        let c = self.rest.next()?;
        Some(match c {
            'd' => Atom::Set(DIGITS),
            'D' => Atom::Set(NO_DIGITS),
            'w' => Atom::Set(WORDS),
            'W' => Atom::Set(NO_WORDS),
            's' => Atom::Set(SPACES),
            'S' => Atom::Set(NO_SPACES),
            'b' if in_class => Atom::One('\x08'),
            'b' if !in_class => Atom::Place(r"\b"),
            'B' if !in_class => Atom::Place(r"\B"),
            'A' if !in_class => Atom::Place(r"\A"),
            'z' | 'Z' if !in_class => Atom::Place(r"\z"),
            't' => Atom::One('\t'),
            'n' => Atom::One('\n'),
            'r' => Atom::One('\r'),
            'f' => Atom::One('\x0C'),
            'v' => Atom::One('\x0B'),
            '0' => Atom::One('\0'),
            'x' => Atom::One(char::from_u32(self.hex(2)?)?),
            'u' => Atom::One(self.unicode()?),
            'p' | 'P' if self.rest.peek() == Some(&'{') => {
                let name: String = self.rest.by_ref().take_while(|c| *c != '}').collect();
                Atom::Same(format!("\\{c}{name}}}"))
            }
            c if c.is_ascii_alphanumeric() => return None,
            c => Atom::One(c),
        })
    }

    /// The character of `\u0041`, `\u{41}`, or of two of them that are a surrogate pair.
    fn unicode(&mut self) -> Option<char> {
        if self.rest.next_if_eq(&'{').is_some() {
            let digits: String = self.rest.by_ref().take_while(|c| *c != '}').collect();
            return char::from_u32(u32::from_str_radix(&digits, 16).ok()?);
        }
        let first = self.hex(4)?;
        if !(0xD800..0xDC00).contains(&first) {
            return char::from_u32(first);
        }
        let is_pair = self.rest.next() == Some('\\') && self.rest.next() == Some('u');
        let second = self.hex(4).filter(|second| is_pair && (0xDC00..0xE000).contains(second))?;
        char::from_u32(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    }

    fn hex(&mut self, digits: usize) -> Option<u32> {
        let text: String = self.rest.by_ref().take(digits).collect();
        if text.len() == digits { u32::from_str_radix(&text, 16).ok() } else { None }
    }

    fn literal(&mut self, c: char) {
        if r"\.+*?()|[]{}^$#&-~".contains(c) {
            self.extend(&["\\", c.encode_utf8(&mut [0; 4])]);
        } else if c.is_control() {
            self.out.push_str(&format!("\\x{{{:X}}}", u32::from(c)));
        } else {
            self.out.push(c);
        }
    }

    fn extend(&mut self, texts: &[&str]) {
        self.out.extend(texts.iter().copied());
    }
}

#[cfg(test)]
mod tests {
    use super::translate;

    /// What a pattern matches, by the engine of generated crates.
    fn matches(pattern: &str, text: &str) -> bool {
        let translated = translate(pattern).unwrap_or_else(|| panic!("{pattern} has no translation"));
        let regex = regex_lite::Regex::new(&translated);
        regex.unwrap_or_else(|error| panic!("{pattern} → {translated}: {error}")).is_match(text)
    }

    #[test]
    fn the_quirks_of_ecma_are_kept() {
        for (pattern, yes, no) in [
            (r"^https:\/\/", "https://a", "https:/a"),
            (r"^\d+$", "12", "١٢"),
            (r"^[\w-.]+$", "a-b.c", "a b"),
            (r"^[\w\-]+$", "a-b", "a.b"),
            (r"^[^\W_]+$", "a9", "a_"),
            (r"^\S\s\S$", "a\u{a0}b", "a_b"),
            (r"^[^\s\S]?$", "", "a"),
            (r"^[a-z&&b]+$", "a&b", "A"),
            (r"^[[\]]+$", "[]", "a"),
            (r"^[+--]+$", "+,-", "."),
            (r"^a{,2}$", "a{,2}", "aa"),
            (r"^{a}$", "{a}", "a"),
            (r"^x{2,3}$", "xx", "x"),
            (r"^\u0041\x42\u{43}\uD83D\uDE00$", "ABC😀", "ABC"),
            (r"^[\b]$", "\u{8}", "b"),
            (r"^\<\>\@\_\ \#$", "<>@_ #", "@_ #"),
            (r"(?i)^abc$", "ABC", "abcd"),
            (r"\A[[:alpha:]]+\Z", "abc", "a1"),
            (r"^(?<year>\d{4})-(?:\d\d)$", "2012-01", "2012-1"),
            (r"^[A-Z]{3}(-[0-9]+)?$", "ABC-1", "ABC-"),
            (r"]", "]", "["),
        ] {
            assert!(matches(pattern, yes), "{pattern} on {yes}");
            assert!(!matches(pattern, no), "{pattern} on {no}");
        }
    }

    #[test]
    fn what_rust_cannot_say_is_left_alone() {
        for pattern in [
            "^(?!a)b", "(?=a)", "(?<=a)b", "(?<!a)b", r"(a)\1", r"\k<x>", "[]", "[a", r"a\", r"\uD83D", r"\h",
        ] {
            assert_eq!(translate(pattern), None, "{pattern}");
        }
    }
}
