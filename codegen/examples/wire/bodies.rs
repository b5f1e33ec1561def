//! Bodies: the examples of a document, by the type that they are of.

use bindery::write::Files;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Where the examples of a crate are.
const EXAMPLES: &str = "tests/examples/examples.jsonl";

/// Examples of a type, and items of examples that are lists of it.
pub struct Bodies {
    /// The type, among the models.
    pub item: String,
    /// Each as JSON in one line, and once.
    pub texts: BTreeSet<String>,
}

impl Bodies {
    /// The length of the longest.
    fn longest(&self) -> usize {
        self.texts.iter().map(String::len).max().unwrap_or(0)
    }
}

/// A line of the examples.
#[derive(Deserialize)]
struct Line {
    #[serde(rename = "type")]
    ty: String,
    value: serde_json::Value,
}

/// The bodies of the types that are named, or else of those whose examples are largest.
///
/// # Errors
///
/// When a type that is named has no example, or there is none at all.
pub fn chosen(files: &Files, named: &[String], most: usize) -> Result<Vec<Bodies>, String> {
    let mut all = all(files.get(EXAMPLES).map_or("", String::as_str))?;
    if all.is_empty() {
        return Err("the document has no example of a model".to_owned());
    }
    if named.is_empty() {
        all.sort_by_key(|bodies| std::cmp::Reverse(bodies.longest()));
        all.truncate(most);
        return Ok(all);
    }
    let of = |name: &String| {
        let found = all.iter().position(|bodies| bodies.item == *name)?;
        Some(Bodies { item: name.clone(), texts: all[found].texts.clone() })
    };
    named.iter().map(|name| of(name).ok_or_else(|| format!("there is no example of {name}"))).collect()
}

fn all(lines: &str) -> Result<Vec<Bodies>, String> {
    let mut texts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in lines.lines() {
        let line: Line = serde_json::from_str(line).map_err(|error| error.to_string())?;
        let is_list = line.ty.starts_with("Vec<");
        let item = line.ty.trim_start_matches("Vec<").trim_end_matches('>');
        let Some(item) = item.strip_prefix("models::").filter(|item| !item.contains(['<', ':'])) else {
            continue;
        };
        let values = match line.value {
            serde_json::Value::Array(items) if is_list => items,
            value => vec![value],
        };
        texts.entry(item.to_owned()).or_default().extend(values.iter().map(ToString::to_string));
    }
    Ok(texts.into_iter().map(|(item, texts)| Bodies { item, texts }).collect())
}
