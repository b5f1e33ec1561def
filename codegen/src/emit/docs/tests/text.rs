//! Running text: wrapping, escaping, addresses, summaries.

use super::super::{
    Links, begins_with_block, is_plain, item, literal, read, rustdoc, sections, summary, write,
};
use super::{on_site, plain};

#[test]
fn a_plain_line_stays_as_it_is() {
    assert_eq!(plain("The name of the parcel."), "The name of the parcel.");
    assert_eq!(plain(""), "");
    assert_eq!(plain(" \n\t\n "), "");
    // Nearly one.
    assert_eq!(plain("The name  of it "), "The name of it");
    assert_eq!(plain("Give it --name or -n"), "Give it \\--name or -n");
    assert_eq!(summary("The name  of it "), "The name of it");
    assert_eq!(summary("Is it the name of it? Yes"), "Is it the name of it?");
    assert_eq!(summary("The name of it..."), "The name of it...");
}

#[test]
fn lines_are_wrapped() {
    let text = "The depot a parcel was last seen at, which is the one that \"accepted\" it unless it has been lost since then";
    assert_eq!(
        plain(text),
        "The depot a parcel was last seen at, which is the one that \"accepted\" it unless it has\nbeen lost since then"
    );
    assert!(plain(&"Ein Paket für Zoë. ".repeat(40)).lines().all(|line| line.chars().count() <= 90));
}

#[test]
fn a_long_first_paragraph_gives_up_its_first_sentence() {
    let text = "The depot a parcel was last seen at. It is absent while the parcel is on a lorry, and once it was delivered.";
    assert_eq!(
        plain(text),
        "The depot a parcel was last seen at.\n\n\
         It is absent while the parcel is on a lorry, and once it was delivered."
    );
    // A short one does not, and nothing is split inside a span or after an abbreviation.
    assert_eq!(plain("The depot. It may be absent."), "The depot. It may be absent.");
    let long = "so that there is more of it than could ever fit on a single line of documentation anyhow";
    assert!(!plain(&format!("**Mind this depot. It is slow**, {long}")).contains("\n\n"));
    assert!(!plain(&format!("A depot, e.g. Ghent, is given {long}")).contains("\n\n"));
    assert!(
        plain(&format!("Required. The depot of it. Here {long}"))
            .starts_with("Required. The depot of it.\n\n")
    );
}

#[test]
fn the_summary_is_the_first_sentence_of_the_first_paragraph() {
    assert_eq!(summary("## Parcels\n\nLists the\nparcels. Slowly."), "Lists the parcels.");
    assert_eq!(summary("**Deprecated**\n\n**Scope:** `read`\n\nLists parcels"), "Lists parcels");
    assert_eq!(summary("**Deprecated**"), "**Deprecated**");
    assert_eq!(
        summary("**New here?** Try crates.\n\n---\n\nLists the parcels. Slowly."),
        "Lists the parcels."
    );
    assert_eq!(summary("Try crates.\n\n---\n"), "Try crates.");
    assert_eq!(summary("Version 2.5 of the list, cf. Annex. More."), "Version 2.5 of the list, cf. Annex.");
    assert_eq!(summary("## Only this"), "Only this");
    assert_eq!(summary("- one\n- two"), "one");
    assert_eq!(summary("See [all](/all) of it"), "See all of it");
    assert_eq!(summary("```\ncode\n```"), "");
    assert_eq!(summary(""), "");
}

