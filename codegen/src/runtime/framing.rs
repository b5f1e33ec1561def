//! Cuts a body that comes piece by piece into what it is made of: server-sent events (HTML, section 9.2), lines of JSON, or
//! JSON texts that begin with a record separator (RFC 7464). Without IO: feed it whatever has come, and ask what is whole.

use std::time::Duration;

/// How a body that comes piece by piece is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Framing {
    pub(super) kind: Kind,
    pub(super) media_type: &'static str,
}

/// What such a body is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Events whose data the document describes.
    Events,
    /// Events which the document describes whole, as objects with `data`, `event` and `id`.
    WholeEvents,
    /// Lines of JSON.
    Lines,
    /// JSON texts after record separators.
    Sequence,
}

impl Framing {
    /// Server-sent events whose data the document describes.
    pub const fn events(media_type: &'static str) -> Self {
        Self { kind: Kind::Events, media_type }
    }

    /// Server-sent events which the document describes whole.
    pub const fn whole_events(media_type: &'static str) -> Self {
        Self { kind: Kind::WholeEvents, media_type }
    }

    /// Lines of JSON, such as `application/x-ndjson`.
    pub const fn lines(media_type: &'static str) -> Self {
        Self { kind: Kind::Lines, media_type }
    }

    /// JSON texts, each between a record separator and a line feed.
    pub const fn sequence(media_type: &'static str) -> Self {
        Self { kind: Kind::Sequence, media_type }
    }

    /// Whether it is server-sent events.
    #[inline]
    pub(super) fn is_events(self) -> bool {
        matches!(self.kind, Kind::Events | Kind::WholeEvents)
    }
}

/// One of the things that a body is made of, as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Frame {
    /// The type of an event; empty where it has none, and for what is no event.
    pub event: String,
    /// The id of the last event that had one.
    pub id: Option<String>,
    /// The data of an event, a line, or a JSON text.
    pub data: String,
    /// Whether the document describes the event whole.
    pub(super) is_whole: bool,
}

/// Something that is longer than allowed, in bytes. Nothing can be read after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong(pub usize);

/// Cuts a body. Holds no more than what is not whole yet, and of that no more than it may.
#[derive(Debug)]
pub struct Framer {
    framing: Framing,
    most: usize,
    /// What has come, and from where it was not used yet.
    buffer: Vec<u8>,
    start: usize,
    /// Up to where no end was found.
    seen: usize,
    is_first_line: bool,
    /// Whether a line feed still belongs to the carriage return before it.
    is_after_return: bool,
    event: String,
    data: Option<String>,
    id: Option<String>,
    /// That of the event which is not whole yet.
    new_id: Option<String>,
    retry: Option<Duration>,
    nesting: Nesting,
}

const RECORD_SEPARATOR: u8 = 0x1e;

impl Framer {
    /// What cuts a body of which nothing may be longer than so many bytes.
    #[inline]
    pub fn new(framing: Framing, most: usize) -> Self {
        Self {
            framing,
            most,
            buffer: Vec::new(),
            start: 0,
            seen: 0,
            is_first_line: true,
            is_after_return: false,
            event: String::new(),
            data: None,
            id: None,
            new_id: None,
            retry: None,
            nesting: Nesting::default(),
        }
    }

    /// Takes what has come.
    #[inline]
    pub fn push(&mut self, piece: &[u8]) {
        self.buffer.drain(..self.start);
        self.seen -= self.start;
        self.start = 0;
        self.buffer.extend_from_slice(piece);
    }

    /// The next thing that is whole; `None` when more has to come.
    ///
    /// # Errors
    /// It is longer than it may be.
    #[allow(clippy::should_implement_trait)]
    #[inline]
    pub fn next(&mut self) -> Result<Option<Frame>, TooLong> {
        let frame = match self.framing.kind {
            Kind::Events | Kind::WholeEvents => self.next_event(),
            Kind::Lines | Kind::Sequence => self.next_text(),
        };
        let held = self.buffer.len() - self.start + self.data.as_ref().map_or(0, String::len);
        match frame {
            None if held > self.most => Err(TooLong(self.most)),
            Some(frame) if frame.data.len() > self.most => Err(TooLong(self.most)),
            frame => Ok(frame),
        }
    }

    /// What is left at the end of the body: the last line need not be ended. An event that was not ended is none.
    #[inline]
    pub fn finish(&mut self) -> Option<Frame> {
        if self.framing.is_events() {
            return None;
        }
        let rest = self.buffer.split_off(self.start);
        (self.start, self.seen) = (0, 0);
        self.buffer.clear();
        text(&rest)
    }

