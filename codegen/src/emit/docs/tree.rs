//! What a description consists of.

use pulldown_cmark::Alignment;

/// A block of a description.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Block {
    /// Running text.
    Paragraph(Vec<Inline>),
    /// A heading of a level from 1 to 6.
    Heading(u8, Vec<Inline>),
    /// Verbatim text, in a language as an info string names it.
    Code { language: String, text: String },
    /// A quotation, or an alert with its label.
    Quote(Vec<Block>),
    /// Bullets, or numbers from `start`.
    List { start: Option<u64>, items: Vec<Vec<Block>> },
    /// A table, whose first row is its header.
    Table { alignments: Vec<Alignment>, rows: Vec<Vec<Vec<Inline>>> },
    /// A thematic break.
    Rule,
    /// Tables that became types, as indices into the replaced ones.
    Types(Vec<usize>),
}

/// A piece of running text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Inline {
    /// Text as a reader sees it. White space of any kind is one blank.
    Text(String),
    /// A code span.
    Code(String),
    /// A line break that was asked for.
    Break,
    /// Text set off from its surroundings.
    Styled(Style, Vec<Inline>),
    /// A link, with its destination as the description has it.
    Link(String, Vec<Inline>),
    /// The box of a task list item, and whether it is ticked.
    Task(bool),
}

/// How text is set off from its surroundings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// Important text.
    Strong,
    /// Stressed text.
    Emphasis,
    /// Text that no longer holds.
    Strike,
    /// Text below the line.
    Sub,
    /// Text above the line.
    Sup,
}

impl Style {
    /// The marks before and after the text.
    pub(super) fn marks(self) -> (&'static str, &'static str) {
        match self {
            Self::Strong => ("**", "**"),
            Self::Emphasis => ("*", "*"),
            Self::Strike => ("~~", "~~"),
            Self::Sub => ("<sub>", "</sub>"),
            Self::Sup => ("<sup>", "</sup>"),
        }
    }
}

impl Block {
    /// The text of a paragraph or heading, or of the first item of a list or quotation.
    pub(super) fn first_line(&self) -> Option<&[Inline]> {
        let mut block = self;
        loop {
            block = match block {
                Self::Paragraph(inlines) | Self::Heading(_, inlines) => return Some(inlines),
                Self::Quote(blocks) => blocks.first()?,
                Self::List { items, .. } => items.first()?.first()?,
                Self::Code { .. } | Self::Table { .. } | Self::Rule | Self::Types(_) => return None,
            };
        }
    }

    /// Whether a paragraph is a note beside the text (`**Deprecated**`, `**Scope:** read`) and not a part of it.
    pub(super) fn is_label(&self) -> bool {
        let Self::Paragraph(inlines) = self else {
            return false;
        };
        let Some((Inline::Styled(Style::Strong, label), rest)) = inlines.split_first() else {
            return false;
        };
        let starts_with_colon =
            |inline: &Inline| matches!(inline, Inline::Text(text) if text.starts_with(':'));
        let ends_with_colon = |inline: &Inline| matches!(inline, Inline::Text(text) if text.ends_with(':'));
        rest.first().is_none_or(starts_with_colon) || label.last().is_some_and(ends_with_colon)
    }
}

/// The text of pieces without any markup, appended to `text`.
pub(super) fn plain(inlines: &[Inline], text: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(piece) | Inline::Code(piece) => text.push_str(piece),
            Inline::Break => text.push(' '),
            Inline::Styled(_, content) | Inline::Link(_, content) => plain(content, text),
            Inline::Task(_) => {}
        }
    }
}

/// Running text without the blanks and breaks at its ends, and those.
pub(super) fn trimmed(mut inlines: Vec<Inline>) -> (Vec<Inline>, Vec<Inline>, Vec<Inline>) {
    let is_blank = |inline: &Inline| match inline {
        Inline::Text(text) => text.trim().is_empty(),
        Inline::Break => true,
        _ => false,
    };
    let end = inlines.iter().rposition(|inline| !is_blank(inline)).map_or(0, |last| last + 1);
    let mut after = inlines.split_off(end);
    let start = inlines.iter().position(|inline| !is_blank(inline)).unwrap_or(inlines.len());
    let rest = inlines.split_off(start);
    let (mut before, mut inlines) = (inlines, rest);
    if let Some(Inline::Text(text)) = inlines.first_mut()
        && text.starts_with(char::is_whitespace)
    {
        *text = text.trim_start().to_owned();
        before.push(Inline::Text(" ".to_owned()));
    }
    if let Some(Inline::Text(text)) = inlines.last_mut()
        && text.ends_with(char::is_whitespace)
    {
        text.truncate(text.trim_end().len());
        after.insert(0, Inline::Text(" ".to_owned()));
    }
    (before, inlines, after)
}