#[test]
fn an_item_has_its_summary_first_and_once() {
    let links = Links::default();
    let docs = |summary, description| item(summary, description, &links);
    assert_eq!(docs(Some("List parcels"), Some("They are sorted.")), "List parcels.\n\nThey are sorted.");
    assert_eq!(
        docs(Some("List parcels"), Some("#### Errors\n\nNone.")),
        "List parcels.\n\n# Errors\n\nNone."
    );
    assert_eq!(docs(Some("List parcels"), Some("List `parcels` of a depot.")), "List `parcels` of a depot.");
    assert_eq!(docs(Some("Is it here?"), None), "Is it here?");
    assert_eq!(docs(None, Some("## Parcels\n\nAll of them.")), "All of them.");
    assert_eq!(
        docs(None, Some("# Parcels\n\nAll.\n\n## Of whom\n\nOf you.")),
        "All.\n\n# Of whom\n\nOf you."
    );
    assert_eq!(docs(None, Some("## Parcels")), "Parcels");
    assert_eq!(docs(None, Some("## Parcels\n\n- a\n- b")), "Parcels\n\n- a\n- b");
    assert_eq!(docs(None, Some("## Deprecated\n\nUse depots.")), "Deprecated\n\nUse depots.");
    assert_eq!(
        docs(None, Some("#### For\n\nAll.\n\n#### Errors\n\nNone.")),
        "# For\n\nAll.\n\n# Errors\n\nNone."
    );
    assert_eq!(docs(Some(" "), Some("")), "");
}

#[test]
fn what_markdown_would_read_as_markup_is_escaped() {
    assert_eq!(
        plain("Any_colour, snake_case_ and 2 * 3 * 4 or a_b*"),
        "Any_colour, snake_case_ and 2 * 3 * 4 or a_b\\*"
    );
    assert_eq!(plain("\\*not\\* \\_stressed\\_ nor \\`code\\`"), "\\*not\\* \\_stressed_ nor \\`code\\`");
    assert_eq!(plain("A path like C:\\temp or \\\\\\*"), "A path like C:\\temp or \\\\\\*");
    assert_eq!(plain("~5 of &amp;copy; or \\~2\\~"), "\\~5 of \\&copy; or \\~2~");
    assert_eq!(plain("Pass --verbose or -- nothing"), "Pass \\--verbose or -- nothing");
}

#[test]
fn markup_is_kept() {
    assert_eq!(plain("__Bold__, _stress_, ~~gone~~ and ``a`b``"), "**Bold**, *stress*, ~~gone~~ and ``a`b``");
    assert_eq!(plain("_**Note**: this_"), "_**Note**: this_");
    assert_eq!(plain("one  \ntwo"), "one\\\ntwo");
}

#[test]
fn a_word_that_would_start_a_block_starts_no_line() {
    let filler = "x".repeat(86);
    for word in ["-", "+", "#", "1.", "2)", "=", "---", ">quote", "|a|"] {
        let text = format!("{filler} {word} next");
        assert_eq!(plain(&text).lines().next().unwrap(), format!("{filler} {word}"), "{word}");
    }
    assert_eq!(plain("\\# one"), "\\# one");
    assert_eq!(plain("1\\. one"), "1\\. one");
    assert_eq!(plain("\\- one\\\n\\+ two"), "\\- one\\\n\\+ two");
}

#[test]
fn brackets_are_no_links_to_items() {
    assert_eq!(
        plain("Of [kind] or [a][b], an array string[], not[^1]"),
        "Of \\[kind] or \\[a]\\[b], an array string[], not\\[^1]"
    );
    assert_eq!(plain("[x](Kind) and [`Vec`][v] and [](y)"), "x and \\[`Vec`]\\[v] and");
    assert_eq!(plain("[kind]: said so"), "\\[kind]: said so");
}

#[test]
fn bare_addresses_become_links() {
    assert_eq!(
        plain("See https://a.test/b_c(d), or (http://e.test)."),
        "See <https://a.test/b_c(d)>, or (<http://e.test>)."
    );
    assert_eq!(plain("At https://{depot}.a.test/v1/"), "At `https://{depot}.a.test/v1/`");
    assert_eq!(plain("At https:// or httpd"), "At https:// or httpd");
    assert_eq!(plain("<https://a.test> and <me@a.test>"), "<https://a.test> and <me@a.test>");
    assert_eq!(plain("[https://a.test](https://a.test)"), "<https://a.test>");
    assert_eq!(plain("[at https://b.test](https://a.test)"), "[at https://b.test](https://a.test)");
}

