//! Checks texts against the patterns of the document.
//!
//! With the feature `patterns`, which is a default one. Without it every text matches, and the server decides.

#[cfg(feature = "patterns")]
use regex_lite::Regex;
#[cfg(feature = "patterns")]
use std::{collections::BTreeMap, sync::RwLock};

/// The patterns that were needed so far. One that cannot be compiled is none.
#[cfg(feature = "patterns")]
static COMPILED: RwLock<BTreeMap<&'static str, Option<Regex>>> = RwLock::new(BTreeMap::new());

/// Whether a pattern matches somewhere in a text.
#[cfg(feature = "patterns")]
pub fn matches(pattern: &'static str, text: &str) -> bool {
    compiled(pattern).is_none_or(|regex| regex.is_match(text))
}

/// Whether a pattern matches somewhere in a text: always, without an engine.
#[cfg(not(feature = "patterns"))]
pub fn matches(_: &'static str, _: &str) -> bool {
    true
}

#[cfg(feature = "patterns")]
fn compiled(pattern: &'static str) -> Option<Regex> {
    if let Some(known) = COMPILED.read().ok()?.get(pattern) {
        return known.clone();
    }
    let regex = Regex::new(pattern).ok();
    COMPILED.write().ok()?.insert(pattern, regex.clone());
    regex
}
