//! What the sentences of a section say about the thing as a whole.

use super::sentence;
use super::vocabulary;

/// What the paragraphs above a table say about the object, without the line that only announces the table.
pub fn about(intro: &str) -> Option<String> {
    let sentences: Vec<&str> = sentence::sentences(intro);
    let kept: Vec<&str> = sentences.into_iter().filter(|it| tells(it)).collect();
    (!kept.is_empty()).then(|| kept.join(" "))
}

fn tells(sentence: &str) -> bool {
    let announces = sentence.ends_with(':') || sentence.to_lowercase().contains("following");
    !announces && vocabulary::presence(sentence).is_none()
}
