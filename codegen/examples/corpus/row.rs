//! The table: a line for each document, and one for all.

use crate::check::Checked;
use crate::find::Found;
use crate::generate::Generated;
use crate::survival::Survival;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

/// The names of the columns.
pub const HEADER: &str = "dialect   operations   types  typed     lines   generate    memory      check    memory  \
                          errors warnings  examples changed invalid  document";

/// What came of a document.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    document: String,
    dialect: String,
    generated: Generated,
    checked: Option<Checked>,
    tested: Option<Survival>,
    /// Another document of the very same crate, which is compiled for both.
    twin: Option<String>,
    /// Why it counts as failed.
    pub failure: Option<String>,
}

impl Row {
    /// Of a document that was generated.
    pub fn new(found: &Found, generated: Generated) -> Self {
        let failure = generated.failure.clone();
        let (document, dialect) = (found.label.clone(), found.dialect.clone());
        Self { document, dialect, generated, checked: None, tested: None, twin: None, failure }
    }

    /// How much text the document has, in bytes.
    pub fn bytes(&self) -> u64 {
        self.generated.bytes
    }

    /// What tells the crate from others.
    pub fn content(&self) -> u64 {
        self.generated.content
    }

    /// Leaves the compiler to the row of another document.
    pub fn left_to(&mut self, twin: String) {
        self.twin = Some(twin);
    }

    /// Adds what the compiler said.
    pub fn checked(&mut self, checked: Checked) {
        if checked.errors + checked.warnings > 0 {
            self.failure = Some(checked.said.join("\n"));
        }
        self.checked = Some(checked);
    }

    /// Adds what became of the examples.
    pub fn tested(&mut self, survival: Survival) {
        // Of a crate that does not compile, the compiler said more.
        if self.failure.is_none() && !survival.said.is_empty() {
            self.failure = Some(survival.said.join("\n"));
        }
        self.tested = Some(survival);
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Generated {
            operations, types, positions, untyped, lines, seconds, peak, examples, invalid, ..
        } = &self.generated;
        let typed = percent(*positions, untyped.values().sum());
        let (seconds, peak) = (time(*seconds), memory(*peak));
        write!(
            f,
            "{:8} {operations:11} {types:7} {typed:>7} {lines:9} {seconds:>10} {peak:>9}",
            self.dialect
        )?;
        match &self.checked {
            Some(Checked { seconds, peak, errors, warnings, .. }) => {
                let (seconds, peak) = (time(*seconds), memory(*peak));
                write!(f, " {seconds:>10} {peak:>9} {errors:7} {warnings:8}")?;
            }
            None => write!(f, " {:>10} {:>9} {:>7} {:>8}", "-", "-", "-", "-")?,
        }
        match &self.tested {
            Some(survival) => write!(f, " {examples:9} {:7} {invalid:7}", survival.changed)?,
            None => write!(f, " {:>9} {:>7} {:>7}", "-", "-", "-")?,
        }
        write!(f, "  {}{}", self.document, Reasons(untyped))?;
        self.twin.iter().try_for_each(|twin| write!(f, ", as {twin}"))?;
        let said = self.failure.iter().flat_map(|failure| failure.lines());
        said.map(str::trim_end).try_for_each(|line| write!(f, "\n    | {line}"))
    }
}

/// All documents together.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Totals {
    documents: usize,
    /// Documents without a crate, or with one that does not compile without a warning.
    pub failed: usize,
    compiled: usize,
    /// Documents whose crate another one has, too.
    twins: usize,
    operations: usize,
    types: usize,
    positions: usize,
    untyped: BTreeMap<String, usize>,
    lines: usize,
    generate_seconds: f64,
    /// The most that one document took, in bytes.
    generate_peak: u64,
    check_seconds: f64,
    /// The most that one crate took, in bytes.
    check_peak: u64,
    errors: usize,
    warnings: usize,
    examples: usize,
    changed: usize,
    invalid: usize,
    /// From the first document to the last, with all that was done, in seconds.
    seconds: f64,
}

impl Totals {
    /// The sums, and of memory the most; and how long it all took.
    pub fn of(rows: &[Row], took: Duration) -> Self {
        rows.iter().fold(Self { seconds: took.as_secs_f64(), ..Self::default() }, Self::add)
    }

    fn add(mut self, row: &Row) -> Self {
        let generated = &row.generated;
        self.documents += 1;
        self.failed += usize::from(row.failure.is_some());
        self.operations += generated.operations;
        self.types += generated.types;
        self.positions += generated.positions;
        for (why, count) in &generated.untyped {
            *self.untyped.entry(why.clone()).or_default() += count;
        }
        self.lines += generated.lines;
        self.generate_seconds += generated.seconds;
        self.generate_peak = self.generate_peak.max(generated.peak);
        if let Some(checked) = &row.checked {
            self.compiled += 1;
            self.check_seconds += checked.seconds;
            self.check_peak = self.check_peak.max(checked.peak);
            self.errors += checked.errors;
            self.warnings += checked.warnings;
        }
        self.twins += usize::from(row.twin.is_some());
        if let Some(survival) = &row.tested {
            self.examples += generated.examples;
            self.changed += survival.changed;
            self.invalid += generated.invalid;
        }
        self
    }
}

impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let typed = percent(self.positions, self.untyped.values().sum());
        write!(f, "{} documents, {} failed: {} operations, ", self.documents, self.failed, self.operations)?;
        write!(f, "{} types, {typed} typed{}, {} lines; ", self.types, Reasons(&self.untyped), self.lines)?;
        let (seconds, peak) = (time(self.generate_seconds), memory(self.generate_peak));
        write!(f, "generated in {seconds}, at most {peak}")?;
        if self.compiled > 0 {
            let (seconds, peak) = (time(self.check_seconds), memory(self.check_peak));
            write!(f, "; {} compiled, for {} more of the same, ", self.compiled, self.twins)?;
            write!(f, "in {seconds}, at most {peak}, ")?;
            write!(f, "with {} errors and {} warnings", self.errors, self.warnings)?;
        }
        if self.examples + self.invalid > 0 {
            let Self { examples, changed, invalid, .. } = self;
            write!(f, "; {examples} examples, {changed} changed, and {invalid} invalid ones")?;
        }
        write!(f, "; {} in all", time(self.seconds))
    }
}

/// Why positions are not typed, such as ` (dangling 3, free-form 12)`.
struct Reasons<'a>(&'a BTreeMap<String, usize>);

impl fmt::Display for Reasons<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return Ok(());
        }
        let reasons: Vec<String> = self.0.iter().map(|(why, count)| format!("{why} {count}")).collect();
        write!(f, " ({})", reasons.join(", "))
    }
}

/// The share of positions that are typed.
fn percent(positions: usize, untyped: usize) -> String {
    if positions == 0 {
        return "-".to_owned();
    }
    format!("{:.1} %", 100.0 * (1.0 - untyped as f64 / positions as f64))
}

fn time(seconds: f64) -> String {
    if seconds < 1.0 { format!("{:.0} ms", seconds * 1e3) } else { format!("{seconds:.2} s") }
}

fn memory(bytes: u64) -> String {
    if bytes == 0 { "-".to_owned() } else { format!("{:.0} MB", bytes as f64 / 1e6) }
}
