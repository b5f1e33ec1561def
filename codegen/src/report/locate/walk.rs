//! A walk through the events of a file that notes where the wanted values stand.

use crate::pointer::Pointer;
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// How the text of a value is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// As it stands, but for white space: plain and block scalars.
    Plain,
    /// A quote is written twice.
    SingleQuoted,
    /// With backslash escapes, as in JSON.
    DoubleQuoted,
    /// An object or array.
    Collection,
}

/// Where a value stands, in bytes of its file.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    /// The key of its entry, when it stands in an object.
    pub key: Option<Range<usize>>,
    /// The value itself.
    pub value: Range<usize>,
    /// How the value's text is to be read.
    pub style: Style,
    /// Whether a collection starts with a bracket of its own.
    bracket: bool,
}

impl Spot {
    /// What a caret points at: the key of an entry, or the item of an array.
    pub fn entry(&self) -> Range<usize> {
        match &self.key {
            Some(key) => key.clone(),
            None if self.bracket => self.value.start..self.value.start + 1,
            None => self.value.clone(),
        }
    }
}

/// The values to find in a file, as a tree by the tokens of their pointers.
pub(super) struct Wanted {
    /// The first is the root.
    nodes: Vec<Node>,
}

#[derive(Default)]
struct Node {
    children: HashMap<String, usize>,
    spot: Option<Spot>,
}

impl Default for Wanted {
    fn default() -> Self {
        Self { nodes: vec![Node::default()] }
    }
}

impl Wanted {
    /// Adds a value to find.
    pub fn add(&mut self, pointer: &Pointer) {
        let mut at = 0;
        for token in pointer.tokens() {
            let new = self.nodes.len();
            let Some(node) = self.nodes.get_mut(at) else { return };
            at = *node.children.entry(token).or_insert(new);
            if at == new {
                self.nodes.push(Node::default());
            }
        }
    }

    /// Where a value stands, and whether it was found itself; otherwise it is its nearest ancestor.
    pub fn spot(&self, pointer: &Pointer) -> Option<(&Spot, bool)> {
        let mut node = self.nodes.first()?;
        let mut found = node.spot.as_ref()?;
        for token in pointer.tokens() {
            let child = node.children.get(&token).and_then(|child| self.nodes.get(*child));
            match child.and_then(|child| Some((child, child.spot.as_ref()?))) {
                Some((child, spot)) => (node, found) = (child, spot),
                None => return Some((found, false)),
            }
        }
        Some((found, true))
    }

    /// Forgets what was found, but not what is wanted.
    pub fn forget(&mut self) {
        self.nodes.iter_mut().for_each(|node| node.spot = None);
    }

    fn child(&self, node: usize, token: &str) -> Option<usize> {
        self.nodes.get(node)?.children.get(token).copied()
    }

    /// Notes where a value stands. What an earlier value of a duplicate key held is forgotten.
    fn found(&mut self, node: usize, spot: Spot) {
        let mut stale = match self.nodes.get_mut(node) {
            Some(node) => {
                let before = node.spot.replace(spot);
                if before.is_none() { Vec::new() } else { node.children.values().copied().collect() }
            }
            None => return,
        };
        while let Some(index) = stale.pop() {
            if let Some(node) = self.nodes.get_mut(index) {
                node.spot = None;
                stale.extend(node.children.values().copied());
            }
        }
    }

    fn ended(&mut self, node: usize, end: usize) {
        if let Some(spot) = self.nodes.get_mut(node).and_then(|node| node.spot.as_mut()) {
            spot.value.end = end.max(spot.value.start);
        }
    }
}

/// A collection on the way from the root to a wanted value.
enum Frame {
    Object { node: usize, entry: Option<Entry> },
    Array { node: usize, index: usize },
}

/// An entry of an object whose key was read and whose value was not.
struct Entry {
    node: Option<usize>,
    key: Range<usize>,
}

/// Takes the events of a file in order.
pub(super) struct Walker<'w> {
    wanted: &'w mut Wanted,
    frames: Vec<Frame>,
    /// How many collections are open in which nothing is wanted.
    skipped: usize,
    /// The outermost of them is a key.
    skips_key: bool,
    /// The next value is the root.
    at_root: bool,
}

/// What kind of collection opens.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Object,
    Array,
}

impl<'w> Walker<'w> {
    pub fn new(wanted: &'w mut Wanted) -> Self {
        Self { wanted, frames: Vec::new(), skipped: 0, skips_key: false, at_root: true }
    }

    /// A scalar: a value or a key. `text` is asked for only where a wanted key may stand.
    pub fn scalar<'t>(&mut self, range: Range<usize>, style: Style, text: impl FnOnce() -> Cow<'t, str>) {
        if self.skipped > 0 {
            return;
        }
        if let Some(Frame::Object { node, entry: entry @ None }) = self.frames.last_mut() {
            *entry = Some(Entry { node: self.wanted.child(*node, &text()), key: range });
            return;
        }
        if let Some((node, key)) = self.next() {
            self.wanted.found(node, Spot { key, value: range, style, bracket: false });
        }
        self.step();
    }

    /// A collection opens. `bracket` says whether it is written with one.
    pub fn open(&mut self, kind: Kind, start: usize, bracket: bool) {
        if self.skipped > 0 {
            self.skipped += 1;
            return;
        }
        if let Some(Frame::Object { entry: entry @ None, .. }) = self.frames.last_mut() {
            // A collection as a key: its entry is not wanted.
            *entry = Some(Entry { node: None, key: start..start });
            (self.skipped, self.skips_key) = (1, true);
            return;
        }
        let Some((node, key)) = self.next() else {
            (self.skipped, self.skips_key) = (1, false);
            return;
        };
        self.wanted.found(node, Spot { key, value: start..start, style: Style::Collection, bracket });
        self.frames.push(match kind {
            Kind::Object => Frame::Object { node, entry: None },
            Kind::Array => Frame::Array { node, index: 0 },
        });
    }

    /// The innermost collection closes.
    pub fn close(&mut self, end: usize) {
        if self.skipped > 0 {
            self.skipped -= 1;
            if self.skipped == 0 && !self.skips_key {
                self.step();
            }
            return;
        }
        if let Some(Frame::Object { node, .. } | Frame::Array { node, .. }) = self.frames.pop() {
            self.wanted.ended(node, end);
        }
        self.step();
    }

    /// The node of the value that comes next, and the range of its key; `None` when it is not wanted.
    fn next(&mut self) -> Option<(usize, Option<Range<usize>>)> {
        match self.frames.last() {
            None if self.at_root => {
                self.at_root = false;
                Some((0, None))
            }
            None => None,
            Some(Frame::Object { entry, .. }) => {
                let entry = entry.as_ref()?;
                Some((entry.node?, Some(entry.key.clone())))
            }
            Some(Frame::Array { node, index }) => Some((self.wanted.child(*node, &index.to_string())?, None)),
        }
    }

    /// A value has ended.
    fn step(&mut self) {
        match self.frames.last_mut() {
            Some(Frame::Object { entry, .. }) => *entry = None,
            Some(Frame::Array { index, .. }) => *index += 1,
            None => {}
        }
    }
}
