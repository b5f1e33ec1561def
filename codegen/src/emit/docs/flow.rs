//! Running text as words that lines can be made of.

use std::ops::Range;

use super::escape::{Around, line_start, needs_backslash};
use super::links::{Links, Target, bare_url};
use super::tree::{Inline, Style, plain};

/// A link with a longer text may be broken between lines.
const LONGEST_UNBROKEN: usize = 50;

/// Words of Markdown, all in one buffer.
pub(super) struct Flow<'a> {
    text: String,
    words: Vec<Word>,
    /// Whether the last word may still grow.
    open: bool,
    /// How many spans (emphasis, links) are open.
    depth: u32,
    around: Around,
    /// White space does not end a word.
    unbroken: bool,
    links: &'a Links<'a>,
}

/// A word: where it ends in the buffer, and what is so there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    end: usize,
    /// No span reaches over the end of the word.
    pub is_outside_spans: bool,
    /// The line must end after it.
    pub breaks: bool,
}

impl<'a> Flow<'a> {
    /// No words yet.
    pub(super) fn new(links: &'a Links<'a>) -> Self {
        Self {
            text: String::new(),
            words: Vec::new(),
            open: false,
            depth: 0,
            around: Around::default(),
            unbroken: false,
            links,
        }
    }

    /// The words of pieces of a paragraph or heading.
    pub(super) fn of(inlines: &[Inline], links: &'a Links<'a>) -> Self {
        let mut flow = Self::new(links);
        flow.inlines(inlines, None);
        flow.finish();
        flow
    }

    /// The words of a cell of a table, on one line.
    pub(super) fn cell(inlines: &[Inline], links: &'a Links<'a>) -> String {
        let mut flow = Self::new(links);
        flow.around.in_table = true;
        flow.inlines(inlines, None);
        flow.finish();
        (0..flow.words.len()).map(|index| flow.word(index)).collect::<Vec<_>>().join(" ")
    }

    /// The words.
    pub(super) fn words(&self) -> &[Word] {
        &self.words
    }

    /// A word as it will be printed; empty past the last one.
    pub(super) fn word(&self, index: usize) -> &str {
        let start = index.checked_sub(1).and_then(|before| self.words.get(before)).map_or(0, |word| word.end);
        self.words.get(index).map_or("", |word| &self.text[start..word.end])
    }

    /// Ends the last word.
    pub(super) fn finish(&mut self) {
        if self.open {
            let word = Word { end: self.text.len(), is_outside_spans: self.depth == 0, breaks: false };
            self.words.push(word);
            self.open = false;
        }
    }

    /// Appends Markdown to the last word.
    pub(super) fn raw(&mut self, markdown: &str) {
        self.text.push_str(markdown);
        self.open |= !markdown.is_empty();
    }

    /// Appends text, escaped where it must be; `after` is the character that follows it.
    pub(super) fn text(&mut self, text: &str, after: Option<char>) {
        let mut rest = text;
        while let Some(at) = rest.find("http").filter(|_| !self.around.in_link) {
            let (before, url) = rest.split_at(at);
            let Some(end) = bare_url(url) else {
                let (head, tail) = rest.split_at(at + "http".len());
                self.escaped(head, tail.chars().next().or(after));
                rest = tail;
                continue;
            };
            self.escaped(before, Some('<'));
            self.address(&url[..end]);
            rest = &url[end..];
        }
        self.escaped(rest, after);
    }

    fn escaped(&mut self, text: &str, after: Option<char>) {
        let around = Around { after, ..self.around };
        let mut rest = text.chars();
        while let Some(c) = rest.next() {
            if c.is_whitespace() {
                self.blank();
                continue;
            }
            if !c.is_alphanumeric() && needs_backslash(self.last(), c, rest.as_str(), around) {
                self.text.push('\\');
            }
            self.text.push(c);
            self.open = true;
        }
    }

