//! Headings, lists, code blocks, tables, quotations.

use super::plain;

#[test]
fn headings_start_at_the_first_level_and_keep_their_order() {
    let text = "Intro.\n\n#### Allowed For:\n\n* Staff\n\n##### More #\n\nText\n\n#### End\n\nText";
    assert_eq!(plain(text), "Intro.\n\n# Allowed For\n\n- Staff\n\n## More\n\nText\n\n# End\n\nText");
    assert_eq!(plain("Title\n===\n\nText\n\n### **Sub**\n\nText"), "# Title\n\nText\n\n## Sub\n\nText");
}

#[test]
fn a_heading_alone_is_a_paragraph() {
    assert_eq!(plain("## List parcels"), "List parcels");
    assert_eq!(plain("- # One\n- two"), "- **One**\n- two");
    assert_eq!(plain("Text\n\n#\n\nText"), "Text\n\nText");
}

#[test]
fn code_blocks_are_never_doctests() {
    let infos = [
        "",
        "rust",
        "RS",
        "Rust,ignore",
        "should_panic",
        "should-panic",
        "no_run",
        "ignore",
        "ignore-x86_64",
        "compile_fail",
        "E0123",
        "test_harness",
        "edition2021",
        "standalone_crate",
        "{.rust}",
        "rust=1",
        "custom,rust",
        "???",
    ];
    for info in infos {
        assert_eq!(plain(&format!("~~~{info}\nlet a;\n~~~")), "```text\nlet a;\n```", "{info:?}");
    }
    assert_eq!(plain("text:\n\n    let a;\n\n\n    let b;"), "text:\n\n```text\nlet a;\n\n\nlet b;\n```");
}

#[test]
fn code_blocks_keep_a_language() {
    assert_eq!(plain("```json\n{}  \n```"), "```json\n{}\n```");
    assert_eq!(plain("```Bash title=x\nls\n```"), "```bash\nls\n```");
    assert_eq!(plain("```json,rust\n{}\n```"), "```json\n{}\n```");
    assert_eq!(plain("````md\n```\n````"), "````md\n```\n````");
    assert_eq!(plain("```json\n\n```"), "");
}

#[test]
fn lists_have_their_lines_indented() {
    let long = "word ".repeat(20);
    let text = format!("* {long}\nlazy\n* b\n\n  1) c\n  2) {long}\n\n* [x] d");
    let words = "word ".repeat(17);
    let words = words.trim_end();
    assert_eq!(
        plain(&text),
        format!("- {words}\n  word word word lazy\n- b\n  1. c\n  2. {words}\n     word word word\n- [x] d")
    );
}

#[test]
fn a_list_is_loose_only_where_an_item_needs_it() {
    assert_eq!(plain("* a\n\n* b"), "- a\n- b");
    assert_eq!(plain("* a\n\n  c\n* b"), "- a\n\n  c\n\n- b");
    assert_eq!(plain("7. a\n8. b"), "7. a\n8. b");
    assert_eq!(plain("*\n* b"), "- b");
}

#[test]
fn lists_in_a_row_stay_apart() {
    assert_eq!(plain("* a\n\n- b\n\n+ c"), "- a\n\n* b\n\n- c");
    assert_eq!(plain("1. a\n\n1) b"), "1. a\n\n1) b");
}

#[test]
fn tables_are_tidy() {
    let ragged = "| Name|Type |\n|:--|--:|\n|`a` |string\\|null|\n|c\n|d|e|f|";
    assert_eq!(
        plain(ragged),
        "| Name | Type         |\n|:-----|-------------:|\n| `a`  | string\\|null |\n| c    |              |\n\
         | d    | e            |"
    );
    let wide = format!("|a|b|\n|-|-|\n|c|{}|", "d ".repeat(70));
    assert_eq!(plain(&wide).lines().nth(1), Some("|---|---|"));
    assert_eq!(plain("a | b\n-|-\nc | x\\|y"), "| a | b    |\n|---|------|\n| c | x\\|y |");
}

#[test]
fn quotations_and_alerts() {
    assert_eq!(plain("> one\ntwo\n>\n> - three"), "> one two\n>\n> - three");
    assert_eq!(plain("> [!WARNING]\n> Hot."), "> **Warning:** Hot.");
}

#[test]
fn rules_stand_between_paragraphs_only() {
    assert_eq!(plain("---\n\na\n\n***\n\nb\n\n---\n\n# c\n\nd\n\n---"), "a\n\n---\n\nb\n\n# c\n\nd");
}
