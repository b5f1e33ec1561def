//! Tables and anchors that lead to types.

use super::super::{Anchor, Links, Replaced, rustdoc};

const DEPOT: &str = "| Name | Type\n| ---- | ----\n| city | string";
const LORRY: &str = "| Name | Type\n| ---- | ----\n| plate | string";

fn replaced() -> [Replaced<'static>; 2] {
    [
        Replaced { text: DEPOT, path: "crate::models::Depot", name: "Depot" },
        Replaced { text: LORRY, path: "Lorry", name: "Lorry" },
    ]
}

fn with_types(markdown: &str) -> String {
    let anchors = [
        Anchor { anchor: "#depot-object", path: "crate::models::Depot" },
        Anchor { anchor: "lorry", path: "Lorry" },
    ];
    rustdoc(markdown, &Links { replaced: &replaced(), anchors: &anchors, ..Links::default() })
}

#[test]
fn a_table_that_became_a_type_is_a_link() {
    assert_eq!(
        with_types(&format!("Opens a depot.\n\n## Request\n\nTakes an object.\n\n{DEPOT}\n\nEnd.")),
        "Opens a depot.\n\n# Request\n\nTakes an object.\n\nSee [`Depot`](crate::models::Depot).\n\nEnd."
    );
    assert_eq!(with_types(&format!("Text:\n{LORRY}")), "Text:\n\nSee [`Lorry`].");
    assert_eq!(with_types("| No | Such\n|--|--\n| a | b"), "| No | Such |\n|----|------|\n| a  | b    |");
}

#[test]
fn a_section_that_was_only_a_table_loses_its_heading() {
    let links = "See [`Depot`](crate::models::Depot) and [`Lorry`].";
    assert_eq!(
        with_types(&format!("Text.\n\n## Depot\n\n{DEPOT}\n\n## Lorry\n\n{LORRY}\n\n## Errors\n\nNone.")),
        format!("Text.\n\n{links}\n\n# Errors\n\nNone.")
    );
    assert_eq!(
        with_types(&format!("## Request\n\nText:\n\n{DEPOT}\n\n### lorry object\n\n{LORRY}\n")),
        format!("# Request\n\nText:\n\n{links}")
    );
}

#[test]
fn a_heading_stays_where_the_link_would_stray_into_another_section() {
    assert_eq!(
        with_types(&format!("Text.\n\n## Allowed for\n\n* Staff\n\n## Request\n\n{LORRY}")),
        "Text.\n\n# Allowed for\n\n- Staff\n\n# Request\n\nSee [`Lorry`]."
    );
}

#[test]
fn a_type_is_named_once() {
    let twice = [replaced()[1], replaced()[1]];
    let links = Links { replaced: &twice, ..Links::default() };
    assert_eq!(
        rustdoc(&format!("{LORRY}\n\nText.\n\n## Again\n\n{LORRY}"), &links),
        "See [`Lorry`].\n\nText."
    );
}

#[test]
fn anchors_lead_to_types_or_nowhere() {
    assert_eq!(
        with_types("A [depot object](#depot-object), a [Lorry](#Lorry), a [lorry](#lorry), a [road](#road)."),
        "A [depot object](crate::models::Depot), a [`Lorry`], a [lorry](Lorry), a road."
    );
}

#[test]
fn a_table_is_found_whatever_its_line_ends() {
    let markdown = format!("Text.\n\n{LORRY}\n").replace('\n', "\r\n");
    assert_eq!(with_types(&markdown), "Text.\n\nSee [`Lorry`].");
}

#[test]
fn a_table_in_a_code_block_leaves_nothing_odd_behind() {
    let docs = with_types(&format!("```json\n{LORRY}\n```"));
    assert!(docs.is_ascii(), "{docs:?}");
}

#[test]
fn tables_may_be_given_in_any_order() {
    let [depot, lorry] = replaced();
    let links = Links { replaced: &[lorry, depot], ..Links::default() };
    assert_eq!(
        rustdoc(&format!("A:\n\n{DEPOT}\n\nB:\n\n{LORRY}"), &links),
        "A:\n\nSee [`Depot`](crate::models::Depot).\n\nB:\n\nSee [`Lorry`]."
    );
}
