//! Finds a fragment of a string's value in the way the string is written: folded, indented, escaped.

use super::walk::Style;
use std::iter::Peekable;
use std::ops::Range;
use std::str::CharIndices;

/// The text of a scalar, its white space folded, and where each byte of it comes from.
pub(super) struct Folded {
    text: String,
    origins: Vec<Range<usize>>,
}

impl Folded {
    /// Folds the source of a scalar.
    pub(super) fn new(source: &str, style: Style) -> Self {
        let mut folded = Self { text: String::new(), origins: Vec::new() };
        let mut chars = source.char_indices().peekable();
        while let Some((start, c)) = chars.next() {
            let said = match (style, c) {
                (Style::DoubleQuoted, '\\') => escape(&mut chars),
                (Style::SingleQuoted, '\'') => chars.next_if(|(_, next)| *next == '\'').map(|_| c),
                _ => Some(c),
            };
            let end = chars.peek().map_or(source.len(), |(next, _)| *next);
            if let Some(said) = said {
                folded.push(said, start..end);
            }
        }
        folded
    }

    /// The bytes of a fragment in the source. White space and line breaks, of which YAML folds some, are all alike.
    pub(super) fn find(&self, fragment: &str) -> Option<Range<usize>> {
        let fragment = fragment.split_whitespace().collect::<Vec<_>>().join(" ");
        if fragment.is_empty() {
            return None;
        }
        let start = self.text.find(&fragment)?;
        let first = self.origins.get(start)?;
        let last = self.origins.get(start + fragment.len() - 1)?;
        Some(first.start..last.end)
    }

    fn push(&mut self, c: char, origin: Range<usize>) {
        let c = if c.is_whitespace() { ' ' } else { c };
        if c == ' ' && self.text.ends_with(' ') {
            return;
        }
        self.text.push(c);
        self.origins.resize(self.text.len(), origin);
    }
}

/// What an escape says whose backslash was read (YAML 1.2, section 5.7, which includes JSON's); `None` for a
/// line that is continued.
fn escape(chars: &mut Peekable<CharIndices>) -> Option<char> {
    let (_, kind) = chars.next()?;
    match kind {
        'n' | 'r' | 't' | ' ' | 'v' | 'f' | 'N' | '_' | 'L' | 'P' => Some(' '),
        '\n' | '\r' => {
            while chars.next_if(|(_, c)| c.is_whitespace()).is_some() {}
            None
        }
        'x' => char::from_u32(hex(chars, 2)),
        'U' => char::from_u32(hex(chars, 8)),
        'u' => match hex(chars, 4) {
            high @ 0xD800..=0xDBFF => low_half(chars, high),
            code => char::from_u32(code),
        },
        c => Some(c),
    }
}

/// The character of a surrogate pair whose first half was read.
fn low_half(chars: &mut Peekable<CharIndices>, high: u32) -> Option<char> {
    chars.next_if(|(_, c)| *c == '\\')?;
    chars.next_if(|(_, c)| *c == 'u')?;
    let low = hex(chars, 4).checked_sub(0xDC00).filter(|low| *low < 0x400)?;
    char::from_u32(0x10000 + ((high - 0xD800) << 10) + low)
}

fn hex(chars: &mut Peekable<CharIndices>, digits: usize) -> u32 {
    let mut code = 0_u32;
    for _ in 0..digits {
        let Some(digit) = chars.next_if(|(_, c)| c.is_ascii_hexdigit()).and_then(|(_, c)| c.to_digit(16))
        else {
            break;
        };
        code = code.wrapping_mul(16).wrapping_add(digit);
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn found(source: &str, style: Style, fragment: &str) -> Option<String> {
        Folded::new(source, style).find(fragment).map(|range| source[range].to_owned())
    }

    #[test]
    fn a_fragment_may_be_folded_over_lines() {
        let source = "The status\r\n    of the\n\n    result. More.";
        assert_eq!(found(source, Style::Plain, "of  the result.").as_deref(), Some("of the\n\n    result."));
        assert_eq!(found(source, Style::Plain, "no such thing"), None);
        assert_eq!(found(source, Style::Plain, " \n "), None);
    }

    #[test]
    fn escapes_and_doubled_quotes_are_read() {
        let json = r#""a \"b\" c\/d\n| x | \ud83d\ude00 |""#;
        assert_eq!(found(json, Style::DoubleQuoted, "\"b\" c/d").as_deref(), Some(r#"\"b\" c\/d"#));
        assert_eq!(found(json, Style::DoubleQuoted, "| x | 😀 |").as_deref(), Some(r"| x | \ud83d\ude00 |"));
        assert_eq!(found("'it''s 日本'", Style::SingleQuoted, "it's 日本").as_deref(), Some("it''s 日本"));
        let continued = "\"one \\\n     two\"";
        assert_eq!(found(continued, Style::DoubleQuoted, "one two").as_deref(), Some("one \\\n     two"));
    }

    #[test]
    fn broken_escapes_are_survived() {
        for source in [r#""\"#, r#""\u12"#, r#""\ud83d\u0041""#, r#""\Uffffffff""#, "'"] {
            Folded::new(source, Style::DoubleQuoted).find("x");
            Folded::new(source, Style::SingleQuoted).find("x");
        }
    }
}
