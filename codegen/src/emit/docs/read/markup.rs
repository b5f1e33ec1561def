//! The HTML in descriptions: simple elements become what Markdown has for them, others disappear, and what is no HTML
//! (`Vec<T>`, `<token>`) is text.

use std::collections::HashSet;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::super::html::{Token, attribute, decode, tokens};
use super::super::tree::{Block, Style};
use super::builder::Kind;
use super::{Reader, options};

/// Elements that only part what stands in them from the rest.
const BOUNDARIES: &[&str] = &[
    "address",
    "article",
    "aside",
    "body",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "head",
    "header",
    "html",
    "legend",
    "main",
    "nav",
    "p",
    "section",
    "summary",
    "title",
];

/// Elements whose tags leave nothing behind.
const IGNORED: &[&str] = &[
    "abbr", "big", "caption", "col", "colgroup", "font", "ins", "label", "mark", "meta", "nobr", "small",
    "span", "tbody", "tfoot", "thead", "time", "u", "wbr",
];

/// What an element is to a description.
enum Element {
    /// A part of running text.
    Span(Kind),
    /// A block with an end of its own.
    Block(Kind),
    Item,
    Row,
    Cell,
    Boundary,
    Break,
    Rule,
    Verbatim,
    Hidden,
    Ignored,
}

/// The meaning of an element's name; nothing where it is no HTML.
fn element(name: &str) -> Option<Element> {
    let name = name.to_ascii_lowercase();
    Some(match name.as_str() {
        "b" | "strong" => Element::Span(Kind::Styled(Style::Strong)),
        "i" | "em" | "cite" | "dfn" => Element::Span(Kind::Styled(Style::Emphasis)),
        "s" | "del" | "strike" => Element::Span(Kind::Styled(Style::Strike)),
        "sub" => Element::Span(Kind::Styled(Style::Sub)),
        "sup" => Element::Span(Kind::Styled(Style::Sup)),
        "code" | "kbd" | "samp" | "tt" | "var" => Element::Span(Kind::Code),
        "a" => Element::Span(Kind::Link(String::new())),
        "img" => Element::Span(Kind::Image(String::new())),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Element::Block(Kind::Heading(name.as_bytes()[1] - b'0')),
        "blockquote" => Element::Block(Kind::Quote(None)),
        "ul" => Element::Block(Kind::List { start: None, items: Vec::new() }),
        "ol" => Element::Block(Kind::List { start: Some(1), items: Vec::new() }),
        "table" => Element::Block(Kind::Table { alignments: Vec::new(), rows: Vec::new() }),
        "li" => Element::Item,
        "tr" => Element::Row,
        "td" | "th" => Element::Cell,
        "br" => Element::Break,
        "hr" => Element::Rule,
        "pre" => Element::Verbatim,
        "script" | "style" | "svg" | "iframe" => Element::Hidden,
        name if BOUNDARIES.contains(&name) => Element::Boundary,
        name if IGNORED.contains(&name) => Element::Ignored,
        _ => return None,
    })
}

impl Reader {
    /// A tag in running text.
    pub(super) fn inline_html(&mut self, html: &str) {
        if self.in_html {
            return self.builder.text(html);
        }
        for token in tokens(html) {
            self.token(token);
        }
    }

    /// A block of HTML. Its text is read as Markdown, for that is what authors mean.
    pub(super) fn html_block(&mut self, html: &str) {
        if self.in_html {
            return self.builder.text(html);
        }
        if is_example(html) {
            return self.builder.code_block("xml".to_owned(), html);
        }
        self.in_html = true;
        let mut tokens = tokens(html);
        while let Some(token) = tokens.next() {
            let opened = match token {
                Token::Open { name, .. } => element(name).map(|element| (name, element)),
                _ => None,
            };
            match opened {
                Some((name, Element::Verbatim)) => {
                    let text = text_until(&mut tokens, name);
                    self.builder.code_block("text".to_owned(), &text);
                }
                Some((name, Element::Hidden)) => drop(text_until(&mut tokens, name)),
                _ => self.token(token),
            }
        }
        self.in_html = false;
    }

    fn token(&mut self, token: Token) {
        match token {
            Token::Hidden => {}
            Token::Text(text) => self.markdown(text),
            Token::Open { name, attributes, raw } => match element(name) {
                Some(element) => self.start_element(element, attributes),
                None if self.components.contains(name) => {}
                None => self.builder.text(raw),
            },
            Token::Close { name, raw } => match element(name) {
                Some(element) => self.end_element(element),
                None if self.components.contains(name) => {}
                None => self.builder.text(raw),
            },
        }
    }

