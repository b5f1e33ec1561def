//! HTML in a description, and bold type, as the Markdown that lists of values are written in.

/// A description with its HTML as Markdown: code spans, lists and paragraphs; other tags are left out.
pub fn to_markdown(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    let mut in_item = false;
    while let Some(open) = rest.find('<') {
        let Some(close) = rest[open..].find('>') else { break };
        text.push_str(&rest[..open]);
        let tag = &rest[open + 1..open + close];
        rest = &rest[open + close + 1..];
        let name = tag.split([' ', '/']).find(|part| !part.is_empty()).unwrap_or_default();
        match (name.to_ascii_lowercase().as_str(), tag.starts_with('/')) {
            ("code", false) => {
                text.push('`');
                rest = rest.trim_start();
            }
            ("code", true) => {
                text.truncate(text.trim_end().len());
                text.push('`');
            }
            ("li", false) => {
                in_item = true;
                text.push_str("\n- ");
                rest = rest.trim_start();
            }
            ("li", true) => in_item = false,
            ("p" | "br" | "div", _) if in_item => rest = rest.trim_start(),
            ("p" | "br" | "div" | "ul" | "ol" | "dl" | "dt" | "dd", _) => {
                text.push_str("\n\n");
                rest = rest.trim_start();
            }
            _ => {}
        }
    }
    text.push_str(rest);
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// A description with words in bold type as code spans, as some write values: `**open**`. Bold labels and sentences stay.
pub fn bold_to_code(source: &str) -> String {
    let mut text = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(open) = rest.find("**") {
        text.push_str(&rest[..open]);
        let inner = &rest[open + 2..];
        let Some(close) = inner.find("**") else {
            rest = &rest[open..];
            break;
        };
        let word = inner[..close].replace('\\', "");
        // The end of a sentence is no part of its last word.
        let (word, end) = word.strip_suffix('.').map_or((word.as_str(), ""), |word| (word, "."));
        let proper = word.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
        if proper && !word.is_empty() {
            text.push('`');
            text.push_str(word);
            text.push('`');
            text.push_str(end);
        } else {
            text.push_str(&rest[open..open + close + 4]);
        }
        rest = &inner[close + 2..];
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_lists_are_markdown() {
        let html = "<p>The state. Valid values:</p> <ul> <li> <p> <code>open </code> - Not &amp; yet</p> </li> <li><code>done</code></li> </ul>";
        assert_eq!(
            to_markdown(html).trim(),
            "The state. Valid values:\n\n\n\n\n- `open` - Not & yet \n- `done`"
        );
        assert_eq!(to_markdown("a < b"), "a < b");
        assert_eq!(to_markdown("One of <code>a</code> | <code>b</code>."), "One of `a` | `b`.");
    }

    #[test]
    fn bold_words_are_code() {
        assert_eq!(
            bold_to_code("One of **a**, **in\\_b.** **Note:** c **"),
            "One of `a`, `in_b`. **Note:** c **"
        );
    }
}
