//! Patterns that only say which characters may occur: checked without a regex engine.

use regex_syntax::hir::{Class, Hir, HirKind, Look};

/// The characters a pattern allows and how many of them.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::lower) struct CharPattern {
    /// Inclusive ranges.
    pub chars: Vec<(char, char)>,
    /// The fewest.
    pub min: u32,
    /// The most.
    pub max: Option<u32>,
}

impl CharPattern {
    /// Whether a text is of these characters, and of as many.
    pub fn allows(&self, text: &str) -> bool {
        let among = |c: char| self.chars.iter().any(|(first, last)| (*first..=*last).contains(&c));
        let count = text.chars().count();
        text.chars().all(among)
            && count >= self.min as usize
            && self.max.is_none_or(|most| count <= most as usize)
    }
}

/// Reads patterns of the form `^[…]*$`, `^[…]{2,8}$` and the like; `None` for all others.
pub(super) fn char_pattern(pattern: &str) -> Option<CharPattern> {
    let hir = regex_syntax::Parser::new().parse(pattern).ok()?;
    let HirKind::Concat(parts) = hir.kind() else { return None };
    let [start, middle, end] = parts.as_slice() else { return None };
    let anchored = *start.kind() == HirKind::Look(Look::Start) && *end.kind() == HirKind::Look(Look::End);
    if !anchored {
        return None;
    }
    match middle.kind() {
        HirKind::Repetition(repetition) => {
            let chars = class(&repetition.sub)?;
            Some(CharPattern { chars, min: repetition.min, max: repetition.max })
        }
        _ => Some(CharPattern { chars: class(middle)?, min: 1, max: Some(1) }),
    }
}

fn class(hir: &Hir) -> Option<Vec<(char, char)>> {
    let HirKind::Class(class) = hir.kind() else { return None };
    match class {
        Class::Unicode(class) => {
            Some(class.ranges().iter().map(|range| (range.start(), range.end())).collect())
        }
        Class::Bytes(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_between_anchors_is_read() {
        let ascii = char_pattern(r"^[\x00-\x7F]*$").unwrap();
        assert_eq!(ascii, CharPattern { chars: vec![('\0', '\x7f')], min: 0, max: None });
        let code = char_pattern("^[A-Z]{2}$").unwrap();
        assert_eq!(code, CharPattern { chars: vec![('A', 'Z')], min: 2, max: Some(2) });
    }

    #[test]
    fn anything_more_is_left_alone() {
        for pattern in ["[a-z]+", "^a|b$", "^[a-z]+-[a-z]+$", "^(?=x)$", "(", "^[a-z]+"] {
            assert_eq!(char_pattern(pattern), None, "{pattern}");
        }
    }
}
