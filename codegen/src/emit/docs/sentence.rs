//! Where the first sentence of a text ends.

use super::flow::Flow;

/// Words that end in a period within a sentence.
const ABBREVIATIONS: &[&str] = &[
    "e.g.", "i.e.", "eg.", "ie.", "cf.", "vs.", "approx.", "incl.", "resp.", "no.", "nr.", "max.", "min.",
    "mr.", "mrs.", "ms.", "dr.", "st.", "ex.", "fig.", "sec.", "inc.", "ltd.", "corp.", "u.s.", "aka.",
    "a.k.a.",
];

/// A first sentence of fewer words ("Required.") is no summary: the next one belongs to it.
const SHORTEST: usize = 3;

/// The number of words of the first sentence, if words follow it.
pub(super) fn first(flow: &Flow) -> Option<usize> {
    let ends = |index: &usize| {
        let word = flow.words()[*index];
        word.is_outside_spans
            && (word.breaks
                || (index + 1 >= SHORTEST && ends_sentence(flow.word(*index), flow.word(index + 1))))
    };
    (0..flow.words().len().saturating_sub(1)).find(ends).map(|index| index + 1)
}

fn ends_sentence(word: &str, next: &str) -> bool {
    let bare = word.trim_end_matches([')', '"', '\'', '*', '”', '’']);
    let next = next.trim_start_matches(['(', '"', '\'', '*', '[', '\\', '“', '‘', '<']);
    let starts_anew = |c: char| !c.is_lowercase() && !matches!(c, '-' | '/' | '=' | '|' | '&');
    bare.ends_with(super::ENDS) && next.starts_with(starts_anew) && !is_abbreviation(bare)
}

fn is_abbreviation(word: &str) -> bool {
    let word = word.trim_start_matches(['(', '"', '\'', '*']).to_lowercase();
    let is_initial = word.len() == 2 && word.starts_with(|c: char| c.is_alphabetic());
    is_initial || ABBREVIATIONS.contains(&word.as_str())
}
