//! Texts with `{placeholders}`.

use serde::Deserialize;
use std::fmt;

/// A text with `{placeholders}`, such as `{email}/token`. A brace stands for itself when doubled.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Template {
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Argument(String),
}

impl Template {
    /// The template that is one placeholder, of a name that is fit to be one.
    pub(crate) fn argument(name: &str) -> Self {
        Self { pieces: vec![Piece::Argument(name.to_owned())] }
    }

    /// The names of the placeholders, in order.
    pub fn arguments(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Argument(name) => Some(name.as_str()),
            Piece::Text(_) => None,
        })
    }

    /// The template as a format string of Rust, in which each placeholder has the name that `rename` gives it.
    pub(crate) fn format_string(&self, rename: impl Fn(&str) -> String) -> String {
        let pieces = self.pieces.iter().map(|piece| match piece {
            Piece::Text(text) => text.replace('{', "{{").replace('}', "}}"),
            Piece::Argument(name) => format!("{{{}}}", rename(name)),
        });
        pieces.collect()
    }

    /// The text itself, when no placeholder is in it.
    pub(crate) fn fixed(&self) -> Option<&str> {
        match self.pieces.as_slice() {
            [] => Some(""),
            [Piece::Text(text)] => Some(text),
            _ => None,
        }
    }

    /// The only placeholder, when there is nothing else in the template.
    pub(crate) fn lone_argument(&self) -> Option<&str> {
        match self.pieces.as_slice() {
            [Piece::Argument(name)] => Some(name),
            _ => None,
        }
    }
}

/// Why a text is not a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplateError {
    /// A brace has no partner.
    LoneBrace,
    /// A placeholder is not a plain name of ASCII letters, digits and underscores.
    BadName,
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::LoneBrace => "a brace has no partner; write `{{` or `}}` for a brace itself",
            Self::BadName => "a placeholder must be a name of ASCII letters, digits and underscores",
        })
    }
}

impl std::error::Error for TemplateError {}

impl TryFrom<String> for Template {
    type Error = TemplateError;

    fn try_from(text: String) -> Result<Self, TemplateError> {
        let mut pieces = Vec::new();
        let mut literal = String::new();
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '{' | '}' if chars.next_if_eq(&c).is_some() => literal.push(c),
                '{' => {
                    push_text(&mut pieces, &mut literal);
                    pieces.push(Piece::Argument(placeholder(&mut chars)?));
                }
                '}' => return Err(TemplateError::LoneBrace),
                c => literal.push(c),
            }
        }
        push_text(&mut pieces, &mut literal);
        Ok(Self { pieces })
    }
}

fn push_text(pieces: &mut Vec<Piece>, literal: &mut String) {
    if !literal.is_empty() {
        pieces.push(Piece::Text(std::mem::take(literal)));
    }
}

fn placeholder(chars: &mut impl Iterator<Item = char>) -> Result<String, TemplateError> {
    let mut name = String::new();
    for c in chars {
        match c {
            '}' if !name.is_empty() => return Ok(name),
            c if c == '_' || c.is_ascii_alphabetic() || (c.is_ascii_digit() && !name.is_empty()) => {
                name.push(c)
            }
            _ => return Err(TemplateError::BadName),
        }
    }
    Err(TemplateError::LoneBrace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_and_braces() {
        let template = Template::try_from("{email}/{{x}}".to_owned()).unwrap();
        assert_eq!(template.arguments().collect::<Vec<_>>(), ["email"]);
        assert_eq!(template.format_string(|name| name.to_uppercase()), "{EMAIL}/{{x}}");
    }

    #[test]
    fn what_is_no_template() {
        for (text, error) in [
            ("{", TemplateError::LoneBrace),
            ("a}", TemplateError::LoneBrace),
            ("{}", TemplateError::BadName),
            ("{a b}", TemplateError::BadName),
        ] {
            assert_eq!(Template::try_from(text.to_owned()), Err(error), "{text}");
        }
    }
}