#[test]
fn links_are_absolute_or_text() {
    assert_eq!(on_site("[a](/x/y#z)"), "[a](https://docs.shop.test/x/y#z)");
    assert_eq!(on_site("[a](x/../../y.html)"), "[a](https://docs.shop.test/api/y.html)");
    assert_eq!(on_site("[a](../../../../y/.)"), "[a](https://docs.shop.test/y/)");
    assert_eq!(on_site("[a](//cdn.test/x)"), "[a](https://cdn.test/x)");
    assert_eq!(on_site("[a](?page=2)"), "[a](https://docs.shop.test/api/v2/orders?page=2)");
    assert_eq!(on_site("[a](www.b.test/x)"), "[a](https://www.b.test/x)");
    assert_eq!(plain("[a](/x) [b](y) [c](HTTPS://d.test)"), "a b [c](HTTPS://d.test)");
    assert_eq!(on_site("[a](javascript:x) [b](#c) [d](urn:e) [f]({{g}}/h)"), "a b d f");
    assert_eq!(plain("[a b](<https://c.test/d e(f>)"), "[a b](https://c.test/d%20e%28f)");
}

#[test]
fn reference_links_are_resolved() {
    assert_eq!(
        plain("See [the guide][g] and [g].\n\n[g]: https://a.test 'Guide'"),
        "See [the guide](https://a.test) and [g](https://a.test)."
    );
}

#[test]
fn images_are_links() {
    assert_eq!(plain("![Map](https://a.test/m.png)"), "[Map](https://a.test/m.png)");
    assert_eq!(plain("Wow\\![![Map](m.png)](https://a.test)"), "Wow\\![Map](https://a.test)");
    assert_eq!(plain("![](https://a.test/m.png)"), "[image](https://a.test/m.png)");
}

#[test]
fn a_link_stays_on_one_line() {
    let text = "A parcel is taken to the depot that is nearest to its addressee, see [all the depots](https://a.test/depots)";
    assert_eq!(plain(text).lines().last(), Some("[all the depots](https://a.test/depots)"));
}

#[test]
fn characters_nobody_sees_are_dropped() {
    assert_eq!(plain("a\u{202e}b\u{200b}c\u{0}d\u{7}e\u{feff}f"), "abcdef");
    assert_eq!(plain("a&#8238;b&#x200B;c"), "abc");
    assert_eq!(plain("one\r\ntwo\rthree\u{2028}four\tfive\u{a0}six"), "one two three four five six");
    assert_eq!(plain("`a\u{2066}b`\n\n```\nc\u{2069}\td\n```"), "`ab`\n\n```text\nc    d\n```");
    assert_eq!(plain("“quoted” – für 👩\u{200d}👩"), "“quoted” – für 👩\u{200d}👩");
}

#[test]
fn what_is_plain_says_the_same_however_it_is_read() {
    let links = Links::default();
    let long = "Whether e.g. the thing is there. It may be gone (see HTTP 404), and then nobody finds it again: so ask first!";
    for text in
        ["The id.", "id", "a - b + c = d", "Yes,  or no ", "x) is no list", "Setext --- is one line", long]
    {
        assert!(is_plain(text), "{text}");
        let read = write::document(&sections::tidy(read::read(text, &links), &links), &links);
        assert_eq!(item(None, Some(text), &links), read);
        assert_eq!(rustdoc(text, &links), read);
    }
}

#[test]
fn a_title_says_what_it_says() {
    for (title, markdown) in [
        ("Orders (EU), v2.1_beta", "Orders (EU), v2.1_beta"),
        ("Acme [beta] <script>x</script>", r"Acme \[beta] \<script>x\</script>"),
        ("List<T> & `code` *", r"List\<T> & \`code\` *"),
        ("T\u{202e}x\r y", "Tx y"),
        ("", ""),
    ] {
        assert_eq!(literal(title), markdown);
    }
}

#[test]
fn no_word_stands_before_a_block_on_its_line() {
    for text in
        ["- one", "* one", "1. one", "12) one", "# Title", "> said", "| a |\n|---|", "```json\n{}", "---"]
    {
        assert!(begins_with_block(text), "{text}");
    }
    for text in ["", "Words.", "-1 is less", "1 or 2", "`code` first", "*soft* words", "#1 of all"] {
        assert!(!begins_with_block(text), "{text}");
    }
}
