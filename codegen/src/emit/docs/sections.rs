//! Tidies the blocks of a description as sections of a documented item.

use std::collections::BTreeSet;

use super::links::Links;
use super::tree::{Block, Inline, plain};

/// The blocks with headings from level 1 on, without the headings of sections that became links, and with the links
/// to types joined.
pub(super) fn tidy(blocks: Vec<Block>, links: &Links) -> Vec<Block> {
    let blocks = trim_rules(join_types(blocks, links));
    match <[Block; 1]>::try_from(blocks) {
        Ok([mut only]) => {
            heading_to_paragraph(&mut only);
            vec![only]
        }
        Err(blocks) => raise_headings(blocks),
    }
}

/// Makes a heading running text.
fn heading_to_paragraph(block: &mut Block) {
    if let Block::Heading(_, inlines) = block {
        *block = Block::Paragraph(std::mem::take(inlines));
    }
}

/// Words of a title that say more than what the item is called.
const NOTICES: &[&str] = &[
    "deprecated",
    "deprecation",
    "note",
    "notice",
    "warning",
    "caution",
    "important",
    "beta",
    "alpha",
    "preview",
    "experimental",
    "internal",
    "removed",
];

/// Takes away a heading at the start that is above all others. It is a title, and says what the item's name says: the
/// paragraph below it is the better summary. Where there is none, the title becomes running text.
pub(super) fn take_title(blocks: &mut Vec<Block>) {
    let Some((Block::Heading(_, title), rest)) = blocks.split_first() else { return };
    if rest.iter().any(|block| matches!(block, Block::Heading(1, _))) {
        return;
    }
    let is_notice = words(&plain_text(title)).any(|word| NOTICES.contains(&word.as_str()));
    let has_prose = rest.first().is_some_and(|next| matches!(next, Block::Paragraph(_)) && !next.is_label());
    if has_prose && !is_notice {
        blocks.remove(0);
        *blocks = raise_headings(std::mem::take(blocks));
    } else if let Some(first) = blocks.first_mut() {
        heading_to_paragraph(first);
    }
}

/// Numbers the levels of headings that occur from 1, in their order.
fn raise_headings(mut blocks: Vec<Block>) -> Vec<Block> {
    let level = |block: &Block| match block {
        Block::Heading(level, _) => Some(*level),
        _ => None,
    };
    let used: BTreeSet<u8> = blocks.iter().filter_map(level).collect();
    for block in &mut blocks {
        if let Block::Heading(level, _) = block {
            *level = u8::try_from(used.range(..=*level).count()).unwrap_or(6);
        }
    }
    blocks
}

fn trim_rules(mut blocks: Vec<Block>) -> Vec<Block> {
    while blocks.last() == Some(&Block::Rule) {
        blocks.pop();
    }
    let start = blocks.iter().take_while(|block| **block == Block::Rule).count();
    blocks.drain(..start);
    // A heading is a break already.
    let mut next_is_heading = false;
    blocks.reverse();
    blocks.retain(|block| {
        let keep = *block != Block::Rule || !next_is_heading;
        next_is_heading = matches!(block, Block::Heading(..));
        keep
    });
    blocks.reverse();
    blocks
}

/// Joins neighbouring links to types, names each type once, and drops the heading of a section that is such links and
/// nothing else, where the links still stand in the right place without it.
fn join_types(blocks: Vec<Block>, links: &Links) -> Vec<Block> {
    if links.replaced.is_empty() {
        return blocks;
    }
    let mut seen = Vec::new();
    let mut joined = Vec::with_capacity(blocks.len());
    let mut has_heading = false;
    for Section { heading, body } in sections(blocks) {
        let is_types = |block: &Block| matches!(block, Block::Types(_));
        let only_types = !body.is_empty() && body.iter().all(is_types);
        let body = unite(body, links, &mut seen);
        let may_go = body.is_empty() || !has_heading || joined.last().is_some_and(is_types);
        if let Some(heading) = heading.filter(|_| !(only_types && may_go)) {
            joined.push(heading);
            has_heading = true;
        }
        for block in body {
            push_uniting(&mut joined, block);
        }
    }
    joined
}

/// What stands under a heading, or before the first one.
#[derive(Default)]
struct Section {
    heading: Option<Block>,
    body: Vec<Block>,
}

fn sections(blocks: Vec<Block>) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut section = Section::default();
    for block in blocks {
        if matches!(block, Block::Heading(..)) {
            sections
                .push(std::mem::replace(&mut section, Section { heading: Some(block), body: Vec::new() }));
        } else {
            section.body.push(block);
        }
    }
    sections.push(section);
    sections
}

/// The blocks with neighbouring links joined, and without links to types that were seen before.
fn unite<'a>(blocks: Vec<Block>, links: &Links<'a>, seen: &mut Vec<&'a str>) -> Vec<Block> {
    let mut united = Vec::with_capacity(blocks.len());
    let mut is_new = |index: &usize| {
        let path =
            links.replaced.get(*index).map(|replaced| replaced.path).filter(|path| !seen.contains(path));
        seen.extend(path);
        path.is_some()
    };
    for mut block in blocks {
        if let Block::Types(indices) = &mut block {
            indices.retain(&mut is_new);
        }
        push_uniting(&mut united, block);
    }
    united
}

fn push_uniting(blocks: &mut Vec<Block>, mut block: Block) {
    match (blocks.last_mut(), &mut block) {
        (_, Block::Types(indices)) if indices.is_empty() => {}
        (Some(Block::Types(before)), Block::Types(indices)) => before.append(indices),
        _ => blocks.push(block),
    }
}

/// A summary as the first paragraph of an item: a sentence with a full stop.
pub(super) fn as_summary(mut blocks: Vec<Block>) -> Vec<Block> {
    if let Some(first) = blocks.first_mut() {
        heading_to_paragraph(first);
    }
    if let Some(Block::Paragraph(inlines)) = blocks.first_mut()
        && let Some(Inline::Text(text)) = inlines.last_mut()
        && text.ends_with(|c: char| c.is_alphanumeric() || c == ')')
    {
        text.push('.');
    }
    blocks
}

/// Whether a paragraph begins with the words of a summary and so makes it superfluous.
pub(super) fn repeats(block: &Block, summary: &[Block]) -> bool {
    let (Block::Paragraph(inlines), [Block::Paragraph(summary)]) = (block, summary) else {
        return false;
    };
    let (text, summary) = (plain_text(inlines), plain_text(summary));
    let mut text = words(&text);
    words(&summary).all(|word| text.next() == Some(word))
}

fn plain_text(inlines: &[Inline]) -> String {
    let mut text = String::new();
    plain(inlines, &mut text);
    text
}

/// The letters and digits of each word, in lower case. One by one: most texts differ from a summary in the first words.
fn words(text: &str) -> impl Iterator<Item = String> {
    let letters =
        |word: &str| word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    text.split_whitespace().map(letters).filter(|word: &String| !word.is_empty())
}
