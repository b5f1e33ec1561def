//! From Markdown to the tree.

mod builder;
mod markup;

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::clean::{clean, placeholder};
use super::links::Links;
use super::tree::{Block, Inline, Style};
use builder::{Builder, Kind};

/// The blocks of a description, with [`Block::Types`] where tables were replaced.
pub(super) fn read(markdown: &str, links: &Links) -> Vec<Block> {
    let text = replace_tables(clean(markdown), links);
    let mut reader = Reader { components: markup::components(&text), ..Reader::default() };
    for event in Parser::new_ext(&text, options()) {
        reader.event(event);
    }
    reader.builder.finish()
}

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS | Options::ENABLE_GFM
}

/// The text with a placeholder, as a paragraph, for each replaced table.
fn replace_tables<'t>(text: Cow<'t, str>, links: &Links) -> Cow<'t, str> {
    if links.replaced.is_empty() {
        return text;
    }
    let mut replaced = String::with_capacity(text.len());
    let mut end = 0;
    for (table, c) in places(&text, links) {
        // Where two tables overlap, the first wins. Both ends are those of a match, and so boundaries of characters.
        if table.start >= end {
            replaced.push_str(&text[end..table.start]);
            replaced.extend(["\n\n", c.encode_utf8(&mut [0; 4]), "\n\n"]);
            end = table.end;
        }
    }
    replaced.push_str(&text[end..]);
    Cow::Owned(replaced)
}

/// Where the replaced tables stand, from first to last, and what stands for them.
fn places(text: &str, links: &Links) -> Vec<(Range<usize>, char)> {
    let mut places = Vec::with_capacity(links.replaced.len());
    let mut after = 0;
    for (index, replaced) in links.replaced.iter().enumerate() {
        let table = clean(replaced.text);
        let table = table.trim_matches('\n');
        // As a rule they are listed in their order, and of two alike the second is meant by the second.
        let next = text[after..].find(table).map(|at| after + at).or_else(|| text.find(table));
        if let (Some(start), Some(c), false) = (next, placeholder(index), table.is_empty()) {
            after = start + table.len();
            places.push((start..after, c));
        }
    }
    places.sort_by_key(|(place, _)| place.start);
    places
}

/// Makes blocks of the parser's events.
#[derive(Default)]
struct Reader {
    builder: Builder,
    /// The verbatim text being read: a code block or a block of HTML.
    verbatim: Option<(Verbatim, String)>,
    /// Reads a piece of an HTML block, in which no further HTML is looked for.
    in_html: bool,
    /// The names of elements of the vendor's own site, whose tags disappear.
    components: HashSet<String>,
}

enum Verbatim {
    Code(String),
    Html,
}

impl Reader {
    fn event(&mut self, event: Event) {
        if let Some((_, text)) = &mut self.verbatim
            && let Event::Text(piece) | Event::Html(piece) | Event::InlineHtml(piece) = &event
        {
            text.push_str(piece);
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text)
            | Event::FootnoteReference(text) => {
                self.builder.text(&text);
            }
            Event::Code(code) => self.builder.code(&code),
            Event::Html(html) | Event::InlineHtml(html) => self.inline_html(&html),
            Event::SoftBreak => self.builder.text(" "),
            Event::HardBreak => self.builder.line_break(),
            Event::Rule => self.builder.block(Block::Rule),
            Event::TaskListMarker(done) => self.builder.inline(Inline::Task(done)),
        }
    }

    fn start(&mut self, tag: Tag) {
        let kind = match tag {
            Tag::Paragraph => return self.builder.boundary(),
            Tag::HtmlBlock => return self.verbatim = Some((Verbatim::Html, String::new())),
            Tag::CodeBlock(kind) => {
                return self.verbatim = Some((Verbatim::Code(language(&kind)), String::new()));
            }
            Tag::Heading { level, .. } => Kind::Heading(level as u8),
            Tag::BlockQuote(alert) => Kind::Quote(alert.map(label)),
            Tag::List(start) => Kind::List { start, items: Vec::new() },
            Tag::Item => Kind::Item,
            Tag::Table(alignments) => Kind::Table { alignments, rows: Vec::new() },
            Tag::TableHead | Tag::TableRow => Kind::Row(Vec::new()),
            Tag::TableCell => Kind::Cell,
            Tag::Strong => Kind::Styled(Style::Strong),
            Tag::Strikethrough => Kind::Styled(Style::Strike),
            Tag::Superscript => Kind::Styled(Style::Sup),
            Tag::Subscript => Kind::Styled(Style::Sub),
            Tag::Link { link_type: LinkType::Email, dest_url, .. } => {
                Kind::Link(format!("mailto:{dest_url}"))
            }
            Tag::Link { dest_url, .. } => Kind::Link(dest_url.into_string()),
            Tag::Image { dest_url, .. } => Kind::Image(dest_url.into_string()),
            // The others are of extensions that are not enabled.
            _ => Kind::Styled(Style::Emphasis),
        };
        self.builder.open(kind, false);
    }

    fn end(&mut self, tag: TagEnd) {
        match (tag, self.verbatim.take()) {
            (TagEnd::Paragraph, _) => self.builder.boundary(),
            (TagEnd::CodeBlock, Some((Verbatim::Code(language), text))) => {
                self.builder.code_block(language, &text)
            }
            (TagEnd::HtmlBlock, Some((Verbatim::Html, html))) => self.html_block(&html),
            (TagEnd::CodeBlock | TagEnd::HtmlBlock, _) => {}
            _ => self.builder.close(),
        }
    }
}

fn label(alert: BlockQuoteKind) -> &'static str {
    match alert {
        BlockQuoteKind::Note => "Note:",
        BlockQuoteKind::Tip => "Tip:",
        BlockQuoteKind::Important => "Important:",
        BlockQuoteKind::Warning => "Warning:",
        BlockQuoteKind::Caution => "Caution:",
    }
}

/// The language of a code block: `text` where none is given, and where rustdoc would see Rust or an attribute of a
/// doctest.
fn language(kind: &CodeBlockKind) -> String {
    let info = match kind {
        CodeBlockKind::Fenced(info) => info.to_ascii_lowercase(),
        CodeBlockKind::Indented => String::new(),
    };
    // rustdoc warns about any other character.
    // rustdoc warns about any other character.
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let language = info.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    let language = &language[..language.find(|c| !is_part(c)).unwrap_or(language.len())];
    if language.is_empty() || is_rust(language) { "text".to_owned() } else { language.to_owned() }
}

/// Whether rustdoc takes a word of an info string for Rust, an attribute of a doctest, or a misspelt one.
fn is_rust(word: &str) -> bool {
    let word: String = word.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    let is_error_code = |word: &str| {
        word.len() == 5 && word.strip_prefix('e').is_some_and(|code| code.parse::<u16>().is_ok())
    };
    [
        "rust",
        "rs",
        "ignore",
        "edition",
        "standalone",
        "compilefail",
        "shouldpanic",
        "norun",
        "testharness",
        "allowfail",
    ]
    .iter()
    .any(|known| word == *known || (known.len() > 4 && word.starts_with(known)))
        || word.starts_with("rust")
        || word == "custom"
        || is_error_code(&word)
}
