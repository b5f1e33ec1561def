//! Nests blocks and running text, whatever order they are opened and closed in.

use pulldown_cmark::Alignment;

use super::super::clean::{clean, placeholder_index};
use super::super::tree::{Block, Inline, Style, plain, trimmed};

/// How deep blocks and spans may nest. What is deeper loses its markup but not its text; the tree is walked recursively.
const DEEPEST: usize = 24;

/// What is being built.
pub(super) enum Kind {
    Root,
    Quote(Option<&'static str>),
    List {
        start: Option<u64>,
        items: Vec<Vec<Block>>,
    },
    Item,
    Heading(u8),
    Table {
        alignments: Vec<Alignment>,
        rows: Vec<Vec<Vec<Inline>>>,
    },
    Row(Vec<Vec<Inline>>),
    Cell,
    Styled(Style),
    /// A code span that was opened by an HTML tag.
    Code,
    Link(String),
    Image(String),
}

impl Kind {
    /// Whether an end tag for the one closes the other.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Styled(style), Self::Styled(other)) => style == other,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }

    /// Whether this is part of running text.
    fn is_span(&self) -> bool {
        matches!(self, Self::Styled(_) | Self::Code | Self::Link(_) | Self::Image(_))
    }

    /// Whether this holds running text and no blocks.
    fn is_line(&self) -> bool {
        matches!(self, Self::Heading(_) | Self::Cell)
    }
}

/// Something open, with its content so far: blocks, then running text that is no block yet.
struct Frame {
    kind: Kind,
    /// It was opened by an HTML tag, and so may never be closed.
    is_html: bool,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
}

impl Frame {
    fn new(kind: Kind, is_html: bool) -> Self {
        Self { kind, is_html, blocks: Vec::new(), inlines: Vec::new() }
    }
}

/// Builds the tree. Nothing that is done to it in any order fails.
pub(super) struct Builder {
    /// What is open inside the root.
    open: Vec<Frame>,
    root: Frame,
    /// How many things are open that have no frame, inside the innermost one that has.
    unframed: usize,
}

impl Default for Builder {
    fn default() -> Self {
        Self { open: Vec::new(), root: Frame::new(Kind::Root, false), unframed: 0 }
    }
}

impl Builder {
    /// The blocks, with everything closed that is still open.
    pub(super) fn finish(mut self) -> Vec<Block> {
        while !self.open.is_empty() {
            self.close_top();
        }
        self.flush();
        self.root.blocks
    }

    fn top(&mut self) -> &mut Frame {
        self.open.last_mut().unwrap_or(&mut self.root)
    }

    /// Opens something that [`close`](Self::close) closes, or an HTML end tag if `is_html`.
    pub(super) fn open(&mut self, kind: Kind, is_html: bool) {
        let needs_blocks = !kind.is_span() && !kind.is_line() && !matches!(kind, Kind::Row(_));
        if !kind.is_span() && !matches!(kind, Kind::Row(_) | Kind::Cell) {
            self.boundary();
        }
        if matches!(kind, Kind::Heading(_)) && !is_html {
            // A list that HTML never closed does not swallow the rest of the description.
            while self.open.last().is_some_and(|frame| frame.is_html) && self.unframed == 0 {
                self.close_top();
            }
        }
        let fits = self.unframed == 0
            && self.open.len() < DEEPEST
            && !(self.in_line() && (needs_blocks || kind.is_line()));
        match (fits, is_html) {
            (true, _) => self.open.push(Frame::new(kind, is_html)),
            (false, false) => self.unframed += 1,
            (false, true) => {}
        }
    }

    /// Closes what Markdown opened last, and the HTML that is still open in it.
    pub(super) fn close(&mut self) {
        if self.unframed > 0 {
            self.unframed -= 1;
            return;
        }
        while self.open.last().is_some_and(|frame| frame.is_html) {
            self.close_unfinished();
        }
        self.close_top();
    }

    /// Closes the innermost HTML element that `is_it` finds, and what is open in it. Nothing if there is none.
    pub(super) fn close_html(&mut self, is_it: impl Fn(&Kind) -> bool) {
        let candidates = self.open.iter().rev().take_while(|frame| frame.is_html);
        let Some(above) = candidates.map(|frame| &frame.kind).position(is_it).filter(|_| self.unframed == 0)
        else {
            return;
        };
        for _ in 0..above {
            self.close_unfinished();
        }
        self.close_top();
    }

    /// Whether HTML that Markdown has not opened anything in since has opened such an element.
    pub(super) fn in_html(&self, is_it: impl Fn(&Kind) -> bool) -> bool {
        self.open.iter().rev().take_while(|frame| frame.is_html).any(|frame| is_it(&frame.kind))
    }