    /// The character before the end, a blank where a word has ended.
    fn last(&self) -> char {
        self.text.chars().next_back().filter(|_| self.open).unwrap_or(' ')
    }

    /// A web address in running text. Templates and the like are shown, not linked.
    fn address(&mut self, url: &str) {
        if url.contains(['{', '}', '*', '$']) || url.contains("...") {
            self.code(url);
        } else {
            self.raw("<");
            self.raw(&url.replace('|', "%7C"));
            self.raw(">");
        }
    }

    fn inlines(&mut self, inlines: &[Inline], after: Option<char>) {
        let mut previous: Option<&Inline> = None;
        for (index, inline) in inlines.iter().enumerate() {
            let after = inlines.get(index + 1).map_or(after, first_char);
            match inline {
                Inline::Text(text) => self.text(text, after),
                Inline::Code(code) => self.code(code),
                Inline::Break => self.hard_break(),
                Inline::Styled(style, content) => {
                    let follows_style = matches!(previous, Some(Inline::Styled(..))) && self.open;
                    self.styled(*style, content, after, !follows_style);
                }
                Inline::Link(destination, content) => self.link(destination, content, after),
                Inline::Task(done) => {
                    self.raw(if *done { "[x]" } else { "[ ]" });
                    self.finish();
                }
            }
            previous = Some(inline);
        }
    }

    fn hard_break(&mut self) {
        if self.around.in_table {
            self.raw("<br>");
            self.finish();
            return;
        }
        self.finish();
        if let Some(word) = self.words.last_mut() {
            word.breaks = true;
        }
    }

    fn styled(&mut self, style: Style, content: &[Inline], after: Option<char>, may_be_marked: bool) {
        let is_text = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let (is_text_before, is_text_after) = (is_text(Some(self.last())), is_text(after));
        // CommonMark's flanking rules: `a**"b"**` opens nothing, `**"b"**a` closes nothing.
        let opens = !is_text_before || is_text(content.first().and_then(first_char));
        let closes = !is_text_after || is_text(content.last().and_then(last_char));
        if !may_be_marked || !opens || !closes {
            return self.inlines(content, after);
        }
        let is_nested = content.iter().any(|inline| matches!(inline, Inline::Styled(..)));
        let (open, close) = match style {
            // `***a** b*` would do, but is hard to read.
            Style::Emphasis if is_nested && !is_text_before && !is_text_after => ("_", "_"),
            _ => style.marks(),
        };
        self.span(open, |flow| flow.inlines(content, close.chars().next()), close);
    }

    fn span(&mut self, open: &str, content: impl FnOnce(&mut Self), close: &str) {
        self.depth += 1;
        self.raw(open);
        content(self);
        // What broke off at the end of the content belongs to its last word.
        if !self.open {
            self.words.pop();
        }
        self.raw(close);
        self.depth -= 1;
    }

    fn link(&mut self, destination: &str, content: &[Inline], after: Option<char>) {
        let mut shown = String::new();
        plain(content, &mut shown);
        match self.links.target(destination) {
            Target::Nothing => self.inlines(content, after),
            Target::Url(url) if shown.trim().is_empty() => self.address(&url),
            Target::Url(_) if is_address(&shown, destination) => self.raw(&format!("<{shown}>")),
            Target::Url(url) => self.link_to(&url, &shown, content),
            Target::Path(path) if path == shown => self.type_link(path, path),
            Target::Path(path) => self.link_to(path, &shown, content),
        }
    }

    fn link_to(&mut self, destination: &str, shown: &str, content: &[Inline]) {
        let was_in_link = std::mem::replace(&mut self.around.in_link, true);
        let was_unbroken = std::mem::replace(&mut self.unbroken, shown.len() <= LONGEST_UNBROKEN);
        self.span("[", |flow| flow.inlines(content, Some(']')), &format!("]({destination})"));
        self.unbroken = was_unbroken;
        self.around.in_link = was_in_link;
    }

