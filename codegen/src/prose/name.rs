//! Names of components, from headings and keys.

use heck::ToUpperCamelCase;

/// Words at the end of a heading that say what kind of thing the section describes, not its name.
const KINDS: &[&str] = &[
    "object",
    "objects",
    "array",
    "table",
    "list",
    "format",
    "parameter",
    "parameters",
    "properties",
    "attributes",
    "structure",
    "definition",
    "schema",
    "reference",
    "values",
];

/// The words of a heading that name its thing: without articles in front and kinds at the end.
pub fn subject(heading: &str) -> Vec<String> {
    let mut words = words(heading);
    while words.len() > 1 && matches!(words[0].as_str(), "the" | "a" | "an") {
        words.remove(0);
    }
    while words.len() > 1 && words.last().is_some_and(|word| KINDS.contains(&word.as_str())) {
        words.pop();
    }
    words
}

/// The lower-case words of a text; underscores, dashes and camel case part them.
pub fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut fresh = true;
    let mut lower = false;
    for c in text.chars() {
        if !c.is_alphanumeric() {
            fresh = true;
            continue;
        }
        if fresh || (lower && c.is_uppercase()) {
            words.push(String::new());
        }
        (fresh, lower) = (false, c.is_lowercase());
        if let Some(word) = words.last_mut() {
            word.extend(c.to_lowercase());
        }
    }
    words
}

/// The key of a component for the thing a heading names; empty when no letter of it may stand in a key.
pub fn component(heading: &str, one_of_many: bool) -> String {
    let mut words = subject(heading);
    if one_of_many && let Some(last) = words.last_mut() {
        *last = singular(last);
    }
    key(&words.join(" "))
}

/// A text in Pascal case, of letters and digits that may stand in a component's key (OpenAPI 3.0, "Components Object").
pub fn key(text: &str) -> String {
    let name: String = text.to_upper_camel_case().chars().filter(char::is_ascii_alphanumeric).collect();
    if name.starts_with(|c: char| c.is_ascii_digit()) { format!("N{name}") } else { name }
}

/// An English noun in the singular, by its ending.
pub fn singular(word: &str) -> String {
    for (many, one) in
        [("ies", "y"), ("sses", "ss"), ("tuses", "tus"), ("xes", "x"), ("ches", "ch"), ("shes", "sh")]
    {
        if let Some(stem) = word.strip_suffix(many)
            && stem.len() > 1
        {
            return format!("{stem}{one}");
        }
    }
    let plain = ["ss", "us", "is", "news", "series", "data"].iter().any(|end| word.ends_with(end));
    match word.strip_suffix('s') {
        Some(stem) if !plain && !stem.is_empty() => stem.to_owned(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_become_keys() {
        assert_eq!(component("line_item object", false), "LineItem");
        assert_eq!(component("tags array", true), "Tag");
        assert_eq!(component("error codes", true), "ErrorCode");
        assert_eq!(component("The `billing` Settings Object", false), "BillingSettings");
        assert_eq!(component("Addresses", true), "Address");
        assert_eq!(component("Objects", false), "Objects");
        assert_eq!(component("日本語", false), "");
        assert_eq!(component("3D model object", false), "N3dModel");
    }

    #[test]
    fn singulars() {
        for (many, one) in
            [("statuses", "status"), ("entries", "entry"), ("boxes", "box"), ("status", "status")]
        {
            assert_eq!(singular(many), one);
        }
    }

    #[test]
    fn words_of_keys() {
        assert_eq!(words("OrderLineObject"), ["order", "line", "object"]);
        assert_eq!(words("order_line-object"), ["order", "line", "object"]);
    }
}