    /// Whether the innermost list of HTML has an item open.
    pub(super) fn in_item(&self) -> bool {
        let html = self.open.iter().rev().take_while(|frame| frame.is_html);
        let mut lists = html.filter(|frame| matches!(frame.kind, Kind::Item | Kind::List { .. }));
        lists.next().is_some_and(|frame| matches!(frame.kind, Kind::Item))
    }

    /// Closes an HTML element that has no end tag: a span loses its markup.
    fn close_unfinished(&mut self) {
        if self.open.last().is_some_and(|frame| frame.kind.is_span()) {
            let inlines = self.open.pop().map(|frame| frame.inlines).unwrap_or_default();
            self.append(inlines);
        } else {
            self.close_top();
        }
    }

    /// Whether no block can be opened here.
    pub(super) fn in_line(&self) -> bool {
        let outside_html_spans =
            self.open.iter().rev().find(|frame| !(frame.is_html && frame.kind.is_span()));
        outside_html_spans.is_some_and(|frame| frame.kind.is_span() || frame.kind.is_line())
    }

    /// Ends a paragraph, or a line where there are no paragraphs.
    pub(super) fn boundary(&mut self) {
        if self.in_line() {
            let inlines = &mut self.top().inlines;
            if !inlines.is_empty() {
                inlines.push(Inline::Break);
            }
        } else {
            self.flush();
        }
    }

    /// Makes a paragraph of the running text since the last block.
    fn flush(&mut self) {
        while self.open.last().is_some_and(|frame| frame.is_html && frame.kind.is_span()) {
            self.close_unfinished();
        }
        let top = self.top();
        if top.kind.is_span() || top.kind.is_line() {
            return;
        }
        let inlines = trimmed(std::mem::take(&mut top.inlines)).1;
        if let [Inline::Text(text)] = inlines.as_slice()
            && let Some(index) = text.chars().next().and_then(placeholder_index)
        {
            top.blocks.push(Block::Types(vec![index]));
        } else if !inlines.is_empty() {
            top.blocks.push(Block::Paragraph(inlines));
        }
    }

    /// Adds text.
    pub(super) fn text(&mut self, text: &str) {
        let is_placeholder = text.chars().next().is_some_and(|c| placeholder_index(c).is_some());
        let text = if is_placeholder { text.into() } else { clean(text) };
        match self.top().inlines.last_mut() {
            Some(Inline::Text(before)) => before.push_str(&text),
            _ if text.is_empty() => {}
            _ => self.top().inlines.push(Inline::Text(text.into_owned())),
        }
    }

    /// Adds a code span.
    pub(super) fn code(&mut self, code: &str) {
        let code = clean(code);
        if !code.trim().is_empty() {
            self.inline(Inline::Code(code.into_owned()));
        }
    }

    /// Adds a piece of running text.
    pub(super) fn inline(&mut self, inline: Inline) {
        self.top().inlines.push(inline);
    }

    /// Adds a line break. Two in a row end the paragraph.
    pub(super) fn line_break(&mut self) {
        let is_blank = |inline: &&Inline| matches!(inline, Inline::Text(text) if text.trim().is_empty());
        let before = self.top().inlines.iter().rev().find(|inline| !is_blank(inline));
        if before == Some(&Inline::Break) && !self.in_line() {
            self.flush();
        } else {
            self.inline(Inline::Break);
        }
    }

    /// Adds a block, or its text where there are no blocks.
    pub(super) fn block(&mut self, block: Block) {
        self.boundary();
        if !self.in_line() {
            self.top().blocks.push(block);
        } else if let Block::Code { text, .. } = block {
            self.code(&text);
        }
    }

    /// Adds a code block, unless it is blank.
    pub(super) fn code_block(&mut self, language: String, text: &str) {
        let text = clean(text);
        if !text.trim().is_empty() {
            self.block(Block::Code { language, text: text.into_owned() });
        }
    }

    /// Closes the innermost frame and gives what it holds to the one around it.
    fn close_top(&mut self) {
        if self.open.last().is_some_and(|frame| !frame.kind.is_span()) {
            self.flush();
        }
        let Some(Frame { kind, mut blocks, inlines, .. }) = self.open.pop() else {
            return;
        };
        match kind {
            Kind::Root => {}
            Kind::Styled(_) | Kind::Code | Kind::Link(_) | Kind::Image(_) => self.close_span(kind, inlines),
            Kind::Heading(level) => self.close_heading(level, trimmed(inlines).1),
            Kind::Cell => self.close_cell(trimmed(inlines).1),
            Kind::Row(cells) => self.close_row(cells, blocks),
            Kind::Item => self.close_item(blocks),
            Kind::Quote(label) => {
                add_label(&mut blocks, label);
                self.push_unless(blocks.is_empty(), Block::Quote(blocks));
            }
            Kind::List { start, items } => {
                self.top().blocks.append(&mut blocks);
                self.push_unless(items.is_empty(), Block::List { start, items });
            }
            Kind::Table { alignments, rows } => {
                self.top().blocks.append(&mut blocks);
                let is_empty = rows.first().is_none_or(Vec::is_empty);
                self.push_unless(is_empty, Block::Table { alignments, rows });
            }
        }
    }

