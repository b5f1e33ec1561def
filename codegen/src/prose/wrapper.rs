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

/// The message that a table is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// A request.
    Request,
    /// A response.
    Response,
}

/// The property around those that a table describes. `names` are the table's own, `examples` the code blocks of the
/// description. `Err`: a sentence speaks of one, and another sentence or the examples disagree; the sentence.
pub fn find(text: &str, names: &[&str], examples: &[String], side: Side) -> Result<Option<Wrapper>, String> {
    let sentences = sentence::sentences(text);
    let about = sentences.iter().filter(|sentence| side == Side::Response || is_of_request(sentence));
    let named = about.filter_map(|sentence| Some((wrapping(sentence)?, *sentence)));
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

/// Whether a sentence speaks of what comes back.
fn is_of_response(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    ["response", "returns", "returned", "responds"].iter().any(|word| lower.contains(word))
}

/// Whether a sentence speaks of what is sent, wherever it stands above a table: it says so, it has the operation
/// as its subject, or it announces the table.
fn is_of_request(sentence: &str) -> bool {
    const SAID: &[&str] = &[
        "request",
        "body",
        "payload",
        "json",
        "this endpoint",
        "one property",
        "single property",
        "single key",
        "nested",
        "nesting",
        "wrapped",
    ];
    const BEGINNINGS: &[&str] = &["it ", "takes ", "expects ", "accepts ", "requires ", "must "];
    let lower = sentence.to_lowercase();
    let said = SAID.iter().any(|word| lower.contains(word))
        || BEGINNINGS.iter().any(|word| lower.starts_with(word))
        || lower.ends_with(':');
    said && !is_of_response(sentence)
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
    quoted_nouns(sentence, &lower).find_map(|(before, name, noun)| {
        let article = before.trim_end().rsplit(' ').next().unwrap_or_default();
        let called = VERBS.iter().any(|verb| before.contains(verb))
            && matches!(article, "a" | "an" | "one" | "single" | "the");
        called.then(|| (name.to_owned(), matches!(noun, "array" | "list")))
    })
}

/// The names that a sentence quotes and calls an object, array or the like, with the words before in lower case.
fn quoted_nouns<'t>(
    sentence: &'t str,
    lower: &'t str,
) -> impl Iterator<Item = (&'t str, &'t str, &'static str)> {
    const NOUNS: [&str; 7] = ["object", "array", "property", "key", "wrapper", "root", "list"];
    sentence::quoted(sentence).into_iter().filter_map(move |name| {
        let after = lower[name.end..].trim_start();
        let noun = NOUNS.into_iter().find(|noun| after.starts_with(noun))?;
        sentence::is_key(name.text).then_some((&lower[..name.start], name.text, noun))
    })
}

/// Whether the text above a table of a response says that it describes each of many things: "Each user has the following
/// properties", "Returns a `users` array".
pub fn tells_of_many(text: &str) -> bool {
    sentence::sentences(text).into_iter().any(|sentence| {
        let lower = sentence.to_ascii_lowercase();
        let whole = ["each response", "each call", "each request"].iter().any(|it| lower.contains(it));
        let listed = || {
            let verbs =
                ["return", "returns", "response contains", "response has", "response is", "responds with"];
            quoted_nouns(sentence, &lower).any(|(before, _, noun)| {
                let before = before.trim_end();
                let before =
                    ["a", "an", "the"].iter().find_map(|it| before.strip_suffix(it)).unwrap_or(before);
                matches!(noun, "array" | "list") && verbs.iter().any(|verb| before.trim_end().ends_with(verb))
            })
        };
        (names_each(sentence) && !whole) || listed()
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

/// Whether the paragraphs of a page or its examples say that the body of the request is a form, and none says that it is
/// JSON.
pub fn is_form(paragraphs: &[&str], examples: &[String]) -> bool {
    let types = ["application/x-www-form-urlencoded", "multipart/form-data"];
    let typed = |text: &str| types.iter().any(|name| text.contains(name));
    let sent = |code: &str| {
        let words = || code.split_whitespace();
        let is_query = words().any(|word| matches!(word, "-G" | "--get"));
        let flagged = words().any(|word| matches!(word, "-F" | "--form" | "--data-urlencode"));
        code.contains("curl") && flagged && !is_query
    };
    let mut all = paragraphs.iter().copied().chain(examples.iter().map(String::as_str));
    let form =
        paragraphs.iter().any(|text| typed(text)) || examples.iter().any(|code| typed(code) || sent(code));
    form && !all.any(|text| text.contains("application/json"))
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
        "returns an array",
        "returns a json array",
        "returns a list",
        "return an array",
        "return a list",
        "responds with an array",
        "responds with a list",
        "response is an array",
        "response is a json array",
        "response is a list",
        "response body is a list",
        "response contains an array of",
        "response contains a list of",
        "response consists of an array",
        "array of objects with the following",
    ];
    says(&array).then_some("it is an array")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapper(text: &str, example: &str) -> Result<Option<(String, bool)>, String> {
        let examples: Vec<String> =
            Some(example.to_owned()).filter(|it| !it.is_empty()).into_iter().collect();
        find(text, &["ids", "name"], &examples, Side::Request)
            .map(|found| found.map(|it| (it.name, it.is_array)))
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
            "Creates a job. The response contains a `job` object with the new job.",
            "The account must have a `billing` object before jobs can be made. Send the job.",
        ] {
            assert_eq!(wrapper(text, ""), Ok(None), "{text}");
        }
    }

    #[test]
    fn responses_of_many() {
        for text in [
            "Returns a `jobs` array. The keys of a job:",
            "A page of jobs. Each job has the following properties:",
            "Each has these keys:",
        ] {
            assert!(tells_of_many(text), "{text}");
        }
        for text in ["Each response contains the following fields:", "Returns the job, with a `tags` array:"]
        {
            assert!(!tells_of_many(text), "{text}");
        }
        for text in
            ["Returns an array of objects with the following properties:", "The response is a list of jobs:"]
        {
            assert!(is_no_json_object(text).is_some(), "{text}");
        }
    }

    #[test]
    fn forms_by_the_page() {
        let curl = ["curl https://example.com/jobs -F name=x".to_owned()];
        assert!(is_form(&[], &curl));
        assert!(is_form(&["Content-Type: application/x-www-form-urlencoded."], &[]));
        let json = ["curl -d '{\"name\": 1}' -H 'Content-Type: application/json'".to_owned()];
        assert!(!is_form(&[], &json));
        assert!(!is_form(&["Send application/json or multipart/form-data."], &[]));
        assert!(!is_form(&[], &["curl -G --data-urlencode 'q=x' https://example.com".to_owned()]));
    }

    #[test]
    fn bodies_that_are_no_objects() {
        assert!(is_no_json_object("The request body is an array of orders").is_some());
        assert!(is_no_json_object("Send as multipart/form-data").is_some());
        assert!(is_no_json_object("a JSON object with an array of ids").is_none());
    }
}
