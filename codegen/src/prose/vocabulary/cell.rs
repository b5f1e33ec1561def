//! Cells about presence and length.

use super::topic::is_presence;
use crate::prose::name;

/// What a cell says about presence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Under a condition, which a schema does not say.
    Sometimes,
}

/// Reads a cell of a column about presence. `None`: not understood.
pub fn flag(cell: &str) -> Option<Flag> {
    let bare = cell.replace(['`', '*', '_', '"'], "").trim().trim_end_matches('.').to_lowercase();
    let starred = cell.trim_end().trim_end_matches('`').ends_with('*') && !cell.trim_start().starts_with('*');
    let said = match bare.as_str() {
        "yes" | "y" | "true" | "required" | "mandatory" | "x" | "✓" | "✔" | "✔️" | "✅" | "☑" | "☑️"
        | "always" | "req" | "must" | "m" | "r" | "1" | "•" | "●" | "yes (required)" | "✓ required"
        | ":white_check_mark:" | ":heavy_check_mark:" => Flag::Yes,
        ""
        | "no"
        | "n"
        | "false"
        | "optional"
        | "-"
        | "–"
        | "—"
        | "n/a"
        | "na"
        | "✗"
        | "✘"
        | "❌"
        | "o"
        | "0"
        | "opt"
        | "✕"
        | "×"
        | "not required"
        | "never"
        | "none"
        | "recommended"
        | "strongly recommended"
        | "no (optional)"
        | ":x:" => Flag::No,
        other => return condition(other).then_some(Flag::Sometimes),
    };
    Some(if starred && said == Flag::Yes { Flag::Sometimes } else { said })
}

/// Whether a cell of a column about presence says itself whether a value must be there, whatever its header says.
pub fn speaks_of_presence(cell: &str) -> bool {
    name::words(cell).iter().any(|word| is_presence(word))
}

fn condition(cell: &str) -> bool {
    const WORDS: &[&str] = &[
        "if",
        "when",
        "unless",
        "conditional",
        "conditionally",
        "depends",
        "sometimes",
        "only",
        "except",
        "either",
        "one",
        "for",
        "on",
        "recommended",
        "see",
        "may",
        "create",
        "update",
        "with",
        "without",
    ];
    let words = name::words(cell);
    words.iter().any(|word| WORDS.contains(&word.as_str()))
        || cell.ends_with(['¹', '²', '³', '†', '‡'])
        || (words.len() == 2 && words[1].chars().all(|c| c.is_ascii_digit()))
}

/// Reads a cell of a column of lengths: least and greatest. `Err`: something is said that is no such length.
pub fn length(cell: &str) -> Result<Option<(Option<u64>, u64)>, ()> {
    const UNITS: &[&str] = &[
        "character",
        "characters",
        "char",
        "chars",
        "item",
        "items",
        "element",
        "elements",
        "entry",
        "entries",
        "max",
        "maximum",
        "up",
        "to",
        "of",
        "at",
        "most",
        "limit",
        "length",
    ];
    let bare = cell.replace('`', "").to_lowercase();
    let bare = bare.trim();
    if matches!(bare, "" | "-" | "–" | "—" | "n/a" | "na" | "none" | "unlimited" | "no limit" | "∞") {
        return Ok(None);
    }
    if is_negative(bare) {
        return Err(());
    }
    let mut numbers = Vec::new();
    let spaced = bare.replace(['≤', '<', '='], " ").replace("..", " ").replace(DASHES, " ");
    for word in spaced.split_whitespace() {
        let word = word.trim_matches(['.', '(', ')', ':', ',']);
        match number(word) {
            Some(number) => numbers.push(number),
            None if word.is_empty() || UNITS.contains(&word) => {}
            None => return Err(()),
        }
    }
    match numbers[..] {
        [max] => Ok(Some((None, max))),
        [min, max] if min <= max => Ok(Some((Some(min), max))),
        _ => Err(()),
    }
}

/// What stands between the ends of a range, and before a number below zero.
const DASHES: [char; 3] = ['–', '—', '-'];

/// Whether a number has a minus: a dash right before it, and no other number that it could be a range from.
fn is_negative(cell: &str) -> bool {
    let Some((before, after)) = cell.split_once(DASHES) else { return false };
    after.starts_with(|c: char| c.is_ascii_digit()) && !before.contains(|c: char| c.is_ascii_digit())
}

/// A whole number, with its thousands apart or not: `1024`, `1,024`, `1 024` written `1_024`.
fn number(word: &str) -> Option<u64> {
    let mut groups = word.split([',', '_']);
    let first = groups.next()?;
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.len() > 3 {
            return None;
        }
        digits.push_str(group);
    }
    (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())).then(|| digits.parse().ok()).flatten()
}
