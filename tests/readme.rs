//! The README is true: its code is that of files that compile, its output is what comes out, its tables are complete.

use bindery::config::Config;
use bindery::report::{Code, Color};
use bindery::{Input, generate};

const README: &str = include_str!("../README.md");

/// The fenced blocks of a language.
fn blocks(language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    let parts = README.split(&fence).skip(1);
    parts.map(|part| part.split("```\n").next().unwrap().to_owned()).collect()
}

#[test]
fn all_rust_compiles_somewhere() {
    let compiled = [
        include_str!("readme/push.rs"),
        include_str!("readme/call.rs"),
        include_str!("readme/streams.rs"),
        include_str!("readme/events.rs"),
        include_str!("readme/operation.rs"),
        include_str!("readme/serve.rs"),
        include_str!("readme/streamed.rs"),
        include_str!("readme/pages.rs"),
        include_str!("../build.rs"),
    ];
    assert_eq!(blocks("rust"), compiled);
}

#[test]
fn the_files_are_those_of_the_tests() {
    assert_eq!(blocks("yaml"), [include_str!("readme/orders.yml"), include_str!("readme/overlay.yml")]);
    let config = include_str!("readme/bindery.toml");
    assert!(blocks("toml").iter().any(|block| block == config));
    Config::parse(config).unwrap();
}

#[test]
fn the_diagnostics_are_what_comes_out() {
    let input = Input::document("tests/readme/orders.yml").with_overlay("tests/readme/overlay.yml");
    let output = generate(&input);
    assert!(output.files.is_none());
    let shown = output.report.render(&output.sources, Color::Never).replace("tests/readme/", "");
    let expected = format!("{shown}nothing written: {}\n", output.report.summary());
    assert!(blocks("text").contains(&expected), "{expected}");
}

#[test]
fn the_table_of_codes_is_complete() {
    let rows: Vec<String> = Code::ALL
        .iter()
        .map(|code| format!("| `{code}` | {} | {} |", code.severity(), code.explain()))
        .collect();
    let (_, table) = README.split_once("| code | severity | meaning |\n|---|---|---|\n").unwrap();
    let table: Vec<&str> = table.lines().take_while(|line| line.starts_with('|')).collect();
    assert_eq!(table, rows);
}

#[test]
fn the_table_of_keys_is_complete() {
    let sections = [
        ("", "nothing = 1"),
        ("package.", "[package]\nnothing = 1"),
        ("documentation.", "[documentation]\nnothing = 1"),
        ("formats.<format>.", "[formats.x]\ntype = 'a::B'\nnothing = 1"),
        ("rename.", "[rename]\nnothing = 1"),
        ("paging.<operation>.", "[paging.x]\nnothing = 1"),
    ];
    for (prefix, text) in sections {
        // "unknown field `nothing`, expected one of `a`, `b`".
        let message = Config::parse(text).unwrap_err().message;
        let keys: Vec<&str> = message.split('`').skip(3).step_by(2).collect();
        assert!(!keys.is_empty(), "{message}");
        for key in keys {
            let row = format!("`{prefix}{key}");
            assert!(README.contains(&row), "the README does not explain {row}`");
        }
    }
    for (scheme, keys) in [
        ("basic", "username = \"\"\npassword = \"\""),
        ("bearer", "token = \"\""),
        ("header", "name = \"\"\nvalue = \"\""),
    ] {
        assert!(README.contains(&format!("`{scheme}` with `")));
        Config::parse(&format!("[credentials.x]\nscheme = \"{scheme}\"\n{keys}\n")).unwrap();
    }
}