    fn push_unless(&mut self, is_empty: bool, block: Block) {
        if !is_empty {
            self.top().blocks.push(block);
        }
    }

    fn close_heading(&mut self, level: u8, inlines: Vec<Inline>) {
        let mut text = String::new();
        plain(&inlines, &mut text);
        let is_blank = text.trim().is_empty();
        let block = if self.open.is_empty() {
            Block::Heading(level, inlines)
        } else {
            // rustdoc makes sections of headings only at the outermost level.
            Block::Paragraph(vec![Inline::Styled(Style::Strong, inlines)])
        };
        self.push_unless(is_blank, block);
    }

    fn close_cell(&mut self, inlines: Vec<Inline>) {
        if let Kind::Row(cells) = &mut self.top().kind {
            cells.push(inlines);
        } else {
            self.append(inlines);
        }
    }

    fn close_row(&mut self, cells: Vec<Vec<Inline>>, mut blocks: Vec<Block>) {
        if let Kind::Table { rows, .. } = &mut self.top().kind {
            if !cells.is_empty() {
                rows.push(cells);
            }
        } else {
            blocks.extend(cells.into_iter().map(Block::Paragraph));
        }
        self.top().blocks.append(&mut blocks);
    }

    fn close_item(&mut self, mut blocks: Vec<Block>) {
        if let Kind::List { items, .. } = &mut self.top().kind {
            items.push(blocks);
        } else {
            self.top().blocks.append(&mut blocks);
        }
    }

    fn close_span(&mut self, kind: Kind, inlines: Vec<Inline>) {
        let (before, inlines, after) = trimmed(inlines);
        let is_inside =
            |wanted: fn(&Kind, &Kind) -> bool| self.open.iter().any(|frame| wanted(&frame.kind, &kind));
        let in_same_style =
            is_inside(|outer, inner| matches!((outer, inner), (Kind::Styled(a), Kind::Styled(b)) if a == b));
        let in_link = is_inside(|outer, _| matches!(outer, Kind::Link(_)));
        self.append(before);
        match kind {
            Kind::Styled(style) if !in_same_style => self.add_styled(style, inlines),
            Kind::Code if !inlines.iter().any(|inline| matches!(inline, Inline::Link(..))) => {
                let mut code = String::new();
                plain(&inlines, &mut code);
                self.code(&code);
            }
            Kind::Link(destination) if !in_link => self.inline(Inline::Link(destination, inlines)),
            Kind::Image(source) => self.add_image(source, &inlines, in_link),
            _ => self.append(inlines),
        }
        self.append(after);
    }

    /// Adds styled text, to the text of the same style that it follows immediately if there is one.
    fn add_styled(&mut self, style: Style, mut content: Vec<Inline>) {
        match self.top().inlines.last_mut() {
            _ if content.is_empty() => {}
            Some(Inline::Styled(before, text)) if *before == style => text.append(&mut content),
            _ => self.inline(Inline::Styled(style, content)),
        }
    }

    /// An image becomes a link to it: documentation loads nothing from elsewhere.
    fn add_image(&mut self, source: String, alternative: &[Inline], in_link: bool) {
        let mut text = String::new();
        plain(alternative, &mut text);
        let text = if text.trim().is_empty() { "image".to_owned() } else { text };
        if in_link {
            self.text(&text);
        } else {
            self.inline(Inline::Link(source, vec![Inline::Text(text)]));
        }
    }

    fn append(&mut self, inlines: Vec<Inline>) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.text(&text),
                inline => self.inline(inline),
            }
        }
    }
}

/// Puts the label of an alert before its text.
fn add_label(blocks: &mut Vec<Block>, label: Option<&'static str>) {
    let Some(label) = label else {
        return;
    };
    let label = Inline::Styled(Style::Strong, vec![Inline::Text(label.to_owned())]);
    match blocks.first_mut() {
        Some(Block::Paragraph(inlines)) => {
            inlines.splice(0..0, [label, Inline::Text(" ".to_owned())]);
        }
        _ => blocks.insert(0, Block::Paragraph(vec![label])),
    }
}
