//! `pattern`: what of a regular expression is checked, and how.

mod chars;
mod ecma;

pub(super) use chars::CharPattern;
use regex_lite::{Regex, RegexBuilder};

/// How a pattern is checked.
pub(super) enum Pattern {
    /// By its characters and their number, without an engine.
    Chars(CharPattern),
    /// By an engine: the pattern in Rust's syntax.
    Regex(Regex),
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    ///
    /// Why no engine of Rust's can check it.
    pub fn read(pattern: &str) -> Result<Self, &'static str> {
        let (pattern, flags) = without_slashes(pattern);
        let pattern =
            ecma::translate(pattern).ok_or("it needs more than an engine that always ends in time")?;
        let pattern = format!("{flags}{pattern}");
        if let Some(chars) = chars::char_pattern(&pattern) {
            return Ok(Self::Chars(chars));
        }
        regex(&pattern).map(Self::Regex).ok_or_else(|| match regex_syntax::parse(&pattern) {
            Ok(_) => "it repeats so much that checking it takes long",
            Err(_) => "it is not understood",
        })
    }

    /// Whether a text matches.
    pub fn allows(&self, text: &str) -> bool {
        match self {
            Self::Chars(chars) => chars.allows(text),
            Self::Regex(regex) => regex.is_match(text),
        }
    }
}

/// `/^a$/` is how a program writes `^a$`, and `/^a$/i` the same for capitals, too. As a pattern it would match nothing.
/// The pattern, and what says that of capitals.
fn without_slashes(pattern: &str) -> (&str, &'static str) {
    let is_anchored =
        |inner: &str| inner.starts_with('^') || (inner.ends_with('$') && !inner.ends_with(r"\$"));
    let is_flag = |c: char| "dgimsuvy".contains(c);
    let parts = pattern.strip_prefix('/').and_then(|rest| rest.rsplit_once('/'));
    match parts.filter(|(inner, flags)| is_anchored(inner) && flags.chars().all(is_flag)) {
        Some((inner, flags)) => (inner, if flags.contains('i') { "(?i)" } else { "" }),
        None => (pattern, ""),
    }
}

/// The pattern as the engine of generated crates takes it, with Unicode classes written out.
fn regex(pattern: &str) -> Option<Regex> {
    /// In bytes. Checking a text takes time in proportion to this, so that a pattern that repeats a part thousands of
    /// times is not worth it.
    const LARGEST: usize = 1 << 17;
    let compile = |pattern: &str| RegexBuilder::new(pattern).size_limit(LARGEST).build().ok();
    compile(pattern).or_else(|| compile(&regex_syntax::parse(pattern).ok()?.to_string()))
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn unicode_classes_and_slashes_are_read() {
        let pattern = Pattern::read(r"^\p{Lu}\p{L}* \d$").unwrap();
        assert!(pattern.allows("Ärger 1") && !pattern.allows("ärger 1"));
        let pattern = Pattern::read("/^[a-z]+-x$/").unwrap();
        assert!(pattern.allows("a-x") && !pattern.allows("/a-x/"));
        for (pattern, yes, no) in [
            ("/^[0-9]{4}[a-z]$/i", "1234A", "1234"),
            ("/^[a-z]+$/g", "ab", "AB"),
            (r"/\$/g", "a/$/g", "$"),
            ("/^a/b", "", "^a"),
        ] {
            let read = Pattern::read(pattern).unwrap();
            assert!(!read.allows(no), "{pattern}");
            assert_eq!(read.allows(yes), !yes.is_empty(), "{pattern}");
        }
    }

    #[test]
    fn what_would_take_too_long_is_left_alone() {
        for (pattern, why) in [
            ("^(a{1,1000}){1,1000}$", "repeats so much"),
            (r"^a[\s\S]{0,65535}$", "repeats so much"),
            ("^(?!a)", "needs more"),
            ("(", "is not understood"),
            ("*", "is not understood"),
        ] {
            assert!(Pattern::read(pattern).err().is_some_and(|found| found.contains(why)), "{pattern}");
        }
    }

    #[test]
    fn real_patterns_are_checked() {
        for (pattern, text) in [
            (r"^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$", "d448ef2f-8f51-4fbd-a5d1-9a53d2c8a3c1"),
            (r"^arn:aws:[a-z\-]+:[^:]*:\d{12}:.+", "arn:aws:iam::123456789012:x"),
            (r"^\+[1-9]\d{1,14}$", "+4930123456"),
            (r"^[a-zA-Z0-9._%+\-]+@[a-zA-Z0-9.\-]+\.[a-zA-Z]{2,}$", "a.b@example.com"),
            (r"\S", "x"),
            ("^$|^.{3,}$", ""),
        ] {
            assert!(Pattern::read(pattern).unwrap().allows(text), "{pattern}");
        }
    }
}
