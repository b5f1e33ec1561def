//! Stage `print`: items become text.

pub(crate) mod comments;

use crate::emit::{Crate, Imports, Module, Part};
use crate::parallel;
use crate::write::Files;
use std::num::NonZeroUsize;
use std::sync::Mutex;

/// The macro that stands for a blank line between the members of an `impl`: prettyplease prints none of its own.
pub(crate) const BLANK_LINE: &str = "blank_line_of_bindery";

/// How a blank line is printed.
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
    let parts = krate.modules.iter().map(|module| printed.by_ref().take(module.parts()).collect());
    let parts: Vec<Mutex<Vec<(String, Imports)>>> = parts.map(Mutex::new).collect();
    let modules = parallel::each(parts.len(), threads, |index| {
        // There are as many as modules. Nobody else asks for the parts of this one, so that its lock is never broken.
        let module = &krate.modules[index];
        let parts = parts[index].lock().map(|mut parts| std::mem::take(&mut *parts));
        (module.path(), file(module, parts.unwrap_or_default()))
    });
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
    let comments = comments::take();
    let mut text = String::new();
    let mut previous = Group::Own;
    for item in items {
        let group = Group::of(&item);
        if !text.is_empty() && (group == Group::Own || group != previous) {
            text.push('\n');
        }
        previous = group;
        let file = syn::File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] };
        push_lines(&mut text, &prettyplease::unparse(&file), &comments);
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

/// Appends what was printed, with blank lines for their macros and with its comments.
fn push_lines(text: &mut String, printed: &str, comments: &[String]) {
    let mut pieces = printed.split(BLANK_LINE_PRINTED);
    comments::push(text, pieces.next().unwrap_or_default(), comments);
    for piece in pieces {
        // The indentation of the macro.
        text.truncate(text.trim_end_matches(' ').len());
        comments::push(text, piece, comments);
    }
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    #[test]
    fn comments_have_a_line_each_where_they_stand() {
        let docs = || super::comments::keep(" One\n /// two\n\n Three".to_owned());
        let (first, second) = (docs(), docs());
        let item: syn::Item = parse_quote!(
            #[doc = #first]
            pub struct A {
                #[doc = #second]
                pub a: B,
            }
        );
        let lines = |indent: &str| {
            ["/// One", "/// /// two", "///", "/// Three"].map(|line| format!("{indent}{line}\n")).concat()
        };
        let expected = format!("{}pub struct A {{\n{}    pub a: B,\n}}\n", lines(""), lines("    "));
        assert_eq!(super::items(vec![item]), expected);
    }

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
