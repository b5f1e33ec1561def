//! HTML in descriptions.

use super::plain;

#[test]
fn simple_elements_become_markdown() {
    assert_eq!(plain("<b>Bold</b>, <I>it</I> and <code>a_b</code>"), "**Bold**, *it* and `a_b`");
    assert_eq!(
        plain("See <a class=x href='https://a.test/?b=1&amp;c'>this</a>."),
        "See [this](https://a.test/?b=1&c)."
    );
    assert_eq!(plain("one<br/>two<BR><br>three"), "one\\\ntwo\n\nthree");
    assert_eq!(plain("x<sup>2</sup> m<sub>a</sub>"), "x<sup>2</sup> m<sub>a</sub>");
    assert_eq!(plain("<span style=\"a>b\">x</span> <u>y</u>"), "x y");
}

#[test]
fn blocks_become_markdown() {
    assert_eq!(
        plain("<p>One <b>two</b>.</p><p>Three:</p>\n<ul>\n<li>four\n<li><p>five</p></li></ul>after"),
        "One **two**.\n\nThree:\n\n- four\n- five\n\nafter"
    );
    assert_eq!(plain("<h3>Title</h3>\n<ol><li>a</li></ol>"), "# Title\n\n1. a");
    assert_eq!(plain("<pre><code class=\"x\">a &lt; b\n  c</code></pre>"), "```text\na < b\n  c\n```");
    assert_eq!(plain("<blockquote>a</blockquote>\n<hr>\nb"), "> a\n\n---\n\nb");
}

#[test]
fn tables_become_tables() {
    let text = "<table><thead><tr><th>A</th><th>B</th></tr></thead>\n<tr><td>1<br>2<td><ul><li>x</li></ul></tr></table>";
    assert_eq!(plain(text), "| A       | B   |\n|---------|-----|\n| 1<br> 2 | • x |");
}

#[test]
fn text_in_blocks_is_markdown() {
    assert_eq!(plain("<div>\nUse **this** &amp; `that`\n</div>"), "Use **this** & `that`");
    assert_eq!(plain("<details>\n<summary>More</summary>\n\n* a\n\n</details>"), "More\n\n- a");
}

#[test]
fn what_is_no_html_is_text() {
    assert_eq!(plain("A Vec<T>, <token>, </token> or 1 < 2"), "A Vec\\<T>, \\<token>, \\</token> or 1 < 2");
    assert_eq!(plain("<user-id> and `<user-id>`"), "\\<user-id> and `<user-id>`");
    assert_eq!(plain("<token>"), "\\<token>");
    assert_eq!(plain("a <b"), "a \\<b");
}

#[test]
fn what_belongs_to_another_site_disappears() {
    assert_eq!(plain("a <!-- hidden --> b\n\n<!--\nc\n\nd -->\n\n<?php x ?>"), "a b");
    assert_eq!(plain("<style>p { x }</style>\n\n<script>\n\ny\n</script>\n\na"), "a");
    assert_eq!(plain("<x-life class=\"ea\"></x-life> a <Badge kind='b' /> c"), "a c");
}

#[test]
fn an_example_in_xml_is_code() {
    assert_eq!(plain("<parcel>\n  <id>1</id>\n</parcel>"), "```xml\n<parcel>\n  <id>1</id>\n</parcel>\n```");
}

#[test]
fn elements_may_stay_open_or_cross() {
    assert_eq!(plain("<b>one\n\ntwo"), "one\n\ntwo");
    assert_eq!(plain("</b></ul></td>one"), "one");
    assert_eq!(plain("<b><i>one</b></i> two"), "**one** two");
    assert_eq!(plain("**a <b>b** c</b>"), "**a b** c");
    assert_eq!(plain("<ul><li>one\n\n## two\n\nthree"), "- one\n\n# two\n\nthree");
    assert_eq!(plain("<a href=\"https://a.test\">b [c](https://d.test)</a>"), "[b c](https://a.test)");
}
