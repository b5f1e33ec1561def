//! Reads and writes bodies with both types, by turns.

use crate::sent::send;
use allocation_counter::measure;
use ours::runtime::Slot;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// What is asked for on the command line: how large bodies are, how often each is measured; and, to look at one of the five
/// with a profiler, a type, and `read`, `write` or `send` with `ours`, or `read` or `write` with `derived`.
pub struct Measure {
    bytes: usize,
    rounds: usize,
    one: Vec<String>,
}

impl Measure {
    /// Also prints the names of the columns.
    pub fn from_arguments() -> Self {
        let mut arguments = std::env::args().skip(1);
        let mut number = |otherwise| arguments.next().and_then(|text| text.parse().ok()).unwrap_or(otherwise);
        let (bytes, rounds) = (number(1_000_000), number(60));
        let one: Vec<String> = arguments.collect();
        if one.is_empty() {
            println!("{HEADER}");
        }
        Self { bytes, rounds, one }
    }

    /// Measures a type, and prints a line of the table. Lines that one of the two cannot read are left out.
    pub fn both<Ours, Derived>(&self, name: &str, lines: &str)
    where
        Ours: DeserializeOwned + Serialize + Slot,
        Derived: DeserializeOwned + Serialize,
    {
        if self.one.first().is_some_and(|asked| asked != name) {
            return;
        }
        let fits = |line: &&str| fits::<Ours>("ours", name, line) && fits::<Derived>("derived", name, line);
        let bodies: Vec<&str> = lines.lines().filter(fits).collect();
        if bodies.is_empty() {
            println!("| {name} | none that both can read |");
            return;
        }
        let text = repeated(&bodies, self.bytes);
        if !self.one.is_empty() {
            self.only::<Ours, Derived>(&text);
            return;
        }
        let mut least = [Times::MOST; 2];
        for _ in 0..self.rounds {
            let now = [once(&text, Some(send::<Ours>)), once::<Derived>(&text, None)];
            least.iter_mut().zip(now).for_each(|(least, now)| least.lower(now));
        }
        let is_same = value::<Ours>(&text) == value::<Derived>(&text);
        let name = if is_same { name.to_owned() } else { format!("{name} (derived ones lose something)") };
        let allocations = [allocations::<Ours>(&text), allocations::<Derived>(&text)];
        print(&format!("{name} | {} | {}", bodies.len(), text.len() / 1000), least, allocations);
    }

    /// Does one of the five as often as asked. What is written was read once.
    fn only<Ours, Derived>(&self, text: &str)
    where
        Ours: DeserializeOwned + Serialize + Slot,
        Derived: DeserializeOwned + Serialize,
    {
        let asked = |what: &str| self.one.iter().any(|asked| asked == what);
        match (asked("send"), asked("ours")) {
            (true, _) => {
                let values = read::<Ours>(text);
                (0..self.rounds).for_each(|_| _ = black_box(send(black_box(&values))));
            }
            (_, true) => again::<Ours>(text, asked("read"), self.rounds),
            _ => again::<Derived>(text, asked("read"), self.rounds),
        }
    }
}

/// Reads, or reads once and writes, so many times.
fn again<T: DeserializeOwned + Serialize>(text: &str, is_read: bool, rounds: usize) {
    let values = read::<T>(text);
    for _ in 0..rounds {
        match is_read {
            true => drop(black_box(read::<T>(text))),
            false => drop(black_box(write(&values))),
        }
    }
}

/// How long it took; to send, where it could be sent.
#[derive(Clone, Copy)]
struct Times {
    read: Duration,
    write: Duration,
    send: Option<Duration>,
}

impl Times {
    const MOST: Self = Self { read: Duration::MAX, write: Duration::MAX, send: Some(Duration::MAX) };

    fn lower(&mut self, now: Self) {
        self.read = self.read.min(now.read);
        self.write = self.write.min(now.write);
        self.send = self.send.zip(now.send).map(|(least, now)| least.min(now));
    }
}

const HEADER: &str = "\
| type | bodies | KB | read, ms | derived | ratio | allocations | derived | written, ms | derived | ratio | allocations | derived | sent, ms | ratio to derived, written |
|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|";

fn print(first: &str, [ours, derived]: [Times; 2], [count, derived_count]: [[u64; 2]; 2]) {
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    let pair = |ours: Duration, derived: Duration, index: usize| {
        let ratio = ms(ours) / ms(derived);
        let counts = format!("{} | {}", count[index], derived_count[index]);
        format!("{:.2} | {:.2} | {ratio:.2} | {counts}", ms(ours), ms(derived))
    };
    let sent = ours.send.map(|time| format!("{:.2} | {:.2}", ms(time), ms(time) / ms(derived.write)));
    println!(
        "| {first} | {} | {} | {} |",
        pair(ours.read, derived.read, 0),
        pair(ours.write, derived.write, 1),
        sent.as_deref().unwrap_or("against its rules | –"),
    );
}

fn fits<T: DeserializeOwned>(whose: &str, name: &str, line: &str) -> bool {
    let read = serde_json::from_str::<T>(line);
    if let Err(error) = &read {
        eprintln!("{name}: a body is left out that {whose} cannot read: {error}");
    }
    read.is_ok()
}

/// A list of so many bytes of them.
fn repeated(bodies: &[&str], bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + bytes / 8);
    for body in bodies.iter().cycle() {
        text.push_str(if text.is_empty() { "[" } else { "," });
        text.push_str(body);
        if text.len() >= bytes {
            break;
        }
    }
    text + "]"
}

fn read<T: DeserializeOwned>(text: &str) -> Vec<T> {
    serde_json::from_slice(black_box(text.as_bytes())).expect("each was read before")
}

fn write<T: Serialize>(values: &Vec<T>) -> Vec<u8> {
    serde_json::to_vec(black_box(values)).expect("it can be written")
}

fn value<T: DeserializeOwned + Serialize>(text: &str) -> serde_json::Value {
    serde_json::to_value(read::<T>(text)).expect("it can be written")
}

/// How long it takes to do each of them once.
fn once<T: DeserializeOwned + Serialize>(text: &str, send: Option<fn(&Vec<T>) -> Option<usize>>) -> Times {
    let (values, read) = timed(|| read::<T>(text));
    let (written, write) = timed(|| write(&values));
    drop(written);
    let send = send.and_then(|send| {
        let (length, time) = timed(|| send(&values));
        length.map(|_| time)
    });
    Times { read, write, send }
}

fn timed<T>(task: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let done = black_box(task());
    (done, start.elapsed())
}

/// How often that allocates.
fn allocations<T: DeserializeOwned + Serialize>(text: &str) -> [u64; 2] {
    let values = read::<T>(text);
    [measure(|| drop(read::<T>(text))), measure(|| drop(write(&values)))].map(|info| info.count_total)
}
