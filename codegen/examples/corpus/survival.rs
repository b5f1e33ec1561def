//! Which examples were the same after they were decoded and encoded.

use crate::measure::Ran;
use serde::Serialize;

/// What came of the tests of a crate's examples.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Survival {
    /// How long it took to compile and run them, in seconds.
    pub seconds: f64,
    /// The most memory that one process of it took, in bytes.
    pub peak: u64,
    /// How many valid examples were not the same, or could not be decoded.
    pub changed: usize,
    /// The first of them; or why there are no figures.
    pub said: Vec<String>,
}

/// How many changed examples are kept.
const KEPT: usize = 10;

impl Survival {
    /// Reads what the test printed, between the messages of Cargo.
    pub fn read(ran: &Ran) -> Self {
        let mut survival = Self { seconds: ran.time.as_secs_f64(), peak: ran.peak, ..Self::default() };
        let lines: Vec<&str> = ran.out.lines().filter(|line| !line.starts_with(r#"{"reason":"#)).collect();
        let counted = lines.iter().find_map(|line| line.strip_suffix(" examples are the same"));
        let counts = counted.and_then(|counts| counts.split_once(" of "));
        let counts =
            counts.and_then(|(same, all)| Some((same.parse::<usize>().ok()?, all.parse::<usize>().ok()?)));
        match counts {
            Some((same, all)) => survival.changed = all - same.min(all),
            None => survival.said.push(format!("{}\n{}", ran.err.trim(), lines.join("\n").trim())),
        }
        let changes = lines.iter().skip_while(|line| !line.ends_with("not the same:")).skip(1);
        let changes = changes.take_while(|line| !line.is_empty()).take(KEPT);
        survival.said.extend(changes.map(|line| line.chars().take(400).collect()));
        survival
    }
}
