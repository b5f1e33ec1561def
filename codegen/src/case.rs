//! The words of a name, in the two forms that names are compared and written in.

use heck::{ToSnakeCase, ToUpperCamelCase};
use strsim::osa_distance;

/// Whether a text is words `in_this_form` as it stands, as most names of properties are.
pub(crate) fn is_snake(text: &str) -> bool {
    let mut may_end = false;
    for byte in text.as_bytes() {
        may_end = match byte {
            b'a'..=b'z' => true,
            // Not at the start, where it makes no name, nor after a blank of words.
            b'0'..=b'9' if may_end => true,
            b'_' if may_end => false,
            _ => return false,
        };
    }
    may_end
}

/// The words of a text, `in_this_form`. Where all is ASCII, as nearly always, this is `heck` without what it does for each
/// character of any other script: that was half of naming.
pub(crate) fn snake_case(text: &str) -> String {
    if is_snake(text) {
        return text.to_owned();
    }
    if !text.is_ascii() {
        return text.to_snake_case();
    }
    let mut snake = String::with_capacity(text.len() + 4);
    let mut starts = false;
    // Whether the last letter of the word is upper case.
    let mut last = None;
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        let next = bytes.get(at + 1).copied().unwrap_or(b' ');
        if !byte.is_ascii_alphanumeric() {
            (starts, last) = (true, None);
            continue;
        }
        // `HTTPServer`: the last of several capitals belongs to what follows.
        let leads = last == Some(true) && byte.is_ascii_uppercase() && next.is_ascii_lowercase();
        if (starts || leads) && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(char::from(byte.to_ascii_lowercase()));
        let case = if byte.is_ascii_alphabetic() { Some(byte.is_ascii_uppercase()) } else { last };
        starts = case == Some(false) && next.is_ascii_uppercase();
        last = if starts || leads { None } else { case };
    }
    snake
}

/// The words of a text, `InThisForm`; like [`snake_case`].
pub(crate) fn camel_case(text: &str) -> String {
    if !text.is_ascii() {
        return text.to_upper_camel_case();
    }
    let snake = snake_case(text);
    let mut camel = String::with_capacity(snake.len());
    for word in snake.split('_') {
        let start = camel.len();
        camel.push_str(word);
        // All is ASCII, so that a byte is a character.
        if let Some(first) = camel.get_mut(start..start + 1) {
            first.make_ascii_uppercase();
        }
    }
    camel
}

/// The word that a text is most like, and how many of its letters are others.
pub(crate) fn nearest<'w>(text: &str, words: impl Iterator<Item = &'w str>) -> Option<(usize, &'w str)> {
    let own = letters(text);
    words.map(|word| (osa_distance(&own, &letters(word)), word)).min()
}

/// Words to find the nearest of, with what says soon that most are far from another one.
pub(crate) struct Words<'w>(Vec<(Letters, &'w str)>);

/// The letters of a word, and how often each group of them is in it.
struct Letters(String, [u8; GROUPS]);

/// Each letter is of the group of its code: that of ASCII has one for each of the alphabet.
const GROUPS: usize = 32;

impl Letters {
    fn of(text: &str) -> Self {
        let (letters, mut groups) = (letters(text), [0_u8; GROUPS]);
        for c in letters.chars() {
            if let Some(count) = groups.get_mut(c as usize % GROUPS) {
                *count = count.saturating_add(1);
            }
        }
        Self(letters, groups)
    }

    /// Whether no more than so many letters may be others: each that is makes two groups differ by one.
    fn may_be_within(&self, other: &Self, most: usize) -> bool {
        let differences = self.1.iter().zip(&other.1).map(|(own, other)| usize::from(own.abs_diff(*other)));
        differences.sum::<usize>() <= 2 * most
    }
}

impl<'w> Words<'w> {
    pub(crate) fn new(words: impl Iterator<Item = &'w str>) -> Self {
        Self(words.map(|word| (Letters::of(word), word)).collect())
    }

    /// The word that a text is most like of those in which no more than so many letters are others.
    pub(crate) fn nearest(&self, text: &str, most: usize) -> Option<&'w str> {
        let own = Letters::of(text);
        let near = self.0.iter().filter(|(letters, _)| own.may_be_within(letters, most));
        let near = near.map(|(letters, word)| (osa_distance(&own.0, &letters.0), *word));
        near.min().filter(|(distance, _)| *distance <= most).map(|(_, word)| word)
    }
}

/// The letters and digits of a text without their case, for texts that may be the same name in whatever form.
pub(crate) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_ascii_are_those_of_heck() {
        let mut texts = vec![String::new()];
        for length in 0..7 {
            let longer = texts.iter().filter(|text| text.len() == length);
            let longer = longer.flat_map(|text| ["a", "B", "1", "_", "-"].map(|more| text.clone() + more));
            texts.extend(longer.collect::<Vec<_>>());
        }
        for text in texts {
            assert_eq!(snake_case(&text), text.to_snake_case(), "{text}");
            assert_eq!(camel_case(&text), text.to_upper_camel_case(), "{text}");
        }
    }

    #[test]
    fn the_nearest_word_is_near_enough_or_none() {
        let words = Words::new(["Ferry", "Ferries", "Jar"].into_iter());
        assert_eq!(words.nearest("ferrys", 1), Some("Ferry"));
        assert_eq!(words.nearest("Ferrei", 1), None);
        assert_eq!(words.nearest("Ferreis", 1), Some("Ferries"));
        assert_eq!(words.nearest("Ferrie", 2), Some("Ferries"));
        assert_eq!(words.nearest("Jug", 1), None);
        assert_eq!(words.nearest("Jug", 2), Some("Jar"));
    }
}