    /// Text between tags.
    fn markdown(&mut self, text: &str) {
        let lines: Vec<&str> = text.lines().map(str::trim_start).collect();
        let events: Vec<Event> = if text.trim().is_empty() {
            Vec::new()
        } else {
            Parser::new_ext(&lines.join("\n"), options()).map(Event::into_static).collect()
        };
        if text.starts_with(char::is_whitespace) {
            self.builder.text(" ");
        }
        let one_paragraph = match events.as_slice() {
            [Event::Start(Tag::Paragraph), inside @ .., Event::End(TagEnd::Paragraph)] => {
                !inside.contains(&Event::Start(Tag::Paragraph))
            }
            _ => false,
        };
        for event in events {
            let is_bound = matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph));
            if !(one_paragraph && is_bound) {
                self.event(event);
            }
        }
        if text.ends_with(char::is_whitespace) {
            self.builder.text(" ");
        }
    }

    fn start_element(&mut self, element: Element, attributes: &str) {
        let builder = &mut self.builder;
        match element {
            Element::Span(Kind::Link(_)) => {
                builder.open(Kind::Link(attribute(attributes, "href").unwrap_or_default()), true);
            }
            Element::Span(Kind::Image(_)) => {
                builder.open(Kind::Image(attribute(attributes, "src").unwrap_or_default()), true);
                builder.text(&attribute(attributes, "alt").unwrap_or_default());
                builder.close_html(|kind| matches!(kind, Kind::Image(_)));
            }
            Element::Span(kind) | Element::Block(kind) => builder.open(kind, true),
            Element::Item => self.start_item(),
            Element::Row => self.start_row(),
            Element::Cell => self.start_cell(),
            Element::Boundary => builder.boundary(),
            Element::Break => builder.line_break(),
            Element::Rule => builder.block(Block::Rule),
            Element::Verbatim => builder.open(Kind::Code, true),
            Element::Hidden | Element::Ignored => {}
        }
    }

    fn end_element(&mut self, element: Element) {
        let builder = &mut self.builder;
        match element {
            Element::Span(kind) | Element::Block(kind) => {
                builder.close_html(|open| open.is_like(&kind));
            }
            Element::Item => builder.close_html(|kind| matches!(kind, Kind::Item)),
            Element::Row => builder.close_html(|kind| matches!(kind, Kind::Row(_))),
            Element::Cell => builder.close_html(|kind| matches!(kind, Kind::Cell)),
            Element::Boundary => builder.boundary(),
            Element::Verbatim => builder.close_html(|kind| matches!(kind, Kind::Code)),
            Element::Break | Element::Rule | Element::Hidden | Element::Ignored => {}
        }
    }

    /// An item, after the one that was not closed, in a list that may be missing.
    fn start_item(&mut self) {
        let builder = &mut self.builder;
        if builder.in_line() {
            builder.boundary();
            return builder.text("• ");
        }
        if builder.in_item() {
            builder.close_html(|kind| matches!(kind, Kind::Item));
        }
        if !builder.in_html(|kind| matches!(kind, Kind::List { .. })) {
            builder.open(Kind::List { start: None, items: Vec::new() }, true);
        }
        builder.open(Kind::Item, true);
    }

    fn start_row(&mut self) {
        self.builder.close_html(|kind| matches!(kind, Kind::Row(_)));
        if self.builder.in_html(|kind| matches!(kind, Kind::Table { .. })) {
            self.builder.open(Kind::Row(Vec::new()), true);
        }
    }

    fn start_cell(&mut self) {
        self.builder.close_html(|kind| matches!(kind, Kind::Cell));
        if self.builder.in_html(|kind| matches!(kind, Kind::Row(_))) {
            self.builder.open(Kind::Cell, true);
        } else {
            self.builder.boundary();
        }
    }
}

/// The names of the custom elements and components that a text uses: unknown to HTML, and empty (`<Badge kind="x"/>`,
/// `<Badge></Badge>`) or hyphenated and closed. A name in angle brackets alone (`<user-id>`) is none.
pub(super) fn components(markdown: &str) -> HashSet<String> {
    let mut found = HashSet::new();
    if !markdown.contains("</") && !markdown.contains("/>") {
        return found;
    }
    let mut opened = "";
    for token in tokens(markdown) {
        let (name, is_one) = match token {
            Token::Open { name, raw, attributes } => {
                opened = name;
                (name, raw.ends_with("/>") && attributes.contains('='))
            }
            Token::Close { name, .. } => {
                let is_empty = std::mem::take(&mut opened) == name;
                (name, is_empty || name.contains('-'))
            }
            Token::Text(_) | Token::Hidden => {
                opened = "";
                continue;
            }
        };
        if is_one && element(name).is_none() {
            found.insert(name.to_owned());
        }
    }
    found
}

/// The text up to the end tag of an element, without other tags.
fn text_until<'a>(tokens: &mut impl Iterator<Item = Token<'a>>, element: &str) -> String {
    let mut text = String::new();
    for token in tokens {
        match token {
            Token::Text(piece) => text.push_str(&decode(piece)),
            Token::Close { name, .. } if name.eq_ignore_ascii_case(element) => break,
            _ => {}
        }
    }
    text
}

/// Whether a block is an example in XML rather than HTML: several lines in an element that HTML does not have.
fn is_example(html: &str) -> bool {
    let opened = tokens(html).find_map(|token| match token {
        Token::Open { name, .. } => Some(name),
        _ => None,
    });
    opened.is_some_and(|name| {
        element(name).is_none() && html.trim().contains('\n') && html.contains(&format!("</{name}>"))
    })
}
