//! Stage `print`: items become text.

use crate::emit::Crate;
use crate::write::Files;

/// The macro that stands for a blank line between the members of an `impl`: prettyplease prints none of its own.
pub(crate) const BLANK_LINE: &str = "blank_line_of_bindery";

/// How it is printed.
const BLANK_LINE_PRINTED: &str = "blank_line_of_bindery! {}";

/// The files of a crate.
pub fn files(krate: Crate) -> Files {
    let modules = krate.modules.into_iter().map(|module| (module.path, file(&module.header, module.items)));
    modules.chain(krate.texts).collect()
}

/// The text of a source file: a header, then the items with a blank line between them, imports together.
pub fn file(header: &str, items: Vec<syn::Item>) -> String {
    let mut text = header.to_owned();
    let mut previous = Group::Own;
    for item in items {
        let group = Group::of(&item);
        if !text.is_empty() && (group == Group::Own || group != previous) {
            text.push('\n');
        }
        previous = group;
        let file = syn::File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] };
        push_lines(&mut text, &prettyplease::unparse(&file));
    }
    text
}

/// What stands together without a blank line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    Imports,
    Modules,
    /// An item by itself.
    Own,
}

impl Group {
    fn of(item: &syn::Item) -> Self {
        match item {
            syn::Item::Use(_) => Self::Imports,
            syn::Item::Mod(module) if module.content.is_none() => Self::Modules,
            _ => Self::Own,
        }
    }
}

fn push_lines(text: &mut String, printed: &str) {
    for line in printed.lines() {
        if line.trim() != BLANK_LINE_PRINTED {
            text.push_str(line);
        }
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::parse_quote;

    #[test]
    fn items_and_members_are_set_apart() {
        let implementation: syn::Item =
            parse_quote!(impl A { fn x() {} blank_line_of_bindery! {} fn y() {} });
        let items = vec![
            parse_quote!(
                use a::b;
            ),
            parse_quote!(
                use c::d;
            ),
            implementation,
        ];
        let expected = "//! Docs.\n\nuse a::b;\nuse c::d;\n\nimpl A {\n    fn x() {}\n\n    fn y() {}\n}\n";
        assert_eq!(file("//! Docs.\n", items), expected);
    }
}