    /// A link to a Rust item, shown by its name.
    pub(super) fn type_link(&mut self, name: &str, path: &str) {
        if name == path {
            self.raw(&format!("[`{name}`]"));
        } else {
            self.raw(&format!("[`{name}`]({path})"));
        }
    }

    /// A code span. All of it is one word; the blanks at its ends stand outside.
    fn code(&mut self, code: &str) {
        let trimmed = code.trim();
        if trimmed.is_empty() {
            return;
        }
        // Two code spans without anything between them would be read as one.
        let follows_code = self.text.ends_with('`') && !self.text.ends_with("\\`");
        if code.starts_with(char::is_whitespace) || follows_code {
            self.blank();
        }
        let shown = trimmed.replace(['\n', '\t'], " ");
        let runs: Vec<usize> = shown.split(|c| c != '`').map(str::len).collect();
        let fence = "`".repeat((1..).find(|length| !runs.contains(length)).unwrap_or(1));
        let padding = if shown.starts_with('`') || shown.ends_with('`') { " " } else { "" };
        let shown = if self.around.in_table { shown.replace('|', "\\|") } else { shown };
        self.raw(&format!("{fence}{padding}{shown}{padding}{fence}"));
        if code.ends_with(char::is_whitespace) {
            self.blank();
        }
    }

    /// White space: ends the word, or is a part of it in a link that is kept in one piece.
    fn blank(&mut self) {
        if !self.unbroken {
            self.finish();
        } else if self.open && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    /// The words of a range on lines of at most `width` columns, where words allow it.
    pub(super) fn lines(&self, range: Range<usize>, width: usize) -> Vec<String> {
        let mut lines = Vec::new();
        let mut line = String::new();
        let mut columns = 0;
        let mut broken = true;
        for index in range.clone() {
            let word = self.word(index);
            let length = word.chars().count();
            let guard = line_start(word);
            if !broken && columns + 1 + length > width && guard.is_none() {
                lines.push(std::mem::take(&mut line));
                broken = true;
            }
            if broken {
                let (head, tail) = word.split_at(guard.unwrap_or(0));
                line.push_str(head);
                line.push_str(if guard.is_some() { "\\" } else { "" });
                line.push_str(tail);
                columns = length;
            } else {
                line.push(' ');
                line.push_str(word);
                columns += 1 + length;
            }
            broken = self.words.get(index).is_some_and(|word| word.breaks) && index + 1 < range.end;
            if broken {
                line.push('\\');
                lines.push(std::mem::take(&mut line));
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }
}

/// The length of the longest run of a character, if it occurs.
pub(super) fn longest_run(text: &str, c: char) -> Option<usize> {
    text.split(|other| other != c).map(str::len).max().filter(|length| *length > 0)
}

/// Whether a link shows its own destination, which can stand between angle brackets.
fn is_address(shown: &str, destination: &str) -> bool {
    let is_same = shown == destination || destination.strip_prefix("mailto:") == Some(shown);
    is_same && !shown.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '|'))
}

/// The character that a piece starts with when it is printed.
fn first_char(inline: &Inline) -> Option<char> {
    match inline {
        Inline::Text(text) => text.chars().next(),
        Inline::Code(_) => Some('`'),
        Inline::Break => Some(' '),
        Inline::Styled(style, _) => style.marks().0.chars().next(),
        Inline::Link(..) | Inline::Task(_) => Some('['),
    }
}

/// The character that a piece ends with when it is printed.
fn last_char(inline: &Inline) -> Option<char> {
    match inline {
        Inline::Text(text) => text.chars().next_back(),
        Inline::Code(_) => Some('`'),
        Inline::Break => Some(' '),
        Inline::Styled(style, _) => style.marks().1.chars().next_back(),
        Inline::Link(..) | Inline::Task(_) => Some(')'),
    }
}