    /// The id of the last event that had one.
    #[inline]
    pub fn last_id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// How long the service asks to wait before the stream is taken up again.
    #[inline]
    pub fn retry(&self) -> Option<Duration> {
        self.retry
    }

    /// Begins with another body, which continues the one before.
    #[inline]
    pub fn restart(&mut self) {
        let (id, retry) = (self.id.take(), self.retry);
        *self = Self { id, retry, ..Self::new(self.framing, self.most) };
    }

    #[inline]
    fn next_event(&mut self) -> Option<Frame> {
        while let Some(line) = self.next_line() {
            if !line.is_empty() {
                self.field(&line);
                continue;
            }
            let event = std::mem::take(&mut self.event);
            // Not before: what breaks off within an event is taken up before it (HTML, section 9.2.6).
            self.id = self.new_id.take().or(self.id.take());
            if let Some(mut data) = self.data.take() {
                // Each line of the data was ended by a line feed, and the last one counts for nothing.
                data.pop();
                let is_whole = self.framing.kind == Kind::WholeEvents;
                return Some(Frame { event, id: self.id.clone(), data, is_whole });
            }
        }
        None
    }

    /// The next line, which ends with CR, LF or both.
    #[inline]
    fn next_line(&mut self) -> Option<String> {
        if self.is_after_return && self.start < self.buffer.len() {
            self.is_after_return = false;
            self.start += usize::from(self.buffer.get(self.start) == Some(&b'\n'));
            self.seen = self.seen.max(self.start);
        }
        let unseen = self.buffer.get(self.seen..)?;
        let Some(at) = unseen.iter().position(|byte| matches!(byte, b'\n' | b'\r')) else {
            self.seen = self.buffer.len();
            return None;
        };
        let end = self.seen + at;
        let mut line = self.buffer.get(self.start..end)?;
        if std::mem::take(&mut self.is_first_line) {
            line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        }
        let line = String::from_utf8_lossy(line).into_owned();
        self.is_after_return = self.buffer.get(end) == Some(&b'\r');
        (self.start, self.seen) = (end + 1, end + 1);
        Some(line)
    }

    #[inline]
    fn field(&mut self, line: &str) {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "event" => value.clone_into(&mut self.event),
            "data" => {
                let data = self.data.get_or_insert_default();
                data.push_str(value);
                data.push('\n');
            }
            "id" if !value.contains('\0') => self.new_id = Some(value.to_owned()),
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = Some(Duration::from_millis(value.parse().unwrap_or(u64::MAX)));
            }
            // A comment, or what nobody knows.
            _ => {}
        }
    }

    /// The next text that ends with a line feed, unless it has to go on after that, or with the separator of the next one.
    #[inline]
    fn next_text(&mut self) -> Option<Frame> {
        let is_sequence = self.framing.kind == Kind::Sequence;
        while let Some(unseen) = self.buffer.get(self.seen..) {
            let at = unseen.iter().position(|byte| matches!(*byte, b'\n' | RECORD_SEPARATOR));
            if is_sequence {
                self.nesting.add(unseen.get(..at.unwrap_or(unseen.len())).unwrap_or_default());
            }
            let Some(at) = at else {
                self.seen = self.buffer.len();
                return None;
            };
            let end = self.seen + at;
            self.seen = end + 1;
            let line = self.buffer.get(self.start..end)?;
            if self.buffer.get(end) == Some(&b'\n') && self.nesting.is_open() {
                continue;
            }
            let frame = text(line);
            (self.start, self.nesting) = (self.seen, Nesting::default());
            if frame.is_some() {
                return frame;
            }
        }
        None
    }
}

/// A text; nothing where there is none, as between two separators.
#[inline]
fn text(bytes: &[u8]) -> Option<Frame> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = String::from_utf8_lossy(bytes)
        .trim_matches([RECORD_SEPARATOR as char, ' ', '\t', '\r', '\n'])
        .to_owned();
    (!text.is_empty()).then(|| Frame { data: text, ..Frame::default() })
}

/// How deep a JSON text is nested where it ends so far. Each byte of it is looked at once, however many lines it has.
#[derive(Debug, Default)]
struct Nesting {
    depth: usize,
    is_string: bool,
    is_escaped: bool,
}

impl Nesting {
    #[inline]
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            match byte {
                _ if self.is_escaped => self.is_escaped = false,
                b'\\' => self.is_escaped = self.is_string,
                b'"' => self.is_string = !self.is_string,
                b'[' | b'{' if !self.is_string => self.depth += 1,
                b']' | b'}' if !self.is_string => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
        }
    }

    /// Whether the text has to go on.
    #[inline]
    fn is_open(&self) -> bool {
        self.depth > 0 || self.is_string
    }
}
