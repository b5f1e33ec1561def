//! The property that stands around all others: "takes a `request` object with the following properties".

use super::sentence;

/// The property around all others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrapper {
    /// Its name.
    pub name: String,
    /// Whether it holds many of what the table describes.
    pub is_array: bool,
    /// The sentence that says so.
    pub sentence: String,
}

/// The property around those that a table describes. `names` are the table's own, `examples` the code blocks of the
/// description. `Err`: a sentence speaks of one, and another sentence or the examples disagree; the sentence.
pub fn find(text: &str, names: &[&str], examples: &[String]) -> Result<Option<Wrapper>, String> {
    let sentences = sentence::sentences(text);
    let named = sentences.iter().filter_map(|sentence| Some((wrapping(sentence)?, *sentence)));
    let mut named: Vec<_> = named.filter(|((name, _), _)| !names.contains(&name.as_str())).collect();
    named.dedup_by(|a, b| a.0 == b.0);
    let ((name, called_array), sentence) = match named.len() {
        0 => return Ok(None),
        1 => named.remove(0),
        _ => return Err(named.remove(0).1.to_owned()),
    };
    let each = sentences.iter().any(|it| names_each(it)) || called_array;
    let shown: Vec<char> = examples.iter().filter_map(|example| value_of(example, &name)).collect();
    let is_array = match shown.first() {
        Some('[') => true,
        Some('{') if !called_array => false,
        None if examples.iter().all(|example| !example.trim_start().starts_with('{')) => each,
        _ => return Err(sentence.to_owned()),
    };
    Ok(Some(Wrapper { name, is_array, sentence: sentence.to_owned() }))
}

/// The property a sentence puts around others, and whether it calls it an array.
fn wrapping(sentence: &str) -> Option<(String, bool)> {
    const VERBS: &[&str] = &[
        "takes",
        "expects",
        "accepts",
        "requires",
        "consists of",
        "must contain",
        "must include",
        "contains",
        "wrapped in",
        "nested",
        "nesting",
        "with one property",
        "single property",
        "single key",
        "must have",
        "is a json object with",
    ];
    let lower = sentence.to_ascii_lowercase();
    let mut quoted = sentence::quoted(sentence).into_iter();
    quoted.find_map(|name| {
        let before = &lower[..name.start];
        let article = before.trim_end().rsplit(' ').next().unwrap_or_default();
        let after = lower[name.end..].trim_start();
        let noun = ["object", "array", "property", "key", "wrapper", "root", "list"]
            .into_iter()
            .find(|noun| after.starts_with(noun))?;
        let called = VERBS.iter().any(|verb| before.contains(verb))
            && matches!(article, "a" | "an" | "one" | "single" | "the");
        (called && sentence::is_key(name.text))
            .then(|| (name.text.to_owned(), matches!(noun, "array" | "list")))
    })
}

fn names_each(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    let each = lower.starts_with("each ") || lower.contains(" for each ") || lower.contains(" each ");
    each && ["propert", "field", "attribute", "key", "parameter"].iter().any(|word| lower.contains(word))
}

/// The first character of the value of a key in JSON that need not be complete.
fn value_of(json: &str, key: &str) -> Option<char> {
    let quoted = format!("\"{key}\"");
    let (_, rest) = json.split_once(&quoted)?;
    rest.trim_start().strip_prefix(':')?.trim_start().chars().next()
}

/// Why a body is not a JSON object with the properties of the table below a text, when the text says so.
pub fn is_no_json_object(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| lower.contains(phrase));
    if says(&[
        "urlencoded",
        "url-encoded",
        "form data",
        "form-data",
        "multipart",
        "form parameter",
        "form field",
    ]) {
        return Some("it is a form");
    }
    if says(&["an xml", "as xml", "in csv", "csv file", "ndjson", "newline-delimited"]) {
        return Some("it is not JSON");
    }
    let array = [
        "body is an array",
        "body is a json array",
        "takes an array of",
        "takes a json array",
        "expects an array of",
        "accepts an array of",
        "body must be an array",
        "payload is an array",
        "a json array of",
        "body consists of an array",
        "body contains an array of",
        "is a list of",
        "request is an array",
    ];
    says(&array).then_some("it is an array")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapper(text: &str, example: &str) -> Result<Option<(String, bool)>, String> {
        let examples: Vec<String> =
            Some(example.to_owned()).filter(|it| !it.is_empty()).into_iter().collect();
        find(text, &["ids", "name"], &examples).map(|found| found.map(|it| (it.name, it.is_array)))
    }

    #[test]
    fn around_one_and_around_many() {
        let one = "The request takes a `job` object with the following properties:";
        assert_eq!(wrapper(one, ""), Ok(Some(("job".into(), false))));
        let many = "The PUT request expects a `jobs` object that lists the jobs. Each job may have the following properties:";
        assert_eq!(wrapper(many, ""), Ok(Some(("jobs".into(), true))));
        assert_eq!(wrapper(many, "{\"jobs\": [{}]}"), Ok(Some(("jobs".into(), true))));
        assert_eq!(wrapper(one, "{\"job\" : {\"name\": ..."), Ok(Some(("job".into(), false))));
    }

    #[test]
    fn the_example_disagrees() {
        assert!(wrapper("The request takes a `job` object.", "{\"name\": 1}").is_err());
        assert!(wrapper("The request takes a `job` object.", "{\"job\": \"x\"}").is_err());
    }

    #[test]
    fn two_wrappers_are_none() {
        assert!(
            wrapper(
                "Conditions nested under the `view` property. The rest nested under the `output` property:",
                ""
            )
            .is_err()
        );
    }

    #[test]
    fn no_wrapper() {
        for text in [
            "Takes a JSON object:",
            "It takes a data object with:",
            "Takes one parameter, an `ids` object",
            "See the `job` object",
        ] {
            assert_eq!(wrapper(text, ""), Ok(None), "{text}");
        }
    }

    #[test]
    fn bodies_that_are_no_objects() {
        assert!(is_no_json_object("The request body is an array of orders").is_some());
        assert!(is_no_json_object("Send as multipart/form-data").is_some());
        assert!(is_no_json_object("a JSON object with an array of ids").is_none());
    }
}
