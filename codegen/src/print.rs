//! Stage `print`: items become text.

use crate::emit::{Crate, Imports, Module, Part};
use crate::parallel;
use crate::write::Files;
use std::num::NonZeroUsize;

/// The macro that stands for a blank line between the members of an `impl`: prettyplease prints none of its own.
pub(crate) const BLANK_LINE: &str = "blank_line_of_bindery";

/// How it is printed.
const BLANK_LINE_PRINTED: &str = "blank_line_of_bindery! {}";

/// The files of a crate. Its modules are emitted and printed by so many threads; their number makes no difference to the
/// text.
pub fn files(krate: Crate<'_>, threads: NonZeroUsize) -> Files {
    let parts = |(index, module): (usize, &Module<'_>)| (0..module.parts()).map(move |part| (index, part));
    let jobs: Vec<(usize, usize)> = krate.modules.iter().enumerate().flat_map(parts).collect();
    let mut printed = parallel::each(jobs.len(), threads, |job| {
        // A job is an index into `jobs`, and the first half of that one into `modules`.
        let (module, part) = jobs[job];
        let Part { items, imports } = krate.modules[module].part(part);
        (self::items(items), imports)
    })
    .into_iter();
    let modules = krate.modules.iter().map(|module| {
        let parts = printed.by_ref().take(module.parts()).collect();
        (module.path(), file(module, parts))
    });
    let modules: Vec<(String, String)> = modules.collect();
    modules.into_iter().chain(krate.texts).collect()
}

/// The text of a source file: its header, what comes before its parts, the parts.
fn file(module: &Module<'_>, parts: Vec<(String, Imports)>) -> String {
    let imports = Imports::default();
    parts.iter().for_each(|(_, needed)| imports.merge(needed));
    let mut text = module.header();
    let head = items(module.head(&imports));
    for part in std::iter::once(head).chain(parts.into_iter().map(|(text, _)| text)) {
        if !text.is_empty() && !part.is_empty() {
            text.push('\n');
        }
        text.push_str(&part);
    }
    text
}

/// The text of items with a blank line between them, imports together.
fn items(items: Vec<syn::Item>) -> String {
    let mut text = String::new();
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

/// Appends what was printed, with blank lines for their macros.
fn push_lines(text: &mut String, printed: &str) {
    let mut pieces = printed.split(BLANK_LINE_PRINTED);
    text.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        // The indentation of the macro.
        text.truncate(text.trim_end_matches(' ').len());
        text.push_str(piece);
    }
}

#[cfg(test)]
mod tests {
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
        let expected = "use a::b;\nuse c::d;\n\nimpl A {\n    fn x() {}\n\n    fn y() {}\n}\n";
        assert_eq!(super::items(items), expected);
    }
}
