//! Reads and writes bodies with both types, by turns.

use allocation_counter::measure;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// What is asked for on the command line: how large bodies are, how often each is measured; and, to look at one of the four
/// with a profiler, a type, `read` or `write`, and `ours` or `derived`.
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
        Ours: DeserializeOwned + Serialize,
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
        let mut least = [Duration::MAX; 4];
        for _ in 0..self.rounds {
            let ([read, write], [derived_read, derived_write]) =
                (once::<Ours>(&text), once::<Derived>(&text));
            for (least, now) in least.iter_mut().zip([read, derived_read, write, derived_write]) {
                *least = now.min(*least);
            }
        }
        let is_same = value::<Ours>(&text) == value::<Derived>(&text);
        print(
            name,
            text.len(),
            bodies.len(),
            least,
            allocations::<Ours>(&text),
            allocations::<Derived>(&text),
            is_same,
        );
    }

    fn only<Ours: DeserializeOwned + Serialize, Derived: DeserializeOwned + Serialize>(&self, text: &str) {
        let asked = |what: &str| self.one.iter().any(|asked| asked == what);
        for _ in 0..self.rounds {
            match (asked("read"), asked("ours")) {
                (true, true) => drop(black_box(read::<Ours>(text))),
                (true, false) => drop(black_box(read::<Derived>(text))),
                (false, true) => drop(black_box(write(&read::<Ours>(text)))),
                (false, false) => drop(black_box(write(&read::<Derived>(text)))),
            }
        }
    }
}

const HEADER: &str = "\
| type | bodies | KB | read, ms | derived | ratio | allocations | derived | written, ms | derived | ratio | allocations | derived |
|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|";

fn print(
    name: &str,
    bytes: usize,
    bodies: usize,
    least: [Duration; 4],
    ours: [u64; 2],
    derived: [u64; 2],
    is_same: bool,
) {
    let [read, derived_read, write, derived_write] = least.map(|time| time.as_secs_f64() * 1000.0);
    let name = if is_same { name.to_owned() } else { format!("{name} (derived ones lose something)") };
    println!(
        "| {name} | {bodies} | {} | {read:.2} | {derived_read:.2} | {:.2} | {} | {} | {write:.2} | {derived_write:.2} | {:.2} | {} | {} |",
        bytes / 1000,
        read / derived_read,
        ours[0],
        derived[0],
        write / derived_write,
        ours[1],
        derived[1],
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

/// How long it takes to read and to write them once.
fn once<T: DeserializeOwned + Serialize>(text: &str) -> [Duration; 2] {
    let start = Instant::now();
    let values = black_box(read::<T>(text));
    let read = start.elapsed();
    let start = Instant::now();
    let written = black_box(write(&values));
    let write = start.elapsed();
    drop(written);
    [read, write]
}

/// How often that allocates.
fn allocations<T: DeserializeOwned + Serialize>(text: &str) -> [u64; 2] {
    let values = read::<T>(text);
    [measure(|| drop(read::<T>(text))), measure(|| drop(write(&values)))].map(|info| info.count_total)
}
