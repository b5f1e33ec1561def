//! Characters that may not stand in a doc comment, or that nobody can see there.

use std::borrow::Cow;

/// The first of the characters that stand for the tables which became types, see [`placeholder`].
const FIRST_PLACEHOLDER: u32 = 0xf0000;

/// How many tables of one description can be replaced: the size of a private use plane.
const PLACEHOLDERS: u32 = 0xfffd;

/// The text with `\n` line ends and without control characters, invisible characters and those that change the
/// direction of writing, which rustc refuses in comments.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let is_fine = |byte: &u8| matches!(byte, b'\n' | b'\t' | b' '..=b'~');
    if text.as_bytes().iter().all(is_fine) || !text.chars().any(is_unwanted) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n");
    Cow::Owned(text.chars().filter_map(replacement).collect())
}

/// The character that stands for the `index`th replaced table while the text is read. It is of a private use plane
/// that [`clean`] empties, so that no description can contain it.
pub(super) fn placeholder(index: usize) -> Option<char> {
    let index = u32::try_from(index).ok().filter(|index| *index < PLACEHOLDERS)?;
    char::from_u32(FIRST_PLACEHOLDER + index)
}

/// The number of the replaced table that a character stands for.
pub(super) fn placeholder_index(c: char) -> Option<usize> {
    let index = u32::from(c).checked_sub(FIRST_PLACEHOLDER).filter(|index| *index < PLACEHOLDERS)?;
    usize::try_from(index).ok()
}

fn is_unwanted(c: char) -> bool {
    replacement(c) != Some(c)
}

/// What stands for a character, if anything.
fn replacement(c: char) -> Option<char> {
    match c {
        '\n' | '\t' | ' '..='~' => Some(c),
        '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\u{b}' | '\u{c}' => Some(' '),
        _ if c.is_control() || is_invisible(c) => None,
        _ => Some(c),
    }
}

/// Format characters without a shape of their own. Joiners and variation selectors stay: scripts and emoji need them.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fdd0}'..='\u{fdef}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}'
        | '\u{ffff}' | '\u{e0000}'..='\u{e007f}' | '\u{f0000}'..='\u{10ffff}')
}
