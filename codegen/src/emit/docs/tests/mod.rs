//! One test per rule of what documentation may contain.

mod blocks;
mod html;
mod robust;
mod text;
mod types;

use super::{Links, rustdoc};

/// The documentation for a description without anything to link to.
fn plain(markdown: &str) -> String {
    rustdoc(markdown, &Links::default())
}

/// The documentation for a description of a site whose relative links lead somewhere.
fn on_site(markdown: &str) -> String {
    rustdoc(markdown, &Links { base: Some("https://docs.shop.test/api/v2/orders"), ..Links::default() })
}
